// SPDX-License-Identifier: Apache-2.0
//
// The record of cases when somebody tampers with it, when the program is a newer or an older one,
// when it moves from one database to another, and when the server goes away.
#include <gtest/gtest.h>

#include <random>

#include "base/text.hpp"
#include "casefile/case_backup.hpp"
#include "casefile/case_schema.hpp"
#include "casefile/case_store.hpp"
#include "casefile/case_tables.hpp"
#include "support/case_databases.hpp"

namespace pelf::casefile {
namespace {

using test::DatabaseKind;
using test::must;

const Actor kDora{"dora", 1'772'442'000};
const Actor kEmil{"emil", 1'772'442'060};

/// A bit of everything: 12 events about 2 cases.
void fill(CaseStore& store) {
    AlertDraft alert;
    alert.subject = "Tian";
    alert.identity = "id";
    alert.document = "{\n  \"query\": \"Tian\"\n}\n";
    alert.lists = {{"ofac-sdn-csv", "95b2", "2021-07-15"}};
    alert.parties = {{"ofac-sdn-csv", "1", "TIAN", "h1"}};
    const CaseNumber one = must(store.add_alert({}, alert, kDora)).number;
    const CaseNumber two = must(store.open_case({.title = "Other"}, kDora)).number;
    must(store.note(one, "a note \xec\x9d\xb4 \"quoted\"\n", kDora));
    must(store.assign(one, "dora", kEmil));
    must(store.link(one, two, "", kDora));
    must(store.propose(one, {Disposition::true_match, "same_facts", "why"}, kDora));
    must(store.approve(one, "", kEmil));
    must(store.add_alert(one, alert, kDora));
    must(store.reopen(one, "again", kDora));
    must(store.assign(one, "", kEmil));
}

class CaseRecordTest : public testing::TestWithParam<DatabaseKind> {
protected:
    void SetUp() override {
        const std::string why_not = databases_.begin(GetParam());
        if (!why_not.empty()) GTEST_SKIP() << "NOT TESTED: " << why_not;
    }

    test::CaseDatabases databases_;
};

/// The objections after a change that is taken back afterwards.
AuditVerdict after_change(SqlDatabase& database, const std::string& sql) {
    SqlTransaction transaction = must(SqlTransaction::begin(database, SqlAccess::write));
    must(database.run(sql, {}));
    return must(audit_cases(database, {}));
}

TEST_P(CaseRecordTest, AChangeInAnyColumnOfAnyRowIsFound) {
    CaseStore store = must(CaseStore::open(databases_.open()));
    fill(store);
    ASSERT_TRUE(must(store.audit({})).is_valid());
    const auto database = databases_.open();
    struct Place {
        std::string table;
        std::string key;  ///< What tells its rows apart.
        std::vector<std::string> texts;
        std::vector<std::string> numbers;
    };
    const std::vector<Place> places{
        {"case_events",
         "seq",
         {"actor", "action", "was", "became", "hash"},
         {"seq", "made", "case_number"}},
        {"case_documents", "sha256", {"sha256", "body"}, {}},
        {"case_head", "one", {"hash"}, {"one", "seq"}},
        {"case_migrations", "version", {}, {"version"}},
        {"case_index",
         "case_number",
         {"title", "subject", "kind", "state", "assignee", "disposition"},
         {"case_number", "created", "due", "alerts", "open_alerts", "last_seq"}},
        {"case_alerts", "identity", {"identity", "kind", "subject"}, {"case_number", "alert"}},
        {"case_parties", "party", {"source", "party", "hash"}, {"case_number"}}};
    for (const Place& place : places) {
        const auto keys =
            must(database->run(text("SELECT ", place.key, " FROM ", place.table), {}));
        ASSERT_FALSE(keys.empty()) << place.table;
        for (const SqlRow& key : keys) {
            const std::string here =
                std::holds_alternative<std::int64_t>(key.front())
                    ? text(" WHERE ", place.key, " = ", number_of(key.front()))
                    : text(" WHERE ", place.key, " = '", text_of(key.front()), "'");
            const auto expect_found = [&](const std::string& change) {
                const AuditVerdict verdict = after_change(*database, change);
                ASSERT_FALSE(verdict.is_valid()) << change;
                EXPECT_TRUE(verdict.objections.front().where.starts_with(place.table) ||
                            place.table == "case_events")
                    << change << ": " << verdict.objections.front().where;
                if (place.table != "case_events" || change.starts_with("DELETE")) return;
                const std::string where = text("case_events, seq ", number_of(key.front()));
                // A row that is given another number is missing where it was.
                if (change.find("SET seq") == std::string::npos) {
                    EXPECT_EQ(verdict.objections.front().where, where) << change;
                }
            };
            for (const std::string& column : place.texts) {
                expect_found(
                    text("UPDATE ", place.table, " SET ", column, " = ", column, " || 'x'", here));
            }
            for (const std::string& column : place.numbers) {
                expect_found(text("UPDATE ", place.table, " SET ", column, " = COALESCE(", column,
                                  ", 0) + 1000", here));
            }
            expect_found(text("DELETE FROM ", place.table, here));
        }
    }
    EXPECT_FALSE(
        after_change(*database, "INSERT INTO case_documents VALUES ('00', 'x')").is_valid());
    EXPECT_FALSE(after_change(*database, "INSERT INTO case_alerts VALUES ('i', 1, 1, 'trace', 's')")
                     .is_valid());
    EXPECT_FALSE(
        after_change(*database, "INSERT INTO case_parties VALUES (2, 's', 'p', '')").is_valid());
    EXPECT_TRUE(must(store.audit({})).is_valid()) << "all of it was taken back";
}

/// Writes the last event anew with another actor, hash and head and all: what an attacker with the
/// program's source does.
void forge_last(SqlDatabase& database, const std::string& actor) {
    SqlTransaction transaction = must(SqlTransaction::begin(database, SqlAccess::write));
    const ChainHead head = must(lock_head(database));
    std::string before;
    CaseEvent last;
    must(for_each_event(database, [&](const CaseEvent& event) -> Status {
        if (event.seq + 1 == head.seq) before = event.hash;
        last = event;
        return Done{};
    }));
    last.user = actor;
    last.hash = chain_hash(before, last);
    const SqlRow values{actor, last.hash, static_cast<std::int64_t>(last.seq)};
    must(database.run("UPDATE case_events SET actor = $1, hash = $2 WHERE seq = $3", values));
    must(write_head(database, {last.seq, last.hash}));
    must(transaction.commit());
}

TEST_P(CaseRecordTest, AWholeForgedChainIsSeenAgainstAHeadThatWasWrittenDown) {
    CaseStore store = must(CaseStore::open(databases_.open()));
    fill(store);
    const ChainHead head = must(store.head());
    EXPECT_EQ(parse_chain_head(to_string(head)), head);
    must(store.note(CaseNumber{1}, "later", kDora));
    EXPECT_TRUE(must(store.audit(head)).is_valid()) << "what was there is there still";
    const ChainHead later = must(store.head());
    const auto database = databases_.open();
    forge_last(*database, "emil");
    EXPECT_TRUE(must(store.audit({})).is_valid()) << "right in itself";
    EXPECT_TRUE(must(store.audit(head)).is_valid());
    const AuditVerdict verdict = must(store.audit(later));
    ASSERT_FALSE(verdict.is_valid());
    EXPECT_NE(verdict.objections.front().what.find("another one"), std::string::npos);
    EXPECT_FALSE(must(store.audit(ChainHead{99, std::string(64, '0')})).is_valid());
}

TEST_P(CaseRecordTest, AForgedApprovalByTheProposerIsAgainstTheRules) {
    CaseStore store = must(CaseStore::open(databases_.open()));
    must(store.open_case({.title = "T"}, kDora));
    must(store.propose(CaseNumber{1}, {Disposition::allowed, "licence", "why"}, kDora));
    must(store.approve(CaseNumber{1}, "", kEmil));
    forge_last(*databases_.open(), "Dora");
    const AuditVerdict verdict = must(store.audit({}));
    ASSERT_FALSE(verdict.is_valid());
    EXPECT_EQ(verdict.objections.front().where, "case_events, seq 3");
    EXPECT_NE(verdict.objections.front().what.find("four eyes"), std::string::npos);
    EXPECT_FALSE(store.load(CaseNumber{1})) << "nor is it shown as if nothing were";
}

TEST_P(CaseRecordTest, MigrationsAreMadeOnceAndANewerDatabaseIsRefused) {
    const auto database = databases_.open();
    std::vector<Migration> steps{{1, {"CREATE TABLE first (a BIGINT)"}}};
    must(migrate(*database, steps));
    must(migrate(*database, steps));
    steps.push_back(
        {2, {"ALTER TABLE first ADD COLUMN b TEXT", "INSERT INTO first VALUES (1, 'x')"}});
    steps.push_back({3, {"INSERT INTO first VALUES (2, 'y')", "CREATE nonsense"}});
    EXPECT_FALSE(migrate(*database, steps));
    EXPECT_FALSE(database->run("SELECT b FROM first", {})) << "all steps or none";
    steps.back().statements.pop_back();
    must(migrate(*database, steps));
    EXPECT_EQ(must(database->run("SELECT a, b FROM first ORDER BY a", {})),
              (std::vector<SqlRow>{{std::int64_t{1}, "x"}, {std::int64_t{2}, "y"}}));
    steps.pop_back();
    const Status refused = migrate(*database, steps);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fault, Fault::unsupported);
    EXPECT_NE(refused.error().message.find("newer pelf"), std::string::npos);
}

std::string backup_of(const CaseStore& store) {
    std::string text;
    must(store.backup([&](std::string_view piece) -> Status {
        text += piece;
        return Done{};
    }));
    return text;
}

TEST_P(CaseRecordTest, ABackupRestoresIntoAnEmptyDatabaseOfEitherKind) {
    CaseStore store = must(CaseStore::open(databases_.open()));
    fill(store);
    const std::string backup = backup_of(store);
    for (const bool is_sqlite : {false, true}) {
        CaseStore other = must(
            CaseStore::open(is_sqlite ? databases_.open_sqlite_spare() : databases_.open_spare()));
        // Broken ones leave nothing; the last of all is whole.
        EXPECT_FALSE(other.restore(backup.substr(0, backup.size() / 2)));
        const Status restored = other.restore(backup);
        if (!restored && GetParam() == DatabaseKind::sqlite && is_sqlite) {
            // The same file as before: there are cases in it by now.
            EXPECT_EQ(restored.error().fault, Fault::refused);
            continue;
        }
        ASSERT_TRUE(restored) << restored.error().message;
        EXPECT_TRUE(must(other.audit(must(store.head()))).is_valid());
        EXPECT_EQ(must(other.list({})), must(store.list({})));
        EXPECT_EQ(must(other.load(CaseNumber{1})), must(store.load(CaseNumber{1})));
        EXPECT_EQ(backup_of(other), backup);
        // And it is no museum piece.
        must(other.note(CaseNumber{1}, "goes on", kDora));
        EXPECT_TRUE(must(other.audit({})).is_valid());
    }
    EXPECT_FALSE(store.restore(backup)) << "there are cases here";
    must(databases_.open()->run("UPDATE case_events SET actor = 'x' WHERE seq = 3", {}));
    EXPECT_FALSE(store.backup([](std::string_view) -> Status { return Done{}; }))
        << "a backup would make the lie whole";
}

TEST_P(CaseRecordTest, AnEmptyStoreHasABackupAsWell) {
    CaseStore store = must(CaseStore::open(databases_.open()));
    CaseStore other = must(CaseStore::open(databases_.open_spare()));
    must(other.restore(backup_of(store)));
    EXPECT_TRUE(must(other.audit({})).is_valid());
}

/// A database whose connection the server cuts before the n-th thing that is asked of it.
class Interrupted final : public SqlDatabase {
public:
    Interrupted(std::unique_ptr<SqlDatabase> inner, std::unique_ptr<SqlDatabase> killer)
        : inner_(std::move(inner)), killer_(std::move(killer)) {}

    void cut_before(int step) { steps_ = step; }

    Result<std::vector<SqlRow>> run(std::string_view sql,
                                    std::span<const SqlValue> values) override {
        count_down();
        return inner_->run(sql, values);
    }
    Status begin(SqlAccess access) override {
        count_down();
        return inner_->begin(access);
    }
    Status commit() override {
        count_down();
        return inner_->commit();
    }
    void rollback() noexcept override { inner_->rollback(); }
    Status lock_schema() override { return inner_->lock_schema(); }
    std::string name() const override { return inner_->name(); }

private:
    void count_down() {
        if (steps_ < 0 || steps_-- > 0) return;
        must(
            killer_->run("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                         "WHERE datname = 'postgres' AND pid <> pg_backend_pid()",
                         {}));
    }

    std::unique_ptr<SqlDatabase> inner_;
    std::unique_ptr<SqlDatabase> killer_;
    int steps_ = -1;
};

TEST(CaseConnection, ALostOneIsSaidAndMadeAgainAndNothingIsHalfWritten) {
    test::CaseDatabases databases;
    const std::string why_not = databases.begin(DatabaseKind::postgres);
    if (!why_not.empty()) GTEST_SKIP() << "NOT TESTED: " << why_not;
    auto wrapped = std::make_unique<Interrupted>(databases.open(), databases.open());
    Interrupted& line = *wrapped;
    CaseStore store = must(CaseStore::open(std::move(wrapped)));
    must(store.open_case({.title = "T"}, kDora));
    std::size_t written = 0;
    int failures = 0;
    for (int step = 0;; ++step) {
        line.cut_before(step);
        const auto noted = store.note(CaseNumber{1}, text("note ", step), kDora);
        line.cut_before(-1);
        if (noted) ++written;
        if (!noted) {
            ++failures;
            EXPECT_EQ(noted.error().fault, Fault::io);
            EXPECT_NE(noted.error().message.find("connection to the database was lost"),
                      std::string::npos)
                << noted.error().message;
        }
        // The next call finds a way again, and what was acknowledged is there, no more, no less.
        EXPECT_EQ(must(store.load(CaseNumber{1})).notes.size(), written) << step;
        must(store.note(CaseNumber{1}, "after", kDora));
        ++written;
        // Cut before the first thing of all: nothing was asked yet, and nobody notices.
        EXPECT_TRUE(noted || step > 0);
        if (noted && step > 0) break;
    }
    EXPECT_GE(failures, 5) << "cut between every two statements of a write";
    EXPECT_TRUE(must(store.audit({})).is_valid());
}

TEST(CaseConnection, AServerThatIsNotThereIsAnErrorInWordsWithoutThePassword) {
    const auto database =
        open_postgres("postgresql://someone:secret@127.0.0.1:1/cases?connect_timeout=2");
    ASSERT_FALSE(database);
    EXPECT_EQ(database.error().fault, Fault::io);
    EXPECT_NE(database.error().message.find("no connection"), std::string::npos);
    EXPECT_EQ(database.error().message.find("secret"), std::string::npos);
    EXPECT_EQ(database.error().source.find("secret"), std::string::npos);
}

/// As a text, without a database.
std::string a_backup() {
    test::CaseDatabases databases;
    EXPECT_EQ(databases.begin(DatabaseKind::sqlite), "");
    CaseStore store = must(CaseStore::open(databases.open()));
    fill(store);
    return backup_of(store);
}

Status read_only(std::string_view backup) {
    return read_backup(backup, {.head = [](const ChainHead&) -> Status { return Done{}; },
                                .document = [](const std::string&, const std::string&) -> Status {
                                    return Done{};
                                },
                                .event = [](const CaseEvent&) -> Status { return Done{}; }});
}

TEST(CaseBackup, IsRefusedCutAtEveryByte) {
    const std::string backup = a_backup();
    ASSERT_TRUE(read_only(backup));
    for (std::size_t size = 0; size < backup.size(); ++size) {
        EXPECT_FALSE(read_only(std::string_view(backup).substr(0, size))) << size;
    }
}

TEST(CaseBackup, IsRefusedWithAnyByteChanged) {
    const std::string backup = a_backup();
    std::mt19937 dice(7);
    // The answers are outside of the chain: they are held by their hashes, which events name.
    const auto restores = [&](const std::string& changed) {
        test::CaseDatabases databases;
        EXPECT_EQ(databases.begin(DatabaseKind::sqlite), "");
        return must(CaseStore::open(databases.open())).restore(changed).has_value();
    };
    const std::size_t events_at = backup.find("{\"seq\":1,");
    for (std::size_t at = 0; at < backup.size(); ++at) {
        std::string changed = backup;
        changed[at] = static_cast<char>(changed[at] ^ (1 << dice() % 8));
        const bool is_document = at > backup.find('\n') && at < events_at;
        if (is_document) {
            EXPECT_FALSE(dice() % 4 == 0 && restores(changed)) << at;
        } else {
            EXPECT_FALSE(read_only(changed)) << at;
        }
    }
}

TEST(CaseEventForm, IsReadInItsOneFormOnly) {
    CaseEvent event{.seq = 3,
                    .made_unix_s = kDora.now_unix_s,
                    .user = "d\"o\xc3\xb6",
                    .action = "note",
                    .number = CaseNumber{1},
                    .before = "null",
                    .after = after_note(1, "a\nb"),
                    .hash = {}};
    const std::string line = event_text(event);
    EXPECT_EQ(line,
              "{\"seq\":3,\"time\":\"2026-03-02T09:00:00Z\",\"user\":\"d\\\"o\xc3\xb6\",\"action\":"
              "\"note\",\"case\":\"C-1\",\"before\":null,\"after\":{\"note\":{\"number\":1,"
              "\"text\":\"a\\nb\"}}}");
    EXPECT_EQ(must(parse_event(line)), event);
    // As a stranger computes it: printf '%s\n%s' "pelf-cases 1" "$E" | sha256sum.
    EXPECT_EQ(chain_hash(kChainBegin, event), document_hash(text("pelf-cases 1\n", line)));
    for (std::size_t size = 0; size < line.size(); ++size) {
        EXPECT_FALSE(parse_event(line.substr(0, size))) << size;
    }
    EXPECT_FALSE(parse_event(" " + line));
    EXPECT_FALSE(parse_event(line + " "));
    std::string twice = line;
    EXPECT_FALSE(parse_event(twice.replace(1, 0, "\"seq\":3,")));
}

TEST(CaseNumbers, AreReadAsPeopleWriteThem) {
    EXPECT_EQ(parse_case_number("C-17"), CaseNumber{17});
    EXPECT_EQ(parse_case_number("c-17"), CaseNumber{17});
    EXPECT_EQ(parse_case_number("17"), CaseNumber{17});
    for (const char* text :
         {"", "C-", "C-0", "C-01", "-1", "C-1 ", "99999999999999999999", "D-1"}) {
        EXPECT_FALSE(parse_case_number(text)) << text;
    }
}

INSTANTIATE_TEST_SUITE_P(Databases, CaseRecordTest,
                         testing::Values(DatabaseKind::sqlite, DatabaseKind::postgres),
                         [](const auto& about) {
                             return about.param == DatabaseKind::sqlite ? "Sqlite" : "Postgres";
                         });

}  // namespace
}  // namespace pelf::casefile
