// SPDX-License-Identifier: Apache-2.0
#include "casefile/report_goaml.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "casefile/report_goaml_party.hpp"

namespace pelf::casefile::report {
namespace {

/// The schema's largest amount: 7.9 * 10^15 whole units, 13 decimals.
constexpr std::size_t kWholeDigitsMax = 15;
constexpr std::uint64_t kGoamlDecimalsMax = 13;

class GoamlReport {
public:
    GoamlReport(const ReportFacts& facts, const GoamlJurisdiction& jurisdiction)
        : facts_(facts), jurisdiction_(jurisdiction), parties_(facts, jurisdiction, xml_, gaps_) {}

    Report write() {
        check_rules();
        xml_.element("report", [&] {
            head();
            body();
            indicators();
        });
        return finished(xml_.document(), gaps_);
    }

private:
    /// What the jurisdiction asks for beyond the schema.
    void check_rules() {
        const auto asks = [&](std::string_view word) {
            return std::ranges::find(jurisdiction_.obligatory, word) !=
                   jurisdiction_.obligatory.end();
        };
        if (asks("location") && facts_.goaml.location == Address{}) {
            gaps_.add("goaml.location", "is not given");
        }
        if (asks("reason")) gaps_.need("narrative.reason", facts_.narrative.reason, 8000);
        if (asks("action")) gaps_.need("narrative.action", facts_.narrative.action, 8000);
        if (asks("rentity_branch")) {
            gaps_.need("goaml.rentity_branch", facts_.goaml.rentity_branch, 255);
        }
        if (!facts_.made) gaps_.add("made", "is not given: it is the date of submission");
        std::set<std::string_view> references;
        for (std::size_t i = 0; i < facts_.transactions.size(); ++i) {
            const Transaction& one = facts_.transactions[i];
            const std::string field = text("transactions[", i, "]");
            if (!references.insert(one.reference).second) {
                gaps_.add(field + ".reference", "is there twice");
            }
            if (one.time && facts_.made && *one.time > *facts_.made) {
                gaps_.add(field + ".time", "is after the report was made");
            }
        }
        const std::string& currency = jurisdiction_.local_currency;
        if (!currency.empty() && facts_.goaml.local_currency != currency) {
            gaps_.add("goaml.local_currency", text("has to be ", currency));
        }
    }

    void head() {
        const GoamlFacts& goaml = facts_.goaml;
        xml_.leaf_if("schema_version", jurisdiction_.schema_version);
        const auto number = parse_u64(goaml.rentity_id);
        if (!number || *number == 0 || *number > 0x7fffffff) {
            gaps_.add("goaml.rentity_id", "is not the number that the unit gave the filer");
        }
        xml_.leaf("rentity_id", number ? std::to_string(*number) : std::string());
        xml_.leaf_if("rentity_branch",
                     gaps_.fit("goaml.rentity_branch", goaml.rentity_branch, 255));
        parties_.code("submission_code", "goaml.submission_code", goaml.submission_code,
                      jurisdiction_.submission_codes);
        const ReportCode* code = report_code();
        if (code == nullptr && !jurisdiction_.report_codes.empty()) {
            gaps_.add("goaml.report_code", "is no report of this jurisdiction");
        }
        parties_.code("report_code", "goaml.report_code", goaml.report_code, {});
        xml_.leaf("entity_reference", gaps_.need("goaml.reference", goaml.reference, 255));
        xml_.leaf_if("fiu_ref_number", gaps_.fit("goaml.fiu_reference", goaml.fiu_reference, 255));
        parties_.moment("submission_date", "made", facts_.made.value_or(Moment{}));
        parties_.code("currency_code_local", "goaml.local_currency", goaml.local_currency,
                      jurisdiction_.currencies);
        if (!goaml.user_code.empty()) {
            if (goaml.user_code.size() < 4) gaps_.add("goaml.user_code", "is too short");
            xml_.leaf("reporting_user_code", gaps_.fit("goaml.user_code", goaml.user_code, 50));
        } else {
            parties_.reporting_person();
        }
        if (goaml.location != Address{}) {
            parties_.address("location", "goaml.location", goaml.location);
        }
        parties_.comments("reason", "narrative.reason", facts_.narrative.reason);
        parties_.comments("action", "narrative.action", facts_.narrative.action);
    }

    const ReportCode* report_code() const noexcept {
        const auto found = std::ranges::find(jurisdiction_.report_codes, facts_.goaml.report_code,
                                             &ReportCode::code);
        return found == jurisdiction_.report_codes.end() ? nullptr : &*found;
    }

    void body() {
        const ReportCode* code = report_code();
        const std::string_view holds = code == nullptr ? "either" : std::string_view(code->holds);
        const bool are_given = !facts_.transactions.empty();
        if (holds == "transactions" || (holds == "either" && are_given)) {
            if (!are_given) gaps_.add("transactions", "this kind of report needs one");
            for (const Transaction& one : facts_.transactions) transaction(one);
        } else {
            activity();
        }
    }

    std::string amount_local(const std::string& field, const Valuation& value) {
        const Amount& amount = value.amount;
        if (amount.units.digits.empty()) {
            gaps_.add(field + ".value.amount", "is not given: the amount in the local currency");
        } else if (amount.asset != facts_.goaml.local_currency) {
            gaps_.add(field + ".value.amount.asset", "is not the local currency");
        }
        if (amount.decimals > kGoamlDecimalsMax ||
            amount.units.digits.size() > kWholeDigitsMax + amount.decimals) {
            gaps_.add(field + ".value.amount", "is an amount that goAML does not take");
        }
        return decimal_text(amount);
    }

    void transaction(const Transaction& one) {
        const std::string field =
            text("transactions[", static_cast<std::size_t>(&one - facts_.transactions.data()), "]");
        xml_.element("transaction", [&] {
            xml_.leaf("transactionnumber", gaps_.need(field + ".reference", one.reference, 100));
            xml_.leaf_if("internal_ref_number",
                         gaps_.fit(field + ".internal_reference", one.internal_reference, 100));
            xml_.leaf("transaction_location", gaps_.need(field + ".place", one.place, 255));
            parties_.comments("transaction_description", field + ".description",
                              described(one, field));
            if (!one.time) gaps_.add(field + ".time", "is not given");
            parties_.moment("date_transaction", field + ".time", one.time.value_or(Moment{}));
            parties_.code("transmode_code", field + ".method_code", one.method_code,
                          jurisdiction_.transaction_modes);
            if (one.method_comment.size() != 1) {
                gaps_.add(field + ".method_comment", "is not the one letter that goAML asks for");
            }
            xml_.leaf("transmode_comment", one.method_comment);
            xml_.leaf("amount_local", amount_local(field, one.value));
            side(one.from, field + ".from", "from", one.amount);
            side(one.to, field + ".to", "to", one.amount);
        });
    }

    /// With what goAML has no element for: the asset's own amount, and how it was valued.
    std::string described(const Transaction& one, const std::string& field) {
        gaps_.need(field + ".description", one.description, 8000);
        std::string all = one.description;
        if (!one.amount.units.digits.empty()) {
            all += text("\nAmount: ", decimal_text(one.amount), " ", one.amount.asset);
        }
        if (!one.ledger.empty()) all += text("\nLedger: ", one.ledger);
        if (!one.value.method.empty()) {
            all += text("\nValued by: ", one.value.method);
            if (one.value.on) all += text(", ", to_string(*one.value.on));
        }
        return all;
    }

    void side(const Side& side, const std::string& field, std::string_view way,
              const Amount& amount) {
        const Account* account = find_account(facts_, side.account);
        const Party* party = find_party(facts_, side.party);
        if (account == nullptr && party == nullptr) {
            gaps_.add(field, "has neither an account nor a party");
            return;
        }
        const bool is_own = account != nullptr ? account->is_at_filer : party->is_customer;
        const Client client = is_own ? Client::own : Client::other;
        const bool is_wallet = account != nullptr && account->kind == "wallet";
        const std::string funds =
            side.funds_code.empty() && is_wallet ? jurisdiction_.wallet_funds : side.funds_code;
        xml_.element(text("t_", way, is_own ? "_my_client" : ""), [&] {
            parties_.code(text(way, "_funds_code"), field + ".funds_code", funds,
                          jurisdiction_.funds);
            if (is_wallet && !amount.units.digits.empty()) {
                xml_.leaf(text(way, "_funds_comment"),
                          gaps_.fit(field, text(decimal_text(amount), " ", amount.asset), 255));
            }
            if (account != nullptr) {
                xml_.element(text(way, "_account"), [&] { parties_.account(*account, client); });
            } else if (party->kind == "person") {
                xml_.element(text(way, "_person"), [&] { parties_.person(*party, client); });
            } else {
                xml_.element(text(way, "_entity"), [&] { parties_.entity(*party, client); });
            }
            const bool is_nowhere = side.country.empty() && is_wallet;
            parties_.country(text(way, "_country"), field + ".country",
                             is_nowhere ? jurisdiction_.unknown_country : side.country);
        });
    }

    void activity() {
        xml_.element("activity", [&] {
            xml_.element("report_parties", [&] {
                bool is_any = false;
                for (const Party& party : facts_.parties) {
                    if (std::ranges::find(party.roles, "subject") == party.roles.end()) continue;
                    is_any = true;
                    report_party(party);
                }
                if (!is_any) gaps_.add("parties", "none has the role subject");
            });
        });
    }

    void report_party(const Party& party) {
        const Client client = party.is_customer ? Client::own : Client::other;
        const std::string_view suffix = party.is_customer ? "_my_client" : "";
        xml_.element("report_party", [&] {
            if (party.kind == "person") {
                xml_.element(text("person", suffix), [&] { parties_.person(party, client); });
            } else {
                xml_.element(text("entity", suffix), [&] { parties_.entity(party, client); });
            }
            const std::string& reason =
                facts_.decision.text.empty() ? facts_.narrative.reason : facts_.decision.text;
            parties_.comments("reason", "decision.text", gaps_.need("decision.text", reason, 8000));
        });
    }

    void indicators() {
        if (facts_.goaml.indicators.empty()) gaps_.add("goaml.indicators", "is not given");
        xml_.element("report_indicators", [&] {
            for (const std::string& one : facts_.goaml.indicators) {
                parties_.code("indicator", "goaml.indicators", one, jurisdiction_.indicators);
            }
        });
    }

    const ReportFacts& facts_;
    const GoamlJurisdiction& jurisdiction_;
    XmlWriter xml_;
    GapList gaps_;
    GoamlParties parties_;
};

}  // namespace

Report write_goaml(const ReportFacts& facts, const GoamlJurisdiction& jurisdiction) {
    return GoamlReport(facts, jurisdiction).write();
}

}  // namespace pelf::casefile::report
