// SPDX-License-Identifier: Apache-2.0
//
// Arabic letters: Arabic, Persian, and with them Urdu, Pashto, Kurdish and Uyghur. Short vowels are
// mostly not written, so frequent name words come from a table and the rest by rule.
//
//   arabic           as English texts mostly write; the article as a word of its own
//   arabic usual     the second most frequent spellings; Abdul joined
//   arabic foreign   foreign names: no vowel that is not written, g and o for their neighbours
//   persian          Persian sounds (v, z, gh, -eh) and spellings; first where letters of its own
//                    stand
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "match/script_readers.hpp"
#include "match/script_semitic_names.hpp"
#include "match/script_semitic_sounds.hpp"

namespace pelf::match {
namespace {

enum class System : std::uint8_t { press, usual, foreign, persian };

bool is_mark(char32_t c) noexcept {
    return (c >= 0x0610 && c <= 0x061A) || (c >= 0x064B && c <= 0x065F) || c == 0x0670 ||
           (c >= 0x06D6 && c <= 0x06ED && c != 0x06E5 && c != 0x06E6 && c != 0x06D5);
}

/// Letters that differ by the keyboard and not by the sound.
char32_t one_form(char32_t c) noexcept {
    switch (c) {
        case 0x06A9: return U'ك';
        case 0x06CC:
        case 0x06D2:
        case 0x06CD: return U'ي';
        case 0x06C1:
        case 0x06BE:
        case 0x06C0:
        case 0x06D5: return U'ه';
        case 0x0671: return U'ا';
        default: return c;
    }
}

bool is_alef(char32_t c) noexcept {
    return c == U'ا' || c == U'أ' || c == U'إ' || c == U'آ';
}

/// For the tables: without marks, hamza on alef and the dotless yeh.
std::u32string key_of(std::u32string_view word) {
    std::u32string key;
    for (const char32_t letter : word) {
        if (is_mark(letter)) continue;
        const char32_t c = one_form(letter);
        key += is_alef(c) ? U'ا' : c == U'ى' ? U'ي' : c;
    }
    return key;
}

struct Consonant {
    char32_t letter;
    std::string_view arabic;
    std::string_view persian;
};

constexpr std::array<Consonant, 59> kConsonants = {
    {{U'ب', "b", "b"},   {U'ت', "t", "t"},   {U'ث', "th", "s"},  {U'ج', "j", "j"},
     {U'ح', "h", "h"},   {U'خ', "kh", "kh"}, {U'د', "d", "d"},   {U'ذ', "dh", "z"},
     {U'ر', "r", "r"},   {U'ز', "z", "z"},   {U'س', "s", "s"},   {U'ش', "sh", "sh"},
     {U'ص', "s", "s"},   {U'ض', "d", "z"},   {U'ط', "t", "t"},   {U'ظ', "z", "z"},
     {U'ع', "", ""},     {U'غ', "gh", "gh"}, {U'ف', "f", "f"},   {U'ق', "q", "gh"},
     {U'ك', "k", "k"},   {U'ل', "l", "l"},   {U'م', "m", "m"},   {U'ن', "n", "n"},
     {U'ه', "h", "h"},   {U'پ', "p", "p"},   {U'چ', "ch", "ch"}, {U'ژ', "zh", "zh"},
     {U'گ', "g", "g"},   {U'ڤ', "v", "v"},   {U'ڨ', "g", "g"},   {U'ڭ', "ng", "ng"},
     {U'ٹ', "t", "t"},   {U'ڈ', "d", "d"},   {U'ڑ', "r", "r"},   {U'ں', "n", "n"},
     {U'ټ', "t", "t"},   {U'ډ', "d", "d"},   {U'ړ', "r", "r"},   {U'ږ', "zh", "zh"},
     {U'ښ', "sh", "sh"}, {U'څ', "ts", "ts"}, {U'ځ', "dz", "dz"}, {U'ڼ', "n", "n"},
     {U'ګ', "g", "g"},   {U'ڕ', "r", "r"},   {U'ڵ', "l", "l"},   {U'ۋ', "v", "v"},
     {U'ڄ', "j", "j"},   {U'ڃ', "ny", "ny"}, {U'ٻ', "b", "b"},   {U'ڀ', "bh", "bh"},
     {U'ٺ', "th", "th"}, {U'ٽ', "t", "t"},   {U'ڏ', "dh", "dh"}, {U'ڊ', "d", "d"},
     {U'ڌ', "dh", "dh"}, {U'ڻ', "n", "n"},   {U'ڪ', "k", "k"}}};

/// Letters that are always vowels (Kurdish, Uyghur, Pashto).
std::string_view sure_vowel(char32_t c) noexcept {
    switch (c) {
        case U'ۆ': return "o";
        case U'ێ':
        case U'ې': return "e";
        case U'ۇ':
        case U'ۈ': return "u";
        case U'ۍ': return "ai";
        default: return {};
    }
}

/// One word by rule.
class Rule {
public:
    Rule(std::u32string_view word, System system) : system_(system) {
        for (const char32_t c : word) {
            if (!is_mark(c)) word_ += one_form(c);
        }
    }

    std::string write() {
        while (at_ < word_.size()) {
            step(word_[at_]);
            ++at_;
        }
        const bool is_bare = system_ == System::foreign;
        return with_short_vowels(sounds_, is_bare ? ShortVowels::none : ShortVowels::arabic);
    }

private:
    char32_t next(std::size_t ahead = 1) const {
        return at_ + ahead < word_.size() ? word_[at_ + ahead] : U' ';
    }
    bool is_last() const { return at_ + 1 == word_.size(); }
    bool after_vowel() const { return !sounds_.empty() && sounds_.back().is_vowel; }
    bool after_long_a() const { return after_vowel() && sounds_.back().is_long_a; }

    void vowel(std::string_view text, bool is_long_a = false) {
        sounds_.push_back({text, true, is_long_a});
    }
    void consonant(std::string_view text) { sounds_.push_back({text, false, false}); }

    /// A letter that cannot but be a vowel after a consonant.
    static bool is_vowel_letter(char32_t c) noexcept {
        return is_alef(c) || c == U'ة' || c == U'ى';
    }

    void step(char32_t c) {
        if (is_alef(c)) return alef(c);
        if (c == U'و') return waw();
        if (c == U'ي') return yeh();
        if (c == U'ة' || c == U'ى') {
            if (after_vowel() && c == U'ة') return consonant("t");
            const bool is_i = c == U'ى' && system_ == System::persian;
            return vowel(is_i ? "i" : system_ == System::usual && c == U'ة' ? "ah" : "a");
        }
        if (c == U'ؤ') return vowel("u");
        if (c == U'ئ') {
            if (next() != U'ي' && !sounds_.empty()) vowel("i");
            return;
        }
        if (const std::string_view sure = sure_vowel(c); !sure.empty()) return vowel(sure);
        if (c == U'ه' && system_ == System::persian && is_last() && !sounds_.empty() &&
            !after_vowel()) {
            return vowel("eh");
        }
        plain(c);
    }

    void plain(char32_t c) {
        if (c == U'ع' && sounds_.empty()) {
            const bool before_vowel = is_alef(next()) || next() == U'و' || next() == U'ي';
            if (!before_vowel) vowel("a");
            return;
        }
        // Arabic has no ch, and writes it so.
        if (c == U'ت' && next() == U'ش' && system_ != System::persian) {
            ++at_;
            return consonant("ch");
        }
        if (system_ == System::foreign && foreign(c)) return;
        const auto at = std::find_if(kConsonants.begin(), kConsonants.end(),
                                     [&](const Consonant& entry) { return entry.letter == c; });
        if (at == kConsonants.end()) return;
        consonant(system_ == System::persian ? at->persian : at->arabic);
    }

    /// Letters that stand for sounds Arabic has not. True when `c` is one and written.
    bool foreign(char32_t c) {
        // Slavic endings: -ov, -ev, -evich.
        const bool is_slavic_v =
            c == U'ف' && after_vowel() && (is_last() || word_.substr(at_ + 1).starts_with(U"يتش"));
        if (is_slavic_v) consonant("v");
        if (c == U'غ') consonant("g");
        if (c == U'ق') consonant("k");
        const bool is_final_e = c == U'ه' && is_last() && after_vowel();
        if (is_final_e) vowel("e");
        return is_slavic_v || is_final_e || c == U'غ' || c == U'ق';
    }

    void alef(char32_t c) {
        const bool is_first = at_ == 0;
        if (!is_first) return vowel(c == U'إ' ? "i" : "a", c == U'ا' || c == U'آ');
        if (next() == U'ي' && c != U'آ' && !is_vowel_letter(next(2))) {
            ++at_;
            return vowel(c == U'أ' && system_ != System::foreign ? "ay" : "i");
        }
        if (next() == U'و' && c != U'آ' && !is_vowel_letter(next(2))) {
            ++at_;
            return vowel(system_ == System::foreign || system_ == System::persian ? "o" : "u");
        }
        vowel(c == U'إ' ? "i" : "a");
    }

    void waw() {
        const std::string_view as_consonant = system_ == System::persian ? "v" : "w";
        // Persian writes khw and says kh: Khan, Khaje.
        if (system_ == System::persian && next() == U'ا' && at_ > 0 && word_[at_ - 1] == U'خ') {
            return;
        }
        if (sounds_.empty() || is_vowel_letter(next())) return consonant(as_consonant);
        const bool is_final_wi = !after_vowel() && next() == U'ي' && at_ + 2 == word_.size();
        if (is_final_wi && system_ != System::foreign) {
            vowel("a");
            return consonant(as_consonant);
        }
        if (after_long_a() && (next() == U'و' || next() == U'ي')) return consonant(as_consonant);
        vowel(system_ == System::foreign ? "o" : "u");
    }

    void yeh() {
        if (sounds_.empty()) return consonant("y");
        if (after_vowel() && is_vowel_letter(next())) return consonant("y");
        if (after_vowel() && word_[at_ - 1] == U'ي' && !is_last()) return consonant("y");
        vowel("i");
    }

    System system_;
    std::u32string word_;
    std::size_t at_ = 0;
    std::vector<Sound> sounds_;
};

bool is_vocalised(std::u32string_view word) noexcept {
    return std::any_of(word.begin(), word.end(),
                       [](char32_t c) { return c >= 0x064B && c <= 0x0650; });
}

std::string_view vowel_of(char32_t mark) noexcept {
    switch (mark) {
        case 0x064B: return "an";
        case 0x064C: return "un";
        case 0x064D: return "in";
        case 0x064E: return "a";
        case 0x064F: return "u";
        case 0x0650: return "i";
        default: return {};
    }
}

/// A word with its short vowels written says all by itself.
std::string write_vocalised(std::u32string_view word) {
    constexpr char32_t kShadda = 0x0651;
    std::string text;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char32_t c = one_form(word[i]);
        if (is_mark(c)) {
            text += vowel_of(c);
            continue;
        }
        const char32_t mark = i + 1 < word.size() ? word[i + 1] : U' ';
        const bool is_bare = !is_mark(mark);
        const char before = text.empty() ? ' ' : text.back();
        // A long vowel after its own short one.
        if (is_bare && ((c == U'و' && before == 'u') || (c == U'ي' && before == 'i') ||
                        ((is_alef(c) || c == U'ى') && before == 'a'))) {
            continue;
        }
        if (c == U'ة') {
            text += before == 'a' ? "" : "a";
        } else if (is_alef(c) || c == U'ع') {
            if (is_bare) text += 'a';
        } else if (c == U'و' || c == U'ي') {
            text += c == U'و' ? 'w' : 'y';
        } else {
            const std::size_t size = text.size();
            text += Rule(std::u32string_view(&word[i], 1), System::press).write();
            if (mark == kShadda && text.size() == size + 1) text += text.back();
        }
    }
    return text;
}

/// Ends of Persian family names, written together with what they belong to.
struct PersianEnd {
    std::u32string_view letters;
    std::string_view text;
};
constexpr std::array<PersianEnd, 5> kPersianEnds = {
    {{U"نژاد", "nejad"}, {U"زاده", "zadeh"}, {U"پور", "pour"}, {U"فر", "far"}, {U"زي", "zai"}}};

/// Words of Arabic. Pieces come one after another, since Abd belongs to the word after it.
class Writer {
public:
    explicit Writer(System system) : system_(system) {}

    /// Writes a piece after those in `texts`, the last of which it may change.
    void append(std::u32string_view piece, std::vector<std::string>& texts) {
        const std::u32string key = key_of(piece);
        const bool after_abd = std::exchange(after_abd_, key == U"عبد");
        const bool after_son = std::exchange(after_son_, key == U"بن" || key == U"ابن");
        const bool joins = system_ != System::foreign && !texts.empty() && !texts.back().empty();
        if (joins && key == U"الله" && !after_son) {
            // One name: Abdullah, Nasrallah, Saifullah.
            const bool is_allah = (system_ == System::press) != after_abd;
            texts.back() += system_ != System::persian && is_allah ? "allah" : "ullah";
            texts.emplace_back();
            return;
        }
        const bool has_article = key.starts_with(U"ال") && key.size() > 3;
        if (joins && after_abd && has_article && system_ == System::usual) {
            texts.back() = "abdul";
            texts.push_back(word(piece.substr(2), 0));
            return;
        }
        texts.push_back(word(piece, 0));
    }

private:
    std::string word(std::u32string_view piece, int depth) const {
        const std::u32string key = key_of(piece);
        if (const std::string known = from_table(key); !known.empty()) return known;
        constexpr int kPartsMax = 3;
        if (depth < kPartsMax && key.size() == piece.size()) {
            if (const std::string parts = in_parts(piece, key, depth); !parts.empty()) return parts;
        }
        if (is_vocalised(piece)) return write_vocalised(piece);
        return Rule(piece, system_).write();
    }

    std::string from_table(std::u32string_view key) const {
        if (system_ == System::persian) {
            if (const NameWord* known = persian_name(key)) return std::string(known->usual);
        }
        const NameWord* known = arabic_name(key);
        if (known == nullptr) return {};
        const bool other = system_ == System::usual && !known->other.empty();
        return std::string(other ? known->other : known->usual);
    }

    /// The article and what else is written together. Empty when the word is one.
    std::string in_parts(std::u32string_view piece, std::u32string_view key, int depth) const {
        if (system_ == System::foreign) return {};
        const bool is_persian = system_ == System::persian;
        const auto after = [&](std::size_t count) { return word(piece.substr(count), depth + 1); };
        const auto before = [&](std::size_t count) {
            return word(piece.substr(0, piece.size() - count), depth + 1);
        };
        if (is_persian) {
            for (const PersianEnd& end : kPersianEnds) {
                if (key.size() > end.letters.size() + 1 && key.ends_with(end.letters)) {
                    return before(end.letters.size()) + std::string(end.text);
                }
            }
        }
        if (key.starts_with(U"عبدال") && key.size() > 6) {
            return (system_ == System::usual ? "abdul "
                    : is_persian             ? "abdol "
                                             : "abd al ") +
                   after(5);
        }
        if (key.ends_with(U"الله") && key.size() > 5) {
            return before(4) + (is_persian ? "ollah" : "ullah");
        }
        if (key.ends_with(U"الدين") && key.size() > 6) {
            return before(5) + (system_ == System::press ? " al din" : "uddin");
        }
        if (key.starts_with(U"وال") && key.size() > 5) return "wa al " + after(3);
        if (key.starts_with(U"لل") && key.size() > 4) return "lil " + after(2);
        if (key.starts_with(U"ال") && key.size() > 3) return "al " + after(2);
        return {};
    }

    System system_;
    bool after_abd_ = false;
    bool after_son_ = false;
};

Variant read_with(std::string_view name, Pieces pieces, System system) {
    Writer writer(system);
    Variant variant{name, {}};
    for (const std::u32string_view piece : pieces) writer.append(piece, variant.texts);
    return variant;
}

bool has_persian_letter(Pieces pieces) noexcept {
    constexpr std::u32string_view kPersian = U"پچژگکیہےٹڈڑںټډړږښڼګې";
    return std::any_of(pieces.begin(), pieces.end(), [&](std::u32string_view piece) {
        return piece.find_first_of(kPersian) != std::u32string_view::npos;
    });
}

}  // namespace

Variants read_arabic(Pieces pieces) {
    Variants variants;
    variants.push_back(read_with("arabic", pieces, System::press));
    variants.push_back(read_with("arabic usual", pieces, System::usual));
    variants.push_back(read_with("arabic foreign", pieces, System::foreign));
    Variant persian = read_with("persian", pieces, System::persian);
    variants.insert(has_persian_letter(pieces) ? variants.begin() : variants.end(),
                    std::move(persian));
    return variants;
}

}  // namespace pelf::match
