// SPDX-License-Identifier: Apache-2.0
//
// A resolved batch as the bytes that every column grows by.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "graph/coin_batch.hpp"

namespace pelf::graph {

/// Bytes to be written into a column's rows at an offset (past the column header).
struct ColumnPiece {
    std::uint64_t offset_bytes = 0;
    std::vector<std::byte> bytes;
};

struct ColumnBytes {
    std::array<ColumnPiece, kColumnsCount> pieces;

    ColumnPiece& operator[](Column column) { return pieces[static_cast<std::size_t>(column)]; }
};

/// Only the last line of row starts overlaps what is there; all else is past the end.
ColumnBytes encode(const CoinStore& committed, const CoinBatch& batch, const ResolvedBatch& rows);

/// SHA-256 over one block's rows, the promise that `pelf ledger verify` checks; the order of the
/// bytes is in docs/formats/coin-store.md.
codec::Hash256 rows_sha256(const CoinStore& store, std::uint64_t block);

/// Subsidy and fees that a block's coinbase did not claim; nothing where a fee is not known.
std::optional<std::uint64_t> unclaimed_sat(const CoinColumns& columns, std::uint64_t block);

}  // namespace pelf::graph
