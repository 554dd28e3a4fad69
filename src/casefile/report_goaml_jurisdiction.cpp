// SPDX-License-Identifier: Apache-2.0
#include "casefile/report_goaml_jurisdiction.hpp"

#include <algorithm>

#include "casefile/canonical_json.hpp"
#include "casefile/report_json.hpp"

namespace pelf::casefile::report {
namespace {

// The codes are those of schema 5.0.2 as the United Arab Emirates' unit publishes it; which fields
// it asks for beyond the schema is from its reports that were accepted.
constexpr std::string_view kUnitedArabEmirates = R"({
"name": "ae", "title": "United Arab Emirates, schema 5.0.2",
"schema_version": "5.0.2", "local_currency": "AED",
"report_codes": [
  {"code": "AIF", "holds": "activity"}, {"code": "AIFT", "holds": "transactions"},
  {"code": "CNMRA", "holds": "activity"}, {"code": "DPMSR", "holds": "activity"},
  {"code": "ECDD", "holds": "activity"}, {"code": "ECDDT", "holds": "transactions"},
  {"code": "HRC", "holds": "transactions"}, {"code": "HRCA", "holds": "activity"},
  {"code": "PNMRA", "holds": "activity"}, {"code": "REAR", "holds": "activity"},
  {"code": "SAR", "holds": "activity"}, {"code": "STR", "holds": "transactions"}],
"submission_codes": ["E", "M"],
"transaction_modes": ["ATM", "ATMWT", "BO", "CBMNT", "CCD", "CDM", "CRNEX", "DAWLT", "DBCD", "DRPCB",
  "DSB", "DTB", "ELCFT", "INTRN", "LCRD", "MB", "OCT", "ONBNK", "PPCD", "SWIFT"],
"funds": ["ATM", "B", "BANKD", "CASH", "CCS", "CDP", "CHQ", "CRPTC", "CRTCR", "DDS", "DPOST", "ELCFT",
  "FRACC", "FTS", "GBB", "IPI", "JEWL", "LIFIP", "LOYAL", "MNYOR", "PGS", "PMTST", "POS", "POSMS",
  "PRNOT", "RELST", "RRS", "SECUR", "SWF", "TRVLC", "VEHIC", "WPS"],
"account_types": ["A", "B", "BONDS", "BRK", "C", "CRDTC", "CRTFD", "CRYWT", "DBCD", "DMAT", "DMNDD",
  "FDWLT", "FXDDP", "INV", "INVRA", "JACC", "LCRDS", "LOAN", "MMA", "MNMSB", "NBOND", "NIS", "OFSAC",
  "PREPD", "TP"],
"account_statuses": ["A", "B", "BLK", "C", "CLS", "DSD", "FROZN", "RSTRD", "UNCL"],
"account_roles": ["AGENT", "JAH", "LGG", "MINOR", "NTRLG", "PAH", "POA", "SETLR", "SRVIV", "SSIGN",
  "TRB", "TRSTE", "TRSUR", "UBO"],
"identifier_kinds": [{"word": "passport", "code": "PASSP"}, {"word": "national-id", "code": "EID"},
  {"word": "driving-licence", "code": "DRIVL"}, {"word": "registration", "code": "TRADL"}],
"contact_kinds": [{"word": "home", "code": "PRIVT"}, {"word": "business", "code": "BU"},
  {"word": "registered", "code": "REG"}, {"word": "mobile", "code": "PRSNL"},
  {"word": "fax", "code": "BU"}],
"communication_kinds": [{"word": "home", "code": "L"}, {"word": "business", "code": "L"},
  {"word": "mobile", "code": "M"}, {"word": "fax", "code": "F"}],
"wallet_funds": "CRPTC", "wallet_account": "CRYWT", "unknown_country": "-", "director_role": "DIR",
"names_are_latin": true, "has_sanctions_element": true,
"obligatory": ["reporting_person", "location", "reason", "action", "indicators"]
})";

// Only what the schema itself says, and codes that most units share.
constexpr std::string_view kGeneric = R"({
"name": "generic", "title": "goAML, no country's rules", "schema_version": "5.0.2",
"submission_codes": ["E", "M"],
"identifier_kinds": [{"word": "passport", "code": "PASSP"}, {"word": "national-id", "code": "EID"},
  {"word": "driving-licence", "code": "DRIVL"}],
"contact_kinds": [{"word": "home", "code": "PRIVT"}, {"word": "business", "code": "BU"},
  {"word": "registered", "code": "REG"}, {"word": "mobile", "code": "PRSNL"},
  {"word": "fax", "code": "BU"}],
"communication_kinds": [{"word": "home", "code": "L"}, {"word": "business", "code": "L"},
  {"word": "mobile", "code": "M"}, {"word": "fax", "code": "F"}],
"wallet_funds": "CRPTC", "wallet_account": "CRYWT", "unknown_country": "-", "director_role": "DIR",
"names_are_latin": true, "has_sanctions_element": false, "obligatory": []
})";

}  // namespace

Result<GoamlJurisdiction> built_in_jurisdiction(std::string_view name) {
    for (const std::string_view document : {kUnitedArabEmirates, kGeneric}) {
        PELF_TRY(jurisdiction, read_jurisdiction(std::as_bytes(std::span(document))));
        if (jurisdiction.name == name) return jurisdiction;
    }
    return Unexpected(
        Error{Fault::not_found, text("no goAML jurisdiction of this name is built in: ", name,
                                     "; there are ae and generic, or give a file")});
}

Result<GoamlJurisdiction> read_jurisdiction(std::span<const std::byte> document) {
    if (document.size() > kJurisdictionBytesMax) {
        return Unexpected(Error{Fault::over_limit, "goAML jurisdiction: more than a megabyte"});
    }
    boost::json::parse_options options;
    options.max_depth = kJsonDepthMax;
    boost::json::error_code fault;
    const auto value = boost::json::parse(as_text(document), fault, {}, options);
    if (fault) {
        return Unexpected(
            Error{Fault::malformed, text("goAML jurisdiction: no JSON: ", fault.message())});
    }
    GoamlJurisdiction jurisdiction;
    PELF_TRY_DONE(JsonFieldReader("goAML jurisdiction").read(value, jurisdiction));
    for (const ReportCode& code : jurisdiction.report_codes) {
        if (code.holds != "transactions" && code.holds != "activity" && code.holds != "either") {
            return Unexpected(
                Error{Fault::malformed, text("goAML jurisdiction: report code ", code.code,
                                             " holds neither transactions, activity nor either")});
        }
    }
    return jurisdiction;
}

std::string_view code_of(const std::vector<CodeOf>& codes, std::string_view word) noexcept {
    const auto found = std::ranges::find(codes, word, &CodeOf::word);
    return found == codes.end() ? std::string_view() : std::string_view(found->code);
}

}  // namespace pelf::casefile::report
