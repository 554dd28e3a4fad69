// SPDX-License-Identifier: Apache-2.0
#include "engine/report_page.hpp"

#include <gtest/gtest.h>

#include "engine/case_reports.hpp"
#include "engine/markup.hpp"
#include "engine/markup_check.hpp"
#include "engine/report_pdf.hpp"
#include "support/facts_story.hpp"
#include "support/temporary_folder.hpp"

namespace pelf::engine {
namespace {

using casefile::report::OfacAction;
using casefile::report::ReportFacts;

bool holds(std::string_view page, std::string_view words) {
    return page.find(words) != std::string_view::npos;
}

void expect_tame(const std::string& page) {
    EXPECT_EQ(testing::markup_fault(page), "");
    for (const std::string_view forbidden :
         {"<script", "<img", "<link", "<a ", "url(", "\xe2\x80\xae", "]]>"}) {
        EXPECT_FALSE(holds(page, forbidden)) << forbidden;
    }
}

TEST(ReportPage, ShowsEveryNameInItsScript) {
    const std::string page = report_page(test::demo_facts(), Paper::a4, "pelf 9.9");
    expect_tame(page);
    for (const std::string_view words :
         {"This story is invented", "lang=\"ko\">알파 도둑<", "lang=\"zh\">阿尔法·贼<",
          "lang=\"ar\">ألفا اللص<", "lang=\"ru\">Вор Альфа<", "Made by pelf 9.9", "15.75168607",
          "Exchange Beta (invented)", "size: A4", "2.49994000 BTC", "893,478.56 AED",
          "mixers without a tag"}) {
        EXPECT_TRUE(holds(page, words)) << words;
    }
    EXPECT_TRUE(holds(report_page(test::demo_facts(), Paper::letter, ""), "size: letter"));
}

TEST(ReportPage, EscapesEveryText) {
    std::mt19937 chance(3);
    for (int round = 0; round < 60; ++round) {
        const ReportFacts facts = test::hostile_facts(chance, 2);
        expect_tame(report_page(facts, Paper::a4, "pelf"));
        for (const OfacAction action : {OfacAction::blocked, OfacAction::rejected}) {
            auto sheets = casefile::report::ofac_sheets(facts, action);
            expect_tame(ofac_page(facts, sheets, action, Paper::letter));
        }
    }
}

TEST(ReportPage, OfNoFactsSaysThatNothingWasLookedAt) {
    const std::string page = report_page({}, Paper::a4, "pelf");
    EXPECT_EQ(testing::markup_fault(page), "");
    EXPECT_TRUE(holds(page, "do not say which lists and ledgers were read"));
    EXPECT_FALSE(holds(page, "Transactions"));
}

TEST(ReportPage, ATraceThatWasCutShortSaysSo) {
    ReportFacts facts = test::demo_facts();
    EXPECT_FALSE(holds(report_page(facts, Paper::a4, ""), "not complete"));
    facts.trace.is_truncated = true;
    facts.trace.limits = {"hops"};
    EXPECT_TRUE(holds(report_page(facts, Paper::a4, ""), "This trace is not complete: hops"));
}

TEST(ReportPage, AMegabyteOfTextIsStillAPage) {
    ReportFacts facts = test::demo_facts();
    facts.narrative.text.assign(casefile::report::kFactTextBytesMax, 'x');
    facts.parties[0].names[0].full = std::string(casefile::report::kFactTextBytesMax / 5, '<');
    expect_tame(report_page(facts, Paper::a4, ""));
}

TEST(CaseReports, EveryFormatHasANameThatIsReadBack) {
    for (const std::string_view name : report_formats()) {
        const auto format = parse_report_format(name);
        ASSERT_TRUE(format);
        EXPECT_EQ(to_string(*format), name);
        EXPECT_FALSE(media_type(*format).empty());
    }
    EXPECT_FALSE(parse_report_format("docx"));
}

TEST(CaseReports, OfTheDemoAreAllWhole) {
    for (const std::string_view name : report_formats()) {
        if (name == "pdf") continue;
        ReportRequest request;
        request.format = *parse_report_format(name);
        request.jurisdiction = "ae";
        const auto report = make_report(test::demo_facts(), request);
        ASSERT_TRUE(report) << name << report.error().message;
        EXPECT_FALSE(report->bytes.empty()) << name;
        EXPECT_TRUE(report->gaps.empty()) << name << report->gaps.front().field;
    }
}

TEST(CaseReports, SettingsFillWhatTheFactsLackAndNothingElse) {
    const ReportFacts settings = test::demo_facts();
    ReportFacts facts;
    facts.contact.first = "Another";
    add_settings(settings, facts);
    EXPECT_EQ(facts.filer, settings.filer);
    EXPECT_EQ(facts.contact.first, "Another");
    EXPECT_EQ(facts.contact.last, "");
    EXPECT_EQ(facts.goaml.rentity_id, settings.goaml.rentity_id);
    EXPECT_EQ(facts.fincen.regulator, settings.fincen.regulator);
    EXPECT_TRUE(facts.parties.empty());
    EXPECT_EQ(facts.goaml.report_code, "");
}

TEST(CaseReports, APdfIsPrintedWhereThereIsAProgramForIt) {
    const test::TemporaryFolder folder;
    const auto pdf =
        print_to_pdf(report_page(test::demo_facts(), Paper::a4, "pelf"), folder.path());
    if (!pdf && pdf.error().fault == Fault::not_found) {
        EXPECT_TRUE(holds(pdf.error().message, "chromium or weasyprint"));
        GTEST_SKIP() << "neither chromium nor weasyprint is here: printing is not tested";
    }
    ASSERT_TRUE(pdf) << pdf.error().message;
    EXPECT_TRUE(pdf->starts_with("%PDF-"));
    EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << "left something behind";
}

}  // namespace
}  // namespace pelf::engine
