// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/xrpl_evidence.hpp"

#include <gtest/gtest.h>

#include <string>

#include "base/file.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"
#include "ingest/ledgers/xrpl_binary.hpp"
#include "ingest/ledgers/xrpl_changes.hpp"
#include "support/temporary_folder.hpp"

namespace pelf::ingest {
namespace {

constexpr std::string_view kPayer = "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh";
constexpr std::string_view kPayee = "rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY";

std::string transaction_json(int sequence) {
    return text(R"("TransactionType":"Payment","Account":")", kPayer, R"(","Destination":")",
                kPayee, R"(","DestinationTag":7,"Amount":"250","Fee":"10","Flags":0,"Sequence":)",
                sequence, R"(,"SigningPubKey":"","TxnSignature":"AB")");
}

std::string account_node(std::string_view account, int before, int after) {
    return text(R"({"ModifiedNode":{"LedgerEntryType":"AccountRoot","LedgerIndex":")",
                std::string(64, account == kPayer ? 'A' : 'B'), R"(","FinalFields":{"Account":")",
                account, R"(","Balance":")", after, R"("},"PreviousFields":{"Balance":")", before,
                R"("}}})");
}

std::string metadata_json(int index) {
    return text(R"({"TransactionIndex":)", index,
                R"(,"TransactionResult":"tesSUCCESS","AffectedNodes":[)",
                account_node(kPayer, 1'000, 740), ",", account_node(kPayee, 100, 350), "]}");
}

std::vector<std::byte> bytes_of_json(const std::string& json) {
    const auto bytes = xrpl_json_to_binary(json);
    EXPECT_TRUE(bytes) << (bytes ? "" : bytes.error().message);
    return bytes ? *bytes : std::vector<std::byte>();
}

/// A ledger with payments of sequence 1 to `count`, hashes and all.
struct MadeLedger {
    explicit MadeLedger(int count) {
        std::vector<codec::XrplLeaf> leaves;
        std::string list;
        for (int i = 0; i < count; ++i) {
            const auto transaction = bytes_of_json("{" + transaction_json(i + 1) + "}");
            const auto metadata = bytes_of_json(metadata_json(i));
            ids.push_back(codec::xrpl_transaction_id(transaction));
            leaves.push_back(codec::xrpl_leaf(ids.back(), transaction, metadata));
            list +=
                text(i > 0 ? "," : "", "{", transaction_json(i + 1), R"(,"hash":")",
                     codec::to_hex(ids.back().bytes), R"(","metaData":)", metadata_json(i), "}");
        }
        header.ledger_index = 40'000'000;
        header.coins_drops = 99'000'000'000'000'000;
        header.transactions = *codec::xrpl_tree_hash(leaves);
        header.close = 600'000'010;
        header.previous_close = 600'000'000;
        header.close_resolution = 10;
        const auto hex = [](const codec::Hash256& hash) { return codec::to_hex(hash.bytes); };
        json = text(R"({"ledger":{"ledger_index":"40000000","total_coins":")", header.coins_drops,
                    R"(","close_time":600000010,"parent_close_time":600000000,)",
                    R"("close_time_resolution":10,"close_flags":0,"parent_hash":")",
                    hex(header.previous), R"(","transaction_hash":")", hex(header.transactions),
                    R"(","account_hash":")", hex(header.state), R"(","ledger_hash":")",
                    hex(codec::xrpl_ledger_hash(header)), R"(","transactions":[)", list, "]}}\n");
    }

    codec::XrplHeader header;
    std::vector<codec::Hash256> ids;
    std::string json;
};

XrplEvidence evidence_of(const std::vector<std::string>& files,
                         const std::set<codec::Hash256>& ids) {
    const test::TemporaryFolder folder;
    std::vector<std::filesystem::path> paths;
    for (const std::string& json : files) {
        paths.push_back(folder.path() / text("ledgers-", paths.size()));
        EXPECT_TRUE(replace_file(paths.back(), std::as_bytes(std::span(json))));
    }
    auto evidence = read_xrpl_evidence(paths, ids);
    EXPECT_TRUE(evidence);
    return evidence ? *evidence : XrplEvidence();
}

TEST(XrplEvidence, IsWholeWhereEveryHashHolds) {
    const MadeLedger ledger(5);
    const auto evidence = evidence_of({ledger.json}, {ledger.ids[0], ledger.ids[3]});
    ASSERT_EQ(evidence.transactions.size(), 2U);
    ASSERT_EQ(evidence.headers.count(40'000'000), 1U);
    EXPECT_EQ(evidence.headers.at(40'000'000), codec::xrpl_header_bytes(ledger.header));
    for (const auto& [id, one] : evidence.transactions) {
        EXPECT_EQ(one.why, "");
        EXPECT_EQ(one.json, "");
        EXPECT_EQ(codec::xrpl_transaction_id(one.transaction), id);
        const auto leaf = codec::xrpl_leaf(id, one.transaction, one.metadata);
        EXPECT_EQ(*codec::root_of_xrpl_branch(leaf, one.branch), ledger.header.transactions);
    }
}

TEST(XrplEvidence, SaysWhyWhereItIsNot) {
    const MadeLedger ledger(2);
    const codec::Hash256 id = ledger.ids[1];
    const auto changed = [&](std::string_view from, std::string_view to) {
        std::string json = ledger.json;
        for (std::size_t at = json.find(from); at != json.npos; at = json.find(from, at + 1)) {
            json.replace(at, from.size(), to);
        }
        return evidence_of({json}, {id}).transactions.at(id);
    };
    // A balance: the id holds, the tree does not.
    const auto other_balance = changed(R"("Balance":"350")", R"("Balance":"351")");
    EXPECT_FALSE(other_balance.transaction.empty());
    EXPECT_TRUE(other_balance.branch.empty());
    EXPECT_NE(other_balance.why.find("hash of its transactions"), std::string::npos);
    // A header that cannot be hashed.
    const auto no_header = changed(R"("close_time_resolution":10,)", "");
    EXPECT_TRUE(no_header.branch.empty());
    EXPECT_EQ(no_header.why, "fields of the header are missing");
    // An amount: the id is not that of the transaction, and the source's words are all there is.
    const auto other_amount = changed(R"("Amount":"250")", R"("Amount":"251")");
    EXPECT_TRUE(other_amount.transaction.empty());
    EXPECT_NE(other_amount.why.find("its id is"), std::string::npos);
    EXPECT_NE(other_amount.json.find(R"("Amount":"251")"), std::string::npos);
    EXPECT_TRUE(evidence_of({ledger.json}, {codec::Hash256{}}).transactions.empty());
}

TEST(XrplEvidence, ATransactionAloneIsProvenByItsLedgerWhicheverComesFirst) {
    const MadeLedger ledger(3);
    const std::string alone =
        text("{", transaction_json(2), R"(,"hash":")", codec::to_hex(ledger.ids[1].bytes),
             R"(","ledger_index":40000000,"meta":)", metadata_json(1), "}\n");
    const auto only = evidence_of({alone}, {ledger.ids[1]}).transactions.at(ledger.ids[1]);
    EXPECT_EQ(only.why, "its ledger is not in the files");
    EXPECT_FALSE(only.transaction.empty());
    for (const auto& files : {std::vector{alone, ledger.json}, std::vector{ledger.json, alone}}) {
        const auto both = evidence_of(files, {ledger.ids[1]}).transactions.at(ledger.ids[1]);
        EXPECT_EQ(both.why, "");
        EXPECT_FALSE(both.branch.empty());
    }
    // A ledger of that number without the transaction, right behind it.
    const MadeLedger other(1);
    const auto missing = evidence_of({alone + other.json}, {ledger.ids[1]});
    EXPECT_TRUE(missing.transactions.at(ledger.ids[1]).branch.empty());
}

TEST(XrplChanges, SayWhoGainedAndWhoLostAndTheFeeApart) {
    const auto transaction = bytes_of_json("{" + transaction_json(1) + "}");
    const auto metadata = bytes_of_json(metadata_json(4));
    const auto changes = read_xrpl_changes(transaction, metadata);
    ASSERT_TRUE(changes);
    EXPECT_EQ(changes->index, 4U);
    EXPECT_EQ(changes->fee_payer, kPayer);
    EXPECT_EQ(changes->fee_drops, 10U);
    EXPECT_EQ(changes->tags, std::set<std::uint64_t>{7});
    EXPECT_FALSE(changes->has_others);
    ASSERT_NE(changes->find(kPayer, "XRP"), nullptr);
    EXPECT_EQ(changes->find(kPayer, "XRP")->lost, Uint256(250));
    EXPECT_EQ(changes->find(kPayee, "XRP")->gained, Uint256(250));
    EXPECT_EQ(changes->find(kPayee, "XRP")->before, Uint256(100));
    EXPECT_TRUE(changes->has_lost(kPayer));
    EXPECT_FALSE(changes->has_lost(kPayee));
    EXPECT_EQ(changes->givers_count("XRP"), 1U);
    EXPECT_EQ(changes->find(kPayee, "USD.rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh"), nullptr);
}

TEST(XrplChanges, RefuseBytesCutAnywhere) {
    const auto transaction = bytes_of_json("{" + transaction_json(1) + "}");
    const auto metadata = bytes_of_json(metadata_json(0));
    for (std::size_t size = 0; size < metadata.size(); ++size) {
        // But for the result, which comes last and is not asked for.
        const auto cut = read_xrpl_changes(transaction, std::span(metadata).first(size));
        if (cut) {
            EXPECT_EQ(cut->find(kPayee, "XRP")->gained, Uint256(250)) << size;
        }
        EXPECT_TRUE(!cut || size + 3 >= metadata.size()) << size;
    }
    for (std::size_t size = 0; size < transaction.size(); ++size) {
        const auto cut = read_xrpl_changes(std::span(transaction).first(size), metadata);
        // Cut between two fields it is a shorter object; what it is asked for has to be in it.
        if (cut) {
            EXPECT_EQ(cut->fee_payer, kPayer) << size;
        }
    }
}

}  // namespace
}  // namespace pelf::ingest
