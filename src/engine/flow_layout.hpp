// SPDX-License-Identifier: Apache-2.0
//
// Where boxes and lines of a flow go on the paper. Graphviz decides that; it gets sizes and
// numbers only and never a letter of text, so that neither the fonts of the machine nor what
// people have written into a list can change the layout.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/subprocess.hpp"

namespace pelf::engine {

/// All lengths are pixels (1/96 inch), from the left and from the top.
struct Point {
    double x = 0;
    double y = 0;
};

struct LayoutBox {
    double width = 0;
    double height = 0;
    bool first = false;  ///< To stand in the first column.
    bool last = false;   ///< To stand in the last column.
};

struct LayoutLine {
    std::uint32_t from = 0;  ///< Index of a box.
    std::uint32_t to = 0;
    std::uint32_t weight = 1;  ///< Heavy lines are drawn short and straight.
    double label_width = 0;    ///< 0: no label.
};

struct PlacedLine {
    std::vector<Point> curve;  ///< Cubic Bezier: a start, then three points for each piece.
    Point label;               ///< Middle of the label.
};

struct Layout {
    double width = 0;
    double height = 0;
    std::vector<Point> boxes;       ///< Their middles, in the order given.
    std::vector<PlacedLine> lines;  ///< In the order given.
};

/// Runs Graphviz' `dot`, left to right. Fails with not_found where it is not installed, and as
/// run() and parse_layout() do.
Result<Layout> lay_out(std::span<const LayoutBox> boxes, std::span<const LayoutLine> lines,
                       Program dot);

/// What dot is told.
std::string to_dot(std::span<const LayoutBox> boxes, std::span<const LayoutLine> lines);

/// Reads dot's "plain" format. Fails with malformed.
Result<Layout> parse_layout(std::string_view plain, std::span<const LayoutBox> boxes,
                            std::span<const LayoutLine> lines);

}  // namespace pelf::engine
