// SPDX-License-Identifier: Apache-2.0
//
// pelf trace: forward, backward.
#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <set>

#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/trace_options.hpp"
#include "engine/flow_picture.hpp"
#include "engine/owned_lists.hpp"
#include "engine/trace_answer.hpp"
#include "engine/trace_page.hpp"

namespace pelf::cli {
namespace {

/// Amounts of this many policies stand side by side on a terminal of usual width.
constexpr std::size_t kNameColumns = 34;
constexpr std::size_t kAmountColumns = 15;

/// "TXID:VOUT" or "TXID:VOUT=label", several with commas.
Result<std::vector<engine::TraceRequest::Place>> parse_places(const std::string& from) {
    std::vector<engine::TraceRequest::Place> places;
    for (const std::string_view piece : split(from, ",")) {
        const std::size_t equals = piece.find('=');
        engine::TraceRequest::Place place;
        place.text = piece.substr(0, equals);
        if (equals != std::string_view::npos) place.label = piece.substr(equals + 1);
        const std::size_t colon = place.text.find(':');
        constexpr std::size_t kTxidDigits = 64;
        if (colon != kTxidDigits || !parse_u64(place.text.substr(colon + 1))) {
            return Unexpected(Error{
                Fault::malformed,
                text("--from: expected TXID:VOUT (64 hexadecimal digits, a colon, the output's "
                     "number), found ",
                     place.text)});
        }
        places.push_back(std::move(place));
    }
    return places;
}

std::string row_name(const engine::DestinationRow& row) {
    if (!row.name.empty()) return text(row.name, row.listed ? red(" LISTED") : "");
    if (row.below) return "too small to be listed";
    switch (row.kind) {
        case analyze::EndKind::unspent: return "unspent, owner unknown";
        case analyze::EndKind::fee: return "miners' fees";
        case analyze::EndKind::limit: return "not followed further";
        case analyze::EndKind::coinbase: return "mined there";
        default: return std::string(analyze::to_string(row.kind));
    }
}

/// What the place is: the owner's business if somebody knows it.
std::string row_kind(const engine::DestinationRow& row) {
    return row.category.empty() ? std::string(analyze::to_string(row.kind)) : row.category;
}

/// What the ends were worth, of some of the policies.
void print_values(const engine::TraceAnswer& answer, std::size_t first, std::size_t count) {
    std::vector<Table::Align> columns{Table::Align::left, Table::Align::left};
    columns.insert(columns.end(), count, Table::Align::right);
    Table table(columns);
    std::vector<std::string> head{"", ""};
    std::vector<std::string> total{"", bold("total")};
    for (std::size_t i = first; i < first + count; ++i) {
        head.push_back(bold(analyze::to_string(answer.policies[i].policy)));
        total.push_back(
            bold(value_text(*answer.valuation, engine::total_value(answer, answer.policies[i]))));
    }
    table.add(head);
    for (const engine::DestinationRow& row : answer.destinations) {
        std::vector<std::string> cells{row_kind(row), row_name(row)};
        for (std::size_t i = first; i < first + count; ++i) {
            cells.push_back(row.amounts_sat[i] == 0 ? dim("-")
                                                    : value_text(*answer.valuation, row.values[i]));
        }
        table.add(cells);
    }
    table.add(total);
    std::fputs(table.text().c_str(), stdout);
}

/// Some of the policies, side by side; the spread beside the last.
void print_amounts(const engine::TraceAnswer& answer, std::size_t first, std::size_t count) {
    const bool last = first + count == answer.policies.size();
    const bool spread = last && answer.policies.size() > 1;
    std::vector<Table::Align> columns{Table::Align::left, Table::Align::left};
    columns.insert(columns.end(), count + (spread ? 1 : 0), Table::Align::right);
    Table table(columns);
    std::vector<std::string> head{"", ""};
    for (std::size_t i = first; i < first + count; ++i) {
        head.push_back(bold(analyze::to_string(answer.policies[i].policy)));
    }
    if (spread) head.push_back(bold("spread"));
    table.add(head);
    for (const engine::DestinationRow& row : answer.destinations) {
        std::vector<std::string> cells{row_kind(row), row_name(row)};
        for (std::size_t i = first; i < first + count; ++i) {
            cells.push_back(row.amounts_sat[i] == 0 ? dim("-") : bitcoin(row.amounts_sat[i]));
        }
        if (spread) cells.push_back(dim(bitcoin(row.most_sat - row.least_sat)));
        table.add(cells);
    }
    std::vector<std::string> total{"", bold("total")};
    for (std::size_t i = first; i < first + count; ++i) {
        total.push_back(bold(bitcoin(answer.policies[i].total_sat)));
    }
    table.add(total);
    std::vector<std::string> touched{"", dim("transactions touched")};
    for (std::size_t i = first; i < first + count; ++i) {
        touched.push_back(dim(grouped(answer.policies[i].transactions_touched)));
    }
    table.add(touched);
    std::fputs(table.text().c_str(), stdout);
}

/// Each listed party that money passed: how many of its wallets, under which policies.
void print_listed(const engine::TraceAnswer& answer) {
    struct Met {
        std::string name;
        std::set<std::string> wallets;
        std::vector<std::string> policies;
    };
    std::map<std::string, Met> met;
    for (const engine::PolicyAnswer& policy : answer.policies) {
        const std::string policy_name(analyze::to_string(policy.policy));
        for (const engine::PassAnswer& pass : policy.passes) {
            Met& one = met[pass.source + " " + pass.party_id];
            one.name = pass.name;
            one.wallets.insert(pass.at.account);
            if (one.policies.empty() || one.policies.back() != policy_name) {
                one.policies.push_back(policy_name);
            }
        }
    }
    if (met.empty()) return;
    std::printf("\n%s\n", bold("listed parties whose wallets it passed").c_str());
    Table table({Table::Align::left, Table::Align::left, Table::Align::right, Table::Align::left});
    for (const auto& [id, one] : met) {
        std::string under = "under ";
        for (const std::string& name : one.policies) {
            under += (under.size() > 6 ? ", " : "") + name;
        }
        if (one.policies.size() == answer.policies.size()) under = "under every policy";
        table.add({red(one.name), id,
                   text(one.wallets.size(), one.wallets.size() == 1 ? " wallet" : " wallets"),
                   under});
    }
    std::fputs(table.text().c_str(), stdout);
}

void print_path(const engine::EndAnswer& end) {
    const std::string owner = !end.tag.empty() ? end.tag : end.listed_name;
    const std::size_t steps = end.path.size() - 1;
    std::printf("\n  %s BTC, %s%s, %zu %s\n", bitcoin(end.at.amount_sat).c_str(),
                std::string(analyze::to_string(end.kind)).c_str(),
                owner.empty() ? "" : (": " + owner).c_str(), steps, steps == 1 ? "step" : "steps");
    Table table({Table::Align::right, Table::Align::left, Table::Align::right, Table::Align::left});
    for (std::size_t i = 0; i < end.path.size(); ++i) {
        table.add({std::to_string(i), short_place(end.path[i].place),
                   bitcoin(end.path[i].amount_sat), end.path[i].account});
    }
    std::fputs(table.text().c_str(), stdout);
}

void print_paths(const engine::TraceAnswer& answer) {
    for (const engine::PolicyAnswer& policy : answer.policies) {
        const bool any = std::ranges::any_of(
            policy.ends, [](const engine::EndAnswer& end) { return !end.path.empty(); });
        if (!any) continue;
        std::printf("\n%s\n",
                    bold(text("paths under ", analyze::to_string(policy.policy))).c_str());
        for (const engine::EndAnswer& end : policy.ends) {
            if (!end.path.empty()) print_path(end);
        }
    }
}

void print_limits(const engine::TraceAnswer& answer) {
    if (!answer.truncated) return;
    std::uint8_t limits = 0;
    for (const engine::PolicyAnswer& policy : answer.policies) limits |= policy.limits;
    std::printf("\n%s the trace was cut short:", red("TRUNCATED").c_str());
    if ((limits & analyze::limit_hops) != 0) std::printf(" --hops reached;");
    if ((limits & analyze::limit_transactions) != 0) std::printf(" --transactions reached;");
    if ((limits & analyze::limit_time) != 0) std::printf(" --seconds reached;");
    if ((limits & analyze::limit_outside) != 0) {
        std::printf(" it needs amounts from before this window (height %s);",
                    grouped(answer.window_base_height).c_str());
    }
    if ((limits & analyze::limit_invalid) != 0) {
        std::printf(" a coinbase is spent in its own block, which no valid chain does;");
    }
    if ((limits & analyze::limit_source) != 0) {
        std::printf(" the source was not asked any further (--requests, --seconds);");
    }
    std::printf(" what was not followed is in the row \"limit\"\n");
}

void print_answer(const engine::TraceAnswer& answer) {
    std::uint64_t seeds_sat = 0;
    for (const engine::EndAnswer& seed : answer.from) seeds_sat += seed.at.amount_sat;
    std::printf("%s BTC %s on %s %s, up to height %s (%s)\n\n", bold(bitcoin(seeds_sat)).c_str(),
                answer.backward ? "traced back" : "followed", answer.ledger.c_str(),
                answer.network.c_str(), grouped(answer.height).c_str(),
                short_time(answer.tip_time).c_str());
    using enum Table::Align;
    Table seeds({left, left, right, left, left, right});
    for (const engine::EndAnswer& seed : answer.from) {
        const std::string owner = !seed.listed_name.empty() ? red(seed.listed_name) : seed.tag;
        seeds.add({"from", short_place(seed.at.place), bitcoin(seed.at.amount_sat),
                   short_time(seed.time), owner.empty() ? seed.at.account : owner,
                   answer.valuation ? value_text(*answer.valuation, value_of(answer, seed)) : ""});
    }
    std::fputs(seeds.text().c_str(), stdout);
    std::printf(
        "\n%s\n",
        bold(answer.backward ? "where it came from, in BTC" : "where it ended, in BTC").c_str());
    const std::size_t columns = terminal_columns();
    const std::size_t fitting =
        columns > kNameColumns + kAmountColumns ? (columns - kNameColumns) / kAmountColumns : 1;
    const std::size_t blocks = (answer.policies.size() + fitting - 1) / fitting;
    const std::size_t per_block = blocks > 0 ? (answer.policies.size() + blocks - 1) / blocks : 0;
    for (std::size_t first = 0; first < answer.policies.size(); first += per_block) {
        if (first > 0) std::printf("\n");
        print_amounts(answer, first, std::min(per_block, answer.policies.size() - first));
    }
    if (answer.valuation) {
        std::printf("\n%s\n", bold(value_title(*answer.valuation)).c_str());
        for (std::size_t first = 0; first < answer.policies.size(); first += per_block) {
            if (first > 0) std::printf("\n");
            print_values(answer, first, std::min(per_block, answer.policies.size() - first));
        }
    }
    print_listed(answer);
    print_paths(answer);
    print_limits(answer);
    if (answer.source) print_coverage(*answer.source);
}

Status write_pictures(const engine::TraceAnswer& answer, const TraceOptions& options) {
    if (options.svg.empty() && options.html.empty()) return Done{};
    if (!answer.flow) {
        return Unexpected(Error{
            Fault::refused,
            answer.backward ? "a backward trace that follows fees is drawn only where no limit cut "
                              "it short; ask without --hops, --transactions and --seconds"
                            : "a picture needs a forward trace under fifo, lifo, tiho, tilo, "
                              "dirty-first or clean-first"});
    }
    PELF_TRY(svg, engine::draw_flow(engine::sheet_of(answer),
                                    {.title = answer.backward ? "Where the money came from"
                                                              : "Where the money went"}));
    return write_picture_files(svg, options, [&](const engine::TracePageOptions& page) {
        return engine::to_html(answer, page);
    });
}

ExitStatus trace(const Common& common, const TraceOptions& options, bool backward) {
    if (is_linked(options)) return trace_linked(common, options, backward);
    auto request = trace_request(common, options, backward);
    if (!request) return usage(request.error().message);
    if (!options.source.source.empty()) {
        auto source = coin_source(common, options.source);
        if (!source) return usage(source.error().message);
        request->source = std::move(*source);
    }
    const engine::Home home = home_of(common);
    const auto answer =
        backward ? engine::trace_backward(home, *request) : engine::trace_forward(home, *request);
    request->source.reset();  // Its progress line ends here.
    if (!answer) return fail_source(answer.error());
    const std::uint64_t losses = answer->valuation ? print_losses(answer->valuation->reports()) : 0;
    const auto pictures = write_pictures(*answer, options);
    if (!pictures) return fail(pictures.error());
    if (!common.json) print_answer(*answer);
    const ExitStatus kept = keep_trace(common, options.into, engine::to_json(*answer));
    if (kept != ExitStatus::nothing_found) return kept;
    const bool listed = std::ranges::any_of(
        answer->policies,
        [](const engine::PolicyAnswer& policy) { return !policy.passes.empty(); });
    if (listed) return ExitStatus::found;
    return losses > 0 ? ExitStatus::input : ExitStatus::nothing_found;
}

/// What a bundle does not prove yet.
void add_unproved(CLI::App& command, TraceOptions& options) {
    command.add_flag("--follow-fees", options.follow_fees, "Follow fees into the block's coinbase");
    add_price_options(command, options);
    command.add_flag("--merge-tags", options.merge_tags,
                     "XRP Ledger: an account and its destination tags are one owner's");
}

}  // namespace

ExitStatus keep_trace(const Common& common, const IntoCase& into, const std::string& answer) {
    if (!into.is_asked()) {
        if (common.json) std::fputs(answer.c_str(), stdout);
        return ExitStatus::nothing_found;
    }
    const auto lists =
        engine::load_lists_and_owned(home_of(common), day_of(common), known_by_of(common));
    if (!lists) return fail(lists.error());
    if (common.json) return print_into_case(common, into, answer, *lists);
    return put_into_case(common, into, answer, *lists);
}

void add_price_options(CLI::App& command, TraceOptions& options) {
    command
        .add_option("--prices", options.prices,
                    "Put values beside the amounts, by these prices (docs/formats/price-csv.md)")
        ->allow_extra_args(false)
        ->type_name("FILE");
    command.add_option("--currency", options.currency, "Of the values")
        ->capture_default_str()
        ->type_name("CODE");
    command
        .add_option("--price-days", options.price_days,
                    "Take a price up to so many days older where a day has none")
        ->type_name("N");
}

engine::PriceRequest price_request(const TraceOptions& options) {
    return {{options.prices.begin(), options.prices.end()}, options.currency, options.price_days};
}

std::string fixed_text(const Uint256& units, unsigned decimals) {
    std::string number = engine::decimal_text(units, decimals);
    if (decimals == 0) return number;
    const std::size_t point = std::min(number.find('.'), number.size());
    if (point == number.size()) number += '.';
    number.resize(point + 1 + decimals, '0');
    return number;
}

std::string value_text(const engine::Valuation& valuation, const engine::ValueSum& sum) {
    if (sum.valued_count == 0) return "no price";
    const std::string value = fixed_text(sum.amount, valuation.decimals());
    if (sum.is_whole()) return value;
    return text(value, " and ", grouped(sum.unvalued_count), " unpriced");
}

std::string value_text(const engine::Valuation& valuation, const engine::Value& value) {
    engine::ValueSum sum;
    sum.add(value);
    return text(value_text(valuation, sum), value.amount ? " " + valuation.currency() : "");
}

std::string value_title(const engine::Valuation& valuation) {
    return text("what it was worth in ", valuation.currency(),
                valuation.days_back_max() == 0
                    ? text(", by the price of the day each amount moved")
                    : text(", by prices up to ", counted(valuation.days_back_max(), "day", "days"),
                           " older"));
}

Result<std::vector<analyze::Policy>> parse_policies(const std::string& names,
                                                    const analyze::Policy* all_begin,
                                                    const analyze::Policy* all_end) {
    if (names == "all") return std::vector(all_begin, all_end);
    std::vector<analyze::Policy> policies;
    for (const std::string_view name : split(names, ",")) {
        const auto policy = analyze::parse_policy(name);
        if (!policy) {
            std::string known;
            for (const auto* one = all_begin; one != all_end; ++one) {
                known += text(", ", analyze::to_string(*one));
            }
            return Unexpected(Error{Fault::malformed, text("--policy: expected all, or some of ",
                                                           known.substr(2), "; found ", name)});
        }
        policies.push_back(*policy);
    }
    return policies;
}

void add_trace_start(CLI::App& command, TraceOptions& options) {
    command
        .add_option("--from", options.from,
                    "TXID:VOUT, on an account ledger LEDGER:TX[:INDEX]; several with commas; "
                    "=LABEL names a theft")
        ->required()
        ->type_name("PLACE");
    add_network(command, options.chain);
    command.add_flag("--through-services", options.through_services,
                     "Go through tagged services, mixers and bridges: other people's money too");
    command.add_option("--hops", options.hops_max, "At most so many transactions from the start");
    command.add_option("--transactions", options.transactions_max, "At most so many in all");
    command.add_option("--seconds", options.seconds_max, "Stop after so long");
}

void add_trace_policies(CLI::App& command, TraceOptions& options) {
    command
        .add_option("--policy", options.policy,
                    "all, or some of poison, haircut, fifo, lifo, tiho, tilo, dirty-first, "
                    "clean-first, and on account ledgers lowest-balance")
        ->capture_default_str();
    command
        .add_option("--haircut-floor", options.haircut_floor_ppm,
                    "Haircut: below so many millionths of an output, book residue")
        ->check(CLI::Range(0, 1'000'000));
    command.add_option("--ends-from", options.ends_from_sat,
                       "Satoshi: smaller unspent, fee and residue ends are summed, not listed");
}

Status write_picture_files(
    const std::string& svg, const TraceOptions& options,
    const std::function<std::string(const engine::TracePageOptions&)>& page) {
    const auto write = [](const std::string& path, const std::string& content) {
        return replace_file(path, std::as_bytes(std::span(content)));
    };
    if (!options.svg.empty()) PELF_TRY_DONE(write(options.svg, svg));
    if (options.html.empty()) return Done{};
    return write(options.html,
                 page({.svg = svg, .notice = options.notice, .version = "pelf " PELF_VERSION}));
}

Result<engine::TraceRequest> trace_request(const Common& common, const TraceOptions& options,
                                           bool backward) {
    if (options.stop_at_swaps || options.merge_tags) {
        return Unexpected(
            Error{Fault::malformed, "--stop-at-swaps and --merge-tags are for account ledgers"});
    }
    PELF_TRY(policies, backward ? parse_policies(options.policy, std::begin(kBackwardPolicies),
                                                 std::end(kBackwardPolicies))
                                : parse_policies(options.policy, std::begin(analyze::kAllPolicies),
                                                 std::end(analyze::kAllPolicies)));
    if (std::ranges::find(policies, analyze::Policy::lowest_balance) != policies.end()) {
        return Unexpected(Error{Fault::malformed,
                                "--policy: lowest-balance is for accounts; a coin has no balance"});
    }
    PELF_TRY(places, parse_places(options.from));
    engine::TraceRequest request;
    request.chain = options.chain;
    request.from = std::move(places);
    request.policies = std::move(policies);
    request.stop_at_services = !options.through_services;
    request.follow_fees = options.follow_fees;
    if (options.hops_max > 0) request.hops_max = options.hops_max;
    if (options.transactions_max > 0) request.transactions_max = options.transactions_max;
    request.haircut_floor_ppm = options.haircut_floor_ppm;
    request.ends_from_sat = options.ends_from_sat;
    request.paths_max = options.paths;
    request.want_flow = !options.svg.empty() || !options.html.empty();
    if (!common.as_of.empty()) request.as_of_unix_s = parse_as_of(common.as_of);
    request.lists_as_of = day_of(common);
    request.lists_known_by_unix_s = known_by_of(common);
    if (options.seconds_max > 0) {
        const std::int64_t end = now_unix_s() + options.seconds_max;
        request.out_of_time = [end] { return now_unix_s() >= end; };
    }
    request.prices = price_request(options);
    return request;
}

namespace {

void add_pictures(CLI::App& command, TraceOptions& options) {
    command.add_option("--svg", options.svg, "Draw the main streams into this file")
        ->type_name("FILE");
    command.add_option("--html", options.html, "Write the answer as a page with the picture")
        ->type_name("FILE");
    command.add_option("--notice", options.notice, "A sentence to stand on top of the page")
        ->type_name("TEXT");
}

}  // namespace

void add_trace(CLI::App& app, const Common& common, Run& run) {
    CLI::App* trace_command = app.add_subcommand("trace", "Where did it go, where is it from?");
    trace_command->require_subcommand(1);

    CLI::App* forward = trace_command->add_subcommand("forward", "From a theft to its ends");
    const auto options = std::make_shared<TraceOptions>();
    add_trace_start(*forward, *options);
    add_unproved(*forward, *options);
    add_trace_policies(*forward, *options);
    forward
        ->add_option("--links", options->links,
                     "Go over these links from one ledger to another (docs/formats/link-csv.md)")
        ->allow_extra_args(false)
        ->type_name("FILE");
    forward->add_flag("--follow-claimed", options->follow_claimed,
                      "Go over links that are only claimed, too");
    forward->add_flag("--stop-at-swaps", options->stop_at_swaps,
                      "Account ledgers: end where one asset is given for another");
    forward->add_option("--paths", options->paths, "The way to the so many largest ends");
    add_pictures(*forward, *options);
    add_source(*forward, options->source);
    add_into_case(*forward, options->into);
    forward->callback(
        [&, options] { run = [&, options] { return trace(common, *options, false); }; });

    CLI::App* backward = trace_command->add_subcommand("backward", "From a place to its sources");
    const auto back_options = std::make_shared<TraceOptions>();
    add_trace_start(*backward, *back_options);
    add_unproved(*backward, *back_options);
    backward->add_option("--policy", back_options->policy, "all, fifo or lifo")
        ->capture_default_str();
    add_pictures(*backward, *back_options);
    add_into_case(*backward, back_options->into);
    backward->callback([&, back_options] {
        run = [&, back_options] { return trace(common, *back_options, true); };
    });
}

}  // namespace pelf::cli
