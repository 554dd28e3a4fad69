// SPDX-License-Identifier: Apache-2.0
#include "match/numbers.hpp"

#include <algorithm>
#include <array>

#include "match/word_table.hpp"

namespace pelf::match {
namespace {

/// VALUE KIND : WORD ... ; with c cardinal and o ordinal. A word has one value.
constexpr std::string_view kNumberWords = R"(
0 c : zero ; 1 c : one ; 2 c : two ; 3 c : three ; 4 c : four ; 5 c : five ; 6 c : six ;
7 c : seven ; 8 c : eight ; 9 c : nine ; 10 c : ten ; 11 c : eleven ; 12 c : twelve ;
13 c : thirteen ; 14 c : fourteen ; 15 c : fifteen ; 16 c : sixteen ; 17 c : seventeen ;
18 c : eighteen ; 19 c : nineteen ; 20 c : twenty ; 30 c : thirty ; 40 c : forty fourty ;
50 c : fifty ; 60 c : sixty ; 70 c : seventy ; 80 c : eighty ; 90 c : ninety ; 100 c : hundred ;
1000 c : thousand ;
1 o : first erste erster erstes ersten premier premiere primer primero primera primeiro primeira
  primo prima pervyi pervyy pervy pervaya pervoe pervoye pershyi persha pierwszy prvni prvi birinci ;
2 o : second zweite zweiter zweites zweiten deuxieme seconde segundo segunda secondo vtoroi vtoroy
  vtoraya vtoroe vtoroye druhyi drugi ikinci ;
3 o : third dritte dritter drittes dritten troisieme tercer tercero tercera terceiro terceira terzo
  tretii tretiy trety tretya tretye trzeci treci ucuncu ;
4 o : fourth vierte vierter viertes vierten quatrieme cuarto cuarta quarto quarta chetvertyi
  chetvertyy chetverty chetvertaya chetvertoe dorduncu ;
5 o : fifth funfte fuenfte funfter fuenfter funften fuenften cinquieme quinto quinta pyatyi pyatyy
  pyaty pyataya pyatoe besinci ;
6 o : sixth sechste sechster sechsten sixieme sexto sexta sesto shestoi shestoy shestaya altinci ;
7 o : seventh siebte siebter siebten siebente septieme septimo septima settimo sedmoi sedmoy sedmaya
  yedinci ;
8 o : eighth achte achter achten huitieme octavo octava oitavo ottavo vosmoi vosmoy vosmaya
  sekizinci ;
9 o : ninth neunte neunter neunten neuvieme noveno novena nono devyatyi devyatyy devyaty devyataya
  dokuzuncu ;
10 o : tenth zehnte zehnter zehnten dixieme decimo decima desyatyi desyatyy desyaty desyataya
  onuncu ;
11 o : eleventh elfte elfter onzieme undecimo odinnadtsatyi odinnadtsataya ;
12 o : twelfth zwolfte zwoelfte douzieme duodecimo dvenadtsatyi dvenadtsataya ;
13 o : thirteenth dreizehnte treizieme ; 14 o : fourteenth vierzehnte quatorzieme ;
15 o : fifteenth funfzehnte fuenfzehnte quinzieme ; 16 o : sixteenth sechzehnte seizieme ;
17 o : seventeenth siebzehnte ; 18 o : eighteenth achtzehnte ; 19 o : nineteenth neunzehnte ;
20 o : twentieth zwanzigste vingtieme vigesimo dvadtsatyi dvadtsataya ;
30 o : thirtieth dreissigste trentieme ; 40 o : fortieth ; 50 o : fiftieth ; 60 o : sixtieth ;
70 o : seventieth ; 80 o : eightieth ; 90 o : ninetieth ; 100 o : hundredth ;
)";

constexpr std::uint32_t kOrdinalBit = 1U << 31;

constexpr auto kNumbers = [] {
    WordTable<512> table;
    TableReader reader(kNumberWords);
    for (std::string_view digits = reader.next(); !digits.empty(); digits = reader.next()) {
        std::uint32_t value = 0;
        for (const char c : digits) value = value * 10 + static_cast<std::uint32_t>(c - '0');
        if (reader.next() == "o") value |= kOrdinalBit;
        reader.next();  // The colon.
        for (std::string_view word = reader.next(); word != ";"; word = reader.next()) {
            table.add(word, value);
        }
    }
    return table;
}();

constexpr std::array<std::string_view, 10> kUnits = {"",  "i",  "ii",  "iii",  "iv",
                                                     "v", "vi", "vii", "viii", "ix"};
/// Beyond it the letters l, c, d and m make words: "mix", "dim", "mild".
constexpr std::size_t kRomanTensMax = 3;

std::optional<std::uint32_t> roman_value(std::string_view word) {
    std::size_t tens = 0;
    while (tens < kRomanTensMax && tens < word.size() && word[tens] == 'x') ++tens;
    const std::string_view rest = word.substr(tens);
    for (std::size_t units = 0; units < kUnits.size(); ++units) {
        if (rest == kUnits[units] && tens + units > 0) {
            return static_cast<std::uint32_t>(tens * 10 + units);
        }
    }
    return std::nullopt;
}

/// What follows the digits of an ordinal. "a", "o" and "e" do not: "5a" is another flat than "5".
constexpr std::array<std::string_view, 13> kOrdinalEndings = {
    "st", "nd", "rd", "th", "er", "eme", "ieme", "ya", "aya", "oy", "yi", "ii", "go"};

std::optional<NumberWord> from_digits(std::string_view word) {
    std::uint64_t value = 0;
    std::size_t size = 0;
    for (; size < word.size() && word[size] >= '0' && word[size] <= '9'; ++size) {
        value = value * 10 + static_cast<std::uint64_t>(word[size] - '0');
        if (value > kNumberMax) return std::nullopt;
    }
    const auto number = static_cast<std::uint32_t>(value);
    const std::string_view ending = word.substr(size);
    if (ending.empty()) return NumberWord{number, NumberKind::digits};
    if (std::find(kOrdinalEndings.begin(), kOrdinalEndings.end(), ending) ==
        kOrdinalEndings.end()) {
        return std::nullopt;
    }
    return NumberWord{number, NumberKind::ordinal};
}

}  // namespace

std::optional<NumberWord> number_of(std::string_view word) {
    if (word.empty()) return std::nullopt;
    if (word[0] >= '0' && word[0] <= '9') return from_digits(word);
    if (const auto roman = roman_value(word)) return NumberWord{*roman, NumberKind::roman};
    const auto found = kNumbers.find(word);
    if (!found) return std::nullopt;
    return NumberWord{*found & ~kOrdinalBit,
                      (*found & kOrdinalBit) != 0 ? NumberKind::ordinal : NumberKind::cardinal};
}

bool is_number_sign(std::string_view word) {
    constexpr std::array<std::string_view, 12> kSigns = {"no",     "nr",     "num",   "nro",
                                                         "number", "numero", "nomer", "nummer",
                                                         "numer",  "hao",    "raqam", "shomareh"};
    return std::find(kSigns.begin(), kSigns.end(), word) != kSigns.end();
}

}  // namespace pelf::match
