// SPDX-License-Identifier: Apache-2.0
#include "casefile/report_ofac.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "base/text.hpp"
#include "casefile/report_ivms101.hpp"
#include "support/facts_story.hpp"

namespace pelf::casefile::report {
namespace {

using test::demo_facts;
using test::fields_of;

std::string value_of(const OfacSheet& sheet, std::string_view name) {
    for (const OfacField& field : sheet.fields) {
        if (field.name == name) return field.value;
    }
    return "no such field";
}

TEST(ReportOfac, IsDueTenBusinessDaysLater) {
    // 17 February 2025 was a Monday and Washington's Birthday.
    EXPECT_EQ(to_string(ofac_due({2025, 2, 14})), "2025-03-03");
    EXPECT_EQ(to_string(ofac_due({2025, 2, 18})), "2025-03-04");
    EXPECT_EQ(to_string(ofac_due({2025, 12, 19})), "2026-01-06");
}

TEST(ReportOfac, HasWhatTheRuleAsksFor) {
    const OfacSheets blocked = ofac_sheets(demo_facts(), OfacAction::blocked);
    EXPECT_EQ(fields_of(blocked.gaps), "");
    ASSERT_EQ(blocked.sheets.size(), 1U);
    const OfacSheet& sheet = blocked.sheets[0];
    EXPECT_FALSE(sheet.is_overdue);
    EXPECT_EQ(value_of(sheet, "Amount"), "2.49994000 BTC");
    EXPECT_EQ(value_of(sheet, "Value in US dollars"), "243284.10");
    EXPECT_NE(value_of(sheet, "Blocked persons").find("알파 도둑"), std::string::npos);
    EXPECT_NE(value_of(sheet, "List entries").find("pelf-csv H-1"), std::string::npos);
    const OfacSheets rejected = ofac_sheets(demo_facts(), OfacAction::rejected);
    EXPECT_EQ(fields_of(rejected.gaps), "");
    ASSERT_EQ(rejected.sheets.size(), 1U);
    EXPECT_NE(value_of(rejected.sheets[0], "Basis"), "");
}

TEST(ReportOfac, NamesEveryMissingField) {
    ReportFacts facts = demo_facts();
    facts.filer.address = {};
    facts.contact.email.clear();
    Property& property = facts.properties[0];
    property.on.reset();
    property.owners.clear();
    property.programmes.clear();
    property.authority.clear();
    property.value.amount.asset = "EUR";
    property.location.clear();
    property.instruction.clear();
    const std::string fields = fields_of(ofac_sheets(facts, OfacAction::blocked).gaps);
    for (const std::string_view field :
         {"filer.address.street", "contact.email", "properties[0].on", "properties[0].owners",
          "properties[0].programmes", "properties[0].authority", "properties[0].value.amount",
          "properties[0].location", "properties[0].instruction"}) {
        EXPECT_NE(fields.find(field), std::string::npos) << field << " in " << fields;
    }
    EXPECT_EQ(write_ofac_csv(facts, OfacAction::blocked).bytes, "");
    facts.properties.clear();
    EXPECT_EQ(fields_of(ofac_sheets(facts, OfacAction::rejected).gaps), "properties");
}

TEST(ReportOfac, ARejectionNeedsNoBlockedPerson) {
    ReportFacts facts = demo_facts();
    facts.properties[1].owners.clear();
    EXPECT_EQ(fields_of(ofac_sheets(facts, OfacAction::rejected).gaps), "");
}

TEST(ReportOfac, SaysThatItIsLate) {
    ReportFacts facts = demo_facts();
    facts.made = Moment{*parse_as_of("2025-03-03T23:59:59Z")};
    EXPECT_FALSE(ofac_sheets(facts, OfacAction::blocked).sheets[0].is_overdue);
    facts.made = Moment{*parse_as_of("2025-03-04T00:00:00Z")};
    EXPECT_TRUE(ofac_sheets(facts, OfacAction::blocked).sheets[0].is_overdue);
}

TEST(ReportOfac, TheAnnualReportHasARowForEachAssetHeldOnTheDay) {
    ReportFacts facts = demo_facts();
    const auto rows_of = [](const Report& report) {
        const auto lines = split(report.bytes, "\r\n");
        const auto begin = std::ranges::find(lines, "Part B") - lines.begin();
        // Its head, its rows, and nothing after the last line end.
        return static_cast<std::size_t>(std::ssize(lines) - begin - 3);
    };
    const auto add = [&](const char* key, Date on, std::optional<Date> released) {
        Property property = facts.properties[0];
        property.key = key;
        property.on = on;
        property.released = released;
        facts.properties.push_back(property);
    };
    Report report = write_ofac_annual(facts);
    EXPECT_EQ(fields_of(report.gaps), "");
    EXPECT_EQ(rows_of(report), 1U);
    EXPECT_NE(report.bytes.find("Rows in part B,1\r\n"), std::string::npos);
    add("on-the-day", {2025, 6, 30}, std::nullopt);
    add("after", {2025, 7, 1}, std::nullopt);
    add("released-on-the-day", {2025, 6, 1}, Date{2025, 6, 30});
    add("released-after", {2025, 6, 1}, Date{2025, 7, 1});
    report = write_ofac_annual(facts);
    EXPECT_EQ(rows_of(report), 3U);
    EXPECT_NE(report.bytes.find("Rows in part B,3\r\n"), std::string::npos);
    facts.ofac.year.reset();
    facts.ofac.certified_by.clear();
    EXPECT_EQ(fields_of(write_ofac_annual(facts).gaps),
              "ofac.year | ofac.certified_by | properties");
}

TEST(ReportIvms101, OfTheDemoIsWhole) {
    const Report report = write_ivms101(demo_facts());
    EXPECT_EQ(fields_of(report.gaps), "");
    const auto payload = boost::json::parse(report.bytes);
    const auto& originator = payload.at("originator").at("originatorPersons").at(0);
    EXPECT_EQ(originator.at_pointer("/legalPerson/name/nameIdentifier/0/legalPersonName"),
              "Hollow Trading Ltd");
    const auto& beneficiary = payload.at_pointer("/beneficiary/beneficiaryPersons/0/naturalPerson");
    EXPECT_EQ(beneficiary.at_pointer("/name/nameIdentifier/0/primaryIdentifier"), "Marlowe");
    EXPECT_EQ(beneficiary.at_pointer("/dateAndPlaceOfBirth/dateOfBirth"), "1991-03-12");
    EXPECT_EQ(payload.at_pointer("/originatingVASP/originatingVASP/legalPerson/"
                                 "nationalIdentification/nationalIdentifierType"),
              "LEIX");
}

TEST(ReportIvms101, KeepsTheConstraintsOfTheStandard) {
    const auto why = [](const ReportFacts& facts) {
        std::string all;
        for (const Gap& gap : write_ivms101(facts).gaps) all += gap.why;
        return all;
    };
    const auto has = [&](const ReportFacts& facts, std::string_view constraint) {
        return why(facts).find(constraint) != std::string::npos;
    };
    ReportFacts facts = demo_facts();
    facts.parties[2].addresses.clear();
    facts.parties[2].identifiers.clear();
    EXPECT_TRUE(has(facts, "OriginatorInformationLegalPerson"));
    facts.travel_rule.originators = {"thief"};
    EXPECT_TRUE(has(facts, "OriginatorInformationNaturalPerson"));
    facts.parties[0].customer_number = "7";
    EXPECT_EQ(why(facts), "");
    facts = demo_facts();
    facts.parties[1].born.text = "2025-02-21";
    EXPECT_TRUE(has(facts, "DateInPast"));
    facts = demo_facts();
    facts.parties[1].addresses[0].country.clear();
    EXPECT_TRUE(has(facts, "CountryCode"));
    facts = demo_facts();
    facts.parties[1].addresses[0].street.clear();
    EXPECT_TRUE(has(facts, "ValidAddress"));
    facts = demo_facts();
    facts.parties[2].names.erase(facts.parties[2].names.begin());
    EXPECT_TRUE(has(facts, "LegalNamePresentLegalPerson"));
    facts = demo_facts();
    facts.parties[1].names[0].kind = "alias";
    EXPECT_TRUE(has(facts, "LegalNamePresent"));
    facts = demo_facts();
    facts.parties[2].identifiers[0].authority = "House";
    EXPECT_TRUE(has(facts, "CompleteNationalIdentifierLegalPerson"));
    facts = demo_facts();
    facts.travel_rule.originating_vasp.identifiers[0].number[19] ^= 1;
    EXPECT_TRUE(has(facts, "ValidLEI"));
    facts = demo_facts();
    facts.travel_rule = {};
    const std::string fields = fields_of(write_ivms101(facts).gaps);
    EXPECT_EQ(fields,
              "travel_rule.originators | travel_rule.beneficiaries | "
              "travel_rule.originating_vasp.name | travel_rule.beneficiary_vasp.name");
}

TEST(ReportIvms101, KnowsALeiByItsCheckDigits) {
    EXPECT_TRUE(is_lei("506700T7Z685VUOZL877"));
    EXPECT_FALSE(is_lei("506700T7Z685VUOZL878"));
    EXPECT_FALSE(is_lei("506700T7Z685VUOZL87"));
    EXPECT_FALSE(is_lei("506700t7Z685VUOZL877"));
}

}  // namespace
}  // namespace pelf::casefile::report
