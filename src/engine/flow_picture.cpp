// SPDX-License-Identifier: Apache-2.0
#include "engine/flow_picture.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "base/text.hpp"
#include "engine/flow_box.hpp"
#include "engine/flow_layout.hpp"
#include "engine/markup.hpp"

namespace pelf::engine {
namespace {

using analyze::FlowEdge;
using analyze::FlowNode;
using analyze::FlowNodeKind;

constexpr double kMargin = 16;
constexpr double kFootHeight = 30;
constexpr double kLineMin = 1.4;
constexpr double kLineMax = 11;
constexpr std::string_view kInk = "#1d2433";
constexpr std::string_view kRedInk = "#a61b1b";
constexpr std::string_view kFonts = "Helvetica, Arial, 'Liberation Sans', 'Noto Sans', sans-serif";

/// One decimal, whatever the locale says.
std::string px(double value) {
    std::array<char, 64> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::round(value * 10) / 10);
    return {buffer.data(), end.ptr};
}

/// The part of a flow that is drawn.
class FlowPicture {
public:
    FlowPicture(const analyze::Flow& flow, std::span<const std::string> names,
                const FlowPictureOptions& options)
        : flow_(flow), names_(names), options_(options) {
        for (const FlowNode& node : flow.nodes) total_sat_ += node.begins_sat;
        choose();
        make_lines();
    }

    Result<std::string> draw() {
        std::vector<LayoutBox> sizes;
        sizes.reserve(boxes_.size());
        for (std::size_t i = 0; i < boxes_.size(); ++i) {
            sizes.push_back({boxes_[i].width, boxes_[i].height, first_[i], last_[i]});
        }
        PELF_TRY(layout, lay_out(sizes, lines_, options_.dot));
        layout_ = std::move(layout);
        return document();
    }

private:
    void choose();
    void make_lines();
    std::string document() const;
    std::string line_shape(std::size_t line) const;
    std::string line_label(std::size_t line) const;
    std::string box_shape(std::size_t box) const;
    std::string foot(double y) const;

    std::string_view reference_of(std::size_t node) const noexcept {
        return options_.references.empty() ? std::string_view() : options_.references[node];
    }

    double line_width(std::uint64_t amount_sat) const noexcept {
        const double share = static_cast<double>(amount_sat) /
                             static_cast<double>(std::max<std::uint64_t>(1, total_sat_));
        return kLineMin + (kLineMax - kLineMin) * std::sqrt(std::min(1.0, share));
    }

    const analyze::Flow& flow_;
    std::span<const std::string> names_;
    const FlowPictureOptions& options_;
    std::uint64_t total_sat_ = 0;
    std::vector<FlowBox> boxes_;
    std::vector<bool> first_;  ///< By box.
    std::vector<bool> last_;
    std::vector<FlowEdge> edges_;     ///< Between boxes.
    std::vector<LayoutLine> lines_;   ///< One for each edge.
    std::uint64_t left_out_sat_ = 0;  ///< Fees too small to be drawn.
    Layout layout_;
};

/// Picks what is drawn. A fee paid by every box would hide the money behind its own hairlines.
void FlowPicture::choose() {
    constexpr std::uint32_t kNoBox = 0xffff'ffff;
    std::vector<std::uint32_t> box_of(flow_.nodes.size(), kNoBox);
    std::vector<std::size_t> incoming(flow_.nodes.size());
    for (const FlowEdge& edge : flow_.edges) ++incoming[edge.to];
    for (std::size_t node = 0; node < flow_.nodes.size(); ++node) {
        if (is_minor_fee(flow_.nodes[node], incoming[node], total_sat_)) {
            left_out_sat_ += flow_.nodes[node].amount_sat;
            continue;
        }
        box_of[node] = static_cast<std::uint32_t>(boxes_.size());
        boxes_.push_back(make_box(flow_.nodes[node], {names_[node], reference_of(node)}));
        first_.push_back(flow_.nodes[node].kind == FlowNodeKind::seed && incoming[node] == 0);
        last_.push_back(flow_.nodes[node].kind == FlowNodeKind::end);
    }
    for (FlowEdge edge : flow_.edges) {
        if (box_of[edge.to] == kNoBox) continue;
        edge.from = box_of[edge.from];
        edge.to = box_of[edge.to];
        edges_.push_back(edge);
    }
}

void FlowPicture::make_lines() {
    std::vector<std::size_t> incoming(boxes_.size());
    std::vector<std::size_t> outgoing(boxes_.size());
    for (const FlowEdge& edge : edges_) {
        ++incoming[edge.to];
        ++outgoing[edge.from];
    }
    for (const FlowEdge& edge : edges_) {
        const double share = static_cast<double>(edge.amount_sat) /
                             static_cast<double>(std::max<std::uint64_t>(1, total_sat_));
        LayoutLine line{edge.from, edge.to,
                        1 + static_cast<std::uint32_t>(std::lround(20 * share))};
        const bool said = incoming[edge.to] == 1 || outgoing[edge.from] == 1;
        if (!said && share >= 0.005) {
            line.label_width = text_width(btc_text(edge.amount_sat), kLineLabelSize, false) + 12;
        }
        lines_.push_back(line);
    }
}

std::string FlowPicture::line_shape(std::size_t line) const {
    const std::vector<Point>& curve = layout_.lines[line].curve;
    const FlowBox& to = boxes_[edges_[line].to];
    const Point middle = layout_.boxes[edges_[line].to];
    const Point tip{middle.x - to.width / 2, middle.y};
    const double width = line_width(edges_[line].amount_sat);
    const double half = width / 2 + 3;
    std::string path = text("M", px(curve[0].x), " ", px(curve[0].y));
    for (std::size_t i = 1; i < curve.size(); ++i) {
        path += text(i % 3 == 1 ? " C" : " ", px(curve[i].x), " ", px(curve[i].y));
    }
    const Point end = curve.back();
    return text("<g><title>", btc_text(edges_[line].amount_sat), " BTC in ",
                grouped(edges_[line].streams_count),
                edges_[line].streams_count == 1 ? " stream" : " streams", "</title><path d=\"",
                path, "\" fill=\"none\" stroke=\"", to.colours.line, "\" stroke-width=\"",
                px(width), "\"/><path d=\"M", px(end.x - 0.5), " ", px(end.y - half), " L",
                px(tip.x), " ", px(tip.y), " L", px(end.x - 0.5), " ", px(end.y + half),
                " Z\" fill=\"", to.colours.line, "\"/></g>\n");
}

std::string FlowPicture::line_label(std::size_t line) const {
    if (lines_[line].label_width == 0) return {};
    const Point middle = layout_.lines[line].label;
    // A white rim keeps it readable where it lies on a line.
    return text("<text x=\"", px(middle.x), "\" y=\"", px(middle.y + 4),
                "\" text-anchor=\"middle\" font-size=\"", px(kLineLabelSize),
                "\" stroke=\"#ffffff\" stroke-width=\"4\" stroke-linejoin=\"round\" "
                "paint-order=\"stroke\">",
                btc_text(edges_[line].amount_sat), "</text>\n");
}

std::string FlowPicture::box_shape(std::size_t index) const {
    const FlowBox& box = boxes_[index];
    const double x = layout_.boxes[index].x - box.width / 2;
    const double y = layout_.boxes[index].y - box.height / 2;
    const auto words = [&](double baseline, double size, std::string_view style,
                           std::string_view what) {
        return text("<text x=\"", px(x + 17), "\" y=\"", px(y + baseline), "\" font-size=\"",
                    px(size), "\"", style, ">", escaped(what), "</text>");
    };
    std::string shape =
        text("<g><title>", escaped(box.full), "</title><rect x=\"", px(x), "\" y=\"", px(y),
             "\" width=\"", px(box.width), "\" height=\"", px(box.height), "\" rx=\"6\" fill=\"",
             box.colours.paper, "\" stroke=\"", box.listed ? kRedInk : box.colours.ink,
             "\" stroke-width=\"", box.listed ? "2.5" : "1", "\"",
             box.dashed ? " stroke-dasharray=\"5 3\"" : "", "/>");
    shape += text("<rect x=\"", px(x + 5), "\" y=\"", px(y + 7), "\" width=\"4\" height=\"",
                  px(box.height - 14), "\" rx=\"2\" fill=\"", box.colours.ink, "\"/>");
    double baseline = 20;
    for (const std::string& line : box.name) {
        shape += words(baseline, kNameSize, " font-weight=\"bold\"", line);
        baseline += 16;
    }
    if (!box.reference.empty()) {
        shape += words(baseline - 1, kRemarkSize, " fill=\"#59616e\"", box.reference);
        baseline += 15;
    }
    shape += words(baseline + 4, kAmountSize, " font-weight=\"bold\"", box.amount);
    shape += words(baseline + 21, kRemarkSize, text(" fill=\"", box.colours.ink, "\""), box.remark);
    if (box.listed) {
        const double right = x + box.width;
        shape += text("<rect x=\"", px(right - 60), "\" y=\"", px(y + baseline - 8.5),
                      "\" width=\"52\" height=\"15\" rx=\"3\" fill=\"", kRedInk, "\"/><text x=\"",
                      px(right - 34), "\" y=\"", px(y + baseline + 2.7),
                      "\" text-anchor=\"middle\" font-size=\"10\" font-weight=\"bold\" "
                      "fill=\"#ffffff\">LISTED</text>");
    }
    return shape + "</g>\n";
}

std::string FlowPicture::foot(double y) const {
    std::string note = "Money moves from left to right; the wider a line, the more.";
    if (left_out_sat_ > 0) {
        note += text(" Fees on the way, not drawn: ", btc_text(left_out_sat_), " BTC.");
    }
    return text("<text x=\"", px(kMargin), "\" y=\"", px(y),
                "\" font-size=\"12\" fill=\"#59616e\">", note, "</text>\n");
}

std::string FlowPicture::document() const {
    constexpr double kWidthMin = 540;  // The foot needs room, too.
    const double width = std::max(layout_.width + 2 * kMargin, kWidthMin);
    const double height = layout_.height + 2 * kMargin + kFootHeight;
    std::string svg =
        text("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"", px(width),
             "\" height=\"", px(height), "\" viewBox=\"0 0 ", px(width), " ", px(height),
             "\" font-family=\"", kFonts, "\" fill=\"", kInk, "\">\n<title>",
             escaped(options_.title), "</title>\n<desc>", escaped(options_.description),
             "</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n<g "
             "transform=\"translate(",
             px(kMargin), " ", px(kMargin), ")\">\n");
    // Thin lines on top of wide ones, boxes on top of lines.
    std::vector<std::size_t> order(edges_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return ~edges_[i].amount_sat; });
    for (const std::size_t line : order) svg += line_shape(line);
    for (std::size_t box = 0; box < boxes_.size(); ++box) svg += box_shape(box);
    for (std::size_t line = 0; line < edges_.size(); ++line) svg += line_label(line);
    return svg + "</g>\n" + foot(height - 12) + "</svg>\n";
}

}  // namespace

Result<std::string> draw_flow(const analyze::Flow& flow, std::span<const std::string> names,
                              const FlowPictureOptions& options) {
    PELF_CHECK(names.size() == flow.nodes.size());
    PELF_CHECK(options.references.empty() || options.references.size() == names.size());
    return FlowPicture(flow, names, options).draw();
}

}  // namespace pelf::engine
