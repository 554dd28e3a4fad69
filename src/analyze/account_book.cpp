// SPDX-License-Identifier: Apache-2.0
#include "analyze/account_book.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "analyze/account_stops.hpp"
#include "base/check.hpp"

namespace pelf::analyze {
namespace {

/// Sums of many places may pass what a place can hold.
Uint256 sum_at_most(const Uint256& a, const Uint256& b) {
    return add(a, b).value_or(kUint256Max);
}

/// Returns how much of the seed has a title already.
Uint256 lay_seed(const AccountSeed& seed, std::uint32_t title, std::vector<AccountFragment>& band) {
    std::vector<AccountFragment> laid;
    Uint256 before = seed.first;
    Uint256 left = seed.amount;
    Uint256 overlap;
    for (AccountFragment& fragment : band) {
        const Uint256 skipped = std::min(before, fragment.amount);
        const Uint256 part = std::min(left, fragment.amount - skipped);
        before -= skipped;
        left -= part;
        if (fragment.is_tainted()) {
            overlap += part;
            laid.push_back(fragment);
            continue;
        }
        if (!skipped.is_zero()) laid.push_back(cut_off(fragment, skipped));
        if (!part.is_zero()) {
            laid.push_back(cut_off(fragment, part));
            laid.back().origin = part;
            laid.back().title = title;
            laid.back().since = kNoTransfer;
        }
        if (!fragment.amount.is_zero()) laid.push_back(fragment);
    }
    band = std::move(laid);
    return overlap;
}

}  // namespace

AccountBook::AccountBook(const AccountRows& rows, std::span<const AccountSeed> seeds,
                         const AccountTraceOptions& options)
    : rows_(rows), options_(options), seeds_(seeds.begin(), seeds.end()) {
    const graph::AccountColumns& columns = rows.columns();
    trace_.policy = options.policy;
    std::ranges::stable_sort(seeds_, {}, &AccountSeed::transfer);
    for (AccountSeed& seed : seeds_) {
        PELF_CHECK(seed.transfer < columns.transfers_count && seed.label <= kLabelMax);
        const Uint256 whole = columns.amount(seed.transfer);
        PELF_CHECK(seed.first < whole && seed.amount <= whole - seed.first);
        if (seed.amount.is_zero()) seed.amount = whole - seed.first;
        if (seeded_.empty() || seeded_.back() != seed.transfer) seeded_.push_back(seed.transfer);
        titles_.push_back({seed.label, columns.movement(seed.transfer).asset});
    }
    std::ranges::sort(titles_);
    const auto again = std::ranges::unique(titles_);
    titles_.erase(again.begin(), again.end());
    accounts_.resize(titles_.size());
}

AccountBook::Account& AccountBook::of(std::uint32_t title) {
    Account& account = accounts_[title];
    if (!account.changed) changed_.push_back(title);
    account.changed = true;
    return account;
}

bool AccountBook::lay_seeds(std::uint64_t transfer, std::vector<AccountFragment>& band) {
    const auto of_transfer = std::ranges::equal_range(seeds_, transfer, {}, &AccountSeed::transfer);
    if (of_transfer.empty()) return false;
    const std::uint32_t asset = rows_.columns().movement(transfer).asset;
    for (const AccountSeed& seed : of_transfer) {
        const auto title = static_cast<std::uint32_t>(
            std::ranges::lower_bound(titles_, Title{seed.label, asset}) - titles_.begin());
        Account& account = of(title);
        account.seeded += seed.amount;
        account.overlap += lay_seed(seed, title, band);
    }
    if (options_.policy == Policy::poison && !band.empty()) {
        // Tainted money taints the whole transfer.
        AccountFragment whole = *std::ranges::find_if(band, &AccountFragment::is_tainted);
        whole.amount = rows_.columns().amount(transfer);
        whole.origin = 0;
        band = {whole};
    }
    return !std::ranges::all_of(of_transfer, &AccountSeed::is_carried);
}

std::optional<EndKind> AccountBook::stop_at(std::uint64_t transfer, bool is_seed) const {
    const graph::AccountColumns& columns = rows_.columns();
    const std::uint32_t account = columns.tos[transfer];
    const model::TransferKind kind = columns.movement(transfer).kind;
    if (!is_seed) {
        if (kind == model::TransferKind::fee && !options_.follow_fees) return EndKind::fee;
        const auto stop = stop_of_account(rows_, options_, account);
        if (stop) return stop;
    }
    if (rows_.is_outside(account)) return EndKind::bridge;
    if (rows_.is_border(account)) return EndKind::burned;
    if (!is_seed && kind == model::TransferKind::redeem) return EndKind::burned;
    if (is_open_account(rows_, options_, account)) return EndKind::limit;
    return std::nullopt;
}

void AccountBook::note_way(std::uint64_t transfer, std::span<const AccountFragment> band) {
    if (!options_.keep_way) return;
    for (const AccountFragment& fragment : band) {
        if (fragment.is_tainted()) {
            trace_.way.push_back({transfer, fragment.since, fragment.amount});
        }
    }
}

void AccountBook::note_pass(std::uint64_t transfer, const Uint256& tainted) {
    const std::uint32_t account = rows_.columns().tos[transfer];
    const auto mark = mark_of_account(rows_, options_.marks, account);
    if (mark && mark->listed) trace_.passes.push_back({transfer, account, tainted});
}

void AccountBook::note_outside(std::uint32_t asset, const Uint256& amount) {
    add_limit(limit_outside);
    Uint256& sum = outside_[asset];
    sum = sum_at_most(sum, amount);
}

void AccountBook::add_crossing(Crossing crossing, std::span<const AccountFragment> got) {
    crossing.origins = origins_of(got);
    trace_.crossings.push_back(std::move(crossing));
}

void AccountBook::end(EndKind kind, std::uint64_t transfer, const AccountFragment& fragment,
                      bool at_sender) {
    of(fragment.title).ended += fragment.origin;
    pieces_.push_back({kind, transfer, at_sender, fragment});
}

void AccountBook::held(std::span<const AccountFragment> fragments, bool now) {
    for (const AccountFragment& fragment : fragments) {
        if (!fragment.is_tainted()) continue;
        Uint256& held = of(fragment.title).held;
        if (now) {
            held += fragment.origin;
        } else {
            held -= fragment.origin;
        }
    }
}

void AccountBook::check_conserved() {
    for (const std::uint32_t title : changed_) {
        Account& account = accounts_[title];
        account.changed = false;
        PELF_CHECK(!is_conserving(options_.policy) ||
                   account.held + account.ended == account.seeded - account.overlap);
    }
    changed_.clear();
}

std::vector<OriginAmount> AccountBook::origins_of(
    std::span<const AccountFragment> fragments) const {
    if (!is_conserving(options_.policy)) return {};
    std::map<std::uint32_t, OriginAmount> by_title;
    for (const AccountFragment& fragment : fragments) {
        if (!fragment.is_tainted()) continue;
        const Title& title = titles_[fragment.title];
        OriginAmount& sum = by_title[fragment.title];
        sum.label = title.label;
        sum.origin_asset = title.asset;
        sum.amount = sum_at_most(sum.amount, fragment.amount);
        sum.origin += fragment.origin;
    }
    std::vector<OriginAmount> origins;
    origins.reserve(by_title.size());
    for (const auto& [title, sum] : by_title) origins.push_back(sum);
    return origins;
}

AccountEnd AccountBook::merged(std::span<const Piece> pieces) const {
    const graph::AccountColumns& columns = rows_.columns();
    const Piece& first = pieces.front();
    AccountEnd end{.kind = first.kind,
                   .transfer = first.transfer,
                   .account = (first.at_sender ? columns.froms : columns.tos)[first.transfer],
                   .asset = columns.movement(first.transfer).asset,
                   .hops = first.fragment.hops};
    std::vector<AccountFragment> fragments;
    for (const Piece& piece : pieces) {
        end.amount = sum_at_most(end.amount, piece.fragment.amount);
        end.hops = std::min(end.hops, piece.fragment.hops);
        fragments.push_back(piece.fragment);
    }
    end.origins = origins_of(fragments);
    return end;
}

void AccountBook::merge_ends() {
    const auto key = [](const Piece& piece) {
        return std::tuple(piece.kind, piece.transfer, piece.at_sender);
    };
    std::ranges::stable_sort(pieces_, {}, key);
    std::map<std::pair<EndKind, std::uint32_t>, AccountEndSum> sums;
    for (std::size_t begin = 0; begin < pieces_.size();) {
        std::size_t end = begin;
        while (end < pieces_.size() && key(pieces_[end]) == key(pieces_[begin])) ++end;
        trace_.ends.push_back(merged(std::span(pieces_).subspan(begin, end - begin)));
        const AccountEnd& last = trace_.ends.back();
        AccountEndSum& sum = sums[{last.kind, last.asset}];
        sum.kind = last.kind;
        sum.asset = last.asset;
        ++sum.count;
        sum.amount = sum_at_most(sum.amount, last.amount);
        begin = end;
    }
    for (const auto& [kind_and_asset, sum] : sums) trace_.sums.push_back(sum);
    // Both sides of one transfer: rare, and the sender's may have the lower number.
    std::ranges::sort(trace_.ends, {}, [](const AccountEnd& end) {
        return std::tuple(end.kind, end.transfer, end.account);
    });
}

void AccountBook::merge_way() {
    std::ranges::sort(trace_.way, {}, [](const AccountStep& step) {
        return std::tuple(step.transfer, step.source);
    });
    std::vector<AccountStep> merged;
    for (const AccountStep& step : trace_.way) {
        if (!merged.empty() && merged.back().transfer == step.transfer &&
            merged.back().source == step.source) {
            merged.back().amount = sum_at_most(merged.back().amount, step.amount);
        } else {
            merged.push_back(step);
        }
    }
    trace_.way = std::move(merged);
}

void AccountBook::merge_crossings() {
    const auto key = [](const Crossing& crossing) {
        return std::tuple(crossing.transaction, crossing.giver, crossing.receiver,
                          crossing.given_asset, crossing.got_asset);
    };
    std::ranges::stable_sort(trace_.crossings, {}, key);
    std::vector<Crossing> merged;
    for (Crossing& crossing : trace_.crossings) {
        if (merged.empty() || key(merged.back()) != key(crossing)) {
            merged.push_back(std::move(crossing));
            continue;
        }
        Crossing& last = merged.back();
        last.given = sum_at_most(last.given, crossing.given);
        last.got = sum_at_most(last.got, crossing.got);
        for (const OriginAmount& more : crossing.origins) {
            const auto same = [](const OriginAmount& origin) {
                return std::pair(origin.label, origin.origin_asset);
            };
            const auto at = std::ranges::lower_bound(last.origins, same(more), {}, same);
            if (at == last.origins.end() || same(*at) != same(more)) {
                last.origins.insert(at, more);
            } else {
                at->amount = sum_at_most(at->amount, more.amount);
                at->origin += more.origin;
            }
        }
    }
    trace_.crossings = std::move(merged);
}

AccountTrace AccountBook::finish() && {
    check_conserved();
    merge_ends();
    merge_way();
    for (std::size_t i = 0; i < titles_.size(); ++i) {
        const Account& account = accounts_[i];
        PELF_CHECK(account.held.is_zero());
        trace_.seeds.push_back(
            {titles_[i].label, titles_[i].asset, account.seeded, account.overlap});
    }
    for (const auto& [asset, amount] : outside_) trace_.outside.push_back({asset, amount});
    std::ranges::sort(trace_.passes, {}, &AccountPass::transfer);
    merge_crossings();
    std::ranges::sort(trace_.lowest_balances, {}, [](const LowestBalance& lowest) {
        return std::pair(lowest.account, lowest.asset);
    });
    return std::move(trace_);
}

}  // namespace pelf::analyze
