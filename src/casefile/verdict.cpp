// SPDX-License-Identifier: Apache-2.0
#include "casefile/verdict.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "casefile/canonical_json.hpp"

namespace pelf::casefile {

std::string_view to_string(Check check) noexcept {
    switch (check) {
        case Check::container: return "container";
        case Check::manifest: return "manifest";
        case Check::signature: return "signature";
        case Check::members: return "members";
        case Check::headers: return "headers";
        case Check::transactions: return "transactions";
        case Check::lists: return "lists";
        case Check::answer: return "answer";
    }
    return "";
}

bool Verdict::is_valid() const noexcept {
    return objections_count == 0 && std::ranges::all_of(lines, &Line::is_reached);
}

void Verdict::object(Check check, std::string where, std::string what) {
    ++objections_count;
    ++line(check).objections;
    if (objections.size() < kObjectionsMax) {
        objections.push_back({check, std::move(where), std::move(what)});
    }
}

std::string to_json(const Verdict& verdict) {
    boost::json::array checks;
    for (std::size_t i = 0; i < kChecksCount; ++i) {
        const Verdict::Line& line = verdict.lines[i];
        checks.push_back({{"check", to_string(static_cast<Check>(i))},
                          {"reached", line.is_reached},
                          {"looked_at", line.looked_at},
                          {"left_out", line.left_out},
                          {"objections", line.objections}});
    }
    boost::json::array objections;
    for (const Objection& objection : verdict.objections) {
        objections.push_back({{"check", to_string(objection.check)},
                              {"where", objection.where},
                              {"what", objection.what}});
    }
    const BundleFacts& facts = verdict.facts;
    boost::json::array checkpoints;
    for (const BundleFacts::Checkpoint& one : facts.checkpoints) {
        checkpoints.push_back({{"height", one.height}, {"hash", one.hash}});
    }
    return write_canonical({{"valid", verdict.is_valid()},
                            {"not_proven", facts.not_proven},
                            {"bundle", facts.manifest_sha256},
                            {"key", facts.fingerprint},
                            {"key_given", facts.is_key_known},
                            {"tool", facts.tool},
                            {"made", facts.made},
                            {"ledger", facts.ledger},
                            {"network", facts.network},
                            {"first_height", facts.first_height},
                            {"checkpoint_height", facts.checkpoint_height},
                            {"checkpoint", facts.checkpoint},
                            {"from_genesis", facts.is_from_genesis},
                            {"work", facts.work},
                            {"checkpoints", std::move(checkpoints)},
                            {"checks", std::move(checks)},
                            {"objections", std::move(objections)},
                            {"objections_count", verdict.objections_count}});
}

}  // namespace pelf::casefile
