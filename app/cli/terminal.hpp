// SPDX-License-Identifier: Apache-2.0
//
// What a person sees: messages, progress, tables. Colour and progress only on a terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "cli/exit_status.hpp"
#include "engine/ledger.hpp"

namespace pelf::cli {

/// Options that every command takes.
struct Common {
    std::string home;
    std::string as_of;
    std::string known_by;
    std::string database;
    bool json = false;
    bool quiet = false;
};

/// Says what went wrong on standard error and gives the exit status for it.
ExitStatus fail(const Error& error);
ExitStatus usage(std::string_view message);

/// Losses of a reading on standard error, the first of each file with their words. Returns how
/// many.
std::uint64_t print_losses(const std::vector<ingest::Report>& reports);

/// "30.00000000": satoshi as bitcoin, all eight decimals.
std::string bitcoin(std::uint64_t amount_sat);
/// "3.2 GB".
std::string size_text(std::uint64_t bytes);
/// "2025-02-14 05:24 UTC" from RFC 3339.
std::string short_time(const std::string& rfc3339);
/// "6a500aad…defb73f6:0": enough of a place for the eye; JSON has all of it.
std::string short_place(const std::string& place);

/// Bold, red and so on if standard output is a terminal and NO_COLOR is not set.
std::string bold(std::string_view text);
std::string red(std::string_view text);
std::string dim(std::string_view text);

/// Columns that line up. Widths count code points, colours not included.
class Table {
public:
    enum class Align : std::uint8_t { left, right };

    explicit Table(std::vector<Align> columns) : columns_(std::move(columns)) {}
    void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
    /// Two blanks before and between columns, none at a line's end.
    std::string text() const;

private:
    std::vector<Align> columns_;
    std::vector<std::vector<std::string>> rows_;
};

/// Columns of the terminal; 100 where there is none.
std::size_t terminal_columns();

/// A line on standard error that is overwritten as work goes on: rate and time left.
class ProgressLine {
public:
    explicit ProgressLine(bool quiet);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(const engine::Progress& progress);

private:
    bool on_ = false;
    bool shown_ = false;
    std::chrono::steady_clock::time_point start_;
    std::chrono::steady_clock::time_point last_;
};

}  // namespace pelf::cli
