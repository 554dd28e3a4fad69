// SPDX-License-Identifier: Apache-2.0
//
// Whether the record of cases is what was written: the chain of events without a gap and with right
// hashes, every event allowed by the rules, the last one that of the head, and the tables beside
// it nothing but what follows from it.
//
// What it does not show: somebody who can write to the database can make a whole new chain that is
// right in itself. That is seen against a head that was written down elsewhere, so write it down:
// `pelf case audit` prints it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "casefile/sql_database.hpp"

namespace pelf::casefile {

/// Where the chain ends: how many events there are, and the hash of the last.
struct ChainHead {
    std::uint64_t seq = 0;
    std::string hash;

    bool operator==(const ChainHead&) const = default;
};

/// "17:8d9c...": as it is printed, and written down.
std::string to_string(const ChainHead& head);
std::optional<ChainHead> parse_chain_head(std::string_view text);

struct AuditObjection {
    std::string where;  ///< "case_events, seq 17".
    std::string what;
};

struct AuditVerdict {
    ChainHead head;  ///< Of what was found to be right, from the first event on.
    std::uint64_t cases_count = 0;
    std::uint64_t documents_count = 0;
    /// In the order in which they were found, so the first is where it begins. After an objection
    /// to an event nothing that follows from it is looked at.
    std::vector<AuditObjection> objections;  ///< The first hundred.
    std::uint64_t objections_count = 0;

    bool is_valid() const noexcept { return objections_count == 0; }
};

/// Within a transaction for reading that the caller began.
Result<AuditVerdict> audit_cases(SqlDatabase& database, const std::optional<ChainHead>& expected);

}  // namespace pelf::casefile
