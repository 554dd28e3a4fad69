// SPDX-License-Identifier: Apache-2.0
#include "match/romanise_text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

#include "base/check.hpp"

namespace pelf::match {
namespace {

/// Letters that look alike, case kept: facts of Unicode's UTS 39, letters of names only, and the
/// Cyrillic and Greek capitals whose small letters differ. The Latin letter they imitate.
struct Lookalike {
    char32_t letter;
    char latin;
};
constexpr std::array<Lookalike, 103> kLookalikes = {{
    // Greek
    {0x0391, 'A'},
    {0x0392, 'B'},
    {0x0395, 'E'},
    {0x0396, 'Z'},
    {0x0397, 'H'},
    {0x0399, 'I'},
    {0x039A, 'K'},
    {0x039C, 'M'},
    {0x039D, 'N'},
    {0x039F, 'O'},
    {0x03A1, 'P'},
    {0x03A4, 'T'},
    {0x03A5, 'Y'},
    {0x03A7, 'X'},
    {0x03B1, 'a'},
    {0x03B3, 'y'},
    {0x03B5, 'e'},
    {0x03B9, 'i'},
    {0x03BA, 'k'},
    {0x03BD, 'v'},
    {0x03BF, 'o'},
    {0x03C1, 'p'},
    {0x03C3, 'o'},
    {0x03C4, 't'},
    {0x03C5, 'u'},
    {0x03C7, 'x'},
    {0x03F2, 'c'},
    {0x03F3, 'j'},
    {0x037F, 'J'},
    {0x03F9, 'C'},
    // Cyrillic
    {0x0405, 'S'},
    {0x0406, 'I'},
    {0x0408, 'J'},
    {0x0410, 'A'},
    {0x0412, 'B'},
    {0x0415, 'E'},
    {0x0417, '3'},
    {0x041A, 'K'},
    {0x041C, 'M'},
    {0x041D, 'H'},
    {0x041E, 'O'},
    {0x0420, 'P'},
    {0x0421, 'C'},
    {0x0422, 'T'},
    {0x0423, 'Y'},
    {0x0425, 'X'},
    {0x0430, 'a'},
    {0x0433, 'r'},
    {0x0435, 'e'},
    {0x043A, 'k'},
    {0x043E, 'o'},
    {0x0440, 'p'},
    {0x0441, 'c'},
    {0x0443, 'y'},
    {0x0445, 'x'},
    {0x0455, 's'},
    {0x0456, 'i'},
    {0x0458, 'j'},
    {0x0474, 'V'},
    {0x0475, 'v'},
    {0x04AE, 'Y'},
    {0x04AF, 'y'},
    {0x04BB, 'h'},
    {0x04BD, 'e'},
    {0x04C0, 'I'},
    {0x04CF, 'l'},
    {0x0501, 'd'},
    {0x050C, 'G'},
    {0x051A, 'Q'},
    {0x051B, 'q'},
    {0x051C, 'W'},
    {0x051D, 'w'},
    // Armenian
    {0x0555, 'O'},
    {0x054D, 'U'},
    {0x0578, 'n'},
    {0x057D, 'u'},
    {0x0570, 'h'},
    {0x0581, 'g'},
    {0x0585, 'o'},
    {0x0566, 'q'},
    {0x0563, 'q'},
    {0x0575, 'j'},
    {0x0582, 'i'},
    {0x056C, 'l'},
    // Cherokee
    {0x13A0, 'D'},
    {0x13A1, 'R'},
    {0x13A2, 'T'},
    {0x13A5, 'i'},
    {0x13A9, 'Y'},
    {0x13AA, 'A'},
    {0x13AB, 'J'},
    {0x13AC, 'E'},
    {0x13B3, 'W'},
    {0x13B7, 'M'},
    {0x13BB, 'H'},
    {0x13BD, 'Y'},
    {0x13C0, 'G'},
    {0x13C2, 'h'},
    {0x13C3, 'Z'},
    {0x13CF, 'b'},
    {0x13DE, 'L'},
    {0x13D9, 'V'},
    {0x13DA, 'S'},
}};

/// Small capitals and their like: Latin already, but in no alphabet a name is written in.
constexpr std::array<Lookalike, 26> kSmallCapitals = {{
    {0x1D00, 'a'}, {0x0299, 'b'}, {0x1D04, 'c'}, {0x1D05, 'd'}, {0x1D07, 'e'}, {0xA730, 'f'},
    {0x0262, 'g'}, {0x029C, 'h'}, {0x026A, 'i'}, {0x1D0A, 'j'}, {0x1D0B, 'k'}, {0x029F, 'l'},
    {0x1D0D, 'm'}, {0x0274, 'n'}, {0x1D0F, 'o'}, {0x1D18, 'p'}, {0xA7AF, 'q'}, {0x0280, 'r'},
    {0xA731, 's'}, {0x1D1B, 't'}, {0x1D1C, 'u'}, {0x1D20, 'v'}, {0x1D21, 'w'}, {0x0251, 'a'},
    {0x028F, 'y'}, {0x1D22, 'z'},
}};

/// The scripts among which letters look alike.
bool is_imitable(Script script) noexcept {
    return script == Script::latin || script == Script::cyrillic || script == Script::greek ||
           script == Script::armenian;
}

bool is_apostrophe(char32_t c) noexcept {
    constexpr std::array<char32_t, 20> kApostrophes = {
        0x0027, 0x0060, 0x02B9, 0x02BA, 0x02BB, 0x02BC, 0x02BD, 0x02BE, 0x02BF, 0x02C8,
        0x02CA, 0x02CB, 0x055A, 0x05F3, 0x05F4, 0x2018, 0x2019, 0x201B, 0x2032, 0xA78C};
    return std::find(kApostrophes.begin(), kApostrophes.end(), c) != kApostrophes.end();
}

/// Forms of one letter that only NFKC makes an ordinary one.
bool is_dressed_letter(UChar32 c) noexcept {
    const bool full_width = (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) ||
                            (c >= 0xFF41 && c <= 0xFF5A);
    const bool mathematical = c >= 0x1D400 && c <= 0x1D7FF;
    const bool enclosed = (c >= 0x2460 && c <= 0x24EA) || (c >= 0x1F110 && c <= 0x1F189);
    const bool letterlike = c >= 0x2102 && c <= 0x2138 && c != 0x2116;
    return full_width || mathematical || enclosed || letterlike;
}

bool is_indic_block(UChar32 c) noexcept {
    return c >= 0x0900 && c <= 0x0DFF;
}

bool is_arabic_block(UChar32 c) noexcept {
    return (c >= 0x0600 && c <= 0x077F) || (c >= 0x08A0 && c <= 0x08FF);
}

/// Persian and the scripts of India need the joiners; Chinese characters have variants.
bool is_rightly_hidden(UChar32 c, UChar32 before) noexcept {
    const bool is_joiner = c == 0x200C || c == 0x200D;
    if (is_joiner) return is_indic_block(before) || is_arabic_block(before);
    const bool is_variant = (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
    return is_variant && u_hasBinaryProperty(before, UCHAR_IDEOGRAPHIC) != 0;
}

Script script_of(char32_t c) noexcept {
    UErrorCode code = U_ZERO_ERROR;
    switch (uscript_getScript(static_cast<UChar32>(c), &code)) {
        case USCRIPT_LATIN: return Script::latin;
        case USCRIPT_CYRILLIC: return Script::cyrillic;
        case USCRIPT_GREEK: return Script::greek;
        case USCRIPT_ARMENIAN: return Script::armenian;
        case USCRIPT_GEORGIAN: return Script::georgian;
        case USCRIPT_HEBREW: return Script::hebrew;
        case USCRIPT_ARABIC: return Script::arabic;
        case USCRIPT_DEVANAGARI:
        case USCRIPT_BENGALI:
        case USCRIPT_GURMUKHI:
        case USCRIPT_GUJARATI:
        case USCRIPT_ORIYA:
        case USCRIPT_TAMIL:
        case USCRIPT_TELUGU:
        case USCRIPT_KANNADA:
        case USCRIPT_MALAYALAM: return Script::devanagari;
        case USCRIPT_THAI: return Script::thai;
        case USCRIPT_HANGUL: return Script::hangul;
        case USCRIPT_HAN: return Script::han;
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA: return Script::kana;
        case USCRIPT_COMMON:
        case USCRIPT_INHERITED: return Script::none;
        default: return Script::other;
    }
}

/// Scripts whose readers want the marks: they are vowels there.
bool keeps_marks(Script script) noexcept {
    return script == Script::hebrew || script == Script::arabic || script == Script::devanagari ||
           script == Script::thai || script == Script::other;
}

char32_t fold_case(char32_t c) noexcept {
    if (c == 0x0130) return U'i';  // Its full folding is two letters, the second a mark.
    return static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
}

struct Letter {
    char32_t c = 0;
    Script script = Script::none;
};
using Word = std::vector<Letter>;

constexpr char32_t kUnlike = 0;

/// The letter of `script` that looks like `letter`, or kUnlike.
char32_t imitated(const Letter& letter, Script script) noexcept {
    char32_t latin = letter.script == Script::latin ? letter.c : kUnlike;
    for (const Lookalike& entry : kLookalikes) {
        if (latin == kUnlike && entry.letter == letter.c) {
            latin = static_cast<char32_t>(entry.latin);
        }
    }
    if (latin == kUnlike || script == Script::latin) return latin;
    for (const Lookalike& entry : kLookalikes) {
        if (static_cast<char32_t>(entry.latin) == latin && script_of(entry.letter) == script) {
            return entry.letter;
        }
    }
    return kUnlike;
}

/// The script in which most of a mixed word makes sense: fewest letters that imitate none of its
/// own, then most letters of its own, then Latin.
Script best_script(const Word& word) noexcept {
    Script best = Script::latin;
    std::size_t best_alien = std::numeric_limits<std::size_t>::max();
    std::size_t best_own = 0;
    for (const Script script : {Script::latin, Script::cyrillic, Script::greek, Script::armenian}) {
        std::size_t alien = 0;
        std::size_t own = 0;
        for (const Letter& letter : word) {
            if (letter.script == script) ++own;
            const bool is_other = is_imitable(letter.script) && letter.script != script;
            if (is_other && imitated(letter, script) == kUnlike) ++alien;
        }
        if (own == 0 || alien > best_alien || (alien == best_alien && own <= best_own)) continue;
        best = script;
        best_alien = alien;
        best_own = own;
    }
    return best;
}

/// Letters of one script that imitate another's within a word are read as the other's. Digits
/// stay: what a digit in a word means is for the comparison to say.
void unmask(Word& word, PieceText& name) {
    Script first = Script::none;
    bool mixed = false;
    bool cherokee = false;
    for (Letter& letter : word) {
        if (letter.c >= 0x13A0 && letter.c <= 0x13F4) cherokee = true;
        if (!is_imitable(letter.script)) continue;
        if (first == Script::none) first = letter.script;
        mixed = mixed || letter.script != first;
    }
    // Cherokee has few names on lists and many letters that look Latin.
    mixed = mixed || (cherokee && first == Script::latin);
    if (!mixed) return;
    name.is_mixed_script_word = true;
    const Script script = best_script(word);
    for (Letter& letter : word) {
        if (letter.script == script) continue;
        if (!is_imitable(letter.script) && letter.script != Script::other) continue;
        const char32_t plain = imitated(letter, script);
        if (plain == kUnlike) continue;
        letter = {plain, plain < 0x80 && plain >= U'0' && plain <= U'9' ? Script::none : script};
        name.had_lookalikes = true;
    }
}

/// Collects words and hands each over as pieces.
class Words {
public:
    explicit Words(PieceText& name) : name_(name) {}

    void letter(char32_t c) {
        const Script script = c == 0x30FC ? Script::kana : script_of(c);
        // Letters of no script are length marks and modifiers.
        if (script == Script::none) return;
        for (const Lookalike& entry : kSmallCapitals) {
            if (entry.letter != c) continue;
            name_.had_lookalikes = true;
            word_.push_back({static_cast<char32_t>(entry.latin), Script::latin});
            return;
        }
        word_.push_back({c, script});
    }

    void digit(std::int32_t value) {
        word_.push_back({U'0' + static_cast<char32_t>(value), Script::none});
    }

    /// Leaves no trace but in Hebrew, where it makes another letter: ג׳ is j.
    void apostrophe() {
        if (word_.empty() || word_.back().script != Script::hebrew) return;
        constexpr std::u32string_view kChanged = U"גזצץ";
        constexpr char32_t kGeresh = 0x05F3;
        if (kChanged.find(word_.back().c) == std::u32string_view::npos) return;
        word_.push_back({kGeresh, Script::hebrew});
    }

    void mark(char32_t c) {
        if (word_.empty() || !keeps_marks(word_.back().script)) return;
        word_.push_back({c, word_.back().script});
    }

    void end_word() {
        if (word_.empty()) return;
        unmask(word_, name_);
        bool starts_word = true;
        for (const Letter& letter : word_) {
            if (starts_word || name_.pieces.back().script != letter.script) {
                name_.pieces.push_back({letter.script, starts_word, {}});
            }
            starts_word = false;
            name_.pieces.back().letters += fold_case(letter.c);
        }
        word_.clear();
    }

    /// What a symbol is read as.
    void word(std::u32string_view letters) {
        end_word();
        name_.pieces.push_back({Script::latin, true, std::u32string(letters)});
    }

private:
    PieceText& name_;
    Word word_;
};

/// Drops and flags what hides, flags what only imitates, and keeps NFKC from making letters of
/// trademark signs and a blank of an acute accent.
icu::UnicodeString clear(const icu::UnicodeString& text, PieceText& name) {
    icu::UnicodeString cleared;
    UChar32 before = 0;
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        const UChar32 c = text.char32At(i);
        const bool is_hidden = u_charType(c) == U_FORMAT_CHAR ||
                               u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
        if (is_hidden) {
            name.had_hidden_characters =
                name.had_hidden_characters || !is_rightly_hidden(c, before);
            continue;
        }
        before = c;
        name.had_lookalikes = name.had_lookalikes || is_dressed_letter(c);
        if (c == 0x2122 || c == 0x2120) {
            cleared.append(u' ');
        } else {
            cleared.append(c == 0x00B4 ? UChar32{0x2019} : c);
        }
    }
    return cleared;
}

icu::UnicodeString compose(const icu::UnicodeString& text) {
    UErrorCode code = U_ZERO_ERROR;
    const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(code);
    // ICU fails here only when its own data or the memory is missing.
    PELF_CHECK(U_SUCCESS(code) && nfkc != nullptr);
    icu::UnicodeString composed = nfkc->normalize(text, code);
    PELF_CHECK(U_SUCCESS(code));
    return composed;
}

void add(Words& words, UChar32 c) {
    constexpr std::uint32_t kLetters = U_GC_L_MASK | U_GC_NL_MASK;
    const auto unit = static_cast<char32_t>(c);
    const std::uint32_t category = U_GET_GC_MASK(c);
    if (is_apostrophe(unit)) return words.apostrophe();
    if ((category & U_GC_M_MASK) != 0) {
        words.mark(unit);
    } else if (const std::int32_t value = u_charDigitValue(c); value >= 0) {
        words.digit(value);
    } else if ((category & kLetters) != 0) {
        words.letter(unit);
    } else if (c == '&' || c == '+') {
        words.word(U"and");
    } else if (c == '%') {
        words.word(U"percent");
    } else {
        words.end_word();
    }
}

/// The script of most letters; of those with as many, the first in `Script`.
Script main_script(const std::vector<Piece>& pieces) {
    std::array<std::size_t, static_cast<std::size_t>(Script::other) + 1> counts{};
    for (const Piece& piece : pieces) {
        counts[static_cast<std::size_t>(piece.script)] += piece.letters.size();
    }
    counts[static_cast<std::size_t>(Script::none)] = 0;
    return static_cast<Script>(std::max_element(counts.begin(), counts.end()) - counts.begin());
}

}  // namespace

PieceText take_apart(std::string_view utf8) {
    const std::string_view text = utf8.substr(0, kNameBytesMax);
    PieceText name;
    const icu::UnicodeString cleared =
        clear(icu::UnicodeString::fromUTF8(
                  icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size()))),
              name);
    const icu::UnicodeString composed = compose(cleared);
    Words words(name);
    for (std::int32_t i = 0; i < composed.length(); i = composed.moveIndex32(i, 1)) {
        add(words, composed.char32At(i));
    }
    words.end_word();
    name.script = main_script(name.pieces);
    return name;
}

}  // namespace pelf::match
