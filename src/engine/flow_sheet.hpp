// SPDX-License-Identifier: Apache-2.0
//
// A flow as it is drawn, whatever ledgers it is of: boxes with their words, lines with their
// amounts. Picture (flow_picture.hpp) and page (flow_json.hpp) are made from it, so that they show
// the same.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analyze/trace_flow.hpp"
#include "base/result.hpp"
#include "engine/flow_box.hpp"
#include "engine/flow_layout.hpp"
#include "engine/linked_trace.hpp"
#include "engine/subprocess.hpp"
#include "engine/trace_answer.hpp"

namespace pelf::engine {

struct SheetBox {
    FlowBox look{};
    std::string id{};
    std::string kind{};  ///< start, transaction, chain, link, rest, or the kind of an end.
    std::string name{};
    std::string reference{};
    std::string account{};
    std::string ledger{};  ///< Over several ledgers: which; empty for none that is kept.
    std::string amount{};  ///< In the smallest unit of `asset`; empty where there are several.
    std::string asset{};
    std::string time{};  ///< RFC 3339.
    std::string last_time{};
    std::uint64_t transactions = 0;
    bool first = false;  ///< To stand in the first column.
    bool last = false;
    // Over several ledgers only.
    std::vector<OriginAnswer> origins{};
    std::optional<model::LinkStanding> standing{};  ///< Of links: the weakest in the box.
};

struct SheetLine {
    std::uint32_t from = 0;  ///< Index of a box.
    std::uint32_t to = 0;
    double share = 0;      ///< Of all, 0 to 1: how wide it is.
    std::string amount{};  ///< In the smallest unit of `asset`; empty where there are several.
    std::string asset{};
    std::string label{};  ///< Written on it; may be empty.
    std::string full{};   ///< What went along, uncut.
    std::uint64_t streams = 0;
    // Over several ledgers only.
    std::string hops{};  ///< "3 hops", "1 to 48 hops"; may be empty.
    std::vector<OriginAnswer> origins{};
};

struct FlowSheet {
    std::string policy{};
    std::vector<SheetBox> boxes{};
    std::vector<SheetLine> lines{};
    std::uint64_t summarised = 0;      ///< Transactions, or over several ledgers thefts, links and
                                       ///< ends, that have no box of their own.
    std::string fees_left_out = "0";   ///< Of one coin ledger: satoshi in fees that are not drawn.
    std::vector<std::string> notes{};  ///< For the foot: how to read it, what is not drawn.
};

/// Of a flow on a coin ledger. `names` and `accounts` may be empty, else one a node, as of
/// TraceAnswer.
struct FlowTexts {
    std::span<const std::string> names{};
    std::span<const std::string> references{};
    std::span<const std::string> accounts{};
};
FlowSheet sheet_of(const analyze::Flow& flow, const FlowTexts& texts);

/// Requires an answer with a flow.
FlowSheet sheet_of(const TraceAnswer& answer);

/// The policy whose flow is drawn: the first that says which money went where. Null under poison.
const LinkedPolicy* drawn_policy(const LinkedAnswer& answer) noexcept;

/// Over several ledgers, or on one that keeps accounts (linked_flow.hpp).
FlowSheet sheet_of(const LinkedAnswer& answer, const LinkedPolicy& policy, std::uint32_t nodes_max);

/// As lay_out() of boxes and lines, with room for the labels of lines or without.
enum class LineLabels : std::uint8_t { none, all };
Result<Layout> lay_out(const FlowSheet& sheet, LineLabels labels, const Program& dot);

}  // namespace pelf::engine
