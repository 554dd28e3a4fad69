// SPDX-License-Identifier: Apache-2.0
//
// The spellings of ledgers and transactions, taken apart. Servers of two API versions, their
// streams and several archives give the same things under other names and at other depths. For the
// readers of this folder only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/sha256.hpp"
#include "ingest/ledgers/xrpl_json.hpp"

namespace pelf::ingest {

/// A transaction with what stands beside it. The views live as long as the parsed record.
struct XrplTransactionRecord {
    std::optional<JsonObject> transaction;
    std::optional<JsonObject> metadata;
    std::optional<codec::Hash256> hash;
    std::optional<codec::Hash256> ledger_hash;
    std::optional<std::uint64_t> ledger_index;
    std::optional<std::int64_t> time_unix_s;
    std::optional<std::uint64_t> index;  ///< Place in its ledger.
    /// Why it cannot be read; empty where it can.
    std::string_view problem;
};

struct XrplLedgerRecord {
    std::optional<std::uint64_t> ledger_index;
    std::optional<codec::Hash256> hash;
    std::optional<codec::Hash256> answer_hash;  ///< As the answer around it says.
    std::optional<codec::Hash256> previous;
    std::optional<codec::Hash256> transactions_hash;
    std::optional<codec::Hash256> state_hash;
    std::optional<std::uint64_t> coins_drops;
    std::optional<std::uint32_t> close;  ///< Seconds since 2000, as is `previous_close`.
    std::optional<std::uint32_t> previous_close;
    std::optional<std::uint8_t> close_resolution;
    std::optional<std::uint8_t> close_flags;
    std::optional<std::int64_t> time_unix_s;
    bool is_refused = false;  ///< Said not to be validated.
    bool has_list = false;    ///< A list of transactions, if an empty one.
    std::vector<XrplTransactionRecord> transactions;
};

struct XrplRecord {
    std::optional<XrplLedgerRecord> ledger;
    std::vector<XrplTransactionRecord> transactions;  ///< Of no ledger that is here.
    /// Why it is neither; empty where it is one.
    std::string_view problem;
    std::string_view server_error;  ///< What the server says instead of an answer.
};

XrplRecord read_xrpl_record(const JsonObject& object);

/// Whether a record's text has transactions or a header in bytes (`binary` of the servers).
bool is_xrpl_record_in_bytes(std::string_view json) noexcept;
/// Such a record as the JSON without `binary`. What cannot be read stays as it is. Copies the
/// record.
std::string expand_xrpl_record(const JsonObject& object);

}  // namespace pelf::ingest
