// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/uk_csv.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "ingest/lists/csv.hpp"
#include "ingest/lists/facts.hpp"
#include "ingest/lists/identifiers.hpp"
#include "ingest/lists/uk_columns.hpp"

namespace pelf::ingest {
namespace {

using model::Party;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
/// Rows before the header: a line that says when the list was made.
constexpr int kRowsBeforeHeaderMax = 3;
/// A file whose header is known, its reader at the first row after it.
struct OpenFile {
    std::size_t file_index = 0;
    UkHeader header;
    CsvReader reader;
};

/// The row that is being read, by the names of its columns.
class Row {
public:
    Row(const UkHeader& header, const CsvReader& reader) : header_(header), reader_(reader) {}

    /// Trimmed; empty if the layout has no such column.
    std::string_view operator[](UkColumn column) const {
        const auto index = header_.index_of[static_cast<std::size_t>(column)];
        return index ? trim(reader_.fields()[*index]) : std::string_view();
    }
    std::string_view at(std::size_t column_index) const {
        return trim(reader_.fields()[column_index]);
    }
    const UkHeader& header() const { return header_; }
    const CsvReader& reader() const { return reader_; }

private:
    const UkHeader& header_;
    const CsvReader& reader_;
};

model::PartyType type_of(std::string_view words) {
    const std::string lower = ascii_lower(words);
    if (lower == "individual") return model::PartyType::person;
    if (lower == "entity") return model::PartyType::entity;
    if (lower == "ship") return model::PartyType::vessel;
    return model::parse_party_type(lower).value_or(model::PartyType::unknown);
}

/// "Primary name", "Primary Name Variation", "Alias" of the FCDO; "Prime Alias", "AKA", "FKA" of
/// OFSI. A variation is another spelling: an alias as strong as the name.
model::NameKind kind_of(std::string_view words) {
    const std::string lower = ascii_lower(words);
    if (lower == "primary name" || lower == "primary" || lower == "prime alias") {
        return model::NameKind::primary;
    }
    return lower == "fka" ? model::NameKind::fka : model::NameKind::aka;
}

void add_name(Party& party, model::Name name) {
    const std::size_t looked_through = std::min(party.names.size(), kLookedThroughMax);
    for (std::size_t i = 0; i < looked_through; ++i) {
        model::Name& known = party.names[i];
        if (known.whole != name.whole) continue;
        if (name.strength == model::Strength::strong) known.strength = name.strength;
        if (name.kind == model::NameKind::primary) known.kind = name.kind;
        if (known.family.empty()) std::swap(known.family, name.family);
        if (known.given.empty()) std::swap(known.given, name.given);
        return;
    }
    party.names.push_back(std::move(name));
}

/// Names 1 to 5 and then 6, the family name: the order in which the list itself shows them.
void take_name(const Row& row, Party& party) {
    model::Name name;
    name.kind = kind_of(row[UkColumn::name_type]);
    const std::string strength = ascii_lower(row[UkColumn::name_strength]);
    if (strength.starts_with("low")) name.strength = model::Strength::weak;
    for (const UkColumn part : {UkColumn::name_1, UkColumn::name_2, UkColumn::name_3,
                                UkColumn::name_4, UkColumn::name_5}) {
        if (row[part].empty()) continue;
        if (!name.given.empty()) name.given += ' ';
        name.given += row[part];
    }
    const std::string_view last = row[UkColumn::name_6];
    name.whole = row[UkColumn::full_name];
    if (name.whole.empty()) {
        name.whole = name.given;
        if (!last.empty() && !name.whole.empty()) name.whole += ' ';
        name.whole += last;
    }
    // Of an entity the whole name stands in column 6, and of some in the others too.
    if (party.type == model::PartyType::person && !name.given.empty()) {
        name.family = last;
    } else {
        name.given.clear();
    }
    if (!name.whole.empty()) add_name(party, std::move(name));

    const std::string_view script_name = row[UkColumn::script_name];
    if (script_name.empty()) return;
    model::Name original;
    original.kind = model::NameKind::aka;
    if (strength.starts_with("low")) original.strength = model::Strength::weak;
    original.whole = script_name;
    original.language = row[UkColumn::script_language];
    if (original.language.empty()) original.language = row[UkColumn::script_type];
    add_name(party, std::move(original));
}

void take_address(const Row& row, Party& party) {
    model::PostalAddress address;
    for (const UkColumn part :
         {UkColumn::address_1, UkColumn::address_2, UkColumn::address_3, UkColumn::address_4}) {
        if (row[part].empty()) continue;
        if (!address.street.empty()) address.street += ", ";
        address.street += row[part];
    }
    // Lines 5 and 6 are the region and the town, where the list keeps to its own rules.
    for (const UkColumn part : {UkColumn::address_5, UkColumn::address_6, UkColumn::postal_code}) {
        if (row[part].empty()) continue;
        if (!address.place.empty()) address.place += ", ";
        address.place += row[part];
    }
    address.country = row[UkColumn::country];
    if (address != model::PostalAddress{}) add_unique(party.addresses, std::move(address));
}

void take_identifiers(const Row& row, Party& party) {
    struct Source {
        UkColumn number;
        UkColumn note;
        std::string_view kind;
    };
    for (const Source& source :
         {Source{UkColumn::passport, UkColumn::passport_note, "Passport"},
          Source{UkColumn::national_id, UkColumn::national_id_note, "National ID No."}}) {
        for (const std::string_view number : split_uk_numbered(row[source.number])) {
            add_unique(party.identifiers,
                       make_identifier(source.kind, number, {}, row[source.note]));
        }
    }
}

void add_remark(Party& party, std::string_view words) {
    // The same text stands in every row of a subject, and there may be two columns of it.
    if (party.remarks.find(words) != std::string::npos) return;
    if (!party.remarks.empty()) party.remarks += "\n";
    party.remarks += words;
}

/// OFSI keeps numbers of ships and lists in its remarks: "(IMO number):9074729 (Gender):Male".
void take_labels(std::string_view remarks, Party& party) {
    struct Label {
        std::string_view mark;
        std::string_view kind;
    };
    constexpr auto kLabels = std::to_array<Label>({
        {"(UK Sanctions List Ref):", "UK Sanctions List Ref"},
        {"(UN Ref):", "UN Ref"},
        {"(IMO number):", "IMO"},
        {"(Hull identification number (HIN)):", "HIN"},
        {"(Business Reg No):", "Registration Number"},
    });
    for (const Label& label : kLabels) {
        const std::size_t at = remarks.find(label.mark);
        if (at == std::string_view::npos) continue;
        const std::string_view rest = trim(remarks.substr(at + label.mark.size()));
        std::string_view value = trim(rest.substr(0, rest.find(" (")));
        value = trim(value.substr(0, value.find(". ")));
        if (value.ends_with('.')) value.remove_suffix(1);
        if (!value.empty()) {
            add_unique(party.identifiers, make_identifier(label.kind, value));
        }
    }
}

void take_simple(const UkSimple& column, std::string_view words, Party& party) {
    const auto add_country = [&](model::CountryRole role) {
        for (const std::string_view name : split_uk_numbered(words)) {
            add_unique(party.countries, model::Country{role, std::string(name)});
        }
    };
    switch (column.take) {
        case UkTake::attribute:
            add_unique(party.attributes, model::Attribute{column.kind, std::string(words)});
            break;
        case UkTake::identifier:
            for (const std::string_view number : split_uk_numbered(words)) {
                add_unique(party.identifiers, make_identifier(column.kind, number));
            }
            break;
        case UkTake::programme: add_unique(party.programmes, std::string(words)); break;
        case UkTake::remark:
            add_remark(party, words);
            if (words.starts_with('(')) take_labels(words, party);
            break;
        case UkTake::nationality: add_country(model::CountryRole::nationality); break;
        case UkTake::flag: add_country(model::CountryRole::flag); break;
        case UkTake::former_flag: add_country(model::CountryRole::former_flag); break;
        case UkTake::relation:
            add_unique(party.relations, model::Relation{column.kind, std::string(words), {}});
            break;
        case UkTake::ignored: break;
    }
}

class Reading {
public:
    Reading(std::string_view source, std::span<const ListFile> files)
        : source_(source), files_(files) {}

    Result<ListReading> run();

private:
    Status open_files();
    Result<OpenFile> open(std::size_t file_index);
    void note_publication(const CsvReader& reader);
    void read_file(OpenFile& file);
    /// Nothing if the row was taken, else why not.
    std::optional<std::string> take_row(const Row& row);
    void take_whole(const Row& row, Party& party);
    void take_birth(const Row& row, Party& party);
    void take_normal_birth(const Row& row, Party& party);
    Party* party_of(std::string_view key, bool may_be_new);
    void add_birth(const std::optional<model::PartialDate>& date, std::string_view words,
                   Party& party);
    void finish_parties();
    void resolve_relations();

    std::string_view source_;
    std::span<const ListFile> files_;
    std::array<std::optional<OpenFile>, kUkLayoutsCount> open_;
    ListReading reading_;
    std::unordered_map<std::string, std::size_t> party_of_key_;
    std::size_t file_index_ = 0;  ///< Of the file that is being read.
    std::string last_key_;        ///< Rows of one subject stand together mostly.
    std::size_t last_index_ = 0;
    std::vector<std::pair<std::size_t, std::uint64_t>> first_place_;  ///< Of each party.
};

Result<ListReading> Reading::run() {
    PELF_TRY_DONE(open_files());
    const bool is_set = open_[static_cast<std::size_t>(UkLayout::subjects)].has_value();
    for (std::size_t i = 0; i < kUkLayoutsCount; ++i) {
        if (auto& file = open_[i]) {
            read_file(*file);
        } else if (is_set && i > static_cast<std::size_t>(UkLayout::subjects)) {
            reading_.notices.push_back(
                text("not given: ", uk_layout_name(static_cast<UkLayout>(i)), " of ", source_));
        }
    }
    finish_parties();
    resolve_relations();
    return std::move(reading_);
}

Status Reading::open_files() {
    for (std::size_t i = 0; i < files_.size(); ++i) {
        reading_.reports.emplace_back(files_[i].name);
        PELF_TRY(file, open(i));
        auto& taken = open_[static_cast<std::size_t>(file.header.layout)];
        if (taken) {
            return Unexpected(Error{Fault::refused,
                                    text("expected one file of each kind, found two of ",
                                         uk_layout_name(file.header.layout), ": ",
                                         files_[taken->file_index].name, " and ", files_[i].name),
                                    files_[i].name});
        }
        taken.emplace(std::move(file));
    }
    const bool has_whole = open_[static_cast<std::size_t>(UkLayout::fcdo)].has_value() ||
                           open_[static_cast<std::size_t>(UkLayout::ofsi)].has_value();
    const bool has_subjects = open_[static_cast<std::size_t>(UkLayout::subjects)].has_value();
    if (has_whole ? files_.size() == 1 : has_subjects) return Done{};
    return Unexpected(Error{Fault::refused,
                            has_whole ? "expected one file of the UK's list, found others with it"
                                      : "expected the file of subjects with the others of its set, "
                                        "found none",
                            files_.empty() ? std::string() : files_.front().name});
}

Result<OpenFile> Reading::open(std::size_t file_index) {
    std::string_view bytes = files_[file_index].bytes;
    if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
    CsvReader reader(bytes);
    for (int row = 0; row <= kRowsBeforeHeaderMax; ++row) {
        if (reader.next() != CsvReader::Step::row) break;
        if (auto header = parse_uk_header(reader.fields())) {
            return OpenFile{file_index, std::move(*header), std::move(reader)};
        }
        note_publication(reader);
    }
    return Unexpected(Error{Fault::refused,
                            "expected the header of the UK Sanctions List, of OFSI's consolidated "
                            "list or of a normalised set within the first lines, found none: not a "
                            "uk-csv list",
                            files_[file_index].name});
}

/// "Report Date: 13-May-2026" or "Last Updated,27/04/2020", before the header.
void Reading::note_publication(const CsvReader& reader) {
    std::string_view words = trim(reader.fields().front());
    constexpr std::string_view kReportDate = "Report Date:";
    if (words.starts_with(kReportDate)) {
        words.remove_prefix(kReportDate.size());
    } else if (words == "Last Updated" && reader.fields().size() > 1) {
        words = trim(reader.fields()[1]);
    } else {
        return;
    }
    std::string blanks(trim(words));
    if (blanks.find_first_of("abcdefghijklmnopqrstuvwxyz") != std::string::npos) {
        std::replace(blanks.begin(), blanks.end(), '-', ' ');
    }
    const auto date = parse_uk_date(blanks);
    if (date && date->precision == model::Precision::day) reading_.stated_publication = date->first;
}

void Reading::read_file(OpenFile& file) {
    Report& report = reading_.reports[file.file_index];
    file_index_ = file.file_index;
    CsvReader& reader = file.reader;
    const Row row(file.header, reader);
    while (true) {
        const auto step = reader.next();
        if (step == CsvReader::Step::end) return;
        const auto reject = [&](Fault fault, std::string_view message) {
            report.reject(fault, reader.row_offset_bytes(),
                          text("line ", reader.row_line(), ": ", message));
        };
        if (step == CsvReader::Step::bad) {
            reject(reader.fault(), reader.message());
        } else if (reader.fields().size() != file.header.columns_count) {
            reject(Fault::malformed, text("expected ", file.header.columns_count,
                                          " columns, found ", reader.fields().size()));
        } else if (const auto refusal = take_row(row)) {
            reject(Fault::malformed, *refusal);
        } else {
            report.accept();
        }
    }
}

std::optional<std::string> Reading::take_row(const Row& row) {
    const UkLayout layout = row.header().layout;
    const bool is_first_file = layout <= UkLayout::subjects;
    std::string_view key = row[layout == UkLayout::ofsi ? UkColumn::group_id : UkColumn::key];
    if (key.empty()) return text("expected an id, found none");
    Party* const party = party_of(key, is_first_file);
    if (party == nullptr) return text("no subject has the id ", key);
    if (is_first_file && first_place_.size() < reading_.parties.size()) {
        first_place_.emplace_back(file_index_, row.reader().row_offset_bytes());
    }
    switch (layout) {
        case UkLayout::fcdo:
        case UkLayout::ofsi:
        case UkLayout::subjects: take_whole(row, *party); break;
        case UkLayout::names: take_name(row, *party); break;
        case UkLayout::births: take_normal_birth(row, *party); break;
        case UkLayout::identifiers: {
            const std::string_view kind = row[UkColumn::kind];
            const std::string_view shown = kind == "imo"        ? "IMO"
                                           : kind == "passport" ? "Passport"
                                           : kind == "national" ? "National ID No."
                                           : kind == "business_registration_numbers"
                                               ? "Registration Number"
                                               : kind;
            add_unique(party->identifiers,
                       make_identifier(shown, row[UkColumn::value], {}, row[UkColumn::note]));
            break;
        }
        case UkLayout::countries: {
            const std::string_view kind = row[UkColumn::kind];
            const std::string name(row[UkColumn::value]);
            if (kind == "address") {
                add_unique(party->addresses, model::PostalAddress{{}, {}, name, {}});
                break;
            }
            add_unique(party->countries,
                       model::Country{kind == "birth"         ? model::CountryRole::birth
                                      : kind == "nationality" ? model::CountryRole::nationality
                                                              : model::CountryRole::other,
                                      name});
            break;
        }
    }
    return std::nullopt;
}

/// A row of the list itself, or of its subjects.
void Reading::take_whole(const Row& row, Party& party) {
    if (party.type == model::PartyType::unknown) party.type = type_of(row[UkColumn::type]);
    take_name(row, party);
    take_birth(row, party);
    const std::string_view town = row[UkColumn::birth_town];
    const std::string_view country = row[UkColumn::birth_country];
    if (!town.empty()) {
        add_unique(party.birth_places,
                   country.empty() ? std::string(town) : text(town, ", ", country));
    }
    if (!country.empty()) {
        add_unique(party.countries,
                   model::Country{model::CountryRole::birth, std::string(country)});
    }
    take_address(row, party);
    take_identifiers(row, party);
    if (row.header().layout != UkLayout::ofsi && !row[UkColumn::group_id].empty()) {
        add_unique(party.identifiers, make_identifier("OFSI Group ID", row[UkColumn::group_id]));
    }
    for (const UkSimple& column : row.header().simple) {
        const std::string_view words = row.at(column.column_index);
        if (!words.empty()) take_simple(column, words, party);
    }
}

void Reading::take_birth(const Row& row, Party& party) {
    for (const std::string_view words : split_uk_numbered(row[UkColumn::birth])) {
        add_birth(parse_uk_date(words), words, party);
    }
}

void Reading::take_normal_birth(const Row& row, Party& party) {
    const auto part = [&](UkColumn column) {
        return row[column].empty() ? std::string_view("00") : row[column];
    };
    const std::string words =
        text(part(UkColumn::day), "/", part(UkColumn::month), "/", row[UkColumn::year]);
    add_birth(parse_uk_date(words), words, party);
}

void Reading::add_birth(const std::optional<model::PartialDate>& date, std::string_view words,
                        Party& party) {
    if (date) return add_unique(party.births, *date);
    // The same words stand in every row of a subject: they are one fact.
    const std::string unread = text("DOB ", words);
    const auto known = party.unparsed.size();
    add_unique(party.unparsed, unread);
    if (party.unparsed.size() == known) return;
    ++reading_.remark_unparsed_count;
}

/// Null if there is none of that id and there may be no new one.
Party* Reading::party_of(std::string_view key, bool may_be_new) {
    if (!last_key_.empty() && key == last_key_) return &reading_.parties[last_index_];
    last_key_ = key;
    if (const auto found = party_of_key_.find(last_key_); found != party_of_key_.end()) {
        last_index_ = found->second;
        return &reading_.parties[last_index_];
    }
    if (!may_be_new) {
        last_key_.clear();
        return nullptr;
    }
    last_index_ = reading_.parties.size();
    party_of_key_.emplace(last_key_, last_index_);
    Party& party = reading_.parties.emplace_back();
    party.id = {std::string(source_), last_key_};
    return &party;
}

/// The primary name first, then the strong ones, then the weak ones, each in the list's order.
void Reading::finish_parties() {
    for (std::size_t i = 0; i < reading_.parties.size(); ++i) {
        Party& party = reading_.parties[i];
        const auto rank = [](const model::Name& name) {
            if (name.kind == model::NameKind::primary) return 0;
            return name.strength == model::Strength::strong ? 1 : 2;
        };
        std::stable_sort(party.names.begin(), party.names.end(),
                         [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
        if (party.names.empty()) {
            const auto& [file_index, offset] = first_place_[i];
            reading_.reports[file_index].flaw(Fault::malformed, offset,
                                              text("the subject ", party.id.key, " has no name"));
            continue;
        }
        for (model::Name& name : party.names) {
            if (name.kind == model::NameKind::primary) name.kind = model::NameKind::aka;
        }
        party.names.front().kind = model::NameKind::primary;
    }
}

/// Names are not keys: a relation is resolved only where exactly one subject bears the name.
void Reading::resolve_relations() {
    std::unordered_map<std::string, const Party*> by_name;
    for (const Party& party : reading_.parties) {
        const auto [entry, is_new] = by_name.emplace(ascii_lower(party.display_name()), &party);
        if (!is_new) entry->second = nullptr;
    }
    for (Party& party : reading_.parties) {
        for (model::Relation& relation : party.relations) {
            const auto found = by_name.find(ascii_lower(relation.other_name));
            if (found != by_name.end() && found->second != nullptr) {
                relation.other_key = found->second->id.key;
            }
        }
    }
}

}  // namespace

Result<ListReading> read_uk_csv(std::string_view source, std::span<const ListFile> files) {
    return Reading(source, files).run();
}

}  // namespace pelf::ingest
