// SPDX-License-Identifier: Apache-2.0
#include "match/word_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace pelf::match {
namespace {

std::vector<std::uint32_t> values_of(const auto& table, std::string_view word) {
    std::vector<std::uint32_t> values;
    table.for_each(word, [&](std::uint32_t value) { values.push_back(value); });
    return values;
}

TEST(TableReader, HandsOutWordsAndMarks) {
    TableReader reader("  gmbh de:g_m_b_h\n ag;\n");
    for (const char* word : {"gmbh", "de", ":", "g_m_b_h", "ag", ";"}) {
        EXPECT_EQ(reader.next(), word);
    }
    EXPECT_EQ(reader.next(), "");
    EXPECT_EQ(reader.next(), "");
    EXPECT_EQ(TableReader("").next(), "");
}

TEST(WordTable, IsFilledByTheCompiler) {
    static constexpr auto kTable = [] {
        WordTable<8> table;
        table.add("bob", 1);
        table.add("bob", 2);
        table.add("bob", 1);
        return table;
    }();
    static_assert(kTable.count() == 2 && kTable.find("bob") == 1 && !kTable.find("rob"));
    EXPECT_EQ(values_of(kTable, "bob"), (std::vector<std::uint32_t>{1, 2}));
    EXPECT_EQ(kTable.find(""), std::nullopt);
    EXPECT_TRUE(values_of(kTable, "").empty());
}

/// A half full table of short words has runs of all kinds, and runs over its end.
TEST(WordTable, SaysWhatAPlainMultimapSays) {
    std::mt19937 random(7);
    const auto below = [&](std::uint32_t end) {
        return static_cast<std::uint32_t>(random() % end);
    };
    for (int round = 0; round < 300; ++round) {
        std::vector<std::string> words;
        for (int i = 0; i < 16; ++i) {
            std::string word;
            for (std::uint32_t size = 1 + below(3); size > 0; --size) {
                word += static_cast<char>('a' + below(3));
            }
            words.push_back(word);
        }
        WordTable<32> table;
        std::map<std::string, std::vector<std::uint32_t>> twin;
        for (std::size_t i = 0; i < 12; ++i) {
            const std::uint32_t value = below(4);
            table.add(words[i], value);
            auto& values = twin[words[i]];
            if (std::find(values.begin(), values.end(), value) == values.end()) {
                values.push_back(value);
            }
        }
        for (const std::string& word : words) {
            const auto expected = twin.contains(word) ? twin[word] : std::vector<std::uint32_t>{};
            EXPECT_EQ(values_of(table, word), expected) << word;
            EXPECT_EQ(table.find(word).has_value(), !expected.empty()) << word;
        }
    }
}

}  // namespace
}  // namespace pelf::match
