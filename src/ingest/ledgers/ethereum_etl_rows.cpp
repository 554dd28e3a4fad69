// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_etl_rows.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <span>
#include <string>
#include <utility>

#include "base/check.hpp"
#include "ingest/ledgers/ethereum_router.hpp"
#include "ingest/ledgers/ethereum_text.hpp"

namespace pelf::ingest {
namespace {

using Outcome = EtlRowOutcome;
using Kind = EthereumTrace::Kind;

// In each table the place of a name is its number below.
constexpr EtlColumn kBlocks[] = {
    {"number", "block_number"}, {"hash"},        {"parent_hash"}, {"miner"}, {"timestamp"},
    {"base_fee_per_gas"},       {"sha3_uncles"}, {"withdrawals"}};
namespace blocks {
enum : std::size_t { number, hash, parent, miner, time, base_fee, uncles, withdrawals };
}

constexpr EtlColumn kTransactions[] = {{"block_number"},
                                       {"hash", "transaction_hash"},
                                       {"transaction_index"},
                                       {"from_address"},
                                       {"to_address"},
                                       {"value"},
                                       {"gas"},
                                       {"gas_price"},
                                       {"nonce"},
                                       {"transaction_type"},
                                       {"receipt_gas_used"},
                                       {"receipt_effective_gas_price"},
                                       {"receipt_status"},
                                       {"receipt_contract_address"},
                                       {"receipt_blob_gas_used"},
                                       {"receipt_blob_gas_price"},
                                       {"input"}};
namespace transactions {
enum : std::size_t {
    block,
    hash,
    index,
    from,
    to,
    value,
    gas,
    gas_price,
    nonce,
    type,
    gas_used,
    effective_price,
    status,
    contract,
    blob_gas_used,
    blob_gas_price,
    input
};
}

constexpr EtlColumn kReceipts[] = {
    {"block_number"}, {"transaction_hash"}, {"gas_used"},      {"effective_gas_price"},
    {"status"},       {"contract_address"}, {"blob_gas_used"}, {"blob_gas_price"}};
namespace receipts {
enum : std::size_t {
    block,
    hash,
    gas_used,
    effective_price,
    status,
    contract,
    blob_gas_used,
    blob_gas_price
};
}

constexpr EtlColumn kTokenTransfers[] = {{"block_number"}, {"token_address"}, {"from_address"},
                                         {"to_address"},   {"value"},         {"transaction_hash"},
                                         {"log_index"}};
namespace token_transfers {
enum : std::size_t { block, token, from, to, value, transaction, log_index };
}

constexpr EtlColumn kLogs[] = {
    {"block_number"}, {"transaction_hash"}, {"log_index"}, {"address"}, {"data"}, {"topics"}};
namespace logs {
enum : std::size_t { block, transaction, log_index, address, data, topics };
}

constexpr EtlColumn kTraces[] = {{"block_number"},
                                 {"transaction_hash"},
                                 {"transaction_index"},
                                 {"from_address"},
                                 {"to_address"},
                                 {"value"},
                                 {"trace_type"},
                                 {"call_type"},
                                 {"reward_type"},
                                 {"trace_address"},
                                 {"error"},
                                 {"status"},
                                 {"trace_id"}};
namespace traces {
enum : std::size_t {
    block,
    transaction,
    index,
    from,
    to,
    value,
    type,
    call_type,
    reward_type,
    path,
    error,
    status,
    id
};
}

constexpr EtlColumn kContracts[] = {{"block_number"}, {"address"}, {"is_erc20"}, {"is_erc721"}};
namespace contracts {
enum : std::size_t { block, address, is_erc20, is_erc721 };
}

constexpr EtlTable::Shape kShapes[] = {
    {"blocks", kBlocks, blocks::number},
    {"transactions", kTransactions, transactions::block},
    {"receipts", kReceipts, receipts::block},
    {"token_transfers", kTokenTransfers, token_transfers::block},
    {"logs", kLogs, logs::block},
    {"traces", kTraces, traces::block},
    {"contracts", kContracts, contracts::block},
};
static_assert(std::size(kShapes) == kEtlKindsCount);

Outcome rejected(const char* words) {
    return {.kind = Outcome::Kind::rejected, .fault = Fault::malformed, .words = words};
}

Outcome flawed(const char* words) {
    return {.kind = Outcome::Kind::flawed, .fault = Fault::malformed, .words = words};
}

/// The JSON of a field, which in CSV has its quotes doubled.
std::string plain_json(std::string_view field) {
    std::string json;
    for (std::size_t i = 0; i < field.size(); ++i) {
        json.push_back(field[i]);
        if (field[i] == '"' && i + 1 < field.size() && field[i + 1] == '"') ++i;
    }
    return json;
}

bool read_withdrawals(std::string_view field, std::vector<EthereumWithdrawal>& withdrawals) {
    if (field.empty()) return true;
    boost::json::error_code error;
    const auto value = boost::json::parse(plain_json(field), error);
    const auto* list = error ? nullptr : value.if_array();
    if (list == nullptr) return false;
    for (const auto& item : *list) {
        const auto* object = item.if_object();
        const auto* address = object == nullptr ? nullptr : object->if_contains("address");
        const auto* amount = object == nullptr ? nullptr : object->if_contains("amount");
        if (address == nullptr || amount == nullptr || !address->is_string()) return false;
        EthereumWithdrawal withdrawal;
        if (!read_address(std::string_view(address->get_string()), withdrawal.to)) return false;
        withdrawal.amount_gwei = amount->to_number<std::uint64_t>(error);
        if (error) return false;
        withdrawals.push_back(withdrawal);
    }
    return true;
}

EthereumTransaction::Outcome outcome_of(std::string_view status) {
    if (status == "1") return EthereumTransaction::Outcome::succeeded;
    if (status == "0") return EthereumTransaction::Outcome::failed;
    return EthereumTransaction::Outcome::unknown;
}

/// "0,1,2", and as JSON [0, 1, 2]. False if it is anything else.
bool read_path(std::string_view text, std::vector<std::uint32_t>& path) {
    constexpr std::string_view kBetween = ", []";
    while (true) {
        const auto begin = text.find_first_not_of(kBetween);
        if (begin == std::string_view::npos) return true;
        text.remove_prefix(begin);
        const auto end = std::min(text.find_first_of(kBetween), text.size());
        std::uint32_t step = 0;
        if (!read_decimal(text.substr(0, end), step)) return false;
        path.push_back(step);
        text.remove_prefix(end);
    }
}

/// The type of a trace from its id where there is no column for it: "call_<hash>_0_1".
std::string_view type_of_id(std::string_view id) {
    return id.substr(0, id.find('_'));
}

/// The path behind the second underscore of an id.
bool read_path_of_id(std::string_view id, std::vector<std::uint32_t>& path) {
    const auto hash = id.find('_');
    const auto begin = hash == std::string_view::npos ? hash : id.find('_', hash + 1);
    if (begin == std::string_view::npos) return false;
    std::string_view text = id.substr(begin + 1);
    while (!text.empty()) {
        const auto end = std::min(text.find('_'), text.size());
        std::uint32_t step = 0;
        if (!read_decimal(text.substr(0, end), step)) return false;
        path.push_back(step);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return true;
}

/// False if the type is none that is known.
bool read_kind(std::string_view type, std::string_view call_type, std::string_view reward_type,
               Kind& kind) {
    if (type == "call") {
        kind = call_type.empty() || call_type == "call" ? Kind::call : Kind::other_call;
        return true;
    }
    if (type == "create" || type == "create2") {
        kind = Kind::create;
    } else if (type == "suicide" || type == "selfdestruct") {
        kind = Kind::self_destruct;
    } else if (type == "reward") {
        kind = reward_type == "uncle" ? Kind::uncle_reward : Kind::block_reward;
    } else if (type == "genesis") {
        kind = Kind::genesis;
    } else if (type == "daofork") {
        kind = Kind::dao_fork;
    } else {
        return false;
    }
    return true;
}

/// Which transaction the trace is of. False if its block has no such one.
bool read_trace_transaction(const EtlTable& table, EthereumBlock& block, std::uint32_t& hint,
                            EthereumTrace& trace) {
    const auto hash_text = table.field(traces::transaction);
    if (!hash_text.empty()) {
        model::LedgerHash hash{};
        if (!read_hash(hash_text, hash)) return false;
        trace.transaction = block.find_or_add_transaction(hash, hint);
        hint = trace.transaction;
        EthereumTransaction& transaction = block.transactions[hint];
        std::uint32_t index = 0;
        if (transaction.is_bare && read_decimal(table.field(traces::index), index)) {
            transaction.index = index;
        }
        return true;
    }
    // Traces out of geth have the transaction's number only.
    std::uint32_t index = 0;
    if (!read_decimal(table.field(traces::index), index)) return false;
    if (index >= block.transactions.size() || block.transactions[index].index != index) {
        return false;
    }
    trace.transaction = index;
    return true;
}

bool read_trace_path(const EtlTable& table, EthereumBlock& block, EthereumTrace& trace) {
    trace.path_begin = static_cast<std::uint32_t>(block.trace_paths.size());
    const auto id = table.field(traces::id);
    if (table.has_column(traces::path)) {
        if (!read_path(table.field(traces::path), block.trace_paths)) return false;
    } else if (!id.empty()) {
        if (!read_path_of_id(id, block.trace_paths)) return false;
    } else if (!block.traces.empty() && block.traces.back().transaction == trace.transaction) {
        // Nothing says where in the tree it is: one beside the other, in the file's order.
        block.trace_paths.push_back(static_cast<std::uint32_t>(block.traces.size()));
    }
    trace.path_size = static_cast<std::uint32_t>(block.trace_paths.size()) - trace.path_begin;
    return true;
}

constexpr codec::EthereumAddress kNobody{};

/// Empty is nobody.
bool read_party(std::string_view text, codec::EthereumAddress& party) {
    party = kNobody;
    return text.empty() || read_address(text, party);
}

}  // namespace

const EtlTable::Shape& etl_shape(EtlKind kind) {
    return kShapes[static_cast<std::size_t>(kind)];
}

Outcome read_block_row(const EtlTable& table, EthereumBlock& block) {
    std::uint64_t time_s = 0;
    block.height = table.block();
    block.offset_bytes = table.row_offset_bytes();
    if (!read_hash(table.field(blocks::hash), block.hash) ||
        !read_hash(table.field(blocks::parent), block.previous) ||
        !read_address(table.field(blocks::miner), block.miner) ||
        !read_decimal(table.field(blocks::time), time_s) ||
        time_s > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        return rejected("a block's hash, parent_hash, miner or timestamp is not what it should be");
    }
    block.time_unix_s = static_cast<std::int64_t>(time_s);
    // keccak256 of an empty list: no uncles.
    constexpr std::string_view kNoUncles =
        "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347";
    const auto uncles = table.field(blocks::uncles);
    block.has_unknown_uncles = uncles != kNoUncles;
    if (!read_decimal(table.field(blocks::base_fee), block.base_fee_wei)) {
        block.base_fee_wei.reset();
        return flawed("a block's base_fee_per_gas is no number");
    }
    if (!read_withdrawals(table.field(blocks::withdrawals), block.withdrawals)) {
        block.withdrawals.clear();
        return flawed("a block's withdrawals cannot be read");
    }
    return {};
}

Outcome read_transaction_row(const EtlTable& table, EthereumBlock& block) {
    namespace in = transactions;
    EthereumTransaction transaction;
    transaction.offset_bytes = table.row_offset_bytes();
    if (!read_hash(table.field(in::hash), transaction.hash) ||
        !read_decimal(table.field(in::index), transaction.index) ||
        !read_address(table.field(in::from), transaction.from) ||
        !read_decimal(table.field(in::value), transaction.value)) {
        return rejected("a transaction's hash, index, from_address or value is missing or wrong");
    }
    std::optional<std::uint64_t> gas_limit;
    std::optional<std::uint64_t> type;
    std::optional<std::uint64_t> nonce;
    std::optional<std::uint64_t> effective_price_wei;
    const auto to = table.field(in::to);
    const auto contract = table.field(in::contract);
    codec::EthereumAddress receiver;
    if ((!to.empty() && !read_address(to, receiver)) ||
        (!contract.empty() && !read_address(contract, receiver)) ||
        !read_decimal(table.field(in::gas), gas_limit) ||
        !read_decimal(table.field(in::gas_price), transaction.gas_price_wei) ||
        !read_decimal(table.field(in::type), type) ||
        !read_decimal(table.field(in::nonce), nonce) ||
        !read_decimal(table.field(in::gas_used), transaction.gas_used) ||
        !read_decimal(table.field(in::effective_price), effective_price_wei) ||
        !read_decimal(table.field(in::blob_gas_used), transaction.blob_gas_used) ||
        !read_decimal(table.field(in::blob_gas_price), transaction.blob_gas_price_wei)) {
        return rejected("a transaction's to_address, gas, gas_price or another field is wrong");
    }
    if (!to.empty() || !contract.empty()) {
        transaction.to = receiver;
    } else if (nonce) {
        transaction.to = codec::created_address(transaction.from, *nonce);
    }
    constexpr std::uint64_t kBlobType = 3;
    transaction.has_blobs = type == kBlobType;
    transaction.gas_limit = gas_limit.value_or(0);
    if (effective_price_wei) transaction.gas_price_wei = effective_price_wei;
    transaction.outcome = outcome_of(table.field(in::status));
    if (auto memo = read_router_call(transaction, table.field(in::input))) {
        block.router_calls.push_back(std::move(*memo));
    }
    block.transactions.push_back(transaction);
    return {};
}

bool has_joined_receipt(const EtlTable& table) {
    return table.has_column(transactions::gas_used) && !table.field(transactions::gas_used).empty();
}

Outcome read_receipt_row(const EtlTable& table, EthereumBlock& block, std::uint32_t& hint) {
    namespace in = receipts;
    model::LedgerHash hash{};
    std::uint64_t gas_used = 0;
    std::optional<std::uint64_t> price_wei;
    if (!read_hash(table.field(in::hash), hash) ||
        !read_decimal(table.field(in::gas_used), gas_used) ||
        !read_decimal(table.field(in::effective_price), price_wei)) {
        return rejected("a receipt's transaction_hash, gas_used or effective_gas_price is wrong");
    }
    const std::uint32_t at = block.find_transaction(hash, hint);
    if (at == kNoTransaction) return rejected("a receipt's transaction is not in its block");
    hint = at;
    EthereumTransaction& transaction = block.transactions[at];
    transaction.gas_used = gas_used;
    if (price_wei) transaction.gas_price_wei = price_wei;
    transaction.outcome = outcome_of(table.field(in::status));
    const auto contract = table.field(in::contract);
    codec::EthereumAddress address;
    if (!contract.empty() && read_address(contract, address)) transaction.to = address;
    if (!read_decimal(table.field(in::blob_gas_used), transaction.blob_gas_used) ||
        !read_decimal(table.field(in::blob_gas_price), transaction.blob_gas_price_wei)) {
        return flawed("a receipt's blob gas is no number");
    }
    return {};
}

Outcome read_token_transfer_row(const EtlTable& table, EthereumBlock& block, std::uint32_t& hint) {
    namespace in = token_transfers;
    EthereumTokenEvent& event = block.tokens.emplace_back();
    model::LedgerHash hash{};
    if (!read_address(table.field(in::token), event.token) ||
        !read_address(table.field(in::from), event.from) ||
        !read_address(table.field(in::to), event.to) ||
        !read_decimal(table.field(in::value), event.value) ||
        !read_hash(table.field(in::transaction), hash) ||
        !read_decimal(table.field(in::log_index), event.log_index)) {
        block.tokens.pop_back();
        return rejected("a token transfer has a field that is missing or wrong");
    }
    event.offset_bytes = table.row_offset_bytes();
    event.transaction = block.find_or_add_transaction(hash, hint);
    hint = event.transaction;
    return {};
}

Outcome read_log_row(const EtlTable& table, const EthereumRules& rules, EthereumBlock& block,
                     std::uint32_t& hint, LogMeaning& meaning) {
    namespace in = logs;
    constexpr std::size_t kTopicsMax = 4;
    constexpr std::size_t kTopicLetters = 66;
    std::array<model::LedgerHash, kTopicsMax> topics;
    std::size_t topics_count = 0;
    const auto text = table.field(in::topics);
    meaning = LogMeaning::nothing;
    for (auto at = text.find("0x"); at != std::string_view::npos;
         at = text.find("0x", at + kTopicLetters)) {
        if (topics_count == kTopicsMax ||
            !read_hash(text.substr(at, kTopicLetters), topics[topics_count])) {
            return rejected("a log's topics are wrong");
        }
        ++topics_count;
    }
    EthereumLog log;
    log.topics = std::span(topics).first(topics_count);
    const auto data = table.field(in::data);
    constexpr std::size_t kWordLetters = 64;
    if (!read_address(table.field(in::address), log.address) || data.size() % 2 != 0 ||
        (!data.empty() && !data.starts_with("0x"))) {
        return rejected("a log's address or data is wrong");
    }
    log.data_bytes = data.empty() ? 0 : data.size() / 2 - 1;
    if (log.data_bytes >= log.first_word.size() &&
        !codec::decode_hex(data.substr(2, kWordLetters), log.first_word)) {
        return rejected("a log's data is not hexadecimal");
    }
    model::LedgerHash hash{};
    if (is_router_event(log)) {
        auto memo = read_router_event(log, data.substr(std::min<std::size_t>(data.size(), 2)));
        if (memo && read_hash(table.field(in::transaction), memo->transaction)) {
            block.router_events.push_back(std::move(*memo));
        }
    }
    EthereumTokenEvent event;
    meaning = read_log(log, rules, event);
    if (meaning != LogMeaning::movement) return {};
    if (!read_hash(table.field(in::transaction), hash) ||
        !read_decimal(table.field(in::log_index), event.log_index)) {
        meaning = LogMeaning::nothing;
        return rejected("a log's transaction_hash or log_index is wrong");
    }
    event.offset_bytes = table.row_offset_bytes();
    event.transaction = block.find_or_add_transaction(hash, hint);
    hint = event.transaction;
    block.tokens.push_back(event);
    return {};
}

Outcome read_trace_row(const EtlTable& table, EthereumBlock& block, std::uint32_t& hint) {
    namespace in = traces;
    EthereumTrace trace;
    trace.offset_bytes = table.row_offset_bytes();
    const auto id = table.field(in::id);
    const auto type = table.has_column(in::type) ? table.field(in::type) : type_of_id(id);
    if (!read_kind(type, table.field(in::call_type), table.field(in::reward_type), trace.kind)) {
        return rejected("a trace's trace_type is not known");
    }
    const auto value = table.field(in::value);
    if (!read_party(table.field(in::from), trace.from) ||
        !read_party(table.field(in::to), trace.to) ||
        (!value.empty() && !read_decimal(value, trace.value))) {
        return rejected("a trace's from_address, to_address or value is wrong");
    }
    trace.is_failed = !table.field(in::error).empty() || table.field(in::status) == "0";
    const bool is_of_block = trace.kind == Kind::block_reward || trace.kind == Kind::uncle_reward ||
                             trace.kind == Kind::genesis || trace.kind == Kind::dao_fork;
    if (!is_of_block && !read_trace_transaction(table, block, hint, trace)) {
        return rejected("a trace's transaction is not in its block");
    }
    const std::size_t paths_before = block.trace_paths.size();
    if (!is_of_block && !read_trace_path(table, block, trace)) {
        block.trace_paths.resize(paths_before);
        return rejected("a trace's trace_address is wrong");
    }
    const bool lacks_party = trace.to == kNobody && table.field(in::to).empty();
    if (trace.kind == Kind::self_destruct && lacks_party) {
        block.traces.push_back(trace);
        return flawed("a self-destruction does not say to whom, or how much");
    }
    if (lacks_party && !trace.is_failed && !trace.value.is_zero()) {
        // Its failed siblings still count, its money has no place to go.
        trace.value = {};
        block.traces.push_back(trace);
        return flawed("a trace with a value does not say to whom");
    }
    block.traces.push_back(trace);
    return {};
}

Result<std::vector<codec::EthereumAddress>> read_erc721_contracts(EtlTable& table) {
    const auto is_true = [](std::string_view text) {
        return text == "True" || text == "true" || text == "1";
    };
    std::vector<codec::EthereumAddress> found;
    while (true) {
        PELF_TRY(has_row, table.next());
        if (!has_row) break;
        codec::EthereumAddress address;
        if (is_true(table.field(contracts::is_erc721)) &&
            !is_true(table.field(contracts::is_erc20)) &&
            read_address(table.field(contracts::address), address)) {
            found.push_back(address);
        }
    }
    std::ranges::sort(found);
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

}  // namespace pelf::ingest
