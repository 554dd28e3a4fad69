// SPDX-License-Identifier: Apache-2.0
//
// pelf screen: wallet, name.
#include <cstdio>
#include <memory>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "engine/screening.hpp"

namespace pelf::cli {
namespace {

/// Screening against no list would find nothing and look like a clean answer.
std::optional<Error> missing_lists(const engine::Lists& lists) {
    if (!lists.versions.empty()) return std::nullopt;
    return Error{
        Fault::not_found,
        "there is no list in force to screen against; import one with `pelf lists import`"};
}

void print_lists(const engine::Lists& lists) {
    for (const screen::ListVersion& version : lists.versions) {
        std::printf("%s\n",
                    dim(text("  against ", version.source, " of ", to_string(version.published),
                             ", ", grouped(version.entries), " entries"))
                        .c_str());
    }
}

void print_answer(const engine::ScreenAnswer& answer) {
    if (answer.hits.empty()) std::printf("no hit  %s\n", answer.query.c_str());
    for (const screen::Hit& hit : answer.hits) {
        std::printf("%s     %s\n", red("HIT").c_str(), bold(hit.name).c_str());
        Table table({Table::Align::left, Table::Align::left});
        table.add({"      asked", answer.query});
        table.add(
            {"      matched", text(hit.matched_name, "  score ", hit.score,
                                   hit.strength == model::Strength::weak ? ", weak alias" : "")});
        table.add({"      entry",
                   text(hit.id.source, " ", hit.id.key, ", ", model::to_string(hit.type))});
        std::string programmes;
        for (const std::string& programme : hit.party->programmes) programmes += programme + " ";
        if (!programmes.empty()) table.add({"      programmes", programmes});
        for (const std::string& reason : hit.reasons) table.add({"      because", reason});
        std::fputs(table.text().c_str(), stdout);
    }
    for (const model::Tag* tag : answer.tags) {
        std::printf("service %s, %s (%s)\n", tag->label.c_str(),
                    std::string(model::to_string(tag->category)).c_str(),
                    tag->party.source.c_str());
    }
}

ExitStatus finish(const Common& common, const engine::Lists& lists,
                  const std::vector<engine::ScreenAnswer>& answers, std::uint8_t threshold) {
    bool found = false;
    bool doubtful = lists.losses > 0;
    for (const engine::ScreenAnswer& answer : answers) {
        found = found || !answer.hits.empty();
        if (answer.checksum != model::Checksum::bad) continue;
        doubtful = true;
        std::fprintf(stderr,
                     "pelf: %s is no address: its check digits are wrong; look for a typing error, "
                     "\"no hit\" says nothing here\n",
                     answer.query.c_str());
    }
    if (lists.losses > 0) {
        std::fprintf(stderr,
                     "pelf: the lists in force were read with %s losses; see lists status\n",
                     grouped(lists.losses).c_str());
    }
    if (common.json) {
        std::fputs(engine::to_json(lists, answers, threshold).c_str(), stdout);
    } else {
        for (const engine::ScreenAnswer& answer : answers) print_answer(answer);
        print_lists(lists);
    }
    if (found) return ExitStatus::found;
    return doubtful ? ExitStatus::input : ExitStatus::nothing_found;
}

ExitStatus wallets(const Common& common, const std::vector<std::string>& addresses,
                   const std::string& ledger) {
    const auto lists = engine::load_lists(home_of(common), day_of(common), known_by_of(common));
    if (!lists) return fail(lists.error());
    if (const auto missing = missing_lists(*lists)) return fail(*missing);
    std::vector<engine::ScreenAnswer> answers;
    for (const std::string& address : addresses) {
        answers.push_back(engine::screen_wallet(
            *lists, address, ledger.empty() ? std::nullopt : std::optional(ledger)));
    }
    constexpr std::uint8_t kExact = 0;
    return finish(common, *lists, answers, kExact);
}

struct NameOptions {
    std::string name;
    std::string type;
    unsigned threshold = 90;
    bool include_services = false;
};

ExitStatus name(const Common& common, const NameOptions& options) {
    const auto lists = engine::load_lists(home_of(common), day_of(common), known_by_of(common));
    if (!lists) return fail(lists.error());
    if (const auto missing = missing_lists(*lists)) return fail(*missing);
    screen::NameQuery query;
    query.text = options.name;
    if (!options.type.empty()) query.type = model::parse_party_type(options.type);
    query.score_min = static_cast<std::uint8_t>(options.threshold);
    query.include_services = options.include_services;
    return finish(common, *lists, {engine::screen_name(*lists, query)}, query.score_min);
}

}  // namespace

void add_screen(CLI::App& app, const Common& common, Run& run) {
    CLI::App* screen = app.add_subcommand("screen", "Is this name or wallet on a list?");
    screen->require_subcommand(1);

    CLI::App* wallet = screen->add_subcommand("wallet", "Addresses, exactly");
    const auto addresses = std::make_shared<std::vector<std::string>>();
    const auto ledger = std::make_shared<std::string>();
    wallet->add_option("address", *addresses, "One or more addresses")
        ->required()
        ->type_name("ADDRESS...");
    wallet->add_option("--ledger", *ledger, "bitcoin, ethereum, ...: say so if it is known")
        ->type_name("NAME");
    wallet->callback([&, addresses, ledger] {
        run = [&, addresses, ledger] { return wallets(common, *addresses, *ledger); };
    });

    CLI::App* by_name = screen->add_subcommand(
        "name", "A name, by equality of its normalised form (no fuzzy matching yet)");
    const auto options = std::make_shared<NameOptions>();
    by_name->add_option("name", options->name, "The name")->required()->type_name("NAME");
    by_name->add_option("--type", options->type, "person, entity, vessel or aircraft")
        ->check(CLI::IsMember({"person", "entity", "vessel", "aircraft"}));
    by_name->add_option("--threshold", options->threshold, "Lowest score of a hit, 0 to 100")
        ->check(CLI::Range(0, 100))
        ->capture_default_str();
    by_name->add_flag("--services", options->include_services,
                      "Also parties that are tagged as services and not listed");
    by_name->callback([&, options] { run = [&, options] { return name(common, *options); }; });
}

}  // namespace pelf::cli
