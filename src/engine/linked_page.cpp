// SPDX-License-Identifier: Apache-2.0
#include "engine/linked_page.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "base/text.hpp"
#include "engine/account_names.hpp"
#include "engine/flow_sheet.hpp"
#include "engine/markup.hpp"
#include "engine/trace_page_text.hpp"

namespace pelf::engine {
namespace {

constexpr std::string_view kListed = " <span class=\"listed\">LISTED</span>";

std::string code(std::string_view what) {
    return text("<span class=\"id\">", escaped(what), "</span>");
}

std::string amount_of(const Uint256& amount, unsigned decimals, const std::string& asset) {
    return text(decimal_text(amount, decimals), " ", escaped(asset));
}

/// Who has a place, by the lists; the account where nobody is known.
std::string holder_of(const PlaceFacts& at) {
    const std::string& name = at.owner.tag.empty() ? at.owner.listed_name : at.owner.tag;
    std::string holder = name.empty() ? code(at.account) : escaped(name);
    if (!at.owner.listed_name.empty()) holder += kListed;
    return holder;
}

class LinkedPage {
public:
    LinkedPage(const LinkedAnswer& answer, const TracePageOptions& options)
        : answer_(answer), options_(options), shown_(drawn_policy(answer)) {
        if (shown_ == nullptr && !answer.policies.empty()) shown_ = &answer.policies.front();
    }

    std::string document() const {
        return text(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
            "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
            "'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width, "
            "initial-scale=1\">\n<title>",
            title(), "</title>\n<style>", page_style(), "</style>\n</head>\n<body>\n<main>\n",
            banners(), "<h1>", title(), "</h1>\n", facts(), picture(), thefts(), crossings(),
            passes(), reading(), "</main>\n", footer(), "</body>\n</html>\n");
    }

private:
    std::string title() const {
        if (answer_.thefts.size() != 1) {
            return text("Where the money of ", answer_.thefts.size(), " thefts went");
        }
        const OriginAnswer& theft = answer_.thefts.front();
        return text("Where ", amount_of(theft.amount, theft.decimals, theft.asset),
                    answer_.backward ? " came from" : " went");
    }

    std::string banners() const {
        std::string banners;
        if (!options_.notice.empty()) {
            banners +=
                text("<p class=\"banner\" role=\"note\">", escaped(options_.notice), "</p>\n");
        }
        std::uint8_t limits = 0;
        for (const LinkedPolicy& policy : answer_.policies) limits |= policy.limits;
        if (answer_.truncated) {
            std::string reasons;
            for (const analyze::Limit limit :
                 {analyze::limit_hops, analyze::limit_transactions, analyze::limit_time,
                  analyze::limit_outside, analyze::limit_invalid, analyze::limit_source}) {
                if ((limits & limit) == 0) continue;
                reasons += text(reasons.empty() ? "" : "; ", limit_reason(limit));
            }
            banners += text(
                "<p class=\"banner warning\" role=\"note\">This trace is not complete. It was cut "
                "short by ",
                reasons.empty() ? "a limit" : reasons, ".</p>\n");
        }
        for (const LedgerCoverage& ledger : answer_.ledgers) {
            if (!ledger.window) continue;
            banners += text("<p class=\"banner warning\" role=\"note\">The ledger ",
                            escaped(ledger.ledger), " at hand begins at height ",
                            grouped(ledger.first_height),
                            "; what happened before is not known to this trace.</p>\n");
        }
        return banners;
    }

    std::string facts() const {
        std::string facts = "<dl class=\"facts\">\n";
        for (const PlaceFacts& from : answer_.from) {
            facts += text("<dt>Traced from</dt><dd><b>",
                          amount_of(from.amount, from.decimals, from.asset), "</b>, ",
                          escaped(from.time), "<br>", code(from.place), "<br>paid to ",
                          holder_of(from), "</dd>\n");
        }
        for (const LedgerCoverage& ledger : answer_.ledgers) {
            facts += text("<dt>Ledger</dt><dd>", escaped(ledger.ledger), ", up to height ",
                          grouped(ledger.height), ", ", escaped(ledger.tip_time), "</dd>\n");
        }
        for (const LinkedAnswer::LinkFile& file : answer_.link_files) {
            facts += text("<dt>Links</dt><dd>", escaped(file.path), ": ",
                          counted(file.links, "link", "links"), "<br>SHA-256 ", code(file.sha256),
                          "</dd>\n");
        }
        facts += "<dt>Lists</dt><dd>";
        for (const ListUsed& list : answer_.lists) {
            facts += text(escaped(list.source), ", published ", escaped(list.published),
                          ", version ", code(list.version), "<br>");
        }
        if (answer_.lists.empty()) facts += "none: nobody is named";
        return facts + "</dd>\n</dl>\n";
    }

    std::string picture() const {
        if (options_.svg.empty() || shown_ == nullptr) return {};
        return text("<section class=\"sheet\"><h2>The way of the money, by the method ",
                    analyze::to_string(shown_->policy), "</h2>\n<figure><div class=\"wide\">\n",
                    options_.svg, "</div></figure></section>\n");
    }

    /// A row of a theft's table: who, where, as what.
    using RowKey = std::tuple<std::string, analyze::EndKind, std::string>;

    static RowKey row_of(const LinkedEnd& end) {
        const bool has_holder =
            end.kind != analyze::EndKind::fee && end.kind != analyze::EndKind::limit;
        return {end.ledger, end.kind, has_holder ? holder_of(end.at) : std::string()};
    }

    std::string thefts() const {
        std::string sections;
        for (const OriginAnswer& theft : answer_.thefts) sections += table_of(theft);
        return sections;
    }

    /// By how much of the theft ended there, in the unit of what was stolen; small rows are summed.
    std::string table_of(const OriginAnswer& theft) const {
        std::vector<const LinkedPolicy*> policies;
        for (const LinkedPolicy& policy : answer_.policies) {
            if (analyze::is_conserving(policy.policy)) policies.push_back(&policy);
        }
        if (policies.empty()) return {};
        std::map<RowKey, std::vector<Uint256>> rows;
        std::vector<Uint256> totals(policies.size());
        for (std::size_t column = 0; column < policies.size(); ++column) {
            for (const LinkedEnd& end : policies[column]->ends) {
                for (const OriginAnswer& origin : end.origins) {
                    if (origin.label != theft.label || origin.asset != theft.asset) continue;
                    auto& row = rows[row_of(end)];
                    row.resize(policies.size());
                    row[column] += origin.amount;
                    totals[column] += origin.amount;
                }
            }
        }
        std::string heads;
        for (const LinkedPolicy* policy : policies) {
            heads += text("<th scope=\"col\" class=\"amount\">", analyze::to_string(policy->policy),
                          "</th>");
        }
        return text("<section class=\"sheet\"><h2>",
                    answer_.backward ? "Where it came from" : "Where it ended", ", as part of ",
                    escaped(middle_cut(theft.label)), " (",
                    amount_of(theft.amount, theft.decimals, theft.asset),
                    ")</h2>\n<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">",
                    escaped(theft.asset), "</th>", heads, "</tr></thead>\n<tbody>\n",
                    body_of(theft, rows), "</tbody>\n<tfoot><tr><th scope=\"row\">Sum</th>",
                    cells_of(theft, totals), "</tr></tfoot>\n</table></div></section>\n");
    }

    std::string body_of(const OriginAnswer& theft,
                        const std::map<RowKey, std::vector<Uint256>>& rows) const {
        std::vector<std::pair<Uint256, const RowKey*>> largest;
        for (const auto& [key, amounts] : rows) {
            largest.emplace_back(*std::ranges::max_element(amounts), &key);
        }
        std::ranges::stable_sort(largest,
                                 [](const auto& a, const auto& b) { return a.first > b.first; });
        std::string body;
        std::vector<Uint256> small;
        for (std::size_t rank = 0; rank < largest.size(); ++rank) {
            const auto& amounts = rows.at(*largest[rank].second);
            if (rank < options_.ends_max) {
                body += row_text(theft, *largest[rank].second, amounts);
                continue;
            }
            small.resize(amounts.size());
            for (std::size_t i = 0; i < amounts.size(); ++i) small[i] += amounts[i];
        }
        if (small.empty()) return body;
        return text(body, "<tr><th scope=\"row\">",
                    counted(largest.size() - options_.ends_max, "smaller row", "smaller rows"),
                    "</th>", cells_of(theft, small), "</tr>\n");
    }

    static std::string row_text(const OriginAnswer& theft, const RowKey& key,
                                const std::vector<Uint256>& amounts) {
        const auto& [ledger, kind, holder] = key;
        const std::string where = ledger.empty() ? "on no ledger kept here" : escaped(ledger);
        return text("<tr><th scope=\"row\">", holder.empty() ? end_word(kind) : holder,
                    "<span class=\"kind\">", end_word(kind), ", ", where, "</span></th>",
                    cells_of(theft, amounts), "</tr>\n");
    }

    static std::string cells_of(const OriginAnswer& theft, const std::vector<Uint256>& amounts) {
        std::string cells;
        for (const Uint256& amount : amounts) {
            cells += text("<td class=\"amount", amount.is_zero() ? " none" : "", "\">",
                          decimal_text(amount, theft.decimals), "</td>");
        }
        return cells;
    }

    static std::string known_by(const LinkCrossing& one) {
        switch (one.standing) {
            case model::LinkStanding::protocol: return "protocol: both ledgers say so";
            case model::LinkStanding::asserted: return "asserted: somebody says so";
            case model::LinkStanding::claimed: return "claimed: a memo says so, no more";
            case model::LinkStanding::matched: break;
        }
        return text("matched by amount and time, ", decimal_text(one.likelihood_ppm, 4),
                    " % likely, ", counted(one.competitors, "other pair", "other pairs"),
                    " in question");
    }

    std::string crossings() const {
        if (shown_ == nullptr || shown_->crossings.empty()) return {};
        std::string rows;
        for (const LinkCrossing& one : shown_->crossings) {
            rows +=
                text("<tr><th scope=\"row\">", escaped(one.link), "<span class=\"kind\">",
                     model::to_string(one.kind), "</span></th><td>", holder_of(one.from), "<br>",
                     code(one.from.place), "</td><td class=\"amount\">",
                     amount_of(one.given, one.from.decimals, one.from.asset), "</td><td>",
                     holder_of(one.to), "<br>", code(one.to.place), "</td><td class=\"amount\">",
                     amount_of(one.got, one.to.decimals, one.to.asset), "</td><td>", known_by(one),
                     "<span class=\"kind\">", escaped(one.source), "</span></td></tr>\n");
        }
        return text(
            "<h2>Links the money went over, by the method ", analyze::to_string(shown_->policy),
            "</h2>\n<div class=\"wide\"><table><thead><tr><th>Link</th><th>From</th><th "
            "class=\"amount\">Traced</th><th>To</th><th class=\"amount\">Traced</th><th>How it is "
            "known</th></tr></thead><tbody>\n",
            rows, "</tbody></table></div>\n");
    }

    std::string passes() const {
        std::map<std::tuple<std::string, std::string, std::string>, std::set<std::string>> parties;
        for (const LinkedPolicy& policy : answer_.policies) {
            for (const TracedPass& pass : policy.passes) {
                const AddressOwner& owner = pass.at.owner;
                parties[{owner.listed_name, owner.listed_source, owner.listed_id}].insert(
                    pass.at.account);
            }
        }
        if (parties.empty()) {
            return "<h2>Listed accounts on the way</h2>\n<p>None, according to the lists named "
                   "above.</p>\n";
        }
        std::string rows;
        for (const auto& [party, accounts] : parties) {
            const auto& [name, source, number] = party;
            rows += text("<tr><th scope=\"row\">", escaped(name), kListed, "</th><td>",
                         escaped(source), " ", escaped(number), "</td><td class=\"amount\">",
                         accounts.size(), "</td></tr>\n");
        }
        return text(
            "<h2>Listed accounts on the way</h2>\n<div class=\"wide\"><table><thead><tr><th>Listed "
            "party</th><th>List and number</th><th class=\"amount\">Accounts</th></tr></thead>"
            "<tbody>\n",
            rows, "</tbody></table></div>\n");
    }

    std::string reading() const {
        std::vector<analyze::Policy> policies;
        for (const LinkedPolicy& one : answer_.policies) policies.push_back(one.policy);
        return reading_section(linked_reading_notes(), policies);
    }

    std::string footer() const {
        std::uint64_t touched = 0;
        for (const LinkedPolicy& policy : answer_.policies) {
            touched = std::max(touched, policy.transactions_touched);
        }
        return page_footer("units", "ledgers, links, lists", touched, options_.version);
    }

    const LinkedAnswer& answer_;
    const TracePageOptions& options_;
    const LinkedPolicy* shown_;
};

}  // namespace

std::string to_html(const LinkedAnswer& answer, const TracePageOptions& options) {
    return LinkedPage(answer, options).document();
}

}  // namespace pelf::engine
