// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace pelf {
namespace {

std::string encoded(char32_t number) {
    std::string bytes;
    const auto put = [&](char32_t value) { bytes += static_cast<char>(value); };
    if (number < 0x80) {
        put(number);
    } else if (number < 0x800) {
        put(0xc0 | (number >> 6));
        put(0x80 | (number & 0x3f));
    } else if (number < 0x10000) {
        put(0xe0 | (number >> 12));
        put(0x80 | ((number >> 6) & 0x3f));
        put(0x80 | (number & 0x3f));
    } else {
        put(0xf0 | (number >> 18));
        put(0x80 | ((number >> 12) & 0x3f));
        put(0x80 | ((number >> 6) & 0x3f));
        put(0x80 | (number & 0x3f));
    }
    return bytes;
}

TEST(Utf8, ReadsEveryCharacterAsItIsEncoded) {
    for (char32_t number = 0; number <= 0x10ffff; ++number) {
        const std::string bytes = encoded(number) + "x";
        const Letter letter = first_letter(bytes);
        if (number >= 0xd800 && number <= 0xdfff) {
            ASSERT_EQ(letter.bytes.size(), 1U);
            continue;
        }
        ASSERT_TRUE(letter.number == number) << static_cast<std::uint32_t>(number);
        ASSERT_EQ(letter.bytes.size() + 1, bytes.size());
    }
}

TEST(Utf8, TakesOneByteOfWhatIsNoCharacter) {
    for (const std::string_view bytes :
         {"\x80", "\xff", "\xc0\x80", "\xc3", "\xe2\x82", "\xed\xa0\x80", "\xf0\x80\x80\x80",
          "\xf4\x90\x80\x80", "\xe2(\xa1"}) {
        const Letter letter = first_letter(bytes);
        EXPECT_EQ(letter.bytes, bytes.substr(0, 1));
        EXPECT_EQ(printable(letter), kReplacementLetter);
    }
}

TEST(Utf8, CountsCharactersAndNotBytes) {
    EXPECT_EQ(letters_count(""), 0U);
    EXPECT_EQ(letters_count("abc"), 3U);
    EXPECT_EQ(letters_count("\xed\x95\x9c\xea\xb5\xad"), 2U);
    EXPECT_EQ(letters_count("\xff\xffz"), 3U);
}

TEST(Utf8, KnowsWhatCannotBePrinted) {
    for (const char32_t letter : {U'\0', U'\n', U'\x1b', U'\x7f', U'\x85', U'\ufffe', U'\uffff',
                                  U'\U0001fffe', U'\u202e', U'\u2066', U'\u200f'}) {
        EXPECT_TRUE(is_unprintable(letter)) << static_cast<unsigned>(letter);
    }
    for (const char32_t letter : {U' ', U'a', U'\u00e9', U'\ud55c', U'\U0001f4a3', U'\ufffd'}) {
        EXPECT_FALSE(is_unprintable(letter)) << static_cast<unsigned>(letter);
    }
    EXPECT_EQ(printable(first_letter("\xe2\x80\xae")), kReplacementLetter);
    EXPECT_EQ(printable(first_letter("a")), "a");
}

}  // namespace
}  // namespace pelf
