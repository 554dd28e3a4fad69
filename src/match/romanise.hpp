// SPDX-License-Identifier: Apache-2.0
//
// Any text of any script as a name in Latin letters: words of lower-case ASCII letters and digits
// with one space between them. One name has several spellings in use, so there are several
// readings; which systems there are, and how well they agree with what people wrote, is measured
// in docs/romanisation.md.
//
// What a reading is not: a proof. Hebrew and Arabic write few vowels, Chinese characters are read
// in four languages, and no reading here knows which language the bearer of the name speaks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pelf::match {

/// `none`: no letters. `devanagari` stands for all scripts of India that are built like it.
/// `other`: scripts that are read by ICU's general rules, or not at all (then by code point).
enum class Script : std::uint8_t {
    none,
    latin,
    cyrillic,
    greek,
    armenian,
    georgian,
    hebrew,
    arabic,
    devanagari,
    thai,
    hangul,
    han,
    kana,
    other
};

std::string_view name_of(Script script) noexcept;

/// One way to write the name in Latin letters.
struct Reading {
    /// Never empty. Apostrophes leave no trace; hyphens and other punctuation separate words; '&'
    /// and '+' are the word "and", '%' is "percent"; "S.A.R.L." is "s a r l". A Korean or Chinese
    /// syllable is a word.
    std::string text;
    std::string_view system;  ///< Static: "latin", "mandarin", "korean usual", ...

    bool operator==(const Reading&) const = default;
};

inline constexpr std::size_t kReadingsMax = 8;

/// What follows this many bytes of a name is not read.
inline constexpr std::size_t kNameBytesMax = 65'536;

struct Romanised {
    std::vector<Reading> readings;  ///< The default first; texts differ; at most kReadingsMax.
    Script script = Script::none;   ///< Of most letters; of those equal, the first in `Script`.

    /// Latin, Cyrillic, Greek or Armenian letters within one word: the sign of an evasion. Such a
    /// word is read as written in the script that explains it best.
    bool is_mixed_script_word = false;
    /// Zero width, direction marks, soft hyphens, tags; not where a script needs them (Persian,
    /// India, variants of Chinese characters).
    bool had_hidden_characters = false;
    /// Full-width and mathematical letters, small capitals, homoglyphs: read as what they look
    /// like.
    bool had_lookalikes = false;

    bool operator==(const Romanised&) const = default;
};

/// Bytes that are not UTF-8 count as punctuation. `readings` is empty when nothing of a name is in
/// the text. Idempotent: a reading read again is itself. Safe from any number of threads.
/// Cost: pure ASCII one pass and two allocations, about 0.1 us a name; else about 3 to 15 us a
/// name, and up to a millisecond for scripts that only ICU reads (Burmese, Ethiopic, ...).
Romanised romanise(std::string_view utf8);

/// The same without the short way for ASCII: for the test that holds one against the other.
Romanised romanise_general(std::string_view utf8);

}  // namespace pelf::match
