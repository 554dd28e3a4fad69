// SPDX-License-Identifier: Apache-2.0
//
// A trace as one HTML file that goes into a case file: no script, nothing loaded from elsewhere,
// forbidden to load anything by its own policy, and fit to be printed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/trace_answer.hpp"

namespace pelf::engine {

struct TracePageOptions {
    std::string_view svg{};      ///< From draw_flow(), put in as it is; empty for no picture.
    std::string_view notice{};   ///< Shown first, e.g. that the story is invented; may be empty.
    std::string_view version{};  ///< Of the program, e.g. "pelf 0.1.0".
    std::size_t ends_max = 25;  ///< The largest ends are listed one by one; the rest are summed up.
};

/// The page: what was traced, what holds under every method, the picture, all methods side by
/// side, listed parties passed, the largest ends with their paths where the answer has them, and
/// how to read it. Single ends, passes and paths are those of the picture's method, or of the
/// first. Every text of the answer is escaped.
std::string to_html(const TraceAnswer& answer, const TracePageOptions& options);

}  // namespace pelf::engine
