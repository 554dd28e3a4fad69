// SPDX-License-Identifier: Apache-2.0
//
// pelf screen: wallet, name, customer.
#include <algorithm>
#include <cstdio>
#include <memory>

#include "base/text.hpp"
#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "engine/owned_lists.hpp"
#include "engine/rescreen.hpp"
#include "engine/screening.hpp"

namespace pelf::cli {

std::optional<Error> missing_lists(const engine::Lists& lists) {
    if (!lists.versions.empty()) return std::nullopt;
    return Error{
        Fault::not_found,
        "there is no list in force to screen against; import one with `pelf lists import`"};
}

namespace {

void print_lists(const engine::Lists& lists) {
    for (const screen::ListVersion& version : lists.versions) {
        std::printf("%s\n",
                    dim(text("  against ", version.source, " of ", to_string(version.published),
                             ", ", grouped(version.entries), " entries"))
                        .c_str());
    }
}

/// The parts of the names side by side, and the weights of what else is known.
void print_explanation(const screen::Hit& hit) {
    using enum Table::Align;
    Table table({left, left, left, left, right});
    for (const match::AlignedPart& part : hit.parts) {
        table.add({"      part", std::string(match::to_string(part.kind)), part.query, part.listed,
                   std::to_string(part.similarity)});
    }
    std::fputs(table.text().c_str(), stdout);
    Table facts({left, right, left});
    for (std::size_t i = 0; i < hit.evidence.size(); ++i) {
        facts.add({"      fact", std::to_string(hit.evidence[i].weight), hit.evidence_words[i]});
    }
    std::fputs(facts.text().c_str(), stdout);
    std::printf("        name %d (%d decibans), identity %+d tenths of a deciban\n",
                hit.name_evidence.score, hit.name_evidence.evidence_decibans,
                hit.identity_evidence);
}

bool is_allowed_hit(const engine::ScreenAnswer& answer, std::size_t hit_index) {
    return !answer.verdicts.empty() && answer.verdicts[hit_index].in_force;
}

bool has_open_hit(const engine::ScreenAnswer& answer) {
    for (std::size_t i = 0; i < answer.hits.size(); ++i) {
        if (!is_allowed_hit(answer, i)) return true;
    }
    return false;
}

void print_answer(const engine::ScreenAnswer& answer, bool explain) {
    if (answer.hits.empty()) std::printf("no hit  %s\n", answer.query.c_str());
    for (std::size_t i = 0; i < answer.hits.size(); ++i) {
        const screen::Hit& hit = answer.hits[i];
        const bool is_allowed = is_allowed_hit(answer, i);
        std::printf("%s %s\n", is_allowed ? "allowed" : red("HIT    ").c_str(),
                    bold(hit.name).c_str());
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
        if (hit.effect != screen::ListEffect::blocking) {
            table.add({"      effect", std::string(screen::to_string(hit.effect))});
        }
        for (const std::string& reason : hit.reasons) table.add({"      because", reason});
        if (!answer.verdicts.empty() && !answer.verdicts[i].why.empty()) {
            table.add({"      allowance", answer.verdicts[i].why});
        }
        const model::PartyId& same = answer.hits[hit.same_as_index].id;
        if (same != hit.id) table.add({"      same as", text(same.source, " ", same.key)});
        std::fputs(table.text().c_str(), stdout);
        if (explain) print_explanation(hit);
    }
    for (const model::Tag* tag : answer.tags) {
        std::printf("service %s, %s (%s)\n", tag->label.c_str(),
                    std::string(model::to_string(tag->category)).c_str(),
                    tag->party.source.c_str());
    }
}

struct Shown {
    std::uint8_t threshold = 0;
    bool json = false;
    bool explain = false;
    IntoCase into{};
};

/// What there is to decide on goes into the case that was asked for. A question without a hit
/// opens none: who screens a thousand names wants cases of those that were found.
ExitStatus keep(const Common& common, const engine::Lists& lists,
                const std::vector<engine::ScreenAnswer>& answers, const Shown& shown) {
    const std::string answer = engine::to_json(lists, answers, shown.threshold);
    const bool is_new = !casefile::parse_case_number(shown.into.number);
    const bool is_empty = std::ranges::all_of(
        answers, [](const engine::ScreenAnswer& one) { return one.hits.empty(); });
    if (!shown.into.is_asked() || (is_new && is_empty)) {
        if (shown.json) std::fputs(answer.c_str(), stdout);
        return ExitStatus::nothing_found;
    }
    if (shown.json) return print_into_case(common, shown.into, answer, lists);
    return put_into_case(common, shown.into, answer, lists);
}

ExitStatus finish(const Common& common, const engine::Lists& lists,
                  const std::vector<engine::ScreenAnswer>& answers, const Shown& shown) {
    bool found = false;
    bool doubtful = lists.losses > 0;
    for (const engine::ScreenAnswer& answer : answers) {
        found = found || has_open_hit(answer);
        for (const std::string& problem : answer.problems) {
            doubtful = true;
            std::fprintf(stderr, "pelf: %s; screened without it\n", problem.c_str());
        }
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
    if (!shown.json) {
        for (const engine::ScreenAnswer& answer : answers) print_answer(answer, shown.explain);
        print_lists(lists);
    }
    const ExitStatus kept = keep(common, lists, answers, shown);
    if (kept != ExitStatus::nothing_found) return kept;
    if (found) return ExitStatus::found;
    return doubtful ? ExitStatus::input : ExitStatus::nothing_found;
}

struct WalletOptions {
    std::vector<std::string> addresses;
    std::string ledger;
    IntoCase into;
};

ExitStatus wallets(const Common& common, const WalletOptions& options) {
    const auto& [addresses, ledger, into] = options;
    const auto lists = engine::load_lists(home_of(common), day_of(common), known_by_of(common));
    if (!lists) return fail(lists.error());
    if (const auto missing = missing_lists(*lists)) return fail(*missing);
    std::vector<engine::ScreenAnswer> answers;
    for (const std::string& address : addresses) {
        answers.push_back(engine::screen_wallet(
            *lists, address, ledger.empty() ? std::nullopt : std::optional(ledger)));
    }
    constexpr std::uint8_t kExact = 0;
    return finish(common, *lists, answers,
                  {.threshold = kExact, .json = common.json, .into = into});
}

struct NameOptions {
    std::vector<std::string> names;
    std::string type;
    std::string gender;
    std::vector<std::string> born;
    std::vector<std::string> countries;
    std::vector<std::string> identifiers;
    std::vector<std::string> wallets;
    std::optional<unsigned> threshold;
    std::string format = "text";
    bool explain = false;
    bool include_services = false;
    IntoCase into;
};

screen::Customer customer_of(const NameOptions& options) {
    using screen::CustomerField;
    screen::Customer customer;
    const auto add = [&](CustomerField field, const std::vector<std::string>& values) {
        for (const std::string& value : values) screen::add_field(customer, {field}, value);
    };
    // The names stay in the order in which they were given: the first is the question's title.
    for (std::size_t i = 0; i < options.names.size(); ++i) {
        add(i == 0 ? CustomerField::name : CustomerField::alias, {options.names[i]});
    }
    add(CustomerField::type, {options.type});
    add(CustomerField::gender, {options.gender});
    add(CustomerField::born, options.born);
    add(CustomerField::country, options.countries);
    add(CustomerField::identifier, options.identifiers);
    add(CustomerField::wallet, options.wallets);
    return customer;
}

ExitStatus name(const Common& common, const NameOptions& options) {
    const screen::Customer customer = customer_of(options);
    if (!customer.problems.empty()) return usage(customer.problems.front());
    if (!screen::can_be_screened(customer)) return usage("expected a name, an --id or a --wallet");
    const auto lists =
        engine::load_lists_and_owned(home_of(common), day_of(common), known_by_of(common));
    if (!lists) return fail(lists.error());
    if (const auto missing = missing_lists(*lists)) return fail(*missing);
    const auto threshold = threshold_of(common, options.threshold);
    if (!threshold) return fail(threshold.error());
    const screen::ScreenOptions how{.score_min = *threshold,
                                    .include_services = options.include_services};
    return finish(common, *lists, {engine::screen_customer(*lists, customer, how)},
                  {.threshold = how.score_min,
                   .json = common.json || options.format == "json",
                   .explain = options.explain,
                   .into = options.into});
}

struct CustomerOptions {
    std::string id;
    std::optional<unsigned> threshold;
    bool explain = false;
    IntoCase into;
};

ExitStatus customer(const Common& common, const CustomerOptions& options) {
    const auto asked = engine::find_customer(home_of(common), options.id);
    if (!asked) return fail(asked.error());
    const auto lists =
        engine::load_lists_and_owned(home_of(common), day_of(common), known_by_of(common));
    if (!lists) return fail(lists.error());
    if (const auto missing = missing_lists(*lists)) return fail(*missing);
    const auto allowances = engine::load_allowances(home_of(common), day_of(common));
    if (!allowances) return fail(allowances.error());
    const auto threshold = threshold_of(common, options.threshold);
    if (!threshold) return fail(threshold.error());
    return finish(
        common, *lists,
        {engine::screen_known_customer(*lists, *allowances, *asked, {.score_min = *threshold})},
        {.threshold = *threshold,
         .json = common.json,
         .explain = options.explain,
         .into = options.into});
}

void add_name_options(CLI::App& command, NameOptions& options) {
    command.add_option("name", options.names, "The name, and its other forms if there are any")
        ->type_name("NAME...");
    command.add_option("--type", options.type, "person, entity, vessel or aircraft")
        ->check(CLI::IsMember({"person", "entity", "vessel", "aircraft"}));
    command.add_option("--born", options.born, "1962-06-12, 1962-06, 1962, circa 1962")
        ->type_name("DATE")
        ->allow_extra_args(false);
    command
        .add_option("--country", options.countries,
                    "Two letters or a name, or with its role: nationality:IR, residence:AE, "
                    "birth country:IQ, flag:PA, jurisdiction:CY")
        ->type_name("[ROLE:]COUNTRY")
        ->allow_extra_args(false);
    command.add_option("--id", options.identifiers, "passport:A1234567, imo:9187629, ...")
        ->type_name("KIND:VALUE")
        ->allow_extra_args(false);
    command.add_option("--wallet", options.wallets, "An address as well as the name")
        ->type_name("[LEDGER:]ADDRESS")
        ->allow_extra_args(false);
    command.add_option("--gender", options.gender, "female or male")
        ->check(CLI::IsMember({"female", "male"}));
    add_threshold_option(command, options.threshold);
    command.add_option("--format", options.format, "text or json")
        ->check(CLI::IsMember({"text", "json"}));
    command.add_flag("--explain", options.explain, "Every part and every fact with its weight");
    command.add_flag("--services", options.include_services,
                     "Also parties that are tagged as services and not listed");
    add_into_case(command, options.into);
}

}  // namespace

void add_screen(CLI::App& app, const Common& common, Run& run) {
    CLI::App* screen = app.add_subcommand("screen", "Is this name or wallet on a list?");
    screen->require_subcommand(1);

    CLI::App* wallet = screen->add_subcommand("wallet", "Addresses, exactly");
    const auto asked = std::make_shared<WalletOptions>();
    wallet->add_option("address", asked->addresses, "One or more addresses")
        ->required()
        ->type_name("ADDRESS...");
    wallet->add_option("--ledger", asked->ledger, "bitcoin, ethereum, ...: say so if it is known")
        ->type_name("NAME");
    add_into_case(*wallet, asked->into);
    wallet->callback([&, asked] { run = [&, asked] { return wallets(common, *asked); }; });

    CLI::App* by_name =
        screen->add_subcommand("name", "Somebody by name, and by what else is known");
    const auto options = std::make_shared<NameOptions>();
    add_name_options(*by_name, *options);
    by_name->callback([&, options] { run = [&, options] { return name(common, *options); }; });

    CLI::App* by_id = screen->add_subcommand(
        "customer", "One of the customers imported, with what the allow-list says");
    const auto known = std::make_shared<CustomerOptions>();
    by_id->add_option("id", known->id, "The customer's id")->required()->type_name("CUSTOMER");
    add_threshold_option(*by_id, known->threshold);
    by_id->add_flag("--explain", known->explain, "Every part and every fact with its weight");
    add_into_case(*by_id, known->into);
    by_id->callback([&, known] { run = [&, known] { return customer(common, *known); }; });

    add_screen_files(*screen, common, run);
}

}  // namespace pelf::cli
