// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_balances.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace pelf::ingest {
namespace {

struct Change {
    Uint256 gained;
    Uint256 lost;
};
using Changes = std::map<std::pair<model::AssetName, model::AccountName>, Change>;

/// A sum that a lying token drives past 256 bits stays at the top: it differs either way.
void add_up(Uint256& sum, const Uint256& amount) {
    constexpr std::uint64_t kAll = ~std::uint64_t{0};
    sum = add(sum, amount).value_or(Uint256({kAll, kAll, kAll, kAll}));
}

Changes changes_of(const model::AccountBlock& block) {
    Changes changes;
    const auto change = [&](std::uint32_t account, std::uint32_t asset) -> Change* {
        const auto& name = block.accounts[account];
        if (name.kind != model::AccountKind::evm) return nullptr;
        return &changes[{block.assets[asset], name}];
    };
    for (const auto& transfer : block.transfers) {
        if (auto* from = change(transfer.from, transfer.asset)) add_up(from->lost, transfer.amount);
        if (auto* to = change(transfer.to, transfer.asset)) add_up(to->gained, transfer.amount);
    }
    return changes;
}

codec::EthereumAddress address_of(std::span<const std::byte> bytes) {
    codec::EthereumAddress address;
    std::copy_n(bytes.begin(), std::min(bytes.size(), address.bytes.size()), address.bytes.begin());
    return address;
}

}  // namespace

Result<BalanceCheck> check_balances(const model::AccountBlock& block, const BalanceSource& source,
                                    std::uint64_t pairs_max) {
    BalanceCheck check;
    for (const auto& [pair, change] : changes_of(block)) {
        if (check.asked_count == pairs_max) {
            check.is_cut = true;
            break;
        }
        ++check.asked_count;
        const auto& [asset, account] = pair;
        // What is there at the end of block 0 was there before nothing.
        auto before = block.height == 0 ? Result<Uint256>(Uint256())
                                        : source(asset, account, block.height - 1);
        auto after = source(asset, account, block.height);
        // A contract that this block made had no balances before it.
        if (!before && before.error().fault == Fault::not_found && after) before = Uint256();
        if (!after && after.error().fault == Fault::not_found) {
            ++check.unanswered_count;
            continue;
        }
        if (!before) return Unexpected(std::move(before).error());
        if (!after) return Unexpected(std::move(after).error());
        const auto expected = add(*before, change.gained);
        const auto found = add(*after, change.lost);
        if (expected && expected == found) continue;
        check.differences.push_back({.asset = asset,
                                     .account = account,
                                     .before = *before,
                                     .after = *after,
                                     .gained = change.gained,
                                     .lost = change.lost});
    }
    return check;
}

BalanceSource balances_of(EthereumNode& node) {
    return [&node](const model::AssetName& asset, const model::AccountName& account,
                   std::uint64_t height) {
        const auto address = address_of(account.bytes());
        if (asset.kind == model::AssetKind::native) return node.balance(address, height);
        return node.token_balance(address_of(asset.bytes()), address, height);
    };
}

}  // namespace pelf::ingest
