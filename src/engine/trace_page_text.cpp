// SPDX-License-Identifier: Apache-2.0
#include "engine/trace_page_text.hpp"

#include "base/text.hpp"
#include "engine/markup.hpp"

namespace pelf::engine {

// NOLINTNEXTLINE(readability-function-size): a style sheet is long and has no branches.
std::string_view page_style() noexcept {
    return R"(
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #1d2433; line-height: 1.5; font-size: 15px;
  font-family: Helvetica, Arial, "Liberation Sans", "Noto Sans", sans-serif; }
main, footer { max-width: 1320px; margin: 0 auto; padding: 0 28px; }
h1 { font-size: 28px; line-height: 1.25; margin: 28px 0 6px; }
h2 { font-size: 19px; margin: 38px 0 10px; padding-bottom: 5px; border-bottom: 1px solid #d5dae3; }
p { max-width: 80ch; margin: 8px 0; }
.banner { max-width: none; margin: 22px 0 0; padding: 10px 16px; border-radius: 6px;
  font-weight: bold; border: 1px solid #c98a1b; border-left-width: 6px; background: #fef8e7; }
.warning { border-color: #a61b1b; background: #fdf2f1; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 3px 18px; margin: 14px 0; }
.facts dt { color: #59616e; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.id { font-family: "DejaVu Sans Mono", "Liberation Mono", Menlo, Consolas, monospace;
  font-size: 0.86em; overflow-wrap: anywhere; }
.findings { list-style: none; margin: 10px 0; padding: 0; display: grid; gap: 10px;
  grid-template-columns: repeat(auto-fill, minmax(250px, 1fr)); }
.findings li { border: 1px solid #d5dae3; border-left: 5px solid #59616e; border-radius: 6px;
  padding: 9px 14px; }
.findings .service { border-left-color: #1551b5; }
.findings .mixer { border-left-color: #6b21a8; }
.findings .bridge { border-left-color: #0b625a; }
.findings .unspent { border-left-color: #92500a; }
.findings strong { display: block; font-size: 19px; font-variant-numeric: tabular-nums; }
.findings small { color: #59616e; font-size: 13px; }
.listed { display: inline-block; background: #a61b1b; color: #fff; font-size: 10.5px;
  font-weight: bold; line-height: 1; padding: 3px 6px; border-radius: 3px; vertical-align: 2px; }
.wide { overflow-x: auto; }
figure { margin: 12px 0; }
figure svg { width: 100%; height: auto; min-width: 1200px; display: block; }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { padding: 6px 10px; text-align: left; vertical-align: top;
  border-bottom: 1px solid #e4e7ed; }
thead th { border-bottom: 2px solid #59616e; vertical-align: bottom; white-space: nowrap; }
tbody th { font-weight: normal; min-width: 150px; }
td.amount, th.amount { text-align: right; white-space: nowrap; }
td.none { color: #767d89; }
.spread { background: #f4f6f9; font-weight: bold; }
tfoot th, tfoot td { border-top: 2px solid #59616e; border-bottom: 0; font-weight: bold; }
.kind { color: #59616e; display: block; font-size: 12px; }
details { border: 1px solid #d5dae3; border-radius: 6px; margin: 6px 0; }
details > :not(summary) { margin: 0 14px 12px; }
summary { padding: 8px 14px; cursor: pointer; }
.end { display: grid; grid-template-columns: 150px minmax(150px, 1.2fr) 3fr; gap: 2px 16px;
  padding: 0; }
summary .end { display: inline-grid; width: calc(100% - 22px); vertical-align: top; }
.plain { border: 1px solid #d5dae3; border-radius: 6px; margin: 6px 0; padding: 8px 14px 8px 36px; }
.end b { text-align: right; font-variant-numeric: tabular-nums; }
.rules { display: grid; grid-template-columns: max-content 1fr; gap: 4px 18px; max-width: 100ch; }
.rules dt { font-weight: bold; }
.rules dd { margin: 0; }
footer { color: #59616e; font-size: 12.5px; margin-top: 36px; padding-bottom: 28px; }
@media (max-width: 640px) {
  main, footer { padding: 0 14px; }
  h1 { font-size: 22px; }
  .facts, .rules { grid-template-columns: 1fr; gap: 0; }
  .facts dd, .rules dd { margin-bottom: 7px; }
  .end { grid-template-columns: 1fr; }
  .end b { text-align: left; }
}
@page { size: A4; margin: 14mm; }
@page flow { size: A4 landscape; margin: 10mm; }
@media print {
  body { font-size: 10pt; }
  main, footer { max-width: none; padding: 0; }
  .wide { overflow: visible; }
  .sheet { page: flow; break-inside: avoid; }
  .sheet h2 { margin-top: 6px; }
  figure svg { min-width: 0; max-height: 165mm; }
  tfoot { display: table-row-group; }
  table, .end { font-size: 8pt; }
  .kind { font-size: 7pt; }
  th, td { padding: 3px 5px; }
  h2 { break-after: avoid; }
  tr, li, .end { break-inside: avoid; }
}
)";
}

std::string_view policy_rule(analyze::Policy policy) noexcept {
    switch (policy) {
        case analyze::Policy::poison:
            return "Everything that leaves a transaction counts as traced as soon as anything "
                   "traced went in. An upper bound: it counts the same coins many times over.";
        case analyze::Policy::haircut:
            return "Every output gets the share of traced money that the transaction had.";
        case analyze::Policy::fifo:
            return "First in, first out: the inputs are one queue, cut in the order of the "
                   "outputs.";
        case analyze::Policy::lifo:
            return "Last in, first out: the same queue, taken from its end.";
        case analyze::Policy::tiho: return "Traced money goes to the highest outputs first.";
        case analyze::Policy::tilo: return "Traced money goes to the lowest outputs first.";
        case analyze::Policy::dirty_first:
            return "Traced inputs are spent before the others, then as first in, first out.";
        case analyze::Policy::clean_first:
            return "Traced inputs are spent after the others, then as first in, first out.";
        case analyze::Policy::lowest_balance:
            return "What the holder has of his own is spent first; what is traced is never more "
                   "than "
                   "the lowest balance since.";
    }
    return {};
}

std::string_view end_word(analyze::EndKind kind) noexcept {
    switch (kind) {
        case analyze::EndKind::unspent: return "Not spent";
        case analyze::EndKind::service: return "Service";
        case analyze::EndKind::mixer: return "Mixer";
        case analyze::EndKind::bridge: return "Bridge to another ledger";
        case analyze::EndKind::fee: return "Transaction fees";
        case analyze::EndKind::residue: return "Booked out as too small";
        case analyze::EndKind::limit: return "Not followed further";
        case analyze::EndKind::coinbase: return "New coins";
        case analyze::EndKind::burned: return "Burned";
        case analyze::EndKind::swap: return "Exchanged for another asset";
        case analyze::EndKind::opening: return "There before the first block";
    }
    return {};
}

std::string_view limit_reason(analyze::Limit limit) noexcept {
    switch (limit) {
        case analyze::limit_hops: return "the number of hops allowed";
        case analyze::limit_transactions: return "the number of transactions allowed";
        case analyze::limit_time: return "the time allowed";
        case analyze::limit_outside: return "an amount that stands in blocks before those at hand";
        case analyze::limit_invalid: return "a block that no valid chain has";
        case analyze::limit_source: return "the requests or the time allowed to its source";
    }
    return {};
}

std::string_view reading_notes() noexcept {
    return R"(<p>A bitcoin transaction melts its inputs together. Which coins of an output are those
of which input is therefore not a fact of the ledger but a convention. Each method is one
convention; what all of them agree on does not depend on the choice.</p>
<p><b>An end is not an accusation.</b> That money arrived at an address says nothing about whether
its holder knew of the theft. A service holds money of many people in one place: the trace stops
there, and who was credited only the service itself can say.</p>
<p>Names come from the lists named below and are as good as these. An address without a name is not
known to them; that does not make it clean.</p>
<p>All amounts are exact, in bitcoin with eight decimals. For every method but poison, the ends
add up to what was traced.</p>
)";
}

std::string_view linked_reading_notes() noexcept {
    return R"(<p>Money that lies in one account or one transaction melts together. Which units that leave are
those that came is therefore not a fact of the ledger but a convention. Each method is one
convention; what all of them agree on does not depend on the choice.</p>
<p><b>A link is seen on no ledger.</b> That what went in at one place came out at another is what
somebody says or what a protocol implies, or it was matched by amount and time and is likely only.
The answer is worth no more than the weakest link on the way.</p>
<p><b>An end is not an accusation.</b> That money arrived at an account says nothing about whether
its holder knew of the theft. A service holds money of many people in one place: the trace stops
there unless a link leads on, and who was credited only the service itself can say.</p>
<p>Amounts are exact, each in its ledger's own asset. As part of a theft they are in the unit of what
was stolen, and for every method but poison these parts add up to the theft, whatever it was changed
into.</p>
)";
}

std::string reading_section(std::string_view notes, std::span<const analyze::Policy> policies) {
    std::string rules;
    for (const analyze::Policy policy : policies) {
        rules +=
            text("<dt>", analyze::to_string(policy), "</dt><dd>", policy_rule(policy), "</dd>\n");
    }
    return text("<h2>How to read this</h2>\n", notes, "<dl class=\"rules\">\n", rules, "</dl>\n");
}

std::string page_footer(std::string_view units, std::string_view sources,
                        std::uint64_t transactions_count, std::string_view version) {
    return text("<footer><p>Traced in whole ", units,
                ", transaction by transaction, through up to ",
                counted(transactions_count, "transaction", "transactions"), ". The same ", sources,
                " and version give the same page.", version.empty() ? "" : " Made by ",
                escaped(version), version.empty() ? "" : ".", "</p></footer>\n");
}

}  // namespace pelf::engine
