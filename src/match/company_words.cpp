// SPDX-License-Identifier: Apache-2.0
#include "match/company_words.hpp"

#include <array>

#include "base/check.hpp"
#include "match/company_words_table.hpp"
#include "match/word_table.hpp"

namespace pelf::match {
namespace {

struct Canonical {
    std::string_view spelling;
    WordWeight weight = WordWeight::generic;
    bool is_place = false;
};

constexpr std::size_t kCanonicalsMax = 1024;

struct Words {
    std::array<Canonical, kCanonicalsMax> canonicals{};
    std::size_t count = 0;
    WordTable<8192> words;
};

constexpr WordWeight weight_of(std::string_view letter) {
    if (letter == "g") return WordWeight::generic;
    return letter == "b" ? WordWeight::brand : WordWeight::common;
}

constexpr void add_records(Words& words, std::string_view text, bool are_places) {
    TableReader reader(text);
    for (std::string_view key = reader.next(); !key.empty(); key = reader.next()) {
        Canonical& canonical = words.canonicals[words.count];
        canonical = {key, WordWeight::common, are_places};
        if (!are_places) canonical.weight = weight_of(reader.next());
        reader.next();  // The colon.
        for (std::string_view word = reader.next(); word != ";"; word = reader.next()) {
            words.words.add(word, static_cast<std::uint32_t>(words.count));
        }
        ++words.count;
    }
}

constexpr Words kWords = [] {
    Words words;
    add_records(words, kCompanyWords, false);
    add_records(words, kBrandWords, false);
    add_records(words, kPlaceWords, true);
    return words;
}();

}  // namespace

std::optional<CompanyWord> company_word(std::string_view word) {
    const auto found = kWords.words.find(word);
    if (!found) return std::nullopt;
    const Canonical& canonical = kWords.canonicals[*found];
    return CompanyWord{{static_cast<std::uint16_t>(*found)}, canonical.weight, canonical.is_place};
}

std::string_view spelling_of(CanonicalWord word) {
    PELF_CHECK(word.value < kWords.count);
    return kWords.canonicals[word.value].spelling;
}

std::size_t canonical_word_count() {
    return kWords.count;
}

}  // namespace pelf::match
