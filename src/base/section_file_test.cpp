// SPDX-License-Identifier: Apache-2.0
#include "base/section_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "support/temporary_folder.hpp"

namespace pelf {
namespace {

constexpr SectionKey kKey{std::byte{1}, std::byte{2}};

const std::vector<std::uint32_t>& numbers() {
    static const std::vector<std::uint32_t> kNumbers{7, 8, 9};
    return kNumbers;
}

std::filesystem::path written(const test::TemporaryFolder& folder) {
    const std::filesystem::path path = folder.path() / "sections";
    auto writer = SectionWriter::create(path, kKey);
    PELF_CHECK(writer.has_value());
    writer->add(std::span(numbers()));
    writer->add(std::span<const char>());
    writer->add(std::span<const char>("abc", 3));
    PELF_CHECK(writer->finish().has_value());
    return path;
}

/// True if all sections are what was written.
bool is_whole(const std::filesystem::path& path, const SectionKey& key = kKey) {
    auto reader = SectionReader::open(path, key);
    if (!reader) return false;
    const auto first = reader->take<std::uint32_t>();
    const auto second = reader->take<char>();
    const auto third = reader->take<char>();
    return first && second && third && std::ranges::equal(*first, numbers()) && second->empty() &&
           std::string_view(third->data(), third->size()) == "abc";
}

void put(const std::filesystem::path& path, std::span<const std::byte> bytes) {
    auto file = File::open(path, File::Mode::write);
    ASSERT_TRUE(file && file->resize(0) && file->write_at(0, bytes));
}

TEST(SectionFile, GivesBackWhatWasWritten) {
    const test::TemporaryFolder folder;
    EXPECT_TRUE(is_whole(written(folder)));
}

TEST(SectionFile, RefusesAnotherKey) {
    const test::TemporaryFolder folder;
    const auto reader = SectionReader::open(written(folder), SectionKey{});
    ASSERT_FALSE(reader);
    EXPECT_EQ(reader.error().fault, Fault::refused);
}

TEST(SectionFile, RefusesTheFileCutAtEveryByteAndChangedAtEveryByte) {
    const test::TemporaryFolder folder;
    const auto path = written(folder);
    const auto bytes = read_file(path, 1 << 20);
    ASSERT_TRUE(bytes);
    for (std::size_t size = 0; size < bytes->size(); ++size) {
        put(path, std::span(*bytes).first(size));
        EXPECT_FALSE(SectionReader::open(path, kKey)) << size;
    }
    for (std::size_t at = 0; at < bytes->size(); ++at) {
        auto changed = *bytes;
        changed[at] ^= std::byte{0x10};
        put(path, changed);
        EXPECT_FALSE(SectionReader::open(path, kKey)) << at;
    }
    put(path, *bytes);
    EXPECT_TRUE(is_whole(path));
}

TEST(SectionFile, RefusesRowsOfAnotherSizeAndSectionsThatAreNotThere) {
    const test::TemporaryFolder folder;
    auto reader = SectionReader::open(written(folder), kKey);
    ASSERT_TRUE(reader);
    EXPECT_FALSE(reader->take<std::uint64_t>());
    EXPECT_TRUE(reader->take<std::uint32_t>());
    EXPECT_TRUE(reader->take<char>());
    EXPECT_TRUE(reader->take<char>());
    EXPECT_FALSE(reader->take<char>());
}

TEST(SectionFile, LeavesNothingOfAWriterThatDidNotFinish) {
    const test::TemporaryFolder folder;
    {
        auto writer = SectionWriter::create(folder.path() / "sections", kKey);
        ASSERT_TRUE(writer);
        writer->add(std::span(numbers()));
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(SectionFile, KeepsTheOldFileUntilTheNewOneIsWhole) {
    const test::TemporaryFolder folder;
    const auto path = written(folder);
    auto reader = SectionReader::open(path, kKey);
    ASSERT_TRUE(reader);
    auto writer = SectionWriter::create(path, SectionKey{});
    ASSERT_TRUE(writer);
    EXPECT_TRUE(is_whole(path));
    ASSERT_TRUE(writer->finish());
    EXPECT_FALSE(is_whole(path));
    // Whoever reads the old one still has it.
    const auto first = reader->take<std::uint32_t>();
    ASSERT_TRUE(first);
    EXPECT_TRUE(std::ranges::equal(*first, numbers()));
}

TEST(SectionFile, SaysWhereItCannotWrite) {
    EXPECT_FALSE(SectionWriter::create("/nowhere/sections", kKey));
}

}  // namespace
}  // namespace pelf
