// SPDX-License-Identifier: Apache-2.0
#include "casefile/tar_file.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/text.hpp"

namespace pelf::casefile {
namespace {

std::vector<std::byte> bytes_from(std::string_view text) {
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

TEST(TarFile, GivesBackWhatWasWritten) {
    for (const std::size_t size : {0U, 1U, 511U, 512U, 513U, 1024U}) {
        const std::vector<std::byte> body(size, std::byte{'x'});
        const std::vector<Member> members{{"a/b-1.json", body}, {"c", {}}};
        const auto file = write_tar(members);
        EXPECT_EQ(file.size() % 512, 0U);
        const auto read = read_tar(file);
        ASSERT_TRUE(read) << read.error().message;
        ASSERT_EQ(read->size(), 2U);
        EXPECT_EQ((*read)[0].name, "a/b-1.json");
        EXPECT_EQ(as_text((*read)[0].bytes), as_text(body));
        EXPECT_TRUE((*read)[1].bytes.empty());
    }
    EXPECT_EQ(read_tar(write_tar({}))->size(), 0U);
}

TEST(TarFile, RefusesNamesThatLeadElsewhere) {
    for (const std::string_view name : {"", "/a", "../a", "a/../b", "a/./b", "a//b", "a/", ".a",
                                        "a/.b", "A", "a b", "a\\b", "a:b", "\xc3\xa9", "a\n"}) {
        EXPECT_FALSE(is_member_name(name)) << name;
    }
    EXPECT_FALSE(is_member_name(std::string(101, 'a')));
    EXPECT_TRUE(is_member_name(std::string(100, 'a')));
    EXPECT_TRUE(is_member_name("bitcoin/transactions/00ff"));
    EXPECT_TRUE(is_member_name("manifest.json"));

    // Well-formed in all but its name.
    const auto body = bytes_from("evil");
    auto file = write_tar(std::vector<Member>{{"aaa/a", body}});
    const std::string_view evil = "../aa";
    for (std::size_t i = 0; i < evil.size(); ++i) file[i] = static_cast<std::byte>(evil[i]);
    const auto read = read_tar(file);
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().message.find("no member's name"), std::string::npos);
}

TEST(TarFile, NamesTheFieldOfAHeaderThatWasChanged) {
    const auto body = bytes_from("hello");
    const auto file = write_tar(std::vector<Member>{{"first", body}, {"second", body}});
    const auto expect_field = [&](std::size_t offset, std::string_view field) {
        auto changed = file;
        changed[1024 + offset] ^= std::byte{1};
        const auto read = read_tar(changed);
        ASSERT_FALSE(read) << offset;
        EXPECT_EQ(read.error().offset_bytes, 1024U);
        EXPECT_NE(read.error().message.find(field), std::string::npos) << read.error().message;
    };
    expect_field(100, "second: its header is damaged in the field mode");
    expect_field(136, "field time");
    expect_field(148, "field checksum");
    expect_field(156, "field type");
    expect_field(257, "field magic");
    expect_field(345, "field prefix");
    expect_field(511, "field rest");
    auto padded = file;
    padded[512 + 5] = std::byte{1};
    EXPECT_NE(read_tar(padded).error().message.find("first: the padding"), std::string::npos);
}

TEST(TarFile, RefusesASizeBeyondTheFile) {
    auto file = write_tar(std::vector<Member>{{"a", {}}});
    const std::string_view huge = "77777777777";
    for (std::size_t i = 0; i < huge.size(); ++i) file[124 + i] = static_cast<std::byte>(huge[i]);
    std::size_t sum = 8 * ' ';
    for (std::size_t i = 0; i < 512; ++i) {
        if (i < 148 || i >= 156) sum += std::to_integer<std::size_t>(file[i]);
    }
    for (std::size_t i = 6; i-- > 0; sum /= 8)
        file[148 + i] = static_cast<std::byte>('0' + sum % 8);
    const auto read = read_tar(file);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().fault, Fault::truncated);
}

}  // namespace
}  // namespace pelf::casefile
