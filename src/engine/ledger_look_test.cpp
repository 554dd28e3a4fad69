// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger_look.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "base/file.hpp"
#include "engine/account_ledger.hpp"
#include "engine/ledger.hpp"
#include "support/temporary_folder.hpp"

namespace pelf::engine {
namespace {

using boost::json::object;

constexpr std::string_view kBooks =
    "booked,id,from,to,currency,amount,kind\n"
    "2025-02-16T10:00:01Z,IN-1,,CN-1,CNY,500.00,\n"
    "2025-02-16T10:00:02Z,PAY-1,CN-1,CN-2,CNY,120.50,\n"
    "2025-02-16T10:00:03Z,PAY-2,CN-1,CN-3,CNY,79.50,\n";
constexpr std::string_view kHouse =
    "id,field,value,note\n"
    "H-1,name,Exchange Two (invented),\nH-1,type,entity,\nH-1,category,exchange,\n"
    "H-1,wallet,bank:CN-2,\n";
/// The first theft of the demo's chain.
constexpr std::string_view kTheft =
    "6a500aadf654603dc1c3c6c3c243b8bb56e558bbb5b5b697fc8c1678defb73f6";

void keep_silent(const Progress&) {}

std::vector<std::byte> bytes_of(std::string_view text) {
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

class LedgerLook : public ::testing::Test {
protected:
    void fill_bank() {
        const auto books = home.folder / "books.csv";
        ASSERT_TRUE(replace_file(books, bytes_of(kBooks)));
        const auto ingested = ingest_bank(home, {books}, keep_silent);
        ASSERT_TRUE(ingested) << ingested.error().message;
        ListImport request;
        request.source = "pelf-csv";
        request.published = request.today = *parse_date("2025-02-16");
        ASSERT_TRUE(import_contents(home, request, {{"house.csv", bytes_of(kHouse)}}));
    }

    Lists lists() {
        auto loaded = load_lists(home, *parse_date("2025-02-17"));
        EXPECT_TRUE(loaded);
        return std::move(*loaded);
    }

    object transaction(std::string_view ledger, std::string_view name) {
        const auto answer = look_at_transaction(home, lists(), ledger, name);
        EXPECT_TRUE(answer) << answer.error().message;
        return answer ? boost::json::parse(*answer).as_object() : object();
    }

    object address(std::string_view ledger, std::string_view name,
                   const std::function<bool()>& out_of_time = {}) {
        const auto answer = look_at_address(home, lists(), ledger, name, out_of_time);
        EXPECT_TRUE(answer) << answer.error().message;
        return answer ? boost::json::parse(*answer).as_object() : object();
    }

    test::TemporaryFolder folder;
    Home home{folder.path()};
};

TEST_F(LedgerLook, ShowsATransferAsWhoGaveAndWhoGot) {
    ASSERT_NO_FATAL_FAILURE(fill_bank());
    const object answer = transaction("bank", "PAY-1");
    EXPECT_EQ(answer.at("ledger"), "bank");
    EXPECT_EQ(answer.at("time"), "2025-02-16T10:00:02Z");
    ASSERT_EQ(answer.at("inputs").as_array().size(), 1U);
    ASSERT_EQ(answer.at("outputs").as_array().size(), 1U);
    const object& gave = answer.at("inputs").at(0).as_object();
    const object& got = answer.at("outputs").at(0).as_object();
    EXPECT_EQ(gave.at("account"), "CN-1");
    EXPECT_EQ(gave.at("tag"), nullptr);
    EXPECT_EQ(got.at("account"), "CN-2");
    EXPECT_EQ(got.at("amount"), "12050");
    EXPECT_EQ(got.at("asset"), "CNY");
    EXPECT_EQ(got.at("decimals"), 2);
    EXPECT_EQ(got.at("place"), "bank:PAY-1:0");
    EXPECT_EQ(got.at("tag"), "Exchange Two (invented)");
    EXPECT_EQ(got.at("category"), "exchange");
}

TEST_F(LedgerLook, ShowsWhatAnAccountGotAndGave) {
    ASSERT_NO_FATAL_FAILURE(fill_bank());
    const object answer = address("bank", "CN-1");
    EXPECT_EQ(answer.at("outputs_count"), 1);
    EXPECT_EQ(answer.at("payments_count"), 2);
    EXPECT_EQ(answer.at("truncated"), false);
    EXPECT_EQ(answer.at("outputs").at(0).at("amount"), "50000");
    EXPECT_EQ(answer.at("payments").at(0).at("account"), "CN-2") << "who got it";
    EXPECT_EQ(answer.at("payments").at(1).at("account"), "CN-3");
    EXPECT_EQ(address("bank", "CN-3").at("payments_count"), 0);
}

TEST_F(LedgerLook, SaysWhatIsNotThere) {
    ASSERT_NO_FATAL_FAILURE(fill_bank());
    const Lists none = lists();
    const auto fault = [&](std::string_view ledger, std::string_view name) {
        const auto answer = look_at_transaction(home, none, ledger, name);
        return answer ? Fault::io : answer.error().fault;
    };
    EXPECT_EQ(fault("bank", "PAY-9"), Fault::not_found);
    EXPECT_EQ(fault("xrpl", std::string(64, 'A')), Fault::not_found) << "no such ledger here";
    EXPECT_EQ(fault("xrpl", "A"), Fault::not_found);
    EXPECT_EQ(fault("dogecoin", "A"), Fault::malformed);
    EXPECT_EQ(fault("bitcoin-regtest", kTheft), Fault::not_found);
    const auto account = look_at_address(home, none, "bank", "CN-9", {});
    ASSERT_FALSE(account);
    EXPECT_EQ(account.error().fault, Fault::not_found);
}

/// The demo's chain, once for all tests of it.
class CoinLook : public LedgerLook {
protected:
    void SetUp() override {
        const std::filesystem::path blocks = std::filesystem::path(PELF_SOURCE_DIR) / "demo/blocks";
        const auto ingested = ingest_bitcoin(home, {.blocks = blocks, .chain = {}}, keep_silent);
        ASSERT_TRUE(ingested) << ingested.error().message;
    }
};

TEST_F(CoinLook, ShowsATransactionWithAllThatGoesInAndComesOut) {
    const object answer = transaction("bitcoin-regtest", kTheft);
    EXPECT_EQ(answer, transaction("bitcoin", kTheft)) << "the only chain that is here";
    std::uint64_t in_sat = 0;
    std::uint64_t out_sat = 0;
    const auto sat = [](const boost::json::value& row) {
        return std::stoull(std::string(row.at("amount").as_string()));
    };
    for (const auto& row : answer.at("inputs").as_array()) in_sat += sat(row);
    for (const auto& row : answer.at("outputs").as_array()) out_sat += sat(row);
    EXPECT_EQ(std::to_string(in_sat - out_sat), answer.at("fee").as_string());
    ASSERT_GE(answer.at("outputs").as_array().size(), 2U);
    const object& stolen = answer.at("outputs").at(0).as_object();
    EXPECT_EQ(stolen.at("place").as_string(), std::string(kTheft) + ":0");
    EXPECT_EQ(stolen.at("amount"), "3000000000");
    // The way on: the spender has it among its inputs.
    const std::string next(stolen.at("spent_by").as_string());
    bool spends = false;
    const object spender = transaction("bitcoin", next);
    for (const auto& row : spender.at("inputs").as_array()) {
        spends = spends || row.at("place") == stolen.at("place");
    }
    EXPECT_TRUE(spends);
}

TEST_F(CoinLook, ShowsAnAddressAndSaysWhereItHadNoTimeToLook) {
    const object thief = transaction("bitcoin", kTheft).at("outputs").at(0).as_object();
    const std::string account(thief.at("account").as_string());
    const object whole = address("bitcoin", account);
    EXPECT_EQ(whole.at("truncated"), false);
    bool found = false;
    for (const auto& row : whole.at("outputs").as_array()) {
        found = found || row.at("place") == thief.at("place");
    }
    EXPECT_TRUE(found);
    EXPECT_EQ(address("bitcoin", account, [] { return true; }).at("truncated"), true);
}

}  // namespace
}  // namespace pelf::engine
