// SPDX-License-Identifier: Apache-2.0
//
// pelf lists: import, status, diff, show; update is in lists_update.cpp.
#include <algorithm>
#include <cstdio>
#include <memory>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "engine/list_changes.hpp"
#include "engine/list_status.hpp"
#include "engine/lists.hpp"

namespace pelf::cli {
namespace {

struct ImportOptions {
    std::string source;
    std::vector<std::string> files;
    std::string published;
    std::string learned;
    bool allow_shrink = false;
};

ExitStatus import(const Common& common, const ImportOptions& options) {
    engine::ListImport request;
    request.source = options.source;
    request.files.assign(options.files.begin(), options.files.end());
    request.published = parse_date(options.published);
    request.today = day_of(common);
    request.learned_unix_s = parse_as_of(options.learned).value_or(now_unix_s());
    request.allow_shrink = options.allow_shrink;
    const auto imported = engine::import_list(home_of(common), request);
    if (!imported) return fail(imported.error());
    const std::uint64_t losses = print_losses(imported->reports);
    if (common.json) {
        std::fputs(engine::to_json(*imported).c_str(), stdout);
    } else {
        const screen::ListVersion& version = imported->version;
        std::printf("%s, published %s: %s entries, %s names, %s wallets%s\n",
                    version.source.c_str(), to_string(version.published).c_str(),
                    grouped(version.entries).c_str(), grouped(version.names).c_str(),
                    grouped(version.wallets).c_str(),
                    imported->is_new ? "" : "; already here, nothing changed");
        for (const std::string& notice : imported->notices) std::printf("  %s\n", notice.c_str());
    }
    return losses > 0 ? ExitStatus::input : ExitStatus::nothing_found;
}

/// Loud: whoever looks must see that a list is not of today.
void print_failed_updates(const engine::ListStatus& status) {
    for (const engine::ListUpdateState& state : status.updates) {
        if (state.last_failure.empty()) continue;
        std::printf("%s %s: the last attempt to update failed at %s because %s\n",
                    red("NOT UPDATED").c_str(), state.source.c_str(),
                    short_time(rfc3339(state.last_attempt_unix_s)).c_str(),
                    state.last_failure.c_str());
    }
}

ExitStatus lists_status(const Common& common) {
    const auto status = engine::list_status(home_of(common), day_of(common), known_by_of(common));
    if (!status) return fail(status.error());
    if (common.json) {
        std::fputs(engine::to_json(*status).c_str(), stdout);
        return ExitStatus::nothing_found;
    }
    if (status->versions.empty()) {
        std::printf("no lists yet; get one with `pelf lists import --source SOURCE FILE...`\n");
    } else {
        using enum Table::Align;
        Table table({left, left, left, right, right, right, right, left, left});
        table.add({"source", "published", "learned", "entries", "names", "wallets", "losses",
                   "version", ""});
        for (const screen::ListVersion& version : status->versions) {
            table.add({version.source, to_string(version.published),
                       short_time(rfc3339(version.learned_unix_s)), grouped(version.entries),
                       grouped(version.names), grouped(version.wallets), grouped(version.losses),
                       version.version.substr(0, 12),
                       status->is_in_force(version) ? "in force" : ""});
        }
        std::fputs(table.text().c_str(), stdout);
    }
    print_failed_updates(*status);
    return ExitStatus::nothing_found;
}

struct DiffOptions {
    std::string source;
    std::string from;
    std::string to;
};

void print_delta(const engine::ListChanges& changes, const screen::PartyDelta& delta) {
    const model::Party* old = delta.before_index ? &changes.before[*delta.before_index] : nullptr;
    const model::Party* now = delta.after_index ? &changes.after[*delta.after_index] : nullptr;
    const model::Party& shown = old != nullptr ? *old : *now;
    const std::string what = delta.is_renamed() && delta.change == screen::PartyChange::changed
                                 ? "renamed"
                                 : std::string(screen::to_string(delta.change));
    std::string key = shown.id.key;
    if (old != nullptr && now != nullptr && old->id.key != now->id.key) {
        key += text(" -> ", now->id.key);
    }
    std::printf("%-8s %s  %s\n", what.c_str(), bold(shown.display_name()).c_str(),
                dim(text(model::to_string(shown.type), " ", key)).c_str());
    if (!delta.evidence.empty()) std::printf("         because: %s\n", delta.evidence.c_str());
    for (const screen::FieldChange& change : delta.changes) {
        const std::string field(screen::to_string(change.field));
        if (!change.before.empty()) {
            std::printf("       - %-13s %s\n", field.c_str(), change.before.c_str());
        }
        if (!change.after.empty()) {
            std::printf("       + %-13s %s\n", field.c_str(), change.after.c_str());
        }
    }
}

ExitStatus diff(const Common& common, const DiffOptions& options) {
    const auto changes = engine::list_changes(
        home_of(common),
        {options.source, options.from, options.to, day_of(common), known_by_of(common)});
    if (!changes) return fail(changes.error());
    if (common.json) {
        std::fputs(engine::to_json(*changes).c_str(), stdout);
    } else {
        using enum screen::PartyChange;
        for (const auto& delta : changes->delta.parties) print_delta(*changes, delta);
        const auto count = [&](screen::PartyChange change) {
            return grouped(changes->delta.count(change));
        };
        std::printf("%s, %s to %s: %s added, %s removed, %s changed, %s rekeyed, %s merged\n",
                    changes->to.source.c_str(), to_string(changes->from.published).c_str(),
                    to_string(changes->to.published).c_str(), count(added).c_str(),
                    count(removed).c_str(), count(changed).c_str(), count(rekeyed).c_str(),
                    count(merged).c_str());
    }
    if (changes->losses > 0) {
        std::fprintf(stderr, "pelf: the two versions were read with %s losses\n",
                     grouped(changes->losses).c_str());
    }
    if (!changes->delta.is_empty()) return ExitStatus::found;
    return changes->losses > 0 ? ExitStatus::input : ExitStatus::nothing_found;
}

void print_party(const model::Party& party) {
    std::printf("%s  %s\n", bold(party.display_name()).c_str(),
                dim(text(party.id.source, " ", party.id.key)).c_str());
    const auto line = [](std::string_view what, const std::string& value) {
        if (!value.empty()) std::printf("  %-12s %s\n", std::string(what).c_str(), value.c_str());
    };
    line("type", std::string(model::to_string(party.type)));
    for (const std::string& programme : party.programmes) line("programme", programme);
    for (const model::Name& name : party.names) {
        if (name.kind == model::NameKind::primary) continue;
        line(model::to_string(name.kind),
             name.whole + (name.strength == model::Strength::weak ? " (weak)" : ""));
    }
    for (const model::PartialDate& birth : party.births) line("born", to_string(birth));
    for (const std::string& place : party.birth_places) line("born in", place);
    for (const model::Country& country : party.countries) {
        line(model::to_string(country.role), country.name);
    }
    for (const model::Identifier& identifier : party.identifiers) {
        line(
            identifier.kind,
            identifier.value + (identifier.country.empty() ? "" : " (" + identifier.country + ")"));
    }
    for (const model::Wallet& wallet : party.wallets) {
        line("wallet", text(wallet.asset, " ", wallet.address,
                            wallet.checksum == model::Checksum::bad ? "  WRONG CHECK DIGITS" : ""));
    }
    for (const model::Relation& relation : party.relations) {
        line(relation.kind, relation.other_name);
    }
}

ExitStatus show(const Common& common, const std::string& id) {
    const auto lists = engine::load_lists(home_of(common), day_of(common), known_by_of(common));
    if (!lists) return fail(lists.error());
    std::vector<const model::Party*> found;
    for (const model::Party& party : lists->watchlist.parties()) {
        if (party.id.key == id || text(party.id.source, ":", party.id.key) == id) {
            found.push_back(&party);
        }
    }
    if (found.empty()) {
        return fail({Fault::not_found, text("no list in force has an entry ", id)});
    }
    if (common.json && found.size() > 1) {
        return usage(text("several lists have an entry ", id, "; ask for SOURCE:", id));
    }
    for (const model::Party* party : found) {
        if (common.json) {
            std::fputs(engine::to_json(*party).c_str(), stdout);
        } else {
            print_party(*party);
        }
    }
    return ExitStatus::nothing_found;
}

}  // namespace

void add_lists(CLI::App& app, const Common& common, Run& run) {
    CLI::App* lists = app.add_subcommand("lists", "Sanctions lists and lists of one's own");
    lists->require_subcommand(1);

    CLI::App* import_command = lists->add_subcommand("import", "Keep one publication of a list");
    const auto options = std::make_shared<ImportOptions>();
    import_command
        ->add_option("--source", options->source,
                     "ofac-sdn-csv, ofac-cons-csv, pelf-csv, ...: the format")
        ->required()
        ->type_name("SOURCE");
    import_command->add_option("files", options->files, "All files of the publication together")
        ->required()
        ->type_name("FILE...");
    const auto day = [](const std::string& text) -> std::string {
        return parse_date(text) ? "" : "expected YYYY-MM-DD, found " + text;
    };
    import_command
        ->add_option("--published", options->published,
                     "When it was published: what the list states, else today")
        ->type_name("DATE")
        ->check(day);
    import_command->add_option("--learned", options->learned, "When we learned of it: now")
        ->type_name("DATE");
    import_command->add_flag("--allow-shrink", options->allow_shrink,
                             "Take a list that lost more than 20 % of its entries, or breaks off");
    import_command->callback(
        [&, options] { run = [&, options] { return import(common, *options); }; });

    add_lists_update(*lists, common, run);

    CLI::App* status_command = lists->add_subcommand("status", "What is here");
    status_command->callback([&] { run = [&] { return lists_status(common); }; });

    CLI::App* diff_command = lists->add_subcommand("diff", "What a publisher changed");
    const auto diff_options = std::make_shared<DiffOptions>();
    diff_command->add_option("--source", diff_options->source, "Of which list")
        ->required()
        ->type_name("SOURCE");
    diff_command
        ->add_option("--from", diff_options->from,
                     "A version's hash or its first digits, or a day: else the version before")
        ->type_name("VERSION|DATE");
    diff_command->add_option("--to", diff_options->to, "As --from: else the version in force")
        ->type_name("VERSION|DATE");
    diff_command->callback(
        [&, diff_options] { run = [&, diff_options] { return diff(common, *diff_options); }; });

    CLI::App* show_command = lists->add_subcommand("show", "One entry, whole");
    const auto id = std::make_shared<std::string>();
    show_command->add_option("id", *id, "KEY or SOURCE:KEY")->required()->type_name("ID");
    show_command->callback([&, id] { run = [&, id] { return show(common, *id); }; });
}

}  // namespace pelf::cli
