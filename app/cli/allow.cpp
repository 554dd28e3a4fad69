// SPDX-License-Identifier: Apache-2.0
//
// pelf allow: add, list, remove, check.
#include <cstdio>
#include <memory>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "engine/allow.hpp"
#include "engine/owned_lists.hpp"
#include "engine/rescreen.hpp"

namespace pelf::cli {
namespace {

struct AllowOptions {
    std::string customer;
    std::string entry;  ///< SOURCE:KEY.
    std::string approver;
    std::string reason;
    std::string until;
};

/// The lists, and both sides as they are now.
struct Sides {
    engine::Lists lists;
    engine::AllowSides found;
};

Result<Sides> find_sides(const Common& common, const AllowOptions& options) {
    PELF_TRY(lists,
             engine::load_lists_and_owned(home_of(common), day_of(common), known_by_of(common)));
    Sides sides{std::move(lists), {}};
    PELF_TRY(found,
             engine::find_sides(home_of(common), sides.lists, options.customer, options.entry));
    sides.found = std::move(found);
    return sides;
}

ExitStatus add(const Common& common, const AllowOptions& options) {
    const auto sides = find_sides(common, options);
    if (!sides) return fail(sides.error());
    auto allowances = engine::load_allowances(home_of(common), day_of(common));
    if (!allowances) return fail(allowances.error());
    screen::Allowance one = engine::allowance_of(sides->found.customer.party, *sides->found.listed);
    one.approver = options.approver;
    one.reason = options.reason;
    one.made_unix_s = now_unix_s();
    one.until = parse_date(options.until).value_or(Date{});
    const auto added = allowances->list.add(one);
    if (!added) return fail(added.error());
    if (common.json) {
        std::fputs(engine::to_json({*added}).c_str(), stdout);
    } else {
        std::printf("allowance %s: %s is not %s, until %s\n", grouped(added->number).c_str(),
                    options.customer.c_str(), options.entry.c_str(),
                    to_string(added->until).c_str());
    }
    return ExitStatus::nothing_found;
}

ExitStatus list(const Common& common) {
    const auto allowances = engine::load_allowances(home_of(common), day_of(common));
    if (!allowances) return fail(allowances.error());
    const auto all = allowances->list.all();
    if (common.json) {
        std::fputs(engine::to_json(all).c_str(), stdout);
        return ExitStatus::nothing_found;
    }
    using enum Table::Align;
    Table table({right, left, left, left, left, left});
    table.add({"number", "customer", "entry", "until", "approver", "reason"});
    for (const screen::Allowance& one : all) {
        table.add({std::to_string(one.number), one.customer,
                   text(one.listed.source, ":", one.listed.key),
                   to_string(one.until) + (one.until < allowances->today ? " (expired)" : ""),
                   one.approver, one.reason});
    }
    std::fputs(table.text().c_str(), stdout);
    return ExitStatus::nothing_found;
}

ExitStatus remove(const Common& common, std::uint64_t number, const AllowOptions& options) {
    auto allowances = engine::load_allowances(home_of(common), day_of(common));
    if (!allowances) return fail(allowances.error());
    const Status removed = allowances->list.remove({.number = number,
                                                    .approver = options.approver,
                                                    .reason = options.reason,
                                                    .made_unix_s = now_unix_s()});
    return removed ? ExitStatus::nothing_found : fail(removed.error());
}

/// Status 1 where the customer is not allowed: a hit would be one.
ExitStatus check(const Common& common, const AllowOptions& options) {
    const auto sides = find_sides(common, options);
    if (!sides) return fail(sides.error());
    const auto allowances = engine::load_allowances(home_of(common), day_of(common));
    if (!allowances) return fail(allowances.error());
    const auto verdict =
        engine::check_allowance(*allowances, sides->found.customer.party, *sides->found.listed);
    const std::string why = verdict.allowance == nullptr ? "not in the allow-list" : verdict.why;
    std::printf("%s\n", why.c_str());
    return verdict.in_force ? ExitStatus::nothing_found : ExitStatus::found;
}

void add_sides(CLI::App& command, AllowOptions& options) {
    command.add_option("customer", options.customer, "The customer's id")
        ->required()
        ->type_name("CUSTOMER");
    command.add_option("entry", options.entry, "Of the list")->required()->type_name("SOURCE:ID");
}

void add_approval(CLI::App& command, AllowOptions& options) {
    command.add_option("--approver", options.approver, "Who says so")
        ->required()
        ->type_name("NAME");
    command.add_option("--reason", options.reason, "Why")->required()->type_name("TEXT");
}

}  // namespace

void add_allow(CLI::App& app, const Common& common, Run& run) {
    CLI::App* allow =
        app.add_subcommand("allow", "Customers who are known not to be the ones listed");
    allow->require_subcommand(1);
    const auto options = std::make_shared<AllowOptions>();

    CLI::App* add_command =
        allow->add_subcommand("add", "For the data of both sides as they are now");
    add_sides(*add_command, *options);
    add_approval(*add_command, *options);
    add_command->add_option("--until", options->until, "The last day on which it holds")
        ->required()
        ->type_name("DATE")
        ->check([](const std::string& text) -> std::string {
            return parse_date(text) ? "" : "expected YYYY-MM-DD, found " + text;
        });
    add_command->callback([&, options] { run = [&, options] { return add(common, *options); }; });

    allow->add_subcommand("list", "All that were neither removed nor replaced")->callback([&] {
        run = [&] { return list(common); };
    });

    CLI::App* remove_command = allow->add_subcommand("remove", "Take one back");
    const auto number = std::make_shared<std::uint64_t>(0);
    remove_command->add_option("number", *number, "As `allow list` shows it")
        ->required()
        ->type_name("NUMBER");
    add_approval(*remove_command, *options);
    remove_command->callback([&, options, number] {
        run = [&, options, number] { return remove(common, *number, *options); };
    });

    CLI::App* check_command = allow->add_subcommand("check", "Does it hold today?");
    add_sides(*check_command, *options);
    check_command->callback(
        [&, options] { run = [&, options] { return check(common, *options); }; });
}

}  // namespace pelf::cli
