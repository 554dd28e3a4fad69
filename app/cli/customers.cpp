// SPDX-License-Identifier: Apache-2.0
//
// pelf customers: import, status, hits, decide; pelf rescreen.
#include <cstdio>
#include <memory>

#include "base/text.hpp"
#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "engine/owned_lists.hpp"
#include "engine/rescreen.hpp"

namespace pelf::cli {
namespace {

ExitStatus import(const Common& common, const engine::CustomerImport& request) {
    const auto about = engine::import_customers(home_of(common), request);
    if (!about) return fail(about.error());
    if (about->errors + about->partial > 0) {
        std::fprintf(
            stderr,
            "pelf: %s rows are no customers or have an id that was there before, and of %s "
            "something could not be understood; `pelf screen file` says of each row what\n",
            grouped(about->errors).c_str(), grouped(about->partial).c_str());
    }
    if (common.json) {
        std::fputs(engine::to_json(*about).c_str(), stdout);
    } else {
        std::printf("%s customers\n", grouped(about->customers).c_str());
    }
    return about->errors + about->partial > 0 ? ExitStatus::input : ExitStatus::nothing_found;
}

ExitStatus customers_status(const Common& common) {
    const auto about = engine::customers_about(home_of(common));
    if (!about) return fail(about.error());
    if (common.json) {
        std::fputs(engine::to_json(*about).c_str(), stdout);
        return ExitStatus::nothing_found;
    }
    std::printf("%s customers, %s rows that are none, %s with something not understood\n",
                grouped(about->customers).c_str(), grouped(about->errors).c_str(),
                grouped(about->partial).c_str());
    return ExitStatus::nothing_found;
}

ExitStatus hits(const Common& common) {
    const auto book = engine::open_hit_book(home_of(common));
    if (!book) return fail(book.error());
    const auto allowances = engine::load_allowances(home_of(common), day_of(common));
    if (!allowances) return fail(allowances.error());
    bool open = false;
    using enum Table::Align;
    Table table({left, left, left, right, left, left, left});
    table.add({"hit", "state", "presence", "score", "name", "decided by", "allowance"});
    for (const auto& [key, hit] : book->hits()) {
        const screen::AllowVerdict verdict = engine::check_allowance(*allowances, hit.found);
        open = open || (hit.is_open() && !verdict.in_force);
        table.add({screen::hit_id(key), std::string(screen::to_string(hit.state)),
                   std::string(screen::to_string(hit.presence)), std::to_string(hit.found.score),
                   hit.found.listed_name, hit.decided_by, verdict.why});
    }
    std::fputs(common.json ? engine::to_json(*book, *allowances).c_str() : table.text().c_str(),
               stdout);
    return open ? ExitStatus::found : ExitStatus::nothing_found;
}

struct DecideOptions {
    std::string hit;
    std::string state;
    std::string by;
    std::string reason;
};

ExitStatus decide(const Common& common, const DecideOptions& options) {
    auto book = engine::open_hit_book(home_of(common));
    if (!book) return fail(book.error());
    using screen::HitState;
    const HitState state = options.state == "cleared"     ? HitState::cleared
                           : options.state == "confirmed" ? HitState::confirmed
                                                          : HitState::open;
    const Status done = book->decide({.hit = options.hit,
                                      .state = state,
                                      .by = options.by,
                                      .reason = options.reason,
                                      .made_unix_s = now_unix_s()});
    if (!done) return fail(done.error());
    if (!common.json) return ExitStatus::nothing_found;
    const auto allowances = engine::load_allowances(home_of(common), day_of(common));
    if (!allowances) return fail(allowances.error());
    std::fputs(engine::to_json(*book, *allowances).c_str(), stdout);
    return ExitStatus::nothing_found;
}

struct RescreenOptions {
    unsigned threads = 0;
    bool full = false;
};

ExitStatus rescreen(const Common& common, const RescreenOptions& options) {
    const auto lists =
        engine::load_lists_and_owned(home_of(common), day_of(common), known_by_of(common));
    if (!lists) return fail(lists.error());
    if (const auto missing = missing_lists(*lists)) return fail(*missing);
    const auto threshold = threshold_of(common, {});
    if (!threshold) return fail(threshold.error());
    const auto allowances = engine::load_allowances(home_of(common), day_of(common));
    if (!allowances) return fail(allowances.error());
    // What lists said on some other day is no reason to open a case today.
    const bool is_today = common.as_of.empty() && common.known_by.empty();
    std::optional<engine::Cases> cases;
    if (is_today && engine::has_cases(home_of(common), database_of(common))) {
        auto opened = engine::Cases::open(home_of(common), database_of(common));
        if (!opened) return fail(opened.error());
        cases.emplace(std::move(*opened));
    }
    ProgressLine progress(common.quiet);
    const auto done =
        engine::rescreen(home_of(common), *lists, *allowances,
                         {.options = {.score_min = *threshold},
                          .full = options.full,
                          .threads = options.threads,
                          .now_unix_s = now_unix_s(),
                          .progress = [&](const engine::Progress& now) { progress.show(now); },
                          .cases = cases ? &*cases : nullptr});
    if (!done) return fail(done.error());
    if (done->errors > 0) {
        std::fprintf(stderr, "pelf: %s rows could not be screened\n",
                     grouped(done->errors).c_str());
    }
    if (common.json) {
        std::fputs(engine::to_json(*done).c_str(), stdout);
    } else {
        std::printf("%s customers, %s of them against all lists%s; %s entries changed\n",
                    grouped(done->customers).c_str(), grouped(done->customers_changed).c_str(),
                    done->was_full ? " (everything again)" : "",
                    grouped(done->entries_changed).c_str());
        const screen::BookChanges& changes = done->changes;
        std::printf(
            "%s hits opened, %s opened again, %s brought up to date, %s faded, %s delisted, "
            "%s gone; %s are open, %s more are allowed\n",
            grouped(changes.opened).c_str(), grouped(changes.reopened).c_str(),
            grouped(changes.updated).c_str(), grouped(changes.faded).c_str(),
            grouped(changes.delisted).c_str(), grouped(changes.gone).c_str(),
            grouped(done->open).c_str(), grouped(done->allowed).c_str());
        for (const casefile::CaseNumber number : done->cases_reopened) {
            std::printf("%s is open again: a list says something else\n",
                        casefile::to_string(number).c_str());
        }
    }
    if (done->open > 0) return ExitStatus::found;
    return done->errors + lists->losses > 0 ? ExitStatus::input : ExitStatus::nothing_found;
}

}  // namespace

void add_customers(CLI::App& app, const Common& common, Run& run) {
    CLI::App* customers = app.add_subcommand("customers", "Who is screened again and again");
    customers->require_subcommand(1);
    CLI::App* import_command =
        customers->add_subcommand("import", "Keep a file as the whole of the customers");
    const auto request = std::make_shared<engine::CustomerImport>();
    import_command->add_option("file", request->input, "CSV or JSON lines, each with an id")
        ->required()
        ->type_name("FILE");
    import_command->add_option("--map", request->maps, "What a column means, such as Kunde=name")
        ->allow_extra_args(false)
        ->type_name("COLUMN=FIELD");
    import_command->callback(
        [&, request] { run = [&, request] { return import(common, *request); }; });

    customers->add_subcommand("status", "How many")->callback([&] {
        run = [&] { return customers_status(common); };
    });
    customers->add_subcommand("hits", "Every hit there ever was, with its state")->callback([&] {
        run = [&] { return hits(common); };
    });

    CLI::App* decide_command = customers->add_subcommand("decide", "Say what a hit is");
    const auto decision = std::make_shared<DecideOptions>();
    decide_command->add_option("hit", decision->hit, "As `customers hits` shows it")
        ->required()
        ->type_name("HIT");
    decide_command->add_option("--state", decision->state, "cleared, confirmed or open")
        ->required()
        ->check(CLI::IsMember({"cleared", "confirmed", "open"}));
    decide_command->add_option("--by", decision->by, "Who decides")->required()->type_name("NAME");
    decide_command->add_option("--reason", decision->reason, "Why")->required()->type_name("TEXT");
    decide_command->callback(
        [&, decision] { run = [&, decision] { return decide(common, *decision); }; });

    CLI::App* again = app.add_subcommand("rescreen", "Screen the customers for what has changed");
    const auto options = std::make_shared<RescreenOptions>();
    again->add_flag("--full", options->full, "Everything again");
    again->add_option("--threads", options->threads, "0: as many as there are processors");
    again->callback([&, options] { run = [&, options] { return rescreen(common, *options); }; });
}

}  // namespace pelf::cli
