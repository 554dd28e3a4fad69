// SPDX-License-Identifier: Apache-2.0
//
// For tests of reports: the demo's facts, and facts in which texts were put in place of others by
// chance, among them all that has ever broken a document.
#pragma once

#include <algorithm>
#include <array>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "base/file.hpp"
#include "casefile/report_document.hpp"
#include "casefile/report_fields.hpp"
#include "casefile/report_rules.hpp"

namespace pelf::test {

inline std::vector<std::byte> facts_document() {
    const auto path = std::filesystem::path(PELF_SOURCE_DIR) / "demo/report/facts.json";
    auto bytes = read_file(path, casefile::report::kFactsBytesMax);
    PELF_CHECK(bytes.has_value());
    return *bytes;
}

/// Everything that the demo's reports need.
inline casefile::report::ReportFacts demo_facts() {
    const auto facts = casefile::report::read_facts(facts_document());
    PELF_CHECK(facts.has_value());
    return *facts;
}

inline const std::vector<std::string>& hostile_texts() {
    static const std::vector<std::string> kTexts{
        "]]>",
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "& &amp; &#0; &lt;",
        std::string("zero\0byte", 9),
        "bell\a escape\x1b[31m delete\x7f",
        "one\r\ntwo\nthree\rfour\tfive",
        "\xe2\x80\xae"
        "evil\xe2\x80\xac \xe2\x81\xa6isolate\xe2\x81\xa9",
        "\xef\xbf\xbe noncharacter \xef\xbb\xbf mark",
        "=HYPERLINK(\"http://example.org\")",
        "+1+1",
        "-1",
        "@SUM(A1)",
        "\t=1+1",
        "|pipe",
        "quote \" comma , semicolon ; apostrophe '",
        "\xed\x95\x9c\xea\xb5\xad \xe4\xb8\xad\xe5\x9b\xbd \xd8\xb9\xd8\xb1\xd8\xa8 "
        "\xd0\xa0\xd1\x83\xd1\x81",
        "\xf0\x9f\x92\xa3 beyond the first plane",
        "<!DOCTYPE x [<!ENTITY a \"b\">]>",
        " ",
        std::string(5000, 'x'),
        "%s%n{}$(id)`id`",
        "../../etc/passwd",
    };
    return kTexts;
}

/// Goes over facts and puts a hostile text in place of one in `one_in`. Keys, words of closed lists
/// and codes stay, so that the reader takes the facts.
class HostileHand {
public:
    HostileHand(std::mt19937& chance, unsigned one_in) : chance_(chance), one_in_(one_in) {}

    void operator()(std::string_view name, std::string& text) {
        constexpr std::array<std::string_view, 31> kKept{"key",
                                                         "kind",
                                                         "gender",
                                                         "country",
                                                         "nationality",
                                                         "residence",
                                                         "holder",
                                                         "party",
                                                         "account",
                                                         "transaction",
                                                         "action",
                                                         "filing",
                                                         "asset",
                                                         "born_country",
                                                         "ledger",
                                                         "directors",
                                                         "owners",
                                                         "parties",
                                                         "unknown",
                                                         "nationalities",
                                                         "pay_location",
                                                         "tax_registered",
                                                         "incorporated_country",
                                                         "institution_country",
                                                         "originators",
                                                         "beneficiaries",
                                                         "roles",
                                                         "script",
                                                         "relationships",
                                                         "transliterations",
                                                         "digits"};
        if (std::ranges::find(kKept, name) != kKept.end() || chance_() % one_in_ != 0) return;
        text = hostile_texts()[chance_() % hostile_texts().size()];
    }
    template <class T>
    void operator()(std::string_view name, std::vector<T>& list) {
        for (T& one : list) (*this)(name, one);
    }
    template <class T>
        requires requires(HostileHand& hand, T& facts) { visit_fields(hand, facts); }
    void operator()(std::string_view, T& facts) {
        visit_fields(*this, facts);
    }
    void operator()(std::string_view, bool& flag) {
        if (chance_() % (4 * one_in_) == 0) flag = !flag;
    }
    void operator()(std::string_view, std::optional<Date>& day) {
        if (chance_() % (4 * one_in_) == 0) day.reset();
    }
    template <class T>
    void operator()(std::string_view, T&) {}

private:
    std::mt19937& chance_;
    unsigned one_in_;
};

/// What a report misses, in one line.
inline std::string fields_of(const std::vector<casefile::report::Gap>& gaps) {
    std::string all;
    for (const auto& gap : gaps) all += (all.empty() ? "" : " | ") + gap.field;
    return all;
}

inline casefile::report::ReportFacts hostile_facts(std::mt19937& chance, unsigned one_in) {
    casefile::report::ReportFacts facts = demo_facts();
    HostileHand hand(chance, one_in);
    visit_fields(hand, facts);
    return facts;
}

}  // namespace pelf::test
