// SPDX-License-Identifier: Apache-2.0
#include "casefile/report_ivms101.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.hpp"
#include "casefile/canonical_json.hpp"

namespace pelf::casefile::report {
namespace {

namespace json = boost::json;

enum class Role : std::uint8_t { originator, beneficiary };

bool is_latin_script(const Name& name) {
    return name.script.empty() || name.script == "Latn";
}

std::string_view person_name_code(std::string_view kind) {
    return kind == "legal"    ? "LEGL"
           : kind == "alias"  ? "ALIA"
           : kind == "birth"  ? "BIRT"
           : kind == "maiden" ? "MAID"
                              : "MISC";
}

/// Empty: the standard has no code for this name of a legal person.
std::string_view entity_name_code(std::string_view kind) {
    return kind == "legal" ? "LEGL" : kind == "short" ? "SHRT" : kind == "trade" ? "TRAD" : "";
}

std::string_view identifier_code(std::string_view kind) {
    if (kind == "alien") return "ARNU";
    if (kind == "passport") return "CCPT";
    if (kind == "registration") return "RAID";
    if (kind == "driving-licence") return "DRLC";
    if (kind == "tax" || kind == "tin" || kind == "ein") return "TXID";
    if (kind == "ssn") return "SOCS";
    if (kind == "national-id") return "IDCD";
    if (kind == "lei") return "LEIX";
    return "MISC";
}

std::string_view address_code(std::string_view kind) {
    return kind == "home" ? "HOME" : kind == "business" ? "BIZZ" : "GEOG";
}

bool is_registration_authority(std::string_view text) {
    return text.size() == 8 && text.starts_with("RA") && parse_u64(text.substr(2)).has_value();
}

class IvmsPayload {
public:
    explicit IvmsPayload(const ReportFacts& facts) : facts_(facts) {}

    Report write() {
        const TravelRule& rule = facts_.travel_rule;
        json::object payload;
        payload["originator"] = party_side("originators", "originatorPersons", rule.originators,
                                           rule.originator_accounts, Role::originator);
        payload["beneficiary"] =
            party_side("beneficiaries", "beneficiaryPersons", rule.beneficiaries,
                       rule.beneficiary_accounts, Role::beneficiary);
        payload["originatingVASP"] = json::object{
            {"originatingVASP", vasp("travel_rule.originating_vasp", rule.originating_vasp)}};
        payload["beneficiaryVASP"] = json::object{
            {"beneficiaryVASP", vasp("travel_rule.beneficiary_vasp", rule.beneficiary_vasp)}};
        if (!rule.intermediaries.empty()) payload["transferPath"] = transfer_path();
        if (!rule.transliterations.empty()) {
            json::array methods;
            for (const std::string& method : rule.transliterations) {
                static constexpr std::string_view kMethods[] = {
                    "arab", "aran", "armn", "cyrl", "deva", "geor", "grek",
                    "hani", "hebr", "kana", "kore", "thai", "othr"};
                if (std::ranges::find(kMethods, method) == std::ranges::end(kMethods)) {
                    gaps_.add("travel_rule.transliterations", "has a code that there is not");
                }
                methods.push_back(json::value(method));
            }
            payload["payloadMetadata"] = json::object{{"transliterationMethod", methods}};
        }
        return finished(write_canonical(payload), gaps_);
    }

private:
    std::string line(const std::string& field, const std::string& value, std::size_t letters_max) {
        const std::string shown = plain_line(value);
        gaps_.fit(field, shown, letters_max);
        return shown;
    }
    std::string needed_line(const std::string& field, const std::string& value,
                            std::size_t letters_max) {
        gaps_.need(field, plain_line(value), letters_max);
        return plain_line(value);
    }
    void set_line(json::object& object, std::string_view name, const std::string& field,
                  const std::string& value, std::size_t letters_max) {
        const std::string shown = line(field, value, letters_max);
        if (!shown.empty()) object[name] = shown;
    }

    json::object party_side(std::string_view list, std::string_view element,
                            const std::vector<std::string>& keys,
                            const std::vector<std::string>& accounts, Role role) {
        if (keys.empty()) gaps_.add(text("travel_rule.", list), "is not given");
        json::array persons;
        for (const std::string& key : keys) {
            const Party* party = find_party(facts_, key);
            if (party != nullptr) persons.push_back(person(*party, role));
        }
        json::object side{{element, persons}};
        json::array numbers;
        for (const std::string& account : accounts) {
            const std::string field =
                text("travel_rule.",
                     role == Role::originator ? "originator_accounts" : "beneficiary_accounts");
            numbers.push_back(json::value(line(field, account, 100)));
        }
        if (!numbers.empty()) side["accountNumber"] = numbers;
        return side;
    }

    json::object person(const Party& party, Role role) {
        const std::string field =
            text("parties[", static_cast<std::size_t>(&party - facts_.parties.data()), "]");
        return party.kind == "person"
                   ? json::object{{"naturalPerson", natural_person(party, field, role)}}
                   : json::object{{"legalPerson", legal_person(party, field, role)}};
    }

    json::object natural_person(const Party& party, const std::string& field, Role role) {
        json::object person{{"name", natural_name(party, field)}};
        set_addresses(person, party.addresses, field + ".addresses");
        const json::object identification =
            national_identification(party.identifiers, field + ".identifiers", true);
        if (!identification.empty()) person["nationalIdentification"] = identification;
        set_line(person, "customerIdentification", field + ".customer_number",
                 party.customer_number, 50);
        const bool has_birth = set_birth(person, party, field);
        if (!party.residence.empty()) person["countryOfResidence"] = party.residence;
        const bool is_enough = !party.addresses.empty() || !identification.empty() ||
                               !party.customer_number.empty() || has_birth;
        if (role == Role::originator && !is_enough) {
            gaps_.add(field,
                      "an originator needs an address, a national identifier, a customer number, "
                      "or day and place of birth (OriginatorInformationNaturalPerson)");
        }
        return person;
    }

    bool set_birth(json::object& person, const Party& party, const std::string& field) {
        const auto born = parse_date(party.born.text);
        if (!born || party.born_place.empty()) return false;
        if (facts_.made && *born >= Date{} &&
            days_since_epoch(*born) * 86'400 >= facts_.made->unix_s) {
            gaps_.add(field + ".born", "is not in the past (DateInPast)");
        }
        person["dateAndPlaceOfBirth"] =
            json::object{{"dateOfBirth", to_string(*born)},
                         {"placeOfBirth", line(field + ".born_place", party.born_place, 70)}};
        return true;
    }

    json::object natural_name(const Party& party, const std::string& field) {
        json::array latin;
        json::array local;
        bool has_legal = false;
        for (std::size_t i = 0; i < party.names.size(); ++i) {
            const Name& name = party.names[i];
            const std::string at = text(field, ".names[", i, "]");
            std::string rest = name.first;
            if (!name.middle.empty()) rest += (rest.empty() ? "" : " ") + name.middle;
            // A name in one piece is a primary identifier and nothing else.
            const bool is_whole = name.last.empty();
            json::object one;
            one["primaryIdentifier"] = needed_line(at, is_whole ? name_text(name) : name.last, 100);
            if (!is_whole) set_line(one, "secondaryIdentifier", at, rest, 100);
            one["nameIdentifierType"] = person_name_code(name.kind);
            has_legal = has_legal || (name.kind == "legal" && is_latin_script(name));
            (is_latin_script(name) ? latin : local).push_back(std::move(one));
        }
        if (!has_legal) {
            gaps_.add(field + ".names", "has no legal name in Latin letters (LegalNamePresent)");
        }
        json::object names{{"nameIdentifier", latin}};
        if (!local.empty()) names["localNameIdentifier"] = local;
        return names;
    }

    json::object legal_person(const Party& party, const std::string& field, Role role) {
        json::array latin;
        json::array local;
        bool has_legal = false;
        for (std::size_t i = 0; i < party.names.size(); ++i) {
            const Name& name = party.names[i];
            const std::string_view code = entity_name_code(name.kind);
            if (code.empty()) continue;
            json::object one{{"legalPersonName",
                              needed_line(text(field, ".names[", i, "]"), name_text(name), 100)},
                             {"legalPersonNameIdentifierType", code}};
            has_legal = has_legal || (code == "LEGL" && is_latin_script(name));
            (is_latin_script(name) ? latin : local).push_back(std::move(one));
        }
        if (!has_legal) {
            gaps_.add(field + ".names",
                      "has no legal name in Latin letters (LegalNamePresentLegalPerson)");
        }
        json::object names{{"nameIdentifier", latin}};
        if (!local.empty()) names["localNameIdentifier"] = local;
        json::object person{{"name", names}};
        set_addresses(person, party.addresses, field + ".addresses");
        set_line(person, "customerNumber", field + ".customer_number", party.customer_number, 50);
        const json::object identification =
            national_identification(party.identifiers, field + ".identifiers", false);
        if (!identification.empty()) person["nationalIdentification"] = identification;
        if (!party.incorporated_country.empty()) {
            person["countryOfRegistration"] = party.incorporated_country;
        }
        const bool is_enough =
            !party.addresses.empty() || !identification.empty() || !party.customer_number.empty();
        if (role == Role::originator && !is_enough) {
            gaps_.add(field,
                      "an originator needs an address, a national identifier or a customer number "
                      "(OriginatorInformationLegalPerson)");
        }
        return person;
    }

    json::object vasp(const std::string& field, const Institution& institution) {
        gaps_.need(field + ".name", institution.name, 100);
        json::array names{
            json::object{{"legalPersonName", line(field + ".name", institution.name, 100)},
                         {"legalPersonNameIdentifierType", "LEGL"}}};
        for (const std::string& name : institution.trade_names) {
            names.push_back(
                json::object{{"legalPersonName", line(field + ".trade_names", name, 100)},
                             {"legalPersonNameIdentifierType", "TRAD"}});
        }
        json::object person{{"name", json::object{{"nameIdentifier", names}}}};
        if (institution.address != Address{}) {
            set_addresses(person, {institution.address}, field + ".address");
        }
        const json::object identification =
            national_identification(institution.identifiers, field + ".identifiers", false);
        if (!identification.empty()) person["nationalIdentification"] = identification;
        if (!institution.country.empty()) person["countryOfRegistration"] = institution.country;
        return {{"legalPerson", person}};
    }

    json::object transfer_path() {
        json::array path;
        for (std::size_t i = 0; i < facts_.travel_rule.intermediaries.size(); ++i) {
            const std::string field = text("travel_rule.intermediaries[", i, "]");
            path.push_back(json::object{
                {"intermediaryVASP", vasp(field, facts_.travel_rule.intermediaries[i])},
                {"sequence", i + 1}});
        }
        return {{"transferPath", path}};
    }

    void set_addresses(json::object& person, const std::vector<Address>& addresses,
                       const std::string& field) {
        json::array all;
        for (const Address& address : addresses) all.push_back(address_json(address, field));
        if (!all.empty()) person["geographicAddress"] = all;
    }

    json::object address_json(const Address& address, const std::string& field) {
        json::object one{{"addressType", address_code(address.kind)}};
        const std::string street = line(field + ".street", address.street, 70);
        const std::string building = line(field + ".building", address.building, 16);
        if (street.empty()) gaps_.add(field + ".street", "is not given (ValidAddress)");
        if (building.empty()) {
            one["addressLine"] = json::array{json::value(street)};
        } else {
            one["streetName"] = street;
            one["buildingNumber"] = building;
        }
        set_line(one, "postCode", field + ".post_code", address.post_code, 16);
        set_line(one, "townName", field + ".town", address.town, 35);
        set_line(one, "countrySubDivision", field + ".region", address.region, 35);
        if (address.country.empty()) gaps_.add(field + ".country", "is not given (CountryCode)");
        one["country"] = address.country;
        return one;
    }

    /// The first identifier that the person may have; empty: none.
    json::object national_identification(const std::vector<Identifier>& identifiers,
                                         const std::string& field, bool is_natural) {
        const auto fits = [&](const Identifier& one) {
            const std::string_view code = identifier_code(one.kind);
            if (is_natural) return code != "RAID" && code != "LEIX";
            return code == "RAID" || code == "MISC" || code == "LEIX" || code == "TXID";
        };
        const auto found = std::ranges::find_if(identifiers, fits);
        if (found == identifiers.end()) return {};
        const std::string_view code = identifier_code(found->kind);
        gaps_.need(field + ".number", found->number, 35);
        json::object one{{"nationalIdentifier", line(field + ".number", found->number, 35)},
                         {"nationalIdentifierType", code}};
        if (is_natural) {
            if (!found->country.empty()) one["countryOfIssue"] = found->country;
            return one;
        }
        if (code == "LEIX") {
            if (!is_lei(found->number)) gaps_.add(field, "is no LEI (ValidLEI)");
        } else if (!is_registration_authority(found->authority)) {
            gaps_.add(field + ".authority",
                      "is no registration authority such as RA000001 "
                      "(CompleteNationalIdentifierLegalPerson)");
        } else {
            one["registrationAuthority"] = found->authority;
        }
        return one;
    }

    const ReportFacts& facts_;
    GapList gaps_;
};

}  // namespace

Report write_ivms101(const ReportFacts& facts) {
    return IvmsPayload(facts).write();
}

bool is_lei(std::string_view text) noexcept {
    if (text.size() != 20) return false;
    unsigned remainder = 0;
    for (const char letter : text) {
        if (letter >= '0' && letter <= '9') {
            remainder = (remainder * 10 + static_cast<unsigned>(letter - '0')) % 97;
        } else if (letter >= 'A' && letter <= 'Z') {
            remainder = (remainder * 100 + static_cast<unsigned>(letter - 'A') + 10) % 97;
        } else {
            return false;
        }
    }
    return remainder == 1;
}

}  // namespace pelf::casefile::report
