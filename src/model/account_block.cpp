// SPDX-License-Identifier: Apache-2.0
#include "model/account_block.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace pelf::model {
namespace {

constexpr std::string_view kAccountKinds[] = {
    "evm", "xrpl", "xrpl_tagged", "xrpl_object", "bank", "pool", "minted", "burned", "outside"};
constexpr std::string_view kAssetKinds[] = {"native", "erc20", "xrpl_issued", "xrpl_mpt",
                                            "currency"};
constexpr std::string_view kTransferKinds[] = {
    "payment",    "internal", "token",  "swap", "wrap",    "fee",     "reward",
    "withdrawal", "issue",    "redeem", "hold", "opening", "reversal"};
static_assert(std::size(kAccountKinds) == kAccountKindsCount);
static_assert(std::size(kAssetKinds) == kAssetKindsCount);
static_assert(std::size(kTransferKinds) == kTransferKindsCount);

template <class Name, class Kind>
Name name_of(Kind kind, std::span<const std::byte> bytes) {
    PELF_CHECK(bytes.size() <= Name::kBytesMax);
    Name name;
    name.kind = kind;
    name.size = static_cast<std::uint8_t>(bytes.size());
    std::copy(bytes.begin(), bytes.end(), name.payload.begin());
    return name;
}

}  // namespace

std::string_view to_string(AccountKind kind) noexcept {
    return kAccountKinds[static_cast<std::size_t>(kind)];
}

std::string_view to_string(AssetKind kind) noexcept {
    return kAssetKinds[static_cast<std::size_t>(kind)];
}

std::string_view to_string(TransferKind kind) noexcept {
    return kTransferKinds[static_cast<std::size_t>(kind)];
}

AccountName AccountName::of(AccountKind kind, std::span<const std::byte> bytes) {
    return name_of<AccountName>(kind, bytes);
}

AssetName AssetName::of(AssetKind kind, std::span<const std::byte> bytes) {
    return name_of<AssetName>(kind, bytes);
}

}  // namespace pelf::model
