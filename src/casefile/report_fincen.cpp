// SPDX-License-Identifier: Apache-2.0
#include "casefile/report_fincen.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "base/uint256.hpp"
#include "base/utf8.hpp"
#include "casefile/report_fincen_party.hpp"

namespace pelf::casefile::report {
namespace {

constexpr std::size_t kSubjectsMax = 999;
constexpr std::size_t kWalletsMax = 99;
constexpr std::string_view kRegulators[] = {"1", "2", "3", "4", "6", "7", "9", "13", "99"};
constexpr std::string_view kActivityTypes[] = {"1", "3", "4",  "5",  "6", "7",
                                               "8", "9", "10", "11", "12"};

class FincenReport {
public:
    explicit FincenReport(const ReportFacts& facts) : facts_(facts), parties_(facts, out_, gaps_) {}

    Report write() {
        const std::string total = whole_dollars(facts_.fincen.amount);
        const std::string subjects =
            std::to_string(std::ranges::count_if(facts_.parties, is_subject));
        check_rules();
        out_.xml().element(
            "EFilingBatchXML",
            {{"TotalAmount", total.empty() ? "0" : total},
             {"PartyCount", subjects},
             {"ActivityCount", "1"},
             {"ActivityAttachmentCount", facts_.fincen.attachment.empty() ? "0" : "1"},
             {"AttachmentCount", facts_.fincen.attachment.empty() ? "0" : "1"},
             {"xmlns:fc2", "www.fincen.gov/base"},
             {"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"},
             {"xsi:schemaLocation",
              "www.fincen.gov/base https://www.fincen.gov/base/EFL_SARXBatchSchema.xsd"}},
            [&] {
                out_.xml().leaf("FormTypeCode", "SARX");
                out_.element("Activity", [&] { activity(); });
            });
        return finished(out_.xml().document(), gaps_);
    }

private:
    static bool is_subject(const Party& party) {
        return std::ranges::find(party.roles, "subject") != party.roles.end();
    }

    void check_rules() {
        const FincenFacts& fincen = facts_.fincen;
        if (!fincen.regulator.empty() &&
            std::ranges::find(kRegulators, fincen.regulator) == std::ranges::end(kRegulators)) {
            gaps_.add("fincen.regulator", "is no code of a federal regulator");
        }
        const auto count = std::ranges::count_if(facts_.parties, is_subject);
        if (count == 0) gaps_.add("parties", "none has the role subject");
        if (static_cast<std::size_t>(count) > kSubjectsMax) {
            gaps_.add("parties", "more than 999 have the role subject");
        }
        if (fincen.from && fincen.to && *fincen.to < *fincen.from) {
            gaps_.add("fincen.to", "is before fincen.from");
        }
        if (fincen.from && facts_.made &&
            rfc3339(facts_.made->unix_s).substr(0, 10) < to_string(*fincen.from)) {
            gaps_.add("fincen.from", "is after the report was made");
        }
    }

    void activity() {
        const FincenFacts& fincen = facts_.fincen;
        const bool is_initial = fincen.filing == "initial";
        if (fincen.filing.empty()) gaps_.add("fincen.filing", "is not given");
        if (is_initial && !fincen.prior_id.empty()) {
            gaps_.add("fincen.prior_id", "an initial report has none");
        }
        if (!is_initial && !fincen.filing.empty()) {
            const bool is_id = fincen.prior_id.size() == 14 && parse_u64(fincen.prior_id);
            if (!is_id) gaps_.add("fincen.prior_id", "is no number of 14 digits");
            out_.xml().leaf_if("EFilingPriorDocumentNumber", fincen.prior_id);
        }
        if (!facts_.made) gaps_.add("made", "is not given: it is the date of filing");
        day("FilingDateText", "made", day_of(facts_.made.value_or(Moment{})));
        parties_.fit("FilingInstitutionNotetoFinCEN", "fincen.note", fincen.note, 50);
        out_.element("ActivityAssociation", [&] {
            XmlWriter& xml = out_.xml();
            if (fincen.filing == "continuing") xml.leaf("ContinuingActivityReportIndicator", "Y");
            if (fincen.filing == "correction") xml.leaf("CorrectsAmendsPriorReportIndicator", "Y");
            if (is_initial) xml.leaf("InitialReportIndicator", "Y");
            if (fincen.is_joint) xml.leaf("JointReportIndicator", "Y");
        });
        if (!fincen.attachment.empty()) {
            out_.element("ActivitySupportDocument", [&] {
                parties_.need("OriginalAttachmentFileName", "fincen.attachment", fincen.attachment,
                              150);
            });
        }
        parties_.transmitter();
        parties_.transmitter_contact();
        parties_.filer();
        parties_.contact_office();
        parties_.location();
        for (const Party& party : facts_.parties) {
            if (is_subject(party)) parties_.subject(party);
        }
        out_.element("SuspiciousActivity", [&] { suspicious_activity(); });
        internet_addresses();
        wallets();
        narrative();
    }

    static Date day_of(Moment moment) {
        return parse_date(rfc3339(moment.unix_s).substr(0, 10)).value_or(Date{});
    }

    /// The form's days are of the 20th and 21st century.
    void day(std::string_view element, const std::string& field, Date date) {
        if (date.year < 1900 || date.year > 2099) gaps_.add(field, "is not from 1900 to 2099");
        std::string digits = to_string(date);
        std::erase(digits, '-');
        out_.xml().leaf(element, digits);
    }

    void dollars(std::string_view element, const std::string& field, const Amount& amount) {
        if (amount.units.digits.empty()) return;
        if (amount.asset != "USD") gaps_.add(field + ".asset", "is not USD");
        parties_.fit(element, field, whole_dollars(amount), 15);
    }

    void suspicious_activity() {
        const FincenFacts& fincen = facts_.fincen;
        XmlWriter& xml = out_.xml();
        if (fincen.is_amount_unknown) xml.leaf("AmountUnknownIndicator", "Y");
        if (fincen.filing == "continuing" && fincen.cumulative.units.digits.empty()) {
            gaps_.add("fincen.cumulative", "is not given, and the activity continues");
        }
        dollars("CumulativeTotalViolationAmountText", "fincen.cumulative", fincen.cumulative);
        if (fincen.is_no_amount_involved) xml.leaf("NoAmountInvolvedIndicator", "Y");
        if (!fincen.from) gaps_.add("fincen.from", "is not given");
        day("SuspiciousActivityFromDateText", "fincen.from", fincen.from.value_or(Date{}));
        if (fincen.to) day("SuspiciousActivityToDateText", "fincen.to", *fincen.to);
        const bool has_amount = !fincen.amount.units.digits.empty();
        if (has_amount == (fincen.is_amount_unknown || fincen.is_no_amount_involved)) {
            gaps_.add("fincen.amount",
                      "is not given, nor unknown, nor is none involved; or two of "
                      "these");
        }
        dollars("TotalSuspiciousAmountText", "fincen.amount", fincen.amount);
        if (fincen.activities.empty()) gaps_.add("fincen.activities", "is not given");
        std::set<std::string_view> subtypes;
        for (std::size_t i = 0; i < fincen.activities.size(); ++i) {
            const CodedKind& one = fincen.activities[i];
            const std::string field = text("fincen.activities[", i, "]");
            if (std::ranges::find(kActivityTypes, one.type) == std::ranges::end(kActivityTypes)) {
                gaps_.add(field + ".type", "is no kind of suspicious activity");
            }
            if (!parse_u64(one.subtype)) gaps_.add(field + ".subtype", "is no code");
            if (!subtypes.insert(one.subtype).second) gaps_.add(field, "is there twice");
            out_.element("SuspiciousActivityClassification", [&] {
                parties_.fit("OtherSuspiciousActivityTypeText", field + ".other", one.other, 50);
                parties_.need("SuspiciousActivitySubtypeID", field + ".subtype", one.subtype, 5);
                parties_.need("SuspiciousActivityTypeID", field + ".type", one.type, 3);
            });
        }
    }

    void internet_addresses() {
        for (std::size_t i = 0; i < facts_.fincen.internet_addresses.size(); ++i) {
            const InternetAddress& one = facts_.fincen.internet_addresses[i];
            out_.element("ActivityIPAddress", [&] {
                if (one.on) {
                    day("ActivityIPAddressDateText", text("fincen.internet_addresses[", i, "].on"),
                        *one.on);
                }
                parties_.need("IPAddressText", text("fincen.internet_addresses[", i, "].address"),
                              one.address, 39);
            });
        }
    }

    /// Addresses on a ledger are longer than the form's account numbers: they go where the form
    /// has room for indicators of another kind.
    void wallets() {
        std::size_t count = 0;
        for (std::size_t i = 0; i < facts_.accounts.size(); ++i) {
            const Account& account = facts_.accounts[i];
            const Party* holder = find_party(facts_, account.holder);
            if (account.kind != "wallet" || holder == nullptr || !is_subject(*holder)) continue;
            if (++count > kWalletsMax) gaps_.add("accounts", "more than 99 are wallets");
            out_.element("CyberEventIndicators", [&] {
                out_.xml().leaf("CyberEventIndicatorsTypeCode", "999");
                out_.xml().leaf("CyberEventTypeOtherText", "Virtual currency address");
                parties_.need("EventValueText", text("accounts[", i, "].number"),
                              account.ledger.empty() ? account.number
                                                     : text(account.ledger, " ", account.number),
                              4000);
            });
        }
    }

    void narrative() {
        const auto blocks = narrative_blocks(facts_.narrative.text);
        if (blocks.empty()) gaps_.add("narrative.text", "is not given");
        if (blocks.size() > kNarrativeBlocks) {
            gaps_.add("narrative.text",
                      text("does not fit into ", kNarrativeBlocks, " blocks of 4,000 characters"));
        }
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            out_.element("ActivityNarrativeInformation", [&] {
                out_.xml().leaf("ActivityNarrativeSequenceNumber", std::to_string(i + 1));
                out_.xml().leaf("ActivityNarrativeText", blocks[i]);
            });
        }
    }

    const ReportFacts& facts_;
    NumberedXml out_;
    GapList gaps_;
    FincenParties parties_;
};

}  // namespace

Report write_fincen(const ReportFacts& facts) {
    return FincenReport(facts).write();
}

std::vector<std::string> narrative_blocks(std::string_view narrative) {
    const std::string line = plain_line(narrative);
    std::vector<std::string> blocks;
    std::string_view left = line;
    while (!left.empty()) {
        std::size_t end = 0;
        std::size_t last_blank = 0;
        for (std::size_t count = 0; end < left.size() && count < kNarrativeBlockLetters; ++count) {
            if (left[end] == ' ') last_blank = end;
            end += first_letter(left.substr(end)).bytes.size();
        }
        const bool is_cut = end < left.size();
        if (is_cut && left[end] != ' ' && last_blank > 0) end = last_blank;
        blocks.emplace_back(left.substr(0, end));
        left.remove_prefix(end);
        if (!left.empty() && left.front() == ' ') left.remove_prefix(1);
    }
    return blocks;
}

std::string whole_dollars(const Amount& amount) {
    const std::string all = decimal_text(amount);
    const std::size_t point = all.find('.');
    if (point == std::string::npos) return all;
    const std::string whole = all.substr(0, point);
    if (all.find_first_not_of('0', point + 1) == std::string::npos) return whole;
    const auto number = Uint256::parse_decimal(whole);
    const auto up = number ? add(*number, Uint256(1)) : std::nullopt;
    return up ? to_string(*up) : whole;
}

}  // namespace pelf::casefile::report
