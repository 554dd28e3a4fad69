// SPDX-License-Identifier: Apache-2.0
//
// How far the history of one account of Ethereum has been listed, and what stands in it; for the
// readers of this folder only. Each side (ethereum_answers.hpp) goes over the blocks by itself,
// page by page.
//
// Logs have no pages: an answer is of all blocks asked for. Traces do, and nodes give fewer rows
// than asked for as they like, without a word: only an empty page is the last. The next one begins
// in the block of the last row, with the rows of that block that are here passed over.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>

#include "base/result.hpp"
#include "ingest/ledgers/ethereum_answers.hpp"

namespace pelf::ingest {

/// Not thread-safe.
class EthereumListing {
public:
    /// Where a side goes on for a history that begins with block `first`; `last` is the caller's.
    EthereumPageQuestion next(EthereumSide side, std::uint64_t first) const;

    /// Takes the answer to a question that next() gave. One that leaves blocks out, or begins
    /// earlier than ever, begins anew. Fails with refused (a page that does not go on where the
    /// last ended; a transaction in two blocks) or unsupported (the node passes over no rows, so
    /// that nobody can tell which page is the last).
    Status take(const EthereumPageQuestion& question, std::span<const EthereumTouch> touches);

    /// With their blocks; of other beginnings too.
    const std::map<model::LedgerHash, std::uint64_t>& transactions() const noexcept {
        return transactions_;
    }

private:
    /// How far one side has been answered.
    struct Cursor {
        std::optional<std::uint64_t> first{};  ///< Nothing: never asked.
        std::uint64_t next = 0;                ///< The first block that is not answered whole.
        std::uint64_t after = 0;               ///< Rows of it that are.
        EthereumTouch begin{};                 ///< The first of these rows, if there are any.
    };

    std::array<Cursor, kEthereumSidesCount> cursors_{};
    std::map<model::LedgerHash, std::uint64_t> transactions_;
};

}  // namespace pelf::ingest
