// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/eu_xml.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

#include "base/text.hpp"
#include "ingest/lists/facts.hpp"
#include "ingest/lists/identifiers.hpp"
#include "ingest/lists/xml_reader.hpp"

namespace pelf::ingest {
namespace {

using model::Party;

constexpr std::array<std::string_view, 1> kRecords = {"sanctionEntity"};

/// An attribute without the words that stand for nothing.
std::string_view value_of(const XmlElement& element, std::string_view name) {
    const std::string_view value = trim(element.attribute(name));
    return value == "-" || value == "UNKNOWN" ? std::string_view() : value;
}

void add_attribute(Party& party, std::string_view kind, std::string_view value) {
    if (!value.empty()) {
        add_unique(party.attributes, model::Attribute{std::string(kind), std::string(value)});
    }
}

void add_remarks(const XmlElement& element, Party& party) {
    for (const XmlElement remark : element.children("remark")) {
        append_part(party.remarks, remark.text(), "\n");
    }
}

void take_name(const XmlElement& alias, Party& party) {
    model::Name name;
    name.kind = model::NameKind::aka;
    if (alias.attribute("strong") == "false") name.strength = model::Strength::weak;
    name.family = value_of(alias, "lastName");
    name.given = value_of(alias, "firstName");
    append_part(name.given, value_of(alias, "middleName"), " ");
    name.whole = value_of(alias, "wholeName");
    if (name.whole.empty()) {
        name.whole = name.given;
        append_part(name.whole, name.family, " ");
    }
    name.language = value_of(alias, "nameLanguage");
    add_attribute(party, "Title", value_of(alias, "title"));
    add_attribute(party, "Position", value_of(alias, "function"));
    add_attribute(party, "Gender", value_of(alias, "gender"));
    add_remarks(alias, party);
    if (!name.whole.empty()) add_unique(party.names, std::move(name));
}

void add_country(const XmlElement& element, model::CountryRole role, Party& party) {
    const std::string_view country = value_of(element, "countryDescription");
    if (!country.empty()) add_unique(party.countries, model::Country{role, std::string(country)});
}

/// A day, a month, a year or a range of years. The list writes a year beside every day.
std::optional<model::PartialDate> date_of(const XmlElement& birth) {
    const auto padded = [](std::string_view number) {
        return (number.size() < 2 ? "0" : "") + std::string(number);
    };
    const std::string_view day = value_of(birth, "birthdate");
    std::string words(day);
    if (words.empty()) words = value_of(birth, "year");
    if (words.empty()) {
        const std::string_view from = value_of(birth, "yearRangeFrom");
        const std::string_view to = value_of(birth, "yearRangeTo");
        words = from == to || to.empty() ? std::string(from) : text(from, " to ", to);
    } else if (day.empty() && !value_of(birth, "monthOfYear").empty()) {
        words += "-" + padded(value_of(birth, "monthOfYear"));
        const std::string_view of_month = value_of(birth, "dayOfMonth");
        if (!of_month.empty()) words += "-" + padded(of_month);
    }
    auto date = model::parse_partial_date(words);
    if (date && birth.attribute("circa") == "true") date->is_circa = true;
    return date;
}

void take_birth(const XmlElement& birth, Party& party, ListReading& reading) {
    const std::string_view calendar = value_of(birth, "calendarType");
    const bool is_gregorian = calendar.empty() || calendar == "GREGORIAN";
    const auto date = is_gregorian ? date_of(birth) : std::nullopt;
    if (date) {
        add_unique(party.births, *date);
    } else {
        std::string words = "birthdate";
        for (const std::string_view name : {"calendarType", "birthdate", "year", "monthOfYear",
                                            "dayOfMonth", "yearRangeFrom", "yearRangeTo"}) {
            append_part(words, value_of(birth, name), " ");
        }
        constexpr std::string_view kNothingSaid = "birthdate GREGORIAN";
        if (words != kNothingSaid && words != "birthdate") {
            party.unparsed.push_back(words);
            ++reading.remark_unparsed_count;
        }
    }
    std::string place;
    for (const std::string_view name : {"place", "city", "region", "countryDescription"}) {
        append_part(place, value_of(birth, name));
    }
    if (!place.empty()) add_unique(party.birth_places, place);
    add_country(birth, model::CountryRole::birth, party);
    add_remarks(birth, party);
}

void take_identification(const XmlElement& element, Party& party) {
    const std::string_view code = value_of(element, "identificationTypeCode");
    const std::string_view description = value_of(element, "identificationTypeDescription");
    const std::string_view kind = code == "passport"    ? "Passport"
                                  : code == "imo"       ? "IMO"
                                  : description.empty() ? code
                                                        : description;
    std::string note;
    append_labelled(note, "by ", value_of(element, "issuedBy"));
    append_labelled(note, "issued ", value_of(element, "issuedDate"));
    append_labelled(note, "valid from ", value_of(element, "validFrom"));
    append_labelled(note, "expires ", value_of(element, "validTo"));
    append_labelled(note, "in the name of ", value_of(element, "nameOnDocument"));
    struct Flag {
        std::string_view name;
        std::string_view words;
    };
    constexpr std::array<Flag, 5> kFlags = {{{"diplomatic", "diplomatic"},
                                             {"knownExpired", "expired"},
                                             {"knownFalse", "known to be false"},
                                             {"reportedLost", "reported lost"},
                                             {"revokedByIssuer", "revoked"}}};
    for (const Flag& flag : kFlags) {
        if (element.attribute(flag.name) == "true") append_labelled(note, "", flag.words);
    }
    for (const XmlElement remark : element.children("remark")) {
        append_labelled(note, "", remark.text());
    }
    for (const std::string_view name : {"number", "latinNumber"}) {
        const std::string_view number = value_of(element, name);
        if (number.empty()) continue;
        add_unique(party.identifiers,
                   make_identifier(kind, number, value_of(element, "countryDescription"), note));
    }
}

void take_address(const XmlElement& element, Party& party) {
    model::PostalAddress address;
    address.street = value_of(element, "street");
    append_labelled(address.street, "P.O. box ", value_of(element, "poBox"));
    for (const std::string_view name : {"place", "city", "zipCode", "region"}) {
        append_part(address.place, value_of(element, name));
    }
    address.country = value_of(element, "countryDescription");
    for (const XmlElement remark : element.children("remark")) {
        append_labelled(address.note, "", remark.text());
    }
    for (const XmlElement contact : element.children("contactInfo")) {
        add_attribute(party, value_of(contact, "key"), value_of(contact, "value"));
    }
    if (address != model::PostalAddress{}) add_unique(party.addresses, std::move(address));
}

void take_regulation(const XmlElement& element, Party& party) {
    const std::string_view programme = value_of(element, "programme");
    if (!programme.empty()) add_unique(party.programmes, std::string(programme));
    std::string words(value_of(element, "numberTitle"));
    append_labelled(words, "published ", value_of(element, "publicationDate"));
    append_labelled(words, "in force ", value_of(element, "entryIntoForceDate"));
    append_labelled(words, "", element.value("publicationUrl"));
    add_attribute(party, "Regulation", words);
    add_remarks(element, party);
}

void take_child(const XmlElement& child, Party& party, ListReading& reading) {
    const std::string_view name = child.name();
    if (name == "nameAlias") {
        take_name(child, party);
    } else if (name == "birthdate") {
        take_birth(child, party, reading);
    } else if (name == "citizenship") {
        add_country(child, model::CountryRole::citizenship, party);
        add_remarks(child, party);
    } else if (name == "identification") {
        take_identification(child, party);
    } else if (name == "address") {
        take_address(child, party);
    } else if (name == "regulation") {
        take_regulation(child, party);
    } else if (name == "remark") {
        append_part(party.remarks, child.text(), "\n");
    } else if (name != "subjectType") {
        party.unparsed.push_back(text(name, ": ", child.text()));
        ++reading.remark_unparsed_count;
    }
}

model::PartyType type_of(const XmlElement& subject) {
    const std::string_view code = subject.attribute("code");
    if (code == "person") return model::PartyType::person;
    if (code == "enterprise") return model::PartyType::entity;
    return model::parse_party_type(code).value_or(model::PartyType::unknown);
}

/// The list marks no name as the first: it is the first strong one.
void finish_names(Party& party) {
    auto& names = party.names;
    if (names.empty()) return;
    std::stable_partition(names.begin(), names.end(), [](const auto& name) {
        return name.strength == model::Strength::strong;
    });
    names.front().kind = model::NameKind::primary;
    for (model::Name& name : names) {
        // Of an organisation the parts are none.
        if (party.type == model::PartyType::person) continue;
        name.family.clear();
        name.given.clear();
    }
}

class Reading {
public:
    Reading(std::string_view source, const ListFile& file) : source_(source), file_(file) {}

    Result<ListReading> run();

private:
    bool take_entity(const XmlElement& entity);

    std::string_view source_;
    const ListFile& file_;
    ListReading reading_;
    std::unordered_set<std::string> keys_;
};

Result<ListReading> Reading::run() {
    Report& report = reading_.reports.emplace_back(file_.name);
    const XmlHandlers handlers = {[&](const XmlElement& root) {
                                      constexpr std::size_t kDayLetters = 10;
                                      reading_.stated_publication = parse_date(
                                          root.attribute("generationDate").substr(0, kDayLetters));
                                  },
                                  [&](const XmlElement& entity) { return take_entity(entity); }};
    PELF_TRY(whole, read_xml(file_, {"export", kRecords}, handlers, report));
    reading_.is_truncated = !whole.is_whole;
    return std::move(reading_);
}

bool Reading::take_entity(const XmlElement& entity) {
    Report& report = reading_.reports.front();
    std::string key(value_of(entity, "logicalId"));
    if (key.empty()) {
        report.reject(Fault::malformed, entity.offset_bytes(),
                      "expected a sanctionEntity with a logicalId, found none");
        return false;
    }
    if (!keys_.insert(key).second) {
        report.flaw(Fault::malformed, entity.offset_bytes(),
                    text("a second entity with the logicalId ", key));
        const std::string first = key;
        for (std::size_t number = 2; !keys_.insert(key).second; ++number) {
            key = text(first, "#", number);
        }
    }
    Party party;
    party.id = {std::string(source_), key};
    party.type = type_of(entity.child("subjectType"));
    for (const XmlElement child : entity.children()) take_child(child, party, reading_);
    const auto add_number = [&](std::string_view kind, std::string_view name) {
        const std::string_view number = value_of(entity, name);
        if (!number.empty()) party.identifiers.push_back(make_identifier(kind, number));
    };
    add_number("EU Ref", "euReferenceNumber");
    add_number("UN Ref", "unitedNationId");
    add_attribute(party, "Listed on", value_of(entity, "designationDate"));
    add_attribute(party, "Designation", value_of(entity, "designationDetails"));
    finish_names(party);
    if (party.names.empty()) {
        report.flaw(Fault::malformed, entity.offset_bytes(),
                    text("the entity ", party.id.key, " has no name"));
    }
    reading_.parties.push_back(std::move(party));
    return true;
}

}  // namespace

Result<ListReading> read_eu_xml(std::string_view source, std::span<const ListFile> files) {
    if (files.size() != 1) {
        return Unexpected(
            Error{Fault::refused,
                  text("expected the one file of the EU's list, found ", files.size(), " files"),
                  files.empty() ? std::string() : files.front().name});
    }
    return Reading(source, files.front()).run();
}

}  // namespace pelf::ingest
