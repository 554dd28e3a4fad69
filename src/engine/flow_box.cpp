// SPDX-License-Identifier: Apache-2.0
#include "engine/flow_box.hpp"

#include <algorithm>
#include <cstdint>

#include "base/date.hpp"
#include "base/text.hpp"
#include "engine/markup.hpp"

namespace pelf::engine {
namespace {

using analyze::EndKind;
using analyze::FlowNode;
using analyze::FlowNodeKind;

constexpr double kWidthMin = 140;
constexpr double kWidthMax = 236;
constexpr double kSides = 28;  // Bar, and room left and right.
constexpr double kListedMark = 62;

/// Widths of the characters from ' ' to '~' in thousandths, from the Adobe font metrics of
/// Helvetica, to which Arial, Liberation Sans and Nimbus Sans are made as well.
constexpr std::uint16_t kHelvetica[] = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584,
};
static_assert(std::size(kHelvetica) == '~' - ' ' + 1);

std::string day(std::uint32_t time_s) {
    return rfc3339(time_s).substr(0, 10);
}

std::string duration(std::uint32_t seconds) {
    constexpr std::uint32_t kHour = 3600;
    constexpr std::uint32_t kDay = 24 * kHour;
    if (seconds < 2 * kHour) return text((seconds + 30) / 60, " min");
    if (seconds < 3 * kDay) return text((seconds + kHour / 2) / kHour, " h");
    return text((seconds + kDay / 2) / kDay, " days");
}

std::uint32_t seconds_between(const FlowNode& node) noexcept {
    // Block times are what miners say: a later block may bear an earlier one.
    return node.last_time_s - std::min(node.first_time_s, node.last_time_s);
}

std::string name_of(const FlowNode& node, bool backward) {
    switch (node.kind) {
        case FlowNodeKind::seed: return backward ? "Asked for" : "Start";
        case FlowNodeKind::passage: return "Transaction";
        case FlowNodeKind::chain: return "Chain of transactions";
        case FlowNodeKind::end: return name_of_end(node.end_kind);
        case FlowNodeKind::rest: return "Smaller streams";
    }
    return {};
}

std::string remark_of_end(const FlowNode& node) {
    const std::uint64_t count = node.transactions_count;
    switch (node.end_kind) {
        case EndKind::unspent: return text("unspent in ", counted(count, "output", "outputs"));
        case EndKind::service: return text("service, ", counted(count, "payment", "payments"));
        case EndKind::mixer: return text("mixer, ", counted(count, "payment", "payments"));
        case EndKind::bridge: return text("bridge, ", counted(count, "payment", "payments"));
        case EndKind::fee: return counted(count, "transaction", "transactions");
        default: return counted(count, "stream", "streams");
    }
}

std::string remark_of(const FlowNode& node, bool backward) {
    switch (node.kind) {
        case FlowNodeKind::seed:
            return text(backward ? "asked for, " : "start, ",
                        counted(node.transactions_count, "output", "outputs"), ", ",
                        day(node.first_time_s));
        case FlowNodeKind::passage: return text("1 hop, ", day(node.first_time_s));
        case FlowNodeKind::chain:
            return text(counted(node.transactions_count, "hop", "hops"), " in ",
                        duration(seconds_between(node)), ", ", day(node.first_time_s));
        case FlowNodeKind::end: return remark_of_end(node);
        case FlowNodeKind::rest:
            return counted(node.transactions_count, "transaction", "transactions");
    }
    return {};
}

BoxHue hue_of(const FlowNode& node) {
    if (node.kind == FlowNodeKind::seed) return BoxHue::red;
    if (node.kind == FlowNodeKind::rest) return BoxHue::grey;
    return node.kind == FlowNodeKind::end ? hue_of_end(node.end_kind) : BoxHue::slate;
}

/// As much of a text as fits.
std::string fitted(std::string_view text, double size, bool bold) {
    constexpr std::size_t kLettersMax = 60;
    for (std::size_t letters = kLettersMax; letters > 1; --letters) {
        std::string shorter = shortened(text, letters);
        if (text_width(shorter, size, bold) <= kWidthMax - kSides) return shorter;
    }
    return shortened(text, 1);
}

/// Breaks a name into two lines at a space, the first as full as it gets.
std::vector<std::string> two_lines(const std::string& name) {
    const std::string fitting = fitted(name, kNameSize, true);
    if (fitting == name) return {name};
    const std::size_t space = fitting.rfind(' ');
    if (space == std::string::npos || space == 0) return {fitting};
    return {name.substr(0, space),
            fitted(trim(std::string_view(name).substr(space)), kNameSize, true)};
}

}  // namespace

BoxWords words_of(const FlowNode& node, const BoxTexts& texts) {
    BoxWords words;
    words.name = texts.name.empty() ? name_of(node, texts.backward) : std::string(texts.name);
    if (texts.reference != texts.name) words.reference = texts.reference;
    words.amount = text(btc_text(node.amount_sat), " BTC");
    words.remarks = {remark_of(node, texts.backward)};
    words.hue = hue_of(node);
    const bool is_sum = node.kind == FlowNodeKind::rest ||
                        (node.kind == FlowNodeKind::end && node.end_kind == EndKind::limit);
    if (is_sum) words.outline = BoxOutline::dashed;
    words.listed = node.listed();
    return words;
}

FlowBox make_box(const BoxWords& words) {
    FlowBox box;
    box.name = two_lines(middle_cut(words.name));
    box.reference = fitted(middle_cut(words.reference), kRemarkSize, false);
    box.amount = words.amount;
    box.full = text(words.name, words.reference.empty() ? "" : " ", words.reference, ": ",
                    words.exact.empty() ? words.amount : words.exact);
    double width = std::max(text_width(box.amount, kAmountSize, true),
                            text_width(box.reference, kRemarkSize, false));
    for (const std::string& remark : words.remarks) {
        box.full += text(", ", remark);
        box.remarks.push_back(fitted(remark, kRemarkSize, false));
        width = std::max(width, text_width(box.remarks.back(), kRemarkSize, false));
    }
    if (words.listed) box.full += ", passes a listed wallet";
    box.colours = box_colours(words.hue);
    box.outline = words.outline;
    box.listed = words.listed;
    for (const std::string& line : box.name) {
        width = std::max(width, text_width(line, kNameSize, true));
    }
    if (box.listed) {
        width = std::max(width, text_width(box.amount, kAmountSize, true) + kListedMark);
    }
    box.width = std::clamp(width + kSides, kWidthMin, kWidthMax);
    box.height = 49 + 16 * static_cast<double>(box.name.size() - 1) +
                 15 * static_cast<double>(box.remarks.size());
    if (!box.reference.empty()) box.height += 15;
    return box;
}

BoxColours box_colours(BoxHue hue) noexcept {
    // Contrast of ink on paper is at least 5.5 to 1 everywhere (WCAG AA asks for 4.5).
    switch (hue) {
        case BoxHue::red: return {"#a61b1b", "#fdf2f1", "#d98880"};
        case BoxHue::slate: return {"#43506a", "#f7f8fa", "#a3adbf"};
        case BoxHue::blue: return {"#1551b5", "#eef4fd", "#7aa3e0"};
        case BoxHue::violet: return {"#6b21a8", "#f8f2fd", "#b48ad6"};
        case BoxHue::green: return {"#0b625a", "#eef8f6", "#74b5ac"};
        case BoxHue::amber: return {"#92500a", "#fef8e7", "#dcae55"};
        case BoxHue::grey: break;
    }
    return {"#59616e", "#f8f8f9", "#bcc1c9"};
}

std::string name_of_end(EndKind kind) {
    switch (kind) {
        case EndKind::unspent: return "Holder not known";
        case EndKind::service: return "Service";
        case EndKind::mixer: return "Mixer";
        case EndKind::bridge: return "Bridge";
        case EndKind::fee: return "Fees";
        case EndKind::residue: return "Booked out";
        case EndKind::limit: return "Not followed further";
        case EndKind::coinbase: return "New coins";
        case EndKind::burned: return "Burned";
        case EndKind::swap: return "Exchanged";
        case EndKind::opening: return "There before";
    }
    return {};
}

BoxHue hue_of_end(EndKind kind) noexcept {
    switch (kind) {
        case EndKind::service: return BoxHue::blue;
        case EndKind::mixer: return BoxHue::violet;
        case EndKind::bridge: return BoxHue::green;
        case EndKind::unspent: return BoxHue::amber;
        default: return BoxHue::grey;
    }
}

double text_width(std::string_view text, double size, bool bold) noexcept {
    double thousandths = 0;
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        const bool continues = (byte & 0xc0U) == 0x80;
        if (byte >= ' ' && byte <= '~') {
            thousandths += kHelvetica[byte - ' '];
        } else if (!continues) {
            thousandths += byte >= 0xe1 ? 1000 : 620;  // From U+1000 on as wide as high.
        }
    }
    return thousandths * size / 1000 * (bold ? 1.07 : 1.0);
}

bool is_minor_fee(const analyze::FlowNode& node, std::size_t incoming_count,
                  std::uint64_t total_sat) noexcept {
    constexpr std::uint64_t kSmallShare = 100;
    const bool is_fee = node.kind == FlowNodeKind::end &&
                        (node.end_kind == EndKind::fee || node.end_kind == EndKind::residue);
    return is_fee && incoming_count > 1 && node.amount_sat < total_sat / kSmallShare;
}

}  // namespace pelf::engine
