// SPDX-License-Identifier: Apache-2.0
//
// Fixed words and looks of the trace page.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "analyze/trace.hpp"

namespace pelf::engine {

/// Style sheet of the page: dark on white, narrow screens and paper included.
std::string_view page_style() noexcept;

/// One sentence on what the policy assumes.
std::string_view policy_rule(analyze::Policy policy) noexcept;

/// "Service", "Not spent", ...
std::string_view end_word(analyze::EndKind kind) noexcept;

/// Why a trace was cut short, for one bit of Trace::limits.
std::string_view limit_reason(analyze::Limit limit) noexcept;

/// The section on what the page means: notes, and what each policy assumes (HTML).
std::string reading_section(std::string_view notes, std::span<const analyze::Policy> policies);
/// The last lines: in which units and from what the page was made, over up to how many
/// transactions, and by which version, if that is not empty (HTML).
std::string page_footer(std::string_view units, std::string_view sources,
                        std::uint64_t transactions_count, std::string_view version);

/// Paragraphs (HTML) on what the figures mean and do not mean.
std::string_view reading_notes() noexcept;
/// The same for a trace over several ledgers.
std::string_view linked_reading_notes() noexcept;

}  // namespace pelf::engine
