// SPDX-License-Identifier: Apache-2.0
#include "graph/coin_writer.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <map>
#include <optional>
#include <string>

#include "graph/coin_verify.hpp"
#include "graph/column_bytes.hpp"
#include "support/plain_ledger.hpp"
#include "support/store_folder.hpp"

namespace pelf::graph {
namespace {

using test::ChainShape;
using test::expect_same_store;
using test::files_in;
using test::OwnedBlock;
using test::PlainLedger;

class CoinWriterTest : public test::StoreFolderTest {
protected:
    static ChainStart start_of(const PlainLedger& ledger) {
        return {.chain = codec::Chain::main, .previous = ledger.start()};
    }

    /// A writer over a subfolder; fails the test when it cannot be opened.
    CoinWriter open(const std::string& name, const PlainLedger& ledger,
                    std::uint64_t memory_max_bytes = 1 << 20) {
        auto writer = CoinWriter::open(folder_ / name, start_of(ledger),
                                       {.memory_max_bytes = memory_max_bytes});
        EXPECT_TRUE(writer) << (writer ? "" : writer.error().message);
        return std::move(*writer);
    }
};

constexpr std::uint32_t kBlockBytes = 1'000;

/// Everything a reader can ask, against the plain ledger.
void expect_agreement(const CoinStore& store, PlainLedger& ledger) {
    const CoinColumns& columns = store.columns();
    ASSERT_EQ(columns.transactions_count, ledger.transactions.size());
    ASSERT_EQ(columns.outputs_count, ledger.outputs.size());
    ASSERT_EQ(columns.inputs_count, ledger.inputs.size());
    ASSERT_EQ(store.addresses().count(), ledger.addresses.size());
    std::uint64_t unspent_outputs = 0;
    std::uint64_t unspent_sat = 0;
    for (std::uint64_t o = 0; o < columns.outputs_count; ++o) {
        const auto& plain = ledger.outputs[o];
        ASSERT_EQ(columns.value_sat(o), plain.value_sat);
        ASSERT_EQ(columns.spender(o), plain.spender);
        ASSERT_EQ(columns.spenders[o] == kUnspendable, plain.lost);
        ASSERT_EQ(columns.addresses[o], ledger.address_of(plain.lock).value_or(kNoAddress));
        const bool in_set =
            !plain.spender && !plain.lost && plain.lock.kind != codec::ScriptKind::unspendable;
        unspent_outputs += in_set ? 1 : 0;
        unspent_sat += in_set ? plain.value_sat : 0;
    }
    ASSERT_EQ(store.manifest().unspent_outputs, unspent_outputs);
    ASSERT_EQ(store.manifest().unspent_sat, unspent_sat);
    for (std::uint64_t i = 0; i < columns.inputs_count; ++i) {
        const auto& plain = ledger.inputs[i];
        const std::uint64_t other = plain.outside ? kOutside : kCoinbase;
        ASSERT_EQ(columns.prevouts[i], plain.prevout.value_or(other));
    }
    std::vector<codec::Hash256> ids;
    std::map<codec::Hash256, std::uint64_t> latest;
    for (std::uint64_t t = 0; t < columns.transactions_count; ++t) {
        const auto& plain = ledger.transactions[t];
        ASSERT_EQ(columns.outputs_of(t), (Rows{plain.outputs.front(), plain.outputs.back() + 1}));
        ASSERT_EQ(columns.inputs_of(t), (Rows{plain.inputs.front(), plain.inputs.back() + 1}));
        ids.push_back(plain.txid);
        latest[plain.txid] = t;
    }
    const auto found = store.find_transactions(ids);
    for (std::size_t i = 0; i < ids.size(); ++i) ASSERT_EQ(found[i], latest[ids[i]]);
    const auto numbers = store.find_addresses(ledger.addresses);
    for (std::size_t a = 0; a < numbers.size(); ++a) {
        ASSERT_EQ(numbers[a], a);
        ASSERT_EQ(store.addresses().lock_of(a), ledger.addresses[a]);
    }
    const StoreCheck check = verify_store(store, [](auto, auto) {});
    ASSERT_EQ(check.faults_count, 0u) << check.faults.front();
}

std::vector<ChainShape> shapes() {
    return {{},
            {.window = true},
            {.bip30 = true},
            {.blocks = 1},
            {.outputs_max = 400},
            {.blocks = 300, .transactions_max = 2}};
}

TEST_F(CoinWriterTest, AgreesWithAPlainLedgerOnRandomChains) {
    for (std::uint32_t seed = 0; seed < 40; ++seed) {
        const ChainShape shape = shapes()[seed % shapes().size()];
        PlainLedger ledger(seed, shape);
        auto writer = open("a", ledger, seed % 3 == 0 ? 1 << 12 : 1 << 20);
        for (std::uint32_t block = 0; block < shape.blocks; ++block) {
            const OwnedBlock made = ledger.next_block();
            const auto added = writer.append(made.block, kBlockBytes);
            ASSERT_TRUE(added) << added.error().message;
        }
        const auto committed = writer.commit();
        ASSERT_TRUE(committed) << committed.error().message;
        expect_agreement(writer.committed(), ledger);
        const auto reopened = CoinStore::open(folder_ / "a");
        ASSERT_TRUE(reopened) << reopened.error().message;
        expect_agreement(*reopened, ledger);
        if (HasFatalFailure()) FAIL() << "seed " << seed;
        std::filesystem::remove_all(folder_);
    }
}

TEST_F(CoinWriterTest, WritesTheSameBytesWhateverTheBatches) {
    for (std::uint32_t seed = 0; seed < 6; ++seed) {
        ChainShape shape{.blocks = 280, .transactions_max = 3, .window = seed % 2 == 1};
        shape.bip30 = seed % 3 == 0;
        PlainLedger ledger(seed, shape);
        std::vector<OwnedBlock> blocks;
        for (std::uint32_t i = 0; i < shape.blocks; ++i) blocks.push_back(ledger.next_block());
        {
            auto whole = open("whole", ledger, 1 << 28);
            auto pieces = open("pieces", ledger, 1 << 28);
            std::mt19937 random(seed);
            for (const OwnedBlock& made : blocks) {
                ASSERT_TRUE(whole.append(made.block, kBlockBytes));
                ASSERT_TRUE(pieces.append(made.block, kBlockBytes));
                if (random() % 9 == 0) {
                    ASSERT_TRUE(pieces.commit());
                }
            }
            ASSERT_TRUE(whole.commit());
            ASSERT_TRUE(pieces.commit());
        }
        expect_same_store(folder_ / "whole", folder_ / "pieces");
        std::filesystem::remove_all(folder_);
    }
}

TEST_F(CoinWriterTest, UnwindsToExactlyWhatStoodThere) {
    for (std::uint32_t seed = 0; seed < 12; ++seed) {
        ChainShape shape{.blocks = 270, .transactions_max = 3, .window = seed % 2 == 1};
        shape.bip30 = seed % 3 == 0;
        PlainLedger ledger(seed, shape);
        std::vector<OwnedBlock> blocks;
        for (std::uint32_t i = 0; i < shape.blocks; ++i) blocks.push_back(ledger.next_block());
        std::mt19937 random(seed);
        const std::uint64_t kept = random() % (shape.blocks + 1);
        {
            auto unwound = open("unwound", ledger);
            auto plain = open("plain", ledger);
            for (std::size_t i = 0; i < blocks.size(); ++i) {
                ASSERT_TRUE(unwound.append(blocks[i].block, kBlockBytes));
                if (i < kept) {
                    ASSERT_TRUE(plain.append(blocks[i].block, kBlockBytes));
                }
            }
            ASSERT_TRUE(unwound.commit());
            ASSERT_TRUE(plain.commit());
            const auto done = unwound.unwind(kept);
            ASSERT_TRUE(done) << done.error().message;
            expect_same_store(folder_ / "unwound", folder_ / "plain");
            for (std::size_t i = kept; i < blocks.size(); ++i) {
                ASSERT_TRUE(unwound.append(blocks[i].block, kBlockBytes));
            }
            ASSERT_TRUE(unwound.commit());
            expect_agreement(unwound.committed(), ledger);
        }
        if (HasFatalFailure()) FAIL() << "seed " << seed << " kept " << kept;
        std::filesystem::remove_all(folder_);
    }
}

/// What a store consists of when its writer is killed with a journal standing: the columns of
/// `later`, which may be changed in place, and either manifest.
void leave_killed(const std::filesystem::path& folder,
                  const std::map<std::string, std::string>& later, const Manifest& shown,
                  const Journal& journal) {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    for (const auto& [name, bytes] : later) {
        std::ofstream(folder / name, std::ios::binary) << bytes;
    }
    const auto write = [&folder](std::string_view name, const auto& record) {
        std::ofstream(folder / name, std::ios::binary)
            .write(reinterpret_cast<const char*>(&record), sizeof(record));
    };
    write(kManifestName, shown);
    write(kJournalName, journal);
}

TEST_F(CoinWriterTest, UndoesWhatAKilledWriterLeftAndReadersNeverSeeIt) {
    PlainLedger ledger(5, {.blocks = 300, .transactions_max = 4});
    auto writer = std::make_optional(open("earlier", ledger));
    auto longer = std::make_optional(open("later", ledger));
    for (int i = 0; i < 300; ++i) {
        const OwnedBlock made = ledger.next_block();
        ASSERT_TRUE(longer->append(made.block, kBlockBytes));
        if (i >= 200) continue;
        ASSERT_TRUE(writer->append(made.block, kBlockBytes));
    }
    ASSERT_TRUE(writer->commit());
    ASSERT_TRUE(longer->commit());
    const Manifest earlier = writer->committed().manifest();
    const Manifest later = longer->committed().manifest();
    writer.reset();
    longer.reset();
    const auto later_files = files_in(folder_ / "later");
    struct Killed {
        codec::Hash256 done;
        Manifest shown;
    };
    // In a commit; in unwinding, before its manifest and after.
    for (const Killed& killed :
         {Killed{later.sha256, earlier}, Killed{{}, later}, Killed{{}, earlier}}) {
        Journal journal;
        journal.inputs_end = later.inputs;
        journal.overwritten_end = later.overwritten;
        journal.done_sha256 = killed.done;
        journal.restore = earlier;
        seal(journal);
        leave_killed(folder_ / "killed", later_files, killed.shown, journal);
        if (killed.shown == earlier) {
            const auto store = CoinStore::open(folder_ / "killed");
            ASSERT_TRUE(store) << store.error().message;
            EXPECT_EQ(verify_store(*store, [](auto, auto) {}).faults_count, 0u);
        }
        {
            const CoinWriter recovered = open("killed", ledger);
        }
        expect_same_store(folder_ / "killed", folder_ / "earlier");
    }
}

TEST_F(CoinWriterTest, CommitsTheGoodBlocksBeforeABrokenOne) {
    PlainLedger ledger(3, {.blocks = 10, .transactions_max = 6});
    auto writer = open("a", ledger);
    std::vector<OwnedBlock> blocks;
    for (int i = 0; i < 10; ++i) blocks.push_back(ledger.next_block());
    // The ninth block pays out more than it takes in.
    blocks[8].block.outputs.front().value_sat = 21'000'000'0000'0000;
    for (const OwnedBlock& made : blocks) ASSERT_TRUE(writer.append(made.block, kBlockBytes));
    const auto committed = writer.commit();
    ASSERT_FALSE(committed);
    EXPECT_EQ(committed.error().fault, Fault::refused);
    EXPECT_NE(committed.error().message.find("claims more"), std::string::npos);
    EXPECT_EQ(writer.committed().manifest().blocks, 8u);
    EXPECT_EQ(verify_store(writer.committed(), [](auto, auto) {}).faults_count, 0u);
}

TEST_F(CoinWriterTest, RefusesASecondWriterAndAnotherChain) {
    PlainLedger ledger(1, {});
    {
        const auto writer = open("a", ledger);
        const auto second = CoinWriter::open(folder_ / "a", start_of(ledger), {});
        ASSERT_FALSE(second);
        EXPECT_EQ(second.error().fault, Fault::refused);
    }
    ChainStart other = start_of(ledger);
    other.chain = codec::Chain::regtest;
    const auto wrong = CoinWriter::open(folder_ / "a", other, {});
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().fault, Fault::refused);
    EXPECT_NE(wrong.error().message.find("--network"), std::string::npos);
}

TEST_F(CoinWriterTest, KeepsTransactionsOfMoreThan65535Outputs) {
    PlainLedger ledger(5, {.blocks = 3, .outputs_max = 1});
    auto writer = open("a", ledger, 1 << 28);
    OwnedBlock made = ledger.next_block();
    codec::Block& block = made.block;
    block.transactions.resize(1);
    block.inputs.resize(1);
    block.outputs.assign(70'000, {1, block.outputs.front().script});
    block.transactions[0].first_output = 0;
    block.transactions[0].outputs_count = 70'000;
    ASSERT_TRUE(writer.append(block, kBlockBytes));
    ASSERT_TRUE(writer.commit());
    EXPECT_EQ(writer.committed().columns().outputs_of(0), (Rows{0, 70'000}));
    EXPECT_EQ(writer.committed().columns().transaction_of_output(69'999), 0u);
}

TEST_F(CoinWriterTest, KeepsAmountsBeyondFortyBits) {
    PlainLedger ledger(5, {.blocks = 1, .outputs_max = 1, .window = true});
    auto writer = open("a", ledger);
    OwnedBlock made = ledger.next_block();
    constexpr std::uint64_t kLargeSat = 11'000'0000'0000;
    made.block.outputs.front().value_sat = kLargeSat;
    auto& spend = made.block.inputs.front();
    spend.spent_index = 0;
    spend.spent_txid.bytes[3] = std::byte{9};
    ASSERT_TRUE(writer.append(made.block, kBlockBytes));
    ASSERT_TRUE(writer.commit());
    EXPECT_EQ(writer.committed().columns().value_sat(0), kLargeSat);
    ASSERT_TRUE(writer.unwind(0));
    EXPECT_EQ(writer.committed().manifest().big_values, 0u);
    EXPECT_EQ(writer.committed().manifest().unspent_sat, 0u);
}

/// Whether an output was unspent and is so still: its spender is an input beyond all there are.
bool still_unspent(const std::string& bytes, const std::string& damaged, std::size_t at) {
    const std::size_t row = at - (at - kColumnHeaderBytes) % kPackedBytes;
    const auto spender = [row](const std::string& column) {
        std::uint64_t number = 0;
        std::memcpy(&number, column.data() + row, kPackedBytes);
        return number;
    };
    constexpr std::uint64_t kMoreThanInputs = 1'000'000;
    return spender(bytes) == kUnspent && spender(damaged) != kUnspendable &&
           spender(damaged) > kMoreThanInputs;
}

TEST_F(CoinWriterTest, VerificationFindsAFlippedBitInAnyColumn) {
    PlainLedger ledger(8, {.blocks = 300, .transactions_max = 3, .bip30 = true});
    {
        auto writer = open("a", ledger);
        for (int i = 0; i < 300; ++i) {
            const OwnedBlock made = ledger.next_block();
            ASSERT_TRUE(writer.append(made.block, kBlockBytes));
        }
        ASSERT_TRUE(writer.commit());
    }
    std::mt19937 random(1);
    const auto files = files_in(folder_ / "a");
    for (const auto& [name, bytes] : files) {
        constexpr std::size_t kHeaderBytes = 64;
        if (bytes.size() <= kHeaderBytes) continue;
        // The last line of starts has bits past the last row, which are no part of the store.
        const std::size_t end =
            bytes.size() - (name.ends_with("_starts.col") ? sizeof(RowLine) : std::size_t{0});
        for (int i = 0; i < 12; ++i) {
            std::string damaged = bytes;
            const std::size_t at = name == "manifest"
                                       ? random() % bytes.size()
                                       : kHeaderBytes + random() % (end - kHeaderBytes);
            damaged[at] = static_cast<char>(damaged[at] ^ (1 << (random() % 8)));
            if (name == "spenders.col" && still_unspent(bytes, damaged, at)) continue;
            std::ofstream(folder_ / "a" / name, std::ios::binary) << damaged;
            const auto store = CoinStore::open(folder_ / "a");
            if (store) {
                EXPECT_GT(verify_store(*store, [](auto, auto) {}).faults_count, 0u)
                    << name << " byte " << at;
            }
        }
        std::ofstream(folder_ / "a" / name, std::ios::binary) << bytes;
    }
    EXPECT_TRUE(CoinStore::open(folder_ / "a"));
}

TEST_F(CoinWriterTest, OpeningRefusesAFileCutAnywhere) {
    PlainLedger ledger(8, {.blocks = 5});
    {
        auto writer = open("a", ledger);
        for (int i = 0; i < 5; ++i) {
            const OwnedBlock made = ledger.next_block();
            ASSERT_TRUE(writer.append(made.block, kBlockBytes));
        }
        ASSERT_TRUE(writer.commit());
    }
    for (const auto& [name, bytes] : files_in(folder_ / "a")) {
        if (name == kLockName) continue;
        for (std::size_t size = 0; size < bytes.size(); size += 1 + bytes.size() / 60) {
            std::ofstream(folder_ / "a" / name, std::ios::binary) << bytes.substr(0, size);
            EXPECT_FALSE(CoinStore::open(folder_ / "a")) << name << " cut at " << size;
        }
        std::filesystem::remove(folder_ / "a" / name);
        EXPECT_FALSE(CoinStore::open(folder_ / "a")) << name << " missing";
        std::ofstream(folder_ / "a" / name, std::ios::binary) << bytes;
    }
    EXPECT_TRUE(CoinStore::open(folder_ / "a"));
}

}  // namespace
}  // namespace pelf::graph
