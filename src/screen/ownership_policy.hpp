// SPDX-License-Identifier: Apache-2.0
//
// The ownership rules of the sanctions regimes as data, each with the day from which it holds.
// What they say and where that is written: docs/ownership.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/date.hpp"
#include "base/result.hpp"
#include "model/ownership.hpp"

namespace pelf::screen {

/// Whose holdings are added up.
enum class Aggregation : std::uint8_t {
    all,                 ///< Those of all listed parties together.
    per_owner,           ///< Those of each listed party alone.
    per_owner_or_group,  ///< The same, and those of each declared joint group with a listed member.
};

/// One way in which an entity can be caught: by its stakes of one kind.
struct StakeTest {
    model::StakeKind kind = model::StakeKind::shares;
    std::uint32_t threshold_e8 = model::kWholeE8 / 2;
    bool is_strict = false;  ///< More than the threshold, not the threshold itself.
    /// Meeting it makes nothing definite: a reason to look, not one to block.
    bool is_possible_only = false;
};

struct OwnershipPolicy {
    std::string_view name;     ///< "ofac-2014".
    std::string_view regime;   ///< "ofac", "eu" or "uk".
    std::string_view summary;  ///< For people, one line.
    Date valid_from;
    Aggregation aggregation = Aggregation::all;
    std::array<StakeTest, 6> tests_storage{};
    std::size_t tests_count = 0;

    std::span<const StakeTest> tests() const noexcept {
        return {tests_storage.data(), tests_count};
    }
};

/// "ofac", "eu", "uk".
std::span<const std::string_view> ownership_regimes() noexcept;

/// All policies: by regime, then by the day from which they hold.
std::span<const OwnershipPolicy> ownership_policies() noexcept;

/// The one that holds on a day. Fails with not_found: no such regime, or none of its rules is that
/// old.
Result<const OwnershipPolicy*> policy_on(std::string_view regime, Date day);

}  // namespace pelf::screen
