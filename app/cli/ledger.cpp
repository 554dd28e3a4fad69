// SPDX-License-Identifier: Apache-2.0
//
// pelf ledger: ingest bitcoin, follow, verify, status; the others are in account_ledger.cpp.
#include "engine/ledger.hpp"

#include <cstdio>
#include <memory>
#include <thread>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "engine/account_ledger.hpp"
#include "engine/ledger_follow.hpp"

namespace pelf::cli {
namespace {

constexpr std::uint64_t kBytesPerMegabyte = 1'000'000;

void print_status(const engine::LedgerStatus& status) {
    Table table({Table::Align::left, Table::Align::right, Table::Align::left});
    table.add({bold(text(status.ledger, " ", status.network)), "", ""});
    table.add({"height", status.height_known ? grouped(status.height) : "unknown",
               text(short_time(status.tip_time), "  ", status.tip_hash)});
    table.add({"blocks", grouped(status.blocks),
               status.window ? text("a window from height ", grouped(status.base_height))
                             : "from genesis"});
    table.add({"stale blocks", grouped(status.stale_blocks), ""});
    table.add({"transactions", grouped(status.transactions), ""});
    table.add({"outputs", grouped(status.outputs), ""});
    table.add({"addresses", grouped(status.addresses), ""});
    table.add(
        {"unspent", grouped(status.unspent_outputs), text(bitcoin(status.unspent_sat), " BTC")});
    if (status.outside_inputs > 0) {
        table.add({"from outside", grouped(status.outside_inputs),
                   "inputs that spend outputs from before the window"});
    }
    table.add({"store", size_text(status.store_bytes), ""});
    std::fputs(table.text().c_str(), stdout);
}

struct IngestOptions {
    std::string blocks;
    std::optional<codec::Chain> chain;
    std::uint64_t memory_mb = 1'000;
    unsigned threads = 0;
};

ExitStatus ingest(const Common& common, const IngestOptions& options) {
    engine::IngestRequest request;
    request.blocks = options.blocks;
    request.chain = options.chain;
    request.memory_max_bytes = options.memory_mb * kBytesPerMegabyte;
    request.threads_count =
        options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
    ProgressLine line(common.quiet || common.json);
    const auto done = engine::ingest_bitcoin(
        home_of(common), request, [&](const engine::Progress& progress) { line.show(progress); });
    if (!done) return fail(done.error());
    const std::uint64_t losses = print_losses({done->report});
    if (common.json) {
        std::fputs(engine::to_json(*done).c_str(), stdout);
    } else {
        std::printf("read and verified %s blocks%s\n", grouped(done->blocks_added).c_str(),
                    done->blocks_unwound == 0
                        ? ""
                        : text(", took back ", grouped(done->blocks_unwound)).c_str());
        print_status(done->status);
    }
    return losses > 0 ? ExitStatus::input : ExitStatus::nothing_found;
}

struct VerifyOptions {
    std::string ledger = "bitcoin";
    std::optional<codec::Chain> chain;
    std::string snapshot;
    std::string blocks;
};

ExitStatus verify_files(const Common& common, const VerifyOptions& options) {
    ProgressLine line(common.quiet || common.json);
    const auto check = engine::verify_blocks(
        options.blocks, options.chain, std::max(1U, std::thread::hardware_concurrency()),
        [&](const engine::Progress& progress) { line.show(progress); });
    if (!check) return fail(check.error());
    const std::uint64_t losses = print_losses({check->report});
    if (common.json) {
        std::fputs(engine::to_json(*check).c_str(), stdout);
    } else {
        std::printf(
            "%s blocks with %s transactions: proof of work, Merkle roots and witness "
            "commitments hold\n",
            grouped(check->blocks).c_str(), grouped(check->transactions).c_str());
    }
    return losses > 0 ? ExitStatus::input : ExitStatus::nothing_found;
}

ExitStatus verify(const Common& common, const VerifyOptions& options) {
    if (!options.blocks.empty()) return verify_files(common, options);
    if (const auto accounts = engine::parse_account_ledger(options.ledger)) {
        return verify_account_ledger(common, *accounts);
    }
    const auto chain = engine::choose_chain(home_of(common), options.chain);
    if (!chain) return fail(chain.error());
    ProgressLine line(common.quiet || common.json);
    const auto check = engine::verify_ledger(
        home_of(common), *chain,
        options.snapshot.empty() ? std::nullopt
                                 : std::optional<std::filesystem::path>(options.snapshot),
        [&](const engine::Progress& progress) { line.show(progress); });
    if (!check) return fail(check.error());
    if (common.json) {
        std::fputs(engine::to_json(*check).c_str(), stdout);
    } else {
        const graph::StoreCheck& store = check->store;
        std::printf("%s blocks, %s transactions, %s inputs, %s outputs, %s addresses: %s\n",
                    grouped(store.blocks).c_str(), grouped(store.transactions).c_str(),
                    grouped(store.inputs).c_str(), grouped(store.outputs).c_str(),
                    grouped(store.addresses).c_str(),
                    store.faults_count == 0 ? "all in order" : red("DAMAGED").c_str());
        for (const std::string& fault : store.faults) std::printf("  %s\n", fault.c_str());
        if (const auto& snapshot = check->snapshot; snapshot.has_value()) {
            std::printf("unspent set against the snapshot: %s coins, %s BTC: %s\n",
                        grouped(snapshot->coins).c_str(), bitcoin(snapshot->amount_sat).c_str(),
                        snapshot->faults_count == 0 ? "equal" : red("DIFFERENT").c_str());
            for (const std::string& fault : snapshot->faults) {
                std::printf("  %s\n", fault.c_str());
            }
        }
    }
    return check->faults_count() > 0 ? ExitStatus::found : ExitStatus::nothing_found;
}

ExitStatus status(const Common& common, const std::optional<codec::Chain>& chain) {
    const engine::Home home = home_of(common);
    std::vector<codec::Chain> chains = engine::bitcoin_chains(home);
    if (chain) {
        const auto chosen = engine::choose_chain(home, chain);
        if (!chosen) return fail(chosen.error());
        chains = {*chosen};
    }
    std::vector<engine::LedgerStatus> ledgers;
    for (const codec::Chain one : chains) {
        auto ledger = engine::ledger_status(home, one);
        if (!ledger) return fail(ledger.error());
        ledgers.push_back(std::move(*ledger));
    }
    std::vector<engine::AccountLedgerStatus> accounts;
    if (!chain) {
        for (const engine::AccountLedger one : engine::account_ledgers(home)) {
            auto ledger = engine::account_ledger_status(home, one);
            if (!ledger) return fail(ledger.error());
            accounts.push_back(std::move(*ledger));
        }
    }
    if (common.json) {
        std::fputs(engine::to_json(ledgers, accounts).c_str(), stdout);
    } else if (ledgers.empty() && accounts.empty()) {
        std::printf("no ledgers yet; make one with `pelf ledger ingest`\n");
    }
    for (const engine::AccountLedgerStatus& ledger : accounts) {
        if (!common.json) cli::print_status(ledger);
    }
    for (const engine::LedgerStatus& ledger : ledgers) {
        if (!common.json) print_status(ledger);
    }
    return ExitStatus::nothing_found;
}

struct FollowOptions {
    ingest::NodeOptions node;
    bool rpc = false;
    bool once = false;
    unsigned poll_seconds = 10;
    std::uint64_t memory_mb = 1'000;
    std::string cookie;
};

void print_step(const engine::FollowStep& step) {
    std::printf("height %s  %s", grouped(step.height).c_str(), step.tip_hash.c_str());
    if (step.blocks_unwound > 0) {
        std::printf("  took back %s", grouped(step.blocks_unwound).c_str());
    }
    std::printf("  added %s\n", grouped(step.blocks_added).c_str());
    std::fflush(stdout);
}

ExitStatus follow(const Common& common, FollowOptions options) {
    using Door = ingest::NodeOptions::Door;
    options.node.door = options.rpc ? Door::rpc : Door::rest;
    options.node.cookie_file = options.cookie;
    options.node.sleep = [](std::chrono::milliseconds pause) {
        std::this_thread::sleep_for(pause);
    };
    const auto node = ingest::open_node(options.node);
    if (!node) return fail(node.error());
    const engine::FollowOptions engine_options{.memory_max_bytes =
                                                   options.memory_mb * kBytesPerMegabyte};
    while (true) {
        const auto step = engine::follow_node(home_of(common), **node, engine_options,
                                              [&](const engine::FollowStep& part) {
                                                  if (!common.json) print_step(part);
                                              });
        if (!step) return fail(step.error());
        if (options.once) {
            const auto status = engine::ledger_status(home_of(common), step->chain);
            if (!status) return fail(status.error());
            if (common.json) {
                std::fputs(engine::to_json(std::vector{*status}, {}).c_str(), stdout);
            }
            return ExitStatus::nothing_found;
        }
        std::this_thread::sleep_for(std::chrono::seconds(options.poll_seconds));
    }
}

}  // namespace

void add_ledger(CLI::App& app, const Common& common, Run& run) {
    CLI::App* ledger = app.add_subcommand("ledger", "Ledgers: from block files or a node");
    ledger->require_subcommand(1);

    CLI::App* ingest_command =
        ledger->add_subcommand("ingest", "Fill a ledger, or go on filling it");
    ingest_command->require_subcommand(1);
    CLI::App* bitcoin_command =
        ingest_command->add_subcommand("bitcoin", "From Bitcoin Core's block files");
    const auto ingest_options = std::make_shared<IngestOptions>();
    bitcoin_command
        ->add_option("--blocks", ingest_options->blocks,
                     "The folder with blk*.dat (or *.raw), or one such file")
        ->required()
        ->type_name("DIR");
    add_network(*bitcoin_command, ingest_options->chain);
    bitcoin_command->add_option("--memory", ingest_options->memory_mb, "Working memory in MB")
        ->check(CLI::Range(std::uint64_t{16}, std::uint64_t{1} << 20))
        ->capture_default_str();
    bitcoin_command
        ->add_option("--threads", ingest_options->threads,
                     "Threads that read and verify; 0: as many as there are processors")
        ->check(CLI::Range(0, 256));
    bitcoin_command->callback([&, ingest_options] {
        run = [&, ingest_options] { return ingest(common, *ingest_options); };
    });
    add_account_ingests(*ingest_command, common, run);

    CLI::App* follow_command =
        ledger->add_subcommand("follow", "Keep a bitcoin ledger level with a running node");
    const auto follow_options = std::make_shared<FollowOptions>();
    follow_command
        ->add_option("--node", follow_options->node.address,
                     "http://HOST:PORT; for --rpc http://USER:PASSWORD@HOST:PORT")
        ->required()
        ->type_name("URL");
    follow_command->add_flag("--rpc", follow_options->rpc, "By JSON-RPC instead of REST");
    follow_command
        ->add_option("--cookie", follow_options->cookie, "The node's .cookie file, for --rpc")
        ->type_name("FILE");
    follow_command->add_flag("--once", follow_options->once, "Catch up and stop");
    follow_command->add_option("--poll", follow_options->poll_seconds, "Seconds between two looks")
        ->check(CLI::Range(1, 86'400))
        ->capture_default_str();
    follow_command->callback([&, follow_options] {
        run = [&, follow_options] { return follow(common, *follow_options); };
    });

    CLI::App* verify_command = ledger->add_subcommand(
        "verify", "Check a whole ledger again, or block files with --blocks");
    const auto verify_options = std::make_shared<VerifyOptions>();
    verify_command->add_option("--ledger", verify_options->ledger, "Which")
        ->check(CLI::IsMember({"bitcoin", "ethereum", "xrpl", "bank"}))
        ->capture_default_str();
    add_network(*verify_command, verify_options->chain);
    verify_command
        ->add_option("--utxo-snapshot", verify_options->snapshot,
                     "Also hold the unspent set against a file of Core's dumptxoutset")
        ->type_name("FILE");
    verify_command
        ->add_option("--blocks", verify_options->blocks,
                     "Verify every block in these files, and store nothing")
        ->type_name("DIR");
    verify_command->callback([&, verify_options] {
        run = [&, verify_options] { return verify(common, *verify_options); };
    });

    CLI::App* status_command = ledger->add_subcommand("status", "What is here");
    const auto chain = std::make_shared<std::optional<codec::Chain>>();
    add_network(*status_command, *chain);
    status_command->callback([&, chain] { run = [&, chain] { return status(common, *chain); }; });
}

}  // namespace pelf::cli
