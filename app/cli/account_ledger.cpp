// SPDX-License-Identifier: Apache-2.0
//
// pelf ledger ingest ethereum, xrpl, bank.
#include "engine/account_ledger.hpp"

#include <cstdio>
#include <memory>
#include <thread>

#include "base/text.hpp"
#include "cli/commands.hpp"

namespace pelf::cli {
namespace {

ExitStatus show(const Common& common, const Result<engine::AccountIngested>& done) {
    if (!done) return fail(done.error());
    const std::uint64_t losses = print_losses(done->reports);
    if (common.json) {
        std::fputs(engine::to_json(*done).c_str(), stdout);
    } else {
        std::printf("%s blocks added, %s were there\n", grouped(done->blocks_added).c_str(),
                    grouped(done->blocks_kept).c_str());
        print_status(done->status);
        for (const std::string& notice : done->notices) std::printf("  %s\n", notice.c_str());
    }
    return losses > 0 ? ExitStatus::input : ExitStatus::nothing_found;
}

struct LedgerFiles {
    std::string folder;
    std::string rpc;
    std::uint64_t first_height = 0;
    std::optional<std::uint64_t> last_height;
};

using FromFiles = Result<engine::AccountIngested> (*)(const engine::Home&,
                                                      const std::filesystem::path&,
                                                      const engine::OnProgress&);
using FromNode = Result<engine::AccountIngested> (*)(const engine::Home&,
                                                     const engine::NodeRequest&,
                                                     const engine::OnProgress&);
struct Source {
    FromFiles from_files;
    FromNode from_node;
};

ExitStatus ingest_from(const Common& common, const LedgerFiles& options, const Source& source) {
    if (options.folder.empty() == options.rpc.empty()) {
        return usage("expected files or a node (--rpc), one of them");
    }
    ProgressLine line(common.quiet || common.json);
    const auto progress = [&](const engine::Progress& now) { line.show(now); };
    if (!options.folder.empty()) {
        return show(common, source.from_files(home_of(common), options.folder, progress));
    }
    engine::NodeRequest request;
    request.address = options.rpc;
    request.first_height = options.first_height;
    request.last_height = options.last_height;
    request.sleep = [](std::chrono::milliseconds pause) { std::this_thread::sleep_for(pause); };
    return show(common, source.from_node(home_of(common), request, progress));
}

void add_ledger_files(CLI::App& command, LedgerFiles& options) {
    command
        .add_option("--rpc", options.rpc,
                    "A running node: http://[USER:PASSWORD@]HOST:PORT; of the XRP Ledger also "
                    "ws:// and wss://")
        ->type_name("URL");
    command.add_option("--first", options.first_height, "From a node, where a new ledger begins")
        ->type_name("HEIGHT");
    command
        .add_option("--last", options.last_height,
                    "From a node, the last to fetch; if not given, all there are")
        ->type_name("HEIGHT");
}

}  // namespace

void print_status(const engine::AccountLedgerStatus& status) {
    using enum Table::Align;
    Table table({left, right, left});
    table.add({bold(engine::to_string(status.ledger)), "", ""});
    table.add({"height", grouped(status.height),
               text(short_time(status.tip_time), "  ", status.tip_hash)});
    table.add({"blocks", grouped(status.blocks),
               status.window ? text("a window from height ", grouped(status.base_height))
                             : "from the beginning"});
    table.add({"transactions", grouped(status.transactions), ""});
    table.add({"transfers", grouped(status.transfers), ""});
    table.add({"accounts", grouped(status.accounts), ""});
    table.add({"assets", grouped(status.assets), ""});
    table.add({"store", size_text(status.store_bytes), ""});
    std::fputs(table.text().c_str(), stdout);
}

ExitStatus verify_account_ledger(const Common& common, engine::AccountLedger ledger) {
    ProgressLine line(common.quiet || common.json);
    const auto check = engine::verify_account_ledger(
        home_of(common), ledger, [&](const engine::Progress& now) { line.show(now); });
    if (!check) return fail(check.error());
    if (common.json) {
        std::fputs(engine::to_json(*check).c_str(), stdout);
    } else {
        std::printf("%s blocks, %s transactions, %s transfers, %s accounts: %s\n",
                    grouped(check->blocks).c_str(), grouped(check->transactions).c_str(),
                    grouped(check->transfers).c_str(), grouped(check->accounts).c_str(),
                    check->faults_count == 0 ? "all in order" : red("DAMAGED").c_str());
        for (const std::string& fault : check->faults) std::printf("  %s\n", fault.c_str());
    }
    return check->faults_count > 0 ? ExitStatus::found : ExitStatus::nothing_found;
}

void add_account_ingests(CLI::App& ingest, const Common& common, Run& run) {
    CLI::App* xrpl = ingest.add_subcommand("xrpl", "From ledgers of the XRP Ledger");
    const auto ledgers = std::make_shared<LedgerFiles>();
    xrpl->add_option("--ledgers", ledgers->folder,
                     "A folder with ledgers as JSON (transactions expanded, with metadata), or one "
                     "file")
        ->type_name("DIR");
    add_ledger_files(*xrpl, *ledgers);
    xrpl->callback([&, ledgers] {
        run = [&, ledgers] {
            return ingest_from(common, *ledgers, {engine::ingest_xrpl, engine::ingest_xrpl_node});
        };
    });

    CLI::App* ethereum = ingest.add_subcommand("ethereum", "From an export or a node of Ethereum");
    const auto tables = std::make_shared<LedgerFiles>();
    ethereum->add_option("--etl", tables->folder, "A folder with tables of ethereum-etl")
        ->type_name("DIR");
    add_ledger_files(*ethereum, *tables);
    ethereum->callback([&, tables] {
        run = [&, tables] {
            return ingest_from(common, *tables,
                               {engine::ingest_ethereum_etl, engine::ingest_ethereum_node});
        };
    });

    CLI::App* bank = ingest.add_subcommand("bank", "From a bank's books as CSV");
    const auto files = std::make_shared<std::vector<std::filesystem::path>>();
    bank->add_option("file", *files, "In the order of booking")->required()->type_name("FILE...");
    bank->callback([&, files] {
        run = [&, files] {
            ProgressLine line(common.quiet || common.json);
            return show(common, engine::ingest_bank(home_of(common), *files,
                                                    [&](const engine::Progress& progress) {
                                                        line.show(progress);
                                                    }));
        };
    });
}

}  // namespace pelf::cli
