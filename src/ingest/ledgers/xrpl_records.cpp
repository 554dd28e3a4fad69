// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/xrpl_records.hpp"

#include <initializer_list>
#include <limits>
#include <string>

#include "base/date.hpp"
#include "codec/xrpl_tree.hpp"

namespace pelf::ingest {
namespace {

using Keys = std::initializer_list<std::string_view>;

template <class Find>
auto first_of(const JsonObject& object, Keys keys, const Find& find)
    -> decltype(find(object, std::string_view())) {
    for (const auto key : keys) {
        if (auto found = find(object, key)) return found;
    }
    return std::nullopt;
}

auto first_object(const JsonObject& object, Keys keys) {
    return first_of(object, keys, object_member);
}
auto first_number(const JsonObject& object, Keys keys) {
    return first_of(object, keys, number_member);
}
auto first_hash(const JsonObject& object, Keys keys) {
    return first_of(object, keys, hash_member);
}

template <class T>
std::optional<T> small_number(const JsonObject& object, Keys keys) {
    const auto number = first_number(object, keys);
    if (!number || *number > std::numeric_limits<T>::max()) return std::nullopt;
    return static_cast<T>(*number);
}

/// Archives count from 1970, in seconds or thousandths of one, and servers from 2000: until 2041
/// the figures themselves say which it is.
std::int64_t unix_time(std::uint64_t number) {
    constexpr std::uint64_t kUnixFrom = 1'300'000'000;  // 2011; or 2041, counted from 2000.
    constexpr std::uint64_t kThousandthsFrom = 100'000'000'000;
    if (number >= kThousandthsFrom) return static_cast<std::int64_t>(number / 1'000);
    if (number >= kUnixFrom) return static_cast<std::int64_t>(number);
    return static_cast<std::int64_t>(number) + codec::kXrplEpochUnixS;
}

std::optional<std::int64_t> time_member(const JsonObject& object, Keys keys) {
    for (const auto key : keys) {
        if (const auto number = number_member(object, key)) return unix_time(*number);
        constexpr std::size_t kSecondsLetters = 19;
        const auto text = text_member(object, key);
        if (!text || text->size() < kSecondsLetters) continue;
        const auto time = parse_as_of(std::string(text->substr(0, kSecondsLetters)) + "Z");
        if (time) return time;
    }
    return std::nullopt;
}

std::optional<JsonObject> metadata_of(const JsonObject& object) {
    return first_object(object, {"meta", "metaData", "metadata"});
}

bool has_text(const JsonObject& object, Keys keys) {
    for (const auto key : keys) {
        if (text_member(object, key)) return true;
    }
    return false;
}

XrplTransactionRecord transaction_record(const JsonObject& object) {
    XrplTransactionRecord record;
    record.transaction = first_object(object, {"tx_json", "tx", "transaction"});
    if (!record.transaction && member(object, "TransactionType")) record.transaction = object;
    if (!record.transaction) {
        const bool is_binary = has_text(object, {"tx_blob", "tx"});
        record.problem =
            is_binary ? "a transaction in bytes that cannot be read" : "no transaction";
        return record;
    }
    record.metadata = metadata_of(object);
    if (!record.metadata) record.metadata = metadata_of(*record.transaction);
    if (!record.metadata) {
        record.problem = has_text(object, {"meta", "metaData", "metadata"})
                             ? "metadata in bytes that cannot be read"
                             : "no metadata: what moved is not known";
    }
    record.hash = hash_member(object, "hash");
    if (!record.hash) record.hash = hash_member(*record.transaction, "hash");
    record.ledger_hash = hash_member(object, "ledger_hash");
    record.ledger_index = first_number(object, {"ledger_index", "inLedger"});
    if (!record.ledger_index) {
        record.ledger_index = first_number(*record.transaction, {"ledger_index", "inLedger"});
    }
    record.time_unix_s = time_member(object, {"close_time_iso", "date", "executed_time"});
    if (!record.time_unix_s) {
        record.time_unix_s = time_member(*record.transaction, {"close_time_iso", "date"});
    }
    if (record.metadata) record.index = number_member(*record.metadata, "TransactionIndex");
    return record;
}

std::vector<XrplTransactionRecord> transaction_records(const JsonArray& array) {
    std::vector<XrplTransactionRecord> records;
    records.reserve(array.size());
    for (const JsonValue element : array) {
        if (const auto object = as<JsonObject>(element)) {
            records.push_back(transaction_record(*object));
            continue;
        }
        XrplTransactionRecord record;
        const auto text = as<std::string_view>(element);
        const bool is_hash = text && codec::decode_hex(*text, record.hash.emplace().bytes);
        if (!is_hash) record.hash.reset();
        record.problem =
            is_hash ? "a hash alone; ask the server to expand transactions" : "no transaction";
        records.push_back(record);
    }
    return records;
}

XrplLedgerRecord ledger_record(const JsonObject& ledger, const JsonObject& answer) {
    XrplLedgerRecord record;
    record.ledger_index = first_number(ledger, {"ledger_index", "seqNum"});
    if (!record.ledger_index) record.ledger_index = number_member(answer, "ledger_index");
    record.hash = first_hash(ledger, {"ledger_hash", "hash"});
    record.answer_hash = hash_member(answer, "ledger_hash");
    if (!record.hash) record.hash = record.answer_hash;
    record.previous = hash_member(ledger, "parent_hash");
    record.transactions_hash = first_hash(ledger, {"transaction_hash", "tx_hash"});
    record.state_hash = hash_member(ledger, "account_hash");
    record.coins_drops = first_number(ledger, {"total_coins", "totalCoins"});
    record.close = small_number<std::uint32_t>(ledger, {"close_time"});
    record.previous_close = small_number<std::uint32_t>(ledger, {"parent_close_time"});
    record.close_resolution = small_number<std::uint8_t>(ledger, {"close_time_resolution"});
    record.close_flags = small_number<std::uint8_t>(ledger, {"close_flags"});
    record.time_unix_s = time_member(ledger, {"close_time", "close_time_iso"});
    record.is_refused = member_as<bool>(answer, "validated") == false;
    if (const auto list = member_as<JsonArray>(ledger, "transactions")) {
        record.has_list = true;
        record.transactions = transaction_records(*list);
    }
    return record;
}

bool is_ledger(const JsonObject& object) {
    return first_number(object, {"ledger_index", "seqNum"}) && !member(object, "TransactionType") &&
           first_hash(object, {"parent_hash", "transaction_hash", "account_hash"});
}

}  // namespace

XrplRecord read_xrpl_record(const JsonObject& object) {
    XrplRecord record;
    JsonObject answer = object;
    for (int depth = 0; depth < 2; ++depth) {
        const auto result = object_member(answer, "result");
        if (result) answer = *result;
    }
    if (const auto error = text_member(answer, "error")) {
        record.problem = "an answer that is an error";
        record.server_error = *error;
        return record;
    }
    if (const auto ledger = object_member(answer, "ledger")) {
        record.ledger = ledger_record(*ledger, answer);
        return record;
    }
    if (is_ledger(answer)) {
        record.ledger = ledger_record(answer, answer);
        return record;
    }
    if (const auto list = member_as<JsonArray>(answer, "transactions")) {
        record.transactions = transaction_records(*list);
        return record;
    }
    auto one = transaction_record(answer);
    if (!one.transaction) {
        record.problem =
            one.problem == "no transaction" ? "no ledger and no transaction" : one.problem;
        return record;
    }
    record.transactions.push_back(one);
    return record;
}

}  // namespace pelf::ingest
