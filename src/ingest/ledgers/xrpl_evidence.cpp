// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/xrpl_evidence.hpp"

#include "ingest/ledgers/xrpl_reader.hpp"

namespace pelf::ingest {
namespace {

class Collector final : public XrplWitness {
public:
    Collector(const std::set<codec::Hash256>& ids, XrplEvidence& evidence)
        : ids_(ids), evidence_(evidence) {}

    void begin(const std::filesystem::path& file) { file_ = file; }

    bool wants(const codec::Hash256& id) const override { return ids_.contains(id); }

    /// A transaction may be there several times, alone and in its ledger: the best proof is kept.
    void see(const Transaction& seen) override {
        auto& known = evidence_.transactions[seen.id];
        if (!known.branch.empty()) return;
        pending_.insert(seen.id);
        const bool is_whole =
            seen.is_id_proven && !seen.transaction.empty() && !seen.metadata.empty();
        if (!is_whole && !known.transaction.empty()) return;
        known.ledger_index = seen.ledger_index.value_or(0);
        known.source = file_;
        known.why = is_whole ? "its ledger is not in the files" : seen.why;
        known.json = is_whole ? std::string() : seen.json;
        if (!is_whole) return;
        known.transaction.assign(seen.transaction.begin(), seen.transaction.end());
        known.metadata.assign(seen.metadata.begin(), seen.metadata.end());
    }

    void see(const Ledger& seen) override {
        if (seen.header) evidence_.headers[seen.index] = *seen.header;
        for (const codec::Hash256& id : pending_) {
            auto& known = evidence_.transactions[id];
            if (known.ledger_index != seen.index || known.transaction.empty()) continue;
            known.why = seen.why;
            if (!seen.is_tree_proven || !seen.header) continue;
            auto branch = codec::xrpl_branch({seen.leaves.begin(), seen.leaves.end()}, id);
            if (branch) {
                known.branch = std::move(*branch);
            } else {
                known.why = "its ledger does not have it";  // It says so itself, elsewhere.
            }
        }
        pending_.clear();
    }

private:
    const std::set<codec::Hash256>& ids_;
    XrplEvidence& evidence_;
    std::set<codec::Hash256> pending_;  ///< Seen, and their ledger not yet.
    std::filesystem::path file_;
};

}  // namespace

Result<XrplEvidence> read_xrpl_evidence(std::span<const std::filesystem::path> files,
                                        const std::set<codec::Hash256>& ids) {
    XrplEvidence evidence;
    Collector collector(ids, evidence);
    XrplReader reader({.has_openings = false, .is_verified = true, .witness = &collector});
    for (const auto& file : files) {
        collector.begin(file);
        Report report(file.string());
        PELF_TRY_DONE(reader.read_file(file, report,
                                       [](const model::AccountBlock&) { return Status(Done{}); }));
    }
    return evidence;
}

}  // namespace pelf::ingest
