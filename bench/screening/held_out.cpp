// SPDX-License-Identifier: Apache-2.0
//
// held_out LISTS [SAMPLE_COUNT [SEED [LOSSES_FILE]]]: leave one alias out. For each alias drawn,
// the lists are asked for it as if it stood nowhere: is the party whose alias it is among the
// answers, by another of its names?
//
// Names do not influence each other's score, so an alias is left out by leaving out what is found
// through it (and through the same name written again at the same party). Each answer is held
// against compare_names() on every name of the party: the index must have lost nothing, or the run
// stops.
//
// What could be found at all is judged by plain_likeness.hpp, which owes nothing to the matcher.
#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <string>

#include "base/check.hpp"
#include "match/name_index.hpp"
#include "screening/plain_likeness.hpp"
#include "screening/real_lists.hpp"

namespace pelf {
namespace {

constexpr std::uint8_t kLow = 50;
/// Among the candidates: whatever is compared at all and has anything in common.
constexpr std::uint8_t kAny = 1;

struct Outcome {
    bench::PlainLikeness likeness = bench::PlainLikeness::none;
    std::uint8_t typed = 0;    ///< The party's best score, its type given with the query.
    std::uint8_t untyped = 0;  ///< The same without the type.
    std::uint8_t best = 0;     ///< The party's best score, low ones too.
    std::string_view
        nearest;  ///< Another name of the party: plainly the most alike, then by score.
};

class HeldOut {
public:
    HeldOut(const bench::RealLists& lists, const match::NameIndex& index)
        : lists_(&lists), index_(&index) {
        for (const bench::ListedName& name : lists.names) plain_.emplace_back(name.text.whole);
        for (std::uint32_t i = 0; i < lists.names.size(); ++i) {
            names_of_[lists.names[i].party_index].push_back(i);
        }
    }

    /// Aliases whose party has another name.
    std::vector<std::uint32_t> questions() const {
        std::vector<std::uint32_t> found;
        for (std::uint32_t i = 0; i < plain_.size(); ++i) {
            const bool is_alias = lists_->names[i].kind != model::NameKind::primary;
            if (is_alias && !plain_[i].written.empty() && !others(i).empty()) found.push_back(i);
        }
        return found;
    }

    Outcome ask(std::uint32_t name_index) const {
        Outcome outcome;
        match::NameText query{.whole = lists_->names[name_index].text.whole};
        outcome.untyped = best_found(name_index, query);
        query.type = lists_->names[name_index].text.type;
        outcome.typed = best_found(name_index, query);
        std::uint8_t nearest_score = 0;
        for (const std::uint32_t other : others(name_index)) {
            const auto score = match::compare_names(query, lists_->names[other].text).score.score;
            const auto likeness = bench::plain_likeness(plain_[name_index], plain_[other]);
            if (outcome.nearest.empty() || likeness < outcome.likeness ||
                (likeness == outcome.likeness && score > nearest_score)) {
                outcome.nearest = lists_->names[other].text.whole;
                nearest_score = score;
            }
            outcome.best = std::max(outcome.best, score);
            outcome.likeness = std::min(outcome.likeness, likeness);
        }
        PELF_CHECK(outcome.typed == outcome.best);
        return outcome;
    }

private:
    std::vector<std::uint32_t> others(std::uint32_t name_index) const {
        std::vector<std::uint32_t> others;
        for (const std::uint32_t i : names_of_.at(lists_->names[name_index].party_index)) {
            if (plain_[i].written != plain_[name_index].written) others.push_back(i);
        }
        return others;
    }

    std::uint8_t best_found(std::uint32_t name_index, const match::NameText& query) const {
        const std::uint32_t party_index = lists_->names[name_index].party_index;
        for (const match::Candidate& candidate : index_->find(query, kAny)) {
            const std::uint32_t i = candidate.name_index;
            if (lists_->names[i].party_index != party_index) continue;
            if (plain_[i].written != plain_[name_index].written) return candidate.score.score;
        }
        return 0;
    }

    const bench::RealLists* lists_;
    const match::NameIndex* index_;
    std::vector<bench::PlainName> plain_;  ///< By name index.
    std::map<std::uint32_t, std::vector<std::uint32_t>> names_of_;
};

struct Tally {
    int asked = 0;
    int found = 0;          ///< At the threshold in force, with the type.
    int found_low = 0;      ///< At kLow.
    int found_any = 0;      ///< At kAny.
    int found_untyped = 0;  ///< At the threshold, without the type.

    void add(const Outcome& outcome) {
        ++asked;
        found += outcome.typed >= match::kScoreThreshold ? 1 : 0;
        found_low += outcome.typed >= kLow ? 1 : 0;
        found_any += outcome.typed >= kAny ? 1 : 0;
        found_untyped += outcome.untyped >= match::kScoreThreshold ? 1 : 0;
    }
};

void print_row(std::string_view name, const Tally& tally) {
    if (tally.asked == 0) return;
    std::array<char, 160> row{};
    const auto percent = [&tally](int count) { return 100.0 * count / tally.asked; };
    std::snprintf(row.data(), row.size(), "| %d | %.2f %% | %.2f %% | %.2f %% | %.2f %% |",
                  tally.asked, percent(tally.found_any), percent(tally.found_low),
                  percent(tally.found), percent(tally.found_untyped));
    std::cout << "| " << name << ' ' << row.data() << '\n';
}

void print_tables(
    const std::map<model::PartyType, std::array<Tally, bench::kPlainLikenessCount>>& all) {
    for (const auto& [type, tallies] : all) {
        std::cout << "\n| " << to_string(type) << " | asked | among the candidates | at "
                  << int{kLow} << " | at " << int{match::kScoreThreshold} << " | at "
                  << int{match::kScoreThreshold}
                  << ", type not told |\n|---|---|---|---|---|---|\n";
        Tally whole;
        Tally findable;
        for (int i = 0; i < bench::kPlainLikenessCount; ++i) {
            const Tally& tally = tallies[static_cast<std::size_t>(i)];
            const auto likeness = static_cast<bench::PlainLikeness>(i);
            print_row(bench::to_string(likeness), tally);
            const auto add = [&tally](Tally& sum) {
                sum.asked += tally.asked;
                sum.found += tally.found;
                sum.found_low += tally.found_low;
                sum.found_any += tally.found_any;
                sum.found_untyped += tally.found_untyped;
            };
            add(whole);
            if (likeness <= bench::PlainLikeness::near) add(findable);
        }
        print_row("**same words to near**", findable);
        print_row("all", whole);
    }
}

std::size_t number_of(std::string_view text) {
    std::size_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

int run(int argc, char** argv) {
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    if (arguments.empty() || arguments.size() > 4) {
        std::cerr << "usage: held_out LISTS [SAMPLE_COUNT [SEED [LOSSES_FILE]]]\n";
        return 2;
    }
    const auto lists = bench::read_real_lists(arguments[0]);
    if (!lists) {
        std::cerr << "held_out: " << lists.error().message << ' ' << lists.error().source << '\n';
        return 3;
    }
    const auto index = match::NameIndex::build(lists->texts(), 2);
    const HeldOut held_out(*lists, index);
    std::vector<std::uint32_t> questions = held_out.questions();
    const std::size_t all_count = questions.size();
    const std::size_t wanted = arguments.size() > 1 ? number_of(arguments[1]) : all_count;
    std::mt19937_64 random(arguments.size() > 2 ? number_of(arguments[2]) : 1);
    for (std::size_t i = questions.size(); i > 1; --i) {
        std::swap(questions[i - 1], questions[random() % i]);
    }
    questions.resize(std::min(wanted, all_count));
    std::ofstream losses(arguments.size() > 3 ? std::string(arguments[3]) : std::string());
    std::map<model::PartyType, std::array<Tally, bench::kPlainLikenessCount>> tallies;
    for (const std::uint32_t question : questions) {
        const Outcome outcome = held_out.ask(question);
        const match::NameText& text = lists->names[question].text;
        tallies[text.type][static_cast<std::size_t>(outcome.likeness)].add(outcome);
        if (outcome.typed < match::kScoreThreshold) {
            losses << bench::to_string(outcome.likeness) << '\t' << int{outcome.best} << '\t'
                   << to_string(text.type) << '\t' << text.whole << '\t' << outcome.nearest << '\n';
        }
    }
    std::cout << lists->names.size() << " names of " << lists->parties_count << " parties ("
              << lists->losses_count << " losses in reading); " << questions.size() << " of "
              << all_count << " aliases left out, one at a time\n";
    print_tables(tallies);
    return 0;
}

}  // namespace
}  // namespace pelf

int main(int argc, char** argv) {
    return pelf::run(argc, argv);
}
