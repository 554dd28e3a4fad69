// SPDX-License-Identifier: Apache-2.0
//
// Ledgers as the fronts see them: filled from block files or a node, checked, described.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/home.hpp"
#include "graph/coin_verify.hpp"
#include "ingest/report.hpp"

namespace pelf::engine {

/// Told now and then how far a long work is. `what` is a short noun: "blocks".
struct Progress {
    std::string_view what;
    std::uint64_t done = 0;
    std::uint64_t all = 0;
    std::uint64_t bytes = 0;  ///< Read so far; 0 if nobody counts them.
};
using OnProgress = std::function<void(const Progress&)>;

struct IngestRequest {
    std::filesystem::path blocks;       ///< A folder, or one file.
    std::optional<codec::Chain> chain;  ///< Else as the files' magic says.
    std::uint64_t memory_max_bytes = std::uint64_t{1} << 30;
    unsigned threads_count = 1;
};

struct LedgerStatus {
    std::string ledger;   ///< "bitcoin".
    std::string network;  ///< "main".
    bool window = false;
    bool height_known = true;
    std::uint64_t base_height = 0;
    std::uint64_t height = 0;  ///< Of the last block.
    std::string tip_hash;
    std::string tip_time;
    std::uint64_t blocks = 0;
    std::uint64_t stale_blocks = 0;
    std::uint64_t transactions = 0;
    std::uint64_t inputs = 0;
    std::uint64_t outputs = 0;
    std::uint64_t addresses = 0;
    std::uint64_t outside_inputs = 0;
    std::uint64_t unspent_outputs = 0;
    std::uint64_t unspent_sat = 0;
    std::uint64_t unclaimed_sat = 0;
    std::uint64_t store_bytes = 0;
};

struct Ingested {
    LedgerStatus status;
    std::uint64_t blocks_added = 0;
    std::uint64_t blocks_unwound = 0;
    std::uint64_t unconnected_blocks = 0;
    ingest::Report report;
};

/// Brings the store up to the best chain in the files: goes on where it stopped, takes stale blocks
/// off when the files have a chain with more work. A broken block ends the reading there; what was
/// good before it stays, and the report says so. Fails with refused (another network, another
/// writer, a chain that does not join the store's), not_found, io.
Result<Ingested> ingest_bitcoin(const Home& home, const IngestRequest& request,
                                const OnProgress& progress);

Result<LedgerStatus> ledger_status(const Home& home, codec::Chain chain);

struct SnapshotCheck {
    std::uint64_t coins = 0;
    std::uint64_t amount_sat = 0;
    std::uint64_t faults_count = 0;
    std::vector<std::string> faults;  ///< The first hundred.
};

struct LedgerCheck {
    graph::StoreCheck store;
    std::optional<SnapshotCheck> snapshot;

    std::uint64_t faults_count() const noexcept {
        return store.faults_count + (snapshot ? snapshot->faults_count : 0);
    }
};

/// Checks a whole store, and its unspent outputs against a file that Bitcoin Core's dumptxoutset
/// wrote at the same block, coin by coin: id, amount, height, coinbase, script.
Result<LedgerCheck> verify_ledger(const Home& home, codec::Chain chain,
                                  const std::optional<std::filesystem::path>& snapshot,
                                  const OnProgress& progress);

struct BlocksCheck {
    codec::Chain chain = codec::Chain::main;
    std::uint64_t blocks = 0;
    std::uint64_t transactions = 0;
    std::uint64_t bytes = 0;
    ingest::Report report;
};

/// Reads and verifies every block in files without storing anything: proof of work, Merkle root,
/// witness commitment. Blocks need not be connected.
Result<BlocksCheck> verify_blocks(const std::filesystem::path& blocks,
                                  std::optional<codec::Chain> chain, unsigned threads_count,
                                  const OnProgress& progress);

std::string to_json(const Ingested& ingested);
std::string to_json(const LedgerCheck& check);
std::string to_json(const BlocksCheck& check);
/// The first one's fields at the top, all of them under "ledgers".

}  // namespace pelf::engine
