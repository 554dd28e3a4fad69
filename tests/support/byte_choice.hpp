// SPDX-License-Identifier: Apache-2.0
//
// For fuzzing: an input as a source of choices for the random generators of the tests.
#pragma once

#include <cstdint>
#include <span>

namespace pelf::testing {

/// Each choice takes a byte, of more than 256 things two. When the input is used up, all are 0.
class ByteChoice {
public:
    explicit ByteChoice(std::span<const std::uint8_t> bytes) noexcept : bytes_(bytes) {}

    /// Below `count`. Requires count > 0.
    std::uint64_t operator()(std::uint64_t count) noexcept {
        if (bytes_.empty() || count == 1) return 0;
        std::uint64_t number = bytes_.front();
        bytes_ = bytes_.subspan(1);
        if (count > 256 && !bytes_.empty()) {
            number |= std::uint64_t{bytes_.front()} << 8;
            bytes_ = bytes_.subspan(1);
        }
        return number % count;
    }

private:
    std::span<const std::uint8_t> bytes_;
};

}  // namespace pelf::testing
