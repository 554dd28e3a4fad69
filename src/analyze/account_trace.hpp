// SPDX-License-Identifier: Apache-2.0
//
// Where did the money go, where did it come from? Tracing on an account ledger (Ethereum, the XRP
// Ledger, a bank's books), in exact integers; the account's side of trace.hpp.
//
// A transfer does not say which units it takes: what an account holds of an asset is a queue of
// lots, in the order in which they came, and the policy says which of them a transfer takes.
//
//   policy          what a transfer takes                                    conserving
//   poison          tainted whole as soon as the account holds any           no
//   haircut         the share of the account that is tainted                 yes
//   fifo, lifo      the lots that came first; that came last                 yes
//   tiho, tilo      as dirty_first; of several transfers of one account in   yes
//                   a transaction the highest, the lowest takes taint first
//   dirty_first     tainted lots before the others                           yes
//   clean_first     tainted lots after the others                            yes
//   lowest_balance  as clean_first, and states the lowest balance since      yes
//
// Every fragment of traced money keeps its origin: the part of a seed that it stands for, in the
// unit of the seed. Without exchanges the two amounts are one; through an exchange the amount
// changes and the origin does not. For a conserving policy the origins of all ends and the overlap
// are the seeds, by label; checked on every transaction. Exact rules, exchanges, pools and tags
// among them: docs/trace.md, Accounts. Sources: Clayton's Case, 1816 (FIFO on a running account);
// In re Hallett's Estate, 1880 (the holder's own money is spent first); Roscoe v Winder, 1915
// (lowest balance).
//
// What the answer does not mean: see trace.hpp.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "analyze/address_marks.hpp"
#include "analyze/trace.hpp"
#include "base/uint256.hpp"
#include "graph/account_columns.hpp"

namespace pelf::analyze {

inline constexpr Policy kAllAccountPolicies[] = {
    Policy::poison, Policy::haircut,     Policy::fifo,        Policy::lifo,          Policy::tiho,
    Policy::tilo,   Policy::dirty_first, Policy::clean_first, Policy::lowest_balance};

inline constexpr std::uint64_t kNoTransfer = ~std::uint64_t{0};

/// A transfer, or some of its units, given as tainted on arrival. See Seed.
struct AccountSeed {
    std::uint64_t transfer = 0;
    std::uint32_t label = 0;  ///< At most kLabelMax.
    Uint256 first{};          ///< Where in the transfer it begins.
    Uint256 amount{};         ///< 0: up to the transfer's end.
    bool is_carried = false;  ///< As Seed::is_carried.
};

/// What becomes of traced money at an account with a destination tag whose holder has no mark.
enum class TaggedAccounts : std::uint8_t {
    stop,   ///< It ends as `service`: a tag names a customer of whoever holds the account.
    apart,  ///< Every tag is an account of its own.
    merge,  ///< Tagged accounts are one with their holder.
};

struct AccountTraceOptions {
    Policy policy = Policy::fifo;
    /// By account number; a mark counts for all tagged accounts of its account too.
    const AddressMarks* marks = nullptr;
    bool stop_at_marks = true;
    TaggedAccounts tagged = TaggedAccounts::stop;
    bool follow_fees = false;  ///< To whoever gets them.
    /// False: what is given in an exchange for another asset ends as `swap`.
    bool cross_swaps = true;
    bool keep_way = false;  ///< Fill AccountTrace::way: for paths and pictures.
    /// Haircut: what is below this share of a transfer is booked as residue and not followed.
    std::uint32_t haircut_floor_ppm = 0;
    std::uint32_t hops_max = ~std::uint32_t{0};
    /// After so many transactions that moved traced money, what is still held ends as limit.
    std::uint64_t transactions_max = ~std::uint64_t{0};
    /// Accounts of which not all transfers are in the columns, ascending: traced money that comes
    /// to them ends there as limit, since nobody knows what became of it. Where tags are merged, a
    /// holder stands for its tagged accounts. Must outlive the trace.
    std::span<const std::uint32_t> open_accounts{};
    std::function<bool()> out_of_time{};  ///< Asked every 1024 visited transactions; empty: never.
};

/// Traced money of one label and one asset of seeds.
struct OriginAmount {
    std::uint32_t label = 0;
    std::uint32_t origin_asset = 0;
    Uint256 amount{};  ///< In the asset of the place at hand.
    Uint256 origin{};  ///< In origin_asset: the part of the seeds that it stands for.

    bool operator==(const OriginAmount&) const = default;
};

struct AccountEnd {
    EndKind kind = EndKind::unspent;
    /// That brought the money here. For `swap`, and for a rest lost to rounding in an exchange:
    /// that gave it away. Backward: the transfer that is the source, or whose sender lacks one
    /// (limit).
    std::uint64_t transfer = 0;
    /// That holds it or got it; where the transfer gave it away, the giver.
    std::uint32_t account = 0;
    std::uint32_t asset = 0;
    Uint256 amount{};
    std::uint32_t hops = 0;  ///< Fewest transactions from a seed.
    /// Ascending by label, then asset. Empty under poison and backward.
    std::vector<OriginAmount> origins{};

    bool operator==(const AccountEnd&) const = default;
};

/// All ends of one kind in one asset.
struct AccountEndSum {
    EndKind kind = EndKind::unspent;
    std::uint32_t asset = 0;
    std::uint64_t count = 0;
    Uint256 amount{};  ///< At most 2^256 - 1, whatever the sum.

    bool operator==(const AccountEndSum&) const = default;
};

/// Traced money that reached an account marked as listed.
struct AccountPass {
    std::uint64_t transfer = 0;
    std::uint32_t account = 0;
    Uint256 amount{};

    bool operator==(const AccountPass&) const = default;
};

/// Traced money that left an account as one asset and came back as another, in one transaction.
struct Crossing {
    std::uint64_t transaction = 0;
    std::uint32_t giver = 0;     ///< Account.
    std::uint32_t receiver = 0;  ///< The same account, but where one pays and another is paid.
    std::uint32_t given_asset = 0;
    std::uint32_t got_asset = 0;
    Uint256 given{};                      ///< Traced, in given_asset.
    Uint256 got{};                        ///< Traced, in got_asset.
    std::vector<OriginAmount> origins{};  ///< Amounts as got. Empty under poison.

    bool operator==(const Crossing&) const = default;
};

/// Traced money that a transfer moved, and the transfer that had brought it before.
struct AccountStep {
    std::uint64_t transfer = 0;
    std::uint64_t source = kNoTransfer;  ///< kNoTransfer: it is a seed's own.
    Uint256 amount{};                    ///< In the asset of `transfer`.

    bool operator==(const AccountStep&) const = default;
};

struct AssetAmount {
    std::uint32_t asset = 0;
    Uint256 amount{};

    bool operator==(const AssetAmount&) const = default;
};

/// All seeds of one label in one asset.
struct AccountSeedSum {
    std::uint32_t label = 0;
    std::uint32_t asset = 0;
    Uint256 amount{};
    Uint256 overlap{};  ///< Of that, already tainted by an earlier seed.

    bool operator==(const AccountSeedSum&) const = default;
};

/// Under lowest_balance: what can be claimed of an account. `left` is never above `balance`.
struct LowestBalance {
    std::uint32_t account = 0;
    std::uint32_t asset = 0;
    Uint256 balance{};           ///< The lowest since traced money came last.
    std::uint64_t transfer = 0;  ///< After which it was reached first.
    Uint256 left{};              ///< Traced money still there.

    bool operator==(const LowestBalance&) const = default;
};

/// What one policy says.
struct AccountTrace {
    Policy policy = Policy::fifo;
    std::vector<AccountEnd> ends;     ///< By kind, transfer, account.
    std::vector<AccountEndSum> sums;  ///< By kind, asset.
    std::vector<AccountPass> passes;  ///< By transfer.
    std::vector<Crossing> crossings;  ///< By transaction, giver, receiver, given asset, got asset.
    std::vector<AccountStep> way;     ///< By transfer, source; only with keep_way.
    std::vector<AccountSeedSum> seeds;  ///< By label, asset.
    std::vector<AssetAmount> outside;   ///< By asset: taken, but never seen to come. See docs.
    std::vector<LowestBalance> lowest_balances;  ///< By account, asset; only with lowest_balance.
    std::uint64_t transactions_touched = 0;      ///< That moved traced money.
    std::uint8_t limits = 0;                     ///< Bits of Limit.

    /// limit_outside alone cuts nothing off: it says that a balance was not known whole.
    bool truncated() const noexcept { return (limits & ~limit_outside) != 0; }
};

/// Follows seeds forward under one policy. Deterministic. Requires transfers of seeds below
/// transfers_count, units within those of their transfers, and sums by label and asset that fit
/// into 256 bits. Cost: the transfers of every
/// account while it holds traced money, whole transactions, and once the transfers before of each
/// account that comes to hold some; memory for what these hold. Poison and haircut cost the same a
/// transfer, but reach most accounts of a ledger within a few years.
AccountTrace trace_accounts_forward(const graph::AccountColumns& columns,
                                    std::span<const AccountSeed> seeds,
                                    const AccountTraceOptions& options);

/// Follows a transfer back to where its units came from. Requires policy fifo or lifo: only they
/// say which unit came from where. Ends are coinbase (new units, as rewards and issues make them),
/// opening (there before the first block, or from another layer), swap (got in an exchange; a
/// wrap is gone through), the stops (at the transfer that a marked or tagged account gave; the
/// start too), fee and burned (got as such, unless it is the start) and limit (with limit_outside:
/// its sender was not seen to get it). Their amounts sum to the transfer's. Hops count accounts
/// from the start; seeds holds the start; way and passes go by who gave. Not used: cross_swaps,
/// haircut_floor_ppm, open_accounts. Cost: all transactions up to there of every queue on the way.
AccountTrace trace_accounts_backward(const graph::AccountColumns& columns, std::uint64_t transfer,
                                     const AccountTraceOptions& options);

/// The steps from a seed to `transfer`, the way that moved most of the money at each step. First: a
/// step whose source is kNoTransfer. Last: one of `transfer`. Under haircut and poison, which mix,
/// a step's source is the latest transfer that brought traced money. Requires a forward trace with
/// keep_way that `transfer` is on (the transfer of every end is).
std::vector<AccountStep> account_trace_path(const AccountTrace& trace, std::uint64_t transfer);

}  // namespace pelf::analyze
