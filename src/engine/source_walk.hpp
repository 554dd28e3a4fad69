// SPDX-License-Identifier: Apache-2.0
//
// A trace without a ledger: from its seeds on, the transactions that traced money goes through are
// asked of a source, one after the other, until nothing that is traced is open any more or a limit
// is reached. The trace itself is that of analyze, over what has come so far: where it says that
// money stands at an output nobody has asked about, that is asked next.
//
// Policies that keep money together come first, then haircut, then poison, and within them the
// largest amounts: whatever the limit, it is spent on what says most. Requests: for each
// transaction on the way its bytes, its proof and what became of its outputs, a header for each
// block, and the bytes of each transaction that one on the way spends from.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analyze/trace.hpp"
#include "base/result.hpp"
#include "engine/known_coins.hpp"
#include "engine/ledger_names.hpp"
#include "engine/lists.hpp"
#include "ingest/ledgers/esplora_source.hpp"

namespace pelf::engine {

struct SourceWalkRequest {
    ingest::PoliteOptions server{};
    std::filesystem::path folder{};  ///< Where answers are kept.
    ingest::SourceLimits limits{};
    std::optional<codec::Chain> chain{};
    std::optional<std::int64_t> as_of_unix_s{};
    std::vector<std::string> places{};  ///< Seeds: TXID:VOUT.
    std::vector<analyze::Policy> policies{};
    /// For each policy; marks and open outputs are set by the walk.
    std::function<analyze::TraceOptions(analyze::Policy)> options_of{};
    /// Told now and then how many requests were sent; may be empty.
    std::function<void(std::uint64_t)> progress{};
};

/// What a source was asked, and what it was not.
struct SourceCoverage {
    std::string url;
    std::uint32_t tip_height = 0;
    std::string tip_hash;
    std::string tip_time;            ///< Of the tip's header, RFC 3339.
    std::uint64_t requests = 0;      ///< Sent.
    std::uint64_t kept = 0;          ///< Questions that answers kept from before could answer.
    std::uint64_t transactions = 0;  ///< On the way, proved to be in their blocks.
    std::uint64_t amounts_only = 0;  ///< Others, for what inputs are worth.
    std::uint64_t unconfirmed = 0;   ///< Spends not in a block yet: those outputs count as unspent.
    std::uint64_t dropped_bytes = 0;  ///< Of kept answers that were damaged, and asked again.
    std::uint64_t open_outputs = 0;   ///< Where traced money stands and nobody was asked.
    ingest::SourceStop stopped_by = ingest::SourceStop::none;
};

struct SourceWalked {
    codec::Chain chain = codec::Chain::main;
    std::unique_ptr<KnownCoins> ledger;
    LedgerNames names;
    SourceCoverage coverage;
};

/// Fails with not_found (a seed that the source does not have), malformed (no place), refused (a
/// seed without such an output or not in a block; an answer that is proved false), or as
/// ingest::EsploraSource does. What had come before is kept, so that the next walk goes on there.
Result<SourceWalked> walk_source(const SourceWalkRequest& request, const Lists& lists);

/// Blocks up to the last one whose header time is not later than the moment. Header times wander
/// by up to two hours; the chain's order is what counts, so the cut is between blocks.
std::uint64_t blocks_as_of(std::span<const graph::BlockRow> blocks,
                           std::optional<std::int64_t> unix_s) noexcept;

}  // namespace pelf::engine
