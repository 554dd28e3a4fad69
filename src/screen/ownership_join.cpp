// SPDX-License-Identifier: Apache-2.0
#include "screen/ownership_join.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/text.hpp"
#include "match/fold.hpp"

namespace pelf::screen {
namespace {

/// Countries as lists write them, for numbers that mean something in their country only. A country
/// that is not here keeps its own text: equal text still joins.
constexpr std::array<std::pair<std::string_view, std::string_view>, 30> kCountries = {{
    {"russia", "ru"},
    {"russian federation", "ru"},
    {"iran", "ir"},
    {"iran, islamic republic of", "ir"},
    {"korea, north", "kp"},
    {"north korea", "kp"},
    {"syria", "sy"},
    {"belarus", "by"},
    {"china", "cn"},
    {"hong kong", "hk"},
    {"cyprus", "cy"},
    {"united arab emirates", "ae"},
    {"united kingdom", "gb"},
    {"great britain", "gb"},
    {"uk", "gb"},
    {"united states", "us"},
    {"turkey", "tr"},
    {"ukraine", "ua"},
    {"venezuela", "ve"},
    {"myanmar", "mm"},
    {"burma", "mm"},
    {"cuba", "cu"},
    {"switzerland", "ch"},
    {"germany", "de"},
    {"france", "fr"},
    {"italy", "it"},
    {"singapore", "sg"},
    {"panama", "pa"},
    {"kazakhstan", "kz"},
    {"lebanon", "lb"},
}};

std::string country_code(std::string_view country) {
    std::string lower = ascii_lower(trim(country));
    for (const auto& [name, code] : kCountries) {
        if (name == lower) return std::string(code);
    }
    return lower;
}

std::string letters_and_digits(std::string_view value) {
    std::string kept;
    for (const char letter : ascii_lower(value)) {
        const bool is_kept = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
        if (is_kept) kept += letter;
    }
    return kept;
}

/// What a number is unique within: the world, or a country.
struct Key {
    std::string key;  ///< Empty: this kind joins nothing.
    std::string country;
    bool is_global = false;
};

Key key_of(const model::Identifier& identifier) {
    const std::string kind = ascii_lower(identifier.kind);
    const std::string value = letters_and_digits(identifier.value);
    if (value.empty()) return {};
    const auto has = [&](std::string_view word) { return kind.find(word) != std::string::npos; };
    constexpr std::size_t kLei = 20;
    if ((has("lei") || has("legal entity identifier")) && value.size() == kLei) {
        return {text("LEI ", value), {}, true};
    }
    const bool is_imo = kind == "imo" || kind.starts_with("imo ") || has(" imo ");
    if (const auto digits = value.find_first_of("0123456789");
        is_imo && digits != std::string::npos) {
        return {text("IMO ", value.substr(digits)), {}, true};
    }
    const std::string country = country_code(identifier.country);
    if (has("ogrn")) return {text("OGRN ", value), {}, true};
    if (kind == "inn") return {text("INN ", value), {}, true};
    const bool is_scheme = kind.size() > 3 && kind[2] == '-';  // "GB-COH" of org-id.guide.
    if (is_scheme || has("registration") || has("company number") || has("registry") ||
        has("commercial")) {
        return {text("registration number ", value), country, false};
    }
    return {};
}

bool may_be_same(model::PartyType a, model::PartyType b) {
    return a == b || a == model::PartyType::unknown || b == model::PartyType::unknown;
}

/// What is known of one pair; the certain reason stays.
using Pairs = std::map<std::pair<std::uint32_t, std::uint32_t>, Joined>;

void join(Pairs& pairs, Joined joined) {
    Joined& known = pairs[{joined.entity_index, joined.party_index}];
    if (known.how.empty() || (joined.is_definite && !known.is_definite)) known = std::move(joined);
}

}  // namespace

std::vector<Joined> join_listed(std::span<const model::Party> entities,
                                std::span<const model::Party> listed) {
    std::unordered_map<std::string, std::vector<std::pair<std::uint32_t, std::string>>> numbers;
    std::unordered_map<std::string, std::vector<std::uint32_t>> names;
    std::unordered_map<std::string, std::uint32_t> ids;
    for (std::uint32_t i = 0; i < listed.size(); ++i) {
        if (listed[i].service) continue;
        ids.emplace(text(listed[i].id.source, ":", listed[i].id.key), i);
        for (const auto& identifier : listed[i].identifiers) {
            Key key = key_of(identifier);
            if (!key.key.empty()) numbers[key.key].emplace_back(i, std::move(key.country));
        }
        for (const auto& name : listed[i].names) {
            names[match::order_free_key(match::fold(match::spoken_order(name.whole)))].push_back(i);
        }
    }
    Pairs pairs;
    for (std::uint32_t entity = 0; entity < entities.size(); ++entity) {
        const model::Party& party = entities[entity];
        if (const auto id = ids.find(party.id.key); id != ids.end()) {
            join(pairs, {entity, id->second, true, text("same id ", party.id.key)});
        }
        for (const auto& identifier : party.identifiers) {
            const Key key = key_of(identifier);
            const auto found = numbers.find(key.key);
            if (key.key.empty() || found == numbers.end()) continue;
            for (const auto& [index, country] : found->second) {
                const bool is_same = key.is_global || (!country.empty() && country == key.country);
                const bool may_be = country.empty() || key.country.empty();
                if (!is_same && !may_be) continue;
                join(pairs, {entity, index, is_same,
                             text("same ", key.key, is_same ? "" : ", country not given")});
            }
        }
        for (const auto& name : party.names) {
            const auto key = match::order_free_key(match::fold(match::spoken_order(name.whole)));
            const auto found = names.find(key);
            if (key.empty() || found == names.end()) continue;
            for (const std::uint32_t index : found->second) {
                if (!may_be_same(party.type, listed[index].type)) continue;
                join(pairs, {entity, index, false, "same name"});
            }
        }
    }
    std::vector<Joined> joined;
    for (auto& [pair, found] : pairs) joined.push_back(std::move(found));
    return joined;
}

}  // namespace pelf::screen
