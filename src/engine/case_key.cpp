// SPDX-License-Identifier: Apache-2.0
#include "engine/case_key.hpp"

#include <span>
#include <system_error>

#include "base/file.hpp"
#include "base/private_file.hpp"
#include "base/text.hpp"

namespace pelf::engine {
namespace {

constexpr std::uint64_t kKeyFileBytesMax = 4096;

std::filesystem::path public_path(std::filesystem::path path) {
    path += ".pub";
    return path;
}

std::span<const std::byte> bytes_in(const std::string& pem) {
    return std::as_bytes(std::span(pem));
}

}  // namespace

Result<CaseKey> make_case_key(const std::filesystem::path& path,
                              const std::array<std::byte, 32>& random) {
    CaseKey key;
    key.secret.bytes = random;
    const codec::Ed25519PublicKey public_key = codec::public_key_of(key.secret);
    key.fingerprint = codec::fingerprint_of(public_key);
    std::error_code ignored;
    if (std::filesystem::exists(public_path(path), ignored)) {
        return Unexpected(Error{Fault::refused,
                                "there is a key already; its bundles could not be verified without "
                                "it, so it is not replaced",
                                public_path(path).string()});
    }
    PELF_TRY_DONE(create_private_file(path, bytes_in(codec::to_pem(key.secret))));
    PELF_TRY_DONE(replace_file(public_path(path), bytes_in(codec::to_pem(public_key))));
    return key;
}

Result<CaseKey> read_case_key(const std::filesystem::path& path) {
    PELF_TRY(bytes, read_file(path, kKeyFileBytesMax));
    PELF_TRY(is_private, is_private_file(path));
    if (!is_private) {
        return Unexpected(Error{Fault::refused,
                                "others may read this private key; chmod 600 it, and make a new "
                                "one if somebody did",
                                path.string()});
    }
    const auto secret = codec::private_key_from_pem(as_text(bytes));
    if (!secret) {
        return Unexpected(Error{Fault::malformed,
                                "expected an Ed25519 private key in PEM, as pelf case key or "
                                "openssl genpkey -algorithm ed25519 makes it",
                                path.string()});
    }
    return CaseKey{*secret, codec::fingerprint_of(codec::public_key_of(*secret))};
}

Result<codec::Ed25519PublicKey> read_public_key(const std::filesystem::path& path) {
    PELF_TRY(bytes, read_file(path, kKeyFileBytesMax));
    const auto key = codec::public_key_from_pem(as_text(bytes));
    if (!key) {
        return Unexpected(Error{Fault::malformed,
                                "expected an Ed25519 public key in PEM, as pelf case key makes it "
                                "(the file that ends in .pub)",
                                path.string()});
    }
    return *key;
}

}  // namespace pelf::engine
