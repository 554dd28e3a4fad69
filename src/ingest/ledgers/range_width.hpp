// SPDX-License-Identifier: Apache-2.0
//
// How many blocks to ask a server about at once, where nobody says how many it allows: all, until
// it refuses; then half, until it answers; and after some answers twice as many again, since what
// is too much here need not be there. Each refusal of the larger step makes the next try later, so
// that a limit which is always the same costs few questions.
#pragma once

#include <algorithm>
#include <cstdint>

namespace pelf::ingest {

/// Not thread-safe.
class RangeWidth {
public:
    /// The last block to ask about from `first` on; at most `last`. Requires first <= last.
    std::uint64_t end(std::uint64_t first, std::uint64_t last) const noexcept {
        return last - first < width_ ? last : first + width_ - 1;
    }

    /// The server answered for the range that end() gave.
    void answered() noexcept {
        if (width_ == kAll || ++answers_count_ < patience_) return;
        answers_count_ = 0;
        width_ = width_ > kAll / 2 ? kAll : 2 * width_;
        was_raised_ = true;
    }

    /// The server refused this many blocks, at least 1. False: one block cannot be halved.
    bool refused(std::uint64_t blocks_count) noexcept {
        if (blocks_count <= 1) return false;
        width_ = blocks_count / 2;
        answers_count_ = 0;
        if (was_raised_) patience_ = std::min(2 * patience_, kPatienceMax);
        was_raised_ = false;
        return true;
    }

private:
    static constexpr std::uint64_t kAll = ~std::uint64_t{0};
    static constexpr unsigned kPatienceMax = 256;

    std::uint64_t width_ = kAll;
    unsigned patience_ = 4;
    unsigned answers_count_ = 0;
    bool was_raised_ = false;
};

}  // namespace pelf::ingest
