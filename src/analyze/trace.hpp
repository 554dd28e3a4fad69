// SPDX-License-Identifier: Apache-2.0
//
// Where did the money go, where did it come from? Tracing on a coin ledger, in exact integers.
//
// A seed is an output that was stolen, or is otherwise of interest. A policy says which satoshis
// of a transaction's outputs are those of its inputs; no law of nature does. The same theft is
// therefore traced under every policy, and what holds under all of them is strong.
//
//   policy        what an output gets                                        conserving
//   poison        all of it is tainted as soon as any input is               no
//   haircut       the share of the inputs that is tainted                    yes
//   fifo          inputs in order are one band, cut in the order of outputs  yes
//   lifo          the same band taken from its end                           yes
//   tiho          the taint poured into outputs, highest amount first        yes
//   tilo          the same, lowest amount first                              yes
//   dirty_first   tainted inputs before the others, then as fifo             yes
//   clean_first   tainted inputs after the others, then as fifo              yes
//   lowest_balance  for accounts (account_trace.hpp); here as clean_first     yes
//
// The fee is what is left: the last output of every transaction. For a conserving policy taint in
// equals taint out plus taint in the fee, checked on every transaction. Sources: Moeser, Boehme,
// Breuker 2014 (poison, haircut); Anderson, Shumailov, Ahmed 2018 (FIFO); Tironsakkul et al. 2019
// (TIHO, dirty-first). Exact rules, with the remainder of a haircut and the order inside an
// output: docs/trace.md.
//
// What the answer does not mean: that a person at an end point is guilty, or knew. Money that
// passes a service is mixed with other people's, so a trace stops there unless told to go on.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "analyze/address_marks.hpp"
#include "graph/coin_columns.hpp"

namespace pelf::analyze {

enum class Policy : std::uint8_t {
    poison,
    haircut,
    fifo,
    lifo,
    tiho,
    tilo,
    dirty_first,
    clean_first,
    lowest_balance,
};

/// Those that differ on a coin ledger.
inline constexpr Policy kAllPolicies[] = {
    Policy::poison, Policy::haircut, Policy::fifo,        Policy::lifo,
    Policy::tiho,   Policy::tilo,    Policy::dirty_first, Policy::clean_first,
};

/// "fifo", "dirty-first" and so on: the spelling of the command line and of JSON.
std::string_view to_string(Policy policy) noexcept;
/// Also reads "taint-in-highest-out", "highest-out" and the like.
std::optional<Policy> parse_policy(std::string_view text) noexcept;
/// All but poison.
bool is_conserving(Policy policy) noexcept;

inline constexpr std::uint64_t kWholeOutput = ~std::uint64_t{0};

/// An output, or a run of its satoshis, given as tainted. Seeds of one theft share a label. Where a
/// seed is already tainted by an earlier theft, the earlier one keeps its title to that part.
struct Seed {
    std::uint64_t output = 0;
    std::uint32_t label = 0;  ///< From 0, at most kLabelMax; the caller knows what it stands for.
    std::uint64_t first_sat = 0;              ///< Where in the output it begins.
    std::uint64_t amount_sat = kWholeOutput;  ///< kWholeOutput: up to the output's end.
    /// The money came over a link from another ledger, and so ends at a mark as any other does.
    /// Where a trace begins on purpose, it does not.
    bool is_carried = false;
};
inline constexpr std::uint32_t kLabelMax = 0xffff'fffe;

enum class EndKind : std::uint8_t {
    unspent,   ///< Still there when the columns end.
    service,   ///< Arrived at an address marked as a custodial service.
    mixer,     ///< Arrived at an address marked as a mixer.
    bridge,    ///< Arrived at an address marked as a bridge to another ledger.
    fee,       ///< Paid as a transaction fee.
    residue,   ///< Booked out: a haircut under the threshold, or fees no miner claimed.
    limit,     ///< Not followed further: see Trace::limits.
    coinbase,  ///< Backward only: new coins or fees, where the money begins.
    burned,    ///< Accounts only: units that ceased to be.
    swap,      ///< Accounts only: given or got for another asset, and not followed.
    opening,   ///< Accounts only, backward: there before the first block, or from another layer.
};
inline constexpr std::size_t kEndKindsCount = 11;
std::string_view to_string(EndKind kind) noexcept;

/// Why a trace was cut short; bits of Trace::limits.
enum Limit : std::uint8_t {
    limit_hops = 1,
    limit_transactions = 2,
    limit_time = 4,
    limit_outside = 8,  ///< It needs the amount of an output from before the window.
    /// With follow_fees: a coinbase spent within its own block, which no valid chain has.
    limit_invalid = 16,
    limit_source = 32,  ///< The source of the columns was not asked any further: see open_outputs.
};

/// How much of a place is whose.
struct LabelAmount {
    std::uint32_t label = 0;
    std::uint64_t amount_sat = 0;

    bool operator==(const LabelAmount&) const = default;
};

inline constexpr std::uint64_t kNoOutput = ~std::uint64_t{0};

/// One place where traced money ended.
struct End {
    EndKind kind = EndKind::unspent;
    /// That made the output, paid the fee, or (limit_outside) was not entered.
    std::uint64_t transaction = 0;
    /// kNoOutput for a fee, for what a coinbase left unclaimed, and for limit_outside.
    std::uint64_t output = kNoOutput;
    std::uint64_t amount_sat = 0;
    std::uint32_t hops = 0;  ///< Fewest transactions from a seed; 0 where not counted (sweeps).
    /// By label, ascending; empty under poison and haircut, which do not keep labels apart.
    std::vector<LabelAmount> labels{};

    bool operator==(const End&) const = default;
};

/// All ends of one kind, listed or not.
struct EndSum {
    std::uint64_t count = 0;
    std::uint64_t amount_sat = 0;

    bool operator==(const EndSum&) const = default;
};

/// A tainted output, spent or not, on the way.
struct TaintedOutput {
    std::uint64_t output = 0;
    std::uint64_t amount_sat = 0;

    bool operator==(const TaintedOutput&) const = default;
};

/// A fee that held traced money and was followed into its block's coinbase.
struct TaintedFee {
    std::uint64_t transaction = 0;
    std::uint64_t amount_sat = 0;

    bool operator==(const TaintedFee&) const = default;
};

/// Money that passed an address marked as listed.
struct Pass {
    std::uint64_t output = 0;
    std::uint64_t address = 0;
    std::uint64_t amount_sat = 0;

    bool operator==(const Pass&) const = default;
};

struct TraceOptions {
    Policy policy = Policy::fifo;
    const AddressMarks* marks = nullptr;  ///< Where to stop and what to name; none: never stop.
    bool stop_at_marks = true;            ///< False: go through services, mixers and bridges.
    bool follow_fees = false;             ///< Into the coinbase of the block, after the subsidy.
    bool keep_way = false;                ///< Fill Trace::way: for paths and pictures.
    /// Haircut: what is below this share of an output is booked as residue and not followed.
    std::uint32_t haircut_floor_ppm = 0;
    /// Ends of kind unspent, fee and residue below this amount are in Trace::sums but not in
    /// Trace::ends: haircut over a whole chain has more of them than memory should hold.
    std::uint64_t ends_from_sat = 0;
    std::uint32_t hops_max = ~std::uint32_t{0};
    std::uint64_t transactions_max = ~std::uint64_t{0};
    /// Outputs without spender in the columns of which nobody has said that they are unspent,
    /// ascending: traced money ends there as limit. Must outlive the trace.
    std::span<const std::uint64_t> open_outputs{};
    std::function<bool()> out_of_time;  ///< Asked every 1024 transactions; empty: never.
};

/// What one policy says. Ends are ordered by kind, then transaction, then output.
struct Trace {
    Policy policy = Policy::fifo;
    std::vector<End> ends;
    std::array<EndSum, kEndKindsCount> sums{};  ///< By EndKind; see sum().
    std::vector<Pass> passes;                   ///< By output number.
    std::vector<TaintedOutput> way;             ///< By output number; only with keep_way.
    std::vector<TaintedFee> fees_way;           ///< By transaction; with keep_way and follow_fees.
    std::uint64_t seeds_sat = 0;                ///< Sum of the seeds.
    std::uint64_t overlap_sat = 0;              ///< Of that, already tainted by an earlier seed.
    std::uint64_t total_sat = 0;  ///< Sum of all ends; seeds_sat - overlap_sat if conserving.
    std::uint64_t transactions_touched = 0;  ///< That traced money went through.
    std::uint8_t limits = 0;                 ///< Bits of Limit; 0: the trace is complete.

    bool truncated() const noexcept { return limits != 0; }
    const EndSum& sum(EndKind kind) const noexcept { return sums[static_cast<std::size_t>(kind)]; }
};

/// Follows seeds forward under one policy. Deterministic. Requires seed outputs below
/// outputs_count, and columns in which inputs cover outputs. Cost: see trace_walk.hpp and
/// trace_sweep.hpp; the sweep serves poison and haircut without hop, transaction or time limits,
/// the walk all else.
Trace trace_forward(const graph::CoinColumns& columns, std::span<const Seed> seeds,
                    const TraceOptions& options);

/// Follows one output back to where its satoshis came from. Requires policy fifo or lifo: only
/// they say which satoshi came from where. `follow_fees` goes on through coinbases to the
/// transactions whose fees they claimed. Ends are coinbase (at the coinbase's output, or with
/// follow_fees, where outputs share new coins and fees, at the coinbase as a whole), the stops (at
/// the marked output; never the start itself) and limit; hops count from the start. Labels are
/// not used. Cost: of the transactions on the way, as a forward walk.
Trace trace_backward(const graph::CoinColumns& columns, std::uint64_t output,
                     const TraceOptions& options);

/// The way from a seed to `output`, each step an output and how much of it is traced money. The
/// path goes, from the end backwards, to the spent output that gave the most (ties: the lowest
/// input); through a coinbase to the transaction whose fee held the most. First: a seed. Last:
/// `output`. Requires a forward trace over these columns with keep_way that reached `output`.
/// Cost: the inputs on the path, a binary search each.
std::vector<TaintedOutput> trace_path(const graph::CoinColumns& columns, const Trace& trace,
                                      std::span<const Seed> seeds, std::uint64_t output);

}  // namespace pelf::analyze
