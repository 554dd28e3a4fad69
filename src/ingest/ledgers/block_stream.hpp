// SPDX-License-Identifier: Apache-2.0
//
// Blocks out of the files, parsed and verified, in order, by as many threads as asked for.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "base/result.hpp"
#include "codec/bitcoin_block.hpp"
#include "ingest/ledgers/bitcoin_files.hpp"
#include "ingest/report.hpp"

namespace pelf::ingest {

struct BlockStreamOptions {
    /// Threads that read, hash and verify. 1: everything on the calling thread.
    unsigned threads_count = 1;
    /// For blocks that are read and not delivered yet, their parsed form included. One block is
    /// always let through, however large.
    std::uint64_t memory_max_bytes = std::uint64_t{256} << 20;
};

/// Called on the calling thread, in the order of the refs. The block's memory is used again
/// afterwards. An error ends the reading and is handed on.
using BlockSink = std::function<Status(const codec::Block& block, const BlockRef& ref)>;

/// Delivers the blocks of `refs` and says how many were delivered. A block that cannot be read or
/// does not pass BlockVerifier is replaced by another copy from the files; if there is no good
/// one, the reading ends before it: it is counted in `report` with its reason, and no later block
/// is delivered, since a chain with a hole is not a chain. The order of deliveries, and what is
/// counted, do not depend on the number of threads.
Result<std::uint64_t> for_each_block(const BlockFiles& files, std::span<const BlockRef> refs,
                                     const BlockStreamOptions& options, Report& report,
                                     const BlockSink& sink);

}  // namespace pelf::ingest
