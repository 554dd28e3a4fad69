// SPDX-License-Identifier: Apache-2.0
//
// For tests and fuzzing: backward tracing over accounts one unit at a time, as docs/trace.md says
// it. Not part of the library.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "analyze/account_random.hpp"
#include "analyze/account_trace.hpp"
#include "analyze/account_twin.hpp"

namespace pelf::analyze::testing {

class AccountBackwardTwin {
public:
    /// Without limits on transactions and time.
    static AccountTrace run(const PlainHistory& history, std::size_t transfer,
                            const AccountTraceOptions& options) {
        AccountBackwardTwin twin(history, transfer, options);
        for (std::size_t unit = 0; Uint256(unit) < twin.at(transfer).amount; ++unit) {
            twin.follow(unit);
        }
        return twin.finished();
    }

private:
    using Kind = model::TransferKind;

    AccountBackwardTwin(const PlainHistory& history, std::size_t transfer,
                        const AccountTraceOptions& options)
        : history_(history), options_(options), start_(transfer) {
        AccountTraceOptions plain;
        plain.policy = options.policy;
        plain.tagged = options.tagged;
        bands_ = AccountTwin::bands(history, plain);
    }

    const PlainTransfer& at(std::size_t row) const { return history_.transfers[row]; }
    model::AccountKind kind_of(std::uint32_t account) const { return history_.kinds[account]; }

    void follow(std::size_t unit) {
        std::size_t row = start_;
        bool as_given = bands_.given.contains(row);
        std::uint32_t hops = 0;
        while (true) {
            if (!as_given && bands_.wrapped_from.contains(row)) {
                way_[{row, bands_.wrapped_from.at(row)}] += 1;
                row = bands_.wrapped_from.at(row);
                as_given = true;
            }
            const auto ended = end_of(row, as_given);
            if (ended) return end(*ended, row, hops);
            const bool from_pool = kind_of(at(row).from) == model::AccountKind::pool;
            if (!from_pool && hops >= options_.hops_max) {
                trace_.limits |= limit_hops;
                return end(EndKind::limit, row, hops);
            }
            touched_.insert(at(row).transaction);
            const TwinUnit source = bands_.units.at(row).at(unit);
            if (!source) {
                trace_.limits |= limit_outside;
                outside_[at(row).asset] += 1;
                return end(EndKind::limit, row, hops);
            }
            if (!from_pool) ++hops;
            way_[{row, source->first}] += 1;
            row = source->first;
            unit = source->second;
            as_given = false;
        }
    }

    std::optional<EndKind> end_of(std::size_t row, bool as_given) {
        const PlainTransfer& transfer = at(row);
        if (!as_given) {
            if (bands_.got.contains(row) || bands_.given.contains(row)) return EndKind::swap;
            if (row != start_ && transfer.kind == Kind::fee && !options_.follow_fees) {
                return EndKind::fee;
            }
            if (row != start_ && transfer.kind == Kind::redeem) return EndKind::burned;
        }
        const auto mark = mark_of(transfer.from);
        if (mark.listed) passes_[row] += 1;
        if (transfer.kind == Kind::opening) return EndKind::opening;
        if (kind_of(transfer.from) == model::AccountKind::minted) return EndKind::coinbase;
        if (transfer.kind == Kind::issue || transfer.kind == Kind::reward) return EndKind::coinbase;
        if (kind_of(transfer.from) == model::AccountKind::outside ||
            kind_of(transfer.from) == model::AccountKind::burned) {
            return EndKind::opening;
        }
        if (kind_of(transfer.from) == model::AccountKind::pool) return std::nullopt;
        if (mark.stop != StopKind::none) {
            constexpr EndKind kKinds[] = {EndKind::unspent, EndKind::service, EndKind::mixer,
                                          EndKind::bridge};
            if (!options_.stop_at_marks) return std::nullopt;
            return kKinds[static_cast<std::size_t>(mark.stop)];
        }
        if (options_.tagged == TaggedAccounts::stop &&
            kind_of(transfer.from) == model::AccountKind::xrpl_tagged) {
            return EndKind::service;
        }
        return std::nullopt;
    }

    AddressMark mark_of(std::uint32_t account) const {
        AddressMark merged;
        if (options_.marks == nullptr) return merged;
        for (const std::uint32_t marked : {account, history_.holders[account]}) {
            const auto mark = options_.marks->find(marked);
            if (!mark) continue;
            merged.stop = std::max(merged.stop, mark->stop);
            merged.listed = merged.listed || mark->listed;
        }
        return merged;
    }

    void end(EndKind kind, std::size_t row, std::uint32_t hops) {
        const auto [place, is_new] = ends_.try_emplace({kind, row});
        AccountEnd& end = place->second;
        if (is_new) end = {kind, row, at(row).from, at(row).asset, 0, hops};
        end.amount += 1;
        end.hops = std::min(end.hops, hops);
    }

    AccountTrace finished() {
        trace_.policy = options_.policy;
        std::map<std::pair<EndKind, std::uint32_t>, AccountEndSum> sums;
        for (const auto& [key, end] : ends_) {
            trace_.ends.push_back(end);
            AccountEndSum& sum = sums[{end.kind, end.asset}];
            sum = {end.kind, end.asset, sum.count + 1, sum.amount + end.amount};
        }
        for (const auto& [key, sum] : sums) trace_.sums.push_back(sum);
        for (const auto& [row, amount] : passes_) {
            trace_.passes.push_back({row, at(row).from, amount});
        }
        for (const auto& [asset, amount] : outside_) trace_.outside.push_back({asset, amount});
        for (const auto& [step, amount] : way_) {
            if (options_.keep_way) trace_.way.push_back({step.first, step.second, amount});
        }
        trace_.seeds.push_back({0, at(start_).asset, at(start_).amount, 0});
        trace_.transactions_touched = touched_.size();
        return trace_;
    }

    const PlainHistory& history_;
    const AccountTraceOptions& options_;
    std::size_t start_;
    TwinBands bands_;
    std::set<std::size_t> touched_;
    std::map<std::pair<EndKind, std::size_t>, AccountEnd> ends_;
    std::map<std::pair<std::size_t, std::size_t>, Uint256> way_;
    std::map<std::size_t, Uint256> passes_;
    std::map<std::uint32_t, Uint256> outside_;
    AccountTrace trace_;
};

}  // namespace pelf::analyze::testing
