// SPDX-License-Identifier: Apache-2.0
//
// A database as the case store needs it: statements with values apart from them, transactions, and
// errors in our own form. Two kinds stand behind it, SQLite (sqlite_database.cpp) and PostgreSQL
// (postgres_database.cpp); statements are in the SQL that both speak, with $1, $2, ... for values.
// Both promise that what commit() acknowledged is on the device.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"

namespace pelf::casefile {

/// NULL, a whole number, or UTF-8.
using SqlValue = std::variant<std::monostate, std::int64_t, std::string>;
using SqlRow = std::vector<SqlValue>;

/// Of a value that the schema says is a number or a text; 0 or empty if it is something else, as it
/// is only after somebody changed it from outside.
std::int64_t number_of(const SqlValue& value) noexcept;
std::string text_of(const SqlValue& value);

enum class SqlAccess : std::uint8_t {
    read,   ///< One state of the data from the first statement on, whoever writes meanwhile.
    write,  ///< Waits for other writers where the database has one at a time.
};

/// For one thread at a time.
class SqlDatabase {
public:
    SqlDatabase() = default;
    SqlDatabase(const SqlDatabase&) = delete;
    SqlDatabase& operator=(const SqlDatabase&) = delete;
    virtual ~SqlDatabase() = default;

    /// One statement and the rows it gives. Prepared once for each text. Fails with io (disk full,
    /// no permission, the connection is lost), refused (a constraint; another writer for too long)
    /// or malformed (the file is no database, or damaged).
    virtual Result<std::vector<SqlRow>> run(std::string_view sql,
                                            std::span<const SqlValue> values) = 0;
    /// A connection that was lost is made again here, and only here.
    virtual Status begin(SqlAccess access) = 0;
    /// If it fails nothing was written, with one exception that the message names: a connection
    /// lost while the server was at it.
    virtual Status commit() = 0;
    virtual void rollback() noexcept = 0;
    /// Within a write transaction: keeps others from making the schema at the same time.
    virtual Status lock_schema() = 0;
    /// For people: "HOME/cases/cases.sqlite", "PostgreSQL". No password is in it.
    virtual std::string name() const = 0;
};

/// Makes the file and its folder if they are not there. Others may use it at the same time.
Result<std::unique_ptr<SqlDatabase>> open_sqlite(const std::filesystem::path& path);

/// `url` in libpq's own form: postgresql://user@host/name?options, or key=value pairs.
Result<std::unique_ptr<SqlDatabase>> open_postgres(const std::string& url);

/// Rolls back unless it was committed.
class SqlTransaction {
public:
    static Result<SqlTransaction> begin(SqlDatabase& database, SqlAccess access);

    SqlTransaction(SqlTransaction&& other) noexcept;
    SqlTransaction& operator=(SqlTransaction&&) = delete;
    SqlTransaction(const SqlTransaction&) = delete;
    SqlTransaction& operator=(const SqlTransaction&) = delete;
    ~SqlTransaction();

    Status commit();

private:
    explicit SqlTransaction(SqlDatabase& database) noexcept : database_(&database) {}

    SqlDatabase* database_;
};

}  // namespace pelf::casefile
