// SPDX-License-Identifier: Apache-2.0
#include "analyze/trace_flow.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "analyze/trace_flow_streams.hpp"
#include "base/check.hpp"

namespace pelf::analyze {
namespace {

/// The group of each node. Groups become the nodes of a smaller flow, in the order of their
/// numbers; these are below the number of nodes and may have gaps.
using Groups = std::vector<std::uint32_t>;
constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

bool is_end(const FlowNode& node) noexcept {
    return node.kind == FlowNodeKind::end;
}

/// Adds a later node of the same group, which becomes `kind`.
void merge(FlowNode& into, const FlowNode& node, FlowNodeKind kind) {
    // Seeds count outputs, a rest counts transactions.
    if (into.kind == FlowNodeKind::seed) into.transactions_count = 0;
    if (node.kind != FlowNodeKind::seed) into.transactions_count += node.transactions_count;
    into.kind = kind;
    if (into.owner == 0) into.owner = node.owner;
    if (kind == FlowNodeKind::rest) into.owner = 0;
    if (!into.listed()) into.listed_output = node.listed_output;
    if (kind == FlowNodeKind::chain) {
        // By order, not by number: a coinbase that gets its block's fees comes after them.
        into.last_transaction = node.last_transaction;
        into.last_time_s = node.last_time_s;
    } else {
        into.first_transaction = std::min(into.first_transaction, node.first_transaction);
        into.last_transaction = std::max(into.last_transaction, node.last_transaction);
        into.first_time_s = std::min(into.first_time_s, node.first_time_s);
        into.last_time_s = std::max(into.last_time_s, node.last_time_s);
    }
    into.begins_sat += node.begins_sat;
}

void add_edges(Flow& flow, std::vector<FlowEdge> edges) {
    const auto ends_of = [](const FlowEdge& edge) { return std::pair(edge.from, edge.to); };
    std::ranges::sort(edges, {}, ends_of);
    for (const FlowEdge& edge : edges) {
        if (flow.edges.empty() || ends_of(flow.edges.back()) != ends_of(edge)) {
            flow.edges.push_back(edge);
            continue;
        }
        flow.edges.back().amount_sat += edge.amount_sat;
        flow.edges.back().streams_count += edge.streams_count;
    }
}

/// Makes one node of each group; a group of several becomes `kind`.
Flow contract(const Flow& flow, const Groups& groups, FlowNodeKind kind) {
    std::vector<std::uint32_t> order(flow.nodes.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t node) { return groups[node]; });
    Flow smaller;
    std::vector<std::uint32_t> index_of(flow.nodes.size());
    std::uint32_t last_group = kNone;
    for (const std::uint32_t node : order) {
        if (groups[node] == last_group) {
            merge(smaller.nodes.back(), flow.nodes[node], kind);
        } else {
            smaller.nodes.push_back(flow.nodes[node]);
        }
        last_group = groups[node];
        index_of[node] = static_cast<std::uint32_t>(smaller.nodes.size() - 1);
    }
    std::vector<FlowEdge> edges;
    for (FlowEdge edge : flow.edges) {
        edge.from = index_of[edge.from];
        edge.to = index_of[edge.to];
        if (edge.from != edge.to) edges.push_back(edge);
    }
    add_edges(smaller, std::move(edges));
    for (FlowNode& node : smaller.nodes) node.amount_sat = node.begins_sat;
    for (const FlowEdge& edge : smaller.edges) smaller.nodes[edge.to].amount_sat += edge.amount_sat;
    return smaller;
}

/// Runs of transactions that are to become one box.
class Runs {
public:
    explicit Runs(const Flow& flow) : flow_(flow), heads_(flow.nodes.size()) {
        std::iota(heads_.begin(), heads_.end(), 0U);
        for (const FlowNode& node : flow.nodes) owners_.push_back(node.owner);
    }

    /// The first node of the run that a node is in.
    std::uint32_t head_of(std::uint32_t node) const noexcept { return heads_[node]; }

    /// Adds a node to the run of `before`, unless one of them is no run of transactions or that
    /// would join two known owners.
    void append(std::uint32_t before, std::uint32_t node) {
        if (!is_run(before) || !is_run(node)) return;
        const std::uint32_t head = heads_[before];
        const std::uint64_t owner = flow_.nodes[node].owner;
        if (owner != 0 && owners_[head] != 0 && owner != owners_[head]) return;
        heads_[node] = head;
        if (owners_[head] == 0) owners_[head] = owner;
    }

    Flow contracted() const { return contract(flow_, heads_, FlowNodeKind::chain); }

private:
    bool is_run(std::uint32_t node) const noexcept {
        const FlowNodeKind kind = flow_.nodes[node].kind;
        return kind == FlowNodeKind::passage || kind == FlowNodeKind::chain;
    }

    const Flow& flow_;
    Groups heads_;
    std::vector<std::uint64_t> owners_;  ///< Of the run that a node begins.
};

/// Makes one box of each run of transactions. A run's transactions have one way in and one way
/// on, so putting the run where it begins keeps the order.
Flow join_chains(const Flow& flow) {
    constexpr std::uint32_t kSeveral = kNone - 1;
    std::vector<std::uint32_t> source(flow.nodes.size(), kNone);
    std::vector<std::uint32_t> target(flow.nodes.size(), kNone);
    for (const FlowEdge& edge : flow.edges) {
        if (is_end(flow.nodes[edge.to])) continue;
        source[edge.to] = source[edge.to] == kNone ? edge.from : kSeveral;
        target[edge.from] = target[edge.from] == kNone ? edge.to : kSeveral;
    }
    Runs runs(flow);
    for (std::uint32_t node = 0; node < flow.nodes.size(); ++node) {
        if (source[node] < kSeveral && target[source[node]] == node) {
            runs.append(source[node], node);
        }
    }
    return runs.contracted();
}

/// Where a node's money comes from.
struct Sources {
    std::uint32_t main = kNone;  ///< The node that gives the most.
    std::uint64_t main_sat = 0;
    std::uint32_t others_end = 0;  ///< One past the latest of the other nodes.

    void add(const FlowEdge& edge) noexcept {
        std::uint32_t other = edge.from;
        if (main == kNone || edge.amount_sat > main_sat) {
            other = std::exchange(main, edge.from);
            main_sat = edge.amount_sat;
        }
        if (other != kNone) others_end = std::max(others_end, other + 1);
    }
};

/// The same for runs along which nearly everything goes on, while side streams come and go. All
/// that joins a run from the side must lie before it begins: then along every edge between two
/// boxes the place where the box begins grows, so there is no cycle, and putting the run where it
/// begins keeps the order.
Flow join_main_streams(const Flow& flow) {
    const auto is_most_of = [](std::uint64_t part_sat, std::uint64_t whole_sat) {
        return part_sat >= whole_sat - whole_sat / 4;
    };
    std::vector<Sources> sources(flow.nodes.size());
    for (const FlowEdge& edge : flow.edges) sources[edge.to].add(edge);
    Runs runs(flow);
    for (std::uint32_t node = 0; node < flow.nodes.size(); ++node) {
        const Sources& from = sources[node];
        if (from.main == kNone || !is_most_of(from.main_sat, flow.nodes[node].amount_sat) ||
            !is_most_of(from.main_sat, flow.nodes[from.main].amount_sat)) {
            continue;
        }
        if (from.others_end <= runs.head_of(from.main)) runs.append(from.main, node);
    }
    return runs.contracted();
}

/// Sums up the smallest ends in one box, so that `ends_max` stay; all of them if they are fewer.
Flow join_small_ends(const Flow& flow, std::size_t ends_max) {
    std::vector<std::uint32_t> ends;
    Groups groups(flow.nodes.size());
    for (std::uint32_t node = 0; node < flow.nodes.size(); ++node) {
        groups[node] = node;
        if (is_end(flow.nodes[node])) ends.push_back(node);
    }
    if (ends.size() <= ends_max) return flow;
    std::ranges::stable_sort(ends, std::greater<>(),
                             [&](std::uint32_t node) { return flow.nodes[node].amount_sat; });
    const auto last = static_cast<std::uint32_t>(flow.nodes.size() - 1);
    // The box takes the last number: one that stays, if it has it, takes a small one's.
    Groups kept(ends.begin(), ends.begin() + static_cast<std::ptrdiff_t>(ends_max - 1));
    std::ranges::sort(kept);
    for (const std::uint32_t node : ends) groups[node] = last;
    const auto first = static_cast<std::uint32_t>(flow.nodes.size() - ends.size());
    for (std::uint32_t i = 0; i < kept.size(); ++i) groups[kept[i]] = first + i;
    return contract(flow, groups, FlowNodeKind::rest);
}

/// Which nodes but ends stay, the most important first: seeds, then by amount. Nodes that hold
/// less than a box's fair share are not worth a box of their own.
std::vector<std::uint32_t> most_important(const Flow& flow, std::uint32_t nodes_max) {
    std::uint64_t total_sat = 0;
    std::vector<std::uint32_t> nodes;
    for (const FlowNode& node : flow.nodes) total_sat += node.begins_sat;
    for (std::uint32_t node = 0; node < flow.nodes.size(); ++node) {
        if (is_end(flow.nodes[node])) break;
        if (flow.nodes[node].amount_sat >= total_sat / nodes_max) nodes.push_back(node);
    }
    std::ranges::stable_sort(nodes, {}, [&](std::uint32_t node) {
        return std::pair(flow.nodes[node].kind != FlowNodeKind::seed, ~flow.nodes[node].amount_sat);
    });
    return nodes;
}

/// Numbers the stages of a flow: along an edge the stage grows, unless neither side stays. All
/// that does not stay and is of one stage can be one box: every edge between two boxes then goes
/// to a later stage, so there is no cycle.
std::vector<std::uint32_t> number_stages(const Flow& flow, const std::vector<bool>& stays) {
    std::vector<std::uint32_t> stages(flow.nodes.size());
    // Edges are sorted by where they come from, and nodes so that money goes forward.
    for (const FlowEdge& edge : flow.edges) {
        const std::uint32_t step = stays[edge.from] || stays[edge.to] ? 1 : 0;
        stages[edge.to] = std::max(stages[edge.to], stages[edge.from] + step);
    }
    return stages;
}

/// Numbers groups by stage: what is summed up in a stage is one group, each that stays is one.
/// Ends stay and come last. Returns how many groups there are besides ends.
std::size_t group_by_stage(const Flow& flow, std::vector<bool> stays, Groups& groups) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t node = 0; node < flow.nodes.size(); ++node) {
        groups[node] = node;
        if (is_end(flow.nodes[node])) stays[node] = true;
        if (!is_end(flow.nodes[node])) order.push_back(node);
    }
    const std::vector<std::uint32_t> stages = number_stages(flow, stays);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t node) {
        return std::tuple(stages[node], static_cast<bool>(stays[node]));
    });
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const bool same = i != 0 && !stays[order[i]] && !stays[order[i - 1]] &&
                          stages[order[i]] == stages[order[i - 1]];
        if (i != 0 && !same) ++group;
        groups[order[i]] = group;
    }
    return order.empty() ? 0 : group + 1;
}

/// Sums up stage by stage so that at most `others_max` boxes besides ends stay.
Flow join_stages(const Flow& flow, std::size_t others_max, std::uint32_t nodes_max) {
    const auto others = static_cast<std::size_t>(
        std::ranges::count_if(flow.nodes, [](const FlowNode& node) { return !is_end(node); }));
    if (others <= others_max) return flow;
    std::vector<std::uint32_t> important = most_important(flow, nodes_max);
    if (important.size() > others_max) important.resize(others_max);
    Groups groups(flow.nodes.size());
    while (true) {
        std::vector<bool> stays(flow.nodes.size());
        for (const std::uint32_t node : important) stays[node] = true;
        if (group_by_stage(flow, std::move(stays), groups) <= others_max) break;
        PELF_CHECK(!important.empty());
        important.resize(important.size() - 1 - important.size() / 8);
    }
    return contract(flow, groups, FlowNodeKind::rest);
}

/// Seeds first, ends last, each side in the order it has.
Flow put_seeds_first(const Flow& flow) {
    Groups groups(flow.nodes.size());
    std::uint32_t next = 0;
    for (const bool seeds : {true, false}) {
        for (std::size_t node = 0; node < flow.nodes.size(); ++node) {
            if ((flow.nodes[node].kind == FlowNodeKind::seed) == seeds) groups[node] = next++;
        }
    }
    return contract(flow, groups, FlowNodeKind::rest);
}

/// The four reductions; see the header.
Flow reduce(const Flow& whole, const FlowOptions& options) {
    PELF_CHECK(options.nodes_max >= kFlowNodesMin);
    Flow flow = join_chains(whole);
    if (flow.nodes.size() > options.nodes_max) flow = join_main_streams(flow);
    if (flow.nodes.size() > options.nodes_max) {
        const auto others = static_cast<std::size_t>(
            std::ranges::count_if(flow.nodes, [](const FlowNode& node) { return !is_end(node); }));
        // Ends are what people look for: they may fill half of the picture, and what is free.
        const std::size_t ends_max =
            options.nodes_max - std::min<std::size_t>(others, options.nodes_max / 2);
        const std::size_t ends = std::min(flow.nodes.size() - others, ends_max);
        // Stages first: a box of small ends must not be taken for one of them.
        flow = join_small_ends(join_stages(flow, options.nodes_max - ends, options.nodes_max),
                               ends_max);
    }
    return put_seeds_first(flow);
}

}  // namespace

Flow condense(const graph::CoinColumns& columns, const Trace& trace, std::span<const Seed> seeds,
              const FlowOptions& options) {
    return reduce(flow_of_trace(columns, trace, seeds, options), options);
}

Flow condense_backward(const graph::CoinColumns& columns, const Trace& trace, std::uint64_t output,
                       const FlowOptions& options) {
    // Small as it is for a trace that goes from the place asked for to the sources; then turned.
    Flow flow = reduce(flow_of_backward_trace(columns, trace, output, options), options);
    flow.backward = true;
    for (FlowEdge& edge : flow.edges) std::swap(edge.from, edge.to);
    std::ranges::sort(flow.edges, {},
                      [](const FlowEdge& edge) { return std::pair(edge.from, edge.to); });
    for (FlowNode& node : flow.nodes) {
        if (node.kind != FlowNodeKind::chain) continue;
        std::swap(node.first_transaction, node.last_transaction);
        std::swap(node.first_time_s, node.last_time_s);
    }
    return flow;
}

}  // namespace pelf::analyze
