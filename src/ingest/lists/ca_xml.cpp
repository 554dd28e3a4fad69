// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/ca_xml.hpp"

#include <algorithm>
#include <array>
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

constexpr std::array<std::string_view, 1> kRecords = {"record"};

/// One blank for every run of blanks, line ends and no-break spaces, none at the ends.
std::string tidy(std::string_view words) {
    constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
    std::string tidied;
    bool has_gap = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool is_no_break = words.substr(i).starts_with(kNoBreakSpace);
        if (is_no_break || words[i] == ' ' || words[i] == '\n' || words[i] == '\t' ||
            words[i] == '\r') {
            has_gap = true;
            if (is_no_break) ++i;
            continue;
        }
        if (has_gap && !tidied.empty()) tidied += ' ';
        has_gap = false;
        tidied += words[i];
    }
    return tidied;
}

bool has_two_words(std::string_view words) {
    return trim(words).find(' ') != std::string_view::npos;
}

/// Legal forms that stand alone before an "or" mean the form of what follows, and are no name.
bool is_legal_form(std::string_view words) {
    constexpr auto kForms = std::to_array<std::string_view>({
        "Акционерное общество",
        "Акционерное Общество",
        "АКЦИОНЕРНОЕ ОБЩЕСТВО",
        "Открытое акционерное общество",
        "Публичное акционерное общество",
        "Закрытое акционерное общество",
        "Joint Stock Company",
        "Joint stock company",
        "Общество с ограниченной ответственностью",
        "Limited Liability Company",
    });
    return std::find(kForms.begin(), kForms.end(), trim(words)) != kForms.end();
}

/// The pieces if each could be a name by itself, else the whole as one.
std::vector<std::string_view> split_if_names(std::string_view words, std::string_view separator) {
    auto pieces = split(words, separator);
    const bool all_names = std::all_of(pieces.begin(), pieces.end(), [](std::string_view piece) {
        return has_two_words(piece) && !is_legal_form(piece);
    });
    if (!all_names) return {words};
    return pieces;
}

struct Label {
    std::size_t at = std::string_view::npos;
    std::string_view language;
};

/// The first "Russian:" or its like at or after `from`.
Label find_label(std::string_view words, std::size_t from) {
    constexpr auto kLanguages = std::to_array<std::string_view>(
        {"Russian", "Belarusian", "Belarussian", "Ukrainian", "Arabic", "Persian", "Farsi",
         "Chinese", "Korean", "Burmese", "Spanish", "French", "English", "Hebrew", "Serbian"});
    Label first;
    for (const std::string_view language : kLanguages) {
        for (std::size_t at = words.find(language, from); at != std::string_view::npos;
             at = words.find(language, at + 1)) {
            const bool begins_word =
                at == 0 || std::string_view(" ,;(/").find(words[at - 1]) != std::string_view::npos;
            if (begins_word && words.substr(at + language.size()).starts_with(":")) {
                if (at < first.at) first = {at, language};
                break;
            }
        }
    }
    return first;
}

std::string_view trim_marks(std::string_view words) {
    words = trim(words);
    while (!words.empty() && (words.back() == ',' || words.back() == '/')) {
        words = trim(words.substr(0, words.size() - 1));
    }
    while (!words.empty() && (words.front() == ',' || words.front() == '/')) {
        words = trim(words.substr(1));
    }
    // A bracket whose other half went with another piece.
    if (words.ends_with('(')) words = trim(words.substr(0, words.size() - 1));
    if (words.ends_with(')') && words.find('(') == std::string_view::npos) {
        words = trim(words.substr(0, words.size() - 1));
    }
    if (words.starts_with('(') && words.find(')') == std::string_view::npos) {
        words = trim(words.substr(1));
    }
    return words;
}

void add_aliases(std::string_view words, std::string_view language, std::vector<CaAlias>& aliases) {
    words = trim_marks(words);
    for (const std::string_view by_slash : split_if_names(words, "/")) {
        for (const std::string_view by_or : split_if_names(by_slash, " or ")) {
            for (const std::string_view piece : split_if_names(by_or, ", ")) {
                const std::string_view whole = trim_marks(piece);
                if (!whole.empty()) aliases.push_back({whole, language});
            }
        }
    }
}

model::Name make_name(std::string_view whole, model::NameKind kind) {
    model::Name name;
    name.kind = kind;
    name.whole = whole;
    return name;
}

void take_person(const XmlElement& record, Party& party) {
    party.type = model::PartyType::person;
    model::Name name;
    name.family = tidy(record.value("LastName"));
    name.given = tidy(record.value("GivenName"));
    name.whole = name.given;
    append_part(name.whole, name.family, " ");
    party.names.push_back(std::move(name));
}

/// "Marine Industries Organization (MIO)/Organisation ..." is in both languages of the country.
void take_organisation(const XmlElement& record, Party& party) {
    const std::string whole = tidy(record.value("EntityOrShip"));
    const auto names = split_if_names(whole, "/");
    for (const std::string_view name : names) {
        add_unique(party.names, make_name(trim(name), party.names.empty() ? model::NameKind::primary
                                                                          : model::NameKind::aka));
    }
    if (names.size() > 1) party.attributes.push_back({"Listed as", whole});
    const std::string imo = tidy(record.value("ShipIMONumber"));
    party.type = imo.empty() ? model::PartyType::entity : model::PartyType::vessel;
    if (!imo.empty()) party.identifiers.push_back(make_identifier("IMO", imo));
}

/// A single word beside a person's two names is another form of the given name: with the family
/// name it is an alias, alone it would match half a country and is a weak one.
void take_aliases(const XmlElement& record, Party& party) {
    const std::string words = tidy(record.value("Aliases"));
    const model::Name primary = party.names.front();
    const bool is_person = party.type == model::PartyType::person;
    for (const CaAlias& alias : split_ca_aliases(words)) {
        std::vector<std::string_view> forms = {alias.whole};
        const bool is_given_list =
            is_person && !primary.given.empty() && alias.whole.find(", ") != std::string_view::npos;
        if (is_given_list) forms = split(alias.whole, ", ");
        for (const std::string_view form : forms) {
            model::Name name = make_name(trim(form), model::NameKind::aka);
            if (name.whole.empty()) continue;
            name.language = alias.language;
            if (is_person && !primary.given.empty() && !has_two_words(form)) {
                model::Name with_family = name;
                with_family.given = name.whole;
                with_family.family = primary.family;
                append_part(with_family.whole, primary.family, " ");
                add_unique(party.names, std::move(with_family));
                name.strength = model::Strength::weak;
            }
            add_unique(party.names, std::move(name));
        }
    }
    std::stable_partition(party.names.begin() + 1, party.names.end(), [](const auto& name) {
        return name.strength == model::Strength::strong;
    });
}

void take_dates(const XmlElement& record, Party& party, ListReading& reading) {
    const std::string words = tidy(record.value("DateOfBirthOrShipBuildDate"));
    if (words.empty()) return;
    if (party.type != model::PartyType::person) {
        party.attributes.push_back(
            {party.type == model::PartyType::vessel ? "Built" : "Established", words});
        return;
    }
    // "1963 or 1964", "1965-07-15 OR 1969-09-28"; the views are into this text.
    const std::string lower = ascii_lower(words);
    for (const std::string_view piece : split(lower, " or ")) {
        if (const auto date = model::parse_partial_date(piece)) {
            add_unique(party.births, *date);
        } else {
            party.unparsed.push_back(text("Date of birth ", words));
            ++reading.remark_unparsed_count;
            return;
        }
    }
}

class Reading {
public:
    Reading(std::string_view source, const ListFile& file) : source_(source), file_(file) {}

    Result<ListReading> run();

private:
    bool take_record(const XmlElement& record);
    std::string key_of(const XmlElement& record);

    std::string_view source_;
    const ListFile& file_;
    ListReading reading_;
    std::unordered_set<std::string> keys_;
};

Result<ListReading> Reading::run() {
    Report& report = reading_.reports.emplace_back(file_.name);
    const XmlHandlers handlers = {{},
                                  [&](const XmlElement& record) { return take_record(record); }};
    PELF_TRY(whole, read_xml(file_, {"data-set", kRecords}, handlers, report));
    reading_.is_truncated = !whole.is_whole;
    return std::move(reading_);
}

/// Country, schedule and item, in English. The first record of a place keeps its bare key.
std::string Reading::key_of(const XmlElement& record) {
    const std::string country = tidy(record.value("Country"));
    std::string key(trim(std::string_view(country).substr(0, country.find(" / "))));
    append_part(key, tidy(record.value("Schedule")), "; ");
    append_part(key, tidy(record.value("Item")), "; ");
    if (keys_.insert(key).second) return key;
    reading_.reports.front().flaw(Fault::malformed, record.offset_bytes(),
                                  text("a second record of ", key));
    const std::string first = key;
    for (std::size_t number = 2; !keys_.insert(key).second; ++number) {
        key = text(first, "#", number);
    }
    return key;
}

bool Reading::take_record(const XmlElement& record) {
    Party party;
    if (!tidy(record.value("EntityOrShip")).empty()) {
        take_organisation(record, party);
    } else if (!tidy(record.value("LastName")).empty() ||
               !tidy(record.value("GivenName")).empty()) {
        take_person(record, party);
    } else {
        reading_.reports.front().reject(
            Fault::malformed, record.offset_bytes(),
            "expected a record with LastName, GivenName or EntityOrShip, found none of them");
        return false;
    }
    party.id = {std::string(source_), key_of(record)};
    take_aliases(record, party);
    take_dates(record, party, reading_);
    // The regulations under which someone is listed go by the name of a country, and say nothing
    // of whose citizen anybody is.
    if (const std::string country = tidy(record.value("Country")); !country.empty()) {
        party.programmes.push_back(country);
    }
    const auto add_attribute = [&](std::string_view kind, std::string_view element) {
        const std::string value = tidy(record.value(element));
        if (!value.empty()) party.attributes.push_back({std::string(kind), value});
    };
    add_attribute(party.type == model::PartyType::vessel ? "Vessel Type" : "Title", "TitleOrShip");
    add_attribute("Schedule", "Schedule");
    add_attribute("Item", "Item");
    add_attribute("Listed on", "DateOfListing");
    constexpr auto kKnown =
        std::to_array<std::string_view>({"Country", "LastName", "GivenName", "EntityOrShip",
                                         "Aliases", "DateOfBirthOrShipBuildDate", "Schedule",
                                         "Item", "ShipIMONumber", "TitleOrShip", "DateOfListing"});
    for (const XmlElement child : record.children()) {
        if (std::find(kKnown.begin(), kKnown.end(), child.name()) == kKnown.end()) {
            add_attribute(child.name(), child.name());
        }
    }
    reading_.parties.push_back(std::move(party));
    return true;
}

}  // namespace

std::vector<CaAlias> split_ca_aliases(std::string_view text) {
    std::vector<CaAlias> aliases;
    for (const std::string_view part : split(text, ";")) {
        Label label = find_label(part, 0);
        add_aliases(part.substr(0, label.at), {}, aliases);
        while (label.at < part.size()) {
            const std::size_t start = label.at + label.language.size() + 1;
            const Label next = find_label(part, start);
            add_aliases(part.substr(start, next.at - start), label.language, aliases);
            label = next;
        }
    }
    return aliases;
}

Result<ListReading> read_ca_xml(std::string_view source, std::span<const ListFile> files) {
    if (files.size() != 1) {
        return Unexpected(
            Error{Fault::refused,
                  text("expected the one file of Canada's list, found ", files.size(), " files"),
                  files.empty() ? std::string() : files.front().name});
    }
    return Reading(source, files.front()).run();
}

}  // namespace pelf::ingest
