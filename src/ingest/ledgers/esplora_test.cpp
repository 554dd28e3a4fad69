// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/esplora.hpp"

#include <gtest/gtest.h>

#include <string>

#include "base/text.hpp"
#include "codec/bitcoin_block.hpp"
#include "codec/hex.hpp"
#include "codec/merkle_branch.hpp"

namespace pelf::ingest {
namespace {

const std::string kHash(64, 'a');
const std::string kBlockStatus =
    text(R"({"confirmed":true,"block_height":7,"block_hash":")", kHash, R"(","block_time":9})");

codec::Hash256 hash() {
    return *codec::from_reversed_hex(kHash);
}

std::string spent_by(const std::string& status) {
    return text(R"({"spent":true,"txid":")", kHash, R"(","vin":3,"status":)", status, "}");
}

const std::string kUnspent = R"({"spent":false})";

TEST(EsploraAnswers, of_a_height_are_digits) {
    EXPECT_EQ(*parse_height("850123\n"), 850'123);
    for (const char* body : {"", "-1", "1.0", "0x10", "2147483648", "12 13", "<html>"}) {
        EXPECT_EQ(parse_height(body).error().fault, Fault::malformed) << body;
    }
}

TEST(EsploraAnswers, of_a_hash_are_its_digits) {
    EXPECT_EQ(*parse_hash(kHash + "\n"), hash());
    EXPECT_FALSE(parse_hash(kHash + "a"));
    EXPECT_FALSE(parse_hash(kHash.substr(1)));
}

TEST(EsploraAnswers, of_a_status_say_the_block_or_that_there_is_none) {
    EXPECT_EQ(*parse_status(kBlockStatus), (SaidBlock{7, hash()}));
    EXPECT_EQ(*parse_status(R"({"confirmed":false})"), std::nullopt);
    for (const char* body : {"", "null", "[]", "{}", R"({"confirmed":1})", R"({"confirmed":true})",
                             R"({"confirmed":true,"block_height":-1,"block_hash":"aa"})"}) {
        EXPECT_EQ(parse_status(body).error().fault, Fault::malformed) << body;
    }
}

TEST(EsploraAnswers, of_spends_tell_each_output) {
    const std::string body = text("[", kUnspent, ",", spent_by(kBlockStatus), ",",
                                  spent_by(R"({"confirmed":false})"), "]");
    const auto spends = parse_outspends(body, 3);
    ASSERT_TRUE(spends);
    EXPECT_EQ((*spends)[0], SaidSpend{});
    EXPECT_EQ((*spends)[1], (SaidSpend{true, hash(), 3, SaidBlock{7, hash()}}));
    EXPECT_EQ((*spends)[2], (SaidSpend{true, hash(), 3, std::nullopt}));
    for (const std::size_t count : {0U, 2U, 4U}) EXPECT_FALSE(parse_outspends(body, count));
    EXPECT_FALSE(parse_outspends(text("[", spent_by("{}"), "]"), 1));
    EXPECT_FALSE(parse_outspends(R"([{"spent":true}])", 1));
    EXPECT_FALSE(parse_outspends(R"([{"spent":"no"}])", 1));
}

TEST(EsploraAnswers, of_a_proof_have_no_more_rows_than_a_tree) {
    std::string hashes;
    for (std::size_t count = 0; count <= codec::kMerkleBranchMax + 1; ++count) {
        const std::string body = text(R"({"block_height":7,"pos":0,"merkle":[)", hashes, "]}");
        const auto proof = parse_merkle_proof(body);
        if (count <= codec::kMerkleBranchMax) {
            ASSERT_TRUE(proof);
            EXPECT_EQ(proof->branch.size(), count);
        } else {
            EXPECT_EQ(proof.error().fault, Fault::over_limit);
        }
        hashes += text(count == 0 ? "\"" : ",\"", kHash, "\"");
    }
    for (const char* body :
         {"{}", R"({"block_height":7,"pos":131072,"merkle":[]})",
          R"({"block_height":7,"pos":0,"merkle":[5]})", R"({"block_height":7,"merkle":[]})"}) {
        EXPECT_EQ(parse_merkle_proof(body).error().fault, Fault::malformed) << body;
    }
}

TEST(EsploraAnswers, cut_at_any_byte_are_none) {
    const std::string spends = text("[", kUnspent, ",", spent_by(kBlockStatus), "]");
    const std::string proof = text(R"({"block_height":7,"merkle":[")", kHash, R"("],"pos":1})");
    ASSERT_TRUE(parse_outspends(spends, 2));
    ASSERT_TRUE(parse_merkle_proof(proof));
    for (std::size_t size = 0; size < spends.size(); ++size) {
        EXPECT_FALSE(parse_outspends(spends.substr(0, size), 2)) << size;
    }
    for (std::size_t size = 0; size < proof.size(); ++size) {
        EXPECT_FALSE(parse_merkle_proof(proof.substr(0, size))) << size;
    }
    for (std::size_t size = 0; size < kBlockStatus.size(); ++size) {
        EXPECT_FALSE(parse_status(kBlockStatus.substr(0, size))) << size;
    }
}

}  // namespace
}  // namespace pelf::ingest
