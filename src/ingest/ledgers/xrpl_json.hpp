// SPDX-License-Identifier: Apache-2.0
//
// Members of the XRP Ledger's JSON by name and type; for the readers of this folder only. Servers
// write small numbers as numbers in one place and as text in another: both are read.
#pragma once

#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "codec/hex.hpp"
#include "codec/sha256.hpp"

namespace pelf::ingest {

using JsonValue = simdjson::dom::element;
using JsonObject = simdjson::dom::object;
using JsonArray = simdjson::dom::array;

/// Objects in objects: a ledger in an answer has about 12.
inline constexpr std::size_t kXrplJsonDepthMax = 64;

inline std::optional<JsonValue> member(const JsonObject& object, std::string_view key) {
    JsonValue value;
    if (object.at_key(key).get(value) != simdjson::SUCCESS) return std::nullopt;
    return value;
}

template <class T>
std::optional<T> as(const JsonValue& value) {
    T found;
    if (value.get(found) != simdjson::SUCCESS) return std::nullopt;
    return found;
}

template <class T>
std::optional<T> member_as(const JsonObject& object, std::string_view key) {
    T found;
    if (object.at_key(key).get(found) != simdjson::SUCCESS) return std::nullopt;
    return found;
}

inline std::optional<std::string_view> text_member(const JsonObject& object, std::string_view key) {
    return member_as<std::string_view>(object, key);
}
inline std::optional<JsonObject> object_member(const JsonObject& object, std::string_view key) {
    return member_as<JsonObject>(object, key);
}

/// A whole number, or a text of digits alone.
inline std::optional<std::uint64_t> as_number(const JsonValue& value) {
    if (const auto number = as<std::uint64_t>(value)) return number;
    const auto digits = as<std::string_view>(value);
    return digits ? parse_u64(*digits) : std::nullopt;
}
inline std::optional<std::uint64_t> number_member(const JsonObject& object, std::string_view key) {
    const auto value = member(object, key);
    return value ? as_number(*value) : std::nullopt;
}

/// Words out of the input, made safe and short enough for a message.
inline std::string quoted(std::string_view words) {
    constexpr std::size_t kQuoteBytesMax = 80;
    std::string quote(words.substr(0, kQuoteBytesMax));
    for (char& letter : quote) {
        if (letter < ' ' || letter > '~') letter = '?';
    }
    return quote;
}

inline std::optional<codec::Hash256> hash_member(const JsonObject& object, std::string_view key) {
    const auto digits = text_member(object, key);
    codec::Hash256 hash;
    if (!digits || !codec::decode_hex(*digits, hash.bytes)) return std::nullopt;
    return hash;
}

}  // namespace pelf::ingest
