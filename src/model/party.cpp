// SPDX-License-Identifier: Apache-2.0
#include "model/party.hpp"

#include <array>
#include <cstddef>

namespace pelf::model {
namespace {

constexpr std::array<std::string_view, 5> kPartyTypes = {"unknown", "person", "entity", "vessel",
                                                         "aircraft"};
constexpr std::array<std::string_view, 4> kNameKinds = {"primary", "aka", "fka", "nka"};
constexpr std::array<std::string_view, 7> kCountryRoles = {
    "birth", "nationality", "citizenship", "flag", "former_flag", "jurisdiction", "other"};
constexpr std::array<std::string_view, 8> kNamePartRoles = {
    "unknown", "family", "given", "middle", "patronymic", "matronymic", "maiden", "nickname"};

}  // namespace

std::string_view to_string(PartyType type) noexcept {
    return kPartyTypes[static_cast<std::size_t>(type)];
}

std::optional<PartyType> parse_party_type(std::string_view text) noexcept {
    for (std::size_t i = 0; i < kPartyTypes.size(); ++i) {
        if (kPartyTypes[i] == text) return static_cast<PartyType>(i);
    }
    return std::nullopt;
}

std::string_view to_string(NameKind kind) noexcept {
    return kNameKinds[static_cast<std::size_t>(kind)];
}

std::string_view to_string(Strength strength) noexcept {
    return strength == Strength::strong ? "strong" : "weak";
}

std::string_view to_string(CountryRole role) noexcept {
    return kCountryRoles[static_cast<std::size_t>(role)];
}

std::string_view to_string(NamePartRole role) noexcept {
    return kNamePartRoles[static_cast<std::size_t>(role)];
}

const std::string& Party::display_name() const noexcept {
    return names.empty() ? id.key : names.front().whole;
}

}  // namespace pelf::model
