// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_transaction_id.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "ingest/ledgers/ethereum_text.hpp"
#include "ingest/ledgers/json_rpc.hpp"

namespace pelf::ingest {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

/// The first transaction from one party to another, of block 46,147 (in the public domain).
const std::string kFirstHash = "0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060";
json::object first_payment() {
    return json::parse(
               R"({"nonce":"0x0","gasPrice":"0x2d79883d2000","gas":"0x5208",)"
               R"("to":"0x5df9b87991262f6ba471f09758cde1c0fc1de734","value":"0x7a69",)"
               R"("input":"0x","v":"0x1c",)"
               R"("r":"0x88ff6cf0fefd94db46111149ae4bfc179e9b94721fffd821d38d16464b3f71d0",)"
               R"("s":"0x45e0aff800961cfce805daef7016b9b675c137a6a41a548f7b60a3484c06a33a"})")
        .as_object();
}

IdFinding check(const json::object& transaction, std::string_view hash) {
    model::LedgerHash bytes{};
    EXPECT_TRUE(read_hash(hash, bytes));
    return check_transaction_id(transaction, bytes);
}

TEST(EthereumTransactionId, IsThatOfTheFirstPayment) {
    EXPECT_EQ(check(first_payment(), kFirstHash), IdFinding::proven);
    auto typed = first_payment();
    typed["type"] = "0x0";
    EXPECT_EQ(check(typed, kFirstHash), IdFinding::proven);
}

TEST(EthereumTransactionId, AnyFieldThatIsChangedMakesAnother) {
    for (const auto& member : first_payment()) {
        auto changed = first_payment();
        std::string digits(member.value().get_string());
        digits.back() = digits.back() == '1' ? '2' : '1';
        if (member.key() == "input") digits = "0x00";
        changed[member.key()] = digits;
        EXPECT_EQ(check(changed, kFirstHash), IdFinding::wrong) << member.key();
        changed.erase(member.key());
        const bool may_be_none = member.key() == "to";
        EXPECT_EQ(check(changed, kFirstHash), may_be_none ? IdFinding::wrong : IdFinding::unknown)
            << member.key();
    }
}

TEST(EthereumTransactionId, WhatIsNotKnownIsNeitherRightNorWrong) {
    for (const json::value& type : {json::value("0x5"), json::value("0x7e"), json::value(2)}) {
        auto transaction = first_payment();
        transaction["type"] = type;
        EXPECT_EQ(check(transaction, kFirstHash), IdFinding::unknown);
    }
    for (const json::value& wrong : {json::value("12"), json::value(7), json::value("0xg")}) {
        auto transaction = first_payment();
        transaction["value"] = wrong;
        EXPECT_EQ(check(transaction, kFirstHash), IdFinding::unknown);
    }
}

TEST(EthereumTransactionId, IsThatOfRealTransactionsOfEveryType) {
    const fs::path data =
        PELF_SOURCE_DIR "/../shared/data/ledgers/ethereum/ethereumjs/vm/examples/data";
    if (!fs::exists(data)) GTEST_SKIP() << "no " << data;
    std::map<std::string, unsigned> proven;
    for (const auto& entry : fs::directory_iterator(data)) {
        std::ostringstream bytes;
        bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
        json::error_code error;
        const auto file = json::parse(bytes.str(), error);
        ASSERT_FALSE(error) << entry.path();
        const auto* result = json_member(file, "result");
        const auto* list = json_member(result == nullptr ? file : *result, "transactions");
        if (list == nullptr || !list->is_array()) continue;
        for (const auto& one : list->get_array()) {
            const auto hash = json_text(one, "hash");
            EXPECT_EQ(check(one.as_object(), hash), IdFinding::proven) << hash;
            ++proven[std::string(json_text(one, "type"))];
        }
    }
    EXPECT_GE(proven.size(), 3U);
    for (const auto& [type, count] : proven) {
        RecordProperty("type_" + type, static_cast<int>(count));
    }
}

}  // namespace
}  // namespace pelf::ingest
