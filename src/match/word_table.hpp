// SPDX-License-Identifier: Apache-2.0
//
// What the tables of words share: a text that people can read and correct, turned by the compiler
// into a hash table that is looked up without heap, locks or start-up work.
//
// A table's text is words between blanks; ':' and ';' are words of their own, by which each table
// divides its records; a phrase is written with '_' between its words. A word is lower-case ASCII,
// digits and '_': anything else stops the compiler.
//
// The hash table is open addressing with linear probing, at most three quarters full. One word may
// have several values: they lie in one run, in the order of the text. Cost of a look-up: one hash
// over the word and, for a word that is not there, one or two cache misses; 5 to 30 ns.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pelf::match {

/// Hands out the words of a table's text.
class TableReader {
public:
    constexpr explicit TableReader(std::string_view text) noexcept
        : at_(text.data()), end_(text.data() + text.size()) {}

    /// The next word, or an empty view at the end.
    constexpr std::string_view next() {
        while (at_ != end_ && is_blank(*at_)) ++at_;
        const char* begin = at_;
        if (at_ != end_ && is_mark(*at_)) return {at_++, 1};
        for (; at_ != end_ && !is_blank(*at_) && !is_mark(*at_); ++at_) {
            const char c = *at_;
            const bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
            if (!fits) __builtin_trap();
        }
        return {begin, static_cast<std::size_t>(at_ - begin)};
    }

private:
    static constexpr bool is_blank(char c) noexcept { return c == ' ' || c == '\n'; }
    static constexpr bool is_mark(char c) noexcept { return c == ':' || c == ';'; }

    const char* at_;
    const char* end_;
};

/// A multimap from words to 32 bits. `kSlots` is a power of two, at least four thirds of the pairs
/// added. Keeps views into the texts that it was filled from: string literals.
template <std::size_t kSlots>
class WordTable {
    static_assert(kSlots >= 2 && (kSlots & (kSlots - 1)) == 0);

public:
    /// A pair that is there already is not added again. An empty word, one above 255 letters, or
    /// one pair too many stops the compiler.
    constexpr void add(std::string_view word, std::uint32_t value) {
        if (word.empty() || word.size() > 255) __builtin_trap();
        std::size_t at = hash(word) & (kSlots - 1);
        for (; slots_[at].size != 0; at = (at + 1) & (kSlots - 1)) {
            if (slots_[at].value == value && slots_[at].word() == word) return;
        }
        slots_[at] = {word.data(), value, static_cast<std::uint8_t>(word.size())};
        if (++count_ * 4 > kSlots * 3) __builtin_trap();
    }

    /// Calls `visit(value)` for each value of the word, in the order of the text.
    template <typename Visit>
    constexpr void for_each(std::string_view word, Visit visit) const {
        if (word.empty()) return;
        std::size_t at = hash(word) & (kSlots - 1);
        for (; slots_[at].size != 0; at = (at + 1) & (kSlots - 1)) {
            if (slots_[at].word() == word) visit(slots_[at].value);
        }
    }

    /// The first value of the word.
    constexpr std::optional<std::uint32_t> find(std::string_view word) const {
        if (word.empty()) return std::nullopt;
        std::size_t at = hash(word) & (kSlots - 1);
        for (; slots_[at].size != 0; at = (at + 1) & (kSlots - 1)) {
            if (slots_[at].word() == word) return slots_[at].value;
        }
        return std::nullopt;
    }

    /// Pairs of word and value.
    constexpr std::size_t count() const noexcept { return count_; }

private:
    struct Slot {
        const char* letters = nullptr;
        std::uint32_t value = 0;
        std::uint8_t size = 0;  ///< 0: nothing here.

        constexpr std::string_view word() const noexcept { return {letters, size}; }
    };

    /// FNV-1a, with its high bits folded down since only the low ones choose the slot.
    static constexpr std::size_t hash(std::string_view word) noexcept {
        std::uint32_t sum = 0x811c'9dc5;
        for (const char c : word) sum = (sum ^ static_cast<unsigned char>(c)) * 0x0100'0193;
        return sum ^ sum >> 15;
    }

    std::array<Slot, kSlots> slots_{};
    std::size_t count_ = 0;
};

}  // namespace pelf::match
