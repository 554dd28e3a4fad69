// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_listing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace pelf::ingest {
namespace {

model::LedgerHash name_of(std::uint64_t number) {
    model::LedgerHash hash{};
    for (std::size_t i = 0; i < 8; ++i) hash[i] = static_cast<std::byte>(number >> (8 * i));
    return hash;
}

/// Rows in the chain's order: up to three transactions in a block, up to four rows each.
std::vector<EthereumTouch> rows_of_chain(std::mt19937_64& random, std::uint64_t last) {
    std::vector<EthereumTouch> rows;
    for (std::uint64_t height = 0; height <= last; ++height) {
        if (random() % 3 == 0) continue;
        for (std::uint64_t one = 0; one < random() % 4; ++one) {
            for (std::uint64_t row = 0; row < 1 + random() % 4; ++row) {
                rows.push_back({height, name_of(height * 10 + one), std::to_string(row)});
            }
        }
        if (random() % 5 == 0) rows.push_back({height, std::nullopt, ""});
    }
    return rows;
}

/// A node: the rows asked for, at most so many; `passes_over` is whether it knows `after`.
std::vector<EthereumTouch> page_of(const std::vector<EthereumTouch>& rows,
                                   const EthereumPageQuestion& question, std::size_t rows_max,
                                   bool passes_over = true) {
    std::vector<EthereumTouch> page;
    std::uint64_t left = passes_over ? question.after : 0;
    for (const EthereumTouch& row : rows) {
        if (row.height < question.first || row.height > question.last) continue;
        if (left > 0) {
            --left;
            continue;
        }
        if (page.size() < rows_max) page.push_back(row);
    }
    return page;
}

TEST(EthereumListing, FindsWhatIsThereHoweverFewRowsAPageHas) {
    std::mt19937_64 random(11);
    for (int round = 0; round < 300; ++round) {
        const std::uint64_t last = random() % 40;
        const auto rows = rows_of_chain(random, last);
        const std::uint64_t first = random() % 2 == 0 ? 0 : random() % (last + 1);
        std::map<model::LedgerHash, std::uint64_t> expected;
        for (const EthereumTouch& row : rows) {
            if (row.transaction && row.height >= first) expected[*row.transaction] = row.height;
        }
        EthereumListing listing;
        std::size_t pages = 0;
        while (true) {
            auto question = listing.next(EthereumSide::trace_to, first);
            if (question.first > last) break;
            ASSERT_LT(++pages, 2 * rows.size() + last + 3);
            question.last = std::min(last, question.first + random() % 20);
            const auto page = page_of(rows, question, 1 + random() % 6);
            const auto taken = listing.take(question, page);
            ASSERT_TRUE(taken.has_value()) << taken.error().message;
        }
        EXPECT_EQ(listing.transactions(), expected) << round;
    }
}

TEST(EthereumListing, SidesGoOnByThemselves) {
    EthereumListing listing;
    auto question = listing.next(EthereumSide::log_from, 5);
    question.last = 9;
    const std::vector<EthereumTouch> page = {{7, name_of(1), ""}, {6, name_of(2), ""}};
    ASSERT_TRUE(listing.take(question, page).has_value());
    EXPECT_EQ(listing.next(EthereumSide::log_from, 5).first, 10U);
    EXPECT_EQ(listing.next(EthereumSide::log_to, 5).first, 5U);
    EXPECT_EQ(listing.transactions().size(), 2U);
}

TEST(EthereumListing, AnEarlierBeginningBeginsAnewAndALaterOneGoesOn) {
    EthereumListing listing;
    auto question = listing.next(EthereumSide::trace_from, 5);
    question.last = 9;
    ASSERT_TRUE(listing.take(question, {}).has_value());
    EXPECT_EQ(listing.next(EthereumSide::trace_from, 7).first, 10U);
    EXPECT_EQ(listing.next(EthereumSide::trace_from, 12).first, 12U);
    EXPECT_EQ(listing.next(EthereumSide::trace_from, 3).first, 3U);
    question = listing.next(EthereumSide::trace_from, 3);
    question.last = 4;
    ASSERT_TRUE(listing.take(question, {}).has_value());
    EXPECT_EQ(listing.next(EthereumSide::trace_from, 3).first, 5U);
}

TEST(EthereumListing, APageFromTheMiddleIsRefused) {
    EthereumListing listing;
    auto question = listing.next(EthereumSide::trace_from, 5);
    question.last = 9;
    const std::vector<EthereumTouch> page = {{6, name_of(1), "0"}, {7, name_of(2), "0"}};
    ASSERT_TRUE(listing.take(question, page).has_value());
    EXPECT_EQ(listing.next(EthereumSide::trace_from, 5).first, 7U);
    EXPECT_EQ(listing.next(EthereumSide::trace_from, 5).after, 1U);
    question.first = 6;
    EXPECT_EQ(listing.take(question, {}).error().fault, Fault::refused);
    question.first = 7;
    EXPECT_EQ(listing.take(question, {}).error().fault, Fault::refused);
    question.after = 1;
    EXPECT_TRUE(listing.take(question, {}).has_value());
}

TEST(EthereumListing, ANodeThatPassesOverNoRowsIsNoticed) {
    std::mt19937_64 random(5);
    for (int round = 0; round < 100; ++round) {
        const auto rows = rows_of_chain(random, 20);
        if (rows.empty()) continue;
        EthereumListing listing;
        Status taken = Done{};
        std::size_t pages = 0;
        while (taken) {
            auto question = listing.next(EthereumSide::trace_from, 0);
            ASSERT_LE(question.first, 20U) << "it came to an end";
            ASSERT_LT(++pages, 100U);
            question.last = 20;
            taken = listing.take(question, page_of(rows, question, 1 + random() % 50, false));
        }
        EXPECT_EQ(taken.error().fault, Fault::unsupported);
    }
}

TEST(EthereumListing, ATransactionInTwoBlocksIsALie) {
    EthereumListing listing;
    auto question = listing.next(EthereumSide::log_to, 0);
    question.last = 9;
    const std::vector<EthereumTouch> page = {{6, name_of(1), ""}, {7, name_of(1), ""}};
    EXPECT_EQ(listing.take(question, page).error().fault, Fault::refused);
}

}  // namespace
}  // namespace pelf::ingest
