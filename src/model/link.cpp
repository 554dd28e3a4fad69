// SPDX-License-Identifier: Apache-2.0
#include "model/link.hpp"

#include <algorithm>
#include <iterator>

namespace pelf::model {
namespace {

constexpr std::string_view kStandings[] = {"protocol", "asserted", "matched", "claimed"};
constexpr std::string_view kKinds[] = {"withdrawal", "swap", "bridge", "gift_card", "cash_out"};

template <class Value, std::size_t Count>
std::optional<Value> find(const std::string_view (&names)[Count], std::string_view text) noexcept {
    const auto at = std::ranges::find(names, text);
    if (at == std::end(names)) return std::nullopt;
    return static_cast<Value>(at - std::begin(names));
}

}  // namespace

std::string_view to_string(LinkStanding standing) noexcept {
    return kStandings[static_cast<std::size_t>(standing)];
}

std::optional<LinkStanding> parse_link_standing(std::string_view text) noexcept {
    return find<LinkStanding>(kStandings, text);
}

std::string_view to_string(LinkKind kind) noexcept {
    return kKinds[static_cast<std::size_t>(kind)];
}

std::optional<LinkKind> parse_link_kind(std::string_view text) noexcept {
    return find<LinkKind>(kKinds, text);
}

}  // namespace pelf::model
