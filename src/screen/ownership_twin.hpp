// SPDX-License-Identifier: Apache-2.0
//
// For tests and the fuzz target only: who is blocked, by going over all entities again and again
// until nothing changes, with sums made anew from the definition each time.
#pragma once

#include <algorithm>
#include <cstdint>
#include <set>
#include <span>
#include <vector>

#include "screen/ownership.hpp"

namespace pelf::screen {

/// A sum of bounds: the number, and whether any of them is itself excluded.
struct TwinSum {
    std::uint64_t sum_e8 = 0;
    bool is_excluded = false;
};

inline bool twin_meets(const StakeTest& test, const TwinSum& sum, bool is_definite) {
    if (sum.sum_e8 != test.threshold_e8) return sum.sum_e8 > test.threshold_e8;
    // At the threshold itself the true sum is above it if a lower bound is excluded, and below it
    // if an upper one is.
    if (is_definite) return !test.is_strict || sum.is_excluded;
    return !test.is_strict && !sum.is_excluded;
}

inline std::set<std::uint32_t> twin_closure(std::uint32_t entities_count,
                                            std::span<const Holding> holdings,
                                            const OwnershipPolicy& policy,
                                            std::set<std::uint32_t> in, bool is_definite) {
    for (bool changed = true; changed;) {
        changed = false;
        for (std::uint32_t entity = 0; entity < entities_count; ++entity) {
            if (in.contains(entity)) continue;
            for (const StakeTest& test : policy.tests()) {
                if (is_definite && test.is_possible_only) continue;
                TwinSum sum;
                for (const Holding& holding : holdings) {
                    if (holding.owned_index != entity || holding.kind != test.kind) continue;
                    if (!in.contains(holding.owner_index)) continue;
                    sum.sum_e8 += is_definite ? holding.min_e8 : holding.max_e8;
                    const bool excluded = is_definite
                                              ? holding.min_is_excluded
                                              : holding.max_is_excluded && holding.max_e8 > 0;
                    sum.is_excluded = sum.is_excluded || excluded;
                }
                if (!twin_meets(test, sum, is_definite)) continue;
                changed = in.insert(entity).second || changed;
            }
        }
    }
    return in;
}

/// Verdicts of all entities.
inline std::vector<Verdict> twin_verdicts(std::uint32_t entities_count,
                                          std::span<const Holding> holdings,
                                          const OwnershipPolicy& policy,
                                          std::span<const Seed> seeds,
                                          std::span<const JointGroup> groups) {
    std::set<std::uint32_t> sure;
    std::set<std::uint32_t> likely;
    for (const Seed& seed : seeds) {
        likely.insert(seed.entity_index);
        if (seed.is_definite) sure.insert(seed.entity_index);
    }
    std::vector<Verdict> verdicts(entities_count, Verdict::clear);
    const auto raise = [&](std::uint32_t entity, Verdict verdict) {
        verdicts[entity] = std::max(verdicts[entity], verdict);
    };
    for (const std::uint32_t entity : likely) raise(entity, Verdict::listed_possibly);
    for (const std::uint32_t entity : sure) raise(entity, Verdict::listed);
    const auto spread = [&](const std::set<std::uint32_t>& from, bool is_definite) {
        for (const std::uint32_t entity :
             twin_closure(entities_count, holdings, policy, from, is_definite)) {
            if (from.contains(entity)) continue;
            raise(entity, is_definite ? Verdict::definite : Verdict::possible);
        }
    };
    if (policy.aggregation == Aggregation::all) {
        spread(sure, true);
        spread(likely, false);
        return verdicts;
    }
    for (const std::uint32_t entity : sure) spread({entity}, true);
    for (const std::uint32_t entity : likely) spread({entity}, false);
    if (policy.aggregation != Aggregation::per_owner_or_group) return verdicts;
    for (const JointGroup& group : groups) {
        const std::set<std::uint32_t> members(group.begin(), group.end());
        const auto any_of = [&](const std::set<std::uint32_t>& listed) {
            return std::any_of(group.begin(), group.end(),
                               [&](std::uint32_t entity) { return listed.contains(entity); });
        };
        if (any_of(sure)) spread(members, true);
        if (any_of(likely)) spread(members, false);
    }
    return verdicts;
}

}  // namespace pelf::screen
