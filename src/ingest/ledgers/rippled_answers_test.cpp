// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/rippled_answers.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace pelf::ingest {
namespace {

const std::string kThief = "rDvt23tvUFiGJL6WyEjoPLvF8dnYn7Gjnn";
const std::string kMule = "rLgzFErXuWujhXEgTpCu5FvuPEXQP6Rc1q";
const std::string kId(64, 'A');

std::string root(const std::string& account, std::string_view before, std::string_view after) {
    return text(R"({"ModifiedNode":{"LedgerEntryType":"AccountRoot","LedgerIndex":")",
                std::string(64, account[1] == 'D' ? '1' : '2'), R"(","FinalFields":{"Account":")",
                account, R"(","Balance":")", after, R"("},"PreviousFields":{"Balance":")", before,
                R"("}}})");
}

const std::string kMetadata =
    text(R"({"TransactionIndex":3,"TransactionResult":"tesSUCCESS","delivered_amount":"60",)"
         R"("AffectedNodes":[)",
         root(kThief, "100", "30"), ",", root(kMule, "5", "65"), "]}");
const std::string kFields =
    text(R"("TransactionType":"Payment","Account":")", kThief, R"(","Destination":")", kMule,
         R"(","Amount":"60","Fee":"10","Sequence":1)");

/// A transaction as version 1 of the API has it in a page, and as version 2 does.
std::string in_page_1(const std::string& metadata = kMetadata) {
    return text(R"({"tx":{)", kFields, R"(,"hash":")", kId,
                R"(","ledger_index":70,"date":9},"meta":)", metadata, R"(,"validated":true})");
}
std::string in_page_2() {
    return text(R"({"tx_json":{)", kFields, R"(},"hash":")", kId,
                R"(","ledger_index":70,"close_time_iso":"2000-01-01T00:00:09Z","meta":)", kMetadata,
                R"(,"validated":true})");
}

std::string page_body(const std::string& transactions, const std::string& more = "") {
    return text(R"({"result":{"account":")", kThief,
                R"(","ledger_index_min":60,"ledger_index_max":80,"validated":true,)",
                R"("transactions":[)", transactions, "]", more, "}}");
}

const std::string kTransaction =
    text(R"({"result":{)", kFields, R"(,"hash":")", kId, R"(","ledger_index":70,"date":9,"meta":)",
         kMetadata, R"(,"validated":true}})");

std::string ledger_body(const std::string& more = "") {
    return text(R"({"result":{"validated":true,"ledger_index":80,"ledger_hash":")",
                std::string(64, 'B'), R"(","ledger":{"ledger_index":"80","close_time":12,)",
                R"("parent_hash":")", std::string(64, 'C'), R"(")", more, "}}}");
}

/// With one part put in the place of another.
std::string edited(std::string body, std::string_view part, std::string_view other) {
    const std::size_t at = body.find(part);
    EXPECT_NE(at, std::string::npos) << part;
    return body.replace(at, part.size(), other);
}

TEST(RippledAnswers, OfATransactionHoldWhatItMoved) {
    RippledAnswers answers;
    const auto said = answers.transaction(kTransaction);
    ASSERT_TRUE(said) << said.error().message;
    EXPECT_EQ(said->ledger_index, 70U);
    EXPECT_EQ(said->index, 3U);
    EXPECT_EQ(said->time_unix_s, 946'684'809);
    EXPECT_FALSE(said->is_proven);  // It has no signature.
    EXPECT_EQ(said->moves.holdings.size(), 2U);
    EXPECT_EQ(said->moves.fee_drops, 10U);
    EXPECT_TRUE(said->flaws.empty());
}

TEST(RippledAnswers, OfAPageAreTheSameInBothVersionsOfTheApi) {
    RippledAnswers answers;
    const auto one = answers.page(page_body(in_page_1()));
    const auto two = answers.page(page_body(in_page_2()));
    ASSERT_TRUE(one) << one.error().message;
    ASSERT_TRUE(two) << two.error().message;
    for (const auto* page : {&*one, &*two}) {
        EXPECT_EQ(codec::to_string(page->account), kThief);
        EXPECT_EQ(page->first_ledger, 60U);
        EXPECT_EQ(page->last_ledger, 80U);
        EXPECT_FALSE(page->marker);
        ASSERT_EQ(page->transactions.size(), 1U);
        EXPECT_EQ(page->transactions[0].hash, one->transactions[0].hash);
        EXPECT_EQ(page->transactions[0].time_unix_s, 946'684'809);
        EXPECT_EQ(page->transactions[0].moves.holdings.size(), 2U);
    }
}

TEST(RippledAnswers, KeepAMarkerAsItIs) {
    RippledAnswers answers;
    const auto page = answers.page(page_body("", R"(,"marker":{"ledger" : 70, "seq":1})"));
    ASSERT_TRUE(page);
    EXPECT_EQ(page->marker, R"({"ledger":70,"seq":1})");
    const auto marked = [](std::size_t letters) {
        return page_body("", text(R"(,"marker":")", std::string(letters, 'x'), "\""));
    };
    EXPECT_TRUE(answers.page(marked(kRippledMarkerBytesMax - 2)));
    EXPECT_EQ(answers.page(marked(kRippledMarkerBytesMax - 1)).error().fault, Fault::over_limit);
}

TEST(RippledAnswers, OfALedgerSayItsHashAndTime) {
    RippledAnswers answers;
    const auto ledger = answers.ledger(ledger_body());
    ASSERT_TRUE(ledger) << ledger.error().message;
    EXPECT_EQ(ledger->ledger_index, 80U);
    EXPECT_EQ(ledger->time_unix_s, 946'684'812);
    EXPECT_FALSE(ledger->is_proven);  // Most of its header is missing.
    const std::string full = text(
        R"(,"account_hash":")", std::string(64, 'D'), R"(","transaction_hash":")",
        std::string(64, 'E'),
        R"(","total_coins":"9","parent_close_time":11,"close_time_resolution":10,"close_flags":0)");
    EXPECT_EQ(answers.ledger(ledger_body(full)).error().fault, Fault::refused);
}

TEST(RippledAnswers, CutAtEveryByteAreNone) {
    RippledAnswers answers;
    const std::string page = page_body(in_page_1() + "," + in_page_2());
    const std::string ledger = ledger_body();
    ASSERT_TRUE(answers.page(page));
    for (std::size_t size = 0; size < page.size(); ++size) {
        EXPECT_FALSE(answers.page(page.substr(0, size))) << size;
    }
    for (std::size_t size = 0; size < kTransaction.size(); ++size) {
        EXPECT_FALSE(answers.transaction(kTransaction.substr(0, size))) << size;
    }
    for (std::size_t size = 0; size < ledger.size(); ++size) {
        EXPECT_FALSE(answers.ledger(ledger.substr(0, size))) << size;
    }
}

TEST(RippledAnswers, WithoutMetadataAreNeverTransactionsThatMovedNothing) {
    RippledAnswers answers;
    const std::string without = edited(kTransaction, R"("meta":)", R"("mete":)");
    const auto said = answers.transaction(without);
    ASSERT_FALSE(said);
    EXPECT_EQ(said.error().fault, Fault::malformed);
    EXPECT_NE(said.error().message.find("no metadata"), std::string::npos);
    EXPECT_FALSE(answers.page(page_body(in_page_1() + "," + in_page_1("null"))));
    EXPECT_FALSE(answers.page(page_body(in_page_1("{}"))));
    EXPECT_FALSE(answers.page(page_body(in_page_1() + ",\"" + kId + "\"")));
}

TEST(RippledAnswers, ThatAreNotValidatedOrNotPlacedAreRefused) {
    RippledAnswers answers;
    const auto refuses = [&](std::string_view part, std::string_view other, Fault fault) {
        const auto one = answers.transaction(edited(kTransaction, part, other));
        ASSERT_FALSE(one) << part;
        EXPECT_EQ(one.error().fault, fault) << part;
    };
    refuses(R"("validated":true)", R"("validated":false)", Fault::refused);
    refuses(R"("validated":true)", R"("valid":true)", Fault::refused);
    refuses(R"("ledger_index":70)", R"("ledger":70)", Fault::malformed);
    refuses(R"("date":9)", R"("day":9)", Fault::malformed);
    refuses(R"("TransactionIndex":3)", R"("Index":3)", Fault::malformed);
    refuses(R"("TransactionIndex":3)", R"("TransactionIndex":4294967296)", Fault::malformed);
    refuses(R"("tesSUCCESS")", R"("terQUEUED")", Fault::malformed);
    EXPECT_EQ(
        answers.page(edited(page_body(in_page_1()), R"(,"validated":true})", "}")).error().fault,
        Fault::refused);
    EXPECT_EQ(answers.page(edited(page_body(in_page_1()), "80", "69")).error().fault,
              Fault::refused);
    for (const char* part : {"account", "ledger_index_min", "ledger_index_max", "transactions"}) {
        EXPECT_EQ(answers.page(edited(page_body(in_page_1()), part, "other")).error().fault,
                  Fault::malformed)
            << part;
    }
}

TEST(RippledAnswers, ThatAreErrorsSayWhetherItPasses) {
    RippledAnswers answers;
    const auto fault_of = [&](std::string_view word) {
        const std::string body = text(R"({"result":{"error":")", word, R"(","status":"error"}})");
        const Fault fault = answers.page(body).error().fault;
        EXPECT_EQ(answers.judge(body).has_value(), fault != Fault::io) << word;
        return fault;
    };
    EXPECT_EQ(fault_of("slowDown"), Fault::io);
    EXPECT_EQ(fault_of("tooBusy"), Fault::io);
    EXPECT_EQ(fault_of("txnNotFound"), Fault::not_found);
    EXPECT_EQ(fault_of("lgrIdxMalformed"), Fault::not_found);
    EXPECT_EQ(fault_of("actMalformed"), Fault::refused);
    EXPECT_TRUE(answers.judge("no JSON"));
}

}  // namespace
}  // namespace pelf::ingest
