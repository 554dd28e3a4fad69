// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/etl_rows.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "ingest/lists/csv.hpp"

namespace pelf::ingest {
namespace {

using Format = EtlRows::Format;
using Step = EtlRows::Step;
using Table = std::vector<std::vector<std::string>>;

constexpr EtlColumn kColumns[] = {{"a", "other_a"}, {"b"}, {"c"}};

EtlRows rows_of(std::string_view bytes, Format format = Format::csv) {
    auto rows = EtlRows::open(bytes, format, kColumns);
    EXPECT_TRUE(rows.has_value());
    return *std::move(rows);
}

Table read_all(EtlRows& rows, std::size_t* bad_count = nullptr) {
    Table table;
    for (auto step = rows.next(); step != Step::end; step = rows.next()) {
        if (step == Step::bad) {
            if (bad_count != nullptr) ++*bad_count;
            continue;
        }
        table.push_back(
            {std::string(rows.field(0)), std::string(rows.field(1)), std::string(rows.field(2))});
    }
    return table;
}

TEST(EtlRows, FindsColumnsByNameInAnyOrderAndPassesOverOthers) {
    auto rows = rows_of("x,c,other_a\r\n1,2,3\r\n\r\n4,5,6");
    EXPECT_TRUE(rows.has_column(0));
    EXPECT_FALSE(rows.has_column(1));
    EXPECT_EQ(read_all(rows), (Table{{"3", "", "2"}, {"6", "", "5"}}));
}

TEST(EtlRows, LeavesOutQuotesAroundAFieldAndKeepsThoseWithin) {
    auto rows = rows_of("a,\"b\",c\n\"x,y\",\"z\"\"\",\n,\"\",q\"r\n");
    EXPECT_EQ(read_all(rows), (Table{{"x,y", "z\"\"", ""}, {"", "", "q\"r"}}));
}

TEST(EtlRows, RefusesARowThatIsNotLikeTheHeaderAndGoesOn) {
    auto rows = rows_of("a,b\n1\n1,2,3\n\"1,2\n\"1\"x,2\n5,6\n");
    std::size_t bad_count = 0;
    EXPECT_EQ(read_all(rows, &bad_count), (Table{{"5", "6", ""}}));
    EXPECT_EQ(bad_count, 4U);
}

TEST(EtlRows, ReadsJsonLinesToTheSameFields) {
    auto rows = rows_of(
        "{\"b\": null, \"a\": 150188698577042438264952193024, \"c\": [\"0x1\", \"0x2\"]}\n"
        "{\"other_a\": \"x\", \"d\": {\"e\": 1}, \"b\": true }\r\n",
        Format::json_lines);
    EXPECT_EQ(read_all(rows), (Table{{"150188698577042438264952193024", "", "[\"0x1\", \"0x2\"]"},
                                     {"x", "true", ""}}));
}

TEST(EtlRows, RefusesALineThatIsNotOneObject) {
    for (const std::string line : {"[1]", "1", "{", "{\"a\": 1", "{\"a\"}", "{\"a\": \"x}",
                                   "{\"a\": 1} {\"a\": 2}", "{\"a\": 1}}"}) {
        const std::string lines = line + "\n{\"a\": 5}\n";
        auto rows = rows_of(lines, Format::json_lines);
        std::size_t bad_count = 0;
        EXPECT_EQ(read_all(rows, &bad_count), (Table{{"5", "", ""}})) << line;
        EXPECT_EQ(bad_count, 1U) << line;
    }
}

TEST(EtlRows, LimitsAreKept) {
    EtlRowLimits limits{.row_bytes_max = 10, .columns_max = 3};
    const std::string csv = "a,b,c\n12345678,,\n123456789,,\n1,2,3\n";
    auto rows = EtlRows::open(csv, Format::csv, kColumns, limits);
    ASSERT_TRUE(rows.has_value());
    EXPECT_EQ(rows->next(), Step::row);
    EXPECT_EQ(rows->next(), Step::bad);
    EXPECT_EQ(rows->fault(), Fault::over_limit);
    EXPECT_EQ(rows->next(), Step::row);
    const auto wide = EtlRows::open("a,b,c,d\n", Format::csv, kColumns, limits);
    ASSERT_FALSE(wide.has_value());
    EXPECT_EQ(wide.error().fault, Fault::over_limit);
    const auto longer = EtlRows::open("a,b,ccccccc\n", Format::csv, kColumns, limits);
    ASSERT_FALSE(longer.has_value());
    EXPECT_EQ(longer.error().fault, Fault::over_limit);
}

TEST(EtlRows, RefusesAFileWithoutAHeaderAndTakesAnEmptyOne) {
    EXPECT_FALSE(EtlRows::open("1,2,3\n4,5,6\n", Format::csv, kColumns).has_value());
    auto rows = rows_of("");
    EXPECT_EQ(rows.next(), Step::end);
}

TEST(EtlRows, GoesBackToARowByItsOffset) {
    auto rows = rows_of("a\n1\n2\n3\n");
    std::vector<std::uint64_t> offsets;
    while (rows.next() == Step::row) offsets.push_back(rows.row_offset_bytes());
    ASSERT_EQ(offsets.size(), 3U);
    rows.seek(offsets[1]);
    ASSERT_EQ(rows.next(), Step::row);
    EXPECT_EQ(rows.field(0), "2");
}

TEST(EtlRows, ALookAtOneFieldSeesWhatReadingAllOfThemSees) {
    std::mt19937 random(8);
    constexpr std::string_view kPieces[] = {"1", "", "\"x,y\"", "22", "\"\"", "a"};
    for (int round = 0; round < 300; ++round) {
        std::string csv = "x,a,y,b,c\n";
        for (int row = 0; row < 4; ++row) {
            for (int field = 0; field < 5; ++field) {
                // The column that is looked at holds numbers, which nobody quotes.
                const bool is_number = field == 1 || field > 2;
                csv += is_number ? std::to_string(random() % 100)
                                 : std::string(kPieces[random() % std::size(kPieces)]);
                csv += field < 4 ? "," : "\n";
            }
        }
        for (std::size_t column = 0; column < 3; ++column) {
            auto all = rows_of(csv);
            auto one = rows_of(csv);
            std::optional<std::string_view> field;
            while (all.next() == Step::row) {
                ASSERT_EQ(one.next_with(column, field), Step::row);
                ASSERT_EQ(field, all.field(column)) << csv;
                ASSERT_EQ(one.row_offset_bytes(), all.row_offset_bytes());
            }
            ASSERT_EQ(one.next_with(column, field), Step::end);
        }
    }
    auto short_rows = rows_of("x,a,y\n1\n\"2,3\n");
    std::optional<std::string_view> field;
    EXPECT_EQ(short_rows.next_with(0, field), Step::row);
    EXPECT_FALSE(field.has_value());
    EXPECT_EQ(short_rows.next_with(0, field), Step::row);
    EXPECT_FALSE(field.has_value());
    auto lines = rows_of("{\"b\": 5}\n", Format::json_lines);
    EXPECT_EQ(lines.next_with(1, field), Step::row);
    EXPECT_EQ(field, "5");
}

/// The twin is the reader of the lists, which takes every field apart letter by letter.
TEST(EtlRows, AgreeWithThePlainCsvReader) {
    std::mt19937 random(4180);
    constexpr std::string_view kPieces[] = {"0x12",    "7",          "",    "abc",
                                            "\"q,r\"", "\"s\"\"t\"", "\"\""};
    for (int round = 0; round < 400; ++round) {
        std::string csv = "c,a,b\n";
        for (auto row = random() % 8; row > 0; --row) {
            // One field alone and empty would be an empty line, which is no row.
            csv += kPieces[random() % 7];
            for (int field = 0; field < 2; ++field) {
                csv += ',';
                csv += kPieces[random() % 7];
            }
            csv += random() % 2 == 0 ? "\n" : "\r\n";
        }
        CsvReader plain(csv);
        Table expected;
        EXPECT_EQ(plain.next(), CsvReader::Step::row);
        while (plain.next() == CsvReader::Step::row) {
            const auto& fields = plain.fields();
            expected.push_back({fields[1], fields[2], fields[0]});
        }
        auto rows = rows_of(csv);
        auto table = read_all(rows);
        for (auto& row : table) {
            for (auto& field : row) {
                for (auto at = field.find("\"\""); at != std::string::npos;
                     at = field.find("\"\"", at + 1)) {
                    field.erase(at, 1);
                }
            }
        }
        ASSERT_EQ(table, expected) << csv;
    }
}

TEST(EtlRows, CutAtEveryByteGiveTheRowsBeforeTheCut) {
    const std::string csv = "a,b,c\n1,\"x,y\",3\n4,5,6\n7,8,9\n";
    const std::string json = "{\"a\": 1, \"b\": \"x\", \"c\": [1, 2]}\n{\"a\": 2, \"b\": null}\n";
    for (const auto& [bytes, format] :
         {std::pair(csv, Format::csv), std::pair(json, Format::json_lines)}) {
        auto whole_rows = rows_of(bytes, format);
        const Table whole = read_all(whole_rows);
        for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
            const std::string part = bytes.substr(0, cut);
            auto rows = EtlRows::open(part, format, kColumns);
            if (!rows) continue;  // No column's name is whole yet.
            const Table table = read_all(*rows);
            const auto lines = std::ranges::count(part, '\n') - (format == Format::csv ? 1 : 0);
            ASSERT_GE(std::ssize(table), std::max<std::ptrdiff_t>(lines, 0)) << cut;
            ASSERT_LE(std::ssize(table), std::max<std::ptrdiff_t>(lines, 0) + 1) << cut;
            for (std::ptrdiff_t i = 0; i < lines; ++i) {
                ASSERT_EQ(table[static_cast<std::size_t>(i)], whole[static_cast<std::size_t>(i)]);
            }
        }
    }
}

}  // namespace
}  // namespace pelf::ingest
