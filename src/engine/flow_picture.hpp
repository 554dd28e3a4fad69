// SPDX-License-Identifier: Apache-2.0
//
// A flow as a picture (SVG): boxes from left to right, lines as wide as the square root of what
// went along them. It stands alone (no script, style sheet, font or other file) and prints.
//
//   colour   red: start; blue: service; violet: mixer; green: bridge; amber: unspent; slate: on
//            the way; grey: the rest. What a box is also stands in it in words.
//   outline  dashed: not a place of its own, or a link that somebody asserts; dotted: a link that
//            is only likely
//   LISTED   money passed a wallet of a listed party here
//   amounts  exact, or marked where they are cut; on a line only where the boxes at its two ends do
//            not say it already
//   foot     how to read it; fees that are many and together below a hundredth, which are not drawn
#pragma once

#include <string>

#include "base/result.hpp"
#include "engine/flow_sheet.hpp"
#include "engine/subprocess.hpp"

namespace pelf::engine {

struct FlowPictureOptions {
    std::string title = "Where the money went";  ///< For screen readers.
    std::string description{};                   ///< For screen readers; may be empty.
    Program dot{.name = "dot"};
};

/// The same sheet and the same version of Graphviz give the same bytes. Fails as lay_out() does.
Result<std::string> draw_flow(const FlowSheet& sheet, const FlowPictureOptions& options);

}  // namespace pelf::engine
