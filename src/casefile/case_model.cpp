// SPDX-License-Identifier: Apache-2.0
#include "casefile/case_model.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "casefile/business_days.hpp"

namespace pelf::casefile {
namespace {

/// Names by enumerator, in order.
constexpr std::array<std::string_view, 3> kKindNames{"sanctions", "suspicion", "other"};
constexpr std::array<std::string_view, 3> kStateNames{"open", "proposed", "closed"};
constexpr std::array<std::string_view, 2> kAlertKindNames{"screening", "trace"};
constexpr std::array<std::string_view, 7> kDispositionNames{
    "false_positive", "true_match", "blocked", "rejected", "filed", "allowed", "no_action"};
constexpr std::array<std::string_view, 4> kDecisionStateNames{"proposed", "approved", "rejected",
                                                              "withdrawn"};

template <class Enum, std::size_t N>
std::string_view name_in(const std::array<std::string_view, N>& names, Enum value) noexcept {
    return names.at(static_cast<std::size_t>(value));
}

template <class Enum, std::size_t N>
std::optional<Enum> find_in(const std::array<std::string_view, N>& names,
                            std::string_view text) noexcept {
    const auto* const found = std::ranges::find(names, text);
    if (found == names.end()) return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

using enum Disposition;
constexpr std::array kReasons{
    Reason{false_positive, "other_birth", "born on another day or at another place"},
    Reason{false_positive, "other_identifier", "has another number of the same kind"},
    Reason{false_positive, "other_country", "of other countries, with nothing else in common"},
    Reason{false_positive, "other_type", "a person for a company, a ship for a person"},
    Reason{false_positive, "name_only", "nothing but a common name is alike"},
    Reason{false_positive, "wrong_data", "the alert came from a mistake in our own data"},
    Reason{true_match, "same_identifier", "a number that only one party has is the same"},
    Reason{true_match, "same_wallet", "the address is the listed party's"},
    Reason{true_match, "same_facts", "name and other facts leave no doubt"},
    Reason{true_match, "traced_funds", "the money is traced to or from a listed party"},
    Reason{blocked, "blocked_person", "property of a blocked person"},
    Reason{blocked, "owned", "property of somebody whom blocked persons own"},
    Reason{blocked, "court_order", "held on the order of a court or authority"},
    Reason{rejected, "no_blocked_interest", "forbidden, and no blocked person has an interest"},
    Reason{rejected, "forbidden_place", "to or from a place under embargo"},
    Reason{rejected, "risk", "not forbidden, and not taken"},
    Reason{filed, "suspicion_report", "a report of suspicious activity was filed"},
    Reason{filed, "blocking_report", "a blocking report was filed"},
    Reason{filed, "reject_report", "a report of a rejected transaction was filed"},
    Reason{allowed, "licence", "under a general or specific licence"},
    Reason{allowed, "exempt", "exempt by the regulation"},
    Reason{allowed, "allow_list", "the customer is known not to be the listed party"},
    Reason{no_action, "duplicate", "the same as another case, which is linked"},
    Reason{no_action, "nothing_found", "looked into, and nothing to act on"},
    Reason{no_action, "out_of_scope", "not ours to decide"},
};

}  // namespace

std::string to_string(CaseNumber number) {
    return text("C-", number.value);
}

std::optional<CaseNumber> parse_case_number(std::string_view text) noexcept {
    if (text.starts_with("C-") || text.starts_with("c-")) text.remove_prefix(2);
    const auto value = parse_u64(text);
    constexpr std::uint64_t kNumberMax = std::uint64_t{1} << 53;
    if (!value || *value == 0 || *value > kNumberMax || text.front() == '0') return std::nullopt;
    return CaseNumber{*value};
}

std::string_view to_string(CaseKind kind) noexcept {
    return name_in(kKindNames, kind);
}
std::optional<CaseKind> parse_case_kind(std::string_view text) noexcept {
    return find_in<CaseKind>(kKindNames, text);
}

std::optional<Date> deadline_of(CaseKind kind, Date begin) noexcept {
    constexpr unsigned kSanctionsBusinessDays = 10;
    constexpr unsigned kSuspicionDays = 30;
    switch (kind) {
        case CaseKind::sanctions: return add_us_business_days(begin, kSanctionsBusinessDays);
        case CaseKind::suspicion: return add_days(begin, kSuspicionDays);
        case CaseKind::other: return std::nullopt;
    }
    return std::nullopt;
}

std::string_view to_string(CaseState state) noexcept {
    return name_in(kStateNames, state);
}
std::optional<CaseState> parse_case_state(std::string_view text) noexcept {
    return find_in<CaseState>(kStateNames, text);
}

std::string_view to_string(AlertKind kind) noexcept {
    return name_in(kAlertKindNames, kind);
}
std::optional<AlertKind> parse_alert_kind(std::string_view text) noexcept {
    return find_in<AlertKind>(kAlertKindNames, text);
}

std::string_view to_string(Disposition disposition) noexcept {
    return name_in(kDispositionNames, disposition);
}
std::optional<Disposition> parse_disposition(std::string_view text) noexcept {
    return find_in<Disposition>(kDispositionNames, text);
}

std::string_view to_string(DecisionState state) noexcept {
    return name_in(kDecisionStateNames, state);
}

std::span<const Reason> all_reasons() noexcept {
    return kReasons;
}

const Reason* find_reason(Disposition disposition, std::string_view code) noexcept {
    const auto* const found = std::ranges::find_if(kReasons, [&](const Reason& reason) {
        return reason.disposition == disposition && reason.code == code;
    });
    return found == kReasons.end() ? nullptr : found;
}

const Decision* Case::disposition() const noexcept {
    if (state != CaseState::closed || decisions.empty()) return nullptr;
    return &decisions.back();
}

std::vector<AlertParty> parties_of(const Case& one) {
    std::map<std::pair<std::string, std::string>, AlertParty> by_key;
    for (const Alert& alert : one.alerts) {
        for (const AlertParty& party : alert.parties) {
            by_key.insert_or_assign({party.source, party.key}, party);
        }
    }
    std::vector<AlertParty> parties;
    for (auto& [key, party] : by_key) parties.push_back(std::move(party));
    return parties;
}

bool is_plain_text(std::string_view text, std::size_t bytes_max) {
    constexpr char kFirstPrintable = 0x20;
    constexpr char kDelete = 0x7f;
    if (text.size() > bytes_max) return false;
    for (const char letter : text) {
        const bool is_control = (letter >= 0 && letter < kFirstPrintable) || letter == kDelete;
        if (is_control && letter != '\t' && letter != '\n') return false;
    }
    // What the JSON reader takes as a string is UTF-8.
    boost::json::error_code fault;
    boost::json::parse(boost::json::serialize(boost::json::string_view(text)), fault);
    return !fault;
}

bool is_same_user(std::string_view left, std::string_view right) {
    return ascii_lower(trim(left)) == ascii_lower(trim(right));
}

}  // namespace pelf::casefile
