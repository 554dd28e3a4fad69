// SPDX-License-Identifier: Apache-2.0
#include "casefile/report_fincen_party.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "casefile/report_fincen.hpp"

namespace pelf::casefile::report {
namespace {

std::string digits_of(std::string_view text) {
    std::string digits;
    std::ranges::copy_if(text, std::back_inserter(digits),
                         [](char letter) { return letter >= '0' && letter <= '9'; });
    return digits;
}

/// Numbers of tax identities are filed without hyphens.
std::string plain_number(std::string_view text) {
    std::string plain;
    std::ranges::copy_if(text, std::back_inserter(plain),
                         [](char letter) { return letter != '-' && letter != ' '; });
    return plain;
}

struct KindCode {
    std::string_view kind;
    std::string_view code;
};

/// Of a party's tax identity, and of its document of identity.
constexpr KindCode kTaxKinds[] = {{"ssn", "1"}, {"ein", "2"}, {"tax", "9"}, {"tin", "9"}};
constexpr KindCode kDocumentKinds[] = {
    {"driving-licence", "5"}, {"passport", "6"}, {"alien", "7"},  {"national-id", "999"},
    {"registration", "999"},  {"lei", "999"},    {"other", "999"}};

template <std::size_t Count>
std::string_view code_for(const KindCode (&kinds)[Count], std::string_view kind) noexcept {
    const auto found = std::ranges::find(kinds, kind, &KindCode::kind);
    return found == std::ranges::end(kinds) ? std::string_view() : found->code;
}

constexpr std::string_view kInstitutionTypes[] = {"1", "2", "3", "4", "5", "11", "12", "999"};

/// What the form calls a number of kind 999.
std::string description_of(const Identifier& identifier) {
    if (identifier.kind == "national-id") return "National identity card";
    if (identifier.kind == "registration") return "Company registration";
    if (identifier.kind == "lei") return "Legal entity identifier";
    return identifier.description;
}

struct Relationship {
    std::string_view word;
    std::string_view element;
};

/// In the order of the schema.
constexpr Relationship kRelationships[] = {{"accountant", "AccountantIndicator"},
                                           {"agent", "AgentIndicator"},
                                           {"appraiser", "AppraiserIndicator"},
                                           {"attorney", "AttorneyIndicator"},
                                           {"borrower", "BorrowerIndicator"},
                                           {"customer", "CustomerIndicator"},
                                           {"director", "DirectorIndicator"},
                                           {"employee", "EmployeeIndicator"},
                                           {"none", "NoRelationshipToInstitutionIndicator"},
                                           {"officer", "OfficerIndicator"},
                                           {"owner", "OwnerShareholderIndicator"}};

}  // namespace

void FincenParties::need(std::string_view element, const std::string& field,
                         const std::string& value, std::size_t letters_max) {
    if (plain_line(value).empty()) gaps_.add(field, "is not given");
    fit(element, field, value, letters_max);
}

void FincenParties::fit(std::string_view element, const std::string& field,
                        const std::string& value, std::size_t letters_max) {
    const std::string shown = plain_line(value);
    gaps_.fit(field, shown, letters_max);
    out_.xml().leaf_if(element, shown);
}

const Institution& FincenParties::sender() const noexcept {
    return facts_.fincen.transmitter.name.empty() ? facts_.filer : facts_.fincen.transmitter;
}

void FincenParties::full_name(std::string_view type, const std::string& field,
                              const std::string& name) {
    out_.element("PartyName", [&] {
        out_.xml().leaf("PartyNameTypeCode", type);
        need("RawPartyFullName", field, name, 150);
    });
}

void FincenParties::institution_address(const Address& address, const std::string& field) {
    const bool has_state =
        address.country == "US" || address.country == "CA" || address.country == "MX";
    out_.element("Address", [&] {
        need("RawCityText", field + ".town", address.town, 50);
        need("RawCountryCodeText", field + ".country", address.country, 2);
        if (has_state) need("RawStateCodeText", field + ".region", address.region, 3);
        need("RawStreetAddress1Text", field + ".street",
             trim(address.building).empty() ? address.street
                                            : text(address.building, " ", address.street),
             100);
        need("RawZIPCode", field + ".post_code", plain_number(address.post_code), 9);
    });
}

void FincenParties::phone(const Phone& phone, const std::string& field, bool has_type) {
    const std::string number = digits_of(phone.country_prefix == "1" || phone.country_prefix == "+1"
                                             ? phone.number
                                             : phone.country_prefix + phone.number);
    out_.element("PhoneNumber", [&] {
        fit("PhoneNumberExtensionText", field + ".extension", phone.extension, 6);
        need("PhoneNumberText", field + ".number", number, 16);
        if (!has_type || phone.kind.empty()) return;
        out_.xml().leaf("PhoneNumberTypeCode", phone.kind == "home"     ? "R"
                                               : phone.kind == "mobile" ? "M"
                                               : phone.kind == "fax"    ? "F"
                                                                        : "W");
    });
}

void FincenParties::identification(std::string_view code, const std::string& field,
                                   const std::string& number) {
    out_.element("PartyIdentification", [&] {
        need("PartyIdentificationNumberText", field, plain_number(number), 25);
        out_.xml().leaf("PartyIdentificationTypeCode", code);
    });
}

/// `code`: what kind of number the form takes it for; empty: by its kind.
void FincenParties::institution_tin(const Institution& institution, const std::string& field,
                                    std::string_view code) {
    for (std::size_t i = 0; i < institution.identifiers.size(); ++i) {
        const Identifier& one = institution.identifiers[i];
        const std::string_view own = code_for(kTaxKinds, one.kind);
        if (own.empty()) continue;
        identification(code.empty() ? own : code, text(field, ".identifiers[", i, "].number"),
                       one.number);
        return;
    }
    gaps_.add(field + ".identifiers", "has no tax number (ein, ssn, tin or tax)");
}

void FincenParties::transmitter() {
    const bool is_filer = &sender() == &facts_.filer;
    const std::string field = is_filer ? "filer" : "fincen.transmitter";
    const Institution& institution = sender();
    out_.element("Party", [&] {
        out_.xml().leaf("ActivityPartyTypeCode", "35");
        full_name("L", field + ".name", institution.name);
        institution_address(institution.address, field + ".address");
        if (institution.phones.empty()) gaps_.add(field + ".phones", "is not given");
        if (!institution.phones.empty()) {
            phone(institution.phones.front(), field + ".phones[0]", false);
        }
        institution_tin(institution, field, "4");
        const auto control = std::ranges::find_if(
            institution.identifiers,
            [](const Identifier& one) { return one.description == "Transmitter Control Code"; });
        if (control == institution.identifiers.end()) {
            gaps_.add(field + ".identifiers", "has no Transmitter Control Code");
        } else {
            identification("28", field + ".identifiers", control->number);
        }
    });
}

void FincenParties::transmitter_contact() {
    out_.element("Party", [&] {
        out_.xml().leaf("ActivityPartyTypeCode", "37");
        full_name("L", "fincen.transmitter_contact", facts_.fincen.transmitter_contact);
    });
}

void FincenParties::organisation() {
    std::set<std::string_view> subtypes;
    if (facts_.fincen.organisation.empty()) gaps_.add("fincen.organisation", "is not given");
    for (std::size_t i = 0; i < facts_.fincen.organisation.size(); ++i) {
        const CodedKind& one = facts_.fincen.organisation[i];
        const std::string field = text("fincen.organisation[", i, "]");
        if (std::ranges::find(kInstitutionTypes, one.type) == std::ranges::end(kInstitutionTypes)) {
            gaps_.add(field + ".type", "is no type of institution");
        }
        if (!one.subtype.empty() && !parse_u64(one.subtype)) {
            gaps_.add(field + ".subtype", "is no code");
        }
        if (!one.subtype.empty() && !subtypes.insert(one.subtype).second) {
            gaps_.add(field + ".subtype", "is there twice");
        }
        out_.element("OrganizationClassificationTypeSubtype", [&] {
            fit("OrganizationSubtypeID", field + ".subtype", one.subtype, 5);
            need("OrganizationTypeID", field + ".type", one.type, 3);
            if (one.type == "999") {
                need("OtherOrganizationTypeText", field + ".other", one.other, 50);
            } else if (!one.other.empty()) {
                fit("OtherOrganizationSubTypeText", field + ".other", one.other, 50);
            }
        });
    }
}

void FincenParties::filer() {
    out_.element("Party", [&] {
        out_.xml().leaf("ActivityPartyTypeCode", "30");
        need("PrimaryRegulatorTypeCode", "fincen.regulator", facts_.fincen.regulator, 2);
        full_name("L", "filer.name", facts_.filer.name);
        if (!facts_.filer.trade_names.empty()) {
            full_name("DBA", "filer.trade_names[0]", facts_.filer.trade_names.front());
        }
        institution_address(facts_.filer.address, "filer.address");
        institution_tin(facts_.filer, "filer", "");
        organisation();
    });
}

void FincenParties::contact_office() {
    out_.element("Party", [&] {
        out_.xml().leaf("ActivityPartyTypeCode", "8");
        full_name("L", "contact.office", facts_.contact.office);
        phone(facts_.contact.phone, "contact.phone", false);
    });
}

void FincenParties::location() {
    const FincenFacts& fincen = facts_.fincen;
    out_.element("Party", [&] {
        out_.xml().leaf("ActivityPartyTypeCode", "34");
        fit("LossToFinancialAmountText", "fincen.loss", whole_dollars(fincen.loss), 15);
        if (fincen.is_no_branch_involved) {
            out_.xml().leaf("NoBranchActivityInvolvedIndicator", "Y");
        } else {
            gaps_.add("fincen.no_branch_involved",
                      "branches cannot be filed here: activity at one has to be filed by hand");
        }
        if (fincen.pay_location == "paying") out_.xml().leaf("PayLocationIndicator", "Y");
        need("PrimaryRegulatorTypeCode", "fincen.regulator", fincen.regulator, 2);
        if (fincen.pay_location == "selling") out_.xml().leaf("SellingLocationIndicator", "Y");
        if (fincen.pay_location == "both") out_.xml().leaf("SellingPayingLocationIndicator", "Y");
        full_name("L", "filer.name", facts_.filer.name);
        institution_address(facts_.filer.address, "filer.address");
        institution_tin(facts_.filer, "filer", "");
        organisation();
    });
}

bool FincenParties::is_unknown(const Party& party, std::string_view fact) const noexcept {
    return std::ranges::find(party.unknown, fact) != party.unknown.end() ||
           std::ranges::find(party.unknown, "all") != party.unknown.end();
}

void FincenParties::subject_indicators(const Party& party, const std::string& field) {
    XmlWriter& xml = out_.xml();
    const bool is_person = party.kind == "person";
    xml.leaf("ActivityPartyTypeCode", "33");
    if (is_unknown(party, "all")) {
        xml.leaf("AllCriticalSubjectInformationUnavailableIndicator", "Y");
    }
    std::string born = digits_of(party.born.text);
    born.resize(born.empty() ? 0 : 8, '0');
    if (is_person && born.empty()) {
        if (!is_unknown(party, "born")) gaps_.add(field + ".born", "is not given, nor unknown");
        xml.leaf("BirthDateUnknownIndicator", "Y");
    }
    if (is_person && party.gender == "F") xml.leaf("FemaleGenderIndicator", "Y");
    if (is_person) {
        if (!born.empty() && born < "19000000") gaps_.add(field + ".born", "is before 1900");
        xml.leaf_if("IndividualBirthDateText", born);
    }
    if (is_person && party.gender == "M") xml.leaf("MaleGenderIndicator", "Y");
    if (bank_accounts(party).empty()) {
        if (!is_unknown(party, "account")) {
            gaps_.add("accounts",
                      text("none of ", field, " at a bank or institution, nor is it unknown"));
        }
        xml.leaf("NoKnownAccountInvolvedIndicator", "Y");
    }
    if (!is_person) xml.leaf("PartyAsEntityOrganizationIndicator", "Y");
    if (is_person && party.gender.empty()) {
        if (!is_unknown(party, "gender")) gaps_.add(field + ".gender", "is not given, nor unknown");
        xml.leaf("UnknownGenderIndicator", "Y");
    }
}

void FincenParties::subject_names(const Party& party, const std::string& field) {
    const auto legal = std::ranges::find_if(party.names, [](const Name& name) {
        return name.kind == "legal" && (name.script.empty() || name.script == "Latn");
    });
    const bool is_person = party.kind == "person";
    out_.element("PartyName", [&] {
        XmlWriter& xml = out_.xml();
        if (legal == party.names.end()) {
            if (!is_unknown(party, "name")) gaps_.add(field + ".names", "has no legal name");
            xml.leaf("EntityLastNameUnknownIndicator", "Y");
            if (is_person) xml.leaf("FirstNameUnknownIndicator", "Y");
            xml.leaf("PartyNameTypeCode", "L");
            return;
        }
        const std::string at =
            text(field, ".names[", static_cast<std::size_t>(legal - party.names.begin()), "]");
        if (is_person && legal->first.empty()) {
            if (!is_unknown(party, "name")) gaps_.add(at + ".first", "is not given, nor unknown");
            xml.leaf("FirstNameUnknownIndicator", "Y");
        }
        xml.leaf("PartyNameTypeCode", "L");
        need("RawEntityIndividualLastName", at + (is_person ? ".last" : ".full"),
             is_person ? legal->last : name_text(*legal), 150);
        if (!is_person) return;
        fit("RawIndividualFirstName", at + ".first", legal->first, 35);
        fit("RawIndividualMiddleName", at + ".middle", legal->middle, 35);
        fit("RawIndividualNameSuffixText", at + ".suffix", legal->suffix, 35);
    });
    for (std::size_t i = 0; i < party.names.size(); ++i) {
        const Name& name = party.names[i];
        if (legal != party.names.end() && &name == &*legal) continue;
        full_name(name.kind == "trade" ? "DBA" : "AKA", text(field, ".names[", i, "]"),
                  name_text(name));
    }
    if (party.names.size() > 100) gaps_.add(field + ".names", "has more than 100");
}

void FincenParties::unknown_address() {
    out_.element("Address", [&] {
        for (const std::string_view part :
             {"CityUnknownIndicator", "CountryCodeUnknownIndicator", "StateCodeUnknownIndicator",
              "StreetAddressUnknownIndicator", "ZIPCodeUnknownIndicator"}) {
            out_.xml().leaf(part, "Y");
        }
    });
}

/// What of a given address is missing is filed as unknown: the form has a mark for each part.
void FincenParties::subject_address(const Address& address, const std::string& field) {
    const bool has_state =
        address.country == "US" || address.country == "CA" || address.country == "MX";
    const std::string street = trim(address.building).empty()
                                   ? address.street
                                   : text(address.building, " ", address.street);
    const auto mark = [&](std::string_view element, const std::string& value) {
        if (plain_line(value).empty()) out_.xml().leaf(element, "Y");
    };
    out_.element("Address", [&] {
        mark("CityUnknownIndicator", address.town);
        mark("CountryCodeUnknownIndicator", address.country);
        fit("RawCityText", field + ".town", address.town, 50);
        fit("RawCountryCodeText", field + ".country", address.country, 2);
        if (has_state) fit("RawStateCodeText", field + ".region", address.region, 3);
        fit("RawStreetAddress1Text", field + ".street", street, 100);
        fit("RawZIPCode", field + ".post_code", plain_number(address.post_code), 9);
        if (has_state) mark("StateCodeUnknownIndicator", address.region);
        mark("StreetAddressUnknownIndicator", street);
        mark("ZIPCodeUnknownIndicator", address.post_code);
    });
}

void FincenParties::subject_identifications(const Party& party, const std::string& field) {
    bool has_tax = false;
    bool has_document = false;
    for (std::size_t i = 0; i < party.identifiers.size(); ++i) {
        const Identifier& one = party.identifiers[i];
        const std::string at = text(field, ".identifiers[", i, "]");
        const std::string_view tax = code_for(kTaxKinds, one.kind);
        const std::string_view document = code_for(kDocumentKinds, one.kind);
        if (!tax.empty()) {
            if (has_tax) gaps_.add(at, "is a second tax number, and the form takes one");
            has_tax = true;
            identification(tax, at + ".number", one.number);
        } else if (!document.empty()) {
            has_document = true;
            out_.element("PartyIdentification", [&] {
                fit("OtherIssuerCountryText", at + ".country", one.country, 2);
                fit("OtherIssuerStateText", at + ".region", one.region, 3);
                if (document == "999") {
                    need("OtherPartyIdentificationTypeText", at + ".description",
                         description_of(one), 50);
                }
                need("PartyIdentificationNumberText", at + ".number", one.number, 25);
                out_.xml().leaf("PartyIdentificationTypeCode", document);
            });
        }
    }
    if (!has_tax || !has_document) {
        if (!is_unknown(party, "identifiers")) {
            gaps_.add(field + ".identifiers",
                      text("has no ", has_tax ? "document of identity" : "tax number",
                           ", nor are they unknown"));
        }
    }
    if (!has_tax) {
        out_.element("PartyIdentification", [&] { out_.xml().leaf("TINUnknownIndicator", "Y"); });
    }
    if (!has_document) {
        out_.element("PartyIdentification",
                     [&] { out_.xml().leaf("IdentificationPresentUnknownIndicator", "Y"); });
    }
}

void FincenParties::subject_contacts(const Party& party, const std::string& field) {
    if (!party.occupation.empty()) {
        out_.element("PartyOccupationBusiness", [&] {
            fit("OccupationBusinessText", field + ".occupation", party.occupation, 50);
        });
    }
    const auto electronic = [&](const std::string& value, std::string_view type) {
        out_.element("ElectronicAddress", [&] {
            need("ElectronicAddressText", field + (type == "E" ? ".emails" : ".websites"), value,
                 517);
            out_.xml().leaf("ElectronicAddressTypeCode", type);
        });
    };
    for (const std::string& email : party.emails) electronic(email, "E");
    for (const std::string& website : party.websites) electronic(website, "U");
}

void FincenParties::subject_relationships(const Party& party, const std::string& field) {
    if (party.relationships.empty()) {
        gaps_.add(field + ".relationships", "is not given: none, customer, employee, ...");
        return;
    }
    for (const std::string& word : party.relationships) {
        if (std::ranges::find(kRelationships, word, &Relationship::word) ==
            std::ranges::end(kRelationships)) {
            gaps_.add(field + ".relationships", "has one that the form does not: " + word);
        }
    }
    out_.element("PartyAssociation", [&] {
        for (const auto& [word, element] : kRelationships) {
            const bool is_given =
                std::ranges::find(party.relationships, word) != party.relationships.end();
            if (is_given) out_.xml().leaf(element, "Y");
        }
        for (const Identifier& one : facts_.filer.identifiers) {
            if (code_for(kTaxKinds, one.kind).empty()) continue;
            fit("SubjectRelationshipFinancialInstitutionTINText", "filer.identifiers",
                plain_number(one.number), 25);
            break;
        }
    });
}

std::vector<const Account*> FincenParties::bank_accounts(const Party& party) const {
    std::vector<const Account*> found;
    for (const Account& account : facts_.accounts) {
        if (account.holder == party.key && account.kind != "wallet") found.push_back(&account);
    }
    return found;
}

void FincenParties::account_party(const Account& account) {
    const std::string field =
        text("accounts[", static_cast<std::size_t>(&account - facts_.accounts.data()), "]");
    out_.element("Party", [&] {
        out_.xml().leaf("ActivityPartyTypeCode", "41");
        if (!account.institution_country.empty() && account.institution_country != "US") {
            out_.xml().leaf("NonUSFinancialInstitutionIndicator", "Y");
        }
        const std::vector<Identifier>& own =
            account.is_at_filer ? facts_.filer.identifiers : account.institution_identifiers;
        const auto tax = std::ranges::find_if(
            own, [](const Identifier& one) { return !code_for(kTaxKinds, one.kind).empty(); });
        if (tax == own.end()) {
            gaps_.add(field + ".institution_identifiers", "has no tax number");
        } else {
            identification("4", field + ".institution_identifiers", tax->number);
        }
        out_.element("Account", [&] {
            need("AccountNumberText", field + ".number", account.number, 40);
            out_.element("PartyAccountAssociation", [&] {
                if (account.closed) out_.xml().leaf("AccountClosedIndicator", "Y");
                out_.xml().leaf("PartyAccountAssociationTypeCode", "5");
            });
        });
    });
}

void FincenParties::subject_accounts(const Party& party) {
    const auto accounts = bank_accounts(party);
    if (accounts.empty()) return;
    out_.element("PartyAccountAssociation", [&] {
        out_.xml().leaf("PartyAccountAssociationTypeCode", "7");
        for (const Account* account : accounts) account_party(*account);
    });
}

void FincenParties::subject(const Party& party) {
    const std::string field =
        text("parties[", static_cast<std::size_t>(&party - facts_.parties.data()), "]");
    out_.element("Party", [&] {
        subject_indicators(party, field);
        subject_names(party, field);
        for (std::size_t i = 0; i < party.addresses.size(); ++i) {
            subject_address(party.addresses[i], text(field, ".addresses[", i, "]"));
        }
        if (party.addresses.empty()) {
            if (!is_unknown(party, "address")) {
                gaps_.add(field + ".addresses", "is not given, nor unknown");
            }
            unknown_address();
        }
        for (std::size_t i = 0; i < party.phones.size(); ++i) {
            phone(party.phones[i], text(field, ".phones[", i, "]"), true);
        }
        subject_identifications(party, field);
        subject_contacts(party, field);
        subject_relationships(party, field);
        subject_accounts(party);
    });
}

}  // namespace pelf::casefile::report
