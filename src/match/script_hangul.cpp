// SPDX-License-Identifier: Apache-2.0
//
// Hangul: each syllable is a word, since names compare by the syllable (Jong Un, Jong-un, Jongun).
//
//   korean usual    surnames and syllables as their bearers mostly write them (Kim, Lee, Park)
//   korean RR       the South's official system of 2000, without assimilation
//   korean MR       McCune-Reischauer 1939 without its marks, voiced between voiced sounds
//   korean DPRK     as the North writes (1992, 2002 in part): Ri, Ro, Ryu, Jong, Chol
//   hangul foreign  foreign names: the vowel that only carries a consonant left out
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "match/script_hangul.hpp"
#include "match/script_readers.hpp"

namespace pelf::match {
namespace {

constexpr char32_t kFirst = 0xAC00;
constexpr char32_t kLast = 0xD7A3;
constexpr std::size_t kFinalCount = 28;
constexpr std::size_t kVowelCount = 21;
constexpr std::size_t kInitialCount = 19;

using Initials = std::array<std::string_view, kInitialCount>;
using Vowels = std::array<std::string_view, kVowelCount>;
using Finals = std::array<std::string_view, kFinalCount>;

constexpr Initials kInitialsRr = {"g",  "kk", "n", "d",  "tt", "r", "m", "b", "pp", "s",
                                  "ss", "",   "j", "jj", "ch", "k", "t", "p", "h"};
constexpr Initials kInitialsMr = {"k",  "kk", "n",  "t",   "tt", "r", "m", "p", "pp", "s",
                                  "ss", "",   "ch", "tch", "ch", "k", "t", "p", "h"};
constexpr Initials kInitialsDprk = {"k",  "kk", "n", "t",  "tt", "r",  "m",  "p",  "pp", "s",
                                    "ss", "",   "j", "jj", "ch", "kh", "th", "ph", "h"};
constexpr Initials kInitialsForeign = {"g", "k", "n", "d", "t",  "r", "m", "b", "p", "s",
                                       "s", "",  "j", "j", "ch", "k", "t", "p", "h"};
constexpr Vowels kVowelsRr = {"a",  "ae", "ya", "yae", "eo", "e",  "yeo", "ye", "o",  "wa", "wae",
                              "oe", "yo", "u",  "wo",  "we", "wi", "yu",  "eu", "ui", "i"};
constexpr Vowels kVowelsMr = {"a",  "ae", "ya", "yae", "o",  "e",  "yo", "ye", "o",  "wa", "wae",
                              "oe", "yo", "u",  "wo",  "we", "wi", "yu", "u",  "ui", "i"};
constexpr Vowels kVowelsForeign = {"a",  "e",  "ya", "ye", "eo", "e",  "yeo",
                                   "ye", "o",  "wa", "we", "oe", "yo", "u",
                                   "wo", "we", "wi", "yu", "",   "ui", "i"};
constexpr Finals kFinalsOf = {"",  "k",  "k", "k", "n", "n", "n", "t", "l", "k",
                              "m", "l",  "l", "l", "p", "l", "m", "p", "p", "t",
                              "t", "ng", "t", "t", "k", "t", "p", "t"};

constexpr std::size_t kInitialR = 5;
constexpr std::size_t kInitialNone = 11;
constexpr std::size_t kVowelEu = 18;
constexpr std::size_t kFinalNone = 0;
constexpr std::size_t kFinalL = 8;

struct Syllable {
    std::size_t initial = 0;
    std::size_t vowel = 0;
    std::size_t last = 0;
};

bool is_syllable(char32_t c) noexcept {
    return c >= kFirst && c <= kLast;
}

Syllable syllable_of(char32_t c) noexcept {
    const std::size_t index = c - kFirst;
    return {index / (kVowelCount * kFinalCount), index / kFinalCount % kVowelCount,
            index % kFinalCount};
}

/// After a vowel, n, m, ng or l a plain consonant is voiced.
bool is_voicing(const Syllable& before) noexcept {
    const std::string_view last = kFinalsOf[before.last];
    return last.empty() || last == "n" || last == "m" || last == "ng" || last == "l";
}

std::string_view voiced(std::string_view consonant) noexcept {
    if (consonant == "k") return "g";
    if (consonant == "t") return "d";
    if (consonant == "p") return "b";
    if (consonant == "ch") return "j";
    return consonant;
}

struct Usual {
    char32_t syllable;
    std::string_view text;
};

constexpr std::array<Usual, 99> kSurnames = {
    {{U'김', "kim"},   {U'이', "lee"},  {U'박', "park"}, {U'최', "choi"}, {U'정', "jung"},
     {U'강', "kang"},  {U'조', "cho"},  {U'윤', "yoon"}, {U'장', "jang"}, {U'임', "lim"},
     {U'한', "han"},   {U'오', "oh"},   {U'서', "seo"},  {U'신', "shin"}, {U'권', "kwon"},
     {U'황', "hwang"}, {U'안', "ahn"},  {U'송', "song"}, {U'전', "jeon"}, {U'홍', "hong"},
     {U'유', "yoo"},   {U'고', "ko"},   {U'문', "moon"}, {U'양', "yang"}, {U'손', "son"},
     {U'배', "bae"},   {U'백', "baek"}, {U'허', "heo"},  {U'남', "nam"},  {U'심', "shim"},
     {U'노', "noh"},   {U'하', "ha"},   {U'곽', "kwak"}, {U'성', "sung"}, {U'차', "cha"},
     {U'주', "joo"},   {U'우', "woo"},  {U'구', "koo"},  {U'민', "min"},  {U'류', "ryu"},
     {U'나', "na"},    {U'진', "jin"},  {U'지', "ji"},   {U'엄', "um"},   {U'채', "chae"},
     {U'원', "won"},   {U'천', "chun"}, {U'방', "bang"}, {U'공', "kong"}, {U'현', "hyun"},
     {U'함', "ham"},   {U'변', "byun"}, {U'염', "yum"},  {U'여', "yeo"},  {U'추', "choo"},
     {U'도', "do"},    {U'소', "so"},   {U'석', "seok"}, {U'선', "sun"},  {U'설', "seol"},
     {U'마', "ma"},    {U'길', "gil"},  {U'연', "yeon"}, {U'위', "wi"},   {U'표', "pyo"},
     {U'명', "myung"}, {U'기', "ki"},   {U'반', "ban"},  {U'라', "ra"},   {U'왕', "wang"},
     {U'금', "keum"},  {U'옥', "ok"},   {U'육', "yook"}, {U'인', "in"},   {U'맹', "maeng"},
     {U'제', "je"},    {U'모', "mo"},   {U'탁', "tak"},  {U'국', "kook"}, {U'어', "eo"},
     {U'은', "eun"},   {U'편', "pyun"}, {U'용', "yong"}, {U'리', "lee"},  {U'림', "lim"},
     {U'량', "yang"},  {U'로', "roh"},  {U'계', "kye"},  {U'간', "kan"},  {U'감', "kam"},
     {U'경', "kyung"}, {U'두', "doo"},  {U'봉', "bong"}, {U'부', "boo"},  {U'빈', "bin"},
     {U'승', "seung"}, {U'시', "shi"},  {U'태', "tae"},  {U'형', "hyung"}}};

/// Syllables of given names that most people do not write as the official system does.
constexpr std::array<Usual, 40> kGivenSyllables = {
    {{U'영', "young"}, {U'정', "jung"},  {U'현', "hyun"}, {U'성', "sung"}, {U'희', "hee"},
     {U'수', "soo"},   {U'우', "woo"},   {U'석', "suk"},  {U'철', "chul"}, {U'경', "kyung"},
     {U'기', "ki"},    {U'규', "kyu"},   {U'국', "kook"}, {U'구', "koo"},  {U'선', "sun"},
     {U'순', "soon"},  {U'준', "jun"},   {U'근', "keun"}, {U'숙', "sook"}, {U'주', "joo"},
     {U'건', "kun"},   {U'광', "kwang"}, {U'길', "gil"},  {U'권', "kwon"}, {U'명', "myung"},
     {U'병', "byung"}, {U'형', "hyung"}, {U'헌', "hun"},  {U'훈', "hoon"}, {U'문', "moon"},
     {U'범', "bum"},   {U'덕', "duk"},   {U'걸', "gul"},  {U'무', "moo"},  {U'중', "joong"},
     {U'춘', "choon"}, {U'연', "yeon"},  {U'윤', "yoon"}, {U'유', "yoo"},  {U'두', "doo"}}};

/// Surnames that the South begins with a vowel or n and the North with r.
constexpr std::array<Usual, 7> kSurnamesDprk = {{{U'이', "ri"},
                                                 {U'임', "rim"},
                                                 {U'노', "ro"},
                                                 {U'유', "ryu"},
                                                 {U'최', "choe"},
                                                 {U'여', "ryo"},
                                                 {U'나', "ra"}}};

constexpr std::array<std::u32string_view, 10> kDoubleSurnames = {
    U"남궁", U"황보", U"제갈", U"사공", U"선우", U"서문", U"독고", U"동방", U"망절", U"어금"};

template <std::size_t N>
std::string_view find(const std::array<Usual, N>& table, char32_t syllable) noexcept {
    const auto at = std::find_if(table.begin(), table.end(),
                                 [&](const Usual& entry) { return entry.syllable == syllable; });
    return at == table.end() ? std::string_view{} : at->text;
}

/// How many of the first syllables are the surname; 0 where the length is no Korean name's.
std::size_t surname_length(Pieces pieces) noexcept {
    constexpr std::size_t kNameSyllablesMax = 5;
    std::size_t syllables_count = 0;
    for (const std::u32string_view piece : pieces) syllables_count += piece.size();
    const std::u32string_view first = pieces.front();
    if (syllables_count < 2 || syllables_count > kNameSyllablesMax) return 0;
    const bool is_double = first.size() >= 2 && syllables_count >= 3 &&
                           std::find(kDoubleSurnames.begin(), kDoubleSurnames.end(),
                                     first.substr(0, 2)) != kDoubleSurnames.end();
    return is_double ? 2 : 1;
}

enum class System : std::uint8_t { usual, rr, mr, dprk };

std::string_view whole_syllable(char32_t c, System system, bool in_surname) noexcept {
    if (system == System::dprk) return in_surname ? find(kSurnamesDprk, c) : std::string_view{};
    if (system != System::usual) return {};
    return in_surname ? find(kSurnames, c) : find(kGivenSyllables, c);
}

/// One word a syllable.
class Writer {
public:
    Writer(System system, std::size_t surname_count)
        : system_(system), surname_count_(surname_count) {}

    std::string operator()(std::u32string_view piece) {
        std::string text;
        for (std::size_t i = 0; i < piece.size(); ++i, ++position_) {
            if (!text.empty()) text += ' ';
            if (!is_syllable(piece[i])) {
                text.resize(text.empty() ? 0 : text.size() - 1);
                continue;  // Single letters of the alphabet are no part of a name.
            }
            // Voicing does not reach over the edge of the surname or of a written word.
            const bool is_voiced = i > 0 && position_ > surname_count_ &&
                                   is_syllable(piece[i - 1]) &&
                                   is_voicing(syllable_of(piece[i - 1]));
            append(text, piece[i], is_voiced);
        }
        return text;
    }

private:
    void append(std::string& text, char32_t c, bool is_voiced) const {
        const std::string_view whole = whole_syllable(c, system_, position_ < surname_count_);
        if (!whole.empty()) {
            text += whole;
            return;
        }
        const Syllable s = syllable_of(c);
        const bool is_rr = system_ == System::usual || system_ == System::rr;
        const Vowels& vowels = is_rr ? kVowelsRr : kVowelsMr;
        if (is_rr) {
            text += kInitialsRr[s.initial];
        } else {
            const Initials& initials = system_ == System::mr ? kInitialsMr : kInitialsDprk;
            // Aspirates look like plain letters once their mark is gone, but are never voiced.
            const bool is_aspirate = s.initial >= 14;
            const std::string_view initial = initials[s.initial];
            text += is_voiced && !is_aspirate ? voiced(initial) : initial;
        }
        const bool is_shi = system_ == System::mr && s.initial == 9 && vowels[s.vowel] == "wi";
        text += is_shi ? std::string_view("hwi") : vowels[s.vowel];
        text += kFinalsOf[s.last];
    }

    System system_;
    std::size_t surname_count_;
    std::size_t position_ = 0;
};

/// Foreign words are spelt by sound: no consonant without a vowel, l as a pair of r.
std::string write_foreign(std::u32string_view piece) {
    std::string text;
    for (std::size_t i = 0; i < piece.size(); ++i) {
        if (!is_syllable(piece[i])) continue;
        const Syllable s = syllable_of(piece[i]);
        const bool after_l =
            i > 0 && is_syllable(piece[i - 1]) && syllable_of(piece[i - 1]).last == kFinalL;
        // The pair writes one l, already there.
        if (s.initial != kInitialR || !after_l) text += kInitialsForeign[s.initial];
        text += kVowelsForeign[s.vowel];
        text += kFinalsOf[s.last];
    }
    return text;
}

bool looks_foreign(Pieces pieces) noexcept {
    return std::any_of(pieces.begin(), pieces.end(), [](std::u32string_view piece) {
        constexpr std::size_t kForeignSyllablesMin = 2;
        if (piece.size() < kForeignSyllablesMin) return false;
        return std::any_of(piece.begin(), piece.end(),
                           [](char32_t c) {
                               if (!is_syllable(c)) return false;
                               const Syllable s = syllable_of(c);
                               return s.vowel == kVowelEu && s.last == kFinalNone &&
                                      s.initial != kInitialNone;
                           }) ||
               piece.size() > 4;
    });
}

}  // namespace

std::string write_hangul_usual(std::u32string_view name) {
    return Writer(System::usual, surname_length(Pieces(&name, 1)))(name);
}

Variants read_hangul(Pieces pieces) {
    const std::size_t surname_count = surname_length(pieces);
    Variants variants;
    const auto add = [&](std::string_view name, System system) {
        Writer writer(system, surname_count);
        variants.push_back(
            variant_of(name, pieces, [&](std::u32string_view piece) { return writer(piece); }));
    };
    add("korean usual", System::usual);
    add("korean rr", System::rr);
    add("korean dprk", System::dprk);
    add("korean mr", System::mr);
    if (looks_foreign(pieces)) {
        variants.push_back(variant_of("hangul foreign", pieces, write_foreign));
        const bool is_foreign_first = surname_count == 0;
        if (is_foreign_first) std::rotate(variants.begin(), variants.end() - 1, variants.end());
    }
    return variants;
}

}  // namespace pelf::match
