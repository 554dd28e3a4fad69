// SPDX-License-Identifier: Apache-2.0
#include "engine/linked_flow.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include "base/text.hpp"

namespace pelf::engine {
namespace {

constexpr std::size_t kUnnamedMax = 3;    ///< Unnamed accounts with boxes of their own.
constexpr std::uint32_t kRoundsMax = 64;  ///< As of a trace: more links in a row it does not cross.
constexpr std::uint32_t kNoBox = ~std::uint32_t{0};

std::string_view ledger_of(const PlaceFacts& at) noexcept {
    return std::string_view(at.place).substr(0, at.place.find(':'));
}

const std::string& owner_name(const PlaceFacts& at) noexcept {
    return at.owner.tag.empty() ? at.owner.listed_name : at.owner.tag;
}

/// Numbers points by their keys, in the order of the keys.
class Keys {
public:
    using Key = std::vector<std::string>;

    explicit Keys(std::size_t count) : keys_(count) {}

    template <typename... Words>
    void set(std::size_t row, const Words&... words) {
        keys_[row] = {std::string(words)...};
    }

    std::vector<std::uint32_t> numbers() const {
        std::map<Key, std::uint32_t> order;
        for (const Key& key : keys_) order.try_emplace(key, 0);
        std::uint32_t next = 0;
        for (auto& [key, number] : order) number = next++;
        std::vector<std::uint32_t> numbers;
        for (const Key& key : keys_) numbers.push_back(order.at(key));
        return numbers;
    }

private:
    std::vector<Key> keys_;
};

void add(std::vector<AssetSum>& sums, const PlaceFacts& at, const Uint256& amount) {
    const auto same = std::ranges::find_if(sums, [&](const AssetSum& sum) {
        return sum.asset == at.asset && sum.decimals == at.decimals;
    });
    if (same == sums.end()) {
        sums.push_back({at.asset, at.decimals, amount});
    } else {
        same->amount += amount;
    }
}

void add(std::vector<TheftShare>& sums, std::span<const TheftShare> shares) {
    for (const TheftShare& share : shares) {
        const auto at = std::ranges::lower_bound(sums, share.theft, {}, &TheftShare::theft);
        if (at != sums.end() && at->theft == share.theft) {
            at->origin += share.origin;
        } else {
            sums.insert(at, share);
        }
    }
}

class LinkedCondenser {
public:
    LinkedCondenser(const LinkedAnswer& answer, const LinkedPolicy& policy)
        : answer_(answer),
          policy_(policy),
          starts_(answer.from.size()),
          links_(policy.crossings.size()),
          ends_(policy.ends.size()),
          arrivals_depth_(policy.arrivals.size()),
          links_depth_(links_) {}

    LinkedFlow condense(std::uint32_t nodes_max) {
        if (policy_.way.empty()) return {};
        measure_points();
        measure_depths();
        group_starts();
        group_links();
        group_ends();
        join_smallest(nodes_max);
        number_boxes();
        fill_boxes();
        fill_lines();
        return std::move(flow_);
    }

private:
    /// Every start, link and end has a group; of arrivals, that of the links to them.
    struct Group {
        LinkedBoxKind kind = LinkedBoxKind::start;
        std::uint32_t depth = 0;   ///< Of links.
        std::uint32_t number = 0;  ///< Within kind and depth.

        auto operator<=>(const Group&) const = default;
    };

    std::size_t row_of(const WayPoint& point) const noexcept {
        switch (point.kind) {
            case WayKind::start: return point.index;
            case WayKind::link: return starts_ + point.index;
            case WayKind::arrival: return starts_ + bringer_[point.index];
            case WayKind::end: break;
        }
        return starts_ + links_ + point.index;
    }

    const PlaceFacts& near_side(const WayPoint& point) const noexcept {
        switch (point.kind) {
            case WayKind::start: return answer_.from[point.index];
            case WayKind::link: return policy_.crossings[point.index].from;
            case WayKind::arrival: return policy_.arrivals[point.index];
            case WayKind::end: break;
        }
        return policy_.ends[point.index].at;
    }
    const PlaceFacts& far_side(const WayPoint& point) const noexcept {
        if (point.kind == WayKind::link) return policy_.crossings[point.index].to;
        return near_side(point);
    }

    std::uint64_t share_of(std::span<const TheftShare> origins) const {
        constexpr std::uint64_t kWhole = 100'000'000;
        std::uint64_t sum = 0;
        for (const TheftShare& share : origins) {
            const Uint256& whole = answer_.thefts[share.theft].amount;
            if (whole.is_zero()) continue;
            sum += scale(kWhole, std::min(share.origin, whole), whole).quotient.low();
        }
        return sum / std::max<std::size_t>(1, answer_.thefts.size());
    }

    /// How large each point is, and which link brings money to an arrival.
    void measure_points() {
        bringer_.assign(policy_.arrivals.size(), 0);
        shares_.assign(starts_ + links_ + ends_, 0);
        for (const WayStream& stream : policy_.way) {
            if (stream.to.kind == WayKind::arrival) {
                bringer_[stream.to.index] = stream.from.index;
                continue;
            }
            shares_[row_of(stream.to)] += share_of(stream.origins);
        }
        for (const WayStream& stream : policy_.way) {
            if (stream.from.kind == WayKind::start || answer_.backward) {
                shares_[row_of(stream.from)] += share_of(stream.origins);
            }
        }
    }

    /// How many links money has gone over at most when it comes out here. Links go forward in time,
    /// so this comes to rest; where it does not, the trace was cut short there as well.
    void measure_depths() {
        for (std::uint32_t round = 0; round < kRoundsMax; ++round) {
            bool changed = false;
            const auto raise = [&](std::uint32_t& depth, std::uint32_t to) {
                if (depth >= to) return;
                depth = to;
                changed = true;
            };
            for (const WayStream& stream : policy_.way) {
                if (stream.to.kind == WayKind::link) {
                    const bool is_arrival = stream.from.kind == WayKind::arrival;
                    raise(links_depth_[stream.to.index],
                          1 + (is_arrival ? arrivals_depth_[stream.from.index] : 0));
                } else if (stream.to.kind == WayKind::arrival) {
                    raise(arrivals_depth_[stream.to.index], links_depth_[stream.from.index]);
                    raise(links_depth_[stream.from.index], arrivals_depth_[stream.to.index]);
                }
            }
            if (!changed) return;
        }
    }

    void group_starts() {
        Keys keys(starts_);
        for (std::size_t i = 0; i < starts_; ++i) keys.set(i, "", answer_.from[i].place);
        for (const WayStream& stream : policy_.way) {
            const WayPoint& point = stream.from.kind == WayKind::start ? stream.from : stream.to;
            if (point.kind != WayKind::start || stream.origins.empty()) continue;
            const OriginAnswer& theft = answer_.thefts[stream.origins.front().theft];
            keys.set(point.index, theft.label, ledger_of(near_side(point)), theft.asset);
        }
        for (const std::uint32_t number : keys.numbers()) {
            groups_.push_back({LinkedBoxKind::start, 0, number});
        }
    }

    void group_links() {
        Keys keys(links_);
        for (std::size_t i = 0; i < links_; ++i) {
            const LinkCrossing& one = policy_.crossings[i];
            const std::string& from = owner_name(one.from);
            keys.set(i, ledger_of(one.from), from.empty() ? one.from.account : from, one.from.asset,
                     ledger_of(one.to), owner_name(one.to), one.to.asset,
                     model::to_string(one.kind), model::to_string(one.standing));
        }
        const std::vector<std::uint32_t> numbers = keys.numbers();
        for (std::size_t i = 0; i < links_; ++i) {
            groups_.push_back({LinkedBoxKind::link, links_depth_[i], numbers[i]});
        }
        join_at_arrivals();
    }

    /// Joins the groups of links that bring money to one place, the later into the earlier.
    void join_at_arrivals() {
        std::map<Group, Group> joined;
        const auto head_of = [&](Group group) {
            for (auto at = joined.find(group); at != joined.end(); at = joined.find(group)) {
                group = at->second;
            }
            return group;
        };
        for (const WayStream& stream : policy_.way) {
            if (stream.to.kind != WayKind::arrival) continue;
            const Group one = head_of(groups_[row_of(stream.from)]);
            const Group other = head_of(groups_[row_of(stream.to)]);
            if (one != other) joined[std::max(one, other)] = std::min(one, other);
        }
        for (Group& group : groups_) group = head_of(group);
    }

    static bool has_holder(const LinkedEnd& end) noexcept {
        using enum analyze::EndKind;
        return end.kind == unspent || end.kind == service || end.kind == mixer ||
               end.kind == bridge || end.kind == opening || end.kind == coinbase;
    }

    /// An account of which only its number is known. Not a bank's: the bank knows whose it is.
    static bool is_unnamed(const LinkedEnd& end) noexcept {
        const bool is_public = !end.ledger.empty() && end.ledger != to_string(AccountLedger::bank);
        return is_public && has_holder(end) && owner_name(end.at).empty();
    }

    void group_ends() {
        using Sort = std::tuple<std::string, analyze::EndKind, std::string>;
        const auto sort_of = [](const LinkedEnd& end) {
            return Sort{end.ledger, end.kind, end.at.asset};
        };
        std::map<Sort, std::set<std::string>> unnamed;
        for (const LinkedEnd& end : policy_.ends) {
            if (is_unnamed(end)) unnamed[sort_of(end)].insert(end.at.account);
        }
        Keys keys(ends_);
        for (std::size_t i = 0; i < ends_; ++i) {
            const LinkedEnd& end = policy_.ends[i];
            std::string holder;
            if (has_holder(end)) {
                const std::string& owner = owner_name(end.at);
                const bool is_one_of_many =
                    is_unnamed(end) && unnamed[sort_of(end)].size() > kUnnamedMax;
                if (!is_one_of_many) holder = owner.empty() ? end.at.account : owner;
            }
            keys.set(i, end.ledger, analyze::to_string(end.kind), end.at.asset, holder);
        }
        for (const std::uint32_t number : keys.numbers()) {
            groups_.push_back({LinkedBoxKind::end, 0, number});
        }
    }

    /// The largest groups stay, half of the room for ends and a quarter for thefts; what the others
    /// do not need is theirs, too.
    void join_smallest(std::size_t nodes_max) {
        std::map<Group, std::uint64_t> sizes;
        std::map<Group, const LinkedEnd*> ends_of;  // One of each group.
        for (std::size_t row = 0; row < groups_.size(); ++row) {
            sizes[groups_[row]] += shares_[row];
            if (row < starts_ + links_) continue;
            ends_of[groups_[row]] = &policy_.ends[row - starts_ - links_];
        }
        std::erase_if(sizes, [&](const auto& one) {
            const auto end = ends_of.find(one.first);
            return end != ends_of.end() && is_minor_fee(*end->second, one.second);
        });
        if (sizes.size() <= nodes_max) return;
        const auto count = [&](LinkedBoxKind kind) {
            return static_cast<std::size_t>(std::ranges::count_if(
                sizes, [&](const auto& one) { return one.first.kind == kind; }));
        };
        const std::size_t starts =
            std::min(count(LinkedBoxKind::start), std::max<std::size_t>(1, nodes_max / 4));
        const std::size_t links =
            std::min(count(LinkedBoxKind::link), std::max<std::size_t>(1, nodes_max / 2 - starts));
        const std::size_t ends = nodes_max - starts - links;
        keep_largest(sizes, LinkedBoxKind::start, starts);
        keep_largest(sizes, LinkedBoxKind::link, links);
        keep_largest(sizes, LinkedBoxKind::end, ends);
    }

    static bool is_minor_fee(const LinkedEnd& end, std::uint64_t share_e8) noexcept {
        constexpr std::uint64_t kSmallE8 = 1'000'000;
        const bool is_fee =
            end.kind == analyze::EndKind::fee || end.kind == analyze::EndKind::residue;
        return is_fee && share_e8 < kSmallE8;
    }

    void keep_largest(const std::map<Group, std::uint64_t>& sizes, LinkedBoxKind kind,
                      std::size_t kept_max) {
        std::vector<std::pair<std::uint64_t, Group>> largest;
        for (const auto& [group, size] : sizes) {
            if (group.kind == kind) largest.emplace_back(size, group);
        }
        if (largest.size() <= kept_max) return;
        std::ranges::stable_sort(largest,
                                 [](const auto& a, const auto& b) { return a.first > b.first; });
        std::set<Group> small;
        for (std::size_t i = kept_max - 1; i < largest.size(); ++i) small.insert(largest[i].second);
        for (Group& group : groups_) {
            if (small.contains(group)) group.number = kNoBox;
        }
    }

    void number_boxes() {
        std::vector<std::size_t> rows(groups_.size());
        std::iota(rows.begin(), rows.end(), std::size_t{0});
        std::ranges::stable_sort(rows, [&](std::size_t a, std::size_t b) {
            if (groups_[a] != groups_[b]) return groups_[a] < groups_[b];
            return shares_[a] > shares_[b];
        });
        box_of_.resize(groups_.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const Group& group = groups_[rows[i]];
            if (i == 0 || group != groups_[rows[i - 1]]) {
                LinkedBox& box = flow_.boxes.emplace_back();
                box.kind = group.kind;
                box.is_rest = group.number == kNoBox;
            }
            box_of_[rows[i]] = static_cast<std::uint32_t>(flow_.boxes.size() - 1);
            const std::size_t first = group.kind == LinkedBoxKind::start  ? 0
                                      : group.kind == LinkedBoxKind::link ? starts_
                                                                          : starts_ + links_;
            flow_.boxes.back().members.push_back(static_cast<std::uint32_t>(rows[i] - first));
        }
    }

    void fill_boxes() {
        for (LinkedBox& box : flow_.boxes) {
            for (const std::uint32_t member : box.members) {
                switch (box.kind) {
                    case LinkedBoxKind::start:
                        add(box.amounts, answer_.from[member], answer_.from[member].amount);
                        break;
                    case LinkedBoxKind::link: {
                        const LinkCrossing& one = policy_.crossings[member];
                        add(box.given, one.from, one.given);
                        add(box.amounts, one.to, one.got);
                        break;
                    }
                    case LinkedBoxKind::end: {
                        const LinkedEnd& end = policy_.ends[member];
                        add(box.amounts, end.at, end.amount);
                        break;
                    }
                }
            }
        }
    }

    void fill_lines() {
        std::map<std::pair<std::uint32_t, std::uint32_t>, LinkedLine> lines;
        for (const WayStream& stream : policy_.way) {
            const std::uint32_t from = box_of_[row_of(stream.from)];
            const std::uint32_t to = box_of_[row_of(stream.to)];
            if (stream.from.kind == WayKind::start) add(flow_.boxes[from].origins, stream.origins);
            if (from == to) continue;
            LinkedLine& line = lines[{from, to}];
            add(line.given, far_side(stream.from), stream.given);
            add(line.got, near_side(stream.to), stream.got);
            add(line.origins, stream.origins);
            line.hops_min =
                line.streams_count == 0 ? stream.hops : std::min(line.hops_min, stream.hops);
            line.hops_max = std::max(line.hops_max, stream.hops);
            ++line.streams_count;
        }
        for (auto& [ends, line] : lines) {
            std::tie(line.from, line.to) = ends;
            line.share_e8 = share_of(line.origins);
            LinkedBox& to = flow_.boxes[line.to];
            add(to.origins, line.origins);
            if (answer_.backward) add(flow_.boxes[line.from].origins, line.origins);
            flow_.lines.push_back(std::move(line));
        }
        for (LinkedBox& box : flow_.boxes) {
            box.share_e8 = share_of(box.origins);
            if (box.kind != LinkedBoxKind::end || box.is_rest) continue;
            box.is_minor_fee = is_minor_fee(policy_.ends[box.members.front()], box.share_e8);
        }
    }

    const LinkedAnswer& answer_;
    const LinkedPolicy& policy_;
    std::size_t starts_;
    std::size_t links_;
    std::size_t ends_;
    std::vector<std::uint32_t> arrivals_depth_;
    std::vector<std::uint32_t> links_depth_;
    std::vector<std::uint32_t> bringer_;  ///< By arrival: a link that brings money to it.
    std::vector<std::uint64_t> shares_;   ///< By start, link and end, in this order.
    std::vector<Group> groups_;           ///< The same.
    std::vector<std::uint32_t> box_of_;   ///< The same.
    LinkedFlow flow_;
};

}  // namespace

LinkedFlow condense(const LinkedAnswer& answer, const LinkedPolicy& policy,
                    std::uint32_t nodes_max) {
    return LinkedCondenser(answer, policy).condense(nodes_max);
}

}  // namespace pelf::engine
