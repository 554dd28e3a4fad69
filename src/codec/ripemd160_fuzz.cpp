// SPDX-License-Identifier: Apache-2.0
//
// Twin: the library's other door to the same hash, and HASH160 as its two steps.
#include <openssl/evp.h>

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/check.hpp"
#include "codec/ripemd160.hpp"
#include "codec/sha256.hpp"

namespace {

pelf::codec::Hash160 by_evp(std::span<const std::byte> bytes) {
    pelf::codec::Hash160 hash;
    const int done =
        EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(hash.bytes.data()),
                   nullptr, EVP_ripemd160(), nullptr);
    PELF_CHECK(done == 1);
    return hash;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span(data, size));
    PELF_CHECK(pelf::codec::ripemd160(bytes) == by_evp(bytes));
    PELF_CHECK(pelf::codec::hash160(bytes) == by_evp(pelf::codec::sha256(bytes).bytes));
    return 0;
}
