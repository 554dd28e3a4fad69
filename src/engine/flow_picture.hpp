// SPDX-License-Identifier: Apache-2.0
//
// A flow as a picture (SVG): boxes from left to right, lines as wide as the square root of what
// went along them. It stands alone (no script, style sheet, font or other file) and prints.
//
//   colour   red: start; blue: service; violet: mixer; green: bridge; amber: unspent; grey: the
//            rest. What a box is also stands in it in words.
//   LISTED   money passed a wallet of a listed party here
//   amounts  exact; on a line only where the boxes at its two ends do not say it already
//   fees     not drawn where they are many and together below a hundredth, but named at the foot
#pragma once

#include <span>
#include <string>

#include "analyze/trace_flow.hpp"
#include "base/result.hpp"
#include "engine/subprocess.hpp"

namespace pelf::engine {

struct FlowPictureOptions {
    std::string title = "Where the money went";  ///< For screen readers.
    std::string description{};                   ///< For screen readers; may be empty.
    /// Where to look each node up: an address, a transaction; shown small under the name. Empty,
    /// or one for each node.
    std::span<const std::string> references{};
    Program dot{.name = "dot"};
};

/// `names` says what to call each node: an owner, an address, a transaction; empty for nobody
/// known. Requires as many names as nodes. The same flow and the same version of Graphviz give
/// the same bytes. Fails as lay_out() does.
Result<std::string> draw_flow(const analyze::Flow& flow, std::span<const std::string> names,
                              const FlowPictureOptions& options);

}  // namespace pelf::engine
