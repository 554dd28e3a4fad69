// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_json.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "codec/hex.hpp"
#include "codec/keccak256.hpp"
#include "codec/rlp.hpp"
#include "ingest/ledgers/ethereum_logs.hpp"
#include "ingest/ledgers/ethereum_router.hpp"
#include "ingest/ledgers/ethereum_text.hpp"
#include "ingest/ledgers/json_rpc.hpp"

namespace pelf::ingest {
namespace {

namespace json = boost::json;
using Kind = EthereumTrace::Kind;

Unexpected<Error> wrong(std::string message) {
    return Unexpected(Error{Fault::malformed, std::move(message)});
}

Unexpected<Error> wrong_field(const EthereumBlock& block, std::string_view what) {
    return wrong(text("block ", block.height, ": ", what, " is missing or wrong"));
}

Unexpected<Error> of_another_block(const EthereumBlock& block, std::string_view what) {
    return Unexpected(Error{Fault::refused, text("block ", block.height, ": ", what,
                                                 " are of another block of this number; the chain "
                                                 "was reorganised")});
}

bool is_null(const json::value* value) {
    return value == nullptr || value->is_null();
}

struct HeaderField {
    enum class Form : std::uint8_t { bytes, number };
    std::string_view name;
    Form form = Form::bytes;
    bool is_always = true;
};
using Form = HeaderField::Form;

/// In the order in which they are hashed (Yellow Paper section 4.4; EIP-1559, 4895, 4844, 4788,
/// 7685). A fork adds to the end, and the later need the earlier ones.
constexpr HeaderField kHeaderFields[] = {{"parentHash", Form::bytes, true},
                                         {"sha3Uncles", Form::bytes, true},
                                         {"miner", Form::bytes, true},
                                         {"stateRoot", Form::bytes, true},
                                         {"transactionsRoot", Form::bytes, true},
                                         {"receiptsRoot", Form::bytes, true},
                                         {"logsBloom", Form::bytes, true},
                                         {"difficulty", Form::number, true},
                                         {"number", Form::number, true},
                                         {"gasLimit", Form::number, true},
                                         {"gasUsed", Form::number, true},
                                         {"timestamp", Form::number, true},
                                         {"extraData", Form::bytes, true},
                                         {"mixHash", Form::bytes, true},
                                         {"nonce", Form::bytes, true},
                                         {"baseFeePerGas", Form::number, false},
                                         {"withdrawalsRoot", Form::bytes, false},
                                         {"blobGasUsed", Form::number, false},
                                         {"excessBlobGas", Form::number, false},
                                         {"parentBeaconBlockRoot", Form::bytes, false},
                                         {"requestsHash", Form::bytes, false}};

/// Members of the answer that are no part of the header.
constexpr std::string_view kBesideHeader[] = {
    "hash",   "size",       "totalDifficulty", "transactions",   "uncles",       "withdrawals",
    "author", "sealFields", "blockTimestamp",  "milliTimestamp", "l1BlockNumber"};

bool is_known_member(std::string_view name) {
    return std::ranges::find(kHeaderFields, name, &HeaderField::name) != std::end(kHeaderFields) ||
           std::ranges::find(kBesideHeader, name) != std::end(kBesideHeader);
}

/// Nothing if a field that every header has is missing or no hexadecimal text.
std::optional<model::LedgerHash> hash_of_header(const json::object& header) {
    codec::RlpList list;
    for (const HeaderField& field : kHeaderFields) {
        const auto* value = header.if_contains(field.name);
        if (is_null(value)) {
            if (field.is_always) return std::nullopt;
            continue;
        }
        const auto* string = value->if_string();
        if (string == nullptr || !string->starts_with("0x")) return std::nullopt;
        std::string digits(string->begin() + 2, string->end());
        if (field.form == Form::number && digits.size() % 2 != 0) digits.insert(0, "0");
        const auto bytes = codec::from_hex(digits);
        if (!bytes) return std::nullopt;
        if (field.form == Form::number) {
            list.add_number(*bytes);
        } else {
            list.add(*bytes);
        }
    }
    return codec::keccak256(list.finish()).bytes;
}

bool read_small(const json::value& value, std::string_view name, std::uint64_t& into) {
    const auto quantity = read_quantity_64(json_text(value, name));
    if (quantity) into = *quantity;
    return quantity.has_value();
}

/// Absent and null are nothing; false if it is there and no quantity of 64 bits.
bool read_optional(const json::value& value, std::string_view name,
                   std::optional<std::uint64_t>& into) {
    into.reset();
    if (is_null(json_member(value, name))) return true;
    into = read_quantity_64(json_text(value, name));
    return into.has_value();
}

bool read_amount(const json::value& value, std::string_view name, Uint256& into) {
    const auto quantity = read_quantity(json_text(value, name));
    if (quantity) into = *quantity;
    return quantity.has_value();
}

Status read_withdrawals(const json::value& answer, EthereumBlock& block) {
    const auto* value = json_member(answer, "withdrawals");
    if (is_null(value)) return Done{};
    if (!value->is_array()) return wrong_field(block, "withdrawals");
    for (const auto& item : value->get_array()) {
        EthereumWithdrawal withdrawal;
        if (!read_address(json_text(item, "address"), withdrawal.to) ||
            !read_small(item, "amount", withdrawal.amount_gwei)) {
            return wrong_field(block, "a withdrawal's address or amount");
        }
        block.withdrawals.push_back(withdrawal);
    }
    return Done{};
}

}  // namespace

std::optional<Uint256> read_quantity(std::string_view text) {
    if (!text.starts_with("0x")) return std::nullopt;
    return Uint256::parse_hex(text.substr(2));
}

std::optional<std::uint64_t> read_quantity_64(std::string_view text) {
    const auto quantity = read_quantity(text);
    if (!quantity || !quantity->fits_64()) return std::nullopt;
    return quantity->low();
}

Result<JsonBlockFacts> read_json_header(const json::value& answer, EthereumBlock& block) {
    const auto* object = answer.if_object();
    if (object == nullptr) return wrong("expected a block, found something else");
    std::uint64_t time_s = 0;
    if (!read_small(answer, "number", block.height) ||
        !read_hash(json_text(answer, "hash"), block.hash) ||
        !read_hash(json_text(answer, "parentHash"), block.previous) ||
        !read_address(json_text(answer, "miner"), block.miner) ||
        !read_small(answer, "timestamp", time_s) ||
        time_s > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) ||
        !read_optional(answer, "baseFeePerGas", block.base_fee_wei)) {
        return wrong_field(block, "number, hash, parentHash, miner, timestamp or baseFeePerGas");
    }
    block.time_unix_s = static_cast<std::int64_t>(time_s);
    JsonBlockFacts facts;
    if (hash_of_header(*object) != block.hash) {
        facts.is_hash_checked = std::ranges::all_of(
            *object, [](const auto& member) { return is_known_member(member.key()); });
        if (facts.is_hash_checked) {
            return wrong(text("block ", block.height, ": its hash is not that of its header"));
        }
    }
    const auto* uncles = json_member(answer, "uncles");
    if (!is_null(uncles) && uncles->is_array()) {
        facts.uncles_count = static_cast<std::uint32_t>(uncles->get_array().size());
    }
    return facts;
}

Status read_json_transaction(const json::value& answer, EthereumBlock& block) {
    EthereumTransaction transaction;
    std::uint64_t index = 0;
    if (!read_hash(json_text(answer, "hash"), transaction.hash) ||
        !read_small(answer, "transactionIndex", index) || index >= kNoTransaction ||
        !read_address(json_text(answer, "from"), transaction.from) ||
        !read_amount(answer, "value", transaction.value) ||
        !read_small(answer, "gas", transaction.gas_limit) ||
        !read_optional(answer, "gasPrice", transaction.gas_price_wei)) {
        return wrong_field(block, "a transaction's hash, index, from, value, gas or gasPrice");
    }
    transaction.index = static_cast<std::uint32_t>(index);
    if (is_null(json_member(answer, "to"))) {
        std::uint64_t nonce = 0;
        if (!read_small(answer, "nonce", nonce)) return wrong_field(block, "a transaction's nonce");
        transaction.to = codec::created_address(transaction.from, nonce);
    } else {
        codec::EthereumAddress to;
        if (!read_address(json_text(answer, "to"), to)) {
            return wrong_field(block, "a transaction's to");
        }
        transaction.to = to;
    }
    transaction.has_blobs = json_text(answer, "type") == "0x3";
    if (auto memo = read_router_call(transaction, json_text(answer, "input"))) {
        block.router_calls.push_back(std::move(*memo));
    }
    block.transactions.push_back(transaction);
    return Done{};
}

Result<JsonBlockFacts> read_json_block(const json::value& answer, EthereumBlock& block) {
    PELF_TRY(facts, read_json_header(answer, block));
    const auto* transactions = json_member(answer, "transactions");
    if (transactions == nullptr || !transactions->is_array()) {
        return wrong_field(block, "the list of transactions");
    }
    for (const auto& item : transactions->get_array()) {
        PELF_TRY_DONE(read_json_transaction(item, block));
        if (block.transactions.back().index + 1 != block.transactions.size()) {
            return wrong_field(block, "a transaction's index");
        }
    }
    PELF_TRY_DONE(read_withdrawals(answer, block));
    return facts;
}

namespace {

EthereumTransaction::Outcome outcome_of(std::string_view status) {
    if (status == "0x1") return EthereumTransaction::Outcome::succeeded;
    if (status == "0x0") return EthereumTransaction::Outcome::failed;
    return EthereumTransaction::Outcome::unknown;
}

/// One log of the transaction at this place.
Status read_log_of(const json::value& answer, const EthereumRules& rules,
                   EthereumTransfers& transfers, EthereumBlock& block, std::uint32_t place) {
    constexpr std::size_t kTopicsMax = 4;
    std::array<model::LedgerHash, kTopicsMax> topics{};
    const auto* list = json_member(answer, "topics");
    const auto* topics_array = list == nullptr ? nullptr : list->if_array();
    EthereumLog log;
    if (topics_array == nullptr || topics_array->size() > kTopicsMax ||
        !read_address(json_text(answer, "address"), log.address)) {
        return wrong_field(block, "a log's address or topics");
    }
    for (std::size_t i = 0; i < topics_array->size(); ++i) {
        const auto* topic = (*topics_array)[i].if_string();
        if (topic == nullptr || !read_hash(std::string_view(*topic), topics[i])) {
            return wrong_field(block, "a log's topic");
        }
    }
    log.topics = std::span(topics).first(topics_array->size());
    const auto data = json_text(answer, "data");
    if (!data.starts_with("0x") || data.size() % 2 != 0) return wrong_field(block, "a log's data");
    log.data_bytes = data.size() / 2 - 1;
    if (log.data_bytes >= log.first_word.size() &&
        !codec::decode_hex(data.substr(2, 2 * log.first_word.size()), log.first_word)) {
        return wrong_field(block, "a log's data");
    }
    if (is_router_event(log)) {
        if (auto memo = read_router_event(log, data.substr(2))) {
            memo->transaction = block.transactions[place].hash;
            block.router_events.push_back(std::move(*memo));
        }
    }
    EthereumTokenEvent event;
    const auto meaning = read_log(log, rules, event);
    transfers.count(meaning, 0);
    if (meaning != LogMeaning::movement) return Done{};
    std::uint64_t index = 0;
    if (!read_small(answer, "logIndex", index) ||
        index > std::numeric_limits<std::uint32_t>::max()) {
        return wrong_field(block, "a log's logIndex");
    }
    event.log_index = static_cast<std::uint32_t>(index);
    event.transaction = place;
    block.tokens.push_back(event);
    return Done{};
}

/// The transaction of a row that names its hash; the chain may have changed between two answers.
Result<std::uint32_t> place_of(const json::value& answer, std::string_view name,
                               EthereumBlock& block, std::uint32_t hint) {
    model::LedgerHash hash{};
    if (!read_hash(json_text(answer, name), hash)) return wrong_field(block, name);
    const std::uint32_t place = block.find_transaction(hash, hint);
    if (place == kNoTransaction) return of_another_block(block, "receipts or traces");
    return place;
}

}  // namespace

Status read_json_receipts(const json::array& receipts, const EthereumRules& rules,
                          EthereumTransfers& transfers, EthereumBlock& block) {
    std::uint32_t place = 0;
    std::size_t read_count = 0;
    for (const auto& answer : receipts) {
        if (answer.is_null()) {
            return Unexpected(
                Error{Fault::not_found, text("block ", block.height,
                                             ": the node does not have a "
                                             "transaction's receipt; has it been pruned?")});
        }
        model::LedgerHash block_hash{};
        if (!read_hash(json_text(answer, "blockHash"), block_hash)) {
            return wrong_field(block, "a receipt's blockHash");
        }
        if (block_hash != block.hash) return of_another_block(block, "receipts");
        PELF_TRY(found, place_of(answer, "transactionHash", block, place));
        place = found;
        EthereumTransaction& transaction = block.transactions[place];
        if (transaction.gas_used) return wrong(text("block ", block.height, ": a receipt twice"));
        ++read_count;
        std::optional<std::uint64_t> price_wei;
        std::uint64_t gas_used = 0;
        if (!read_small(answer, "gasUsed", gas_used) ||
            !read_optional(answer, "effectiveGasPrice", price_wei) ||
            !read_optional(answer, "blobGasUsed", transaction.blob_gas_used) ||
            !read_optional(answer, "blobGasPrice", transaction.blob_gas_price_wei)) {
            return wrong_field(block, "a receipt's gasUsed or a price");
        }
        transaction.gas_used = gas_used;
        if (price_wei) transaction.gas_price_wei = price_wei;
        transaction.outcome = outcome_of(json_text(answer, "status"));
        const auto* logs = json_member(answer, "logs");
        if (logs == nullptr || !logs->is_array()) return wrong_field(block, "a receipt's logs");
        for (const auto& log : logs->get_array()) {
            PELF_TRY_DONE(read_log_of(log, rules, transfers, block, place));
        }
    }
    if (read_count != block.transactions.size()) {
        return Unexpected(
            Error{Fault::not_found,
                  text("block ", block.height, ": expected a receipt for each of ",
                       block.transactions.size(), " transactions, found ", read_count)});
    }
    return Done{};
}

namespace {

Status check_paths(const EthereumBlock& block) {
    if (block.trace_paths.size() <= kTracePathStepsMax) return Done{};
    return Unexpected(Error{Fault::over_limit,
                            text("block ", block.height, ": expected at most ", kTracePathStepsMax,
                                 " steps in the paths of its traces, found more")});
}

Status read_reward(const json::value& action, EthereumBlock& block) {
    EthereumTrace trace;
    trace.kind =
        json_text(action, "rewardType") == "uncle" ? Kind::uncle_reward : Kind::block_reward;
    if (!read_address(json_text(action, "author"), trace.to) ||
        !read_amount(action, "value", trace.value)) {
        return wrong_field(block, "a reward's author or value");
    }
    block.traces.push_back(trace);
    return Done{};
}

bool read_path(const json::value& answer, EthereumBlock& block, EthereumTrace& trace) {
    const auto* value = json_member(answer, "traceAddress");
    const auto* path = value == nullptr ? nullptr : value->if_array();
    if (path == nullptr) return false;
    trace.path_begin = static_cast<std::uint32_t>(block.trace_paths.size());
    for (const auto& step : *path) {
        json::error_code error;
        block.trace_paths.push_back(step.to_number<std::uint32_t>(error));
        if (error) return false;
    }
    trace.path_size = static_cast<std::uint32_t>(path->size());
    return true;
}

/// Parties and value of a trace that is none of the block's own.
bool read_action(const json::value& answer, const json::value& action, EthereumTrace& trace) {
    const auto type = json_text(answer, "type");
    if (type == "suicide" || type == "selfdestruct") {
        trace.kind = Kind::self_destruct;
        return read_address(json_text(action, "address"), trace.from) &&
               read_address(json_text(action, "refundAddress"), trace.to) &&
               read_amount(action, "balance", trace.value);
    }
    if (!read_address(json_text(action, "from"), trace.from) ||
        !read_amount(action, "value", trace.value)) {
        return false;
    }
    if (type == "create") {
        trace.kind = Kind::create;
        if (trace.is_failed) return true;
        const auto* result = json_member(answer, "result");
        return result != nullptr && read_address(json_text(*result, "address"), trace.to);
    }
    if (type != "call") return false;
    trace.kind = json_text(action, "callType") == "call" ? Kind::call : Kind::other_call;
    return read_address(json_text(action, "to"), trace.to);
}

}  // namespace

Status read_json_traces(const json::array& traces, EthereumBlock& block) {
    std::uint32_t place = 0;
    block.has_traces = true;
    for (const auto& answer : traces) {
        const auto* action = json_member(answer, "action");
        if (action == nullptr) return wrong_field(block, "a trace's action");
        model::LedgerHash block_hash{};
        if (!read_hash(json_text(answer, "blockHash"), block_hash)) {
            return wrong_field(block, "a trace's blockHash");
        }
        if (block_hash != block.hash) return of_another_block(block, "traces");
        if (json_text(answer, "type") == "reward") {
            PELF_TRY_DONE(read_reward(*action, block));
            continue;
        }
        PELF_TRY(found, place_of(answer, "transactionHash", block, place));
        place = found;
        PELF_TRY_DONE(check_paths(block));
        EthereumTrace trace;
        trace.transaction = place;
        trace.is_failed = !is_null(json_member(answer, "error"));
        if (!read_path(answer, block, trace)) return wrong_field(block, "a trace's traceAddress");
        if (!read_action(answer, *action, trace)) {
            return wrong_field(block, "a trace's type, parties or value");
        }
        block.traces.push_back(trace);
    }
    return Done{};
}

namespace {

struct OpenCall {
    const json::value* call = nullptr;
    std::size_t next_child = 0;
};

/// One call of a tree, without those beneath it.
Status read_call(const json::value& call, EthereumTransfers& transfers, EthereumBlock& block,
                 EthereumTrace& trace) {
    const auto type = json_text(call, "type");
    trace.is_failed = !is_null(json_member(call, "error"));
    if (type == "CALL") {
        trace.kind = Kind::call;
    } else if (type == "CREATE" || type == "CREATE2") {
        trace.kind = Kind::create;
    } else if (type == "SELFDESTRUCT") {
        trace.kind = Kind::self_destruct;
        if (is_null(json_member(call, "value"))) {
            trace.kind = Kind::other_call;
            transfers.flaw(Fault::not_found, 0,
                           "a self-destruction does not say to whom, or how much: the node is too "
                           "old");
            return Done{};
        }
    } else {
        trace.kind = Kind::other_call;
        return Done{};
    }
    const bool needs_to = !(trace.kind == Kind::create && trace.is_failed);
    if (!read_address(json_text(call, "from"), trace.from) ||
        (needs_to && !read_address(json_text(call, "to"), trace.to)) ||
        (!is_null(json_member(call, "value")) && !read_amount(call, "value", trace.value))) {
        return wrong_field(block, "a call's from, to or value");
    }
    return Done{};
}

const json::array* calls_beneath(const json::value& call) {
    const auto* calls = json_member(call, "calls");
    return calls == nullptr ? nullptr : calls->if_array();
}

/// Goes over the tree with a stack of its own, parents before children.
Status read_call_tree(const json::value& root, std::uint32_t place, EthereumTransfers& transfers,
                      EthereumBlock& block) {
    std::vector<OpenCall> open = {{&root}};
    std::vector<std::uint32_t> path;
    const auto add = [&](const json::value& call) -> Status {
        EthereumTrace trace;
        trace.transaction = place;
        trace.path_begin = static_cast<std::uint32_t>(block.trace_paths.size());
        trace.path_size = static_cast<std::uint32_t>(path.size());
        block.trace_paths.insert(block.trace_paths.end(), path.begin(), path.end());
        PELF_TRY_DONE(read_call(call, transfers, block, trace));
        block.traces.push_back(trace);
        return Done{};
    };
    PELF_TRY_DONE(add(root));
    while (!open.empty()) {
        PELF_TRY_DONE(check_paths(block));
        OpenCall& top = open.back();
        const auto* calls = calls_beneath(*top.call);
        if (calls == nullptr || top.next_child == calls->size()) {
            open.pop_back();
            if (!path.empty()) path.pop_back();
            continue;
        }
        path.push_back(static_cast<std::uint32_t>(top.next_child));
        const json::value& child = (*calls)[top.next_child++];
        PELF_TRY_DONE(add(child));
        open.push_back({&child});
    }
    return Done{};
}

}  // namespace

Status read_json_call_trees(const json::array& answers, EthereumTransfers& transfers,
                            EthereumBlock& block) {
    if (answers.size() != block.transactions.size()) {
        return of_another_block(block, "traces");
    }
    block.has_traces = true;
    for (std::uint32_t place = 0; place < answers.size(); ++place) {
        const json::value& answer = answers[place];
        const auto name = json_text(answer, "txHash");
        model::LedgerHash hash{};
        if (!name.empty() && (!read_hash(name, hash) || hash != block.transactions[place].hash)) {
            return of_another_block(block, "traces");
        }
        const auto* root = json_member(answer, "result");
        if (root == nullptr || !root->is_object()) {
            return Unexpected(Error{Fault::not_found, text("block ", block.height,
                                                           ": the node has no trace of "
                                                           "transaction ",
                                                           place, "; has it been pruned?")});
        }
        PELF_TRY_DONE(read_call_tree(*root, place, transfers, block));
    }
    return Done{};
}

}  // namespace pelf::ingest
