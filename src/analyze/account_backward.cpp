// SPDX-License-Identifier: Apache-2.0
//
// Backward tracing over accounts. Under fifo and lifo every unit of a transfer is a known unit of
// one before it, so a range of a transfer is one or more ranges of earlier ones.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "analyze/account_bands.hpp"
#include "analyze/account_plan.hpp"
#include "analyze/account_rows.hpp"
#include "analyze/account_stops.hpp"
#include "analyze/account_trace.hpp"
#include "base/check.hpp"

namespace pelf::analyze {
namespace {

using model::TransferKind;

/// Units begin..end-1 of a transfer, as it brought them.
struct Range {
    Uint256 begin{};
    Uint256 end{};
    std::uint32_t hops = 0;
};

class AccountBackward {
public:
    AccountBackward(const AccountRows& rows, std::uint64_t transfer,
                    const AccountTraceOptions& options)
        : rows_(rows),
          options_(options),
          bands_(rows, options.policy),
          plan_(rows),
          start_(transfer) {
        trace_.policy = options.policy;
    }

    AccountTrace run() &&;

private:
    /// A transfer as its receiver got it, or (true) as its sender gave it for something else.
    using Wanted = std::pair<std::uint64_t, bool>;

    void visit(Wanted wanted, const std::vector<Range>& ranges);
    bool is_over();
    bool ends_on_arrival(std::uint64_t transfer, const std::vector<Range>& ranges);
    std::optional<EndKind> source_kind(std::uint64_t transfer) const;
    void go_on(std::uint64_t transfer, const std::vector<Range>& ranges);
    void want_part(std::uint64_t transfer, const BandPart& part, const Range& range);
    void note_pass(std::uint64_t transfer, const std::vector<Range>& ranges);
    void end(EndKind kind, std::uint64_t transfer, const std::vector<Range>& ranges);
    void end_limit(Limit limit, std::uint64_t transfer, const std::vector<Range>& ranges);
    AccountTrace finish();

    const AccountRows& rows_;
    const AccountTraceOptions& options_;
    AccountBands bands_;
    TransactionPlan plan_;
    std::uint64_t start_;
    std::map<Wanted, std::vector<Range>> wanted_;
    std::set<std::uint64_t> touched_;  ///< Transactions.
    std::map<std::pair<EndKind, std::uint64_t>, AccountEnd> ends_;
    std::map<std::pair<std::uint64_t, std::uint64_t>, Uint256> way_;
    std::map<std::uint64_t, AccountPass> passes_;
    std::map<std::uint32_t, Uint256> outside_;
    std::uint64_t visited_ = 0;
    AccountTrace trace_;
};

AccountTrace AccountBackward::run() && {
    plan_.make(rows_.columns().transaction_of(start_));
    // What is asked for is what its sender gave.
    const bool as_given = plan_.rows()[start_ - plan_.transfers().begin].is_given();
    wanted_[{start_, as_given}] = {{0, rows_.columns().amount(start_), 0}};
    while (!wanted_.empty()) {
        // The latest first, so that a queue is read once.
        const auto latest = std::prev(wanted_.end());
        const Wanted wanted = latest->first;
        const std::vector<Range> ranges = std::move(latest->second);
        wanted_.erase(latest);
        if (is_over()) {
            end(EndKind::limit, wanted.first, ranges);
            continue;
        }
        visit(wanted, ranges);
    }
    return finish();
}

bool AccountBackward::is_over() {
    if (touched_.size() >= options_.transactions_max) trace_.limits |= limit_transactions;
    if (options_.out_of_time && visited_++ % 1024 == 0 && options_.out_of_time()) {
        trace_.limits |= limit_time;
    }
    return (trace_.limits & (limit_transactions | limit_time)) != 0;
}

void AccountBackward::visit(Wanted wanted, const std::vector<Range>& ranges) {
    const auto [transfer, as_given] = wanted;
    if (!as_given && ends_on_arrival(transfer, ranges)) return;
    note_pass(transfer, ranges);
    const auto kind = source_kind(transfer);
    if (kind) return end(*kind, transfer, ranges);
    go_on(transfer, ranges);
}

/// What its receiver got for something else did not come with it.
bool AccountBackward::ends_on_arrival(std::uint64_t transfer, const std::vector<Range>& ranges) {
    plan_.make(rows_.columns().transaction_of(transfer));
    const PlanRow& row = plan_.rows()[transfer - plan_.transfers().begin];
    if (row.wrapped_from != kNone) {
        const std::uint64_t given = plan_.rows()[row.wrapped_from].transfer;
        std::vector<Range>& wanted = wanted_[{given, true}];
        wanted.insert(wanted.end(), ranges.begin(), ranges.end());
        for (const Range& range : ranges) way_[{transfer, given}] += range.end - range.begin;
        return true;
    }
    if (row.is_got() || row.is_given()) {
        end(EndKind::swap, transfer, ranges);
        return true;
    }
    if (transfer == start_) return false;
    if (row.kind == TransferKind::fee && !options_.follow_fees) {
        end(EndKind::fee, transfer, ranges);
        return true;
    }
    if (row.kind == TransferKind::redeem) {
        end(EndKind::burned, transfer, ranges);
        return true;
    }
    return false;
}

/// Where money begins.
std::optional<EndKind> AccountBackward::source_kind(std::uint64_t transfer) const {
    const graph::AccountColumns& columns = rows_.columns();
    const std::uint32_t from = columns.froms[transfer];
    const TransferKind kind = columns.movement(transfer).kind;
    if (kind == TransferKind::opening) return EndKind::opening;
    if (columns.account_kinds[from] == model::AccountKind::minted || kind == TransferKind::issue ||
        kind == TransferKind::reward) {
        return EndKind::coinbase;
    }
    if (rows_.is_border(from)) return EndKind::opening;
    if (rows_.is_pool(from)) return std::nullopt;
    return stop_of_account(rows_, options_, from);
}

void AccountBackward::go_on(std::uint64_t transfer, const std::vector<Range>& ranges) {
    const graph::AccountColumns& columns = rows_.columns();
    const bool is_pool = rows_.is_pool(columns.froms[transfer]);
    std::vector<Range> followed;
    std::vector<Range> too_far;
    for (Range range : ranges) {
        if (!is_pool && range.hops >= options_.hops_max) {
            too_far.push_back(range);
        } else {
            range.hops += is_pool ? 0 : 1;
            followed.push_back(range);
        }
    }
    if (!too_far.empty()) end_limit(limit_hops, transfer, too_far);
    if (followed.empty()) return;
    touched_.insert(columns.transaction_of(transfer));
    Uint256 position;
    for (const BandPart& part : bands_.of(transfer)) {
        const Uint256 until = position + part.length;
        for (const Range& range : followed) {
            const Uint256 begin = std::max(range.begin, position);
            const Uint256 end = std::min(range.end, until);
            if (begin < end)
                want_part(transfer, part, {begin - position, end - position, range.hops});
        }
        position = until;
    }
}

/// `range` counts from the part's first unit.
void AccountBackward::want_part(std::uint64_t transfer, const BandPart& part, const Range& range) {
    const Uint256 length = range.end - range.begin;
    if (part.source == kNoTransfer) {
        Uint256& outside = outside_[rows_.columns().movement(transfer).asset];
        outside = add(outside, length).value_or(outside);
        const std::uint32_t hops =
            range.hops - (rows_.is_pool(rows_.columns().froms[transfer]) ? 0 : 1);
        end_limit(limit_outside, transfer, {{range.begin, range.end, hops}});
        return;
    }
    const Uint256 begin = part.begin + (part.reversed ? part.length - range.end : range.begin);
    wanted_[{part.source, false}].push_back({begin, begin + length, range.hops});
    way_[{transfer, part.source}] += length;
}

void AccountBackward::note_pass(std::uint64_t transfer, const std::vector<Range>& ranges) {
    const std::uint32_t from = rows_.columns().froms[transfer];
    const auto mark = mark_of_account(rows_, options_.marks, from);
    if (!mark || !mark->listed) return;
    AccountPass& pass = passes_[transfer];
    pass.transfer = transfer;
    pass.account = from;
    for (const Range& range : ranges) pass.amount += range.end - range.begin;
}

void AccountBackward::end_limit(Limit limit, std::uint64_t transfer,
                                const std::vector<Range>& ranges) {
    trace_.limits |= limit;
    end(EndKind::limit, transfer, ranges);
}

void AccountBackward::end(EndKind kind, std::uint64_t transfer, const std::vector<Range>& ranges) {
    const graph::AccountColumns& columns = rows_.columns();
    const auto [at, is_new] = ends_.try_emplace({kind, transfer});
    AccountEnd& end = at->second;
    if (is_new) {
        end.kind = kind;
        end.transfer = transfer;
        end.account = columns.froms[transfer];
        end.asset = columns.movement(transfer).asset;
        end.hops = ranges.front().hops;
    }
    for (const Range& range : ranges) {
        end.amount += range.end - range.begin;
        end.hops = std::min(end.hops, range.hops);
    }
}

AccountTrace AccountBackward::finish() {
    const graph::AccountColumns& columns = rows_.columns();
    const Uint256 amount = columns.amount(start_);
    std::map<std::pair<EndKind, std::uint32_t>, AccountEndSum> sums;
    Uint256 found;
    for (const auto& [key, end] : ends_) {
        found += end.amount;  // Wraps are one to one, and other exchanges are ends.
        AccountEndSum& sum = sums[{end.kind, end.asset}];
        sum = {end.kind, end.asset, sum.count + 1, sum.amount + end.amount};
        trace_.ends.push_back(end);
    }
    PELF_CHECK(found == amount);
    for (const auto& [key, sum] : sums) trace_.sums.push_back(sum);
    for (const auto& [transfer, pass] : passes_) trace_.passes.push_back(pass);
    for (const auto& [asset, outside] : outside_) trace_.outside.push_back({asset, outside});
    if (options_.keep_way) {
        for (const auto& [step, units] : way_)
            trace_.way.push_back({step.first, step.second, units});
    }
    trace_.seeds.push_back({0, columns.movement(start_).asset, amount, 0});
    trace_.transactions_touched = touched_.size();
    return std::move(trace_);
}

}  // namespace

AccountTrace trace_accounts_backward(const graph::AccountColumns& columns, std::uint64_t transfer,
                                     const AccountTraceOptions& options) {
    PELF_CHECK(options.policy == Policy::fifo || options.policy == Policy::lifo);
    PELF_CHECK(transfer < columns.transfers_count);
    const AccountRows rows(columns, options.tagged);
    return AccountBackward(rows, transfer, options).run();
}

}  // namespace pelf::analyze
