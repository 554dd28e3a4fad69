// SPDX-License-Identifier: Apache-2.0
//
// Text on its way into SVG and HTML. Names come from lists that other people write: everything
// that is shown passes through here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pelf::engine {

/// Safe inside an element and inside a quoted attribute, of XML and of HTML: & < > " ' become
/// references; line ends and tabs become spaces; bytes that are no UTF-8 and characters that XML
/// forbids become U+FFFD; so do the invisible ones that turn the writing direction, with which a
/// name could rearrange the text around it.
std::string escaped(std::string_view text);

/// At most `letters_max` letters (code points; at least 1), the last one an ellipsis if something
/// was left out.
std::string shortened(std::string_view text, std::size_t letters_max);

/// "fe9cf260…5a98669a" for a word too long to read, such as an address or a transaction; other
/// text as it is.
std::string middle_cut(std::string_view text);

/// Satoshis as bitcoin, exact, without zeros at the end: "1,234.5", "0.00001", "50".
std::string btc_text(std::uint64_t amount_sat);

/// Satoshis as bitcoin, exact, always eight decimals, so that columns line up: "1,234.50000000".
std::string btc_column(std::uint64_t amount_sat);

}  // namespace pelf::engine
