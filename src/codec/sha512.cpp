// SPDX-License-Identifier: Apache-2.0
//
// OpenSSL's low-level calls, for the reason given in sha256.cpp.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "codec/sha512.hpp"

#include <openssl/sha.h>

#include <array>
#include <cstring>

namespace pelf::codec {

Hash256 sha512_half(std::initializer_list<std::span<const std::byte>> pieces) {
    SHA512_CTX context;
    SHA512_Init(&context);
    for (const auto piece : pieces) SHA512_Update(&context, piece.data(), piece.size());
    std::array<unsigned char, SHA512_DIGEST_LENGTH> whole{};
    SHA512_Final(whole.data(), &context);
    Hash256 half;
    std::memcpy(half.bytes.data(), whole.data(), half.bytes.size());
    return half;
}

Hash256 sha512_half(std::span<const std::byte> bytes) {
    return sha512_half({bytes});
}

}  // namespace pelf::codec
