// SPDX-License-Identifier: Apache-2.0
//
// Backward tracing. Under fifo and lifo every satoshi of an output is a known satoshi of an
// input, so a range of an output is one or more ranges of inputs; the walk goes down the chain
// with ranges where the forward walk goes up with fragments. An output is spent once, so all that
// is wanted of it is known when its spender has been visited.
#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <limits>
#include <utility>

#include "analyze/trace.hpp"
#include "analyze/trace_book.hpp"
#include "analyze/transaction_set.hpp"
#include "analyze/visit_order.hpp"
#include "base/check.hpp"

namespace pelf::analyze {
namespace {

/// Satoshis begin..end-1 of an output (or fee), counted in the order in which it holds them.
struct Range {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// What is wanted of an output or of a fee: ranges ascending, apart from each other.
struct Wanted {
    std::vector<Range> ranges;
    std::uint32_t hops = 0;
};

std::uint64_t sum_sat(const std::vector<Range>& ranges) noexcept {
    std::uint64_t sum = 0;
    for (const Range& range : ranges) sum += range.end - range.begin;
    return sum;
}

void append_range(std::vector<Range>& ranges, Range range) {
    if (!ranges.empty() && ranges.back().end == range.begin) {
        ranges.back().end = range.end;
    } else {
        ranges.push_back(range);
    }
}

/// The ranges wanted of a transaction's band, taken source by source in the policy's order.
class BandCursor {
public:
    BandCursor(std::span<const Range> wanted, bool reversed) noexcept
        : wanted_(wanted), reversed_(reversed) {}

    bool done() const noexcept { return wanted_.empty(); }

    /// What is wanted of the next source, whose length is given: ranges in its own order.
    std::vector<Range> next_source(std::uint64_t length_sat) {
        if (length_sat == 0) return {};  // Even where a range goes on around it.
        const std::uint64_t begin = position_;
        position_ += length_sat;
        std::vector<Range> found;
        while (!wanted_.empty() && wanted_.front().begin < position_) {
            const std::uint64_t from = std::max(wanted_.front().begin, begin);
            const std::uint64_t to = std::min(wanted_.front().end, position_);
            found.push_back({from - begin, to - begin});
            if (wanted_.front().end > position_) break;
            wanted_ = wanted_.subspan(1);
        }
        if (reversed_) {
            std::ranges::reverse(found);
            for (Range& range : found) range = {length_sat - range.end, length_sat - range.begin};
        }
        return found;
    }

    /// What is wanted of all sources not yet asked for.
    std::uint64_t rest_sat() const noexcept {
        std::uint64_t rest = 0;
        for (const Range& range : wanted_) rest += range.end - std::max(range.begin, position_);
        return rest;
    }

private:
    std::span<const Range> wanted_;
    bool reversed_;
    std::uint64_t position_ = 0;
};

class BackwardWalk {
public:
    BackwardWalk(const graph::CoinColumns& columns, std::uint64_t output,
                 const TraceOptions& options)
        : columns_(columns),
          options_(options),
          book_(columns, options),
          order_(columns, options.follow_fees),
          todo_(0, columns.transactions_count),
          start_(output) {}

    Trace run() &&;

private:
    using WantedByNumber = boost::unordered_flat_map<std::uint64_t, Wanted>;

    void visit(std::uint64_t transaction);
    bool is_over();
    void stop(Limit limit);
    void lay_band(std::uint64_t transaction);
    void lay(std::uint64_t offset_sat, WantedByNumber& wanted_by, std::uint64_t number);

    void reach_inputs(std::uint64_t transaction);
    void reach(std::uint64_t output, Wanted wanted);
    void reach_sources_of_coinbase(std::uint64_t coinbase);
    void reach_fee(std::uint64_t payer, Wanted wanted);
    void end_new_coins(std::uint64_t coinbase, const std::vector<Range>& ranges);
    void end(EndKind kind, End place, std::uint64_t amount_sat);
    void end_limit(Limit limit, End place, std::uint64_t amount_sat);

    const graph::CoinColumns& columns_;
    const TraceOptions& options_;
    TraceBook book_;
    VisitOrder order_;
    TransactionSet todo_;
    WantedByNumber outputs_;   ///< By output.
    WantedByNumber fees_;      ///< By transaction.
    std::vector<Range> band_;  ///< Wanted of the visited transaction.
    std::uint64_t start_;
    std::uint64_t rank_ = std::numeric_limits<std::uint64_t>::max();
    std::uint32_t hops_ = 0;  ///< Fewest from the start to the visited transaction's outputs.
};

Trace BackwardWalk::run() && {
    const std::uint64_t value_sat = columns_.value_sat(start_);
    if (value_sat != 0) reach(start_, {.ranges = {{0, value_sat}}, .hops = 0});
    auto rank = todo_.previous(columns_.transactions_count - 1);
    while (rank && !is_over()) {
        rank_ = *rank;
        visit(order_.transaction_at(rank_));
        if (rank_ == 0) break;
        rank = todo_.previous(rank_ - 1);
    }
    return std::move(book_).finish(value_sat, 0);
}

bool BackwardWalk::is_over() {
    if (book_.touched() >= options_.transactions_max) {
        stop(limit_transactions);
        return true;
    }
    if (options_.out_of_time && book_.touched() % 1024 == 0 && options_.out_of_time()) {
        stop(limit_time);
        return true;
    }
    return false;
}

void BackwardWalk::stop(Limit limit) {
    for (const auto& [output, wanted] : outputs_) {
        const End place{.transaction = columns_.transaction_of_output(output),
                        .output = output,
                        .hops = wanted.hops};
        end_limit(limit, place, sum_sat(wanted.ranges));
    }
    for (const auto& [payer, wanted] : fees_) {
        end_limit(limit, {.transaction = payer, .hops = wanted.hops}, sum_sat(wanted.ranges));
    }
}

void BackwardWalk::visit(std::uint64_t transaction) {
    book_.add_touched();
    lay_band(transaction);
    if (order_.collects_fees(transaction)) {
        reach_sources_of_coinbase(transaction);
    } else {
        reach_inputs(transaction);
    }
}

/// What is wanted of the transaction's outputs and fee, as ranges of its band.
void BackwardWalk::lay_band(std::uint64_t transaction) {
    band_.clear();
    hops_ = std::numeric_limits<std::uint32_t>::max();
    std::uint64_t offset_sat = 0;
    const graph::Rows outputs = columns_.outputs_of(transaction);
    for (std::uint64_t output = outputs.begin; output < outputs.end; ++output) {
        lay(offset_sat, outputs_, output);
        offset_sat += columns_.value_sat(output);
    }
    lay(offset_sat, fees_, transaction);
}

void BackwardWalk::lay(std::uint64_t offset_sat, WantedByNumber& wanted_by, std::uint64_t number) {
    const auto found = wanted_by.find(number);
    if (found == wanted_by.end()) return;
    for (const Range& range : found->second.ranges) {
        append_range(band_, {offset_sat + range.begin, offset_sat + range.end});
    }
    hops_ = std::min(hops_, found->second.hops);
    wanted_by.erase(found);
}

void BackwardWalk::reach_inputs(std::uint64_t transaction) {
    const bool lifo = options_.policy == Policy::lifo;
    BandCursor band(band_, lifo);
    const graph::Rows inputs = columns_.inputs_of(transaction);
    for (std::uint64_t i = 0; i < inputs.count() && !band.done(); ++i) {
        const std::uint64_t input = lifo ? inputs.end - 1 - i : inputs.begin + i;
        const std::uint64_t prevout = columns_.prevouts[input];
        if (prevout == graph::kOutside) {
            end_limit(limit_outside, {.transaction = transaction, .hops = hops_}, band.rest_sat());
            return;
        }
        reach(prevout, {band.next_source(columns_.value_sat(prevout)), hops_ + 1});
    }
    PELF_CHECK(band.done());
}

void BackwardWalk::reach(std::uint64_t output, Wanted wanted) {
    if (wanted.ranges.empty()) return;
    const std::uint64_t amount_sat = sum_sat(wanted.ranges);
    const std::uint64_t maker = columns_.transaction_of_output(output);
    const End place{.transaction = maker, .output = output, .hops = wanted.hops};
    const auto stop_kind = book_.note(output, amount_sat);
    if (stop_kind && output != start_) return end(*stop_kind, place, amount_sat);
    if (columns_.is_coinbase(maker) && !options_.follow_fees) {
        return end(EndKind::coinbase, place, amount_sat);
    }
    if (wanted.hops >= options_.hops_max) return end_limit(limit_hops, place, amount_sat);
    const std::uint64_t rank = order_.rank_of(maker);
    if (rank >= rank_) return end_limit(limit_invalid, place, amount_sat);
    outputs_.emplace(output, std::move(wanted));
    todo_.set(rank);
}

/// New coins first, then the fees of the block in order; lifo from the end.
void BackwardWalk::reach_sources_of_coinbase(std::uint64_t coinbase) {
    const std::uint64_t block = columns_.block_of(coinbase);
    const std::uint64_t end = columns_.transactions_end(block);
    const bool lifo = options_.policy == Policy::lifo;
    std::vector<std::uint64_t> fees_sat;
    std::uint64_t all_fees_sat = 0;
    for (std::uint64_t payer = coinbase + 1; payer < end; ++payer) {
        const auto fee_sat = columns_.fee_sat(payer);
        if (!fee_sat) {
            return end_limit(limit_outside, {.transaction = coinbase, .hops = hops_},
                             sum_sat(band_));
        }
        fees_sat.push_back(*fee_sat);
        all_fees_sat += *fee_sat;
    }
    std::uint64_t claimed_sat = 0;
    const graph::Rows outputs = columns_.outputs_of(coinbase);
    for (std::uint64_t output = outputs.begin; output < outputs.end; ++output) {
        claimed_sat += columns_.value_sat(output);
    }
    const std::uint64_t new_sat =
        std::max(columns_.subsidy_sat(block), claimed_sat - std::min(claimed_sat, all_fees_sat));
    BandCursor band(band_, lifo);
    if (!lifo) end_new_coins(coinbase, band.next_source(new_sat));
    for (std::size_t i = 0; i < fees_sat.size() && !band.done(); ++i) {
        const std::size_t paid = lifo ? fees_sat.size() - 1 - i : i;
        reach_fee(coinbase + 1 + paid, {band.next_source(fees_sat[paid]), hops_ + 1});
    }
    if (lifo) end_new_coins(coinbase, band.next_source(new_sat));
    PELF_CHECK(band.done());
}

void BackwardWalk::end_new_coins(std::uint64_t coinbase, const std::vector<Range>& ranges) {
    if (ranges.empty()) return;
    end(EndKind::coinbase, {.transaction = coinbase, .hops = hops_}, sum_sat(ranges));
}

void BackwardWalk::reach_fee(std::uint64_t payer, Wanted wanted) {
    if (wanted.ranges.empty()) return;
    const std::uint64_t amount_sat = sum_sat(wanted.ranges);
    if (wanted.hops >= options_.hops_max) {
        return end_limit(limit_hops, {.transaction = payer, .hops = wanted.hops}, amount_sat);
    }
    book_.note_fee({payer, amount_sat});
    fees_.emplace(payer, std::move(wanted));
    todo_.set(order_.rank_of(payer));
}

void BackwardWalk::end(EndKind kind, End place, std::uint64_t amount_sat) {
    place.kind = kind;
    place.amount_sat = amount_sat;
    book_.add(std::move(place));
}

void BackwardWalk::end_limit(Limit limit, End place, std::uint64_t amount_sat) {
    book_.add_limit(limit);
    end(EndKind::limit, std::move(place), amount_sat);
}

}  // namespace

Trace trace_backward(const graph::CoinColumns& columns, std::uint64_t output,
                     const TraceOptions& options) {
    PELF_CHECK(options.policy == Policy::fifo || options.policy == Policy::lifo);
    PELF_CHECK(output < columns.outputs_count);
    return BackwardWalk(columns, output, options).run();
}

}  // namespace pelf::analyze
