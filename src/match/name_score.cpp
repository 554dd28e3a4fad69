// SPDX-License-Identifier: Apache-2.0
#include "match/name_score.hpp"

#include "match/fold.hpp"

namespace pelf::match {
namespace {

/// The forms of one name under which it is compared.
struct Forms {
    std::string folded;
    std::string spoken;  ///< Folded form of the spoken order; equals `folded` without a comma.
    std::string sorted;
};

Forms forms_of(std::string_view name) {
    Forms forms{fold(name), fold(spoken_order(name)), {}};
    forms.sorted = order_free_key(forms.folded);
    return forms;
}

/// What the two names are to each other, given that their sorted words are equal and not none.
Explained score_equal_words(const Forms& query, const Forms& listed) {
    if (query.folded == listed.folded) {
        return {{99, 0}, {}, {"equal after normalising letter case, accents and punctuation"}};
    }
    if (query.spoken == listed.folded || query.folded == listed.spoken ||
        query.spoken == listed.spoken) {
        return {{98, 0}, {}, {"equal once the family name before the comma is moved to the end"}};
    }
    return {{97, 0}, {}, {"the same words in another order"}};
}

Explained same_text() {
    return {{kScoreMax, 0}, {}, {"equal text"}};
}

}  // namespace

std::string_view to_string(PartKind kind) noexcept {
    constexpr std::string_view kNames[] = {
        "equal",      "spelling",     "typo",         "cognate", "nickname",
        "initial",    "abbreviation", "glued",        "number",  "legal_form",
        "query_only", "listed_only",  "contradiction"};
    return kNames[static_cast<std::size_t>(kind)];
}

Explained compare_names(const NameText& query, const NameText& listed) {
    if (query.whole == listed.whole) return same_text();
    const Forms left = forms_of(query.whole);
    const Forms right = forms_of(listed.whole);
    if (left.sorted.empty() || left.sorted != right.sorted) return {};
    return score_equal_words(left, right);
}

}  // namespace pelf::match
