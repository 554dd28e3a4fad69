// SPDX-License-Identifier: Apache-2.0
//
// SQLite behind SqlDatabase: one file, a write-ahead log beside it that is synced at every commit.
#include <sqlite3.h>
#include <sys/stat.h>

#include <chrono>
#include <functional>
#include <map>
#include <thread>

#include "base/text.hpp"
#include "casefile/sql_database.hpp"

namespace pelf::casefile {
namespace {

/// How long a writer waits for another one.
constexpr int kBusyMs = 10'000;
/// Above the largest document; SQLite's own limit is a thousand million.
constexpr int kValueBytesMax = 512 << 20;

struct CloseSqlite {
    void operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }
};
struct FinalizeSqlite {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using SqliteHandle = std::unique_ptr<sqlite3, CloseSqlite>;
using SqliteStatement = std::unique_ptr<sqlite3_stmt, FinalizeSqlite>;

Unexpected<Error> sqlite_error(sqlite3* handle, int code, const std::string& path) {
    const std::string detail = sqlite3_errmsg(handle);
    switch (code & 0xff) {
        case SQLITE_FULL:
            return Unexpected(Error{Fault::io, "the disk is full; nothing was written", path});
        case SQLITE_IOERR:
            return Unexpected(Error{
                Fault::io,
                text("the disk could not be read or written (is it full?), nothing was written: ",
                     detail),
                path});
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return Unexpected(Error{
                Fault::refused, "another program has been writing for too long; try again", path});
        case SQLITE_CONSTRAINT: return Unexpected(Error{Fault::refused, detail, path});
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return Unexpected(Error{Fault::malformed,
                                    text("the file is damaged or no database of cases: ", detail,
                                         "; restore it from a backup (`pelf case restore`)"),
                                    path});
        default: return Unexpected(Error{Fault::io, text("the database said: ", detail), path});
    }
}

class SqliteDatabase final : public SqlDatabase {
public:
    SqliteDatabase(SqliteHandle handle, std::string path)
        : handle_(std::move(handle)), path_(std::move(path)) {}

    Result<std::vector<SqlRow>> run(std::string_view sql,
                                    std::span<const SqlValue> values) override {
        PELF_TRY(statement, prepared(sql));
        // However it ends: a statement that is not reset keeps its transaction open.
        const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> reset(statement, sqlite3_reset);
        for (std::size_t i = 0; i < values.size(); ++i) {
            PELF_TRY_DONE(bind(statement, i + 1, values[i]));
        }
        std::vector<SqlRow> rows;
        for (;;) {
            const int code = sqlite3_step(statement);
            if (code == SQLITE_DONE) break;
            if (code != SQLITE_ROW) return sqlite_error(handle_.get(), code, path_);
            rows.push_back(row_of(statement));
        }
        return rows;
    }

    Status begin(SqlAccess access) override {
        PELF_TRY_DONE(run(access == SqlAccess::write ? "BEGIN IMMEDIATE" : "BEGIN", {}));
        return Done{};
    }
    Status commit() override {
        PELF_TRY_DONE(run("COMMIT", {}));
        return Done{};
    }
    void rollback() noexcept override {
        // Some errors have rolled back already; there is nothing to say about it.
        if (sqlite3_get_autocommit(handle_.get()) == 0) {
            sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
        }
    }
    /// BEGIN IMMEDIATE keeps everybody else out.
    Status lock_schema() override { return Done{}; }
    std::string name() const override { return path_; }

private:
    Result<sqlite3_stmt*> prepared(std::string_view sql) {
        const auto known = statements_.find(sql);
        if (known != statements_.end()) return known->second.get();
        sqlite3_stmt* made = nullptr;
        const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                            SQLITE_PREPARE_PERSISTENT, &made, nullptr);
        SqliteStatement statement(made);
        if (code != SQLITE_OK) return sqlite_error(handle_.get(), code, path_);
        return statements_.emplace(sql, std::move(statement)).first->second.get();
    }

    Status bind(sqlite3_stmt* statement, std::size_t number, const SqlValue& value) {
        const std::string parameter = text("$", number);
        // By name: SQLite numbers parameters as they come, and $2 may come first.
        const int index = sqlite3_bind_parameter_index(statement, parameter.c_str());
        int code = SQLITE_OK;
        if (const auto* integer = std::get_if<std::int64_t>(&value)) {
            code = sqlite3_bind_int64(statement, index, *integer);
        } else if (const auto* words = std::get_if<std::string>(&value)) {
            code = sqlite3_bind_text64(statement, index, words->data(), words->size(),
                                       SQLITE_TRANSIENT, SQLITE_UTF8);
        } else {
            code = sqlite3_bind_null(statement, index);
        }
        if (code == SQLITE_TOOBIG) {
            return Unexpected(Error{Fault::over_limit, "a value is too large", path_});
        }
        if (code != SQLITE_OK) return sqlite_error(handle_.get(), code, path_);
        return Done{};
    }

    static SqlRow row_of(sqlite3_stmt* statement) {
        SqlRow row;
        const int columns = sqlite3_column_count(statement);
        for (int i = 0; i < columns; ++i) {
            switch (sqlite3_column_type(statement, i)) {
                case SQLITE_NULL: row.emplace_back(std::monostate()); break;
                case SQLITE_INTEGER:
                    row.emplace_back(std::int64_t{sqlite3_column_int64(statement, i)});
                    break;
                default: {
                    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, i));
                    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
                    row.emplace_back(bytes == nullptr ? std::string() : std::string(bytes, size));
                }
            }
        }
        return row;
    }

    SqliteHandle handle_;
    std::string path_;
    std::map<std::string, SqliteStatement, std::less<>> statements_;
};

/// Two programs that open a new file at once are in each other's way here, and SQLite's own
/// waiting does not cover it.
Status use_write_ahead_log(SqliteDatabase& database) {
    constexpr auto kPause = std::chrono::milliseconds(20);
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::milliseconds(kBusyMs);
    for (;;) {
        const auto mode = database.run("PRAGMA journal_mode = WAL", {});
        if (mode) {
            if (!mode->empty() && text_of(mode->front().front()) == "wal") return Done{};
            return Unexpected(Error{Fault::io,
                                    "this disk cannot carry a write-ahead log (is it a network "
                                    "share?); keep cases in PostgreSQL there (--database)",
                                    database.name()});
        }
        if (mode.error().fault != Fault::refused || std::chrono::steady_clock::now() > give_up) {
            return Unexpected(mode.error());
        }
        std::this_thread::sleep_for(kPause);
    }
}

}  // namespace

Result<std::unique_ptr<SqlDatabase>> open_sqlite(const std::filesystem::path& path) {
    std::error_code failure;
    const bool is_new_folder = std::filesystem::create_directories(path.parent_path(), failure);
    if (failure) {
        return Unexpected(Error{Fault::io, text("cannot make the folder: ", failure.message()),
                                path.parent_path().string()});
    }
    // Names, decisions, suspicions: nobody else's business on a shared machine.
    if (is_new_folder) ::chmod(path.parent_path().c_str(), S_IRWXU);
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(
        path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX,
        nullptr);
    SqliteHandle handle(opened);
    if (code != SQLITE_OK) return sqlite_error(handle.get(), code, path.string());
    sqlite3_extended_result_codes(handle.get(), 1);
    sqlite3_busy_timeout(handle.get(), kBusyMs);
    sqlite3_limit(handle.get(), SQLITE_LIMIT_LENGTH, kValueBytesMax);
    auto database = std::make_unique<SqliteDatabase>(std::move(handle), path.string());
    PELF_TRY_DONE(use_write_ahead_log(*database));
    for (const char* setting :
         {"PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON", "PRAGMA trusted_schema = OFF"}) {
        PELF_TRY_DONE(database->run(setting, {}));
    }
    return std::unique_ptr<SqlDatabase>(std::move(database));
}

}  // namespace pelf::casefile
