// SPDX-License-Identifier: Apache-2.0
#include "casefile/report_goaml_party.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace pelf::casefile::report {
namespace {

constexpr std::size_t kCommentsMax = 8000;
constexpr std::int32_t kFirstYear = 1753;

/// The schema's letters of a name.
bool is_latin(std::string_view text) {
    return std::ranges::all_of(text, [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') ||
               std::string_view(" .'-").find(letter) != std::string_view::npos;
    });
}

/// What codes look like where the jurisdiction does not list them.
bool is_code(std::string_view text) {
    return std::ranges::all_of(text, [](char letter) {
        return (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
               letter == '-' || letter == '_';
    });
}

bool is_email(std::string_view text) {
    const auto is_word = [](std::string_view word, std::string_view more) {
        return !word.empty() && std::ranges::all_of(word, [&](char letter) {
            return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                   (letter >= '0' && letter <= '9') || more.find(letter) != std::string_view::npos;
        });
    };
    const auto halves = split(text, "@");
    if (halves.size() != 2) return false;
    const auto local = split(halves[0], ".");
    const auto domain = split(halves[1], ".");
    const std::string_view top = domain.back();
    return domain.size() >= 2 && top.size() >= 2 && top.size() <= 15 &&
           std::ranges::none_of(top, [](char letter) { return letter >= '0' && letter <= '9'; }) &&
           is_word(top, "") &&
           std::ranges::all_of(local,
                               [&](std::string_view word) { return is_word(word, "_+-"); }) &&
           std::ranges::all_of(domain.begin(), domain.end() - 1,
                               [&](std::string_view word) { return is_word(word, "-"); });
}

const Identifier* of_kind(const std::vector<Identifier>& identifiers,
                          std::string_view kind) noexcept {
    const auto found = std::ranges::find(identifiers, kind, &Identifier::kind);
    return found == identifiers.end() ? nullptr : &*found;
}

void add_remark(std::string& remarks, std::string_view what, std::string_view value) {
    if (value.empty()) return;
    if (!remarks.empty()) remarks += '\n';
    remarks += text(what, ": ", value);
}

}  // namespace

std::string GoamlParties::field_of(const Party& party) const {
    return text("parties[", static_cast<std::size_t>(&party - facts_.parties.data()), "]");
}

std::string GoamlParties::field_of(const Account& account) const {
    return text("accounts[", static_cast<std::size_t>(&account - facts_.accounts.data()), "]");
}

void GoamlParties::day(std::string_view element, const std::string& field, Date date) {
    if (date.year < kFirstYear) gaps_.add(field, "is before 1753, which goAML does not take");
    xml_.leaf(element, to_string(date) + "T00:00:00");
}

void GoamlParties::moment(std::string_view element, const std::string& field, Moment moment) {
    std::string time = rfc3339(moment.unix_s);
    if (moment.unix_s < days_since_epoch({kFirstYear, 1, 1}) * 86'400) {
        gaps_.add(field, "is before 1753, which goAML does not take");
    }
    time.pop_back();
    xml_.leaf(element, time);
}

void GoamlParties::comments(std::string_view element, const std::string& field,
                            const std::string& text) {
    xml_.lines_if(element, gaps_.fit(field, text, kCommentsMax));
}

void GoamlParties::country(std::string_view element, const std::string& field,
                           const std::string& code) {
    xml_.leaf(element, gaps_.need(field, code, 2));
}

void GoamlParties::code(std::string_view element, const std::string& field,
                        const std::string& value, const std::vector<std::string>& known) {
    gaps_.need(field, value, 50);
    if (known.empty() && !is_code(value)) gaps_.add(field, "is no code");
    if (!value.empty() && !known.empty() && std::ranges::find(known, value) == known.end()) {
        gaps_.add(field, text("is no code of this jurisdiction (", jurisdiction_.title, ")"));
    }
    xml_.leaf(element, value);
}

void GoamlParties::latin(std::string_view element, const std::string& field,
                         const std::string& value, std::size_t letters_max) {
    gaps_.fit(field, value, letters_max);
    if (jurisdiction_.are_names_latin && !is_latin(value)) {
        gaps_.add(field,
                  "has letters that goAML's names may not have (only A-Z, digits, blank, point, "
                  "apostrophe, hyphen)");
    }
    xml_.leaf_if(element, value);
}

void GoamlParties::phone(std::string_view element, const Phone& phone, const std::string& field) {
    const std::string_view contact = code_of(jurisdiction_.contact_kinds, phone.kind);
    const std::string_view communication = code_of(jurisdiction_.communication_kinds, phone.kind);
    if (contact.empty() || communication.empty()) {
        gaps_.add(field + ".kind", "has no code in this jurisdiction");
    }
    xml_.element(element, [&] {
        xml_.leaf("tph_contact_type", contact);
        xml_.leaf("tph_communication_type", communication);
        xml_.leaf_if("tph_country_prefix",
                     gaps_.fit(field + ".country_prefix", phone.country_prefix, 4));
        xml_.leaf("tph_number", gaps_.need(field + ".number", phone.number, 50));
        xml_.leaf_if("tph_extension", gaps_.fit(field + ".extension", phone.extension, 10));
    });
}

void GoamlParties::phones(const std::vector<Phone>& phones, const std::string& field) {
    if (phones.empty()) return;
    xml_.element("phones", [&] {
        for (std::size_t i = 0; i < phones.size(); ++i) {
            phone("phone", phones[i], text(field, ".phones[", i, "]"));
        }
    });
}

void GoamlParties::address(std::string_view element, const std::string& field,
                           const Address& address) {
    const std::string_view contact = code_of(jurisdiction_.contact_kinds, address.kind);
    if (contact.empty()) gaps_.add(field + ".kind", "has no code in this jurisdiction");
    xml_.element(element, [&] {
        xml_.leaf("address_type", contact);
        xml_.leaf("address", gaps_.need(field + ".street", address.street, 100));
        xml_.leaf_if("house_number", gaps_.fit(field + ".building", address.building, 25));
        xml_.leaf("city", gaps_.need(field + ".town", address.town, 255));
        xml_.leaf_if("zip", gaps_.fit(field + ".post_code", address.post_code, 10));
        country("country_code", field + ".country", address.country);
        xml_.leaf("state", gaps_.need(field + ".region", address.region, 255));
    });
}

void GoamlParties::addresses(const std::vector<Address>& addresses, const std::string& field) {
    if (addresses.empty()) return;
    xml_.element("addresses", [&] {
        for (std::size_t i = 0; i < addresses.size(); ++i) {
            address("address", text(field, ".addresses[", i, "]"), addresses[i]);
        }
    });
}

void GoamlParties::emails(const std::vector<std::string>& emails, const std::string& field) {
    if (emails.size() > 5) gaps_.add(field, "has more than the 5 that goAML takes");
    for (const std::string& email : emails) {
        if (!is_email(email) || email.size() > 255) gaps_.add(field, "has no e-mail address");
        xml_.leaf("email", email);
    }
}

const Name* GoamlParties::latin_name(const Party& party) const noexcept {
    const auto found = std::ranges::find_if(party.names, [](const Name& name) {
        return name.kind == "legal" && (name.script.empty() || name.script == "Latn");
    });
    return found == party.names.end() ? nullptr : &*found;
}

void GoamlParties::person_names(const Party& party, const std::string& field) {
    static const Name kNone;
    const Name* found = latin_name(party);
    if (found == nullptr) {
        gaps_.add(field + ".names", "has no legal name in Latin letters");
        found = &kNone;
    }
    const std::string at =
        found == &kNone
            ? field + ".names"
            : text(field, ".names[", static_cast<std::size_t>(found - party.names.data()), "]");
    if (found != &kNone) {
        gaps_.need(at + ".first", found->first, 100);
        gaps_.need(at + ".last", found->last, 100);
    }
    latin("first_name", at + ".first", found->first, 100);
    latin("middle_name", at + ".middle", found->middle, 100);
    latin("last_name", at + ".last", found->last, 100);
}

/// From the birthdate to the residence.
void GoamlParties::person_numbers(const Party& party, const std::string& field, Client client) {
    const auto born = parse_date(party.born.text);
    if (born) {
        day("birthdate", field + ".born", *born);
    } else if (client == Client::own) {
        gaps_.add(field + ".born",
                  "a customer's day of birth is obligatory, and a year is not enough");
    }
    xml_.leaf_if("birth_place", gaps_.fit(field + ".born_place", party.born_place, 255));
    xml_.leaf_if("country_of_birth", party.born_country);
    const auto other_script = std::ranges::find_if(party.names, [](const Name& name) {
        return !name.script.empty() && name.script != "Latn";
    });
    if (other_script != party.names.end()) {
        xml_.leaf_if("full_name_frn", gaps_.fit(field + ".names", name_text(*other_script), 255));
    }
    if (const Identifier* ssn = of_kind(party.identifiers, "ssn")) {
        xml_.leaf_if("ssn", gaps_.fit(field + ".identifiers", ssn->number, 25));
    }
    if (const Identifier* passport = of_kind(party.identifiers, "passport")) {
        xml_.leaf("passport_number", gaps_.need(field + ".identifiers", passport->number, 255));
        country("passport_country", field + ".identifiers.country", passport->country);
    }
    const Identifier* number = of_kind(party.identifiers, "national-id");
    if (number == nullptr) number = of_kind(party.identifiers, "passport");
    if (number != nullptr) {
        xml_.leaf("id_number", gaps_.need(field + ".identifiers", number->number, 255));
    } else if (client == Client::own) {
        gaps_.add(field + ".identifiers", "a customer needs a national-id or a passport");
    }
    if (client == Client::own && party.nationalities.empty()) {
        gaps_.add(field + ".nationalities", "is not given");
    }
    if (party.nationalities.size() > 3) gaps_.add(field + ".nationalities", "has more than 3");
    for (std::size_t i = 0; i < std::min<std::size_t>(party.nationalities.size(), 3); ++i) {
        xml_.leaf(text("nationality", i + 1), party.nationalities[i]);
    }
    if (client == Client::own || !party.residence.empty()) {
        country("residence", field + ".residence", party.residence);
    }
}

void GoamlParties::identifications(const Party& party, const std::string& field, Client client) {
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < party.identifiers.size(); ++i) {
        const Identifier& one = party.identifiers[i];
        const bool has_code = !code_of(jurisdiction_.identifier_kinds, one.kind).empty();
        const bool is_whole = one.issued && one.expires && !one.country.empty();
        if (has_code && (is_whole || client == Client::own)) shown.push_back(i);
    }
    if (shown.empty()) {
        if (client == Client::own) {
            gaps_.add(field + ".identifiers", "a customer needs a document of identity");
        }
        return;
    }
    xml_.element("identifications", [&] {
        for (const std::size_t i : shown) {
            const Identifier& one = party.identifiers[i];
            const std::string at = text(field, ".identifiers[", i, "]");
            if (!one.issued) gaps_.add(at + ".issued", "is not given");
            if (!one.expires) gaps_.add(at + ".expires", "is not given");
            xml_.element("identification", [&] {
                xml_.leaf("type", code_of(jurisdiction_.identifier_kinds, one.kind));
                xml_.leaf("number", gaps_.need(at + ".number", one.number, 255));
                day("issue_date", at + ".issued", one.issued.value_or(Date{}));
                day("expiry_date", at + ".expires", one.expires.value_or(Date{}));
                xml_.leaf_if("issued_by", gaps_.fit(at + ".authority", one.authority, 255));
                country("issue_country", at + ".country", one.country);
            });
        }
    });
}

void GoamlParties::sanctions(const Party& party, const std::string& field) {
    if (!jurisdiction_.has_sanctions_element) return;
    const auto is_about = [&](const Hit& hit) { return hit.party == party.key; };
    if (std::ranges::none_of(facts_.hits, is_about)) return;
    xml_.element("sanctions", [&] {
        for (const Hit& hit : facts_.hits) {
            if (!is_about(hit)) continue;
            const std::string& list_name = hit.list_name.empty() ? hit.source : hit.list_name;
            xml_.element("sanction_list", [&] {
                xml_.leaf("provider", gaps_.need(field + " hits.source", hit.source, 255));
                xml_.leaf("sanction_list_name",
                          gaps_.need(field + " hits.list_name", list_name, 255));
                comments("match_criteria", field + " hits.name",
                         text("matched ", hit.matched_name, " with ", hit.name));
                comments("sanction_list_attributes", field + " hits.programmes",
                         text("entry ", hit.entry, ", version ", hit.list_version, ", programmes ",
                              join(hit.programmes, " ")));
            });
        }
    });
}

/// What goAML has no element for, or none that its letters fit into.
std::string GoamlParties::remarks(const Party& party) const {
    std::string remarks;
    const Name* shown = latin_name(party);
    for (const Name& name : party.names) {
        if (&name == shown) continue;
        add_remark(remarks, name.kind == "legal" ? "Name" : "Also known as", name_text(name));
    }
    if (!parse_date(party.born.text)) add_remark(remarks, "Born", party.born.text);
    for (const Account& account : facts_.accounts) {
        if (account.holder == party.key && account.kind == "wallet") {
            add_remark(remarks, "Wallet", text(account.ledger, " ", account.number));
        }
    }
    for (const Hit& hit : facts_.hits) {
        if (hit.party != party.key) continue;
        add_remark(
            remarks, "Listed",
            text(hit.name, ", ", hit.source, " ", hit.entry, ", version ", hit.list_version));
    }
    return remarks;
}

void GoamlParties::person(const Party& party, Client client) {
    const std::string field = field_of(party);
    const bool is_own = client == Client::own;
    if (is_own) gaps_.need(field + ".gender", party.gender, 1);
    xml_.leaf_if("gender", party.gender);
    person_names(party, field);
    person_numbers(party, field, client);
    if (is_own && party.phones.empty()) gaps_.add(field + ".phones", "is not given");
    phones(party.phones, field);
    addresses(party.addresses, field);
    emails(party.emails, field + ".emails");
    xml_.leaf_if("occupation", gaps_.fit(field + ".occupation", party.occupation, 255));
    identifications(party, field, client);
    if (is_own) gaps_.need(field + ".tax_registered", party.tax_registered, 1);
    xml_.leaf_if("tax_reg_number", party.tax_registered);
    sanctions(party, field);
    comments("comments", field, remarks(party));
}

void GoamlParties::directors(const Party& party, const std::string& field, Client client) {
    if (client == Client::own && party.directors.empty()) {
        gaps_.add(field + ".directors", "a customer that is an entity needs one");
    }
    for (const std::string& key : party.directors) {
        const Party* director = find_party(facts_, key);
        if (director == nullptr || director->kind != "person") {
            gaps_.add(field + ".directors", "a director is a person");
            continue;
        }
        xml_.element("director_id", [&] {
            person(*director, Client::other);
            xml_.leaf_if("role", jurisdiction_.director_role);
        });
    }
}

void GoamlParties::entity(const Party& party, Client client) {
    const std::string field = field_of(party);
    const bool is_own = client == Client::own;
    const Name* name = latin_name(party);
    if (name == nullptr) gaps_.add(field + ".names", "has no legal name in Latin letters");
    const std::string full = name == nullptr ? std::string() : name_text(*name);
    gaps_.need(field + ".names", full, 255);
    latin("name", field + ".names", full, 255);
    const auto trade = std::ranges::find(party.names, "trade", &Name::kind);
    if (trade != party.names.end()) {
        latin("commercial_name", field + ".names", name_text(*trade), 255);
    }
    if (is_own || !party.legal_form.empty()) {
        code("incorporation_legal_form", field + ".legal_form", party.legal_form,
             jurisdiction_.legal_forms);
    }
    const Identifier* registration = of_kind(party.identifiers, "registration");
    if (registration != nullptr) {
        xml_.leaf("incorporation_number",
                  gaps_.need(field + ".identifiers", registration->number, 50));
    } else if (is_own) {
        gaps_.add(field + ".identifiers", "a customer that is an entity needs a registration");
    }
    if (is_own) gaps_.need(field + ".occupation", party.occupation, 255);
    xml_.leaf_if("business", gaps_.fit(field + ".occupation", party.occupation, 255));
    phones(party.phones, field);
    if (is_own && party.addresses.empty()) gaps_.add(field + ".addresses", "is not given");
    addresses(party.addresses, field);
    emails(party.emails, field + ".emails");
    if (is_own) {
        gaps_.need(field + ".incorporated_region", party.incorporated_region, 255);
        gaps_.need(field + ".incorporated_country", party.incorporated_country, 2);
        if (!party.incorporated) gaps_.add(field + ".incorporated", "is not given");
        gaps_.need(field + ".tax_registered", party.tax_registered, 1);
    }
    xml_.leaf_if("incorporation_state",
                 gaps_.fit(field + ".incorporated_region", party.incorporated_region, 255));
    xml_.leaf_if("incorporation_country_code", party.incorporated_country);
    directors(party, field, client);
    if (party.incorporated) {
        day("incorporation_date", field + ".incorporated", *party.incorporated);
    }
    xml_.leaf_if("tax_reg_number", party.tax_registered);
    sanctions(party, field);
    comments("comments", field, remarks(party));
}

void GoamlParties::account(const Account& account, Client client) {
    const std::string field = field_of(account);
    const bool is_own = client == Client::own;
    if (is_own) gaps_.need(field + ".institution", account.institution, 255);
    xml_.leaf_if("institution_name", gaps_.fit(field + ".institution", account.institution, 255));
    if (!account.swift.empty()) {
        xml_.leaf("swift", gaps_.fit(field + ".swift", account.swift, 11));
    } else {
        xml_.leaf("institution_code",
                  gaps_.need(field + ".institution_code", account.institution_code, 50));
    }
    xml_.leaf_if("institution_country", account.institution_country);
    if (is_own || account.is_not_bank) {
        xml_.leaf("non_bank_institution", account.is_not_bank ? "true" : "false");
    }
    if (is_own) gaps_.need(field + ".branch", account.branch, 255);
    xml_.leaf_if("branch", gaps_.fit(field + ".branch", account.branch, 255));
    xml_.leaf("account", gaps_.need(field + ".number", account.number, 255));
    if (is_own || !account.currency.empty()) {
        code("currency_code", field + ".currency", account.currency, jurisdiction_.currencies);
    }
    gaps_.need(field + ".name", account.name, 255);
    latin("account_name", field + ".name", account.name, 255);
    xml_.leaf_if("iban", gaps_.fit(field + ".iban", account.iban, 34));
    xml_.leaf_if("client_number", gaps_.fit(field + ".client_number", account.client_number, 30));
    const std::string type = account.type_code.empty() && account.kind == "wallet"
                                 ? jurisdiction_.wallet_account
                                 : account.type_code;
    if (is_own || !type.empty()) {
        code("account_type", field + ".type_code", type, jurisdiction_.account_types);
    }
    const Party* holder = find_party(facts_, account.holder);
    if (is_own && holder == nullptr) gaps_.add(field + ".holder", "is not given");
    if (holder != nullptr && holder->kind == "entity") {
        if (is_own) {
            gaps_.add(field + ".holder",
                      "an account of an entity needs a signatory, which the facts do not have: "
                      "give the person who signs as holder");
        }
        xml_.element("t_entity", [&] { entity(*holder, client); });
    }
    if (holder != nullptr && holder->kind == "person") {
        xml_.element("signatory", [&] {
            xml_.element("t_person", [&] { person(*holder, client); });
            if (is_own || !account.holder_role.empty()) {
                code("role", field + ".holder_role", account.holder_role,
                     jurisdiction_.account_roles);
            }
        });
    }
    if (is_own && !account.opened) gaps_.add(field + ".opened", "is not given");
    if (account.opened) day("opened", field + ".opened", *account.opened);
    if (account.closed) day("closed", field + ".closed", *account.closed);
    if (is_own || !account.status_code.empty()) {
        code("status_code", field + ".status_code", account.status_code,
             jurisdiction_.account_statuses);
    }
    if (is_own) gaps_.need(field + ".beneficiary", account.beneficiary, 50);
    xml_.leaf_if("beneficiary", gaps_.fit(field + ".beneficiary", account.beneficiary, 50));
    if (account.kind == "wallet") {
        comments("comments", field, text("A wallet of the ledger ", account.ledger));
    }
}

void GoamlParties::reporting_person() {
    const Contact& contact = facts_.contact;
    xml_.element("reporting_person", [&] {
        xml_.leaf_if("gender", contact.gender);
        gaps_.need("contact.first", contact.first, 100);
        latin("first_name", "contact.first", contact.first, 100);
        gaps_.need("contact.last", contact.last, 100);
        latin("last_name", "contact.last", contact.last, 100);
        xml_.leaf_if("id_number", gaps_.fit("contact.id_number", contact.id_number, 255));
        xml_.leaf_if("nationality1", contact.nationality);
        xml_.leaf_if("residence", contact.residence);
        if (!contact.phone.number.empty()) {
            xml_.element("phones", [&] { phone("phone", contact.phone, "contact.phone"); });
        }
        if (contact.address != Address{}) {
            xml_.element("addresses",
                         [&] { address("address", "contact.address", contact.address); });
        }
        if (!contact.email.empty()) emails({contact.email}, "contact.email");
        xml_.leaf_if("occupation", gaps_.fit("contact.title", contact.title, 255));
    });
}

}  // namespace pelf::casefile::report
