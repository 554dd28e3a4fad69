// SPDX-License-Identifier: Apache-2.0
//
// Ed25519 signatures (RFC 8032, the plain variant) and their keys as text.
//
// A key is text in the form that OpenSSL writes and reads (RFC 8410 in PEM), so that a signature
// can be checked without us: openssl pkeyutl -verify -pubin -inkey KEY -rawin -in FILE -sigfile SIG
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace pelf::codec {

struct Ed25519PublicKey {
    std::array<std::byte, 32> bytes{};

    bool operator==(const Ed25519PublicKey&) const = default;
};

/// RFC 8032's private key: 32 random bytes. Whoever has them signs as their owner.
struct Ed25519PrivateKey {
    std::array<std::byte, 32> bytes{};
};

using Ed25519Signature = std::array<std::byte, 64>;

Ed25519PublicKey public_key_of(const Ed25519PrivateKey& key);

/// Deterministic: one key and one message have one signature.
Ed25519Signature sign(const Ed25519PrivateKey& key, std::span<const std::byte> message);

/// Without the cofactor (the equation R = sB - kA, compared by its bytes), with s below the group's
/// order; false also for a key that is no point, not its point's only encoding, or a point with x =
/// 0, for which anybody could sign.
bool is_signed_by(const Ed25519PublicKey& key, std::span<const std::byte> message,
                  const Ed25519Signature& signature);

/// Three lines, the last one ended: "-----BEGIN PUBLIC KEY-----" and so on.
std::string to_pem(const Ed25519PublicKey& key);
std::string to_pem(const Ed25519PrivateKey& key);

/// Read exactly what to_pem() writes; fail with malformed for anything else, be it a blank.
Result<Ed25519PublicKey, Fault> public_key_from_pem(std::string_view text);
Result<Ed25519PrivateKey, Fault> private_key_from_pem(std::string_view text);

/// SHA-256 of the key's DER form in hexadecimal digits: how people compare keys. By hand:
/// openssl pkey -pubin -in KEY -outform DER | sha256sum
std::string fingerprint_of(const Ed25519PublicKey& key);

}  // namespace pelf::codec
