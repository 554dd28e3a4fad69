// SPDX-License-Identifier: Apache-2.0
#include "engine/flow_picture.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "engine/flow_box.hpp"
#include "engine/flow_layout.hpp"
#include "engine/markup.hpp"

namespace pelf::engine {
namespace {

constexpr double kMargin = 16;
constexpr double kFootGap = 12;
constexpr double kNoteHeight = 18;
constexpr double kNoteSize = 12;
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

class FlowPicture {
public:
    FlowPicture(const FlowSheet& sheet, const FlowPictureOptions& options)
        : sheet_(sheet), options_(options) {}

    Result<std::string> draw() {
        PELF_TRY(layout, lay_out(sheet_, LineLabels::all, options_.dot));
        layout_ = std::move(layout);
        return document();
    }

private:
    std::string document() const;
    std::string line_shape(std::size_t line) const;
    std::string line_label(std::size_t line) const;
    std::string box_shape(std::size_t box) const;
    std::vector<std::string> foot_lines(double width) const;

    const FlowSheet& sheet_;
    const FlowPictureOptions& options_;
    Layout layout_;
};

double line_width(double share) noexcept {
    return kLineMin + (kLineMax - kLineMin) * std::sqrt(std::min(1.0, share));
}

std::string_view dashes(BoxOutline outline) noexcept {
    switch (outline) {
        case BoxOutline::solid: return "";
        case BoxOutline::dashed: return " stroke-dasharray=\"5 3\"";
        case BoxOutline::dotted: return " stroke-dasharray=\"1.5 3\"";
    }
    return "";
}

std::string FlowPicture::line_shape(std::size_t line) const {
    const std::vector<Point>& curve = layout_.lines[line].curve;
    const SheetLine& drawn = sheet_.lines[line];
    const FlowBox& to = sheet_.boxes[drawn.to].look;
    const Point middle = layout_.boxes[drawn.to];
    const Point tip{middle.x - to.width / 2, middle.y};
    const double width = line_width(drawn.share);
    const double half = width / 2 + 3;
    std::string path = text("M", px(curve[0].x), " ", px(curve[0].y));
    for (std::size_t i = 1; i < curve.size(); ++i) {
        path += text(i % 3 == 1 ? " C" : " ", px(curve[i].x), " ", px(curve[i].y));
    }
    const Point end = curve.back();
    return text("<g><title>", escaped(drawn.full), "</title><path d=\"", path,
                "\" fill=\"none\" stroke=\"", to.colours.line, "\" stroke-width=\"", px(width),
                "\"/><path d=\"M", px(end.x - 0.5), " ", px(end.y - half), " L", px(tip.x), " ",
                px(tip.y), " L", px(end.x - 0.5), " ", px(end.y + half), " Z\" fill=\"",
                to.colours.line, "\"/></g>\n");
}

std::string FlowPicture::line_label(std::size_t line) const {
    if (sheet_.lines[line].label.empty()) return {};
    const Point middle = layout_.lines[line].label;
    // A white rim keeps it readable where it lies on a line.
    return text("<text x=\"", px(middle.x), "\" y=\"", px(middle.y + 4),
                "\" text-anchor=\"middle\" font-size=\"", px(kLineLabelSize),
                "\" stroke=\"#ffffff\" stroke-width=\"4\" stroke-linejoin=\"round\" "
                "paint-order=\"stroke\">",
                escaped(sheet_.lines[line].label), "</text>\n");
}

std::string FlowPicture::box_shape(std::size_t index) const {
    const FlowBox& box = sheet_.boxes[index].look;
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
             "\" stroke-width=\"", box.listed ? "2.5" : "1", "\"", dashes(box.outline), "/>");
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
    double remark = baseline + 21;
    for (const std::string& line : box.remarks) {
        shape += words(remark, kRemarkSize, text(" fill=\"", box.colours.ink, "\""), line);
        remark += 15;
    }
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

/// The notes as one text, broken into lines that fit.
std::vector<std::string> FlowPicture::foot_lines(double width) const {
    std::vector<std::string> lines;
    const std::string notes = join(sheet_.notes, " ");
    for (const std::string_view word : split(notes, " ")) {
        std::string longer = lines.empty() ? std::string(word) : text(lines.back(), " ", word);
        if (!lines.empty() && text_width(longer, kNoteSize, false) <= width) {
            lines.back() = std::move(longer);
        } else {
            lines.emplace_back(word);
        }
    }
    return lines;
}

std::string FlowPicture::document() const {
    constexpr double kWidthMin = 540;  // The foot needs room, too.
    const double width = std::max(layout_.width + 2 * kMargin, kWidthMin);
    const std::vector<std::string> notes = foot_lines(width - 2 * kMargin);
    const double notes_height = kNoteHeight * static_cast<double>(notes.size());
    const double height = layout_.height + 2 * kMargin + kFootGap + notes_height;
    std::string svg =
        text("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"", px(width),
             "\" height=\"", px(height), "\" viewBox=\"0 0 ", px(width), " ", px(height),
             "\" font-family=\"", kFonts, "\" fill=\"", kInk, "\">\n<title>",
             escaped(options_.title), "</title>\n<desc>", escaped(options_.description),
             "</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n<g "
             "transform=\"translate(",
             px(kMargin), " ", px(kMargin), ")\">\n");
    // Thin lines on top of wide ones, boxes on top of lines.
    std::vector<std::size_t> order(sheet_.lines.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, std::greater<>(),
                             [this](std::size_t i) { return sheet_.lines[i].share; });
    for (const std::size_t line : order) svg += line_shape(line);
    for (std::size_t box = 0; box < sheet_.boxes.size(); ++box) svg += box_shape(box);
    for (std::size_t line = 0; line < sheet_.lines.size(); ++line) svg += line_label(line);
    svg += "</g>\n";
    double y = height - 12 - notes_height + kNoteHeight;
    for (const std::string& note : notes) {
        svg += text("<text x=\"", px(kMargin), "\" y=\"", px(y), "\" font-size=\"", px(kNoteSize),
                    "\" fill=\"#59616e\">", escaped(note), "</text>\n");
        y += kNoteHeight;
    }
    return svg + "</svg>\n";
}

}  // namespace

Result<std::string> draw_flow(const FlowSheet& sheet, const FlowPictureOptions& options) {
    return FlowPicture(sheet, options).draw();
}

}  // namespace pelf::engine
