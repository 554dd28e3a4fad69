// SPDX-License-Identifier: Apache-2.0
//
// alerts LISTS [ALERTS_FILE] < NAMES: how many of these innocent names (lines "name TAB schema TAB
// group", as bench/screening/innocents.py writes them) would give an alert, by threshold.
//
// A name whose words are those of a listed one is a namesake: it must alert, and says nothing of
// the matcher. Namesakes are counted and left out.
#include <array>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <unordered_set>

#include "match/fold.hpp"
#include "match/name_index.hpp"
#include "screening/real_lists.hpp"

namespace pelf {
namespace {

constexpr std::uint8_t kFirst = 60;
constexpr std::uint8_t kStep = 5;
constexpr std::size_t kStepsCount = 7;  // 60 to 90.

struct Tally {
    std::uint64_t asked = 0;
    std::uint64_t namesakes = 0;
    std::array<std::uint64_t, kStepsCount> alerts{};

    void add(std::uint8_t best) {
        for (std::size_t i = 0; i < kStepsCount; ++i) {
            if (best >= kFirst + i * kStep) ++alerts[i];
        }
    }
};

std::string key_of(std::string_view name) {
    return match::order_free_key(match::fold(match::spoken_order(name)));
}

void print(std::string_view title, const std::map<std::string, Tally>& tallies) {
    std::cout << "\n| " << title << " | asked | namesakes |";
    for (std::size_t i = 0; i < kStepsCount; ++i) std::cout << ' ' << kFirst + i * kStep << " |";
    std::cout << "\n|---|---|---|---|---|---|---|---|---|---|\n";
    for (const auto& [name, tally] : tallies) {
        std::cout << "| " << name << " | " << tally.asked << " | " << tally.namesakes << " |";
        for (const std::uint64_t alerts : tally.alerts) {
            std::cout << ' '
                      << (tally.asked > 0 ? (alerts * 100'000 + tally.asked / 2) / tally.asked : 0)
                      << " |";
        }
        std::cout << '\n';
    }
}

int run(int argc, char** argv) {
    if (argc < 2 || argc > 3) {
        std::cerr << "usage: alerts LISTS [ALERTS_FILE] < NAMES\n";
        return 2;
    }
    const auto lists = bench::read_real_lists(argv[1]);
    if (!lists) {
        std::cerr << "alerts: " << lists.error().message << ' ' << lists.error().source << '\n';
        return 3;
    }
    const auto index = match::NameIndex::build(lists->texts(), 2);
    std::unordered_set<std::string> listed;
    for (const bench::ListedName& name : lists->names) listed.insert(key_of(name.text.whole));
    std::ofstream examples(argc > 2 ? argv[2] : "");
    std::map<std::string, Tally> by_schema;
    std::map<std::string, Tally> by_group;
    std::string line;
    while (std::getline(std::cin, line)) {
        const std::size_t first = line.find('\t');
        const std::size_t second = line.find('\t', first + 1);
        if (first == std::string::npos || second == std::string::npos) {
            std::cerr << "alerts: expected name, tab, schema, tab, group, found " << line << '\n';
            return 3;
        }
        const std::string name = line.substr(0, first);
        const std::string schema = line.substr(first + 1, second - first - 1);
        Tally& tally = by_schema[schema];
        Tally& group = by_group[schema + ' ' + line.substr(second + 1)];
        if (listed.contains(key_of(name))) {
            ++tally.namesakes;
            ++group.namesakes;
            continue;
        }
        const auto type = schema == "Person" ? model::PartyType::person : model::PartyType::entity;
        const auto found = index.find({.whole = name, .type = type}, kFirst);
        const std::uint8_t best = found.empty() ? 0 : found.front().score.score;
        for (Tally* counted : {&tally, &group}) {
            ++counted->asked;
            counted->add(best);
        }
        if (best >= match::kScoreThreshold) {
            const auto& text = lists->names[found.front().name_index].text;
            examples << int{best} << '\t' << name << '\t' << text.whole << '\t'
                     << to_string(text.type) << '\n';
        }
    }
    std::cout << lists->names.size() << " names listed; alerts per 100,000 at each threshold\n";
    print("kind", by_schema);
    print("group", by_group);
    return 0;
}

}  // namespace
}  // namespace pelf

int main(int argc, char** argv) {
    return pelf::run(argc, argv);
}
