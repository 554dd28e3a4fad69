// SPDX-License-Identifier: Apache-2.0
//
// A trace as people and programs get it: places, accounts, names and amounts in place of row
// numbers, every policy beside the others.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analyze/trace.hpp"
#include "analyze/trace_flow.hpp"
#include "base/date.hpp"
#include "base/result.hpp"
#include "engine/home.hpp"
#include "engine/lists.hpp"
#include "engine/source_walk.hpp"
#include "engine/valuation.hpp"

namespace pelf::engine {

/// A server to be asked where there is no ledger: see source_walk.hpp.
struct TraceSource {
    ingest::PoliteOptions server{};
    std::uint64_t requests_max = ~std::uint64_t{0};
    /// Told now and then how many requests were sent; may be empty.
    std::function<void(std::uint64_t)> progress{};
};

struct TraceRequest {
    struct Place {
        std::string text;   ///< TXID:VOUT.
        std::string label;  ///< Which theft; the place itself if empty.
    };
    std::optional<codec::Chain> chain;
    std::vector<Place> from;
    std::vector<analyze::Policy> policies;
    bool stop_at_services = true;
    bool follow_fees = false;
    std::uint32_t hops_max = ~std::uint32_t{0};
    std::uint64_t transactions_max = ~std::uint64_t{0};
    std::uint32_t haircut_floor_ppm = 0;
    /// Unspent places, fees and residue below this amount are summed and not listed. Where they
    /// are hundreds of millions, listing them is what takes the memory.
    std::uint64_t ends_from_sat = 0;
    std::optional<std::int64_t> as_of_unix_s;           ///< The chain as it stood then.
    Date lists_as_of;                                   ///< The lists in force on this day.
    std::optional<std::int64_t> lists_known_by_unix_s;  ///< Of those learned by this moment.
    /// Those lists, where the caller has read them already; they must outlive the trace. Null: they
    /// are read from the store.
    const Lists* lists = nullptr;
    bool want_flow = false;             ///< Fill TraceAnswer::flow.
    std::uint32_t flow_nodes_max = 16;  ///< Boxes in it; 16 fit a page.
    std::size_t paths_max = 0;          ///< Say the way to so many ends, the largest first.
    /// See analyze::TraceOptions. With a source it limits the asking, and the trace over what has
    /// come runs to its end.
    std::function<bool()> out_of_time;
    std::optional<TraceSource> source;  ///< Asked in place of a ledger.
    PriceRequest prices;
};

struct AmountBy {
    std::string label;
    std::uint64_t amount_sat = 0;
};

/// An output with what is known about it.
struct PlaceAnswer {
    std::string place;    ///< TXID:VOUT; TXID alone for a fee.
    std::string account;  ///< Address; empty for a fee and for unspendable scripts.
    std::uint64_t amount_sat = 0;
};

struct EndAnswer {
    analyze::EndKind kind = analyze::EndKind::unspent;
    PlaceAnswer at;
    std::string tag;          ///< Who the account is attributed to; empty if nobody.
    std::string category;     ///< "exchange", ...; empty without tag.
    std::string listed_name;  ///< The sanctioned party whose wallet it is; empty if none.
    std::uint32_t hops = 0;
    std::string time;  ///< Of the block, RFC 3339.
    std::vector<AmountBy> labels;
    std::vector<PlaceAnswer> path;  ///< From a seed to here; empty unless asked for.
};

/// Money that passed a listed party's wallet.
struct PassAnswer {
    PlaceAnswer at;
    std::string party_id;
    std::string source;
    std::string name;
};

/// What is in a policy's total but not among its ends, of one kind: see ends_from_sat.
struct UnlistedAnswer {
    analyze::EndKind kind = analyze::EndKind::unspent;
    std::uint64_t ends_count = 0;
    std::uint64_t amount_sat = 0;
};

struct PolicyAnswer {
    analyze::Policy policy = analyze::Policy::fifo;
    std::vector<EndAnswer> ends;
    std::vector<UnlistedAnswer> unlisted;  ///< By kind; empty if all ends are listed.
    std::vector<PassAnswer> passes;
    std::uint64_t seeds_sat = 0;
    std::uint64_t overlap_sat = 0;
    std::uint64_t total_sat = 0;
    std::uint64_t transactions_touched = 0;
    std::uint8_t limits = 0;
    bool truncated = false;
};

/// One row of the comparison: where, and how much under each policy.
struct DestinationRow {
    analyze::EndKind kind = analyze::EndKind::unspent;
    std::string name;      ///< Tag or listed name; empty: nobody we know.
    std::string category;  ///< Of a tag: "exchange".
    bool listed = false;
    bool below = false;                      ///< Ends too small to be listed, of whoever it may be.
    std::vector<std::uint64_t> amounts_sat;  ///< In the order of TraceAnswer::policies.
    std::vector<std::uint64_t> ends_counts;
    std::vector<ValueSum> values;  ///< As amounts_sat; empty without prices.
    std::uint64_t least_sat = 0;   ///< Over conserving policies: the spread.
    std::uint64_t most_sat = 0;
};

struct ListUsed {
    std::string source;
    std::string version;
    std::string published;
};

struct TraceAnswer {
    std::string ledger;   ///< "bitcoin".
    std::string network;  ///< "regtest".
    bool backward = false;
    std::uint64_t height = 0;  ///< Of the last block taken into account.
    std::string tip_hash;
    std::string tip_time;
    bool window = false;  ///< The ledger does not begin at genesis.
    std::uint64_t window_base_height = 0;
    std::uint64_t ends_from_sat = 0;  ///< As asked for.
    std::vector<EndAnswer> from;      ///< Seeds: place, account, amount, names.
    std::vector<std::string> labels;
    std::vector<PolicyAnswer> policies;
    std::vector<DestinationRow> destinations;  ///< By kind, then by most_sat descending.
    std::vector<ListUsed> lists;
    std::optional<Valuation> valuation;  ///< Where prices were given.
    std::optional<analyze::Flow> flow;   ///< Of the first conserving event policy asked for.
    std::optional<analyze::Policy> flow_policy;
    std::vector<std::string> flow_names;       ///< By Flow::nodes: an owner, or empty.
    std::vector<std::string> flow_references;  ///< By Flow::nodes: an address or a transaction.
    std::vector<std::string> flow_accounts;    ///< By Flow::nodes: of a start or one end; or empty.
    std::optional<SourceCoverage>
        source;  ///< Where there was no ledger: what was asked, and of whom.
    bool truncated = false;
};

/// The versions that lists were read from.
std::vector<ListUsed> lists_used(const Lists& lists);

/// Refuses what does not say which money came from where: all policies but fifo and lifo.
Status check_backward(const std::vector<TraceRequest::Place>& from,
                      const std::vector<analyze::Policy>& policies);

/// What an end, or a seed, was worth when its money came there. Requires a valuation.
Value value_of(const TraceAnswer& answer, const EndAnswer& end);
/// Of all ends of a policy; unlisted ones have no day, and so no value.
ValueSum total_value(const TraceAnswer& answer, const PolicyAnswer& policy);

/// Runs a trace. Fails with not_found (no ledger, no such transaction), malformed (a place that is
/// none), refused (an output number the transaction does not have, a policy that cannot go
/// backward, fees to be followed over a source) or as the stores and walk_source() do.
Result<TraceAnswer> trace_forward(const Home& home, const TraceRequest& request);
Result<TraceAnswer> trace_backward(const Home& home, const TraceRequest& request);

/// The whole answer as one JSON document; amounts are strings of satoshi. docs/cli.md.
std::string to_json(const TraceAnswer& answer);

}  // namespace pelf::engine
