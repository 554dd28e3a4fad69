// SPDX-License-Identifier: Apache-2.0
#include "screen/allow_list.hpp"

#include <gtest/gtest.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "screen/hit_book.hpp"
#include "screen/record_hash.hpp"
#include "screen/test_hash.hpp"
#include "support/temporary_folder.hpp"

namespace pelf::screen {
namespace {

constexpr std::int64_t kNow = 1'767'225'600;  // 2026-01-01.

class Logs : public testing::Test {
protected:
    std::string read(const std::filesystem::path& path) const {
        const auto bytes = read_file(path, 1 << 20);
        return std::string(as_text(*bytes));
    }

    const test::TemporaryFolder temporary_;
    const std::filesystem::path folder_ = temporary_.path();
    const std::filesystem::path path_ = folder_ / "log";
};

Allowance make_allowance(std::string customer) {
    Allowance one;
    one.customer = std::move(customer);
    one.customer_hash = "c1";
    one.listed = {"ofac-sdn-csv", "28263"};
    one.listed_hash = "l1";
    one.approver = "A. Officer";
    one.reason = "another date of birth,\tseen on the passport\n\\";
    one.made_unix_s = kNow;
    one.until = {2026, 12, 31};
    return one;
}

AllowQuestion ask(std::string_view customer_hash, std::string_view listed_hash, Date today) {
    return {"C-1", customer_hash, {"ofac-sdn-csv", "28263"}, listed_hash, today};
}

using AllowListTest = Logs;

TEST_F(AllowListTest, HoldsForTheDataItWasMadeOnAndUntilItsDay) {
    auto opened = AllowList::open(path_, test_hash);
    ASSERT_TRUE(opened);
    AllowList& list = *opened;
    ASSERT_TRUE(list.add(make_allowance("C-1")));
    EXPECT_TRUE(list.check(ask("c1", "l1", {2026, 6, 1})).in_force);
    EXPECT_TRUE(list.check(ask("c1", "l1", {2026, 12, 31})).in_force);
    const auto expired = list.check(ask("c1", "l1", {2027, 1, 1}));
    EXPECT_FALSE(expired.in_force);
    EXPECT_NE(expired.why.find("expired"), std::string::npos);
    EXPECT_NE(list.check(ask("c2", "l1", {2026, 6, 1})).why.find("customer changed"),
              std::string::npos);
    EXPECT_NE(list.check(ask("c1", "l2", {2026, 6, 1})).why.find("listed record changed"),
              std::string::npos);
    EXPECT_EQ(list.check({"C-2", "c1", {"ofac-sdn-csv", "28263"}, "l1", {}}).allowance, nullptr);
}

TEST_F(AllowListTest, IsReadBackAsItWasWritten) {
    {
        auto list = AllowList::open(path_, test_hash);
        ASSERT_TRUE(list);
        ASSERT_TRUE(list->add(make_allowance("C-1")));
        ASSERT_TRUE(list->add(make_allowance("C-2")));
        ASSERT_TRUE(
            list->remove({.number = 1, .approver = "B", .reason = "wrong", .made_unix_s = kNow}));
    }
    const auto list = AllowList::open(path_, test_hash);
    ASSERT_TRUE(list);
    ASSERT_EQ(list->all().size(), 1U);
    Allowance expected = make_allowance("C-2");
    expected.number = 2;
    EXPECT_EQ(list->all()[0], expected);
    EXPECT_FALSE(list->check(ask("c1", "l1", {2026, 6, 1})).in_force);
}

TEST_F(AllowListTest, NeedsAnApproverAReasonAndADayToCome) {
    auto list = AllowList::open(path_, test_hash);
    ASSERT_TRUE(list);
    Allowance no_approver = make_allowance("C-1");
    no_approver.approver = " ";
    Allowance no_reason = make_allowance("C-1");
    no_reason.reason = "";
    Allowance past = make_allowance("C-1");
    past.until = {2025, 12, 31};
    for (const Allowance& one : {no_approver, no_reason, past, make_allowance("")}) {
        EXPECT_EQ(list->add(one).error().fault, Fault::refused);
    }
    EXPECT_EQ(
        list->remove({.number = 1, .approver = "B", .reason = "", .made_unix_s = 0}).error().fault,
        Fault::not_found);
    EXPECT_FALSE(std::filesystem::exists(path_));
}

/// Every byte changed anywhere is seen; a cut is the log as it was before the line that was cut.
TEST_F(AllowListTest, ALogThatWasChangedIsRefusedAndOneThatWasCutIsShorter) {
    const std::vector<LogRecord> records = {{"a", "1\t2"}, {"b", ""}, {"c", "x\\y\n"}};
    const std::string whole = format_log(records, "allow", "", test_hash);
    const auto parsed = parse_log(whole, "allow", test_hash);
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->records, records);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto cut = parse_log(std::string_view(whole).substr(0, size), "allow", test_hash);
        ASSERT_TRUE(cut) << size;
        EXPECT_LT(cut->records.size(), records.size());
        EXPECT_LE(cut->whole_bytes, size);
        // Going on from there gives a log again.
        std::string longer = whole.substr(0, cut->whole_bytes) +
                             format_log({records.data(), 1}, "allow", cut->last_hash, test_hash);
        EXPECT_EQ(parse_log(longer, "allow", test_hash)->records.size(), cut->records.size() + 1);
    }
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string changed = whole;
        changed[at] = changed[at] == '0' ? '1' : '0';
        const auto read = parse_log(changed, "allow", test_hash);
        // Without its line end the last line never happened.
        EXPECT_TRUE(!read || (at + 1 == whole.size() && read->records.size() == 2)) << at;
    }
    EXPECT_FALSE(parse_log(whole, "hits", test_hash));
}

TEST_F(AllowListTest, AWriterThatWasKilledLeavesNothingBehind) {
    {
        auto list = AllowList::open(path_, test_hash);
        ASSERT_TRUE(list && list->add(make_allowance("C-1")));
    }
    const std::string whole = read(path_);
    auto file = File::open(path_, File::Mode::write);
    ASSERT_TRUE(file && file->write_at(whole.size(), std::as_bytes(std::span("half a li", 9))));
    auto list = AllowList::open(path_, test_hash);
    ASSERT_TRUE(list);
    EXPECT_EQ(list->all().size(), 1U);
    ASSERT_TRUE(list->add(make_allowance("C-2")));
    EXPECT_EQ(read(path_).substr(0, whole.size()), whole);
    EXPECT_EQ(AllowList::open(path_, test_hash)->all().size(), 2U);
}

TEST(RecordHash, FollowsTheFactsAndNotTheirOrder) {
    model::Party party;
    party.names.emplace_back().whole = "A";
    party.names.emplace_back().whole = "B";
    party.births.push_back(model::parse_partial_date("1962").value());
    party.programmes = {"SDGT", "IRAN"};
    const std::string before = record_hash(party, test_hash);
    std::swap(party.names[0], party.names[1]);
    std::swap(party.programmes[0], party.programmes[1]);
    party.remarks = "something";
    party.addresses.emplace_back().street = "Some street 5";
    EXPECT_EQ(record_hash(party, test_hash), before);
    const auto changes = [&](auto change) {
        model::Party other = party;
        change(other);
        return record_hash(other, test_hash) != before;
    };
    EXPECT_TRUE(changes([](model::Party& p) { p.names[0].whole = "C"; }));
    EXPECT_TRUE(changes([](model::Party& p) { p.names.pop_back(); }));
    EXPECT_TRUE(changes([](model::Party& p) { p.names[0].strength = model::Strength::weak; }));
    EXPECT_TRUE(changes([](model::Party& p) { p.births[0].is_circa = true; }));
    EXPECT_TRUE(changes([](model::Party& p) { p.programmes.pop_back(); }));
    EXPECT_TRUE(changes([](model::Party& p) { p.identifiers.emplace_back().value = "1"; }));
    EXPECT_TRUE(changes([](model::Party& p) { p.wallets.emplace_back().canonical = "1"; }));
    EXPECT_TRUE(changes([](model::Party& p) { p.addresses[0].country = "Iran"; }));
    EXPECT_TRUE(changes([](model::Party& p) { p.attributes.push_back({"Gender", "Male"}); }));
}

using HitBookTest = Logs;

FoundHit make_hit(std::string customer, std::string key) {
    return {{std::move(customer), {"ofac", std::move(key)}}, "c1", "l1", 90, "NAME", "because"};
}

Rescreening whole(std::vector<FoundHit> hits) {
    Rescreening screening;
    screening.hits = std::move(hits);
    screening.has_customer = [](const std::string&) { return true; };
    screening.customer_changed = screening.has_customer;
    screening.is_listed = [](const model::PartyId&) { return true; };
    screening.entry_changed = screening.is_listed;
    screening.now_unix_s = kNow;
    return screening;
}

TEST_F(HitBookTest, AClearedHitOpensAgainWhenEitherSideChanges) {
    auto book = HitBook::open(path_, test_hash);
    ASSERT_TRUE(book);
    const FoundHit hit = make_hit("C-1", "1");
    EXPECT_EQ(book->book(whole({hit}))->opened, 1U);
    ASSERT_TRUE(book->decide({"C-1/ofac/1", HitState::cleared, "A", "another person", kNow}));
    EXPECT_EQ(*book->book(whole({hit})), BookChanges{}) << "nothing changed";
    EXPECT_EQ(book->hits().at(hit.key).state, HitState::cleared);
    FoundHit changed = hit;
    changed.listed_hash = "l2";
    EXPECT_EQ(book->book(whole({changed}))->reopened, 1U);
    EXPECT_EQ(book->hits().at(hit.key).state, HitState::open);
    ASSERT_TRUE(book->decide({"C-1/ofac/1", HitState::cleared, "A", "again", kNow}));
    changed.customer_hash = "c2";
    EXPECT_EQ(book->book(whole({changed}))->reopened, 1U);
    EXPECT_EQ(HitBook::open(path_, test_hash)->hits(), book->hits());
}

TEST_F(HitBookTest, AConfirmedHitStaysConfirmedAndOneThatIsGoneStaysInTheBook) {
    auto book = HitBook::open(path_, test_hash);
    ASSERT_TRUE(book && book->book(whole({make_hit("C-1", "1"), make_hit("C-2", "2")})));
    ASSERT_TRUE(book->decide({"C-1/ofac/1", HitState::confirmed, "A", "it is him", kNow}));
    FoundHit changed = make_hit("C-1", "1");
    changed.listed_hash = "l2";
    EXPECT_EQ(book->book(whole({changed}))->updated, 1U);
    EXPECT_EQ(book->hits().begin()->second.state, HitState::confirmed);
    EXPECT_EQ(book->hits().at({"C-2", {"ofac", "2"}}).presence, HitPresence::faded);
    Rescreening off_list = whole({});
    off_list.is_listed = [](const model::PartyId& id) { return id.key != "1"; };
    EXPECT_EQ(book->book(off_list)->delisted, 1U);
    EXPECT_EQ(book->hits().size(), 2U);
    ASSERT_TRUE(book->decide({"C-1/ofac/1", HitState::cleared, "A", "delisted", kNow}));
    EXPECT_EQ(book->book(whole({changed}))->reopened, 1U) << "listed again";
    Rescreening no_customer = whole({});
    no_customer.has_customer = [](const std::string&) { return false; };
    EXPECT_EQ(book->book(no_customer)->gone, 2U);
}

TEST_F(HitBookTest, WhatWasNotLookedAtStays) {
    auto book = HitBook::open(path_, test_hash);
    ASSERT_TRUE(book && book->book(whole({make_hit("C-1", "1"), make_hit("C-1", "2")})));
    Rescreening delta = whole({});
    delta.customer_changed = [](const std::string&) { return false; };
    delta.entry_changed = [](const model::PartyId& id) { return id.key == "2"; };
    EXPECT_EQ(book->book(delta)->faded, 1U);
    EXPECT_EQ(book->hits().at({"C-1", {"ofac", "1"}}).presence, HitPresence::present);
}

TEST_F(HitBookTest, ADecisionNeedsANameAReasonAndAHit) {
    auto book = HitBook::open(path_, test_hash);
    ASSERT_TRUE(book && book->book(whole({make_hit("C-1", "1")})));
    EXPECT_FALSE(book->decide({"C-1/ofac/1", HitState::cleared, "", "why", kNow}));
    EXPECT_FALSE(book->decide({"C-1/ofac/1", HitState::cleared, "A", " ", kNow}));
    EXPECT_EQ(book->decide({"C-9/ofac/1", HitState::cleared, "A", "x", kNow}).error().fault,
              Fault::not_found);
}

}  // namespace
}  // namespace pelf::screen
