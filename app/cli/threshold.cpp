// SPDX-License-Identifier: Apache-2.0
//
// pelf threshold: show, set.
#include <cstdio>
#include <memory>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "engine/thresholds.hpp"

namespace pelf::cli {
namespace {

ExitStatus show(const Common& common) {
    const auto log = engine::open_threshold_log(home_of(common));
    if (!log) return fail(log.error());
    const std::int64_t moment = moment_of(common);
    if (common.json) {
        std::fputs(engine::to_json(*log, moment).c_str(), stdout);
        return ExitStatus::nothing_found;
    }
    const screen::ThresholdChange now = log->in_force_at(moment);
    std::printf("%d%s\n", now.score_min, now.by.empty() ? ", as Pelf comes" : "");
    using enum Table::Align;
    Table table({right, left, left, left});
    for (const screen::ThresholdChange& change : log->all()) {
        table.add({std::to_string(change.score_min), short_time(rfc3339(change.made_unix_s)),
                   change.by, change.reason});
    }
    std::fputs(table.text().c_str(), stdout);
    return ExitStatus::nothing_found;
}

ExitStatus set(const Common& common, screen::ThresholdChange change) {
    auto log = engine::open_threshold_log(home_of(common));
    if (!log) return fail(log.error());
    change.made_unix_s = now_unix_s();
    const std::uint8_t before = log->in_force_at(change.made_unix_s).score_min;
    const Status done = log->change(change);
    if (!done) return fail(done.error());
    if (common.json) {
        std::fputs(engine::to_json(*log, change.made_unix_s).c_str(), stdout);
    } else {
        std::printf("%d, was %d; the next rescreen looks at everything again\n", change.score_min,
                    before);
    }
    return ExitStatus::nothing_found;
}

}  // namespace

Result<std::uint8_t> threshold_of(const Common& common, std::optional<unsigned> asked) {
    if (asked) return static_cast<std::uint8_t>(*asked);
    PELF_TRY(log, engine::open_threshold_log(home_of(common)));
    return log.in_force_at(moment_of(common)).score_min;
}

void add_threshold_option(CLI::App& command, std::optional<unsigned>& asked) {
    command
        .add_option("--threshold", asked,
                    "Lowest score of a hit, 0 to 100; if not given, the house's "
                    "(`pelf threshold show`)")
        ->check(CLI::Range(0, 100));
}

void add_threshold(CLI::App& app, const Common& common, Run& run) {
    CLI::App* threshold =
        app.add_subcommand("threshold", "The score from which on a hit is one, and who decided it");
    threshold->require_subcommand(1);
    threshold->add_subcommand("show", "What is in force, and every change")->callback([&] {
        run = [&] { return show(common); };
    });
    CLI::App* set_command = threshold->add_subcommand("set", "Change it, on record");
    const auto change = std::make_shared<screen::ThresholdChange>();
    set_command->add_option("score", change->score_min, "0 to 100")
        ->required()
        ->type_name("SCORE")
        ->check(CLI::Range(0, 100));
    set_command->add_option("--by", change->by, "Who decides")->required()->type_name("NAME");
    set_command->add_option("--reason", change->reason, "Why, and how it was tested")
        ->required()
        ->type_name("TEXT");
    set_command->callback([&, change] { run = [&, change] { return set(common, *change); }; });
}

}  // namespace pelf::cli
