// SPDX-License-Identifier: Apache-2.0
//
// Where a trace over accounts writes down what it finds, and the check that nothing is lost: of
// every title the origins held and ended are those of its seeds.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "analyze/account_queue.hpp"
#include "analyze/account_rows.hpp"
#include "analyze/account_trace.hpp"

namespace pelf::analyze {

class AccountBook {
public:
    /// `rows`, `seeds` and `options` must outlive this.
    AccountBook(const AccountRows& rows, std::span<const AccountSeed> seeds,
                const AccountTraceOptions& options);

    /// Transfers of seeds, ascending, each once.
    std::span<const std::uint64_t> seeded() const noexcept { return seeded_; }
    /// Lays the seeds of a transfer over what it brings; false if no trace begins there. Requires
    /// `band` to have the transfer's amount.
    bool lay_seeds(std::uint64_t transfer, std::vector<AccountFragment>& band);

    /// How traced money that a transfer brings ends there, if it does.
    std::optional<EndKind> stop_at(std::uint64_t transfer, bool is_seed) const;
    /// Notes the transfer's traced money on the way, and a listed receiver.
    void note_way(std::uint64_t transfer, std::span<const AccountFragment> band);
    void note_pass(std::uint64_t transfer, const Uint256& tainted);
    void note_outside(std::uint32_t asset, const Uint256& amount);
    void add_crossing(Crossing crossing, std::span<const AccountFragment> got);
    void add_lowest(const LowestBalance& lowest) { trace_.lowest_balances.push_back(lowest); }
    void add_limit(Limit limit) noexcept { trace_.limits |= limit; }
    void add_touched() noexcept { ++trace_.transactions_touched; }
    std::uint64_t touched() const noexcept { return trace_.transactions_touched; }

    /// The end of a fragment at a transfer; by the sender's side for what it gave away.
    void end(EndKind kind, std::uint64_t transfer, const AccountFragment& fragment,
             bool at_sender = false);

    /// Origins that queues hold.
    void held(std::span<const AccountFragment> fragments, bool now);
    /// Requires that no traced money is on its way between queues.
    void check_conserved();

    /// The trace, in the promised order. Requires that no queue holds traced money any more.
    AccountTrace finish() &&;

private:
    struct Title {
        std::uint32_t label = 0;
        std::uint32_t asset = 0;
        auto operator<=>(const Title&) const = default;
    };
    /// Of one title.
    struct Account {
        Uint256 seeded{};
        Uint256 overlap{};
        Uint256 held{};
        Uint256 ended{};
        bool changed = false;
    };
    struct Piece {
        EndKind kind = EndKind::unspent;
        std::uint64_t transfer = 0;
        bool at_sender = false;
        AccountFragment fragment;
    };

    Account& of(std::uint32_t title);
    std::vector<OriginAmount> origins_of(std::span<const AccountFragment> fragments) const;
    void merge_ends();
    AccountEnd merged(std::span<const Piece> pieces) const;
    void merge_way();
    void merge_crossings();

    const AccountRows& rows_;
    const AccountTraceOptions& options_;
    std::vector<AccountSeed> seeds_;  ///< By transfer, then as given.
    std::vector<std::uint64_t> seeded_;
    std::vector<Title> titles_;  ///< Ascending.
    std::vector<Account> accounts_;
    std::vector<std::uint32_t> changed_;  ///< Titles since the last check.
    std::vector<Piece> pieces_;
    std::map<std::uint32_t, Uint256> outside_;
    AccountTrace trace_;
};

}  // namespace pelf::analyze
