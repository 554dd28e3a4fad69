// SPDX-License-Identifier: Apache-2.0
#include "ingest/ownership/bods_interests.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "ingest/ownership/json_fields.hpp"
#include "ingest/ownership/share_text.hpp"

namespace pelf::ingest {
namespace {

using boost::json::object;
using model::kWholeE8;
using model::ShareRange;
using model::StakeKind;

struct InterestType {
    std::string_view name;  ///< Lower case, without hyphens: versions write them differently.
    StakeKind kind;
    bool is_whole = false;  ///< Without a share it is all of it; else without one it is unknown.
};
/// Of what versions 0.2 to 0.4 name; what each counts for is docs/formats/bods-json.md's.
constexpr std::array<InterestType, 28> kTypes = {{
    {"shareholding", StakeKind::shares},
    {"votingrights", StakeKind::votes},
    {"appointmentofboard", StakeKind::board},
    {"controlviacompanyrulesorarticles", StakeKind::formal_control, true},
    {"controlbylegalframework", StakeKind::formal_control, true},
    {"otherinfluenceorcontrol", StakeKind::influence},
    {"influenceorcontrol", StakeKind::influence},
    {"settlor", StakeKind::influence},
    {"settloroftrust", StakeKind::influence},
    {"trustee", StakeKind::influence},
    {"trusteeoftrust", StakeKind::influence},
    {"protector", StakeKind::influence},
    {"protectoroftrust", StakeKind::influence},
    {"beneficiaryoflegalarrangement", StakeKind::influence},
    {"beneficiaryoftrust", StakeKind::influence},
    {"otherinfluenceorcontroloftrust", StakeKind::influence},
    {"rightsgrantedbycontract", StakeKind::influence},
    {"conditionalrightsgrantedbycontract", StakeKind::influence},
    {"nominator", StakeKind::influence},
    {"rightstosurplusassetsondissolution", StakeKind::economic},
    {"rightstosurplusassets", StakeKind::economic},
    {"rightstoprofitorincome", StakeKind::economic},
    {"righttoprofitorincomefromassets", StakeKind::economic},
    {"enjoymentanduseofassets", StakeKind::economic},
    {"seniormanagingofficial", StakeKind::office},
    {"boardmember", StakeKind::office},
    {"boardchair", StakeKind::office},
    {"nominee", StakeKind::nominee},
}};

std::string plain(std::string_view name) {
    std::string letters;
    for (const char letter : ascii_lower(name)) {
        if (letter != '-' && letter != '_' && letter != ' ') letters += letter;
    }
    return letters;
}

/// A number that is a percentage; text with one in it is taken, and a flaw.
std::optional<std::uint32_t> percent_of(const object& share, std::string_view key,
                                        std::vector<std::string>& flaws) {
    const auto* value = share.if_contains(key);
    if (value == nullptr || value->is_bool() || value->is_null()) return std::nullopt;
    std::optional<std::uint32_t> share_e8;
    if (value->is_number()) share_e8 = model::share_of_percent(value->to_number<double>());
    if (const auto* string = value->if_string()) {
        const auto phrase = parse_share(std::string_view(*string));
        if (phrase && phrase->share.is_exact()) share_e8 = phrase->share.min_e8;
        flaws.push_back(text("expected a number as ", key, ", found text"));
    } else if (!share_e8) {
        flaws.push_back(text("expected a percentage from 0 to 100 as ", key));
    }
    return share_e8;
}

/// Versions before 0.4 mark a bound as excluded by a boolean, 0.4 gives the bound itself.
ShareRange range_of(const object& share, std::vector<std::string>& flaws) {
    ShareRange range;
    if (const auto low = percent_of(share, "minimum", flaws)) range.min_e8 = *low;
    if (const auto high = percent_of(share, "maximum", flaws)) range.max_e8 = *high;
    range.min_is_excluded = is_true(share, "exclusiveMinimum");
    range.max_is_excluded = is_true(share, "exclusiveMaximum");
    if (const auto low = percent_of(share, "exclusiveMinimum", flaws);
        low && *low >= range.min_e8) {
        range.min_e8 = *low;
        range.min_is_excluded = true;
    }
    if (const auto high = percent_of(share, "exclusiveMaximum", flaws);
        high && *high <= range.max_e8) {
        range.max_e8 = *high;
        range.max_is_excluded = true;
    }
    if (const auto exact = percent_of(share, "exact", flaws)) {
        if (*exact < range.min_e8 || *exact > range.max_e8) {
            flaws.emplace_back("the exact share is outside of its own bounds");
            return {};
        }
        return {*exact, *exact, false, false};
    }
    const bool is_empty =
        range.min_e8 == range.max_e8 && (range.min_is_excluded || range.max_is_excluded);
    if (range.min_e8 > range.max_e8 || is_empty) {
        flaws.emplace_back("expected a minimum below the maximum");
        return {};
    }
    return range;  // A bound that nobody could read leaves its side open.
}

std::optional<model::PartialDate> date_in(const object& holder, std::string_view key,
                                          std::vector<std::string>& flaws) {
    const auto* value = holder.if_contains(key);
    if (value == nullptr || value->is_null()) return std::nullopt;
    const auto date = date_of(text_of(holder, key));
    if (!date) flaws.push_back(text("expected a date like 2020-03-02 as ", key));
    return date;
}

BodsInterest interest_of(const object& holder, std::vector<std::string>& flaws) {
    BodsInterest interest;
    const std::string type = plain(text_of(holder, "type"));
    const InterestType* known = nullptr;
    for (const InterestType& candidate : kTypes) {
        if (candidate.name == type) known = &candidate;
    }
    const bool is_unknown =
        type.empty() || type == "unknowninterest" || type == "unpublishedinterest";
    if (known == nullptr && !is_unknown) {
        flaws.push_back(text("an interest of a type that is not known: ", type.substr(0, 60)));
    }
    if (known != nullptr) interest.kind = known->kind;
    if (known != nullptr && known->is_whole) interest.share = {kWholeE8, kWholeE8, false, false};
    if (const object* share = object_of(holder, "share")) {
        interest.share = range_of(*share, flaws);
    } else if (holder.contains("share")) {
        flaws.emplace_back("expected an object as share");
    }
    // Of an interest that may be anything, a share of the capital is only the worst case.
    if (known == nullptr) interest.share.min_e8 = 0;
    if (known == nullptr) interest.share.min_is_excluded = false;
    std::string_view level = text_of(holder, "directOrIndirect");
    if (level.empty()) level = text_of(holder, "interestLevel");
    interest.is_indirect = level == "indirect";
    interest.from = date_in(holder, "startDate", flaws);
    interest.to = date_in(holder, "endDate", flaws);
    return interest;
}

void add_name(model::Party& party, std::string_view name, model::NameKind kind) {
    if (name.empty()) return;
    model::Name& added = party.names.emplace_back();
    added.kind = party.names.size() == 1 ? model::NameKind::primary : kind;
    added.whole = name;
}

void add_identifiers(model::Party& party, const object& details) {
    const auto* identifiers = array_of(details, "identifiers");
    if (identifiers == nullptr) return;
    for (const auto& value : *identifiers) {
        const object* identifier = value.if_object();
        if (identifier == nullptr || text_of(*identifier, "id").empty()) continue;
        std::string_view scheme = text_of(*identifier, "scheme");
        if (scheme.empty()) scheme = text_of(*identifier, "schemeName");
        // "GB-COH": a country of ISO 3166, or X for none of them ("XI-LEI").
        const bool has_country = scheme.size() > 3 && scheme[2] == '-' && scheme[0] != 'X';
        party.identifiers.push_back({std::string(scheme),
                                     std::string(text_of(*identifier, "id")),
                                     std::string(has_country ? scheme.substr(0, 2) : ""),
                                     {}});
    }
}

void add_country(model::Party& party, const object* country, model::CountryRole role) {
    if (country == nullptr) return;
    std::string_view name = text_of(*country, "code");
    if (name.empty()) name = text_of(*country, "name");
    if (!name.empty()) party.countries.push_back({role, std::string(name)});
}

}  // namespace

std::vector<BodsInterest> read_bods_interests(const object& details,
                                              std::vector<std::string>& flaws) {
    std::vector<BodsInterest> interests;
    const auto* array = array_of(details, "interests");
    if (array == nullptr && details.contains("interests")) {
        flaws.emplace_back("expected a list of interests");
    }
    if (array != nullptr) {
        for (const auto& value : *array) {
            if (const object* interest = value.if_object()) {
                interests.push_back(interest_of(*interest, flaws));
            } else {
                flaws.emplace_back("expected an object as interest");
            }
        }
    }
    if (interests.empty()) interests.emplace_back();
    return interests;
}

model::Party read_bods_party(const object& details, bool is_person) {
    model::Party party;
    party.type = is_person ? model::PartyType::person : model::PartyType::entity;
    add_name(party, text_of(details, "name"), model::NameKind::primary);
    if (const auto* names = array_of(details, "names")) {
        for (const auto& value : *names) {
            const object* name = value.if_object();
            if (name == nullptr) continue;
            const std::string_view whole = text_of(*name, "fullName");
            const std::string joined =
                text(text_of(*name, "givenName"), " ", text_of(*name, "familyName"));
            add_name(party, whole.empty() ? trim(joined) : whole, model::NameKind::aka);
        }
    }
    if (const auto* names = array_of(details, "alternateNames")) {
        for (const auto& value : *names) {
            if (const auto* name = value.if_string()) {
                add_name(party, std::string_view(*name), model::NameKind::aka);
            }
        }
    }
    add_identifiers(party, details);
    add_country(party, object_of(details, "jurisdiction"), model::CountryRole::other);
    add_country(party, object_of(details, "incorporatedInJurisdiction"), model::CountryRole::other);
    if (const auto* nationalities = array_of(details, "nationalities")) {
        for (const auto& value : *nationalities) {
            add_country(party, value.if_object(), model::CountryRole::nationality);
        }
    }
    if (const auto birth = date_of(text_of(details, "birthDate"))) party.births.push_back(*birth);
    return party;
}

}  // namespace pelf::ingest
