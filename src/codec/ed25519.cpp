// SPDX-License-Identifier: Apache-2.0
#include "codec/ed25519.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "base/check.hpp"
#include "codec/hex.hpp"
#include "codec/sha256.hpp"

namespace pelf::codec {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

const unsigned char* letters(std::span<const std::byte> bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* room(std::span<std::byte> bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

Key open_private(const Ed25519PrivateKey& key) {
    Key opened(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, letters(key.bytes),
                                            key.bytes.size()),
               &EVP_PKEY_free);
    PELF_CHECK(opened != nullptr);
    return opened;
}

/// What stands before the 32 bytes in DER (RFC 8410): the structure has no other variable part.
constexpr std::array<std::byte, 12> kPublicPrefix = {
    std::byte{0x30}, std::byte{0x2a}, std::byte{0x30}, std::byte{0x05},
    std::byte{0x06}, std::byte{0x03}, std::byte{0x2b}, std::byte{0x65},
    std::byte{0x70}, std::byte{0x03}, std::byte{0x21}, std::byte{0x00}};
constexpr std::array<std::byte, 16> kPrivatePrefix = {
    std::byte{0x30}, std::byte{0x2e}, std::byte{0x02}, std::byte{0x01},
    std::byte{0x00}, std::byte{0x30}, std::byte{0x05}, std::byte{0x06},
    std::byte{0x03}, std::byte{0x2b}, std::byte{0x65}, std::byte{0x70},
    std::byte{0x04}, std::byte{0x22}, std::byte{0x04}, std::byte{0x20}};
constexpr std::string_view kPublicName = "PUBLIC KEY";
constexpr std::string_view kPrivateName = "PRIVATE KEY";
constexpr std::size_t kPemBytesMax = 256;

std::vector<std::byte> join(std::span<const std::byte> prefix, std::span<const std::byte> key) {
    std::vector<std::byte> der(prefix.begin(), prefix.end());
    der.insert(der.end(), key.begin(), key.end());
    return der;
}

std::string write_pem(std::string_view name, std::span<const std::byte> prefix,
                      std::span<const std::byte> key) {
    const std::vector<std::byte> der = join(prefix, key);
    // Four letters for three bytes, and the zero that OpenSSL puts after them.
    std::vector<unsigned char> base64((der.size() + 2) / 3 * 4 + 1);
    EVP_EncodeBlock(base64.data(), letters(der), static_cast<int>(der.size()));
    std::string text;
    text.append("-----BEGIN ").append(name).append("-----\n");
    text.append(base64.begin(), base64.end() - 1);
    text.append("\n-----END ").append(name).append("-----\n");
    return text;
}

/// Decodes what may be a key and writes it again: only the one right text survives that.
Result<std::array<std::byte, 32>, Fault> read_pem(std::string_view text, std::string_view name,
                                                  std::span<const std::byte> prefix) {
    std::array<std::byte, 32> key{};
    const std::size_t begin = text.find('\n') + 1;
    const std::size_t end = text.rfind("\n-----END ");
    if (text.size() > kPemBytesMax || begin == 0 || end == std::string_view::npos || end < begin) {
        return Unexpected(Fault::malformed);
    }
    std::array<std::byte, kPemBytesMax> der{};
    const std::string_view base64 = text.substr(begin, end - begin);
    const int size = EVP_DecodeBlock(room(der), letters(std::as_bytes(std::span(base64))),
                                     static_cast<int>(base64.size()));
    if (size < static_cast<int>(prefix.size() + key.size())) return Unexpected(Fault::malformed);
    std::ranges::copy(std::span(der).subspan(prefix.size(), key.size()), key.begin());
    if (write_pem(name, prefix, key) != text) return Unexpected(Fault::malformed);
    return key;
}

/// Whether the 255 bits are a number below 2^255 - 19, and neither 1 nor the one before the end,
/// which are the points with x = 0.
bool is_usable(const Ed25519PublicKey& key) {
    std::array<std::byte, 32> y = key.bytes;
    y[31] &= std::byte{0x7f};
    const auto all = [&](std::size_t begin, std::size_t end, std::byte value) {
        return std::all_of(y.begin() + static_cast<std::ptrdiff_t>(begin),
                           y.begin() + static_cast<std::ptrdiff_t>(end),
                           [&](std::byte byte) { return byte == value; });
    };
    const bool is_one = y[0] == std::byte{1} && all(1, 32, std::byte{0});
    const bool is_past_end =
        y[31] == std::byte{0x7f} && all(1, 31, std::byte{0xff}) && y[0] >= std::byte{0xec};
    return !is_one && !is_past_end;
}

}  // namespace

Ed25519PublicKey public_key_of(const Ed25519PrivateKey& key) {
    Ed25519PublicKey result;
    std::size_t size = result.bytes.size();
    const Key opened = open_private(key);
    PELF_CHECK(EVP_PKEY_get_raw_public_key(opened.get(), room(result.bytes), &size) == 1);
    return result;
}

Ed25519Signature sign(const Ed25519PrivateKey& key, std::span<const std::byte> message) {
    const Key opened = open_private(key);
    const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    Ed25519Signature signature{};
    std::size_t size = signature.size();
    PELF_CHECK(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, opened.get()) == 1);
    PELF_CHECK(EVP_DigestSign(context.get(), room(signature), &size, letters(message),
                              message.size()) == 1);
    return signature;
}

bool is_signed_by(const Ed25519PublicKey& key, std::span<const std::byte> message,
                  const Ed25519Signature& signature) {
    if (!is_usable(key)) return false;
    const Key opened(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, letters(key.bytes),
                                                 key.bytes.size()),
                     &EVP_PKEY_free);
    const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    if (opened == nullptr || context == nullptr) return false;
    if (EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, opened.get()) != 1) {
        return false;
    }
    return EVP_DigestVerify(context.get(), letters(signature), signature.size(), letters(message),
                            message.size()) == 1;
}

std::string to_pem(const Ed25519PublicKey& key) {
    return write_pem(kPublicName, kPublicPrefix, key.bytes);
}

std::string to_pem(const Ed25519PrivateKey& key) {
    return write_pem(kPrivateName, kPrivatePrefix, key.bytes);
}

Result<Ed25519PublicKey, Fault> public_key_from_pem(std::string_view text) {
    PELF_TRY(bytes, read_pem(text, kPublicName, kPublicPrefix));
    return Ed25519PublicKey{bytes};
}

Result<Ed25519PrivateKey, Fault> private_key_from_pem(std::string_view text) {
    PELF_TRY(bytes, read_pem(text, kPrivateName, kPrivatePrefix));
    return Ed25519PrivateKey{bytes};
}

std::string fingerprint_of(const Ed25519PublicKey& key) {
    return to_hex(sha256(join(kPublicPrefix, key.bytes)).bytes);
}

}  // namespace pelf::codec
