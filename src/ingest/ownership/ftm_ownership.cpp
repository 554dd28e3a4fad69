// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <span>
#include <utility>

#include "ingest/ownership/json_fields.hpp"
#include "ingest/ownership/json_records.hpp"
#include "ingest/ownership/register.hpp"
#include "ingest/ownership/share_text.hpp"

namespace pelf::ingest {
namespace {

using boost::json::object;
using model::StakeKind;

/// Entities that can hold or be held; all other things of the format are none of ours.
struct PartySchema {
    std::string_view name;
    model::PartyType type;
};
constexpr std::array<PartySchema, 10> kParties = {{
    {"Person", model::PartyType::person},
    {"LegalEntity", model::PartyType::unknown},
    {"Organization", model::PartyType::entity},
    {"Company", model::PartyType::entity},
    {"PublicBody", model::PartyType::entity},
    {"Asset", model::PartyType::unknown},
    {"Security", model::PartyType::unknown},
    {"Vessel", model::PartyType::vessel},
    {"Airplane", model::PartyType::aircraft},
    {"Vehicle", model::PartyType::unknown},
}};

/// Connections, with the names of their two ends: who holds, and what.
struct LinkSchema {
    std::string_view name;
    std::string_view holder;
    std::string_view held;
    StakeKind kind;
};
constexpr std::array<LinkSchema, 8> kLinks = {{
    {"Ownership", "owner", "asset", StakeKind::shares},
    {"Directorship", "director", "organization", StakeKind::office},
    {"Employment", "employee", "employer", StakeKind::office},
    {"Membership", "member", "organization", StakeKind::link},
    {"Representation", "agent", "client", StakeKind::link},
    {"UnknownLink", "subject", "object", StakeKind::link},
    {"Associate", "person", "associate", StakeKind::link},
    {"Family", "person", "relative", StakeKind::link},
}};

struct IdentifierProperty {
    std::string_view name;
    std::string_view kind;
};
constexpr std::array<IdentifierProperty, 13> kIdentifiers = {{
    {"leiCode", "LEI"},
    {"registrationNumber", "Registration Number"},
    {"ogrnCode", "OGRN"},
    {"innCode", "INN"},
    {"taxNumber", "Tax ID No."},
    {"vatCode", "VAT"},
    {"swiftBic", "BIC"},
    {"imoNumber", "IMO"},
    {"passportNumber", "Passport"},
    {"idNumber", "ID"},
    {"uniqueEntityId", "UEI"},
    {"npiCode", "NPI"},
    {"mmsi", "MMSI"},
}};

template <class Table>
const typename Table::value_type* find_in(const Table& table, std::string_view name) {
    for (const auto& row : table) {
        if (row.name == name) return &row;
    }
    return nullptr;
}

/// All values of a property; some writers leave out the list around a single one.
std::vector<std::string> values_of(const object& properties, std::string_view key) {
    std::vector<std::string> values;
    const auto* value = properties.if_contains(key);
    if (value == nullptr) return values;
    const auto add = [&](const boost::json::value& one) {
        if (const auto* string = one.if_string()) values.emplace_back(*string);
        if (one.is_number()) values.push_back(boost::json::serialize(one));
        // Nested entities: their id is what a plain file has in its place.
        if (const auto* entity = one.if_object()) values.emplace_back(text_of(*entity, "id"));
    };
    if (const auto* array = value->if_array()) {
        for (const auto& one : *array) add(one);
    } else {
        add(*value);
    }
    return values;
}

class Reading {
public:
    explicit Reading(std::string_view source) : index_(source, reading_.content.parties) {}

    void read(const RegisterFile& file);
    RegisterReading finish();

private:
    void take(const object& entity, std::uint64_t offset_bytes);
    void take_party(const object& properties, std::string_view id, model::PartyType type);
    void take_link(const object& properties, const LinkSchema& schema, std::string_view id,
                   std::uint64_t offset_bytes);
    void set_share(const object& properties, model::Stake& stake, std::uint64_t offset_bytes);

    RegisterReading reading_;
    PartyIndex index_;
    std::uint64_t without_share_count_ = 0;
};

void Reading::read(const RegisterFile& file) {
    reading_.reports.emplace_back(file.name);
    JsonRecords records(file.bytes);
    while (true) {
        const auto step = records.next();
        if (step == JsonRecords::Step::end) return;
        Report& report = reading_.reports.back();
        if (step == JsonRecords::Step::bad) {
            report.reject(records.fault(), records.offset_bytes(),
                          "expected an entity as a JSON object that is closed");
            continue;
        }
        const auto entity = parse_object(records.record());
        if (!entity) {
            report.reject(Fault::malformed, records.offset_bytes(),
                          "the entity is not JSON, or nested too deeply");
            continue;
        }
        take(*entity, records.offset_bytes());
    }
}

void Reading::take(const object& entity, std::uint64_t offset_bytes) {
    Report& report = reading_.reports.back();
    const std::string_view id = text_of(entity, "id");
    const std::string_view schema = text_of(entity, "schema");
    const object* properties = object_of(entity, "properties");
    if (id.empty() || schema.empty() || properties == nullptr) {
        return report.reject(Fault::malformed, offset_bytes,
                             "expected an entity with id, schema and properties");
    }
    report.accept();
    if (const auto* party = find_in(kParties, schema)) {
        take_party(*properties, id, party->type);
    } else if (const auto* link = find_in(kLinks, schema)) {
        take_link(*properties, *link, id, offset_bytes);
    }
}

void Reading::take_party(const object& properties, std::string_view id, model::PartyType type) {
    model::Party& party = reading_.content.parties[index_.index_of(id)];
    party.type = type;
    for (const char* key : {"name", "alias", "weakAlias", "previousName"}) {
        for (std::string& value : values_of(properties, key)) {
            model::Name& name = party.names.emplace_back();
            name.kind = party.names.size() == 1 ? model::NameKind::primary : model::NameKind::aka;
            if (std::string_view(key) == "weakAlias") name.strength = model::Strength::weak;
            name.whole = std::move(value);
        }
    }
    const auto jurisdictions = values_of(properties, "jurisdiction");
    for (const auto& [property, kind] : kIdentifiers) {
        for (std::string& value : values_of(properties, property)) {
            party.identifiers.push_back({std::string(kind),
                                         std::move(value),
                                         jurisdictions.empty() ? "" : jurisdictions.front(),
                                         {}});
        }
    }
    for (const std::string& country : jurisdictions) {
        party.countries.push_back({model::CountryRole::other, country});
    }
    for (std::string& country : values_of(properties, "nationality")) {
        party.countries.push_back({model::CountryRole::nationality, std::move(country)});
    }
    for (const std::string& value : values_of(properties, "birthDate")) {
        if (const auto date = date_of(value)) party.births.push_back(*date);
    }
    for (std::string& topic : values_of(properties, "topics")) {
        party.attributes.push_back({"Topic", std::move(topic)});
    }
}

void Reading::take_link(const object& properties, const LinkSchema& schema, std::string_view id,
                        std::uint64_t offset_bytes) {
    Report& report = reading_.reports.back();
    const auto holders = values_of(properties, schema.holder);
    const auto held = values_of(properties, schema.held);
    if (holders.empty() || held.empty()) {
        return report.flaw(
            Fault::malformed, offset_bytes,
            text(schema.name, " ", id, " lacks ", holders.empty() ? schema.holder : schema.held));
    }
    model::Stake stake;
    stake.kind = schema.kind;
    stake.statement = id;
    if (schema.kind == StakeKind::shares) set_share(properties, stake, offset_bytes);
    const auto date_in = [&](std::string_view key) -> std::optional<model::PartialDate> {
        const auto values = values_of(properties, key);
        if (values.empty()) return std::nullopt;
        const auto date = date_of(values.front());
        if (!date) {
            report.flaw(Fault::malformed, offset_bytes,
                        text(schema.name, " ", id, ": expected a date as ", key));
        }
        return date;
    };
    stake.from = date_in("startDate");
    stake.to = date_in("endDate");
    for (const std::string& holder : holders) {
        for (const std::string& asset : held) {
            stake.owner_index = index_.index_of(holder);
            stake.owned_index = index_.index_of(asset);
            reading_.content.stakes.push_back(stake);
        }
    }
}

/// From `percentage`, else from a phrase in `ownershipType` or `role`. Of several statements, the
/// band that covers all.
void Reading::set_share(const object& properties, model::Stake& stake, std::uint64_t offset_bytes) {
    bool has_share = false;
    for (const std::string& value : values_of(properties, "percentage")) {
        const auto phrase = parse_share(value);
        if (!phrase || phrase->is_right_only) {
            reading_.reports.back().flaw(Fault::malformed, offset_bytes,
                                         text("a percentage that is none: ", value.substr(0, 60)));
            continue;
        }
        if (phrase->kind) stake.kind = *phrase->kind;
        const model::ShareRange& share = phrase->share;
        if (!has_share) {
            stake.share = share;
        } else {
            if (share.min_e8 <= stake.share.min_e8) {
                stake.share.min_is_excluded = share.min_is_excluded;
                stake.share.min_e8 = share.min_e8;
            }
            if (share.max_e8 >= stake.share.max_e8) {
                stake.share.max_is_excluded = share.max_is_excluded;
                stake.share.max_e8 = share.max_e8;
            }
        }
        has_share = true;
    }
    for (const char* key : {"ownershipType", "role", "legalBasis"}) {
        for (const std::string& value : values_of(properties, key)) {
            const auto phrase = parse_share(value);
            if (!phrase) continue;
            if (phrase->kind && *phrase->kind != StakeKind::shares) stake.kind = *phrase->kind;
            if (has_share || phrase->is_right_only) continue;
            stake.share = phrase->share;
            has_share = true;
        }
    }
    if (!has_share) ++without_share_count_;
}

RegisterReading Reading::finish() {
    std::uint64_t nameless_count = 0;
    for (const model::Party& party : reading_.content.parties) {
        if (party.names.empty()) ++nameless_count;
    }
    if (nameless_count > 0) {
        reading_.notices.push_back(
            text(nameless_count, " parties are named by others or without a name of their own"));
    }
    if (without_share_count_ > 0) {
        reading_.notices.push_back(
            text(without_share_count_, " ownerships without a percentage count as possible only"));
    }
    return std::move(reading_);
}

}  // namespace

RegisterReading read_ftm_ownership(std::string_view source, std::span<const RegisterFile> files) {
    Reading reading(source);
    for (const RegisterFile& file : files) reading.read(file);
    return reading.finish();
}

}  // namespace pelf::ingest
