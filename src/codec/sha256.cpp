// SPDX-License-Identifier: Apache-2.0
//
// OpenSSL's low-level calls, deprecated since 3.0 and kept because sha256_bench.cpp measures the
// EVP calls that replace them as much slower on inputs the size of a transaction. Both use the
// processor's SHA instructions.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "codec/sha256.hpp"

#include <openssl/sha.h>

#include <cstring>
#include <new>
#include <type_traits>

namespace pelf::codec {
namespace {

Hash256 finish_context(SHA256_CTX& context) {
    Hash256 hash;
    SHA256_Final(reinterpret_cast<unsigned char*>(hash.bytes.data()), &context);
    return hash;
}

}  // namespace

Hash256 sha256(std::span<const std::byte> bytes) {
    SHA256_CTX context;
    SHA256_Init(&context);
    SHA256_Update(&context, bytes.data(), bytes.size());
    return finish_context(context);
}

Hash256 sha256d(std::span<const std::byte> bytes) {
    return sha256(sha256(bytes).bytes);
}

Hash256 sha256d(std::initializer_list<std::span<const std::byte>> pieces) {
    SHA256_CTX context;
    SHA256_Init(&context);
    for (const auto piece : pieces) SHA256_Update(&context, piece.data(), piece.size());
    return sha256(finish_context(context).bytes);
}

Hash256 sha256d_pair(const Hash256& left, const Hash256& right) {
    std::array<std::byte, 64> both{};
    std::memcpy(both.data(), left.bytes.data(), 32);
    std::memcpy(both.data() + 32, right.bytes.data(), 32);
    return sha256d(both);
}

// The context is plain integers: copying its bytes copies it, and nothing has to be destroyed.
static_assert(std::is_trivially_copyable_v<SHA256_CTX>);
static_assert(std::is_trivially_destructible_v<SHA256_CTX>);

Sha256::Sha256() {
    static_assert(sizeof(SHA256_CTX) <= sizeof(state_) && alignof(SHA256_CTX) <= 8);
    SHA256_Init(new (state_.data()) SHA256_CTX);
}

void Sha256::update(std::span<const std::byte> bytes) {
    SHA256_Update(reinterpret_cast<SHA256_CTX*>(state_.data()), bytes.data(), bytes.size());
}

Hash256 Sha256::finish() {
    auto* context = reinterpret_cast<SHA256_CTX*>(state_.data());
    const Hash256 hash = finish_context(*context);
    SHA256_Init(context);
    return hash;
}

}  // namespace pelf::codec
