// SPDX-License-Identifier: Apache-2.0
//
// The first half of SHA-512 (FIPS 180-4): the hash that names ledgers, transactions and ledger
// entries of the XRP Ledger. As strong as SHA-256 and faster on processors of 64 bits.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>

#include "codec/sha256.hpp"

namespace pelf::codec {

/// Of the pieces one after another, without joining them in memory.
Hash256 sha512_half(std::initializer_list<std::span<const std::byte>> pieces);

Hash256 sha512_half(std::span<const std::byte> bytes);

}  // namespace pelf::codec
