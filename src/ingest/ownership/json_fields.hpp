// SPDX-License-Identifier: Apache-2.0
//
// Members of JSON objects by name and type; for the readers of this folder only.
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "model/partial_date.hpp"

namespace pelf::ingest {

/// Nothing if it is not an object: broken, too deep (32), or something else.
inline std::optional<boost::json::object> parse_object(std::string_view text) {
    boost::json::error_code code;
    boost::json::parse_options options;
    options.max_depth = 32;
    boost::json::value value = boost::json::parse(text, code, {}, options);
    if (code || !value.is_object()) return std::nullopt;
    return std::move(value.get_object());
}

/// The text of a member; empty if it is not there or no text.
inline std::string_view text_of(const boost::json::object& object, std::string_view key) {
    const auto* value = object.if_contains(key);
    const auto* string = value == nullptr ? nullptr : value->if_string();
    return string == nullptr ? std::string_view() : std::string_view(*string);
}

inline const boost::json::object* object_of(const boost::json::object& object,
                                            std::string_view key) {
    const auto* value = object.if_contains(key);
    return value == nullptr ? nullptr : value->if_object();
}

inline const boost::json::array* array_of(const boost::json::object& object, std::string_view key) {
    const auto* value = object.if_contains(key);
    return value == nullptr ? nullptr : value->if_array();
}

inline bool is_true(const boost::json::object& object, std::string_view key) {
    const auto* value = object.if_contains(key);
    return value != nullptr && value->is_bool() && value->get_bool();
}

/// "2024-03-01T10:00:00Z" is a day too.
inline std::optional<model::PartialDate> date_of(std::string_view text) {
    return model::parse_partial_date(text.substr(0, text.find('T')));
}

}  // namespace pelf::ingest
