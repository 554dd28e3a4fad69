// SPDX-License-Identifier: Apache-2.0
#include "engine/trace_page.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "base/text.hpp"
#include "engine/markup.hpp"
#include "engine/trace_page_text.hpp"

namespace pelf::engine {
namespace {

using analyze::EndKind;

constexpr std::string_view kListedMark = " <span class=\"listed\">LISTED</span>";

std::string id(std::string_view what) {
    return text("<span class=\"id\">", escaped(what), "</span>");
}

std::string amount_cell(std::uint64_t amount_sat, std::string_view more_classes = "") {
    return text("<td class=\"amount ", amount_sat == 0 ? "none " : "", more_classes, "\">",
                btc_column(amount_sat), "</td>");
}

/// "Service, exchange".
std::string kind_text(EndKind kind, std::string_view category) {
    return text(end_word(kind), category.empty() ? "" : ", ", escaped(category));
}

class TracePage {
public:
    TracePage(const TraceAnswer& answer, const TracePageOptions& options) noexcept
        : answer_(answer), options_(options) {}

    std::string document() const;

private:
    const PolicyAnswer* shown_policy() const noexcept;
    std::size_t conserving_count() const noexcept;
    std::string title() const;
    std::string banners() const;
    std::string facts() const;
    std::string findings() const;
    std::string picture() const;
    std::string comparison() const;
    std::string comparison_row(const DestinationRow& row) const;
    std::string comparison_totals() const;
    std::string passed_parties() const;
    std::string passes(const PolicyAnswer& policy) const;
    std::string ends(const PolicyAnswer& policy) const;
    std::string end(const EndAnswer& end) const;
    std::string reading() const;
    std::string footer() const;

    const TraceAnswer& answer_;
    const TracePageOptions& options_;
};

/// The one whose ends and passes are listed: that of the picture.
const PolicyAnswer* TracePage::shown_policy() const noexcept {
    if (answer_.policies.empty()) return nullptr;
    if (answer_.flow_policy) {
        const auto drawn =
            std::ranges::find(answer_.policies, *answer_.flow_policy, &PolicyAnswer::policy);
        if (drawn != answer_.policies.end()) return &*drawn;
    }
    return &answer_.policies.front();
}

std::size_t TracePage::conserving_count() const noexcept {
    return static_cast<std::size_t>(std::ranges::count_if(
        answer_.policies,
        [](const PolicyAnswer& policy) { return analyze::is_conserving(policy.policy); }));
}

std::string TracePage::title() const {
    std::uint64_t sum_sat = 0;
    for (const EndAnswer& from : answer_.from) sum_sat += from.at.amount_sat;
    return text("Where ", btc_text(sum_sat), answer_.backward ? " BTC came from" : " BTC went");
}

std::string TracePage::banners() const {
    std::string banners;
    if (!options_.notice.empty()) {
        banners += text("<p class=\"banner\" role=\"note\">", escaped(options_.notice), "</p>\n");
    }
    std::uint8_t limits = 0;
    for (const PolicyAnswer& policy : answer_.policies) limits |= policy.limits;
    std::string reasons;
    for (const analyze::Limit limit :
         {analyze::limit_hops, analyze::limit_transactions, analyze::limit_time,
          analyze::limit_outside, analyze::limit_invalid, analyze::limit_source}) {
        if ((limits & limit) == 0) continue;
        reasons += text(reasons.empty() ? "" : "; ", limit_reason(limit));
    }
    if (answer_.truncated || limits != 0) {
        banners += text(
            "<p class=\"banner warning\" role=\"note\">This trace is not complete. It "
            "was cut short by ",
            reasons.empty() ? "a limit" : reasons, ".</p>\n");
    }
    if (answer_.window) {
        banners += text(
            "<p class=\"banner warning\" role=\"note\">The ledger at hand begins at "
            "height ",
            grouped(answer_.window_base_height),
            "; what happened before is not known to this trace.</p>\n");
    }
    return banners;
}

std::string TracePage::facts() const {
    std::string facts = "<dl class=\"facts\">\n";
    for (const EndAnswer& from : answer_.from) {
        facts += text("<dt>Traced from</dt><dd><b>", btc_column(from.at.amount_sat), " BTC</b>, ",
                      escaped(from.time), "<br>", id(from.at.place));
        if (!from.at.account.empty()) facts += text("<br>paid to ", id(from.at.account));
        if (!from.tag.empty()) facts += text("<br>held by ", escaped(from.tag));
        if (!from.listed_name.empty()) {
            facts += text("<br>wallet of ", escaped(from.listed_name), kListedMark);
        }
        facts += "</dd>\n";
    }
    facts += text("<dt>Ledger</dt><dd>", escaped(answer_.ledger), " (", escaped(answer_.network),
                  "), up to height ", grouped(answer_.height), ", ", escaped(answer_.tip_time),
                  "<br>block ", id(answer_.tip_hash), "</dd>\n");
    facts += "<dt>Lists</dt><dd>";
    for (const ListUsed& list : answer_.lists) {
        facts += text(escaped(list.source), ", published ", escaped(list.published), ", version ",
                      id(list.version), "<br>");
    }
    if (answer_.lists.empty()) facts += "none: nobody is named, and the trace stops nowhere";
    return facts + "</dd>\n</dl>\n";
}

/// What a reader in a hurry needs: who got it, and how sure that is.
std::string TracePage::findings() const {
    const std::size_t methods = conserving_count();
    std::string items;
    for (const DestinationRow& row : answer_.destinations) {
        if (row.name.empty() || row.most_sat == 0) continue;
        std::string sure = methods == 1 ? "by the one method asked for"
                                        : text("under all ", methods, " methods that keep amounts");
        std::string sum = text(btc_text(row.least_sat), " BTC");
        if (row.least_sat == 0) {
            sum = text("up to ", btc_text(row.most_sat), " BTC");
            sure = "not under every method";
        } else if (row.least_sat != row.most_sat) {
            sum = text("at least ", sum);
            sure += text("; at most ", btc_text(row.most_sat), " BTC");
        }
        items += text("<li class=\"", analyze::to_string(row.kind), "\">", escaped(row.name),
                      row.listed ? kListedMark : "", "<strong>", sum, "</strong><small>",
                      kind_text(row.kind, row.category), ", ", sure, "</small></li>\n");
    }
    if (items.empty()) return {};
    return text("<h2>", answer_.backward ? "Named origins" : "Named destinations",
                "</h2>\n<ul class=\"findings\">\n", items, "</ul>\n");
}

std::string TracePage::picture() const {
    if (options_.svg.empty()) return {};
    std::string caption = "The main streams";
    if (answer_.flow_policy) {
        caption += text(", by the method ", analyze::to_string(*answer_.flow_policy));
    }
    return text("<section class=\"sheet\"><h2>", caption, "</h2>\n<figure><div class=\"wide\">\n",
                options_.svg, "</div></figure></section>\n");
}

std::string TracePage::comparison_row(const DestinationRow& row) const {
    std::string name(end_word(row.kind));
    std::string kind = row.kind == EndKind::unspent ? "holder not known" : "";
    if (row.below) kind = "each too small to be listed";
    if (!row.name.empty()) {
        name = escaped(row.name);
        kind = kind_text(row.kind, row.category);
    }
    std::string cells = text("<tr><th scope=\"row\">", name, row.listed ? kListedMark : "",
                             "<span class=\"kind\">", kind, "</span></th>");
    cells += amount_cell(row.least_sat, "spread") + amount_cell(row.most_sat, "spread");
    for (const std::uint64_t amount_sat : row.amounts_sat) cells += amount_cell(amount_sat);
    return cells + "</tr>\n";
}

std::string TracePage::comparison_totals() const {
    std::string cells =
        "<tr><th scope=\"row\">Sum</th><td class=\"spread\"></td><td class=\"spread\"></td>";
    for (const PolicyAnswer& policy : answer_.policies) cells += amount_cell(policy.total_sat);
    return cells + "</tr>\n";
}

std::string TracePage::comparison() const {
    std::string heads =
        "<tr><th scope=\"col\">BTC</th><th scope=\"col\" class=\"amount spread\">least</th><th "
        "scope=\"col\" class=\"amount spread\">most</th>";
    for (const PolicyAnswer& policy : answer_.policies) {
        heads +=
            text("<th scope=\"col\" class=\"amount\">", analyze::to_string(policy.policy), "</th>");
    }
    std::string rows;
    for (const DestinationRow& row : answer_.destinations) rows += comparison_row(row);
    return text(
        "<section class=\"sheet\"><h2>Every method side by side</h2>\n<div "
        "class=\"wide\"><table>\n<thead>",
        heads, "</tr></thead>\n<tbody>\n", rows, "</tbody>\n<tfoot>", comparison_totals(),
        "</tfoot>\n</table></div>\n<p>Least and most are over the methods that keep "
        "amounts, which poison does not.</p></section>\n");
}

/// A listed party whose wallets traced money passed, whatever the method.
struct PassedParty {
    std::set<std::string> accounts;
    std::vector<std::string_view> policies;
    std::uint64_t most_sat = 0;
};

/// Each party once: money that moves between its own wallets passes them often.
std::string TracePage::passed_parties() const {
    std::map<std::tuple<std::string, std::string, std::string>, PassedParty> parties;
    for (const PolicyAnswer& policy : answer_.policies) {
        const std::string_view name = analyze::to_string(policy.policy);
        for (const PassAnswer& pass : policy.passes) {
            PassedParty& party = parties[{pass.name, pass.party_id, pass.source}];
            party.accounts.insert(pass.at.account);
            if (party.policies.empty() || party.policies.back() != name) {
                party.policies.push_back(name);
            }
            party.most_sat = std::max(party.most_sat, pass.at.amount_sat);
        }
    }
    if (parties.empty()) return "<p>None, according to the lists named above.</p>\n";
    std::string rows;
    for (const auto& [key, party] : parties) {
        const auto& [name, party_id, source] = key;
        std::string methods;
        for (const std::string_view policy : party.policies) {
            methods += text(methods.empty() ? "" : ", ", policy);
        }
        if (party.policies.size() == answer_.policies.size()) methods = "every one";
        rows +=
            text("<tr><th scope=\"row\">", escaped(name), kListedMark, "</th><td>", escaped(source),
                 " ", escaped(party_id), "</td><td>", methods, "</td><td class=\"amount\">",
                 grouped(party.accounts.size()), "</td>", amount_cell(party.most_sat), "</tr>\n");
    }
    return text(
        "<div class=\"wide\"><table><thead><tr><th>Listed party</th><th>List and number</th>"
        "<th>By the method</th><th class=\"amount\">Wallets</th><th class=\"amount\">Most at "
        "once, BTC</th></tr></thead><tbody>\n",
        rows, "</tbody></table></div>\n");
}

std::string TracePage::passes(const PolicyAnswer& policy) const {
    std::string section = text("<h2>Listed wallets on the way</h2>\n", passed_parties());
    if (policy.passes.empty()) return section;
    std::string rows;
    for (const PassAnswer& pass : policy.passes) {
        rows +=
            text("<tr><th scope=\"row\">", escaped(pass.name), "</th><td>", id(pass.at.account),
                 "<br>", id(pass.at.place), "</td>", amount_cell(pass.at.amount_sat), "</tr>\n");
    }
    return text(section, "<details><summary>", counted(policy.passes.size(), "payment", "payments"),
                " to listed wallets, by the method ", analyze::to_string(policy.policy),
                "</summary><div class=\"wide\"><table><thead><tr><th>Party</th><th>Wallet and "
                "output</th><th class=\"amount\">Traced, BTC</th></tr></thead><tbody>\n",
                rows, "</tbody></table></div></details>\n");
}

std::string TracePage::end(const EndAnswer& end) const {
    const std::string& name = end.tag.empty() ? end.listed_name : end.tag;
    std::string who = name.empty() ? std::string(end_word(end.kind)) : escaped(name);
    if (!end.listed_name.empty()) who += kListedMark;
    if (!name.empty()) {
        who += text("<span class=\"kind\">", kind_text(end.kind, end.category), "</span>");
    }
    std::string where = text(end.at.account.empty() ? "" : id(end.at.account) + "<br>",
                             id(end.at.place), "<span class=\"kind\">", escaped(end.time));
    if (end.hops > 0) where += text(", ", counted(end.hops, "hop", "hops"), " away");
    if (answer_.labels.size() > 1) {
        for (const AmountBy& part : end.labels) {
            where +=
                text("<br>of ", escaped(middle_cut(part.label)), ": ", btc_column(part.amount_sat));
        }
    }
    where += "</span>";
    const std::string head = text("<div class=\"end\"><b>", btc_column(end.at.amount_sat),
                                  " BTC</b><div>", who, "</div><div>", where, "</div></div>");
    if (end.path.empty()) return text("<div class=\"plain\">", head, "</div>\n");
    std::string steps;
    for (std::size_t step = 0; step < end.path.size(); ++step) {
        const PlaceAnswer& place = end.path[step];
        steps += text("<tr><td class=\"amount\">", step, "</td><td>",
                      place.account.empty() ? "" : id(place.account) + "<br>", id(place.place),
                      "</td>", amount_cell(place.amount_sat), "</tr>\n");
    }
    return text("<details><summary>", head,
                "</summary><div class=\"wide\"><table><thead><tr><th "
                "class=\"amount\">Step</th><th>Wallet and output</th><th "
                "class=\"amount\">Traced, BTC</th></tr></thead><tbody>\n",
                steps, "</tbody></table></div></details>\n");
}

std::string TracePage::ends(const PolicyAnswer& policy) const {
    std::vector<const EndAnswer*> largest;
    largest.reserve(policy.ends.size());
    for (const EndAnswer& end : policy.ends) largest.push_back(&end);
    std::ranges::stable_sort(largest, std::greater<>(),
                             [](const EndAnswer* end) { return end->at.amount_sat; });
    const std::size_t shown = std::min(options_.ends_max, largest.size());
    std::string section = text("<h2>The largest single ends, by the method ",
                               analyze::to_string(policy.policy), "</h2>\n");
    for (std::size_t i = 0; i < shown; ++i) section += end(*largest[i]);
    std::uint64_t left_sat = 0;
    std::uint64_t left_count = largest.size() - shown;
    for (std::size_t i = shown; i < largest.size(); ++i) left_sat += largest[i]->at.amount_sat;
    for (const UnlistedAnswer& ends : policy.unlisted) {
        left_count += ends.ends_count;
        left_sat += ends.amount_sat;
    }
    if (left_count > 0) {
        section += text("<p>And ", counted(left_count, "smaller end", "smaller ends"),
                        " with together ", btc_column(left_sat), " BTC.</p>\n");
    }
    return section;
}

std::string TracePage::reading() const {
    std::vector<analyze::Policy> policies;
    for (const PolicyAnswer& one : answer_.policies) policies.push_back(one.policy);
    return reading_section(reading_notes(), policies);
}

std::string TracePage::footer() const {
    std::uint64_t touched = 0;
    for (const PolicyAnswer& policy : answer_.policies) {
        touched = std::max(touched, policy.transactions_touched);
    }
    return page_footer("satoshis", "ledger, lists", touched, options_.version);
}

std::string TracePage::document() const {
    std::string page = text(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
        "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width, "
        "initial-scale=1\">\n<title>",
        title(), "</title>\n<style>", page_style(), "</style>\n</head>\n<body>\n<main>\n");
    page +=
        text(banners(), "<h1>", title(), "</h1>\n", facts(), findings(), picture(), comparison());
    if (const PolicyAnswer* policy = shown_policy(); policy != nullptr) {
        page += passes(*policy) + ends(*policy);
    }
    return text(page, reading(), "</main>\n", footer(), "</body>\n</html>\n");
}

}  // namespace

std::string to_html(const TraceAnswer& answer, const TracePageOptions& options) {
    return TracePage(answer, options).document();
}

}  // namespace pelf::engine
