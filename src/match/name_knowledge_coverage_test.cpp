// SPDX-License-Identifier: Apache-2.0
//
// How much of what the public lists of names hold the hand-written tables know. The lists are not
// in the repository: without them beside it there is nothing to measure. The floors are what was
// reached, so that a table that loses words is noticed.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "match/east_asian_syllables.hpp"
#include "match/fold.hpp"
#include "match/given_names.hpp"
#include "match/legal_forms.hpp"
#include "match/name_rarity.hpp"

namespace pelf::match {
namespace {

const std::filesystem::path kFolder =
    std::filesystem::path(PELF_SOURCE_DIR) / "../shared/data/screening";

/// Fields of a file of comma separated values, quoted or not, no line break inside a field.
std::vector<std::vector<std::string>> rows_of(const std::filesystem::path& path) {
    std::vector<std::vector<std::string>> rows;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        std::vector<std::string> fields(1);
        bool quoted = false;
        for (const char c : line) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.emplace_back();
            } else if (c != '\r') {
                fields.back() += c;
            }
        }
        rows.push_back(fields);
    }
    if (!rows.empty()) rows.erase(rows.begin());
    return rows;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

/// Prints the share and returns it in per cent.
int share(std::string_view what, std::size_t known, std::size_t all) {
    const int percent = all == 0 ? 0 : static_cast<int>(known * 100 / all);
    std::cout << what << ": " << known << " of " << all << ", " << percent << " %\n";
    return percent;
}

bool is_legal_form(const std::string& folded) {
    const std::vector<std::string_view> words = split(folded, " ");
    const auto match = legal_form_at(words, 0);
    return match && match->words_count == words.size();
}

TEST(NameKnowledgeCoverage, LegalFormsOfIso20275) {
    const auto rows = rows_of(kFolder / "gleif_elf/elf-code-list.csv");
    if (rows.empty()) GTEST_SKIP() << "no list of legal forms beside the source";
    std::set<std::string>
        abbreviations;  // Country before a colon: one used in more countries weighs more.
    std::set<std::string> names;
    std::set<std::string> countries;
    std::set<std::string> countries_known;
    for (const auto& row : rows) {
        if (row.size() < 13 || row[12] != "ACTV") continue;
        const std::string both = row[9] + ";" + row[10];
        for (const std::string_view one : split(both, ";")) {
            const std::string folded = fold(one);
            if (folded.empty() || !is_ascii(folded)) continue;
            abbreviations.insert(row[2] + ":" + folded);
            countries.insert(row[2]);
            if (is_legal_form(folded)) countries_known.insert(row[2]);
        }
        const std::string name = fold(row[8].empty() ? row[5] : row[8]);
        if (!name.empty() && is_ascii(name)) names.insert(name);
    }
    const auto known = [](const std::set<std::string>& all) {
        std::size_t count = 0;
        for (const std::string& one : all) count += is_legal_form(one.substr(one.find(':') + 1));
        return count;
    };
    EXPECT_GE(share("abbreviations", known(abbreviations), abbreviations.size()), 60);
    share("names", known(names), names.size());
    EXPECT_GE(share("countries", countries_known.size(), countries.size()), 90);
}

TEST(NameKnowledgeCoverage, EnglishNicknames) {
    const auto rows = rows_of(kFolder / "nicknames/names.csv");
    if (rows.empty()) GTEST_SKIP() << "no list of nicknames beside the source";
    std::size_t known = 0;
    std::size_t all = 0;
    std::set<std::string> names;
    std::set<std::string> names_known;
    for (const auto& row : rows) {
        if (row.size() < 3 || row[1] != "has_nickname") continue;
        ++all;
        names.insert(row[0]);
        if (name_varieties(row[0]).size() > 0) names_known.insert(row[0]);
        const bool found = is_nickname_of(row[2], row[0]) ||
                           given_name_relation(row[0], row[2]) != GivenNameRelation::none;
        known += found;
    }
    EXPECT_GE(share("nickname pairs", known, all), 28);
    share("names with nicknames", names_known.size(), names.size());
}

/// Shares of the rows, one for each country in which a name is among the most common.
TEST(NameKnowledgeCoverage, NameFrequencyInTheWorld) {
    const auto surnames = rows_of(kFolder / "popular_names/common-surnames-by-country.csv");
    const auto forenames = rows_of(kFolder / "popular_names/common-forenames-by-country.csv");
    if (surnames.empty() || forenames.empty())
        GTEST_SKIP() << "no name statistics beside the source";
    std::map<std::string, std::size_t> all;
    std::map<std::string, std::size_t> known;
    const auto count = [&](const char* what, const std::string& romanised, bool is_known) {
        const std::string folded = fold(romanised);
        if (folded.empty() || !is_ascii(folded)) return;
        ++all[what];
        known[what] += is_known;
    };
    for (const auto& row : surnames) {
        if (row.size() < 6) continue;
        const std::string word = fold(row[5]);
        count("surnames", word, commonness(word) > 0);
        if (row[0] == "KR") count("Korean", word, korean_syllables(word).size() > 0);
        if (row[0] == "CN" || row[0] == "TW") {
            count("Chinese", word, chinese_syllables(word).size() > 0);
        }
    }
    for (const auto& row : forenames) {
        if (row.size() > 11) count("forenames", row[11], commonness(fold(row[11])) > 0);
    }
    EXPECT_GE(share("surnames of known frequency", known["surnames"], all["surnames"]), 57);
    EXPECT_GE(share("forenames of known frequency", known["forenames"], all["forenames"]), 49);
    EXPECT_GE(share("Korean surnames that parse", known["Korean"], all["Korean"]), 93);
    EXPECT_GE(share("Chinese surnames that parse", known["Chinese"], all["Chinese"]), 93);
}

}  // namespace
}  // namespace pelf::match
