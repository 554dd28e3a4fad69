// SPDX-License-Identifier: Apache-2.0
#include "analyze/trace_flow_streams.hpp"

#include <algorithm>
#include <compare>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "analyze/seed_list.hpp"
#include "analyze/visit_order.hpp"
#include "base/check.hpp"

namespace pelf::analyze {
namespace {

/// A place money comes from or goes to. Keys sort as nodes shall.
struct PlaceKey {
    /// In VisitOrder; for ends kEndRank plus the kind.
    std::uint64_t rank = 0;
    std::uint64_t owner = 0;  ///< For ends; for seeds 1.

    auto operator<=>(const PlaceKey&) const = default;
};
constexpr std::uint64_t kEndRank = std::uint64_t{1} << 62;
constexpr std::uint64_t kSeedOwner = 1;
/// Backward ranks count from here down, so that money goes to higher ones all the same.
constexpr std::uint64_t kTurnedRank = kEndRank - 1;
constexpr PlaceKey kAskedFor{0, kSeedOwner};

bool is_end(PlaceKey key) noexcept {
    return key.rank >= kEndRank;
}
bool is_seed(PlaceKey key) noexcept {
    return !is_end(key) && key.owner == kSeedOwner;
}

/// One output or fee with traced money.
struct Stream {
    PlaceKey from{};
    PlaceKey to{};
    std::uint64_t output = kNoOutput;  ///< kNoOutput for fees.
    std::uint64_t transaction = 0;     ///< That makes the output or pays the fee.
    std::uint64_t owner = 0;
    std::uint64_t amount_sat = 0;
};

class StreamReader {
public:
    StreamReader(const graph::CoinColumns& columns, const Trace& trace, std::span<const Seed> seeds,
                 const FlowOptions& options)
        : columns_(columns),
          trace_(trace),
          options_(options),
          seeds_(columns, seeds),
          order_(columns, !trace.fees_way.empty()) {}

    /// Of a backward trace from an output.
    StreamReader(const graph::CoinColumns& columns, const Trace& trace, std::uint64_t output,
                 const FlowOptions& options)
        : columns_(columns),
          trace_(trace),
          options_(options),
          seeds_(columns, {}),
          order_(columns, !trace.fees_way.empty()),
          asked_for_(output) {}

    Flow read() && {
        read_ends();
        if (asked_for_) {
            read_way_back();
        } else {
            read_way();
        }
        read_fees();
        place_nodes();
        for (const Stream& stream : streams_) describe(stream);
        for (FlowNode& node : flow_.nodes) {
            node.first_time_s = time_s(node.first_transaction);
            node.last_time_s = time_s(node.last_transaction);
        }
        add_edges();
        settle_amounts();
        return std::move(flow_);
    }

private:
    PlaceKey transaction_key(std::uint64_t transaction) const noexcept {
        const std::uint64_t rank = order_.rank_of(transaction);
        return {asked_for_ ? kTurnedRank - rank : rank, 0};
    }
    /// Requires the key of a transaction, or of seeds.
    std::uint64_t transaction_of(PlaceKey key) const noexcept {
        if (!asked_for_) return order_.transaction_at(key.rank);
        if (is_seed(key)) return columns_.transaction_of_output(*asked_for_);
        return order_.transaction_at(kTurnedRank - key.rank);
    }
    static PlaceKey end_key(EndKind kind, std::uint64_t owner) noexcept {
        return {kEndRank + static_cast<std::uint64_t>(kind), owner};
    }
    std::uint64_t owner_of(std::uint64_t output) const {
        return options_.owner_of ? options_.owner_of(output) : 0;
    }

    /// Remembers where outputs ended, and adds what ended without being on the way: fees, what
    /// was booked out, and what stopped before a transaction that could not be entered.
    void read_ends() {
        std::uint64_t listed_sat = 0;
        for (const End& end : trace_.ends) {
            listed_sat += end.amount_sat;
            const bool on_way =
                std::ranges::binary_search(trace_.way, end.output, {}, &TaintedOutput::output);
            if (on_way) {
                kinds_.emplace_back(end.output, end.kind);
                continue;
            }
            const std::uint64_t owner = end.output == kNoOutput ? 0 : owner_of(end.output);
            streams_.push_back({.from = transaction_key(end.transaction),
                                .to = end_key(end.kind, owner),
                                .output = end.output,
                                .transaction = end.transaction,
                                .owner = owner,
                                .amount_sat = end.amount_sat});
        }
        PELF_CHECK(listed_sat == trace_.total_sat);
        std::ranges::sort(kinds_);
    }

    void read_way() {
        auto ended = kinds_.begin();
        for (const TaintedOutput& step : trace_.way) {
            const std::uint64_t transaction = columns_.transaction_of_output(step.output);
            Stream stream{.from = transaction_key(transaction),
                          .output = step.output,
                          .transaction = transaction,
                          .owner = owner_of(step.output),
                          .amount_sat = step.amount_sat};
            if (seeds_.contains(step.output)) stream.from.owner = kSeedOwner;
            if (ended != kinds_.end() && ended->first == step.output) {
                stream.to = end_key(ended->second, stream.owner);
                ++ended;
            } else {
                const auto spender = columns_.spender(step.output);
                PELF_CHECK(spender.has_value());
                stream.to = transaction_key(columns_.transaction_of_input(*spender));
            }
            streams_.push_back(stream);
        }
    }

    /// From the transaction that spends an output to the one that made it, or to where it ended.
    void read_way_back() {
        auto ended = kinds_.begin();
        for (const TaintedOutput& step : trace_.way) {
            const std::uint64_t maker = columns_.transaction_of_output(step.output);
            Stream stream{.from = kAskedFor,
                          .to = transaction_key(maker),
                          .output = step.output,
                          .transaction = maker,
                          .owner = owner_of(step.output),
                          .amount_sat = step.amount_sat};
            if (step.output != *asked_for_) {
                const auto spender = columns_.spender(step.output);
                PELF_CHECK(spender.has_value());
                stream.from = transaction_key(columns_.transaction_of_input(*spender));
            }
            if (ended != kinds_.end() && ended->first == step.output) {
                stream.to = end_key(ended->second, stream.owner);
                ++ended;
            }
            streams_.push_back(stream);
        }
    }

    void read_fees() {
        for (const TaintedFee& fee : trace_.fees_way) {
            const auto collector = order_.collector_of(fee.transaction);
            PELF_CHECK(collector.has_value());
            PlaceKey payer = transaction_key(fee.transaction);
            PlaceKey paid = transaction_key(*collector);
            if (asked_for_) std::swap(payer, paid);
            streams_.push_back({.from = payer,
                                .to = paid,
                                .transaction = fee.transaction,
                                .amount_sat = fee.amount_sat});
        }
    }

    void place_nodes() {
        for (const Stream& stream : streams_) {
            keys_.push_back(stream.from);
            keys_.push_back(stream.to);
        }
        std::ranges::sort(keys_);
        keys_.erase(std::ranges::unique(keys_).begin(), keys_.end());
        PELF_CHECK(keys_.size() < std::numeric_limits<std::uint32_t>::max());
        for (const PlaceKey& key : keys_) {
            FlowNode node{.first_transaction = std::numeric_limits<std::uint64_t>::max()};
            if (is_end(key)) {
                node.kind = FlowNodeKind::end;
                node.end_kind = static_cast<EndKind>(key.rank - kEndRank);
            } else {
                node.kind = is_seed(key) ? FlowNodeKind::seed : FlowNodeKind::passage;
                add_transaction(node, transaction_of(key));
                if (!is_seed(key)) node.transactions_count = 1;
            }
            flow_.nodes.push_back(node);
        }
        // By output, so that the first output of each node is met first.
        std::ranges::sort(streams_, {}, [](const Stream& stream) {
            return std::tie(stream.output, stream.transaction);
        });
    }

    static void add_transaction(FlowNode& node, std::uint64_t transaction) {
        node.first_transaction = std::min(node.first_transaction, transaction);
        node.last_transaction = std::max(node.last_transaction, transaction);
    }

    std::uint32_t time_s(std::uint64_t transaction) const noexcept {
        return columns_.blocks[columns_.block_of(transaction)].time_s;
    }

    std::uint32_t index_of(PlaceKey key) const {
        const auto found = std::ranges::lower_bound(keys_, key);
        return static_cast<std::uint32_t>(found - keys_.begin());
    }

    void describe(const Stream& stream) {
        FlowNode& to = flow_.nodes[index_of(stream.to)];
        if (to.kind == FlowNodeKind::end) {
            ++to.transactions_count;
            add_transaction(to, stream.transaction);
        }
        name_output(to, stream);
        FlowNode& from = flow_.nodes[index_of(stream.from)];
        if (from.kind != FlowNodeKind::seed) return;
        ++from.transactions_count;
        name_output(from, stream);
    }

    void name_output(FlowNode& node, const Stream& stream) const {
        if (stream.output == kNoOutput) return;
        if (node.first_output == kNoOutput) node.first_output = stream.output;
        if (node.owner == 0) node.owner = stream.owner;
        if (!node.listed() &&
            std::ranges::binary_search(trace_.passes, stream.output, {}, &Pass::output)) {
            node.listed_output = stream.output;
        }
    }

    void add_edges() {
        std::map<std::pair<std::uint32_t, std::uint32_t>, FlowEdge> edges;
        for (const Stream& stream : streams_) {
            const std::pair ends(index_of(stream.from), index_of(stream.to));
            FlowEdge& edge = edges[ends];
            edge.from = ends.first;
            edge.to = ends.second;
            edge.amount_sat += stream.amount_sat;
            ++edge.streams_count;
        }
        for (const auto& [ends, edge] : edges) flow_.edges.push_back(edge);
    }

    /// Finds what begins in each seed. What a transaction brought and did not pass on otherwise
    /// went into the seeds it made: they were tainted already.
    void settle_amounts() {
        std::vector<std::uint64_t> outgoing_sat(flow_.nodes.size());
        for (const FlowEdge& edge : flow_.edges) {
            outgoing_sat[edge.from] += edge.amount_sat;
            flow_.nodes[edge.to].amount_sat += edge.amount_sat;
        }
        std::vector<FlowEdge> into_seeds;
        for (std::uint32_t index = 0; index < flow_.nodes.size(); ++index) {
            FlowNode& node = flow_.nodes[index];
            if (node.kind == FlowNodeKind::end) break;
            if (node.kind == FlowNodeKind::seed) {
                node.begins_sat = outgoing_sat[index] - node.amount_sat;
                node.amount_sat = outgoing_sat[index];
                continue;
            }
            const std::uint64_t left_sat = node.amount_sat - outgoing_sat[index];
            if (left_sat == 0) continue;
            FlowNode& seed = flow_.nodes[index + 1];  // Keys put it right behind its maker.
            PELF_CHECK(seed.kind == FlowNodeKind::seed);
            seed.amount_sat = left_sat;
            into_seeds.push_back({index, index + 1, left_sat, 1});
        }
        std::ranges::move(into_seeds, std::back_inserter(flow_.edges));
        std::ranges::sort(flow_.edges, {},
                          [](const FlowEdge& edge) { return std::pair(edge.from, edge.to); });
    }

    const graph::CoinColumns& columns_;
    const Trace& trace_;
    const FlowOptions& options_;
    SeedList seeds_;
    VisitOrder order_;
    std::optional<std::uint64_t> asked_for_;                ///< Backward: the output.
    std::vector<std::pair<std::uint64_t, EndKind>> kinds_;  ///< Of outputs on the way that ended.
    std::vector<Stream> streams_;
    std::vector<PlaceKey> keys_;  ///< Of the nodes.
    Flow flow_;
};

}  // namespace

Flow flow_of_trace(const graph::CoinColumns& columns, const Trace& trace,
                   std::span<const Seed> seeds, const FlowOptions& options) {
    return StreamReader(columns, trace, seeds, options).read();
}

Flow flow_of_backward_trace(const graph::CoinColumns& columns, const Trace& trace,
                            std::uint64_t output, const FlowOptions& options) {
    return StreamReader(columns, trace, output, options).read();
}

}  // namespace pelf::analyze
