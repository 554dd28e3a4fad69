// SPDX-License-Identifier: Apache-2.0
#include "casefile/case_schema.hpp"

#include "base/text.hpp"

namespace pelf::casefile {
namespace {

/// The last version that was applied; 0 before the first.
Result<std::int64_t> applied_version(SqlDatabase& database) {
    PELF_TRY(rows, database.run("SELECT COALESCE(MAX(version), 0) FROM case_migrations", {}));
    return rows.empty() || rows.front().empty() ? 0 : number_of(rows.front().front());
}

Unexpected<Error> is_newer(const SqlDatabase& database, std::int64_t found, std::int64_t known) {
    return Unexpected(
        Error{Fault::unsupported,
              text("the cases were kept by a newer pelf: their tables are of version ", found,
                   ", this program knows them up to ", known, "; use the newer one"),
              database.name()});
}

}  // namespace

std::span<const Migration> case_migrations() {
    // Names of columns are those that neither database takes for words of its own.
    static const std::vector<Migration> kMigrations{
        {.version = 1,
         .statements = {
             // The record.
             "CREATE TABLE case_events (seq BIGINT PRIMARY KEY, made BIGINT NOT NULL, "
             "actor TEXT NOT NULL, action TEXT NOT NULL, case_number BIGINT NOT NULL, "
             "was TEXT NOT NULL, became TEXT NOT NULL, hash TEXT NOT NULL)",
             "CREATE INDEX case_events_by_case ON case_events (case_number, seq)",
             "CREATE TABLE case_documents (sha256 TEXT PRIMARY KEY, body TEXT NOT NULL)",
             "CREATE TABLE case_head (one BIGINT PRIMARY KEY, seq BIGINT NOT NULL, "
             "hash TEXT NOT NULL)",
             "INSERT INTO case_head (one, seq, hash) VALUES (1, 0, 'pelf-cases 1')",
             // What follows from it, to be found by.
             "CREATE TABLE case_index (case_number BIGINT PRIMARY KEY, title TEXT NOT NULL, "
             "subject TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, "
             "assignee TEXT NOT NULL, disposition TEXT NOT NULL, created BIGINT NOT NULL, "
             "due BIGINT, alerts BIGINT NOT NULL, open_alerts BIGINT NOT NULL, "
             "last_seq BIGINT NOT NULL)",
             "CREATE TABLE case_alerts (identity TEXT PRIMARY KEY, case_number BIGINT NOT NULL, "
             "alert BIGINT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL)",
             "CREATE TABLE case_parties (case_number BIGINT NOT NULL, source TEXT NOT NULL, "
             "party TEXT NOT NULL, hash TEXT NOT NULL, "
             "PRIMARY KEY (case_number, source, party))",
         }}};
    return kMigrations;
}

Status migrate(SqlDatabase& database, std::span<const Migration> migrations) {
    const std::int64_t known = migrations.empty() ? 0 : migrations.back().version;
    // Nearly always there is nothing to do, and readers should not wait for writers to see it.
    {
        PELF_TRY(transaction, SqlTransaction::begin(database, SqlAccess::read));
        const auto version = applied_version(database);
        if (version && *version == known) return transaction.commit();
        if (version && *version > known) return is_newer(database, *version, known);
        // No such table, probably; what else it may be comes up again below.
    }
    PELF_TRY(transaction, SqlTransaction::begin(database, SqlAccess::write));
    PELF_TRY_DONE(database.lock_schema());
    PELF_TRY_DONE(database.run(
        "CREATE TABLE IF NOT EXISTS case_migrations (version BIGINT PRIMARY KEY)", {}));
    PELF_TRY(version, applied_version(database));
    if (version > known) return is_newer(database, version, known);
    for (const Migration& migration : migrations) {
        if (migration.version <= version) continue;
        for (const std::string_view statement : migration.statements) {
            PELF_TRY_DONE(database.run(statement, {}));
        }
        const std::vector<SqlValue> values{migration.version};
        PELF_TRY_DONE(database.run("INSERT INTO case_migrations (version) VALUES ($1)", values));
    }
    return transaction.commit();
}

}  // namespace pelf::casefile
