// SPDX-License-Identifier: Apache-2.0
//
// pelf lists update: fetch lists from their publishers.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "engine/list_status.hpp"
#include "engine/list_update.hpp"

namespace pelf::cli {
namespace {

struct UpdateOptions {
    std::string source;
    std::vector<std::string> urls;
    std::string ca_file;
    bool all = false;
    bool allow_shrink = false;
    unsigned attempts = 3;
    std::uint32_t retry_wait_ms = 1'000;
    std::uint32_t stall_ms = 30'000;
    std::uint32_t total_ms = 600'000;
};

engine::ListUpdateRequest request_of(const Common& common, const UpdateOptions& options,
                                     const std::string& source) {
    engine::ListUpdateRequest request;
    request.source = source;
    request.urls = options.urls;
    request.today = parse_date(rfc3339(now_unix_s()).substr(0, 10)).value_or(Date{});
    request.now_unix_s = now_unix_s();
    request.ca_file = options.ca_file;
    request.stall_timeout_ms = options.stall_ms;
    request.total_timeout_ms = options.total_ms;
    request.attempts_max = options.attempts;
    request.first_wait_ms = options.retry_wait_ms;
    request.allow_shrink = options.allow_shrink;
    request.wait = [](std::uint32_t wait_ms) {
        std::this_thread::sleep_for(std::chrono::milliseconds(wait_ms));
    };
    if (!common.quiet) {
        request.notice = [](const std::string& message) {
            std::fprintf(stderr, "pelf: %s\n", message.c_str());
        };
    }
    return request;
}

void print_updated(const engine::ListUpdated& updated) {
    if (!updated.imported || !updated.imported->is_new) {
        std::printf("%s: nothing new\n", updated.source.c_str());
        return;
    }
    const screen::ListVersion& version = updated.imported->version;
    std::printf("%s: published %s, %s entries, %s names, %s wallets\n", updated.source.c_str(),
                to_string(version.published).c_str(), grouped(version.entries).c_str(),
                grouped(version.names).c_str(), grouped(version.wallets).c_str());
}

ExitStatus report_updated(const Common& common, const engine::ListUpdated& updated) {
    if (!common.json) print_updated(updated);
    if (!updated.imported || print_losses(updated.imported->reports) == 0) {
        return ExitStatus::nothing_found;
    }
    return ExitStatus::input;
}

ExitStatus report_failure(const std::string& source, const Error& error) {
    const ExitStatus status = fail(error);
    std::fprintf(stderr, "pelf: %s was NOT updated; the last good version stays in force\n",
                 source.c_str());
    // A publisher out of reach is a fault of neither ours nor this machine's; a full disk is.
    return error.source.starts_with("http") ? ExitStatus::input : status;
}

ExitStatus update(const Common& common, const UpdateOptions& options) {
    std::vector<std::string> sources = {options.source};
    if (options.all == !options.source.empty()) {
        return usage("give --source SOURCE or --all, one of them");
    }
    if (options.all) {
        auto known = engine::updatable_sources(home_of(common));
        if (!known) return fail(known.error());
        sources = std::move(*known);
        if (sources.empty()) {
            return fail({Fault::not_found,
                         "no list is here that could be updated; begin with --source SOURCE"});
        }
    }
    std::vector<engine::UpdateOutcome> outcomes;
    ExitStatus status = ExitStatus::nothing_found;
    for (const std::string& source : sources) {
        auto updated = engine::update_list(home_of(common), request_of(common, options, source));
        const ExitStatus one =
            updated ? report_updated(common, *updated) : report_failure(source, updated.error());
        // The worst of all: our own fault before refused input before none.
        status = std::max(status, one);
        outcomes.push_back({source, std::move(updated)});
    }
    if (common.json) std::fputs(engine::to_json(outcomes).c_str(), stdout);
    return status;
}

}  // namespace

void add_lists_update(CLI::App& lists, const Common& common, Run& run) {
    CLI::App* command = lists.add_subcommand("update", "Fetch a list from its publisher");
    const auto options = std::make_shared<UpdateOptions>();
    command->add_option("--source", options->source, "Which list")->type_name("SOURCE");
    command->add_flag("--all", options->all, "All lists that are here and have a known address");
    command
        ->add_option("--url", options->urls,
                     "Where it is, once for each file: else where it was fetched last, else the "
                     "publisher's own address")
        ->type_name("URL")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->needs("--source");
    command
        ->add_option("--ca-file", options->ca_file,
                     "Certificates to trust in place of the machine's, PEM")
        ->type_name("FILE");
    command->add_flag("--allow-shrink", options->allow_shrink,
                      "Take a list that lost more than 20 % of its entries");
    command->add_option("--attempts", options->attempts, "How often to try")
        ->check(CLI::Range(1, 10))
        ->capture_default_str();
    command
        ->add_option("--retry-wait-ms", options->retry_wait_ms,
                     "Before the second attempt; doubled each time")
        ->check(CLI::Range(0, 600'000))
        ->capture_default_str();
    command->add_option("--stall-ms", options->stall_ms, "Longest wait for the next bytes")
        ->check(CLI::Range(1, 600'000))
        ->capture_default_str();
    command->add_option("--total-ms", options->total_ms, "Longest time for one file")
        ->check(CLI::Range(1, 86'400'000))
        ->capture_default_str();
    command->callback([&, options] { run = [&, options] { return update(common, *options); }; });
}

}  // namespace pelf::cli
