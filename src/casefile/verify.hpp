// SPDX-License-Identifier: Apache-2.0
//
// The verifier: everything about a bundle that can be checked from its bytes, with no database, no
// network and nothing of the machine that made it. tools/verify_bundle.py is a second one that
// shares no code with this.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "casefile/verdict.hpp"
#include "codec/ed25519.hpp"

namespace pelf::casefile {

struct VerifyOptions {
    /// The key that the bundle ought to be signed with. Without it a signature says only that
    /// nothing changed since whoever made this bundle signed it.
    std::optional<codec::Ed25519PublicKey> key{};
    bool is_within_a_case = false;  ///< Then it is none of a case itself.
};

/// Never fails: a file that is no bundle is an objection like any other. Cost: about two passes
/// over the bytes, one signature.
Verdict verify_bundle(std::span<const std::byte> file, const VerifyOptions& options);

}  // namespace pelf::casefile
