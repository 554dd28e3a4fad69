// SPDX-License-Identifier: Apache-2.0
//
// Latin letters beyond ASCII. Default: the bare letter. Where such letters stand, two more ways in
// use: the German and Scandinavian one (Mueller, Aarhus, Soerensen), and the one of English texts
// that write the sound of a caron or a cedilla (Djokovic, Shahin).
#include <unicode/normalizer2.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/check.hpp"
#include "match/script_readers.hpp"

namespace pelf::match {
namespace {

struct Spelling {
    char32_t letter;
    std::string_view text;
};

/// Letters that no normalisation form takes apart.
constexpr std::array<Spelling, 44> kWhole = {{
    {0x00DF, "ss"}, {0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"},  {0x00FE, "th"}, {0x0111, "d"},
    {0x0127, "h"},  {0x0131, "i"},  {0x0138, "k"}, {0x0142, "l"},  {0x014B, "ng"}, {0x0153, "oe"},
    {0x0167, "t"},  {0x0180, "b"},  {0x0188, "c"}, {0x0192, "f"},  {0x0199, "k"},  {0x019A, "l"},
    {0x01A5, "p"},  {0x01AD, "t"},  {0x01B4, "y"}, {0x01B6, "z"},  {0x01DD, "e"},  {0x01E5, "g"},
    {0x0225, "z"},  {0x0237, "j"},  {0x023C, "c"}, {0x0247, "e"},  {0x024D, "r"},  {0x0253, "b"},
    {0x0254, "o"},  {0x0256, "d"},  {0x0257, "d"}, {0x0259, "a"},  {0x025B, "e"},  {0x0260, "g"},
    {0x0263, "gh"}, {0x0268, "i"},  {0x0269, "i"}, {0x0272, "ny"}, {0x0275, "o"},  {0x028B, "v"},
    {0x0283, "sh"}, {0x0292, "zh"},
}};

constexpr std::array<Spelling, 5> kUmlauts = {
    {{0x00E4, "ae"}, {0x00F6, "oe"}, {0x00FC, "ue"}, {0x00E5, "aa"}, {0x00F8, "oe"}}};

/// ə is the Azerbaijani vowel, "a" in English texts (Aliyev) and "e" in Turkish ones.
constexpr std::array<Spelling, 10> kSounds = {{{0x010D, "ch"},
                                               {0x0161, "sh"},
                                               {0x017E, "zh"},
                                               {0x015F, "sh"},
                                               {0x0219, "sh"},
                                               {0x00E7, "ch"},
                                               {0x011F, "gh"},
                                               {0x0111, "dj"},
                                               {0x021B, "ts"},
                                               {0x0259, "e"}}};

template <std::size_t N>
std::string_view find(const std::array<Spelling, N>& table, char32_t letter) noexcept {
    const auto at = std::find_if(table.begin(), table.end(),
                                 [&](const Spelling& entry) { return entry.letter == letter; });
    return at == table.end() ? std::string_view{} : at->text;
}

/// The letter under the marks; the letter itself when it has none.
char32_t base_of(char32_t letter) {
    UErrorCode code = U_ZERO_ERROR;
    const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(code);
    PELF_CHECK(U_SUCCESS(code) && nfd != nullptr);
    icu::UnicodeString parts;
    if (!nfd->getDecomposition(static_cast<UChar32>(letter), parts)) return letter;
    return static_cast<char32_t>(parts.char32At(0));
}

void append_plain(std::string& text, char32_t letter) {
    if (letter >= 0x80) letter = base_of(letter);
    if (letter < 0x80) {
        text += static_cast<char>(letter);
    } else {
        text += find(kWhole, letter);
    }
}

template <std::size_t N>
Variant read_with(std::string_view system, Pieces pieces, const std::array<Spelling, N>& table) {
    return variant_of(system, pieces, [&](std::u32string_view piece) {
        std::string text;
        for (const char32_t letter : piece) {
            const std::string_view own = letter < 0x80 ? std::string_view{} : find(table, letter);
            if (own.empty()) {
                append_plain(text, letter);
            } else {
                text += own;
            }
        }
        return text;
    });
}

template <std::size_t N>
bool has_any(Pieces pieces, const std::array<Spelling, N>& table) {
    return std::any_of(pieces.begin(), pieces.end(), [&](std::u32string_view piece) {
        return std::any_of(piece.begin(), piece.end(),
                           [&](char32_t letter) { return !find(table, letter).empty(); });
    });
}

}  // namespace

Variants read_latin(Pieces pieces) {
    Variants variants;
    variants.push_back(read_with("latin", pieces, std::array<Spelling, 0>{}));
    if (has_any(pieces, kUmlauts)) {
        variants.push_back(read_with("german umlauts", pieces, kUmlauts));
    }
    if (has_any(pieces, kSounds)) variants.push_back(read_with("latin sounds", pieces, kSounds));
    return variants;
}

}  // namespace pelf::match
