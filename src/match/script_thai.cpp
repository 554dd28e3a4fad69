// SPDX-License-Identifier: Apache-2.0
//
// Thai by sound, after the Royal Thai General System of Transcription (1999), as far as rules go
// without a dictionary: Thai writes no boundaries of syllables and leaves short vowels out. Tones
// and length are not written.
#include <cstddef>

#include "match/script_readers.hpp"

namespace pelf::match {
namespace {

bool is_in(char32_t c, std::u32string_view set) noexcept {
    return set.find(c) != std::u32string_view::npos;
}

bool is_consonant(char32_t c) noexcept {
    return c >= 0x0E01 && c <= 0x0E2E;
}
bool is_before_vowel(char32_t c) noexcept {
    return c >= 0x0E40 && c <= 0x0E44;
}  // เ แ โ ใ ไ
/// Vowel signs that stand after or around the consonant they belong to.
bool is_after_vowel(char32_t c) noexcept {
    return (c >= 0x0E30 && c <= 0x0E3A) || c == 0x0E47 || c == 0x0E4D || c == 0x0E45;
}

std::string_view initial_of(char32_t c) noexcept {
    if (c == U'ก') return "k";
    if (is_in(c, U"ขฃคฅฆ")) return "kh";
    if (c == U'ง') return "ng";
    if (is_in(c, U"จฉชฌ")) return "ch";
    if (is_in(c, U"ซศษส")) return "s";
    if (is_in(c, U"ญย")) return "y";
    if (is_in(c, U"ฎด")) return "d";
    if (is_in(c, U"ฏต")) return "t";
    if (is_in(c, U"ฐฑฒถทธ")) return "th";
    if (is_in(c, U"ณน")) return "n";
    if (c == U'บ') return "b";
    if (c == U'ป') return "p";
    if (is_in(c, U"ผพภ")) return "ph";
    if (is_in(c, U"ฝฟ")) return "f";
    if (c == U'ม') return "m";
    if (is_in(c, U"รฤ")) return "r";
    if (is_in(c, U"ลฬฦ")) return "l";
    if (c == U'ว') return "w";
    if (is_in(c, U"หฮ")) return "h";
    return {};
}

std::string_view final_of(char32_t c) noexcept {
    if (is_in(c, U"กขคฆ")) return "k";
    if (c == U'ง') return "ng";
    if (is_in(c, U"จชซฎฏฐฑฒดตถทธศษส")) return "t";
    if (is_in(c, U"ญณนรลฬ")) return "n";
    if (is_in(c, U"บปพภฟผฝ")) return "p";
    if (c == U'ม') return "m";
    if (c == U'ย') return "i";
    if (c == U'ว') return "o";
    return {};
}

/// Without tone marks, and without letters that the mark of silence takes away.
std::u32string spoken(std::u32string_view piece) {
    constexpr char32_t kSilence = 0x0E4C;
    std::u32string text;
    for (const char32_t c : piece) {
        if (c == kSilence) {
            while (!text.empty() && is_after_vowel(text.back())) text.pop_back();
            const char32_t silent = text.empty() ? U' ' : text.back();
            if (!text.empty()) text.pop_back();
            // ทร์, ตร์, ดร์ after another consonant: both are silent.
            const bool takes_two = silent == U'ร' && text.size() >= 2 &&
                                   is_in(text.back(), U"ทตด") &&
                                   is_consonant(text[text.size() - 2]);
            if (takes_two) text.pop_back();
        } else if (c < 0x0E48 || c == 0x0E4D) {
            text += c;
        }
    }
    return text;
}

class Reader {
public:
    explicit Reader(std::u32string_view piece) : letters_(spoken(piece)) {}

    std::string read() {
        while (at_ < letters_.size()) {
            const std::size_t before = at_;
            syllable();
            if (at_ == before) ++at_;
        }
        return std::move(text_);
    }

private:
    char32_t peek(std::size_t ahead = 0) const {
        return at_ + ahead < letters_.size() ? letters_[at_ + ahead] : U' ';
    }

    bool take(char32_t c) {
        if (peek() != c) return false;
        ++at_;
        return true;
    }

    void syllable() {
        const char32_t front = is_before_vowel(peek()) ? letters_[at_++] : U' ';
        if (!is_consonant(peek())) return;
        onset(front != U' ');
        if (front == U' ') {
            plain_vowel();
        } else {
            front_vowel(front);
        }
    }

    /// One consonant, a pair with r, l or w, or a silent h before a soft one.
    void onset(bool has_front) {
        const char32_t first = letters_[at_++];
        const char32_t second = peek();
        const bool vowel_follows = has_front || is_after_vowel(peek(1));
        if (vowel_follows && first == U'ห' && is_in(second, U"งญนมยรลว")) {
            text_ += initial_of(second);
            ++at_;
            return;
        }
        const bool is_s = vowel_follows && second == U'ร' && is_in(first, U"ทสศ");
        text_ += is_s ? std::string_view("s") : initial_of(first);
        if (is_s) {
            ++at_;
            return;
        }
        const bool is_pair = vowel_follows && is_in(first, U"กขคตปผพ") && is_in(second, U"รลว");
        // After a vowel written in front, a w or l may as well close the syllable.
        if (is_pair && !(has_front && !is_after_vowel(peek(1)) && !is_consonant(peek(1)))) {
            text_ += initial_of(second);
            ++at_;
        }
    }

    /// A consonant that begins no syllable of its own closes this one.
    void coda() {
        const char32_t c = peek();
        if (!is_consonant(c) || c == U'อ' || c == U'ห') return;
        const char32_t next = peek(1);
        const bool begins = is_after_vowel(next) || (next == U'อ' && peek(2) != U' ') ||
                            (next == U'ร' && peek(2) == U'ร');
        if (begins) return;
        text_ += final_of(c);
        ++at_;
        // One more consonant at the end of the word is written and not said.
        if (at_ + 1 == letters_.size() && is_consonant(peek())) ++at_;
    }

    void front_vowel(char32_t front) {
        if (front == U'ใ' || front == U'ไ') {
            text_ += "ai";
            if (peek() == U'ย' && !is_after_vowel(peek(1))) ++at_;
            return;
        }
        if (front == U'แ' || front == U'โ') {
            text_ += front == U'แ' ? "ae" : "o";
            if (take(0x0E30)) return;  // ะ
            take(0x0E47);
            coda();
            return;
        }
        if (peek() == 0x0E35 && peek(1) == U'ย') {  // เ-ีย
            at_ += 2;
            text_ += "ia";
        } else if (peek() == 0x0E37 && peek(1) == U'อ') {  // เ-ือ
            at_ += 2;
            text_ += "uea";
        } else if (take(0x0E32)) {  // เ-า, เ-าะ
            text_ += take(0x0E30) ? "o" : "ao";
            return;
        } else if (peek() == U'อ' || peek() == 0x0E34) {  // เ-อ, เ-ิ-
            ++at_;
            text_ += "oe";
        } else if (peek() == U'ย' && !is_after_vowel(peek(1))) {  // เ-ย
            ++at_;
            text_ += "oei";
            return;
        } else {
            take(0x0E47);
            text_ += 'e';
        }
        if (!take(0x0E30)) coda();
    }

    void plain_vowel() {
        switch (peek()) {
            case 0x0E30:
                ++at_;
                text_ += 'a';
                return;
            case 0x0E31: short_a(); return;
            case 0x0E4D:  // ำ in two parts
                ++at_;
                take(0x0E32);
                text_ += "am";
                return;
            case 0x0E32:
                ++at_;
                text_ += 'a';
                coda();
                return;
            case 0x0E34:
            case 0x0E35:
                ++at_;
                text_ += 'i';
                coda();
                return;
            case 0x0E36:
            case 0x0E37:
                ++at_;
                text_ += "ue";
                if (!take(U'อ')) coda();
                return;
            case 0x0E38:
            case 0x0E39:
                ++at_;
                text_ += 'u';
                coda();
                return;
            default: break;
        }
        if (peek() == U'อ' && !is_after_vowel(peek(1))) {
            ++at_;
            text_ += 'o';
            coda();
        } else if (peek() == U'ร' && peek(1) == U'ร') {
            at_ += 2;
            const bool closed = is_consonant(peek()) && !is_after_vowel(peek(1));
            text_ += closed ? "a" : "an";
            if (closed) coda();
        } else if (peek() == U'ว' && is_consonant(peek(1)) && !is_after_vowel(peek(2))) {
            ++at_;
            text_ += "ua";
            coda();
        } else {
            unwritten();
        }
    }

    void short_a() {
        ++at_;
        if (take(U'ว')) {
            text_ += "ua";
            take(0x0E30);
        } else {
            text_ += 'a';
            coda();
        }
    }

    /// No vowel is written: o in a closed syllable, else a.
    void unwritten() {
        // Two more consonants and nothing else: kamon, thanat.
        const bool is_open = is_consonant(peek()) && is_consonant(peek(1)) &&
                             at_ + 2 == letters_.size() && peek(1) != U'ร' && peek() != U'อ';
        if (is_open) {
            text_ += 'a';
            return;
        }
        const bool closes = is_consonant(peek()) && !is_after_vowel(peek(1)) && peek() != U'อ' &&
                            !(peek(1) == U'ร' && peek(2) == U'ร');
        if (closes) {
            text_ += "o";
            coda();
        } else if (at_ < letters_.size()) {
            text_ += 'a';
        }
    }

    std::u32string letters_;
    std::size_t at_ = 0;
    std::string text_;
};

}  // namespace

Variants read_thai(Pieces pieces) {
    return {variant_of("thai rtgs", pieces,
                       [](std::u32string_view piece) { return Reader(piece).read(); })};
}

}  // namespace pelf::match
