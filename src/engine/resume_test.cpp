// SPDX-License-Identifier: Apache-2.0
#include "engine/resume.hpp"

#include <gtest/gtest.h>

namespace pelf::engine {
namespace {

constexpr std::string_view kHeader = "line,id,name,status,score,problem\n";

/// Rows of lines 2 to 6, three of them of line 3; a field with line ends and quotes in it.
std::string make_csv() {
    return std::string(kHeader) +
           "2,a,Ann,clear,,\n3,b,\"Bo\nb \"\"x\"\"\",hit,90,\n"
           "3,b,Bob,allowed,85,\n3,b,Bob,hit,81,odd\n4,c,Cid,error,,bad\n"
           "5,d,Dan,partial,,odd\n6,e,Eve,clear,,\n";
}

TEST(Resume, ACsvCutAnywhereGoesOnAtARowThatIsWhole) {
    const std::string whole = make_csv();
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        const auto point =
            find_resume_point(std::string_view(whole).substr(0, size), kHeader, false);
        ASSERT_TRUE(point) << size;
        ASSERT_LE(point->offset_bytes, size);
        if (point->from_line == 0) continue;
        // What is kept ends before the first row of the line to go on with.
        const std::string mark = "\n" + std::to_string(point->from_line) + ",";
        EXPECT_EQ(point->offset_bytes, whole.find(mark) + 1) << size;
        EXPECT_EQ(point->kept.rows, point->from_line - 2) << size;
    }
    const auto end = find_resume_point(whole, kHeader, false);
    EXPECT_EQ(end->kept,
              (RowTotals{.rows = 4, .hits = 1, .allowed = 0, .partial = 2, .errors = 1}));
    EXPECT_FALSE(find_resume_point("something else\n", kHeader, false));
}

TEST(Resume, JsonLinesCutAnywhereGoOnAtALineThatIsWhole) {
    const std::string whole =
        "{\"line\":1,\"status\":\"clear\",\"hits\":[]}\n{\"line\":3,\"status\":\"hit\",\"hits\":[{}"
        "]}\n"
        "{\"line\":4,\"status\":\"partial\",\"problems\":[\"x\"]}\n";
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        const auto point = find_resume_point(std::string_view(whole).substr(0, size), "", true);
        ASSERT_TRUE(point);
        ASSERT_LE(point->offset_bytes, size);
        EXPECT_TRUE(point->offset_bytes == 0 || whole[point->offset_bytes - 1] == '\n');
    }
    const auto end = find_resume_point(whole, "", true);
    EXPECT_EQ(end->from_line, 4U);
    EXPECT_EQ(end->kept,
              (RowTotals{.rows = 2, .hits = 1, .allowed = 0, .partial = 0, .errors = 0}));
}

}  // namespace
}  // namespace pelf::engine
