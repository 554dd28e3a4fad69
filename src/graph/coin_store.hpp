// SPDX-License-Identifier: Apache-2.0
//
// A coin ledger on disk, opened for reading: columns mapped into memory, and the way from a
// transaction id or an address to its row.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/file.hpp"
#include "base/result.hpp"
#include "codec/bitcoin_script.hpp"
#include "codec/sha256.hpp"
#include "graph/address_rows.hpp"
#include "graph/coin_columns.hpp"
#include "graph/format.hpp"
#include "graph/key_index.hpp"

namespace pelf::graph {

/// Shows the store as its manifest stood when it was opened, whatever a writer does meanwhile
/// (short of unwinding blocks below that state). Any number of threads.
class CoinStore {
public:
    /// Maps every file and checks each whole: magic, version, length against the manifest.
    /// Contents are checked by verify_store(). Fails with not_found (no store there), unsupported
    /// (another version), malformed or truncated; the message says what to do.
    static Result<CoinStore> open(const std::filesystem::path& folder);

    /// The columns as a manifest shows them that is not published, without index segments: for the
    /// writer, which makes those from here.
    static Result<CoinStore> open_columns(const std::filesystem::path& folder,
                                          const Manifest& manifest);

    const Manifest& manifest() const noexcept { return manifest_; }
    const CoinColumns& columns() const noexcept { return columns_; }
    const AddressRows& addresses() const noexcept { return addresses_; }
    std::span<const codec::Hash256> txids() const noexcept { return txids_; }
    std::span<const Overwritten> overwritten() const noexcept { return overwritten_; }
    std::span<const std::byte> column(Column column) const noexcept;

    /// Height of a block by number, as the chain counts.
    std::uint64_t height_of(std::uint64_t block) const noexcept {
        return manifest_.base_height + block;
    }

    /// The number of each transaction id, in the order asked; of two transactions with one id
    /// (BIP 30) the later. Cost: a sort of the questions and one pass over the last 255 blocks.
    std::vector<std::optional<std::uint64_t>> find_transactions(
        std::span<const codec::Hash256> txids) const;
    /// The number of each lock's address, in the order asked.
    std::vector<std::optional<std::uint64_t>> find_addresses(
        std::span<const codec::Lock> locks) const;
    /// The block with this hash: a scan of the block column.
    std::optional<std::uint64_t> find_block(const codec::Hash256& hash) const;

    std::span<const KeySegment> segments(KeyKind kind) const noexcept {
        return segments_[static_cast<std::size_t>(kind)];
    }
    /// First block that no segment covers.
    std::uint64_t first_recent_block() const noexcept;
    /// Rows of the blocks without segment, and of any others.
    Rows transactions_of(SegmentRange blocks) const noexcept;
    Rows addresses_of(SegmentRange blocks) const noexcept;

    /// Index pairs of the rows that no segment covers, made when asked: 15 ns a row.
    RecentKeys recent_keys(KeyKind kind) const;

    /// Calls `key` with the index key of each row, in order.
    void txid_keys(Rows rows, const std::function<void(std::uint32_t)>& key) const;
    void address_keys(Rows rows, const std::function<void(std::uint32_t)>& key) const;

private:
    Status open_segments(const std::filesystem::path& folder);
    Status check_blocks() const;
    void make_views();

    Manifest manifest_;
    std::vector<MappedFile> files_;
    std::array<std::vector<KeySegment>, 2> segments_;
    CoinColumns columns_;
    AddressRows addresses_;
    std::span<const codec::Hash256> txids_;
    std::span<const Overwritten> overwritten_;
};

/// The index key of a transaction id: its first four bytes, the first the most significant.
std::uint32_t txid_key(const codec::Hash256& txid) noexcept;

inline constexpr std::string_view kJournalName = "journal";

/// Reads the manifest of the store in a folder; not_found where there is none.
Result<Manifest> load_manifest(const std::filesystem::path& folder);

}  // namespace pelf::graph
