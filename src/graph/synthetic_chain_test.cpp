// SPDX-License-Identifier: Apache-2.0
#include "graph/synthetic_chain.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace pelf::graph {
namespace {

TEST(SyntheticChain, BalancesEveryTransactionAndSpendsEveryOutputAtMostOnce) {
    const SyntheticChain chain({.outputs_count = 60'000, .transactions_per_block = 500});
    const CoinColumns columns = chain.columns();
    ASSERT_GE(columns.outputs_count, 60'000U);
    std::vector<bool> spent(columns.outputs_count);
    for (std::uint64_t transaction = 0; transaction < columns.transactions_count; ++transaction) {
        std::uint64_t in_sat = 0;
        std::uint64_t out_sat = columns.fees[transaction];
        const Rows outputs = columns.outputs_of(transaction);
        for (auto output = outputs.begin; output < outputs.end; ++output) {
            out_sat += columns.value_sat(output);
        }
        const Rows inputs = columns.inputs_of(transaction);
        for (auto input = inputs.begin; input < inputs.end; ++input) {
            const std::uint64_t prevout = columns.prevouts[input];
            if (prevout == kCoinbase) {
                in_sat += columns.subsidy_sat(columns.block_of(transaction));
                continue;
            }
            ASSERT_LT(prevout, outputs.begin);
            ASSERT_FALSE(spent[prevout]);
            ASSERT_EQ(columns.spenders[prevout], input);
            spent[prevout] = true;
            in_sat += columns.value_sat(prevout);
        }
        ASSERT_EQ(in_sat, out_sat) << transaction;
    }
    for (std::uint64_t output = 0; output < columns.outputs_count; ++output) {
        ASSERT_EQ(spent[output], columns.spenders[output] != kUnspent) << output;
    }
}

TEST(SyntheticChain, HasTheProportionsOfBitcoin) {
    const SyntheticChain chain({.outputs_count = 200'000});
    const CoinColumns columns = chain.columns();
    const auto outputs = static_cast<double>(columns.outputs_count);
    EXPECT_NEAR(outputs / static_cast<double>(columns.transactions_count), 2.6, 0.3);
    EXPECT_NEAR(static_cast<double>(columns.inputs_count) / outputs, 0.93, 0.06);
}

TEST(SyntheticChain, IsTheSameForTheSameSeedAndAnotherForAnother) {
    const SyntheticChain one({.outputs_count = 20'000, .seed = 5});
    const SyntheticChain again({.outputs_count = 20'000, .seed = 5});
    const SyntheticChain other({.outputs_count = 20'000, .seed = 6});
    const CoinColumns columns = one.columns();
    ASSERT_EQ(columns.outputs_count, again.columns().outputs_count);
    bool differs = columns.outputs_count != other.columns().outputs_count;
    for (std::uint64_t output = 0; output < columns.outputs_count; ++output) {
        ASSERT_EQ(columns.value_sat(output), again.columns().value_sat(output));
        ASSERT_EQ(columns.spenders[output], again.columns().spenders[output]);
        differs = differs || columns.value_sat(output) != other.columns().value_sat(output);
    }
    EXPECT_TRUE(differs);
}

}  // namespace
}  // namespace pelf::graph
