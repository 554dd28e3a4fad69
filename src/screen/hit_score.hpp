// SPDX-License-Identifier: Apache-2.0
//
// From two numbers, name evidence and identity evidence, to the one that a threshold is held
// against. This is the only place where that happens.
//
//   n     the name's score, 0 to 100, as the matcher gives it (match/name_score.hpp); of a weak
//         alias the default threshold where it is 97 or more, else 20 less than the matcher's and
//         at most 5 under the threshold: such a name is to confirm a hit rather than make it
//         (OFAC, FAQ 122 to 125)
//   e     the sum of identity evidence, tenths of a deciban (screen/identity.hpp)
//   f     the floor that an equal identifier gives, 0 without one
//
//   e >= 0    score = n + r * min(e, 400) / 400      r = min(10, (100 - n) / 2); 0 if n = 0
//   e <  0    score = n - d * min(-e, 300) / 300     d = 15 if n >= 95, else 30; 40 if the two have
//             different numbers of a kind that only one thing bears (IMO): names of ships are many
//   score = max(score, f + n / 20), at most 100
//
// All divisions drop the rest. So: nothing but a name leaves the name's score (an exact name alone
// is 100); evidence for raises by at most 10, evidence against lowers a strong name by at most 15,
// so that one wrong digit of a birth year cannot hide it; an equal identifier is a hit under any
// name. The score never falls when n or e rises.
#pragma once

#include <algorithm>
#include <cstdint>

#include "match/name_score.hpp"
#include "model/party.hpp"
#include "screen/identity.hpp"

namespace pelf::screen {

/// Rises with every change that can change the score of a hit for one and the same name score.
inline constexpr std::string_view kIdentityVersion = "identity-1";

/// What is a hit unless somebody says otherwise.
inline constexpr std::uint8_t kThresholdDefault = match::kScoreThreshold;

/// A weak alias that is exact is just looked at; one that is not needs something else to go by.
inline constexpr std::int32_t kWeakNameMax = kThresholdDefault;
inline constexpr std::int32_t kWeakInexactMax = kThresholdDefault - 5;
inline constexpr std::int32_t kRaiseMax = 10;
inline constexpr std::int32_t kLowerMax = 30;
inline constexpr std::int32_t kLowerStrongMax = 15;
inline constexpr std::int32_t kLowerUniqueMax = 40;

/// n of a name as matched. Requires 0 to 100.
constexpr std::uint8_t name_points(std::uint8_t name_score, model::Strength strength) noexcept {
    constexpr std::int32_t kExact = 97;
    constexpr std::int32_t kWeakDeduction = 20;
    const std::int32_t score = name_score;
    if (strength == model::Strength::strong) return name_score;
    const std::int32_t points =
        score >= kExact ? kWeakNameMax : std::min(score - kWeakDeduction, kWeakInexactMax);
    return static_cast<std::uint8_t>(std::max(points, 0));
}

/// The most that identity evidence adds to n.
constexpr std::int32_t raise_max(std::int32_t n) noexcept {
    return n == 0 ? 0 : std::min(kRaiseMax, (100 - n) / 2);
}

/// The score of a hit. `n` is 0 where only an identifier matched.
constexpr std::uint8_t calibrate(std::uint8_t n, const Identity& identity) noexcept {
    constexpr std::int32_t kFullFor = 400;
    constexpr std::int32_t kFullAgainst = 300;
    constexpr std::int32_t kStrong = 95;
    std::int32_t score = n;
    if (identity.sum >= 0) {
        score += raise_max(n) * std::min(identity.sum, kFullFor) / kFullFor;
    } else {
        std::int32_t lower = n >= kStrong ? kLowerStrongMax : kLowerMax;
        if (identity.contradicts_unique) lower = kLowerUniqueMax;
        score -= lower * std::min(-identity.sum, kFullAgainst) / kFullAgainst;
    }
    if (identity.identifier_floor > 0) {
        score = std::max(score, identity.identifier_floor + n / 20);
    }
    return static_cast<std::uint8_t>(std::clamp(score, 0, 100));
}

/// The lowest n that can still reach the threshold: what the name index has to be asked for.
constexpr std::uint8_t name_points_min(std::uint8_t threshold, bool has_facts) noexcept {
    if (!has_facts) return threshold;
    std::int32_t n = threshold;
    while (n > 1 && n - 1 + raise_max(n - 1) >= threshold) --n;
    return static_cast<std::uint8_t>(n);
}

}  // namespace pelf::screen
