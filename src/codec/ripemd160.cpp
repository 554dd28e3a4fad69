// SPDX-License-Identifier: Apache-2.0
//
// OpenSSL's low-level call, deprecated since 3.0 and kept because EVP offers RIPEMD-160 only
// where the system's configuration loads the "legacy" provider.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "codec/ripemd160.hpp"

#include <openssl/ripemd.h>

#include "codec/sha256.hpp"

namespace pelf::codec {

Hash160 ripemd160(std::span<const std::byte> bytes) {
    Hash160 hash;
    RIPEMD160(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
              reinterpret_cast<unsigned char*>(hash.bytes.data()));
    return hash;
}

Hash160 hash160(std::span<const std::byte> bytes) {
    return ripemd160(sha256(bytes).bytes);
}

}  // namespace pelf::codec
