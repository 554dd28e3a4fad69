// SPDX-License-Identifier: Apache-2.0
#include "analyze/walk_ahead.hpp"

#include <algorithm>

namespace pelf::analyze {
namespace {

/// Of a transaction with more rows only so many are looked at ahead: the visit asks for the rest.
constexpr std::uint64_t kRowsAsked = 16;
/// Packed numbers that surely lie in one line of 64 bytes or its neighbour.
constexpr std::uint64_t kRowsPerStep = 12;

graph::Rows first_rows(graph::Rows rows) noexcept {
    return {rows.begin, std::min(rows.end, rows.begin + kRowsAsked)};
}

[[gnu::always_inline]] inline void ask(const graph::PackedView& column, graph::Rows rows) noexcept {
    for (std::uint64_t row = rows.begin; row < rows.end; row += kRowsPerStep) column.prefetch(row);
    column.prefetch(rows.end - 1);
}

}  // namespace

inline void WalkAhead::ask_for_columns(const Upcoming& upcoming) const noexcept {
    ask(columns_.prevouts, upcoming.inputs);
    ask(columns_.values, upcoming.outputs);
    ask(columns_.spenders, upcoming.outputs);
    if (reads_addresses_) ask(columns_.addresses, upcoming.outputs);
}

/// For the set's word of the transaction that spends each output.
inline void WalkAhead::ask_for_set(const Upcoming& upcoming) const noexcept {
    for (std::uint64_t output = upcoming.outputs.begin; output < upcoming.outputs.end; ++output) {
        const auto spender = columns_.spender(output);
        if (spender) todo_.prefetch(columns_.transaction_of_input(*spender));
    }
}

void WalkAhead::step(std::uint64_t visited) noexcept {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < upcoming_count_; ++i) {
        if (upcoming_[i].transaction <= visited) continue;
        if (kept != i) upcoming_[kept] = upcoming_[i];
        advance(upcoming_[kept++]);
    }
    upcoming_count_ = kept;
    horizon_ = std::max(horizon_, visited + 1);
    while (upcoming_count_ < kTransactionsAhead && horizon_ < columns_.transactions_count) {
        const auto next = todo_.next(horizon_);
        horizon_ = next ? *next + 1 : columns_.transactions_count;
        if (next) look_at(*next, 0);
    }
}

void WalkAhead::look_at(std::uint64_t transaction, unsigned stage) noexcept {
    if (upcoming_count_ == kUpcomingMax) return;
    Upcoming& upcoming = upcoming_[upcoming_count_++];
    upcoming = Upcoming{};
    upcoming.transaction = transaction;
    upcoming.stage = stage;
    advance(upcoming);
}

/// Asks for one thing more, by what the last step has brought.
void WalkAhead::advance(Upcoming& upcoming) const noexcept {
    switch (upcoming.stage++) {
        case 0:
            columns_.input_starts.prefetch_sample(upcoming.transaction);
            columns_.output_starts.prefetch_sample(upcoming.transaction);
            __builtin_prefetch(&columns_.fees[upcoming.transaction]);
            break;
        case 1:
            columns_.input_starts.prefetch_rows(upcoming.transaction);
            columns_.output_starts.prefetch_rows(upcoming.transaction);
            break;
        case kStageColumns:
            upcoming.inputs = first_rows(columns_.inputs_of(upcoming.transaction));
            upcoming.outputs = first_rows(columns_.outputs_of(upcoming.transaction));
            ask_for_columns(upcoming);
            break;
        case 3: ask_for_spenders(upcoming.outputs); break;
        case 4: ask_for_set(upcoming); break;
        default: break;
    }
}

}  // namespace pelf::analyze
