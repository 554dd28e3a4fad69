// SPDX-License-Identifier: Apache-2.0
//
// What one account holds of one asset, as a trace sees it, and which units of it a transfer takes.
// Under the policies that keep money together it is a row of fragments in order of arrival; under
// haircut one amount for each title and the clean rest; under poison a total and whether it is
// tainted. Rules: docs/trace.md, Accounts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analyze/account_trace.hpp"
#include "base/uint256.hpp"

namespace pelf::analyze {

/// A title is a label with the asset of its seeds; the walk numbers them.
inline constexpr std::uint32_t kNoTitle = ~std::uint32_t{0};

/// A run of units of one title, or clean.
struct AccountFragment {
    Uint256 amount{};
    Uint256 origin{};                   ///< 0 where clean, and under poison.
    std::uint64_t since = kNoTransfer;  ///< Transfer that brought it; kNoTransfer: from before.
    std::uint32_t title = kNoTitle;
    std::uint32_t hops = 0;

    bool is_tainted() const noexcept { return title != kNoTitle; }
    void make_clean() noexcept {
        title = kNoTitle;
        origin = 0;
        hops = 0;
    }
};

/// Cuts `amount` units off a fragment and returns them. Their origin is rounded down; the rest
/// keeps what is left. Requires amount <= fragment.amount.
AccountFragment cut_off(AccountFragment& fragment, const Uint256& amount);

Uint256 sum_amounts(std::span<const AccountFragment> fragments);
/// Of the tainted ones.
Uint256 sum_tainted(std::span<const AccountFragment> fragments);

/// Which units to take.
struct TakeOrder {
    Policy policy = Policy::fifo;
    /// Under tiho and tilo: so many tainted units first, then clean ones, then the other tainted.
    Uint256 dealt{};
    /// A transfer to take back: what it brought goes first. Not under haircut and poison.
    std::uint64_t reversed = kNoTransfer;
};

class AccountQueue {
public:
    /// `keeps_lots`: clean fragments of different transfers are kept apart, for reversals.
    explicit AccountQueue(Policy policy, bool keeps_lots = false) noexcept
        : policy_(policy), keeps_lots_(keeps_lots) {}

    const Uint256& total() const noexcept { return total_; }
    bool is_tainted() const noexcept { return !tainted_.is_zero(); }
    const Uint256& tainted() const noexcept { return tainted_; }
    /// How many more units an account can hold.
    Uint256 room() const;

    /// Adds at the end. Requires amount <= room().
    void put(const AccountFragment& fragment);
    /// Adds clean units in front: from before what is known. Requires amount <= room().
    void put_before(const Uint256& amount);
    /// Moves `amount` units to the end of `taken`, in the order in which they go. Requires
    /// amount <= total().
    void take(const Uint256& amount, const TakeOrder& order, std::vector<AccountFragment>& taken);

    /// What is held of traced money, oldest first; under haircut by title.
    std::vector<AccountFragment> traced() const;

private:
    void put_share(const AccountFragment& fragment);
    void take_front(Uint256 amount, std::vector<AccountFragment>& taken);
    void take_back(Uint256 amount, std::vector<AccountFragment>& taken);
    template <class Wanted>
    void take_where(Uint256& amount, const Wanted& is_wanted, std::vector<AccountFragment>& taken);
    void take_lots(Uint256 amount, const TakeOrder& order, std::vector<AccountFragment>& taken);
    void take_share(const Uint256& amount, std::vector<AccountFragment>& taken);
    void take_poisoned(const Uint256& amount, std::vector<AccountFragment>& taken);
    std::vector<Uint256> shares_of(const Uint256& leaving) const;
    std::span<AccountFragment> held() noexcept { return std::span(fragments_).subspan(front_); }
    std::span<const AccountFragment> held() const noexcept {
        return std::span(fragments_).subspan(front_);
    }
    void drop_front() noexcept;

    Policy policy_;
    bool keeps_lots_;
    Uint256 total_;
    Uint256 tainted_;
    /// From front_ on. Under haircut the titles, ascending; under poison one, of which only hops
    /// and since count.
    std::vector<AccountFragment> fragments_;
    std::size_t front_ = 0;
};

}  // namespace pelf::analyze
