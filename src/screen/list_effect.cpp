// SPDX-License-Identifier: Apache-2.0
#include "screen/list_effect.hpp"

#include <algorithm>
#include <array>

namespace pelf::screen {
namespace {

struct Row {
    std::string_view programme;
    ListEffect effect;
};

/// OFAC's non-SDN programmes, as its consolidated list of December 2025 has them.
constexpr auto kRows = std::to_array<Row>({
    {"NS-PLC", ListEffect::rejecting},
    {"UKRAINE-EO13662", ListEffect::sectoral},
    {"CMIC-EO13959", ListEffect::securities},
    {"561-Related", ListEffect::banking},
    {"CAATSA - RUSSIA", ListEffect::banking},
    {"IFSR", ListEffect::banking},
    {"HRIT-IR", ListEffect::restrictive},
});

ListEffect effect_of(std::string_view programme) noexcept {
    const auto row = std::ranges::find(kRows, programme, &Row::programme);
    return row == kRows.end() ? ListEffect::restrictive : row->effect;
}

}  // namespace

std::string_view to_string(ListEffect effect) noexcept {
    constexpr auto kNames = std::to_array<std::string_view>(
        {"blocking", "rejecting", "sectoral", "securities", "banking", "restrictive", "house"});
    return kNames[static_cast<std::size_t>(effect)];
}

ListEffect list_effect(std::string_view source, std::span<const std::string> programmes) noexcept {
    if (source.starts_with("pelf")) return ListEffect::house;
    if (source.find("-cons") == std::string_view::npos) return ListEffect::blocking;
    if (programmes.empty()) return ListEffect::restrictive;
    ListEffect strictest = effect_of(programmes.front());
    for (const std::string& programme : programmes.subspan(1)) {
        strictest = std::min(strictest, effect_of(programme));
    }
    return strictest;
}

}  // namespace pelf::screen
