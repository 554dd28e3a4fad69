// SPDX-License-Identifier: Apache-2.0
#include "match/word_index.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "base/check.hpp"
#include "base/radix_sort.hpp"

namespace pelf::match {
namespace {

/// What a key was made from, so that keys of two kinds are not taken for one another.
enum class KeyKind : std::uint32_t { skeleton = 0x811C'9DC5, pattern = 0x9E37'79B1 };

/// FNV-1a over the letters but those at two places; a place past the end leaves none out.
std::uint32_t hash_without(KeyKind kind, std::string_view letters, std::size_t first,
                           std::size_t second) {
    auto hash = static_cast<std::uint32_t>(kind);
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if (i == first || i == second) continue;
        hash = (hash ^ static_cast<unsigned char>(letters[i])) * 0x0100'0193;
    }
    // The buckets of KeyTable go by the upper bits, which FNV mixes least for short strings.
    hash ^= hash >> 15;
    return hash * 0x2C1B'3C6D;
}

/// Calls `use` with each key of the word, for as many edits as its budget has, at most `edits_max`.
template <typename Use>
void for_each_key(const WordSound& word, int edits_max, Use use) {
    const int edits = std::min(edits_max, skeleton_edits_max(word.gate.letters_count));
    static_assert(kSkeletonEditsMax == 2, "two loops, two deletions");
    const SoundPattern skeleton_of_word = skeleton(word);
    const std::string_view letters = skeleton_of_word.view();
    const std::size_t none = letters.size();
    use(hash_without(KeyKind::skeleton, letters, none, none));
    if (edits < 1) return;
    const SoundPattern pattern_of_word = sound_pattern(word);
    const std::string_view pattern = pattern_of_word.view();
    for (std::size_t i = 0; i <= pattern.size(); ++i) {
        use(hash_without(KeyKind::pattern, pattern, i, pattern.size()));
    }
    if (word.gate.letters_count <= kShortLettersMax) return;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        use(hash_without(KeyKind::skeleton, letters, i, none));
    }
    if (edits < 2) return;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        for (std::size_t j = i + 1; j < letters.size(); ++j) {
            use(hash_without(KeyKind::skeleton, letters, i, j));
        }
    }
}

}  // namespace

KeyTable::KeyTable(std::vector<std::uint64_t> pairs) {
    const bool numbers_rise =
        std::is_sorted(pairs.begin(), pairs.end(), [](std::uint64_t a, std::uint64_t b) {
            return static_cast<std::uint32_t>(a) < static_cast<std::uint32_t>(b);
        });
    if (numbers_rise) {
        // Stable and by key alone, so numbers of one key still rise; five times as fast.
        std::vector<std::uint64_t> scratch;
        radix_sort_by_key(pairs, scratch);
    } else {
        std::sort(pairs.begin(), pairs.end());
    }
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    pairs.shrink_to_fit();

    // One bucket a pair on average: a look-up is one step and a short scan.
    const int bits = std::min(24, static_cast<int>(std::bit_width(pairs.size())));
    shift_ = 32 - bits;
    bucket_starts_.assign((std::size_t{1} << bits) + 1, 0);
    for (const std::uint64_t pair : pairs) ++bucket_starts_[((pair >> 32) >> shift_) + 1];
    for (std::size_t i = 1; i < bucket_starts_.size(); ++i) {
        bucket_starts_[i] += bucket_starts_[i - 1];
    }
    pairs_ = std::move(pairs);
}

std::span<const std::uint64_t> KeyTable::find(std::uint32_t key) const noexcept {
    if (pairs_.empty()) return {};
    const std::size_t bucket = std::uint64_t{key} >> shift_;
    const std::uint64_t* from = pairs_.data() + bucket_starts_[bucket];
    const std::uint64_t* end = pairs_.data() + bucket_starts_[bucket + 1];
    while (from != end && (*from >> 32) < key) ++from;
    const std::uint64_t* to = from;
    while (to != end && (*to >> 32) == key) ++to;
    return {from, to};
}

WordIndex WordIndex::build(std::span<const WordSound> words, int edits_max) {
    PELF_CHECK(words.size() < UINT32_MAX);
    std::vector<std::uint64_t> pairs;
    pairs.reserve(words.size() * 8);
    for (std::size_t i = 0; i < words.size(); ++i) {
        for_each_key(words[i], edits_max,
                     [&](std::uint32_t key) { pairs.push_back(std::uint64_t{key} << 32 | i); });
    }
    WordIndex index;
    index.edits_max_ = edits_max;
    index.keys_ = KeyTable(std::move(pairs));
    return index;
}

void WordIndex::find(const WordSound& query, int edits_max,
                     std::vector<std::uint32_t>& found) const {
    for_each_key(query, std::min(edits_max, edits_max_), [&](std::uint32_t key) {
        for (const std::uint64_t pair : keys_.find(key)) {
            found.push_back(static_cast<std::uint32_t>(pair));
        }
    });
}

}  // namespace pelf::match
