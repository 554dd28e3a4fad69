// SPDX-License-Identifier: Apache-2.0
#include "engine/flow_layout.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/text.hpp"

namespace pelf::engine {
namespace {

constexpr double kPixelsPerInch = 96;
constexpr double kPointsPerInch = 72;
constexpr double kLabelHeight = 18;

/// A decimal number whatever the locale says, finer than anybody sees.
std::string number_text(double value) {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   std::chars_format::fixed, 4);
    return {buffer.data(), end.ptr};
}

std::string inches(double pixels) {
    return number_text(pixels / kPixelsPerInch);
}

std::string label_table(double width) {
    // An empty table of fixed size: room for our own text. Its sizes are whole points.
    const auto points = [](double pixels) {
        return std::lround(pixels * kPointsPerInch / kPixelsPerInch);
    };
    return text(R"(<<TABLE BORDER="0" CELLPADDING="0" CELLSPACING="0" FIXEDSIZE="TRUE" WIDTH=")",
                points(width), R"(" HEIGHT=")", points(kLabelHeight),
                R"("><TR><TD></TD></TR></TABLE>>)");
}

std::string same_rank(std::span<const LayoutBox> boxes, std::string_view rank,
                      bool LayoutBox::* column) {
    std::string members;
    for (std::size_t box = 0; box < boxes.size(); ++box) {
        if (boxes[box].*column) members += text(" ", box, ";");
    }
    return members.empty() ? "" : text("{rank=", rank, ";", members, "}\n");
}

/// Takes words off one line of the plain format.
class PlainLine {
public:
    explicit PlainLine(std::string_view line) : words_(split(line, " ")) {}

    std::string_view word() noexcept { return at_ < words_.size() ? words_[at_++] : ""; }
    double number() noexcept {
        const std::string_view digits = word();
        double value = 0;
        const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        const bool whole = end.ec == std::errc{} && end.ptr == digits.data() + digits.size();
        if (!whole || !std::isfinite(value)) broken_ = true;
        return value * kPixelsPerInch;
    }
    /// A count or index, below `limit`.
    std::size_t index(std::size_t limit) noexcept {
        const auto value = parse_u64(word());
        if (!value || *value >= limit) broken_ = true;
        return broken_ ? 0 : static_cast<std::size_t>(*value);
    }
    void skip_to_last(std::size_t words_count) noexcept {
        if (words_.size() < at_ + words_count) broken_ = true;
        if (!broken_) at_ = words_.size() - words_count;
    }
    std::size_t words_count() const noexcept { return words_.size(); }
    bool broken() const noexcept { return broken_; }

private:
    std::vector<std::string_view> words_;
    std::size_t at_ = 0;
    bool broken_ = false;
};

class PlainReader {
public:
    PlainReader(std::span<const LayoutBox> boxes, std::span<const LayoutLine> lines)
        : asked_(lines), placed_(boxes.size()), left_(boxes.size() + lines.size()) {
        layout_.boxes.resize(boxes.size());
        layout_.lines.resize(lines.size());
    }

    Result<Layout> read(std::string_view plain) {
        for (const std::string_view row : split(plain, "\n")) {
            PlainLine line(row);
            const std::string_view kind = line.word();
            if (kind == "graph") read_graph(line);
            if (kind == "node" && !read_box(line)) break;
            if (kind == "edge" && !read_line(line)) break;
            if (kind == "stop") return finished();
            if (line.broken()) break;
        }
        return Unexpected(Error{Fault::malformed, "dot answered in a form that is not known"});
    }

private:
    void read_graph(PlainLine& line) {
        line.word();  // The scale: always 1.
        layout_.width = line.number();
        layout_.height = line.number();
    }

    Point read_point(PlainLine& line) const {
        const double x = line.number();
        return {x, layout_.height - line.number()};
    }

    /// False for a box that nobody asked for or that has a place already.
    bool read_box(PlainLine& line) {
        const std::size_t box = line.index(layout_.boxes.size());
        if (line.broken() || placed_[box]) return false;
        placed_[box] = true;
        layout_.boxes[box] = read_point(line);
        --left_;
        return true;
    }

    /// False for a line that nobody asked for, that has a place already, or that is no curve.
    bool read_line(PlainLine& line) {
        const std::size_t from = line.index(layout_.boxes.size());
        const std::size_t to = line.index(layout_.boxes.size());
        for (std::size_t i = 0; i < asked_.size(); ++i) {
            if (asked_[i].from != from || asked_[i].to != to) continue;
            if (!layout_.lines[i].curve.empty()) return false;
            const std::size_t points_count = line.index(line.words_count());
            for (std::size_t point = 0; point < points_count; ++point) {
                layout_.lines[i].curve.push_back(read_point(line));
            }
            if (points_count % 3 != 1) return false;
            if (asked_[i].label_width > 0) {
                line.skip_to_last(4);  // The label's place, and two words of style.
                layout_.lines[i].label = read_point(line);
            }
            --left_;
            return true;
        }
        return false;
    }

    Result<Layout> finished() {
        if (left_ == 0) return std::move(layout_);
        return Unexpected(Error{Fault::malformed, "dot left out boxes or lines of the picture"});
    }

    std::span<const LayoutLine> asked_;
    std::vector<bool> placed_;  ///< By box.
    std::size_t left_;          ///< Boxes and lines not yet placed.
    Layout layout_;
};

}  // namespace

std::string to_dot(std::span<const LayoutBox> boxes, std::span<const LayoutLine> lines) {
    std::string dot =
        "digraph {\nrankdir=LR; nodesep=0.22; ranksep=0.6; splines=true;\n"
        "node [shape=box fixedsize=true label=\"\"];\n"
        "edge [tailport=e headport=w arrowsize=0.9];\n";
    for (std::size_t box = 0; box < boxes.size(); ++box) {
        dot += text(box, " [width=", inches(boxes[box].width),
                    " height=", inches(boxes[box].height), "];\n");
    }
    dot += same_rank(boxes, "min", &LayoutBox::first);
    dot += same_rank(boxes, "max", &LayoutBox::last);
    for (const LayoutLine& line : lines) {
        dot += text(line.from, " -> ", line.to, " [weight=", line.weight);
        if (line.label_width > 0) dot += text(" label=", label_table(line.label_width));
        dot += "];\n";
    }
    return dot + "}\n";
}

Result<Layout> parse_layout(std::string_view plain, std::span<const LayoutBox> boxes,
                            std::span<const LayoutLine> lines) {
    return PlainReader(boxes, lines).read(plain);
}

Result<Layout> lay_out(std::span<const LayoutBox> boxes, std::span<const LayoutLine> lines,
                       Program dot) {
    dot.arguments = {"-Tplain"};
    auto plain = run(dot, to_dot(boxes, lines));
    if (plain) return parse_layout(*plain, boxes, lines);
    Error error = std::move(plain).error();
    if (error.fault == Fault::not_found) {
        error.message = "install graphviz to draw pictures (apt-get install graphviz)";
    }
    return Unexpected(std::move(error));
}

}  // namespace pelf::engine
