// SPDX-License-Identifier: Apache-2.0
#include "graph/account_batch.hpp"

#include <algorithm>
#include <limits>

#include "base/check.hpp"
#include "graph/account_block_sum.hpp"

namespace pelf::graph {
namespace {

constexpr std::uint32_t kNoNumber = std::numeric_limits<std::uint32_t>::max();
/// A name with its numbers and its slots.
constexpr std::uint64_t kBytesPerName = sizeof(model::AccountName) + 8 + 32;
constexpr std::uint64_t kBytesPerTransfer = 4 + 4 + 8 + 2;

std::uint64_t movement_key(Movement movement) noexcept {
    return std::uint64_t{movement.asset} << 8 | static_cast<std::uint64_t>(movement.kind);
}

MovementRow movement_row(std::uint64_t key) noexcept {
    return {static_cast<std::uint32_t>(key >> 8), static_cast<std::uint8_t>(key), {}};
}

template <class Row>
std::span<const std::byte> bytes_in(const std::vector<Row>& rows) noexcept {
    return std::as_bytes(std::span(rows));
}

}  // namespace

std::uint32_t hash_of_account(const model::AccountName& name) noexcept {
    // A name ends in zeros, so that its row may be read up to a whole word.
    const std::span<const std::byte, sizeof(name)> bytes = bytes_of(name).first<sizeof(name)>();
    const std::size_t row_bytes = account_row(name).size();
    return word_key(bytes.first((row_bytes + 7) / 8 * 8), row_bytes);
}

std::uint32_t hash_of_asset(const model::AssetName& name) noexcept {
    return address_key(bytes_of(name));
}

Status AccountBatch::start_after(const AccountStore& committed, std::uint64_t names_bytes_max) {
    start_ = committed.manifest();
    blocks_.clear();
    marks_.clear();
    hashes_.clear();
    transfers_counts_.clear();
    froms_.clear();
    tos_.clear();
    amounts_.clear();
    movements_.clear();
    far_movements_.clear();
    wide_amounts_.clear();
    if (names_.size() * kBytesPerName > names_bytes_max) {
        names_.clear();
        numbers_.clear();
        holder_names_.clear();
    }
    first_new_name_ = names_.size();
    for (std::uint32_t asset = assets_.size(); asset < start_.assets; ++asset) {
        PELF_TRY(name, committed.asset_name(asset));
        assets_.add(name);
    }
    const auto kinds = committed.columns().movement_kinds;
    for (std::size_t kind = movement_kinds_.size(); kind < kinds.size(); ++kind) {
        movement_kinds_.add(movement_key(kinds[kind]));
    }
    const bool each_once =
        assets_.size() == start_.assets && movement_kinds_.size() == start_.movement_kinds;
    if (each_once) return Done{};
    return Unexpected(Error{Fault::malformed,
                            "an asset stands twice in the store; ingest the blocks again into a "
                            "new --home"});
}

void AccountBatch::forget() {
    names_.clear();
    numbers_.clear();
    holder_names_.clear();
    assets_.clear();
    movement_kinds_.clear();
}

AccountBatch::Mark AccountBatch::mark() const noexcept {
    return {names_.size(), assets_.size(),        movement_kinds_.size(), hashes_.size(),
            froms_.size(), far_movements_.size(), wide_amounts_.size()};
}

/// Looking up a name waits for two far places in memory: all of a block are asked for at once.
void AccountBatch::hash_names(const model::AccountBlock& block) {
    block_hashes_.clear();
    for (const model::AccountName& name : block.accounts) {
        block_hashes_.push_back(hash_of_account(name));
        names_.prefetch_slot(block_hashes_.back());
    }
    for (const std::uint32_t hash : block_hashes_) names_.prefetch_key(hash);
}

std::uint32_t AccountBatch::add_name(const model::AccountName& name, std::uint32_t hash) {
    const auto [number, is_new] = names_.add(name, hash);
    if (!is_new) return number;
    numbers_.push_back(kNoNumber);
    holder_names_.push_back(number);
    if (name.kind != model::AccountKind::xrpl_tagged) return number;
    const auto [holder, holder_is_new] = names_.add(untagged(name));
    holder_names_[number] = holder;
    if (holder_is_new) {
        numbers_.push_back(kNoNumber);
        holder_names_.push_back(holder);
    }
    return number;
}

std::uint16_t AccountBatch::add_movement(std::uint64_t transfer, Movement movement) {
    const std::uint64_t key = movement_key(movement);
    const bool full = movement_kinds_.size() == kFarMovement;
    if (!full) return static_cast<std::uint16_t>(movement_kinds_.add(key).number);
    const auto known = movement_kinds_.find(key);
    if (known) return static_cast<std::uint16_t>(*known);
    far_movements_.push_back({transfer, movement.asset, movement.kind});
    return kFarMovement;
}

void AccountBatch::add(const model::AccountBlock& block) {
    marks_.push_back(mark());
    AccountBlockRow row;
    row.hash = block.hash;
    row.height = block.height;
    row.time_unix_s = block.time_unix_s;
    row.first_transaction = start_.transactions + hashes_.size();
    row.first_transfer = start_.transfers + froms_.size();
    blocks_.push_back(row);
    hash_names(block);
    block_names_.assign(block.accounts.size(), kNoNumber);
    block_assets_.assign(block.assets.size(), kNoNumber);
    const auto name_at = [&](std::uint32_t place) {
        PELF_CHECK(place < block_names_.size());
        std::uint32_t& name = block_names_[place];
        if (name == kNoNumber) name = add_name(block.accounts[place], block_hashes_[place]);
        return name;
    };
    for (const model::AccountTransfer& transfer : block.transfers) {
        PELF_CHECK(!transfer.amount.is_zero() && transfer.asset < block_assets_.size());
        const std::uint64_t number = start_.transfers + froms_.size();
        froms_.push_back(name_at(transfer.from));
        tos_.push_back(name_at(transfer.to));
        std::uint32_t& asset = block_assets_[transfer.asset];
        if (asset == kNoNumber) asset = assets_.add(block.assets[transfer.asset]).number;
        movements_.push_back(add_movement(number, {asset, transfer.kind}));
        if (transfer.amount < Uint256(kWideAmount)) {
            amounts_.push_back(transfer.amount.low());
        } else {
            amounts_.push_back(kWideAmount);
            wide_amounts_.push_back({number, transfer.amount.limbs()});
        }
    }
    std::uint64_t counted = 0;
    for (const model::AccountTransaction& transaction : block.transactions) {
        PELF_CHECK(transaction.transfers_count > 0);
        hashes_.push_back(transaction.hash);
        transfers_counts_.push_back(transaction.transfers_count);
        counted += transaction.transfers_count;
    }
    PELF_CHECK(counted == block.transfers.size());
}

std::uint64_t AccountBatch::accounts_max() const noexcept {
    return start_.accounts + names_.size() - first_new_name_;
}

std::uint64_t AccountBatch::memory_bytes() const noexcept {
    return blocks_.size() * (sizeof(AccountBlockRow) + sizeof(Mark) + sizeof(AccountBlockParts)) +
           hashes_.size() * (sizeof(model::LedgerHash) + sizeof(std::uint32_t)) +
           froms_.size() * kBytesPerTransfer + wide_amounts_.size() * sizeof(WideAmount) +
           far_movements_.size() * sizeof(FarMovement) + names_.size() * kBytesPerName;
}

void AccountBatch::resolve(const AccountStore& committed) {
    const std::uint32_t count = names_.size() - first_new_name_;
    std::vector<std::uint64_t> probes;
    probes.reserve(count);
    for (std::uint32_t probe = 0; probe < count; ++probe) {
        probes.push_back(key_pair(hash_of_account(names_.keys()[first_new_name_ + probe]), probe));
    }
    const RecentKeys recent = committed.recent_accounts();
    const SortedKeys in_memory[] = {recent.view()};
    const auto found = find_rows(std::move(probes), in_memory, committed.account_segments(),
                                 [&](std::uint64_t probe, std::uint64_t row) {
                                     const auto known = committed.accounts().find_row(row);
                                     const auto& name = names_.keys()[first_new_name_ + probe];
                                     return known && std::ranges::equal(*known, account_row(name));
                                 });
    auto next = static_cast<std::uint32_t>(start_.accounts);
    accounts_before_.clear();
    for (std::uint32_t probe = 0; probe < count; ++probe) {
        accounts_before_.push_back(next - static_cast<std::uint32_t>(start_.accounts));
        numbers_[first_new_name_ + probe] =
            found[probe] != kNoRow ? static_cast<std::uint32_t>(found[probe]) : next++;
    }
    accounts_before_.push_back(next - static_cast<std::uint32_t>(start_.accounts));
    for (std::uint32_t& from : froms_) from = numbers_[from];
    for (std::uint32_t& to : tos_) to = numbers_[to];
}

/// The dictionary rows of names that got a number, in the order of the numbers.
void AccountBatch::add_new_accounts() {
    account_rows_.clear();
    account_samples_.clear();
    account_offsets_.clear();
    account_kinds_.clear();
    holders_.clear();
    for (std::uint32_t name = first_new_name_; name < names_.size(); ++name) {
        if (numbers_[name] != start_.accounts + holders_.size()) continue;
        const model::AccountName& account = names_.keys()[name];
        if (numbers_[name] % kAddressesPerSample == 0) {
            append_packed(account_samples_, start_.account_bytes + account_rows_.size());
        }
        account_offsets_.push_back(account_rows_.size());
        const auto row = account_row(account);
        account_rows_.insert(account_rows_.end(), row.begin(), row.end());
        account_kinds_.push_back(account.kind);
        holders_.push_back(numbers_[holder_names_[name]]);
    }
    account_offsets_.push_back(account_rows_.size());
    PELF_CHECK(holders_.size() == accounts_before_.back());
}

/// What each block brought first, and its checksum.
void AccountBatch::sum_up_blocks() {
    const Mark end = mark();
    parts_.assign(blocks_.size(), {});
    for (std::size_t block = 0; block < blocks_.size(); ++block) {
        const Mark& from = marks_[block];
        const Mark& to = block + 1 < blocks_.size() ? marks_[block + 1] : end;
        const std::uint32_t account = accounts_before_[from.names - first_new_name_];
        const std::uint32_t account_end = accounts_before_[to.names - first_new_name_];
        const auto part = [](const auto& column, std::uint64_t begin, std::uint64_t past) {
            return std::span(column).subspan(begin, past - begin);
        };
        AccountBlockParts& parts = parts_[block];
        parts.first_account = static_cast<std::uint32_t>(start_.accounts) + account;
        parts.first_asset = from.assets;
        parts.first_movement_kind = from.movement_kinds;
        parts.first_account_byte = start_.account_bytes + account_offsets_[account];
        parts.first_far_movement = start_.far_movements + from.far_movements;
        parts.first_wide_amount = start_.wide_amounts + from.wide_amounts;
        parts.rows_sha256 = rows_sha256(AccountBlockContent{
            .row = blocks_[block],
            .hashes = part(hashes_, from.transactions, to.transactions),
            .transfers_counts = part(transfers_counts_, from.transactions, to.transactions),
            .froms = part(froms_, from.transfers, to.transfers),
            .tos = part(tos_, from.transfers, to.transfers),
            .amounts = part(amounts_, from.transfers, to.transfers),
            .movements = part(movements_, from.transfers, to.transfers),
            .far_movements = part(far_movements_, from.far_movements, to.far_movements),
            .wide_amounts = part(wide_amounts_, from.wide_amounts, to.wide_amounts),
            .movement_kinds = part(movement_rows_, from.movement_kinds - start_.movement_kinds,
                                   to.movement_kinds - start_.movement_kinds),
            .account_rows =
                part(account_rows_, account_offsets_[account], account_offsets_[account_end]),
            .assets = part(assets_.keys(), from.assets, to.assets)});
    }
}

AccountBatch::Pieces AccountBatch::encode(const AccountStore& committed) {
    movement_rows_.clear();
    for (std::size_t kind = start_.movement_kinds; kind < movement_kinds_.size(); ++kind) {
        movement_rows_.push_back(movement_row(movement_kinds_.keys()[kind]));
    }
    add_new_accounts();
    sum_up_blocks();
    const RowStarts& before = committed.columns().transfer_starts;
    const bool partial = start_.transfers % kRowsPerLine != 0;
    starts_ = RowStartsBuilder({start_.transactions, start_.transfers},
                               partial ? before.line_of(start_.transfers) : RowLine{});
    for (const std::uint32_t count : transfers_counts_) starts_.append(count);

    Pieces pieces;
    const auto columns = column_files(start_);
    for (std::size_t column = 0; column < kAccountColumnsCount; ++column) {
        pieces[column].offset_bytes = columns[column].rows_bytes;
    }
    const auto put = [&pieces](AccountColumn column, std::span<const std::byte> bytes) {
        pieces[static_cast<std::size_t>(column)].bytes = bytes;
    };
    put(AccountColumn::blocks, bytes_in(blocks_));
    put(AccountColumn::block_parts, bytes_in(parts_));
    put(AccountColumn::hashes, bytes_in(hashes_));
    put(AccountColumn::froms, bytes_in(froms_));
    put(AccountColumn::tos, bytes_in(tos_));
    put(AccountColumn::amounts, bytes_in(amounts_));
    put(AccountColumn::movements, bytes_in(movements_));
    put(AccountColumn::transfer_starts, bytes_in(starts_.lines()));
    put(AccountColumn::transfer_samples, starts_.samples());
    put(AccountColumn::movement_kinds, bytes_in(movement_rows_));
    put(AccountColumn::far_movements, bytes_in(far_movements_));
    put(AccountColumn::wide_amounts, bytes_in(wide_amounts_));
    put(AccountColumn::account_rows, account_rows_);
    put(AccountColumn::account_samples, account_samples_);
    put(AccountColumn::account_kinds, bytes_in(account_kinds_));
    put(AccountColumn::holders, bytes_in(holders_));
    put(AccountColumn::assets,
        bytes_in(assets_.keys()).subspan(start_.assets * sizeof(model::AssetName)));
    // The last line of starts is written again with the bits that it had.
    pieces[static_cast<std::size_t>(AccountColumn::transfer_starts)].offset_bytes =
        starts_.first_line() * sizeof(RowLine);
    return pieces;
}

AccountManifest AccountBatch::manifest_after() const {
    AccountManifest next = start_;
    next.blocks += blocks_.size();
    next.transactions += hashes_.size();
    next.transfers += froms_.size();
    next.movement_kinds = movement_kinds_.size();
    next.far_movements += far_movements_.size();
    next.wide_amounts += wide_amounts_.size();
    next.accounts += holders_.size();
    next.account_bytes += account_rows_.size();
    next.assets = assets_.size();
    return next;
}

}  // namespace pelf::graph
