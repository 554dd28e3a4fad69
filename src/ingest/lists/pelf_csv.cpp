// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/pelf_csv.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "ingest/lists/csv.hpp"
#include "ingest/lists/wallets.hpp"

namespace pelf::ingest {
namespace {

using model::Party;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kIdBytesMax = 128;
constexpr std::size_t kColumnsCount = 4;

/// What the rows have said about one id so far.
struct Draft {
    Party party;
    bool has_type = false;
    bool has_category = false;
    std::optional<std::uint8_t> confidence;
    std::optional<Date> from;
    std::optional<Date> to;
    std::string origin;
    std::unordered_set<std::string> notes;
    std::size_t first_file = 0;  ///< Where its first row stands.
    std::uint64_t first_offset_bytes = 0;
};

/// Nothing if the value was taken, else what was expected instead.
using Refusal = std::optional<std::string>;

Refusal add_name(Draft& draft, std::string_view value, model::NameKind kind,
                 model::Strength strength) {
    model::Name name;
    name.kind = kind;
    name.strength = strength;
    name.whole = value;
    draft.party.names.push_back(std::move(name));
    return std::nullopt;
}

Refusal set_primary_name(Draft& draft, std::string_view value) {
    auto& names = draft.party.names;
    if (!names.empty() && names.front().kind == model::NameKind::primary) {
        return text("one name for each id, the others as alias");
    }
    add_name(draft, value, model::NameKind::primary, model::Strength::strong);
    std::rotate(names.begin(), names.end() - 1, names.end());
    return std::nullopt;
}

Refusal add_alias(Draft& draft, std::string_view value) {
    return add_name(draft, value, model::NameKind::aka, model::Strength::strong);
}

Refusal add_weak_alias(Draft& draft, std::string_view value) {
    return add_name(draft, value, model::NameKind::aka, model::Strength::weak);
}

Refusal set_type(Draft& draft, std::string_view value) {
    const auto type = model::parse_party_type(value);
    if (!type) return text("person, entity, vessel, aircraft or unknown");
    if (std::exchange(draft.has_type, true)) return text("one type for each id");
    draft.party.type = *type;
    return std::nullopt;
}

Refusal set_category(Draft& draft, std::string_view value) {
    const auto category = model::parse_tag_category(value);
    if (!category && value != "listed") return text("listed, ", model::tag_category_names());
    if (std::exchange(draft.has_category, true)) return text("one category for each id");
    draft.party.service = category;
    return std::nullopt;
}

Refusal add_programme(Draft& draft, std::string_view value) {
    draft.party.programmes.emplace_back(value);
    return std::nullopt;
}

Refusal add_birth(Draft& draft, std::string_view value) {
    const auto date = model::parse_partial_date(value);
    if (!date) return text("a date like 1986-07-12, 1986-07, 1986, circa 1986, 1985 to 1986");
    draft.party.births.push_back(*date);
    return std::nullopt;
}

Refusal add_country(Draft& draft, std::string_view value) {
    draft.party.countries.push_back({model::CountryRole::other, std::string(value)});
    return std::nullopt;
}

/// The text before and after the first colon, trimmed; nothing unless both are there.
std::optional<std::pair<std::string_view, std::string_view>> split_at_colon(
    std::string_view value) {
    const std::size_t colon = value.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string_view before = trim(value.substr(0, colon));
    const std::string_view after = trim(value.substr(colon + 1));
    if (before.empty() || after.empty()) return std::nullopt;
    return std::pair{before, after};
}

Refusal add_identifier(Draft& draft, std::string_view value) {
    const auto parts = split_at_colon(value);
    if (!parts) return text("KIND:VALUE");
    draft.party.identifiers.push_back(
        {std::string(parts->first), std::string(parts->second), {}, {}});
    return std::nullopt;
}

Refusal add_wallet(Draft& draft, std::string_view value) {
    const auto parts = split_at_colon(value);
    if (!parts) return text("LEDGER:ADDRESS");
    auto wallet = wallet_on_ledger(parts->first, parts->second);
    if (!wallet) return text("one of the ledgers ", known_ledgers());
    draft.party.wallets.push_back(std::move(*wallet));
    return std::nullopt;
}

Refusal add_relation(Draft& draft, std::string_view value) {
    draft.party.relations.push_back({"Linked To", std::string(value), {}});
    return std::nullopt;
}

Refusal add_remark(Draft& draft, std::string_view value) {
    if (!draft.party.remarks.empty()) draft.party.remarks += "; ";
    draft.party.remarks += value;
    return std::nullopt;
}

Refusal set_origin(Draft& draft, std::string_view value) {
    if (!draft.origin.empty()) return text("one source for each id");
    draft.origin = value;
    return std::nullopt;
}

Refusal set_confidence(Draft& draft, std::string_view value) {
    constexpr std::uint64_t kConfidenceMax = 100;
    const auto confidence = parse_u64(value);
    if (!confidence || *confidence > kConfidenceMax) return text("a whole number from 0 to 100");
    if (draft.confidence) return text("one confidence for each id");
    draft.confidence = static_cast<std::uint8_t>(*confidence);
    return std::nullopt;
}

Refusal set_from(Draft& draft, std::string_view value) {
    const auto date = model::parse_partial_date(value);
    if (!date || draft.from) return text("one date like 2020-03-02 for each id");
    draft.from = date->first;
    return std::nullopt;
}

Refusal set_to(Draft& draft, std::string_view value) {
    const auto date = model::parse_partial_date(value);
    if (!date || draft.to) return text("one date like 2020-03-02 for each id");
    draft.to = date->last;
    return std::nullopt;
}

struct Field {
    std::string_view name;
    Refusal (*take)(Draft&, std::string_view);
};
constexpr std::array<Field, 16> kFields = {{
    {"type", set_type},
    {"name", set_primary_name},
    {"alias", add_alias},
    {"weak_alias", add_weak_alias},
    {"category", set_category},
    {"programme", add_programme},
    {"born", add_birth},
    {"country", add_country},
    {"identifier", add_identifier},
    {"wallet", add_wallet},
    {"linked_to", add_relation},
    {"remark", add_remark},
    {"source", set_origin},
    {"confidence", set_confidence},
    {"from", set_from},
    {"to", set_to},
}};

std::string field_names() {
    std::string names;
    for (const Field& field : kFields) {
        if (!names.empty()) names += ", ";
        names += field.name;
    }
    return names;
}

class Reading {
public:
    explicit Reading(std::string_view source) : source_(source) {}

    Status read(const ListFile& file);
    ListReading finish();

private:
    void take_row(const CsvReader& reader, Report& report);
    Draft& draft_of(std::string_view id, const CsvReader& reader);
    void flag_bad_wallet(const Draft& draft, const CsvReader& reader, Report& report);
    void finish_draft(Draft& draft);
    void resolve_relations();

    std::string_view source_;
    std::vector<Draft> drafts_;
    std::unordered_map<std::string, std::size_t> draft_of_id_;
    ListReading reading_;
};

Status Reading::read(const ListFile& file) {
    std::string_view bytes = file.bytes;
    if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
    CsvReader reader(bytes);
    const std::vector<std::string> header = {"id", "field", "value", "note"};
    if (reader.next() != CsvReader::Step::row || reader.fields() != header) {
        return Unexpected(Error{Fault::refused,
                                "expected the first row id,field,value,note, found another: "
                                "not a pelf-csv list",
                                file.name});
    }
    Report& report = reading_.reports.emplace_back(file.name);
    while (true) {
        const auto step = reader.next();
        if (step == CsvReader::Step::end) return Done{};
        if (step == CsvReader::Step::bad) {
            report.reject(reader.fault(), reader.row_offset_bytes(),
                          text("line ", reader.row_line(), ": ", reader.message()));
        } else {
            take_row(reader, report);
        }
    }
}

void Reading::take_row(const CsvReader& reader, Report& report) {
    const auto reject = [&](Fault fault, const std::string& message) {
        report.reject(fault, reader.row_offset_bytes(),
                      text("line ", reader.row_line(), ": ", message));
    };
    const auto& fields = reader.fields();
    if (fields.size() != kColumnsCount) {
        return reject(Fault::malformed,
                      text("expected ", kColumnsCount, " columns, found ", fields.size()));
    }
    const std::string_view id = trim(fields[0]);
    const std::string_view value = trim(fields[2]);
    if (id.empty() || id.size() > kIdBytesMax) {
        return reject(Fault::malformed, text("expected an id of 1 to ", kIdBytesMax, " bytes"));
    }
    const auto field = std::find_if(kFields.begin(), kFields.end(), [&](const Field& known) {
        return known.name == trim(fields[1]);
    });
    if (field == kFields.end()) {
        return reject(Fault::unsupported,
                      text("expected a field of ", field_names(), ", found ", trim(fields[1])));
    }
    if (value.empty()) return reject(Fault::malformed, text("the ", field->name, " is empty"));

    Draft& draft = draft_of(id, reader);
    if (const Refusal expected = field->take(draft, value)) {
        return reject(Fault::malformed,
                      text(field->name, ": expected ", *expected, ", found ", value));
    }
    if (field->take == add_wallet) flag_bad_wallet(draft, reader, report);
    const std::string note(trim(fields[3]));
    if (!note.empty() && draft.notes.insert(note).second) add_remark(draft, note);
    report.accept();
}

Draft& Reading::draft_of(std::string_view id, const CsvReader& reader) {
    const auto [entry, is_new] = draft_of_id_.emplace(id, drafts_.size());
    if (is_new) {
        Draft& draft = drafts_.emplace_back();
        draft.party.id = {std::string(source_), std::string(id)};
        draft.first_file = reading_.reports.size() - 1;
        draft.first_offset_bytes = reader.row_offset_bytes();
    }
    return drafts_[entry->second];
}

void Reading::flag_bad_wallet(const Draft& draft, const CsvReader& reader, Report& report) {
    const model::Wallet& wallet = draft.party.wallets.back();
    if (wallet.checksum != model::Checksum::bad) return;
    report.flaw(Fault::malformed, reader.row_offset_bytes(),
                text("line ", reader.row_line(), ": not an address of ", wallet.ledger,
                     " by its form or checksum, kept: ", wallet.address));
}

void Reading::finish_draft(Draft& draft) {
    Party& party = draft.party;
    if (party.names.empty() || party.names.front().kind != model::NameKind::primary) {
        reading_.reports[draft.first_file].flaw(Fault::malformed, draft.first_offset_bytes,
                                                text("the id ", party.id.key, " has no name"));
    }
    for (model::Name& name : party.names) {
        const std::size_t comma = name.whole.find(',');
        if (party.type != model::PartyType::person || comma == std::string::npos) continue;
        name.family = trim(std::string_view(name.whole).substr(0, comma));
        name.given = trim(std::string_view(name.whole).substr(comma + 1));
    }
    if (party.service) {
        for (const model::Wallet& wallet : party.wallets) {
            constexpr std::uint8_t kSure = 100;
            reading_.tags.push_back({wallet, party.display_name(), *party.service, party.id,
                                     draft.origin, draft.confidence.value_or(kSure), draft.from,
                                     draft.to});
        }
    }
    if (!draft.origin.empty()) party.attributes.push_back({"Source", draft.origin});
    reading_.parties.push_back(std::move(party));
}

/// By id first, then by name where exactly one party bears it.
void Reading::resolve_relations() {
    std::unordered_map<std::string_view, const std::string*> key_of;
    for (const Party& party : reading_.parties) {
        const auto [entry, is_new] = key_of.emplace(party.display_name(), &party.id.key);
        if (!is_new) entry->second = nullptr;
    }
    for (const Party& party : reading_.parties) key_of[party.id.key] = &party.id.key;
    for (Party& party : reading_.parties) {
        for (model::Relation& relation : party.relations) {
            const auto found = key_of.find(relation.other_name);
            if (found != key_of.end() && found->second != nullptr) {
                relation.other_key = *found->second;
            }
        }
    }
}

ListReading Reading::finish() {
    for (Draft& draft : drafts_) finish_draft(draft);
    resolve_relations();
    return std::move(reading_);
}

}  // namespace

Result<ListReading> read_pelf_csv(std::string_view source, std::span<const ListFile> files) {
    Reading reading(source);
    for (const ListFile& file : files) PELF_TRY_DONE(reading.read(file));
    return reading.finish();
}

}  // namespace pelf::ingest
