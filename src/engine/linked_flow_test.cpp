// SPDX-License-Identifier: Apache-2.0
#include "engine/linked_flow.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <set>

#include "base/text.hpp"

namespace pelf::engine {
namespace {

using Choose = std::function<std::uint64_t(std::uint64_t)>;
using Origins = std::map<std::uint32_t, Uint256>;
using Amounts = std::map<std::string, Uint256>;

constexpr std::size_t kGenerations = 4;
constexpr std::string_view kLedgers[] = {"xrpl", "ethereum", "bitcoin"};
constexpr std::string_view kAssets[] = {"XRP", "ETH", "BTC"};

PlaceFacts place(const Choose& choose, std::size_t ledger, std::size_t number) {
    PlaceFacts at;
    at.place = text(kLedgers[ledger], ":", number, ":0");
    at.account = text("account ", choose(12));
    at.asset = kAssets[ledger];
    at.time = "2020-03-01T00:00:00Z";
    if (choose(3) == 0) at.owner.tag = text("Exchange ", choose(3));
    return at;
}

/// Traced money that waits at a point, by theft.
struct Waiting {
    WayPoint point;
    std::size_t ledger = 0;
    std::uint64_t amount = 0;
    std::map<std::uint32_t, std::uint64_t> origins;
};

/// A way as a trace would give it: every unit that comes to a point goes on from it.
class RandomWay {
public:
    explicit RandomWay(const Choose& choose) : choose_(choose) {
        answer.policies.emplace_back();
        begin();
        for (std::size_t generation = 0; generation < kGenerations; ++generation) {
            std::vector<Waiting> lots = std::move(waiting_[generation]);
            std::map<std::uint32_t, Waiting> links;  // That this generation goes over.
            for (const Waiting& lot : lots) spend(lot, generation, links);
            for (auto& [number, link] : links) cross(link, generation);
        }
    }

    LinkedAnswer answer;

private:
    LinkedPolicy& policy() { return answer.policies.front(); }

    template <typename T>
    static std::uint32_t last(const std::vector<T>& rows) {
        return static_cast<std::uint32_t>(rows.size() - 1);
    }

    void begin() {
        const std::size_t thefts = 1 + choose_(3);
        for (std::size_t theft = 0; theft < thefts; ++theft) {
            const std::size_t ledger = theft % 2;
            answer.thefts.push_back({text("theft ", theft), std::string(kAssets[ledger]), 6, {}});
            for (std::uint64_t i = 0; i <= choose_(2); ++i) {
                answer.from.push_back(place(choose_, ledger, answer.from.size()));
                const std::uint64_t amount = 1 + choose_(1'000'000);
                answer.from.back().amount = amount;
                answer.thefts.back().amount += amount;
                waiting_[0].push_back({{WayKind::start, last(answer.from)},
                                       ledger,
                                       amount,
                                       {{static_cast<std::uint32_t>(theft), amount}}});
            }
        }
    }

    void spend(Waiting lot, std::size_t generation, std::map<std::uint32_t, Waiting>& links) {
        const std::uint64_t parts = 1 + choose_(5);
        for (std::uint64_t part = 0; part < parts; ++part) {
            const bool is_last = part + 1 == parts;
            Waiting taken = lot;
            taken.amount = is_last ? lot.amount : choose_(lot.amount);  // Some is left.
            WayStream stream;
            stream.from = lot.point;
            stream.hops = static_cast<std::uint32_t>(choose_(9));
            for (auto& [theft, origin] : lot.origins) {
                const std::uint64_t share = is_last ? origin : choose_(origin + 1);
                taken.origins[theft] = share;
                origin -= share;
                if (share > 0) stream.origins.push_back({theft, share});
            }
            lot.amount -= taken.amount;
            stream.given = taken.amount;
            if (generation + 1 < kGenerations && choose_(2) == 0) {
                stream.to = to_link(taken, links);
                stream.got = taken.amount;
            } else {
                stream.got = choose_(4) == 0 ? choose_(500) : taken.amount;  // Swapped on the way.
                stream.to = to_end(taken, stream);
            }
            policy().way.push_back(std::move(stream));
        }
    }

    WayPoint to_link(const Waiting& taken, std::map<std::uint32_t, Waiting>& links) {
        for (auto& [number, link] : links) {
            if (link.ledger != taken.ledger || choose_(3) != 0) continue;
            policy().crossings[number].given += taken.amount;
            link.amount += taken.amount;
            for (const auto& [theft, origin] : taken.origins) link.origins[theft] += origin;
            return {WayKind::link, number};
        }
        LinkCrossing& crossing = policy().crossings.emplace_back();
        crossing.link = text("L", policy().crossings.size());
        crossing.from = place(choose_, taken.ledger, 100 + policy().crossings.size());
        crossing.given = taken.amount;
        crossing.standing = static_cast<model::LinkStanding>(choose_(3));
        const std::uint32_t number = last(policy().crossings);
        links[number] = taken;
        links[number].point = {WayKind::link, number};
        return {WayKind::link, number};
    }

    WayPoint to_end(const Waiting& taken, const WayStream& stream) {
        LinkedEnd& end = policy().ends.emplace_back();
        end.kind = static_cast<analyze::EndKind>(choose_(7));
        end.ledger = kLedgers[taken.ledger];
        end.at = place(choose_, taken.ledger, 1000 + policy().ends.size());
        end.amount = stream.got;
        for (const TheftShare& share : stream.origins) add_origin(end, share.theft, share.origin);
        return {WayKind::end, last(policy().ends)};
    }

    void add_origin(LinkedEnd& end, std::uint32_t theft, const Uint256& origin) const {
        const OriginAnswer& one = answer.thefts[theft];
        end.origins.push_back({one.label, one.asset, one.decimals, origin});
    }

    /// To a new place, to one that another link brings money to, or off all ledgers.
    void cross(const Waiting& link, std::size_t generation) {
        const std::uint64_t got = 1 + choose_(1000);
        LinkCrossing& crossing = policy().crossings[link.point.index];
        crossing.got = got;
        WayStream stream{link.point, {}, got, got, 0, {}};
        for (const auto& [theft, origin] : link.origins) {
            if (origin > 0) stream.origins.push_back({theft, origin});
        }
        if (choose_(3) == 0) {
            crossing.to.account = text("bank ", choose_(9));
            crossing.to.asset = "CNY";
            LinkedEnd& end = policy().ends.emplace_back();
            end.kind = analyze::EndKind::service;
            end.at = crossing.to;
            end.amount = got;
            end.link = crossing.link;
            for (const TheftShare& share : stream.origins) {
                add_origin(end, share.theft, share.origin);
            }
            stream.to = {WayKind::end, last(policy().ends)};
        } else {
            const std::size_t to = generation + 1 + choose_(kGenerations - generation - 1);
            Waiting& lot = arrival(to);
            crossing.to = policy().arrivals[lot.point.index];
            lot.amount += got;
            for (const TheftShare& share : stream.origins) {
                lot.origins[share.theft] += share.origin.low();
            }
            stream.to = lot.point;
        }
        policy().way.push_back(std::move(stream));
    }

    Waiting& arrival(std::size_t generation) {
        std::vector<Waiting>& lots = waiting_[generation];
        for (Waiting& lot : lots) {
            if (choose_(3) == 0) return lot;
        }
        policy().arrivals.push_back(place(choose_, choose_(3), 500 + policy().arrivals.size()));
        const PlaceFacts& at = policy().arrivals.back();
        const std::size_t ledger = at.asset == "XRP" ? 0 : at.asset == "ETH" ? 1 : 2;
        lots.push_back({{WayKind::arrival, last(policy().arrivals)}, ledger, 0, {}});
        return lots.back();
    }

    const Choose& choose_;
    std::vector<Waiting> waiting_[kGenerations];
};

void add(Origins& sums, const std::vector<TheftShare>& shares) {
    for (const TheftShare& share : shares) sums[share.theft] += share.origin;
}

void add(Amounts& sums, const std::vector<AssetSum>& amounts) {
    for (const AssetSum& one : amounts) sums[one.asset] += one.amount;
}

Origins origins_of(const std::vector<TheftShare>& shares) {
    Origins sums;
    add(sums, shares);
    return sums;
}

Amounts amounts_of(const std::vector<AssetSum>& amounts) {
    Amounts sums;
    add(sums, amounts);
    return sums;
}

/// What the answer's own tables say of the members of a box.
void expect_as_in_tables(const LinkedAnswer& answer, const LinkedBox& box) {
    const LinkedPolicy& policy = answer.policies.front();
    Amounts amounts;
    std::map<std::string, Uint256> origins;
    for (const std::uint32_t member : box.members) {
        if (box.kind == LinkedBoxKind::start) {
            amounts[answer.from[member].asset] += answer.from[member].amount;
        } else if (box.kind == LinkedBoxKind::link) {
            amounts[policy.crossings[member].to.asset] += policy.crossings[member].got;
        } else {
            amounts[policy.ends[member].at.asset] += policy.ends[member].amount;
            for (const OriginAnswer& one : policy.ends[member].origins) {
                origins[one.label] += one.amount;
            }
        }
    }
    ASSERT_EQ(amounts_of(box.amounts), amounts);
    if (box.kind != LinkedBoxKind::end) return;
    std::map<std::string, Uint256> drawn;
    for (const TheftShare& share : box.origins)
        drawn[answer.thefts[share.theft].label] = share.origin;
    ASSERT_EQ(drawn, origins);
}

/// What comes to each box goes on from it, by theft and in amount.
void expect_kept(const LinkedAnswer& answer, const LinkedFlow& flow) {
    std::vector<Origins> in(flow.boxes.size());
    std::vector<Origins> out(flow.boxes.size());
    std::vector<Amounts> got(flow.boxes.size());
    std::vector<Amounts> given(flow.boxes.size());
    for (const LinkedLine& line : flow.lines) {
        ASSERT_LT(line.from, line.to) << "money goes forward";
        ASSERT_LE(line.hops_min, line.hops_max);
        add(in[line.to], line.origins);
        add(out[line.from], line.origins);
        add(got[line.to], line.got);
        add(given[line.from], line.given);
    }
    std::map<LinkedBoxKind, std::set<std::uint32_t>> members;
    for (std::size_t i = 0; i < flow.boxes.size(); ++i) {
        const LinkedBox& box = flow.boxes[i];
        ASSERT_FALSE(box.members.empty());
        for (const std::uint32_t member : box.members) {
            ASSERT_TRUE(members[box.kind].insert(member).second) << "in two boxes";
        }
        ASSERT_NO_FATAL_FAILURE(expect_as_in_tables(answer, box));
        const Origins here = origins_of(box.origins);
        if (box.kind != LinkedBoxKind::start) {
            ASSERT_EQ(in[i], here);
        }
        if (box.kind != LinkedBoxKind::end) {
            ASSERT_EQ(out[i], here);
            ASSERT_EQ(given[i], amounts_of(box.amounts));
        }
        if (box.kind == LinkedBoxKind::link) {
            ASSERT_EQ(got[i], amounts_of(box.given));
        }
        if (box.kind == LinkedBoxKind::end) {
            ASSERT_EQ(got[i], amounts_of(box.amounts));
        }
    }
    ASSERT_EQ(members[LinkedBoxKind::start].size(), answer.from.size());
    ASSERT_EQ(members[LinkedBoxKind::link].size(), answer.policies.front().crossings.size());
    ASSERT_EQ(members[LinkedBoxKind::end].size(), answer.policies.front().ends.size());
}

TEST(LinkedFlow, KeepsAmountsAndOriginsOnRandomWaysHoweverFewBoxesAreLeft) {
    std::size_t crossed_count = 0;
    std::size_t reduced_count = 0;
    for (std::uint32_t number = 0; number < 500; ++number) {
        SCOPED_TRACE(number);
        std::mt19937_64 random(number);
        const Choose choose = [&random](std::uint64_t count) { return random() % count; };
        const RandomWay way(choose);
        const LinkedPolicy& policy = way.answer.policies.front();
        crossed_count += policy.crossings.size();
        for (const std::uint32_t nodes_max : {4U, 8U, 16U, 10'000U}) {
            const LinkedFlow flow = condense(way.answer, policy, nodes_max);
            const auto minor = std::ranges::count_if(flow.boxes, &LinkedBox::is_minor_fee);
            ASSERT_LE(flow.boxes.size(),
                      nodes_max + kGenerations + static_cast<std::size_t>(minor));
            ASSERT_NO_FATAL_FAILURE(expect_kept(way.answer, flow));
            for (const LinkedBox& box : flow.boxes) {
                if (box.is_rest) ++reduced_count;
            }
        }
    }
    EXPECT_GT(crossed_count, 1000U);
    EXPECT_GT(reduced_count, 500U);
}

TEST(LinkedFlow, IsEmptyWhereNothingSaysWhichMoneyWentWhere) {
    LinkedAnswer answer;
    answer.policies.emplace_back().policy = analyze::Policy::poison;
    EXPECT_TRUE(condense(answer, answer.policies.front(), kLinkedNodes).boxes.empty());
}

LinkedAnswer account_ends(std::size_t accounts_count) {
    LinkedAnswer answer;
    answer.thefts = {{"theft", "XRP", 6, 100}};
    PlaceFacts& from = answer.from.emplace_back();
    from.place = "xrpl:A:0";
    from.asset = "XRP";
    from.amount = 100;
    LinkedPolicy& policy = answer.policies.emplace_back();
    for (std::uint32_t i = 0; i < accounts_count; ++i) {
        LinkedEnd& end = policy.ends.emplace_back();
        end.ledger = "xrpl";
        end.at.account = text("r", i);
        end.at.asset = "XRP";
        end.amount = 100 / accounts_count;
        policy.way.push_back(
            {{WayKind::start, 0}, {WayKind::end, i}, end.amount, end.amount, 1, {{0, end.amount}}});
    }
    return answer;
}

TEST(LinkedFlow, GivesAFewUnnamedAccountsBoxesAndManyOne) {
    const LinkedAnswer few = account_ends(2);
    EXPECT_EQ(condense(few, few.policies.front(), kLinkedNodes).boxes.size(), 3U);
    const LinkedAnswer many = account_ends(10);
    const LinkedFlow flow = condense(many, many.policies.front(), kLinkedNodes);
    ASSERT_EQ(flow.boxes.size(), 2U);
    EXPECT_EQ(flow.boxes[1].members.size(), 10U);
}

}  // namespace
}  // namespace pelf::engine
