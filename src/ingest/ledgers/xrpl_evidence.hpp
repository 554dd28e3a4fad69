// SPDX-License-Identifier: Apache-2.0
//
// What bears out a transaction of the XRP Ledger, taken from the files that a ledger was read from:
// its bytes and those of its metadata, the branch from it to its ledger's tree, and the ledgers'
// headers. What cannot be recomputed from the files comes as the source gave it, with the reason.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "codec/sha256.hpp"
#include "codec/xrpl_tree.hpp"

namespace pelf::ingest {

struct XrplEvidence {
    struct Transaction {
        std::uint64_t ledger_index = 0;
        /// With an id that is theirs; both or neither.
        std::vector<std::byte> transaction{};
        std::vector<std::byte> metadata{};
        /// From the ledger's tree; empty where that or the header is not proven.
        std::vector<std::byte> branch{};
        std::string why{};   ///< Of what is not proven; empty where all of it is.
        std::string json{};  ///< As the source has it, where there are no bytes.
        std::filesystem::path source{};
    };
    std::map<codec::Hash256, Transaction> transactions{};
    std::map<std::uint64_t, codec::XrplHeaderBytes> headers{};  ///< By index; proven ones.
};

/// Files in the order of their ledgers. Transactions that are not in them are left out of what
/// comes back. What is broken in the files was said when the ledger was made of them. Fails with
/// not_found, io or over_limit. Cost: reads all of them; 118 bytes a ledger.
Result<XrplEvidence> read_xrpl_evidence(std::span<const std::filesystem::path> files,
                                        const std::set<codec::Hash256>& ids);

}  // namespace pelf::ingest
