// SPDX-License-Identifier: Apache-2.0
#include "screen/identity.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

#include "base/check.hpp"
#include "base/text.hpp"

namespace pelf::screen {
namespace {

constexpr std::int32_t kDaysPerYear = 365;

struct Verdict {
    EvidenceKind kind = EvidenceKind::birth_contradicts;
    std::int16_t weight = 0;
};

/// True if the two numbers, written with as many digits, differ in exactly one digit.
bool one_digit_apart(std::int32_t a, std::int32_t b) noexcept {
    int differences = 0;
    for (; a > 0 || b > 0; a /= 10, b /= 10) {
        if (a % 10 != b % 10) ++differences;
    }
    return differences == 1;
}

/// 100 log10(0.95 * 60 / years), rounded; the chance of an overlap grows with the width.
std::int16_t overlap_weight(std::int32_t width_days) noexcept {
    struct Step {
        std::int32_t days_max;
        std::int16_t weight;
    };
    constexpr auto kSteps = std::to_array<Step>({{45, 285},
                                                 {366 + 31, 175},
                                                 {3 * kDaysPerYear, 145},
                                                 {4 * kDaysPerYear, 125},
                                                 {6 * kDaysPerYear, 100},
                                                 {11 * kDaysPerYear, 75},
                                                 {21 * kDaysPerYear, 45}});
    for (const Step& step : kSteps) {
        if (width_days <= step.days_max) return step.weight;
    }
    return 20;
}

Verdict compare_days(const BirthFact& asked, const BirthFact& listed) noexcept {
    const Date a = asked.first;
    const Date b = listed.first;
    const bool placeholder = asked.is_placeholder || listed.is_placeholder;
    if (a == b) {
        return placeholder ? Verdict{EvidenceKind::birth_placeholder, 175}
                           : Verdict{EvidenceKind::birth_day, 430};
    }
    if (a.year == b.year) {
        if (placeholder) return {EvidenceKind::birth_placeholder, 175};
        if (a.month == b.day && a.day == b.month) return {EvidenceKind::birth_swapped, 200};
        if (a.month == b.month && one_digit_apart(a.day, b.day)) {
            return {EvidenceKind::birth_day_typo, 85};
        }
        return {EvidenceKind::birth_same_year, -20};
    }
    const std::int32_t years = std::abs(a.year - b.year);
    if (placeholder && years == 1) return {EvidenceKind::birth_close, 0};
    const bool same_day = a.month == b.month && a.day == b.day;
    if (same_day && !placeholder && (years == 1 || one_digit_apart(a.year, b.year))) {
        return {EvidenceKind::birth_year_typo, 100};
    }
    return {EvidenceKind::birth_contradicts, static_cast<std::int16_t>(years > 10 ? -230 : -170)};
}

Verdict compare_births(const BirthFact& asked, const BirthFact& listed) noexcept {
    if (asked.is_day && listed.is_day) return compare_days(asked, listed);
    const std::int32_t gap_days =
        std::max(asked.first_day - listed.last_day, listed.first_day - asked.last_day);
    const std::int32_t width_days =
        (asked.last_day - asked.first_day) + (listed.last_day - listed.first_day) + 1;
    const bool circa = asked.is_circa || listed.is_circa;
    if (circa) {
        if (gap_days <= 2 * kDaysPerYear + 1) {
            const std::int16_t weight = overlap_weight(width_days + 4 * kDaysPerYear);
            return {EvidenceKind::birth_circa, std::min<std::int16_t>(weight, 100)};
        }
        if (gap_days <= 5 * kDaysPerYear + 1) return {EvidenceKind::birth_circa, -20};
    }
    if (gap_days <= 0) return {EvidenceKind::birth_overlap, overlap_weight(width_days)};
    if (gap_days <= kDaysPerYear) return {EvidenceKind::birth_close, 0};
    return {EvidenceKind::birth_contradicts,
            static_cast<std::int16_t>(gap_days > 10 * kDaysPerYear ? -230 : -170)};
}

void add_births(Identity& identity, const Facts& asked, const Facts& listed) {
    std::optional<Evidence> best;
    for (std::size_t i = 0; i < asked.births.size(); ++i) {
        for (std::size_t j = 0; j < listed.births.size(); ++j) {
            const Verdict verdict = compare_births(asked.births[i], listed.births[j]);
            if (best && verdict.weight <= best->weight) continue;
            best = Evidence{.kind = verdict.kind,
                            .weight = verdict.weight,
                            .asked_index = static_cast<std::uint32_t>(i),
                            .listed_index = static_cast<std::uint32_t>(j)};
        }
    }
    if (best) identity.add(*best);
}

struct RoleWeights {
    CountryFactRole role;
    std::int16_t equal;
    std::int16_t differs;
};

/// Compares within one role. A country of no known role is compared with those of every role.
void add_role(Identity& identity, const Facts& asked, const Facts& listed, RoleWeights weights) {
    const bool any = weights.role == CountryFactRole::any;
    const auto both = [&](const CountryFact& a, const CountryFact& b) {
        if (any) return a.role == CountryFactRole::any || b.role == CountryFactRole::any;
        return a.role == weights.role && b.role == weights.role;
    };
    std::optional<Evidence> differs;
    for (std::size_t i = 0; i < asked.countries.size(); ++i) {
        for (std::size_t j = 0; j < listed.countries.size(); ++j) {
            if (!both(asked.countries[i], listed.countries[j])) continue;
            Evidence evidence{.kind = EvidenceKind::country_equal,
                              .weight = weights.equal,
                              .role = weights.role,
                              .asked_index = static_cast<std::uint32_t>(i),
                              .listed_index = static_cast<std::uint32_t>(j)};
            if (asked.countries[i].code == listed.countries[j].code) {
                identity.add(evidence);
                return;
            }
            if (differs) continue;
            evidence.kind = EvidenceKind::country_differs;
            evidence.weight = weights.differs;
            differs = evidence;
        }
    }
    if (differs) identity.add(*differs);
}

void add_countries(Identity& identity, const Facts& asked, const Facts& listed) {
    if (asked.countries.empty() || listed.countries.empty()) return;
    constexpr auto kWeights = std::to_array<RoleWeights>({{CountryFactRole::nationality, 100, -60},
                                                          {CountryFactRole::birth, 100, -60},
                                                          {CountryFactRole::law, 60, -40},
                                                          {CountryFactRole::residence, 60, -15},
                                                          {CountryFactRole::flag, 60, -10},
                                                          {CountryFactRole::any, 50, -20}});
    for (const RoleWeights& weights : kWeights) add_role(identity, asked, listed, weights);
}

void add_gender(Identity& identity, const Facts& asked, const Facts& listed) {
    if (asked.gender == Gender::unknown || listed.gender == Gender::unknown) return;
    const bool equal = asked.gender == listed.gender;
    identity.add({.kind = equal ? EvidenceKind::gender_equal : EvidenceKind::gender_differs,
                  .weight = static_cast<std::int16_t>(equal ? 25 : -130)});
}

struct Worth {
    std::int16_t weight = 0;
    std::uint8_t floor = 0;  ///< The score of a hit by this number alone.
};

bool in_different_countries(const IdentifierFact& a, const IdentifierFact& b) noexcept {
    return a.country && b.country && *a.country != *b.country;
}

/// Of two equal numbers of one kind.
Worth worth(const IdentifierFact& asked, const IdentifierFact& listed) noexcept {
    constexpr std::size_t kShort = 5;
    constexpr Worth kShortNumber{150, 70};
    switch (asked.kind) {
        case IdentifierKind::imo:
        case IdentifierKind::imo_company:
        case IdentifierKind::lei:
        case IdentifierKind::isin:
        case IdentifierKind::bic: return {600, 95};
        case IdentifierKind::aircraft_serial:
            return asked.value.size() < kShort ? Worth{300, 85} : Worth{500, 95};
        case IdentifierKind::mmsi:
        case IdentifierKind::call_sign:
        case IdentifierKind::aircraft_tail:
        case IdentifierKind::mode_s: return {400, 88};
        case IdentifierKind::passport:
        case IdentifierKind::national_id:
        case IdentifierKind::tax:
            if (asked.value.size() < kShort) return kShortNumber;
            return in_different_countries(asked, listed) ? Worth{300, 85} : Worth{600, 95};
        case IdentifierKind::registration:
            if (asked.value.size() < kShort) return kShortNumber;
            return in_different_countries(asked, listed) ? Worth{200, 80} : Worth{450, 90};
        case IdentifierKind::other:
        case IdentifierKind::contact: break;
    }
    return asked.value.size() < kShort ? kShortNumber : Worth{400, 88};
}

/// Kinds that people mix up: a number in one field here and in another there. The numbers of
/// ships, aircraft and banks have forms of their own and are never compared with others.
bool is_personal_or_company(IdentifierKind kind) noexcept {
    return kind <= IdentifierKind::registration || kind == IdentifierKind::other;
}

constexpr std::size_t kOtherKindSizeMin = 6;

bool same_in_other_kind(const IdentifierFact& a, const IdentifierFact& b) noexcept {
    return a.kind != b.kind && a.value.size() >= kOtherKindSizeMin && a.value == b.value &&
           is_personal_or_company(a.kind) && is_personal_or_company(b.kind);
}

bool same_in_kind(const IdentifierFact& a, const IdentifierFact& b) noexcept {
    return a.kind == b.kind && identifier_key(a) == identifier_key(b);
}

/// What it says that two numbers of one kind are not equal.
std::int16_t difference(const IdentifierFact& a, const IdentifierFact& b) noexcept {
    switch (a.kind) {
        case IdentifierKind::imo:
            // A number that fails its own check is a typing error, and proves nothing.
            return is_imo_number(a.value) && is_imo_number(b.value) ? -400 : 0;
        case IdentifierKind::aircraft_serial: return -300;
        case IdentifierKind::lei: return -200;
        case IdentifierKind::tax:
        case IdentifierKind::national_id:
            return a.country && b.country && *a.country == *b.country ? -60 : 0;
        default: return 0;
    }
}

/// For each number asked about: equal to one listed, or different from all of its kind.
void add_identifiers(Identity& identity, const Facts& asked, const Facts& listed) {
    constexpr Worth kOtherKind{250, 85};
    std::optional<Evidence> equal;
    std::optional<Evidence> differs;
    const auto better = [](std::optional<Evidence>& held, const Evidence& found) {
        if (!held || found.weight > held->weight) held = found;
    };
    for (std::size_t i = 0; i < asked.identifiers.size(); ++i) {
        for (std::size_t j = 0; j < listed.identifiers.size(); ++j) {
            const IdentifierFact& a = asked.identifiers[i];
            const IdentifierFact& b = listed.identifiers[j];
            Evidence found{.asked_index = static_cast<std::uint32_t>(i),
                           .listed_index = static_cast<std::uint32_t>(j)};
            Worth value;
            if (same_in_kind(a, b)) {
                value = worth(a, b);
                found.kind = EvidenceKind::identifier_equal;
            } else if (same_in_other_kind(a, b)) {
                value = kOtherKind;
                found.kind = EvidenceKind::identifier_other_kind;
            } else if (a.kind == b.kind && difference(a, b) != 0) {
                found.kind = EvidenceKind::identifier_differs;
                found.weight = difference(a, b);
                // The mildest of the differences: a party may have had several.
                better(differs, found);
                continue;
            } else {
                continue;
            }
            found.weight = value.weight;
            identity.identifier_floor = std::max(identity.identifier_floor, value.floor);
            better(equal, found);
        }
    }
    if (equal) {
        identity.add(*equal);
    } else if (differs) {
        identity.contradicts_unique = differs->weight <= -200;
        identity.add(*differs);
    }
}

std::string interval(const BirthFact& birth) {
    std::string days = birth.is_circa ? "circa " : "";
    days += to_string(birth.first);
    if (birth.first != birth.last) days += text(" to ", to_string(birth.last));
    return days;
}

std::string describe_birth(const Evidence& evidence, const Facts& asked, const Facts& listed) {
    const std::string a = interval(asked.births[evidence.asked_index]);
    const std::string b = interval(listed.births[evidence.listed_index]);
    const std::string both = text(a, " asked, ", b, " listed");
    switch (evidence.kind) {
        case EvidenceKind::birth_day: return text("born on the same day, ", a);
        case EvidenceKind::birth_placeholder:
            return text("born in the same year (1 January often stands for any day): ", both);
        case EvidenceKind::birth_swapped:
            return text("born on the same day with day and month swapped: ", both);
        case EvidenceKind::birth_year_typo:
            return text("born on the same day of a year that is one digit apart: ", both);
        case EvidenceKind::birth_day_typo:
            return text("born in the same month, the day one digit apart: ", both);
        case EvidenceKind::birth_overlap: return text("the dates of birth overlap: ", both);
        case EvidenceKind::birth_circa:
            return text(evidence.weight > 0 ? "the approximate dates of birth agree: "
                                            : "the approximate dates of birth are years apart: ",
                        both);
        case EvidenceKind::birth_same_year:
            return text("born in the same year on another day: ", both);
        case EvidenceKind::birth_close: return text("the dates of birth are within a year: ", both);
        default: return text("the dates of birth contradict each other: ", both);
    }
}

std::string describe_identifier(const Evidence& evidence, const Facts& asked, const Facts& listed) {
    const IdentifierFact& a = asked.identifiers[evidence.asked_index];
    const IdentifierFact& b = listed.identifiers[evidence.listed_index];
    if (evidence.kind == EvidenceKind::identifier_equal) {
        return text("the same ", to_string(a.kind), " number, ", b.value);
    }
    if (evidence.kind == EvidenceKind::identifier_other_kind) {
        return text("the same number ", b.value, ", asked as ", to_string(a.kind), ", listed as ",
                    to_string(b.kind));
    }
    return text("another ", to_string(a.kind), " number: ", a.value, " asked, ", b.value,
                " listed");
}

}  // namespace

std::string_view to_string(EvidenceKind kind) noexcept {
    constexpr auto kNames = std::to_array<std::string_view>(
        {"birth_day", "birth_placeholder", "birth_swapped", "birth_year_typo", "birth_day_typo",
         "birth_overlap", "birth_circa", "birth_same_year", "birth_close", "birth_contradicts",
         "country_equal", "country_differs", "gender_equal", "gender_differs", "identifier_equal",
         "identifier_other_kind", "identifier_differs"});
    return kNames[static_cast<std::size_t>(kind)];
}

void Identity::add(const Evidence& piece) noexcept {
    PELF_CHECK(count_ < kEvidenceMax);
    sum += piece.weight;
    pieces_[count_++] = piece;
}

bool is_same_identifier(const IdentifierFact& a, const IdentifierFact& b) noexcept {
    return same_in_kind(a, b) || same_in_other_kind(a, b);
}

std::string_view identifier_key(const IdentifierFact& fact) noexcept {
    // A BIC of 8 letters is the head office of one of 11.
    constexpr std::size_t kBank = 8;
    const std::string_view value = fact.value;
    return fact.kind == IdentifierKind::bic ? value.substr(0, kBank) : value;
}

Identity compare_facts(const Facts& asked, const Facts& listed) noexcept {
    Identity identity;
    add_births(identity, asked, listed);
    add_countries(identity, asked, listed);
    add_gender(identity, asked, listed);
    add_identifiers(identity, asked, listed);
    return identity;
}

std::string describe(const Evidence& evidence, const Facts& asked, const Facts& listed) {
    switch (evidence.kind) {
        case EvidenceKind::country_equal:
            return text("the same ", to_string(evidence.role), ", ",
                        listed.countries[evidence.listed_index].code.text());
        case EvidenceKind::country_differs:
            return text("another ", to_string(evidence.role), ": ",
                        asked.countries[evidence.asked_index].code.text(), " asked, ",
                        listed.countries[evidence.listed_index].code.text(), " listed");
        case EvidenceKind::gender_equal: return "the same gender";
        case EvidenceKind::gender_differs: return "another gender";
        case EvidenceKind::identifier_equal:
        case EvidenceKind::identifier_other_kind:
        case EvidenceKind::identifier_differs: return describe_identifier(evidence, asked, listed);
        default: return describe_birth(evidence, asked, listed);
    }
}

}  // namespace pelf::screen
