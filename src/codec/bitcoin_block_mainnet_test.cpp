// SPDX-License-Identifier: Apache-2.0
//
// Every mainnet block that lies beside the source, against a table made by other tools.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "base/text.hpp"
#include "codec/bitcoin_block.hpp"
#include "codec/bitcoin_script.hpp"
#include "codec/hex.hpp"

namespace pelf::codec {
namespace {

const std::filesystem::path kFolder = PELF_SOURCE_DIR "/../shared/data/ledgers/bitcoin/mainnet-raw";

struct Counts {
    std::uint64_t transactions_count = 0;
    std::uint64_t inputs_count = 0;
    std::uint64_t outputs_count = 0;
    std::uint64_t segwit_count = 0;
    std::uint64_t taproot_outputs_count = 0;

    bool operator==(const Counts&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Counts& counts) {
    return out << counts.transactions_count << " transactions, " << counts.inputs_count
               << " inputs, " << counts.outputs_count << " outputs, " << counts.segwit_count
               << " with witness, " << counts.taproot_outputs_count << " taproot outputs";
}

std::uint64_t number(std::string_view digits) {
    const auto value = parse_u64(digits);
    EXPECT_TRUE(value) << digits;
    return value.value_or(0);
}

/// Columns: file, height, hash, time, n_tx, n_inputs, n_outputs, n_segwit_tx, n_p2tr_outputs, ...
std::map<std::string, Counts> read_table() {
    std::map<std::string, Counts> table;
    std::ifstream file(kFolder / "BLOCKS.tsv");
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        const auto columns = split(line, "\t");
        if (columns.size() < 9) continue;
        table[std::string(columns[0])] = {
            .transactions_count = number(columns[4]),
            .inputs_count = number(columns[5]),
            .outputs_count = number(columns[6]),
            .segwit_count = number(columns[7]),
            .taproot_outputs_count = number(columns[8]),
        };
    }
    return table;
}

Counts count(const Block& block) {
    const auto is_taproot = [](const TransactionOutput& output) {
        return classify_script(output.script).kind == ScriptKind::p2tr;
    };
    const auto has_witness = [](const Transaction& transaction) { return transaction.has_witness; };
    return {
        .transactions_count = block.transactions.size(),
        .inputs_count = block.inputs.size(),
        .outputs_count = block.outputs.size(),
        .segwit_count = static_cast<std::uint64_t>(
            std::count_if(block.transactions.begin(), block.transactions.end(), has_witness)),
        .taproot_outputs_count = static_cast<std::uint64_t>(
            std::count_if(block.outputs.begin(), block.outputs.end(), is_taproot)),
    };
}

MerkleRoot merkle_root_of(const Block& block) {
    std::vector<Hash256> hashes;
    hashes.reserve(block.transactions.size());
    for (const auto& transaction : block.transactions) hashes.push_back(transaction.txid);
    return merkle_root(hashes);
}

/// BIP 141: the last coinbase output that begins so holds sha256d(witness root | nonce).
bool witness_commitment_holds(const Block& block) {
    const Transaction& coinbase = block.transactions.front();
    const std::string mark = "6a24aa21a9ed";
    std::string committed;
    for (const auto& output : block.outputs_of(coinbase)) {
        const std::string script = to_hex(output.script);
        if (script.size() >= 76 && script.starts_with(mark)) committed = script.substr(12, 64);
    }
    std::vector<Hash256> hashes;
    hashes.reserve(block.transactions.size());
    for (const auto& transaction : block.transactions) hashes.push_back(transaction.witness_txid);
    hashes.front() = Hash256{};
    const Hash256 root = merkle_root(hashes).root;
    return to_hex(sha256d({root.bytes, coinbase.first_witness_item}).bytes) == committed;
}

/// Every output with an account can be written as an address and read back.
void expect_addresses_round_trip(const Block& block) {
    for (const auto& output : block.outputs) {
        const Lock lock = classify_script(output.script);
        if (lock.kind == ScriptKind::unspendable) continue;
        const auto again = from_address(to_address(lock, Chain::main), Chain::main);
        ASSERT_TRUE(again && *again == lock) << to_hex(output.script);
    }
}

TEST(MainnetBlocks, AreReadAsOtherToolsReadThem) {
    if (!std::filesystem::is_directory(kFolder)) GTEST_SKIP() << "no mainnet blocks";
    const auto table = read_table();
    Block block;
    int blocks_count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
        if (entry.path().extension() != ".raw") continue;
        const std::string name = entry.path().filename().string();
        SCOPED_TRACE(name);
        const auto bytes = read_file(entry.path(), kBlockBytesMax);
        ASSERT_TRUE(bytes);
        ASSERT_TRUE(parse_block(*bytes, block));
        EXPECT_EQ("_" + to_reversed_hex(block.hash) + ".raw", name.substr(6));
        EXPECT_EQ(merkle_root_of(block).root, block.header.merkle_root);
        EXPECT_FALSE(merkle_root_of(block).repeated);
        ASSERT_TRUE(table.contains(name));
        EXPECT_EQ(count(block), table.at(name));
        EXPECT_TRUE(count(block).segwit_count == 0 || witness_commitment_holds(block));
        ++blocks_count;
    }
    EXPECT_GT(blocks_count, 0);
}

TEST(MainnetBlocks, HaveAddressesThatReadBackToTheirScripts) {
    if (!std::filesystem::is_directory(kFolder)) GTEST_SKIP() << "no mainnet blocks";
    Block block;
    for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
        // One of each era is enough: round trips cost more than reading.
        const std::string height = entry.path().filename().string().substr(0, 6);
        if (height != "000001" && height != "175000" && height != "482683" && height != "831333") {
            continue;
        }
        const auto bytes = read_file(entry.path(), kBlockBytesMax);
        ASSERT_TRUE(bytes && parse_block(*bytes, block));
        expect_addresses_round_trip(block);
    }
}

}  // namespace
}  // namespace pelf::codec
