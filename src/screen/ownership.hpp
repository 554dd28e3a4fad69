// SPDX-License-Identifier: Apache-2.0
//
// Which entities are blocked because listed parties own or control them, by the rule of a regime.
//
// Method: the least fixed point. Blocked are the listed parties, and every entity of which blocked
// parties hold, by one kind of stake, what the rule asks for; nothing else. A worklist fires each
// stake once, when its owner enters: O(entities + stakes), cycles included. Least and not
// greatest: two companies that own each other are clean until somebody listed owns one of them.
// The rule of company control (Bank of Italy; Romei, Ruggieri, Turini 2015) is the same per owner.
//
// Two sets, since registers do not know everything: `definite` from the lower bounds of the
// stakes and from sure identities, `possible` from the upper bounds and from likely ones. Sums are
// of integers and exact; bounds that are themselves excluded count for less, or more, than any
// unit. What the answer does not mean: docs/ownership.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "screen/ownership_graph.hpp"
#include "screen/ownership_policy.hpp"

namespace pelf::screen {

/// The later one outweighs the earlier one.
enum class Verdict : std::uint8_t { clear, possible, listed_possibly, definite, listed };

/// "clear", "possibly blocked", "blocked", "possibly listed", "listed".
std::string_view to_string(Verdict verdict) noexcept;

enum class Certainty : std::uint8_t { definite, possible };

/// An entity that is a listed party, surely or perhaps.
struct Seed {
    std::uint32_t entity_index = 0;
    bool is_definite = true;
};

/// Who hold together by arrangement, listed or not: if one is, the holdings of all count.
using JointGroup = std::vector<std::uint32_t>;

/// Who is counted together: those that count for certain, and those that perhaps do.
struct Circle {
    std::vector<std::uint32_t> definite;
    std::vector<std::uint32_t> possible;
};

/// Both least fixed points of one circle, the definite one within the possible one.
struct Closure {
    /// Entities in the order of their entry: seeds that count for certain, what they catch for
    /// certain, then the other seeds, and what all of them catch possibly.
    std::vector<std::uint32_t> entered;
    std::size_t definite_seeds_count = 0;
    std::size_t definite_count = 0;
    std::size_t possible_seeds_count = 0;
    /// By entity, 1 and up in order of entry, 0: not in. Empty in small closures, which have
    /// `pairs`.
    std::vector<std::uint32_t> ranks;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;  ///< Entity and rank, by entity.

    /// 0 if it is not in.
    std::uint32_t rank(std::uint32_t entity_index) const noexcept;
    /// Of a rank.
    bool is_definite(std::uint32_t rank) const noexcept { return rank <= definite_count; }
    bool is_seed(std::uint32_t rank) const noexcept {
        return rank <= definite_seeds_count ||
               (rank > definite_count && rank <= definite_count + possible_seeds_count);
    }
};

/// Requires seeds below entities_count(); repeated ones count once.
Closure close_over(const OwnershipGraph& graph, const OwnershipPolicy& policy,
                   const Circle& circle);

/// Why one entity is in a closure.
struct Step {
    std::uint32_t entity_index = 0;
    Certainty certainty = Certainty::definite;
    StakeTest test;
    std::uint64_t sum_e8 = 0;             ///< Of the stakes named here.
    std::vector<std::uint32_t> holdings;  ///< Indices into the graph's, by entry of their owner.
};

/// The chain, or rather the net, of holdings behind one verdict.
struct Explanation {
    Certainty certainty = Certainty::definite;
    std::vector<std::uint32_t> seeds;  ///< Listed parties (and their joint holders) at its start.
    std::vector<Step> steps;           ///< In order of entry; the entity asked about is the last.
};

/// One stake that would have to be larger, or whose owner would have to be blocked for certain.
struct Gap {
    std::uint32_t holding_index = 0;
    std::uint64_t gain_e8 = 0;       ///< The most by which it can raise the definite sum.
    bool is_owner_definite = false;  ///< False: the owner itself is only possibly blocked.
};

/// The fewest stakes that, proven at their upper bound, turn "possible" into "definite".
struct MissingEvidence {
    StakeTest test;
    std::uint64_t definite_e8 = 0;  ///< What counts for certain today.
    std::uint64_t missing_e8 = 0;   ///< What lacks to the threshold; a strict one needs more.
    std::vector<Gap> gaps;          ///< By falling gain. Empty: the test itself is "possible only".
};

/// What listed parties hold of an entity by one kind, directly and through blocked entities.
struct Tally {
    StakeTest test;
    std::uint64_t definite_e8 = 0;
    std::uint64_t possible_e8 = 0;
};

/// Const members from any number of threads. The graph and the policy must outlive it.
class Blocking {
public:
    /// Cost: one worklist, or, where holdings are not added up across owners, one for each listed
    /// party and joint group over what it reaches.
    static Blocking compute(const OwnershipGraph& graph, const OwnershipPolicy& policy,
                            std::span<const Seed> seeds, std::span<const JointGroup> groups = {});

    const OwnershipPolicy& policy() const noexcept { return *policy_; }
    Verdict verdict(std::uint32_t entity_index) const noexcept { return verdicts_[entity_index]; }
    /// Blocked or possibly blocked entities that are not listed themselves, in order of entry.
    std::span<const std::uint32_t> caught() const noexcept { return caught_; }

    /// Nothing unless the entity is blocked, for certain or possibly, and not listed itself. Where
    /// several owners each suffice, the first of them. Cost: where owners count alone, that one's
    /// fixed point again; else linear in the net.
    std::optional<Explanation> explain(std::uint32_t entity_index) const;
    /// Nothing unless the verdict is "possible".
    std::optional<MissingEvidence> missing_evidence(std::uint32_t entity_index) const;
    /// By test of the policy; of several owners that count alone, the one with the most.
    std::vector<Tally> tallies(std::uint32_t entity_index) const;

private:
    void mark_seeds(std::span<const Seed> seeds);
    void make_circles(std::span<const Seed> seeds, std::span<const JointGroup> groups);
    void mark_caught(std::span<const std::uint32_t> entities, std::size_t circle_index,
                     Verdict verdict);
    const Closure& closure_of(std::size_t circle_index, std::optional<Closure>& made) const;
    Step step_of(const Closure& closure, std::uint32_t rank) const;
    std::optional<MissingEvidence> missing_for(const StakeTest& test, std::uint32_t entity_index,
                                               const Closure& closure) const;
    std::vector<std::size_t> circles_above(std::uint32_t entity_index) const;

    const OwnershipGraph* graph_ = nullptr;
    const OwnershipPolicy* policy_ = nullptr;
    std::vector<Circle> circles_;
    std::vector<Verdict> verdicts_;
    std::vector<std::uint32_t> circle_of_;  ///< By entity: the circle that catches it first.
    std::vector<std::uint32_t> caught_;
    /// Kept where there is one circle: an explanation then costs no second fixed point.
    std::optional<Closure> whole_;
};

}  // namespace pelf::screen
