// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/check.hpp"
#include "screen/ownership.hpp"
#include "screen/ownership_twin.hpp"

/// A small net from the bytes; the engine and its twin agree on every verdict under every policy,
/// and every verdict has an explanation that starts at a listed party and adds up.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pelf::screen;
    constexpr std::uint32_t kEntities = 8;
    constexpr std::size_t kHoldingBytes = 4;
    constexpr std::size_t kHoldingsMax = 32;
    if (size < 2) return 0;
    std::vector<Seed> seeds;
    for (std::uint32_t i = 0; i < kEntities; ++i) {
        if ((data[0] >> i & 1U) != 0) seeds.push_back({i, (data[1] >> i & 1U) == 0});
    }
    const std::vector<JointGroup> groups = {{data[1] % kEntities, data[1] / 16U % kEntities}};
    std::vector<Holding> holdings;
    for (std::size_t at = 2; at + kHoldingBytes <= size && holdings.size() < kHoldingsMax;
         at += kHoldingBytes) {
        const std::uint8_t* bytes = data + at;
        constexpr std::uint32_t kStepE8 = 5 * pelf::model::kPercentE8;
        const std::uint32_t low = bytes[1] % 21 * kStepE8;
        const std::uint32_t high = std::max(low, bytes[2] % 21 * kStepE8);
        holdings.push_back({bytes[0] % kEntities, bytes[0] / 16U % kEntities, low, high,
                            static_cast<std::uint32_t>(holdings.size()),
                            static_cast<pelf::model::StakeKind>(bytes[3] % 6),
                            (bytes[3] & 0x40) != 0, (bytes[3] & 0x80) != 0 && high > low});
    }
    const auto graph = OwnershipGraph::build(kEntities, holdings);
    for (const OwnershipPolicy& policy : ownership_policies()) {
        const auto blocking = Blocking::compute(graph, policy, seeds, groups);
        const auto expected = twin_verdicts(kEntities, holdings, policy, seeds, groups);
        for (std::uint32_t entity = 0; entity < kEntities; ++entity) {
            const Verdict verdict = blocking.verdict(entity);
            PELF_CHECK(verdict == expected[entity]);
            const bool is_caught = verdict == Verdict::definite || verdict == Verdict::possible;
            const auto explanation = blocking.explain(entity);
            PELF_CHECK(explanation.has_value() == is_caught);
            if (!explanation) continue;
            PELF_CHECK(!explanation->seeds.empty());
            PELF_CHECK(explanation->steps.back().entity_index == entity);
            for (const Step& step : explanation->steps) {
                PELF_CHECK(step.sum_e8 >= step.test.threshold_e8);
            }
            PELF_CHECK(blocking.missing_evidence(entity).has_value() ==
                       (verdict == Verdict::possible));
        }
    }
    return 0;
}
