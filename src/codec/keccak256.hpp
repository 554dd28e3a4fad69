// SPDX-License-Identifier: Apache-2.0
//
// Keccak-256, the hash of Ethereum: the permutation of SHA-3 (FIPS 202) with the padding of the
// proposal of 2011 and not that of the standard. OpenSSL 3.0 has the standard's only, so the
// permutation is written out here (Bertoni, Daemen, Peeters, Van Assche: The Keccak reference,
// version 3.0).
#pragma once

#include <cstddef>
#include <span>

#include "codec/sha256.hpp"

namespace pelf::codec {

/// Cost: one permutation for each 136 bytes and one more.
Hash256 keccak256(std::span<const std::byte> bytes);

/// The same sponge with another first byte of padding: 0x01 gives keccak256, 0x06 the SHA3-256 of
/// FIPS 202, which is how the tests hold it against OpenSSL.
Hash256 keccak256_padded(std::span<const std::byte> bytes, std::byte first_padding);

}  // namespace pelf::codec
