// SPDX-License-Identifier: Apache-2.0
#include "casefile/report_rules.hpp"

#include <algorithm>
#include <initializer_list>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace pelf::casefile::report {
namespace {

using Words = std::initializer_list<std::string_view>;

constexpr std::uint64_t kDecimalsMax = 36;

class FactsCheck {
public:
    explicit FactsCheck(const ReportFacts& facts) : facts_(facts) {}

    Status run() {
        check_keys("parties", facts_.parties);
        check_keys("accounts", facts_.accounts);
        check_keys("transactions", facts_.transactions);
        check_keys("properties", facts_.properties);
        check_parties();
        check_accounts();
        check_transactions();
        check_properties();
        for (std::size_t i = 0; i < facts_.hits.size(); ++i) {
            party(text("hits[", i, "].party"), facts_.hits[i].party);
        }
        check_institution("filer", facts_.filer);
        check_institution("fincen.transmitter", facts_.fincen.transmitter);
        check_institution("travel_rule.originating_vasp", facts_.travel_rule.originating_vasp);
        check_institution("travel_rule.beneficiary_vasp", facts_.travel_rule.beneficiary_vasp);
        check_address("contact.address", facts_.contact.address);
        country("contact.nationality", facts_.contact.nationality);
        country("contact.residence", facts_.contact.residence);
        check_address("goaml.location", facts_.goaml.location);
        check_trace();
        word("fincen.filing", facts_.fincen.filing, {"initial", "correction", "continuing"});
        word("fincen.pay_location", facts_.fincen.pay_location, {"selling", "paying", "both"});
        amount("fincen.amount", facts_.fincen.amount);
        amount("fincen.cumulative", facts_.fincen.cumulative);
        amount("fincen.loss", facts_.fincen.loss);
        parties("travel_rule.originators", facts_.travel_rule.originators);
        parties("travel_rule.beneficiaries", facts_.travel_rule.beneficiaries);
        if (!wrong_.empty()) return Unexpected(Error{Fault::malformed, "report facts: " + wrong_});
        return Done{};
    }

private:
    void fail(std::string_view field, std::string_view what) {
        if (wrong_.empty()) wrong_ = text(field, " ", what);
    }

    template <class T>
    void check_keys(std::string_view list_name, const std::vector<T>& list) {
        std::set<std::string_view> seen;
        for (std::size_t i = 0; i < list.size(); ++i) {
            const std::string field = text(list_name, "[", i, "].key");
            if (list[i].key.empty()) fail(field, "is not given");
            if (!seen.insert(list[i].key).second) fail(field, "is there twice");
        }
    }
    void word(std::string_view field, std::string_view value, Words known) {
        if (value.empty() || std::ranges::find(known, value) != known.end()) return;
        std::string all;
        for (const std::string_view one : known) all += text(all.empty() ? "" : ", ", one);
        fail(field, text("is none of ", all));
    }
    void country(std::string_view field, std::string_view value) {
        const bool is_code = value.size() == 2 && std::ranges::all_of(value, [](char letter) {
                                 return letter >= 'A' && letter <= 'Z';
                             });
        if (!value.empty() && !is_code) fail(field, "is no country code of two capital letters");
    }
    void amount(std::string_view field, const Amount& value) {
        if (value.decimals > kDecimalsMax) fail(field, "has more than 36 decimals");
        if (!value.units.digits.empty() && value.asset.empty()) fail(field, "has no asset");
    }
    void party(std::string_view field, const std::string& key) {
        if (!key.empty() && find_party(facts_, key) == nullptr) {
            fail(field, "is the key of no party");
        }
    }
    void parties(std::string_view field, const std::vector<std::string>& keys) {
        for (const std::string& key : keys) party(field, key);
    }
    void account(std::string_view field, const std::string& key) {
        if (!key.empty() && find_account(facts_, key) == nullptr) {
            fail(field, "is the key of no account");
        }
    }
    void check_address(const std::string& field, const Address& address) {
        word(field + ".kind", address.kind, {"home", "business", "registered", "other"});
        country(field + ".country", address.country);
    }
    void check_identifiers(const std::string& field, const std::vector<Identifier>& list) {
        for (std::size_t i = 0; i < list.size(); ++i) {
            const std::string at = text(field, "[", i, "]");
            word(at + ".kind", list[i].kind,
                 {"passport", "national-id", "driving-licence", "ssn", "ein", "tin", "tax", "alien",
                  "lei", "registration", "swift", "other"});
            country(at + ".country", list[i].country);
        }
    }
    void check_institution(const std::string& field, const Institution& institution) {
        check_address(field + ".address", institution.address);
        check_identifiers(field + ".identifiers", institution.identifiers);
        country(field + ".country", institution.country);
    }
    void check_party(const std::string& field, const Party& one) {
        word(field + ".kind", one.kind, {"person", "entity"});
        word(field + ".gender", one.gender, {"F", "M"});
        word(field + ".tax_registered", one.tax_registered, {"Y", "N"});
        country(field + ".born_country", one.born_country);
        country(field + ".residence", one.residence);
        country(field + ".incorporated_country", one.incorporated_country);
        for (const std::string& code : one.nationalities) country(field + ".nationalities", code);
        for (std::size_t i = 0; i < one.names.size(); ++i) {
            word(text(field, ".names[", i, "].kind"), one.names[i].kind,
                 {"legal", "alias", "birth", "maiden", "trade", "short"});
        }
        for (std::size_t i = 0; i < one.addresses.size(); ++i) {
            check_address(text(field, ".addresses[", i, "]"), one.addresses[i]);
        }
        check_identifiers(field + ".identifiers", one.identifiers);
        parties(field + ".directors", one.directors);
        for (const std::string& fact : one.unknown) {
            word(field + ".unknown", fact,
                 {"name", "born", "gender", "address", "identifiers", "account", "all"});
        }
    }
    void check_parties() {
        for (std::size_t i = 0; i < facts_.parties.size(); ++i) {
            const std::string field = text("parties[", i, "]");
            if (facts_.parties[i].kind.empty()) fail(field + ".kind", "is not given");
            check_party(field, facts_.parties[i]);
        }
    }
    void check_accounts() {
        for (std::size_t i = 0; i < facts_.accounts.size(); ++i) {
            const Account& one = facts_.accounts[i];
            const std::string field = text("accounts[", i, "]");
            word(field + ".kind", one.kind, {"bank", "wallet", "custody"});
            party(field + ".holder", one.holder);
            country(field + ".institution_country", one.institution_country);
            check_identifiers(field + ".institution_identifiers", one.institution_identifiers);
            amount(field + ".balance", one.balance);
        }
    }
    void check_side(const std::string& field, const Side& side) {
        party(field + ".party", side.party);
        account(field + ".account", side.account);
        country(field + ".country", side.country);
    }
    void check_transactions() {
        for (std::size_t i = 0; i < facts_.transactions.size(); ++i) {
            const Transaction& one = facts_.transactions[i];
            const std::string field = text("transactions[", i, "]");
            amount(field + ".amount", one.amount);
            amount(field + ".value.amount", one.value.amount);
            check_side(field + ".from", one.from);
            check_side(field + ".to", one.to);
        }
    }
    void check_properties() {
        for (std::size_t i = 0; i < facts_.properties.size(); ++i) {
            const Property& one = facts_.properties[i];
            const std::string field = text("properties[", i, "]");
            word(field + ".action", one.action, {"blocked", "rejected"});
            parties(field + ".owners", one.owners);
            parties(field + ".parties", one.parties);
            account(field + ".account", one.account);
            if (!one.transaction.empty() && find_transaction(facts_, one.transaction) == nullptr) {
                fail(field + ".transaction", "is the key of no transaction");
            }
            amount(field + ".amount", one.amount);
            amount(field + ".value.amount", one.value.amount);
            check_institution(field + ".transferee", one.transferee);
        }
    }
    void check_trace() {
        for (const TraceStart& start : facts_.trace.from) amount("trace.from", start.amount);
        for (const TracePolicy& policy : facts_.trace.policies) {
            amount("trace.policies", policy.total);
            for (const TraceEnd& end : policy.ends) amount("trace.policies.ends", end.amount);
        }
    }

    const ReportFacts& facts_;
    std::string wrong_;
};

}  // namespace

Status check_facts(const ReportFacts& facts) {
    return FactsCheck(facts).run();
}

bool is_partial_day(std::string_view text) noexcept {
    constexpr std::string_view kFirstDay = "0000-01-01";
    if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
    std::string whole(text);
    whole += kFirstDay.substr(text.size());
    return parse_date(whole).has_value();
}

std::string plain_line(std::string_view text) {
    std::string shown;
    while (!text.empty()) {
        const Letter letter = first_letter(text);
        const bool is_end = letter.number == '\t' || letter.number == '\n' || letter.number == '\r';
        shown += is_end ? std::string_view(" ") : printable(letter);
        text.remove_prefix(letter.bytes.size());
    }
    return one_line(shown);
}

void GapList::add(std::string field, std::string why) {
    Gap gap{std::move(field), std::move(why)};
    if (std::ranges::find(gaps_, gap) == gaps_.end()) gaps_.push_back(std::move(gap));
}

const std::string& GapList::need(const std::string& field, const std::string& value,
                                 std::size_t letters_max) {
    if (trim(value).empty()) add(field, "is not given");
    return fit(field, value, letters_max);
}

const std::string& GapList::fit(const std::string& field, const std::string& value,
                                std::size_t letters_max) {
    if (letters_count(value) > letters_max) {
        add(field, text("is longer than ", grouped(letters_max), " characters"));
    }
    return value;
}

Report finished(std::string bytes, GapList& gaps) {
    if (gaps.count() > 0) return {{}, gaps.take()};
    return {std::move(bytes), {}};
}

}  // namespace pelf::casefile::report
