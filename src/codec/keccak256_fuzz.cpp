// SPDX-License-Identifier: Apache-2.0
//
// Under the padding of FIPS 202 the hash is OpenSSL's SHA3-256, and the padding makes a difference.
#include <openssl/evp.h>

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/check.hpp"
#include "codec/keccak256.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span(data, size));
    pelf::codec::Hash256 expected;
    unsigned hash_bytes = 0;
    PELF_CHECK(EVP_Digest(data, size, reinterpret_cast<unsigned char*>(expected.bytes.data()),
                          &hash_bytes, EVP_sha3_256(), nullptr) == 1);
    const auto standard = pelf::codec::keccak256_padded(bytes, std::byte{0x06});
    PELF_CHECK(standard == expected);
    PELF_CHECK(pelf::codec::keccak256(bytes) != standard);
    return 0;
}
