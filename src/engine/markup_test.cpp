// SPDX-License-Identifier: Apache-2.0
#include "engine/markup.hpp"

#include <gtest/gtest.h>

#include "engine/markup_check.hpp"

namespace pelf::engine {
namespace {

using testing::markup_fault;

TEST(Markup, EscapesEverythingThatCouldLeaveAnElementOrAnAttribute) {
    EXPECT_EQ(escaped("<b> & \"x\" 'y'"), "&lt;b&gt; &amp; &quot;x&quot; &#39;y&#39;");
    EXPECT_EQ(escaped("a\nb\tc\rd"), "a b c d");
    EXPECT_EQ(escaped("리지아동 \xf0\x9f\x90\x9f"), "리지아동 \xf0\x9f\x90\x9f");
}

TEST(Markup, ReplacesWhatIsNoUtf8AndWhatXmlForbids) {
    EXPECT_EQ(escaped("a\x01z"), "a\xef\xbf\xbdz");
    EXPECT_EQ(escaped(std::string_view("\0", 1)), "\xef\xbf\xbd");
    EXPECT_EQ(escaped("\xc0\xaf"), "\xef\xbf\xbd\xef\xbf\xbd");           // Overlong slash.
    EXPECT_EQ(escaped("\xe0\x80\xaf").substr(0, 3), "\xef\xbf\xbd");      // The same in three.
    EXPECT_EQ(escaped("\xed\xa0\x80").substr(0, 3), "\xef\xbf\xbd");      // A surrogate.
    EXPECT_EQ(escaped("\xf4\x90\x80\x80").substr(0, 3), "\xef\xbf\xbd");  // Above U+10FFFF.
    EXPECT_EQ(escaped("\xef\xbf\xbf"), "\xef\xbf\xbd");                   // U+FFFF.
    EXPECT_EQ(escaped("\xe2\x82"), "\xef\xbf\xbd\xef\xbf\xbd");           // Cut off.
}

TEST(Markup, ReplacesMarksThatTurnTheWritingDirection) {
    EXPECT_EQ(escaped("\xe2\x80\xae"
                      "evil"),
              "\xef\xbf\xbd"
              "evil");
    EXPECT_EQ(escaped("\xe2\x81\xa6"), "\xef\xbf\xbd");
}

TEST(Markup, ShortensByLettersAndNotByBytes) {
    EXPECT_EQ(shortened("abcd", 4), "abcd");
    EXPECT_EQ(shortened("abcde", 4), "abc\xe2\x80\xa6");
    EXPECT_EQ(shortened("리지아동공", 4), "리지아\xe2\x80\xa6");
    EXPECT_EQ(shortened("ab cde", 4), "ab\xe2\x80\xa6");
    EXPECT_EQ(shortened("", 1), "");
}

TEST(Markup, CutsTheMiddleOfWordsThatNobodyReads) {
    EXPECT_EQ(middle_cut("fe9cf2604248df6170c665a6a93a1146"),
              "fe9cf260\xe2\x80\xa6"
              "a93a1146");
    EXPECT_EQ(middle_cut("Short"), "Short");
    EXPECT_EQ(middle_cut("A name of several words that is long"),
              "A name of several words that is long");
    EXPECT_EQ(middle_cut("리지아동리지아동리지아동"), "리지아동리지아동리지아동");
}

TEST(Markup, WritesAmountsExactly) {
    EXPECT_EQ(btc_text(0), "0");
    EXPECT_EQ(btc_text(1), "0.00000001");
    EXPECT_EQ(btc_text(50'0000'0000), "50");
    EXPECT_EQ(btc_text(1234'5000'0000), "1,234.5");
    EXPECT_EQ(btc_column(1234'5000'0000), "1,234.50000000");
    EXPECT_EQ(btc_column(99'999'999), "0.99999999");
    EXPECT_EQ(btc_column(0), "0.00000000");
}

TEST(MarkupCheck, FindsWhatItIsFor) {
    EXPECT_EQ(markup_fault("<a x=\"1\"><b/>t &amp; u</a>"), "");
    EXPECT_NE(markup_fault("<a><b></a>"), "");
    EXPECT_NE(markup_fault("<a x=1></a>"), "");
    EXPECT_NE(markup_fault("<a>b & c</a>"), "");
    EXPECT_NE(markup_fault("<a>"), "");
    EXPECT_NE(markup_fault("</a>"), "");
    EXPECT_NE(markup_fault("<a"), "");
    EXPECT_NE(markup_fault("a > b"), "");
}

}  // namespace
}  // namespace pelf::engine
