// SPDX-License-Identifier: Apache-2.0
#include "analyze/account_exchange.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"

namespace pelf::analyze {
namespace {

/// The part of `whole` that begins where the index-th of `count` equal parts does.
Uint256 border(const Uint256& whole, std::size_t index, std::size_t count) {
    return scale(whole, Uint256(index), Uint256(count)).quotient;
}

/// Neighbours of one title become one fragment: what is scaled must not depend on how the money
/// was once cut.
void join_titles(std::vector<AccountFragment>& cell) {
    std::vector<AccountFragment> joined;
    for (const AccountFragment& fragment : cell) {
        if (joined.empty() || joined.back().title != fragment.title) {
            joined.push_back(fragment);
            continue;
        }
        joined.back().amount += fragment.amount;
        joined.back().origin += fragment.origin;
        joined.back().hops = std::min(joined.back().hops, fragment.hops);
    }
    cell = std::move(joined);
}

}  // namespace

Policy policy_inside(Policy policy) noexcept {
    return policy == Policy::haircut || policy == Policy::poison ? policy : Policy::fifo;
}

ExchangeRun::ExchangeRun(const TransactionPlan& plan, const PlanExchange& exchange, Policy policy,
                         AccountBook& book)
    : plan_(plan),
      policy_(policy_inside(policy)),
      book_(book),
      given_(sides_of(exchange.gives)),
      got_(sides_of(exchange.gets)) {}

std::vector<ExchangeRun::Side> ExchangeRun::sides_of(std::span<const std::uint32_t> rows) const {
    std::vector<Side> sides;
    for (const std::uint32_t row : rows) {
        const PlanRow& plan_row = plan_.rows()[row];
        const auto at = std::ranges::find(sides, plan_row.asset, &Side::asset);
        Side& side =
            at != sides.end()
                ? *at
                : sides.emplace_back(Side{row, plan_row.asset, Uint256(), AccountQueue(policy_)});
        side.whole += plan_row.amount;
    }
    return sides;
}

ExchangeRun::Side& ExchangeRun::side_of(std::vector<Side>& sides, std::uint32_t row) const {
    return *std::ranges::find(sides, plan_.rows()[row].asset, &Side::asset);
}

void ExchangeRun::give(std::uint32_t row, std::span<const AccountFragment> fragments) {
    PELF_CHECK(!converted_);
    Side& side = side_of(given_, row);
    for (const AccountFragment& fragment : fragments) side.queue.put(fragment);
}

std::vector<AccountFragment> ExchangeRun::get(std::uint32_t row) {
    if (!converted_) convert();
    std::vector<AccountFragment> band;
    side_of(got_, row).queue.take(plan_.rows()[row].amount, {.policy = policy_}, band);
    return band;
}

void ExchangeRun::convert() {
    converted_ = true;
    for (std::size_t i = 0; i < given_.size(); ++i) {
        Side& given = given_[i];
        PELF_CHECK(given.queue.total() == given.whole);
        for (std::size_t j = 0; j < got_.size(); ++j) {
            Side& got = got_[j];
            const Uint256 length =
                border(given.whole, j + 1, got_.size()) - border(given.whole, j, got_.size());
            const Uint256 target =
                border(got.whole, i + 1, given_.size()) - border(got.whole, i, given_.size());
            convert_cell(given, got, length, target);
        }
    }
}

void ExchangeRun::convert_cell(Side& given, Side& got, const Uint256& length,
                               const Uint256& target) {
    std::vector<AccountFragment> cell;
    given.queue.take(length, {.policy = policy_}, cell);
    join_titles(cell);
    Crossing crossing{.transaction = plan_.transaction(),
                      .giver = plan_.rows()[given.first_row].from,
                      .receiver = plan_.rows()[got.first_row].to,
                      .given_asset = given.asset,
                      .got_asset = got.asset,
                      .given = sum_tainted(cell)};
    Uint256 read;
    Uint256 written;
    for (AccountFragment& fragment : cell) {
        read += fragment.amount;
        const Uint256 until = scale(target, read, length).quotient;
        const Uint256 scaled = until - written;
        written = until;
        if (scaled.is_zero() && fragment.is_tainted()) {
            // Too little to be a unit of what is got.
            book_.end(EndKind::residue, fragment.since, fragment, true);
            crossing.given -= fragment.amount;
            fragment.make_clean();
        }
        fragment.amount = scaled;
        got.queue.put(fragment);
    }
    if (written < target) got.queue.put({.amount = target - written});  // An empty cell.
    crossing.got = sum_tainted(cell);
    if (!crossing.got.is_zero()) book_.add_crossing(std::move(crossing), cell);
}

}  // namespace pelf::analyze
