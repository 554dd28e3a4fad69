// SPDX-License-Identifier: Apache-2.0
//
// PostgreSQL behind SqlDatabase, by libpq: one connection, made again when it was lost.
#include <libpq-fe.h>

#include <array>
#include <functional>
#include <map>

#include "base/text.hpp"
#include "casefile/sql_database.hpp"

namespace pelf::casefile {
namespace {

struct ClosePostgres {
    void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
};
struct ClearPostgres {
    void operator()(PGresult* result) const noexcept { PQclear(result); }
};
using PostgresHandle = std::unique_ptr<PGconn, ClosePostgres>;
using PostgresResult = std::unique_ptr<PGresult, ClearPostgres>;

/// Of int8 (bigint) and int4 in pg_type, which are the same in every server.
constexpr Oid kBigintType = 20;
constexpr Oid kIntegerType = 23;

/// A lock of our own in the server's table of advisory locks: "pelf" in letters.
constexpr const char* kSchemaLock = "SELECT pg_advisory_xact_lock(1885695078)";

std::string one_line_of(const char* words) {
    return one_line(words == nullptr ? "" : words);
}

class PostgresDatabase final : public SqlDatabase {
public:
    explicit PostgresDatabase(std::string url) : url_(std::move(url)) {}

    Status connect() {
        statements_.clear();
        // The later ones win, and "dbname" opens up into all that the address says.
        const std::array<const char*, 6> keys{"connect_timeout", "fallback_application_name",
                                              "keepalives_idle", "dbname",
                                              "client_encoding", nullptr};
        const std::array<const char*, 6> values{"10", "pelf", "30", url_.c_str(), "UTF8", nullptr};
        handle_.reset(PQconnectdbParams(keys.data(), values.data(), 1));
        if (PQstatus(handle_.get()) != CONNECTION_OK) {
            return Unexpected(Error{
                Fault::io,
                text("no connection to the database: ", one_line_of(PQerrorMessage(handle_.get()))),
                name()});
        }
        PQsetNoticeProcessor(handle_.get(), [](void*, const char*) {}, nullptr);
        // A server that is set to acknowledge before it has written does not do so to us.
        PELF_TRY_DONE(plain("SET synchronous_commit = on"));
        return plain("SET standard_conforming_strings = on");
    }

    Result<std::vector<SqlRow>> run(std::string_view sql,
                                    std::span<const SqlValue> values) override {
        PELF_TRY(statement, prepared(sql));
        std::vector<std::string> numbers(values.size());
        std::vector<const char*> texts;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (const auto* number = std::get_if<std::int64_t>(&values[i])) {
                numbers[i] = std::to_string(*number);
                texts.push_back(numbers[i].c_str());
            } else if (const auto* words = std::get_if<std::string>(&values[i])) {
                texts.push_back(words->c_str());
            } else {
                texts.push_back(nullptr);
            }
        }
        constexpr int kAsText = 0;
        const PostgresResult result(PQexecPrepared(handle_.get(), statement.c_str(),
                                                   static_cast<int>(texts.size()), texts.data(),
                                                   nullptr, nullptr, kAsText));
        PELF_TRY_DONE(check(result.get()));
        return rows_of(result.get());
    }

    Status begin(SqlAccess access) override {
        const char* const sql = access == SqlAccess::write
                                    ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
                                    : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        if (PQstatus(handle_.get()) == CONNECTION_OK) {
            const Status begun = plain(sql);
            // A connection that died while nobody used it is noticed only now, and nothing has
            // been asked of it yet: a new one does as well.
            if (begun || PQstatus(handle_.get()) == CONNECTION_OK) return begun;
        }
        PELF_TRY_DONE(connect());
        return plain(sql);
    }
    Status commit() override {
        const Status committed = plain("COMMIT");
        if (committed || PQstatus(handle_.get()) == CONNECTION_OK) return committed;
        return Unexpected(Error{
            Fault::io,
            "the connection to the database was lost while it was writing, and nobody can say "
            "whether it is written; look (`pelf case show`) before doing it again",
            name()});
    }
    void rollback() noexcept override {
        if (PQstatus(handle_.get()) == CONNECTION_OK) {
            const PostgresResult result(PQexec(handle_.get(), "ROLLBACK"));
        }
    }
    Status lock_schema() override { return plain(kSchemaLock); }
    std::string name() const override { return "PostgreSQL"; }

private:
    Status plain(const char* sql) {
        const PostgresResult result(PQexec(handle_.get(), sql));
        return check(result.get());
    }

    Result<std::string> prepared(std::string_view sql) {
        const auto known = statements_.find(sql);
        if (known != statements_.end()) return known->second;
        std::string statement = text("pelf_", statements_.size());
        const PostgresResult result(
            PQprepare(handle_.get(), statement.c_str(), std::string(sql).c_str(), 0, nullptr));
        PELF_TRY_DONE(check(result.get()));
        statements_.emplace(sql, statement);
        return statement;
    }

    Status check(const PGresult* result) const {
        const ExecStatusType status = PQresultStatus(result);
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return Done{};
        const char* field = PQresultErrorField(result, PG_DIAG_SQLSTATE);
        const std::string_view state = field == nullptr ? "" : field;
        const std::string words = one_line_of(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
        if (PQstatus(handle_.get()) != CONNECTION_OK) {
            return Unexpected(Error{
                Fault::io,
                text("the connection to the database was lost and nothing was written; try again: ",
                     words.empty() ? one_line_of(PQerrorMessage(handle_.get())) : words),
                name()});
        }
        if (state.starts_with("53")) {
            return Unexpected(
                Error{Fault::io, text("the server has no more room, nothing was written: ", words),
                      name()});
        }
        // Of integrity, of serialisation, of locks.
        if (state.starts_with("23") || state.starts_with("40") || state == "55P03") {
            return Unexpected(Error{Fault::refused, words, name()});
        }
        return Unexpected(Error{Fault::io, text("the database said: ", words), name()});
    }

    static std::vector<SqlRow> rows_of(const PGresult* result) {
        std::vector<SqlRow> rows;
        const int rows_count = PQntuples(result);
        const int columns_count = PQnfields(result);
        for (int row = 0; row < rows_count; ++row) {
            SqlRow values;
            for (int column = 0; column < columns_count; ++column) {
                const Oid type = PQftype(result, column);
                const std::string_view cell(
                    PQgetvalue(result, row, column),
                    static_cast<std::size_t>(PQgetlength(result, row, column)));
                if (PQgetisnull(result, row, column) != 0) {
                    values.emplace_back(std::monostate());
                } else if (type == kBigintType || type == kIntegerType) {
                    const bool is_negative = cell.starts_with("-");
                    const auto digits = parse_u64(cell.substr(is_negative ? 1 : 0)).value_or(0);
                    // Two's complement wraps the lowest number onto itself, as it should.
                    values.emplace_back(
                        static_cast<std::int64_t>(is_negative ? 0 - digits : digits));
                } else {
                    values.emplace_back(std::string(cell));
                }
            }
            rows.push_back(std::move(values));
        }
        return rows;
    }

    std::string url_;
    PostgresHandle handle_;
    std::map<std::string, std::string, std::less<>> statements_;
};

}  // namespace

Result<std::unique_ptr<SqlDatabase>> open_postgres(const std::string& url) {
    auto database = std::make_unique<PostgresDatabase>(url);
    PELF_TRY_DONE(database->connect());
    return std::unique_ptr<SqlDatabase>(std::move(database));
}

}  // namespace pelf::casefile
