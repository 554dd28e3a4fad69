// SPDX-License-Identifier: Apache-2.0
//
// What a financial intelligence unit makes of goAML: each has a schema version, code lists and
// rules of its own. They are data, a JSON document (docs/formats/report-facts.md); two are built
// in.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "casefile/report_fields.hpp"

namespace pelf::casefile::report {

/// A word of the facts and the code that stands for it in this jurisdiction.
struct CodeOf {
    std::string word;
    std::string code;
    bool operator==(const CodeOf&) const = default;
};

struct ReportCode {
    std::string code;
    std::string holds;  ///< transactions, activity, either.
    bool operator==(const ReportCode&) const = default;
};

struct GoamlJurisdiction {
    std::string name;
    std::string title;
    std::string schema_version;
    std::string local_currency;  ///< Empty: the facts say.
    std::vector<ReportCode> report_codes;
    std::vector<std::string> submission_codes;
    std::vector<std::string> transaction_modes;
    std::vector<std::string> funds;
    std::vector<std::string> account_types;
    std::vector<std::string> account_statuses;
    std::vector<std::string> account_roles;
    std::vector<std::string> legal_forms;  ///< Of a customer; empty: any.
    std::vector<std::string> indicators;   ///< Empty: any.
    std::vector<std::string> currencies;   ///< Empty: any of three letters.
    std::vector<CodeOf> identifier_kinds;
    std::vector<CodeOf> contact_kinds;
    std::vector<CodeOf> communication_kinds;
    std::string wallet_funds;     ///< Funds of a side that is a wallet.
    std::string wallet_account;   ///< Type of an account that is a wallet.
    std::string unknown_country;  ///< Code for a country that nobody knows.
    std::string director_role;
    bool are_names_latin = false;  ///< Only A-Z, digits, blank, point, apostrophe, hyphen.
    bool has_sanctions_element = false;
    std::vector<std::string> obligatory;  ///< Fields beyond the schema: reason, action, ...
    bool operator==(const GoamlJurisdiction&) const = default;
};

/// "ae" or "generic". Fails with not_found.
Result<GoamlJurisdiction> built_in_jurisdiction(std::string_view name);

inline constexpr std::size_t kJurisdictionBytesMax = std::size_t{1} << 20;

/// Fails with malformed or over_limit.
Result<GoamlJurisdiction> read_jurisdiction(std::span<const std::byte> document);

/// The code for a word; empty where the jurisdiction has none.
std::string_view code_of(const std::vector<CodeOf>& codes, std::string_view word) noexcept;

template <class Visitor, Is<CodeOf> Rules>
void visit_fields(Visitor& visit, Rules& rules) {
    visit("word", rules.word);
    visit("code", rules.code);
}

template <class Visitor, Is<ReportCode> Rules>
void visit_fields(Visitor& visit, Rules& rules) {
    visit("code", rules.code);
    visit("holds", rules.holds);
}

template <class Visitor, Is<GoamlJurisdiction> Rules>
void visit_fields(Visitor& visit, Rules& rules) {
    visit("name", rules.name);
    visit("title", rules.title);
    visit("schema_version", rules.schema_version);
    visit("local_currency", rules.local_currency);
    visit("report_codes", rules.report_codes);
    visit("submission_codes", rules.submission_codes);
    visit("transaction_modes", rules.transaction_modes);
    visit("funds", rules.funds);
    visit("account_types", rules.account_types);
    visit("account_statuses", rules.account_statuses);
    visit("account_roles", rules.account_roles);
    visit("legal_forms", rules.legal_forms);
    visit("indicators", rules.indicators);
    visit("currencies", rules.currencies);
    visit("identifier_kinds", rules.identifier_kinds);
    visit("contact_kinds", rules.contact_kinds);
    visit("communication_kinds", rules.communication_kinds);
    visit("wallet_funds", rules.wallet_funds);
    visit("wallet_account", rules.wallet_account);
    visit("unknown_country", rules.unknown_country);
    visit("director_role", rules.director_role);
    visit("names_are_latin", rules.are_names_latin);
    visit("has_sanctions_element", rules.has_sanctions_element);
    visit("obligatory", rules.obligatory);
}

}  // namespace pelf::casefile::report
