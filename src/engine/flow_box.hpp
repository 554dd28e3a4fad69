// SPDX-License-Identifier: Apache-2.0
//
// What stands in one box of a flow picture, and how it looks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyze/trace_flow.hpp"

namespace pelf::engine {

struct BoxColours {
    std::string_view ink;    ///< Bar, outline and small words.
    std::string_view paper;  ///< Behind the text.
    std::string_view line;   ///< Lines that lead here.
};

struct FlowBox {
    std::vector<std::string> name;  ///< One or two lines, cut to fit.
    std::string reference;
    std::string amount;
    std::string remark;  ///< What kind of thing it is, how many, when.
    std::string full;    ///< All of it uncut, as one sentence.
    BoxColours colours;
    bool listed = false;
    bool dashed = false;  ///< Not a place of its own.
    double width = 0;     ///< Pixels.
    double height = 0;
};

struct BoxTexts {
    std::string_view name;       ///< May be empty: then it is the kind of thing that the box is.
    std::string_view reference;  ///< May be empty.
};

FlowBox make_box(const analyze::FlowNode& node, const BoxTexts& texts);

/// A fee that several boxes pay and that is below a hundredth of the whole. Drawn, its hairlines
/// would hide the money.
bool is_minor_fee(const analyze::FlowNode& node, std::size_t incoming_count,
                  std::uint64_t total_sat) noexcept;

inline constexpr double kNameSize = 13;
inline constexpr double kAmountSize = 16;
inline constexpr double kRemarkSize = 11.5;
inline constexpr double kLineLabelSize = 12;

/// Width of a text in pixels as Helvetica and the fonts made to its measures set it; other
/// scripts by a safe guess.
double text_width(std::string_view text, double size, bool bold) noexcept;

}  // namespace pelf::engine
