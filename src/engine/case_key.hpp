// SPDX-License-Identifier: Apache-2.0
//
// Keys that bundles are signed with, as files: text that OpenSSL reads and writes too.
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <string>

#include "base/result.hpp"
#include "codec/ed25519.hpp"

namespace pelf::engine {

struct CaseKey {
    codec::Ed25519PrivateKey secret{};
    std::string fingerprint{};
};

/// The private key goes to `path`, which only its owner may read, the public one to `path` with
/// ".pub" behind it. `random` makes the key: 32 bytes that nobody can guess. Fails with refused
/// where one of the two files is there already, or with io.
Result<CaseKey> make_case_key(const std::filesystem::path& path,
                              const std::array<std::byte, 32>& random);

/// Fails with not_found, io, malformed (no such key in it) or refused (others may read it).
Result<CaseKey> read_case_key(const std::filesystem::path& path);

/// Fails with not_found, io or malformed.
Result<codec::Ed25519PublicKey> read_public_key(const std::filesystem::path& path);

}  // namespace pelf::engine
