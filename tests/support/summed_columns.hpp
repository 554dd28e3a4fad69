// SPDX-License-Identifier: Apache-2.0
//
// Account columns cut into index segments at chosen transactions, with account sums over short
// stretches, as stores of millions of transfers have them over long ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "graph/account_columns.hpp"
#include "graph/account_index.hpp"
#include "graph/account_sums.hpp"

namespace pelf::test {

/// `cuts` are transactions, ascending. What the columns view outlives it.
class SummedColumns {
public:
    SummedColumns(const graph::AccountColumns& columns, std::span<const std::uint64_t> cuts,
                  std::size_t stretch_rows)
        : columns_(columns) {
        std::uint64_t begin = 0;
        for (const std::uint64_t cut : cuts) {
            add({begin, columns.transfers_of(cut).begin}, stretch_rows);
            begin = columns.transfers_of(cut).begin;
        }
        add({begin, columns.transfers_count}, stretch_rows);
        columns_.index = index_;
        columns_.sums = sums_;
    }
    SummedColumns(const SummedColumns&) = delete;
    SummedColumns& operator=(const SummedColumns&) = delete;

    const graph::AccountColumns& columns() const noexcept { return columns_; }

private:
    void add(graph::Rows rows, std::size_t stretch_rows) {
        index_bytes_.push_back(make_account_index(columns_, rows));
        index_.push_back(index_bytes_.back().view(rows));
        sums_bytes_.push_back(make_account_sums(columns_, index_.back(), stretch_rows));
        sums_.push_back(sums_bytes_.back().view());
    }

    graph::AccountColumns columns_;
    std::deque<graph::AccountIndexBytes> index_bytes_;
    std::deque<graph::AccountSumsBytes> sums_bytes_;
    std::vector<graph::AccountIndexSegment> index_;
    std::vector<graph::AccountSumsSegment> sums_;
};

}  // namespace pelf::test
