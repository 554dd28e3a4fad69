// SPDX-License-Identifier: Apache-2.0
//
// What a look-up in the tables of names costs: each word of a name is asked in all of them when an
// index is built and when a name is screened.
#include <benchmark/benchmark.h>

#include <array>
#include <string_view>

#include "match/company_words.hpp"
#include "match/east_asian_syllables.hpp"
#include "match/given_names.hpp"
#include "match/legal_forms.hpp"
#include "match/name_particles.hpp"
#include "match/name_rarity.hpp"
#include "match/numbers.hpp"

namespace {

using namespace std::string_view_literals;

constexpr std::array kWords = {
    "mohammed"sv, "bin"sv,     "petrochemical"sv, "volodymyr"sv, "5"sv,
    "co"sv,       "ltd"sv,     "zawahiri"sv,      "yongchol"sv,  "zhang"sv,
    "shipping"sv, "haqqani"sv, "gesellschaft"sv,  "wagner"sv,    "xiv"sv};

/// `ask(position)` says whether the word is known; at least one of the words is.
template <typename Ask>
void ask_all(benchmark::State& state, Ask ask) {
    std::size_t known = 0;
    for (auto _ : state) {
        for (std::size_t i = 0; i < kWords.size(); ++i) known += ask(i) ? 1U : 0U;
    }
    if (known == 0) state.SkipWithError("no word was known");
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kWords.size()));
}

void legal_form(benchmark::State& state) {
    ask_all(state, [](std::size_t i) { return pelf::match::legal_form_at(kWords, i).has_value(); });
}
BENCHMARK(legal_form);

void company_word(benchmark::State& state) {
    ask_all(state, [](std::size_t i) { return pelf::match::company_word(kWords[i]).has_value(); });
}
BENCHMARK(company_word);

void number(benchmark::State& state) {
    ask_all(state, [](std::size_t i) { return pelf::match::number_of(kWords[i]).has_value(); });
}
BENCHMARK(number);

void particle(benchmark::State& state) {
    ask_all(state, [](std::size_t i) { return pelf::match::particle(kWords[i]).has_value(); });
}
BENCHMARK(particle);

void given_name(benchmark::State& state) {
    ask_all(state, [](std::size_t i) { return pelf::match::name_varieties(kWords[i]).size() > 0; });
}
BENCHMARK(given_name);

void rarity(benchmark::State& state) {
    ask_all(state, [](std::size_t i) { return pelf::match::commonness(kWords[i]) > 0; });
}
BENCHMARK(rarity);

void korean(benchmark::State& state) {
    ask_all(state,
            [](std::size_t i) { return pelf::match::korean_syllables(kWords[i]).size() > 0; });
}
BENCHMARK(korean);

void chinese(benchmark::State& state) {
    ask_all(state,
            [](std::size_t i) { return pelf::match::chinese_syllables(kWords[i]).size() > 0; });
}
BENCHMARK(chinese);

}  // namespace
