// SPDX-License-Identifier: Apache-2.0
#include "casefile/canonical_json.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.hpp"

namespace pelf::casefile {
namespace {

// Both recurse as deep as the value, which is made by us or was read with a limit on its depth.

void write_value(std::string& text, const boost::json::value& value, std::size_t depth) {
    const std::string inner((depth + 1) * 2, ' ');
    const std::string outer(depth * 2, ' ');
    bool first = true;
    const auto separate = [&] {
        text += first ? "\n" : ",\n";
        text += inner;
        first = false;
    };
    if (const auto* object = value.if_object(); object != nullptr && !object->empty()) {
        text += '{';
        for (const auto& [key, member] : *object) {
            separate();
            text += boost::json::serialize(key);
            text += ": ";
            write_value(text, member, depth + 1);
        }
        text += "\n" + outer + "}";
    } else if (const auto* array = value.if_array(); array != nullptr && !array->empty()) {
        text += '[';
        for (const auto& element : *array) {
            separate();
            write_value(text, element, depth + 1);
        }
        text += "\n" + outer + "]";
    } else {
        text += boost::json::serialize(value);
    }
}

bool has_fractions(const boost::json::value& value) {
    if (const auto* object = value.if_object()) {
        return std::ranges::any_of(
            *object, [](const auto& member) { return has_fractions(member.value()); });
    }
    if (const auto* array = value.if_array()) {
        return std::ranges::any_of(*array,
                                   [](const auto& element) { return has_fractions(element); });
    }
    return value.is_double();
}

}  // namespace

std::string write_canonical(const boost::json::value& value) {
    std::string text;
    write_value(text, value, 0);
    text += '\n';
    return text;
}

Status read_canonical(std::span<const std::byte> bytes, std::string_view name,
                      boost::json::value& into) {
    boost::json::parse_options options;
    options.max_depth = kJsonDepthMax;
    boost::json::error_code fault;
    into = boost::json::parse(as_text(bytes), fault, {}, options);
    if (fault) {
        return Unexpected(
            Error{Fault::malformed, text(name, ": it is no JSON: ", fault.message())});
    }
    if (has_fractions(into)) {
        return Unexpected(
            Error{Fault::malformed, text(name, ": a number in it is no integer of 64 bits")});
    }
    if (write_canonical(into) != as_text(bytes)) {
        return Unexpected(
            Error{Fault::malformed, text(name, ": it is not written in the form of bundles")});
    }
    return Done{};
}

}  // namespace pelf::casefile
