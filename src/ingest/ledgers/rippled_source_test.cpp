// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/rippled_source.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>
#include <string>
#include <vector>

#include "base/check.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"
#include "support/fake_node.hpp"
#include "support/temporary_folder.hpp"
#include "support/transfer_text.hpp"

namespace pelf::ingest {
namespace {

using test::FakeNode;

const std::string kThief = "rDvt23tvUFiGJL6WyEjoPLvF8dnYn7Gjnn";
const std::string kMule = "rLgzFErXuWujhXEgTpCu5FvuPEXQP6Rc1q";

std::string id_of(std::uint64_t ledger_index) {
    const std::string digits = std::to_string(ledger_index);
    return std::string(64 - digits.size(), 'A') + digits;
}

model::AccountName name_of(const std::string& address) {
    const auto account = codec::parse_xrpl_account(address);
    PELF_CHECK(account.has_value());
    return model::AccountName::of(model::AccountKind::xrpl, account->bytes);
}

std::string root(const std::string& account, std::uint64_t before, std::uint64_t after) {
    return text(R"({"ModifiedNode":{"LedgerEntryType":"AccountRoot","LedgerIndex":")",
                std::string(64, account[1] == 'D' ? '1' : '2'), R"(","FinalFields":{"Account":")",
                account, R"(","Balance":")", after, R"("},"PreviousFields":{"Balance":")", before,
                R"("}}})");
}

/// The thief pays the mule 60 of 1,000 in each ledger, and 10 to nobody.
std::string payment_in(std::uint64_t ledger_index, std::string_view head) {
    const std::uint64_t paid = (ledger_index - 70) * 70;
    const std::uint64_t got = (ledger_index - 70) * 60;
    return text(
        head, R"("TransactionType":"Payment","Account":")", kThief, R"(","Destination":")", kMule,
        R"(","Amount":"60","Fee":"10","Sequence":1,"hash":")", id_of(ledger_index),
        R"(","ledger_index":)", ledger_index, R"(,"date":9)", head.ends_with("tx\":{") ? "}" : "",
        R"(,"meta":{"TransactionIndex":0,"TransactionResult":"tesSUCCESS",)",
        R"("delivered_amount":"60","AffectedNodes":[)", root(kThief, 1'000 - paid, 930 - paid), ",",
        root(kMule, got, got + 60), R"(]},"validated":true})");
}

/// A server with ledgers 60 to 80; something moves in those from 70 on.
class RippledSourceTest : public ::testing::Test {
protected:
    RippledSourceTest() {
        options_.url = node_.address();
        options_.attempts_max = 2;
        node_.misbehave([this](const FakeNode::Request& request) -> std::optional<FakeNode::Reply> {
            const std::lock_guard lock(mutex_);
            asked_.push_back(request.body);
            return FakeNode::reply(200, text(R"({"result":{)", answer(request.body), "}"));
        });
    }

    static bool says(const std::string& body, std::string_view words) {
        return body.find(words) != std::string::npos;
    }
    static std::uint64_t number_after(const std::string& body, std::string_view name) {
        const auto at = body.find(name);
        return at == std::string::npos ? 0 : std::stoull(body.substr(at + name.size()));
    }
    std::string answer(const std::string& body) {
        if (says(body, R"("method":"ledger")")) {
            return text(R"("validated":true,"ledger_index":)", tip_, R"(,"ledger_hash":")",
                        std::string(64, 'B'), R"(","ledger":{"ledger_index":")", tip_,
                        R"(","close_time":12,"parent_hash":")", std::string(64, 'C'), R"("}})");
        }
        if (says(body, R"("method":"tx")")) {
            for (std::uint64_t index = 70; index <= tip_; ++index) {
                if (says(body, id_of(index))) return payment_in(index, "");
            }
            return R"("error":"txnNotFound","status":"error"})";
        }
        return page(body);
    }
    std::string page(const std::string& body) {
        const std::uint64_t last = std::min(tip_, number_after(body, R"("ledger_index_max":)"));
        std::uint64_t first = first_;
        if (!says(body, R"("ledger_index_min":-1)")) {
            first = std::max(first, number_after(body, R"("ledger_index_min":)"));
        }
        std::uint64_t next = std::max<std::uint64_t>(70, first);
        if (says(body, "marker")) next = number_after(body, R"("marker":)");
        std::string rows;
        std::string marker;
        for (std::uint64_t count = 0; next <= last; ++next, ++count) {
            if (count == rows_) {
                marker = text(R"(,"marker":)", next);
                break;
            }
            if (next == gone_) continue;
            rows += (rows.empty() ? "" : ",") + payment_in(next, R"({"tx":{)");
        }
        const bool is_thief = says(body, kThief) != tells_of_another_;
        return text(R"("account":")", is_thief ? kThief : kMule, R"(","ledger_index_min":)", first,
                    R"(,"ledger_index_max":)", last - lags_, R"(,"validated":true,)",
                    R"("transactions":[)", rows, "]", marker, "}");
    }

    Result<RippledSource> open() { return RippledSource::open(options_, folder_.path(), limits_); }
    RippledSource opened() {
        auto source = open();
        EXPECT_TRUE(source.has_value()) << (source ? "" : source.error().message);
        return *std::move(source);
    }
    static model::LedgerHash hash_of(std::uint64_t ledger_index) {
        const auto bytes = codec::from_hex(id_of(ledger_index));
        model::LedgerHash hash{};
        PELF_CHECK(bytes.has_value() && bytes->size() == hash.size());
        std::ranges::copy(*bytes, hash.begin());
        return hash;
    }
    static std::vector<std::string> lines_of(const RippledSource& source) {
        std::vector<std::string> lines;
        const auto breaks = source.blocks([&](const model::AccountBlock& block) {
            for (auto& line : test::transfer_lines(block)) lines.push_back(std::move(line));
            return Status(Done{});
        });
        EXPECT_TRUE(breaks.has_value()) << (breaks ? "" : breaks.error().message);
        return lines;
    }
    std::size_t asked_count() {
        const std::lock_guard lock(mutex_);
        return asked_.size();
    }

    FakeNode node_;
    const test::TemporaryFolder folder_;
    PoliteOptions options_;
    SourceLimits limits_;
    std::mutex mutex_;
    std::uint64_t first_ = 60;
    std::uint64_t tip_ = 80;
    std::uint64_t rows_ = 4;
    std::uint64_t gone_ = 0;  ///< A ledger that histories leave out.
    std::uint64_t lags_ = 0;  ///< Ledgers that pages are behind.
    bool tells_of_another_ = false;
    std::vector<std::string> asked_;
};

TEST_F(RippledSourceTest, AnAccountIsWholeOnceAllItsPagesAreHere) {
    RippledSource source = opened();
    EXPECT_EQ(source.tip().height, 80U);
    const auto learned = source.learn_account(name_of(kThief));
    ASSERT_TRUE(learned.has_value()) << learned.error().message;
    EXPECT_TRUE(*learned);
    EXPECT_TRUE(source.is_whole(name_of(kThief)));
    EXPECT_FALSE(source.is_whole(name_of(kMule)));
    EXPECT_EQ(asked_count(), 1 + 3U);  // The tip; pages of 4, 4 and 3.
    EXPECT_EQ(source.counts().transactions, 11U);
    EXPECT_EQ(source.counts().histories_from, 60U);
    EXPECT_GE(lines_of(source).size(), 22U);
}

TEST_F(RippledSourceTest, WhatWasKeptIsNotAskedForAgainAndWhatIsNewIs) {
    std::vector<std::string> lines;
    {
        tip_ = 75;
        RippledSource source = opened();
        ASSERT_TRUE(source.learn_account(name_of(kThief)).has_value());
    }
    const std::size_t asked = asked_count();
    {
        RippledSource source = opened();
        ASSERT_TRUE(source.learn_account(name_of(kThief)).has_value());
        EXPECT_EQ(asked_count(), asked + 1);
        EXPECT_EQ(source.counts().kept, 1U);
        lines = lines_of(source);
    }
    tip_ = 80;
    RippledSource source = opened();
    EXPECT_FALSE(source.is_whole(name_of(kThief)));
    ASSERT_TRUE(source.learn_account(name_of(kThief)).has_value());
    EXPECT_TRUE(says(asked_.back(), R"("marker":80)") || says(asked_.back(), ":76"));
    EXPECT_EQ(source.counts().transactions, 11U);
    EXPECT_GT(lines_of(source).size(), lines.size());
}

TEST_F(RippledSourceTest, ATransactionIsLearnedAloneOrNotAtAll) {
    RippledSource source = opened();
    const auto learned = source.learn_transaction(hash_of(72));
    ASSERT_TRUE(learned.has_value()) << learned.error().message;
    EXPECT_EQ(source.counts().transactions, 1U);
    ASSERT_TRUE(source.learn_transaction(hash_of(72)).has_value());
    EXPECT_EQ(source.counts().kept, 1U);
    EXPECT_EQ(source.learn_transaction(hash_of(99)).error().fault, Fault::not_found);
}

TEST_F(RippledSourceTest, ALimitEndsTheAskingAndTheNextGoesOn) {
    limits_.requests_max = 2;
    rows_ = 1;
    unsigned runs = 0;
    for (bool is_whole = false; !is_whole && runs < 30; ++runs) {
        RippledSource source = opened();
        const auto learned = source.learn_account(name_of(kThief));
        ASSERT_TRUE(learned.has_value());
        is_whole = *learned;
        EXPECT_EQ(source.stopped_by(), is_whole ? SourceStop::none : SourceStop::requests);
    }
    EXPECT_EQ(runs, 11U);
}

TEST_F(RippledSourceTest, AHistoryWithoutWhatAnotherAnswerHasIsALie) {
    RippledSource source = opened();
    ASSERT_TRUE(source.learn_transaction(hash_of(72)).has_value());
    gone_ = 72;
    ASSERT_TRUE(source.learn_account(name_of(kThief)).has_value());
    const auto breaks = source.blocks([](const model::AccountBlock&) { return Status(Done{}); });
    ASSERT_FALSE(breaks.has_value());
    EXPECT_EQ(breaks.error().fault, Fault::refused);
}

TEST_F(RippledSourceTest, AGapThatNobodyElseKnowsOfIsABreak) {
    RippledSource source = opened();
    gone_ = 72;
    ASSERT_TRUE(source.learn_account(name_of(kThief)).has_value());
    const auto breaks = source.blocks([](const model::AccountBlock&) { return Status(Done{}); });
    ASSERT_TRUE(breaks.has_value());
    EXPECT_EQ(*breaks, 1U);
}

TEST_F(RippledSourceTest, AnotherAccountIsALieAndALateServerIsAskedAgain) {
    RippledSource source = opened();
    tells_of_another_ = true;
    EXPECT_EQ(source.learn_account(name_of(kThief)).error().fault, Fault::refused);
    tells_of_another_ = false;
    lags_ = 1;
    const std::size_t asked = asked_count();
    EXPECT_EQ(source.learn_account(name_of(kThief)).error().fault, Fault::io);
    EXPECT_EQ(asked_count(), asked + options_.attempts_max);
    lags_ = 0;
    ASSERT_TRUE(source.learn_account(name_of(kThief)).has_value());
}

TEST_F(RippledSourceTest, AServerThatDoesNotGoBackToTheTheftIsRefused) {
    RippledSource source = opened();
    ASSERT_TRUE(source.learn_transaction(hash_of(72)).has_value());
    first_ = 74;
    const auto learned = source.learn_account(name_of(kThief));
    ASSERT_FALSE(learned.has_value());
    EXPECT_EQ(learned.error().fault, Fault::not_found);
    EXPECT_NE(learned.error().message.find("full history"), std::string::npos);
}

}  // namespace
}  // namespace pelf::ingest
