// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/csv.hpp"

#include <gtest/gtest.h>

namespace pelf::ingest {
namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Outcome {
    Rows rows;
    std::vector<Fault> faults;
};

Outcome read_all(std::string_view text, CsvLimits limits = {}) {
    Outcome outcome;
    CsvReader reader(text, limits);
    while (true) {
        const auto step = reader.next();
        if (step == CsvReader::Step::end) return outcome;
        if (step == CsvReader::Step::row) outcome.rows.push_back(reader.fields());
        if (step == CsvReader::Step::bad) outcome.faults.push_back(reader.fault());
    }
}

TEST(Csv, QuotesHoldCommasLineEndsAndDoubledQuotes) {
    const auto read = read_all("1,\"a, b\",\"line\r\nline\",\"say \"\"hi\"\"\"\r\n2,,\"\",x\n");
    EXPECT_TRUE(read.faults.empty());
    EXPECT_EQ(read.rows, (Rows{{"1", "a, b", "line\r\nline", "say \"hi\""}, {"2", "", "", "x"}}));
}

TEST(Csv, TheLastLineNeedsNoEnd) {
    EXPECT_EQ(read_all("a,b").rows, (Rows{{"a", "b"}}));
    EXPECT_EQ(read_all("a,").rows, (Rows{{"a", ""}}));
    EXPECT_EQ(read_all("\"a\"").rows, (Rows{{"a"}}));
}

TEST(Csv, EmptyLinesAreNoRows) {
    EXPECT_EQ(read_all("\r\n\na\r\n\r\n\nb\n\n").rows, (Rows{{"a"}, {"b"}}));
    EXPECT_TRUE(read_all("").rows.empty());
}

TEST(Csv, AForgottenQuoteCostsOneRow) {
    const auto read = read_all("1,\"one\n2,\"two\"\n3,\"three\"\n");
    EXPECT_EQ(read.faults, std::vector<Fault>{Fault::malformed});
    EXPECT_EQ(read.rows, (Rows{{"2", "two"}, {"3", "three"}}));
}

TEST(Csv, AnEndInsideQuotesIsTruncatedAndTheLinesAfterAreStillRead) {
    const auto read = read_all("1,\"one\n2,two\n");
    EXPECT_EQ(read.faults, std::vector<Fault>{Fault::truncated});
    EXPECT_EQ(read.rows, (Rows{{"2", "two"}}));
}

TEST(Csv, QuotesOutOfPlaceAndLoneCarriageReturnsAreMalformed) {
    for (const char* text : {"a\"b\n", " \"a\"\n", "\"a\" ,b\n", "a\rb\n", "\"a\"\rb\n"}) {
        EXPECT_EQ(read_all(text).faults, std::vector<Fault>{Fault::malformed}) << text;
    }
}

TEST(Csv, LimitsHoldAtTheirEdge) {
    const CsvLimits limits{.field_bytes_max = 3, .columns_max = 2};
    EXPECT_EQ(read_all("abc,\"a\"\"c\"\n", limits).rows, (Rows{{"abc", "a\"c"}}));
    for (const char* text : {"abcd\n", "\"abcd\"\n", "\"abc\"\"\"\n", "a,b,c\n"}) {
        EXPECT_EQ(read_all(text, limits).faults, std::vector<Fault>{Fault::over_limit}) << text;
    }
}

TEST(Csv, RowsSayWhereTheyBegan) {
    CsvReader reader("a\n\n\"b\nb\"\nc\n");
    reader.next();
    EXPECT_EQ(reader.row_line(), 1U);
    reader.next();
    EXPECT_EQ(reader.row_line(), 3U);
    EXPECT_EQ(reader.row_offset_bytes(), 3U);
    reader.next();
    EXPECT_EQ(reader.row_line(), 5U);
}

TEST(Csv, RowsThatAreNotUtf8AreMalformed) {
    EXPECT_EQ(read_all("a\xFF\nb\n").rows, (Rows{{"b"}}));
    EXPECT_EQ(read_all("\xEC\x9D\xB4\n").rows, (Rows{{"\xEC\x9D\xB4"}}));
}

TEST(Utf8, FollowsTheTableOfWellFormedSequences) {
    for (const char* good : {"", "a", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF",
                             "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
        EXPECT_TRUE(is_utf8(good)) << good;
    }
    for (const char* bad :
         {"\x80", "\xC1\xBF", "\xC2", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xE1\x80",
          "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC2\x41", "\xF1\x80\x80"}) {
        EXPECT_FALSE(is_utf8(bad)) << bad;
    }
}

TEST(Csv, CutAtEveryByteItReadsTheWholeRowsBeforeTheCut) {
    const std::string text = "1,\"a, \"\"b\"\"\",x\r\n2,\"c\nd\",\xC3\xA9\r\n3,e,f\r\n";
    const Rows whole = read_all(text).rows;
    ASSERT_EQ(whole.size(), 3U);
    for (std::size_t size = 0; size < text.size(); ++size) {
        const auto read = read_all(std::string_view(text).substr(0, size));
        const std::size_t ends = size >= 35 ? 3 : size >= 28 ? 2 : size >= 16 ? 1 : 0;
        ASSERT_GE(read.rows.size() + read.faults.size(), ends) << size;
        for (std::size_t i = 0; i < ends; ++i) EXPECT_EQ(read.rows[i], whole[i]) << size;
    }
}

}  // namespace
}  // namespace pelf::ingest
