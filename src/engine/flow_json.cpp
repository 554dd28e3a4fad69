// SPDX-License-Identifier: Apache-2.0
#include "engine/flow_json.hpp"

#include <cmath>
#include <vector>

#include "base/date.hpp"
#include "base/text.hpp"
#include "engine/flow_box.hpp"
#include "engine/flow_layout.hpp"
#include "engine/json.hpp"
#include "engine/trace_json.hpp"

namespace pelf::engine {
namespace {

using analyze::FlowEdge;
using analyze::FlowNode;
using analyze::FlowNodeKind;

constexpr std::uint32_t kNotDrawn = 0xffff'ffff;

std::int64_t pixels(double length) {
    return std::llround(length);
}

std::string_view kind_of(const FlowNode& node) {
    switch (node.kind) {
        case FlowNodeKind::seed: return "start";
        case FlowNodeKind::passage: return "transaction";
        case FlowNodeKind::chain: return "chain";
        case FlowNodeKind::rest: return "rest";
        case FlowNodeKind::end: break;
    }
    return analyze::to_string(node.end_kind);
}

std::string id_of(std::size_t node) {
    return text("n", node);
}

/// What is drawn of a flow, and where.
struct Drawing {
    std::vector<std::size_t> nodes;  ///< Of the flow, by box.
    std::vector<LayoutBox> boxes;
    std::vector<FlowEdge> edges;  ///< Between boxes.
    std::vector<LayoutLine> lines;
    std::uint64_t fees_left_out_sat = 0;
    std::uint64_t summarised = 0;
};

Drawing choose(const TraceAnswer& answer) {
    const analyze::Flow& flow = *answer.flow;
    Drawing drawing;
    std::uint64_t total_sat = 0;
    for (const FlowNode& node : flow.nodes) total_sat += node.begins_sat;
    std::vector<std::size_t> incoming(flow.nodes.size());
    for (const FlowEdge& edge : flow.edges) ++incoming[edge.to];
    std::vector<std::uint32_t> box_of(flow.nodes.size(), kNotDrawn);
    for (std::size_t i = 0; i < flow.nodes.size(); ++i) {
        const FlowNode& node = flow.nodes[i];
        if (is_minor_fee(node, incoming[i], total_sat)) {
            drawing.fees_left_out_sat += node.amount_sat;
            continue;
        }
        const bool is_sum = node.kind == FlowNodeKind::chain || node.kind == FlowNodeKind::rest;
        if (is_sum) drawing.summarised += node.transactions_count;
        box_of[i] = static_cast<std::uint32_t>(drawing.boxes.size());
        const FlowBox box = make_box(node, {answer.flow_names[i], answer.flow_references[i]});
        drawing.nodes.push_back(i);
        drawing.boxes.push_back({box.width, box.height,
                                 node.kind == FlowNodeKind::seed && incoming[i] == 0,
                                 node.kind == FlowNodeKind::end});
    }
    for (FlowEdge edge : flow.edges) {
        if (box_of[edge.to] == kNotDrawn) continue;
        edge.from = box_of[edge.from];
        edge.to = box_of[edge.to];
        const double share = static_cast<double>(edge.amount_sat) /
                             static_cast<double>(std::max<std::uint64_t>(1, total_sat));
        drawing.lines.push_back(
            {edge.from, edge.to, 1 + static_cast<std::uint32_t>(std::lround(20 * share))});
        drawing.edges.push_back(edge);
    }
    return drawing;
}

boost::json::object node_object(const TraceAnswer& answer, std::size_t index) {
    const FlowNode& node = answer.flow->nodes[index];
    return {{"id", id_of(index)},
            {"kind", kind_of(node)},
            {"name", or_null(answer.flow_names[index])},
            {"reference", or_null(answer.flow_references[index])},
            {"account", or_null(answer.flow_accounts[index])},
            {"listed", node.listed()},
            {"amount", amount(node.amount_sat)},
            {"asset", "BTC"},
            {"time", rfc3339(node.first_time_s)},
            {"last_time", rfc3339(node.last_time_s)},
            {"transactions", node.transactions_count}};
}

boost::json::value flow_value(const TraceAnswer& answer, const Program& dot) {
    if (!answer.flow) return nullptr;
    const Drawing drawing = choose(answer);
    const auto layout = lay_out(drawing.boxes, drawing.lines, dot);
    if (!layout) return {{"problem", layout.error().message}};
    boost::json::array nodes;
    for (std::size_t box = 0; box < drawing.boxes.size(); ++box) {
        boost::json::object object = node_object(answer, drawing.nodes[box]);
        const LayoutBox& size = drawing.boxes[box];
        object["x"] = pixels(layout->boxes[box].x - size.width / 2);
        object["y"] = pixels(layout->boxes[box].y - size.height / 2);
        object["width"] = pixels(size.width);
        object["height"] = pixels(size.height);
        nodes.push_back(std::move(object));
    }
    boost::json::array lines;
    for (std::size_t line = 0; line < drawing.edges.size(); ++line) {
        const FlowEdge& edge = drawing.edges[line];
        boost::json::array points;
        for (const Point& point : layout->lines[line].curve) {
            points.push_back(boost::json::array{pixels(point.x), pixels(point.y)});
        }
        lines.push_back({{"from", id_of(drawing.nodes[edge.from])},
                         {"to", id_of(drawing.nodes[edge.to])},
                         {"amount", amount(edge.amount_sat)},
                         {"streams", edge.streams_count},
                         {"points", std::move(points)}});
    }
    return {{"policy", analyze::to_string(*answer.flow_policy)},
            {"width", pixels(layout->width)},
            {"height", pixels(layout->height)},
            {"summarised", drawing.summarised},
            {"fees_left_out", amount(drawing.fees_left_out_sat)},
            {"nodes", std::move(nodes)},
            {"lines", std::move(lines)}};
}

}  // namespace

std::string to_json_with_flow(const TraceAnswer& answer, const Program& dot) {
    boost::json::object document = to_json_object(answer);
    document["flow"] = flow_value(answer, dot);
    return pretty(document);
}

}  // namespace pelf::engine
