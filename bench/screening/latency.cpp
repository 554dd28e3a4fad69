// SPDX-License-Identifier: Apache-2.0
//
// latency LISTS [SCORE_MIN [QUERIES_COUNT [TWIN_COUNT [NAMES]]]]: how long all lists take to read
// and index, how much memory they hold, and how long a query takes, by the clock and by processor
// time (of the thread, since machines are shared). Names asked: a third as listed, a third with a
// letter changed, a third of words of different listed names put together; with the type and
// without. Before that, the answers to TWIN_COUNT of the names (0 if not given), each from a
// threshold of its own, are held against a comparison with every listed name, which takes a second
// or two for each. NAMES, "name TAB Person or Company" a line as innocents.py writes it, are asked
// for as well.
#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "base/check.hpp"
#include "base/text.hpp"
#include "match/name_index.hpp"
#include "match/name_score.hpp"
#include "screening/real_lists.hpp"

namespace pelf {
namespace {

struct Clocks {
    double cpu_us = 0;
    double wall_us = 0;

    static double read_us(clockid_t clock) {
        timespec now{};
        PELF_CHECK(clock_gettime(clock, &now) == 0);
        return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
    }
    static Clocks now(clockid_t cpu = CLOCK_THREAD_CPUTIME_ID) {
        return {read_us(cpu), read_us(CLOCK_MONOTONIC)};
    }
    Clocks since(const Clocks& start) const {
        return {cpu_us - start.cpu_us, wall_us - start.wall_us};
    }
};

struct Question {
    std::string name;
    model::PartyType type = model::PartyType::unknown;
};

std::vector<Question> questions(const bench::RealLists& lists, std::size_t count) {
    std::mt19937_64 random(1);
    std::vector<Question> made;
    const auto draw = [&]() -> const match::NameText& {
        return lists.names[random() % lists.names.size()].text;
    };
    while (made.size() < count) {
        const match::NameText& text = draw();
        Question question{std::string(text.whole), text.type};
        if (made.size() % 3 == 1 && question.name.size() > 3) {
            question.name[random() % question.name.size()] =
                static_cast<char>('a' + static_cast<char>(random() % 26));
        } else if (made.size() % 3 == 2) {
            const std::string_view other = draw().whole;
            question.name = question.name.substr(0, question.name.find(' ')) + ' ' +
                            std::string(other.substr(other.rfind(' ') + 1));
        }
        made.push_back(std::move(question));
    }
    return made;
}

/// What a customer file asks for. Empty if the file cannot be read.
std::vector<Question> questions_of(const char* path, std::size_t count) {
    std::vector<Question> read;
    std::ifstream file(path);
    for (std::string line; read.size() < count && std::getline(file, line);) {
        const auto fields = split(line, "\t");
        const bool is_person = fields.size() > 1 && fields[1] == "Person";
        read.push_back({std::string(fields[0]),
                        is_person ? model::PartyType::person : model::PartyType::entity});
    }
    return read;
}

void print(std::string_view title, std::vector<Clocks> times) {
    if (times.empty()) return;
    std::array<char, 200> row{};
    const auto at = [&times](double Clocks::* member, std::size_t per_mille) {
        std::sort(times.begin(), times.end(),
                  [member](const Clocks& a, const Clocks& b) { return a.*member < b.*member; });
        return times[std::min(times.size() - 1, times.size() * per_mille / 1000)].*member;
    };
    std::snprintf(row.data(), row.size(), "| %zu | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f |",
                  times.size(), at(&Clocks::cpu_us, 500), at(&Clocks::cpu_us, 990),
                  at(&Clocks::cpu_us, 1000), at(&Clocks::wall_us, 500), at(&Clocks::wall_us, 990),
                  at(&Clocks::wall_us, 1000));
    std::cout << "| " << title << ' ' << row.data() << '\n' << std::flush;
}

class Measure {
public:
    Measure(const match::NameIndex& index, std::uint8_t score_min)
        : index_(&index), score_min_(score_min) {}

    /// `names_per_query`: of a customer with that many aliases, screened one after the other.
    void run(std::string_view title, const std::vector<Question>& asked, bool typed,
             std::size_t names_per_query = 1) {
        std::vector<Clocks> times;
        for (std::size_t i = 0; i + names_per_query <= asked.size(); i += names_per_query) {
            const Clocks start = Clocks::now();
            for (std::size_t j = i; j < i + names_per_query; ++j) {
                const auto type = typed ? asked[j].type : model::PartyType::unknown;
                found_count_ +=
                    index_->find({.whole = asked[j].name, .type = type}, score_min_).size();
            }
            times.push_back(Clocks::now().since(start));
        }
        print(title, std::move(times));
    }

    /// Names a second, by the clock and of processor time, on so many threads.
    void throughput(const std::vector<Question>& asked, unsigned threads_count) const {
        const Clocks start = Clocks::now(CLOCK_PROCESS_CPUTIME_ID);
        {
            std::vector<std::jthread> threads;
            for (unsigned t = 0; t < threads_count; ++t) {
                threads.emplace_back([&asked, t, threads_count, this] {
                    for (std::size_t i = t; i < asked.size(); i += threads_count) {
                        const auto found = index_->find(
                            {.whole = asked[i].name, .type = asked[i].type}, score_min_);
                        static_cast<void>(found);
                    }
                });
            }
        }
        const Clocks spent = Clocks::now(CLOCK_PROCESS_CPUTIME_ID).since(start);
        const auto count = static_cast<double>(asked.size());
        std::cout << threads_count << " threads: " << static_cast<int>(count / spent.wall_us * 1e6)
                  << " names/s by the clock, " << static_cast<int>(count / spent.cpu_us * 1e6)
                  << " names/s of processor time\n";
    }

    std::size_t found_count() const { return found_count_; }

private:
    const match::NameIndex* index_;
    std::uint8_t score_min_;
    std::size_t found_count_ = 0;
};

void print_memory(std::string_view when) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM") || line.starts_with("VmRSS")) {
            std::cout << when << ": " << line << '\n';
        }
    }
}

/// What find() must give: every name compared, what scores enough by falling score.
std::vector<match::Candidate> find_slowly(const std::vector<match::NameText>& names,
                                          const match::NameText& query, std::uint8_t score_min) {
    std::vector<match::Candidate> found;
    for (std::uint32_t i = 0; i < names.size(); ++i) {
        const match::NameScore score = match::compare_names(query, names[i]).score;
        if (score.score > 0 && score.score >= score_min) found.push_back({i, score});
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return std::tuple(-int{a.score.score}, -int{a.score.evidence_decibans}, a.name_index) <
               std::tuple(-int{b.score.score}, -int{b.score.evidence_decibans}, b.name_index);
    });
    return found;
}

/// Ends the program where the index loses a name or gives another score.
void check_against_twin(const match::NameIndex& index, const bench::RealLists& lists,
                        std::size_t count) {
    const std::vector<match::NameText> names = lists.texts();
    std::mt19937_64 random(2);
    std::size_t found_count = 0;
    for (const Question& question : questions(lists, count)) {
        const auto score_min = static_cast<std::uint8_t>(20 + random() % 70);
        const match::NameText query{
            .whole = question.name,
            .type = random() % 2 == 0 ? question.type : model::PartyType::unknown};
        const auto found = index.find(query, score_min);
        PELF_CHECK(found == find_slowly(names, query, score_min));
        found_count += found.size();
    }
    std::cout << count << " answers with " << found_count
              << " names in all are those of comparing every name\n";
}

std::size_t number_of(std::string_view text) {
    std::size_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

int run(int argc, char** argv) {
    if (argc < 2 || argc > 6) {
        std::cerr << "usage: latency LISTS [SCORE_MIN [QUERIES_COUNT [TWIN_COUNT [NAMES]]]]\n";
        return 2;
    }
    const std::size_t score_min = argc > 2 ? number_of(argv[2]) : match::kScoreThreshold;
    const std::size_t count = argc > 3 ? number_of(argv[3]) : 30'000;
    const auto score = static_cast<std::uint8_t>(std::min<std::size_t>(score_min, 100));
    Clocks start = Clocks::now(CLOCK_PROCESS_CPUTIME_ID);
    const auto lists = bench::read_real_lists(argv[1]);
    if (!lists) {
        std::cerr << "latency: " << lists.error().message << ' ' << lists.error().source << '\n';
        return 3;
    }
    const Clocks reading = Clocks::now(CLOCK_PROCESS_CPUTIME_ID).since(start);
    print_memory("lists read");
    start = Clocks::now(CLOCK_PROCESS_CPUTIME_ID);
    const auto index = match::NameIndex::build(lists->texts(), 2);
    const Clocks building = Clocks::now(CLOCK_PROCESS_CPUTIME_ID).since(start);
    print_memory("index built");
    if (argc > 4) check_against_twin(index, *lists, number_of(argv[4]));
    std::cout << lists->names.size() << " names of " << lists->parties_count << " parties; read in "
              << static_cast<int>(reading.cpu_us / 1e3) << " ms processor time, "
              << static_cast<int>(reading.wall_us / 1e3) << " ms by the clock; indexed in "
              << static_cast<int>(building.cpu_us / 1e3) << " and "
              << static_cast<int>(building.wall_us / 1e3) << " ms on 2 threads\n\n"
              << "| from a score of " << score_min
              << ", microseconds | queries | cpu p50 | p99 | max | clock p50 | p99 | max |\n"
              << "|---|---|---|---|---|---|---|---|\n";
    const std::vector<Question> asked = questions(*lists, count);
    Measure measure(index, score);
    measure.run("one name, type told", asked, true);
    measure.run("one name, type not told", asked, false);
    measure.run("twenty names, type told", asked, true, 20);
    if (argc > 5) {
        const std::vector<Question> customers = questions_of(argv[5], count);
        PELF_CHECK(!customers.empty());
        measure.run("one customer's name, type told", customers, true);
        measure.run("one customer's name, type not told", customers, false);
    }
    // A third of the names are as listed, and each finds at least itself.
    PELF_CHECK(measure.found_count() >= count);
    std::cout << '\n';
    measure.throughput(asked, 1);
    measure.throughput(asked, 2);
    print_memory("after the queries");
    return 0;
}

}  // namespace
}  // namespace pelf

int main(int argc, char** argv) {
    return pelf::run(argc, argv);
}
