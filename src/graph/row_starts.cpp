// SPDX-License-Identifier: Apache-2.0
#include "graph/row_starts.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/text.hpp"

namespace pelf::graph {
namespace {

/// Position of the n-th set bit (from 0) in a word that has more than n.
unsigned nth_set_bit(std::uint64_t word, std::uint64_t n) noexcept {
    for (; n > 0; --n) word &= word - 1;
    return static_cast<unsigned>(std::countr_zero(word));
}

}  // namespace

RowLine line_up_to(const RowLine& line, std::uint64_t rows) noexcept {
    RowLine kept = line;
    for (std::uint64_t word = 0; word < kept.bits.size(); ++word) {
        if (rows <= word * 64) {
            kept.bits[word] = 0;
        } else if (rows < (word + 1) * 64) {
            kept.bits[word] &= (std::uint64_t{1} << (rows % 64)) - 1;
        }
    }
    return kept;
}

std::uint64_t RowStarts::next_start(std::uint64_t row) const noexcept {
    while (row < rows_) {
        const std::uint64_t bit = row % kRowsPerLine;
        const std::uint64_t rest = lines_[row / kRowsPerLine].bits[bit / 64] >> (bit % 64);
        if (rest != 0) {
            return std::min(row + static_cast<std::uint64_t>(std::countr_zero(rest)), rows_);
        }
        row += 64 - bit % 64;
    }
    return rows_;
}

std::uint64_t RowStarts::first_row(std::uint64_t transaction) const noexcept {
    if (transaction >= transactions_) return rows_;
    const std::uint64_t sample = transaction / kStartsPerSample;
    // The line that holds the start lies between two samples: the last whose rank does not pass it.
    std::uint64_t low = samples_[sample] / kRowsPerLine;
    const bool last_sample = (sample + 1) * kStartsPerSample >= transactions_;
    std::uint64_t high = (last_sample ? rows_ - 1 : samples_[sample + 1]) / kRowsPerLine;
    while (low < high) {
        const std::uint64_t middle = high - (high - low) / 2;
        if (lines_[middle].rank <= transaction) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    std::uint64_t left = transaction - lines_[low].rank;
    for (std::uint64_t word = 0;; ++word) {
        const auto starts = static_cast<std::uint64_t>(std::popcount(lines_[low].bits[word]));
        if (left < starts) {
            return low * kRowsPerLine + word * 64 + nth_set_bit(lines_[low].bits[word], left);
        }
        left -= starts;
    }
}

Status RowStarts::check() const {
    const auto wrong = [](std::string message) {
        return Unexpected(Error{Fault::malformed, std::move(message)});
    };
    std::uint64_t count = 0;
    for (std::uint64_t row = 0; row < rows_; ++row) {
        if (row % kRowsPerLine == 0 && line_of(row).rank != count) {
            return wrong(text("the rank of the line of row ", row, " is wrong"));
        }
        if (!starts_at(row)) continue;
        if (count % kStartsPerSample == 0 &&
            (count >= transactions_ || samples_[count / kStartsPerSample] != row)) {
            return wrong(text("the sample of transaction ", count, " is wrong"));
        }
        ++count;
    }
    if (count != transactions_) {
        return wrong(text("expected ", transactions_, " starts, found ", count));
    }
    return Done{};
}

StartCursor::StartCursor(const RowStarts& starts, std::uint64_t transaction) noexcept
    : rows_(starts.rows_count()) {
    const std::uint64_t row = starts.first_row(transaction);
    const std::uint64_t bit = row % kRowsPerLine;
    line_ = starts.lines_ + row / kRowsPerLine;
    word_in_line_ = bit / 64;
    word_row_ = row - bit % 64;
    word_ = (line_->bits[word_in_line_] & (~std::uint64_t{0} << (bit % 64)));
    word_ &= word_ - 1;  // The start stood on.
}

RowStartsBuilder::RowStartsBuilder(Rows counts, const RowLine& last_line)
    : first_line_(counts.end / kRowsPerLine), transactions_(counts.begin), rows_(counts.end) {
    if (rows_ % kRowsPerLine != 0) lines_.push_back(last_line);
}

void RowStartsBuilder::append(std::uint64_t rows_count) {
    PELF_CHECK(rows_count >= 1);
    if (transactions_ % kStartsPerSample == 0) append_packed(samples_, rows_);
    const std::uint64_t start = rows_;
    rows_ += rows_count;
    // A line whose first row comes after this start counts it among those before the line.
    while (first_line_ + lines_.size() <= (rows_ - 1) / kRowsPerLine) {
        const bool after_start = (first_line_ + lines_.size()) * kRowsPerLine > start;
        lines_.push_back({.rank = transactions_ + (after_start ? 1U : 0U)});
    }
    const std::uint64_t bit = start % kRowsPerLine;
    lines_[start / kRowsPerLine - first_line_].bits[bit / 64] |= std::uint64_t{1} << (bit % 64);
    ++transactions_;
}

void RowStartsBuilder::written() {
    const bool partial = rows_ % kRowsPerLine != 0;
    const RowLine last = partial ? lines_.back() : RowLine{};
    lines_.clear();
    if (partial) lines_.push_back(last);
    first_line_ = rows_ / kRowsPerLine;
    samples_.resize(kPackedLeadBytes);
}

}  // namespace pelf::graph
