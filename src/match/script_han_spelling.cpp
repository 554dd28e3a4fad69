// SPDX-License-Identifier: Apache-2.0
#include "match/script_han_spelling.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace pelf::match {
namespace {

struct Change {
    std::string_view from;
    std::string_view to;
};

constexpr std::array<Change, 12> kWholeWadeGiles = {{{"zi", "tzu"},
                                                     {"ci", "tzu"},
                                                     {"si", "ssu"},
                                                     {"zhi", "chih"},
                                                     {"chi", "chih"},
                                                     {"shi", "shih"},
                                                     {"ri", "jih"},
                                                     {"er", "erh"},
                                                     {"yi", "i"},
                                                     {"you", "yu"},
                                                     {"yong", "yung"},
                                                     {"ye", "yeh"}}};

constexpr std::array<Change, 21> kInitialsWadeGiles = {
    {{"zh", "ch"}, {"ch", "ch"}, {"sh", "sh"}, {"b", "p"},  {"p", "p"},  {"d", "t"}, {"t", "t"},
     {"g", "k"},   {"k", "k"},   {"j", "ch"},  {"q", "ch"}, {"x", "hs"}, {"r", "j"}, {"z", "ts"},
     {"c", "ts"},  {"s", "s"},   {"m", "m"},   {"n", "n"},  {"l", "l"},  {"f", "f"}, {"h", "h"}}};

constexpr std::array<Change, 21> kInitialsHongKong = {
    {{"ng", "ng"}, {"gw", "kw"}, {"kw", "kw"}, {"b", "p"}, {"p", "p"}, {"m", "m"}, {"f", "f"},
     {"d", "t"},   {"t", "t"},   {"n", "n"},   {"l", "l"}, {"g", "k"}, {"k", "k"}, {"h", "h"},
     {"z", "ch"},  {"c", "ch"},  {"s", "s"},   {"j", "y"}, {"w", "w"}, {"", ""},   {"x", "x"}}};

constexpr std::array<Change, 54> kFinalsHongKong = {
    {{"aa", "a"},     {"aai", "ai"}, {"aau", "au"}, {"aam", "am"},    {"aan", "an"},
     {"aang", "ang"}, {"aap", "ap"}, {"aat", "at"}, {"aak", "ak"},    {"ai", "ai"},
     {"au", "au"},    {"am", "am"},  {"an", "an"},  {"ang", "ang"},   {"ap", "ap"},
     {"at", "at"},    {"ak", "ak"},  {"e", "e"},    {"ei", "ei"},     {"eng", "eng"},
     {"ek", "ek"},    {"i", "i"},    {"iu", "iu"},  {"im", "im"},     {"in", "in"},
     {"ing", "ing"},  {"ip", "ip"},  {"it", "it"},  {"ik", "ik"},     {"o", "o"},
     {"oi", "oi"},    {"ou", "o"},   {"on", "on"},  {"ong", "ong"},   {"ot", "ot"},
     {"ok", "ok"},    {"u", "u"},    {"ui", "ui"},  {"un", "un"},     {"ung", "ung"},
     {"ut", "ut"},    {"uk", "uk"},  {"oe", "eu"},  {"oeng", "eung"}, {"oek", "euk"},
     {"eoi", "ui"},   {"eon", "un"}, {"eot", "ut"}, {"yu", "yu"},     {"yun", "uen"},
     {"yut", "uet"},  {"m", "m"},    {"ng", "ng"},  {"eu", "eu"}}};

std::string_view find(std::span<const Change> changes, std::string_view from,
                      std::string_view otherwise) noexcept {
    const auto at = std::find_if(changes.begin(), changes.end(),
                                 [&](const Change& change) { return change.from == from; });
    return at == changes.end() ? otherwise : at->to;
}

/// The first entry the syllable starts with; both empty when there is none.
Change initial_of(std::span<const Change> initials, std::string_view syllable) noexcept {
    const auto at = std::find_if(initials.begin(), initials.end(), [&](const Change& change) {
        return !change.from.empty() && syllable.starts_with(change.from);
    });
    return at == initials.end() ? Change{} : *at;
}

std::string_view wade_giles_final(std::string_view initial, std::string_view last) noexcept {
    const bool is_velar = initial == "g" || initial == "k" || initial == "h";
    const bool keeps_uo = is_velar || initial == "sh";
    if (last == "uo" && !keeps_uo) return "o";
    if (last == "e" && is_velar) return "o";
    if (last == "ui" && is_velar && initial != "h") return "uei";
    if (last == "ong") return "ung";
    if (last == "iong") return "iung";
    if (last == "ie") return "ieh";
    if (last == "ian") return "ien";
    if (last == "ue" || last == "ve") return "ueh";
    if (last == "v") return "u";
    return last;
}

}  // namespace

std::string wade_giles(std::string_view pinyin) {
    if (const std::string_view whole = find(kWholeWadeGiles, pinyin, {}); !whole.empty()) {
        return std::string(whole);
    }
    if (pinyin == "yan") return "yen";
    if (pinyin == "yue") return "yueh";
    const Change initial = initial_of(kInitialsWadeGiles, pinyin);
    std::string text(initial.to);
    text += wade_giles_final(initial.from, pinyin.substr(initial.from.size()));
    return text;
}

std::string hong_kong_spelling(std::string_view jyutping) {
    if (jyutping == "ng" || jyutping == "m") return std::string(jyutping);
    const Change initial = initial_of(kInitialsHongKong, jyutping);
    const std::string_view last = jyutping.substr(initial.from.size());
    const bool is_affricate = initial.from == "z" || initial.from == "c";
    std::string text(initial.to);
    if (is_affricate) {
        constexpr std::array<std::string_view, 7> kTs = {"o", "ou", "oi", "eoi", "e", "ang", "ok"};
        if (std::find(kTs.begin(), kTs.end(), last) != kTs.end()) text = "ts";
        if (last == "i") return "tsz";
    }
    if (initial.from == "s" && last == "i") return "sze";
    // shing, shek, shuk, but sum, sai, so: sh before the vowels that pull it forward.
    if (initial.from == "s" && (last == "ing" || last == "ik" || last == "ek" || last == "eng" ||
                                last == "oeng" || last == "yu" || last == "an")) {
        text = "sh";
    }
    if (initial.from == "j" && last == "yu") return "yu";
    if (initial.from == "j" && last.starts_with("yu")) {
        return "y" + std::string(find(kFinalsHongKong, last, last));
    }
    if (last == "yu") {
        text += initial.from == "z" || initial.from == "c" || initial.from == "s" ? "u" : "ui";
        return text;
    }
    text += find(kFinalsHongKong, last, last);
    return text;
}

std::string short_vowels(std::string_view romaji) {
    std::string text;
    for (const char c : romaji) {
        const bool doubles =
            !text.empty() && ((c == 'u' && (text.back() == 'o' || text.back() == 'u')) ||
                              (c == 'o' && text.back() == 'o'));
        if (!doubles) text += c;
    }
    return text;
}

}  // namespace pelf::match
