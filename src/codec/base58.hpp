// SPDX-License-Identifier: Apache-2.0
//
// Base58Check: the letters of old Bitcoin addresses. Bytes, then four bytes of their sha256d, as
// one big number in base 58; each leading zero byte is a leading zero digit. Letters that look
// alike (0 O I l) are left out; upper and lower case are different digits. The XRP Ledger has the
// same letters in another order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace pelf::codec {

/// Longest text we try: an extended key has 111 letters. The work grows with the square.
inline constexpr std::size_t kBase58LettersMax = 128;

enum class Base58Alphabet : std::uint8_t {
    bitcoin,  ///< 1 is zero, then 2 to 9, A to Z, a to z.
    xrpl,     ///< r is zero: addresses of the XRP Ledger begin with it.
};

std::string to_base58check(std::span<const std::byte> payload,
                           Base58Alphabet alphabet = Base58Alphabet::bitcoin);

/// The payload without its checksum. Fails with malformed (a foreign letter, a wrong checksum,
/// under four bytes) or over_limit.
Result<std::vector<std::byte>, Fault> from_base58check(
    std::string_view text, Base58Alphabet alphabet = Base58Alphabet::bitcoin);

}  // namespace pelf::codec
