// SPDX-License-Identifier: Apache-2.0
#include "analyze/sparse_assignment.hpp"

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

#include "base/check.hpp"

namespace pelf::analyze {
namespace {

constexpr std::uint32_t kNoRow = std::numeric_limits<std::uint32_t>::max();

/// Costs are negative weights. Kept true all the time: the cost of a pair is never below the sum of
/// its two prices, and is that sum for pairs that are assigned.
class Assignment {
public:
    Assignment(std::span<const std::uint64_t> starts, std::span<const WeightedPair> pairs,
               std::uint32_t columns_count)
        : starts_(starts),
          pairs_(pairs),
          columns_count_(columns_count),
          rows_count_(static_cast<std::uint32_t>(starts.size() - 1)),
          row_prices_(rows_count_),
          given_(rows_count_, kNoColumn),
          columns_(std::size_t{columns_count} + rows_count_) {}

    std::vector<std::uint32_t> solve() {
        for (std::uint32_t row = 0; row < rows_count_; ++row) add(row);
        for (std::uint32_t& column : given_) {
            if (column >= columns_count_) column = kNoColumn;
        }
        return std::move(given_);
    }

private:
    static constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max();

    struct Column {
        std::int64_t price = 0;
        std::uint32_t row = kNoRow;  ///< To which it is given.
        // Of the search at hand.
        std::uint32_t from = kNoRow;  ///< The row over which it is nearest.
        std::int64_t distance = kFar;
        bool is_settled = false;
    };

    /// Calls visit(column, cost) for all columns a row can have, its own among them.
    template <class Visit>
    void each_column(std::uint32_t row, const Visit& visit) const {
        for (std::uint64_t i = starts_[row]; i < starts_[row + 1]; ++i) {
            visit(pairs_[i].column, -pairs_[i].weight);
        }
        visit(columns_count_ + row, std::int64_t{0});
    }

    void add(std::uint32_t row) {
        std::int64_t least = kFar;
        each_column(row, [&](std::uint32_t column, std::int64_t cost) {
            least = std::min(least, cost - columns_[column].price);
        });
        row_prices_[row] = least;
        const std::uint32_t end = search(row);
        change_prices(row, columns_[end].distance);
        turn_over(row, end);
        for (const std::uint32_t column : touched_) {
            columns_[column].from = kNoRow;
            columns_[column].distance = kFar;
            columns_[column].is_settled = false;
        }
        touched_.clear();
    }

    /// The nearest column that is free, by distance and then number.
    std::uint32_t search(std::uint32_t start) {
        using Reached = std::pair<std::int64_t, std::uint32_t>;
        std::priority_queue<Reached, std::vector<Reached>, std::greater<>> reached;
        std::uint32_t row = start;
        std::int64_t so_far = 0;
        while (true) {
            each_column(row, [&](std::uint32_t number, std::int64_t cost) {
                Column& column = columns_[number];
                const std::int64_t distance = so_far + cost - row_prices_[row] - column.price;
                if (column.is_settled || distance >= column.distance) return;
                if (column.distance == kFar) touched_.push_back(number);
                column.distance = distance;
                column.from = row;
                reached.emplace(distance, number);
            });
            while (true) {
                PELF_CHECK(!reached.empty());  // The row's own column is free or leads to a row.
                const auto [distance, number] = reached.top();
                reached.pop();
                Column& column = columns_[number];
                if (column.is_settled || distance != column.distance) continue;
                if (column.row == kNoRow) return number;
                column.is_settled = true;
                row = column.row;
                so_far = distance;
                break;
            }
        }
    }

    void change_prices(std::uint32_t start, std::int64_t whole) {
        row_prices_[start] += whole;
        for (const std::uint32_t number : touched_) {
            Column& column = columns_[number];
            if (!column.is_settled) continue;
            column.price -= whole - column.distance;
            row_prices_[column.row] += whole - column.distance;
        }
    }

    /// Gives each column on the way to the row before it.
    void turn_over(std::uint32_t start, std::uint32_t end) {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> changes;  // Column, its new row.
        std::uint32_t column = end;
        while (true) {
            const std::uint32_t row = columns_[column].from;
            changes.emplace_back(column, row);
            if (row == start) break;
            column = given_[row];
        }
        for (const auto& [number, row] : changes) {
            columns_[number].row = row;
            given_[row] = number;
        }
    }

    std::span<const std::uint64_t> starts_;
    std::span<const WeightedPair> pairs_;
    std::uint32_t columns_count_;
    std::uint32_t rows_count_;
    std::vector<std::int64_t> row_prices_;
    std::vector<std::uint32_t> given_;  ///< By row its column.
    std::vector<Column> columns_;       ///< Those of all, then one of its own for each row.
    std::vector<std::uint32_t> touched_;
};

}  // namespace

std::vector<std::uint32_t> assign_columns(std::span<const std::uint64_t> starts,
                                          std::span<const WeightedPair> pairs,
                                          std::uint32_t columns_count) {
    return Assignment(starts, pairs, columns_count).solve();
}

}  // namespace pelf::analyze
