// SPDX-License-Identifier: Apache-2.0
#include "match/name_index.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/check.hpp"
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
Scored score_equal_words(const Forms& query, const Forms& listed) {
    if (query.folded == listed.folded) {
        return {99, {"equal after normalising letter case, accents and punctuation"}};
    }
    if (query.spoken == listed.folded || query.folded == listed.spoken ||
        query.spoken == listed.spoken) {
        return {98, {"equal once the family name before the comma is moved to the end"}};
    }
    return {97, {"the same words in another order"}};
}

Scored same_text() {
    return {kScoreMax, {"equal text"}};
}

}  // namespace

Scored compare_names(std::string_view query, std::string_view listed) {
    if (query == listed) return same_text();
    const Forms left = forms_of(query);
    const Forms right = forms_of(listed);
    if (left.sorted.empty() || left.sorted != right.sorted) return {};
    return score_equal_words(left, right);
}

/// One entry a name; the key is what all forms of one name share, so that one look-up finds every
/// candidate. Names of punctuation alone share no key and are found by their text.
struct NameIndex::Tables {
    std::vector<std::string> texts;
    std::unordered_map<std::string, std::vector<std::uint32_t>> by_sorted_words;
    std::unordered_map<std::string, std::vector<std::uint32_t>> wordless_by_text;
};

NameIndex::NameIndex(std::unique_ptr<Tables> tables) noexcept : tables_(std::move(tables)) {}
NameIndex::NameIndex(NameIndex&&) noexcept = default;
NameIndex& NameIndex::operator=(NameIndex&&) noexcept = default;
NameIndex::~NameIndex() = default;

NameIndex NameIndex::build(std::span<const std::string_view> names) {
    PELF_CHECK(names.size() < UINT32_MAX);
    auto tables = std::make_unique<Tables>();
    tables->texts.reserve(names.size());
    tables->by_sorted_words.reserve(names.size());
    for (const std::string_view name : names) {
        const auto index = static_cast<std::uint32_t>(tables->texts.size());
        tables->texts.emplace_back(name);
        std::string key = order_free_key(fold(name));
        if (key.empty()) {
            tables->wordless_by_text[std::string(name)].push_back(index);
        } else {
            tables->by_sorted_words[std::move(key)].push_back(index);
        }
    }
    return NameIndex(std::move(tables));
}

std::vector<Candidate> NameIndex::find(std::string_view query, std::uint8_t score_min) const {
    const Forms forms = forms_of(query);
    const auto& table = forms.sorted.empty() ? tables_->wordless_by_text : tables_->by_sorted_words;
    const auto found = table.find(forms.sorted.empty() ? std::string(query) : forms.sorted);
    if (found == table.end()) return {};

    std::vector<Candidate> candidates;
    for (const std::uint32_t index : found->second) {
        const std::string& listed = tables_->texts[index];
        Scored scored = query == listed ? same_text() : score_equal_words(forms, forms_of(listed));
        if (scored.score >= score_min) candidates.push_back({index, std::move(scored)});
    }
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return std::tie(b.scored.score, a.name_index) < std::tie(a.scored.score, b.name_index);
    });
    return candidates;
}

}  // namespace pelf::match
