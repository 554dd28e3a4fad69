// SPDX-License-Identifier: Apache-2.0
//
// Cases as the fronts see them: kept in HOME/cases/cases.sqlite, or in the PostgreSQL that a team
// shares. What may be done to a case is casefile's (case_store.hpp, case_fold.hpp); here are the
// way to it, alerts made of answers, and JSON.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "casefile/case_store.hpp"
#include "engine/home.hpp"
#include "engine/lists.hpp"

namespace pelf::engine {

/// From any number of threads, one at a time.
class Cases {
public:
    /// `database` is empty, or PostgreSQL's address as libpq reads it. Fails as CaseStore::open().
    static Result<Cases> open(const Home& home, const std::string& database);

    /// Runs `work` on the store and gives what it gives.
    template <class Work>
    auto with(const Work& work) const {
        const std::scoped_lock lock(*mutex_);
        return work(*store_);
    }

private:
    explicit Cases(casefile::CaseStore store)
        : mutex_(std::make_unique<std::mutex>()),
          store_(std::make_unique<casefile::CaseStore>(std::move(store))) {}

    std::unique_ptr<std::mutex> mutex_;
    std::unique_ptr<casefile::CaseStore> store_;
};

/// Whether there are any to be opened: a file, or a database that was named.
bool has_cases(const Home& home, const std::string& database);

/// Alerts of an answer as `pelf screen` and `pelf trace` print it in JSON: one for each question.
/// `lists` are those it was given under: what they say of its parties is what a later change is
/// told from. Fails with malformed if the text is no such answer, or not in the form we write.
Result<std::vector<casefile::AlertDraft>> alerts_of_answer(std::string_view answer,
                                                           const Lists& lists);

/// The answer in the form that alerts_of_answer() takes, whatever its blanks and line ends; without
/// the drawing that the server adds to a trace.
Result<std::string> canonical_answer(std::string_view answer);

/// The places that a forward trace began at, from its alert's subject; none of another alert, and
/// none where there are too many of them for a subject.
std::vector<std::string> traced_from(std::string_view subject);

/// Puts the alerts of an answer into one case: `into`, or for the first of them the case that the
/// same hit is in already, or a new one. All of them or, where one is refused, those before it.
Result<std::vector<casefile::PlacedAlert>> add_answer(const Cases& cases,
                                                      std::optional<casefile::CaseNumber> into,
                                                      std::string_view answer, const Lists& lists,
                                                      const casefile::Actor& by);

/// Opens the closed cases about parties of which the lists now say something else.
Result<std::vector<casefile::CaseNumber>> reopen_changed(const Cases& cases, const Lists& lists,
                                                         const casefile::Actor& by);

/// Into a file that is not there yet. Fails with refused if it is, or with io.
Status backup_cases(const Cases& cases, const std::filesystem::path& file);
/// Fails as CaseStore::restore(); nothing is written then.
Status restore_cases(const Cases& cases, const std::filesystem::path& file);

// JSON: docs/cli.md.

/// The whole case, with the answers it rests on and its events.
Result<std::string> case_json(const Cases& cases, casefile::CaseNumber number);
std::string to_json(const std::vector<casefile::CaseSummary>& list);
/// `head` is what to write down.
std::string to_json(const casefile::AuditVerdict& verdict);
std::string to_json(const std::vector<casefile::CaseNumber>& reopened);
/// Dispositions with their reason codes.
std::string reasons_json();
/// An answer with `case` added: where its alerts went.
Result<std::string> with_case(std::string_view answer,
                              const std::vector<casefile::PlacedAlert>& placed);

}  // namespace pelf::engine
