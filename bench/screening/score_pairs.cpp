// SPDX-License-Identifier: Apache-2.0
//
// score_pairs: the matcher as a scorer of the harness (bench/screening/README.md). Reads lines
// "name1 TAB name2 TAB schema" and writes for each its score from 0 to 100, a tab, and the evidence
// in decibans. A line of another shape ends the run with status 3: the rows must stay in step.
#include <iostream>
#include <string>
#include <string_view>

#include "match/name_score.hpp"

namespace pelf {
namespace {

// The schemata of FollowTheMoney, as the labelled pairs use them.
model::PartyType type_of(std::string_view schema) {
    if (schema == "Person") return model::PartyType::person;
    if (schema == "Company" || schema == "Organization") return model::PartyType::entity;
    if (schema == "Vessel") return model::PartyType::vessel;
    if (schema == "Airplane") return model::PartyType::aircraft;
    return model::PartyType::unknown;  // LegalEntity among them: a person or an entity.
}

int run() {
    std::string line;
    for (std::size_t number = 1; std::getline(std::cin, line); ++number) {
        const std::string_view text = line;
        const std::size_t first = text.find('\t');
        const std::size_t second =
            first == std::string_view::npos ? first : text.find('\t', first + 1);
        if (second == std::string_view::npos) {
            std::cerr << "score_pairs: expected name, tab, name, tab, schema in line " << number
                      << '\n';
            return 3;
        }
        const model::PartyType type = type_of(text.substr(second + 1));
        const auto explained = match::compare_names(
            {.whole = text.substr(0, first), .type = type},
            {.whole = text.substr(first + 1, second - first - 1), .type = type});
        std::cout << int{explained.score.score} << '\t' << int{explained.score.evidence_decibans}
                  << '\n';
    }
    return 0;
}

}  // namespace
}  // namespace pelf

int main() {
    return pelf::run();
}
