// SPDX-License-Identifier: Apache-2.0
//
// Scripts without a reader of their own: ICU's general rules (Any-Latin). What ICU cannot read
// either (Khmer, Lao and Tibetan in ICU 72) is written as its code points, so that a name never
// vanishes and still equals itself.
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <memory>

#include "base/check.hpp"
#include "match/script_readers.hpp"

namespace pelf::match {
namespace {

/// One a thread: ICU promises nothing about one for several, and making it takes milliseconds.
const icu::Transliterator& any_latin() {
    thread_local const std::unique_ptr<icu::Transliterator> rules = [] {
        UErrorCode code = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(
            "Any-Latin; [[:Sinh:]] si-si_Latn; NFKD; Lower", UTRANS_FORWARD, code));
        // ICU fails here only when its own data or the memory is missing.
        PELF_CHECK(U_SUCCESS(code) && made != nullptr);
        return made;
    }();
    return *rules;
}

void append_code_point(std::string& text, UChar32 c) {
    std::array<char, 8> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(),
                                   static_cast<std::uint32_t>(c), 16);
    text += 'u';
    text.append(digits.data(), end.ptr);
}

/// Letters of Latin that ICU's rules write and that have no ASCII letter under their marks.
std::string_view plain_of(UChar32 c) noexcept {
    switch (c) {
        case 0x00E6: return "ae";
        case 0x00F0:
        case 0x0111: return "d";
        case 0x0142: return "l";
        case 0x014B: return "ng";
        case 0x00F8:
        case 0x0254: return "o";
        case 0x0259:
        case 0x025B: return "e";
        case 0x0268: return "i";
        default: return {};
    }
}

std::string write(std::u32string_view piece) {
    icu::UnicodeString text;
    for (const char32_t c : piece) text.append(static_cast<UChar32>(c));
    any_latin().transliterate(text);
    std::string plain;
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        const UChar32 c = text.char32At(i);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            plain += static_cast<char>(c);
        } else if (const std::string_view own = plain_of(c); !own.empty()) {
            plain += own;
        } else if (c >= 0x0590 && u_isalpha(c) && u_charType(c) != U_MODIFIER_LETTER) {
            append_code_point(plain, c);
        }
    }
    return plain;
}

}  // namespace

Variants read_other(Pieces pieces) {
    return {variant_of("icu", pieces, write)};
}

}  // namespace pelf::match
