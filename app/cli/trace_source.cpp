// SPDX-License-Identifier: Apache-2.0
//
// pelf trace forward --source: a server is asked in place of a ledger.
#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>

#include "base/date.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/trace_options.hpp"

namespace pelf::cli {

void add_source(CLI::App& command, SourceOptions& options) {
    const auto needs_source = [&](CLI::Option* option) { option->needs("--source"); };
    command
        .add_option(
            "--source", options.source,
            "esplora:URL (Bitcoin), rippled:URL (the XRP Ledger), ethereum:URL (a node with "
            "trace_filter): ask this server for what the trace needs, where there is no "
            "ledger")
        ->type_name("SOURCE");
    needs_source(command
                     .add_option("--requests", options.requests_max,
                                 "At most so many requests to the source, about")
                     ->check(CLI::Range(std::uint64_t{8}, std::uint64_t{1} << 40))
                     ->capture_default_str());
    needs_source(
        command.add_option("--pause-ms", options.pause_ms, "Between two requests to the source")
            ->check(CLI::Range(0, 600'000))
            ->capture_default_str());
    needs_source(command.add_option("--attempts", options.attempts, "How often to try a request")
                     ->check(CLI::Range(1, 10))
                     ->capture_default_str());
    needs_source(command
                     .add_option("--retry-wait-ms", options.retry_wait_ms,
                                 "Before the second attempt; doubled each time")
                     ->check(CLI::Range(0, 600'000))
                     ->capture_default_str());
    needs_source(
        command.add_option("--stall-ms", options.stall_ms, "Longest wait for the next bytes")
            ->check(CLI::Range(1, 600'000))
            ->capture_default_str());
    needs_source(command
                     .add_option("--ca-file", options.ca_file,
                                 "Certificates to trust in place of the machine's, PEM")
                     ->type_name("FILE"));
    needs_source(command
                     .add_option("--source-first", options.first_height,
                                 "Of Ethereum: histories begin with this block, as a ledger that "
                                 "does not begin at the first")
                     ->type_name("HEIGHT")
                     ->capture_default_str());
    needs_source(command
                     .add_option("--settled-depth", options.settled_depth,
                                 "Of Ethereum: blocks so far below the last one count as final, "
                                 "where the node does not say which are")
                     ->type_name("BLOCKS"));
}

namespace {

engine::TraceSource asked_server(const Common& common, const SourceOptions& options,
                                 std::string_view prefix) {
    engine::TraceSource source;
    source.server.url = options.source.substr(prefix.size());

    source.server.ca_file = options.ca_file;
    source.server.stall_timeout_ms = options.stall_ms;
    source.server.attempts_max = options.attempts;
    source.server.first_wait_ms = options.retry_wait_ms;
    source.server.pause_ms = options.pause_ms;
    source.server.wait = [](std::uint32_t wait_ms) {
        std::this_thread::sleep_for(std::chrono::milliseconds(wait_ms));
    };
    if (!common.quiet) {
        source.server.failed = [](const Error& error, std::uint32_t wait_ms) {
            std::fprintf(stderr, "pelf: %s: %s; once more in %.1f s\n", error.source.c_str(),
                         error.message.c_str(), static_cast<double>(wait_ms) / 1'000.0);
        };
    }
    source.requests_max = options.requests_max;
    const auto line = std::make_shared<ProgressLine>(common.quiet || common.json);
    source.progress = [line, requests_max = options.requests_max](std::uint64_t requests) {
        line->show({.what = "requests", .done = requests, .all = requests_max});
    };
    return source;
}

}  // namespace

Result<engine::TraceSource> coin_source(const Common& common, const SourceOptions& options) {
    const std::string_view named = options.source;
    if (!named.starts_with(kEsploraPrefix)) {
        return Unexpected(
            Error{Fault::malformed, text("--source: expected ", kEsploraPrefix,
                                         "https://HOST/PATH for places TXID:VOUT, found ", named)});
    }
    if (options.first_height > 0 || options.settled_depth) {
        return Unexpected(
            Error{Fault::malformed, "--source-first and --settled-depth are for ethereum:URL"});
    }
    return asked_server(common, options, kEsploraPrefix);
}

Result<engine::AccountTraceSource> account_source(const Common& common,
                                                  const SourceOptions& options) {
    const std::string_view named = options.source;
    engine::AccountTraceSource source;
    if (named.starts_with(kRippledPrefix)) {
        if (options.first_height > 0 || options.settled_depth) {
            return Unexpected(
                Error{Fault::malformed, "--source-first and --settled-depth are for ethereum:URL"});
        }
        source.server = asked_server(common, options, kRippledPrefix);
        return source;
    }
    if (!named.starts_with(kEthereumPrefix)) {
        return Unexpected(
            Error{Fault::malformed,
                  text("--source: expected ", kRippledPrefix,
                       "https://HOST/PATH for places xrpl:TX[:INDEX], or ", kEthereumPrefix,
                       "https://HOST/PATH for places ethereum:TX[:INDEX], found ", named)});
    }
    source.ledger = engine::AccountLedger::ethereum;
    source.server = asked_server(common, options, kEthereumPrefix);
    source.first_height = options.first_height;
    source.settled_depth = options.settled_depth;
    return source;
}

ExitStatus fail_source(const Error& error) {
    const ExitStatus status = fail(error);
    // A server out of reach is a fault of neither ours nor this machine's; a full disk is.
    return error.source.starts_with("http") ? ExitStatus::input : status;
}

void print_coverage(const engine::SourceCoverage& source) {
    std::printf("\n%s %s, its tip at height %s (%s)\n", bold("asked of").c_str(),
                source.url.c_str(), grouped(source.tip_height).c_str(),
                short_time(source.tip_time).c_str());
    std::printf("  %s proved to be in their blocks, %s known by their bytes; %s, %s known before\n",
                counted(source.transactions, "transaction", "transactions").c_str(),
                counted(source.amounts_only, "other", "others").c_str(),
                counted(source.requests, "request", "requests").c_str(),
                counted(source.kept, "answer", "answers").c_str());
    std::printf("  that an output is unspent is the source's word\n");
    if (source.unconfirmed > 0) {
        std::printf("  %s not in a block yet: the money counts as unspent\n",
                    counted(source.unconfirmed, "spend is", "spends are").c_str());
    }
    if (source.dropped_bytes > 0) {
        std::printf("  %s of kept answers were damaged and asked for again\n",
                    counted(source.dropped_bytes, "byte", "bytes").c_str());
    }
    if (source.open_outputs > 0) {
        std::printf("  %s %s with traced money not asked about; the same command goes on there\n",
                    red("INCOMPLETE").c_str(),
                    counted(source.open_outputs, "output", "outputs").c_str());
    }
}

void print_coverage(const engine::AccountSourceCoverage& source) {
    const ingest::AccountSourceCounts& counts = source.counts;
    const bool is_xrpl = source.ledger == engine::AccountLedger::xrpl;
    std::printf("\n%s %s, its last %s %s (%s)\n", bold("asked of").c_str(), source.url.c_str(),
                is_xrpl ? "validated ledger" : "final block", grouped(source.tip.height).c_str(),
                short_time(rfc3339(source.tip.time_unix_s)).c_str());
    std::printf("  %s whole, %s, of which %s the id of what they say; %s, %s known before\n",
                counted(counts.accounts, "account", "accounts").c_str(),
                counted(counts.transactions, "transaction", "transactions").c_str(),
                grouped(counts.ids_proven).c_str(),
                counted(counts.requests, "request", "requests").c_str(),
                counted(counts.kept, "answer", "answers").c_str());
    if (counts.histories_from) {
        std::printf("  histories go back to %s %s\n", is_xrpl ? "ledger" : "block",
                    grouped(*counts.histories_from).c_str());
    }
    std::printf("  what a transaction moved is the source's word%s\n",
                source.tip.is_proven ? "" : "; the hash of its last block could not be checked");
    if (!is_xrpl) {
        std::printf(
            "  not shown by such a source: ether from staking, from fees and from mining\n");
    }
    if (counts.balances_checked) {
        std::printf("  of %s the ether was held against what the source says is there\n",
                    counted(*counts.balances_checked, "account", "accounts").c_str());
    }
    if (counts.dropped_bytes > 0) {
        std::printf("  %s of kept answers were damaged and asked for again\n",
                    counted(counts.dropped_bytes, "byte", "bytes").c_str());
    }
    if (source.breaks > 0) {
        std::printf(
            "  %s %s of these accounts not what their transactions left: some of what "
            "moved is missing\n",
            red("INCOMPLETE").c_str(),
            counted(source.breaks, "balance is", "balances are").c_str());
    }
    if (source.open_accounts > 0) {
        std::printf("  %s %s with traced money not asked about; the same command goes on there\n",
                    red("INCOMPLETE").c_str(),
                    counted(source.open_accounts, "account", "accounts").c_str());
    }
}

}  // namespace pelf::cli
