// SPDX-License-Identifier: Apache-2.0
#include "casefile/sql_database.hpp"

#include <utility>

namespace pelf::casefile {

std::int64_t number_of(const SqlValue& value) noexcept {
    const auto* number = std::get_if<std::int64_t>(&value);
    return number == nullptr ? 0 : *number;
}

std::string text_of(const SqlValue& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text == nullptr ? std::string() : *text;
}

Result<SqlTransaction> SqlTransaction::begin(SqlDatabase& database, SqlAccess access) {
    PELF_TRY_DONE(database.begin(access));
    return SqlTransaction(database);
}

SqlTransaction::SqlTransaction(SqlTransaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

SqlTransaction::~SqlTransaction() {
    if (database_ != nullptr) database_->rollback();
}

Status SqlTransaction::commit() {
    PELF_TRY_DONE(database_->commit());
    database_ = nullptr;
    return Done{};
}

}  // namespace pelf::casefile
