// SPDX-License-Identifier: Apache-2.0
#include "match/romanise.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "match/romanise_text.hpp"
#include "match/script_readers.hpp"

namespace pelf::match {
namespace {

constexpr std::size_t kScriptCount = static_cast<std::size_t>(Script::other) + 1;

constexpr std::size_t index_of(Script script) noexcept {
    return static_cast<std::size_t>(script);
}

bool is_ascii(std::string_view text) noexcept {
    unsigned char all = 0;
    for (const char c : text) all = static_cast<unsigned char>(all | static_cast<unsigned char>(c));
    return all < 0x80;
}

/// What an ASCII character is to a name: itself in lower case, or one of these.
constexpr char kGap = ' ';
constexpr char kNothing = '\'';
constexpr char kAnd = '&';
constexpr char kPercent = '%';

constexpr std::array<char, 128> kAsciiClass = [] {
    std::array<char, 128> table{};
    table.fill(kGap);
    for (std::size_t c = '0'; c <= '9'; ++c) table[c] = static_cast<char>(c);
    for (std::size_t c = 'a'; c <= 'z'; ++c) table[c] = static_cast<char>(c);
    for (std::size_t c = 'A'; c <= 'Z'; ++c) table[c] = static_cast<char>(c - 'A' + 'a');
    table['\''] = table['`'] = kNothing;
    table['&'] = table['+'] = kAnd;
    table['%'] = kPercent;
    return table;
}();

Romanised romanise_ascii(std::string_view ascii) {
    Romanised romanised;
    std::string text;
    text.reserve(ascii.size() + 8);
    bool gap = false;
    for (const char c : ascii) {
        const char plain = kAsciiClass[static_cast<unsigned char>(c)];
        if (plain == kNothing) continue;
        if (plain == kGap) {
            gap = true;
            continue;
        }
        const bool is_symbol = plain == kAnd || plain == kPercent;
        if ((gap || is_symbol) && !text.empty() && text.back() != ' ') text += ' ';
        gap = is_symbol;
        if (is_symbol) {
            text += plain == kAnd ? "and" : "percent";
        } else {
            text += plain;
        }
        if ((plain >= 'a' && plain <= 'z') || is_symbol) romanised.script = Script::latin;
    }
    if (!text.empty()) romanised.readings.push_back({std::move(text), "latin"});
    return romanised;
}

Variants read_script(Script script, Pieces pieces, bool has_kana) {
    switch (script) {
        case Script::latin: return read_latin(pieces);
        case Script::cyrillic: return read_cyrillic(pieces);
        case Script::greek: return read_greek(pieces);
        case Script::armenian: return read_armenian(pieces);
        case Script::georgian: return read_georgian(pieces);
        case Script::hebrew: return read_hebrew(pieces);
        case Script::arabic: return read_arabic(pieces);
        case Script::devanagari: return read_indic(pieces);
        case Script::thai: return read_thai(pieces);
        case Script::hangul: return read_hangul(pieces);
        case Script::han: return read_han(pieces, has_kana);
        case Script::kana: return read_kana(pieces);
        case Script::other: return read_other(pieces);
        case Script::none: break;
    }
    return {variant_of("latin", pieces, [](std::u32string_view digits) {
        return std::string(digits.begin(), digits.end());
    })};
}

/// Scripts that write a word a letter: nothing is glued to them.
bool is_syllabic(Script script) noexcept {
    return script == Script::hangul || script == Script::han || script == Script::kana;
}

/// All variants of all scripts of one text, and which piece is which of its script's.
class Assembly {
public:
    explicit Assembly(const std::vector<Piece>& pieces) : pieces_(pieces) {
        std::array<std::vector<std::u32string_view>, kScriptCount> by_script;
        places_.reserve(pieces.size());
        for (const Piece& piece : pieces) {
            auto& own = by_script[index_of(piece.script)];
            places_.push_back(own.size());
            own.emplace_back(piece.letters);
        }
        const bool has_kana = !by_script[index_of(Script::kana)].empty();
        for (std::size_t s = 0; s < kScriptCount; ++s) {
            if (by_script[s].empty()) continue;
            variants_[s] = read_script(static_cast<Script>(s), by_script[s], has_kana);
        }
    }

    /// The default of every script but one, and of that one its `variant_index`-th variant.
    Reading reading(Script varied, std::size_t variant_index) const {
        std::string text;
        bool lost_gap = false;  // Before a piece that was written as nothing.
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            const Piece& piece = pieces_[i];
            const std::size_t chosen = piece.script == varied ? variant_index : 0;
            const std::string& part = variants_[index_of(piece.script)][chosen].texts[places_[i]];
            if (part.empty()) {
                lost_gap = lost_gap || piece.starts_word;
                continue;
            }
            const bool apart = i > 0 && (piece.starts_word || lost_gap ||
                                         is_apart(pieces_[i - 1].script, piece.script));
            lost_gap = false;
            if (apart && !text.empty()) text += ' ';
            text += part;
        }
        return {std::move(text), variants_[index_of(varied)][variant_index].system};
    }

    std::size_t variant_count(Script script) const { return variants_[index_of(script)].size(); }

private:
    static bool is_apart(Script left, Script right) noexcept {
        return is_syllabic(left) || is_syllabic(right);
    }

    const std::vector<Piece>& pieces_;
    std::vector<std::size_t> places_;
    std::array<Variants, kScriptCount> variants_;
};

void add_reading(std::vector<Reading>& readings, Reading reading) {
    if (reading.text.empty() || readings.size() == kReadingsMax) return;
    const auto is_same = [&](const Reading& known) { return known.text == reading.text; };
    if (std::none_of(readings.begin(), readings.end(), is_same)) {
        readings.push_back(std::move(reading));
    }
}

}  // namespace

std::string_view name_of(Script script) noexcept {
    constexpr std::array<std::string_view, kScriptCount> kNames = {
        "none",   "latin",      "cyrillic", "greek",  "armenian", "georgian", "hebrew",
        "arabic", "devanagari", "thai",     "hangul", "han",      "kana",     "other"};
    return kNames[index_of(script)];
}

Romanised romanise(std::string_view utf8) {
    const std::string_view text = utf8.substr(0, kNameBytesMax);
    return is_ascii(text) ? romanise_ascii(text) : romanise_general(text);
}

Romanised romanise_general(std::string_view utf8) {
    const PieceText name = take_apart(utf8);
    Romanised romanised;
    romanised.script = name.script;
    romanised.is_mixed_script_word = name.is_mixed_script_word;
    romanised.had_hidden_characters = name.had_hidden_characters;
    romanised.had_lookalikes = name.had_lookalikes;
    if (name.pieces.empty()) return romanised;

    const Assembly assembly(name.pieces);
    for (std::size_t v = 0; v < assembly.variant_count(name.script); ++v) {
        add_reading(romanised.readings, assembly.reading(name.script, v));
    }
    for (std::size_t s = 0; s < kScriptCount; ++s) {
        const auto script = static_cast<Script>(s);
        for (std::size_t v = 1; script != name.script && v < assembly.variant_count(script); ++v) {
            add_reading(romanised.readings, assembly.reading(script, v));
        }
    }
    return romanised;
}

}  // namespace pelf::match
