// SPDX-License-Identifier: Apache-2.0
//
// For tests and fuzzing: small random account ledgers with every oddity a trace must survive, as
// columns and as a plain list that the twins read. Not part of the library.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "analyze/account_trace.hpp"
#include "graph/memory_accounts.hpp"
#include "model/account_block.hpp"

namespace pelf::analyze::testing {

/// A number from 0 to below the argument, which is at least 1. From a generator or fuzz bytes.
using Choose = std::function<std::uint64_t(std::uint64_t)>;

struct PlainTransfer {
    std::size_t transaction = 0;
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    std::uint32_t asset = 0;
    model::TransferKind kind = model::TransferKind::payment;
    Uint256 amount{};
};

struct PlainHistory {
    std::vector<PlainTransfer> transfers;
    std::vector<std::vector<std::size_t>> transactions;  ///< Transfers of each.
    std::vector<model::AccountKind> kinds;               ///< By account.
    std::vector<std::uint32_t> holders;                  ///< By account.
    graph::MemoryAccounts columns;
};

class RandomHistory {
public:
    /// `small`: amounts of at most 12 units.
    static PlainHistory make(const Choose& choose, bool small = false) {
        RandomHistory random(choose);
        random.wide_ = random.wide_ && !small;
        random.add_transactions();
        return random.finished();
    }

private:
    using Kind = model::TransferKind;
    struct Draft {
        std::size_t from = 0;
        std::size_t to = 0;
        std::size_t asset = 0;
        Kind kind = Kind::payment;
        Uint256 amount{};
    };
    // Names: five accounts, a holder and two of its tags, one tag of an unseen holder, the rest.
    static constexpr std::size_t kOrdinary = 9;
    static constexpr std::size_t kPool = 9;
    static constexpr std::size_t kMinted = 10;
    static constexpr std::size_t kBurned = 11;
    static constexpr std::size_t kOutside = 12;
    static constexpr std::size_t kNames = 13;
    static constexpr std::size_t kAssets = 3;

    explicit RandomHistory(const Choose& choose) : choose_(choose) {
        for (bool& feature : features_) feature = choose_(3) == 0;
        honest_ = choose_(3) != 0;
        wide_ = choose_(8) == 0;
    }

    static model::AccountName name_of(std::size_t account) {
        std::array<std::byte, 24> bytes{};
        if (account < 5) {
            bytes[0] = static_cast<std::byte>(account + 1);
            return model::AccountName::of(model::AccountKind::evm, std::span(bytes).first(20));
        }
        if (account == 5) {
            return model::AccountName::of(model::AccountKind::xrpl, std::span(bytes).first(20));
        }
        if (account < kOrdinary) {
            bytes[0] = account == 8 ? std::byte{9} : std::byte{0};
            bytes[23] = static_cast<std::byte>(account);
            return model::AccountName::of(model::AccountKind::xrpl_tagged, bytes);
        }
        constexpr model::AccountKind kKinds[] = {
            model::AccountKind::pool, model::AccountKind::minted, model::AccountKind::burned,
            model::AccountKind::outside};
        return model::AccountName::of(kKinds[account - kOrdinary], {});
    }

    static model::AssetName asset_of(std::size_t asset) {
        const std::array bytes{std::byte{'A'}, std::byte{'B'}, static_cast<std::byte>('C' + asset)};
        return model::AssetName::of(model::AssetKind::currency, bytes);
    }

    void add_transactions() {
        for (std::uint64_t i = 1 + choose_(3); i > 0; --i) {
            begin();
            for (std::uint64_t row = 1 + choose_(5); row > 0; --row) {
                add(choose_(2) == 0 ? kMinted : kOutside, choose_(kOrdinary), any_asset(),
                    Kind::opening, some_amount());
            }
        }
        for (std::uint64_t i = 1 + choose_(16); i > 0; --i) {
            begin();
            add_rows();
            if (now_.empty()) add_plain();
            if (choose_(3) == 0) std::ranges::reverse(now_);
            if (now_.size() > 1 && choose_(4) == 0)
                std::swap(now_.front(), now_[choose_(now_.size())]);
        }
        begin();
    }

    void add_rows() {
        for (std::uint64_t part = 1 + choose_(2); part > 0; --part) {
            const std::uint64_t turn = choose_(8);
            if (turn == 0 && features_[0]) {
                add_swap(choose_(2) == 0);
            } else if (turn == 1 && features_[0]) {
                add_payment_in_another_asset();
            } else if (turn == 2 && features_[1]) {
                add_wrap();
            } else if (turn == 3 && features_[2]) {
                add_reversal();
            } else if (turn == 4 && features_[3]) {
                for (std::uint64_t row = 1 + choose_(5); row > 0; --row) add_anything();
            } else {
                for (std::uint64_t row = 1 + choose_(4); row > 0; --row) add_plain();
            }
        }
    }

    void begin() {
        if (!now_.empty()) drafts_.push_back(std::move(now_));
        now_.clear();
    }

    std::size_t any_asset() { return choose_(3) == 0 ? choose_(kAssets) : 0; }

    Uint256 some_amount() {
        const Uint256 amount = 1 + choose_(12);
        if (!wide_) return amount;
        std::array<std::uint64_t, 4> limbs{amount.low(), choose_(3), 0, choose_(3)};
        return Uint256(limbs);
    }

    Uint256& balance(std::size_t account, std::size_t asset) {
        return balances_[account * kAssets + asset];
    }

    void add(std::size_t from, std::size_t to, std::size_t asset, Kind kind, Uint256 amount) {
        if (from < kOrdinary) {
            Uint256& held = balance(from, asset);
            if (honest_ && choose_(20) != 0) amount = std::min(amount, held);
            held -= std::min(held, amount);
        }
        if (amount.is_zero()) return;
        if (to < kOrdinary) balance(to, asset) += amount;
        now_.push_back({from, to, asset, kind, amount});
    }

    /// An account that has some of the asset, mostly.
    std::size_t giver(std::size_t asset) {
        const std::size_t first = choose_(kOrdinary);
        for (std::size_t i = 0; i < kOrdinary; ++i) {
            const std::size_t account = (first + i) % kOrdinary;
            if (!balance(account, asset).is_zero()) return account;
        }
        return first;
    }

    void add_plain() {
        const std::size_t asset = any_asset();
        constexpr Kind kKinds[] = {Kind::payment, Kind::payment, Kind::internal, Kind::token,
                                   Kind::fee,     Kind::redeem,  Kind::hold};
        const Kind kind = kKinds[choose_(7)];
        const std::size_t to = choose_(10) == 0 ? kBurned + choose_(2) : choose_(kOrdinary);
        const Uint256 amount = some_amount();
        add(giver(asset), to, asset, kind, amount);
    }

    void add_swap(bool through_pool) {
        const std::size_t given = choose_(kAssets);
        const std::size_t got = (given + 1 + choose_(kAssets - 1)) % kAssets;
        const std::size_t a = giver(given);
        const std::size_t b = giver(got);
        const Uint256 x = some_amount();
        const Uint256 y = some_amount();
        if (through_pool) {
            for (const auto& [from, to, asset, amount] :
                 {std::tuple(a, b, given, x), std::tuple(b, a, got, y)}) {
                add(from, kPool, asset, Kind::swap, amount);
                if (now_.empty()) continue;
                add(kPool, to, asset, Kind::swap, now_.back().amount);
            }
        } else {
            add(a, b, given, Kind::swap, x);
            add(b, a, got, Kind::swap, y);
            if (choose_(3) == 0) add(kMinted, a, choose_(kAssets), Kind::swap, some_amount());
            if (choose_(3) == 0) add(choose_(kOrdinary), a, got, Kind::issue, some_amount());
            if (choose_(3) == 0) add(a, choose_(kOrdinary), given, Kind::redeem, some_amount());
            if (choose_(3) == 0) add(a, b, choose_(kAssets), Kind::swap, some_amount());
        }
    }

    /// One pays, a maker changes, another is paid.
    void add_payment_in_another_asset() {
        const std::size_t given = choose_(kAssets);
        const std::size_t got = (given + 1) % kAssets;
        const Kind kind = choose_(2) == 0 ? Kind::payment : Kind::swap;
        const std::size_t maker = choose_(kOrdinary);
        const Uint256 x = some_amount();
        const Uint256 y = some_amount();
        add(giver(given), kPool, given, kind, x);
        add(kPool, maker, given, Kind::swap, x);
        add(maker, kPool, got, Kind::swap, y);
        add(kPool, choose_(kOrdinary), got, kind, y);
    }

    void add_wrap() {
        const std::size_t given = choose_(kAssets);
        const std::size_t got = (given + 1) % kAssets;
        const std::size_t account = giver(given);
        // As a rule one of the two is an ordinary transfer.
        const std::uint64_t ordinary = choose_(3);
        add(account, choose_(2) == 0 ? kBurned : choose_(kOrdinary), given,
            ordinary == 1 ? Kind::internal : Kind::wrap, some_amount());
        if (now_.empty()) return;
        const Uint256 amount = choose_(6) == 0 ? some_amount() : now_.back().amount;
        add(choose_(2) == 0 ? kMinted : choose_(kOrdinary), account, got,
            ordinary == 2 ? Kind::payment : Kind::wrap, amount);
    }

    void add_reversal() {
        const auto& past = drafts_[choose_(drafts_.size())];
        const Draft& draft = past[choose_(past.size())];
        if (draft.to >= kOrdinary || draft.from >= kOrdinary) return;
        add(draft.to, draft.from, draft.asset, Kind::reversal, draft.amount);
    }

    void add_anything() {
        const std::size_t from = choose_(kNames);
        const std::size_t to = choose_(kNames);
        const std::size_t asset = choose_(kAssets);
        const auto kind = static_cast<Kind>(choose_(model::kTransferKindsCount));
        add(from, to, asset, kind, some_amount());
    }

    PlainHistory finished() {
        PlainHistory history;
        model::AccountBlock block;
        for (std::size_t i = 0; i < kNames; ++i) block.accounts.push_back(name_of(i));
        for (std::size_t i = 0; i < kAssets; ++i) block.assets.push_back(asset_of(i));
        for (const auto& transaction : drafts_) {
            model::AccountTransaction row;
            row.hash[0] = static_cast<std::byte>(block.transactions.size());
            row.transfers_count = static_cast<std::uint32_t>(transaction.size());
            block.transactions.push_back(row);
            for (const Draft& draft : transaction) {
                block.transfers.push_back(
                    {static_cast<std::uint32_t>(draft.from), static_cast<std::uint32_t>(draft.to),
                     static_cast<std::uint32_t>(draft.asset), draft.kind, draft.amount});
            }
        }
        history.columns.append(block);
        for (const auto& transaction : drafts_) {
            std::vector<std::size_t> rows;
            for (const Draft& draft : transaction) {
                rows.push_back(history.transfers.size());
                history.transfers.push_back({history.transactions.size(),
                                             *history.columns.find_account(name_of(draft.from)),
                                             *history.columns.find_account(name_of(draft.to)),
                                             *history.columns.find_asset(asset_of(draft.asset)),
                                             draft.kind, draft.amount});
            }
            history.transactions.push_back(std::move(rows));
        }
        const graph::AccountColumns columns = history.columns.columns();
        history.kinds.assign(columns.account_kinds.begin(), columns.account_kinds.end());
        history.holders.assign(columns.holders.begin(), columns.holders.end());
        return history;
    }

    const Choose& choose_;
    std::array<bool, 4> features_{};
    bool honest_ = false;
    bool wide_ = false;
    std::array<Uint256, kOrdinary * kAssets> balances_{};
    std::vector<std::vector<Draft>> drafts_;
    std::vector<Draft> now_;
};

/// Marks on some of the accounts.
inline AddressMarks random_account_marks(const Choose& choose) {
    std::vector<AddressMark> marks;
    for (std::uint64_t account = 0; account < 14; ++account) {
        if (choose(6) != 0) continue;
        marks.push_back({account, static_cast<StopKind>(choose(4)), choose(2) == 0});
    }
    return AddressMarks(std::move(marks));
}

inline std::vector<AccountSeed> random_account_seeds(const Choose& choose,
                                                     const PlainHistory& history) {
    std::vector<AccountSeed> seeds(1 + choose(4));
    for (AccountSeed& seed : seeds) {
        seed.transfer = choose(history.transfers.size());
        if (choose(2) == 0) seed.transfer /= 3;
        seed.label = static_cast<std::uint32_t>(choose(3));
        const Uint256& whole = history.transfers[seed.transfer].amount;
        if (choose(4) == 0) seed.first = std::min(whole - 1, Uint256(choose(6)));
        if (choose(3) == 0) seed.amount = std::min(whole - seed.first, Uint256(1 + choose(8)));
        seed.is_carried = choose(4) == 0;
    }
    return seeds;
}

/// Often none.
inline std::vector<std::uint32_t> random_open_accounts(const Choose& choose) {
    std::vector<std::uint32_t> open;
    if (choose(3) != 0) return open;
    for (std::uint32_t account = 0; account < 14; ++account) {
        if (choose(4) == 0) open.push_back(account);
    }
    return open;
}

/// All options but the policy and the open accounts.
inline AccountTraceOptions random_account_options(const Choose& choose, const AddressMarks& marks) {
    AccountTraceOptions options;
    if (choose(3) != 0) options.marks = &marks;
    options.stop_at_marks = choose(4) != 0;
    options.tagged = static_cast<TaggedAccounts>(choose(3));
    options.follow_fees = choose(3) == 0;
    options.cross_swaps = choose(4) != 0;
    options.keep_way = choose(2) == 0;
    if (choose(4) == 0) options.haircut_floor_ppm = static_cast<std::uint32_t>(choose(600'000));
    if (choose(5) == 0) options.hops_max = static_cast<std::uint32_t>(choose(4));
    if (choose(5) == 0) options.transactions_max = choose(6);
    return options;
}

}  // namespace pelf::analyze::testing
