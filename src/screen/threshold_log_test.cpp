// SPDX-License-Identifier: Apache-2.0
#include "screen/threshold_log.hpp"

#include <gtest/gtest.h>

#include "base/file.hpp"
#include "screen/test_hash.hpp"
#include "support/temporary_folder.hpp"

namespace pelf::screen {
namespace {

class ThresholdLogTest : public testing::Test {
protected:
    const test::TemporaryFolder temporary_;
    const std::filesystem::path path_ = temporary_.path() / "log";
};

TEST_F(ThresholdLogTest, SaysWhatHeldAtAMomentAndWhoSaidSo) {
    auto log = ThresholdLog::open(path_, test_hash);
    ASSERT_TRUE(log);
    ASSERT_TRUE(log->change({80, "A. Officer", "tested on 2,000 alerts\nof May", 1'000}));
    ASSERT_TRUE(log->change({70, "B. Officer", "a hit was missed", 2'000}));
    const auto again = ThresholdLog::open(path_, test_hash);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->all(), log->all());
    EXPECT_EQ(again->in_force_at(999).score_min, kThresholdDefault);
    EXPECT_EQ(again->in_force_at(999).by, "");
    EXPECT_EQ(again->in_force_at(1'000).score_min, 80);
    EXPECT_EQ(again->in_force_at(1'999).reason, "tested on 2,000 alerts\nof May");
    EXPECT_EQ(again->in_force_at(2'000).by, "B. Officer");
}

TEST_F(ThresholdLogTest, RefusesAChangeWithoutNameReasonOrInThePast) {
    auto log = ThresholdLog::open(path_, test_hash);
    ASSERT_TRUE(log);
    EXPECT_EQ(log->change({80, " ", "why", 1}).error().fault, Fault::refused);
    EXPECT_EQ(log->change({80, "A", "", 1}).error().fault, Fault::refused);
    EXPECT_EQ(log->change({101, "A", "why", 1}).error().fault, Fault::refused);
    ASSERT_TRUE(log->change({100, "A", "why", 5}));
    EXPECT_EQ(log->change({0, "A", "why", 4}).error().fault, Fault::refused);
    EXPECT_EQ(log->all().size(), 1U);
}

TEST_F(ThresholdLogTest, RefusesRecordsThatAreNoneOfOurs) {
    for (const LogRecord& record :
         {LogRecord{"set", "101", "A", "why", "2026-01-01T00:00:00Z"},
          LogRecord{"set", "80", "A", "why", "yesterday"}, LogRecord{"add", "80", "A", "why"}}) {
        std::filesystem::remove(path_);
        auto chained = ChainedLog::open(path_, "threshold", test_hash);
        ASSERT_TRUE(chained);
        ASSERT_TRUE(chained->append({&record, 1}));
        EXPECT_EQ(ThresholdLog::open(path_, test_hash).error().fault, Fault::malformed);
    }
}

}  // namespace
}  // namespace pelf::screen
