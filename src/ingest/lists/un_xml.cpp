// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/un_xml.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "ingest/lists/xml_list.hpp"
#include "ingest/lists/xml_reader.hpp"

namespace pelf::ingest {
namespace {

using model::Party;

constexpr std::array<std::string_view, 2> kRecords = {"INDIVIDUAL", "ENTITY"};
constexpr XmlFormat kFormat = {"CONSOLIDATED_LIST", kRecords};

/// What the list calls a name in other letters than Latin; it does not say which.
constexpr std::string_view kOriginalScript = "original script";

/// "a, b, c" of those elements that are there.
std::string joined(const XmlElement& of, std::span<const std::string_view> elements) {
    std::string all;
    for (const std::string_view element : elements) {
        const std::string value = one_line(of.value(element));
        if (value.empty()) continue;
        if (!all.empty()) all += ", ";
        all += value;
    }
    return all;
}

void add_attribute(Party& party, std::string_view kind, std::string_view value) {
    std::string line = one_line(value);
    if (!line.empty()) party.attributes.push_back({std::string(kind), std::move(line)});
}

void add_attributes(Party& party, std::string_view kind, const XmlElement& list) {
    for (const XmlElement value : list.children("VALUE")) add_attribute(party, kind, value.text());
}

class Reading {
public:
    Reading(std::string_view source, const ListFile& file) : list_(source, file), file_(file) {}

    Result<ListReading> run();

private:
    void take_root(const XmlElement& root);
    bool take_entry(const XmlElement& entry);
    void take_field(const XmlElement& field, Party& party);
    void take_alias(const XmlElement& alias, Party& party);
    void take_birth(const XmlElement& item, Party& party);
    void take_alias_birth(const XmlElement& alias, Party& party);
    void take_document(const XmlElement& document, Party& party);
    void keep_unparsed(std::string piece, Party& party);

    XmlList list_;
    const ListFile& file_;
};

Result<ListReading> Reading::run() {
    const XmlHandlers handlers = {[this](const XmlElement& root) { take_root(root); },
                                  [this](const XmlElement& record) { return take_entry(record); }};
    PELF_TRY(xml, read_xml(file_, kFormat, handlers, list_.report()));
    return list_.finish(xml);
}

/// "2026-02-27T00:00:09.554Z": the day as the publisher writes it, in the zone it writes it in.
void Reading::take_root(const XmlElement& root) {
    constexpr std::size_t kDayLetters = 10;
    const std::string_view when = root.attribute("dateGenerated");
    list_.reading().stated_publication = parse_date(when.substr(0, kDayLetters));
    if (list_.reading().stated_publication) return;
    list_.report().flaw(
        Fault::malformed, root.offset_bytes(),
        text("expected dateGenerated like 2026-02-27T00:00:09Z, found ", when.substr(0, 40)));
}

/// Family name first in the list of the DPRK's; of all others nobody says what is what.
model::Name primary_name(const XmlElement& entry, bool is_family_first) {
    model::Name name;
    for (const std::string_view element :
         {"FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"}) {
        std::string part = one_line(entry.value(element));
        if (part.empty()) continue;
        if (!name.whole.empty()) name.whole += ' ';
        name.whole += part;
        auto role = model::NamePartRole::unknown;
        if (is_family_first) {
            role = name.parts.empty() ? model::NamePartRole::family : model::NamePartRole::given;
        }
        name.parts.push_back({role, std::move(part)});
    }
    if (is_family_first && name.parts.size() > 1) {
        name.family = name.parts.front().text;
        name.given = name.whole.substr(name.family.size() + 1);
    }
    return name;
}

bool Reading::take_entry(const XmlElement& entry) {
    Party party;
    const std::string reference = one_line(entry.value("REFERENCE_NUMBER"));
    party.id.key = reference;
    const bool is_person = entry.name() == "INDIVIDUAL";
    party.type = is_person ? model::PartyType::person : model::PartyType::entity;
    const bool is_family_first = is_person && one_line(entry.value("UN_LIST_TYPE")) == "DPRK";
    model::Name name = primary_name(entry, is_family_first);
    if (!is_person) name.parts.clear();
    if (!name.whole.empty()) party.names.push_back(std::move(name));
    if (!reference.empty()) {
        party.identifiers.push_back({"UN Reference Number", reference, {}, {}});
    }
    for (const XmlElement field : entry.children()) take_field(field, party);
    return list_.add(std::move(party), entry);
}

void add_original_script(std::string_view listed, std::string_view language,
                         model::Strength strength, Party& party) {
    model::Name name;
    name.kind = model::NameKind::aka;
    name.strength = strength;
    name.whole = one_line(listed);
    name.language = language;
    if (!name.whole.empty()) party.names.push_back(std::move(name));
}

void take_address(const XmlElement& address, Party& party) {
    constexpr std::array<std::string_view, 2> kPlace = {"CITY", "STATE_PROVINCE"};
    model::PostalAddress whole{one_line(address.value("STREET")), joined(address, kPlace),
                               one_line(address.value("COUNTRY")), one_line(address.value("NOTE"))};
    const std::string code = one_line(address.value("ZIP_CODE"));
    if (!code.empty()) whole.place += text(whole.place.empty() ? "" : " ", code);
    if (whole != model::PostalAddress{}) party.addresses.push_back(std::move(whole));
}

void take_birth_place(const XmlElement& place, Party& party) {
    constexpr std::array<std::string_view, 4> kPlace = {"STREET", "CITY", "STATE_PROVINCE",
                                                        "COUNTRY"};
    std::string whole = joined(place, kPlace);
    const std::string note = one_line(place.value("NOTE"));
    if (!note.empty()) whole += text(whole.empty() ? "" : " ", note);
    if (!whole.empty()) party.birth_places.push_back(std::move(whole));
    const std::string country = one_line(place.value("COUNTRY"));
    if (!country.empty()) party.countries.push_back({model::CountryRole::birth, country});
}

/// Companies have IMO numbers with check digits of their own, and the comments tell them:
/// "IMO number: 5571322.", "Company Number IMO 5434358".
void take_company_numbers(std::string_view comments, Party& party) {
    constexpr std::size_t kDigits = 7;
    constexpr std::size_t kLettersBetweenMax = 16;
    constexpr std::string_view kDigitLetters = "0123456789";
    for (std::size_t at = comments.find("IMO"); at != std::string_view::npos;
         at = comments.find("IMO", at + 1)) {
        const std::size_t start = comments.find_first_of(kDigitLetters, at);
        if (start == std::string_view::npos) return;
        const std::size_t end =
            std::min(comments.find_first_not_of(kDigitLetters, start), comments.size());
        if (end - start != kDigits || start - at > kLettersBetweenMax) continue;
        party.identifiers.push_back(
            {"IMO Company Number", std::string(comments.substr(start, kDigits)), {}, {}});
    }
}

void Reading::take_field(const XmlElement& field, Party& party) {
    /// Read by others, or of no use to anybody outside the publisher's house.
    constexpr std::array<std::string_view, 9> kElsewhere = {
        "FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME",      "REFERENCE_NUMBER",
        "VERSIONNUM", "SORT_KEY",    "LIST_TYPE",  "SORT_KEY_LAST_MOD"};
    const std::string_view name = field.name();
    if (name == "INDIVIDUAL_ALIAS" || name == "ENTITY_ALIAS") {
        take_alias(field, party);
    } else if (name == "NAME_ORIGINAL_SCRIPT") {
        add_original_script(field.text(), kOriginalScript, model::Strength::strong, party);
    } else if (name == "INDIVIDUAL_ADDRESS" || name == "ENTITY_ADDRESS") {
        take_address(field, party);
    } else if (name == "INDIVIDUAL_DATE_OF_BIRTH") {
        take_birth(field, party);
    } else if (name == "INDIVIDUAL_PLACE_OF_BIRTH") {
        take_birth_place(field, party);
    } else if (name == "INDIVIDUAL_DOCUMENT") {
        take_document(field, party);
    } else if (name == "COMMENTS1") {
        party.remarks = one_line(field.text());
        if (party.type == model::PartyType::entity) take_company_numbers(party.remarks, party);
    } else if (name == "UN_LIST_TYPE") {
        if (!field.text().empty()) party.programmes.push_back(one_line(field.text()));
    } else if (name == "NATIONALITY") {
        for (const XmlElement value : field.children("VALUE")) {
            const std::string country = one_line(value.text());
            if (country.empty()) continue;
            party.countries.push_back({model::CountryRole::nationality, country});
        }
    } else if (name == "TITLE") {
        add_attributes(party, "Title", field);
    } else if (name == "DESIGNATION") {
        add_attributes(party, "Position", field);
    } else if (name == "LAST_DAY_UPDATED") {
        add_attributes(party, "Last Updated", field);
    } else if (name == "GENDER") {
        add_attribute(party, "Gender", field.text());
    } else if (name == "LISTED_ON") {
        add_attribute(party, "Listed On", field.text());
    } else if (name == "SUBMITTED_ON") {
        add_attribute(party, "Submitted On", field.text());
    } else if (name == "SUBMITTED_BY") {
        add_attribute(party, "Submitted By", field.text());
    } else if (name == "DATAID") {
        add_attribute(party, "Data ID", field.text());
    } else if (std::ranges::find(kElsewhere, name) == kElsewhere.end()) {
        list_.note_unknown(field);
    }
}

struct Quality {
    std::string_view listed;
    model::NameKind kind = model::NameKind::aka;
    model::Strength strength = model::Strength::strong;
};

constexpr std::array<Quality, 4> kQualities = {{
    {"good", model::NameKind::aka, model::Strength::strong},
    {"low", model::NameKind::aka, model::Strength::weak},
    {"a.k.a.", model::NameKind::aka, model::Strength::strong},
    {"f.k.a.", model::NameKind::fka, model::Strength::strong},
}};

/// Some notes hold the same name in Arabic letters, behind "Arabic:" or "Arabic script:".
void take_arabic(std::string_view note, model::Strength strength, Party& party) {
    for (const std::string_view mark : {"Arabic: ", "Arabic script: "}) {
        const std::size_t at = note.find(mark);
        if (at == std::string_view::npos) continue;
        std::string_view name = trim(note.substr(at + mark.size()));
        if (name.ends_with('.')) name.remove_suffix(1);
        const bool has_latin = std::ranges::any_of(
            name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
        if (!has_latin) add_original_script(name, "Arabic", strength, party);
    }
}

void Reading::take_alias(const XmlElement& alias, Party& party) {
    const std::string listed = one_line(alias.value("QUALITY"));
    const std::string lower = ascii_lower(listed);
    model::Name name;
    name.kind = model::NameKind::aka;
    name.whole = one_line(alias.value("ALIAS_NAME"));
    // Entries without an alias have one empty one.
    if (name.whole.empty()) return;
    const auto quality = std::ranges::find(kQualities, lower, &Quality::listed);
    if (quality != kQualities.end()) {
        name.kind = quality->kind;
        name.strength = quality->strength;
    } else {
        list_.report().flaw(
            Fault::unsupported, alias.offset_bytes(),
            text("expected an alias of quality Good, Low, a.k.a. or f.k.a., found ",
                 listed.substr(0, 20), "; taken as good, of the entry ", party.id.key));
    }
    const std::string note = one_line(alias.value("NOTE"));
    if (!note.empty()) add_attribute(party, "Alias Note", text(name.whole, ": ", note));
    const model::Strength strength = name.strength;
    party.names.push_back(std::move(name));
    take_arabic(note, strength, party);
    take_alias_birth(alias, party);
}

/// Under another name people have been born on another day and in another place.
void Reading::take_alias_birth(const XmlElement& alias, Party& party) {
    const std::string born = one_line(alias.value("DATE_OF_BIRTH"));
    if (!born.empty()) {
        ++list_.reading().remark_pieces_count;
        if (const auto date = model::parse_partial_date(born)) {
            if (std::ranges::find(party.births, *date) == party.births.end()) {
                party.births.push_back(*date);
            }
        } else {
            keep_unparsed(text("DOB ", born), party);
        }
    }
    constexpr std::array<std::string_view, 2> kPlace = {"CITY_OF_BIRTH", "COUNTRY_OF_BIRTH"};
    std::string place = joined(alias, kPlace);
    if (!place.empty()) party.birth_places.push_back(std::move(place));
}

void Reading::keep_unparsed(std::string piece, Party& party) {
    ++list_.reading().remark_unparsed_count;
    party.unparsed.push_back(std::move(piece));
}

/// "Nov. 1973" as other lists would write it.
std::string without_stops(std::string_view note) {
    std::string plain;
    for (const char c : note) {
        if (c != '.') plain += c;
    }
    return one_line(plain);
}

/// What the element says by its columns; the note can make a year more precise, or be all there is.
std::optional<model::PartialDate> date_of(const XmlElement& item, std::string_view note) {
    const std::string date = one_line(item.value("DATE"));
    const std::string year = one_line(item.value("YEAR"));
    const std::string from = one_line(item.value("FROM_YEAR"));
    const std::string to = one_line(item.value("TO_YEAR"));
    const std::string plain_note = without_stops(note);
    if (!date.empty()) return model::parse_partial_date(date);
    if (!year.empty()) {
        const auto precise = model::parse_partial_date(text(plain_note, " ", year));
        return precise ? precise : model::parse_partial_date(year);
    }
    if (!from.empty() || !to.empty()) return model::parse_partial_date(text(from, " to ", to));
    return model::parse_partial_date(plain_note);
}

void Reading::take_birth(const XmlElement& item, Party& party) {
    const std::string note = one_line(item.value("NOTE"));
    const std::string type = one_line(item.value("TYPE_OF_DATE"));
    auto date = date_of(item, note);
    if (date) {
        date->is_circa |= type == "APPROXIMATELY" || ascii_lower(note) == "approximately";
        party.births.push_back(*date);
    }
    constexpr std::array<std::string_view, 5> kColumns = {"DATE", "YEAR", "FROM_YEAR", "TO_YEAR",
                                                          "NOTE"};
    const std::string all = joined(item, kColumns);
    if (all.empty()) return;
    ++list_.reading().remark_pieces_count;
    if (!date) return keep_unparsed(text("DOB ", type, " ", all), party);
    if (!note.empty()) add_attribute(party, "Date of Birth Note", note);
}

void Reading::take_document(const XmlElement& document, Party& party) {
    const std::string kind = one_line(document.value("TYPE_OF_DOCUMENT"));
    const std::string other_kind = one_line(document.value("TYPE_OF_DOCUMENT2"));
    const std::string issued = one_line(document.value("DATE_OF_ISSUE"));
    const std::string city = one_line(document.value("CITY_OF_ISSUE"));
    const std::string note = one_line(document.value("NOTE"));
    model::Identifier identifier;
    identifier.kind = kind.empty() ? other_kind : kind;
    identifier.value = one_line(document.value("NUMBER"));
    identifier.country = one_line(document.value("ISSUING_COUNTRY"));
    if (identifier.country.empty()) {
        identifier.country = one_line(document.value("COUNTRY_OF_ISSUE"));
    }
    const auto add = [&](std::string_view before, std::string_view value) {
        if (value.empty()) return;
        identifier.note += text(identifier.note.empty() ? "" : "; ", before, value);
    };
    if (!kind.empty()) add("", other_kind);
    add("issued ", issued);
    add("in ", city);
    add("", note);
    if (!identifier.value.empty()) {
        if (identifier.kind.empty()) identifier.kind = "Document";
        party.identifiers.push_back(std::move(identifier));
    } else if (!identifier.kind.empty() || !identifier.note.empty()) {
        ++list_.reading().remark_pieces_count;
        keep_unparsed(text(identifier.kind, identifier.note.empty() ? "" : ": ", identifier.note),
                      party);
    }
}

}  // namespace

Result<ListReading> read_un_xml(std::string_view source, std::span<const ListFile> files) {
    PELF_TRY(file, only_file(source, files));
    return Reading(source, file).run();
}

}  // namespace pelf::ingest
