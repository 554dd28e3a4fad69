// SPDX-License-Identifier: Apache-2.0
//
// The transactions a trace still has to visit. A transaction's number exceeds those of all it
// depends on, so visiting in number order needs no heap: one bit a transaction, and above it one
// bit for every 64 of them so that a scan over the empty stretches of a chain is short.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>

#include "analyze/zeroed.hpp"

namespace pelf::analyze {

class TransactionSet {
public:
    /// Holds numbers in [first, end).
    TransactionSet(std::uint64_t first, std::uint64_t end)
        : base_(first / 64 * 64),
          words_count_((end - base_ + 63) / 64),
          words_(words_count_),
          summary_(words_count_ / 64 + 1) {}

    /// True if it was not a member yet.
    bool set(std::uint64_t number) noexcept {
        const std::uint64_t word = (number - base_) / 64;
        const bool is_new = (words_[word] & bit(number - base_)) == 0;
        words_[word] |= bit(number - base_);
        summary_[word / 64] |= bit(word);
        return is_new;
    }

    /// Asks for the memory that set() will write.
    [[gnu::always_inline]] void prefetch(std::uint64_t number) const noexcept {
        __builtin_prefetch(&words_[(number - base_) / 64], 1);
    }

    /// The smallest member at or above `from`, which is at or above the first.
    std::optional<std::uint64_t> next(std::uint64_t from) const noexcept {
        std::uint64_t word = (from - base_) / 64;
        if (word >= words_count_) return std::nullopt;
        std::uint64_t found = words_[word] & (~std::uint64_t{0} << ((from - base_) % 64));
        if (found == 0) {
            ++word;
            std::uint64_t group = word / 64;
            if (group > words_count_ / 64) return std::nullopt;
            std::uint64_t words = summary_[group] & (~std::uint64_t{0} << (word % 64));
            while (words == 0) {
                if (++group > words_count_ / 64) return std::nullopt;
                words = summary_[group];
            }
            word = group * 64 + static_cast<std::uint64_t>(std::countr_zero(words));
            found = words_[word];
        }
        return base_ + word * 64 + static_cast<std::uint64_t>(std::countr_zero(found));
    }

    /// The largest member at or below `from`, which is below the end.
    std::optional<std::uint64_t> previous(std::uint64_t from) const noexcept {
        if (from < base_) return std::nullopt;
        std::uint64_t word = (from - base_) / 64;
        std::uint64_t found = words_[word] & (~std::uint64_t{0} >> (63 - (from - base_) % 64));
        if (found == 0) {
            if (word == 0) return std::nullopt;
            --word;
            std::uint64_t group = word / 64;
            std::uint64_t words = summary_[group] & (~std::uint64_t{0} >> (63 - word % 64));
            while (words == 0) {
                if (group-- == 0) return std::nullopt;
                words = summary_[group];
            }
            word = group * 64 + 63 - static_cast<std::uint64_t>(std::countl_zero(words));
            found = words_[word];
        }
        return base_ + word * 64 + 63 - static_cast<std::uint64_t>(std::countl_zero(found));
    }

private:
    static std::uint64_t bit(std::uint64_t number) noexcept {
        return std::uint64_t{1} << (number % 64);
    }

    std::uint64_t base_;
    std::uint64_t words_count_;
    Zeroed<std::uint64_t> words_;
    Zeroed<std::uint64_t> summary_;
};

}  // namespace pelf::analyze
