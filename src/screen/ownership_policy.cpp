// SPDX-License-Identifier: Apache-2.0
#include "screen/ownership_policy.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace pelf::screen {
namespace {

using model::StakeKind;

constexpr std::uint32_t kHalfE8 = model::kWholeE8 / 2;
constexpr StakeTest kHalfOfShares{StakeKind::shares, kHalfE8, false, false};
constexpr StakeTest kMoreThanHalfOfShares{StakeKind::shares, kHalfE8, true, false};
constexpr StakeTest kMajorityOfVotes{StakeKind::votes, kHalfE8, true, false};
constexpr StakeTest kMajorityOfBoard{StakeKind::board, kHalfE8, true, false};
constexpr StakeTest kFormalControl{StakeKind::formal_control, model::kWholeE8, false, false};
constexpr StakeTest kInfluence{StakeKind::influence, model::kWholeE8, false, false};
/// Until 2024 dominant influence had to rest on a right; in fact alone, it was argued over.
constexpr StakeTest kInfluenceToLookAt{StakeKind::influence, model::kWholeE8, false, true};
/// Half of the profits without shares may be "ownership" or not: no regime says. A reason to look.
constexpr StakeTest kHalfOfProfits{StakeKind::economic, kHalfE8, false, true};

constexpr std::array<std::string_view, 3> kRegimes = {"ofac", "eu", "uk"};

constexpr std::array<OwnershipPolicy, 5> kPolicies = {{
    {"ofac-2008",
     "ofac",
     "50 % or more owned by one blocked person; ownership only",
     {2008, 2, 14},
     Aggregation::per_owner,
     {kHalfOfShares, kHalfOfProfits},
     2},
    {"ofac-2014",
     "ofac",
     "50 % or more owned by blocked persons together; ownership only",
     {2014, 8, 13},
     Aggregation::all,
     {kHalfOfShares, kHalfOfProfits},
     2},
    {"eu-before-2024",
     "eu",
     "more than 50 % owned by listed persons together, or controlled",
     {2013, 4, 30},
     Aggregation::all,
     {kMoreThanHalfOfShares, kMajorityOfVotes, kMajorityOfBoard, kFormalControl, kInfluenceToLookAt,
      kHalfOfProfits},
     6},
    {"eu-2024",
     "eu",
     "50 % or more owned by listed persons together, or controlled",
     {2024, 7, 3},
     Aggregation::all,
     {kHalfOfShares, kMajorityOfVotes, kMajorityOfBoard, kFormalControl, kInfluence,
      kHalfOfProfits},
     6},
    {"uk-2020",
     "uk",
     "more than 50 % of shares or votes, the board's majority, or control, of one listed person",
     {2020, 12, 31},
     Aggregation::per_owner_or_group,
     {kMoreThanHalfOfShares, kMajorityOfVotes, kMajorityOfBoard, kFormalControl, kInfluence,
      kHalfOfProfits},
     6},
}};

}  // namespace

std::span<const std::string_view> ownership_regimes() noexcept {
    return kRegimes;
}

std::span<const OwnershipPolicy> ownership_policies() noexcept {
    return kPolicies;
}

Result<const OwnershipPolicy*> policy_on(std::string_view regime, Date day) {
    const OwnershipPolicy* found = nullptr;
    const OwnershipPolicy* first = nullptr;
    for (const OwnershipPolicy& policy : kPolicies) {
        if (policy.regime != regime) continue;
        if (first == nullptr) first = &policy;
        if (policy.valid_from <= day) found = &policy;
    }
    if (found != nullptr) return found;
    if (first == nullptr) {
        return Unexpected(
            Error{Fault::not_found, text("expected the regime ofac, eu or uk, found ", regime)});
    }
    return Unexpected(Error{Fault::not_found,
                            text("the ownership rules of ", regime, " known here begin on ",
                                 to_string(first->valid_from), "; asked about ", to_string(day))});
}

}  // namespace pelf::screen
