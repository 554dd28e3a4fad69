// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/ofac_csv.hpp"

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
#include "ingest/lists/ofac_remarks.hpp"
#include "ingest/lists/relation_names.hpp"

namespace pelf::ingest {
namespace {

using model::Party;

enum class Shape : std::uint8_t { main, address, alias, comment };
constexpr std::size_t kShapesCount = 4;
constexpr std::array<std::size_t, kShapesCount> kColumns = {12, 6, 5, 2};
constexpr std::array<std::string_view, kShapesCount> kShapeNames = {
    "main file (sdn)", "addresses (add)", "alternate names (alt)", "spill-over remarks (comments)"};

/// OFAC's width of the remarks column: a text of exactly this size goes on in the comments file.
constexpr std::size_t kRemarksBytesMax = 1000;

/// Columns of the main file.
enum MainColumn : std::uint8_t {
    key_column,
    name_column,
    type_column,
    programme_column,
    title_column,
    call_sign_column,
    vessel_type_column,
    tonnage_column,
    gross_tonnage_column,
    flag_column,
    owner_column,
    remarks_column,
};

std::size_t index_of(Shape shape) {
    return static_cast<std::size_t>(shape);
}

/// DOS ends a text with the byte 0x1A, and OFAC's files still do.
std::string_view without_dos_end(std::string_view bytes) {
    if (bytes.ends_with('\x1A')) bytes.remove_suffix(1);
    return bytes;
}

/// The field without blanks around it; nothing for OFAC's null, "-0-".
std::string_view value_of(std::string_view field) {
    const std::string_view value = trim(field);
    return value == "-0-" ? std::string_view{} : value;
}

/// What most of the first rows look like. Nothing for a file without good rows of any shape.
std::optional<Shape> shape_by_rows(std::string_view bytes) {
    constexpr int kRowsTried = 50;
    std::array<int, kShapesCount> votes{};
    CsvReader reader(without_dos_end(bytes));
    for (int row = 0; row < kRowsTried; ++row) {
        const auto step = reader.next();
        if (step == CsvReader::Step::end) break;
        if (step == CsvReader::Step::bad) continue;
        const auto& fields = reader.fields();
        if (!parse_u64(trim(fields.front()))) continue;
        const auto at = std::find(kColumns.begin(), kColumns.end(), fields.size());
        if (at != kColumns.end()) ++votes[static_cast<std::size_t>(at - kColumns.begin())];
    }
    const auto best = std::max_element(votes.begin(), votes.end());
    if (*best == 0) return std::nullopt;
    return static_cast<Shape>(best - votes.begin());
}

/// "nothing spilled over today" is a good file and has no rows to tell it by.
std::optional<Shape> shape_by_name(const ListFile& file) {
    if (!trim(without_dos_end(file.bytes)).empty()) return std::nullopt;
    const std::string lower = ascii_lower(file.name);
    if (lower.find("comment") != std::string::npos) return Shape::comment;
    if (lower.find("alt") != std::string::npos) return Shape::alias;
    if (lower.find("add") != std::string::npos) return Shape::address;
    return std::nullopt;
}

struct Spill {
    std::string text;
    std::uint64_t offset_bytes = 0;
    bool used = false;
};

/// One reading: files in, parties out, in three passes (comments, main, the rest).
class Reading {
public:
    Reading(std::string_view source, std::span<const ListFile> files)
        : source_(source), files_(files) {}

    Result<ListReading> run();

private:
    Status find_shapes();
    void read_file(Shape shape, std::size_t file_index);
    void take_row(Shape shape, const CsvReader& reader, Report& report);

    bool take_comment(const CsvReader& reader, Report& report);
    bool take_main(const CsvReader& reader, Report& report);
    bool take_address(const CsvReader& reader, Report& report);
    bool take_alias(const CsvReader& reader, Report& report);

    std::string whole_remarks(const CsvReader& reader, Report& report);
    void note_bad_wallets(const Party& party);
    Party* party_of(const CsvReader& reader, Report& report);
    void reject_unused_spills();

    std::string_view source_;
    std::span<const ListFile> files_;
    std::array<std::optional<std::size_t>, kShapesCount> file_of_shape_;
    ListReading reading_;
    std::unordered_map<std::string, std::size_t> party_of_key_;
    std::unordered_map<std::string, Spill> spills_;
};

Result<ListReading> Reading::run() {
    PELF_TRY_DONE(find_shapes());
    for (const ListFile& file : files_) reading_.reports.emplace_back(file.name);
    for (const Shape shape : {Shape::comment, Shape::main, Shape::alias, Shape::address}) {
        if (const auto file = file_of_shape_[index_of(shape)]) {
            read_file(shape, *file);
        } else {
            reading_.notices.push_back(
                text("not given: ", kShapeNames[index_of(shape)], " of ", source_));
        }
    }
    reject_unused_spills();
    resolve_relations_by_name(reading_.parties);
    return std::move(reading_);
}

Status Reading::find_shapes() {
    for (std::size_t i = 0; i < files_.size(); ++i) {
        auto shape = shape_by_rows(files_[i].bytes);
        if (!shape) shape = shape_by_name(files_[i]);
        if (!shape) {
            return Unexpected(Error{Fault::refused,
                                    "expected rows of 12, 6, 5 or 2 columns that begin with a "
                                    "number, found none: not a file of an OFAC CSV set",
                                    files_[i].name});
        }
        auto& taken = file_of_shape_[index_of(*shape)];
        if (taken) {
            return Unexpected(Error{
                Fault::refused,
                text("expected one file of each kind, found two of ", kShapeNames[index_of(*shape)],
                     ": ", files_[*taken].name, " and ", files_[i].name),
                files_[i].name});
        }
        taken = i;
    }
    if (!file_of_shape_[index_of(Shape::main)]) {
        return Unexpected(Error{Fault::refused,
                                "expected the main file with its 12 columns (sdn.csv), found none",
                                files_.empty() ? std::string() : files_.front().name});
    }
    return Done{};
}

void Reading::read_file(Shape shape, std::size_t file_index) {
    Report& report = reading_.reports[file_index];
    CsvReader reader(without_dos_end(files_[file_index].bytes));
    while (true) {
        const auto step = reader.next();
        if (step == CsvReader::Step::end) return;
        if (step == CsvReader::Step::bad) {
            report.reject(reader.fault(), reader.row_offset_bytes(), reader.message());
        } else {
            take_row(shape, reader, report);
        }
    }
}

void Reading::take_row(Shape shape, const CsvReader& reader, Report& report) {
    const std::size_t columns = kColumns[index_of(shape)];
    const std::uint64_t offset = reader.row_offset_bytes();
    if (reader.fields().size() != columns) {
        return report.reject(
            Fault::malformed, offset,
            text("expected ", columns, " columns, found ", reader.fields().size()));
    }
    if (!parse_u64(trim(reader.fields().front()))) {
        return report.reject(Fault::malformed, offset,
                             text("expected a number in column 1, found ",
                                  std::string_view(reader.fields().front()).substr(0, 40)));
    }
    bool taken = false;
    switch (shape) {
        case Shape::comment: taken = take_comment(reader, report); break;
        case Shape::main: taken = take_main(reader, report); break;
        case Shape::address: taken = take_address(reader, report); break;
        case Shape::alias: taken = take_alias(reader, report); break;
    }
    if (taken) report.accept();
}

bool Reading::take_comment(const CsvReader& reader, Report&) {
    // A second row of one key goes on where the first ended.
    Spill& spill = spills_[std::string(trim(reader.fields()[0]))];
    if (spill.text.empty()) spill.offset_bytes = reader.row_offset_bytes();
    spill.text += reader.fields()[1];
    return true;
}

/// The remark with what spilled over. The raw field is joined: a blank at the cut is part of it.
std::string Reading::whole_remarks(const CsvReader& reader, Report& report) {
    const std::string& field = reader.fields()[remarks_column];
    const std::string_view value = value_of(field);
    const auto spill = spills_.find(std::string(trim(reader.fields()[key_column])));
    if (spill != spills_.end()) {
        spill->second.used = true;
        return value.empty() ? spill->second.text : field + spill->second.text;
    }
    if (field.size() >= kRemarksBytesMax && !field.ends_with('.')) {
        report.flaw(Fault::truncated, reader.row_offset_bytes(),
                    text("the remarks of entry ", reader.fields()[key_column],
                         " are cut at 1,000 characters, and no comments file has the rest"));
    }
    return std::string(value);
}

/// The publisher's own typing errors: the record is whole and kept, so nothing is lost.
void Reading::note_bad_wallets(const Party& party) {
    for (const model::Wallet& wallet : party.wallets) {
        if (wallet.checksum != model::Checksum::bad) continue;
        reading_.notices.push_back(text("entry ", party.id.key, " lists a ", wallet.asset,
                                        " address whose form or check digits are wrong, kept as "
                                        "listed: ",
                                        wallet.address));
    }
}

model::PartyType type_of(std::string_view field) {
    const std::string_view type = value_of(field);
    // Entities are those of which OFAC says nothing.
    if (type.empty()) return model::PartyType::entity;
    if (type == "individual") return model::PartyType::person;
    return model::parse_party_type(type).value_or(model::PartyType::unknown);
}

void add_attribute(Party& party, std::string_view kind, std::string_view field) {
    const std::string_view value = value_of(field);
    if (!value.empty()) party.attributes.push_back({std::string(kind), std::string(value)});
}

void take_vessel_columns(const std::vector<std::string>& fields, Party& party) {
    add_attribute(party, "Title", fields[title_column]);
    add_attribute(party, "Vessel Type", fields[vessel_type_column]);
    add_attribute(party, "Tonnage", fields[tonnage_column]);
    add_attribute(party, "Gross Registered Tonnage", fields[gross_tonnage_column]);
    if (const auto call_sign = value_of(fields[call_sign_column]); !call_sign.empty()) {
        party.identifiers.push_back({"Call Sign", std::string(call_sign), {}, {}});
    }
    if (const auto flag = value_of(fields[flag_column]); !flag.empty()) {
        party.countries.push_back({model::CountryRole::flag, std::string(flag)});
    }
    if (const auto owner = value_of(fields[owner_column]); !owner.empty()) {
        party.relations.push_back({"Vessel Owner", std::string(owner), {}});
    }
}

/// "DPRK3] [CYBER2" is two programmes: the brackets that OFAC prints around them, less the outer.
std::vector<std::string> programmes_of(std::string_view field) {
    std::vector<std::string> programmes;
    for (std::string_view piece : split(value_of(field), "] [")) {
        if (piece.starts_with('[')) piece.remove_prefix(1);
        if (piece.ends_with(']')) piece.remove_suffix(1);
        if (!trim(piece).empty()) programmes.emplace_back(trim(piece));
    }
    return programmes;
}

bool Reading::take_main(const CsvReader& reader, Report& report) {
    const std::vector<std::string>& fields = reader.fields();
    Party party;
    party.id = {std::string(source_), std::string(trim(fields[key_column]))};
    if (!party_of_key_.emplace(party.id.key, reading_.parties.size()).second) {
        report.reject(Fault::malformed, reader.row_offset_bytes(),
                      text("a second entry with the number ", party.id.key));
        return false;
    }
    party.type = type_of(fields[type_column]);
    const std::string_view name = value_of(fields[name_column]);
    if (name.empty()) {
        report.flaw(Fault::malformed, reader.row_offset_bytes(),
                    text("entry ", party.id.key, " has no name"));
    } else {
        party.names.push_back(ofac_name(name, party.type));
    }
    party.programmes = programmes_of(fields[programme_column]);
    take_vessel_columns(fields, party);
    party.remarks = whole_remarks(reader, report);
    const RemarkCounts counts = parse_ofac_remarks(party.remarks, party);
    reading_.remark_pieces_count += counts.pieces;
    reading_.remark_unparsed_count += counts.unparsed;
    note_bad_wallets(party);
    reading_.parties.push_back(std::move(party));
    return true;
}

Party* Reading::party_of(const CsvReader& reader, Report& report) {
    const std::string key(trim(reader.fields()[0]));
    const auto found = party_of_key_.find(key);
    if (found != party_of_key_.end()) return &reading_.parties[found->second];
    report.reject(Fault::not_found, reader.row_offset_bytes(),
                  text("the main file has no entry with the number ", key));
    return nullptr;
}

bool Reading::take_address(const CsvReader& reader, Report& report) {
    Party* party = party_of(reader, report);
    if (party == nullptr) return false;
    const std::vector<std::string>& fields = reader.fields();
    model::PostalAddress address{std::string(value_of(fields[2])), std::string(value_of(fields[3])),
                                 std::string(value_of(fields[4])),
                                 std::string(value_of(fields[5]))};
    // Rows that say nothing exist, so that every entry has an address row.
    if (address != model::PostalAddress{}) party->addresses.push_back(std::move(address));
    return true;
}

bool Reading::take_alias(const CsvReader& reader, Report& report) {
    Party* party = party_of(reader, report);
    if (party == nullptr) return false;
    const std::vector<std::string>& fields = reader.fields();
    const std::string_view kind = value_of(fields[2]);
    const std::string_view whole = value_of(fields[3]);
    if (whole.empty() || (kind != "aka" && kind != "fka" && kind != "nka")) {
        report.reject(Fault::malformed, reader.row_offset_bytes(),
                      text("expected aka, fka or nka and a name, found ", kind.substr(0, 20), " ",
                           whole.substr(0, 40)));
        return false;
    }
    model::Name name = ofac_name(whole, party->type);
    name.kind = kind == "aka"   ? model::NameKind::aka
                : kind == "fka" ? model::NameKind::fka
                                : model::NameKind::nka;
    // Strong aliases before the weak ones of the remarks, after the primary name.
    const auto first_weak = std::find_if(
        party->names.begin(), party->names.end(),
        [](const model::Name& other) { return other.strength == model::Strength::weak; });
    party->names.insert(first_weak, std::move(name));
    return true;
}

/// Their rows were counted as accepted; that nobody wants them makes them flaws.
void Reading::reject_unused_spills() {
    const auto file = file_of_shape_[index_of(Shape::comment)];
    if (!file) return;
    std::vector<std::pair<std::uint64_t, std::string>> unused;
    for (const auto& [key, spill] : spills_) {
        if (!spill.used) unused.emplace_back(spill.offset_bytes, key);
    }
    std::sort(unused.begin(), unused.end());
    for (const auto& [offset, key] : unused) {
        reading_.reports[*file].flaw(Fault::not_found, offset,
                                     text("remarks of an entry that the main file has not: ", key));
    }
}

}  // namespace

Result<ListReading> read_ofac_csv(std::string_view source, std::span<const ListFile> files) {
    return Reading(source, files).run();
}

}  // namespace pelf::ingest
