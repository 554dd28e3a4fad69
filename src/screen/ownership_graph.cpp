// SPDX-License-Identifier: Apache-2.0
#include "screen/ownership_graph.hpp"

#include <limits>
#include <numeric>
#include <optional>

#include "base/check.hpp"

namespace pelf::screen {
namespace {

enum class Presence : std::uint8_t { none, possible, definite };

Presence presence_on(const model::Stake& stake, Date day) {
    const auto& from = stake.from;
    const auto& to = stake.to;
    if ((from && from->first > day) || (to && to->last < day)) return Presence::none;
    const bool has_begun = !from || from->last <= day;
    const bool is_not_over = !to || day <= to->first;
    return has_begun && is_not_over ? Presence::definite : Presence::possible;
}

bool is_counted(model::StakeKind kind) {
    return kind != model::StakeKind::office && kind != model::StakeKind::nominee &&
           kind != model::StakeKind::link;
}

}  // namespace

std::vector<Holding> holdings_on(std::span<const model::Stake> stakes, Date day) {
    std::vector<Holding> holdings;
    for (std::size_t i = 0; i < stakes.size(); ++i) {
        const model::Stake& stake = stakes[i];
        const Presence presence = presence_on(stake, day);
        if (presence == Presence::none || !is_counted(stake.kind)) continue;
        Holding holding{stake.owner_index,
                        stake.owned_index,
                        stake.share.min_e8,
                        stake.share.max_e8,
                        static_cast<std::uint32_t>(i),
                        stake.kind,
                        stake.share.min_is_excluded,
                        stake.share.max_is_excluded};
        if (presence == Presence::possible || stake.is_indirect) {
            holding.min_e8 = 0;
            holding.min_is_excluded = false;
        }
        holdings.push_back(holding);
    }
    return holdings;
}

OwnershipGraph OwnershipGraph::build(std::uint32_t entities_count,
                                     std::span<const Holding> holdings) {
    PELF_CHECK(entities_count < std::numeric_limits<std::uint32_t>::max());
    PELF_CHECK(holdings.size() < std::numeric_limits<std::uint32_t>::max());
    OwnershipGraph graph;
    graph.entities_count_ = entities_count;
    graph.holdings_ = holdings;
    // Shifted by one, so that filling the runs leaves each start where it belongs.
    graph.out_.assign(std::size_t(entities_count) + 2, 0);
    graph.in_.assign(std::size_t(entities_count) + 2, 0);
    for (const Holding& holding : holdings) {
        PELF_CHECK(holding.owner_index < entities_count && holding.owned_index < entities_count);
        graph.kinds_ |= 1U << static_cast<unsigned>(holding.kind);
        ++graph.out_[holding.owner_index + 2];
        ++graph.in_[holding.owned_index + 2];
    }
    std::partial_sum(graph.out_.begin(), graph.out_.end(), graph.out_.begin());
    std::partial_sum(graph.in_.begin(), graph.in_.end(), graph.in_.begin());
    graph.outgoing_.resize(holdings.size());
    graph.incoming_.resize(holdings.size());
    for (std::uint32_t i = 0; i < holdings.size(); ++i) {
        graph.outgoing_[graph.out_[holdings[i].owner_index + 1]++] = i;
        graph.incoming_[graph.in_[holdings[i].owned_index + 1]++] = i;
    }
    graph.out_.pop_back();
    graph.in_.pop_back();
    return graph;
}

}  // namespace pelf::screen
