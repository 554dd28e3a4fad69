// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/ofac_xml.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "ingest/lists/ofac_remarks.hpp"
#include "ingest/lists/xml_list.hpp"
#include "ingest/lists/xml_reader.hpp"

namespace pelf::ingest {
namespace {

using model::Party;

constexpr std::array<std::string_view, 2> kRecords = {"publshInformation", "sdnEntry"};
constexpr XmlFormat kFormat = {"sdnList", kRecords};

/// "03/28/2025" as OFAC writes its days.
std::optional<Date> parse_american_date(std::string_view day) {
    const auto parts = split(day, "/");
    if (parts.size() != 3 || parts[0].size() != 2 || parts[1].size() != 2) return std::nullopt;
    return parse_date(text(parts[2], "-", parts[0], "-", parts[1]));
}

/// Texts that are there, with the separator between them.
std::string joined(std::span<const std::string_view> pieces, std::string_view separator) {
    std::string all;
    for (const std::string_view piece : pieces) {
        if (piece.empty()) continue;
        if (!all.empty()) all += separator;
        all += one_line(piece);
    }
    return all;
}

class Reading {
public:
    Reading(std::string_view source, const ListFile& file) : list_(source, file), file_(file) {}

    Result<ListReading> run();

private:
    bool take_record(const XmlElement& record);
    void take_publication(const XmlElement& information);
    bool take_entry(const XmlElement& entry);
    void take_field(const XmlElement& field, Party& party);
    void take_alias(const XmlElement& alias, Party& party);
    void take_birth(const XmlElement& item, Party& party);
    void take_remarks(std::string_view remarks, Party& party);

    XmlList list_;
    const ListFile& file_;
};

Result<ListReading> Reading::run() {
    const XmlHandlers handlers = {{},
                                  [this](const XmlElement& record) { return take_record(record); }};
    PELF_TRY(xml, read_xml(file_, kFormat, handlers, list_.report()));
    return list_.finish(xml);
}

bool Reading::take_record(const XmlElement& record) {
    if (record.name() == "sdnEntry") return take_entry(record);
    take_publication(record);
    return true;
}

void Reading::take_publication(const XmlElement& information) {
    ListReading& reading = list_.reading();
    reading.stated_publication = parse_american_date(information.value("Publish_Date"));
    reading.stated_records = parse_u64(information.value("Record_Count"));
    if (!reading.stated_publication || !reading.stated_records) {
        list_.report().flaw(Fault::malformed, information.offset_bytes(),
                            text("expected a day like 03/28/2025 and a number of records, found ",
                                 information.value("Publish_Date").substr(0, 20), " and ",
                                 information.value("Record_Count").substr(0, 20)));
    }
}

model::PartyType type_of(std::string_view text) {
    const std::string lower = ascii_lower(text);
    if (lower == "individual") return model::PartyType::person;
    return model::parse_party_type(lower).value_or(model::PartyType::unknown);
}

/// "FAMILY, Given" as in the CSV set; the whole in lastName for all but persons.
model::Name name_of(const XmlElement& element) {
    model::Name name;
    const std::string family = one_line(element.value("lastName"));
    const std::string given = one_line(element.value("firstName"));
    const std::array<std::string_view, 2> parts = {family, given};
    name.whole = joined(parts, ", ");
    if (!given.empty()) {
        name.family = family;
        name.given = given;
    }
    return name;
}

bool Reading::take_entry(const XmlElement& entry) {
    Party party;
    party.id.key = entry.value("uid");
    party.type = type_of(entry.value("sdnType"));
    model::Name name = name_of(entry);
    if (!name.whole.empty()) party.names.push_back(std::move(name));
    for (const XmlElement field : entry.children()) take_field(field, party);
    take_remarks(entry.value("remarks"), party);
    std::ranges::stable_partition(party.names, [](const model::Name& each) {
        return each.strength == model::Strength::strong;
    });
    return list_.add(std::move(party), entry);
}

void take_identifier(const XmlElement& id, Party& party) {
    const std::string note = ofac_validity(id.value("issueDate"), id.value("expirationDate"));
    const std::string value = one_line(id.value("idNumber"));
    add_ofac_fact({id.value("idType"), value, id.value("idCountry"), note}, party);
}

void take_address(const XmlElement& address, Party& party) {
    const std::array<std::string_view, 3> street = {
        address.value("address1"), address.value("address2"), address.value("address3")};
    const std::array<std::string_view, 2> town = {address.value("city"),
                                                  address.value("stateOrProvince")};
    const std::string towns = joined(town, ", ");
    const std::array<std::string_view, 2> place = {towns, address.value("postalCode")};
    model::PostalAddress whole{
        joined(street, ", "), joined(place, " "), one_line(address.value("country")), {}};
    if (whole != model::PostalAddress{}) party.addresses.push_back(std::move(whole));
}

void take_vessel(const XmlElement& vessel, Party& party) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kAttributes = {{
        {"vesselType", "Vessel Type"},
        {"tonnage", "Tonnage"},
        {"grossRegisteredTonnage", "Gross Registered Tonnage"},
    }};
    for (const auto& [element, kind] : kAttributes) {
        const std::string_view value = vessel.value(element);
        if (!value.empty()) party.attributes.push_back({std::string(kind), one_line(value)});
    }
    if (const auto sign = vessel.value("callSign"); !sign.empty()) {
        party.identifiers.push_back({"Call Sign", one_line(sign), {}, {}});
    }
    if (const auto flag = vessel.value("vesselFlag"); !flag.empty()) {
        party.countries.push_back({model::CountryRole::flag, one_line(flag)});
    }
    if (const auto owner = vessel.value("vesselOwner"); !owner.empty()) {
        party.relations.push_back({"Vessel Owner", one_line(owner), {}});
    }
}

void take_countries(const XmlElement& list, model::CountryRole role, Party& party) {
    for (const XmlElement item : list.children()) {
        const std::string country = one_line(item.value("country"));
        if (!country.empty()) party.countries.push_back({role, country});
    }
}

void Reading::take_field(const XmlElement& field, Party& party) {
    const std::string_view name = field.name();
    if (name == "programList") {
        for (const XmlElement programme : field.children("program")) {
            if (!programme.text().empty()) party.programmes.push_back(one_line(programme.text()));
        }
    } else if (name == "akaList") {
        for (const XmlElement alias : field.children("aka")) take_alias(alias, party);
    } else if (name == "idList") {
        for (const XmlElement id : field.children("id")) take_identifier(id, party);
    } else if (name == "addressList") {
        for (const XmlElement address : field.children("address")) take_address(address, party);
    } else if (name == "dateOfBirthList") {
        for (const XmlElement item : field.children()) take_birth(item, party);
    } else if (name == "placeOfBirthList") {
        for (const XmlElement item : field.children()) {
            const std::string place = one_line(item.value("placeOfBirth"));
            if (!place.empty()) party.birth_places.push_back(place);
        }
    } else if (name == "nationalityList") {
        take_countries(field, model::CountryRole::nationality, party);
    } else if (name == "citizenshipList") {
        take_countries(field, model::CountryRole::citizenship, party);
    } else if (name == "vesselInfo") {
        take_vessel(field, party);
    } else if (name == "title") {
        if (!field.text().empty()) party.attributes.push_back({"Title", one_line(field.text())});
    } else if (name != "uid" && name != "firstName" && name != "lastName" && name != "sdnType" &&
               name != "remarks") {
        list_.note_unknown(field);
    }
}

void Reading::take_alias(const XmlElement& alias, Party& party) {
    model::Name name = name_of(alias);
    const std::string_view type = alias.value("type");
    const std::string_view category = alias.value("category");
    if (name.whole.empty()) {
        return list_.report().flaw(Fault::malformed, alias.offset_bytes(),
                                   text("an alias without a name, of the entry ", party.id.key));
    }
    name.kind = type == "f.k.a."   ? model::NameKind::fka
                : type == "n.k.a." ? model::NameKind::nka
                                   : model::NameKind::aka;
    name.strength = category == "weak" ? model::Strength::weak : model::Strength::strong;
    if (category != "weak" && category != "strong") {
        list_.report().flaw(
            Fault::unsupported, alias.offset_bytes(),
            text("expected an alias that is weak or strong, found ", category.substr(0, 20),
                 "; taken as strong, of the entry ", party.id.key));
    }
    party.names.push_back(std::move(name));
}

void Reading::take_birth(const XmlElement& item, Party& party) {
    const std::string given = one_line(item.value("dateOfBirth"));
    if (given.empty()) return;
    ++list_.reading().remark_pieces_count;
    if (const auto date = model::parse_partial_date(given)) {
        party.births.push_back(*date);
    } else {
        ++list_.reading().remark_unparsed_count;
        party.unparsed.push_back(text("DOB ", given));
    }
}

/// Here "Linked To: X" stands in parentheses, and between semicolons like the other pieces.
void Reading::take_remarks(std::string_view remarks, Party& party) {
    party.remarks = remarks;
    for (std::string_view piece : split_ofac_remarks(remarks)) {
        if (piece.starts_with("(Linked To: ") && piece.ends_with(')')) {
            piece = piece.substr(1, piece.size() - 2);
            // Its own full stop belongs to the name: "CO., LTD.".
            party.relations.push_back(
                {"Linked To", one_line(piece.substr(piece.find(':') + 1)), {}});
            ++list_.reading().remark_pieces_count;
            continue;
        }
        const RemarkCounts counts = parse_ofac_remarks(piece, party);
        list_.reading().remark_pieces_count += counts.pieces;
        list_.reading().remark_unparsed_count += counts.unparsed;
    }
}

}  // namespace

Result<ListReading> read_ofac_xml(std::string_view source, std::span<const ListFile> files) {
    PELF_TRY(file, only_file(source, files));
    return Reading(source, file).run();
}

}  // namespace pelf::ingest
