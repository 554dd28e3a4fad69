// SPDX-License-Identifier: Apache-2.0
//
// How often a reading is near what people wrote, on real pairs where ../shared/data holds them.
// Near: at most 0.34 edits a letter of the longer one, blanks left aside. The figures stand in
// docs/romanisation.md; the floors here lie a little under them.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "match/romanise.hpp"

namespace pelf::match {
namespace {

const std::filesystem::path kData = PELF_SOURCE_DIR "/../shared/data/screening";

std::string without_blanks(std::string text) {
    std::erase(text, ' ');
    return text;
}

/// Levenshtein's distance, the plainest way.
std::size_t edits(std::string_view left, std::string_view right) {
    std::vector<std::size_t> row(right.size() + 1);
    for (std::size_t j = 0; j <= right.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= left.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const std::size_t kept = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, kept});
        }
    }
    return row.back();
}

struct Tally {
    std::size_t pairs = 0;
    std::size_t near = 0;
    std::size_t equal = 0;
    std::size_t unread = 0;  ///< No reading at all.

    double near_percent() const { return pairs == 0 ? 0.0 : 100.0 * double(near) / double(pairs); }
};

void add(Tally& tally, std::string_view original, std::string_view latin) {
    constexpr std::size_t kNearPercent = 34;
    ++tally.pairs;
    const Romanised wanted = romanise(latin);
    const Romanised read = romanise(original);
    if (wanted.readings.empty()) return;
    if (read.readings.empty()) ++tally.unread;
    bool is_near = false;
    bool is_equal = false;
    const std::string right = without_blanks(wanted.readings.front().text);
    for (const Reading& reading : read.readings) {
        const std::string left = without_blanks(reading.text);
        const std::size_t distance = edits(left, right);
        is_equal = is_equal || distance == 0;
        is_near = is_near || distance * 100 <= kNearPercent * std::max(left.size(), right.size());
    }
    if (is_near) ++tally.near;
    if (is_equal) ++tally.equal;
}

void print(std::string_view name, const Tally& tally) {
    std::printf("%-28.*s %6zu pairs  near %5.1f %%  equal %5.1f %%  unread %zu\n",
                static_cast<int>(name.size()), name.data(), tally.pairs, tally.near_percent(),
                100.0 * double(tally.equal) / double(std::max<std::size_t>(tally.pairs, 1)),
                tally.unread);
}

std::vector<std::string> lines_of(const std::filesystem::path& path) {
    std::vector<std::string> lines;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

/// Every `step`-th line: the whole files take minutes under the sanitizers.
constexpr std::size_t kStep = 20;

struct Floor {
    const char* file;
    double near_percent;
};

TEST(RomaniseMeasure, ForeignNamesOfWikidata) {
    if (!std::filesystem::exists(kData)) GTEST_SKIP() << "no real data at " << kData;
    constexpr std::array<Floor, 7> kFloors = {{{"wd_arabic_80.tsv", 67.5},
                                               {"wd_chinese_80.tsv", 43.5},
                                               {"wd_hebrew_80.tsv", 62.0},
                                               {"wd_japanese_80.tsv", 66.0},
                                               {"wd_katakana_80.tsv", 65.0},
                                               {"wd_korean_80.tsv", 56.0},
                                               {"wd_russian_80.tsv", 86.0}}};
    for (const Floor& floor : kFloors) {
        Tally tally;
        const auto lines = lines_of(kData / "netranslit_coling2018" / floor.file);
        for (std::size_t i = 0; i < lines.size(); i += kStep) {
            const std::vector<std::string_view> cells = split(lines[i], "\t");
            if (cells.size() >= 2) add(tally, without_blanks(std::string(cells[1])), cells[0]);
        }
        print(floor.file, tally);
        EXPECT_GE(tally.near_percent(), floor.near_percent) << floor.file;
    }
}

TEST(RomaniseMeasure, ArabicNamesOfAllKinds) {
    const auto path = kData / "google_transliteration/ar2en.txt";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no real data at " << path;
    Tally tally;
    const auto lines = lines_of(path);
    for (std::size_t i = 0; i < lines.size(); i += kStep / 4) {
        const std::vector<std::string_view> cells = split(lines[i], "\t");
        if (cells.size() == 2) add(tally, cells[0], cells[1]);
    }
    print("ar2en.txt", tally);
    EXPECT_GE(tally.near_percent(), 73.5);
}

TEST(RomaniseMeasure, OneNameInSixteenScripts) {
    const auto path = kData / "nomenklatura/putin_names.txt";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no real data at " << path;
    Tally tally;
    for (const std::string& line : lines_of(path)) {
        const Romanised read = romanise(line);
        if (read.script == Script::latin) continue;
        // The family name alone: the rest of the line varies by title, initial and patronymic.
        ++tally.pairs;
        bool is_near = false;
        for (const Reading& reading : read.readings) {
            for (const std::string_view word : split(reading.text, " ")) {
                is_near = is_near || edits(word, "putin") <= 1;
            }
            is_near = is_near || reading.text.find("pu jing") != std::string::npos ||
                      reading.text.find("pu tin") != std::string::npos;
        }
        if (is_near) ++tally.near;
    }
    print("putin_names.txt", tally);
    EXPECT_GE(tally.near_percent(), 86.0);
}

TEST(RomaniseMeasure, OfficialSystems) {
    const auto path = kData / "interscript/romanization_test_vectors.tsv";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no real data at " << path;
    std::map<std::string, Tally> by_script;
    for (const std::string& line : lines_of(path)) {
        const std::vector<std::string_view> cells = split(line, "\t");
        if (cells.size() != 3) continue;
        const std::vector<std::string_view> system = split(cells[0], "-");
        if (system.size() < 4 || system[3] != "Latn" || system[2] == "Latn") continue;
        add(by_script[std::string(system[2])], cells[1], cells[2]);
    }
    const std::map<std::string, double> floors = {
        {"Arab", 95.0}, {"Cyrl", 98.0}, {"Deva", 96.0}, {"Geor", 96.0}, {"Grek", 99.0},
        {"Hang", 93.0}, {"Hani", 90.0}, {"Hrkt", 99.0}, {"Beng", 90.0}, {"Taml", 95.0}};
    for (const auto& [script, tally] : by_script) {
        print("interscript " + script, tally);
        if (floors.contains(script)) {
            EXPECT_GE(tally.near_percent(), floors.at(script)) << script;
        }
    }
}

}  // namespace
}  // namespace pelf::match
