// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/ofac_advanced_xml.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "ingest/lists/ofac_advanced_values.hpp"
#include "ingest/lists/ofac_remarks.hpp"
#include "ingest/lists/xml_list.hpp"
#include "ingest/lists/xml_reader.hpp"

namespace pelf::ingest {
namespace {

using model::NameKind;
using model::NamePartRole;
using model::Party;

constexpr std::array<std::string_view, 7> kRecords = {
    "DateOfIssue",   "ReferenceValueSets",  "Location",      "IDRegDocument",
    "DistinctParty", "ProfileRelationship", "SanctionsEntry"};
constexpr XmlFormat kFormat = {"Sanctions", kRecords};

/// A relation between profiles, until all parties are read.
struct PendingRelation {
    std::string from;
    std::string to;
    std::string kind;
    std::string note;
    std::uint64_t offset_bytes = 0;
};

class Reading {
public:
    Reading(std::string_view source, const ListFile& file)
        : list_(source, file), values_(list_.report()), file_(file) {}

    Result<ListReading> run();

private:
    bool take_record(const XmlElement& record);
    void take_issue(const XmlElement& day);
    bool take_party(const XmlElement& distinct);
    void take_identity(const XmlElement& identity, Party& party);
    void take_alias(const XmlElement& identity, const XmlElement& alias, Party& party);
    model::Name name_of(const XmlElement& identity, const XmlElement& documented,
                        model::PartyType type);
    NamePartRole role_of(const XmlElement& identity, const XmlElement& part);
    void take_feature(const XmlElement& feature, Party& party);
    void take_version(std::string_view kind, const XmlElement& version, Party& party);
    void take_place(std::string_view kind, const XmlElement& reference, Party& party);
    void take_birth(const XmlElement& period, Party& party);
    void take_relationship(const XmlElement& relationship);
    void take_sanctions(const XmlElement& entry);
    Party* party_of(std::string_view profile, std::uint64_t offset_bytes);
    void resolve_relationships();

    XmlList list_;
    AdvancedValues values_;
    const ListFile& file_;
    std::unordered_map<std::string, std::size_t> party_of_profile_;
    std::vector<PendingRelation> relations_;
};

Result<ListReading> Reading::run() {
    const XmlHandlers handlers = {{},
                                  [this](const XmlElement& record) { return take_record(record); }};
    PELF_TRY(xml, read_xml(file_, kFormat, handlers, list_.report()));
    resolve_relationships();
    values_.reject_unused_documents();
    return list_.finish(xml);
}

bool Reading::take_record(const XmlElement& record) {
    const std::string_view name = record.name();
    if (name == "DistinctParty") return take_party(record);
    if (name == "Location") {
        values_.take_location(record);
    } else if (name == "IDRegDocument") {
        values_.take_document(record);
    } else if (name == "SanctionsEntry") {
        take_sanctions(record);
    } else if (name == "ProfileRelationship") {
        take_relationship(record);
    } else if (name == "ReferenceValueSets") {
        values_.take_value_sets(record);
    } else {
        take_issue(record);
    }
    return true;
}

std::string day_text(const XmlElement& day) {
    const auto two_digits = [](std::string_view number) {
        return number.size() == 1 ? text("0", number) : std::string(number);
    };
    return text(day.value("Year"), "-", two_digits(day.value("Month")), "-",
                two_digits(day.value("Day")));
}

void Reading::take_issue(const XmlElement& day) {
    list_.reading().stated_publication = parse_date(day_text(day));
    if (list_.reading().stated_publication) return;
    list_.report().flaw(Fault::malformed, day.offset_bytes(),
                        text("expected the day of issue, found ", day_text(day).substr(0, 40)));
}

model::PartyType type_of(std::string_view type, std::string_view sub_type) {
    const std::string lower = ascii_lower(type);
    if (lower == "individual") return model::PartyType::person;
    if (lower == "entity") return model::PartyType::entity;
    // Means of transport are told apart one level below.
    return model::parse_party_type(ascii_lower(sub_type)).value_or(model::PartyType::unknown);
}

bool Reading::take_party(const XmlElement& distinct) {
    Party party;
    party.id.key = distinct.attribute("FixedRef");
    party.remarks = one_line(distinct.value("Comment"));
    for (const XmlElement profile : distinct.children("Profile")) {
        const auto& sub_type = values_.value(profile, "PartySubTypeID", "PartySubType");
        const auto& type = values_.value("PartyType", sub_type.parent, profile.offset_bytes());
        party.type = type_of(type.words, sub_type.words);
        for (const XmlElement identity : profile.children("Identity")) {
            take_identity(identity, party);
        }
        for (const XmlElement feature : profile.children("Feature")) take_feature(feature, party);
    }
    // Primary, strong, weak: as the other forms of the list have it.
    std::ranges::stable_sort(party.names, {}, [](const model::Name& name) {
        if (name.kind == NameKind::primary) return 0;
        return name.strength == model::Strength::strong ? 1 : 2;
    });
    if (!list_.add(std::move(party), distinct)) return false;
    for (const XmlElement profile : distinct.children("Profile")) {
        party_of_profile_.emplace(profile.attribute("ID"), list_.reading().parties.size() - 1);
    }
    return true;
}

void Reading::take_identity(const XmlElement& identity, Party& party) {
    for (const XmlElement alias : identity.children("Alias")) take_alias(identity, alias, party);
    for (const auto& document : values_.documents_of(identity.attribute("ID"))) {
        add_ofac_fact({document.kind, document.number, document.country, document.note}, party);
    }
}

NameKind kind_of(std::string_view alias_type) {
    const std::string lower = ascii_lower(alias_type);
    if (lower == "f.k.a.") return NameKind::fka;
    if (lower == "n.k.a.") return NameKind::nka;
    return NameKind::aka;
}

void Reading::take_alias(const XmlElement& identity, const XmlElement& alias, Party& party) {
    const NameKind kind = kind_of(values_.value(alias, "AliasTypeID", "AliasType").words);
    const bool has_primary = std::ranges::any_of(
        party.names, [](const model::Name& name) { return name.kind == NameKind::primary; });
    bool is_primary = !has_primary && alias.attribute("Primary") == "true" &&
                      identity.attribute("Primary") != "false";
    for (const XmlElement documented : alias.children("DocumentedName")) {
        model::Name name = name_of(identity, documented, party.type);
        if (name.whole.empty()) {
            list_.report().flaw(Fault::malformed, documented.offset_bytes(),
                                text("a name without letters, of the entry ", party.id.key));
            continue;
        }
        name.kind = is_primary && name.language.empty() ? NameKind::primary : kind;
        if (name.kind == NameKind::primary) is_primary = false;
        if (alias.attribute("LowQuality") == "true") name.strength = model::Strength::weak;
        party.names.push_back(std::move(name));
    }
}

NamePartRole Reading::role_of(const XmlElement& identity, const XmlElement& part) {
    constexpr std::array<std::pair<std::string_view, NamePartRole>, 7> kRoles = {{
        {"last name", NamePartRole::family},
        {"first name", NamePartRole::given},
        {"middle name", NamePartRole::middle},
        {"maiden name", NamePartRole::maiden},
        {"patronymic", NamePartRole::patronymic},
        {"matronymic", NamePartRole::matronymic},
        {"nickname", NamePartRole::nickname},
    }};
    const std::string_view id = part.attribute("NamePartGroupID");
    for (const XmlElement master : identity.child("NamePartGroups").children()) {
        for (const XmlElement group : master.children("NamePartGroup")) {
            if (group.attribute("ID") != id) continue;
            const std::string type =
                ascii_lower(values_.value(group, "NamePartTypeID", "NamePartType").words);
            const auto found =
                std::ranges::find_if(kRoles, [&](const auto& role) { return role.first == type; });
            return found == kRoles.end() ? NamePartRole::unknown : found->second;
        }
    }
    return NamePartRole::unknown;
}

/// Written without blanks between a name's parts.
bool is_written_together(std::string_view script_code) {
    constexpr std::array<std::string_view, 8> kCodes = {"Hani", "Hans", "Hant", "Jpan",
                                                        "Hira", "Kana", "Hang", "Kore"};
    return std::ranges::find(kCodes, script_code) != kCodes.end();
}

/// "FAMILY, Given Middle" as in the CSV set, where family and given names are told apart.
void join_parts(model::Name& name, bool is_together) {
    const std::string_view gap = is_together ? "" : " ";
    std::string family;
    std::string others;
    for (const model::NamePart& part : name.parts) {
        std::string& side = part.role == NamePartRole::family ? family : others;
        if (!side.empty()) side += gap;
        side += part.text;
    }
    const bool is_told_apart = !family.empty() && !others.empty();
    name.whole = text(family, is_told_apart ? (is_together ? "" : ", ") : "", others);
    if (is_told_apart) {
        name.family = family;
        name.given = others;
    }
}

model::Name Reading::name_of(const XmlElement& identity, const XmlElement& documented,
                             model::PartyType type) {
    model::Name name;
    bool is_together = false;
    for (const XmlElement part : documented.children("DocumentedNamePart")) {
        for (const XmlElement value : part.children("NamePartValue")) {
            std::string words = one_line(value.text());
            if (words.empty()) continue;
            const auto& script = values_.value(value, "ScriptID", "Script");
            if (!script.words.empty() && script.words != "Latin") {
                name.language = script.words;
                is_together = is_written_together(script.code);
            }
            name.parts.push_back({role_of(identity, value), std::move(words)});
        }
    }
    join_parts(name, is_together && type == model::PartyType::person);
    if (type != model::PartyType::person) name.parts.clear();
    return name;
}

void Reading::take_feature(const XmlElement& feature, Party& party) {
    const std::string& kind = values_.value(feature, "FeatureTypeID", "FeatureType").words;
    for (const XmlElement version : feature.children("FeatureVersion")) {
        take_version(kind.empty() ? "Feature" : std::string_view(kind), version, party);
    }
}

void add_fact(std::string_view kind, std::string_view value, std::string_view note, Party& party) {
    const std::string lower = ascii_lower(kind);
    if (value.empty()) return;
    if (lower == "place of birth") {
        party.birth_places.emplace_back(value);
    } else if (lower == "vessel owner") {
        party.relations.push_back({"Vessel Owner", std::string(value), {}});
    } else if (lower == "vessel call sign") {
        party.identifiers.push_back({"Call Sign", std::string(value), {}, std::string(note)});
    } else if (lower == "vessel tonnage") {
        party.attributes.push_back({"Tonnage", std::string(value)});
    } else if (lower == "vessel gross registered tonnage") {
        party.attributes.push_back({"Gross Registered Tonnage", std::string(value)});
    } else if (lower == "vessel type" || lower == "title") {
        party.attributes.push_back(
            {lower == "title" ? "Title" : "Vessel Type", std::string(value)});
    } else {
        add_ofac_fact({kind, value, {}, note}, party);
    }
}

void Reading::take_version(std::string_view kind, const XmlElement& version, Party& party) {
    const std::string comment = one_line(version.value("Comment"));
    const bool is_birth = kind == "Birthdate";
    for (const XmlElement part : version.children()) {
        if (part.name() == "DatePeriod" && is_birth) {
            take_birth(part, party);
        } else if (part.name() == "DatePeriod") {
            const auto date = values_.period(part);
            if (date) party.attributes.push_back({std::string(kind), to_string(*date)});
        } else if (part.name() == "VersionDetail") {
            const std::string words = one_line(part.text());
            const std::string& looked_up =
                values_.value(part, "DetailReferenceID", "DetailReference").words;
            add_fact(kind, words.empty() ? looked_up : words, comment, party);
        } else if (part.name() == "VersionLocation") {
            take_place(kind, part, party);
        } else if (part.name() != "Comment") {
            list_.note_unknown(part);
        }
    }
    // What has no value but a comment says it there.
    const bool is_bare = !version.child("DatePeriod") && !version.child("VersionDetail") &&
                         !version.child("VersionLocation");
    if (is_bare) add_fact(kind, comment, {}, party);
}

void Reading::take_place(std::string_view kind, const XmlElement& reference, Party& party) {
    const model::PostalAddress* place = values_.location(reference);
    if (place == nullptr || *place == model::PostalAddress{}) return;
    if (kind == "Location") {
        party.addresses.push_back(*place);
        return;
    }
    std::string whole;
    for (const std::string& piece : {place->street, place->place, place->country, place->note}) {
        if (piece.empty()) continue;
        if (!whole.empty()) whole += ", ";
        whole += piece;
    }
    add_fact(kind, whole, {}, party);
    if (kind == "Place of Birth" && !place->country.empty()) {
        party.countries.push_back({model::CountryRole::birth, place->country});
    }
}

void Reading::take_birth(const XmlElement& period, Party& party) {
    ++list_.reading().remark_pieces_count;
    if (const auto date = values_.period(period)) {
        party.births.push_back(*date);
        return;
    }
    ++list_.reading().remark_unparsed_count;
    std::string piece = "DOB";
    for (const XmlElement side : period.children()) {
        for (const XmlElement point : side.children()) piece += text(" ", day_text(point));
    }
    party.unparsed.push_back(std::move(piece));
}

void Reading::take_relationship(const XmlElement& relationship) {
    PendingRelation relation;
    relation.from = relationship.attribute("From-ProfileID");
    relation.to = relationship.attribute("To-ProfileID");
    relation.kind = values_.value(relationship, "RelationTypeID", "RelationType").words;
    if (relation.kind.empty()) relation.kind = "Linked To";
    if (relationship.attribute("Former") == "true") relation.note = "former";
    const std::string comment = one_line(relationship.value("Comment"));
    if (!comment.empty()) relation.note += text(relation.note.empty() ? "" : "; ", comment);
    relation.offset_bytes = relationship.offset_bytes();
    relations_.push_back(std::move(relation));
}

Party* Reading::party_of(std::string_view profile, std::uint64_t offset_bytes) {
    const auto found = party_of_profile_.find(std::string(profile));
    if (found != party_of_profile_.end()) return &list_.reading().parties[found->second];
    list_.report().flaw(
        Fault::not_found, offset_bytes,
        text("expected the profile ", profile.substr(0, 40), " in this file, found none"));
    return nullptr;
}

void Reading::resolve_relationships() {
    for (PendingRelation& relation : relations_) {
        Party* from = party_of(relation.from, relation.offset_bytes);
        const Party* to = party_of(relation.to, relation.offset_bytes);
        if (from == nullptr || to == nullptr) continue;
        from->relations.push_back({std::move(relation.kind),
                                   to->display_name(),
                                   to->id.key,
                                   {},
                                   std::move(relation.note)});
    }
}

void Reading::take_sanctions(const XmlElement& entry) {
    Party* party = party_of(entry.attribute("ProfileID"), entry.offset_bytes());
    if (party == nullptr) return;
    const auto add = [&](std::string_view kind, std::string_view value) {
        if (!value.empty()) party->attributes.push_back({std::string(kind), std::string(value)});
    };
    add("List", values_.value(entry, "ListID", "List").words);
    for (const XmlElement event : entry.children("EntryEvent")) {
        if (const auto day = parse_date(day_text(event.child("Date")))) {
            add("Listed On", to_string(*day));
        }
        add("Legal Basis", values_.value(event, "LegalBasisID", "LegalBasis").words);
    }
    for (const XmlElement measure : entry.children("SanctionsMeasure")) {
        const std::string& type = values_.value(measure, "SanctionsTypeID", "SanctionsType").words;
        const std::string comment = one_line(measure.value("Comment"));
        if (ascii_lower(type) == "program") {
            if (!comment.empty()) party->programmes.push_back(comment);
        } else {
            add("Sanctions Measure", comment.empty() ? type : text(type, ": ", comment));
        }
    }
}

}  // namespace

Result<ListReading> read_ofac_advanced_xml(std::string_view source,
                                           std::span<const ListFile> files) {
    PELF_TRY(file, only_file(source, files));
    return Reading(source, file).run();
}

}  // namespace pelf::ingest
