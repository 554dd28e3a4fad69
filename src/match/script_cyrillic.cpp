// SPDX-License-Identifier: Apache-2.0
//
// Cyrillic by language. The letters say which language it cannot be; where they leave it open,
// Russian is the default and the others follow as far as they differ.
//
// Sources of the correspondences (facts): BGN/PCGN 1947 (Russian), ICAO Doc 9303 part 3 (Russian
// passports since 2013), resolution 55 of the Cabinet of Ukraine (2010), the Belarusian instruction
// of 2007, the Bulgarian transliteration act (2009), Macedonian passports, BGN/PCGN 1979 (Kazakh).
#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>

#include "match/script_readers.hpp"

namespace pelf::match {
namespace {

constexpr char32_t kFirst = 0x0430;
constexpr std::size_t kLetterCount = 0x0530 - kFirst;

struct Spelling {
    char32_t letter;
    std::string_view text;
};
using Table = std::array<std::string_view, kLetterCount>;

constexpr Table table_of(Table base, std::initializer_list<Spelling> changes) {
    for (const Spelling& change : changes) base[change.letter - kFirst] = change.text;
    return base;
}

/// Russian as lists and newspapers write it, and the letters of the other languages as their
/// neighbours write them.
constexpr Table kRussian = table_of(
    {}, {{U'а', "a"},  {U'б', "b"},    {U'в', "v"},  {U'г', "g"},  {U'д', "d"},  {U'е', "e"},
         {U'ж', "zh"}, {U'з', "z"},    {U'и', "i"},  {U'й', "y"},  {U'к', "k"},  {U'л', "l"},
         {U'м', "m"},  {U'н', "n"},    {U'о', "o"},  {U'п', "p"},  {U'р', "r"},  {U'с', "s"},
         {U'т', "t"},  {U'у', "u"},    {U'ф', "f"},  {U'х', "kh"}, {U'ц', "ts"}, {U'ч', "ch"},
         {U'ш', "sh"}, {U'щ', "shch"}, {U'ъ', ""},   {U'ы', "y"},  {U'ь', ""},   {U'э', "e"},
         {U'ю', "yu"}, {U'я', "ya"},   {U'ё', "e"},  {U'ђ', "dj"}, {U'ѓ', "gj"}, {U'є', "ye"},
         {U'ѕ', "dz"}, {U'і', "i"},    {U'ї', "yi"}, {U'ј', "j"},  {U'љ', "lj"}, {U'њ', "nj"},
         {U'ћ', "c"},  {U'ќ', "kj"},   {U'ў', "u"},  {U'џ', "dz"}, {U'ґ', "g"},  {U'ғ', "g"},
         {U'җ', "j"},  {U'ҙ', "z"},    {U'қ', "k"},  {U'ҝ', "g"},  {U'ҟ', "k"},  {U'ҡ', "k"},
         {U'ң', "n"},  {U'ҥ', "ng"},   {U'ҫ', "s"},  {U'ү', "u"},  {U'ұ', "u"},  {U'ҳ', "h"},
         {U'ҷ', "j"},  {U'ҹ', "j"},    {U'һ', "h"},  {U'ә', "a"},  {U'ө', "o"},  {U'ӣ', "i"},
         {U'ӯ', "u"},  {U'ѣ', "e"},    {U'ѳ', "f"},  {U'ѵ', "i"},  {U'ѐ', "e"},  {U'ѝ', "i"},
         {U'ѡ', "o"},  {U'ѧ', "ya"},   {U'ѫ', "u"},  {U'ӑ', "a"},  {U'ӓ', "a"},  {U'ӗ', "e"},
         {U'ӝ', "zh"}, {U'ӟ', "z"},    {U'ӥ', "i"},  {U'ӧ', "o"},  {U'ӱ', "u"},  {U'ӳ', "u"},
         {U'ӵ', "ch"}, {U'ӹ', "y"},    {U'ӏ', ""},   {U'ҕ', "g"},  {U'ҽ', "ch"}, {U'ԥ', "p"},
         {U'ԁ', "d"},  {U'ԛ', "q"},    {U'ԝ', "w"},  {U'ҩ', "o"},  {U'ҵ', "ts"}, {U'ҭ', "t"},
         {U'ӡ', "dz"}, {U'ӷ', "g"},    {U'ӄ', "k"},  {U'ӈ', "n"},  {U'ӊ', "n"},  {U'ӆ', "l"},
         {U'ӎ', "m"},  {U'ҏ', "r"},    {U'ӛ', "a"},  {U'ӫ', "o"},  {U'ӭ', "e"},  {U'ҧ', "p"},
         {U'ҿ', "ch"}, {U'ӂ', "zh"},   {U'ӌ', "ch"}, {U'ԑ', "e"},  {U'ӕ', "ae"}, {U'ԓ', "l"}});

constexpr Table kPress = table_of(kRussian, {{U'ё', "yo"}});
constexpr Table kPassport =
    table_of(kRussian, {{U'й', "i"}, {U'ю', "iu"}, {U'я', "ia"}, {U'ъ', "ie"}});
constexpr Table kUkrainian = table_of(kRussian, {{U'г', "h"},
                                                 {U'и', "y"},
                                                 {U'й', "i"},
                                                 {U'є', "ie"},
                                                 {U'ї', "i"},
                                                 {U'ю', "iu"},
                                                 {U'я', "ia"},
                                                 {U'ы', "y"}});
constexpr Table kUkrainianBgn =
    table_of(kRussian, {{U'г', "h"}, {U'и', "y"}, {U'є', "ye"}, {U'ї', "yi"}});
constexpr Table kBelarusian = table_of(kRussian, {{U'г', "h"}, {U'ў', "u"}});
constexpr Table kBelarusianBgn = table_of(kRussian, {{U'г', "h"}, {U'ў', "w"}});
constexpr Table kBulgarian =
    table_of(kRussian, {{U'х', "h"}, {U'щ', "sht"}, {U'ъ', "a"}, {U'ь', "y"}});
constexpr Table kSerbian =
    table_of(kRussian, {{U'ж', "z"}, {U'х', "h"}, {U'ц', "c"}, {U'ч', "c"}, {U'ш', "s"}});
constexpr Table kSerbianSounds = table_of(
    kRussian, {{U'х', "h"}, {U'ћ', "ch"}, {U'џ', "dzh"}, {U'ј', "y"}, {U'љ', "ly"}, {U'њ', "ny"}});
constexpr Table kMacedonian = table_of(kRussian, {{U'х', "h"}, {U'ц', "c"}, {U'џ', "dj"}});
constexpr Table kTurkicBgn = table_of(
    kRussian, {{U'ғ', "gh"}, {U'қ', "q"}, {U'ң', "ng"}, {U'ў', "o"}, {U'ж', "zh"}, {U'ә', "e"}});
constexpr Table kUzbek =
    table_of(kRussian, {{U'ғ', "g"}, {U'қ', "q"}, {U'ў', "o"}, {U'ж', "j"}, {U'х', "x"}});
constexpr Table kTajik = table_of(kRussian, {{U'ғ', "gh"}, {U'қ', "q"}, {U'ж', "zh"}});

constexpr bool is_any(char32_t letter, std::u32string_view of) noexcept {
    return of.find(letter) != std::u32string_view::npos;
}

/// Where a vowel letter has a y before it: at the start, after vowels and after the signs.
bool is_iotated(std::u32string_view word, std::size_t i) noexcept {
    return i == 0 || is_any(word[i - 1], U"аеёиоуыэюяіїєўйъьәөүұ");
}

enum class Rule : std::uint8_t { plain, press, bgn, ukrainian, belarusian, bulgarian };

/// What depends on the neighbours; empty when the table decides. `skip` counts further letters
/// used up.
std::string_view in_context(std::u32string_view word, std::size_t i, Rule rule,
                            std::size_t& skip) noexcept {
    const char32_t c = word[i];
    const char32_t next = i + 1 < word.size() ? word[i + 1] : U' ';
    const bool is_last_pair = i + 2 == word.size();
    const bool after_sign = i > 0 && is_any(word[i - 1], U"ъь");
    switch (rule) {
        case Rule::plain:
            if (after_sign && is_any(c, U"её")) return "ye";
            break;
        case Rule::press:
            if (is_last_pair && is_any(c, U"иы") && next == U'й') {
                skip = 1;
                return "y";
            }
            if (after_sign && c == U'е') return "ye";
            if (c == U'й') return "i";
            if (c == U'к' && next == U'с') {
                skip = 1;
                return "x";
            }
            break;
        case Rule::bgn:
            if (c == U'е' && is_iotated(word, i)) return "ye";
            if (c == U'ё') return is_iotated(word, i) ? "yo" : "e";
            break;
        case Rule::ukrainian:
            if (c == U'з' && next == U'г') {
                skip = 1;
                return "zgh";
            }
            if (i != 0) break;
            if (c == U'є') return "ye";
            if (c == U'ї') return "yi";
            if (c == U'й') return "y";
            if (c == U'ю') return "yu";
            if (c == U'я') return "ya";
            break;
        case Rule::belarusian:
            if (c == U'е' && is_iotated(word, i)) return "ye";
            if (c == U'ё') return "yo";
            break;
        case Rule::bulgarian:
            if (is_last_pair && c == U'и' && next == U'я') {
                skip = 1;
                return "ia";
            }
            break;
    }
    return {};
}

std::string write(std::u32string_view word, const Table& table, Rule rule) {
    std::string text;
    for (std::size_t i = 0; i < word.size(); ++i) {
        std::size_t skip = 0;
        const std::string_view special = in_context(word, i, rule, skip);
        if (!special.empty()) {
            text += special;
        } else if (word[i] >= kFirst && word[i] - kFirst < kLetterCount) {
            text += table[word[i] - kFirst];
        }
        i += skip;
    }
    return text;
}

struct System {
    std::string_view name;
    const Table& table;
    Rule rule;
};

constexpr System kRussianSystem = {"russian", kRussian, Rule::plain};
constexpr System kPressSystem = {"russian press", kPress, Rule::press};
constexpr System kBgnSystem = {"russian bgn", kRussian, Rule::bgn};
constexpr System kPassportSystem = {"russian passport", kPassport, Rule::plain};
constexpr System kUkrainianSystem = {"ukrainian", kUkrainian, Rule::ukrainian};
constexpr System kUkrainianBgnSystem = {"ukrainian bgn", kUkrainianBgn, Rule::plain};
constexpr System kBelarusianSystem = {"belarusian", kBelarusian, Rule::belarusian};
constexpr System kBelarusianBgnSystem = {"belarusian bgn", kBelarusianBgn, Rule::belarusian};
constexpr System kBulgarianSystem = {"bulgarian", kBulgarian, Rule::bulgarian};
constexpr System kSerbianSystem = {"serbian", kSerbian, Rule::plain};
constexpr System kSerbianSoundsSystem = {"serbian sounds", kSerbianSounds, Rule::plain};
constexpr System kMacedonianSystem = {"macedonian", kMacedonian, Rule::plain};
constexpr System kTurkicSystem = {"turkic", kRussian, Rule::bgn};
constexpr System kTurkicBgnSystem = {"turkic bgn", kTurkicBgn, Rule::bgn};
constexpr System kUzbekSystem = {"uzbek", kUzbek, Rule::bgn};
constexpr System kTajikSystem = {"tajik", kTajik, Rule::bgn};

class Evidence {
public:
    explicit Evidence(Pieces pieces) : pieces_(pieces) {}

    bool has_any(std::u32string_view letters) const {
        return std::any_of(pieces_.begin(), pieces_.end(), [&](std::u32string_view piece) {
            return piece.find_first_of(letters) != std::u32string_view::npos;
        });
    }

private:
    Pieces pieces_;
};

/// By the letters that only some languages have. Most telling first.
std::initializer_list<System> systems_for(const Evidence& letters) {
    if (letters.has_any(U"ҷӣӯ")) {
        static constexpr auto kList = {kTajikSystem, kTurkicSystem, kRussianSystem};
        return kList;
    }
    const bool turkic = letters.has_any(U"әғқңөұүһҳҝҹҙҡҫҗ");
    if (turkic && letters.has_any(U"ўҳ")) {
        static constexpr auto kList = {kTurkicSystem, kUzbekSystem, kTurkicBgnSystem, kTajikSystem};
        return kList;
    }
    if (turkic) {
        static constexpr auto kList = {kTurkicSystem, kTurkicBgnSystem, kTajikSystem, kPressSystem};
        return kList;
    }
    if (letters.has_any(U"ћђ")) {
        static constexpr auto kList = {kSerbianSystem, kSerbianSoundsSystem, kMacedonianSystem};
        return kList;
    }
    if (letters.has_any(U"ѓќѕ")) {
        static constexpr auto kList = {kMacedonianSystem, kSerbianSoundsSystem, kSerbianSystem};
        return kList;
    }
    if (letters.has_any(U"јљњџ")) {
        static constexpr auto kList = {kSerbianSystem, kMacedonianSystem, kSerbianSoundsSystem};
        return kList;
    }
    if (letters.has_any(U"ў") || (letters.has_any(U"і") && letters.has_any(U"ыэё"))) {
        static constexpr auto kList = {kBelarusianSystem, kBelarusianBgnSystem, kUzbekSystem,
                                       kRussianSystem, kPassportSystem};
        return kList;
    }
    if (letters.has_any(U"іїєґ")) {
        static constexpr auto kList = {kUkrainianSystem, kUkrainianBgnSystem, kBelarusianSystem,
                                       kRussianSystem};
        return kList;
    }
    if (letters.has_any(U"ыэё")) {
        static constexpr auto kList = {kRussianSystem, kPressSystem, kBgnSystem, kPassportSystem,
                                       kBelarusianSystem};
        return kList;
    }
    static constexpr auto kList = {kRussianSystem,   kPressSystem,     kBgnSystem,
                                   kPassportSystem,  kUkrainianSystem, kUkrainianBgnSystem,
                                   kBulgarianSystem, kSerbianSystem};
    return kList;
}

}  // namespace

Variants read_cyrillic(Pieces pieces) {
    Variants variants;
    for (const System& system : systems_for(Evidence(pieces))) {
        variants.push_back(variant_of(system.name, pieces, [&](std::u32string_view piece) {
            return write(piece, system.table, system.rule);
        }));
    }
    return variants;
}

}  // namespace pelf::match
