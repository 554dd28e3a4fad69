// SPDX-License-Identifier: Apache-2.0
//
// Where the exhibits of an account ledger's answer come from: the files that the ledger was read
// from. On the XRP Ledger they are bytes that hash to what the ledger says; of Ethereum an export
// has no such bytes, and what it says of a transaction goes into the bundle line by line.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "casefile/bundle.hpp"
#include "engine/linked_trace.hpp"

namespace pelf::engine {

/// The ids of all transactions that an answer names, as 64 lower-case digits.
std::set<std::string> transactions_in(const LinkedAnswer& answer);

/// Adds each of those transactions of the XRP Ledger with its metadata and its branch, the headers
/// from the first of their ledgers on as far as they can be hashed, and to the manifest what cannot
/// be proven. Fails with not_found (a transaction that the files do not have) or as the files do.
/// Cost: reads and hashes all of the files.
Status add_xrpl_exhibits(const std::filesystem::path& ledgers, const LinkedAnswer& answer,
                         casefile::Manifest& manifest,
                         std::vector<casefile::ExhibitBytes>& exhibits);

/// Adds for each of those transactions of Ethereum the lines of the export that name it, and of
/// files called blocks those that name its block, at most kRowLinesMax, and to the manifest that
/// they are not proven. Fails as above. Cost: reads the export, the blocks twice.
Status add_ethereum_exhibits(const std::filesystem::path& export_folder, const LinkedAnswer& answer,
                             casefile::Manifest& manifest,
                             std::vector<casefile::ExhibitBytes>& exhibits);

/// A block's reward is named after the block, which every line about the block names.
inline constexpr std::size_t kRowLinesMax = 1'000;

}  // namespace pelf::engine
