// SPDX-License-Identifier: Apache-2.0
//
// Cases, for the commands that work on them and for those that put their answers into one.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "base/result.hpp"
#include "cli/commands.hpp"
#include "engine/cases.hpp"

namespace pelf::cli {

/// --database, else $PELF_DATABASE; empty: the file in the data directory.
std::string database_of(const Common& common);
/// --by, else $PELF_USER, else $USER, at this moment. Fails where none says a name: wrong usage.
Result<casefile::Actor> actor_of(const std::string& by);

/// Into which case an answer is to be put, and by whom.
struct IntoCase {
    std::string number;  ///< As given: "NEW" or an id; empty: none.
    std::string by;

    bool is_asked() const noexcept { return !number.empty(); }
};

/// --case and --by.
void add_into_case(CLI::App& command, IntoCase& into);
/// Puts an answer, JSON as it is printed, into its case and says where it went.
ExitStatus put_into_case(const Common& common, const IntoCase& into, const std::string& answer,
                         const engine::Lists& lists);
/// The same, and prints the answer with `case` in it. Where it fails nothing is printed.
ExitStatus print_into_case(const Common& common, const IntoCase& into, const std::string& answer,
                           const engine::Lists& lists);

/// Under `pelf case`: those that work on one case, and on the record of all.
void add_cases(CLI::App& command, const Common& common, Run& run);
/// audit, backup, restore.
void add_case_records(CLI::App& command, const Common& common, Run& run);

}  // namespace pelf::cli
