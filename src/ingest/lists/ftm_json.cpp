// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/ftm_json.hpp"

#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "ingest/lists/facts.hpp"
#include "ingest/lists/ftm_drafts.hpp"
#include "ingest/lists/ftm_schema.hpp"
#include "ingest/lists/identifiers.hpp"
#include "ingest/lists/wallets.hpp"

namespace pelf::ingest {
namespace {

namespace dom = simdjson::dom;
using model::Party;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
/// One line's entity, or one within it. Views into the parser, until the next line.
struct Entity {
    std::string_view id;
    std::string_view schema_name;
    std::string_view caption;
    const FtmSchema* schema = nullptr;
    dom::object properties;
    bool has_properties = false;
    dom::array referents;
    bool has_referents = false;
    dom::array datasets;
    bool has_datasets = false;
    std::string_view within;  ///< Id of the entity in which it stands; empty for none.
};

/// Calls `take` with every value of a property: the elements of its array, or itself.
template <class Take>
void for_each_value(const dom::element& property, Take take) {
    dom::array values;
    if (property.get(values) != simdjson::SUCCESS) return take(property);
    for (const dom::element value : values) take(value);
}

template <class Take>
void for_each_text(const dom::element& property, Take take) {
    for_each_value(property, [&](const dom::element& value) {
        std::string_view words;
        if (value.get(words) == simdjson::SUCCESS && !trim(words).empty()) take(trim(words));
    });
}

template <class Take>
void for_each_text_of(const Entity& entity, std::string_view property, Take take) {
    dom::element found;
    if (entity.has_properties && entity.properties[property].get(found) == simdjson::SUCCESS) {
        for_each_text(found, take);
    }
}

std::string first_text(const Entity& entity, std::string_view property) {
    std::string first;
    for_each_text_of(entity, property, [&](std::string_view words) {
        if (first.empty()) first = words;
    });
    return first;
}

/// The ids that a property names, whether the other entities stand inside it or elsewhere.
void add_ids(const dom::element& property, std::vector<std::string>& ids) {
    for_each_value(property, [&](const dom::element& value) {
        std::string_view id;
        dom::object nested;
        if (value.get(nested) == simdjson::SUCCESS) {
            if (nested["id"].get(id) != simdjson::SUCCESS) return;
        } else if (value.get(id) != simdjson::SUCCESS) {
            return;
        }
        if (!trim(id).empty()) ids.emplace_back(trim(id));
    });
}

std::vector<std::string> ids_of(const Entity& entity, std::string_view property) {
    std::vector<std::string> ids;
    dom::element found;
    if (entity.has_properties && entity.properties[property].get(found) == simdjson::SUCCESS) {
        add_ids(found, ids);
    }
    return ids;
}

/// Whether an entity that names no other end of its edge stands in that other end.
std::vector<std::string> ends_of(const Entity& entity, std::string_view property,
                                 bool may_be_outer) {
    auto ids = ids_of(entity, property);
    if (ids.empty() && may_be_outer && !entity.within.empty()) ids.emplace_back(entity.within);
    return ids;
}

class Reading {
public:
    Reading(std::string_view source, const FtmLimits& limits)
        : source_(source),
          limits_(limits),
          parser_(limits.line_bytes_max + 1),
          drafts_(source, limits.parties_max) {}

    Status read(const ListFile& file);
    ListReading finish();

private:
    Report& report() { return reading_.reports.back(); }
    FtmPlace here() const { return {reading_.reports.size() - 1, offset_bytes_}; }

    bool parse_line(std::string_view line, std::size_t readable_bytes);
    std::optional<std::string> take_entity(const dom::object& object, std::string_view within,
                                           std::size_t depth);
    std::optional<std::string> take_known(const Entity& entity);
    void take_nested(const Entity& entity, std::size_t depth);
    void take_party(const Entity& entity, FtmDraft& draft);
    void take_property(const FtmProperty* known, std::string_view name,
                       const dom::element& property, FtmDraft& draft);
    void take_text(const FtmProperty& known, std::string_view words, FtmDraft& draft);
    void take_birth(std::string_view words, FtmDraft& draft);
    std::optional<std::string> take_listed(const Entity& entity);
    void take_wallet(const Entity& entity);
    void take_address(const Entity& entity);
    void take_sanction(const Entity& entity);
    void take_identification(const Entity& entity);
    void take_edge(const Entity& entity);

    bool is_second(const Entity& entity);
    std::string_view source_;
    FtmLimits limits_;
    dom::parser parser_;
    std::uint64_t offset_bytes_ = 0;  ///< Of the line being read.
    ListReading reading_;
    FtmDrafts drafts_;
};

Status Reading::read(const ListFile& file) {
    reading_.reports.emplace_back(file.name);
    std::string_view rest = file.bytes;
    if (rest.starts_with(kByteOrderMark)) rest.remove_prefix(kByteOrderMark.size());
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        offset_bytes_ = file.bytes.size() - rest.size();
        if (!trim(line).empty() && parse_line(line, rest.size())) report().accept();
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    }
    if (report().accepted_count() > 0) return Done{};
    const auto& losses = report().first_losses();
    return Unexpected(Error{Fault::refused,
                            text("expected one FollowTheMoney entity a line, found none: not an "
                                 "ftm-json list",
                                 losses.empty() ? "" : "; the first line: ",
                                 losses.empty() ? "" : losses.front().message),
                            file.name});
}

/// True if the line is an entity that was taken; else the report knows why not.
bool Reading::parse_line(std::string_view line, std::size_t readable_bytes) {
    if (line.size() > limits_.line_bytes_max) {
        report().reject(Fault::over_limit, offset_bytes_,
                        text("a line is longer than ", limits_.line_bytes_max, " bytes"));
        return false;
    }
    dom::object object;
    // A line need not be copied where the bytes that the parser may look at are the file's own.
    const bool must_copy = line.size() + simdjson::SIMDJSON_PADDING > readable_bytes;
    // The parser's own depth counts what may not be reached.
    auto error = parser_.allocate(std::max(parser_.capacity(), std::bit_ceil(line.size())),
                                  limits_.json_depth_max + 1);
    if (error == simdjson::SUCCESS) {
        error = parser_.parse(line.data(), line.size(), must_copy).get(object);
    }
    if (error != simdjson::SUCCESS) {
        const bool too_deep = error == simdjson::DEPTH_ERROR;
        report().reject(too_deep ? Fault::over_limit : Fault::malformed, offset_bytes_,
                        text("expected a JSON object: ", simdjson::error_message(error)));
        return false;
    }
    const auto refusal = take_entity(object, {}, 0);
    if (refusal) report().reject(Fault::malformed, offset_bytes_, *refusal);
    return !refusal;
}

/// Nothing if the entity was taken, else why not. Depth is bounded by nested_entities_max.
std::optional<std::string> Reading::take_entity(const dom::object& object, std::string_view within,
                                                std::size_t depth) {
    Entity entity;
    entity.within = within;
    for (const auto field : object) {
        if (field.key == "id") {
            if (field.value.get(entity.id) != simdjson::SUCCESS) entity.id = {};
        } else if (field.key == "schema") {
            if (field.value.get(entity.schema_name) != simdjson::SUCCESS) entity.schema_name = {};
        } else if (field.key == "caption") {
            if (field.value.get(entity.caption) != simdjson::SUCCESS) entity.caption = {};
        } else if (field.key == "properties") {
            entity.has_properties = field.value.get(entity.properties) == simdjson::SUCCESS;
        } else if (field.key == "referents") {
            entity.has_referents = field.value.get(entity.referents) == simdjson::SUCCESS;
        } else if (field.key == "datasets") {
            entity.has_datasets = field.value.get(entity.datasets) == simdjson::SUCCESS;
        }
    }
    entity.id = trim(entity.id);
    if (entity.id.empty() || entity.schema_name.empty() || !entity.has_properties) {
        return text("expected an entity with id, schema and properties");
    }
    entity.schema = find_ftm_schema(entity.schema_name);
    if (entity.schema == nullptr) {
        return text("expected a schema of FollowTheMoney, found ", entity.schema_name);
    }
    std::size_t values_count = 0;
    for (const auto field : entity.properties) {
        dom::array values;
        values_count += field.value.get(values) == simdjson::SUCCESS ? values.size() : 1;
    }
    // An array says how long it is up to 16,777,215 elements, which is past every limit here.
    if (values_count > limits_.values_max) {
        return text("the entity ", entity.id, " has more values than ", limits_.values_max);
    }
    if (auto refusal = take_known(entity)) return refusal;
    take_nested(entity, depth);
    return std::nullopt;
}

std::optional<std::string> Reading::take_known(const Entity& entity) {
    switch (entity.schema->kind) {
        case FtmKind::party: return take_listed(entity);
        case FtmKind::wallet: take_wallet(entity); break;
        case FtmKind::address: take_address(entity); break;
        case FtmKind::position: drafts_.add_position(entity.id, first_text(entity, "name")); break;
        case FtmKind::sanction: take_sanction(entity); break;
        case FtmKind::identification: take_identification(entity); break;
        case FtmKind::edge: take_edge(entity); break;
        case FtmKind::aside: drafts_.count_kept_out(entity.schema_name); break;
    }
    return std::nullopt;
}

void Reading::take_nested(const Entity& entity, std::size_t depth) {
    for (const auto field : entity.properties) {
        for_each_value(field.value, [&](const dom::element& value) {
            dom::object nested;
            if (value.get(nested) != simdjson::SUCCESS) return;
            if (depth + 1 >= limits_.nested_entities_max) {
                return report().flaw(Fault::over_limit, offset_bytes_,
                                     text("entities within each other more than ",
                                          limits_.nested_entities_max, " deep, in ", entity.id));
            }
            if (const auto refusal = take_entity(nested, entity.id, depth + 1)) {
                report().flaw(Fault::malformed, offset_bytes_,
                              text("within ", entity.id, ": ", *refusal));
            }
        });
    }
}

std::optional<std::string> Reading::take_listed(const Entity& entity) {
    FtmDraft* const draft = drafts_.draft_of(entity.id, here());
    if (draft == nullptr) return text("more parties than ", limits_.parties_max);
    std::size_t values_count = 0;
    for (const auto field : entity.properties) {
        dom::array values;
        values_count += field.value.get(values) == simdjson::SUCCESS ? values.size() : 1;
    }
    if (draft->values_count + values_count > limits_.values_max) {
        return text("the entity ", entity.id, " has more values than ", limits_.values_max,
                    " in all its lines");
    }
    draft->values_count += values_count;
    take_party(entity, *draft);
    return std::nullopt;
}

void Reading::take_party(const Entity& entity, FtmDraft& draft) {
    Party& party = draft.party;
    if (party.type == model::PartyType::unknown) party.type = entity.schema->type;
    if (draft.caption.empty()) draft.caption = entity.caption;
    ftm_add_attribute(party, "Schema", entity.schema_name);
    for (const auto field : entity.properties) {
        take_property(find_ftm_property(field.key), field.key, field.value, draft);
    }
    const auto add_all = [&](const dom::array& values, std::string_view kind) {
        for (const dom::element value : values) {
            std::string_view words;
            if (value.get(words) == simdjson::SUCCESS) ftm_add_attribute(party, kind, words);
        }
    };
    if (entity.has_datasets) add_all(entity.datasets, "Dataset");
    if (!entity.has_referents) return;
    add_all(entity.referents, "Referent");
}

void Reading::take_property(const FtmProperty* known, std::string_view name,
                            const dom::element& property, FtmDraft& draft) {
    const std::string& id = draft.party.id.key;
    if (known != nullptr &&
        (known->take == FtmTake::address_reference || known->take == FtmTake::relation)) {
        const bool is_address = known->take == FtmTake::address_reference;
        std::vector<std::string> ids;
        add_ids(property, ids);
        for (std::string& other : ids) {
            drafts_.add_link({is_address ? FtmLink::Kind::address : FtmLink::Kind::relation,
                              id,
                              std::move(other),
                              known->kind,
                              known->back_relation,
                              {},
                              {},
                              here()});
        }
        return;
    }
    const FtmProperty unknown{name, FtmTake::attribute, name};
    for_each_text(property, [&](std::string_view words) {
        take_text(known != nullptr ? *known : unknown, words, draft);
    });
}

void Reading::take_text(const FtmProperty& known, std::string_view words, FtmDraft& draft) {
    using model::NameKind;
    using model::Strength;
    Party& party = draft.party;
    switch (known.take) {
        case FtmTake::name: ftm_add_name(party, words, NameKind::primary, Strength::strong); break;
        case FtmTake::alias: ftm_add_name(party, words, NameKind::aka, Strength::strong); break;
        case FtmTake::weak_alias: ftm_add_name(party, words, NameKind::aka, Strength::weak); break;
        case FtmTake::previous_name:
            ftm_add_name(party, words, NameKind::fka, Strength::strong);
            break;
        case FtmTake::last_name:
            add_unique(draft.last_names, std::string(words));
            ftm_add_attribute(party, known.kind, words);
            break;
        case FtmTake::birth: take_birth(words, draft); break;
        case FtmTake::birth_place: add_unique(party.birth_places, std::string(words)); break;
        case FtmTake::country:
            add_unique(party.countries, model::Country{known.role, std::string(words)});
            break;
        case FtmTake::address:
            add_unique(party.addresses, model::PostalAddress{std::string(words), {}, {}, {}});
            break;
        case FtmTake::identifier: {
            const bool is_tail =
                party.type == model::PartyType::aircraft && known.name == "registrationNumber";
            add_unique(party.identifiers,
                       make_identifier(is_tail ? "Aircraft Tail Number" : known.kind, words));
            break;
        }
        case FtmTake::programme: add_unique(party.programmes, std::string(words)); break;
        case FtmTake::remark: ftm_add_remark(party, words); break;
        case FtmTake::attribute: ftm_add_attribute(party, known.kind, words); break;
        case FtmTake::address_reference:
        case FtmTake::relation:
        case FtmTake::ignored: break;
    }
}

/// "1986", "1986-07", "1986-07-12"; a time of day behind it is cut off.
void Reading::take_birth(std::string_view words, FtmDraft& draft) {
    constexpr std::size_t kDayLetters = 10;
    const bool has_time = words.size() > kDayLetters && words[kDayLetters] == 'T';
    if (const auto date =
            model::parse_partial_date(has_time ? words.substr(0, kDayLetters) : words)) {
        return add_unique(draft.party.births, *date);
    }
    draft.party.unparsed.push_back(text("birthDate ", words));
    ++reading_.remark_unparsed_count;
}

/// The wallet with all that is said of it; whose it is shows when all is read.
void Reading::take_wallet(const Entity& entity) {
    if (is_second(entity)) return;
    FtmDraft draft;
    draft.party.id = {std::string(source_), std::string(entity.id)};
    take_party(entity, draft);
    std::string currency = first_text(entity, "currency");
    if (currency.empty()) currency = first_text(entity, "currencySymbol");
    std::string upper = currency;
    for (char& letter : upper) {
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    }
    for_each_text_of(entity, "publicKey", [&](std::string_view key) {
        model::Wallet wallet = wallet_of_asset(upper, key);
        wallet.asset = currency;
        if (wallet.checksum == model::Checksum::bad) {
            reading_.notices.push_back(
                text("entity ", entity.id, " lists an address of ", wallet.ledger,
                     " whose form or check digits are wrong, kept as listed: ", wallet.address));
        }
        draft.party.wallets.push_back(std::move(wallet));
    });
    drafts_.add_aside(
        {std::string(entity.id), ends_of(entity, "holder", true), std::move(draft.party), here()});
}

void Reading::take_address(const Entity& entity) {
    model::PostalAddress address;
    const std::string full = first_text(entity, "full");
    address.street = first_text(entity, "street");
    append_labelled(address.street, "P.O. box ", first_text(entity, "postOfficeBox"));
    for (const std::string_view part : {"city", "postalCode", "region", "state"}) {
        const std::string words = first_text(entity, part);
        if (words.empty()) continue;
        if (!address.place.empty()) address.place += ", ";
        address.place += words;
    }
    address.country = first_text(entity, "country");
    address.note = first_text(entity, "remarks");
    if (address.street.empty() && address.place.empty()) {
        address.street = full.empty() ? std::string(entity.caption) : full;
    } else if (!full.empty()) {
        append_labelled(address.note, "in full: ", full);
    }
    drafts_.add_address(entity.id, std::move(address));
}

void Reading::take_sanction(const Entity& entity) {
    if (is_second(entity)) return;
    FtmAside aside{std::string(entity.id), ends_of(entity, "entity", true), {}, here()};
    std::string words = first_text(entity, "authority");
    const auto add = [&](std::string_view property, std::string_view label) {
        for_each_text_of(entity, property,
                         [&](std::string_view value) { append_labelled(words, label, value); });
    };
    add("program", "programme ");
    add("listingDate", "listed ");
    add("startDate", "from ");
    add("endDate", "to ");
    add("status", "status ");
    add("provisions", "");
    add("country", "country ");
    if (!words.empty()) ftm_add_attribute(aside.facts, "Sanction", words);
    const auto add_programme = [&](std::string_view value) {
        add_unique(aside.facts.programmes, std::string(value));
    };
    for_each_text_of(entity, "programId", add_programme);
    if (aside.facts.programmes.empty()) for_each_text_of(entity, "program", add_programme);
    for_each_text_of(entity, "reason",
                     [&](std::string_view value) { ftm_add_remark(aside.facts, value); });
    for_each_text_of(entity, "authorityId", [&](std::string_view value) {
        aside.facts.identifiers.push_back(make_identifier("Authority ID", value));
    });
    for_each_text_of(entity, "unscId", [&](std::string_view value) {
        aside.facts.identifiers.push_back(make_identifier("UN Ref", value));
    });
    drafts_.add_aside(std::move(aside));
}

void Reading::take_identification(const Entity& entity) {
    if (is_second(entity)) return;
    FtmAside aside{std::string(entity.id), ends_of(entity, "holder", true), {}, here()};
    const bool is_passport = entity.schema_name == "Passport";
    std::string kind = first_text(entity, "type");
    if (kind.empty()) kind = is_passport ? "Passport" : "Identification";
    std::string note;
    append_labelled(note, "issued ", first_text(entity, "startDate"));
    append_labelled(note, "expires ", first_text(entity, "endDate"));
    append_labelled(note, "by ", first_text(entity, "authority"));
    const std::string country = first_text(entity, "country");
    for (const std::string_view property : {"number", "passportNumber", "personalNumber"}) {
        for_each_text_of(entity, property, [&](std::string_view value) {
            const bool is_personal = property == "personalNumber";
            add_unique(aside.facts.identifiers,
                       make_identifier(is_personal ? std::string("Personal No.") : kind, value,
                                       country, note));
        });
    }
    drafts_.add_aside(std::move(aside));
}

void Reading::take_edge(const Entity& entity) {
    if (is_second(entity)) return;
    const FtmSchema& schema = *entity.schema;
    const auto from = ends_of(entity, schema.from_property, true);
    const auto to =
        ends_of(entity, schema.to_property, !ids_of(entity, schema.from_property).empty());
    if (from.empty() || to.empty()) {
        return report().flaw(Fault::malformed, offset_bytes_,
                             text("the ", entity.schema_name, " ", entity.id,
                                  " does not say whom it relates to whom"));
    }
    const bool is_position = entity.schema_name == "Occupancy";
    std::string note;
    append_labelled(note, "", first_text(entity, "role"));
    append_labelled(note, "", first_text(entity, "relationship"));
    append_labelled(note, "", first_text(entity, "status"));
    append_labelled(note, "from ", first_text(entity, "startDate"));
    append_labelled(note, "to ", first_text(entity, "endDate"));
    append_labelled(note, "", first_text(entity, "summary"));
    for (const std::string& one : from) {
        for (const std::string& other : to) {
            drafts_.add_link({is_position ? FtmLink::Kind::position : FtmLink::Kind::relation, one,
                              other, schema.from_relation, schema.to_relation,
                              first_text(entity, "percentage"), note, here()});
        }
    }
}

/// Edges and asides stand in several lines of the nested form, and once in the plain one.
bool Reading::is_second(const Entity& entity) {
    if (drafts_.is_first(entity.id)) return false;
    if (entity.within.empty()) {
        report().flaw(
            Fault::malformed, offset_bytes_,
            text("a second statement of the ", entity.schema_name, " ", entity.id, ", not read"));
    }
    return true;
}

ListReading Reading::finish() {
    drafts_.finish(reading_);
    return std::move(reading_);
}

}  // namespace

Result<ListReading> read_ftm_json(std::string_view source, std::span<const ListFile> files) {
    return read_ftm_json(source, files, FtmLimits{});
}

Result<ListReading> read_ftm_json(std::string_view source, std::span<const ListFile> files,
                                  const FtmLimits& limits) {
    Reading reading(source, limits);
    for (const ListFile& file : files) PELF_TRY_DONE(reading.read(file));
    return reading.finish();
}

}  // namespace pelf::ingest
