// SPDX-License-Identifier: Apache-2.0
//
// pelf links: match, protocol.
#include <cstdio>
#include <memory>
#include <thread>

#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/trace_options.hpp"
#include "engine/matched_links.hpp"
#include "engine/protocol_links.hpp"

namespace pelf::cli {
namespace {

struct MatchOptions {
    engine::LinkMatchRequest request;
    TraceOptions prices;  ///< Of it what says which prices.
    std::uint32_t window_hours = 24;
    std::uint32_t typical_delay_minutes = 60;
    std::uint32_t clock_slack_minutes = 10;
    std::uint32_t fee_permille = 10;
    std::uint32_t spread_permille = 20;
    std::string out;
};

constexpr std::uint32_t kMinuteSeconds = 60;
constexpr std::uint32_t kHourSeconds = 3'600;
constexpr std::uint32_t kPermillePpm = 1'000;

std::string amount_of(const engine::PlaceFacts& place) {
    return text(engine::decimal_text(place.amount, place.decimals), " ", place.asset);
}

void print_links(const engine::LinkMatchAnswer& answer, const MatchOptions& options) {
    std::printf("%s deposits, %s withdrawals, %s pairs that fit by amount and time\n",
                grouped(answer.deposits_count).c_str(), grouped(answer.withdrawals_count).c_str(),
                grouped(answer.candidates_count).c_str());
    if (answer.unpriced_count > 0) {
        std::printf("%s deposits are of days without a price and were not matched\n",
                    grouped(answer.unpriced_count).c_str());
    }
    if (!answer.links.empty()) {
        using enum Table::Align;
        Table table({left, right, right, left, left, right, left, left, right});
        table.add(
            {"", bold("likely"), bold("in"), "", "", bold("out"), "", "", bold("competitors")});
        for (const engine::FoundLink& found : answer.links) {
            constexpr std::uint32_t kPercentPpm = 10'000;
            table.add({found.link.id, text(found.link.likelihood_ppm / kPercentPpm, " %"),
                       amount_of(found.from), short_place(found.from.place),
                       short_time(found.from.time), amount_of(found.to),
                       short_place(found.to.place), short_time(found.to.time),
                       grouped(found.link.competitors)});
        }
        std::fputs(table.text().c_str(), stdout);
    }
    std::printf("%s written to %s, %s less likely and left out\n",
                counted(answer.links.size(), "link", "links").c_str(), options.out.c_str(),
                grouped(answer.less_likely_count).c_str());
}

ExitStatus match(const Common& common, MatchOptions& options) {
    engine::LinkMatchRequest& request = options.request;
    request.prices = price_request(options.prices);
    request.model.window_s = options.window_hours * kHourSeconds;
    request.model.typical_delay_s = options.typical_delay_minutes * kMinuteSeconds;
    request.model.clock_slack_s = options.clock_slack_minutes * kMinuteSeconds;
    request.model.fee_max_ppm = options.fee_permille * kPermillePpm;
    request.model.spread_ppm = options.spread_permille * kPermillePpm;
    if (!common.as_of.empty()) {
        return usage("--as-of is for a trace on one coin ledger: payments are not cut to a day");
    }
    request.lists_as_of = day_of(common);
    request.lists_known_by_unix_s = known_by_of(common);
    const auto answer = engine::match_links(home_of(common), request);
    if (!answer) return fail(answer.error());
    const std::string csv = engine::to_link_csv(*answer);
    const auto written = replace_file(options.out, std::as_bytes(std::span(csv)));
    if (!written) return fail(written.error());
    std::uint64_t losses = 0;
    if (const auto& valuation = answer->valuation) losses = print_losses(valuation->reports());
    if (common.json) {
        std::fputs(engine::to_json(*answer, request).c_str(), stdout);
    } else {
        print_links(*answer, options);
    }
    return losses > 0 ? ExitStatus::input : ExitStatus::nothing_found;
}

struct ProtocolOptions {
    engine::ProtocolLinksRequest request;
    std::string bitcoin;
    std::string ethereum_etl;
    std::string xrpl;
    std::string out;
};

void print_findings(const engine::MemoLinks& found) {
    for (std::size_t i = 0; i < engine::kMemoFindingsCount; ++i) {
        if (found.findings[i] == 0) continue;
        const auto finding = static_cast<engine::MemoFinding>(i);
        std::printf("  %s: %s\n", std::string(to_string(finding)).c_str(),
                    counted(found.findings[i], "reply", "replies").c_str());
    }
}

void print_protocol_links(const engine::ProtocolLinksAnswer& answer, const std::string& out) {
    using enum Table::Align;
    constexpr std::size_t kShownMax = 50;
    std::printf("%s that ask for a swap, %s that reply\n",
                counted(answer.swaps_count, "memo", "memos").c_str(),
                grouped(answer.found.replies_count).c_str());
    print_findings(answer.found);
    Table table({left, left, right, left, left, right, left, left});
    const std::span all(answer.found.links);
    for (const engine::MemoLink& found : all.first(std::min(kShownMax, all.size()))) {
        const engine::PlaceFacts& from = found.from;
        const engine::PlaceFacts& to = found.to;
        table.add(
            {found.link.id, std::string(model::to_string(found.link.standing)),
             text(engine::decimal_text(found.link.from.amount, from.decimals), " ", from.asset),
             short_place(from.place), short_time(from.time),
             text(engine::decimal_text(found.link.to.amount, to.decimals), " ", to.asset),
             short_place(to.place), short_time(to.time)});
    }
    std::fputs(table.text().c_str(), stdout);
    if (all.size() > kShownMax) {
        std::printf("  and %s more\n", grouped(all.size() - kShownMax).c_str());
    }
    for (const std::string& notice : answer.notices) std::printf("%s\n", notice.c_str());
    std::printf("%s of the protocol and %s written to %s\n",
                counted(answer.count_of(model::LinkStanding::protocol), "link", "links").c_str(),
                text(grouped(answer.count_of(model::LinkStanding::claimed)), " claimed").c_str(),
                out.c_str());
}

ExitStatus protocol(const Common& common, ProtocolOptions& options) {
    engine::ProtocolLinksRequest& request = options.request;
    request.bitcoin = options.bitcoin;
    request.ethereum_etl = options.ethereum_etl;
    request.xrpl = options.xrpl;
    if (!common.as_of.empty()) {
        return usage("--as-of is for a trace: memos are read whole");
    }
    if (request.services.empty()) request.services = {"THORChain"};
    request.threads_count = std::max(1U, std::thread::hardware_concurrency());
    request.sleep = [](std::chrono::milliseconds pause) { std::this_thread::sleep_for(pause); };
    request.lists_as_of = day_of(common);
    request.lists_known_by_unix_s = known_by_of(common);
    ProgressLine line(common.quiet || common.json);
    const auto answer = engine::find_protocol_links(
        home_of(common), request, [&](const engine::Progress& progress) { line.show(progress); });
    if (!answer) return fail(answer.error());
    const std::string csv = engine::to_link_csv(*answer);
    const auto written = replace_file(options.out, std::as_bytes(std::span(csv)));
    if (!written) return fail(written.error());
    const std::uint64_t losses = print_losses(answer->reports);
    if (common.json) {
        std::fputs(engine::to_json(*answer, request).c_str(), stdout);
    } else {
        print_protocol_links(*answer, options.out);
    }
    return losses > 0 ? ExitStatus::input : ExitStatus::nothing_found;
}

void add_protocol(CLI::App& links, const Common& common, Run& run) {
    CLI::App* command = links.add_subcommand(
        "protocol",
        "Read THORChain's memos in the raw data of ledgers: what paid in came out where");
    const auto options = std::make_shared<ProtocolOptions>();
    command->add_option("--bitcoin", options->bitcoin, "Block files, as for ledger ingest bitcoin")
        ->type_name("DIR");
    add_network(*command, options->request.chain);
    command
        ->add_option("--ethereum-etl", options->ethereum_etl,
                     "An export of ethereum-etl with logs (or the input of transactions)")
        ->type_name("DIR");
    command
        ->add_option("--ethereum-rpc", options->request.ethereum_rpc,
                     "A running node, for the blocks that the ledger here has")
        ->type_name("URL");
    command->add_option("--xrpl", options->xrpl, "Ledgers of the XRP Ledger as JSON")
        ->type_name("DIR");
    command
        ->add_option("--xrpl-rpc", options->request.xrpl_rpc,
                     "A running server, for the ledgers that are here")
        ->type_name("URL");
    command
        ->add_option("--service", options->request.services,
                     "The protocol's accounts are those that the lists attribute to this name "
                     "(THORChain)")
        ->allow_extra_args(false)
        ->type_name("NAME");
    command
        ->add_option("--vault", options->request.accounts,
                     "This one is the protocol's, too: a vault or a router")
        ->allow_extra_args(false)
        ->type_name("LEDGER:ACCOUNT");
    command->add_option("--out", options->out, "Write the links into this file")
        ->required()
        ->type_name("FILE");
    command->callback([&, options] { run = [&, options] { return protocol(common, *options); }; });
}

void add_side(CLI::App& command, engine::MatchSide& side, const std::string& which,
              const std::string& what) {
    command.add_option("--" + which + "-ledger", side.ledger, "On which ledger " + what)
        ->required()
        ->type_name("LEDGER");
    command.add_option("--" + which + "-asset", side.asset, "In which asset: BTC, XRP, USD.r...")
        ->required()
        ->type_name("ASSET");
    command
        .add_option("--" + which + "-account", side.service.accounts,
                    "An account of the service there, its destination tags included")
        ->allow_extra_args(false)
        ->type_name("ACCOUNT");
    command
        .add_option("--" + which + "-service", side.service.tag,
                    "All accounts there that the lists attribute to this name")
        ->type_name("NAME");
}

}  // namespace

void add_links(CLI::App& app, const Common& common, Run& run) {
    CLI::App* links = app.add_subcommand("links", "Where money of one ledger comes out on another");
    links->require_subcommand(1);
    add_protocol(*links, common, run);
    CLI::App* command = links->add_subcommand(
        "match", "Pair a service's deposits with withdrawals by amount, rate and time");
    const auto options = std::make_shared<MatchOptions>();
    add_side(*command, options->request.from, "from", "money went in");
    add_side(*command, options->request.to, "to", "it came out");
    add_price_options(*command, options->prices);
    constexpr unsigned kHoursMax = analyze::kMatchWindowMaxS / kHourSeconds;
    constexpr unsigned kPermilleMax = analyze::kMatchLossMaxPpm / kPermillePpm;
    command
        ->add_option("--window", options->window_hours, "A withdrawal comes within so many hours")
        ->capture_default_str()
        ->check(CLI::Range(1U, kHoursMax));
    command
        ->add_option("--typical-delay", options->typical_delay_minutes,
                     "Half of them come within so many minutes")
        ->capture_default_str()
        ->check(CLI::Range(1U, kHoursMax * 60));
    command
        ->add_option("--clock-slack", options->clock_slack_minutes,
                     "The two ledgers' clocks differ by up to so many minutes")
        ->capture_default_str()
        ->check(CLI::Range(0U, kHoursMax * 60));
    command
        ->add_option("--fee", options->fee_permille, "The service keeps up to so many thousandths")
        ->capture_default_str()
        ->check(CLI::Range(0U, kPermilleMax));
    command
        ->add_option("--spread", options->spread_permille,
                     "Its rate is off the prices by up to so many thousandths, either way")
        ->capture_default_str()
        ->check(CLI::Range(1U, kPermilleMax));
    command
        ->add_option("--likelihood", options->request.likelihood_min_ppm,
                     "Leave out links less likely than so many millionths")
        ->capture_default_str()
        ->check(CLI::Range(0U, 1'000'000U));
    command->add_option("--out", options->out, "Write the links into this file")
        ->required()
        ->type_name("FILE");
    command->callback([&, options] { run = [&, options] { return match(common, *options); }; });
}

}  // namespace pelf::cli
