// SPDX-License-Identifier: Apache-2.0
#include "graph/account_store.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/text.hpp"
#include "graph/account_block_sum.hpp"

namespace pelf::graph {
namespace {

Error damaged(std::string_view message) {
    return {Fault::malformed, text(message, "; ingest the blocks again into a new --home")};
}

template <class Number>
std::vector<std::optional<Number>> as_optional(const std::vector<std::uint64_t>& rows) {
    std::vector<std::optional<Number>> found(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i] != kNoRow) found[i] = static_cast<Number>(rows[i]);
    }
    return found;
}

/// The rows of a table by transfer that belong to some transfers.
template <class Row>
std::span<const Row> rows_of_transfers(std::span<const Row> table, Rows transfers) {
    const auto begin = std::ranges::lower_bound(table, transfers.begin, {}, &Row::transfer);
    const auto end = std::ranges::lower_bound(table, transfers.end, {}, &Row::transfer);
    return end > begin ? std::span<const Row>(begin, end) : std::span<const Row>{};
}

}  // namespace

std::uint32_t hash_key(const model::LedgerHash& hash) noexcept {
    return address_key(hash);
}

Result<AccountManifest> load_account_manifest(const std::filesystem::path& folder) {
    const auto path = folder / kManifestName;
    PELF_TRY(bytes, read_file(path, kManifestBytesMax));
    auto manifest = read_account_manifest(bytes);
    if (!manifest) return Unexpected(in_file(std::move(manifest).error(), path));
    return manifest;
}

Result<AccountStore> AccountStore::open(const std::filesystem::path& folder) {
    return open_as_manifest_says(
        [&folder] { return load_account_manifest(folder); },
        [&folder](const AccountManifest& manifest) -> Result<AccountStore> {
            PELF_TRY(store, open_columns(folder, manifest));
            PELF_TRY_DONE(store.check_rows());
            PELF_TRY_DONE(store.open_segments(folder));
            PELF_TRY_DONE(store.open_index(folder));
            PELF_TRY_DONE(store.open_sums(folder));
            return std::move(store);
        });
}

Result<AccountStore> AccountStore::open_columns(const std::filesystem::path& folder,
                                                const AccountManifest& manifest) {
    AccountStore store;
    store.manifest_ = manifest;
    PELF_TRY(files, map_columns(folder, column_files(manifest)));
    store.files_ = std::move(files);
    store.make_views();
    PELF_TRY_DONE(store.read_movement_kinds());
    return store;
}

Result<AccountStore> AccountStore::open_as_written(const std::filesystem::path& folder,
                                                   const AccountManifest& manifest) {
    PELF_TRY(store, open_columns(folder, manifest));
    PELF_TRY_DONE(store.open_segments(folder));
    return std::move(store);
}

Status AccountStore::check_rows() const {
    PELF_TRY_DONE(check_blocks());
    return check_far_movements();
}

Status AccountStore::open_segments(const std::filesystem::path& folder) {
    for (const SegmentRange range : segments_covering(manifest_.blocks)) {
        PELF_TRY(hashes,
                 KeySegment::open(folder, KeyKind::ledger_hash, range, transactions_of(range)));
        hash_segments_.push_back(std::move(hashes));
        PELF_TRY(accounts, KeySegment::open(folder, KeyKind::account, range, accounts_of(range)));
        account_segments_.push_back(std::move(accounts));
    }
    return Done{};
}

Status AccountStore::open_index(const std::filesystem::path& folder) {
    for (const SegmentRange range : segments_covering(manifest_.blocks)) {
        PELF_TRY(file,
                 AccountIndexFile::open(folder, kAccountIndexName, range, transfers_of(range)));
        index_files_.push_back(std::move(file));
        index_.push_back(index_files_.back().segment());
    }
    const Rows recent = transfers_of(recent_blocks());
    recent_index_ = make_account_index(columns_, recent);
    index_.push_back(recent_index_.view(recent));
    columns_.index = index_;
    return Done{};
}

/// Stores of before there were sums have none, and those of few transfers are not kept.
Status AccountStore::open_sums(const std::filesystem::path& folder) {
    sums_.resize(index_.size());
    const auto cover = segments_covering(manifest_.blocks);
    for (std::size_t place = 0; place < cover.size(); ++place) {
        if (cover[place].blocks == kSegmentBlocks.back()) continue;
        auto file = AccountSumsFile::open(folder, kAccountSumsName, cover[place],
                                          transfers_of(cover[place]));
        if (!file && file.error().fault == Fault::not_found) continue;
        if (!file) return Unexpected(std::move(file).error());
        sums_files_.push_back(std::move(*file));
        sums_[place] = sums_files_.back().segment();
    }
    columns_.sums = sums_;
    return Done{};
}

std::span<const std::byte> AccountStore::column(AccountColumn column) const noexcept {
    const auto number = static_cast<std::size_t>(column);
    return files_[number].bytes().subspan(kColumnHeaderBytes,
                                          column_files(manifest_)[number].rows_bytes);
}

void AccountStore::make_views() {
    const auto packed = [this](AccountColumn name) { return PackedView(column(name).data()); };
    columns_.blocks_count = manifest_.blocks;
    columns_.transactions_count = manifest_.transactions;
    columns_.transfers_count = manifest_.transfers;
    columns_.accounts_count = static_cast<std::uint32_t>(manifest_.accounts);
    columns_.assets_count = static_cast<std::uint32_t>(manifest_.assets);
    columns_.froms = rows_in<std::uint32_t>(column(AccountColumn::froms)).data();
    columns_.tos = rows_in<std::uint32_t>(column(AccountColumn::tos)).data();
    columns_.amounts = rows_in<std::uint64_t>(column(AccountColumn::amounts)).data();
    columns_.movements = rows_in<std::uint16_t>(column(AccountColumn::movements)).data();
    columns_.far_movements = rows_in<FarMovement>(column(AccountColumn::far_movements));
    columns_.wide_amounts = rows_in<WideAmount>(column(AccountColumn::wide_amounts));
    columns_.transfer_starts = RowStarts(
        rows_in<RowLine>(column(AccountColumn::transfer_starts)).data(),
        packed(AccountColumn::transfer_samples), {manifest_.transactions, manifest_.transfers});
    columns_.blocks = rows_in<AccountBlockRow>(column(AccountColumn::blocks));
    columns_.account_kinds = rows_in<model::AccountKind>(column(AccountColumn::account_kinds));
    columns_.holders = rows_in<std::uint32_t>(column(AccountColumn::holders));
    accounts_ = AddressRows(column(AccountColumn::account_rows),
                            packed(AccountColumn::account_samples), manifest_.accounts);
    parts_ = rows_in<AccountBlockParts>(column(AccountColumn::block_parts));
    hashes_ = rows_in<model::LedgerHash>(column(AccountColumn::hashes));
    assets_ = rows_in<model::AssetName>(column(AccountColumn::assets));
}

Status AccountStore::check_blocks() const {
    const AccountBlockRow row_end{.first_transaction = manifest_.transactions,
                                  .first_transfer = manifest_.transfers};
    AccountBlockParts parts_end;
    parts_end.first_account = static_cast<std::uint32_t>(manifest_.accounts);
    parts_end.first_asset = static_cast<std::uint32_t>(manifest_.assets);
    parts_end.first_movement_kind = static_cast<std::uint32_t>(manifest_.movement_kinds);
    parts_end.first_account_byte = manifest_.account_bytes;
    parts_end.first_far_movement = manifest_.far_movements;
    parts_end.first_wide_amount = manifest_.wide_amounts;
    for (std::uint64_t block = 0; block < columns_.blocks_count; ++block) {
        const bool last = block + 1 == columns_.blocks_count;
        const AccountBlockRow& row = columns_.blocks[block];
        const AccountBlockRow& next = last ? row_end : columns_.blocks[block + 1];
        const AccountBlockParts& parts = parts_[block];
        const AccountBlockParts& parts_next = last ? parts_end : parts_[block + 1];
        const bool from_zero = block > 0 || (row.first_transaction == 0 && row.first_transfer == 0);
        if (!from_zero || row.first_transaction > next.first_transaction ||
            row.first_transfer > next.first_transfer || (!last && row.height >= next.height) ||
            parts.first_account > parts_next.first_account ||
            parts.first_asset > parts_next.first_asset ||
            parts.first_movement_kind > parts_next.first_movement_kind ||
            parts.first_account_byte > parts_next.first_account_byte ||
            parts.first_far_movement > parts_next.first_far_movement ||
            parts.first_wide_amount > parts_next.first_wide_amount) {
            return Unexpected(damaged(text("the block columns are damaged at block ", block)));
        }
    }
    constexpr std::uint64_t kGroup = kSegmentBlocks.front();
    for (std::uint64_t block = 0; block < columns_.blocks_count; block += kGroup) {
        if (transfers_of({block, kGroup}).count() > kSegmentTransfersMax) {
            return Unexpected(
                damaged(text("too many transfers in the ", kGroup, " blocks from block ", block)));
        }
    }
    return Done{};
}

/// The pairs of asset and kind, and behind them as many as a transfer can name: what a damaged
/// transfer names is then at least there.
Status AccountStore::read_movement_kinds() {
    movement_kinds_.assign(std::size_t{kFarMovement} + 1, {});
    const auto rows = rows_in<MovementRow>(column(AccountColumn::movement_kinds));
    for (std::size_t place = 0; place < rows.size(); ++place) {
        const MovementRow& row = rows[place];
        if (row.asset >= manifest_.assets || row.kind >= model::kTransferKindsCount ||
            row.zero != decltype(row.zero){}) {
            return Unexpected(damaged(
                text(file_name(AccountColumn::movement_kinds), " is damaged at row ", place)));
        }
        movement_kinds_[place] = {row.asset, static_cast<model::TransferKind>(row.kind)};
    }
    columns_.movement_kinds = std::span(movement_kinds_).first(rows.size());
    return Done{};
}

Status AccountStore::check_far_movements() const {
    std::uint64_t transfer_min = 0;
    for (const FarMovement& far : columns_.far_movements) {
        if (far.transfer < transfer_min || far.transfer >= manifest_.transfers ||
            far.asset >= manifest_.assets ||
            static_cast<std::size_t>(far.kind) >= model::kTransferKindsCount) {
            return Unexpected(damaged(text(file_name(AccountColumn::far_movements),
                                           " is damaged after transfer ", transfer_min)));
        }
        transfer_min = far.transfer + 1;
    }
    return Done{};
}

SegmentRange AccountStore::recent_blocks() const noexcept {
    const std::uint64_t first = first_recent_block(manifest_.blocks);
    return {first, manifest_.blocks - first};
}

Rows AccountStore::transactions_of(SegmentRange blocks) const noexcept {
    const auto first = [this](std::uint64_t block) {
        return block < manifest_.blocks ? columns_.blocks[block].first_transaction
                                        : manifest_.transactions;
    };
    return {first(blocks.first_block), first(blocks.first_block + blocks.blocks)};
}

Rows AccountStore::transfers_of(SegmentRange blocks) const noexcept {
    const auto first = [this](std::uint64_t block) {
        return block < manifest_.blocks ? columns_.blocks[block].first_transfer
                                        : manifest_.transfers;
    };
    return {first(blocks.first_block), first(blocks.first_block + blocks.blocks)};
}

Rows AccountStore::accounts_of(SegmentRange blocks) const noexcept {
    const auto first = [this](std::uint64_t block) {
        return block < manifest_.blocks ? parts_[block].first_account : manifest_.accounts;
    };
    return {first(blocks.first_block), first(blocks.first_block + blocks.blocks)};
}

void AccountStore::hash_keys(Rows rows, const std::function<void(std::uint32_t)>& key) const {
    for (std::uint64_t row = rows.begin; row < rows.end; ++row) key(hash_key(hashes_[row]));
}

/// A damaged row gets some key: nobody finds it, and verify_accounts() names it.
void AccountStore::account_keys(Rows rows, const std::function<void(std::uint32_t)>& key) const {
    const std::byte* at = nullptr;
    const auto all = column(AccountColumn::account_rows);
    for (std::uint64_t row = rows.begin; row < rows.end; ++row) {
        const auto bytes = at == nullptr
                               ? accounts_.find_row(row)
                               : accounts_.row_at(static_cast<std::uint64_t>(at - all.data()));
        key(bytes ? address_key(*bytes) : 0);
        at = bytes ? bytes->data() + bytes->size() : nullptr;
    }
}

RecentKeys AccountStore::recent_accounts() const {
    return sorted_keys(accounts_of(recent_blocks()),
                       [this](Rows rows, const auto& key) { account_keys(rows, key); });
}

std::optional<std::uint64_t> AccountStore::find_height(std::uint64_t height) const noexcept {
    const auto at = std::ranges::lower_bound(columns_.blocks, height, {}, &AccountBlockRow::height);
    if (at == columns_.blocks.end() || at->height != height) return std::nullopt;
    return static_cast<std::uint64_t>(at - columns_.blocks.begin());
}

std::optional<std::uint64_t> AccountStore::find_block(
    const model::LedgerHash& hash) const noexcept {
    for (std::uint64_t block = columns_.blocks_count; block-- > 0;) {
        if (columns_.blocks[block].hash == hash) return block;
    }
    return std::nullopt;
}

std::vector<std::optional<std::uint64_t>> AccountStore::find_transactions(
    std::span<const model::LedgerHash> hashes) const {
    std::vector<std::uint64_t> probes;
    for (const model::LedgerHash& hash : hashes) {
        probes.push_back(key_pair(hash_key(hash), probes.size()));
    }
    const RecentKeys recent =
        sorted_keys(transactions_of(recent_blocks()),
                    [this](Rows rows, const auto& key) { hash_keys(rows, key); });
    const SortedKeys in_memory[] = {recent.view()};
    return as_optional<std::uint64_t>(find_rows(
        std::move(probes), in_memory, hash_segments_,
        [&](std::uint64_t probe, std::uint64_t row) { return hashes_[row] == hashes[probe]; }));
}

std::vector<std::optional<std::uint32_t>> AccountStore::find_accounts(
    std::span<const model::AccountName> names) const {
    std::vector<std::uint64_t> probes;
    for (const model::AccountName& name : names) {
        probes.push_back(key_pair(address_key(account_row(name)), probes.size()));
    }
    const RecentKeys recent = recent_accounts();
    const SortedKeys in_memory[] = {recent.view()};
    return as_optional<std::uint32_t>(
        find_rows(std::move(probes), in_memory, account_segments_,
                  [&](std::uint64_t probe, std::uint64_t row) {
                      const auto found = accounts_.find_row(row);
                      return found && std::ranges::equal(*found, account_row(names[probe]));
                  }));
}

std::vector<std::optional<std::uint32_t>> AccountStore::find_assets(
    std::span<const model::AssetName> names) const {
    std::vector<std::size_t> order(names.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto name_of = [names](std::size_t question) { return names[question]; };
    std::ranges::sort(order, {}, name_of);
    std::vector<std::optional<std::uint32_t>> found(names.size());
    for (std::uint32_t asset = 0; asset < assets_.size(); ++asset) {
        for (const std::size_t question :
             std::ranges::equal_range(order, assets_[asset], {}, name_of)) {
            found[question] = asset;
        }
    }
    return found;
}

Result<model::AccountName> AccountStore::account_name(std::uint32_t account) const {
    const auto row = accounts_.find_row(account);
    const auto name = row ? account_from_row(*row) : std::nullopt;
    if (name) return *name;
    return Unexpected(damaged(text("the name of account ", account, " is damaged")));
}

Result<model::AssetName> AccountStore::asset_name(std::uint32_t asset) const {
    PELF_CHECK(asset < assets_.size());
    if (is_asset_row(assets_[asset])) return assets_[asset];
    return Unexpected(damaged(text("the name of asset ", asset, " is damaged")));
}

codec::Hash256 rows_sha256(const AccountStore& store, std::uint64_t block) {
    const AccountColumns& columns = store.columns();
    const AccountManifest& manifest = store.manifest();
    const bool last = block + 1 == columns.blocks_count;
    const AccountBlockParts& parts = store.block_parts()[block];
    const Rows transactions = store.transactions_of({block, 1});
    const Rows transfers = store.transfers_of({block, 1});
    const auto end_of = [&](auto member, std::uint64_t all) -> std::uint64_t {
        return last ? all : store.block_parts()[block + 1].*member;
    };
    const auto accounts_end =
        end_of(&AccountBlockParts::first_account_byte, manifest.account_bytes);
    const auto assets_end = end_of(&AccountBlockParts::first_asset, manifest.assets);
    const auto kinds_end = end_of(&AccountBlockParts::first_movement_kind, manifest.movement_kinds);
    std::vector<std::uint32_t> counts;
    for (std::uint64_t transaction = transactions.begin; transaction < transactions.end;
         ++transaction) {
        counts.push_back(static_cast<std::uint32_t>(columns.transfers_of(transaction).count()));
    }
    return rows_sha256(AccountBlockContent{
        .row = columns.blocks[block],
        .hashes = store.hashes().subspan(transactions.begin, transactions.count()),
        .transfers_counts = counts,
        .froms = {columns.froms + transfers.begin, transfers.count()},
        .tos = {columns.tos + transfers.begin, transfers.count()},
        .amounts = {columns.amounts + transfers.begin, transfers.count()},
        .movements = {columns.movements + transfers.begin, transfers.count()},
        .far_movements = rows_of_transfers(columns.far_movements, transfers),
        .wide_amounts = rows_of_transfers(columns.wide_amounts, transfers),
        .movement_kinds =
            rows_in<MovementRow>(store.column(AccountColumn::movement_kinds))
                .subspan(parts.first_movement_kind, kinds_end - parts.first_movement_kind),
        .account_rows =
            store.column(AccountColumn::account_rows)
                .subspan(parts.first_account_byte, accounts_end - parts.first_account_byte),
        .assets = store.assets().subspan(parts.first_asset, assets_end - parts.first_asset)});
}

}  // namespace pelf::graph
