// SPDX-License-Identifier: Apache-2.0
#include "cli/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "base/text.hpp"

namespace pelf::cli {
namespace {

using std::chrono::duration;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kProgressEvery{200};
constexpr std::size_t kLossesShown = 5;

bool colours_on() {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here ever sets the environment.
    static const bool on = ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
    return on;
}

std::string coloured(std::string_view code, std::string_view plain) {
    if (!colours_on()) return std::string(plain);
    return text("\x1b[", code, "m", plain, "\x1b[0m");
}

/// Code points, without the escape sequences of colours.
std::size_t width_of(std::string_view cell) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < cell.size(); ++i) {
        if (cell[i] == '\x1b') {
            i = std::min(cell.find('m', i), cell.size() - 1);
            continue;
        }
        const bool continues = (static_cast<unsigned char>(cell[i]) & 0xc0) == 0x80;
        if (!continues) ++width;
    }
    return width;
}

std::string seconds_text(double seconds) {
    const auto whole = static_cast<std::uint64_t>(std::lround(seconds));
    if (whole < 60) return text(whole, " s");
    if (whole < 3'600) return text(whole / 60, " min ", whole % 60, " s");
    return text(whole / 3'600, " h ", whole % 3'600 / 60, " min");
}

}  // namespace

ExitStatus fail(const Error& error) {
    std::string line = "pelf: " + error.message;
    if (!error.source.empty()) line += text(" (", error.source, ")");
    std::fprintf(stderr, "%s\n", line.c_str());
    return status_of(error.fault);
}

ExitStatus usage(std::string_view message) {
    std::fprintf(stderr, "pelf: %s\n", std::string(message).c_str());
    return ExitStatus::usage;
}

std::uint64_t print_losses(const std::vector<ingest::Report>& reports) {
    std::uint64_t losses = 0;
    for (const ingest::Report& report : reports) {
        if (report.losses_count() == 0) continue;
        losses += report.losses_count();
        std::fprintf(stderr, "pelf: %s: %s not read as they should be\n", report.source().c_str(),
                     report.losses_count() == 1
                         ? "1 record was"
                         : text(grouped(report.losses_count()), " records were").c_str());
        const auto& first = report.first_losses();
        for (std::size_t i = 0; i < std::min(first.size(), kLossesShown); ++i) {
            std::fprintf(stderr, "  at byte %s: %s\n", grouped(first[i].offset_bytes).c_str(),
                         first[i].message.c_str());
        }
        if (report.losses_count() > kLossesShown) {
            std::fprintf(stderr, "  and %s more; --json names the first hundred\n",
                         grouped(report.losses_count() - kLossesShown).c_str());
        }
    }
    return losses;
}

std::string bitcoin(std::uint64_t amount_sat) {
    constexpr std::uint64_t kSatPerBitcoin = 100'000'000;
    std::string decimals = std::to_string(amount_sat % kSatPerBitcoin);
    decimals.insert(0, 8 - decimals.size(), '0');
    return text(grouped(amount_sat / kSatPerBitcoin), ".", decimals);
}

std::string size_text(std::uint64_t bytes) {
    constexpr std::array<std::string_view, 5> kUnits{"B", "kB", "MB", "GB", "TB"};
    double size = static_cast<double>(bytes);
    std::size_t unit = 0;
    for (; size >= 1'000 && unit + 1 < kUnits.size(); ++unit) size /= 1'000;
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), unit == 0 ? "%.0f" : "%.1f", size);
    return text(buffer.data(), " ", kUnits[unit]);
}

std::string short_time(const std::string& rfc3339) {
    if (rfc3339.size() != 20) return rfc3339;
    return text(rfc3339.substr(0, 10), " ", rfc3339.substr(11, 5), " UTC");
}

std::string short_place(const std::string& place) {
    constexpr std::size_t kShown = 8;
    constexpr std::size_t kTxid = 64;
    if (place.size() < kTxid) return place;
    return text(place.substr(0, kShown), "…", place.substr(kTxid - kShown));
}

std::string bold(std::string_view text) {
    return coloured("1", text);
}
std::string red(std::string_view text) {
    return coloured("1;31", text);
}
std::string dim(std::string_view text) {
    return coloured("2", text);
}

std::string Table::text() const {
    std::vector<std::size_t> widths(columns_.size());
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], width_of(row[i]));
        }
    }
    std::string lines;
    for (const auto& row : rows_) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string blanks(widths[i] - width_of(row[i]), ' ');
            line += "  ";
            line += columns_[i] == Align::right ? blanks + row[i] : row[i] + blanks;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        lines += line + "\n";
    }
    return lines;
}

std::size_t terminal_columns() {
    constexpr std::size_t kWithoutTerminal = 100;
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
        return kWithoutTerminal;
    }
    return size.ws_col;
}

ProgressLine::ProgressLine(bool quiet)
    : on_(!quiet && ::isatty(STDERR_FILENO) == 1), start_(steady_clock::now()), last_(start_) {}

ProgressLine::~ProgressLine() {
    if (shown_) std::fputs("\r\x1b[K", stderr);
}

void ProgressLine::show(const engine::Progress& progress) {
    if (!on_) return;
    const auto now = steady_clock::now();
    if (now - last_ < kProgressEvery) return;
    last_ = now;
    const double seconds = duration<double>(now - start_).count();
    const auto done = static_cast<double>(progress.done);
    const double left =
        progress.done == 0 ? 0 : seconds * (static_cast<double>(progress.all) - done) / done;
    std::string line =
        text("\r\x1b[K", grouped(progress.done), " of ", grouped(progress.all), " ", progress.what);
    if (progress.bytes > 0) {
        line += text(
            ", ",
            size_text(static_cast<std::uint64_t>(static_cast<double>(progress.bytes) / seconds)),
            "/s");
    }
    line += text(", ", seconds_text(left), " left");
    std::fputs(line.c_str(), stderr);
    std::fflush(stderr);
    shown_ = true;
}

}  // namespace pelf::cli
