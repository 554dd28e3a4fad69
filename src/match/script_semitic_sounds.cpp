// SPDX-License-Identifier: Apache-2.0
#include "match/script_semitic_sounds.hpp"

#include <cstddef>

namespace pelf::match {
namespace {

/// Consonants `begin` to `end` with no vowel between them.
struct Run {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool is_first = false;
    bool is_last = false;

    std::size_t size() const noexcept { return end - begin; }
};

bool may_begin_word(const Sound& first, const Sound& second) noexcept {
    const bool is_liquid = second.text == "r" || second.text == "l";
    const bool is_sibilant = (first.text == "s" || first.text == "sh") &&
                             (second.text == "t" || second.text == "p" || second.text == "k" ||
                              second.text == "v" || second.text == "n" || second.text == "m");
    return is_liquid || is_sibilant;
}

/// Whether a vowel comes after the `i`-th consonant of the run.
bool has_gap_after(const Run& run, std::size_t i, const std::vector<Sound>& sounds,
                   ShortVowels rule) noexcept {
    const std::size_t left = run.size() - 1 - i;  // Consonants after this one.
    if (left == 0) return false;
    if (run.is_first) {
        const bool is_cluster = rule == ShortVowels::hebrew && i == 0 &&
                                (left > 1 || !run.is_last) &&
                                may_begin_word(sounds[run.begin], sounds[run.begin + 1]);
        if (i == 0) return !is_cluster;
        if (rule == ShortVowels::hebrew && i == 1) {
            // After a cluster at the start: Stankovski, Frederik.
            return may_begin_word(sounds[run.begin], sounds[run.begin + 1]);
        }
        if (run.is_last) return left == 1;  // CaCaC, CaCCaC
        return i == 2 && left >= 1;         // CaCCaCV
    }
    if (run.is_last) return left == 1;                               // VCaC, VCCaC
    return rule == ShortVowels::arabic && i == 1 && run.size() > 2;  // VCCaCV
}

}  // namespace

std::string with_short_vowels(const std::vector<Sound>& sounds, ShortVowels rule) {
    std::string text;
    Run run;
    for (std::size_t i = 0; i < sounds.size(); ++i) {
        text += sounds[i].text;
        if (sounds[i].is_vowel || rule == ShortVowels::none) continue;
        if (i == 0 || sounds[i - 1].is_vowel) {
            run = {i, i + 1, i == 0, false};
            while (run.end < sounds.size() && !sounds[run.end].is_vowel) ++run.end;
            run.is_last = run.end == sounds.size();
        }
        if (!has_gap_after(run, i - run.begin, sounds, rule)) continue;
        const bool after_long_a =
            !run.is_first && run.size() == 2 && run.is_last && sounds[run.begin - 1].is_long_a;
        text += rule == ShortVowels::hebrew ? 'e' : after_long_a ? 'i' : 'a';
    }
    return text;
}

}  // namespace pelf::match
