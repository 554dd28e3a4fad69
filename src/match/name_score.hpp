// SPDX-License-Identifier: Apache-2.0
//
// How alike two names are, and why: the score that the index (match/name_index.hpp) promises to
// lose nothing of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/party.hpp"

namespace pelf::match {

/// Rises with every change that can change a score, and goes into every answer.
inline constexpr std::string_view kScorerVersion = "names-2";

inline constexpr std::uint8_t kScoreMax = 100;

/// From this score on names are alike enough for a person to look at: where precision and recall
/// balance on labelled pairs (docs/accuracy.md). A screening that must miss nothing goes lower.
inline constexpr std::uint8_t kScoreThreshold = 65;

/// A name as a list or a customer gives it. The views must outlive the call they are passed to.
struct NameText {
    std::string_view whole;        ///< "TIAN, Yinyin", in any script. UTF-8.
    std::string_view family = {};  ///< Where the source tells the parts apart.
    std::string_view given = {};
    /// Decides by which rules the names are compared; unknown: by those that give the higher score.
    model::PartyType type = model::PartyType::unknown;
};

struct NameScore {
    std::uint8_t score = 0;  ///< 0 to 100: how alike; 0: nothing in common.
    /// What the agreement is worth, in tenths of a decimal power (decibans): that much less likely
    /// by chance between two parties that have nothing to do with each other. Common names are
    /// worth less than rare ones. 0 to 120.
    std::uint8_t evidence_decibans = 0;

    bool operator==(const NameScore&) const = default;
};

/// What became of a part of the query or of the listed name.
enum class PartKind : std::uint8_t {
    equal,
    spelling,      ///< The same word in another spelling or romanisation.
    typo,          ///< A few letters apart.
    cognate,       ///< The same given name in another language: Pavel, Paul.
    nickname,      ///< Bob for Robert.
    initial,       ///< J for Joachim.
    abbreviation,  ///< Intl for International; PLA for People's Liberation Army.
    glued,         ///< One word here, several there.
    query_only,    ///< Stands in the query and not in the listed name.
    listed_only,   ///< The other way round.
};

/// "equal", "spelling" and so on, as spelled above.
std::string_view to_string(PartKind kind) noexcept;

struct AlignedPart {
    PartKind kind = PartKind::equal;
    std::string query;            ///< Normalised words; empty for listed_only.
    std::string listed;           ///< Empty for query_only.
    std::uint8_t similarity = 0;  ///< 0 to 100.

    bool operator==(const AlignedPart&) const = default;
};

struct Explained {
    NameScore score;
    std::vector<AlignedPart> parts;    ///< In the order of the query, then what is listed only.
    std::vector<std::string> reasons;  ///< Sentences for people.

    bool operator==(const Explained&) const = default;
};

/// The same score as the index gives, with the reasons for it.
Explained compare_names(const NameText& query, const NameText& listed);

}  // namespace pelf::match
