// SPDX-License-Identifier: Apache-2.0
//
// A chain of Ethereum made up for tests, as the JSON that nodes answer with: each block has a
// header that hashes to its name, one payment, its receipt, and its traces in both forms.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "codec/hex.hpp"
#include "codec/keccak256.hpp"
#include "codec/rlp.hpp"

namespace pelf::test {

inline std::string hex_quantity(std::uint64_t number) {
    std::string digits;
    do {
        digits.insert(digits.begin(), "0123456789abcdef"[number % 16]);
        number /= 16;
    } while (number > 0);
    return "0x" + digits;
}

inline std::string made_address(std::uint64_t number) {
    const std::string digits = hex_quantity(number).substr(2);
    return "0x" + std::string(40 - digits.size(), '0') + digits;
}

inline std::string made_word(std::uint64_t number) {
    const std::string digits = hex_quantity(number).substr(2);
    return "0x" + std::string(64 - digits.size(), '0') + digits;
}

struct MadeEthereumBlock {
    std::uint64_t height = 0;
    std::string hash;
    std::string parent;
    std::string transaction;
    std::string block_json;
    std::string receipt_json;
    std::string traces_json;
    std::string trees_json;
};

inline constexpr std::uint64_t kMadeMiner = 0x99;

/// Address 1 pays `value` wei to address 2, which is a contract that gives one wei of it to 3.
inline MadeEthereumBlock make_ethereum_block(std::uint64_t height, const std::string& parent,
                                             std::uint64_t value) {
    const auto bytes = [](const std::string& hex) { return *codec::from_hex(hex.substr(2)); };
    const std::string bloom = "0x" + std::string(512, '0');
    const std::string nonce = "0x" + std::string(16, '0');
    MadeEthereumBlock block;
    block.height = height;
    block.parent = parent;
    codec::RlpList list;
    const auto word = made_word(7);
    list.add(bytes(parent));
    list.add(bytes(word));
    list.add(bytes(made_address(kMadeMiner)));
    for (int i = 0; i < 3; ++i) list.add(bytes(word));
    list.add(bytes(bloom));
    list.add_number(0);
    list.add_number(height);
    list.add_number(30'000'000);
    list.add_number(21'000);
    list.add_number(1'700'000'000 + height);
    list.add(bytes("0x00" + hex_quantity(value + 0x100).substr(3)));
    list.add(bytes(word));
    list.add(bytes(nonce));
    list.add_number(10);
    const auto name = codec::keccak256(list.finish());
    block.hash = "0x" + codec::to_hex(name.bytes);
    block.transaction = "0x" + codec::to_hex(codec::keccak256(name.bytes).bytes);
    const auto member = [](std::string_view key, std::string_view text_value) {
        return text("\"", key, "\":\"", text_value, "\",");
    };
    const std::string of_block =
        member("blockHash", block.hash) + member("transactionHash", block.transaction);
    block.block_json = "{" + member("hash", block.hash) + member("parentHash", parent) +
                       member("sha3Uncles", word) + member("miner", made_address(kMadeMiner)) +
                       member("stateRoot", word) + member("transactionsRoot", word) +
                       member("receiptsRoot", word) + member("logsBloom", bloom) +
                       member("difficulty", "0x0") + member("number", hex_quantity(height)) +
                       member("gasLimit", hex_quantity(30'000'000)) +
                       member("gasUsed", hex_quantity(21'000)) +
                       member("timestamp", hex_quantity(1'700'000'000 + height)) +
                       member("extraData", "0x00" + hex_quantity(value + 0x100).substr(3)) +
                       member("mixHash", word) + member("nonce", nonce) +
                       member("baseFeePerGas", "0xa") + "\"uncles\":[],\"transactions\":[{" +
                       member("hash", block.transaction) + member("transactionIndex", "0x0") +
                       member("from", made_address(1)) + member("to", made_address(2)) +
                       member("value", hex_quantity(value)) + member("gas", "0x5208") +
                       member("nonce", "0x0") + member("type", "0x2") + "\"gasPrice\":\"0xc\"}]}";
    block.receipt_json = "{" + of_block + member("gasUsed", "0x64") +
                         member("effectiveGasPrice", "0xc") + member("status", "0x1") +
                         "\"logs\":[]}";
    const auto call = [&](std::uint64_t from, std::uint64_t to, std::uint64_t amount) {
        return member("from", made_address(from)) + member("to", made_address(to)) +
               member("value", hex_quantity(amount));
    };
    block.traces_json = "[{\"action\":{" + call(1, 2, value) + "\"callType\":\"call\"}," +
                        of_block + "\"traceAddress\":[],\"type\":\"call\"},{\"action\":{" +
                        call(2, 3, 1) + "\"callType\":\"call\"}," + of_block +
                        "\"traceAddress\":[0],\"type\":\"call\"}]";
    block.trees_json = "[{" + member("txHash", block.transaction) + "\"result\":{" +
                       call(1, 2, value) + "\"type\":\"CALL\",\"calls\":[{" + call(2, 3, 1) +
                       "\"type\":\"CALL\"}]}}]";
    return block;
}

/// Blocks 0 and on; those from `branch_height` on pay `value` more than others.
inline std::vector<MadeEthereumBlock> make_ethereum_chain(std::uint64_t count,
                                                          std::uint64_t branch_height = ~0ULL,
                                                          std::uint64_t value = 0) {
    std::vector<MadeEthereumBlock> chain;
    std::string parent = made_word(0);
    for (std::uint64_t height = 0; height < count; ++height) {
        const std::uint64_t more = height >= branch_height ? value : 0;
        chain.push_back(make_ethereum_block(height, parent, 100 + height + more));
        parent = chain.back().hash;
    }
    return chain;
}

}  // namespace pelf::test
