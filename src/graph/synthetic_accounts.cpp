// SPDX-License-Identifier: Apache-2.0
#include "graph/synthetic_accounts.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/bytes.hpp"
#include "base/check.hpp"

namespace pelf::graph {
namespace {

using model::AccountKind;
using model::AccountName;
using model::AssetKind;
using model::AssetName;
using model::TransferKind;

constexpr std::uint64_t kGweiPerEther = 1'000'000'000;
constexpr std::uint32_t kOpeningAccounts = 64;
constexpr std::uint64_t kOpeningGwei = 1'000'000 * kGweiPerEther;
constexpr std::uint64_t kRewardGwei = 2 * kGweiPerEther;
constexpr std::uint64_t kFeeGweiMax = 1'000'000;
constexpr std::int64_t kGenesisTime = 1'438'269'988;
constexpr std::int64_t kBlockSeconds = 12;
constexpr int kTries = 8;
/// In `accounts` and `assets` of every block, so that each needs one place only.
constexpr std::uint32_t kBurned = 0;
constexpr std::uint32_t kMinted = 1;
constexpr std::uint32_t kOutsideAccount = 2;
constexpr std::uint32_t kEther = 0;

/// What a number, a purpose and a seed give, in bytes.
std::array<std::byte, 32> bytes_from(std::uint64_t seed, std::uint64_t purpose,
                                     std::uint64_t number) {
    SyntheticRandom random((seed * 4 + purpose) * 0xd6e8'feb8'6659'fd93 + number);
    std::array<std::byte, 32> bytes{};
    for (std::size_t at = 0; at < bytes.size(); at += 8) store(bytes.data() + at, random.next());
    return bytes;
}

constexpr std::uint64_t kForAccounts = 0;
constexpr std::uint64_t kForTokens = 1;
constexpr std::uint64_t kForHashes = 2;

/// count * unit, which may pass 64 bits.
Uint256 times(std::uint64_t count, std::uint64_t unit) {
    constexpr std::uint64_t kLow = 0xffff'ffff;
    const std::uint64_t low = (count & kLow) * (unit & kLow);
    const std::uint64_t middle = (count >> 32) * (unit & kLow) + (low >> 32);
    const std::uint64_t other = (count & kLow) * (unit >> 32) + (middle & kLow);
    const std::uint64_t high = (count >> 32) * (unit >> 32) + (middle >> 32) + (other >> 32);
    return Uint256({(other << 32) | (low & kLow), high, 0, 0});
}

}  // namespace

SyntheticAccounts::SyntheticAccounts(const SyntheticAccountsOptions& options)
    : options_(options), random_(options.seed) {
    PELF_CHECK(options.transfers_per_block > 0);
}

bool SyntheticAccounts::next(model::AccountBlock& block) {
    if (transfers_made_ >= options_.transfers_count) return false;
    block_ = &block;
    block.height = height_;
    block.previous = tip_;
    block.hash = hash_of(transactions_made_++);
    block.time_unix_s = kGenesisTime + static_cast<std::int64_t>(height_) * kBlockSeconds;
    block.transactions.clear();
    block.transfers.clear();
    block.accounts.clear();
    for (const auto kind : {AccountKind::burned, AccountKind::minted, AccountKind::outside}) {
        block.accounts.push_back(AccountName::of(kind, {}));
    }
    block.assets.assign(1, AssetName::of(AssetKind::native, {}));
    first_transfer_ = 0;
    if (height_ == 0) {
        add_openings();
    } else {
        while (block.transfers.size() + 1 < options_.transfers_per_block) add_transaction();
        reward();
    }
    end_transaction(block.hash);
    tip_ = block.hash;
    ++height_;
    transfers_made_ += block.transfers.size();
    return true;
}

void SyntheticAccounts::add_openings() {
    balances_gwei_.assign(kOpeningAccounts, kOpeningGwei);
    for (std::uint32_t account = 0; account < kOpeningAccounts; ++account) {
        block_->transfers.push_back({kOutsideAccount, put_account(account), kEther,
                                     TransferKind::opening, times(kOpeningGwei, kGweiPerEther)});
    }
}

void SyntheticAccounts::add_transaction() {
    const std::uint64_t kind = random_.below(100);
    if (kind < 62) {
        pay();
    } else if (kind < 88) {
        move_token();
    } else if (kind < 96) {
        call_contract();
    } else {
        pay_out();
    }
}

void SyntheticAccounts::pay() {
    const std::uint32_t from = sender();
    move(from, receiver(), part_of(balances_gwei_[from] - kFeeGweiMax), TransferKind::payment);
    finish_transaction(from);
}

void SyntheticAccounts::move_token() {
    if (holdings_.empty() || random_.below(256) == 0) return make_token();
    // The newest holdings are moved most often.
    const std::size_t place =
        holdings_.size() -
        std::min<std::uint64_t>(holdings_.size(), random_.log_uniform(holdings_.size()));
    const Holding from = holdings_[place];
    const std::uint64_t micros = part_of(from.micros);
    const std::uint32_t to = receiver();
    block_->transfers.push_back({put_account(from.account), put_account(to),
                                 asset_of_token(from.token), TransferKind::token,
                                 times(micros, 1'000'000'000'000)});
    holdings_[place].micros -= micros;
    if (holdings_[place].micros == 0) {
        holdings_[place] = holdings_.back();
        holdings_.pop_back();
    }
    holdings_.push_back({to, from.token, micros});
    // Whoever has no ether has their token moved by another.
    finish_transaction(balances_gwei_[from.account] > kFeeGweiMax ? from.account : sender());
}

void SyntheticAccounts::make_token() {
    constexpr std::uint64_t kSupplyMicros = 1'000'000'000'000'000;
    const std::uint32_t maker = sender();
    const std::uint32_t token = tokens_count_++;
    block_->transfers.push_back({kMinted, put_account(maker), asset_of_token(token),
                                 TransferKind::token, times(kSupplyMicros, 1'000'000'000'000)});
    holdings_.push_back({maker, token, kSupplyMicros});
    finish_transaction(maker);
}

void SyntheticAccounts::call_contract() {
    const std::uint32_t from = sender();
    const std::uint32_t contract = anyone();
    const std::uint64_t gwei = part_of(balances_gwei_[from] - kFeeGweiMax);
    move(from, contract, gwei, TransferKind::payment);
    std::uint64_t left_gwei = gwei;
    for (std::uint64_t parts = 1 + random_.below(5); parts > 0 && left_gwei > 1; --parts) {
        const std::uint64_t part_gwei = part_of(left_gwei - 1);
        move(contract, receiver(), part_gwei, TransferKind::internal);
        left_gwei -= part_gwei;
    }
    move(contract, receiver(), left_gwei, TransferKind::internal);
    finish_transaction(from);
}

void SyntheticAccounts::pay_out() {
    const std::uint32_t from = sender();
    for (std::uint64_t parts = 8 + random_.below(33); parts > 0; --parts) {
        if (balances_gwei_[from] < 2 * kFeeGweiMax) break;
        const std::uint64_t gwei = part_of((balances_gwei_[from] - kFeeGweiMax) / 16);
        move(from, receiver(), gwei, TransferKind::internal);
    }
    finish_transaction(from);
}

void SyntheticAccounts::reward() {
    const std::uint32_t maker = anyone();
    block_->transfers.push_back({kMinted, put_account(maker), kEther, TransferKind::reward,
                                 times(kRewardGwei, kGweiPerEther)});
    balances_gwei_[maker] += kRewardGwei;
}

void SyntheticAccounts::move(std::uint32_t from, std::uint32_t to, std::uint64_t gwei,
                             TransferKind kind) {
    PELF_CHECK(gwei > 0 && gwei <= balances_gwei_[from]);
    balances_gwei_[from] -= gwei;
    balances_gwei_[to] += gwei;
    block_->transfers.push_back(
        {put_account(from), put_account(to), kEther, kind, times(gwei, kGweiPerEther)});
}

/// The fee, and the transaction's end. Requires that the payer has kFeeGweiMax.
void SyntheticAccounts::finish_transaction(std::uint32_t payer) {
    const std::uint64_t gwei =
        std::min(balances_gwei_[payer], 100'000 + random_.below(kFeeGweiMax - 100'000));
    if (gwei > 0) {
        balances_gwei_[payer] -= gwei;
        block_->transfers.push_back(
            {put_account(payer), kBurned, kEther, TransferKind::fee, times(gwei, kGweiPerEther)});
    }
    end_transaction(hash_of(transactions_made_++));
}

void SyntheticAccounts::end_transaction(const model::LedgerHash& hash) {
    const std::size_t count = block_->transfers.size() - first_transfer_;
    block_->transactions.push_back({hash, static_cast<std::uint32_t>(count)});
    first_transfer_ = block_->transfers.size();
}

std::uint32_t SyntheticAccounts::anyone() noexcept {
    const std::uint64_t count = balances_gwei_.size();
    const std::uint64_t rank = std::min(count, random_.log_uniform(count));
    return static_cast<std::uint32_t>(random_.below(2) == 0 ? rank - 1 : count - rank);
}

/// Somebody who can pay a fee and more.
std::uint32_t SyntheticAccounts::sender() noexcept {
    for (int tries = 0; tries < kTries; ++tries) {
        const std::uint32_t account = anyone();
        if (balances_gwei_[account] > 2 * kFeeGweiMax) return account;
    }
    std::uint32_t account = 0;
    while (balances_gwei_[account] <= 2 * kFeeGweiMax) ++account;
    return account;
}

std::uint32_t SyntheticAccounts::receiver() {
    if (random_.below(8) != 0) return anyone();
    balances_gwei_.push_back(0);
    return static_cast<std::uint32_t>(balances_gwei_.size() - 1);
}

/// From all of it down to a 2^24th, every halving as likely; at least 1 where there is any.
std::uint64_t SyntheticAccounts::part_of(std::uint64_t gwei) noexcept {
    const std::uint64_t most = gwei >> random_.below(25);
    return std::max<std::uint64_t>(1, most - (most > 1 ? random_.next() % (most / 2 + 1) : 0));
}

AccountName SyntheticAccounts::name_of(std::uint64_t account) const {
    const auto bytes = bytes_from(options_.seed, kForAccounts, account);
    return AccountName::of(AccountKind::evm, std::span(bytes).first(20));
}

model::LedgerHash SyntheticAccounts::hash_of(std::uint64_t number) const {
    return bytes_from(options_.seed, kForHashes, number);
}

std::uint32_t SyntheticAccounts::put_name(const AccountName& name) {
    block_->accounts.push_back(name);
    return static_cast<std::uint32_t>(block_->accounts.size() - 1);
}

std::uint32_t SyntheticAccounts::asset_of_token(std::uint32_t token) {
    const auto bytes = bytes_from(options_.seed, kForTokens, token);
    block_->assets.push_back(AssetName::of(AssetKind::erc20, std::span(bytes).first(20)));
    return static_cast<std::uint32_t>(block_->assets.size() - 1);
}

}  // namespace pelf::graph
