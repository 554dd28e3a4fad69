// SPDX-License-Identifier: Apache-2.0
//
// Bytes as hexadecimal digits, and back.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "codec/sha256.hpp"

namespace pelf::codec {

/// Two lower-case digits a byte.
std::string to_hex(std::span<const std::byte> bytes);

/// Fails with malformed on an odd count or any other letter; both cases are read.
Result<std::vector<std::byte>, Fault> from_hex(std::string_view text);

/// Reads two digits a byte into `into`, without allocating. False, with `into` half written, unless
/// the text is exactly that many hexadecimal digits.
bool decode_hex(std::string_view text, std::span<std::byte> into) noexcept;

/// A transaction or block hash as Bitcoin tools show it: last byte first.
std::string to_reversed_hex(const Hash256& hash);

/// Fails with malformed unless the text is 64 hexadecimal digits.
Result<Hash256, Fault> from_reversed_hex(std::string_view text);

}  // namespace pelf::codec
