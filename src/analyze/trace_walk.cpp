// SPDX-License-Identifier: Apache-2.0
#include "analyze/trace_walk.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"

namespace pelf::analyze {
namespace {

std::uint64_t first_transaction(const graph::CoinColumns& columns, const SeedList& seeds) {
    const std::uint64_t transaction = columns.transaction_of_output(seeds.all().front().output);
    // The coinbase of its block may be visited first, or last.
    return columns.blocks[columns.block_of(transaction)].first_transaction;
}

/// The runs of the first seed's output; they are taken off the seeds.
std::span<const Seed> take_output(std::span<const Seed>& seeds) noexcept {
    const std::uint64_t output = seeds.front().output;
    std::size_t count = 1;
    while (count < seeds.size() && seeds[count].output == output) ++count;
    const auto runs = seeds.first(count);
    seeds = seeds.subspan(count);
    return runs;
}

}  // namespace

TraceWalk::TraceWalk(const graph::CoinColumns& columns, const SeedList& seeds,
                     const TraceOptions& options)
    : columns_(columns),
      seeds_(seeds),
      options_(options),
      book_(columns, options),
      order_(columns, options.follow_fees),
      todo_(first_transaction(columns, seeds), columns.transactions_count),
      ahead_(columns, todo_, options.marks != nullptr),
      split_(options.policy),
      rank_(first_transaction(columns, seeds)) {
    for (const Seed& seed : seeds.all()) {
        todo_.set(order_.rank_of(columns.transaction_of_output(seed.output)));
    }
}

Trace TraceWalk::run() && {
    for (auto rank = todo_.next(rank_); rank; rank = todo_.next(rank_ + 1)) {
        rank_ = *rank;
        ahead_.step(rank_);
        visit(order_.transaction_at(rank_));
    }
    overlap_sat_ += seeds_.repeated_sat();
    return std::move(book_).finish(seeds_.sum_sat(), overlap_sat_);
}

void TraceWalk::visit(std::uint64_t transaction) {
    stop_if_due(transaction);
    const graph::Rows outputs = columns_.outputs_of(transaction);
    if (!gather(transaction)) {
        start_seeds(transaction, outputs);
        return;
    }
    book_.add_touched();
    spread(transaction, outputs);
}

void TraceWalk::stop_if_due(std::uint64_t transaction) {
    const bool full = book_.touched() >= options_.transactions_max;
    const bool poll = options_.out_of_time && book_.touched() % 1024 == 0;
    if ((!full && !poll) || stopped_by_ != 0 || !spends_traced(transaction)) return;
    if (full) {
        stop(limit_transactions);
    } else if (options_.out_of_time()) {
        stop(limit_time);
    }
}

bool TraceWalk::spends_traced(std::uint64_t transaction) const {
    if (order_.collects_fees(transaction)) return !waiting_fees_.empty();
    const graph::Rows inputs = columns_.inputs_of(transaction);
    for (std::uint64_t input = inputs.begin; input < inputs.end; ++input) {
        if (holdings_.find(columns_.prevouts[input])) return true;
    }
    return false;
}

/// Ends all that is still on its way. Seeds yet to come start, and end at once.
void TraceWalk::stop(Limit limit) {
    for (const std::uint64_t output : holdings_.outputs()) {
        const Holding holding = holdings_.find(output).value_or(Holding{});
        const End place{.transaction = columns_.transaction_of_output(output),
                        .output = output,
                        .hops = holding.hops};
        end_limit(limit, place, holdings_.fragments(holding));
        holdings_.erase(output);
    }
    end_waiting_fees(limit);
    stopped_by_ = limit;
}

/// Lays the transaction's inputs and outputs before the split. False if no traced money goes in,
/// or if it cannot be followed through and has been booked.
bool TraceWalk::gather(std::uint64_t transaction) {
    split_.clear();
    hops_ = kNotReached;
    return order_.collects_fees(transaction) ? gather_fees(transaction)
                                             : gather_inputs(transaction);
}

bool TraceWalk::gather_inputs(std::uint64_t transaction) {
    bool outside = false;
    spent_.clear();
    const graph::Rows inputs = columns_.inputs_of(transaction);
    for (std::uint64_t input = inputs.begin; input < inputs.end; ++input) {
        const std::uint64_t prevout = columns_.prevouts[input];
        if (prevout == graph::kCoinbase) return false;
        if (prevout == graph::kOutside) {
            outside = true;
        } else if (const auto holding = holdings_.find(prevout)) {
            spent_.push_back({input, prevout, *holding});
            hops_ = std::min(hops_, holding->hops);
        }
    }
    if (hops_ == kNotReached) return false;
    const graph::Rows outputs = columns_.outputs_of(transaction);
    for (std::uint64_t output = outputs.begin; output < outputs.end; ++output) {
        split_.add_output(columns_.value_sat(output));
    }
    const std::uint64_t fee_sat = outside ? 0 : columns_.fee_sat(transaction).value_or(0);
    if (outside) {
        for (const Spent& spent : spent_) split_.add_input(holdings_.fragments(spent.holding));
    } else {
        lay_inputs(inputs, split_.outputs_sat() + fee_sat);
    }
    for (const Spent& spent : spent_) holdings_.erase(spent.output);
    if (outside) {
        book_.add_limit(limit_outside);
        if (options_.policy != Policy::poison) {
            end_limit(limit_outside, {.transaction = transaction, .hops = hops_}, split_.inputs());
            return false;
        }  // Poison goes on. The fee is not known, so not in the answer.
    }
    split_.add_output(fee_sat);
    ++hops_;
    return true;
}

/// Lays a transaction's inputs, of `whole_sat` together, before the split. Only fifo and lifo ask
/// how much clean money lies between the traced inputs, and there the widest gap is what is left:
/// most amounts need not be looked up, each of which is a wait for memory.
void TraceWalk::lay_inputs(graph::Rows inputs, std::uint64_t whole_sat) {
    std::uint64_t clean_sat = whole_sat;
    for (const Spent& spent : spent_) {
        for (const Fragment& fragment : holdings_.fragments(spent.holding)) {
            PELF_CHECK(fragment.length_sat <= clean_sat);
            clean_sat -= fragment.length_sat;
        }
    }
    if (options_.policy != Policy::fifo && options_.policy != Policy::lifo) {
        for (const Spent& spent : spent_) split_.add_input(holdings_.fragments(spent.holding));
        return split_.add_clean_input(clean_sat);
    }
    sum_gaps(inputs, clean_sat);
    for (std::size_t i = 0; i < spent_.size(); ++i) {
        split_.add_clean_input(gaps_sat_[i]);
        split_.add_input(holdings_.fragments(spent_[i].holding));
    }
    split_.add_clean_input(gaps_sat_.back());
}

/// The clean money before each traced input and after the last, to gaps_sat_.
void TraceWalk::sum_gaps(graph::Rows inputs, std::uint64_t clean_sat) {
    gaps_sat_.clear();
    graph::Rows gap{inputs.begin, inputs.begin};
    graph::Rows widest = gap;
    std::size_t widest_index = 0;
    const auto sum = [&](graph::Rows rows) {
        std::uint64_t sum_sat = 0;
        for (std::uint64_t input = rows.begin; input < rows.end; ++input) {
            sum_sat += columns_.value_sat(columns_.prevouts[input]);
        }
        PELF_CHECK(sum_sat <= clean_sat);
        clean_sat -= sum_sat;
        return sum_sat;
    };
    for (std::size_t i = 0; i <= spent_.size(); ++i) {
        gap.end = i < spent_.size() ? spent_[i].input : inputs.end;
        if (gap.count() <= widest.count()) {
            gaps_sat_.push_back(sum(gap));
        } else {
            gaps_sat_.push_back(0);
            gaps_sat_[widest_index] = sum(widest);
            widest = gap;
            widest_index = i;
        }
        gap.begin = gap.end + 1;
    }
    gaps_sat_[widest_index] += clean_sat;
}

bool TraceWalk::gather_fees(std::uint64_t coinbase) {
    if (waiting_fees_.empty()) return false;
    const std::uint64_t end = columns_.transactions_end(columns_.block_of(coinbase));
    std::uint64_t fees_sat = 0;
    for (std::uint64_t payer = coinbase + 1; payer < end; ++payer) {
        const auto fee_sat = columns_.fee_sat(payer);
        if (!fee_sat && options_.policy != Policy::poison) {
            end_waiting_fees(limit_outside);
            return false;
        }
        if (!fee_sat) book_.add_limit(limit_outside);
        fees_sat += fee_sat.value_or(0);
    }
    return gather_known_fees(coinbase, fees_sat);
}

bool TraceWalk::gather_known_fees(std::uint64_t coinbase, std::uint64_t fees_sat) {
    const graph::Rows outputs = columns_.outputs_of(coinbase);
    for (std::uint64_t output = outputs.begin; output < outputs.end; ++output) {
        split_.add_output(columns_.value_sat(output));
    }
    // A coinbase that claims more than it may is not ours to judge: the excess is new money.
    const std::uint64_t new_sat =
        std::max(columns_.subsidy_sat(columns_.block_of(coinbase)),
                 split_.outputs_sat() - std::min(split_.outputs_sat(), fees_sat));
    split_.add_clean_input(new_sat);
    std::uint64_t payer = coinbase + 1;
    for (const WaitingFee& fee : waiting_fees_) {
        std::uint64_t clean_sat = 0;
        for (; payer < fee.transaction; ++payer) clean_sat += columns_.fee_sat(payer).value_or(0);
        split_.add_clean_input(clean_sat);
        split_.add_input(fee.fragments);
        book_.note_fee({fee.transaction, tainted_sat(fee.fragments)});
        hops_ = std::min(hops_, fee.hops);
        payer = fee.transaction + 1;
    }
    split_.add_clean_input(new_sat + fees_sat - split_.inputs_sat());
    waiting_fees_.clear();
    split_.add_output(split_.inputs_sat() - split_.outputs_sat());
    ++hops_;
    return true;
}

void TraceWalk::spread(std::uint64_t transaction, graph::Rows outputs) {
    ahead_.ask_for_spenders(outputs);
    split_.split();
    auto seeds = seeds_.within(outputs);
    for (std::uint64_t output = outputs.begin; output < outputs.end; ++output) {
        const auto fragments = split_.output(output - outputs.begin);
        if (seeds.empty() || seeds.front().output != output) {
            settle({.transaction = transaction, .output = output, .hops = hops_}, fragments);
        } else {
            settle_seed(take_output(seeds), transaction, fragments);
        }
    }
    settle_fee(transaction, split_.output(outputs.count()));
}

void TraceWalk::start_seeds(std::uint64_t transaction, graph::Rows outputs) {
    for (auto seeds = seeds_.within(outputs); !seeds.empty();) {
        const Fragment clean{columns_.value_sat(seeds.front().output), kClean};
        settle_seed(take_output(seeds), transaction, {&clean, 1});
    }
}

/// What an earlier theft holds of the output stays its own; the seeds get the rest of their runs.
void TraceWalk::settle_seed(std::span<const Seed> runs, std::uint64_t transaction,
                            std::span<const Fragment> held) {
    seed_fragments_.clear();
    if (options_.policy == Policy::poison || options_.policy == Policy::haircut) {
        fill(runs, held);
    } else {
        paint(runs, held);
    }
    settle({.transaction = transaction, .output = runs.front().output, .hops = 0}, seed_fragments_);
}

/// Poison and haircut know how much of an output is tainted and not which satoshis: seeds take
/// what is clean.
void TraceWalk::fill(std::span<const Seed> runs, std::span<const Fragment> held) {
    const std::uint64_t value_sat = columns_.value_sat(runs.front().output);
    const std::uint64_t held_sat = tainted_sat(held);
    std::uint64_t seeds_sat = 0;
    for (const Seed& run : runs) seeds_sat += run.amount_sat;
    if (options_.policy == Policy::poison) {
        if (held_sat > 0) overlap_sat_ += seeds_sat;
        return append_fragment(seed_fragments_, {value_sat, 0});
    }
    const std::uint64_t taint_sat = std::min(value_sat, held_sat + seeds_sat);
    overlap_sat_ += held_sat + seeds_sat - taint_sat;
    append_fragment(seed_fragments_, {taint_sat, 0});
    append_fragment(seed_fragments_, {value_sat - taint_sat, kClean});
}

void TraceWalk::paint(std::span<const Seed> runs, std::span<const Fragment> held) {
    std::uint64_t at_sat = 0;
    for (const Fragment& fragment : held) {
        const std::uint64_t end_sat = at_sat + fragment.length_sat;
        while (at_sat < end_sat) {
            while (!runs.empty() && runs.front().first_sat + runs.front().amount_sat <= at_sat) {
                runs = runs.subspan(1);
            }
            const bool in_run = !runs.empty() && runs.front().first_sat <= at_sat;
            std::uint64_t part_end_sat = end_sat;
            if (in_run) {
                part_end_sat = std::min(end_sat, runs.front().first_sat + runs.front().amount_sat);
            } else if (!runs.empty()) {
                part_end_sat = std::min(end_sat, runs.front().first_sat);
            }
            Fragment part{part_end_sat - at_sat, fragment.label};
            if (in_run && part.label != kClean) overlap_sat_ += part.length_sat;
            if (in_run && part.label == kClean) part.label = runs.front().label;
            append_fragment(seed_fragments_, part);
            at_sat = part_end_sat;
        }
    }
}

/// Decides where the money of one output goes on to, or that it ends here.
void TraceWalk::settle(End place, std::span<const Fragment> fragments) {
    place.amount_sat = tainted_sat(fragments);
    if (place.amount_sat == 0) return;
    const bool is_seed = seeds_.contains(place.output);
    if (!is_seed && book_.is_residue(columns_.value_sat(place.output), place.amount_sat)) {
        return end(EndKind::residue, place, fragments);
    }
    const auto stop_kind = book_.note(place.output, place.amount_sat);
    if (stop_kind && !(is_seed && seeds_.begins_at(place.output)))
        return end(*stop_kind, place, fragments);
    const auto spender = columns_.spender(place.output);
    if (!spender) return end(book_.end_of_unspent(place.output), place, fragments);
    if (stopped_by_ != 0) return end_limit(static_cast<Limit>(stopped_by_), place, fragments);
    if (place.hops >= options_.hops_max) return end_limit(limit_hops, place, fragments);
    const std::uint64_t rank = order_.rank_of(columns_.transaction_of_input(*spender));
    if (rank <= rank_) return end_limit(limit_invalid, place, fragments);
    holdings_.put(place.output, fragments, place.hops);
    if (todo_.set(rank)) ahead_.added(rank);
}

/// The fee of a transaction, or what a coinbase left of the fees.
void TraceWalk::settle_fee(std::uint64_t transaction, std::span<const Fragment> fragments) {
    const End place{.transaction = transaction, .hops = hops_};
    if (tainted_sat(fragments) == 0) return;
    if (order_.collects_fees(transaction)) return end(EndKind::residue, place, fragments);
    const auto collector = order_.collector_of(transaction);
    if (!collector) return end(EndKind::fee, place, fragments);
    if (hops_ >= options_.hops_max) return end_limit(limit_hops, place, fragments);
    waiting_fees_.push_back({transaction, {fragments.begin(), fragments.end()}, hops_});
    todo_.set(order_.rank_of(*collector));
}

void TraceWalk::end(EndKind kind, End place, std::span<const Fragment> fragments) {
    place.kind = kind;
    place.amount_sat = tainted_sat(fragments);
    book_.add(std::move(place), fragments);
}

void TraceWalk::end_limit(Limit limit, End place, std::span<const Fragment> fragments) {
    book_.add_limit(limit);
    end(EndKind::limit, std::move(place), fragments);
}

void TraceWalk::end_waiting_fees(Limit limit) {
    for (const WaitingFee& fee : waiting_fees_) {
        end_limit(limit, {.transaction = fee.transaction, .hops = fee.hops}, fee.fragments);
    }
    waiting_fees_.clear();
}

}  // namespace pelf::analyze
