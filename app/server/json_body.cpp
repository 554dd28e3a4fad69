// SPDX-License-Identifier: Apache-2.0
#include "server/json_body.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace pelf::server {
namespace {

Unexpected<Error> wrong(std::string_view name, std::string_view expected) {
    return Unexpected(Error{Fault::malformed, text("\"", name, "\": expected ", expected)});
}

/// Null where the member is missing or null.
const boost::json::value* member(const boost::json::object& object, std::string_view name) {
    const boost::json::value* found = object.if_contains(name);
    return found == nullptr || found->is_null() ? nullptr : found;
}

}  // namespace

Result<boost::json::object> parse_body(std::string_view body) {
    boost::json::parse_options options;
    options.max_depth = kBodyDepthMax;
    boost::json::error_code fault;
    boost::json::value value = boost::json::parse(body, fault, {}, options);
    if (fault) {
        return Unexpected(Error{Fault::malformed,
                                text("expected JSON in the body, found none: ", fault.message())});
    }
    if (!value.is_object()) {
        return Unexpected(Error{Fault::malformed, "expected a JSON object in the body"});
    }
    return std::move(value.get_object());
}

Status check_members(const boost::json::object& object,
                     std::initializer_list<std::string_view> known) {
    for (const auto& [name, value] : object) {
        const std::string_view key(name.data(), name.size());
        if (std::ranges::find(known, key) != known.end()) continue;
        constexpr std::size_t kShownBytes = 40;
        return Unexpected(Error{Fault::malformed, text("\"", key.substr(0, kShownBytes),
                                                       "\": no member of that name")});
    }
    return Done{};
}

Result<std::optional<std::string>> text_member(const boost::json::object& object,
                                               std::string_view name) {
    const auto* found = member(object, name);
    if (found == nullptr) return std::optional<std::string>();
    if (!found->is_string()) return wrong(name, "a text");
    return std::optional(std::string(found->get_string()));
}

Result<std::string> required_text(const boost::json::object& object, std::string_view name) {
    PELF_TRY(given, text_member(object, name));
    if (given) return std::move(*given);
    return Unexpected(Error{Fault::malformed, text("\"", name, "\": expected a text")});
}

Result<std::string> optional_text(const boost::json::object& object, std::string_view name) {
    PELF_TRY(given, text_member(object, name));
    return std::move(given).value_or("");
}

Result<std::optional<bool>> flag_member(const boost::json::object& object, std::string_view name) {
    const auto* found = member(object, name);
    if (found == nullptr) return std::optional<bool>();
    if (!found->is_bool()) return wrong(name, "true or false");
    return std::optional(found->get_bool());
}

Result<std::optional<std::uint64_t>> count_member(const boost::json::object& object,
                                                  std::string_view name, std::uint64_t most) {
    const auto* found = member(object, name);
    if (found == nullptr) return std::optional<std::uint64_t>();
    if (!found->is_int64() || found->get_int64() < 0 ||
        static_cast<std::uint64_t>(found->get_int64()) > most) {
        return wrong(name, text("a whole number of 0 to ", most));
    }
    return std::optional(static_cast<std::uint64_t>(found->get_int64()));
}

Result<std::vector<std::string>> texts_member(const boost::json::object& object,
                                              std::string_view name) {
    std::vector<std::string> texts;
    const auto* found = member(object, name);
    if (found == nullptr) return texts;
    if (found->is_string()) return std::vector{std::string(found->get_string())};
    if (!found->is_array()) return wrong(name, "a text or a list of texts");
    if (found->get_array().size() > kListItemsMax) {
        return wrong(name, text("at most ", kListItemsMax, " texts"));
    }
    for (const boost::json::value& item : found->get_array()) {
        if (!item.is_string()) return wrong(name, "a list of texts");
        texts.emplace_back(item.get_string());
    }
    return texts;
}

}  // namespace pelf::server
