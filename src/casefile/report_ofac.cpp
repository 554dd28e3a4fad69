// SPDX-License-Identifier: Apache-2.0
#include "casefile/report_ofac.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.hpp"
#include "casefile/business_days.hpp"
#include "casefile/canonical_json.hpp"
#include "casefile/report_document.hpp"

namespace pelf::casefile::report {
namespace {

constexpr unsigned kDueBusinessDays = 10;

std::string address_text(const Address& address) {
    std::string all;
    for (const std::string& part :
         {text(address.building, address.building.empty() ? "" : " ", address.street), address.town,
          text(address.region, address.region.empty() ? "" : " ", address.post_code),
          address.country}) {
        const std::string_view shown = trim(part);
        if (!shown.empty()) all += text(all.empty() ? "" : ", ", shown);
    }
    return all;
}

std::string amount_text(const Amount& amount) {
    const std::string number = decimal_text(amount);
    return number.empty() ? number : text(number, " ", amount.asset);
}

/// "Yinyin TIAN (also 田寅寅); born 1986; passport G12345 (CN); wallet bitcoin bc1...".
std::string party_text(const ReportFacts& facts, const Party& party) {
    std::string all = name_text(party);
    std::string others;
    for (const Name& name : party.names) {
        const std::string shown = name_text(name);
        if (shown != name_text(party)) others += text(others.empty() ? "" : ", ", shown);
    }
    if (!others.empty()) all += text(" (also ", others, ")");
    if (!party.born.text.empty()) all += "; born " + party.born.text;
    for (const Address& address : party.addresses) all += "; " + address_text(address);
    for (const Identifier& one : party.identifiers) {
        all += text("; ", one.kind, " ", one.number);
        if (!one.country.empty()) all += text(" (", one.country, ")");
    }
    for (const Account& account : facts.accounts) {
        if (account.holder != party.key) continue;
        all += text("; ", account.kind, " ", account.ledger, account.ledger.empty() ? "" : " ",
                    account.number);
    }
    return all;
}

/// The fields of one property, with what is missing.
class SheetMaker {
public:
    SheetMaker(const ReportFacts& facts, GapList& gaps) : facts_(facts), gaps_(gaps) {}

    OfacSheet sheet(const Property& property) {
        sheet_ = {};
        sheet_.key = property.key;
        field_ = text("properties[", static_cast<std::size_t>(&property - facts_.properties.data()),
                      "]");
        is_rejected_ = property.action == "rejected";
        if (!property.on) gaps_.add(field_ + ".on", "is not given");
        sheet_.due = ofac_due(property.on.value_or(Date{}));
        sheet_.is_overdue =
            facts_.made && rfc3339(facts_.made->unix_s).substr(0, 10) > to_string(sheet_.due);
        reporter();
        target(property);
        what_happened(property);
        worth(property);
        if (is_rejected_) rejection(property);
        return std::move(sheet_);
    }

private:
    void put(std::string_view group, std::string_view name, std::string value) {
        sheet_.fields.push_back({group, name, std::move(value)});
    }
    void need(std::string_view group, std::string_view name, const std::string& field,
              const std::string& value) {
        gaps_.need(field, value, kFactTextBytesMax);
        put(group, name, value);
    }

    void reporter() {
        const Contact& contact = facts_.contact;
        need("Reporter", "Institution", "filer.name", facts_.filer.name);
        gaps_.need("filer.address.street", facts_.filer.address.street, 200);
        gaps_.need("filer.address.town", facts_.filer.address.town, 200);
        gaps_.need("filer.address.country", facts_.filer.address.country, 2);
        put("Reporter", "Institution's address", address_text(facts_.filer.address));
        gaps_.need("contact.last", contact.last, 200);
        put("Reporter", "Contact", text(contact.first, " ", contact.last));
        put("Reporter", "Contact's title", contact.title);
        gaps_.need("contact.phone.number", contact.phone.number, 50);
        put("Reporter", "Contact's telephone",
            text(contact.phone.country_prefix, contact.phone.country_prefix.empty() ? "" : " ",
                 contact.phone.number));
        need("Reporter", "Contact's e-mail", "contact.email", contact.email);
    }

    void target(const Property& property) {
        std::string owners;
        for (const std::string& key : property.owners) {
            const Party* party = find_party(facts_, key);
            if (party == nullptr) continue;
            owners += text(owners.empty() ? "" : " | ", party_text(facts_, *party));
        }
        // A transaction may have to be rejected though none of its parties is blocked.
        if (owners.empty() && !is_rejected_) gaps_.add(field_ + ".owners", "is not given");
        put("Sanctions target", "Blocked persons", owners);
        std::string entries;
        for (const Hit& hit : facts_.hits) {
            if (std::ranges::find(property.owners, hit.party) == property.owners.end()) continue;
            entries += text(entries.empty() ? "" : " | ", hit.source, " ", hit.entry, " ", hit.name,
                            ", list version ", hit.list_version);
        }
        put("Sanctions target", "List entries", entries);
        if (property.programmes.empty()) gaps_.add(field_ + ".programmes", "is not given");
        put("Sanctions target", "Programmes", join(property.programmes, ", "));
        need("Sanctions target", "Legal authority", field_ + ".authority", property.authority);
    }

    void what_happened(const Property& property) {
        const std::string_view group = is_rejected_ ? "Transaction" : "Property";
        put(group, is_rejected_ ? "Date of rejection" : "Date of blocking",
            property.on ? to_string(*property.on) : std::string());
        put(group, "Report due", to_string(sheet_.due));
        need(group, "Type", field_ + ".kind", property.kind);
        need(group, "Description", field_ + ".description", property.description);
        if (!is_rejected_) {
            need(group, "Location", field_ + ".location", property.location);
            need(group, "Held as", field_ + ".held_as", property.held_as);
        }
        const Account* account = find_account(facts_, property.account);
        put(group, "Account or wallet",
            account == nullptr ? std::string()
                               : text(account->kind, " ", account->ledger,
                                      account->ledger.empty() ? "" : " ", account->number));
        const Transaction* transaction = find_transaction(facts_, property.transaction);
        put(group, "Transaction", transaction == nullptr ? std::string() : transaction->reference);
        put(group, "Time of transaction",
            transaction == nullptr || !transaction->time ? std::string()
                                                         : rfc3339(transaction->time->unix_s));
        std::string others;
        for (const std::string& key : property.parties) {
            const Party* party = find_party(facts_, key);
            if (party == nullptr) continue;
            others += text(others.empty() ? "" : " | ", join(party->roles, "/"),
                           party->roles.empty() ? "" : ": ", party_text(facts_, *party));
        }
        put(group, "Other parties", others);
        // 501.603(b)(1)(ii) and 501.604(b): a copy of the instructions goes with the report.
        if (is_rejected_ || !property.transaction.empty()) {
            need(group, "Payment instruction", field_ + ".instruction", property.instruction);
        }
    }

    void worth(const Property& property) {
        gaps_.need(field_ + ".amount", property.amount.units.digits, 100);
        put("Value", "Amount", amount_text(property.amount));
        const Valuation& value = property.value;
        const bool is_usd = value.amount.asset == "USD";
        if (value.amount.units.digits.empty() || !is_usd) {
            gaps_.add(field_ + ".value.amount", "is not given in USD, actual or estimated");
        }
        put("Value", "Value in US dollars", decimal_text(value.amount));
        if (property.amount.asset != "USD") {
            if (!value.on) gaps_.add(field_ + ".value.on", "is not given");
            gaps_.need(field_ + ".value.method", value.method, kFactTextBytesMax);
        }
        put("Value", "Valued on", value.on ? to_string(*value.on) : std::string());
        put("Value", "Valued by", value.method);
    }

    void rejection(const Property& property) {
        need("Rejection", "Basis", field_ + ".basis", property.basis);
        need("Rejection", "Transferee institution", field_ + ".transferee.name",
             property.transferee.name);
        gaps_.need(field_ + ".transferee.address.country", property.transferee.address.country, 2);
        put("Rejection", "Transferee's address", address_text(property.transferee.address));
        put("Rejection", "Transferee's contact", property.transferee_contact);
    }

    const ReportFacts& facts_;
    GapList& gaps_;
    OfacSheet sheet_;
    std::string field_;
    bool is_rejected_ = false;
};

bool is_held_on(const Property& property, Date day) {
    return property.action == "blocked" && property.on && *property.on <= day &&
           (!property.released || *property.released > day);
}

std::string csv_row(const std::vector<std::string>& cells) {
    std::vector<std::string> safe;
    for (const std::string& cell : cells) safe.push_back(csv_cell(cell));
    return join(safe, ",") + "\r\n";
}

}  // namespace

Date ofac_due(Date day) noexcept {
    return add_us_business_days(day, kDueBusinessDays);
}

OfacSheets ofac_sheets(const ReportFacts& facts, OfacAction action) {
    OfacSheets all;
    GapList gaps;
    const std::string_view word = action == OfacAction::blocked ? "blocked" : "rejected";
    SheetMaker maker(facts, gaps);
    for (const Property& property : facts.properties) {
        if (property.action == word) all.sheets.push_back(maker.sheet(property));
    }
    if (all.sheets.empty()) gaps.add("properties", text("none has the action ", word));
    all.gaps = gaps.take();
    return all;
}

Report write_ofac_csv(const ReportFacts& facts, OfacAction action) {
    OfacSheets all = ofac_sheets(facts, action);
    if (!all.gaps.empty()) return {{}, std::move(all.gaps)};
    std::vector<std::string> cells;
    for (const OfacField& field : all.sheets.front().fields) {
        cells.push_back(text(field.group, ": ", field.name));
    }
    std::string table = csv_row(cells);
    for (const OfacSheet& sheet : all.sheets) {
        cells.clear();
        for (const OfacField& field : sheet.fields) cells.push_back(field.value);
        table += csv_row(cells);
    }
    return {table, {}};
}

Report write_ofac_json(const ReportFacts& facts, OfacAction action) {
    OfacSheets all = ofac_sheets(facts, action);
    if (!all.gaps.empty()) return {{}, std::move(all.gaps)};
    boost::json::array reports;
    for (const OfacSheet& sheet : all.sheets) {
        boost::json::object groups;
        for (const OfacField& field : sheet.fields) {
            boost::json::value& group = groups[field.group];
            if (!group.is_object()) group.emplace_object();
            group.get_object()[field.name] = field.value;
        }
        reports.push_back(boost::json::object{{"property", sheet.key},
                                              {"due", to_string(sheet.due)},
                                              {"overdue", sheet.is_overdue},
                                              {"fields", groups}});
    }
    return {write_canonical(boost::json::object{
                {"report", action == OfacAction::blocked ? "31 CFR 501.603" : "31 CFR 501.604"},
                {"reports", reports}}),
            {}};
}

Report write_ofac_annual(const ReportFacts& facts) {
    GapList gaps;
    const bool has_year = facts.ofac.year && *facts.ofac.year >= 1900 && *facts.ofac.year <= 9999;
    if (!has_year) gaps.add("ofac.year", "is not given");
    const Date day{has_year ? static_cast<std::int32_t>(*facts.ofac.year) : 1970, 6, 30};
    gaps.need("ofac.certified_by", facts.ofac.certified_by, 200);
    gaps.need("ofac.certified_title", facts.ofac.certified_title, 200);
    SheetMaker maker(facts, gaps);
    std::string rows;
    std::size_t count = 0;
    for (const Property& property : facts.properties) {
        if (!is_held_on(property, day)) continue;
        const OfacSheet sheet = maker.sheet(property);
        std::vector<std::string> cells{std::to_string(++count)};
        for (const OfacField& field : sheet.fields) {
            if (field.group != "Reporter" && field.name != "Report due") {
                cells.push_back(field.value);
            }
        }
        if (count == 1) {
            std::vector<std::string> names{"No."};
            for (const OfacField& field : sheet.fields) {
                if (field.group != "Reporter" && field.name != "Report due") {
                    names.emplace_back(field.name);
                }
            }
            rows = csv_row(names);
        }
        rows += csv_row(cells);
    }
    if (count == 0) gaps.add("properties", "none was blocked on 30 June");
    const Contact& contact = facts.contact;
    std::string table = csv_row({"Part A", text("Annual report of blocked property as of ",
                                                to_string(day), ", due ", day.year, "-09-30")});
    table += csv_row({"Holder", facts.filer.name});
    table += csv_row({"Holder's address", address_text(facts.filer.address)});
    table += csv_row({"Contact", text(contact.first, " ", contact.last)});
    table += csv_row({"Contact's telephone", contact.phone.number});
    table += csv_row({"Contact's e-mail", contact.email});
    table += csv_row({"Certified by", facts.ofac.certified_by});
    table += csv_row({"Certifier's title", facts.ofac.certified_title});
    table += csv_row({"Rows in part B", std::to_string(count)});
    table += "\r\n" + csv_row({"Part B"}) + rows;
    return finished(table, gaps);
}

}  // namespace pelf::casefile::report
