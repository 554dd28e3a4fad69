// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_transfers.hpp"

#include <algorithm>
#include <cstring>
#include <tuple>
#include <type_traits>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "base/text.hpp"

namespace pelf::ingest {
namespace {

using model::AccountKind;
using model::AccountName;
using model::AssetName;
using model::TransferKind;
using Kind = EthereumTrace::Kind;
using Outcome = EthereumTransaction::Outcome;

constexpr std::size_t kLookalikesKeptMax = 100;
constexpr codec::EthereumAddress kZeroAddress{};

std::uint64_t mixed(const codec::EthereumAddress& address) {
    constexpr std::uint64_t kSpread = 0x9e3779b97f4a7c15;
    const std::uint64_t ends =
        load<std::uint64_t>(address.bytes.data()) ^ load<std::uint64_t>(address.bytes.data() + 12);
    return (ends * kSpread) >> 20;
}

std::uint64_t mixed(const AccountName& name) {
    codec::EthereumAddress address;
    std::copy_n(name.payload.begin(), address.bytes.size(), address.bytes.begin());
    return mixed(address) + static_cast<std::uint64_t>(name.kind);
}

std::uint64_t mixed(const AssetName& name) {
    codec::EthereumAddress address;
    std::copy_n(name.payload.begin(), address.bytes.size(), address.bytes.begin());
    return mixed(address) + static_cast<std::uint64_t>(name.kind);
}

/// Bytes past the name's size are zero, so all of it may be compared.
template <class Name>
bool is_same(const Name& a, const Name& b) {
    static_assert(std::has_unique_object_representations_v<Name>);
    return std::memcmp(&a, &b, sizeof(Name)) == 0;
}

AccountName account(const codec::EthereumAddress& address) {
    return AccountName::of(AccountKind::evm, address.bytes);
}

AccountName special(AccountKind kind) {
    return AccountName::of(kind, {});
}

bool belongs_to_block(Kind kind) {
    return kind == Kind::block_reward || kind == Kind::uncle_reward || kind == Kind::genesis ||
           kind == Kind::dao_fork;
}

}  // namespace

template <class Name>
std::uint32_t EthereumTransfers::find_name(std::vector<Slot>& slots, std::vector<Name>& names,
                                           const Name& name) {
    const auto place = [&](const Name& wanted) {
        std::size_t slot = mixed(wanted) & (slots.size() - 1);
        while (slots[slot].round == round_ && !is_same(names[slots[slot].index], wanted)) {
            slot = (slot + 1) & (slots.size() - 1);
        }
        return slot;
    };
    if (2 * names.size() >= slots.size()) {
        slots.assign(2 * slots.size(), Slot{});
        for (std::uint32_t i = 0; i < names.size(); ++i) slots[place(names[i])] = {round_, i};
    }
    Slot& slot = slots[place(name)];
    if (slot.round != round_) {
        slot = {round_, static_cast<std::uint32_t>(names.size())};
        names.push_back(name);
    }
    return slot.index;
}

void EthereumTransfers::flaw(Fault fault, std::uint64_t offset_bytes, const char* words) {
    constexpr std::uint64_t kWordsMax = 100;
    report_->flaw(fault, offset_bytes,
                  report_->losses_count() < kWordsMax
                      ? text("block ", block_ == nullptr ? 0 : block_->height, ": ", words)
                      : std::string());
}

void EthereumTransfers::count(LogMeaning meaning, std::uint64_t offset_bytes) {
    switch (meaning) {
        case LogMeaning::nothing:
        case LogMeaning::movement: return;
        case LogMeaning::one_of_kind: ++counts_.one_of_kind_logs_count; return;
        case LogMeaning::many_kinds: ++counts_.many_kinds_logs_count; return;
        case LogMeaning::old_form:
            flaw(Fault::unsupported, offset_bytes,
                 "a Transfer in the form before the standard does not tell units from "
                 "things; it is left out");
            return;
        case LogMeaning::malformed:
            flaw(Fault::malformed, offset_bytes,
                 "an event of a token has sizes that no standard has; it is left out");
    }
}

void EthereumTransfers::sort(EthereumBlock& block) const {
    // Rows that belong to the block have kNoTransaction, and so come last.
    const auto trace_before = [&block](const EthereumTrace& a, const EthereumTrace& b) {
        if (a.transaction != b.transaction) return a.transaction < b.transaction;
        const auto left = block.path_of(a);
        const auto right = block.path_of(b);
        return std::ranges::lexicographical_compare(left, right);
    };
    if (!std::ranges::is_sorted(block.traces, trace_before)) {
        std::ranges::stable_sort(block.traces, trace_before);
    }
    const auto token_before = [](const EthereumTokenEvent& a, const EthereumTokenEvent& b) {
        return std::tie(a.transaction, a.log_index) < std::tie(b.transaction, b.log_index);
    };
    if (!std::ranges::is_sorted(block.tokens, token_before)) {
        std::ranges::stable_sort(block.tokens, token_before);
    }
}

const model::AccountBlock& EthereumTransfers::make(EthereumBlock& block) {
    block_ = &block;
    sort(block);
    made_.height = block.height;
    made_.hash = block.hash;
    made_.previous = block.previous;
    made_.time_unix_s = block.time_unix_s;
    made_.transactions.clear();
    made_.transfers.clear();
    closed_transfers_ = 0;
    start_names();

    std::size_t trace = 0;
    std::size_t token = 0;
    for (std::uint32_t i = 0; i < block.transactions.size(); ++i) {
        const EthereumTransaction& transaction = block.transactions[i];
        const std::size_t first_trace = trace;
        while (trace < block.traces.size() && block.traces[trace].transaction == i) ++trace;
        const std::size_t first_token = token;
        while (token < block.tokens.size() && block.tokens[token].transaction == i) ++token;
        asset_ = 0;
        if (!transaction.is_bare) add_fee(transaction);
        if (first_trace < trace) {
            if (transaction.outcome == Outcome::failed || block.traces[first_trace].is_failed) {
                ++counts_.failed_transactions_count;
            }
            if (transaction.outcome != Outcome::failed) add_traces(first_trace, trace);
        } else if (!transaction.is_bare) {
            if (block.has_traces) {
                flaw(Fault::not_found, transaction.offset_bytes,
                     "a transaction has no traces; what contracts moved in it is missing");
            }
            add_value(transaction);
        }
        add_tokens(transaction, first_token, token);
        close_transaction(transaction.hash);
    }
    PELF_CHECK(token == block.tokens.size());
    add_block_rows();
    close_transaction(block.hash);
    ++counts_.blocks_count;
    counts_.transactions_count += block.transactions.size();
    counts_.transfers_count += made_.transfers.size();
    return made_;
}

void EthereumTransfers::add_fee(const EthereumTransaction& transaction) {
    if (!transaction.gas_used || !transaction.gas_price_wei) {
        flaw(Fault::not_found, transaction.offset_bytes,
             "a transaction's fee is missing: nothing says how much gas it used");
        return;
    }
    const std::uint64_t price_wei = *transaction.gas_price_wei;
    std::uint64_t burned_wei = 0;
    if (block_->height >= rules_->london_height) {
        if (!block_->base_fee_wei || *block_->base_fee_wei > price_wei) {
            flaw(Fault::malformed, transaction.offset_bytes,
                 "a fee cannot be split: the base fee is missing or above what was paid; all of it "
                 "is taken as burned");
            burned_wei = price_wei;
        } else {
            burned_wei = *block_->base_fee_wei;
        }
    }
    const AccountName sender = account(transaction.from);
    add(sender, special(AccountKind::burned), multiply_64(burned_wei, *transaction.gas_used),
        TransferKind::fee);
    add(sender, account(block_->miner), multiply_64(price_wei - burned_wei, *transaction.gas_used),
        TransferKind::fee);
    if (!transaction.has_blobs) return;
    if (!transaction.blob_gas_used || !transaction.blob_gas_price_wei) {
        flaw(Fault::not_found, transaction.offset_bytes,
             "a transaction's fee for blobs is missing: nothing says how much blob gas it used");
        return;
    }
    add(sender, special(AccountKind::burned),
        multiply_64(*transaction.blob_gas_price_wei, *transaction.blob_gas_used),
        TransferKind::fee);
}

/// Whether the value moved, as far as it is certain or nothing better can be known.
bool EthereumTransfers::has_succeeded(const EthereumTransaction& transaction) {
    if (transaction.outcome == Outcome::failed) {
        ++counts_.failed_transactions_count;
        return false;
    }
    if (transaction.outcome == Outcome::succeeded) return true;
    if (block_->height >= rules_->byzantium_height || !transaction.gas_used) {
        if (!transaction.value.is_zero()) {
            flaw(Fault::not_found, transaction.offset_bytes,
                 "a transaction's value is left out: nothing says whether it succeeded");
        }
        return false;
    }
    // Before Byzantium a failure took all gas, so one that left some did not fail. A plain payment
    // takes just what wallets allow it, and is by far the most common of the others.
    if (*transaction.gas_used >= transaction.gas_limit && !transaction.value.is_zero()) {
        flaw(Fault::not_found, transaction.offset_bytes,
             "a transaction used all its gas and no receipt of its time says whether it failed; it "
             "is taken as good");
    }
    return true;
}

void EthereumTransfers::add_value(const EthereumTransaction& transaction) {
    if (!has_succeeded(transaction)) return;
    if (transaction.value.is_zero()) return;
    if (!transaction.to) {
        flaw(Fault::not_found, transaction.offset_bytes,
             "a transaction's value is left out: nothing says to which contract it went");
        return;
    }
    add(account(transaction.from), account(*transaction.to), transaction.value,
        TransferKind::payment);
}

void EthereumTransfers::add_traces(std::size_t begin, std::size_t end) {
    made_contracts_.clear();
    const EthereumTrace* failed = nullptr;
    for (std::size_t i = begin; i < end; ++i) {
        const EthereumTrace& trace = block_->traces[i];
        const auto path = block_->path_of(trace);
        if (i > begin && std::ranges::equal(path, block_->path_of(block_->traces[i - 1]))) {
            flaw(Fault::malformed, trace.offset_bytes,
                 "a trace stands twice; the second is left out");
            continue;
        }
        if (failed != nullptr) {
            const auto above = block_->path_of(*failed);
            const bool is_beneath =
                path.size() >= above.size() && std::ranges::equal(above, path.first(above.size()));
            if (is_beneath) {
                if (!trace.value.is_zero()) ++counts_.undone_traces_count;
                continue;
            }
            failed = nullptr;
        }
        if (trace.is_failed) {
            failed = &trace;
            if (!trace.value.is_zero()) ++counts_.undone_traces_count;
            continue;
        }
        if (trace.kind == Kind::create) made_contracts_.push_back(trace.to);
        add_trace(trace, path.empty());
    }
}

void EthereumTransfers::add_trace(const EthereumTrace& trace, bool is_root) {
    if (trace.kind == Kind::other_call || trace.value.is_zero()) return;
    const AccountName from = account(trace.from);
    if (trace.kind == Kind::self_destruct && trace.from == trace.to) {
        const bool is_made_here =
            std::ranges::find(made_contracts_, trace.from) != made_contracts_.end();
        if (block_->height < rules_->cancun_height || is_made_here) {
            add(from, special(AccountKind::burned), trace.value, TransferKind::internal);
        }
        return;
    }
    add(from, account(trace.to), trace.value,
        is_root ? TransferKind::payment : TransferKind::internal);
}

void EthereumTransfers::add_tokens(const EthereumTransaction& transaction, std::size_t begin,
                                   std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
        const EthereumTokenEvent& event = block_->tokens[i];
        using Event = EthereumTokenEvent::Kind;
        if (i > begin && event.log_index == block_->tokens[i - 1].log_index) {
            flaw(Fault::malformed, event.offset_bytes,
                 "a log stands twice; the second is left out");
            continue;
        }
        if (event.kind == Event::transfer && event.from != kZeroAddress &&
            event.to != kZeroAddress && event.from != event.to &&
            watch_.note(event.from, event.to)) {
            ++counts_.lookalikes_count;
            if (lookalikes_.size() < kLookalikesKeptMax) {
                lookalikes_.push_back({transaction.hash, event.from, event.to});
            }
        }
        if (event.value.is_zero()) {
            ++counts_.zero_token_moves_count;
            continue;
        }
        const bool is_minted = event.kind == Event::wrap || event.from == kZeroAddress;
        const bool is_burned = event.kind == Event::unwrap || event.to == kZeroAddress;
        if (is_minted && is_burned) continue;  // From nothing to nothing.
        auto kind = TransferKind::token;
        if (is_minted) kind = TransferKind::issue;
        if (is_burned) kind = TransferKind::redeem;
        if (event.kind != Event::transfer) kind = TransferKind::wrap;
        asset_ = find_name(asset_slots_, made_.assets,
                           AssetName::of(model::AssetKind::erc20, event.token.bytes));
        add(is_minted ? special(AccountKind::minted) : account(event.from),
            is_burned ? special(AccountKind::burned) : account(event.to), event.value, kind);
    }
}

void EthereumTransfers::add_block_rows() {
    asset_ = 0;
    add_rewards();
    constexpr std::uint64_t kWeiPerGwei = 1'000'000'000;
    for (const EthereumWithdrawal& withdrawal : block_->withdrawals) {
        add(special(AccountKind::outside), account(withdrawal.to),
            multiply_64(withdrawal.amount_gwei, kWeiPerGwei), TransferKind::withdrawal);
    }
}

void EthereumTransfers::add_rewards() {
    bool has_reward = false;
    const auto first =
        std::ranges::find(block_->traces, kNoTransaction, &EthereumTrace::transaction);
    for (auto trace = first; trace != block_->traces.end(); ++trace) {
        PELF_CHECK(belongs_to_block(trace->kind));
        if (trace->is_failed) continue;
        switch (trace->kind) {
            case Kind::genesis:
                add(special(AccountKind::outside), account(trace->to), trace->value,
                    TransferKind::opening);
                break;
            case Kind::dao_fork:
                add(account(trace->from), account(trace->to), trace->value, TransferKind::internal);
                break;
            default:
                has_reward = true;
                add(special(AccountKind::minted), account(trace->to), trace->value,
                    TransferKind::reward);
        }
    }
    if (!has_reward) add_era_rewards();
}

void EthereumTransfers::add_era_rewards() {
    const std::uint64_t reward_wei = rules_->block_reward_wei(block_->height);
    if (reward_wei == 0) return;
    if (block_->has_unknown_uncles) {
        flaw(Fault::not_found, block_->offset_bytes,
             "the block has uncles, and nothing says whose: their rewards, and the miner's for "
             "naming them, are missing");
    }
    constexpr std::uint64_t kNamingParts = 32;
    const AccountName minted = special(AccountKind::minted);
    add(minted, account(block_->miner),
        reward_wei + reward_wei / kNamingParts * block_->uncles.size(), TransferKind::reward);
    for (const EthereumUncle& uncle : block_->uncles) {
        const auto uncle_wei = uncle_reward_wei(reward_wei, block_->height, uncle.height);
        if (uncle_wei) {
            add(minted, account(uncle.miner), *uncle_wei, TransferKind::reward);
        } else {
            flaw(Fault::malformed, block_->offset_bytes,
                 "an uncle is not 1 to 6 blocks older than its block");
        }
    }
}

void EthereumTransfers::close_transaction(const model::LedgerHash& hash) {
    const std::size_t count = made_.transfers.size() - closed_transfers_;
    if (count == 0) return;
    made_.transactions.push_back(
        {.hash = hash, .transfers_count = static_cast<std::uint32_t>(count)});
    closed_transfers_ = made_.transfers.size();
}

void EthereumTransfers::add(const AccountName& from, const AccountName& to, const Uint256& amount,
                            TransferKind kind) {
    if (amount.is_zero()) return;
    const std::uint32_t from_index = find_name(account_slots_, made_.accounts, from);
    const std::uint32_t to_index = find_name(account_slots_, made_.accounts, to);
    made_.transfers.push_back(
        {.from = from_index, .to = to_index, .asset = asset_, .kind = kind, .amount = amount});
}

// Names are told apart within the block by a small table, so that the store looks up each once.
void EthereumTransfers::start_names() {
    constexpr std::size_t kSlotsMin = 256;
    if (account_slots_.empty()) {
        account_slots_.resize(kSlotsMin);
        asset_slots_.resize(kSlotsMin);
    }
    if (++round_ == 0) {
        std::ranges::fill(account_slots_, Slot{});
        std::ranges::fill(asset_slots_, Slot{});
        round_ = 1;
    }
    made_.accounts.clear();
    made_.assets.clear();
    find_name(asset_slots_, made_.assets, AssetName::of(model::AssetKind::native, {}));
}

}  // namespace pelf::ingest
