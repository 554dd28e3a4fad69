// SPDX-License-Identifier: Apache-2.0
#include "engine/report_page.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "base/text.hpp"
#include "engine/markup.hpp"

namespace pelf::engine {
namespace {

using namespace casefile::report;

/// Which language's letters a script is to be shown in: Han characters differ.
std::string_view language_of(std::string_view script) {
    if (script == "Kore" || script == "Hang") return "ko";
    if (script == "Hans" || script == "Hani" || script == "Hant") return "zh";
    if (script == "Jpan" || script == "Kana" || script == "Hira") return "ja";
    if (script == "Arab") return "ar";
    if (script == "Cyrl") return "ru";
    return {};
}

std::string code(std::string_view what) {
    return what.empty() ? std::string() : text("<span class=\"id\">", escaped(what), "</span>");
}

std::string shown_name(const Name& name) {
    const std::string_view language = language_of(name.script);
    const std::string attributes =
        language.empty() ? std::string() : text(" lang=\"", language, "\"");
    return text("<bdi", attributes, ">", escaped(name_text(name)), "</bdi>");
}

/// "1,234.50000000 BTC".
std::string shown_amount(const Amount& amount) {
    std::string number = decimal_text(amount);
    if (number.empty()) return number;
    const std::size_t point = std::min(number.find('.'), number.size());
    for (std::size_t at = point; at > 3; at -= 3) number.insert(at - 3, ",");
    return text(number, " ", escaped(amount.asset));
}

std::string shown_time(const std::optional<Moment>& moment) {
    if (!moment) return {};
    const std::string time = rfc3339(moment->unix_s);
    return text(time.substr(0, 10), " ", time.substr(11, 8), " UTC");
}

std::string shown_day(const std::optional<Date>& day) {
    return day ? to_string(*day) : std::string();
}

std::string shown_address(const Address& address) {
    std::vector<std::string> parts;
    for (const std::string& part :
         {text(address.street, address.building.empty() ? "" : " ", address.building),
          text(address.post_code, address.post_code.empty() ? "" : " ", address.town),
          address.region, address.country}) {
        if (!trim(part).empty()) parts.push_back(escaped(trim(part)));
    }
    return join(parts, ", ");
}

std::string shown_list(const std::vector<std::string>& words) {
    return escaped(join(words, ", "));
}

/// A list of names and values; those without a value are left out.
class FactList {
public:
    void add(std::string_view name, const std::string& safe_value) {
        if (safe_value.empty()) return;
        rows_ += text("<dt>", name, "</dt><dd>", safe_value, "</dd>\n");
    }
    std::string html() const {
        return rows_.empty() ? std::string() : text("<dl class=\"facts\">\n", rows_, "</dl>\n");
    }

private:
    std::string rows_;
};

/// A table whose columns without a value in any row are left out.
class FactTable {
public:
    explicit FactTable(std::vector<std::string> heads) : heads_(std::move(heads)) {}
    void add(std::vector<std::string> safe_cells) { rows_.push_back(std::move(safe_cells)); }
    std::string html() const {
        if (rows_.empty()) return {};
        std::string table = "<div class=\"wide\"><table>\n<thead><tr>";
        for (std::size_t i = 0; i < heads_.size(); ++i) {
            if (is_shown(i)) table += text("<th", look(i), ">", heads_[i], "</th>");
        }
        table += "</tr></thead>\n<tbody>\n";
        for (const auto& row : rows_) {
            table += "<tr>";
            for (std::size_t i = 0; i < row.size(); ++i) {
                if (is_shown(i)) table += text("<td", look(i), ">", row[i], "</td>");
            }
            table += "</tr>\n";
        }
        return table + "</tbody></table></div>\n";
    }

private:
    bool is_shown(std::size_t column) const {
        return std::ranges::any_of(rows_, [&](const auto& row) { return !row[column].empty(); });
    }
    std::string_view look(std::size_t column) const {
        const std::string& head = heads_[column];
        if (head == "Amount" || head == "Value") return " class=\"amount\"";
        const bool is_who = head == "From" || head == "To" || head == "Holder" || head == "Who" ||
                            head == "Of whom";
        if (is_who) return " class=\"who\"";
        const bool is_short = head == "Kind" || head == "Day" || head == "Opened" ||
                              head == "Published" || head == "Time" || head == "What was done";
        return is_short ? " class=\"short\"" : "";
    }

    std::vector<std::string> heads_;
    std::vector<std::vector<std::string>> rows_;
};

/// Lines of a text as paragraphs.
std::string paragraphs(std::string_view given) {
    std::string html;
    for (const std::string_view line : split(given, "\n")) {
        if (!trim(line).empty()) html += text("<p>", escaped(trim(line)), "</p>\n");
    }
    return html;
}

std::string section(std::string_view title, const std::string& content) {
    return content.empty() ? content
                           : text("<section>\n<h2>", title, "</h2>\n", content, "</section>\n");
}

std::string page_head(std::string_view title, Paper paper) {
    return text(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
        escaped(title), "</title>\n<style>", report_style(paper),
        "</style>\n</head>\n<body>\n<main>\n");
}

class ReportPage {
public:
    explicit ReportPage(const ReportFacts& facts) : facts_(facts) {}

    std::string document(Paper paper, std::string_view version) const {
        const std::string title = facts_.title.empty() ? std::string("Case report") : facts_.title;
        std::string page = page_head(title, paper);
        if (!facts_.notice.empty()) {
            page += text("<p class=\"banner\">", escaped(facts_.notice), "</p>\n");
        }
        page += text("<h1>", escaped(title), "</h1>\n", head());
        page += section("What happened", paragraphs(facts_.narrative.text));
        page += section("Why it is reported, and what was done",
                        paragraphs(facts_.narrative.reason) + paragraphs(facts_.narrative.action));
        page += section("Persons and entities", parties());
        page += section("Accounts and wallets", accounts());
        page += section("Transactions", transactions());
        page += section("Entries on lists", hits());
        page += section("Property blocked or rejected", properties());
        page += section("Where the money went", trace());
        page += section("Decision", decision());
        page += section("What was looked at", looked_at());
        page += text("<footer>Made by ", escaped(version),
                     facts_.made ? text(", ", shown_time(facts_.made)) : std::string(),
                     ". Times are UTC; amounts are exact.</footer>\n</main>\n</body>\n</html>\n");
        return page;
    }

private:
    std::string name_of(const std::string& key) const {
        const Party* party = find_party(facts_, key);
        return party == nullptr ? std::string() : escaped(name_text(*party));
    }

    std::string head() const {
        const Contact& contact = facts_.contact;
        FactList list;
        list.add("Case", escaped(facts_.case_id));
        list.add("Made", shown_time(facts_.made));
        list.add("Reporting institution", escaped(facts_.filer.name));
        list.add("Its address", shown_address(facts_.filer.address));
        list.add("Contact", escaped(trim(text(contact.first, " ", contact.last,
                                              contact.title.empty() ? "" : ", ", contact.title))));
        list.add("Telephone",
                 escaped(trim(text(contact.phone.country_prefix, " ", contact.phone.number))));
        list.add("E-mail", escaped(contact.email));
        return list.html();
    }

    std::string parties() const {
        std::string all;
        for (const Party& party : facts_.parties) all += party_card(party);
        return all;
    }

    std::string party_card(const Party& party) const {
        FactList list;
        std::string names;
        for (const Name& name : party.names) {
            names += text(names.empty() ? "" : "<br>", shown_name(name), " <span class=\"other\">",
                          escaped(name.kind), name.script.empty() ? "" : ", ", escaped(name.script),
                          "</span>");
        }
        list.add("Names", names);
        list.add("Born", escaped(trim(text(party.born.text, " ", party.born_place))));
        list.add("Sex", escaped(party.gender));
        list.add("Nationality", shown_list(party.nationalities));
        list.add("Residence", escaped(party.residence));
        list.add(party.kind == "entity" ? "Business" : "Occupation", escaped(party.occupation));
        list.add(
            "Incorporated",
            escaped(trim(text(shown_day(party.incorporated), " ", party.incorporated_country))));
        std::string lines;
        for (const Address& address : party.addresses) {
            lines += text(lines.empty() ? "" : "<br>", shown_address(address));
        }
        list.add("Addresses", lines);
        lines.clear();
        for (const Identifier& one : party.identifiers) {
            lines += text(lines.empty() ? "" : "<br>",
                          escaped(one.description.empty() ? one.kind : one.description), " ",
                          code(one.number), one.country.empty() ? "" : ", ", escaped(one.country));
        }
        list.add("Identifiers", lines);
        lines.clear();
        for (const Phone& one : party.phones) {
            lines += text(lines.empty() ? "" : ", ",
                          escaped(trim(text(one.country_prefix, " ", one.number))));
        }
        list.add("Telephone", lines);
        list.add("E-mail", shown_list(party.emails));
        list.add("Websites", shown_list(party.websites));
        list.add("Customer", party.is_customer
                                 ? text("yes", party.customer_number.empty() ? "" : ", number ",
                                        escaped(party.customer_number))
                                 : std::string());
        list.add("Not known", shown_list(party.unknown));
        const bool is_listed = std::ranges::any_of(
            facts_.hits, [&](const Hit& hit) { return hit.party == party.key; });
        return text("<div class=\"party\"><h3><bdi>", escaped(name_text(party)), "</bdi>",
                    is_listed ? " <span class=\"listed\">ON A LIST</span>" : "",
                    " <span class=\"roles\">", shown_list(party.roles), "</span></h3>\n",
                    list.html(), "</div>\n");
    }

    std::string accounts() const {
        FactTable table({"Kind", "Number or address", "Name", "Holder", "Institution", "Ledger",
                         "Opened", "Amount"});
        for (const Account& one : facts_.accounts) {
            table.add({escaped(one.kind), code(one.number.empty() ? one.iban : one.number),
                       escaped(one.name), name_of(one.holder), escaped(one.institution),
                       escaped(one.ledger), shown_day(one.opened), shown_amount(one.balance)});
        }
        return table.html();
    }

    std::string side(const Side& side) const {
        const Account* account = find_account(facts_, side.account);
        if (account == nullptr) return name_of(side.party);
        return text(name_of(account->holder), account->holder.empty() ? "" : "<br>",
                    code(account->number));
    }

    std::string transactions() const {
        FactTable table({"Time", "Reference", "From", "To", "Amount", "Value", "Description"});
        for (const Transaction& one : facts_.transactions) {
            const std::string time = shown_time(one.time);
            table.add(
                {time.empty() ? time : text(time.substr(0, 10), "<br>", time.substr(11)),
                 code(one.reference), side(one.from), side(one.to), shown_amount(one.amount),
                 shown_amount(one.value.amount),
                 text(escaped(one.description), one.value.method.empty()
                                                    ? std::string()
                                                    : text("<br><span class=\"other\">valued by ",
                                                           escaped(one.value.method), "</span>"))});
        }
        return table.html();
    }

    std::string hits() const {
        FactTable table({"Who", "List", "Entry", "Name there", "Matched with", "Score",
                         "Programmes", "Decision", "Version of the list"});
        for (const Hit& one : facts_.hits) {
            table.add({name_of(one.party),
                       escaped(one.list_name.empty() ? one.source : one.list_name),
                       escaped(one.entry), escaped(one.name), escaped(one.matched_name),
                       one.score ? std::to_string(*one.score) : std::string(),
                       shown_list(one.programmes), escaped(one.decision),
                       text(shown_day(one.published), " ", code(one.list_version))});
        }
        return table.html();
    }

    std::string properties() const {
        FactTable table(
            {"What was done", "Day", "Property", "Amount", "Value", "Of whom", "Authority"});
        for (const Property& one : facts_.properties) {
            std::string owners;
            for (const std::string& key : one.owners) {
                owners += text(owners.empty() ? "" : ", ", name_of(key));
            }
            table.add(
                {escaped(one.action), shown_day(one.on),
                 escaped(text(one.kind, one.description.empty() ? "" : ": ", one.description)),
                 shown_amount(one.amount), shown_amount(one.value.amount), owners,
                 escaped(one.authority)});
        }
        return table.html();
    }

    std::string trace() const {
        const TraceSummary& trace = facts_.trace;
        if (trace.policies.empty()) return {};
        FactList list;
        std::string places;
        for (const TraceStart& start : trace.from) {
            places += text(places.empty() ? "" : "<br>", "<span class=\"short\">",
                           shown_amount(start.amount), "</span> ", code(start.place));
        }
        list.add("From", places);
        list.add("Ledger", escaped(trim(text(trace.ledger, " ", trace.network))));
        list.add("Up to", trace.height
                              ? text("height ", grouped(*trace.height), " ", code(trace.tip))
                              : code(trace.tip));
        list.add("Proved by the bundle", code(trace.bundle));
        std::string html = list.html();
        if (trace.is_truncated) {
            html += text("<p class=\"banner warning\">This trace is not complete",
                         trace.limits.empty() ? "" : ": ", shown_list(trace.limits), "</p>\n");
        }
        html +=
            "<p>No law says which coins of a mixed payment are whose. Each method below is one "
            "convention; what they agree on does not depend on the choice. An end is not an "
            "accusation.</p>\n";
        return html + trace_matrix(trace);
    }

    /// Destinations as rows, methods as columns, the largest first.
    static std::string trace_matrix(const TraceSummary& trace) {
        struct Row {
            const TraceEnd* end = nullptr;
            std::vector<const Amount*> amounts;
        };
        std::vector<Row> rows;
        std::map<std::tuple<std::string_view, std::string_view, std::string_view>, std::size_t>
            seen;
        for (std::size_t i = 0; i < trace.policies.size(); ++i) {
            for (const TraceEnd& end : trace.policies[i].ends) {
                const auto [found, is_new] =
                    seen.try_emplace({end.kind, end.name, end.place}, rows.size());
                if (is_new) rows.push_back({&end, {}});
                Row& row = rows[found->second];
                row.amounts.resize(trace.policies.size());
                row.amounts[i] = &end.amount;
            }
        }
        std::string html =
            "<div class=\"wide\"><table class=\"matrix\">\n<thead><tr><th>Destination</th>";
        for (const TracePolicy& policy : trace.policies) {
            html += text("<th class=\"amount\">", escaped(policy.policy), "</th>");
        }
        html += "</tr></thead>\n<tbody>\n";
        for (Row& row : rows) {
            row.amounts.resize(trace.policies.size());
            html += text("<tr><th>", escaped(row.end->name.empty() ? row.end->kind : row.end->name),
                         row.end->is_listed ? " <span class=\"listed\">LISTED</span>" : "",
                         row.end->name.empty() ? std::string()
                                               : text("<br><span class=\"other\">",
                                                      escaped(row.end->kind), "</span>"),
                         "</th>");
            for (const Amount* amount : row.amounts) html += amount_cell(amount);
            html += "</tr>\n";
        }
        html += "</tbody>\n<tfoot><tr><th>Together</th>";
        for (const TracePolicy& policy : trace.policies) html += amount_cell(&policy.total);
        return html + "</tr></tfoot></table></div>\n";
    }

    static std::string amount_cell(const Amount* amount) {
        const std::string shown = amount == nullptr ? std::string() : decimal_text(*amount);
        const bool is_none = shown.find_first_not_of("0.") == std::string::npos;
        return text("<td class=\"amount", is_none ? " none" : "", "\">",
                    is_none ? std::string("0") : shown, "</td>");
    }

    std::string decision() const {
        const Decision& decision = facts_.decision;
        FactList list;
        list.add("Decided", escaped(decision.disposition));
        list.add("Reason", escaped(decision.reason_code));
        list.add("In words", escaped(decision.text));
        list.add("Proposed by", escaped(decision.proposed_by));
        list.add("Approved by", escaped(decision.approved_by));
        list.add("On", shown_time(decision.at));
        return list.html();
    }

    std::string looked_at() const {
        const LookedAt& looked = facts_.looked_at;
        FactTable lists({"List", "Published", "Entries", "Version"});
        for (const ListLookedAt& one : looked.lists) {
            lists.add({escaped(one.source), shown_day(one.published),
                       one.entries ? grouped(*one.entries) : std::string(), code(one.version)});
        }
        FactTable ledgers({"Ledger", "Up to height", "Of", "Block"});
        for (const LedgerLookedAt& one : looked.ledgers) {
            ledgers.add({escaped(one.name), one.height ? grouped(*one.height) : std::string(),
                         shown_time(one.tip_time), code(one.tip)});
        }
        std::string html = lists.html() + ledgers.html();
        if (html.empty()) html = "<p>The facts do not say which lists and ledgers were read.</p>\n";
        FactList rest;
        rest.add("Read with losses",
                 looked.losses ? text(grouped(*looked.losses), " records") : std::string());
        rest.add("Program", escaped(looked.tool));
        rest.add("Not looked at", shown_list(looked.not_looked_at));
        return html + rest.html();
    }

    const ReportFacts& facts_;
};

}  // namespace

std::string report_page(const ReportFacts& facts, Paper paper, std::string_view version) {
    return ReportPage(facts).document(paper, version);
}

std::string ofac_page(const ReportFacts& facts, const OfacSheets& sheets, OfacAction action,
                      Paper paper) {
    const std::string_view title = action == OfacAction::blocked
                                       ? "Report of blocked property"
                                       : "Report of a rejected transaction";
    const std::string_view law =
        action == OfacAction::blocked ? "31 CFR 501.603" : "31 CFR 501.604";
    std::string page = page_head(title, paper);
    for (const OfacSheet& sheet : sheets.sheets) {
        page += "<section class=\"sheet\">\n";
        if (!facts.notice.empty()) {
            page += text("<p class=\"banner\">", escaped(facts.notice), "</p>\n");
        }
        page += text(
            "<h1>", title, "</h1>\n<p>", law, ". Due on <b>", to_string(sheet.due),
            "</b>, ten business days after it happened. For entry into OFAC's reporting system; "
            "records are kept for ten years.</p>\n");
        if (sheet.is_overdue) {
            page += "<p class=\"banner warning\">This day was past when the report was made.</p>\n";
        }
        std::string_view group;
        FactList list;
        for (const OfacField& field : sheet.fields) {
            if (field.group != group) {
                page += list.html();
                list = {};
                group = field.group;
                page += text("<h2>", group, "</h2>\n");
            }
            list.add(escaped(field.name), escaped(field.value));
        }
        page += list.html();
        page += "<div class=\"sign\"><div>Signature</div><div>Date</div></div>\n</section>\n";
    }
    return page + "</main>\n</body>\n</html>\n";
}

}  // namespace pelf::engine
