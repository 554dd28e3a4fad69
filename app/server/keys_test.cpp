// SPDX-License-Identifier: Apache-2.0
#include "server/keys.hpp"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "base/private_file.hpp"

namespace pelf::server {
namespace {

class Keys : public testing::Test {
protected:
    void SetUp() override {
        folder_ =
            std::filesystem::path(testing::TempDir()) /
            (std::string("keys-") + testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        file_ = folder_ / "keys.json";
        for (std::size_t i = 0; i < random_.size(); ++i) random_[i] = static_cast<std::byte>(i);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::filesystem::path folder_;
    std::filesystem::path file_;
    std::array<std::byte, 32> random_{};
};

TEST_F(Keys, AKeyOpensUntilItIsTakenAway) {
    const auto key = add_key(file_, {.name = "desk", .role = Role::analyst}, random_);
    ASSERT_TRUE(key) << key.error().message;
    KeyRing ring;
    ASSERT_TRUE(ring.load(file_));
    ASSERT_NE(ring.find(*key), nullptr);
    EXPECT_EQ(ring.find(*key)->caller.name, "desk");
    EXPECT_EQ(ring.find(*key)->caller.role, Role::analyst);
    EXPECT_EQ(ring.find(*key + "0"), nullptr);
    EXPECT_EQ(ring.find(""), nullptr);
    ASSERT_TRUE(remove_key(file_, "desk"));
    ASSERT_TRUE(ring.load(file_));
    EXPECT_EQ(ring.find(*key), nullptr);
    EXPECT_FALSE(remove_key(file_, "desk"));
}

TEST_F(Keys, TheFileHasTheHashAndIsItsOwnersAlone) {
    const auto key = add_key(file_, {.name = "desk"}, random_);
    ASSERT_TRUE(key);
    std::ifstream file(file_);
    const std::string content((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(content.find(key->substr(5)), std::string::npos);
    const auto is_private = is_private_file(file_);
    ASSERT_TRUE(is_private);
    EXPECT_TRUE(*is_private);
}

TEST_F(Keys, ANameIsTakenOnce) {
    ASSERT_TRUE(add_key(file_, {.name = "desk"}, random_));
    EXPECT_FALSE(add_key(file_, {.name = "desk"}, random_));
    EXPECT_FALSE(add_key(file_, {.name = ""}, random_));
    EXPECT_FALSE(add_key(file_, {.name = "a b"}, random_));
    EXPECT_FALSE(add_key(file_, {.name = std::string(kKeyNameBytesMax + 1, 'a')}, random_));
}

TEST_F(Keys, WhatWasWrittenIsReadAgain) {
    const std::vector<KeyEntry> keys{{"a", Role::viewer, std::string(64, '1'), 5, 1'700'000'000},
                                     {"b", Role::admin, std::string(64, '2'), 0, 0}};
    const auto read = parse_keys(to_json(keys));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, keys);
}

TEST_F(Keys, RefusesAFileCutAtEveryByte) {
    const std::string whole =
        to_json(std::vector<KeyEntry>{{"a", Role::viewer, std::string(64, '1'), 5, 0}});
    // The line end at the end may be missing.
    for (std::size_t size = 0; size + 1 < whole.size(); ++size) {
        EXPECT_FALSE(parse_keys(whole.substr(0, size))) << size;
    }
}

TEST_F(Keys, ADamagedFileLeavesTheKeysAsTheyWere) {
    const auto key = add_key(file_, {.name = "desk"}, random_);
    KeyRing ring;
    ASSERT_TRUE(ring.load(file_));
    std::ofstream(file_) << "{";
    EXPECT_FALSE(ring.load(file_));
    EXPECT_NE(ring.find(*key), nullptr);
}

TEST(TokenBucket, HoldsTwoSecondsWorthAndFillsAgain) {
    TokenBucket bucket(10);
    constexpr std::int64_t kNowUs = 1'000'000'000;
    int taken = 0;
    while (bucket.take(kNowUs)) ++taken;
    EXPECT_EQ(taken, 20);
    EXPECT_FALSE(bucket.take(kNowUs + 99'999));
    EXPECT_TRUE(bucket.take(kNowUs + 100'000));
    EXPECT_FALSE(bucket.take(kNowUs + 100'000));
    taken = 0;
    while (bucket.take(kNowUs + 60'000'000)) ++taken;
    EXPECT_EQ(taken, 20);
}

TEST(TokenBucket, WithoutALimitThereIsAlwaysOneMore) {
    TokenBucket bucket(0);
    for (int i = 0; i < 1'000; ++i) EXPECT_TRUE(bucket.take(5));
}

}  // namespace
}  // namespace pelf::server
