// SPDX-License-Identifier: Apache-2.0
//
// A checksum at the speed of memory, against damage and not against forgery: for files that are
// checked whole every time they are opened, where SHA-256 would take seconds.
//
// The bytes are taken as words of eight (the last padded with zeros), word i by lane i mod 4, in
// each lane h = (h xor word) * 0x9e3779b97f4a7c15, then h = h xor (h >> 32), from h = lane. In the
// end the number of bytes and the four lanes are folded together by the same step. Each step can
// be undone, so that a change within one word always changes the sum; any other goes unseen once
// in 2^64.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "base/bytes.hpp"

namespace pelf {

class WordSum {
public:
    void update(std::span<const std::byte> bytes) noexcept {
        size_bytes_ += bytes.size();
        if (held_ > 0) {
            const std::size_t taken = std::min(bytes.size(), block_.size() - held_);
            std::memcpy(block_.data() + held_, bytes.data(), taken);
            held_ += taken;
            bytes = bytes.subspan(taken);
            if (held_ < block_.size()) return;
            add_block(block_.data());
            held_ = 0;
        }
        for (; bytes.size() >= block_.size(); bytes = bytes.subspan(block_.size())) {
            add_block(bytes.data());
        }
        if (bytes.empty()) return;
        std::memcpy(block_.data(), bytes.data(), bytes.size());
        held_ = bytes.size();
    }

    /// The sum of all bytes so far. Nothing may be added afterwards.
    std::uint64_t finish() noexcept {
        if (held_ > 0) {
            std::fill(block_.begin() + static_cast<std::ptrdiff_t>(held_), block_.end(),
                      std::byte{});
            add_block(block_.data());
        }
        std::uint64_t sum = size_bytes_;
        for (const std::uint64_t lane : lanes_) sum = step(sum, lane);
        return sum;
    }

private:
    static std::uint64_t step(std::uint64_t hash, std::uint64_t word) noexcept {
        hash = (hash ^ word) * 0x9e37'79b9'7f4a'7c15;
        return hash ^ (hash >> 32);
    }
    void add_block(const std::byte* bytes) noexcept {
        for (std::size_t lane = 0; lane < lanes_.size(); ++lane) {
            lanes_[lane] = step(lanes_[lane], load<std::uint64_t>(bytes + lane * 8));
        }
    }

    std::array<std::uint64_t, 4> lanes_{0, 1, 2, 3};
    std::array<std::byte, 32> block_{};
    std::size_t held_ = 0;
    std::uint64_t size_bytes_ = 0;
};

inline std::uint64_t word_sum(std::span<const std::byte> bytes) noexcept {
    WordSum sum;
    sum.update(bytes);
    return sum.finish();
}

}  // namespace pelf
