// SPDX-License-Identifier: Apache-2.0
//
// The command line: reads arguments, calls the engine, turns its answer into an exit status.
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <exception>

#include "base/text.hpp"
#include "cli/build_id.hpp"
#include "cli/cases.hpp"
#include "cli/commands.hpp"

namespace pelf::cli {

namespace {

std::string from_environment(const char* name) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here ever sets the environment.
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

}  // namespace

std::string database_of(const Common& common) {
    return common.database.empty() ? from_environment("PELF_DATABASE") : common.database;
}

Result<casefile::Actor> actor_of(const std::string& by) {
    for (const std::string& name : {by, from_environment("PELF_USER"), from_environment("USER")}) {
        if (!trim(name).empty()) return casefile::Actor{std::string(trim(name)), now_unix_s()};
    }
    return Unexpected(Error{Fault::malformed, "say who does it with --by NAME"});
}

engine::Home home_of(const Common& common) {
    const std::string build = build_id();
    if (!common.home.empty()) return {common.home, build};
    const std::filesystem::path home = from_environment("PELF_HOME");
    if (!home.empty()) return {home, build};
    const std::filesystem::path data = from_environment("XDG_DATA_HOME");
    if (!data.empty()) return {data / "pelf", build};
    return {std::filesystem::path(from_environment("HOME")) / ".local" / "share" / "pelf", build};
}

std::int64_t now_unix_s() {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

Date day_of(const Common& common) {
    const std::string moment = common.as_of.empty() ? rfc3339(now_unix_s()) : common.as_of;
    return parse_date(moment.substr(0, 10)).value_or(Date{});
}

std::optional<std::int64_t> known_by_of(const Common& common) {
    return common.known_by.empty() ? std::nullopt : parse_as_of(common.known_by);
}

std::int64_t moment_of(const Common& common) {
    if (const auto known_by = known_by_of(common)) return *known_by;
    return parse_as_of(common.as_of).value_or(now_unix_s());
}

void add_network(CLI::App& command, std::optional<codec::Chain>& chain) {
    command
        .add_option_function<std::string>(
            "--network",
            [&chain](const std::string& name) {
                chain = codec::parse_chain(name);
                if (!chain) {
                    throw CLI::ValidationError("--network",
                                               text("expected main, testnet, signet or "
                                                    "regtest, found ",
                                                    name));
                }
            },
            "Which bitcoin network: main, testnet, signet, regtest")
        ->type_name("NAME");
}

namespace {

constexpr const char* kAbout =
    "pelf: screens names and wallets against sanctions lists, follows stolen money, and says how "
    "it knows.";
constexpr const char* kExits =
    "Exit status: 0 done, nothing found; 1 something was found; 2 wrong usage; 3 input refused or "
    "read with losses; 4 a fault of ours or of the machine. More: docs/cli.md";

void add_common(CLI::App& app, Common& common) {
    app.add_option("--home", common.home, "The data directory (else $PELF_HOME, else XDG)")
        ->type_name("DIR");
    const auto moment = [](const std::string& text) -> std::string {
        if (parse_as_of(text)) return {};
        return "expected YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ, found " + text;
    };
    app.add_option("--as-of", common.as_of, "Answer as of this day or moment, UTC")
        ->type_name("DATE")
        ->check(moment);
    app.add_option("--known-by", common.known_by,
                   "Only with lists that we had learned of by this day or moment, UTC")
        ->type_name("TIME")
        ->check(moment);
    app.add_option("--database", common.database,
                   "Where cases are: PostgreSQL's address (else $PELF_DATABASE, else a file in "
                   "the data directory)")
        ->type_name("URL");
    app.add_flag("--json", common.json, "One JSON document on standard output");
    app.add_flag("--quiet", common.quiet, "No progress");
}

ExitStatus run(int argc, char** argv) {
    CLI::App app(kAbout, "pelf");
    app.footer(kExits);
    app.set_version_flag("--version", PELF_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    Common common;
    Run command;
    add_common(app, common);
    add_lists(app, common, command);
    add_screen(app, common, command);
    add_owners(app, common, command);
    add_customers(app, common, command);
    add_allow(app, common, command);
    add_threshold(app, common, command);
    add_ledger(app, common, command);
    add_trace(app, common, command);
    add_links(app, common, command);
    add_case(app, common, command);
    add_serve(app, common, command);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& help) {
        app.exit(help);
        return ExitStatus::nothing_found;
    } catch (const CLI::ParseError& error) {
        app.exit(error);
        return ExitStatus::usage;
    }
    return command();
}

}  // namespace
}  // namespace pelf::cli

int main(int argc, char** argv) {
    // A file size limit or a closed pipe must come back as an error we can explain.
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return static_cast<int>(pelf::cli::run(argc, argv));
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "pelf: internal fault: %s\n", fault.what());
        return static_cast<int>(pelf::cli::ExitStatus::internal);
    }
}
