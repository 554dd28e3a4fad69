// SPDX-License-Identifier: Apache-2.0
//
// All cases as one text file: the chain of events, line by line as it is hashed, and the answers
// that they speak of. It is what moves cases from one database to another, SQLite to PostgreSQL
// and back, and a copy to keep. The form: docs/formats/case-chain.md.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "casefile/case_audit.hpp"
#include "casefile/case_event.hpp"
#include "casefile/sql_database.hpp"

namespace pelf::casefile {

/// Within a transaction for reading that the caller began.
Status write_backup(SqlDatabase& database,
                    const std::function<Status(std::string_view piece)>& sink);

/// What is in a backup, in its order.
struct BackupReader {
    std::function<Status(const ChainHead& head)> head;
    /// `sha256` is that of `body`: it was computed.
    std::function<Status(const std::string& sha256, const std::string& body)> document;
    /// `event.hash` follows from the events before: it was computed.
    std::function<Status(const CaseEvent& event)> event;
};
/// Reads a backup and checks the chain from its beginning to the head that its first line names.
/// Fails with malformed or truncated, with the offset of the line; what was handed on by then is
/// worth nothing.
Status read_backup(std::string_view backup, const BackupReader& reader);

/// Into an empty store, within a transaction that the caller began: rules are applied, tables
/// written.
Status read_backup_into(SqlDatabase& database, std::string_view backup);

}  // namespace pelf::casefile
