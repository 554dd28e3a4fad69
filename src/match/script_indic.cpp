// SPDX-License-Identifier: Apache-2.0
//
// Devanagari and its sisters (Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada,
// Malayalam). Unicode lays their blocks out alike, after ISCII, so that one table serves all. The
// vowel a that is spoken after a bare consonant is left out where speakers leave it out: at the end
// of a word and in VC_CV, from the right (Ohala's rule), in the languages of the north.
//
//   indic           Hunterian without marks: Narendra Modi, Sanjiv
//   indic english   long vowels as in English: Sanjeev, Pooja
#include <algorithm>
#include <array>
#include <cstddef>

#include "match/script_readers.hpp"

namespace pelf::match {
namespace {

constexpr char32_t kFirst = 0x0900;
constexpr char32_t kBlockSize = 0x80;

constexpr std::array<std::string_view, 16> kVowels = {"a", "a", "i", "i",  "u", "u", "ri", "li",
                                                      "e", "e", "e", "ai", "o", "o", "o",  "au"};
constexpr std::array<std::string_view, 16> kVowelsEnglish = {
    "a", "aa", "i", "ee", "u", "oo", "ri", "li", "e", "e", "e", "ai", "o", "o", "o", "au"};
constexpr std::array<std::string_view, 37> kConsonants = {
    "k",  "kh", "g", "gh", "n", "ch", "chh", "j",  "jh", "n",  "t", "th", "d",
    "dh", "n",  "t", "th", "d", "dh", "n",   "n",  "p",  "ph", "b", "bh", "m",
    "y",  "r",  "r", "l",  "l", "zh", "v",   "sh", "sh", "s",  "h"};

enum class Kind : std::uint8_t { vowel, consonant, sign, virama, nukta, nasal, visarga, none };

struct Letter {
    Kind kind = Kind::none;
    std::size_t index = 0;
    std::string_view text{};
};

constexpr std::size_t kBengaliBlock = 1;
constexpr std::size_t kGurmukhiBlock = 2;
constexpr std::size_t kTamilBlock = 5;
constexpr std::size_t kMalayalamBlock = 8;

Letter letter_of(char32_t c) noexcept {
    const std::size_t at = (c - kFirst) % kBlockSize;
    const std::size_t block = (c - kFirst) / kBlockSize;
    if (at == 0x01 || at == 0x02 || (block == kGurmukhiBlock && at == 0x70)) {
        return {Kind::nasal, 0, {}};
    }
    if (at == 0x03) return block == kTamilBlock ? Letter{} : Letter{Kind::visarga, 0, {}};
    if (at >= 0x05 && at <= 0x14) return {Kind::vowel, at - 0x05, {}};
    if (at >= 0x15 && at <= 0x39) return {Kind::consonant, at - 0x15, kConsonants[at - 0x15]};
    if (at == 0x3C) return {Kind::nukta, 0, {}};
    if (at >= 0x3E && at <= 0x4C) return {Kind::sign, at - 0x3D, {}};
    if (at == 0x4D) return {Kind::virama, 0, {}};
    if (block == kBengaliBlock && at == 0x4E) return {Kind::consonant, 0x0F, "t"};
    if (block == kBengaliBlock && at == 0x70) return {Kind::consonant, 0x1B, "r"};
    if (block == kBengaliBlock && at == 0x71) return {Kind::consonant, 0x20, "w"};
    if (block == kMalayalamBlock && at >= 0x7A && at <= 0x7F) {
        constexpr std::array<std::string_view, 6> kChillu = {"n", "n", "r", "l", "l", "k"};
        return {Kind::visarga, 0, kChillu[at - 0x7A]};
    }
    return {};
}

std::string_view with_nukta(std::string_view consonant) noexcept {
    if (consonant == "k") return "q";
    if (consonant == "g") return "gh";
    if (consonant == "j") return "z";
    if (consonant == "d") return "r";
    if (consonant == "dh") return "rh";
    if (consonant == "ph") return "f";
    return consonant;
}

/// Consonants and the vowel after them.
struct Unit {
    std::string consonants;
    std::size_t consonant_count = 0;
    std::string_view vowel{};
    bool is_inherent = false;  ///< The vowel is not written.
    std::string tail;          ///< Nasal or breath after the vowel.
};

class Reader {
public:
    explicit Reader(bool is_english) : vowels_(is_english ? kVowelsEnglish : kVowels) {}

    std::string operator()(std::u32string_view piece) {
        units_.clear();
        drops_ = false;
        for (std::size_t i = 0; i < piece.size(); ++i) add(piece, i);
        if (drops_) drop_inherent();
        std::string text;
        for (const Unit& unit : units_) {
            text += unit.consonants;
            text += unit.vowel;
            text += unit.tail;
        }
        return text;
    }

private:
    void add(std::u32string_view piece, std::size_t i) {
        const char32_t c = piece[i];
        if (c < kFirst || c >= kFirst + 9 * kBlockSize) return;
        const std::size_t block = (c - kFirst) / kBlockSize;
        drops_ = block <= 3;  // Devanagari, Bengali, Gurmukhi, Gujarati
        const Letter letter = letter_of(c);
        switch (letter.kind) {
            case Kind::vowel: units_.push_back({"", 0, vowels_[letter.index], false, ""}); break;
            case Kind::consonant: add_consonant(letter, block); break;
            case Kind::sign:
                if (units_.empty()) units_.emplace_back();
                units_.back().vowel = vowels_[letter.index];
                units_.back().is_inherent = false;
                break;
            case Kind::virama:
                if (!units_.empty()) {
                    units_.back().vowel = {};
                    units_.back().is_inherent = false;
                    joins_ = true;
                    return;
                }
                break;
            case Kind::nukta: add_nukta(block); break;
            case Kind::nasal:
                if (!units_.empty()) units_.back().tail += is_before_lips(piece, i) ? 'm' : 'n';
                break;
            case Kind::visarga:
                if (!units_.empty()) units_.back().tail += letter.text;
                break;
            case Kind::none: break;
        }
        joins_ = false;
    }

    void add_consonant(const Letter& letter, std::size_t block) {
        std::string_view text = letter.text;
        // Bengali writes j with the letter of y, and y with a dot under it.
        if (block == kBengaliBlock && text == "y") text = joins_ ? "y" : "j";
        if (!joins_ || units_.empty()) units_.emplace_back();
        Unit& unit = units_.back();
        unit.consonants += text;
        ++unit.consonant_count;
        unit.vowel = "a";
        unit.is_inherent = true;
        last_ = text;
    }

    void add_nukta(std::size_t block) {
        if (units_.empty() || !units_.back().consonants.ends_with(last_)) return;
        std::string& consonants = units_.back().consonants;
        consonants.resize(consonants.size() - last_.size());
        consonants += block == kBengaliBlock && last_ == "j" ? "y" : with_nukta(last_);
    }

    static bool is_before_lips(std::u32string_view piece, std::size_t i) noexcept {
        if (i + 1 >= piece.size()) return false;
        const std::size_t at = (piece[i + 1] - kFirst) % kBlockSize;
        return at >= 0x2A && at <= 0x2E;
    }

    void drop_inherent() {
        const std::size_t count = units_.size();
        if (count < 2) return;
        Unit& last = units_.back();
        if (last.is_inherent && last.consonant_count == 1 && last.tail.empty()) last.vowel = {};
        for (std::size_t i = count - 1; i-- > 1;) {
            Unit& unit = units_[i];
            const Unit& next = units_[i + 1];
            const bool is_between = !units_[i - 1].vowel.empty() && units_[i - 1].tail.empty() &&
                                    unit.consonant_count == 1 && unit.tail.empty() &&
                                    next.consonant_count == 1 && !next.vowel.empty();
            if (unit.is_inherent && is_between) unit.vowel = {};
        }
    }

    const std::array<std::string_view, 16>& vowels_;
    std::vector<Unit> units_;
    std::string_view last_{};
    bool joins_ = false;
    bool drops_ = false;
};

/// The name whose spelling in Latin letters follows its sound and not its letters.
std::string write(std::u32string_view piece, bool is_english) {
    if (piece == U"सिंह" || piece == U"ਸਿੰਘ" || piece == U"সিংহ") return "singh";
    return Reader(is_english)(piece);
}

}  // namespace

Variants read_indic(Pieces pieces) {
    Variants variants;
    variants.push_back(
        variant_of("indic", pieces, [](std::u32string_view piece) { return write(piece, false); }));
    variants.push_back(variant_of("indic english", pieces,
                                  [](std::u32string_view piece) { return write(piece, true); }));
    return variants;
}

}  // namespace pelf::match
