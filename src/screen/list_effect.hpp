// SPDX-License-Identifier: Apache-2.0
//
// What a listing asks for. Not every list blocks: some forbid new debt, some trade in shares, some
// only a bank account. The programme decides, and a hit says so.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace pelf::screen {

enum class ListEffect : std::uint8_t {
    blocking,     ///< Assets are frozen, no dealings: SDN, UN, EU and UK asset freezes.
    rejecting,    ///< Transactions are turned back and not blocked: NS-PLC.
    sectoral,     ///< Only some debt, equity or projects: SSI directives.
    securities,   ///< Only trade in the party's securities: CMIC.
    banking,      ///< Only correspondent accounts: CAPTA.
    restrictive,  ///< Some prohibitions, by the entry's own text: NS-MBS and what is not known
                  ///< here.
    house,        ///< A house's own list.
};

/// "blocking" and so on, as spelled above.
std::string_view to_string(ListEffect effect) noexcept;

/// The strictest that the source and any of the programmes stand for. On OFAC's consolidated list
/// that is never blocking, since who is blocked is on the SDN list as well (OFAC, "Consolidated
/// Sanctions List Data Files"); on sources not known here it is blocking: who does not know takes
/// the strictest.
ListEffect list_effect(std::string_view source, std::span<const std::string> programmes) noexcept;

}  // namespace pelf::screen
