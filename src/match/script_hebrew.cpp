// SPDX-License-Identifier: Apache-2.0
//
// Hebrew: frequent names from a table, the rest by rule, vowel points left aside.
//
//   hebrew         by table, else v and f after vowels, o for vav
//   hebrew bible   second spellings (Isaac, Jacob), u for vav, b and p throughout: foreign names
#include <array>
#include <cstddef>
#include <cstdint>

#include "match/script_readers.hpp"
#include "match/script_semitic_names.hpp"
#include "match/script_semitic_sounds.hpp"

namespace pelf::match {
namespace {

constexpr char32_t kFirst = 0x05D0;
constexpr char32_t kLast = 0x05EA;
constexpr char32_t kGeresh = 0x05F3;

/// א ב ג ד ה ו ז ח ט י ך כ ל ם מ ן נ ס ע ף פ ץ צ ק ר ש ת
constexpr std::array<std::string_view, 27> kLetters = {
    "",  "b", "g", "d", "h", "v", "z", "h",  "t",  "y", "k", "k",  "l", "m",
    "m", "n", "n", "s", "",  "f", "p", "tz", "tz", "k", "r", "sh", "t"};

std::u32string without_points(std::u32string_view piece) {
    std::u32string word;
    for (const char32_t c : piece) {
        if ((c >= kFirst && c <= kLast) || c == kGeresh) word += c;
    }
    return word;
}

class Rule {
public:
    Rule(std::u32string_view word, bool is_second) : word_(word), is_second_(is_second) {}

    std::string write() {
        for (; at_ < word_.size(); ++at_) step(word_[at_]);
        return with_short_vowels(sounds_, ShortVowels::hebrew);
    }

private:
    char32_t next(std::size_t ahead = 1) const {
        return at_ + ahead < word_.size() ? word_[at_ + ahead] : U' ';
    }
    bool is_last() const { return at_ + 1 == word_.size(); }
    bool after_vowel() const { return !sounds_.empty() && sounds_.back().is_vowel; }
    void vowel(std::string_view text) { sounds_.push_back({text, true, false}); }
    void consonant(std::string_view text) { sounds_.push_back({text, false, false}); }
    static bool is_vowel_letter(char32_t c) noexcept {
        return c == U'א' || c == U'ו' || c == U'י' || c == U'ע';
    }

    void step(char32_t c) {
        if (next() == kGeresh && (c == U'ג' || c == U'ז' || c == U'צ' || c == U'ץ')) {
            ++at_;
            return consonant(c == U'ג' ? "j" : c == U'ז' ? "zh" : "ch");
        }
        switch (c) {
            case kGeresh: return;
            case U'א':
            case U'ע': return aleph();
            case U'ו': return vav();
            case U'י': return yod();
            case U'ה':
                if (is_last() && at_ > 0) return after_vowel() ? void() : vowel("a");
                return consonant("h");
            case U'ב': return consonant(after_vowel() && !is_second_ ? "v" : "b");
            case U'פ': return consonant(after_vowel() && !is_second_ && !is_last() ? "f" : "p");
            default: return consonant(kLetters[c - kFirst]);
        }
    }

    void aleph() {
        // Carries the vowel letter after it.
        if (next() == U'ו' && next(2) != U'ו') {
            ++at_;
            return vowel(is_second_ ? "u" : "o");
        }
        if (next() == U'י') {
            ++at_;
            return vowel(after_vowel() ? "y" : "i");
        }
        vowel("a");
    }

    void vav() {
        if (next() == U'ו') {
            ++at_;
            return consonant("v");
        }
        const bool is_consonant =
            sounds_.empty() || is_last_after_vowel() || (after_vowel() && is_vowel_letter(next()));
        if (is_consonant) return consonant("v");
        vowel(is_second_ ? "u" : "o");
    }

    bool is_last_after_vowel() const { return is_last() && after_vowel(); }

    void yod() {
        if (next() == U'י') {
            ++at_;
            return vowel(sounds_.empty() ? "yi" : "ai");
        }
        if (sounds_.empty()) return consonant("y");
        if (after_vowel() && (next() == U'א' || next() == U'ה' || next() == U'ו')) {
            return consonant("y");
        }
        vowel("i");
    }

    std::u32string_view word_;
    bool is_second_;
    std::size_t at_ = 0;
    std::vector<Sound> sounds_;
};

std::string write(std::u32string_view piece, bool is_second) {
    const std::u32string word = without_points(piece);
    std::u32string key;
    for (const char32_t c : word) {
        if (c != kGeresh) key += c;
    }
    if (const NameWord* known = hebrew_name(key)) {
        return std::string(is_second && !known->other.empty() ? known->other : known->usual);
    }
    return Rule(word, is_second).write();
}

}  // namespace

Variants read_hebrew(Pieces pieces) {
    Variants variants;
    variants.push_back(variant_of("hebrew", pieces,
                                  [](std::u32string_view piece) { return write(piece, false); }));
    variants.push_back(variant_of("hebrew bible", pieces,
                                  [](std::u32string_view piece) { return write(piece, true); }));
    return variants;
}

}  // namespace pelf::match
