// SPDX-License-Identifier: Apache-2.0
#include "analyze/trace_sweep.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "analyze/haircut_split.hpp"
#include "analyze/sweep_taint.hpp"
#include "analyze/trace_book.hpp"
#include "base/check.hpp"

namespace pelf::analyze {
namespace {

using graph::CoinColumns;
using graph::Rows;

/// Rows ahead at which memory is asked for: some microseconds of work, so that it has come by
/// then; measured flat from 128 to 700. Amounts are asked for later, once their bit is here
/// to say whether there is one.
constexpr std::uint64_t kBitAhead = 128;
constexpr std::uint64_t kAmountAhead = 32;

template <Policy kPolicy>
class Sweep {
public:
    Sweep(const CoinColumns& columns, const SeedList& seeds, const TraceOptions& options)
        : columns_(columns),
          seeds_(seeds),
          seeds_to_come_(seeds.all()),
          options_(options),
          book_(columns, options),
          looks_at_outputs_(book_.looks_at_outputs()),
          first_block_(columns.block_of(columns.transaction_of_output(seeds.all().front().output))),
          store_(columns.blocks[first_block_].first_output, columns.outputs_count),
          taint_(store_.view()),
          inputs_(columns.input_starts, columns.blocks[first_block_].first_transaction),
          outputs_(columns.output_starts, columns.blocks[first_block_].first_transaction),
          input_(columns.blocks[first_block_].first_input),
          output_(columns.blocks[first_block_].first_output),
          overlap_sat_(seeds.repeated_sat()) {}

    Trace run() &&;

private:
    void sweep_block(std::uint64_t block);
    void spread(std::uint64_t transaction, Rows outputs, std::uint64_t tainted);
    void taint_all(Rows outputs);
    std::uint64_t lay_values(Rows outputs);
    std::uint64_t settle_shares(std::uint64_t transaction, Rows outputs, std::uint64_t tainted,
                                std::uint64_t whole_sat);
    void settle(End place, std::uint64_t value_sat);
    std::uint64_t next_seed_output() const noexcept {
        return seeds_to_come_.empty() ? kNoOutput : seeds_to_come_.front().output;
    }
    std::span<const Seed> next_seeds(std::uint64_t outputs_end) noexcept;
    void start_seeds(std::span<const Seed> seeds);
    void start_seed(std::uint64_t output, std::uint64_t seeds_sat);

    void visit_coinbase(std::uint64_t block, Rows outputs, std::span<const Seed> seeds);
    void follow_fees(std::uint64_t block, Rows coinbase_outputs);
    void spread_fees(std::uint64_t block, Rows coinbase_outputs, std::uint64_t fees_sat);
    void end_early_spends(std::uint64_t block, Rows coinbase_outputs);
    void end_fees(EndKind kind);

    const CoinColumns& columns_;
    const SeedList& seeds_;
    std::span<const Seed> seeds_to_come_;
    const TraceOptions& options_;
    TraceBook book_;
    bool looks_at_outputs_;
    std::uint64_t first_block_;
    TaintStore<kPolicy> store_;
    TaintView<kPolicy> taint_;
    graph::StartCursor inputs_;
    graph::StartCursor outputs_;
    std::uint64_t input_;   ///< First of the transaction at hand.
    std::uint64_t output_;  ///< First of the transaction at hand.
    HaircutSplit haircut_;
    std::vector<std::uint64_t> values_sat_;  ///< Of the outputs at hand, then the fee.
    std::vector<TaintedFee> tainted_fees_;   ///< Of the block at hand.
    std::uint64_t overlap_sat_;
};

template <Policy kPolicy>
Trace Sweep<kPolicy>::run() && {
    for (std::uint64_t block = first_block_; block < columns_.blocks_count; ++block) {
        sweep_block(block);
    }
    taint_.each(columns_, [this](std::uint64_t output, std::uint64_t amount_sat) {
        const EndKind kind = book_.end_of_unspent(output);
        if (book_.add_unlisted(kind, amount_sat)) return;
        book_.add({.kind = kind,
                   .transaction = columns_.transaction_of_output(output),
                   .output = output,
                   .amount_sat = amount_sat});
    });
    return std::move(book_).finish(seeds_.sum_sat(), overlap_sat_);
}

/// What a transaction's inputs bring; they hold nothing after. Under poison, whether it is nothing.
template <Policy kPolicy>
inline std::uint64_t take_inputs(const TaintView<kPolicy>& taint, const graph::PackedView& prevouts,
                                 Rows inputs, std::uint64_t last_input) {
    std::uint64_t tainted = 0;
    for (std::uint64_t input = inputs.begin; input < inputs.end; ++input) {
        taint.prefetch_bit(prevouts[std::min(input + kBitAhead, last_input)]);
        if constexpr (kPolicy == Policy::haircut) {
            taint.prefetch_amount(prevouts[std::min(input + kAmountAhead, last_input)]);
        }
        tainted += taint.held(prevouts[input]);
    }
    if (tainted == 0) return 0;
    for (std::uint64_t input = inputs.begin; input < inputs.end; ++input) {
        taint.clear(prevouts[input]);
    }
    return tainted;
}

/// The hot loop. What it reads for every transaction is in locals: were it in members, every bit
/// written could have changed it, for all the compiler knows.
template <Policy kPolicy>
void Sweep<kPolicy>::sweep_block(std::uint64_t block) {
    const std::uint64_t first = columns_.blocks[block].first_transaction;
    const std::uint64_t end = columns_.transactions_end(block);
    const bool collects = options_.follow_fees && columns_.is_coinbase(first);
    const TaintView<kPolicy> taint = taint_;
    const graph::PackedView prevouts = columns_.prevouts;
    const std::uint64_t last_input = columns_.inputs_count - 1;
    graph::StartCursor inputs = inputs_;
    graph::StartCursor outputs = outputs_;
    Rows input_rows{input_, input_};
    Rows output_rows{output_, output_};
    std::uint64_t next_seed = next_seed_output();
    Rows coinbase_outputs;
    std::span<const Seed> coinbase_seeds;
    for (std::uint64_t transaction = first; transaction < end; ++transaction) {
        input_rows = {input_rows.end, inputs.next()};
        output_rows = {output_rows.end, outputs.next()};
        const std::uint64_t tainted = take_inputs(taint, prevouts, input_rows, last_input);
        if (collects && transaction == first) {
            coinbase_outputs = output_rows;
            coinbase_seeds = next_seeds(output_rows.end);
            next_seed = next_seed_output();
            continue;
        }
        if (tainted != 0) spread(transaction, output_rows, tainted);
        if (next_seed < output_rows.end) {
            start_seeds(next_seeds(output_rows.end));
            next_seed = next_seed_output();
        }
    }
    inputs_ = inputs;
    outputs_ = outputs;
    input_ = input_rows.end;
    output_ = output_rows.end;
    if (collects) {
        visit_coinbase(block, coinbase_outputs, coinbase_seeds);
    } else {
        end_fees(EndKind::fee);
    }
}

template <Policy kPolicy>
void Sweep<kPolicy>::visit_coinbase(std::uint64_t block, Rows outputs,
                                    std::span<const Seed> seeds) {
    if (tainted_fees_.empty() && seeds.empty()) return;
    if (!tainted_fees_.empty()) follow_fees(block, outputs);
    start_seeds(seeds);
    end_early_spends(block, outputs);
    tainted_fees_.clear();
}

template <Policy kPolicy>
void Sweep<kPolicy>::spread(std::uint64_t transaction, Rows outputs, std::uint64_t tainted) {
    std::uint64_t fee_sat = columns_.fees[transaction];
    if (fee_sat >= graph::kFeeBig) {
        const auto exact_fee_sat = columns_.fee_sat(transaction);
        if (!exact_fee_sat) {
            book_.add_limit(limit_outside);
            if constexpr (kPolicy == Policy::haircut) {
                return book_.add(
                    {.kind = EndKind::limit, .transaction = transaction, .amount_sat = tainted});
            }
        }
        fee_sat = exact_fee_sat.value_or(0);
    }
    if (kPolicy == Policy::poison && !looks_at_outputs_) {
        taint_all(outputs);
    } else {
        const std::uint64_t outputs_sat = lay_values(outputs);
        values_sat_.back() = fee_sat;
        fee_sat = settle_shares(transaction, outputs, tainted, outputs_sat + fee_sat);
    }
    if (fee_sat == 0) return;
    if (!options_.follow_fees && book_.add_unlisted(EndKind::fee, fee_sat)) return;
    tainted_fees_.push_back({transaction, fee_sat});
}

/// Poison, where nobody looks at the outputs.
template <Policy kPolicy>
void Sweep<kPolicy>::taint_all(Rows outputs) {
    book_.add_touched();
    const TaintView<kPolicy> taint = taint_;
    const graph::PackedView values = columns_.values;
    for (std::uint64_t output = outputs.begin; output < outputs.end; ++output) {
        taint.put_bit(output, values[output] != 0);
    }
}

/// Values of the outputs to values_sat_, with room for the fee; returns their sum.
template <Policy kPolicy>
std::uint64_t Sweep<kPolicy>::lay_values(Rows outputs) {
    values_sat_.resize(outputs.count() + 1);
    std::uint64_t sum_sat = 0;
    for (std::uint64_t i = 0; i < outputs.count(); ++i) {
        values_sat_[i] = columns_.value_sat(outputs.begin + i);
        sum_sat += values_sat_[i];
    }
    return sum_sat;
}

/// Gives the outputs their shares and returns that of the fee, the last of values_sat_.
template <Policy kPolicy>
std::uint64_t Sweep<kPolicy>::settle_shares(std::uint64_t transaction, Rows outputs,
                                            std::uint64_t tainted, std::uint64_t whole_sat) {
    book_.add_touched();
    std::span<const std::uint64_t> shares_sat = values_sat_;
    if constexpr (kPolicy == Policy::haircut) {
        shares_sat = haircut_(values_sat_, tainted, whole_sat);
    }
    for (std::uint64_t i = 0; i < outputs.count(); ++i) {
        if (shares_sat[i] == 0) continue;
        const std::uint64_t output = outputs.begin + i;
        if (!looks_at_outputs_) {
            taint_.put(output, shares_sat[i]);
            continue;
        }
        settle({.transaction = transaction, .output = output, .amount_sat = shares_sat[i]},
               values_sat_[i]);
    }
    return shares_sat.back();
}

template <Policy kPolicy>
void Sweep<kPolicy>::settle(End place, std::uint64_t value_sat) {
    // A seed is noted once it holds all it will hold: see start_seeds().
    if (!seeds_.contains(place.output)) {
        if (book_.is_residue(value_sat, place.amount_sat)) {
            place.kind = EndKind::residue;
            return book_.add(std::move(place));
        }
        if (const auto stop_kind = book_.note(place.output, place.amount_sat)) {
            place.kind = *stop_kind;
            return book_.add(std::move(place));
        }
    }
    taint_.put(place.output, place.amount_sat);
}

/// Seeds below `outputs_end` that have not been met.
template <Policy kPolicy>
std::span<const Seed> Sweep<kPolicy>::next_seeds(std::uint64_t outputs_end) noexcept {
    std::size_t count = 0;
    while (count < seeds_to_come_.size() && seeds_to_come_[count].output < outputs_end) ++count;
    const auto seeds = seeds_to_come_.first(count);
    seeds_to_come_ = seeds_to_come_.subspan(count);
    return seeds;
}

template <Policy kPolicy>
void Sweep<kPolicy>::start_seeds(std::span<const Seed> seeds) {
    while (!seeds.empty()) {
        const std::uint64_t output = seeds.front().output;
        std::uint64_t seeds_sat = 0;
        for (; !seeds.empty() && seeds.front().output == output; seeds = seeds.subspan(1)) {
            seeds_sat += seeds.front().amount_sat;
        }
        start_seed(output, seeds_sat);
    }
}

/// Once the output holds what its inputs brought. Seeds take what of it is clean.
template <Policy kPolicy>
void Sweep<kPolicy>::start_seed(std::uint64_t output, std::uint64_t seeds_sat) {
    const std::uint64_t value_sat = columns_.value_sat(output);
    const std::uint64_t held = taint_.held(output);
    std::uint64_t taint_sat = value_sat;
    if constexpr (kPolicy == Policy::haircut) {
        taint_sat = std::min(value_sat, held + seeds_sat);
        overlap_sat_ += held + seeds_sat - taint_sat;
    } else {
        overlap_sat_ += held * seeds_sat;
    }
    if (taint_sat == 0) return;
    taint_.put(output, taint_sat);
    if (!looks_at_outputs_) return;
    const auto stop_kind = book_.note(output, taint_sat);
    if (!stop_kind || seeds_.begins_at(output)) return;
    taint_.clear(output);
    book_.add({.kind = *stop_kind,
               .transaction = columns_.transaction_of_output(output),
               .output = output,
               .amount_sat = taint_sat});
}

/// Into the coinbase, once all transactions of its block have paid.
template <Policy kPolicy>
void Sweep<kPolicy>::follow_fees(std::uint64_t block, Rows coinbase_outputs) {
    std::uint64_t fees_sat = 0;
    const std::uint64_t coinbase = columns_.blocks[block].first_transaction;
    for (std::uint64_t payer = coinbase + 1; payer < columns_.transactions_end(block); ++payer) {
        const auto fee_sat = columns_.fee_sat(payer);
        if (!fee_sat) {
            book_.add_limit(limit_outside);
            if constexpr (kPolicy == Policy::haircut) return end_fees(EndKind::limit);
        }
        fees_sat += fee_sat.value_or(0);
    }
    spread_fees(block, coinbase_outputs, fees_sat);
}

template <Policy kPolicy>
void Sweep<kPolicy>::spread_fees(std::uint64_t block, Rows coinbase_outputs,
                                 std::uint64_t fees_sat) {
    const std::uint64_t coinbase = columns_.blocks[block].first_transaction;
    const std::uint64_t outputs_sat = lay_values(coinbase_outputs);
    // Where a coinbase claims more than it may, the excess counts as new money, as in the walk.
    const std::uint64_t whole_sat = std::max(columns_.subsidy_sat(block) + fees_sat, outputs_sat);
    values_sat_.back() = whole_sat - outputs_sat;
    std::uint64_t tainted_sat = 0;
    for (const TaintedFee& fee : tainted_fees_) {
        tainted_sat += fee.amount_sat;
        book_.note_fee(fee);
    }
    const std::uint64_t unclaimed_sat =
        settle_shares(coinbase, coinbase_outputs, tainted_sat, whole_sat);
    if (unclaimed_sat != 0) {
        book_.add({.kind = EndKind::residue, .transaction = coinbase, .amount_sat = unclaimed_sat});
    }
}

/// Only an invalid chain spends a coinbase in its own block; the sweep is past that input.
template <Policy kPolicy>
void Sweep<kPolicy>::end_early_spends(std::uint64_t block, Rows coinbase_outputs) {
    const std::uint64_t coinbase = columns_.blocks[block].first_transaction;
    for (std::uint64_t output = coinbase_outputs.begin; output < coinbase_outputs.end; ++output) {
        const auto spender = columns_.spender(output);
        if (!spender || *spender >= input_) continue;
        const std::uint64_t held = taint_.held(output);
        if (held == 0) continue;
        taint_.clear(output);
        book_.add_limit(limit_invalid);
        book_.add({.kind = EndKind::limit,
                   .transaction = coinbase,
                   .output = output,
                   .amount_sat = kPolicy == Policy::haircut ? held : columns_.value_sat(output)});
    }
}

template <Policy kPolicy>
void Sweep<kPolicy>::end_fees(EndKind kind) {
    for (const TaintedFee& fee : tainted_fees_) {
        book_.add({.kind = kind, .transaction = fee.transaction, .amount_sat = fee.amount_sat});
    }
    tainted_fees_.clear();
}

}  // namespace

bool can_sweep(const TraceOptions& options) noexcept {
    const TraceOptions unlimited;
    return (options.policy == Policy::poison || options.policy == Policy::haircut) &&
           options.hops_max == unlimited.hops_max &&
           options.transactions_max == unlimited.transactions_max && !options.out_of_time;
}

Trace trace_sweep(const CoinColumns& columns, const SeedList& seeds, const TraceOptions& options) {
    PELF_CHECK(can_sweep(options));
    if (options.policy == Policy::poison) {
        return Sweep<Policy::poison>(columns, seeds, options).run();
    }
    return Sweep<Policy::haircut>(columns, seeds, options).run();
}

}  // namespace pelf::analyze
