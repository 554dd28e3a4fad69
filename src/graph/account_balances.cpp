// SPDX-License-Identifier: Apache-2.0
#include "graph/account_balances.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "base/check.hpp"
#include "graph/key_numbers.hpp"

namespace pelf::graph {
namespace {

void add_to(Uint256& sum, const Uint256& amount, bool& beyond) {
    const auto more = add(sum, amount);
    sum = more.value_or(kUint256Max);
    beyond = beyond || !more;
}

}  // namespace

std::vector<AccountBalance> balances(const AccountColumns& columns, std::uint64_t transfers_end) {
    PELF_CHECK(transfers_end <= columns.transfers_count);
    NumberNumbers places;
    std::vector<AccountBalance> sums;
    const auto sum_of = [&](std::uint32_t account, std::uint32_t asset) -> AccountBalance& {
        const auto [place, is_new] = places.add(std::uint64_t{account} << 32 | asset);
        if (is_new) {
            sums.emplace_back();
            sums.back().account = account;
            sums.back().asset = asset;
        }
        return sums[place];
    };
    for (std::uint64_t transfer = 0; transfer < transfers_end; ++transfer) {
        const std::uint32_t asset = columns.movement(transfer).asset;
        const Uint256 amount = columns.amount(transfer);
        AccountBalance& from = sum_of(columns.froms[transfer], asset);
        add_to(from.sent, amount, from.beyond_256_bits);
        AccountBalance& to = sum_of(columns.tos[transfer], asset);
        add_to(to.received, amount, to.beyond_256_bits);
    }
    std::ranges::sort(sums, {}, [](const AccountBalance& balance) {
        return std::tuple(balance.account, balance.asset);
    });
    return sums;
}

}  // namespace pelf::graph
