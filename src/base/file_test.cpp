// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <string_view>

#include "base/text.hpp"
#include "support/temporary_folder.hpp"

namespace pelf {
namespace {

class FileTest : public testing::Test {
protected:
    static std::span<const std::byte> as_bytes(std::string_view text) {
        return std::as_bytes(std::span(text));
    }

    const test::TemporaryFolder temporary_;
    const std::filesystem::path folder_ = temporary_.path();
};

TEST_F(FileTest, MapsWhatReplaceFilePutThere) {
    ASSERT_TRUE(replace_file(folder_ / "a", as_bytes("first")));
    ASSERT_TRUE(replace_file(folder_ / "a", as_bytes("two")));
    const auto mapped = MappedFile::open(folder_ / "a");
    ASSERT_TRUE(mapped);
    EXPECT_EQ(as_text(mapped->bytes()), "two");
    EXPECT_FALSE(std::filesystem::exists(folder_ / "a.new"));
}

TEST_F(FileTest, MapsAnEmptyFileToNoBytes) {
    ASSERT_TRUE(replace_file(folder_ / "empty", {}));
    EXPECT_TRUE(MappedFile::open(folder_ / "empty")->bytes().empty());
}

TEST_F(FileTest, NamesAMissingFile) {
    const auto missing = MappedFile::open(folder_ / "nothing");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().fault, Fault::not_found);
    EXPECT_NE(missing.error().source.find("nothing"), std::string::npos);
}

TEST_F(FileTest, ReadsBackWhatItWroteAtAnOffset) {
    auto file = File::open(folder_ / "b", File::Mode::write);
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->write_at(3, as_bytes("xyz")));
    std::vector<std::byte> bytes(6);
    ASSERT_TRUE(file->read_at(0, bytes));
    EXPECT_EQ(as_text(bytes), std::string("\0\0\0xyz", 6));
    EXPECT_EQ(file->read_at(4, bytes).error().fault, Fault::truncated);
    EXPECT_EQ(*file->size_bytes(), 6u);
}

TEST_F(FileTest, RefusesAFileAboveTheLimit) {
    ASSERT_TRUE(replace_file(folder_ / "c", as_bytes("12345")));
    EXPECT_EQ(read_file(folder_ / "c", 4).error().fault, Fault::over_limit);
    EXPECT_EQ(as_text(*read_file(folder_ / "c", 5)), "12345");
}

TEST_F(FileTest, GivesTheLockToOneAtATime) {
    {
        const auto first = FileLock::acquire(folder_ / "lock");
        ASSERT_TRUE(first);
        const auto second = FileLock::acquire(folder_ / "lock");
        ASSERT_FALSE(second);
        EXPECT_EQ(second.error().fault, Fault::refused);
        EXPECT_NE(second.error().message.find(std::to_string(::getpid())), std::string::npos);
    }
    EXPECT_TRUE(FileLock::acquire(folder_ / "lock"));
}

TEST_F(FileTest, ReportsAFullDevice) {
    auto full = File::open("/dev/full", File::Mode::write);
    if (!full) GTEST_SKIP() << "no /dev/full here";
    const auto written = full->write_at(0, as_bytes("x"));
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().fault, Fault::io);
    EXPECT_NE(written.error().message.find("free some space"), std::string::npos);
}

}  // namespace
}  // namespace pelf
