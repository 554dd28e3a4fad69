// SPDX-License-Identifier: Apache-2.0
#include "match/name_index.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/check.hpp"
#include "match/fold.hpp"

namespace pelf::match {

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

NameIndex NameIndex::build(std::span<const NameText> names) {
    PELF_CHECK(names.size() < UINT32_MAX);
    auto tables = std::make_unique<Tables>();
    tables->texts.reserve(names.size());
    tables->by_sorted_words.reserve(names.size());
    for (const NameText& text : names) {
        const auto index = static_cast<std::uint32_t>(tables->texts.size());
        const std::string_view name = text.whole;
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

std::vector<Candidate> NameIndex::find(const NameText& query, std::uint8_t score_min) const {
    const std::string key = order_free_key(fold(query.whole));
    const auto& table = key.empty() ? tables_->wordless_by_text : tables_->by_sorted_words;
    const auto found = table.find(key.empty() ? std::string(query.whole) : key);
    if (found == table.end()) return {};

    std::vector<Candidate> candidates;
    for (const std::uint32_t index : found->second) {
        const NameScore score = compare_names(query, {.whole = tables_->texts[index]}).score;
        if (score.score >= score_min) candidates.push_back({index, score});
    }
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return std::tie(b.score.score, a.name_index) < std::tie(a.score.score, b.name_index);
    });
    return candidates;
}

}  // namespace pelf::match
