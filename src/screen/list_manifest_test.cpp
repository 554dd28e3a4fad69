// SPDX-License-Identifier: Apache-2.0
#include "screen/list_manifest.hpp"

#include <gtest/gtest.h>

#include "screen/test_hash.hpp"

namespace pelf::screen {
namespace {

ListVersion make_version() {
    ListVersion version;
    version.source = "ofac-sdn-csv";
    version.published = {2021, 7, 15};
    version.learned_unix_s = 1626422400;
    version.entries = 8976;
    version.names = 23328;
    version.wallets = 97;
    version.losses = 1;
    version.files = {{"sdn 2021.csv", 12, test_hash(std::as_bytes(std::span("a", 1)))},
                     {"alt.csv", 0, test_hash({})}};
    version.files[0].stored_bytes = 9;
    version.files[1].stored_bytes = 13;
    version.files[1].base_folder = "2021-07-14_1626336000_0123456789abcdef";
    version.files[1].base_index = 1;
    version.sequence = 17;
    version.version = content_version(version.files, test_hash);
    return version;
}

TEST(ListManifest, ReadsBackWhatWasWritten) {
    const ListVersion version = make_version();
    const auto read = parse_manifest(format_manifest(version, test_hash), test_hash);
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(*read, version);
}

TEST(ListManifest, TheFirstFormatIsStillRead) {
    ListVersion version = make_version();
    version.format = 1;
    version.sequence = 0;
    for (FileEntry& file : version.files) {
        file.stored_bytes = 0;
        file.base_folder = "";
        file.base_index = 0;
    }
    const std::string text = format_manifest(version, test_hash);
    EXPECT_TRUE(text.starts_with("pelf-list-version 1\n"));
    EXPECT_EQ(text.find("stored"), std::string::npos);
    const auto read = parse_manifest(text, test_hash);
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(*read, version);
}

TEST(ListManifest, ABaseOutsideTheStoreIsRefused) {
    for (const char* folder : {"..", "../x", "a/b", "A", "-x"}) {
        ListVersion version = make_version();
        version.files[0].base_folder = folder;
        EXPECT_FALSE(parse_manifest(format_manifest(version, test_hash), test_hash)) << folder;
    }
    ListVersion version = make_version();
    version.files[1].base_index = 64;
    EXPECT_FALSE(parse_manifest(format_manifest(version, test_hash), test_hash));
}

TEST(ListManifest, TheVersionDependsOnTheFilesAndNotOnTheirOrderOrNames) {
    ListVersion version = make_version();
    const std::string before = version.version;
    std::swap(version.files[0], version.files[1]);
    version.files[0].name = "other";
    EXPECT_EQ(content_version(version.files, test_hash), before);
    version.files[0].hash[0] = version.files[0].hash[0] == '0' ? '1' : '0';
    EXPECT_NE(content_version(version.files, test_hash), before);
}

TEST(ListManifest, EveryCutIsRefused) {
    const std::string text = format_manifest(make_version(), test_hash);
    for (std::size_t size = 0; size < text.size(); ++size) {
        EXPECT_FALSE(parse_manifest(text.substr(0, size), test_hash).has_value()) << size;
    }
    EXPECT_FALSE(parse_manifest(text + "\n", test_hash).has_value());
}

TEST(ListManifest, EveryChangedByteIsRefused) {
    const std::string text = format_manifest(make_version(), test_hash);
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string changed = text;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        EXPECT_FALSE(parse_manifest(changed, test_hash).has_value()) << i;
    }
}

TEST(ListManifest, AnotherFormatVersionIsUnsupported) {
    std::string text = format_manifest(make_version(), test_hash);
    text.replace(text.find(" 2\n"), 3, " 3\n");
    const auto read = parse_manifest(text, test_hash);
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error().fault, Fault::unsupported);
}

TEST(ListManifest, AVersionThatIsNotOfItsFilesIsRefused) {
    ListVersion version = make_version();
    version.version = test_hash({});
    EXPECT_FALSE(parse_manifest(format_manifest(version, test_hash), test_hash).has_value());
}

TEST(SourceName, IsSafeAsAFolder) {
    for (const char* good : {"ofac-sdn-csv", "a", "9"}) EXPECT_TRUE(is_source_name(good)) << good;
    for (const char* bad : {"", "-a", "..", "a/b", "A", "a b", "a\n"}) {
        EXPECT_FALSE(is_source_name(bad)) << bad;
    }
    EXPECT_FALSE(is_source_name(std::string(41, 'a')));
}

}  // namespace
}  // namespace pelf::screen
