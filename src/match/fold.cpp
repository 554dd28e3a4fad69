// SPDX-License-Identifier: Apache-2.0
#include "match/fold.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "base/text.hpp"

namespace pelf::match {
namespace {

/// Lower-case letters whose stroke or joint no normalisation form takes off.
struct Plain {
    UChar32 letter;
    const char16_t* plain;
};
constexpr std::array<Plain, 13> kPlain = {{
    {0x00E6, u"ae"},  // æ
    {0x00F0, u"d"},   // ð
    {0x00F8, u"o"},   // ø
    {0x00FE, u"th"},  // þ
    {0x0111, u"d"},   // đ
    {0x0127, u"h"},   // ħ
    {0x0131, u"i"},   // ı, dotless
    {0x0138, u"k"},   // ĸ
    {0x0142, u"l"},   // ł
    {0x014B, u"n"},   // ŋ
    {0x0153, u"oe"},  // œ
    {0x0167, u"t"},   // ŧ
    {0x0180, u"b"},   // ƀ
}};

/// Marks that vary between careful writers. In Devanagari, Thai and others a mark is the vowel.
bool is_loose_mark(UChar32 c) noexcept {
    const bool european = (c >= 0x0300 && c <= 0x036F) || (c >= 0x0483 && c <= 0x0487);
    const bool hebrew = c >= 0x0591 && c <= 0x05C7 && u_charType(c) == U_NON_SPACING_MARK;
    const bool arabic = (c >= 0x0610 && c <= 0x061A) || (c >= 0x064B && c <= 0x065F) || c == 0x0670;
    return european || hebrew || arabic;
}

/// ' ` ´ ‘ ’ ‛ ′ ʹ ʻ ʼ ʽ ʾ ʿ and the Hebrew geresh.
bool is_apostrophe(UChar32 c) noexcept {
    constexpr std::array<UChar32, 14> kApostrophes = {0x0027, 0x0060, 0x00B4, 0x02B9, 0x02BB,
                                                      0x02BC, 0x02BD, 0x02BE, 0x02BF, 0x05F3,
                                                      0x2018, 0x2019, 0x201B, 0x2032};
    return std::find(kApostrophes.begin(), kApostrophes.end(), c) != kApostrophes.end();
}

/// Punctuation, symbols, separators and controls: where one word ends.
bool is_gap(UChar32 c) noexcept {
    constexpr std::uint32_t kGaps =
        U_GC_P_MASK | U_GC_S_MASK | U_GC_Z_MASK | U_GC_CC_MASK | U_GC_CN_MASK;
    return (U_GET_GC_MASK(c) & kGaps) != 0;
}

void append_plain(icu::UnicodeString& text, UChar32 c) {
    for (const Plain& entry : kPlain) {
        if (entry.letter == c) {
            text.append(entry.plain);
            return;
        }
    }
    text.append(c);
}

/// Steps 2 and 3, on decomposed text. No space at the ends, no two in a row.
icu::UnicodeString strip(const icu::UnicodeString& decomposed) {
    icu::UnicodeString stripped;
    bool gap = false;
    for (std::int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
        const UChar32 c = decomposed.char32At(i);
        if (is_loose_mark(c) || is_apostrophe(c) || u_charType(c) == U_FORMAT_CHAR) continue;
        if (is_gap(c)) {
            gap = true;
            continue;
        }
        if (gap && !stripped.isEmpty()) stripped.append(u' ');
        gap = false;
        append_plain(stripped, c);
    }
    return stripped;
}

/// ICU fails here only when its own data or the memory is missing.
const icu::Normalizer2& normalizer(const icu::Normalizer2* (*get)(UErrorCode&)) {
    UErrorCode code = U_ZERO_ERROR;
    const icu::Normalizer2* found = get(code);
    PELF_CHECK(U_SUCCESS(code) && found != nullptr);
    return *found;
}

icu::UnicodeString normalize(const icu::Normalizer2& form, const icu::UnicodeString& text) {
    UErrorCode code = U_ZERO_ERROR;
    icu::UnicodeString normalized = form.normalize(text, code);
    PELF_CHECK(U_SUCCESS(code));
    return normalized;
}

icu::UnicodeString fold_once(icu::UnicodeString text) {
    // The one apostrophe that step 1 would take for a blank with an accent.
    text.findAndReplace(u"\u00B4", u"'");
    const auto folded = normalize(normalizer(icu::Normalizer2::getNFKCCasefoldInstance), text);
    const auto decomposed = normalize(normalizer(icu::Normalizer2::getNFDInstance), folded);
    return normalize(normalizer(icu::Normalizer2::getNFCInstance), strip(decomposed));
}

/// Most names of most lists: no letter outside ASCII, so nothing to look up.
std::string fold_ascii(std::string_view name) {
    std::string folded;
    folded.reserve(name.size());
    bool gap = false;
    for (const char c : name) {
        if (c == '\'' || c == '`') continue;
        const bool upper = c >= 'A' && c <= 'Z';
        const char lower = upper ? static_cast<char>(c - 'A' + 'a') : c;
        if ((lower < 'a' || lower > 'z') && (c < '0' || c > '9')) {
            gap = true;
            continue;
        }
        if (gap && !folded.empty()) folded += ' ';
        gap = false;
        folded += lower;
    }
    return folded;
}

}  // namespace

std::string fold(std::string_view name) {
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::all_of(name.begin(), name.end(), is_ascii)) return fold_ascii(name);

    // Taking a mark off can leave letters that fold further; two rounds settle almost all text.
    constexpr int kRoundsMax = 8;
    auto text = icu::UnicodeString::fromUTF8(
        icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
    for (int round = 0; round < kRoundsMax; ++round) {
        icu::UnicodeString next = fold_once(text);
        if (next == text) break;
        text = std::move(next);
    }
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

std::string order_free_key(std::string_view folded) {
    std::vector<std::string_view> words = split(folded, " ");
    std::sort(words.begin(), words.end());
    std::string key;
    key.reserve(folded.size());
    for (const std::string_view word : words) {
        if (word.empty()) continue;
        if (!key.empty()) key += ' ';
        key += word;
    }
    return key;
}

std::string spoken_order(std::string_view name) {
    const std::size_t comma = name.find(',');
    if (comma == std::string_view::npos) return std::string(name);
    const std::string_view family = trim(name.substr(0, comma));
    const std::string_view given = trim(name.substr(comma + 1));
    if (family.empty() || given.empty()) return std::string(name);
    return text(given, " ", family);
}

}  // namespace pelf::match
