// SPDX-License-Identifier: Apache-2.0
//
// Fields of a JSON document that somebody else made, with their types asked for. Inside casefile.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace pelf::casefile {

/// Null where the value is no object or has no such field.
inline const boost::json::value* field(const boost::json::value& value, std::string_view key) {
    const auto* object = value.if_object();
    return object == nullptr ? nullptr : object->if_contains(key);
}

inline std::optional<std::string> text_field(const boost::json::value& value,
                                             std::string_view key) {
    const auto* found = field(value, key);
    if (found == nullptr || !found->is_string()) return std::nullopt;
    return std::string(found->get_string());
}

/// A number from 0 to 2^63 - 1.
inline std::optional<std::uint64_t> count_field(const boost::json::value& value,
                                                std::string_view key) {
    const auto* found = field(value, key);
    if (found == nullptr || !found->is_int64() || found->get_int64() < 0) return std::nullopt;
    return static_cast<std::uint64_t>(found->get_int64());
}

inline std::optional<bool> flag_field(const boost::json::value& value, std::string_view key) {
    const auto* found = field(value, key);
    if (found == nullptr || !found->is_bool()) return std::nullopt;
    return found->get_bool();
}

/// Null where it is no list.
inline const boost::json::array* list_field(const boost::json::value& value, std::string_view key) {
    const auto* found = field(value, key);
    return found == nullptr ? nullptr : found->if_array();
}

}  // namespace pelf::casefile
