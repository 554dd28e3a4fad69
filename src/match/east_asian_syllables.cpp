// SPDX-License-Identifier: Apache-2.0
#include "match/east_asian_syllables.hpp"

#include "match/east_asian_syllables_table.hpp"
#include "match/word_table.hpp"

namespace pelf::match {
namespace {

enum Initial : std::uint8_t {
    i_none,
    i_g,
    i_kk,
    i_n,
    i_d,
    i_tt,
    i_r,
    i_m,
    i_b,
    i_pp,
    i_s,
    i_ss,
    i_j,
    i_jj,
    i_ch,
    i_k,
    i_t,
    i_p,
    i_h
};
enum Vowel : std::uint8_t {
    v_a,
    v_ae,
    v_ya,
    v_yae,
    v_eo,
    v_e,
    v_yeo,
    v_ye,
    v_o,
    v_wa,
    v_wae,
    v_oe,
    v_yo,
    v_u,
    v_wo,
    v_we,
    v_wi,
    v_yu,
    v_eu,
    v_ui,
    v_i
};
enum Final : std::uint8_t { f_none, f_k, f_n, f_t, f_l, f_m, f_p, f_ng };

struct Part {
    std::string_view spelling;
    std::uint32_t means = 0;
};

template <typename... Letters>
constexpr std::uint32_t any(Letters... letters) {
    return (0U | ... | (1U << static_cast<unsigned>(letters)));
}

/// McCune-Reischauer writes plain and aspirated consonants alike once its apostrophe is gone.
constexpr Part kInitials[] = {
    {"", any(i_none)},    {"g", any(i_g)},        {"k", any(i_g, i_k)}, {"kh", any(i_k)},
    {"gg", any(i_kk)},    {"kk", any(i_kk)},      {"n", any(i_n)},      {"d", any(i_d)},
    {"t", any(i_d, i_t)}, {"th", any(i_t)},       {"dd", any(i_tt)},    {"tt", any(i_tt)},
    {"r", any(i_r)},      {"rh", any(i_r)},       {"l", any(i_r)},      {"m", any(i_m)},
    {"b", any(i_b)},      {"p", any(i_b, i_p)},   {"ph", any(i_p)},     {"bb", any(i_pp)},
    {"pp", any(i_pp)},    {"s", any(i_s)},        {"sh", any(i_s)},     {"ss", any(i_s, i_ss)},
    {"j", any(i_j)},      {"ch", any(i_j, i_ch)}, {"jj", any(i_jj)},    {"tch", any(i_jj)},
    {"h", any(i_h)},
};

/// "o" is also the McCune-Reischauer vowel that lost its breve; "u" too, and the customary
/// spelling of "eo" ("Sung", "Chul", "Hyun").
constexpr Part kVowels[] = {
    {"a", any(v_a)},           {"ae", any(v_ae)},        {"ai", any(v_ae)},
    {"ay", any(v_ae)},         {"ya", any(v_ya)},        {"yae", any(v_yae)},
    {"eo", any(v_eo)},         {"e", any(v_e, v_ae)},    {"yeo", any(v_yeo)},
    {"you", any(v_yeo, v_yu)}, {"ye", any(v_ye)},        {"o", any(v_o, v_eo)},
    {"wa", any(v_wa)},         {"wae", any(v_wae)},      {"oe", any(v_oe)},
    {"oi", any(v_oe)},         {"yo", any(v_yo, v_yeo)}, {"u", any(v_u, v_eu, v_eo)},
    {"oo", any(v_u)},          {"woo", any(v_u)},        {"wu", any(v_u)},
    {"wo", any(v_wo)},         {"weo", any(v_wo)},       {"we", any(v_we, v_oe, v_wae)},
    {"wi", any(v_wi)},         {"yu", any(v_yu, v_yeo)}, {"yoo", any(v_yu)},
    {"eu", any(v_eu)},         {"ui", any(v_ui)},        {"eui", any(v_ui)},
    {"i", any(v_i, v_ui)},     {"ee", any(v_i, v_ui)},   {"yi", any(v_i)},
    {"yee", any(v_i)},
};

constexpr Part kFinals[] = {
    {"", any(f_none)}, {"h", any(f_none)}, {"k", any(f_k)},   {"n", any(f_n)},
    {"hn", any(f_n)},  {"t", any(f_t)},    {"l", any(f_l)},   {"m", any(f_m)},
    {"hm", any(f_m)},  {"p", any(f_p)},    {"ng", any(f_ng)},
};

constexpr std::uint32_t kPalatalVowels = any(v_i, v_ya, v_yae, v_yeo, v_ye, v_yo, v_yu);

/// Surnames whose letters say something else.
struct Customary {
    std::string_view spelling;
    KoreanSyllable syllable;
};
constexpr Customary kCustomary[] = {
    {"park", {any(i_b), any(v_a), any(f_k)}},    {"bark", {any(i_b), any(v_a), any(f_k)}},
    {"hur", {any(i_h), any(v_eo), any(f_none)}}, {"her", {any(i_h), any(v_eo), any(f_none)}},
    {"sur", {any(i_s), any(v_eo), any(f_none)}}, {"shur", {any(i_s), any(v_eo), any(f_none)}},
    {"li", {any(i_r), any(v_i), any(f_none)}},   {"paick", {any(i_b), any(v_ae), any(f_k)}},
};

/// The South drops r and n before i and y, and says n for another r.
std::uint32_t with_dropped(std::uint32_t initials, std::uint32_t vowels) {
    const bool palatal = (vowels & kPalatalVowels) != 0;
    if (initials == any(i_none) && palatal) return any(i_none, i_n, i_r);
    if (initials == any(i_n) && !palatal) return any(i_n, i_r);
    return initials;
}

/// Of short parts, so letter by letter: a call to compare memory costs more.
bool begins_with(std::string_view text, std::string_view part) {
    if (part.size() > text.size()) return false;
    for (std::size_t i = 0; i < part.size(); ++i) {
        if (text[i] != part[i]) return false;
    }
    return true;
}

/// Turns most foreign words away before any cutting: letters that no Korean spelling has, and more
/// consonants in a row than a final and an initial have ("ng" and "tch").
bool may_be_korean(std::string_view word) {
    constexpr std::string_view kVowelLetters = "aeiouyw";
    constexpr std::string_view kNever = "fqvxz";
    constexpr std::size_t kConsonantsMax = 5;
    std::size_t consonants = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char c = word[i];
        if (c < 'a' || c > 'z' || kNever.find(c) != std::string_view::npos) return false;
        if (c == 'c' && (i + 1 == word.size() || word[i + 1] != 'h')) return false;
        const bool is_vowel = kVowelLetters.find(c) != std::string_view::npos;
        consonants = is_vowel ? 0 : consonants + 1;
        if (consonants > kConsonantsMax) return false;
    }
    constexpr std::string_view kLast = "aeiouyhkntlmpg";
    return kLast.find(word.back()) != std::string_view::npos;
}

/// Cuts the rest of a word after the syllables of `parse`, into exactly `wanted` of them.
void cut_korean(std::string_view rest, std::size_t wanted, SyllableParse<KoreanSyllable>& parse,
                SyllableParses<KoreanSyllable>& parses);

void take_finals(std::string_view rest, std::size_t wanted, KoreanSyllable syllable,
                 SyllableParse<KoreanSyllable>& parse, SyllableParses<KoreanSyllable>& parses) {
    for (const Part& final : kFinals) {
        if (!begins_with(rest, final.spelling)) continue;
        syllable.finals = final.means;
        parse.syllables[parse.count++] = syllable;
        cut_korean(rest.substr(final.spelling.size()), wanted, parse, parses);
        --parse.count;
    }
}

void cut_korean(std::string_view rest, std::size_t wanted, SyllableParse<KoreanSyllable>& parse,
                SyllableParses<KoreanSyllable>& parses) {
    if (parse.count == wanted) {
        if (rest.empty()) parses.add(parse);
        return;
    }
    for (const Part& initial : kInitials) {
        if (!begins_with(rest, initial.spelling)) continue;
        const std::string_view after = rest.substr(initial.spelling.size());
        for (const Part& vowel : kVowels) {
            if (!begins_with(after, vowel.spelling)) continue;
            const KoreanSyllable syllable = {with_dropped(initial.means, vowel.means), vowel.means,
                                             0};
            take_finals(after.substr(vowel.spelling.size()), wanted, syllable, parse, parses);
        }
    }
}

/// "chuang" and "hsiung"; longer is no syllable.
constexpr std::size_t kSyllableLettersMax = 6;
constexpr std::uint32_t kSouthernBit = 1U << 16;

constexpr auto kSyllables = [] {
    WordTable<2048> table;
    TableReader reader(kChineseSyllables);
    std::uint32_t id = 0;
    for (std::string_view word = reader.next(); !word.empty(); word = reader.next()) {
        reader.next();  // The colon: the pinyin before it stands among the spellings.
        std::uint32_t southern = 0;
        for (word = reader.next(); word != ";"; word = reader.next()) {
            if (word == ":") {
                southern = kSouthernBit;
            } else {
                table.add(word, id | southern);
            }
        }
        ++id;
    }
    return table;
}();

ChineseSyllable chinese_syllable(std::string_view spelling, bool is_whole_word) {
    ChineseSyllable syllable;
    kSyllables.for_each(spelling, [&](std::uint32_t value) {
        if ((value & kSouthernBit) != 0 && !is_whole_word) return;
        if (syllable.count == ChineseSyllable::kCountMax) return;
        syllable.ids[syllable.count++] = static_cast<std::uint16_t>(value & 0xffffU);
    });
    return syllable;
}

void cut_chinese(std::string_view rest, std::size_t wanted, SyllableParse<ChineseSyllable>& parse,
                 SyllableParses<ChineseSyllable>& parses) {
    if (parse.count == wanted) {
        if (rest.empty()) parses.add(parse);
        return;
    }
    const std::size_t longest = std::min(rest.size(), kSyllableLettersMax);
    for (std::size_t size = longest; size > 0; --size) {
        // The last syllable takes all that is left.
        if (parse.count + 1U == wanted && size != rest.size()) return;
        const ChineseSyllable syllable = chinese_syllable(rest.substr(0, size), wanted == 1);
        if (syllable.count == 0) continue;
        parse.syllables[parse.count++] = syllable;
        cut_chinese(rest.substr(size), wanted, parse, parses);
        --parse.count;
    }
}

}  // namespace

SyllableParses<KoreanSyllable> korean_syllables(std::string_view word) {
    SyllableParses<KoreanSyllable> parses;
    // "tchwaeng" is the longest.
    constexpr std::size_t kSyllableKoreanMax = 8;
    if (word.empty() || word.size() > kSyllableKoreanMax * kSyllablesMax) return parses;
    for (const Customary& customary : kCustomary) {
        if (customary.spelling != word) continue;
        SyllableParse<KoreanSyllable> parse;
        parse.syllables[parse.count++] = customary.syllable;
        parses.add(parse);
    }
    if (!may_be_korean(word)) return parses;
    // No syllable has more letters than that, so longer words are not cut into one or two.
    const std::size_t fewest = (word.size() + kSyllableKoreanMax - 1) / kSyllableKoreanMax;
    for (std::size_t wanted = fewest; wanted <= kSyllablesMax; ++wanted) {
        SyllableParse<KoreanSyllable> parse;
        cut_korean(word, wanted, parse, parses);
    }
    return parses;
}

SyllableParses<ChineseSyllable> chinese_syllables(std::string_view word) {
    SyllableParses<ChineseSyllable> parses;
    if (word.empty() || word.size() > kSyllableLettersMax * kSyllablesMax) return parses;
    for (std::size_t wanted = 1; wanted <= kSyllablesMax; ++wanted) {
        SyllableParse<ChineseSyllable> parse;
        cut_chinese(word, wanted, parse, parses);
    }
    return parses;
}

bool compatible(const KoreanSyllable& a, const KoreanSyllable& b) {
    return (a.initials & b.initials) != 0 && (a.vowels & b.vowels) != 0 &&
           (a.finals & b.finals) != 0;
}

bool compatible(const ChineseSyllable& a, const ChineseSyllable& b) {
    for (std::size_t i = 0; i < a.count; ++i) {
        for (std::size_t j = 0; j < b.count; ++j) {
            if (a.ids[i] == b.ids[j]) return true;
        }
    }
    return false;
}

}  // namespace pelf::match
