// SPDX-License-Identifier: Apache-2.0
//
// Greek.
//
//   greek             ELOT 743 / ISO 843 transcription, as in passports: Georgios, Charalampos
//   greek usual       by sound, as people write outside Greece: Yiorgos, Haralabos, Putin
//   greek classical   as scholars write: Phokas, Eusebios
#include <unicode/normalizer2.h>

#include <cstddef>
#include <cstdint>

#include "base/check.hpp"
#include "match/script_readers.hpp"

namespace pelf::match {
namespace {

struct Letter {
    char32_t base = 0;
    bool is_stressed = false;
    bool is_apart = false;  ///< Diaeresis: no pair with the vowel before.
};

Letter letter_of(char32_t c) {
    if (c == U'ς') return {U'σ', false, false};
    UErrorCode code = U_ZERO_ERROR;
    const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(code);
    PELF_CHECK(U_SUCCESS(code) && nfd != nullptr);
    icu::UnicodeString parts;
    if (!nfd->getDecomposition(static_cast<UChar32>(c), parts)) return {c, false, false};
    constexpr char16_t kDiaeresis = 0x0308;
    const bool is_stressed =
        parts.indexOf(char16_t{0x0301}) > 0 || parts.indexOf(char16_t{0x0342}) > 0;
    return {static_cast<char32_t>(parts.char32At(0)), is_stressed, parts.indexOf(kDiaeresis) > 0};
}

std::string_view plain_of(char32_t c) noexcept {
    switch (c) {
        case U'α': return "a";
        case U'β': return "v";
        case U'γ': return "g";
        case U'δ': return "d";
        case U'ε': return "e";
        case U'ζ': return "z";
        case U'η': return "i";
        case U'θ': return "th";
        case U'ι': return "i";
        case U'κ': return "k";
        case U'λ': return "l";
        case U'μ': return "m";
        case U'ν': return "n";
        case U'ξ': return "x";
        case U'ο': return "o";
        case U'π': return "p";
        case U'ρ': return "r";
        case U'σ': return "s";
        case U'τ': return "t";
        case U'υ': return "y";
        case U'φ': return "f";
        case U'χ': return "ch";
        case U'ψ': return "ps";
        case U'ω': return "o";
        default: return {};
    }
}

enum class System : std::uint8_t { passport, usual, classical };

class Writer {
public:
    Writer(std::u32string_view piece, System system) : system_(system) {
        for (const char32_t c : piece) letters_.push_back(letter_of(c));
    }

    std::string write() {
        while (at_ < letters_.size()) {
            if (vowel_pair() || consonant_pair()) {
                at_ += 2;
            } else {
                single();
                ++at_;
            }
        }
        return std::move(text_);
    }

private:
    char32_t base(std::size_t i) const { return i < letters_.size() ? letters_[i].base : U' '; }

    bool is_pair(char32_t first, char32_t second) const {
        return base(at_) == first && base(at_ + 1) == second;
    }

    /// What follows at `i` is voiceless or the end: there αυ is af.
    bool is_voiceless(std::size_t i) const {
        return std::u32string_view(U"θκξπστφχψ ").find(base(i)) != std::u32string_view::npos;
    }

    bool vowel_pair() {
        if (at_ + 1 >= letters_.size()) return false;
        if (letters_[at_].is_stressed || letters_[at_ + 1].is_apart) return false;
        const bool is_usual = system_ == System::usual;
        if (is_pair(U'ο', U'υ')) {
            text_ += is_usual ? "u" : "ou";
            return true;
        }
        if (is_usual && is_pair(U'α', U'ι')) {
            text_ += "e";
            return true;
        }
        if (is_usual && (is_pair(U'ε', U'ι') || is_pair(U'ο', U'ι'))) {
            text_ += "i";
            return true;
        }
        const bool is_upsilon =
            base(at_ + 1) == U'υ' &&
            std::u32string_view(U"αεη").find(base(at_)) != std::u32string_view::npos;
        if (!is_upsilon) return false;
        if (system_ == System::classical) {
            text_ += base(at_) == U'α' ? "au" : "eu";
        } else {
            text_ += plain_of(base(at_));
            text_ += is_voiceless(at_ + 2) ? 'f' : 'v';
        }
        return true;
    }

    bool consonant_pair() {
        const bool is_first = at_ == 0;
        const bool is_usual = system_ == System::usual;
        const auto put = [&](std::string_view text) {
            text_ += text;
            return true;
        };
        if (is_pair(U'γ', U'γ')) return put("ng");
        if (is_pair(U'γ', U'ξ')) return put("nx");
        if (is_pair(U'γ', U'χ')) return put(is_usual ? "nh" : "nch");
        if (is_pair(U'γ', U'κ')) return put(is_first || is_usual ? "g" : "gk");
        if (is_pair(U'μ', U'π')) return put(is_first || is_usual ? "b" : "mp");
        if (is_pair(U'ν', U'τ')) {
            return put((is_first && system_ != System::passport) || is_usual ? "d" : "nt");
        }
        if (is_usual && is_pair(U'τ', U'ζ')) return put("j");
        return false;
    }

    void single() {
        const char32_t c = base(at_);
        if (system_ == System::usual) {
            const bool before_front =
                std::u32string_view(U"ειηυ").find(base(at_ + 1)) != std::u32string_view::npos;
            if (c == U'γ' && before_front) {
                text_ += 'y';
                return;
            }
            if (c == U'χ' || c == U'υ') {
                text_ += c == U'χ' ? 'h' : 'i';
                return;
            }
        }
        if (system_ == System::classical) {
            if (c == U'β') text_ += 'b';
            if (c == U'η') text_ += 'e';
            if (c == U'φ') text_ += "ph";
            if (c == U'β' || c == U'η' || c == U'φ') return;
        }
        text_ += plain_of(c);
    }

    System system_;
    std::vector<Letter> letters_;
    std::size_t at_ = 0;
    std::string text_;
};

}  // namespace

Variants read_greek(Pieces pieces) {
    const auto by = [&](std::string_view name, System system) {
        return variant_of(name, pieces,
                          [&](std::u32string_view piece) { return Writer(piece, system).write(); });
    };
    Variants variants;
    variants.push_back(by("greek", System::passport));
    variants.push_back(by("greek usual", System::usual));
    variants.push_back(by("greek classical", System::classical));
    return variants;
}

}  // namespace pelf::match
