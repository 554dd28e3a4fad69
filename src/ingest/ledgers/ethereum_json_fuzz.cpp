// SPDX-License-Identifier: Apache-2.0
//
// Trees of calls (debug_traceBlockByNumber) and the same calls as a list (trace_block) move the
// same. The list is made here from the tree, in the plainest way. Blocks and receipts: survive, and
// what was accepted makes a block of transfers whose parts fit together.
#include <boost/json.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "codec/hex.hpp"
#include "ingest/ledgers/ethereum_json.hpp"
#include "ingest/ledgers/json_rpc.hpp"
#include "support/transfer_text.hpp"

namespace {

namespace json = boost::json;
using namespace pelf::ingest;

/// A block with one transaction for each tree.
EthereumBlock block_with(std::size_t transactions_count) {
    EthereumBlock block;
    block.height = 20'000'000;
    block.hash[0] = std::byte{1};
    for (std::size_t i = 0; i < transactions_count; ++i) {
        EthereumTransaction transaction;
        transaction.is_bare = true;
        transaction.index = static_cast<std::uint32_t>(i);
        transaction.hash[0] = static_cast<std::byte>(i);
        transaction.hash[1] = static_cast<std::byte>(i >> 8);
        block.transactions.push_back(transaction);
    }
    return block;
}

/// The list form of a call and of those beneath it. Recursive: the input is small.
void flatten(const json::value& call, const std::string& hash, json::array path,
             json::array& list) {
    const auto type = json_text(call, "type");
    const auto field = [&](std::string_view name) {
        const auto* value = json_member(call, name);
        return value == nullptr ? json::value() : *value;
    };
    json::object action = {{"from", field("from")}, {"to", field("to")}, {"value", field("value")}};
    if (action["value"].is_null()) action["value"] = "0x0";
    json::object trace = {{"blockHash", "0x01" + std::string(62, '0')},
                          {"transactionHash", hash},
                          {"traceAddress", path}};
    if (!field("error").is_null()) trace["error"] = "failed";
    if (type == "SELFDESTRUCT" && !field("value").is_null()) {
        trace["type"] = "suicide";
        action = {{"address", field("from")},
                  {"refundAddress", field("to")},
                  {"balance", field("value")}};
    } else if (type == "CREATE" || type == "CREATE2") {
        trace["type"] = "create";
        trace["result"] = json::object{{"address", field("to")}};
    } else {
        trace["type"] = "call";
        action["callType"] = type == "CALL" ? "call" : "delegatecall";
        if (type != "CALL") {
            action["from"] = action["to"] = "0x" + std::string(40, '0');
            action["value"] = "0x0";
        }
    }
    trace["action"] = action;
    list.push_back(trace);
    const auto* calls = json_member(call, "calls");
    if (calls == nullptr || !calls->is_array()) return;
    for (std::size_t i = 0; i < calls->get_array().size(); ++i) {
        json::array child = path;
        child.push_back(i);
        flatten(calls->get_array()[i], hash, child, list);
    }
}

std::vector<std::string> moved(EthereumBlock& block) {
    const auto rules = EthereumRules::newest();
    Report report("fuzz");
    EthereumTransfers transfers(rules, report);
    const auto& made = transfers.make(block);
    std::uint64_t counted = 0;
    for (const auto& one : made.transactions) counted += one.transfers_count;
    PELF_CHECK(counted == made.transfers.size());
    for (const auto& one : made.transfers) {
        PELF_CHECK(!one.amount.is_zero() && one.from < made.accounts.size() &&
                   one.to < made.accounts.size() && one.asset < made.assets.size());
    }
    return pelf::test::transfer_lines(made);
}

void check_trees(const json::array& answers) {
    const auto rules = EthereumRules::newest();
    Report report("fuzz");
    EthereumTransfers transfers(rules, report);
    EthereumBlock from_trees = block_with(answers.size());
    if (!read_json_call_trees(answers, transfers, from_trees)) return;
    json::array list;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        flatten(*json_member(answers[i], "result"),
                "0x" + pelf::codec::to_hex(from_trees.transactions[i].hash), {}, list);
    }
    EthereumBlock from_list = block_with(answers.size());
    PELF_CHECK(read_json_traces(list, from_list).has_value());
    PELF_CHECK(moved(from_trees) == moved(from_list));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    json::error_code error;
    json::parse_options options;
    options.max_depth = 200;
    const auto value = json::parse(input, error, {}, options);
    if (error) return 0;
    if (value.is_array()) {
        check_trees(value.get_array());
        EthereumBlock block = block_with(4);
        if (read_json_traces(value.get_array(), block)) moved(block);
        return 0;
    }
    EthereumBlock block;
    if (!read_json_block(value, block)) return 0;
    const auto* receipts = json_member(value, "receipts");
    const auto rules = EthereumRules::newest();
    Report report("fuzz");
    EthereumTransfers transfers(rules, report);
    if (receipts != nullptr && receipts->is_array()) {
        if (!read_json_receipts(receipts->get_array(), rules, transfers, block)) return 0;
    }
    moved(block);
    return 0;
}
