// SPDX-License-Identifier: Apache-2.0
//
// What a case knows, as facts of a report.
#include <span>
#include <string>

#include "base/text.hpp"
#include "casefile/report_answers.hpp"
#include "engine/case_reports.hpp"

namespace pelf::engine {
namespace {

using casefile::report::ReportFacts;

/// The last word of two people, or of one.
const casefile::Decision* last_decision(const casefile::Case& one) noexcept {
    if (const casefile::Decision* closed_by = one.disposition()) return closed_by;
    for (auto at = one.decisions.rbegin(); at != one.decisions.rend(); ++at) {
        if (at->state == casefile::DecisionState::proposed) return &*at;
    }
    return nullptr;
}

casefile::report::Decision as_fact(const casefile::Decision& decision) {
    casefile::report::Decision fact;
    fact.disposition = to_string(decision.disposition);
    fact.reason_code = decision.reason_code;
    fact.text = decision.text;
    fact.proposed_by = decision.proposer;
    const bool is_approved = decision.state == casefile::DecisionState::approved;
    if (is_approved) fact.approved_by = decision.answerer;
    fact.at =
        casefile::report::Moment{is_approved ? decision.answered_unix_s : decision.proposed_unix_s};
    return fact;
}

}  // namespace

Status add_case(const Cases& cases, casefile::CaseNumber number, ReportFacts& facts) {
    PELF_TRY(one, cases.with([&](const casefile::CaseStore& store) { return store.load(number); }));
    if (facts.case_id.empty()) facts.case_id = to_string(one.number);
    if (facts.title.empty()) facts.title = one.title;
    const casefile::Decision* decision = last_decision(one);
    if (facts.decision == casefile::report::Decision{} && decision != nullptr) {
        facts.decision = as_fact(*decision);
    }
    for (const casefile::Alert& alert : one.alerts) {
        PELF_TRY(document, cases.with([&](const casefile::CaseStore& store) {
            return store.document(alert.document);
        }));
        const auto bytes = std::as_bytes(std::span(document));
        const std::string name = text("alert-", alert.number);
        if (alert.kind == casefile::AlertKind::screening) {
            PELF_TRY_DONE(casefile::report::add_screening_answer(bytes, name, facts));
        } else if (facts.trace.policies.empty()) {
            const auto added = casefile::report::add_trace_answer(bytes, facts);
            if (!added) {
                // Backward, or over several ledgers: it has no destinations to be summed up by.
                facts.looked_at.not_looked_at.push_back(
                    text("the trace of ", name, ", which a report cannot sum up: ", alert.subject));
            }
        }
    }
    return Done{};
}

}  // namespace pelf::engine
