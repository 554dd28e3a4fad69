// SPDX-License-Identifier: Apache-2.0
//
// A bundle: a manifest, its signature, the key it was signed with, and the exhibits. One file.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "casefile/bundle_manifest.hpp"
#include "casefile/tar_file.hpp"
#include "codec/ed25519.hpp"

namespace pelf::casefile {

/// Bytes to be carried, with what the manifest is to say of them.
struct ExhibitBytes {
    Exhibit exhibit{};  ///< Size and hash are filled in by make_bundle().
    std::vector<std::byte> bytes{};
};

/// Sorts the exhibits, fills in their sizes and hashes, writes the manifest and signs it. The same
/// input gives the same bytes. Fails with over_limit (members, size) or refused (a name that is
/// none, or twice there).
Result<std::vector<std::byte>> make_bundle(Manifest manifest, std::vector<ExhibitBytes> exhibits,
                                           const codec::Ed25519PrivateKey& key);

/// The bytes of the member with this name; members by name, ascending. Empty where there is none.
std::span<const std::byte> bytes_of(std::span<const Member> members, std::string_view name);

}  // namespace pelf::casefile
