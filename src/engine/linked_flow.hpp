// SPDX-License-Identifier: Apache-2.0
//
// The way of a trace over several ledgers, small enough to be drawn: boxes for thefts, for what
// went over links, and for ends. The same reductions as on one coin ledger (analyze/trace_flow.hpp)
// as far as they have a meaning here, in this order:
//
//   1. Thefts of one name on one ledger become one box; so do ends of one ledger, kind, asset and
//      owner, and ends at unnamed accounts if there are more than a few of them (but a bank's, for
//      the bank knows whose they are).
//   2. Links become one box where they lead from one owner to one other, in the same assets and
//      with the same standing, and as many links after a theft: so that money goes forward only.
//      Links that bring money to one place are in one box whatever they are, for from there on
//      nobody can tell their money apart.
//   3. If more than `nodes_max` boxes are left, the largest of thefts, links and ends stay, and the
//      others of each sort are summed up in one box (links: in one for each number of links gone
//      over before).
//
// What comes to a box leaves it again, by theft and in amount, except at ends, where it stays.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/linked_trace.hpp"

namespace pelf::engine {

struct AssetSum {
    std::string asset{};
    unsigned decimals = 0;
    Uint256 amount{};

    bool operator==(const AssetSum&) const = default;
};

enum class LinkedBoxKind : std::uint8_t { start, link, end };

struct LinkedBox {
    LinkedBoxKind kind = LinkedBoxKind::start;
    /// Of LinkedAnswer::from, LinkedPolicy::crossings or LinkedPolicy::ends, the largest part of a
    /// theft first. At least one.
    std::vector<std::uint32_t> members{};
    std::vector<AssetSum> given{};      ///< Links: what went in.
    std::vector<AssetSum> amounts{};    ///< What is here; of links, what came out.
    std::vector<TheftShare> origins{};  ///< What comes in or begins here, by theft.
    std::uint64_t share_e8 = 0;         ///< As of lines.
    /// A fee or a residue below a hundredth: not worth a place in a picture, where its hairlines
    /// would hide the money.
    bool is_minor_fee = false;
    bool is_rest = false;  ///< Summed up by the third reduction.
};

struct LinkedLine {
    std::uint32_t from = 0;  ///< Index of a box.
    std::uint32_t to = 0;
    std::vector<AssetSum> given{};      ///< In assets of `from`.
    std::vector<AssetSum> got{};        ///< In assets of `to`.
    std::vector<TheftShare> origins{};  ///< By theft.
    /// Mean over the thefts of the part of each that went along here. For widths and for what is
    /// worth a box; no sum is made of it.
    std::uint64_t share_e8 = 0;
    std::uint32_t hops_min = 0;  ///< On the ledger between; 0 beyond all ledgers.
    std::uint32_t hops_max = 0;
    std::uint64_t streams_count = 0;
};

struct LinkedFlow {
    std::vector<LinkedBox> boxes{};   ///< Thefts, links by number of links before, ends.
    std::vector<LinkedLine> lines{};  ///< By from, then to.
};

inline constexpr std::uint32_t kLinkedNodes = 24;  ///< That fit a page.

/// `policy` is one of the answer's. Nothing to draw (poison) is a flow without boxes. `nodes_max`
/// is kept but for small fees and one box for each number of links gone over. Cost: sorting the
/// way.
LinkedFlow condense(const LinkedAnswer& answer, const LinkedPolicy& policy,
                    std::uint32_t nodes_max);

}  // namespace pelf::engine
