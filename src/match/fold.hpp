// SPDX-License-Identifier: Apache-2.0
//
// Names reduced to what two careful writers of one name have in common.
//
// By ICU, since case folding and the data of all scripts are other people's well-kept work:
//   1. NFKC_Casefold (UAX 31): case, full width, ligatures, invisible characters (zero width
//      joiners, direction marks, soft hyphen), then other format characters (Cf);
//   2. diacritics: combining marks of Latin, Greek and Cyrillic, Arabic and Hebrew vowel points
//      go; marks of other scripts carry the vowel itself and stay; letters that do not come apart
//      (ø, ł, đ, æ, dotless i) by a table;
//   3. apostrophes of all kinds go without a trace, since romanisations write them or do not
//      ("CH'ONGGUK"); all other punctuation, symbols and blanks become one space.
// Letters of different scripts stay different: transliteration is another step.
#pragma once

#include <string>
#include <string_view>

namespace pelf::match {

/// The normalised form: "  TIAN, Yinyin " gives "tian yinyin". UTF-8 in and out; bytes that are
/// not UTF-8 count as punctuation. Empty when nothing of a name is in the text. Idempotent.
/// Cost: linear in the text, a few hundred ns for a name.
std::string fold(std::string_view name);

/// The words of an already folded name in byte order: equal for "tian yinyin" and "yinyin tian".
/// Repeated words stay repeated.
std::string order_free_key(std::string_view folded);

/// "Yinyin TIAN" for "TIAN, Yinyin": the order in which people say a name that lists file under
/// the family. The text itself when it has no comma or nothing on one side of it.
std::string spoken_order(std::string_view name);

}  // namespace pelf::match
