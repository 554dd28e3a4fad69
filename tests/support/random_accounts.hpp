// SPDX-License-Identifier: Apache-2.0
//
// Random blocks of an account ledger, with all that may stand in one: every kind of account and
// asset, tagged accounts whose holders come before, after or never, amounts of all widths, names
// that stand twice, transfers to oneself, blocks without transactions.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "model/account_block.hpp"

namespace pelf::test {

struct AccountShape {
    std::uint32_t transactions_max = 4;
    std::uint32_t transfers_max = 4;  ///< Of a transaction.
    std::uint32_t accounts_count = 60;
    std::uint32_t assets_count = 8;
    bool hashes = true;  ///< Else blocks have none, as a bank's books.
};

class RandomAccounts {
public:
    explicit RandomAccounts(std::uint32_t seed, const AccountShape& shape = {})
        : random_(seed), shape_(shape) {}

    model::AccountBlock next() {
        model::AccountBlock block;
        block.height = height_;
        height_ += shape_.hashes ? 1 : 1 + random_() % 3;
        block.previous = tip_;
        if (shape_.hashes) block.hash = random_hash();
        tip_ = block.hash;
        block.time_unix_s = static_cast<std::int64_t>(height_) * 4 - 100;
        const std::uint32_t transactions = below(shape_.transactions_max + 1);
        for (std::uint32_t t = 0; t < transactions; ++t) {
            const std::uint32_t transfers = 1 + below(shape_.transfers_max);
            block.transactions.push_back({random_hash(), transfers});
            for (std::uint32_t i = 0; i < transfers; ++i) add_transfer(block);
        }
        return block;
    }

    std::vector<model::AccountBlock> blocks(std::size_t count) {
        std::vector<model::AccountBlock> made;
        for (std::size_t i = 0; i < count; ++i) made.push_back(next());
        return made;
    }

private:
    std::uint32_t below(std::uint32_t count) {
        return static_cast<std::uint32_t>(random_() % count);
    }

    model::LedgerHash random_hash() {
        model::LedgerHash hash;
        for (auto& byte : hash) byte = static_cast<std::byte>(random_());
        return hash;
    }

    std::array<std::byte, 40> bytes_of(std::uint32_t number) const {
        std::array<std::byte, 40> bytes;
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            bytes[i] = static_cast<std::byte>(number * 31 + i * (number % 7 + 1));
        }
        return bytes;
    }

    model::AccountName account(std::uint32_t number) const {
        using model::AccountKind;
        const auto bytes = bytes_of(number / 3);
        const auto named = [&](AccountKind kind, std::size_t size_bytes) {
            return model::AccountName::of(kind, std::span(bytes).first(size_bytes));
        };
        switch (number % 12) {
            case 0: return named(AccountKind::evm, 20);
            case 1:
            case 2: return named(AccountKind::xrpl, 20);
            case 3:
            case 4:
            case 5: return named(AccountKind::xrpl_tagged, 24);
            case 6: return named(AccountKind::xrpl_object, 32);
            case 7: return named(AccountKind::bank, number % 39);
            case 8: return named(AccountKind::pool, 0);
            case 9: return named(AccountKind::minted, 0);
            case 10: return named(AccountKind::burned, 0);
            default: return named(AccountKind::outside, 0);
        }
    }

    model::AssetName asset(std::uint32_t number) const {
        using model::AssetKind;
        const auto bytes = bytes_of(number);
        const auto named = [&](AssetKind kind, std::size_t size_bytes) {
            return model::AssetName::of(kind, std::span(bytes).first(size_bytes));
        };
        switch (number % 5) {
            case 0: return named(AssetKind::native, 0);
            case 1: return named(AssetKind::erc20, 20);
            case 2: return named(AssetKind::xrpl_issued, 40);
            case 3: return named(AssetKind::xrpl_mpt, 24);
            default: return named(AssetKind::currency, 3);
        }
    }

    /// One and two limbs, four, and the edges of what fits a column.
    Uint256 amount() {
        constexpr std::uint64_t kMost = ~std::uint64_t{0};
        switch (random_() % 8) {
            case 0: return Uint256(kMost);
            case 1: return Uint256(kMost - 1);
            case 2: return Uint256({random_(), 1 + random_() % 9, 0, 0});
            case 3: return Uint256({random_(), 0, 0, 1 + random_() % 9});
            default: return Uint256(1 + random_() % 100'000);
        }
    }

    void add_transfer(model::AccountBlock& block) {
        const auto place_account = [&] {
            // Few old ones often, the others now and then.
            const std::uint32_t most = random_() % 3 == 0 ? shape_.accounts_count : 12;
            block.accounts.push_back(account(below(most)));
            return static_cast<std::uint32_t>(random_() % 4 == 0 ? random_() % block.accounts.size()
                                                                 : block.accounts.size() - 1);
        };
        const std::uint32_t from = place_account();
        const std::uint32_t to = place_account();
        block.assets.push_back(asset(below(shape_.assets_count)));
        block.transfers.push_back(
            {from, to, static_cast<std::uint32_t>(random_() % block.assets.size()),
             static_cast<model::TransferKind>(random_() % model::kTransferKindsCount), amount()});
    }

    std::mt19937 random_;
    AccountShape shape_;
    std::uint64_t height_ = 7;
    model::LedgerHash tip_{};
};

}  // namespace pelf::test
