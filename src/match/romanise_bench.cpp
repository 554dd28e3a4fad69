// SPDX-License-Identifier: Apache-2.0
//
// A name at a time, by script. Every script's first reading is checked.
#include <benchmark/benchmark.h>

#include <array>
#include <string_view>

#include "match/romanise.hpp"

namespace pelf::match {
namespace {

struct Sample {
    std::string_view name;
    std::string_view reading;
};

constexpr std::array<Sample, 8> kSamples = {
    {{"TIAN, Yinyin", "tian yinyin"},
     {"Đoković Müller", "dokovic muller"},
     {"Владимир Владимирович Путин", "vladimir vladimirovich putin"},
     {"김정은", "kim jung eun"},
     {"田寅寅", "tian yin yin"},
     {"أيمن الظواهري", "ayman al zawahiri"},
     {"नरेन्द्र मोदी", "narendra modi"},
     {"ウラジーミル・プーチン", "urajimil puchin"}}};

void romanise_one(benchmark::State& state) {
    const Sample& sample = kSamples[static_cast<std::size_t>(state.range(0))];
    for (auto _ : state) {
        const Romanised romanised = romanise(sample.name);
        if (romanised.readings.empty() || romanised.readings.front().text != sample.reading) {
            state.SkipWithError("the first reading is another");
            break;
        }
    }
    state.SetLabel(std::string(name_of(romanise(sample.name).script)));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(romanise_one)->DenseRange(0, kSamples.size() - 1);

}  // namespace
}  // namespace pelf::match
