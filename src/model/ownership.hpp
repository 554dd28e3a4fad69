// SPDX-License-Identifier: Apache-2.0
//
// Who holds what of whom, as registers state it: facts with their own precision, nothing decided.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/partial_date.hpp"
#include "model/party.hpp"

namespace pelf::model {

/// Suffix _e8: parts of the whole per hundred million, so that 33.33 % is 33'330'000 and sums of
/// decimal percentages are exact. Six decimals of a percentage; what is finer is rounded half up.
inline constexpr std::uint32_t kWholeE8 = 100'000'000;
inline constexpr std::uint32_t kPercentE8 = 1'000'000;

/// Kinds are never added to one another: a vote is no share.
enum class StakeKind : std::uint8_t {
    shares,          ///< Capital, property rights.
    votes,           ///< Voting rights.
    board,           ///< The part of the board that the holder may appoint and remove.
    formal_control,  ///< By articles, law or agreement: the whole, or nothing to the whole.
    influence,       ///< Control in fact, trusts, who instructs a nominee.
    economic,        ///< Rights to profit or to assets, without shares.
    office,          ///< Director, manager: no ownership and no control.
    nominee,         ///< Holds in another's name.
    link,            ///< Some connection that the register does not explain.
};
inline constexpr std::size_t kStakeKindsCount = 9;

/// "shares", "votes", "board", "formal_control", "influence", "economic", "office", "nominee",
/// "link".
std::string_view to_string(StakeKind kind) noexcept;

/// Between two bounds, each of which may itself be excluded. Nothing known: 0 to the whole.
struct ShareRange {
    std::uint32_t min_e8 = 0;
    std::uint32_t max_e8 = kWholeE8;
    bool min_is_excluded = false;
    bool max_is_excluded = false;

    bool is_exact() const noexcept { return min_e8 == max_e8; }
    bool operator==(const ShareRange&) const = default;
};

/// A percentage as a double, such as JSON gives it: to the nearest millionth of a percent, halves
/// up. Nothing below 0, above 100 or for what is no number.
std::optional<std::uint32_t> share_of_percent(double percent) noexcept;

/// "50 %", "33.33 %", "25 to 50 %", "more than 25 and at most 50 %", "unknown".
std::string to_string(const ShareRange& share);
/// "33.33 %".
std::string percent_text(std::uint64_t share_e8);

/// One interest of one holder in one entity.
struct Stake {
    std::uint32_t owner_index = 0;  ///< In Register::parties.
    std::uint32_t owned_index = 0;
    StakeKind kind = StakeKind::shares;
    /// Stated as held through others, and the register does not show the whole way.
    bool is_indirect = false;
    ShareRange share;
    std::optional<PartialDate> from;  ///< The first day; nothing: since ever.
    std::optional<PartialDate> to;    ///< The last day; nothing: until further notice.
    std::string statement;            ///< Id of the statement that says so.

    bool operator==(const Stake&) const = default;
};

/// The register says that someone has an interest, and not who.
struct UndisclosedOwner {
    std::uint32_t owned_index = 0;
    std::string reason;  ///< The register's own word.
};

/// What the files of one register say.
struct Register {
    std::vector<Party> parties;  ///< Their keys are the register's ids, each once.
    std::vector<Stake> stakes;
    std::vector<UndisclosedOwner> undisclosed;
};

}  // namespace pelf::model
