// SPDX-License-Identifier: Apache-2.0
#include "model/ownership.hpp"

#include <array>
#include <cmath>
#include <cstddef>

#include "base/text.hpp"

namespace pelf::model {
namespace {

constexpr std::array<std::string_view, kStakeKindsCount> kStakeKinds = {
    "shares", "votes",   "board", "formal_control", "influence", "economic",
    "office", "nominee", "link"};

/// "33.33": no zeros at the end.
std::string decimal(std::uint64_t share_e8) {
    std::string fraction = std::to_string(share_e8 % kPercentE8);
    fraction.insert(0, 6 - fraction.size(), '0');
    fraction.erase(fraction.find_last_not_of('0') + 1);
    return text(share_e8 / kPercentE8, fraction.empty() ? "" : ".", fraction);
}

}  // namespace

std::string_view to_string(StakeKind kind) noexcept {
    return kStakeKinds[static_cast<std::size_t>(kind)];
}

std::optional<std::uint32_t> share_of_percent(double percent) noexcept {
    constexpr double kPercentMax = 100;
    if (!(percent >= 0 && percent <= kPercentMax)) return std::nullopt;
    return static_cast<std::uint32_t>(std::floor(percent * kPercentE8 + 0.5));
}

std::string percent_text(std::uint64_t share_e8) {
    return decimal(share_e8) + " %";
}

std::string to_string(const ShareRange& share) {
    if (share.is_exact()) return percent_text(share.min_e8);
    if (share.min_e8 == 0 && share.max_e8 == kWholeE8) {
        return share.min_is_excluded ? "more than 0 %" : "unknown";
    }
    if (!share.min_is_excluded && !share.max_is_excluded) {
        if (share.max_e8 == kWholeE8) return text("at least ", percent_text(share.min_e8));
        return text(decimal(share.min_e8), " to ", percent_text(share.max_e8));
    }
    const std::string low =
        text(share.min_is_excluded ? "more than " : "at least ", decimal(share.min_e8));
    if (share.max_e8 == kWholeE8 && !share.max_is_excluded) return low + " %";
    return text(low, " and ", share.max_is_excluded ? "less than " : "at most ",
                percent_text(share.max_e8));
}

}  // namespace pelf::model
