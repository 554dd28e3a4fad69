// SPDX-License-Identifier: Apache-2.0
//
// One function a verb: it adds its commands to the parser and, when one of them is given, leaves
// what is to be done in `run`.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>

#include "base/date.hpp"
#include "cli/terminal.hpp"
#include "engine/account_ledger.hpp"
#include "engine/home.hpp"
#include "engine/lists.hpp"

namespace pelf::cli {

using Run = std::function<ExitStatus()>;

void add_lists(CLI::App& app, const Common& common, Run& run);
/// Under `pelf lists`.
void add_lists_update(CLI::App& lists, const Common& common, Run& run);
void add_screen(CLI::App& app, const Common& common, Run& run);
void add_owners(CLI::App& app, const Common& common, Run& run);
/// screen pairs, screen file.
void add_screen_files(CLI::App& screen, const Common& common, Run& run);
void add_customers(CLI::App& app, const Common& common, Run& run);
void add_allow(CLI::App& app, const Common& common, Run& run);
void add_threshold(CLI::App& app, const Common& common, Run& run);
void add_ledger(CLI::App& app, const Common& common, Run& run);
/// Under `pelf ledger ingest`: ethereum, xrpl, bank.
void add_account_ingests(CLI::App& ingest, const Common& common, Run& run);
void print_status(const engine::AccountLedgerStatus& status);
ExitStatus verify_account_ledger(const Common& common, engine::AccountLedger ledger);
void add_links(CLI::App& app, const Common& common, Run& run);
void add_trace(CLI::App& app, const Common& common, Run& run);
void add_case(CLI::App& app, const Common& common, Run& run);
/// Under `pelf case`.
void add_case_report(CLI::App& command, const Common& common, Run& run);
void add_serve(CLI::App& app, const Common& common, Run& run);

/// Screening against no list would find nothing and look like a clean answer.
std::optional<Error> missing_lists(const engine::Lists& lists);

/// --home, else $PELF_HOME, else $XDG_DATA_HOME/pelf, else ~/.local/share/pelf.
engine::Home home_of(const Common& common);

/// The day of --as-of, or today.
Date day_of(const Common& common);
/// The moment of --known-by; nothing: whatever we know today.
std::optional<std::int64_t> known_by_of(const Common& common);
std::int64_t now_unix_s();
/// The moment of --known-by, else of --as-of, else now.
std::int64_t moment_of(const Common& common);

/// What was asked for, else the house's threshold at the moment of the question. Fails where its
/// log cannot be read.
Result<std::uint8_t> threshold_of(const Common& common, std::optional<unsigned> asked);
/// Adds --threshold.
void add_threshold_option(CLI::App& command, std::optional<unsigned>& asked);

/// Adds --network with its four values.
void add_network(CLI::App& command, std::optional<codec::Chain>& chain);

}  // namespace pelf::cli
