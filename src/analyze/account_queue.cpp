// SPDX-License-Identifier: Apache-2.0
#include "analyze/account_queue.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"

namespace pelf::analyze {
namespace {

/// Of the tainted units of a whole, those that go with a part of it: by largest remainder, where
/// the part that leaves comes before the part that stays.
Uint256 leaving_share(const Uint256& tainted, const Uint256& part, const Uint256& whole) {
    const Quotient256 leaving = scale(tainted, part, whole);
    const Quotient256 staying = scale(tainted, whole - part, whole);
    if (leaving.remainder.is_zero() || leaving.remainder < staying.remainder) {
        return leaving.quotient;
    }
    return leaving.quotient + 1;
}

/// Same money, as far as any rule can tell: joining them changes no answer.
bool can_join(const AccountFragment& a, const AccountFragment& b) noexcept {
    return a.title == b.title && a.since == b.since && a.hops == b.hops && a.amount == a.origin &&
           b.amount == b.origin;
}

}  // namespace

AccountFragment cut_off(AccountFragment& fragment, const Uint256& amount) {
    AccountFragment cut = fragment;
    cut.amount = amount;
    if (amount != fragment.amount && fragment.is_tainted()) {
        cut.origin = fragment.origin == fragment.amount
                         ? amount
                         : scale(fragment.origin, amount, fragment.amount).quotient;
    }
    fragment.amount -= cut.amount;
    fragment.origin -= cut.origin;
    return cut;
}

Uint256 sum_amounts(std::span<const AccountFragment> fragments) {
    Uint256 sum;
    for (const AccountFragment& fragment : fragments) sum += fragment.amount;
    return sum;
}

Uint256 sum_tainted(std::span<const AccountFragment> fragments) {
    Uint256 sum;
    for (const AccountFragment& fragment : fragments) {
        if (fragment.is_tainted()) sum += fragment.amount;
    }
    return sum;
}

Uint256 AccountQueue::room() const {
    return kUint256Max - total_;
}

void AccountQueue::put(const AccountFragment& fragment) {
    if (fragment.amount.is_zero()) return;
    total_ += fragment.amount;
    if (policy_ == Policy::poison) {
        if (fragment.is_tainted()) {
            if (fragments_.empty()) fragments_.push_back(fragment);
            fragments_.front().since = fragment.since;
            fragments_.front().hops = std::min(fragments_.front().hops, fragment.hops);
        }
        if (!fragments_.empty()) tainted_ = total_;
        return;
    }
    if (fragment.is_tainted()) tainted_ += fragment.amount;
    if (policy_ == Policy::haircut) {
        if (fragment.is_tainted()) put_share(fragment);
        return;
    }
    AccountFragment* last = held().empty() ? nullptr : &fragments_.back();
    if (last != nullptr && !fragment.is_tainted() && !last->is_tainted() &&
        (!keeps_lots_ || last->since == fragment.since)) {
        last->amount += fragment.amount;
    } else if (last != nullptr && fragment.is_tainted() && can_join(*last, fragment)) {
        last->amount += fragment.amount;
        last->origin += fragment.origin;
    } else {
        fragments_.push_back(fragment);
    }
}

void AccountQueue::put_share(const AccountFragment& fragment) {
    const auto at =
        std::ranges::lower_bound(fragments_, fragment.title, {}, &AccountFragment::title);
    if (at == fragments_.end() || at->title != fragment.title) {
        fragments_.insert(at, fragment);
        return;
    }
    at->amount += fragment.amount;
    at->origin += fragment.origin;
    at->since = fragment.since;
    at->hops = std::min(at->hops, fragment.hops);
}

void AccountQueue::put_before(const Uint256& amount) {
    if (amount.is_zero()) return;
    total_ += amount;
    if (policy_ == Policy::poison) {
        if (!fragments_.empty()) tainted_ = total_;
        return;
    }
    if (policy_ == Policy::haircut) return;
    const AccountFragment clean{.amount = amount};
    if (front_ > 0) {
        fragments_[--front_] = clean;
    } else {
        fragments_.insert(fragments_.begin(), clean);
    }
}

void AccountQueue::take(const Uint256& amount, const TakeOrder& order,
                        std::vector<AccountFragment>& taken) {
    PELF_CHECK(amount <= total_);
    if (amount.is_zero()) return;
    const std::size_t first = taken.size();
    if (policy_ == Policy::poison) {
        take_poisoned(amount, taken);
    } else if (policy_ == Policy::haircut) {
        take_share(amount, taken);
    } else {
        take_lots(amount, order, taken);
    }
    const auto now = std::span<const AccountFragment>(taken).subspan(first);
    PELF_CHECK(sum_amounts(now) == amount);
    total_ -= amount;
    if (policy_ != Policy::poison) tainted_ -= sum_tainted(now);
}

void AccountQueue::take_lots(Uint256 amount, const TakeOrder& order,
                             std::vector<AccountFragment>& taken) {
    if (order.reversed != kNoTransfer) {
        take_where(
            amount,
            [&order](const AccountFragment& fragment) { return fragment.since == order.reversed; },
            taken);
    }
    const auto is_tainted = [](const AccountFragment& fragment) { return fragment.is_tainted(); };
    const auto is_clean = [](const AccountFragment& fragment) { return !fragment.is_tainted(); };
    switch (order.policy) {
        case Policy::lifo: take_back(amount, taken); return;
        case Policy::tiho:
        case Policy::tilo: {
            Uint256 dealt = std::min(order.dealt, amount);
            amount -= dealt;
            take_where(dealt, is_tainted, taken);
            amount += dealt;  // Where there is less than was dealt.
            take_where(amount, is_clean, taken);
            take_front(amount, taken);
            return;
        }
        case Policy::dirty_first: take_where(amount, is_tainted, taken); break;
        case Policy::clean_first:
        case Policy::lowest_balance: take_where(amount, is_clean, taken); break;
        case Policy::fifo:
        case Policy::haircut:
        case Policy::poison: break;
    }
    take_front(amount, taken);
}

void AccountQueue::take_front(Uint256 amount, std::vector<AccountFragment>& taken) {
    while (!amount.is_zero()) {
        AccountFragment& next = fragments_[front_];
        taken.push_back(cut_off(next, std::min(amount, next.amount)));
        amount -= taken.back().amount;
        if (next.amount.is_zero()) drop_front();
    }
}

void AccountQueue::take_back(Uint256 amount, std::vector<AccountFragment>& taken) {
    while (!amount.is_zero()) {
        AccountFragment& next = fragments_.back();
        taken.push_back(cut_off(next, std::min(amount, next.amount)));
        amount -= taken.back().amount;
        if (next.amount.is_zero()) fragments_.pop_back();
    }
    if (fragments_.size() == front_) {
        fragments_.clear();
        front_ = 0;
    }
}

/// Takes wanted fragments in their order; `amount` becomes what is still missing.
template <class Wanted>
void AccountQueue::take_where(Uint256& amount, const Wanted& is_wanted,
                              std::vector<AccountFragment>& taken) {
    if (amount.is_zero()) return;
    bool emptied = false;
    for (AccountFragment& fragment : held()) {
        if (!is_wanted(fragment)) continue;
        taken.push_back(cut_off(fragment, std::min(amount, fragment.amount)));
        amount -= taken.back().amount;
        emptied |= fragment.amount.is_zero();
        if (amount.is_zero()) break;
    }
    if (!emptied) return;
    fragments_.erase(fragments_.begin(), fragments_.begin() + static_cast<std::ptrdiff_t>(front_));
    front_ = 0;
    std::erase_if(fragments_,
                  [](const AccountFragment& fragment) { return fragment.amount.is_zero(); });
}

void AccountQueue::drop_front() noexcept {
    ++front_;
    if (front_ == fragments_.size()) {
        fragments_.clear();
        front_ = 0;
    } else if (front_ > 64 && front_ * 2 > fragments_.size()) {
        fragments_.erase(fragments_.begin(),
                         fragments_.begin() + static_cast<std::ptrdiff_t>(front_));
        front_ = 0;
    }
}

void AccountQueue::take_share(const Uint256& amount, std::vector<AccountFragment>& taken) {
    const Uint256 leaving = is_tainted() ? leaving_share(tainted_, amount, total_) : Uint256();
    const std::vector<Uint256> shares = shares_of(leaving);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        if (!shares[i].is_zero()) taken.push_back(cut_off(fragments_[i], shares[i]));
    }
    std::erase_if(fragments_,
                  [](const AccountFragment& fragment) { return fragment.amount.is_zero(); });
    if (leaving < amount) taken.push_back({.amount = amount - leaving});
}

/// By title, of the tainted units that leave: by largest remainder, ties to the lowest title.
std::vector<Uint256> AccountQueue::shares_of(const Uint256& leaving) const {
    std::vector<Uint256> shares;
    if (leaving.is_zero()) return shares;
    std::vector<Uint256> remainders;
    Uint256 missing = leaving;
    for (const AccountFragment& fragment : fragments_) {
        const Quotient256 share = scale(fragment.amount, leaving, tainted_);
        shares.push_back(share.quotient);
        remainders.push_back(share.remainder);
        missing -= share.quotient;
    }
    for (; !missing.is_zero(); missing -= 1) {
        const auto largest = std::ranges::max_element(remainders);  // The first of equals.
        PELF_CHECK(!largest->is_zero());
        shares[static_cast<std::size_t>(largest - remainders.begin())] += 1;
        *largest = 0;
    }
    return shares;
}

void AccountQueue::take_poisoned(const Uint256& amount, std::vector<AccountFragment>& taken) {
    if (fragments_.empty()) {
        taken.push_back({.amount = amount});
        return;
    }
    taken.push_back(fragments_.front());
    taken.back().amount = amount;
    taken.back().origin = 0;
    if (amount == total_) fragments_.clear();
    tainted_ = fragments_.empty() ? Uint256() : total_ - amount;
}

std::vector<AccountFragment> AccountQueue::traced() const {
    std::vector<AccountFragment> found;
    for (const AccountFragment& fragment : held()) {
        if (fragment.is_tainted()) found.push_back(fragment);
    }
    if (policy_ == Policy::poison && !found.empty()) found.front().amount = total_;
    return found;
}

}  // namespace pelf::analyze
