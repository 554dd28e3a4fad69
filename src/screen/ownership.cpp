// SPDX-License-Identifier: Apache-2.0
#include "screen/ownership.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_set>

#include "base/check.hpp"

namespace pelf::screen {
namespace {

constexpr std::uint32_t kNoCircle = std::numeric_limits<std::uint32_t>::max();
/// Above every rank: all members of a closure.
constexpr std::uint32_t kNoRank = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint8_t kNoTest = std::numeric_limits<std::uint8_t>::max();

/// A share with the units of the excluded bounds below it: each is worth less than any unit of a
/// share, and there are fewer than 2^32 of them.
constexpr unsigned kShareShift = 32;

std::uint64_t lower_value(const Holding& holding) noexcept {
    return (std::uint64_t(holding.min_e8) << kShareShift) + (holding.min_is_excluded ? 1 : 0);
}

/// A bound that is excluded and zero is no share at all.
std::uint64_t upper_value(const Holding& holding) noexcept {
    const std::uint64_t value = std::uint64_t(holding.max_e8) << kShareShift;
    return holding.max_is_excluded && value > 0 ? value - 1 : value;
}

bool is_met(const StakeTest& test, std::uint64_t value) noexcept {
    const std::uint64_t threshold = std::uint64_t(test.threshold_e8) << kShareShift;
    return test.is_strict ? value > threshold : value >= threshold;
}

/// Rounded up to whole units: "almost 50" is shown as what it is a bound of.
std::uint64_t share_of(std::uint64_t value) noexcept {
    constexpr std::uint64_t kBelow = (std::uint64_t(1) << kShareShift) / 2;
    return (value + kBelow) >> kShareShift;
}

/// Sums below this never overflow: what is above it met every threshold.
std::uint64_t add_capped(std::uint64_t sum, std::uint64_t value) noexcept {
    constexpr std::uint64_t kMax = std::uint64_t(1) << 62;
    return std::min(sum + value, kMax);
}

/// The worklist with its tables, to be used again: clearing costs what the last run touched. One
/// pass for both fixed points: an owner that is in for certain adds the lower bound of a stake to
/// one sum and the upper bound to the other.
class Worklist {
public:
    Worklist(const OwnershipGraph& graph, const OwnershipPolicy& policy) : graph_(graph) {
        test_of_kind_.fill(kNoTest);
        for (const StakeTest& test : policy.tests()) {
            if (!graph.has_kind(test.kind)) continue;
            test_of_kind_[static_cast<std::size_t>(test.kind)] =
                static_cast<std::uint8_t>(tests_.size());
            tests_.push_back(test);
        }
        // Nobody holds anything that counts: one column all the same, to say who is in.
        columns_count_ = std::max<std::size_t>(tests_.size(), 1);
        sums_.assign(graph.entities_count() * columns_count_, {});
    }

    /// The closure without its ranks; valid until the next run.
    const Closure& run(const Circle& circle) {
        clear();
        for (const std::uint32_t seed : circle.definite) enter_for_certain(seed);
        closure_.definite_seeds_count = entered_.size();
        for (std::size_t next = 0; next < entered_.size(); ++next) {
            look_ahead(next);
            for (const std::uint32_t index : graph_.held_by(entered_[next])) {
                fire(graph_.holdings()[index]);
            }
        }
        closure_.definite_count = entered_.size();
        for (const std::uint32_t seed : circle.possible) enter_possibly(seed);
        closure_.possible_seeds_count = entered_.size() - closure_.definite_count;
        for (const std::uint32_t entity : reached_) enter_possibly(entity);
        for (std::size_t next = closure_.definite_count; next < entered_.size(); ++next) {
            look_ahead(next);
            for (const std::uint32_t index : graph_.held_by(entered_[next])) {
                fire_possibly(graph_.holdings()[index]);
            }
        }
        return closure_;
    }

private:
    /// In place of a sum: the entity is in, and nothing more is added.
    static constexpr std::uint64_t kIn = std::numeric_limits<std::uint64_t>::max();
    /// Of a possible sum: the entity will be in, once it is known that it is not so for certain.
    static constexpr std::uint64_t kReached = kIn - 1;

    struct Sums {
        std::uint64_t definite = 0;
        std::uint64_t possible = 0;
    };

    std::span<Sums> row(std::uint32_t entity_index) noexcept {
        return std::span(sums_).subspan(entity_index * columns_count_, columns_count_);
    }

    void enter_for_certain(std::uint32_t entity_index) {
        const auto sums = row(entity_index);
        if (sums.front().definite == kIn) return;
        std::fill(sums.begin(), sums.end(), Sums{kIn, kIn});
        entered_.push_back(entity_index);
    }

    void enter_possibly(std::uint32_t entity_index) {
        const auto sums = row(entity_index);
        if (sums.front().possible == kIn) return;
        for (Sums& sum : sums) sum.possible = kIn;
        entered_.push_back(entity_index);
    }

    void fire(const Holding& holding) {
        const std::uint8_t test = test_of_kind_[static_cast<std::size_t>(holding.kind)];
        if (test == kNoTest) return;
        const auto sums = row(holding.owned_index);
        Sums& sum = sums[test];
        if (sum.definite == kIn) return;
        if (sum.definite == 0 && sum.possible == 0) touched_.push_back(holding.owned_index);
        if (!tests_[test].is_possible_only) {
            sum.definite = add_capped(sum.definite, lower_value(holding));
            if (is_met(tests_[test], sum.definite)) return enter_for_certain(holding.owned_index);
        }
        if (sum.possible == kReached) return;
        sum.possible = add_capped(sum.possible, upper_value(holding));
        if (!is_met(tests_[test], sum.possible)) return;
        for (Sums& column : sums) column.possible = kReached;
        reached_.push_back(holding.owned_index);
    }

    void fire_possibly(const Holding& holding) {
        const std::uint8_t test = test_of_kind_[static_cast<std::size_t>(holding.kind)];
        if (test == kNoTest) return;
        Sums& sum = row(holding.owned_index)[test];
        if (sum.possible == kIn) return;
        if (sum.definite == 0 && sum.possible == 0) touched_.push_back(holding.owned_index);
        sum.possible = add_capped(sum.possible, upper_value(holding));
        if (is_met(tests_[test], sum.possible)) enter_possibly(holding.owned_index);
    }

    /// A register is far larger than a cache, and each entity's rows lie anywhere in it: asked for
    /// in time, they arrive together and not one after the other.
    void look_ahead(std::size_t next) const noexcept {
        constexpr std::size_t kStep = 8;
        const std::size_t left = entered_.size() - next;
        const std::uint32_t* entered = entered_.data() + next;
        if (left > 4 * kStep) graph_.fetch_place(entered[4 * kStep]);
        if (left > 3 * kStep) graph_.fetch_run(entered[3 * kStep]);
        if (left > 2 * kStep) graph_.fetch_holdings(entered[2 * kStep]);
        if (left <= kStep) return;
        for (const std::uint32_t index : graph_.held_by(entered[kStep])) {
            __builtin_prefetch(&sums_[graph_.holdings()[index].owned_index * columns_count_]);
        }
    }

    void clear() {
        constexpr std::size_t kLarge = 64;
        if (entered_.size() + touched_.size() > graph_.entities_count() / kLarge) {
            std::fill(sums_.begin(), sums_.end(), Sums{});
        } else {
            for (const auto* entities : {&entered_, &touched_}) {
                for (const std::uint32_t entity : *entities) {
                    const auto sums = row(entity);
                    std::fill(sums.begin(), sums.end(), Sums{});
                }
            }
        }
        entered_.clear();
        reached_.clear();
        touched_.clear();
    }

    const OwnershipGraph& graph_;
    std::vector<StakeTest> tests_;  ///< Those for which there is anything.
    std::size_t columns_count_ = 0;
    std::array<std::uint8_t, model::kStakeKindsCount> test_of_kind_{};
    std::vector<Sums> sums_;  ///< By entity, then test.
    Closure closure_;
    std::vector<std::uint32_t>& entered_ = closure_.entered;
    std::vector<std::uint32_t> reached_;  ///< Possibly in, by the sums of those in for certain.
    std::vector<std::uint32_t> touched_;
};

/// A table where a good part of all entities is in, else sorted pairs.
void add_ranks(Closure& closure, std::uint32_t entities_count) {
    constexpr std::uint32_t kLarge = 64;
    std::uint32_t rank = 0;
    if (closure.entered.size() > entities_count / kLarge) {
        closure.ranks.assign(entities_count, 0);
        for (const std::uint32_t entity : closure.entered) closure.ranks[entity] = ++rank;
        return;
    }
    for (const std::uint32_t entity : closure.entered) closure.pairs.emplace_back(entity, ++rank);
    std::sort(closure.pairs.begin(), closure.pairs.end());
}

/// The stakes of one kind that members of a closure hold of an entity, and their sum.
struct Sum {
    std::uint64_t value = 0;
    std::vector<std::uint32_t> holdings;  ///< By entry of their owners.
};

struct SumOf {
    std::uint32_t entity_index = 0;
    model::StakeKind kind = model::StakeKind::shares;
    Certainty certainty = Certainty::definite;
    std::uint32_t rank_limit = kNoRank;  ///< Of members that entered before.
};

Sum sum_of(const OwnershipGraph& graph, const Closure& closure, const SumOf& asked) {
    Sum sum;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> found;  // Rank of the owner, holding.
    for (const std::uint32_t index : graph.held_in(asked.entity_index)) {
        const Holding& holding = graph.holdings()[index];
        const std::uint32_t rank = closure.rank(holding.owner_index);
        if (holding.kind != asked.kind || rank == 0 || rank >= asked.rank_limit) continue;
        const bool is_definite = asked.certainty == Certainty::definite;
        if (is_definite && !closure.is_definite(rank)) continue;
        const std::uint64_t value = is_definite ? lower_value(holding) : upper_value(holding);
        if (value == 0) continue;
        sum.value = add_capped(sum.value, value);
        found.emplace_back(rank, index);
    }
    std::sort(found.begin(), found.end());
    for (const auto& [rank, index] : found) sum.holdings.push_back(index);
    return sum;
}

}  // namespace

std::string_view to_string(Verdict verdict) noexcept {
    switch (verdict) {
        case Verdict::clear: return "clear";
        case Verdict::possible: return "possibly blocked";
        case Verdict::definite: return "blocked";
        case Verdict::listed_possibly: return "possibly listed";
        case Verdict::listed: return "listed";
    }
    return {};
}

std::uint32_t Closure::rank(std::uint32_t entity_index) const noexcept {
    if (!ranks.empty()) return ranks[entity_index];
    const auto place = std::lower_bound(pairs.begin(), pairs.end(), std::pair(entity_index, 0U));
    return place != pairs.end() && place->first == entity_index ? place->second : 0;
}

Closure close_over(const OwnershipGraph& graph, const OwnershipPolicy& policy,
                   const Circle& circle) {
    Worklist worklist(graph, policy);
    Closure closure = worklist.run(circle);
    add_ranks(closure, graph.entities_count());
    return closure;
}

Blocking Blocking::compute(const OwnershipGraph& graph, const OwnershipPolicy& policy,
                           std::span<const Seed> seeds, std::span<const JointGroup> groups) {
    Blocking blocking;
    blocking.graph_ = &graph;
    blocking.policy_ = &policy;
    blocking.verdicts_.assign(graph.entities_count(), Verdict::clear);
    blocking.circle_of_.assign(graph.entities_count(), kNoCircle);
    blocking.mark_seeds(seeds);
    blocking.make_circles(seeds, groups);
    Worklist worklist(graph, policy);
    for (std::size_t i = 0; i < blocking.circles_.size(); ++i) {
        const Closure& closure = worklist.run(blocking.circles_[i]);
        const std::span entered(closure.entered);
        const std::size_t definite_count = closure.definite_count;
        blocking.mark_caught(entered.first(definite_count).subspan(closure.definite_seeds_count), i,
                             Verdict::definite);
        blocking.mark_caught(entered.subspan(definite_count + closure.possible_seeds_count), i,
                             Verdict::possible);
        if (policy.aggregation != Aggregation::all) continue;
        blocking.whole_ = closure;
        add_ranks(*blocking.whole_, graph.entities_count());
    }
    return blocking;
}

void Blocking::mark_seeds(std::span<const Seed> seeds) {
    for (const Seed& seed : seeds) {
        Verdict& verdict = verdicts_[seed.entity_index];
        verdict = std::max(verdict, seed.is_definite ? Verdict::listed : Verdict::listed_possibly);
    }
}

void Blocking::make_circles(std::span<const Seed> seeds, std::span<const JointGroup> groups) {
    const auto is_listed = [&](std::uint32_t entity) {
        return verdicts_[entity] == Verdict::listed;
    };
    const auto is_seed = [&](std::uint32_t entity) { return verdicts_[entity] != Verdict::clear; };
    std::vector<std::uint32_t> all;
    for (const Seed& seed : seeds) all.push_back(seed.entity_index);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    const auto add_to = [&](Circle& circle, std::uint32_t entity) {
        (is_listed(entity) ? circle.definite : circle.possible).push_back(entity);
    };
    if (policy_->aggregation == Aggregation::all) {
        circles_.resize(1);
        for (const std::uint32_t entity : all) add_to(circles_.front(), entity);
        return;
    }
    for (const std::uint32_t entity : all) add_to(circles_.emplace_back(), entity);
    if (policy_->aggregation != Aggregation::per_owner_or_group) return;
    for (const JointGroup& group : groups) {
        if (!std::any_of(group.begin(), group.end(), is_seed)) continue;
        const bool is_definite = std::any_of(group.begin(), group.end(), is_listed);
        circles_.push_back(is_definite ? Circle{group, {}} : Circle{{}, group});
    }
}

void Blocking::mark_caught(std::span<const std::uint32_t> entities, std::size_t circle_index,
                           Verdict verdict) {
    for (const std::uint32_t entity : entities) {
        Verdict& known = verdicts_[entity];
        if (known >= verdict) continue;
        if (known != Verdict::possible) caught_.push_back(entity);
        known = verdict;
        circle_of_[entity] = static_cast<std::uint32_t>(circle_index);
    }
}

const Closure& Blocking::closure_of(std::size_t circle_index, std::optional<Closure>& made) const {
    if (whole_) return *whole_;
    made = close_over(*graph_, *policy_, circles_[circle_index]);
    return *made;
}

Step Blocking::step_of(const Closure& closure, std::uint32_t rank) const {
    const std::uint32_t entity = closure.entered[rank - 1];
    const Certainty certainty =
        closure.is_definite(rank) ? Certainty::definite : Certainty::possible;
    for (const StakeTest& test : policy_->tests()) {
        if (certainty == Certainty::definite && test.is_possible_only) continue;
        Sum sum = sum_of(*graph_, closure, {entity, test.kind, certainty, rank});
        if (!is_met(test, sum.value)) continue;
        return {entity, certainty, test, share_of(sum.value), std::move(sum.holdings)};
    }
    PELF_CHECK(false && "an entity entered without stakes of earlier ones");
    return {};
}

std::optional<Explanation> Blocking::explain(std::uint32_t entity_index) const {
    const Verdict verdict = verdicts_[entity_index];
    if (verdict != Verdict::definite && verdict != Verdict::possible) return std::nullopt;
    Explanation explanation;
    explanation.certainty =
        verdict == Verdict::definite ? Certainty::definite : Certainty::possible;
    std::optional<Closure> made;
    const Closure& closure = closure_of(circle_of_[entity_index], made);
    std::vector<std::uint32_t> needed = {closure.rank(entity_index)};
    std::unordered_set<std::uint32_t> seen(needed.begin(), needed.end());
    for (std::size_t next = 0; next < needed.size(); ++next) {
        if (closure.is_seed(needed[next])) continue;
        explanation.steps.push_back(step_of(closure, needed[next]));
        for (const std::uint32_t index : explanation.steps.back().holdings) {
            const std::uint32_t owner = closure.rank(graph_->holdings()[index].owner_index);
            if (seen.insert(owner).second) needed.push_back(owner);
        }
    }
    std::sort(needed.begin(), needed.end());
    for (const std::uint32_t rank : needed) {
        if (closure.is_seed(rank)) explanation.seeds.push_back(closure.entered[rank - 1]);
    }
    std::sort(explanation.steps.begin(), explanation.steps.end(),
              [&](const Step& a, const Step& b) {
                  return closure.rank(a.entity_index) < closure.rank(b.entity_index);
              });
    return explanation;
}

std::optional<MissingEvidence> Blocking::missing_evidence(std::uint32_t entity_index) const {
    if (verdicts_[entity_index] != Verdict::possible) return std::nullopt;
    std::optional<Closure> made;
    const Closure& closure = closure_of(circle_of_[entity_index], made);
    std::optional<MissingEvidence> best;
    for (const StakeTest& test : policy_->tests()) {
        auto missing = missing_for(test, entity_index, closure);
        if (!missing) continue;
        const bool is_better = !best || (best->gaps.empty() && !missing->gaps.empty()) ||
                               (!missing->gaps.empty() && missing->gaps.size() < best->gaps.size());
        if (is_better) best = std::move(missing);
    }
    return best;
}

std::optional<MissingEvidence> Blocking::missing_for(const StakeTest& test,
                                                     std::uint32_t entity_index,
                                                     const Closure& closure) const {
    const Sum most = sum_of(*graph_, closure, {entity_index, test.kind, Certainty::possible});
    if (!is_met(test, most.value)) return std::nullopt;
    const Sum least = sum_of(*graph_, closure, {entity_index, test.kind, Certainty::definite});
    MissingEvidence missing{test, share_of(least.value), 0, {}};
    const std::uint64_t counted_e8 =
        std::min<std::uint64_t>(missing.definite_e8, test.threshold_e8);
    missing.missing_e8 = test.threshold_e8 - counted_e8;
    if (test.is_possible_only) return missing;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> gains;
    const auto is_sure = [&](const Holding& holding) {
        return closure.is_definite(closure.rank(holding.owner_index));
    };
    for (const std::uint32_t index : most.holdings) {
        const Holding& holding = graph_->holdings()[index];
        const std::uint64_t counted = is_sure(holding) ? lower_value(holding) : 0;
        const std::uint64_t upper = upper_value(holding);
        if (upper > counted) gains.emplace_back(upper - counted, index);
    }
    std::sort(gains.begin(), gains.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    std::uint64_t value = least.value;
    for (const auto& [gain, index] : gains) {
        if (is_met(test, value)) break;
        value = add_capped(value, gain);
        missing.gaps.push_back({index, share_of(gain), is_sure(graph_->holdings()[index])});
    }
    return missing;
}

std::vector<std::size_t> Blocking::circles_above(std::uint32_t entity_index) const {
    std::vector<bool> seen(graph_->entities_count(), false);
    std::vector<std::uint32_t> open = {entity_index};
    while (!open.empty()) {
        const std::uint32_t entity = open.back();
        open.pop_back();
        for (const std::uint32_t index : graph_->held_in(entity)) {
            const std::uint32_t owner = graph_->holdings()[index].owner_index;
            if (seen[owner]) continue;
            seen[owner] = true;
            open.push_back(owner);
        }
    }
    const auto is_above = [&](std::uint32_t seed) { return seen[seed]; };
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < circles_.size(); ++i) {
        const Circle& circle = circles_[i];
        if (std::any_of(circle.definite.begin(), circle.definite.end(), is_above) ||
            std::any_of(circle.possible.begin(), circle.possible.end(), is_above)) {
            found.push_back(i);
        }
    }
    return found;
}

std::vector<Tally> Blocking::tallies(std::uint32_t entity_index) const {
    std::vector<Tally> tallies;
    for (const StakeTest& test : policy_->tests()) tallies.push_back({test, 0, 0});
    for (const std::size_t circle : circles_above(entity_index)) {
        std::optional<Closure> made;
        const Closure& closure = closure_of(circle, made);
        for (Tally& tally : tallies) {
            const auto sum = [&](Certainty certainty) {
                return share_of(
                    sum_of(*graph_, closure, {entity_index, tally.test.kind, certainty}).value);
            };
            tally.definite_e8 = std::max(tally.definite_e8, sum(Certainty::definite));
            tally.possible_e8 = std::max(tally.possible_e8, sum(Certainty::possible));
        }
    }
    return tallies;
}

}  // namespace pelf::screen
