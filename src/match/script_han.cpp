// SPDX-License-Identifier: Apache-2.0
//
// Chinese characters, a word a character. The characters do not say in which language they are
// meant, so all readings are given that are complete enough to be one:
//
//   mandarin        Unihan's first reading, surnames as surnames (曾 zeng); two-character
//                   surnames as one word
//   mandarin foreign    foreign names in Chinese by the sounds meant, a word a piece: where there
//                   are four characters or several pieces, most of them such as write names
//   cantonese       as Hong Kong's authorities spell, by rule from Jyutping, surnames by table
//   wade-giles      by rule from pinyin, apostrophes left out
//   hokkien         by table; characters beyond it in Mandarin, as in Singapore
//   korean hanja    by way of Hangul, with the rule for r and n at the start
//   japanese        surnames and given names by table; the rest by Chinese-derived readings
//   japanese on     Chinese-derived readings only
//   mandarin passport   lü and nü as in passports: lyu, nyu
//
// Simplified and traditional characters fall together because their readings do.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "match/script_han_names.hpp"
#include "match/script_han_spelling.hpp"
#include "match/script_han_table.hpp"
#include "match/script_hangul.hpp"
#include "match/script_readers.hpp"

namespace pelf::match {
namespace {

constexpr char32_t kRepeat = U'々';
constexpr char32_t kZero = U'〇';

/// Outside the table: 𠮷, the common other form of 吉, and what ICU knows.
char32_t plain_form(char32_t c) noexcept {
    return c == 0x20BB7 ? U'吉' : c;
}

std::string mandarin_syllable(char32_t c) {
    if (c == kZero) return "ling";
    const std::string_view known = mandarin_of(c);
    if (!known.empty()) return std::string(known);
    const std::u32string_view one(&c, 1);
    return read_other(Pieces(&one, 1)).front().texts.front();
}

/// The table's v for u with diaeresis, as u.
std::string spoken_u(std::string_view pinyin) {
    std::string text(pinyin);
    std::replace(text.begin(), text.end(), 'v', 'u');
    return text;
}

void append_word(std::string& text, std::string_view word) {
    if (word.empty()) return;
    if (!text.empty()) text += ' ';
    text += word;
}

/// The pieces with repeats written out.
std::vector<std::u32string> plain_pieces(Pieces pieces) {
    std::vector<std::u32string> plain;
    for (const std::u32string_view piece : pieces) {
        std::u32string& own = plain.emplace_back();
        for (const char32_t c : piece) {
            own += c == kRepeat && !own.empty() ? own.back() : plain_form(c);
        }
    }
    return plain;
}

/// One word a character, but for the surname at the start of the first piece.
class ByCharacter {
public:
    using Syllable = std::string (*)(char32_t);

    ByCharacter(std::span<const HanName> surnames, Syllable syllable)
        : surnames_(surnames), syllable_(syllable) {}

    Variant read(std::string_view system, const std::vector<std::u32string>& pieces) const {
        Variant variant{system, {}};
        std::size_t total = 0;
        for (const std::u32string& piece : pieces) total += piece.size();
        for (const std::u32string& piece : pieces) {
            std::u32string_view rest = piece;
            std::string text;
            // A name of one character is no surname with nothing after it.
            if (variant.texts.empty() && total > 1) {
                if (const HanName* surname = name_beginning(surnames_, rest); surname != nullptr) {
                    append_word(text, spoken_u(surname->text));
                    rest.remove_prefix(surname->characters.size());
                }
            }
            for (const char32_t c : rest) append_word(text, spoken_u(syllable_(c)));
            variant.texts.push_back(std::move(text));
        }
        return variant;
    }

private:
    std::span<const HanName> surnames_;
    Syllable syllable_;
};

/// Every character of every piece has a reading.
template <class Reads>
bool all_read(const std::vector<std::u32string>& pieces, Reads reads) {
    return std::all_of(pieces.begin(), pieces.end(), [&](const std::u32string& piece) {
        return std::all_of(piece.begin(), piece.end(), reads);
    });
}

bool is_vowel(char c) noexcept {
    return std::string_view("aeiou").find(c) != std::string_view::npos;
}

const HanName* transcribed(char32_t c) noexcept {
    const std::u32string_view one(&c, 1);
    return name_beginning(transcription_characters(), one);
}

bool looks_transcribed(const std::vector<std::u32string>& pieces) noexcept {
    constexpr std::size_t kCharactersMin = 4;
    std::size_t total = 0;
    std::size_t known = 0;
    for (const std::u32string& piece : pieces) {
        total += piece.size();
        for (const char32_t c : piece) known += transcribed(c) == nullptr ? 0U : 1U;
    }
    const bool is_long = total >= kCharactersMin || (pieces.size() > 1 && total > 2);
    return is_long && known * 4 >= total * 3;
}

Variant read_transcribed(const std::vector<std::u32string>& pieces) {
    Variant variant{"mandarin foreign", {}};
    for (const std::u32string& piece : pieces) {
        std::string text;
        for (std::size_t i = 0; i < piece.size(); ++i) {
            const HanName* known = transcribed(piece[i]);
            const HanName* next = i + 1 < piece.size() ? transcribed(piece[i + 1]) : nullptr;
            // A word begins with a bare consonant only before l and r: Vladimir, but Putin.
            const bool is_bare = known != nullptr && known->text.size() == 1;
            const bool before_liquid =
                next != nullptr && (next->text.front() == 'l' || next->text.front() == 'r');
            const bool is_syllable = known == nullptr || (i == 0 && is_bare && !before_liquid &&
                                                          !is_vowel(known->text.front()));
            text += is_syllable ? spoken_u(mandarin_syllable(piece[i])) : std::string(known->text);
        }
        variant.texts.push_back(std::move(text));
    }
    return variant;
}

std::string cantonese_syllable(char32_t c) {
    const std::string_view jyutping = cantonese_of(c);
    return jyutping.empty() ? mandarin_syllable(c) : hong_kong_spelling(jyutping);
}

std::string hokkien_syllable(char32_t c) {
    const std::u32string_view one(&c, 1);
    const HanName* known = name_beginning(hokkien_names(), one);
    return known == nullptr ? mandarin_syllable(c) : std::string(known->text);
}

std::string on_syllable(char32_t c) {
    const std::string_view on = japanese_on_of(c);
    return on.empty() ? mandarin_syllable(c) : short_vowels(on);
}

/// Mandarin with its surnames, each word through Wade and Giles.
Variant read_wade_giles(const Variant& mandarin, const std::vector<std::u32string>& pieces) {
    Variant variant{"wade-giles", {}};
    // By character, so that the two syllables of a long surname are apart here.
    for (std::size_t p = 0; p < pieces.size(); ++p) {
        std::string text;
        const std::string_view pinyin = mandarin.texts[p];
        const std::string_view surname = pinyin.substr(0, pinyin.find(' '));
        const HanName* known = p == 0 ? name_beginning(chinese_surnames(), pieces[p]) : nullptr;
        const bool is_known = known != nullptr && known->characters.size() == 1 &&
                              pieces[p].size() > 1 && !surname.empty();
        for (std::size_t i = 0; i < pieces[p].size(); ++i) {
            const bool from_table = i == 0 && is_known;
            append_word(text, wade_giles(from_table ? std::string(known->text)
                                                    : mandarin_syllable(pieces[p][i])));
        }
        variant.texts.push_back(std::move(text));
    }
    return variant;
}

Variant read_passport(const std::vector<std::u32string>& pieces) {
    Variant variant{"mandarin passport", {}};
    for (const std::u32string& piece : pieces) {
        std::string text;
        for (const char32_t c : piece) {
            std::string syllable = mandarin_syllable(c);
            if (const std::size_t at = syllable.find('v'); at != std::string::npos) {
                syllable.replace(at, 1, "yu");
            }
            append_word(text, syllable);
        }
        variant.texts.push_back(std::move(text));
    }
    return variant;
}

bool has_u_umlaut(const std::vector<std::u32string>& pieces) {
    return !all_read(pieces,
                     [](char32_t c) { return mandarin_of(c).find('v') == std::string_view::npos; });
}

char32_t code_point(std::string_view hangul) noexcept {
    if (hangul.size() != 3) return 0;
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(hangul[i]); };
    return (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
}

/// r falls away or becomes n at the start of a word, n falls away before i and y.
char32_t word_initial(char32_t syllable) noexcept {
    constexpr char32_t kFirst = 0xAC00;
    constexpr char32_t kPerInitial = 588;
    constexpr char32_t kFinals = 28;
    constexpr char32_t kInitialN = 2;
    constexpr char32_t kInitialR = 5;
    constexpr char32_t kInitialNone = 11;
    if (syllable < kFirst) return syllable;
    const char32_t initial = (syllable - kFirst) / kPerInitial;
    const char32_t rest = (syllable - kFirst) % kPerInitial;
    const char32_t vowel = rest / kFinals;
    // ya, yae, yeo, ye, yo, yu, i
    const bool is_front = vowel == 2 || vowel == 3 || vowel == 6 || vowel == 7 || vowel == 12 ||
                          vowel == 17 || vowel == 20;
    if (initial == kInitialR) {
        return kFirst + (is_front ? kInitialNone : kInitialN) * kPerInitial + rest;
    }
    if (initial == kInitialN && is_front) return kFirst + kInitialNone * kPerInitial + rest;
    return syllable;
}

Variant read_korean(const std::vector<std::u32string>& pieces) {
    Variant variant{"korean hanja", {}};
    for (const std::u32string& piece : pieces) {
        std::u32string hangul;
        for (const char32_t c : piece) {
            const bool is_surname = hangul.empty() && variant.texts.empty();
            char32_t syllable = is_surname && c == U'金' ? U'김' : code_point(hangul_of(c));
            if (hangul.empty()) syllable = word_initial(syllable);
            hangul += syllable;
        }
        variant.texts.push_back(write_hangul_usual(hangul));
    }
    return variant;
}

/// A given name from its parts, as one word.
std::string japanese_given(std::u32string_view name) {
    if (name.empty()) return {};
    const HanName* whole = name_beginning(japanese_given_names(), name);
    if (whole != nullptr && whole->characters == name) return std::string(whole->text);
    std::string text;
    while (!name.empty()) {
        const HanName* part = name_beginning(japanese_name_parts(), name);
        if (part == nullptr) {
            text += on_syllable(name.front());
            name.remove_prefix(1);
        } else {
            text += part->text;
            name.remove_prefix(part->characters.size());
        }
    }
    return text;
}

/// Surname and given name; a piece that is not the first, or has no known surname, is a given
/// name.
Variant read_japanese(const std::vector<std::u32string>& pieces) {
    Variant variant{"japanese", {}};
    for (const std::u32string& piece : pieces) {
        std::u32string_view rest = piece;
        std::string text;
        if (variant.texts.empty()) {
            if (const HanName* surname = name_beginning(japanese_surnames(), rest)) {
                text = surname->text;
                rest.remove_prefix(surname->characters.size());
            }
        }
        append_word(text, japanese_given(rest));
        variant.texts.push_back(std::move(text));
    }
    return variant;
}

}  // namespace

Variants read_han(Pieces pieces, bool is_japanese) {
    const std::vector<std::u32string> plain = plain_pieces(pieces);
    const auto characters_known = [](auto reading) {
        return [reading](char32_t c) { return !reading(c).empty(); };
    };
    const bool has_surname = name_beginning(japanese_surnames(), plain.front()) != nullptr;

    Variants variants;
    if (is_japanese) variants.push_back(read_japanese(plain));
    Variant mandarin = ByCharacter(chinese_surnames(), mandarin_syllable).read("mandarin", plain);
    Variant wade_giles = read_wade_giles(mandarin, plain);
    variants.push_back(std::move(mandarin));
    if (!is_japanese && looks_transcribed(plain)) variants.push_back(read_transcribed(plain));
    if (has_surname && !is_japanese) variants.push_back(read_japanese(plain));
    if (all_read(plain, characters_known(cantonese_of))) {
        variants.push_back(
            ByCharacter(cantonese_surnames(), cantonese_syllable).read("cantonese", plain));
    }
    variants.push_back(std::move(wade_giles));
    if (all_read(plain, characters_known(hangul_of))) variants.push_back(read_korean(plain));
    if (name_beginning(hokkien_names(), plain.front()) != nullptr) {
        variants.push_back(ByCharacter({}, hokkien_syllable).read("hokkien", plain));
    }
    if (has_u_umlaut(plain)) variants.push_back(read_passport(plain));
    if (all_read(plain, characters_known(japanese_on_of))) {
        variants.push_back(ByCharacter({}, on_syllable).read("japanese on", plain));
    }
    return variants;
}

}  // namespace pelf::match
