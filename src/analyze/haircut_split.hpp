// SPDX-License-Identifier: Apache-2.0
//
// The haircut of one transaction in exact integers: who gets how much of the tainted money.
// Each part (an output, or the fee as the last) gets floor(part * tainted / whole); the missing
// units go, one each, to the parts with the largest remainder of that division, ties to the
// lowest index. This is the largest-remainder method (Hamilton 1792): shares sum to `tainted`
// exactly, no share exceeds its part, and none is off by a whole unit.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace pelf::analyze {

class HaircutSplit {
public:
    /// The shares of `tainted_sat` by part, valid until the next call. Requires parts that sum to
    /// whole_sat >= tainted_sat. Cost: one division a part, and for the missing units a sort
    /// where they are many.
    std::span<const std::uint64_t> operator()(std::span<const std::uint64_t> parts_sat,
                                              std::uint64_t tainted_sat, std::uint64_t whole_sat);

private:
    void hand_out(std::uint64_t missing);
    void hand_out_sorted(std::uint64_t missing);

    std::vector<std::uint64_t> shares_;
    std::vector<std::uint64_t> remainders_;
    std::vector<std::uint64_t> order_;
};

}  // namespace pelf::analyze
