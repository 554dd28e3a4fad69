// SPDX-License-Identifier: Apache-2.0
#include "casefile/case_audit.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "casefile/case_event.hpp"
#include "casefile/case_fold.hpp"
#include "casefile/case_schema.hpp"
#include "casefile/case_tables.hpp"

namespace pelf::casefile {
namespace {

constexpr std::size_t kObjectionsShown = 100;

class CaseAudit {
public:
    explicit CaseAudit(SqlDatabase& database) noexcept : database_(&database) {}

    Result<AuditVerdict> run(const std::optional<ChainHead>& expected) {
        PELF_TRY_DONE(check_events(expected));
        if (verdict_.is_valid()) PELF_TRY_DONE(check_head());
        check_expected(expected);
        verdict_.cases_count = cases_.size();
        if (!verdict_.is_valid()) return std::move(verdict_);
        PELF_TRY_DONE(check_migrations());
        PELF_TRY_DONE(check_documents());
        PELF_TRY_DONE(check_tables());
        return std::move(verdict_);
    }

private:
    void object(std::string where, std::string what) {
        ++verdict_.objections_count;
        if (verdict_.objections.size() < kObjectionsShown) {
            verdict_.objections.push_back({std::move(where), std::move(what)});
        }
    }

    /// Ends at the first event that is wrong: those after it hang from a hash that nobody knows.
    Status check_events(const std::optional<ChainHead>& expected) {
        verdict_.head = {0, std::string(kChainBegin)};
        return for_each_event(*database_, [&](const CaseEvent& event) -> Status {
            if (!verdict_.is_valid()) return Done{};
            const std::string where = text("case_events, seq ", event.seq);
            const std::uint64_t next = verdict_.head.seq + 1;
            if (event.seq != next) {
                object(where, text("event ", next, " is missing"));
                return Done{};
            }
            if (chain_hash(verdict_.head.hash, event) != event.hash) {
                object(where, text("its hash does not fit what it says and the event before (",
                                   event.action, " of ", to_string(event.number), " by ",
                                   event.user, ")"));
                return Done{};
            }
            const Status applied = apply(cases_[event.number], event);
            if (!applied) {
                object(where, text("it is against the rules: ", applied.error().message));
                return Done{};
            }
            if (std::string sha256 = document_of(event); !sha256.empty()) {
                documents_.insert(std::move(sha256));
            }
            verdict_.head = {event.seq, event.hash};
            if (expected && expected->seq == event.seq) hash_at_expected_ = event.hash;
            return Done{};
        });
    }

    Status check_head() {
        PELF_TRY(rows, database_->run("SELECT one, seq, hash FROM case_head", {}));
        const auto last = static_cast<std::int64_t>(verdict_.head.seq);
        if (rows == std::vector<SqlRow>{{std::int64_t{1}, last, verdict_.head.hash}}) return Done{};
        const std::int64_t named = rows.size() == 1 ? number_of(rows.front()[1]) : 0;
        object("case_head",
               rows.size() != 1 ? "is not one row"
               : named > last   ? text("events ", last + 1, " to ", named, " are missing")
                              : text("names event ", named, " with hash ", text_of(rows.front()[2]),
                                     ", and the chain ends with event ", last));
        return Done{};
    }

    void check_expected(const std::optional<ChainHead>& expected) {
        if (!expected) return;
        if (expected->seq == 0) hash_at_expected_ = kChainBegin;
        if (hash_at_expected_.empty()) {
            object(text("head ", to_string(*expected)),
                   text("the chain has no such event any more; it is right up to event ",
                        verdict_.head.seq));
        } else if (hash_at_expected_ != expected->hash) {
            object(text("head ", to_string(*expected)),
                   text("event ", expected->seq, " has the hash ", hash_at_expected_,
                        " now: the chain is another one"));
        }
    }

    Status check_migrations() {
        PELF_TRY(rows, database_->run("SELECT version FROM case_migrations ORDER BY version", {}));
        std::vector<std::int64_t> found;
        for (const SqlRow& row : rows) found.push_back(number_of(row.front()));
        std::vector<std::int64_t> known;
        for (const Migration& migration : case_migrations()) known.push_back(migration.version);
        if (found != known) object("case_migrations", "not those of this program");
        return Done{};
    }

    Status check_documents() {
        PELF_TRY(rows, database_->run("SELECT sha256 FROM case_documents", {}));
        std::set<std::string> found;
        for (const SqlRow& row : rows) found.insert(text_of(row.front()));
        for (const std::string& sha256 : documents_) {
            if (!found.contains(sha256)) {
                object(text("case_documents, ", sha256), "is missing, and an alert rests on it");
            }
        }
        for (const std::string& sha256 : found) {
            if (!documents_.contains(sha256)) {
                object(text("case_documents, ", sha256), "is there, and no alert rests on it");
                continue;
            }
            const SqlRow values{sha256};
            PELF_TRY(bodies,
                     database_->run("SELECT body FROM case_documents WHERE sha256 = $1", values));
            if (bodies.size() != 1 || document_hash(text_of(bodies.front().front())) != sha256) {
                object(text("case_documents, ", sha256), "is not the answer that was kept");
            }
        }
        verdict_.documents_count = documents_.size();
        return Done{};
    }

    struct Table {
        std::string name;
        std::string columns;
        std::set<SqlRow> expected{};
    };

    Status check_table(const Table& table) {
        const std::string sql = text("SELECT ", table.columns, " FROM ", table.name);
        PELF_TRY(rows, database_->run(sql, {}));
        const std::set<SqlRow> found(rows.begin(), rows.end());
        for (const SqlRow& row : table.expected) {
            if (!found.contains(row)) {
                object(text(table.name, ", ", words_of(row)),
                       "follows from the events, and is missing");
            }
        }
        for (const SqlRow& row : found) {
            if (!table.expected.contains(row)) {
                object(text(table.name, ", ", words_of(row)), "does not follow from the events");
            }
        }
        return Done{};
    }

    Status check_tables() {
        Table index{"case_index", std::string(kIndexColumns)};
        Table alerts{"case_alerts", "identity, case_number, alert, kind, subject"};
        Table parties{"case_parties", "case_number, source, party, hash"};
        for (const auto& [number, one] : cases_) {
            index.expected.insert(index_row(one));
            for (SqlRow& row : alert_rows(one)) alerts.expected.insert(std::move(row));
            for (SqlRow& row : party_rows(one)) parties.expected.insert(std::move(row));
        }
        PELF_TRY_DONE(check_table(index));
        PELF_TRY_DONE(check_table(alerts));
        return check_table(parties);
    }

    static std::string words_of(const SqlRow& row) {
        std::string words;
        for (const SqlValue& value : row) {
            if (!words.empty()) words += " | ";
            if (const auto* number = std::get_if<std::int64_t>(&value)) {
                words += std::to_string(*number);
            } else {
                words += text_of(value);
            }
        }
        return words;
    }

    SqlDatabase* database_;
    AuditVerdict verdict_;
    std::map<CaseNumber, Case> cases_;
    std::set<std::string> documents_;
    std::string hash_at_expected_;
};

}  // namespace

std::string to_string(const ChainHead& head) {
    return text(head.seq, ":", head.hash);
}

std::optional<ChainHead> parse_chain_head(std::string_view text) {
    constexpr std::size_t kHashDigits = 64;
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto seq = parse_u64(text.substr(0, colon));
    const std::string hash = ascii_lower(text.substr(colon + 1));
    const bool is_hash = hash.size() == kHashDigits &&
                         hash.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!seq || (!is_hash && hash != kChainBegin)) return std::nullopt;
    return ChainHead{*seq, hash};
}

Result<AuditVerdict> audit_cases(SqlDatabase& database, const std::optional<ChainHead>& expected) {
    return CaseAudit(database).run(expected);
}

}  // namespace pelf::casefile
