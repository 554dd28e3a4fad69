// SPDX-License-Identifier: Apache-2.0
//
// Numbers that authorities give, and the check digits that some of them carry. A wrong check digit
// is the publisher's typing error or damage on the way: the number is kept, marked, never dropped.
#pragma once

#include <string>
#include <string_view>

#include "model/party.hpp"

namespace pelf::ingest {

/// An identifier with its checksum looked at. The check follows from the kind alone, in any letter
/// case: "IMO" and kinds that begin with "IMO " or hold "IMO number" (seven digits, IMO resolution
/// A.1117), "LEI" (ISO 17442, modulo 97), "INN" and "OGRN" (Russian tax and company numbers). All
/// others are unchecked. Blanks at both ends of kind and value go.
model::Identifier make_identifier(std::string_view kind, std::string_view value,
                                  std::string_view country = {}, std::string_view note = {});

/// The seven digits of "IMO 9187629", "IMO9187629" or "9187629"; empty for any other form.
std::string_view imo_digits(std::string_view text) noexcept;

/// Seven digits, the last of which is the last digit of the sum of the others times 7 to 2.
bool is_imo_number(std::string_view digits) noexcept;
/// 20 letters and digits, the last two of which make the whole 1 modulo 97.
bool is_lei(std::string_view text) noexcept;
/// 10 digits (a company) or 12 (a person).
bool is_inn(std::string_view digits) noexcept;
/// 13 digits (a company) or 15 (a sole trader).
bool is_ogrn(std::string_view digits) noexcept;

}  // namespace pelf::ingest
