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
enum class KeyKind : std::uint32_t {
    skeleton = 0x811C'9DC5,
    pattern = 0x9E37'79B1,
    parts = 0x85EB'CA6B
};

/// The buckets of KeyTable go by the upper bits, which FNV mixes least for short strings.
constexpr std::uint32_t mixed(std::uint32_t hash) noexcept {
    return (hash ^ hash >> 15) * 0x2C1B'3C6D;
}

constexpr std::uint32_t fnv(std::uint32_t hash, unsigned char next) noexcept {
    return (hash ^ next) * 0x0100'0193;
}

/// FNV-1a over the letters but those at two places; a place past the end leaves none out.
std::uint32_t hash_without(KeyKind kind, std::string_view letters, std::size_t first,
                           std::size_t second) {
    auto hash = static_cast<std::uint32_t>(kind);
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if (i == first || i == second) continue;
        hash = fnv(hash, static_cast<unsigned char>(letters[i]));
    }
    return mixed(hash);
}

/// The edits that stand behind a key, as a search has to know them.
struct Key {
    std::uint32_t hash = 0;
    KeyKind kind = KeyKind::skeleton;
    int left_out = 0;  ///< Classes.
};

/// Calls `use` with each key of the word, by rising number of edits, at most `edits_max`.
template <typename Use>
void for_each_key(const WordSound& word, int edits_max, Use use) {
    const int edits = std::min(edits_max, skeleton_edits_max(word.gate.letters_count));
    static_assert(kSkeletonEditsMax == 2, "two loops, two deletions");
    const SoundPattern skeleton_of_word = skeleton(word);
    const std::string_view letters = skeleton_of_word.view();
    const std::size_t none = letters.size();
    const auto use_skeleton = [&](std::size_t first, std::size_t second, int left_out) {
        use({hash_without(KeyKind::skeleton, letters, first, second), KeyKind::skeleton, left_out});
    };
    use_skeleton(none, none, 0);
    if (edits < 1) return;
    const SoundPattern pattern_of_word = sound_pattern(word);
    const std::string_view pattern = pattern_of_word.view();
    for (std::size_t i = 0; i <= pattern.size(); ++i) {
        use({hash_without(KeyKind::pattern, pattern, i, pattern.size()), KeyKind::pattern, 1});
    }
    if (word.gate.letters_count <= kShortLettersMax) return;
    for (std::size_t i = 0; i < letters.size(); ++i) use_skeleton(i, none, 1);
    if (edits < 2) return;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        for (std::size_t j = i + 1; j < letters.size(); ++j) use_skeleton(i, j, 2);
    }
}

/// Calls `use` with the keys of the parts of a word of `count` sounds, each two of three, as they
/// stand in `sounds` if it is that word or if it is another one and the part that is left out is
/// the one with the edit.
template <typename Use>
void for_each_part_key(SoundNumbers sounds, std::size_t count, Use use) {
    if (count == 0) return;
    const std::size_t first_end = count / 3;
    const std::size_t second_end = std::max(2 * count / 3, first_end + 1);
    struct Part {
        std::size_t from;
        std::size_t to;
    };
    const auto use_parts = [&](std::uint32_t left_out, Part one, Part other) {
        std::uint32_t hash = static_cast<std::uint32_t>(KeyKind::parts) + left_out;
        hash = fnv(hash, static_cast<unsigned char>(count));
        for (std::size_t i = one.from; i < one.to; ++i) hash = fnv(hash, sounds[i]);
        for (std::size_t i = other.from; i < other.to; ++i) hash = fnv(hash, sounds[i]);
        use(mixed(hash));
    };
    // Behind the edit all sounds have moved by as many as there are more of them.
    const std::size_t more = sounds.size() - count;  // Wraps round for one less.
    const Part first{0, first_end};
    const Part second{first_end + 1, second_end};
    const Part second_moved{first_end + 1 + more, second_end + more};
    const Part third_moved{second_end + 1 + more, sounds.size()};
    use_parts(0, second_moved, third_moved);
    use_parts(1, first, third_moved);
    use_parts(2, first, second);
}

/// Of KeyTable.
constexpr int kBucketBitsMax = 24;

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
    PELF_CHECK(pairs.size() < UINT32_MAX);

    std::vector<Run> runs;
    std::vector<std::uint32_t> numbers;
    numbers.reserve(pairs.size());
    for (const std::uint64_t pair : pairs) {
        const auto key = static_cast<std::uint32_t>(pair >> 32);
        if (runs.empty() || runs.back().key != key) {
            runs.push_back({key, static_cast<std::uint32_t>(numbers.size())});
        }
        numbers.push_back(static_cast<std::uint32_t>(pair));
    }
    // One bucket a key on average: a look-up is one step and a short scan.
    const int bits = std::min(kBucketBitsMax, static_cast<int>(std::bit_width(runs.size())));
    shift_ = 32 - bits;
    std::vector<std::uint32_t> bucket_starts((std::size_t{1} << bits) + 1);
    for (const Run& run : runs) ++bucket_starts[(std::uint64_t{run.key} >> shift_) + 1];
    for (std::size_t i = 1; i < bucket_starts.size(); ++i) {
        bucket_starts[i] += bucket_starts[i - 1];
    }
    runs.push_back({0, static_cast<std::uint32_t>(numbers.size())});
    runs.shrink_to_fit();
    runs_ = std::move(runs);
    numbers_ = std::move(numbers);
    bucket_starts_ = std::move(bucket_starts);
}

std::span<const std::uint32_t> KeyTable::find(std::uint32_t key) const noexcept {
    if (numbers_.empty()) return {};
    const std::size_t bucket = std::uint64_t{key} >> shift_;
    for (std::size_t at = bucket_starts_[bucket]; at != bucket_starts_[bucket + 1]; ++at) {
        if (runs_[at].key != key) continue;
        return {numbers_.data() + runs_[at].first, numbers_.data() + runs_[at + 1].first};
    }
    return {};
}

void WordMarks::start_search() {
    if (++turn_ != 0) return;
    std::fill(turns_.begin(), turns_.end(), std::uint8_t{0});
    turn_ = 1;
}

std::vector<std::uint32_t> WordIndex::order_of(std::span<const WordSound> words) {
    static_assert(kWordLettersMax < 64, "six bits");
    std::vector<std::uint64_t> pairs;
    pairs.reserve(words.size());
    for (const WordSound& word : words) {
        const auto letters_less =
            static_cast<std::uint32_t>(kWordLettersMax - word.gate.letters_count);
        const std::uint32_t key = letters_less << 26 | word.gate.skeleton_hash >> 6;
        pairs.push_back(std::uint64_t{key} << 32 | pairs.size());
    }
    std::vector<std::uint64_t> scratch;
    radix_sort_by_key(pairs, scratch);
    std::vector<std::uint32_t> order;
    order.reserve(pairs.size());
    for (const std::uint64_t pair : pairs) order.push_back(static_cast<std::uint32_t>(pair));
    return order;
}

/// The rows of an index that grow word by word.
struct WordIndex::Making {
    Making(WordIndex& of, std::size_t words_count) : index(of) {
        gates.reserve(words_count);
        sound_starts.reserve(words_count + 1);
        sound_starts.push_back(0);
        pairs.reserve(words_count * (index.reach_ == Reach::budget ? 16 : 4));
    }

    void add(const WordSound& word) {
        const std::uint64_t number = gates.size();
        const std::size_t letters = word.gate.letters_count;
        PELF_CHECK(gates.empty() || letters <= gates.back().letters_count);
        const int edits = skeleton_edits_max(letters);
        for (int e = 0; e <= edits; ++e) ++index.edits_ends_[static_cast<std::size_t>(e)];
        index.long_end_ += letters > kShortLettersMax ? 1 : 0;
        gates.push_back(word.gate);
        const std::size_t first = sounds.size();
        sounds.resize(first + word.sounds_count);
        number_sounds(word, sounds.data() + first);
        sound_starts.push_back(static_cast<std::uint32_t>(sounds.size()));
        const auto add_key = [&](std::uint32_t hash) {
            pairs.push_back(std::uint64_t{hash} << 32 | number);
        };
        for_each_key(word, index.reach_ == Reach::budget ? kSkeletonEditsMax : 0,
                     [&](const Key& key) { add_key(key.hash); });
        if (edits > 0) {
            for_each_part_key(SoundNumbers(sounds).subspan(first), word.sounds_count, add_key);
        }
    }

    WordIndex& index;
    std::vector<std::uint64_t> pairs;
    std::vector<SoundGate> gates;
    std::vector<std::uint8_t> sounds;
    std::vector<std::uint32_t> sound_starts;
};

WordIndex WordIndex::build(std::span<const WordSound> words, std::span<const std::uint32_t> order,
                           Reach reach) {
    PELF_CHECK(words.size() < UINT32_MAX && order.size() == words.size());
    WordIndex index;
    index.reach_ = reach;
    Making making(index, words.size());
    for (const std::uint32_t number : order) making.add(words[number]);
    index.keys_ = KeyTable(std::move(making.pairs));
    index.gates_ = std::move(making.gates);
    index.sounds_ = std::move(making.sounds);
    index.sound_starts_ = std::move(making.sound_starts);
    return index;
}

class WordIndex::Search {
public:
    Search(const WordIndex& index, const WordSound& query, Limits limits, WordMarks& marks,
           std::vector<std::uint32_t>& found)
        : index_(index), gate_(query.gate), limits_(limits), marks_(marks), found_(found) {
        number_sounds(query, numbers_.data());
        sounds_ = SoundNumbers(numbers_).first(query.sounds_count);
        for (std::size_t letters = 0; letters < budgets_.size(); ++letters) {
            SoundGate other;
            other.letters_count = static_cast<std::uint8_t>(letters);
            budgets_[letters] = std::min(sound_budget(query.gate, other), limits.budget_max);
        }
    }

    /// Words that have the skeleton, then those one edit away that is all there is.
    void look_up_exact(const Key& skeleton_key) {
        look_up(skeleton_key);
        if (budgets_.back() < kSkeletonEditCost) return;
        const std::uint32_t end = index_.edits_ends_[1];
        const std::size_t count = sounds_.size();
        for (std::size_t other = count > 0 ? count - 1 : 0; other <= count + 1; ++other) {
            for_each_part_key(sounds_, other, [&](std::uint32_t hash) {
                for (const std::uint32_t word : index_.keys_.find(hash)) {
                    if (word >= end) break;
                    check(word, index_.gates_[word], 1);
                }
            });
        }
    }

    void look_up(const Key& key) {
        const std::span<const std::uint32_t> run = index_.keys_.find(key.hash);
        if (run.empty()) return;
        const bool is_pattern = key.kind == KeyKind::pattern;
        const bool is_short = gate_.letters_count <= kShortLettersMax;
        // Two long words that have a pattern's key in common have a skeleton's, too.
        const std::uint32_t from = is_pattern && !is_short ? index_.long_end_ : 0;
        std::uint32_t end = index_.edits_ends_[static_cast<std::size_t>(key.left_out)];
        if (!is_pattern && key.left_out > 0) end = std::min(end, index_.long_end_);
        for (const std::uint32_t word : run) {
            if (word < from) continue;
            if (word >= end) break;
            const SoundGate& gate = index_.gates_[word];
            int edits = 1;
            if (!is_pattern) {
                edits = skeleton_edits(gate, key.left_out);
                if (edits < 0) continue;
            }
            check(word, gate, edits);
        }
    }

private:
    /// How many edits part the skeletons of a word and the query that have a key in common and none
    /// for fewer edits. -1: it is two keys of one hash.
    int skeleton_edits(const SoundGate& gate, int left_out) const noexcept {
        if (left_out == 0 && gate.skeleton_hash == gate_.skeleton_hash &&
            gate.skeleton_count == gate_.skeleton_count) {
            return 0;
        }
        const int left_out_there =
            int{gate.skeleton_count} - (int{gate_.skeleton_count} - left_out);
        const int edits = std::max({left_out, left_out_there, 1});
        return left_out_there < 0 || edits > kSkeletonEditsMax ? -1 : edits;
    }

    void check(std::uint32_t word, const SoundGate& gate, int edits) {
        const int budget = budgets_[gate.letters_count];
        // Not marked: it may be that the keys only have one hash.
        if (edits * kSkeletonEditCost > budget) return;
        if (!marks_.meet(word)) return;
        if (least_distance(gate_, gate, edits) > budget) return;
        if (sound_distance(sounds_, index_.sounds(word), budget) <= budget) {
            found_.push_back(word + limits_.offset);
        }
    }

    const WordIndex& index_;
    const SoundGate& gate_;
    Limits limits_;
    WordMarks& marks_;
    std::vector<std::uint32_t>& found_;
    std::array<std::uint8_t, kWordLettersMax> numbers_{};
    SoundNumbers sounds_;
    std::array<int, kWordLettersMax + 1> budgets_{};  ///< By letters of the other word.
};

void WordIndex::find(const WordSound& query, Limits limits, WordMarks& marks,
                     std::vector<std::uint32_t>& found) const {
    if (gates_.empty()) return;
    marks.start_search();
    if (reach_ == Reach::one_edit) {
        limits.budget_max = std::min(limits.budget_max, kSkeletonEditCost);
    }
    Search search(*this, query, limits, marks, found);
    const bool is_exact = limits.budget_max <= kSkeletonEditCost;
    for_each_key(query, is_exact ? 0 : kSkeletonEditsMax, [&](const Key& key) {
        is_exact ? search.look_up_exact(key) : search.look_up(key);
    });
}

}  // namespace pelf::match
