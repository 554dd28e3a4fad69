// SPDX-License-Identifier: Apache-2.0
//
// Links of standing `protocol` out of the raw data of ledgers: memos are read there, since no store
// keeps them, and held against the stores, which know who paid whom. Method: memo_links.hpp; what
// its answers are worth: docs/trace.md, Protocol links.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "codec/bitcoin_script.hpp"
#include "engine/home.hpp"
#include "engine/ledger.hpp"
#include "engine/ledger_tracer.hpp"
#include "engine/memo_links.hpp"
#include "engine/trace_answer.hpp"
#include "ingest/report.hpp"

namespace pelf::engine {

/// Memos with one of the protocol's words that are kept at once, at about 250 bytes each.
inline constexpr std::size_t kProtocolMemosMax = 4'000'000;

struct ProtocolLinksRequest {
    // Where memos are read: as `pelf ledger ingest` reads the same. Empty: not there.
    std::filesystem::path bitcoin{};  ///< Block files.
    std::optional<codec::Chain> chain{};
    unsigned threads_count = 1;
    std::filesystem::path ethereum_etl{};
    std::string ethereum_rpc{};  ///< A node; the blocks that the ledger here has.
    std::filesystem::path xrpl{};
    std::string xrpl_rpc{};
    std::function<void(std::chrono::milliseconds)> sleep{};  ///< Between tries of a node.
    /// Whose accounts are the protocol's: those that lists attribute to one of these names, and
    /// these, LEDGER:ACCOUNT.
    std::vector<std::string> services{};
    std::vector<std::string> accounts{};
    Date lists_as_of{};
    std::optional<std::int64_t> lists_known_by_unix_s{};
};

struct ProtocolLinksAnswer {
    MemoLinks found{};
    std::uint64_t swaps_count = 0;       ///< Memos that ask for one.
    std::uint64_t others_count = 0;      ///< That ask for something else.
    std::uint64_t unreadable_count = 0;  ///< With one of its words, and the rest does not fit.
    struct Known {
        std::string ledger{};
        std::uint64_t accounts = 0;  ///< Known as the protocol's, whether they occur or not.
    };
    std::vector<Known> known{};
    std::vector<LedgerCoverage> ledgers{};
    std::vector<ListUsed> lists{};
    std::vector<ingest::Report> reports{};  ///< Of what was read.
    std::vector<std::string> notices{};

    std::uint64_t count_of(model::LinkStanding standing) const noexcept;
};

/// Fails with refused (nothing to read), not_found (a ledger that was never ingested, a file),
/// malformed (an account), over_limit (kProtocolMemosMax), or as the readers and the stores do.
Result<ProtocolLinksAnswer> find_protocol_links(const Home& home,
                                                const ProtocolLinksRequest& request,
                                                const OnProgress& progress);

/// The links as a file that a trace reads: docs/formats/link-csv.md.
std::string to_link_csv(const ProtocolLinksAnswer& answer);

/// The whole answer as one JSON document: docs/cli.md.
std::string to_json(const ProtocolLinksAnswer& answer, const ProtocolLinksRequest& request);

}  // namespace pelf::engine
