// SPDX-License-Identifier: Apache-2.0
//
// The pieces under a trace, each against the obvious way to do the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <vector>

#include "analyze/address_marks.hpp"
#include "analyze/haircut_split.hpp"
#include "analyze/trace_holdings.hpp"
#include "analyze/transaction_set.hpp"

namespace pelf::analyze {
namespace {

TEST(TransactionSet, FindsNeighboursLikeAnOrderedSet) {
    for (std::uint32_t round = 0; round < 200; ++round) {
        std::mt19937_64 random(round);
        const std::uint64_t first = random() % 10'000;
        const std::uint64_t end = first + 1 + random() % (round % 2 == 0 ? 300 : 600'000);
        TransactionSet set(first, end);
        std::set<std::uint64_t> expected;
        for (std::uint64_t i = random() % 40; i > 0; --i) {
            const std::uint64_t number = first + random() % (end - first);
            ASSERT_EQ(set.set(number), expected.insert(number).second);
        }
        for (int i = 0; i < 100; ++i) {
            const std::uint64_t from = first + random() % (end - first);
            const auto next = expected.lower_bound(from);
            ASSERT_EQ(set.next(from).value_or(end), next == expected.end() ? end : *next);
            const auto after = expected.upper_bound(from);
            ASSERT_EQ(set.previous(from).value_or(end),
                      after == expected.begin() ? end : *std::prev(after));
        }
        ASSERT_EQ(set.next(end), std::nullopt);
    }
}

TEST(Holdings, KeepFragmentsThroughThousandsOfChanges) {
    std::mt19937_64 random(7);
    Holdings holdings;
    std::map<std::uint64_t, std::vector<Fragment>> expected;
    for (std::uint32_t i = 0; i < 60'000; ++i) {
        std::vector<Fragment> fragments(1 + random() % 6);
        for (Fragment& fragment : fragments) {
            fragment = {random(), static_cast<std::uint32_t>(random() % 9)};
        }
        const std::uint64_t output = random();
        holdings.put(output, fragments, i);
        expected[output] = fragments;
        if (expected.size() < 300) continue;
        const auto gone = expected.begin();
        const auto found = holdings.fragments(holdings.find(gone->first).value_or(Holding{}));
        ASSERT_TRUE(std::ranges::equal(found, gone->second));
        holdings.erase(gone->first);
        ASSERT_FALSE(holdings.find(gone->first));
        expected.erase(gone);
    }
    std::vector<std::uint64_t> outputs;
    outputs.reserve(expected.size());
    for (const auto& [output, fragments] : expected) outputs.push_back(output);
    EXPECT_EQ(holdings.outputs(), outputs);
}

/// Shares by the definition, with the missing units given out one by one.
std::vector<std::uint64_t> plain_haircut(const std::vector<std::uint64_t>& parts,
                                         std::uint64_t tainted, std::uint64_t whole) {
    __extension__ using Wide = unsigned __int128;
    std::vector<std::uint64_t> shares;
    std::vector<std::uint64_t> remainders;
    std::uint64_t missing = tainted;
    for (const std::uint64_t part : parts) {
        const Wide product = static_cast<Wide>(part) * tainted;
        shares.push_back(static_cast<std::uint64_t>(product / whole));
        remainders.push_back(static_cast<std::uint64_t>(product % whole));
        missing -= shares.back();
    }
    std::vector<std::size_t> order(parts.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, [&](std::size_t left, std::size_t right) {
        return remainders[left] > remainders[right];
    });
    for (std::size_t i = 0; i < missing; ++i) ++shares[order[i]];
    return shares;
}

TEST(HaircutSplit, FollowsItsDefinitionForAnyAmountsAndAnyNumberOfParts) {
    HaircutSplit split;
    for (std::uint32_t round = 0; round < 3000; ++round) {
        std::mt19937_64 random(round);
        const std::uint64_t part_max = std::uint64_t{1} << (1 + random() % 50);
        std::vector<std::uint64_t> parts(1 + random() % (round % 10 == 0 ? 900 : 5));
        std::uint64_t whole = 0;
        for (std::uint64_t& part : parts) {
            part = random() % part_max;
            whole += part;
        }
        if (whole == 0) continue;
        const std::uint64_t tainted = random() % 8 == 0 ? whole : random() % (whole + 1);
        const auto shares = split(parts, tainted, whole);
        ASSERT_TRUE(std::ranges::equal(shares, plain_haircut(parts, tainted, whole))) << round;
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            ASSERT_LE(shares[i], parts[i]);
            sum += shares[i];
        }
        ASSERT_EQ(sum, tainted);
    }
}

TEST(AddressMarks, FindAllTheirAddressesAndNoOthers) {
    std::mt19937_64 random(3);
    std::vector<AddressMark> marks;
    std::map<std::uint64_t, AddressMark> expected;
    for (int i = 0; i < 5000; ++i) {
        const AddressMark mark{random() % 20'000, static_cast<StopKind>(random() % 4),
                               random() % 2 == 0};
        marks.push_back(mark);
        auto& merged = expected.try_emplace(mark.address, mark).first->second;
        merged.stop = std::max(merged.stop, mark.stop);
        merged.listed = merged.listed || mark.listed;
    }
    const AddressMarks set(marks);
    EXPECT_EQ(set.all().size(), expected.size());
    for (std::uint64_t address = 0; address < 30'000; ++address) {
        const auto found = expected.find(address);
        const auto mark = set.find(address);
        ASSERT_EQ(mark.has_value(), found != expected.end()) << address;
        if (!mark) continue;
        ASSERT_EQ(*mark, found->second) << address;
    }
    EXPECT_FALSE(AddressMarks().find(0));
    EXPECT_TRUE(AddressMarks().empty());
}

}  // namespace
}  // namespace pelf::analyze
