// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/etl_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "support/temporary_folder.hpp"

namespace pelf::ingest {
namespace {

constexpr EtlColumn kColumns[] = {{"block_number"}, {"id"}};
constexpr EtlTable::Shape kShape = {"things", kColumns, 0};

class Tables : public ::testing::Test {
protected:
    void write(const std::string& name, const std::string& bytes) {
        paths_.push_back(folder_ / name);
        std::ofstream(paths_.back(), std::ios::binary) << bytes;
    }
    Result<EtlTable> open(EtlTableLimits limits = {}) {
        return EtlTable::open(paths_, kShape, limits, report_);
    }
    std::vector<std::string> read_all() {
        auto table = open();
        EXPECT_TRUE(table.has_value());
        std::vector<std::string> found;
        while (true) {
            const auto has_row = table->next();
            EXPECT_TRUE(has_row.has_value());
            if (!has_row || !*has_row) break;
            found.push_back(text(table->block(), ":", table->field(1)));
        }
        unordered_files_count_ = table->unordered_files_count();
        return found;
    }
    using Found = std::vector<std::string>;

    const test::TemporaryFolder temporary_;
    const std::filesystem::path folder_ = temporary_.path();
    std::vector<std::filesystem::path> paths_;
    Report report_{"things"};
    std::uint64_t unordered_files_count_ = 0;
};

TEST_F(Tables, FilesFollowEachOtherByTheirFirstBlockInWhateverFormat) {
    write("things_b.csv", "block_number,id\n1,a\n1,b\n2,c\n");
    write("things_a.json", "{\"id\": \"d\", \"block_number\": 3}\n");
    write("things_c.csv", "");
    EXPECT_EQ(read_all(), (Found{"1:a", "1:b", "2:c", "3:d"}));
    EXPECT_EQ(unordered_files_count_, 0U);
    EXPECT_EQ(report_.losses_count(), 0U);
}

TEST_F(Tables, AFileOutOfOrderIsReadByBlockAndKeepsItsOrderWithinOne) {
    write("things.csv", "block_number,id\n2,a\n1,b\nx,c\n2,d\n1,e\n1,\"f\n3,g\n");
    EXPECT_EQ(read_all(), (Found{"1:b", "1:e", "2:a", "2:d", "3:g"}));
    EXPECT_EQ(unordered_files_count_, 1U);
    EXPECT_EQ(report_.rejected_count(), 2U);
}

TEST_F(Tables, AnyOrderGivesWhatSortingGives) {
    std::mt19937 random(16);
    for (int round = 0; round < 200; ++round) {
        paths_.clear();
        std::vector<std::pair<unsigned, unsigned>> rows;
        std::string csv = "id,block_number\n";
        for (auto i = static_cast<unsigned>(random() % 30); i > 0; --i) {
            rows.emplace_back(static_cast<unsigned>(random() % 12), i);
            csv += text(i, ",", rows.back().first, "\n");
        }
        write("things.csv", csv);
        std::ranges::stable_sort(rows, {}, &std::pair<unsigned, unsigned>::first);
        Found expected;
        for (const auto& [block, id] : rows) expected.push_back(text(block, ":", id));
        ASSERT_EQ(read_all(), expected);
    }
}

TEST_F(Tables, FilesThatOverlapAreRefused) {
    write("things_1.csv", "block_number,id\n1,a\n5,b\n");
    write("things_2.csv", "block_number,id\n4,c\n");
    auto table = open();
    ASSERT_TRUE(table.has_value());
    EXPECT_TRUE(*table->next());
    EXPECT_TRUE(*table->next());
    const auto third = table->next();
    ASSERT_FALSE(third.has_value());
    EXPECT_EQ(third.error().fault, Fault::refused);
    EXPECT_NE(third.error().message.find("overlap"), std::string::npos);
}

TEST_F(Tables, RowsOutOfOrderHaveALimitAndOthersNone) {
    write("things.csv", "block_number,id\n2,a\n1,b\n3,c\n");
    auto table = open({.row = {}, .unordered_rows_max = 3});
    ASSERT_TRUE(table.has_value());
    EXPECT_TRUE(table->next().has_value());
    table = open({.row = {}, .unordered_rows_max = 2});
    ASSERT_TRUE(table.has_value());
    const auto refused = table->next();
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().fault, Fault::over_limit);
    paths_.clear();
    write("ordered.csv", "block_number,id\n1,a\n2,b\n3,c\n");
    table = open({.row = {}, .unordered_rows_max = 2});
    ASSERT_TRUE(table.has_value());
    EXPECT_TRUE(table->next().has_value());
}

TEST_F(Tables, AMissingFileIsSaid) {
    paths_ = {folder_ / "things_none.csv"};
    const auto table = open();
    ASSERT_FALSE(table.has_value());
    EXPECT_EQ(table.error().fault, Fault::not_found);
}

}  // namespace
}  // namespace pelf::ingest
