// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "engine/report_page.hpp"

namespace pelf::engine {
namespace {

// Names are set in whatever font has their script: the list ends in the large families that Debian
// has (fonts-noto-core, fonts-noto-cjk).
constexpr std::string_view kStyle = R"(
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #1d2433; line-height: 1.45; font-size: 15px;
  font-family: "Liberation Sans", Helvetica, Arial, "Noto Sans", "Noto Sans CJK SC",
    "Noto Sans CJK KR", "Noto Naskh Arabic", "Noto Sans Arabic", sans-serif; }
:lang(ko) { font-family: "Noto Sans CJK KR", sans-serif; }
:lang(zh) { font-family: "Noto Sans CJK SC", sans-serif; }
:lang(ja) { font-family: "Noto Sans CJK JP", sans-serif; }
:lang(ar) { font-family: "Noto Naskh Arabic", "Noto Sans Arabic", sans-serif; }
main { max-width: 980px; margin: 0 auto; padding: 0 28px 28px; }
h1 { font-size: 26px; line-height: 1.25; margin: 26px 0 4px; }
h2 { font-size: 18px; margin: 30px 0 8px; padding-bottom: 4px; border-bottom: 1px solid #c3c9d4; }
h3 { font-size: 15.5px; margin: 18px 0 4px; }
p { margin: 6px 0; overflow-wrap: anywhere; }
.banner { margin: 20px 0 0; padding: 9px 14px; border-radius: 5px; font-weight: bold;
  border: 1px solid #c98a1b; border-left-width: 6px; background: #fef8e7; }
.warning { border-color: #a61b1b; background: #fdf2f1; }
.facts { display: grid; grid-template-columns: 190px 1fr; gap: 3px 16px; margin: 8px 0; }
.facts dt { color: #59616e; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.party { border: 1px solid #d5dae3; border-left: 5px solid #59616e; border-radius: 5px;
  padding: 8px 14px 10px; margin: 10px 0; }
.party h3 { margin-top: 0; }
.roles { font-weight: normal; color: #59616e; font-size: 13px; }
.other { color: #59616e; font-size: 0.85em; }
.id { font-family: "DejaVu Sans Mono", "Liberation Mono", Menlo, Consolas, monospace;
  font-size: 0.84em; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums;
  width: 100%; margin: 8px 0; }
th, td { padding: 5px 8px; text-align: left; vertical-align: top;
  border-bottom: 1px solid #e4e7ed; }
td { overflow-wrap: anywhere; }
.short { white-space: nowrap; }
.who { min-width: 18mm; }
thead th { border-bottom: 2px solid #59616e; vertical-align: bottom; }
tfoot td, tfoot th { border-top: 2px solid #59616e; border-bottom: 0; font-weight: bold; }
tbody th { font-weight: normal; }
td.amount, th.amount { text-align: right; white-space: nowrap; }
td.none { color: #767d89; }
.listed { display: inline-block; background: #a61b1b; color: #fff; font-size: 10px;
  font-weight: bold; line-height: 1; padding: 3px 5px; border-radius: 3px; vertical-align: 2px; }
.sign { display: grid; grid-template-columns: 1fr 1fr; gap: 40px; margin-top: 48px; }
.sign div { border-top: 1px solid #1d2433; padding-top: 4px; color: #59616e; font-size: 13px; }
footer { color: #59616e; font-size: 12px; margin-top: 32px; }
.sheet + .sheet { break-before: page; }
@media (max-width: 640px) {
  main { padding: 0 14px 20px; }
  .facts { grid-template-columns: 1fr; gap: 0; }
  .facts dd { margin-bottom: 6px; }
}
@media print {
  body { font-size: 9.5pt; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 17pt; margin-top: 10pt; }
  .banner { margin-top: 0; }
  h2 { font-size: 12pt; break-after: avoid; margin-top: 16pt; }
  h3 { font-size: 10.5pt; break-after: avoid; }
  .wide { overflow: visible; }
  table { font-size: 8pt; }
  .matrix { font-size: 6.7pt; }
  .matrix th, .matrix td { padding: 3px 3px; }
  .matrix tbody th { min-width: 21mm; }
  th, td { padding: 3px 5px; }
  .facts { grid-template-columns: 42mm 1fr; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
  tr, li, .sign { break-inside: avoid; }
  .sheet h2 { margin-top: 10pt; }
  .sheet .facts { gap: 1px 16px; margin: 4px 0; }
  .sign { margin-top: 30px; }
  .party { box-decoration-break: clone; -webkit-box-decoration-break: clone; }
  tbody tr:last-child { break-after: avoid; }
  .banner, .listed { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  footer { margin-top: 14pt; font-size: 8pt; }
}
)";

}  // namespace

std::string report_style(Paper paper) {
    return text(kStyle, "@page { size: ", paper == Paper::a4 ? "A4" : "letter",
                "; margin: 16mm 15mm; }\n");
}

}  // namespace pelf::engine
