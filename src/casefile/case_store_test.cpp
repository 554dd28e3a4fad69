// SPDX-License-Identifier: Apache-2.0
//
// Cases in both databases, by the same tests: SQLite, and a PostgreSQL server that the test starts.
#include "casefile/case_store.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <thread>

#include "base/text.hpp"
#include "support/case_databases.hpp"

namespace pelf::casefile {
namespace {

using test::DatabaseKind;
using test::must;

constexpr std::int64_t kMonday = 1'772'442'000;  // 2026-03-02 09:00 UTC.

const Actor kAnna{"anna", kMonday};
const Actor kBert{"Bert", kMonday + 60};

class CaseStoreTest : public testing::TestWithParam<DatabaseKind> {
protected:
    void SetUp() override {
        const std::string why_not = databases_.begin(GetParam());
        if (!why_not.empty()) GTEST_SKIP() << "NOT TESTED: " << why_not;
    }

    std::unique_ptr<SqlDatabase> database() const { return databases_.open(); }
    CaseStore store() const { return must(CaseStore::open(database())); }

    test::CaseDatabases databases_;
};

AlertParty party(const std::string& key, const std::string& hash = "h1") {
    return {"ofac-sdn-csv", key, "Listed " + key, hash};
}

AlertDraft draft(const std::string& subject, std::vector<AlertParty> parties = {}) {
    AlertDraft alert;
    alert.subject = subject;
    alert.identity = "identity of " + subject;
    alert.document = "{\n  \"query\": \"" + subject + "\"\n}\n";
    alert.lists = {{"ofac-sdn-csv", "95b2b0ff", "2021-07-15"}};
    alert.scorer = "names-2";
    alert.parties = std::move(parties);
    return alert;
}

Proposal proposal(Disposition disposition, std::string code) {
    return {disposition, std::move(code), "because"};
}

template <class T>
void expect_refused(const Result<T>& result, std::string_view words) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().fault, Fault::refused);
    EXPECT_NE(result.error().message.find(words), std::string::npos) << result.error().message;
}

void expect_valid(const CaseStore& store) {
    const AuditVerdict verdict = must(store.audit({}));
    for (const AuditObjection& one : verdict.objections) ADD_FAILURE() << one.where << one.what;
    EXPECT_EQ(verdict.head, must(store.head()));
}

TEST_P(CaseStoreTest, ACaseGoesFromAnAlertToADecisionByTwo) {
    CaseStore store = this->store();
    const PlacedAlert placed =
        must(store.add_alert({}, draft("TIAN, Yinyin", {party("1")}), kAnna));
    EXPECT_EQ(to_string(placed.number), "C-1");
    EXPECT_TRUE(placed.is_new_case);
    const CaseNumber number = placed.number;
    must(store.assign(number, "anna", kAnna));
    must(store.note(number, "Called the branch.\nThey will write.", kAnna));
    expect_refused(store.approve(number, "", kBert), "nothing is proposed");
    expect_refused(store.propose(number, proposal(Disposition::blocked, "same_wallet"), kAnna),
                   "no reason of that code");
    must(store.propose(number, proposal(Disposition::false_positive, "name_only"), kAnna));
    expect_refused(store.propose(number, proposal(Disposition::blocked, "owned"), kBert),
                   "waits for an answer");
    expect_refused(store.approve(number, "", kAnna), "somebody else");
    expect_refused(store.approve(number, "", {" ANNA ", kMonday}), "somebody else");
    expect_refused(store.reject(number, " ", kBert), "needs a reason");
    must(store.reject(number, "look at the birth date", kBert));
    must(store.propose(number, proposal(Disposition::true_match, "same_facts"), kAnna));
    const Case closed = must(store.approve(number, "agreed", kBert));

    EXPECT_EQ(closed.state, CaseState::closed);
    ASSERT_NE(closed.disposition(), nullptr);
    EXPECT_EQ(closed.disposition()->disposition, Disposition::true_match);
    EXPECT_EQ(closed.disposition()->answerer, "Bert");
    EXPECT_EQ(closed.decisions.front().state, DecisionState::rejected);
    EXPECT_EQ(closed.alerts.front().decision, 2u);
    EXPECT_EQ(to_string(closed.due.value()), "2026-03-16");
    EXPECT_EQ(must(this->store().load(number)), closed);
    EXPECT_EQ(must(store.document(closed.alerts.front().document)), draft("TIAN, Yinyin").document);
    EXPECT_EQ(must(store.events(number)).size(), 8u);
    expect_valid(store);
}

TEST_P(CaseStoreTest, TheSameHitJoinsItsAlertAndNewsOpensTheCaseAgain) {
    CaseStore store = this->store();
    const CaseNumber number = must(store.add_alert({}, draft("A", {party("1")}), kAnna)).number;
    must(store.propose(number, proposal(Disposition::false_positive, "name_only"), kAnna));
    must(store.approve(number, "", kBert));

    PlacedAlert again = must(store.add_alert({}, draft("A", {party("1")}), kAnna));
    EXPECT_EQ(again.number, number);
    EXPECT_FALSE(again.is_new_alert);
    EXPECT_FALSE(again.is_reopened) << "nothing new was found";

    again = must(store.add_alert(number, draft("A", {party("1", "h2")}), kAnna));
    EXPECT_TRUE(again.is_reopened);
    Case one = must(store.load(number));
    EXPECT_EQ(one.state, CaseState::open);
    EXPECT_EQ(one.alerts.front().seen_count, 3u);
    EXPECT_EQ(one.alerts.front().decision, 0u);

    // What is proposed is withdrawn when something comes that the proposer did not know.
    must(store.propose(number, proposal(Disposition::false_positive, "name_only"), kAnna));
    must(store.add_alert(number, draft("A's wallet"), kAnna));
    one = must(store.load(number));
    EXPECT_EQ(one.state, CaseState::open);
    EXPECT_EQ(one.decisions.back().state, DecisionState::withdrawn);

    const CaseNumber other =
        must(store.open_case({.title = "Another", .alerts = {draft("B")}}, kAnna)).number;
    expect_refused(store.add_alert(other, draft("A", {party("1")}), kAnna), "of C-1 already");
    expect_refused(store.open_case({.title = "Third", .alerts = {draft("B")}}, kAnna),
                   "of C-2 already");
    EXPECT_EQ(must(store.list({})).size(), 2u) << "what was refused left nothing behind";
    expect_valid(store);
}

TEST_P(CaseStoreTest, AListChangeOpensTheCasesAboutTheParty) {
    CaseStore store = this->store();
    const auto close = [&](const AlertDraft& alert) {
        const CaseNumber number = must(store.add_alert({}, alert, kAnna)).number;
        must(store.propose(number, proposal(Disposition::false_positive, "name_only"), kAnna));
        must(store.approve(number, "", kBert));
        return number;
    };
    const CaseNumber changed = close(draft("A", {party("1"), party("2")}));
    const CaseNumber same = close(draft("B", {party("2")}));
    const CaseNumber unknown = close(draft("C", {{"gone-list", "9", "Nine", "h1"}}));
    const auto now = [](std::string_view source,
                        std::string_view key) -> std::optional<std::string> {
        if (source != "ofac-sdn-csv") return std::nullopt;
        return key == "1" ? "" : "h1";
    };
    const Actor later{"list change", kMonday + 7 * 86'400};
    EXPECT_EQ(must(store.reopen_changed(now, later)), std::vector{changed});
    const Case one = must(store.load(changed));
    EXPECT_EQ(one.state, CaseState::open);
    EXPECT_EQ(to_string(one.due.value()), "2026-03-23") << "the clock begins again";
    EXPECT_EQ(one.alerts.front().decision, 0u);
    EXPECT_EQ(must(store.load(same)).state, CaseState::closed);
    EXPECT_EQ(must(store.load(unknown)).state, CaseState::closed);
    EXPECT_NE(
        must(store.events(changed)).back().after.find("ofac-sdn-csv 1 is not listed any more"),
        std::string::npos);

    // Decided on what is known now, it stays closed.
    must(store.propose(changed, proposal(Disposition::no_action, "nothing_found"), kAnna));
    must(store.approve(changed, "", kBert));
    EXPECT_TRUE(must(store.reopen_changed(now, later)).empty());
    expect_valid(store);
}

TEST_P(CaseStoreTest, TextsThatCannotBeKeptAreRefusedAndLeaveNothing) {
    CaseStore store = this->store();
    const CaseNumber number = must(store.open_case({.title = "T"}, kAnna)).number;
    const ChainHead before = must(store.head());
    for (const std::string& text :
         {std::string("\xff\xfe"), std::string("a\0b", 3), std::string("\x1b[31m"),
          std::string(" "), std::string(kTextBytesMax + 1, 'x')}) {
        EXPECT_FALSE(store.note(number, text, kAnna));
    }
    EXPECT_FALSE(store.note(number, "fine", {"", kMonday}));
    EXPECT_FALSE(store.note(CaseNumber{2}, "fine", kAnna));
    EXPECT_FALSE(store.link(number, CaseNumber{2}, "", kAnna));
    AlertDraft broken = draft("A");
    broken.document = "{\"a\": 1.5}";
    EXPECT_FALSE(store.add_alert({}, broken, kAnna));
    EXPECT_EQ(must(store.head()), before);
    // What only looks dangerous is kept as it is.
    const std::string hostile = "'); DROP TABLE case_events; --\t\"<script>\xe2\x80\xae$1 %s\\";
    EXPECT_EQ(must(store.note(number, hostile, kAnna)).notes.back().text, hostile);
    expect_valid(store);
}

TEST_P(CaseStoreTest, ListsByStateAssigneeAndDay) {
    CaseStore store = this->store();
    must(store.open_case({.title = "one"}, kAnna));
    must(store.open_case({.title = "two", .kind = CaseKind::other}, kAnna));
    must(store.open_case({.title = "three", .kind = CaseKind::suspicion}, kAnna));
    must(store.assign(CaseNumber{2}, "Bert", kAnna));
    must(store.propose(CaseNumber{3}, proposal(Disposition::filed, "suspicion_report"), kAnna));
    const auto numbers = [&](const CaseFilter& filter) {
        std::vector<std::uint64_t> found;
        for (const CaseSummary& one : must(store.list(filter))) found.push_back(one.number.value);
        return found;
    };
    using Numbers = std::vector<std::uint64_t>;
    EXPECT_EQ(numbers({}), (Numbers{1, 2, 3}));
    EXPECT_EQ(numbers({.state = CaseState::proposed}), Numbers{3});
    EXPECT_EQ(numbers({.assignee = "Bert"}), Numbers{2});
    EXPECT_EQ(numbers({.due_by = parse_date("2026-03-31")}), Numbers{1});
    EXPECT_EQ(numbers({.due_by = parse_date("2026-04-01")}), (Numbers{1, 3}));
    EXPECT_EQ(numbers({.after = 1, .count_max = 1}), Numbers{2});
    EXPECT_EQ(numbers({.assignee = "' OR '1' = '1"}), Numbers{});

    AlertDraft trace = draft("forward from a:0");
    trace.kind = AlertKind::trace;
    must(store.add_alert(CaseNumber{2}, trace, kAnna));
    const auto list = must(store.list({}));
    EXPECT_TRUE(list[0].traces.empty());
    EXPECT_EQ(list[1].traces, std::vector<std::string>{"forward from a:0"});
}

/// Cases in the plainest way: what a person would write on a card.
struct Card {
    CaseState state = CaseState::open;
    std::string assignee;
    std::string proposer;
    std::size_t notes = 0;
    std::size_t decisions = 0;
    std::map<std::string, std::uint64_t> seen;  ///< By subject.
    std::map<std::string, std::string> hashes;  ///< By key.
    std::set<std::uint64_t> links;
};

TEST_P(CaseStoreTest, RandomWorkAgreesWithCardsOnATable) {
    constexpr int kRounds = 400;
    std::mt19937 dice(20260302);
    const auto up_to = [&](std::uint32_t count) { return dice() % count; };
    const std::vector<std::string> users{"anna", "Bert", "cem"};
    CaseStore store = this->store();
    std::vector<Card> cards;
    std::map<std::string, std::size_t> card_of;  // By subject.
    std::map<std::string, std::string> listed{{"0", "h0"}, {"1", "h0"}, {"2", "h0"}};
    for (int round = 0; round < kRounds; ++round) {
        const Actor by{users[up_to(3)], kMonday + round};
        const std::size_t at = cards.empty() ? 0 : up_to(static_cast<std::uint32_t>(cards.size()));
        const CaseNumber number{at + 1};
        Card* card = cards.empty() ? nullptr : &cards[at];
        const auto is_ok = [&](bool done, bool expected, const char* what) {
            EXPECT_EQ(done, expected) << "round " << round << ", " << what << " " << number.value;
        };
        switch (up_to(9)) {
            case 0: {
                const std::string key = std::to_string(up_to(3));
                const std::string subject = text("S", up_to(12), " about ", key);
                const bool is_known = card_of.contains(subject);
                must(store.add_alert({}, draft(subject, {party(key, listed[key])}), by));
                if (!is_known) {
                    card_of[subject] = cards.size();
                    cards.emplace_back();
                }
                Card& its = cards[card_of[subject]];
                const bool is_news = !is_known || its.hashes[key] != listed[key];
                ++its.seen[subject];
                if (is_news) its.state = CaseState::open;
                its.hashes[key] = listed[key];
                break;
            }
            case 1:
                if (card == nullptr) break;
                is_ok(store.note(number, "n", by).has_value(), true, "note");
                ++card->notes;
                break;
            case 2: {
                if (card == nullptr) break;
                const std::string& who = users[up_to(3)];
                is_ok(store.assign(number, who, by).has_value(), card->assignee != who, "assign");
                card->assignee = who;
                break;
            }
            case 3: {
                if (card == nullptr) break;
                const bool may = card->state == CaseState::open;
                is_ok(store.propose(number, proposal(Disposition::allowed, "licence"), by)
                          .has_value(),
                      may, "propose");
                if (!may) break;
                card->state = CaseState::proposed;
                card->proposer = by.user;
                ++card->decisions;
                break;
            }
            case 4:
            case 5: {
                if (card == nullptr) break;
                const bool may = card->state == CaseState::proposed && card->proposer != by.user;
                is_ok(store.approve(number, "", by).has_value(), may, "approve");
                if (may) card->state = CaseState::closed;
                break;
            }
            case 6: {
                if (card == nullptr) break;
                const bool may = card->state == CaseState::proposed;
                is_ok(store.reject(number, "no", by).has_value(), may, "reject");
                if (may) card->state = CaseState::open;
                break;
            }
            case 7: {
                listed[std::to_string(up_to(3))] = text("h", up_to(3));
                const auto reopened = must(store.reopen_changed(
                    [&](std::string_view, std::string_view key) {
                        return std::optional(listed[std::string(key)]);
                    },
                    by));
                std::size_t expected = 0;
                for (Card& one : cards) {
                    bool is_news = false;
                    if (one.state != CaseState::closed) continue;
                    for (auto& [key, hash] : one.hashes) {
                        is_news = is_news || hash != listed[key];
                        hash = listed[key];
                    }
                    if (!is_news) continue;
                    one.state = CaseState::open;
                    ++expected;
                }
                EXPECT_EQ(reopened.size(), expected);
                break;
            }
            default: {
                if (card == nullptr) break;
                const std::uint64_t other = up_to(static_cast<std::uint32_t>(cards.size())) + 1;
                const bool may = other != number.value && !card->links.contains(other);
                is_ok(store.link(number, CaseNumber{other}, "same house", by).has_value(), may,
                      "link");
                if (!may) break;
                card->links.insert(other);
                cards[other - 1].links.insert(number.value);
            }
        }
    }
    const std::vector<CaseSummary> list = must(store.list({}));
    ASSERT_EQ(list.size(), cards.size());
    for (std::size_t i = 0; i < cards.size(); ++i) {
        const Card& card = cards[i];
        const Case one = must(store.load(CaseNumber{i + 1}));
        EXPECT_EQ(one.state, card.state) << i;
        EXPECT_EQ(list[i].state, card.state) << i;
        EXPECT_EQ(one.assignee, card.assignee);
        EXPECT_EQ(one.notes.size(), card.notes);
        EXPECT_EQ(one.decisions.size(), card.decisions);
        EXPECT_EQ(one.links.size(), card.links.size());
        ASSERT_EQ(one.alerts.size(), card.seen.size());
        for (const Alert& alert : one.alerts) {
            EXPECT_EQ(alert.seen_count, card.seen.at(alert.subject)) << alert.subject;
            for (const AlertParty& known : alert.parties) {
                EXPECT_EQ(known.hash, card.hashes.at(known.key));
            }
        }
    }
    expect_valid(store);
}

TEST_P(CaseStoreTest, TwoWritersAtOnceMakeOneChain) {
    constexpr int kNotes = 100;
    const CaseNumber number = must(store().open_case({.title = "T"}, kAnna)).number;
    const auto write = [&](const Actor& by) {
        CaseStore mine = store();
        for (int i = 0; i < kNotes; ++i) must(mine.note(number, text(by.user, i), by));
    };
    std::thread other([&] { write(kBert); });
    write(kAnna);
    other.join();
    CaseStore store = this->store();
    std::map<std::string, int> next;
    for (const Note& note : must(store.load(number)).notes) {
        EXPECT_EQ(note.text, text(note.user, next[note.user]++));
    }
    EXPECT_EQ(next["anna"], kNotes);
    EXPECT_EQ(next["Bert"], kNotes);
    expect_valid(store);
}

INSTANTIATE_TEST_SUITE_P(Databases, CaseStoreTest,
                         testing::Values(DatabaseKind::sqlite, DatabaseKind::postgres),
                         [](const auto& about) {
                             return about.param == DatabaseKind::sqlite ? "Sqlite" : "Postgres";
                         });

}  // namespace
}  // namespace pelf::casefile
