// SPDX-License-Identifier: Apache-2.0
#include "screen/list_store.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "base/file.hpp"
#include "base/text.hpp"
#include "screen/test_hash.hpp"
#include "support/temporary_folder.hpp"

namespace pelf::screen {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMoment = 1626422400;
constexpr std::int64_t kDay = 86400;

class ListStoreTest : public testing::Test {
protected:
    ListStore open() {
        auto store = ListStore::open(folder_, test_hash);
        EXPECT_TRUE(store.has_value());
        return std::move(*store);
    }

    struct Given {
        std::string content = "content";
        Date published = {2021, 7, 15};
        std::int64_t learned = kMoment;
        std::uint64_t entries = 100;
        bool allow_shrink = false;
    };

    static Result<ImportResult> import(ListStore& store, const Given& given) {
        const std::vector<InputFile> files = {
            {"in/sdn.csv", std::as_bytes(std::span(given.content))}};
        ImportRequest request;
        request.source = "ofac-sdn-csv";
        request.files = files;
        request.published = given.published;
        request.learned_unix_s = given.learned;
        request.entries = given.entries;
        request.allow_shrink = given.allow_shrink;
        return store.import_version(request);
    }

    /// The content in force, or "" for none.
    static std::string content(const ListStore& store, Date as_of,
                               std::optional<std::int64_t> known_by = {}) {
        const auto found = store.in_force(as_of, known_by);
        if (found.empty()) return "";
        const auto files = store.read_files(found.front());
        EXPECT_TRUE(files.has_value());
        if (!files) return "";
        const auto& bytes = files->front().bytes;
        return std::string(as_text(bytes));
    }

    const test::TemporaryFolder temporary_;
    const fs::path folder_ = temporary_.path() / "lists";
};

TEST_F(ListStoreTest, AnEmptyFolderIsAnEmptyStore) {
    const ListStore store = open();
    EXPECT_TRUE(store.versions().empty());
    EXPECT_TRUE(store.in_force({2021, 7, 15}).empty());
    EXPECT_FALSE(fs::exists(folder_));
}

TEST_F(ListStoreTest, AVersionIsThereAfterOpeningAgain) {
    ListStore store = open();
    const auto imported = import(store, {});
    ASSERT_TRUE(imported.has_value()) << imported.error().message;
    EXPECT_TRUE(imported->is_new);
    EXPECT_EQ(imported->version.files.at(0).name, "sdn.csv");
    const ListStore again = open();
    ASSERT_EQ(again.versions().size(), 1U);
    EXPECT_EQ(again.versions()[0], imported->version);
    EXPECT_EQ(content(again, {2021, 7, 15}), "content");
}

TEST_F(ListStoreTest, AsOfChoosesTheLatestPublishedUntilThen) {
    ListStore store = open();
    ASSERT_TRUE(import(store, {.content = "two", .published = {2021, 7, 20}}));
    ASSERT_TRUE(import(store, {.content = "one", .published = {2021, 7, 10}}));
    EXPECT_EQ(content(store, {2021, 7, 9}), "");
    EXPECT_EQ(content(store, {2021, 7, 10}), "one");
    EXPECT_EQ(content(store, {2021, 7, 19}), "one");
    EXPECT_EQ(content(store, {2021, 7, 20}), "two");
    EXPECT_EQ(content(store, {2030, 1, 1}), "two");
}

TEST_F(ListStoreTest, WhatWasNotKnownThenIsNotUsedThen) {
    ListStore store = open();
    ASSERT_TRUE(import(store, {.content = "one", .published = {2021, 7, 10}}));
    ASSERT_TRUE(import(
        store, {.content = "two", .published = {2021, 7, 12}, .learned = kMoment + 3 * kDay}));
    EXPECT_EQ(content(store, {2021, 7, 12}), "two");
    EXPECT_EQ(content(store, {2021, 7, 12}, kMoment + kDay), "one");
    EXPECT_EQ(content(store, {2021, 7, 12}, kMoment - kDay), "");
}

TEST_F(ListStoreTest, TheSameContentTwiceIsOneVersion) {
    ListStore store = open();
    ASSERT_TRUE(import(store, {}));
    const auto again = import(store, {.published = {2021, 8, 1}, .learned = kMoment + kDay});
    ASSERT_TRUE(again.has_value());
    EXPECT_FALSE(again->is_new);
    EXPECT_EQ(again->version.published, (Date{2021, 7, 15}));
    EXPECT_EQ(open().versions().size(), 1U);
}

TEST_F(ListStoreTest, AListThatGoesBackToItsEarlierContentIsInForceAgain) {
    ListStore store = open();
    ASSERT_TRUE(import(store, {.content = "a", .published = {2021, 7, 1}}));
    ASSERT_TRUE(import(store, {.content = "b", .published = {2021, 7, 2}}));
    const auto back = import(store, {.content = "a", .published = {2021, 7, 3}});
    ASSERT_TRUE(back.has_value());
    EXPECT_TRUE(back->is_new);
    EXPECT_EQ(content(store, {2021, 7, 3}), "a");
    EXPECT_EQ(content(store, {2021, 7, 2}), "b");
}

TEST_F(ListStoreTest, ACorrectionOfTheSameDayReplacesWhatWasLearnedFirst) {
    ListStore store = open();
    ASSERT_TRUE(import(store, {.content = "first"}));
    ASSERT_TRUE(import(store, {.content = "second", .learned = kMoment + 60}));
    EXPECT_EQ(content(store, {2021, 7, 15}), "second");
    EXPECT_EQ(content(store, {2021, 7, 15}, kMoment), "first");
}

TEST_F(ListStoreTest, AShrunkListIsRefusedUnlessAllowed) {
    ListStore store = open();
    ASSERT_TRUE(import(store, {.content = "whole"}));
    ASSERT_TRUE(import(store, {.content = "80", .published = {2021, 7, 16}, .entries = 80}));
    const Given half = {.content = "half", .published = {2021, 7, 17}, .entries = 63};
    const auto refused = import(store, half);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().fault, Fault::refused);
    EXPECT_EQ(content(store, {2021, 7, 17}), "80");
    Given allowed = half;
    allowed.allow_shrink = true;
    EXPECT_TRUE(import(store, allowed).has_value());
    EXPECT_EQ(content(store, {2021, 7, 17}), "half");
}

TEST_F(ListStoreTest, RequestsThatCannotBeAreRefused) {
    ListStore store = open();
    EXPECT_FALSE(import(store, {.entries = 0}).has_value());
    ImportRequest request;
    request.source = "../elsewhere";
    request.entries = 1;
    EXPECT_EQ(store.import_version(request).error().fault, Fault::refused);
    request.source = "house";
    EXPECT_EQ(store.import_version(request).error().fault, Fault::refused);
    EXPECT_TRUE(open().versions().empty());
}

TEST_F(ListStoreTest, AnImportCutOffBeforeItsManifestNeverHappened) {
    ListStore store = open();
    ASSERT_TRUE(import(store, {.content = "one"}));
    fs::path second;
    ASSERT_TRUE(import(store, {.content = "two", .published = {2021, 7, 16}}));
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
        if (entry.path().filename() == "manifest" &&
            entry.path().string().find("2021-07-16") != std::string::npos) {
            second = entry.path();
        }
    }
    ASSERT_TRUE(fs::remove(second));
    ListStore again = open();
    EXPECT_EQ(content(again, {2021, 7, 16}), "one");
    ASSERT_TRUE(import(again, {.content = "two", .published = {2021, 7, 16}}));
    EXPECT_EQ(content(again, {2021, 7, 16}), "two");
}

TEST_F(ListStoreTest, AChangedFileIsNotUsed) {
    ListStore store = open();
    const auto imported = import(store, {});
    ASSERT_TRUE(imported.has_value());
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
        if (entry.path().filename() == "file-0.zst") std::ofstream(entry.path()) << "contend";
    }
    const auto files = store.read_files(imported->version);
    ASSERT_FALSE(files.has_value());
    EXPECT_EQ(files.error().fault, Fault::malformed);
    EXPECT_NE(files.error().source.find("file-0"), std::string::npos);
}

/// A list of many entries, of which each state differs a little from the one before it.
std::string daily_list(int day) {
    std::string list;
    for (int entry = 0; entry < 2000; ++entry) {
        const int changed = (entry * 37) % 2000 < day * 3 ? day : 0;
        list += "entry " + std::to_string(entry * 7919 % 10007) + " named " +
                std::to_string(entry * 104729 % 99991 + changed) + "\n";
    }
    return list;
}

TEST_F(ListStoreTest, ManyVersionsTakeLittleMoreThanOneAndAllComeBack) {
    ListStore store = open();
    constexpr int kDays = 70;
    for (int day = 0; day < kDays; ++day) {
        const Date published = {2021, 7, static_cast<std::uint8_t>(1 + day % 31)};
        ASSERT_TRUE(import(
            store,
            {.content = daily_list(day), .published = published, .learned = kMoment + day * kDay}));
    }
    const ListStore again = open();
    ASSERT_EQ(again.versions().size(), 70U);
    std::uint64_t stored_bytes = 0;
    std::uint64_t whole_bytes = 0;
    for (const ListVersion& version : again.versions()) {
        const auto files = again.read_files(version);
        ASSERT_TRUE(files.has_value()) << files.error().message;
        const std::string expected = daily_list(static_cast<int>(version.sequence));
        const auto& bytes = files->front().bytes;
        EXPECT_EQ(as_text(bytes), expected);
        stored_bytes += version.files[0].stored_bytes;
        if (version.sequence == 0) whole_bytes = version.files[0].stored_bytes;
        EXPECT_EQ(version.files[0].base_folder.empty(), version.sequence == 0);
    }
    EXPECT_LT(stored_bytes, whole_bytes * 8);
}

TEST_F(ListStoreTest, EachVersionLiesAFewStepsFromAWholeOne) {
    EXPECT_EQ(prefix_sequence(0), 0U);
    EXPECT_EQ(prefix_sequence(7), 0U);
    EXPECT_EQ(prefix_sequence(8), 0U);
    EXPECT_EQ(prefix_sequence(9), 8U);
    EXPECT_EQ(prefix_sequence(65), 64U);
    EXPECT_EQ(prefix_sequence(511), 504U);
    EXPECT_EQ(prefix_sequence(512), 512U);
    for (std::uint64_t sequence = 0; sequence < 3 * kWholeEvery; ++sequence) {
        std::size_t steps = 0;
        std::uint64_t at = sequence;
        while (prefix_sequence(at) != at) {
            ASSERT_LT(prefix_sequence(at), at);
            at = prefix_sequence(at);
            ++steps;
        }
        EXPECT_LE(steps, 3U);
        EXPECT_EQ(at % kWholeEvery, 0U);
    }
}

TEST_F(ListStoreTest, AVersionWhoseBaseIsGoneSaysSoAndTheNextOneIsStoredWhole) {
    ListStore store = open();
    ASSERT_TRUE(import(store, {.content = daily_list(0)}));
    ASSERT_TRUE(import(store, {.content = daily_list(1), .published = {2021, 7, 16}}));
    fs::remove_all(folder_ / "ofac-sdn-csv" / folder_name(store.versions()[0]));
    ListStore again = open();
    ASSERT_EQ(again.versions().size(), 1U);
    const auto files = again.read_files(again.versions()[0]);
    ASSERT_FALSE(files.has_value());
    EXPECT_NE(files.error().message.find("not there"), std::string::npos);
    ASSERT_TRUE(import(again, {.content = daily_list(2), .published = {2021, 7, 17}}));
    EXPECT_EQ(content(again, {2021, 7, 17}), daily_list(2));
}

TEST_F(ListStoreTest, AVersionOfTheFirstFormatIsReadAndGoesOnBeingUsed) {
    const std::string bytes = daily_list(0);
    ListVersion version;
    version.source = "ofac-sdn-csv";
    version.published = {2021, 7, 1};
    version.learned_unix_s = kMoment;
    version.entries = 100;
    version.format = 1;
    version.files = {{"sdn.csv", bytes.size(), test_hash(std::as_bytes(std::span(bytes)))}};
    version.version = content_version(version.files, test_hash);
    const fs::path folder = folder_ / version.source / folder_name(version);
    fs::create_directories(folder);
    std::ofstream(folder / "file-0") << bytes;
    std::ofstream(folder / "manifest") << format_manifest(version, test_hash);
    ListStore store = open();
    EXPECT_EQ(content(store, {2021, 7, 1}), bytes);
    ASSERT_TRUE(import(store, {.content = daily_list(1)}));
    EXPECT_EQ(content(open(), {2021, 7, 15}), daily_list(1));
    EXPECT_EQ(content(open(), {2021, 7, 1}), bytes);
}

/// Whatever of a version's folder had been written when the machine stopped.
TEST_F(ListStoreTest, AnImportCutOffAtAnyByteLeavesTheEarlierVersions) {
    ListStore store = open();
    ASSERT_TRUE(import(store, {.content = daily_list(0)}));
    ASSERT_TRUE(import(store, {.content = daily_list(1), .published = {2021, 7, 16}}));
    const fs::path folder = folder_ / "ofac-sdn-csv" / folder_name(store.versions()[1]);
    const std::string manifest = format_manifest(store.versions()[1], test_hash);
    const auto packed = read_file(folder / "file-0.zst", kListFileBytesMax);
    ASSERT_TRUE(packed.has_value());
    for (std::size_t size = 0; size <= packed->size(); size += 1 + packed->size() / 50) {
        fs::remove_all(folder);
        fs::create_directories(folder);
        std::ofstream(folder / "file-0.zst.new", std::ios::binary)
            .write(reinterpret_cast<const char*>(packed->data()),
                   static_cast<std::streamsize>(size));
        std::ofstream(folder / "manifest.new") << manifest.substr(0, size);
        ListStore after = open();
        ASSERT_EQ(after.versions().size(), 1U);
        EXPECT_EQ(content(after, {2021, 7, 16}), daily_list(0));
    }
    ListStore after = open();
    ASSERT_TRUE(import(after, {.content = daily_list(1), .published = {2021, 7, 16}}));
    EXPECT_EQ(content(after, {2021, 7, 16}), daily_list(1));
}

TEST_F(ListStoreTest, AChangedManifestStopsTheOpeningAndSaysWhere) {
    ListStore store = open();
    ASSERT_TRUE(import(store, {}));
    for (const auto& entry : fs::recursive_directory_iterator(folder_)) {
        if (entry.path().filename() == "manifest") {
            std::ofstream(entry.path(), std::ios::app) << "x";
        }
    }
    const auto again = ListStore::open(folder_, test_hash);
    ASSERT_FALSE(again.has_value());
    EXPECT_NE(again.error().source.find("manifest"), std::string::npos);
}

TEST_F(ListStoreTest, TwoStoresOpenAtOnceSeeEachOthersImports) {
    ListStore first = open();
    ListStore second = open();
    ASSERT_TRUE(import(first, {}));
    const auto again = import(second, {});
    ASSERT_TRUE(again.has_value());
    EXPECT_FALSE(again->is_new);
}

}  // namespace
}  // namespace pelf::screen
