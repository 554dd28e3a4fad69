// SPDX-License-Identifier: Apache-2.0
#include "graph/account_verify.hpp"

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

#include "base/text.hpp"
#include "graph/key_numbers.hpp"

namespace pelf::graph {
namespace {

using model::AccountKind;
using model::AssetKind;

/// Whether an account may give what it never got.
bool is_source(AccountKind kind) noexcept {
    return kind == AccountKind::minted || kind == AccountKind::outside;
}

/// Whether the ledger itself sees to it that nobody gives more than they have.
bool is_kept_by_ledger(AssetKind kind) noexcept {
    return kind == AssetKind::native || kind == AssetKind::xrpl_issued ||
           kind == AssetKind::xrpl_mpt;
}

class AccountVerifier {
public:
    explicit AccountVerifier(const AccountStore& store)
        : store_(store), columns_(store.columns()), manifest_(store.manifest()) {}

    AccountCheck run(const CheckProgress& progress) {
        const bool numbers_make_sense =
            check_starts() && check_dictionary() && check_assets() && check_transfers();
        if (!numbers_make_sense) return std::move(check_);
        for (std::uint64_t block = 0; block < columns_.blocks_count; ++block) {
            if (rows_sha256(store_, block) != store_.block_parts()[block].rows_sha256) {
                fault("block ", block, ": the checksum over its rows does not match");
            }
            progress(block + 1, columns_.blocks_count);
        }
        check_names();
        check_keys();
        for (const AccountIndexSegment& segment : columns_.index) check_index(segment);
        for (std::size_t place = 0; place < columns_.sums.size(); ++place) check_sums(place);
        check_balances();
        return std::move(check_);
    }

private:
    template <class... Pieces>
    bool fault(const Pieces&... pieces) {
        ++check_.faults_count;
        if (check_.faults.size() < kStoreFaultsMax) check_.faults.push_back(text(pieces...));
        return false;
    }
    AssetKind asset_kind(std::uint32_t asset) const { return store_.assets()[asset].kind; }

    bool check_starts();
    bool check_dictionary();
    bool check_account(std::uint32_t account, std::span<const std::byte> row);
    bool check_assets();
    bool check_transfers();
    bool check_block_parts(std::uint64_t block);
    bool check_amount(std::uint64_t transfer);
    bool check_movement(std::uint64_t transfer);
    bool check_account_number(std::uint64_t transfer, std::uint32_t account);
    void check_names();
    void check_keys();
    void check_index(const AccountIndexSegment& segment);
    void check_sums(std::size_t place);
    void check_balances();
    void give_and_get(std::uint64_t transfer);
    void pass_pool(std::uint32_t asset, const Uint256& amount, bool gets);
    void end_pool(std::uint64_t transaction);

    /// What went through the pool of one transaction.
    struct Pooled {
        std::uint32_t asset = 0;
        Uint256 in;
        Uint256 out;
        bool beyond = false;
    };

    const AccountStore& store_;
    const AccountColumns& columns_;
    const AccountManifest& manifest_;
    AccountCheck check_;
    // What the transfers up to here have named.
    std::uint32_t accounts_seen_ = 0;
    std::uint32_t assets_seen_ = 0;
    std::uint32_t kinds_seen_ = 0;
    std::size_t far_seen_ = 0;
    std::size_t wide_seen_ = 0;
    NumberNumbers kinds_;
    NumberNumbers places_;  ///< Of account and asset in balances_.
    std::vector<Uint256> balances_;
    std::vector<Pooled> pool_;
};

bool AccountVerifier::check_starts() {
    const auto checked = columns_.transfer_starts.check();
    if (!checked) {
        return fault(file_name(AccountColumn::transfer_starts), ": ", checked.error().message);
    }
    const bool has_base = columns_.blocks_count > 0;
    if (has_base && columns_.blocks.front().height != manifest_.base_height) {
        fault("manifest: the first block has height ", columns_.blocks.front().height, ", not ",
              manifest_.base_height);
    }
    check_.blocks = columns_.blocks_count;
    check_.transactions = columns_.transactions_count;
    check_.transfers = columns_.transfers_count;
    return true;
}

bool AccountVerifier::check_dictionary() {
    const PackedView samples(store_.column(AccountColumn::account_samples).data());
    std::uint64_t offset_bytes = 0;
    std::uint64_t block = 0;
    for (std::uint32_t account = 0; account < columns_.accounts_count; ++account) {
        for (;
             block < columns_.blocks_count && store_.block_parts()[block].first_account == account;
             ++block) {
            if (store_.block_parts()[block].first_account_byte != offset_bytes) {
                return fault("block ", block, ": its first account is not where it should be");
            }
        }
        if (account % kAddressesPerSample == 0 &&
            samples[account / kAddressesPerSample] != offset_bytes) {
            return fault(file_name(AccountColumn::account_samples), ": the sample of account ",
                         account, " is wrong");
        }
        const auto row = store_.accounts().row_at(offset_bytes);
        if (!row || !check_account(account, *row)) {
            return fault(file_name(AccountColumn::account_rows), ": account ", account,
                         " is damaged");
        }
        offset_bytes += row->size();
    }
    if (offset_bytes != manifest_.account_bytes) {
        return fault(file_name(AccountColumn::account_rows), ": expected ", manifest_.account_bytes,
                     " bytes of accounts, found ", offset_bytes);
    }
    check_.accounts = columns_.accounts_count;
    return true;
}

bool AccountVerifier::check_account(std::uint32_t account, std::span<const std::byte> row) {
    constexpr std::size_t kTaggedBytes = 24;
    const auto name = account_from_row(row);
    if (!name || columns_.account_kinds[account] != name->kind) return false;
    const std::uint32_t holder = columns_.holders[account];
    if (name->kind != AccountKind::xrpl_tagged) return holder == account;
    // The holder comes before, or right after.
    if (name->size != kTaggedBytes || holder >= columns_.accounts_count || holder > account + 1) {
        return false;
    }
    const auto holder_row = store_.accounts().find_row(holder);
    return holder_row && std::ranges::equal(*holder_row, account_row(untagged(*name)));
}

bool AccountVerifier::check_assets() {
    std::vector<model::AssetName> names(store_.assets().begin(), store_.assets().end());
    for (std::size_t asset = 0; asset < names.size(); ++asset) {
        if (!is_asset_row(names[asset])) {
            return fault(file_name(AccountColumn::assets), ": asset ", asset, " is damaged");
        }
    }
    std::ranges::sort(names);
    if (std::ranges::adjacent_find(names) != names.end()) {
        return fault(file_name(AccountColumn::assets), ": an asset stands there twice");
    }
    for (const Movement& kind : columns_.movement_kinds) {
        kinds_.add(std::uint64_t{kind.asset} << 8 | static_cast<std::uint64_t>(kind.kind));
    }
    if (kinds_.size() != columns_.movement_kinds.size()) {
        return fault(file_name(AccountColumn::movement_kinds), ": a pair stands there twice");
    }
    check_.assets = names.size();
    return true;
}

/// Every stored number lies inside its table, and new ones come in order.
bool AccountVerifier::check_transfers() {
    for (std::uint64_t block = 0; block < columns_.blocks_count; ++block) {
        const Rows transfers = store_.transfers_of({block, 1});
        const Rows transactions = store_.transactions_of({block, 1});
        if (columns_.transfer_starts.first_row(transactions.begin) != transfers.begin) {
            return fault("block ", block, ": its first transaction does not begin with it");
        }
        if (!check_block_parts(block)) return false;
        for (std::uint64_t transfer = transfers.begin; transfer < transfers.end; ++transfer) {
            if (!check_account_number(transfer, columns_.froms[transfer]) ||
                !check_account_number(transfer, columns_.tos[transfer]) ||
                !check_movement(transfer) || !check_amount(transfer)) {
                return false;
            }
        }
    }
    const bool all_named =
        accounts_seen_ == columns_.accounts_count && assets_seen_ == columns_.assets_count &&
        kinds_seen_ == columns_.movement_kinds.size() &&
        far_seen_ == columns_.far_movements.size() && wide_seen_ == columns_.wide_amounts.size();
    return all_named || fault("the store has accounts, assets, pairs or amounts of no transfer");
}

bool AccountVerifier::check_block_parts(std::uint64_t block) {
    const AccountBlockParts& parts = store_.block_parts()[block];
    const bool as_counted =
        parts.first_account == accounts_seen_ && parts.first_asset == assets_seen_ &&
        parts.first_movement_kind == kinds_seen_ && parts.first_far_movement == far_seen_ &&
        parts.first_wide_amount == wide_seen_ && parts.zero == 0;
    return as_counted || fault(file_name(AccountColumn::block_parts), ": block ", block,
                               " does not begin where the one before ends");
}

bool AccountVerifier::check_account_number(std::uint64_t transfer, std::uint32_t account) {
    if (account < accounts_seen_) return true;
    if (account != accounts_seen_ || account >= columns_.accounts_count) {
        return fault("transfer ", transfer, ": expected an account up to ", accounts_seen_,
                     ", found ", account);
    }
    ++accounts_seen_;
    const bool brings_holder = columns_.holders[account] == accounts_seen_;
    if (brings_holder) ++accounts_seen_;
    return true;
}

bool AccountVerifier::check_movement(std::uint64_t transfer) {
    const std::uint16_t number = columns_.movements[transfer];
    if (number == kFarMovement) {
        if (far_seen_ >= columns_.far_movements.size() ||
            columns_.far_movements[far_seen_].transfer != transfer) {
            return fault(file_name(AccountColumn::far_movements), ": that of transfer ", transfer,
                         " is not there");
        }
        const FarMovement& far = columns_.far_movements[far_seen_++];
        if (kinds_seen_ != kFarMovement ||
            kinds_.find(std::uint64_t{far.asset} << 8 | static_cast<std::uint64_t>(far.kind))) {
            return fault(file_name(AccountColumn::far_movements), ": transfer ", transfer,
                         " should not be there");
        }
    } else if (number > kinds_seen_ || number >= columns_.movement_kinds.size()) {
        return fault(file_name(AccountColumn::movements), ": transfer ", transfer,
                     " names a pair that is not there yet");
    } else if (number == kinds_seen_) {
        ++kinds_seen_;
    }
    const std::uint32_t asset = columns_.movement(transfer).asset;
    if (asset > assets_seen_) {
        return fault("transfer ", transfer, ": expected an asset up to ", assets_seen_, ", found ",
                     asset);
    }
    if (asset == assets_seen_) ++assets_seen_;
    return true;
}

bool AccountVerifier::check_amount(std::uint64_t transfer) {
    const std::uint64_t amount = columns_.amounts[transfer];
    if (amount == 0) {
        return fault(file_name(AccountColumn::amounts), ": transfer ", transfer, " moves nothing");
    }
    if (amount != kWideAmount) return true;
    if (wide_seen_ >= columns_.wide_amounts.size() ||
        columns_.wide_amounts[wide_seen_].transfer != transfer ||
        Uint256(columns_.wide_amounts[wide_seen_].limbs) < Uint256(kWideAmount)) {
        return fault(file_name(AccountColumn::wide_amounts), ": that of transfer ", transfer,
                     " is not there");
    }
    ++wide_seen_;
    return true;
}

/// Finds every account by its name. Of a name that stood there twice only one would be found.
void AccountVerifier::check_names() {
    constexpr std::uint32_t kAtATime = 1 << 18;
    std::vector<model::AccountName> names;
    for (std::uint32_t first = 0; first < columns_.accounts_count;) {
        names.clear();
        const std::uint32_t count = std::min(kAtATime, columns_.accounts_count - first);
        for (std::uint32_t account = first; account < first + count; ++account) {
            const auto name = store_.account_name(account);
            names.push_back(name ? *name : model::AccountName{});
        }
        const auto found = store_.find_accounts(names);
        for (std::uint32_t place = 0; place < count; ++place) {
            if (found[place] == first + place) continue;
            fault("account ", first + place, " is not found by its name, or another has it too");
        }
        first += count;
    }
}

void AccountVerifier::check_keys() {
    const auto tell = [this](const std::string& words) { fault(words); };
    for (const KeySegment& segment : store_.hash_segments()) {
        check_.index_rows += check_key_segment(
            segment, KeyKind::ledger_hash,
            [this](std::uint64_t row) { return hash_key(store_.hashes()[row]); }, tell);
    }
    for (const KeySegment& segment : store_.account_segments()) {
        check_.index_rows += check_key_segment(
            segment, KeyKind::account,
            [this](std::uint64_t row) {
                const auto bytes = store_.accounts().find_row(row);
                return bytes ? address_key(*bytes) : 0;
            },
            tell);
    }
}

/// Every row of the index names its account, none stands there twice, and there are as many as the
/// transfers have sides: then it has them all.
void AccountVerifier::check_index(const AccountIndexSegment& segment) {
    std::uint64_t sides = 0;
    for (std::uint64_t row = segment.rows.begin; row < segment.rows.end; ++row) {
        sides += columns_.froms[row] == columns_.tos[row] ? 1U : 2U;
    }
    const auto wrong = [&](std::uint32_t account) {
        fault("account index of transfers ", segment.rows.begin, " to ", segment.rows.end,
              ": account ", account, " has other rows");
    };
    std::uint64_t found = 0;
    for (std::size_t place = 0; place < segment.accounts.size(); ++place) {
        const std::uint32_t account = segment.accounts[place];
        if (place > 0 && segment.accounts[place - 1] >= account) wrong(account);
        AccountRowCursor cursor(std::span(&segment, 1), account, 0);
        std::uint64_t row_min = segment.rows.begin;
        while (const auto row = cursor.next()) {
            const bool names_it = columns_.froms[*row] == account || columns_.tos[*row] == account;
            if (*row < row_min || !names_it) wrong(account);
            row_min = *row + 1;
            ++found;
        }
    }
    if (found != sides) {
        fault("account index of transfers ", segment.rows.begin, " to ", segment.rows.end,
              ": expected ", sides, " rows, found ", found);
    }
    check_.index_rows += found;
}

/// Where a segment has any they are those that its transfers give.
void AccountVerifier::check_sums(std::size_t place) {
    const AccountSumsSegment& sums = columns_.sums[place];
    if (sums.queues.empty()) return;
    const AccountIndexSegment& index = columns_.index[place];
    const AccountSumsBytes made = make_account_sums(columns_, index);
    if (std::ranges::equal(made.queues, sums.queues) &&
        std::ranges::equal(made.stretches, sums.stretches)) {
        return;
    }
    fault("account sums of transfers ", index.rows.begin, " to ", index.rows.end,
          ": they are not the sums of these");
}

void AccountVerifier::check_balances() {
    for (std::uint64_t transaction = 0; transaction < columns_.transactions_count; ++transaction) {
        const Rows transfers = columns_.transfers_of(transaction);
        for (std::uint64_t transfer = transfers.begin; transfer < transfers.end; ++transfer) {
            give_and_get(transfer);
        }
        end_pool(transaction);
    }
}

void AccountVerifier::give_and_get(std::uint64_t transfer) {
    const std::uint32_t asset = columns_.movement(transfer).asset;
    const Uint256 amount = columns_.amount(transfer);
    const auto balance_of = [&](std::uint32_t account) -> Uint256& {
        const auto [place, is_new] = places_.add(std::uint64_t{account} << 32 | asset);
        if (is_new) balances_.emplace_back();
        return balances_[place];
    };
    const std::uint32_t from = columns_.froms[transfer];
    const AccountKind from_kind = columns_.account_kinds[from];
    if (from_kind == AccountKind::pool) {
        pass_pool(asset, amount, false);
    } else if (!is_source(from_kind)) {
        Uint256& balance = balance_of(from);
        const bool is_short = balance < amount;
        balance -= is_short ? balance : amount;
        if (is_short) {
            ++check_.shortfalls[static_cast<std::size_t>(asset_kind(asset))];
            if (!store_.is_window() && is_kept_by_ledger(asset_kind(asset))) {
                fault("transfer ", transfer, ": account ", from, " gives more than it has");
            }
        }
    }
    const std::uint32_t to = columns_.tos[transfer];
    const AccountKind to_kind = columns_.account_kinds[to];
    if (to_kind == AccountKind::pool) {
        pass_pool(asset, amount, true);
    } else if (!is_source(to_kind)) {
        Uint256& balance = balance_of(to);
        const auto sum = add(balance, amount);
        if (!sum && is_kept_by_ledger(asset_kind(asset))) {
            fault("transfer ", transfer, ": account ", to, " has more than 256 bits can count");
        }
        balance = sum.value_or(kUint256Max);
    }
}

void AccountVerifier::pass_pool(std::uint32_t asset, const Uint256& amount, bool gets) {
    auto at = std::ranges::find(pool_, asset, &Pooled::asset);
    if (at == pool_.end()) {
        at = pool_.emplace(pool_.end());
        at->asset = asset;
    }
    Uint256& side = gets ? at->in : at->out;
    const auto sum = add(side, amount);
    at->beyond = at->beyond || !sum;
    side = sum.value_or(side);
}

/// Who pays through the pool is paid out of it by the end of the transaction.
void AccountVerifier::end_pool(std::uint64_t transaction) {
    for (const Pooled& pooled : pool_) {
        if (pooled.in == pooled.out && !pooled.beyond) continue;
        fault("transaction ", transaction, ": its pool gets ", to_string(pooled.in), " and gives ",
              to_string(pooled.out), " of asset ", pooled.asset);
    }
    pool_.clear();
}

}  // namespace

AccountCheck verify_accounts(const AccountStore& store, const CheckProgress& progress) {
    return AccountVerifier(store).run(progress);
}

}  // namespace pelf::graph
