// SPDX-License-Identifier: Apache-2.0
//
// What the checksum over one block of an account store covers, in order. docs/formats/
// account-store.md says the same for people.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "codec/sha256.hpp"
#include "graph/account_format.hpp"

namespace pelf::graph {

/// A block's rows. Views.
struct AccountBlockContent {
    AccountBlockRow row;  ///< Its hash, height and time.
    std::span<const model::LedgerHash> hashes;
    std::span<const std::uint32_t> transfers_counts;  ///< By transaction.
    std::span<const std::uint32_t> froms;
    std::span<const std::uint32_t> tos;
    std::span<const std::uint64_t> amounts;
    std::span<const std::uint16_t> movements;
    std::span<const FarMovement> far_movements;
    std::span<const WideAmount> wide_amounts;
    std::span<const MovementRow> movement_kinds;  ///< New in this block.
    std::span<const std::byte> account_rows;      ///< New in this block.
    std::span<const model::AssetName> assets;     ///< New in this block.
};

codec::Hash256 rows_sha256(const AccountBlockContent& content);

}  // namespace pelf::graph
