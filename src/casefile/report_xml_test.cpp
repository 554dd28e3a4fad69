// SPDX-License-Identifier: Apache-2.0
//
// The XML reports: what they ask for, and what no text can do to them. That the schemas accept them
// is tested on the program, with xmllint (tests/program/test_reports.py).
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "casefile/report_fincen.hpp"
#include "casefile/report_goaml.hpp"
#include "casefile/report_xml.hpp"
#include "support/facts_story.hpp"

namespace pelf::casefile::report {
namespace {

using test::demo_facts;
using test::fields_of;

bool contains(std::string_view text, std::string_view words) {
    return text.find(words) != std::string_view::npos;
}

Report uae(const ReportFacts& facts) {
    const auto jurisdiction = built_in_jurisdiction("ae");
    EXPECT_TRUE(jurisdiction);
    return write_goaml(facts, *jurisdiction);
}

TEST(ReportXml, NothingForbiddenGetsThrough) {
    EXPECT_EQ(xml_line("a<b>&\"c\"]]>"), "a&lt;b&gt;&amp;&quot;c&quot;]]&gt;");
    EXPECT_EQ(xml_line(std::string_view("\0\x01\x1b\x7f", 4)),
              "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    EXPECT_EQ(xml_line("a\r\nb\nc\td"), "a b c d");
    EXPECT_EQ(xml_lines("a\r\nb\nc\rd"), "a\nb\nc\nd");
    EXPECT_EQ(xml_line("\xef\xbf\xbe\xe2\x80\xae\xff"), "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
}

TEST(ReportGoaml, OfTheDemoIsWhole) {
    const Report report = uae(demo_facts());
    EXPECT_EQ(fields_of(report.gaps), "");
    EXPECT_TRUE(contains(report.bytes, "<report_code>STR</report_code>"));
    EXPECT_TRUE(contains(report.bytes, "<amount_local>893478.56</amount_local>"));
    EXPECT_TRUE(contains(report.bytes, "<t_to_my_client>"));
    EXPECT_TRUE(contains(report.bytes, "<from_funds_code>CRPTC</from_funds_code>"));
    EXPECT_TRUE(contains(report.bytes, "알파 도둑"));
}

TEST(ReportGoaml, NamesEveryMissingFieldAtOnce) {
    ReportFacts facts = demo_facts();
    facts.goaml.rentity_id.clear();
    facts.contact.first.clear();
    facts.narrative.reason = " ";
    facts.goaml.indicators.clear();
    facts.transactions[0].value.amount.asset = "USD";
    facts.transactions[0].method_code = "NOWAY";
    facts.parties[1].born.text = "1991";
    facts.parties[1].phones.clear();
    facts.accounts[2].opened.reset();
    const Report report = uae(facts);
    EXPECT_EQ(report.bytes, "");
    const std::string fields = fields_of(report.gaps);
    for (const std::string_view field :
         {"goaml.rentity_id", "contact.first", "narrative.reason", "goaml.indicators",
          "transactions[0].value.amount.asset", "transactions[0].method_code", "parties[1].born",
          "parties[1].phones", "accounts[2].opened"}) {
        EXPECT_TRUE(contains(fields, field)) << field << " in " << fields;
    }
}

TEST(ReportGoaml, KeepsTheRulesOfItsJurisdiction) {
    ReportFacts facts = demo_facts();
    facts.goaml.local_currency = "USD";
    for (Transaction& one : facts.transactions) one.value.amount.asset = "USD";
    EXPECT_EQ(fields_of(uae(facts).gaps), "goaml.local_currency");
    const auto generic = built_in_jurisdiction("generic");
    ASSERT_TRUE(generic);
    EXPECT_EQ(fields_of(write_goaml(facts, *generic).gaps), "");

    facts = demo_facts();
    facts.transactions[0].time = Moment{facts.made->unix_s + 1};
    EXPECT_EQ(fields_of(uae(facts).gaps), "transactions[0].time");
    facts = demo_facts();
    facts.transactions[1].reference = facts.transactions[0].reference;
    EXPECT_EQ(fields_of(uae(facts).gaps), "transactions[1].reference");
    facts = demo_facts();
    facts.goaml.report_code = "NONE";
    EXPECT_EQ(fields_of(uae(facts).gaps), "goaml.report_code");
    // A report of an activity has parties in place of transactions.
    facts.goaml.report_code = "SAR";
    const Report activity = uae(facts);
    EXPECT_EQ(fields_of(activity.gaps), "");
    EXPECT_TRUE(contains(activity.bytes, "<person_my_client>"));
    EXPECT_FALSE(contains(activity.bytes, "<transaction>"));
    EXPECT_FALSE(built_in_jurisdiction("xx"));
}

TEST(ReportGoaml, ANameInOtherLettersAloneIsAGap) {
    ReportFacts facts = demo_facts();
    std::erase_if(facts.parties[0].names, [](const Name& name) { return name.script.empty(); });
    const std::string fields = fields_of(uae(facts).gaps);
    EXPECT_TRUE(contains(fields, "parties[0].names")) << fields;
    facts = demo_facts();
    facts.parties[0].names[0].last = "Diéb";
    EXPECT_EQ(fields_of(uae(facts).gaps), "parties[0].names[0].last");
}

TEST(ReportGoaml, AJurisdictionIsReadStrictly) {
    const auto read = [](std::string_view document) {
        return read_jurisdiction(std::as_bytes(std::span(document)));
    };
    EXPECT_TRUE(read(R"({"name": "xx", "report_codes": [{"code": "A", "holds": "activity"}]})"));
    EXPECT_FALSE(read(R"({"name": "xx", "report_codes": [{"code": "A", "holds": "all"}]})"));
    EXPECT_FALSE(read(R"({"nam": "xx"})"));
    EXPECT_FALSE(read("{"));
}

TEST(ReportFincen, OfTheDemoIsWhole) {
    const Report report = write_fincen(demo_facts());
    EXPECT_EQ(fields_of(report.gaps), "");
    EXPECT_TRUE(contains(report.bytes, "TotalAmount=\"243285\" PartyCount=\"3\""));
    EXPECT_TRUE(contains(report.bytes, "<fc2:RawIndividualFirstName>Dora<"));
    EXPECT_TRUE(contains(report.bytes, "<fc2:IndividualBirthDateText>19841000<"));
}

TEST(ReportFincen, WhatIsMissingIsNamedUnlessItIsSaidToBeUnknown) {
    ReportFacts facts = demo_facts();
    facts.parties[0].unknown.clear();
    facts.parties[0].gender.clear();
    facts.fincen.activities.clear();
    facts.fincen.regulator = "5";
    facts.filer.address.post_code.clear();
    facts.narrative.text.clear();
    const Report report = write_fincen(facts);
    EXPECT_EQ(report.bytes, "");
    const std::string fields = fields_of(report.gaps);
    for (const std::string_view field :
         {"parties[0].addresses", "parties[0].identifiers", "parties[0].gender",
          "fincen.activities", "fincen.regulator", "filer.address.post_code", "narrative.text"}) {
        EXPECT_TRUE(contains(fields, field)) << field << " in " << fields;
    }
}

TEST(ReportFincen, ANarrativeIsCutAtBlanks) {
    EXPECT_TRUE(narrative_blocks(" \n ").empty());
    EXPECT_EQ(narrative_blocks(" one\r\ntwo "), (std::vector<std::string>{"one two"}));
    std::string words;
    for (int i = 0; words.size() < 3 * kNarrativeBlockLetters; ++i) {
        words += (words.empty() ? "" : " ") + std::string("w\xc3\xb6rd") + std::to_string(i);
    }
    const auto blocks = narrative_blocks(words);
    std::string joined;
    for (const std::string& block : blocks) {
        EXPECT_LE(letters_count(block), kNarrativeBlockLetters);
        EXPECT_EQ(block, trim(block));
        joined += (joined.empty() ? "" : " ") + block;
    }
    EXPECT_EQ(joined, words);
    // A word that fills blocks by itself.
    const auto long_word = narrative_blocks(std::string(2 * kNarrativeBlockLetters + 1, 'x'));
    ASSERT_EQ(long_word.size(), 3U);
    EXPECT_EQ(long_word[0].size(), kNarrativeBlockLetters);
    EXPECT_EQ(long_word[2], "x");
    const auto exact = narrative_blocks(std::string(kNarrativeBlockLetters, 'x') + " y");
    EXPECT_EQ(exact, (std::vector<std::string>{std::string(kNarrativeBlockLetters, 'x'), "y"}));
}

TEST(ReportFincen, ANarrativeTooLongForTheFormIsRefused) {
    ReportFacts facts = demo_facts();
    facts.narrative.text = std::string(kNarrativeBlocks * kNarrativeBlockLetters, 'x');
    EXPECT_EQ(fields_of(write_fincen(facts).gaps), "");
    facts.narrative.text += 'x';
    EXPECT_EQ(fields_of(write_fincen(facts).gaps), "narrative.text");
}

TEST(ReportFincen, CentsAreRoundedUp) {
    EXPECT_EQ(whole_dollars({{"100"}, "USD", 2}), "1");
    EXPECT_EQ(whole_dollars({{"101"}, "USD", 2}), "2");
    EXPECT_EQ(whole_dollars({{"99999"}, "USD", 2}), "1000");
    EXPECT_EQ(whole_dollars({{"5"}, "USD", 0}), "5");
    EXPECT_EQ(whole_dollars({}), "");
}

TEST(Reports, OfHostileFactsAreWholeOrRefusedAndNeverBoth) {
    std::mt19937 chance(7);
    const auto jurisdiction = built_in_jurisdiction("ae");
    ASSERT_TRUE(jurisdiction);
    for (int round = 0; round < 200; ++round) {
        const ReportFacts facts = test::hostile_facts(chance, 20);
        for (const Report& report : {write_goaml(facts, *jurisdiction), write_fincen(facts)}) {
            EXPECT_NE(report.bytes.empty(), report.gaps.empty());
            EXPECT_FALSE(contains(report.bytes, "<script"));
            EXPECT_FALSE(contains(report.bytes, "]]>"));
            EXPECT_FALSE(contains(report.bytes, "\xe2\x80\xae"));
        }
    }
}

}  // namespace
}  // namespace pelf::casefile::report
