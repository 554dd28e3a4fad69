// SPDX-License-Identifier: Apache-2.0
#include "engine/flow_sheet.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/check.hpp"
#include "base/date.hpp"
#include "base/text.hpp"
#include "engine/markup.hpp"

namespace pelf::engine {
namespace {

using analyze::FlowEdge;
using analyze::FlowNode;
using analyze::FlowNodeKind;

constexpr std::uint32_t kNotDrawn = 0xffff'ffff;

std::string_view kind_word(const FlowNode& node) {
    switch (node.kind) {
        case FlowNodeKind::seed: return "start";
        case FlowNodeKind::passage: return "transaction";
        case FlowNodeKind::chain: return "chain";
        case FlowNodeKind::rest: return "rest";
        case FlowNodeKind::end: break;
    }
    return analyze::to_string(node.end_kind);
}

/// One coin ledger's flow on its way onto a sheet.
class CoinSheet {
public:
    CoinSheet(const analyze::Flow& flow, const FlowTexts& texts)
        : flow_(flow), texts_(texts), incoming_(flow.nodes.size()) {
        for (const FlowNode& node : flow.nodes) total_sat_ += node.begins_sat;
        for (const FlowEdge& edge : flow.edges) ++incoming_[edge.to];
    }

    FlowSheet make() {
        add_boxes();
        add_lines();
        sheet_.fees_left_out = text(left_out_sat_);
        sheet_.notes = {"Money moves from left to right; the wider a line, the more."};
        if (left_out_sat_ > 0) {
            sheet_.notes.push_back(
                text("Fees on the way, not drawn: ", btc_text(left_out_sat_), " BTC."));
        }
        return std::move(sheet_);
    }

private:
    static std::string one_of(std::span<const std::string> texts, std::size_t node) {
        return texts.empty() ? std::string() : texts[node];
    }

    /// A fee paid by every box would hide the money behind its own hairlines.
    void add_boxes() {
        box_of_.assign(flow_.nodes.size(), kNotDrawn);
        for (std::size_t i = 0; i < flow_.nodes.size(); ++i) {
            const FlowNode& node = flow_.nodes[i];
            if (is_minor_fee(node, incoming_[i], total_sat_)) {
                left_out_sat_ += node.amount_sat;
                continue;
            }
            const bool is_sum = node.kind == FlowNodeKind::chain || node.kind == FlowNodeKind::rest;
            if (is_sum) sheet_.summarised += node.transactions_count;
            box_of_[i] = static_cast<std::uint32_t>(sheet_.boxes.size());
            SheetBox& box = sheet_.boxes.emplace_back();
            box.id = text("n", i);
            box.kind = kind_word(node);
            box.name = one_of(texts_.names, i);
            box.reference = one_of(texts_.references, i);
            box.account = one_of(texts_.accounts, i);
            box.look = make_box(words_of(node, {box.name, box.reference, flow_.backward}));
            box.amount = text(node.amount_sat);
            box.asset = "BTC";
            box.time = rfc3339(node.first_time_s);
            box.last_time = rfc3339(node.last_time_s);
            box.transactions = node.transactions_count;
            const bool is_seed = node.kind == FlowNodeKind::seed && incoming_[i] == 0;
            const bool is_end = node.kind == FlowNodeKind::end;
            box.first = flow_.backward ? is_end : is_seed;
            box.last = flow_.backward ? node.kind == FlowNodeKind::seed : is_end;
        }
    }

    void add_lines() {
        std::vector<std::size_t> outgoing(flow_.nodes.size());
        for (const FlowEdge& edge : flow_.edges) {
            if (box_of_[edge.to] != kNotDrawn) ++outgoing[edge.from];
        }
        for (const FlowEdge& edge : flow_.edges) {
            if (box_of_[edge.to] == kNotDrawn) continue;
            SheetLine& line = sheet_.lines.emplace_back();
            line.from = box_of_[edge.from];
            line.to = box_of_[edge.to];
            line.share = static_cast<double>(edge.amount_sat) /
                         static_cast<double>(std::max<std::uint64_t>(1, total_sat_));
            line.amount = text(edge.amount_sat);
            line.asset = "BTC";
            line.streams = edge.streams_count;
            line.full = text(btc_text(edge.amount_sat), " BTC in ",
                             counted(edge.streams_count, "stream", "streams"));
            const bool is_said = incoming_[edge.to] == 1 || outgoing[edge.from] == 1;
            if (!is_said && line.share >= 0.005) line.label = btc_text(edge.amount_sat);
        }
    }

    const analyze::Flow& flow_;
    const FlowTexts& texts_;
    std::uint64_t total_sat_ = 0;
    std::uint64_t left_out_sat_ = 0;
    std::vector<std::size_t> incoming_;  ///< By node.
    std::vector<std::uint32_t> box_of_;  ///< By node.
    FlowSheet sheet_;
};

}  // namespace

FlowSheet sheet_of(const analyze::Flow& flow, const FlowTexts& texts) {
    for (const auto& given : {texts.names, texts.references, texts.accounts}) {
        PELF_CHECK(given.empty() || given.size() == flow.nodes.size());
    }
    return CoinSheet(flow, texts).make();
}

FlowSheet sheet_of(const TraceAnswer& answer) {
    FlowSheet sheet =
        sheet_of(*answer.flow, {answer.flow_names, answer.flow_references, answer.flow_accounts});
    sheet.policy = analyze::to_string(*answer.flow_policy);
    return sheet;
}

Result<Layout> lay_out(const FlowSheet& sheet, LineLabels labels, const Program& dot) {
    constexpr double kLabelSides = 12;
    std::vector<LayoutBox> boxes;
    boxes.reserve(sheet.boxes.size());
    for (const SheetBox& box : sheet.boxes) {
        boxes.push_back({box.look.width, box.look.height, box.first, box.last});
    }
    std::vector<LayoutLine> lines;
    lines.reserve(sheet.lines.size());
    for (const SheetLine& line : sheet.lines) {
        LayoutLine& placed = lines.emplace_back();
        placed.from = line.from;
        placed.to = line.to;
        placed.weight = 1 + static_cast<std::uint32_t>(std::lround(20 * line.share));
        if (labels == LineLabels::all && !line.label.empty()) {
            placed.label_width = text_width(line.label, kLineLabelSize, false) + kLabelSides;
        }
    }
    return lay_out(boxes, lines, dot);
}

}  // namespace pelf::engine
