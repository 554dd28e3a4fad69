// SPDX-License-Identifier: Apache-2.0
#include "casefile/report_document.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "casefile/report_answers.hpp"
#include "support/facts_story.hpp"

namespace pelf::casefile::report {
namespace {

Result<ReportFacts> read(std::string_view document) {
    return read_facts(std::as_bytes(std::span(document)));
}

std::string fault_of(std::string_view document) {
    const auto facts = read(document);
    return facts ? std::string("taken") : facts.error().message;
}

TEST(ReportDocument, IsWrittenAsItWasRead) {
    const auto document = test::facts_document();
    const auto facts = read_facts(document);
    ASSERT_TRUE(facts);
    EXPECT_EQ(write_facts(*facts), as_text(document));
    EXPECT_EQ(facts->parties.size(), 3U);
    EXPECT_EQ(facts->trace.policies.size(), 8U);
}

TEST(ReportDocument, GivesHostileTextsBackByteForByte) {
    std::mt19937 chance(20250215);
    for (int round = 0; round < 200; ++round) {
        const ReportFacts facts = test::hostile_facts(chance, 3);
        const std::string document = write_facts(facts);
        const auto again = read(document);
        ASSERT_TRUE(again) << again.error().message;
        EXPECT_EQ(*again, facts);
        EXPECT_EQ(write_facts(*again), document);
    }
}

TEST(ReportDocument, CutAtAnyByteIsRefused) {
    const auto bytes = test::facts_document();
    const std::string document(as_text(bytes));
    // The last byte is the line end.
    for (std::size_t size = 0; size + 1 < document.size(); size += size < 2000 ? 1 : 37) {
        EXPECT_FALSE(read(document.substr(0, size))) << size;
    }
}

TEST(ReportDocument, NamesTheFieldThatIsWrong) {
    EXPECT_EQ(fault_of("[]"), "report facts: the document is no object");
    EXPECT_EQ(fault_of(R"({"titel": "x"})"),
              "report facts: the document has a field that is not known: titel");
    EXPECT_EQ(fault_of(R"({"parties": [{"key": "a", "kind": "person", "born": "1984-02-30"}]})"),
              "report facts: parties[0].born is no day, month or year such as 1984-10-15 or 1984");
    EXPECT_EQ(fault_of(R"({"parties": [{"key": "a", "kind": "ship"}]})"),
              "report facts: parties[0].kind is none of person, entity");
    EXPECT_EQ(fault_of(R"({"parties": [{"key": "a", "kind": "person"},
                                       {"key": "a", "kind": "person"}]})"),
              "report facts: parties[1].key is there twice");
    EXPECT_EQ(fault_of(R"({"hits": [{"party": "nobody"}]})"),
              "report facts: hits[0].party is the key of no party");
    EXPECT_EQ(fault_of(R"({"filer": {"country": "usa"}})"),
              "report facts: filer.country is no country code of two capital letters");
    EXPECT_EQ(fault_of(R"({"fincen": {"amount": {"units": "007", "asset": "USD"}}})"),
              "report facts: fincen.amount.units is no count of smallest units in plain digits");
    EXPECT_EQ(fault_of(R"({"fincen": {"amount": {"units": "7"}}})"),
              "report facts: fincen.amount has no asset");
    EXPECT_EQ(fault_of(R"({"made": "2025-02-15"})"),
              "report facts: made is no moment such as 2025-02-15T10:11:12Z");
    EXPECT_EQ(fault_of(R"({"ofac": {"year": -1}})"),
              "report facts: ofac.year is no whole number from 0 on");
}

TEST(ReportDocument, HasLimits) {
    const auto with_title = [](std::size_t size) {
        return R"({"title": ")" + std::string(size, 'x') + "\"}";
    };
    EXPECT_EQ(fault_of(with_title(kFactTextBytesMax)), "taken");
    EXPECT_EQ(fault_of(with_title(kFactTextBytesMax + 1)),
              "report facts: title is longer than a megabyte");
    const auto with_indicators = [](std::size_t count) {
        std::string list;
        for (std::size_t i = 0; i < count; ++i) list += i == 0 ? "\"\"" : ",\"\"";
        return R"({"goaml": {"indicators": [)" + list + "]}}";
    };
    EXPECT_EQ(fault_of(with_indicators(kFactListMax)), "taken");
    EXPECT_EQ(fault_of(with_indicators(kFactListMax + 1)),
              "report facts: goaml.indicators is a list of more than 10,000");
    EXPECT_NE(fault_of(std::string(100, '[')), "taken");
}

TEST(ReportDocument, AFormulaInATableIsAText) {
    EXPECT_EQ(csv_cell("plain"), "plain");
    EXPECT_EQ(csv_cell("=1+1"), "\"'=1+1\"");
    EXPECT_EQ(csv_cell(" \t@SUM(A1)"), "\"'  @SUM(A1)\"");
    EXPECT_EQ(csv_cell("say \"no\", twice"), "\"say \"\"no\"\", twice\"");
    EXPECT_EQ(csv_cell("two\r\nlines"), "two  lines");
    EXPECT_EQ(csv_cell("bell\a"), "bell\xef\xbf\xbd");
    EXPECT_EQ(csv_cell("\xe2\x80\xae"), "\xef\xbf\xbd");
    EXPECT_EQ(csv_cell("\xff"), "\xef\xbf\xbd");
}

TEST(ReportDocument, ATableHasARowForEachFact) {
    ReportFacts facts;
    facts.title = "A, B";
    facts.ofac.year = 2025;
    facts.goaml.indicators = {"X", "=Y"};
    EXPECT_EQ(write_facts_table(facts),
              "field,value\r\n"
              "title,\"A, B\"\r\n"
              "goaml.indicators[0],X\r\n"
              "goaml.indicators[1],\"'=Y\"\r\n"
              "ofac.year,2025\r\n");
}

TEST(ReportDocument, AmountsAreWrittenWithAllTheirDecimals) {
    EXPECT_EQ(decimal_text({{"1250000000"}, "BTC", 8}), "12.50000000");
    EXPECT_EQ(decimal_text({{"1"}, "ETH", 18}), "0.000000000000000001");
    EXPECT_EQ(decimal_text({{"0"}, "USD", 2}), "0.00");
    EXPECT_EQ(decimal_text({{"17"}, "JPY", 0}), "17");
    EXPECT_EQ(decimal_text({}), "");
}

TEST(ReportAnswers, ATraceIsSummedUpByDestination) {
    constexpr std::string_view kAnswer = R"({"ledger": "bitcoin", "network": "regtest",
        "height": 9, "tip": "aa", "tip_time": "2025-02-15T16:16:38Z", "truncated": true,
        "lists": [{"source": "house", "version": "v1", "published": "2025-02-16"}],
        "from": [{"place": "t:0", "account": "a", "amount": "30", "asset": "BTC"}],
        "policies": [{"policy": "fifo", "total": "30"}],
        "destinations": [{"kind": "service", "name": "Beta", "listed": false,
                          "amounts": {"fifo": "20"}},
                         {"kind": "unspent", "name": null, "listed": true,
                          "amounts": {"fifo": "10"}}]})";
    ReportFacts facts;
    ASSERT_TRUE(add_trace_answer(std::as_bytes(std::span(kAnswer)), facts));
    ASSERT_EQ(facts.trace.policies.size(), 1U);
    const TracePolicy& fifo = facts.trace.policies[0];
    EXPECT_EQ(decimal_text(fifo.total), "0.00000030");
    ASSERT_EQ(fifo.ends.size(), 2U);
    EXPECT_EQ(fifo.ends[0].name, "Beta");
    EXPECT_TRUE(fifo.ends[1].is_listed);
    EXPECT_TRUE(facts.trace.is_truncated);
    ASSERT_EQ(facts.looked_at.lists.size(), 1U);
    EXPECT_EQ(facts.looked_at.ledgers[0].name, "bitcoin regtest");
    EXPECT_TRUE(read(write_facts(facts)));
    // Once more adds no list or ledger twice.
    ASSERT_TRUE(add_trace_answer(std::as_bytes(std::span(kAnswer)), facts));
    EXPECT_EQ(facts.looked_at.lists.size(), 1U);
    EXPECT_EQ(facts.looked_at.ledgers.size(), 1U);
    for (std::size_t size = 0; size < kAnswer.size(); ++size) {
        ReportFacts other;
        EXPECT_FALSE(add_trace_answer(std::as_bytes(std::span(kAnswer.substr(0, size))), other));
    }
}

TEST(ReportAnswers, AScreeningGivesItsHits) {
    constexpr std::string_view kAnswer = R"({"hits": [{"id": "7", "source": "house",
        "name": "X", "matched_name": "Y", "score": 91, "reasons": ["one", "two"],
        "programmes": ["P1", "P2"]}],
        "lists": [{"source": "house", "version": "v1", "published": "2025-02-16"}], "losses": 2})";
    ReportFacts facts;
    ASSERT_TRUE(add_screening_answer(std::as_bytes(std::span(kAnswer)), "", facts));
    ASSERT_EQ(facts.hits.size(), 1U);
    EXPECT_EQ(facts.hits[0].entry, "7");
    EXPECT_EQ(facts.hits[0].list_version, "v1");
    EXPECT_EQ(facts.hits[0].reason, "one; two");
    EXPECT_EQ(facts.hits[0].programmes, (std::vector<std::string>{"P1", "P2"}));
    EXPECT_EQ(facts.hits[0].score, 91U);
    EXPECT_EQ(facts.looked_at.losses, 2U);
    for (std::size_t size = 0; size < kAnswer.size(); ++size) {
        ReportFacts other;
        EXPECT_FALSE(
            add_screening_answer(std::as_bytes(std::span(kAnswer.substr(0, size))), "", other));
    }
}

}  // namespace
}  // namespace pelf::casefile::report
