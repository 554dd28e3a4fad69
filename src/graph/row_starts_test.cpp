// SPDX-License-Identifier: Apache-2.0
#include "graph/row_starts.hpp"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace pelf::graph {
namespace {

RowStarts view_of(const RowStartsBuilder& builder) {
    return {builder.lines().data(),
            PackedView(builder.samples().data()),
            {builder.transactions_count(), builder.rows_count()}};
}

/// Row counts as blocks have them: mostly one to three, now and then thousands.
std::vector<std::uint64_t> random_row_counts(std::mt19937& random, std::size_t count) {
    std::vector<std::uint64_t> counts(count);
    for (auto& rows : counts) {
        const auto kind = random() % 100;
        rows = 1 + (kind < 90 ? random() % 3 : kind < 99 ? random() % 700 : random() % 70'000);
    }
    return counts;
}

void expect_agreement(const RowStarts& starts, const std::vector<std::uint64_t>& counts) {
    std::uint64_t row = 0;
    for (std::uint64_t transaction = 0; transaction < counts.size(); ++transaction) {
        const Rows rows = starts.rows_of(transaction);
        ASSERT_EQ(rows, (Rows{row, row + counts[transaction]})) << transaction;
        ASSERT_TRUE(starts.starts_at(row));
        ASSERT_EQ(starts.transaction_of(row), transaction);
        ASSERT_EQ(starts.transaction_of(rows.end - 1), transaction);
        ASSERT_EQ(starts.transaction_of(row + rows.count() / 2), transaction);
        row = rows.end;
    }
    ASSERT_EQ(starts.first_row(counts.size()), row);
    ASSERT_EQ(starts.next_start(row), row);
}

TEST(RowStarts, AgreesWithPlainCounting) {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        std::mt19937 random(seed);
        const auto counts = random_row_counts(random, 1 + random() % 600);
        RowStartsBuilder builder;
        for (const std::uint64_t rows : counts) builder.append(rows);
        expect_agreement(view_of(builder), counts);
    }
}

TEST(RowStarts, GoesOnWhereAnEarlierBuilderStopped) {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        std::mt19937 random(seed);
        const auto counts = random_row_counts(random, 200);
        RowStartsBuilder whole;
        for (const std::uint64_t rows : counts) whole.append(rows);

        std::vector<RowLine> lines;
        std::vector<std::byte> samples(kPackedLeadBytes);
        RowStartsBuilder piece;
        for (std::size_t i = 0; i < counts.size(); ++i) {
            piece.append(counts[i]);
            if (random() % 4 != 0) continue;
            lines.resize(piece.first_line());
            lines.insert(lines.end(), piece.lines().begin(), piece.lines().end());
            samples.insert(samples.end(), piece.samples().begin(), piece.samples().end());
            if (random() % 2 == 0) {
                piece.written();
            } else {
                piece = RowStartsBuilder({piece.transactions_count(), piece.rows_count()},
                                         piece.lines().empty() ? RowLine{} : piece.lines().back());
            }
        }
        lines.resize(piece.first_line());
        lines.insert(lines.end(), piece.lines().begin(), piece.lines().end());
        samples.insert(samples.end(), piece.samples().begin(), piece.samples().end());
        expect_agreement({lines.data(),
                          PackedView(samples.data() + kPackedLeadBytes),
                          {whole.transactions_count(), whole.rows_count()}},
                         counts);
    }
}

TEST(RowStarts, ShowsAnEarlierStateAfterACut) {
    RowStartsBuilder builder;
    std::vector<std::uint64_t> counts(100, 7);
    for (const std::uint64_t rows : counts) builder.append(rows);
    counts.resize(65);
    expect_agreement(view_of(builder).cut({65, 65 * 7}), counts);
}

TEST(StartCursor, MeetsEveryStartInOrderFromAnyTransaction) {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        std::mt19937 random(seed);
        const auto counts = random_row_counts(random, 1 + random() % 300);
        RowStartsBuilder builder;
        for (const std::uint64_t rows : counts) builder.append(rows);
        const std::uint64_t kept = 1 + random() % counts.size();
        const RowStarts whole = view_of(builder);
        const RowStarts starts = whole.cut({kept, whole.first_row(kept)});
        const std::uint64_t from = random() % kept;
        StartCursor cursor(starts, from);
        for (std::uint64_t transaction = from + 1; transaction <= kept; ++transaction) {
            ASSERT_EQ(cursor.next(), whole.first_row(transaction)) << transaction;
        }
        ASSERT_EQ(cursor.next(), starts.rows_count());
    }
}

TEST(Packed, KeepsEveryValueOfFortyBits) {
    std::vector<std::byte> bytes(kPackedLeadBytes);
    const std::vector<std::uint64_t> values{0, 1, 255, 256, 0xffff'ffff, 0x1'0000'0000, kPackedMax};
    for (const std::uint64_t value : values) append_packed(bytes, value);
    const PackedView view(bytes.data() + kPackedLeadBytes);
    for (std::size_t i = 0; i < values.size(); ++i) EXPECT_EQ(view[i], values[i]) << i;
}

}  // namespace
}  // namespace pelf::graph
