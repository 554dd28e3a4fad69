// SPDX-License-Identifier: Apache-2.0
//
// The files of a coin store, byte by byte. All integers little-endian. docs/formats/coin-store.md
// says the same for people, and what each column means; kFormatVersion rises when an old reader
// would read nonsense. Column files begin as store_files.hpp says.
//
// Manifest: what is in the store. Replaced in one step at every commit; a store is what its
// manifest says.
//
//   offset  size  field
//        0     8  magic           "PELFCOIN"
//        8     4  version
//       12     1  chain           0 main, 1 test, 2 signet, 3 regtest
//       13     1  height_known    1: base_height is certain
//       14     2  zero
//       16     8  base_height     height of block 0
//       24    32  previous        hash of the block before block 0; zero at genesis
//       56   8*12 counts          in the order of the struct below
//      152    72  zero
//      224    32  sha256          of bytes 0 to 223
//
// Journal: stands while rows of committed blocks are being changed in place (spenders only).
//
//   offset  size  field
//        0     8  magic           "PELFJRNL"
//        8     4  version
//       12     4  zero
//       16     8  inputs_end      inputs from the restored manifest's count up to here may have
//                                 marked what they spend
//       24     8  overwritten_end likewise rows of the column `overwritten`
//       32    32  done_sha256     of the manifest that ends this change: if it stands, all is done;
//                                 zero when blocks are taken off, which ends with the journal
//       64   256  restore         the manifest to go (back) to
//      320    32  sha256          of bytes 0 to 319
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/result.hpp"
#include "codec/bitcoin_script.hpp"
#include "codec/sha256.hpp"
#include "graph/store_files.hpp"

namespace pelf::graph {

inline constexpr std::uint32_t kFormatVersion = 1;

/// The columns, in the order of their numbers: append, never renumber.
enum class Column : std::uint32_t {
    blocks,
    txids,
    fees,
    output_starts,
    output_samples,
    input_starts,
    input_samples,
    values,
    spenders,
    addresses,
    prevouts,
    big_values,
    address_rows,
    address_samples,
    overwritten,
};
inline constexpr std::size_t kColumnsCount = 15;

/// File name without folder, "values.col".
std::string_view file_name(Column column) noexcept;

struct Manifest {
    std::array<char, 8> magic{'P', 'E', 'L', 'F', 'C', 'O', 'I', 'N'};
    std::uint32_t version = kFormatVersion;
    codec::Chain chain = codec::Chain::main;
    std::uint8_t height_known = 0;
    std::uint16_t zero = 0;
    std::uint64_t base_height = 0;
    codec::Hash256 previous{};
    std::uint64_t blocks = 0;
    std::uint64_t transactions = 0;
    std::uint64_t inputs = 0;
    std::uint64_t outputs = 0;
    std::uint64_t addresses = 0;
    std::uint64_t address_bytes = 0;
    std::uint64_t big_values = 0;
    std::uint64_t overwritten = 0;
    std::uint64_t outside_inputs = 0;   ///< Inputs that spend outputs from before the window.
    std::uint64_t unspent_outputs = 0;  ///< As Bitcoin Core counts them: spendable scripts only.
    std::uint64_t unspent_sat = 0;
    std::uint64_t unclaimed_sat = 0;  ///< Subsidy and fees that coinbases left unclaimed.
    std::array<std::uint64_t, 9> zeros{};
    codec::Hash256 sha256{};

    bool operator==(const Manifest&) const = default;
};
static_assert(sizeof(Manifest) == 256);
static_assert(offsetof(Manifest, blocks) == 56);
static_assert(offsetof(Manifest, sha256) == 224);
static_assert(std::is_trivially_copyable_v<Manifest>);

struct Journal {
    std::array<char, 8> magic{'P', 'E', 'L', 'F', 'J', 'R', 'N', 'L'};
    std::uint32_t version = kFormatVersion;
    std::uint32_t zero = 0;
    std::uint64_t inputs_end = 0;
    std::uint64_t overwritten_end = 0;
    codec::Hash256 done_sha256{};
    Manifest restore;
    codec::Hash256 sha256{};
};
static_assert(sizeof(Journal) == 352);
static_assert(offsetof(Journal, restore) == 64);

/// An output that left the unspent set because a later coinbase has the same transaction id.
struct Overwritten {
    std::uint64_t output = 0;
    std::uint64_t by_transaction = 0;
};
static_assert(sizeof(Overwritten) == 16);

/// Puts the checksum in. To be called before writing.
void seal(Manifest& manifest);
void seal(Journal& journal);

/// Checks length, magic, version and checksum. Fails with truncated, malformed, or unsupported
/// (another version; the message says what to do).
Result<Manifest> read_manifest(std::span<const std::byte> bytes);
Result<Journal> read_journal(std::span<const std::byte> bytes);

/// How many bytes of rows (past the header) a column has under a manifest.
std::uint64_t column_bytes(const Manifest& manifest, Column column) noexcept;

/// All columns under a manifest, by number.
std::vector<ColumnFile> column_files(const Manifest& manifest);

}  // namespace pelf::graph
