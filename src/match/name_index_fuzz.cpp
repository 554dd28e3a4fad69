// SPDX-License-Identifier: Apache-2.0
//
// The input's first line is a query, the others are listed names; the first byte of a line says of
// what type. The index must give what comparing every name gives, neither more nor less.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/check.hpp"
#include "base/text.hpp"
#include "match/name_index.hpp"

namespace {

using pelf::match::Candidate;
using pelf::match::NameText;

NameText name_of(std::string_view line) {
    constexpr std::size_t kBytesMax = 200;  // Comparing all pairs is quadratic in words.
    if (line.empty()) return {};
    const auto type = static_cast<pelf::model::PartyType>(static_cast<unsigned char>(line[0]) % 5);
    return {.whole = line.substr(1, kBytesMax), .type = type};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t kNamesMax = 12;
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    std::vector<NameText> names;
    for (const std::string_view line : pelf::split(input, "\n")) {
        if (names.size() > kNamesMax) break;
        names.push_back(name_of(line));
    }
    if (names.empty()) return 0;
    const NameText query = names.front();
    names.erase(names.begin());

    std::vector<Candidate> expected;
    for (std::uint32_t i = 0; i < names.size(); ++i) {
        const auto score = pelf::match::compare_names(query, names[i]).score;
        if (score.score > 0) expected.push_back({i, score});
    }
    std::sort(expected.begin(), expected.end(), [](const Candidate& a, const Candidate& b) {
        return std::tuple(-int{a.score.score}, -int{a.score.evidence_decibans}, a.name_index) <
               std::tuple(-int{b.score.score}, -int{b.score.evidence_decibans}, b.name_index);
    });
    const auto index = pelf::match::NameIndex::build(names);
    PELF_CHECK(index.find(query, 0) == expected);
    constexpr std::uint8_t kScoreMin = pelf::match::kScoreThreshold;
    std::erase_if(expected, [](const Candidate& c) { return c.score.score < kScoreMin; });
    PELF_CHECK(index.find(query, kScoreMin) == expected);
    return 0;
}
