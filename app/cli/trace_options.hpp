// SPDX-License-Identifier: Apache-2.0
//
// What `pelf trace` was asked for, for the files that carry it out, and for pelf case, which asks
// the same.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "cli/cases.hpp"
#include "cli/terminal.hpp"
#include "engine/linked_trace.hpp"
#include "engine/trace_answer.hpp"
#include "engine/trace_page.hpp"

namespace pelf::cli {

struct SourceOptions {
    std::string source;  ///< "esplora:URL", "rippled:URL" or "ethereum:URL"; empty: a ledger.
    std::string ca_file;
    std::uint64_t requests_max = 2'000;
    std::uint32_t pause_ms = 100;
    unsigned attempts = 5;
    std::uint32_t retry_wait_ms = 1'000;
    std::uint32_t stall_ms = 30'000;
    std::uint64_t first_height = 0;              ///< Of Ethereum: where histories begin.
    std::optional<std::uint64_t> settled_depth;  ///< Of Ethereum.
};

struct TraceOptions {
    std::string from;
    std::string policy = "all";
    std::optional<codec::Chain> chain;
    std::vector<std::string> links;
    bool follow_claimed = false;
    bool through_services = false;
    bool follow_fees = false;
    bool stop_at_swaps = false;
    bool merge_tags = false;
    std::uint32_t hops_max = 0;
    std::uint64_t transactions_max = 0;
    std::uint32_t seconds_max = 0;
    std::uint32_t haircut_floor_ppm = 0;
    std::uint64_t ends_from_sat = 0;
    std::size_t paths = 0;
    std::vector<std::string> prices;
    std::string currency = "USD";
    std::uint32_t price_days = 0;
    std::string svg;
    std::string html;
    std::string notice;
    SourceOptions source;
    IntoCase into;
};

/// What "all" means backward.
inline constexpr analyze::Policy kBackwardPolicies[] = {analyze::Policy::fifo,
                                                        analyze::Policy::lifo};

/// "all", or names with commas between; `all_begin` to `all_end` is what "all" means.
Result<std::vector<analyze::Policy>> parse_policies(const std::string& names,
                                                    const analyze::Policy* all_begin,
                                                    const analyze::Policy* all_end);

/// Adds --prices, --currency, --price-days.
void add_price_options(CLI::App& command, TraceOptions& options);
/// What --prices, --currency and --price-days ask for.
engine::PriceRequest price_request(const TraceOptions& options);

/// "1234.50": a sum of values, with how many amounts had none; "no price" where all had none.
std::string value_text(const engine::Valuation& valuation, const engine::ValueSum& sum);
std::string value_text(const engine::Valuation& valuation, const engine::Value& value);
/// The head of a table of values: in which currency, by prices of which day.
std::string value_title(const engine::Valuation& valuation);
/// "1234.50": with all its places, so that a column lines up.
std::string fixed_text(const Uint256& units, unsigned decimals);

/// --from, --network, --through-services and the limits.
void add_trace_start(CLI::App& command, TraceOptions& options);
/// --policy, --haircut-floor, --ends-from.
void add_trace_policies(CLI::App& command, TraceOptions& options);

/// The request for one coin ledger. Fails with what is wrong with the options: wrong usage.
Result<engine::TraceRequest> trace_request(const Common& common, const TraceOptions& options,
                                           bool backward);

/// What is asked in place of a ledger.
inline constexpr std::string_view kEsploraPrefix = "esplora:";    ///< Bitcoin.
inline constexpr std::string_view kRippledPrefix = "rippled:";    ///< The XRP Ledger.
inline constexpr std::string_view kEthereumPrefix = "ethereum:";  ///< A node of Ethereum.

void add_source(CLI::App& command, SourceOptions& options);
/// The server asked in place of a coin ledger. Fails with malformed where --source is another.
Result<engine::TraceSource> coin_source(const Common& common, const SourceOptions& options);
/// The same for account ledgers.
Result<engine::AccountTraceSource> account_source(const Common& common,
                                                  const SourceOptions& options);
/// As fail(), but that a server out of reach is refused input.
ExitStatus fail_source(const Error& error);
void print_coverage(const engine::SourceCoverage& source);
void print_coverage(const engine::AccountSourceCoverage& source);

/// Prints a trace's answer in JSON if that is asked for, and puts it into the case that it is to
/// go into. Anything but nothing_found: it could not be put there.
ExitStatus keep_trace(const Common& common, const IntoCase& into, const std::string& answer);

/// Writes what --svg and --html ask for: the picture, and the page that `page` makes with it.
Status write_picture_files(const std::string& svg, const TraceOptions& options,
                           const std::function<std::string(const engine::TracePageOptions&)>& page);

/// Whether the answer needs more than one coin ledger: a place of another ledger, or links.
bool is_linked(const TraceOptions& options);

/// The request for several ledgers, or one that keeps accounts; the source and the prices are not
/// in it. Fails with what is wrong with the options (malformed: wrong usage), or as the ledger of a
/// place without one does.
Result<engine::LinkedTraceRequest> linked_request(const Common& common, const TraceOptions& options,
                                                  bool backward);

ExitStatus trace_linked(const Common& common, const TraceOptions& options, bool backward);

}  // namespace pelf::cli
