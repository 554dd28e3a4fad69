// SPDX-License-Identifier: Apache-2.0
//
// The state of a sweep: which outputs are tainted, one bit each, and under haircut by how much.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

#include "analyze/trace.hpp"
#include "analyze/zeroed.hpp"
#include "graph/coin_columns.hpp"

namespace pelf::analyze {

/// A view of a TaintStore, which must outlive it. Cheap to copy into a local.
template <Policy kPolicy>
class TaintView {
public:
    TaintView(std::uint64_t first, std::uint64_t count, std::uint64_t* words,
              std::uint64_t* amounts_sat) noexcept
        : first_(first), count_(count), words_(words), amounts_sat_(amounts_sat) {}

    // Always inline: gcc 12 takes a function that only prefetches for one without effect, and
    // drops the call.
    [[gnu::always_inline]] void prefetch_bit(std::uint64_t output) const noexcept {
        __builtin_prefetch(&words_[slot_of(output) / 64]);
    }
    /// Of an output whose bit has come. Without a branch: where half of the chain is tainted, no
    /// one could predict it.
    [[gnu::always_inline]] void prefetch_amount(std::uint64_t output) const noexcept {
        const std::uint64_t slot = slot_of(output);
        __builtin_prefetch(&amounts_sat_[is_set(slot) ? slot : count_]);
    }

    /// What an output holds: satoshis under haircut, 1 or 0 under poison.
    std::uint64_t held(std::uint64_t output) const noexcept {
        const std::uint64_t slot = slot_of(output);
        if constexpr (kPolicy == Policy::poison) return is_set(slot) ? 1 : 0;
        return amounts_sat_[is_set(slot) ? slot : count_];
    }

    /// The output holds nothing any more.
    void clear(std::uint64_t output) const noexcept {
        const std::uint64_t slot = slot_of(output);
        words_[slot / 64] &= ~(std::uint64_t{1} << (slot % 64));
    }

    void put(std::uint64_t output, std::uint64_t amount_sat) const noexcept {
        const std::uint64_t slot = output - first_;
        words_[slot / 64] |= std::uint64_t{1} << (slot % 64);
        if constexpr (kPolicy == Policy::haircut) amounts_sat_[slot] = amount_sat;
    }

    void put_bit(std::uint64_t output, bool tainted) const noexcept {
        const std::uint64_t slot = output - first_;
        words_[slot / 64] |= std::uint64_t{tainted} << (slot % 64);
    }

    /// Calls visit(output, satoshis) for all that is held, ascending.
    template <typename Visit>
    void each(const graph::CoinColumns& columns, Visit visit) const {
        for (std::uint64_t word = 0; word <= count_ / 64; ++word) {
            for (std::uint64_t bits = words_[word]; bits != 0; bits &= bits - 1) {
                const std::uint64_t slot =
                    word * 64 + static_cast<std::uint64_t>(std::countr_zero(bits));
                visit(first_ + slot, kPolicy == Policy::haircut ? amounts_sat_[slot]
                                                                : columns.value_sat(first_ + slot));
            }
        }
    }

private:
    /// Outputs before the first, and the numbers that stand for none, share a slot at the end that
    /// is never set and whose amount is 0: no branch in the hot loop.
    std::uint64_t slot_of(std::uint64_t output) const noexcept {
        return std::min(output - first_, count_);
    }
    bool is_set(std::uint64_t slot) const noexcept {
        return ((words_[slot / 64] >> (slot % 64)) & 1) != 0;
    }

    std::uint64_t first_;
    std::uint64_t count_;
    std::uint64_t* words_;
    std::uint64_t* amounts_sat_;
};

/// Amounts of tainted outputs from `first` on. An output that is spent is cleared, so what is left
/// in the end is unspent. Poison keeps no amounts: all of a tainted output is tainted.
template <Policy kPolicy>
class TaintStore {
public:
    TaintStore(std::uint64_t first, std::uint64_t end)
        : first_(first),
          count_(end - first_),
          words_(count_ / 64 + 1),
          amounts_count_(kPolicy == Policy::haircut ? count_ + 1 : 1),
          amounts_sat_(amounts_count_) {
        words_.prefer_large_pages(count_ / 64 + 1);
        // A third faster where most is tainted; above this size, memory is worth more.
        constexpr std::uint64_t kLargePagesMax = std::uint64_t{1} << 30;
        if (amounts_count_ <= kLargePagesMax) amounts_sat_.prefer_large_pages(amounts_count_);
    }

    TaintView<kPolicy> view() noexcept {
        return {first_, count_, words_.data(), amounts_sat_.data()};
    }

private:
    std::uint64_t first_;
    std::uint64_t count_;
    Zeroed<std::uint64_t> words_;
    std::uint64_t amounts_count_;
    Zeroed<std::uint64_t> amounts_sat_;
};

}  // namespace pelf::analyze
