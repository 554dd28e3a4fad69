// SPDX-License-Identifier: Apache-2.0
//
// What stands in one box of a flow picture, and how it looks.
#pragma once

#include <cstddef>
#include <cstdint>
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

enum class BoxHue : std::uint8_t { red, slate, blue, violet, green, amber, grey };
BoxColours box_colours(BoxHue hue) noexcept;

enum class BoxOutline : std::uint8_t {
    solid,
    dashed,  ///< Not a place of its own, or not seen on a ledger.
    dotted,  ///< Likely only.
};

/// What a box is to say, uncut.
struct BoxWords {
    std::string name;
    std::string reference;             ///< May be empty.
    std::string amount;                ///< As people read it, short enough for a box.
    std::string exact;                 ///< The same amount exact, where `amount` is not.
    std::vector<std::string> remarks;  ///< One a line: what kind of thing, how many, when.
    BoxHue hue = BoxHue::grey;
    BoxOutline outline = BoxOutline::solid;
    bool listed = false;
};

struct FlowBox {
    std::vector<std::string> name;  ///< One or two lines, cut to fit.
    std::string reference;
    std::string amount;
    std::vector<std::string> remarks;  ///< Cut to fit.
    std::string full;                  ///< All of it uncut, as one sentence.
    BoxColours colours;
    BoxOutline outline = BoxOutline::solid;
    bool listed = false;
    double width = 0;  ///< Pixels.
    double height = 0;
};

FlowBox make_box(const BoxWords& words);

struct BoxTexts {
    std::string_view name;       ///< May be empty: then it is the kind of thing that the box is.
    std::string_view reference;  ///< May be empty.
    bool backward = false;       ///< Of Flow.
};

BoxWords words_of(const analyze::FlowNode& node, const BoxTexts& texts);

/// What an end is called where nobody is known who has it: "Holder not known", "Fees".
std::string name_of_end(analyze::EndKind kind);
BoxHue hue_of_end(analyze::EndKind kind) noexcept;

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
