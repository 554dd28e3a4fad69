// SPDX-License-Identifier: Apache-2.0
//
// A request's JSON body, read strictly: one object, not too deep, no member that nobody knows. What
// is passed over in silence here would be a question that was not asked.
#pragma once

#include <boost/json.hpp>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace pelf::server {

inline constexpr std::size_t kBodyDepthMax = 16;
/// Texts in one list of a question.
inline constexpr std::size_t kListItemsMax = 1'000;

/// Fails with malformed: no JSON (RFC 8259, UTF-8), deeper than kBodyDepthMax, no object.
Result<boost::json::object> parse_body(std::string_view body);

/// Fails with malformed, naming it, if the object has a member that is not among `known`.
Status check_members(const boost::json::object& object,
                     std::initializer_list<std::string_view> known);

/// Each is nothing where the member is missing or null, and fails with malformed where it is of
/// another type.
Result<std::optional<std::string>> text_member(const boost::json::object& object,
                                               std::string_view name);
/// A text that has to be there.
Result<std::string> required_text(const boost::json::object& object, std::string_view name);
/// Empty where the member is missing or null.
Result<std::string> optional_text(const boost::json::object& object, std::string_view name);
Result<std::optional<bool>> flag_member(const boost::json::object& object, std::string_view name);
/// A whole number of 0 to `most`.
Result<std::optional<std::uint64_t>> count_member(const boost::json::object& object,
                                                  std::string_view name, std::uint64_t most);
/// A text, or a list of texts; empty where the member is missing. Also fails above kListItemsMax.
Result<std::vector<std::string>> texts_member(const boost::json::object& object,
                                              std::string_view name);

}  // namespace pelf::server
