// SPDX-License-Identifier: Apache-2.0
//
// Databases for tests of the case store: empty ones, of either kind.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include "base/check.hpp"
#include "base/result.hpp"
#include "casefile/sql_database.hpp"
#include "support/postgres_server.hpp"
#include "support/temporary_folder.hpp"

namespace pelf::test {

enum class DatabaseKind : std::uint8_t { sqlite, postgres };

/// The value, or the end of the test with the error's words.
template <class T>
T must(Result<T> result) {
    if (!result) {
        std::fprintf(stderr, "%s (%s)\n", result.error().message.c_str(),
                     result.error().source.c_str());
    }
    PELF_CHECK(result.has_value());
    return std::move(*result);
}

class CaseDatabases {
public:
    /// Empty, or why there is no such database here.
    std::string begin(DatabaseKind kind) {
        if (kind == DatabaseKind::sqlite) return {};
        std::string why_not;
        server_ = PostgresServer::start(why_not);
        if (server_ != nullptr) must(open()->run("CREATE DATABASE spare", {}));
        return why_not;
    }

    /// One connection more to the same database.
    std::unique_ptr<casefile::SqlDatabase> open() const {
        return server_ == nullptr ? must(casefile::open_sqlite(folder_.path() / "cases.sqlite"))
                                  : must(casefile::open_postgres(server_->url()));
    }
    /// To another one of the same kind.
    std::unique_ptr<casefile::SqlDatabase> open_spare() const {
        if (server_ == nullptr) return open_sqlite_spare();
        return must(casefile::open_postgres(server_->url() + " dbname=spare"));
    }
    std::unique_ptr<casefile::SqlDatabase> open_sqlite_spare() const {
        return must(casefile::open_sqlite(folder_.path() / "spare.sqlite"));
    }

    std::string postgres_url() const { return server_ == nullptr ? "" : server_->url(); }

private:
    TemporaryFolder folder_;
    std::unique_ptr<PostgresServer> server_;
};

}  // namespace pelf::test
