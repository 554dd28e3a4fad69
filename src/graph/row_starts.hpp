// SPDX-License-Identifier: Apache-2.0
//
// Which rows belong to which transaction: one bit a row, set where a transaction's rows begin.
// Rows are outputs (or inputs) in chain order and every transaction has at least one, so the
// n-th set bit is the first row of transaction n.
//
// The bits lie in lines of 64 bytes, one memory access each:
//
//   offset  size  field
//        0     8  rank       set bits in all lines before this one
//        8    56  bits       448 rows, lowest bit of the lowest byte first
//
// Beside them every 64th start has its row number, packed (a "sample"), so that going from a
// transaction to its rows looks at one sample and one or two lines. Both grow at the end only.
// Costs 1.14 bits a row and 0.6 bits a transaction, where plain 40-bit offsets cost 40 bits a
// transaction. Rank and select over a bit vector: Jacobson 1989, Vigna 2008.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "base/result.hpp"
#include "graph/packed.hpp"

namespace pelf::graph {

inline constexpr std::uint64_t kRowsPerLine = 448;
inline constexpr std::uint64_t kStartsPerSample = 64;

struct RowLine {
    std::uint64_t rank = 0;
    std::array<std::uint64_t, 7> bits{};
};
static_assert(sizeof(RowLine) == 64);
static_assert(std::has_unique_object_representations_v<RowLine>, "no padding on disk");

/// A line with the starts from its row `rows` on taken out.
RowLine line_up_to(const RowLine& line, std::uint64_t rows) noexcept;

/// First and last-plus-one of some rows.
struct Rows {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;

    std::uint64_t count() const noexcept { return end - begin; }
    bool operator==(const Rows&) const = default;
};

/// A view of starts that someone else owns. Copying is cheap; any number of threads.
class RowStarts {
public:
    RowStarts() = default;
    RowStarts(const RowLine* lines, PackedView samples, Rows counts) noexcept
        : lines_(lines), samples_(samples), transactions_(counts.begin), rows_(counts.end) {}

    std::uint64_t transactions_count() const noexcept { return transactions_; }
    std::uint64_t rows_count() const noexcept { return rows_; }

    /// The same starts, as they stood at earlier counts (transactions, rows).
    RowStarts cut(Rows counts) const noexcept { return {lines_, samples_, counts}; }

    /// The line a row lies in (or would).
    const RowLine& line_of(std::uint64_t row) const noexcept { return lines_[row / kRowsPerLine]; }

    bool starts_at(std::uint64_t row) const noexcept {
        const std::uint64_t bit = row % kRowsPerLine;
        return ((lines_[row / kRowsPerLine].bits[bit / 64] >> (bit % 64)) & 1) != 0;
    }

    /// The transaction that owns a row. Requires row < rows_count().
    std::uint64_t transaction_of(std::uint64_t row) const noexcept {
        const RowLine& line = lines_[row / kRowsPerLine];
        const std::uint64_t bit = row % kRowsPerLine;
        std::uint64_t starts = line.rank;
        for (std::uint64_t word = 0; word < bit / 64; ++word) {
            starts += static_cast<std::uint64_t>(std::popcount(line.bits[word]));
        }
        const std::uint64_t up_to_row = ~std::uint64_t{0} >> (63 - bit % 64);
        starts += static_cast<std::uint64_t>(std::popcount(line.bits[bit / 64] & up_to_row));
        return starts - 1;
    }

    /// The first row at or after `row` where a transaction starts; rows_count() if none.
    std::uint64_t next_start(std::uint64_t row) const noexcept;

    /// The first row of a transaction; rows_count() for the one past the last.
    std::uint64_t first_row(std::uint64_t transaction) const noexcept;

    /// Counts ranks, samples and starts again, row by row. Fails with malformed; the words say what
    /// is wrong. Bits past the last row are a writer's that is at work, or was killed: no part.
    Status check() const;

    Rows rows_of(std::uint64_t transaction) const noexcept {
        const std::uint64_t begin = first_row(transaction);
        return {begin, next_start(begin + 1)};
    }

    /// Asks for what rows_of() will read, in two steps: the second reads what the first asked for.
    /// Requires transaction < transactions_count().
    [[gnu::always_inline]] void prefetch_sample(std::uint64_t transaction) const noexcept {
        samples_.prefetch(transaction / kStartsPerSample);
    }
    [[gnu::always_inline]] void prefetch_rows(std::uint64_t transaction) const noexcept {
        const std::uint64_t line = samples_[transaction / kStartsPerSample] / kRowsPerLine;
        __builtin_prefetch(&lines_[line]);
        // 64 transactions rarely have more rows than two lines hold.
        if ((line + 1) * kRowsPerLine < rows_) __builtin_prefetch(&lines_[line + 1]);
    }
    /// Asks for what transaction_of() will read.
    [[gnu::always_inline]] void prefetch_transaction(std::uint64_t row) const noexcept {
        __builtin_prefetch(&lines_[row / kRowsPerLine]);
    }

private:
    friend class StartCursor;

    const RowLine* lines_ = nullptr;
    PackedView samples_;
    std::uint64_t transactions_ = 0;
    std::uint64_t rows_ = 0;
};

/// Walks over the starts in order, for sweeps: a few instructions a transaction where first_row()
/// is a search. A view like RowStarts; one thread each.
class StartCursor {
public:
    /// Stands at the first row of `transaction`, which must be below transactions_count().
    StartCursor(const RowStarts& starts, std::uint64_t transaction) noexcept;

    /// Moves to the next transaction and returns its first row; rows_count() past the last.
    std::uint64_t next() noexcept {
        while (word_ == 0) {
            word_row_ += 64;
            if (word_row_ >= rows_) return rows_;
            if (++word_in_line_ == line_->bits.size()) {
                word_in_line_ = 0;
                ++line_;
            }
            word_ = line_->bits[word_in_line_];
        }
        const std::uint64_t row = word_row_ + static_cast<std::uint64_t>(std::countr_zero(word_));
        word_ &= word_ - 1;
        return row < rows_ ? row : rows_;
    }

private:
    const RowLine* line_;
    std::size_t word_in_line_;
    std::uint64_t word_;      ///< Starts not yet returned of the word looked at.
    std::uint64_t word_row_;  ///< Row of its lowest bit.
    std::uint64_t rows_;
};

/// Makes lines and samples, transaction by transaction, going on where an earlier one stopped.
class RowStartsBuilder {
public:
    RowStartsBuilder() = default;
    /// Goes on after `counts` (transactions, rows); `last_line` is the line the next row falls in,
    /// or an empty one at a line's edge.
    RowStartsBuilder(Rows counts, const RowLine& last_line);

    /// Requires rows_count >= 1.
    void append(std::uint64_t rows_count);

    std::uint64_t transactions_count() const noexcept { return transactions_; }
    std::uint64_t rows_count() const noexcept { return rows_; }

    /// Lines from first_line() on, the last one possibly partial.
    const std::vector<RowLine>& lines() const noexcept { return lines_; }
    std::uint64_t first_line() const noexcept { return first_line_; }
    /// Samples made since construction, packed; kPackedLeadBytes may be read before them.
    std::span<const std::byte> samples() const noexcept {
        return std::span(samples_).subspan(kPackedLeadBytes);
    }

    /// Forgets lines and samples that the caller has written, and keeps the partial line.
    void written();

private:
    std::vector<RowLine> lines_;
    std::vector<std::byte> samples_ = std::vector<std::byte>(kPackedLeadBytes);
    std::uint64_t first_line_ = 0;
    std::uint64_t transactions_ = 0;
    std::uint64_t rows_ = 0;
};

}  // namespace pelf::graph
