// SPDX-License-Identifier: Apache-2.0
//
// Kana by Hepburn.
//
//   kana            long vowels short: Tokyo, Ono, Yuki
//   kana long       long vowels in full: Toukyou, Oono, Yuuki
//   kana passport   as in passports: m before b, m, p; oh for a long o
//   kana foreign    foreign names in katakana without the vowels that only carry a consonant; comes
//                   first where there is katakana and nothing else
#include <algorithm>
#include <array>
#include <cstddef>

#include "match/script_readers.hpp"

namespace pelf::match {
namespace {

constexpr char32_t kFirst = 0x30A1;
constexpr char32_t kHiraganaFirst = 0x3041;
constexpr char32_t kHiraganaLast = 0x3096;
constexpr char32_t kLengthMark = 0x30FC;
constexpr char32_t kSmallTsu = U'ッ';

constexpr std::array<std::string_view, 90> kMorae = {
    "a",  "a",  "i",   "i",  "u",  "u",   "e",  "e",   "o",  "o",  "ka", "ga", "ki", "gi", "ku",
    "gu", "ke", "ge",  "ko", "go", "sa",  "za", "shi", "ji", "su", "zu", "se", "ze", "so", "zo",
    "ta", "da", "chi", "ji", "",   "tsu", "zu", "te",  "de", "to", "do", "na", "ni", "nu", "ne",
    "no", "ha", "ba",  "pa", "hi", "bi",  "pi", "fu",  "bu", "pu", "he", "be", "pe", "ho", "bo",
    "po", "ma", "mi",  "mu", "me", "mo",  "ya", "ya",  "yu", "yu", "yo", "yo", "ra", "ri", "ru",
    "re", "ro", "wa",  "wa", "i",  "e",   "o",  "n",   "vu", "ka", "ga", "va", "vi", "ve", "vo"};

struct Mora {
    std::string text;
    bool is_long = false;    ///< A length mark follows.
    bool is_double = false;  ///< A small tsu stands before.
};

bool is_vowel(char c) noexcept {
    return std::string_view("aeiou").find(c) != std::string_view::npos;
}

char32_t katakana_of(char32_t c) noexcept {
    return c >= kHiraganaFirst && c <= kHiraganaLast ? c + (kFirst - kHiraganaFirst) : c;
}

/// A small vowel or y joins the mora before it: "ki" and small "yo" are "kyo".
void join_small(std::string& before, std::string_view small) {
    const char last = before.back();
    if (small.size() == 2) {  // ya, yu, yo
        before.pop_back();
        const bool swallows_y = before.ends_with("sh") || before.ends_with("ch") || before == "j";
        before += swallows_y ? small.substr(1) : small;
    } else if (before == "u") {
        before = "w" + std::string(small);
    } else if ((before == "ku" || before == "gu") && small != "u") {
        before.back() = 'w';
        before += small;
    } else if (before == "i" && small == "e") {
        before = "ye";
    } else if (before.size() > 1 && last != small.front()) {
        before.pop_back();
        before += small;
    } else {
        before += small;
    }
}

std::vector<Mora> morae_of(std::u32string_view piece) {
    std::vector<Mora> morae;
    bool is_double = false;
    for (const char32_t letter : piece) {
        const char32_t c = katakana_of(letter);
        if (c == kLengthMark) {
            if (!morae.empty()) morae.back().is_long = true;
            continue;
        }
        if (c == kSmallTsu) {
            is_double = true;
            continue;
        }
        if (c < kFirst || c - kFirst >= kMorae.size()) continue;
        const std::string_view text = kMorae[c - kFirst];
        const bool is_small =
            std::u32string_view(U"ァィゥェォャュョヮ").find(c) != std::u32string_view::npos;
        if (is_small && !morae.empty() && !is_double) {
            join_small(morae.back().text, text);
        } else {
            morae.push_back({std::string(text), false, is_double});
        }
        is_double = false;
    }
    return morae;
}

enum class Style : std::uint8_t { plain, full_length, passport };

void append_long(std::string& text, const Mora& mora, Style style) {
    if (!mora.is_long || style == Style::plain) return;
    const char vowel = mora.text.back();
    if (style == Style::full_length) text += vowel == 'o' ? 'u' : vowel;
    if (style == Style::passport && vowel == 'o') text += 'h';
}

std::string write(std::u32string_view piece, Style style) {
    std::string text;
    const std::vector<Mora> morae = morae_of(piece);
    for (std::size_t i = 0; i < morae.size(); ++i) {
        const Mora& mora = morae[i];
        const char before = i == 0 ? ' ' : morae[i - 1].text.back();
        const bool lengthens = (mora.text == "u" && (before == 'o' || before == 'u')) ||
                               (mora.text == "o" && before == 'o');
        if (lengthens && style != Style::full_length) {
            if (style == Style::passport && before == 'o') text += 'h';
            continue;
        }
        if (mora.is_double && !is_vowel(mora.text.front())) {
            text += mora.text.starts_with("ch") ? 't' : mora.text.front();
        }
        const bool before_lips =
            i + 1 < morae.size() &&
            std::string_view("bmp").find(morae[i + 1].text.front()) != std::string_view::npos;
        const bool is_m = style == Style::passport && mora.text == "n" && before_lips;
        text += is_m ? "m" : mora.text;
        append_long(text, mora, style);
    }
    return text;
}

/// A mora whose vowel may be there for want of a single consonant.
bool may_be_bare(const Mora& mora, std::string_view next) noexcept {
    if (mora.is_long || mora.text.size() < 2) return false;
    if (mora.text == "to" || mora.text == "do") return next.empty() || next.front() == 'r';
    if (mora.text.back() != 'u' || mora.text.ends_with("yu") || mora.text == "nu") return false;
    return next.empty() || !is_vowel(next.front());
}

std::string write_foreign(std::u32string_view piece) {
    std::string text;
    const std::vector<Mora> morae = morae_of(piece);
    bool was_bare = false;
    for (std::size_t i = 0; i < morae.size(); ++i) {
        const std::string_view next =
            i + 1 < morae.size() ? std::string_view(morae[i + 1].text) : std::string_view{};
        const bool can_start = i > 0 || (!next.empty() && next.front() == 'r');
        const bool is_bare = can_start && !was_bare && may_be_bare(morae[i], next);
        std::string own = morae[i].text;
        if (is_bare) own.pop_back();
        // Where a Japanese r has no vowel, it mostly stands for l: r itself lengthens the vowel.
        if (own == "r") own = "l";
        text += own;
        was_bare = is_bare;
    }
    return text;
}

bool is_katakana_only(Pieces pieces) noexcept {
    return std::all_of(pieces.begin(), pieces.end(), [](std::u32string_view piece) {
        return std::all_of(piece.begin(), piece.end(), [](char32_t c) { return c >= kFirst; });
    });
}

}  // namespace

Variants read_kana(Pieces pieces) {
    const auto by_style = [&](std::string_view system, Style style) {
        return variant_of(system, pieces,
                          [&](std::u32string_view piece) { return write(piece, style); });
    };
    Variants variants;
    const bool is_foreign = is_katakana_only(pieces);
    if (is_foreign) variants.push_back(variant_of("kana foreign", pieces, write_foreign));
    variants.push_back(by_style("kana", Style::plain));
    variants.push_back(by_style("kana long", Style::full_length));
    variants.push_back(by_style("kana passport", Style::passport));
    return variants;
}

}  // namespace pelf::match
