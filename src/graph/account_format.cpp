// SPDX-License-Identifier: Apache-2.0
#include "graph/account_format.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "graph/address_rows.hpp"

namespace pelf::graph {
namespace {

constexpr std::array<std::string_view, kAccountColumnsCount> kFileNames{"blocks.col",
                                                                        "block_parts.col",
                                                                        "hashes.col",
                                                                        "froms.col",
                                                                        "tos.col",
                                                                        "amounts.col",
                                                                        "movements.col",
                                                                        "transfer_starts.col",
                                                                        "transfer_samples.col",
                                                                        "movement_kinds.col",
                                                                        "far_movements.col",
                                                                        "wide_amounts.col",
                                                                        "account_rows.col",
                                                                        "account_samples.col",
                                                                        "account_kinds.col",
                                                                        "holders.col",
                                                                        "assets.col"};

constexpr std::size_t kUntaggedBytes = 20;

std::uint64_t divide_up(std::uint64_t count, std::uint64_t step) noexcept {
    return (count + step - 1) / step;
}

std::uint64_t rows_bytes(const AccountManifest& manifest, AccountColumn column) noexcept {
    switch (column) {
        case AccountColumn::blocks: return manifest.blocks * sizeof(AccountBlockRow);
        case AccountColumn::block_parts: return manifest.blocks * sizeof(AccountBlockParts);
        case AccountColumn::hashes: return manifest.transactions * sizeof(model::LedgerHash);
        case AccountColumn::froms:
        case AccountColumn::tos: return manifest.transfers * sizeof(std::uint32_t);
        case AccountColumn::amounts: return manifest.transfers * sizeof(std::uint64_t);
        case AccountColumn::movements: return manifest.transfers * sizeof(std::uint16_t);
        case AccountColumn::transfer_starts:
            return divide_up(manifest.transfers, kRowsPerLine) * sizeof(RowLine);
        case AccountColumn::transfer_samples:
            return divide_up(manifest.transactions, kStartsPerSample) * kPackedBytes;
        case AccountColumn::movement_kinds: return manifest.movement_kinds * sizeof(MovementRow);
        case AccountColumn::far_movements: return manifest.far_movements * sizeof(FarMovement);
        case AccountColumn::wide_amounts: return manifest.wide_amounts * sizeof(WideAmount);
        case AccountColumn::account_rows: return manifest.account_bytes;
        case AccountColumn::account_samples:
            return divide_up(manifest.accounts, kAddressesPerSample) * kPackedBytes;
        case AccountColumn::account_kinds: return manifest.accounts;
        case AccountColumn::holders: return manifest.accounts * sizeof(std::uint32_t);
        case AccountColumn::assets: return manifest.assets * sizeof(model::AssetName);
    }
    return 0;
}

bool counts_make_sense(const AccountManifest& manifest) noexcept {
    return manifest.blocks <= kPackedMax && manifest.transfers <= kPackedMax &&
           manifest.transactions <= manifest.transfers && manifest.accounts <= kAccountsMax &&
           manifest.assets <= kAssetsMax && manifest.movement_kinds <= kFarMovement &&
           manifest.far_movements <= manifest.transfers &&
           manifest.wide_amounts <= manifest.transfers && manifest.account_bytes <= kPackedMax;
}

}  // namespace

std::string_view file_name(AccountColumn column) noexcept {
    return kFileNames[static_cast<std::size_t>(column)];
}

std::string_view network_of(const AccountManifest& manifest) noexcept {
    const auto end = std::ranges::find(manifest.network, '\0');
    return {manifest.network.data(), static_cast<std::size_t>(end - manifest.network.begin())};
}

bool is_network_name(std::string_view name) noexcept {
    return !name.empty() && name.size() <= kNetworkBytesMax &&
           std::ranges::all_of(name, [](char letter) { return letter > ' ' && letter <= '~'; });
}

void seal(AccountManifest& manifest) {
    manifest.sha256 = codec::sha256(bytes_of(manifest).first(offsetof(AccountManifest, sha256)));
}

Result<AccountManifest> read_account_manifest(std::span<const std::byte> bytes) {
    PELF_TRY(manifest, read_sealed<AccountManifest>(bytes));
    if (!is_network_name(network_of(manifest)) || manifest.window > 1) {
        return Unexpected(Error{Fault::malformed,
                                "the manifest does not name a network",
                                {},
                                offsetof(AccountManifest, network)});
    }
    if (!counts_make_sense(manifest)) {
        return Unexpected(Error{Fault::malformed,
                                "the manifest counts more than its numbers can hold",
                                {},
                                offsetof(AccountManifest, blocks)});
    }
    return manifest;
}

std::vector<ColumnFile> column_files(const AccountManifest& manifest) {
    std::vector<ColumnFile> columns;
    for (std::uint32_t number = 0; number < kAccountColumnsCount; ++number) {
        const auto column = static_cast<AccountColumn>(number);
        columns.push_back({file_name(column), kFirstAccountColumn + number, kAccountFormatVersion,
                           rows_bytes(manifest, column)});
    }
    return columns;
}

std::span<const std::byte> account_row(const model::AccountName& name) noexcept {
    return bytes_of(name).first(kAddressRowHeadBytes + name.size);
}

std::optional<model::AccountName> account_from_row(std::span<const std::byte> row) noexcept {
    if (row.size() < kAddressRowHeadBytes) return std::nullopt;
    const auto kind = std::to_integer<std::size_t>(row[0]);
    const auto payload = row.subspan(kAddressRowHeadBytes);
    if (kind >= model::kAccountKindsCount || payload.size() > model::AccountName::kBytesMax ||
        payload.size() != std::to_integer<std::size_t>(row[1])) {
        return std::nullopt;
    }
    return model::AccountName::of(static_cast<model::AccountKind>(kind), payload);
}

bool is_asset_row(const model::AssetName& row) noexcept {
    return static_cast<std::size_t>(row.kind) < model::kAssetKindsCount &&
           row.size <= row.payload.size() &&
           std::ranges::all_of(
               std::span(row.payload).subspan(row.size),
               [](std::byte byte) { return byte == std::byte{}; });
}

model::AccountName untagged(const model::AccountName& tagged) {
    PELF_CHECK(tagged.kind == model::AccountKind::xrpl_tagged && tagged.size >= kUntaggedBytes);
    return model::AccountName::of(model::AccountKind::xrpl, tagged.bytes().first(kUntaggedBytes));
}

}  // namespace pelf::graph
