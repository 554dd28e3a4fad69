// SPDX-License-Identifier: Apache-2.0
//
// Armenian (BGN/PCGN 1981 without marks; the Western pronunciation as a second reading) and
// Georgian (the national system of 2002; BGN/PCGN 2009 is the same but for apostrophes).
#include <array>
#include <cstddef>

#include "match/script_readers.hpp"

namespace pelf::match {
namespace {

constexpr char32_t kArmenianFirst = 0x0561;
using Armenian = std::array<std::string_view, 38>;

/// ա բ գ դ ե զ է ը թ ժ ի լ խ ծ կ հ ձ ղ ճ մ յ ն շ ո չ պ ջ ռ ս վ տ ր ց ւ փ ք օ ֆ
constexpr Armenian kEastern = {"a", "b", "g",  "d",  "e",  "z", "e",  "y",  "t",  "zh",
                               "i", "l", "kh", "ts", "k",  "h", "dz", "gh", "ch", "m",
                               "y", "n", "sh", "o",  "ch", "p", "j",  "r",  "s",  "v",
                               "t", "r", "ts", "v",  "p",  "k", "o",  "f"};
constexpr Armenian kWestern = {"a", "p", "k",  "t",  "e",  "z", "e",  "y",  "t", "zh",
                               "i", "l", "kh", "dz", "g",  "h", "ts", "gh", "j", "m",
                               "y", "n", "sh", "o",  "ch", "b", "ch", "r",  "s", "v",
                               "d", "r", "ts", "v",  "p",  "k", "o",  "f"};

std::string write_armenian(std::u32string_view piece, const Armenian& letters) {
    std::string text;
    for (std::size_t i = 0; i < piece.size(); ++i) {
        const char32_t c = piece[i];
        const char32_t next = i + 1 < piece.size() ? piece[i + 1] : U' ';
        if (c == U'ո' && next == U'ւ') {
            text += 'u';
            ++i;
        } else if (c == U'ե' && i == 0) {
            text += "ye";
        } else if (c == U'ո' && i == 0 && next != U'վ') {
            text += "vo";
        } else if (c >= kArmenianFirst && c - kArmenianFirst < letters.size()) {
            text += letters[c - kArmenianFirst];
        }
    }
    return text;
}

constexpr char32_t kGeorgianFirst = 0x10D0;
/// ა ბ გ დ ე ვ ზ თ ი კ ლ მ ნ ო პ ჟ რ ს ტ უ ფ ქ ღ ყ შ ჩ ც ძ წ ჭ ხ ჯ ჰ, then letters of old texts
constexpr std::array<std::string_view, 39> kGeorgian = {
    "a",  "b",  "g",  "d",  "e",  "v", "z", "t", "i", "k",  "l", "m",  "n",
    "o",  "p",  "zh", "r",  "s",  "t", "u", "p", "k", "gh", "q", "sh", "ch",
    "ts", "dz", "ts", "ch", "kh", "j", "h", "e", "y", "vi", "q", "o",  "f"};

std::string write_georgian(std::u32string_view piece) {
    std::string text;
    for (char32_t c : piece) {
        // The letters of church books, in the same order.
        constexpr char32_t kNuskhuriFirst = 0x2D00;
        constexpr char32_t kNuskhuriLast = 0x2D25;
        if (c >= kNuskhuriFirst && c <= kNuskhuriLast) c += kGeorgianFirst - kNuskhuriFirst;
        if (c >= kGeorgianFirst && c - kGeorgianFirst < kGeorgian.size()) {
            text += kGeorgian[c - kGeorgianFirst];
        }
    }
    return text;
}

}  // namespace

Variants read_armenian(Pieces pieces) {
    Variants variants;
    variants.push_back(variant_of("armenian", pieces, [](std::u32string_view piece) {
        return write_armenian(piece, kEastern);
    }));
    variants.push_back(variant_of("armenian western", pieces, [](std::u32string_view piece) {
        return write_armenian(piece, kWestern);
    }));
    return variants;
}

Variants read_georgian(Pieces pieces) {
    return {variant_of("georgian", pieces, write_georgian)};
}

}  // namespace pelf::match
