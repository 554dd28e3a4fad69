// SPDX-License-Identifier: Apache-2.0
#include "match/name_form.hpp"

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "base/check.hpp"
#include "base/text.hpp"
#include "match/company_words.hpp"
#include "match/east_asian_syllables.hpp"
#include "match/given_names.hpp"
#include "match/name_particles.hpp"
#include "match/name_rarity.hpp"
#include "match/numbers.hpp"
#include "match/romanise.hpp"
#include "match/word_likeness.hpp"
#include "match/word_sound.hpp"
#include "match/word_table.hpp"

namespace pelf::match {
namespace {

using Words = std::vector<std::string>;

/// Weight and evidence by role. What a name word is worth is refined by how many bear it.
struct RoleValue {
    std::uint8_t weight;
    std::uint8_t evidence_decibans;
};
constexpr std::array<RoleValue, 9> kRoleValues = {{
    {100, 40},  // name
    {50, 20},   // patronymic
    {30, 5},    // initial
    {60, 15},   // number
    {50, 10},   // place
    {60, 15},   // common
    {30, 3},    // generic
    {5, 0},     // particle
    {0, 0},     // title
}};

/// What it says that two names share this word: the fewer people bear it, the more. The share of
/// bearers in decibans, roughly: one in 100,000 is 50, one in ten is 10.
std::uint8_t name_evidence(std::string_view word, Rules rules) {
    constexpr int kUnknown = 45;
    constexpr int kStep = 5;
    constexpr int kShort = 25;  // Few letters are soon equal by chance.
    // A given name that is known has many bearers, even if nothing says how many.
    constexpr int kGivenName = 3;
    const int least = name_varieties(word).size() > 0 ? kGivenName : 0;
    int common = std::max<int>(commonness(word), least);
    if (rules == Rules::entity) {
        // Fewer bodies are called by a name than people are, and many by a brand.
        constexpr int kNameOfBody = 4;
        constexpr int kBrand = 6;
        const auto known = company_word_of(word);
        const bool is_brand = known && known->weight == WordWeight::brand;
        common = is_brand ? kBrand : std::min(common, kNameOfBody);
    }
    const int evidence = kUnknown - kStep * common;
    return static_cast<std::uint8_t>(word.size() <= 3 ? std::min(evidence, kShort) : evidence);
}

FormWord make_word(std::string text, WordRole role, Rules rules) {
    const RoleValue value = kRoleValues[static_cast<std::size_t>(role)];
    FormWord word{std::move(text), role, value.weight, value.evidence_decibans};
    if (role == WordRole::name) {
        word.evidence_decibans = name_evidence(word.text, rules);
    }
    return word;
}

bool is_letter(std::string_view word) {
    return word.size() == 1 && (word[0] < '0' || word[0] > '9');
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool has_kind(std::string_view word, ParticleKind kind) {
    const auto found = particle(word);
    return found && found->is(kind);
}

// Persons.

/// What stands after Abd and its article in a name written as one word ("abdelaziz",
/// "abdurrahman"). Nothing: it is no such name. Abdullah is a name of its own.
std::optional<std::string> servant_compound(std::string_view word) {
    constexpr std::string_view kServant = "abd";
    if (!word.starts_with(kServant) || word.size() < 8) return std::nullopt;
    std::string_view rest = word.substr(kServant.size());
    while (!rest.empty() && is_one_of(rest.substr(0, 1), {"a", "e", "i", "o", "u"})) {
        rest.remove_prefix(1);
    }
    if (rest.size() == word.size() - kServant.size() || rest.size() < 3) return std::nullopt;
    // The article, assimilated to the letter after it: abdullatif, abderrahman, abdussalam.
    if (rest[0] == 'l' || rest[0] == rest[1]) rest.remove_prefix(1);
    if (rest.size() < 3 || is_one_of(rest, {"lah", "laah", "lahi"})) return std::nullopt;
    return std::string(rest);
}

std::optional<std::string> religion_compound(std::string_view word) {
    for (const std::string_view end : {"din", "deen", "dine", "dean"}) {
        if (!word.ends_with(end) || word.size() < end.size() + 4) continue;
        std::string_view rest = word.substr(0, word.size() - end.size());
        const char last = rest.back();
        if (last != 'd' && last != 'l' && last != 'u' && last != 'e') continue;
        if (last == 'd' || last == 'l') rest.remove_suffix(1);
        if (rest.size() > 3 && is_one_of(rest.substr(rest.size() - 1), {"a", "e", "i", "o", "u"})) {
            rest.remove_suffix(1);
            return text(rest, "uddin");
        }
    }
    return std::nullopt;
}

bool is_religion(std::string_view word) {
    return is_one_of(
        word, {"din", "deen", "dine", "eddin", "eddine", "uddin", "addin", "aldin", "eldin"});
}

/// Abd with its article, however spelt, before the rest of the name.
constexpr std::string_view kServantWord = "abdul";

/// Names that are written as one word or as several, in one way.
Words join_compounds(const Words& words) {
    Words joined;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        std::size_t next = i + 1;
        if (has_kind(word, ParticleKind::servant)) {
            while (next + 1 < words.size() && has_kind(words[next], ParticleKind::article)) ++next;
            if (next < words.size() && words[next] == "allah") {
                joined.emplace_back("abdullah");
                i = next;
            } else {
                joined.emplace_back(kServantWord);
                i = next - 1;
            }
            continue;
        }
        if (is_religion(word) && !joined.empty()) {
            if (joined.size() > 1 && has_kind(joined.back(), ParticleKind::article))
                joined.pop_back();
            joined.back() += "uddin";
            continue;
        }
        if (auto compound = servant_compound(word)) {
            joined.emplace_back(kServantWord);
            joined.push_back(std::move(*compound));
        } else if (auto religion = religion_compound(word)) {
            joined.push_back(std::move(*religion));
        } else {
            joined.push_back(word);
        }
    }
    return joined;
}

bool is_patronymic(std::string_view word) {
    return word.size() > 6 &&
           (word.ends_with("ovich") || word.ends_with("evich") || word.ends_with("ovna") ||
            word.ends_with("evna") || word.ends_with("ovych") || word.ends_with("ivna") ||
            word.ends_with("ovitch") || word.ends_with("evitch"));
}

/// "jc" of "JC Juncker": two consonants that are no word.
bool is_pair_of_initials(std::string_view word) {
    constexpr std::string_view kVowels = "aeiouy0123456789";
    return word.size() == 2 && kVowels.find(word[0]) == std::string_view::npos &&
           kVowels.find(word[1]) == std::string_view::npos && !particle(word);
}

WordRole person_role(std::string_view word, bool is_last, bool is_first) {
    if (word == kServantWord) return WordRole::common;
    if (is_letter(word)) return WordRole::initial;
    if (const auto number = number_of(word)) {
        const bool generation = number->kind == NumberKind::roman && is_last && !is_first;
        if (number->kind == NumberKind::digits || generation) return WordRole::number;
    }
    if (const auto found = particle(word)) {
        if (found->is(ParticleKind::honorific)) return WordRole::title;
        if (found->is(ParticleKind::kunya)) return WordRole::common;
        const bool only_stop = found->is(ParticleKind::stop_word);
        if (!only_stop || found->omission() == Omission::free) return WordRole::particle;
    }
    return is_patronymic(word) ? WordRole::patronymic : WordRole::name;
}

void add_person_words(NameForm& form, const Words& raw) {
    const Words words = join_compounds(raw);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (is_pair_of_initials(words[i]) && words.size() > 1) {
            form.words.push_back(make_word(words[i].substr(0, 1), WordRole::initial, form.rules));
            form.words.push_back(make_word(words[i].substr(1), WordRole::initial, form.rules));
            continue;
        }
        form.words.push_back(
            make_word(words[i], person_role(words[i], i + 1 == words.size(), i == 0), form.rules));
        form.words.back().is_descent = has_kind(words[i], ParticleKind::nasab);
    }
}

// East Asian names. Surnames as they are romanised in the North, the South and by custom; of
// Chinese ones the hundred most frequent in pinyin, Wade-Giles and southern spellings.

constexpr WordTable<512> surnames_of(std::string_view text) {
    WordTable<512> table;
    TableReader reader(text);
    for (auto word = reader.next(); !word.empty(); word = reader.next()) table.add(word, 0);
    return table;
}

constexpr auto kKoreanSurnames = [] {
    constexpr std::string_view kSurnames =
        " kim gim lee yi i ri rhee li rim im lim pak park bak choe choi chong jong jung "
        "chung jeong cheong kang gang cho jo joh yun yoon chang jang han o oh so seo suh sin "
        "shin kwon gwon hwang an ahn song ryu yu yoo ryoo hong chon jon jeon chun ko go koh "
        "mun moon son sohn yang pae bae paek baek baik ho heo hur huh nam sim shim no ro noh "
        "roh ha kwak gwak sung seong cha chu joo ju u woo ku goo koo min chin jin na ra om "
        "um eom won chae pang bang kong gong hyon hyun ham pyon byun yom yeom yo yeo to do "
        "sok seok sol seol ma ki gi pan ban wi pyo myong mo kuk guk ok yuk in maeng che je "
        "tak pong bong sa kil gil hyo ";
    return surnames_of(kSurnames);
}();

constexpr auto kChineseSurnames = [] {
    constexpr std::string_view kSurnames =
        " wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo "
        "zheng liang xie song tang han feng deng cao peng zeng xiao tian dong pan yuan cai "
        "jiang yu du ye cheng wei su lu ding ren shen yao fu zhong cui tan liao fan shi jin "
        "jia xia fang zou xiong bai meng qin qiu hou yin xue yan duan lei long tao gu mao "
        "hao gong shao wan qian dai ouyang kong xiang chang mo ge niu tong qi pang ai mu zuo "
        "geng sha chiang chou chao hsu chu kuo kao lo hsieh sung teng tsao tseng hsiao tung "
        "tsai yeh tai tsui chiu hsueh chien wong chan lau leung cheung lam ng ho chow kwok "
        "tse yeung lai fung kwan mak yip yuen lee lim ong goh teo chua koh tay yeo low toh "
        "sim ang quek chew heng chong kwong ";
    return surnames_of(kSurnames);
}();

/// All words that are no titles can be syllables of the kind, two to four in all, with a surname at
/// either end.
template <typename Parses>
bool is_syllabic(const NameForm& form, Parses parses, const WordTable<512>& surnames) {
    const auto is_counted = [](const FormWord& word) { return word.role != WordRole::title; };
    const auto first = std::find_if(form.words.begin(), form.words.end(), is_counted);
    if (first == form.words.end()) return false;
    const auto last = std::find_if(form.words.rbegin(), form.words.rend(), is_counted);
    // Most names end here, before their words are cut.
    if (!surnames.find(first->text) && !surnames.find(last->text)) return false;
    constexpr int kSyllablesMaxInName = 4;
    std::size_t syllables = 0;
    for (const FormWord& word : form.words) {
        if (!is_counted(word)) continue;
        const auto found = parses(word.text);
        // "Jensen" can be cut into syllables too.
        constexpr std::size_t kShortLetters = 4;
        if (found.size() == 0) return false;
        const bool is_known = name_varieties(word.text).size() > 0 ||
                              (commonness(word.text) > 0 && !surnames.find(word.text));
        const bool is_one_syllable = found.begin()->count == 1;  // "Young" is a syllable.
        if (word.text.size() > kShortLetters && is_known && !is_one_syllable) return false;
        syllables += found.begin()->count;
    }
    return syllables >= 2 && syllables <= kSyllablesMaxInName;
}

// Entities and objects.

/// "forty four" is one number. Returns the words taken, 0 for none.
std::size_t number_at(const Words& words, std::size_t at, std::uint32_t& value) {
    const auto first = number_of(words[at]);
    if (!first) return 0;
    if (first->kind == NumberKind::roman) {
        // "I", "V", "X" are letters and "Di", "Vi" words too: a number follows what it counts.
        const bool fits = at > 0 && (words[at].size() < 2 ? at + 1 == words.size() : true);
        if (!fits || first->value > 39) return 0;
    }
    value = first->value;
    const bool is_tens = value >= 20 && value < 100 && value % 10 == 0;
    if (first->kind != NumberKind::cardinal || !is_tens || at + 1 >= words.size()) return 1;
    const auto second = number_of(words[at + 1]);
    if (!second || second->value == 0 || second->value > 9 || second->kind == NumberKind::digits) {
        return 1;
    }
    value += second->value;
    return 2;
}

/// Countries of several words, as their usual abbreviation.
Words join_countries(const Words& words) {
    Words joined;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto next_is = [&](std::size_t ahead, std::string_view word) {
            return i + ahead < words.size() && words[i + ahead] == word;
        };
        if (words[i] == "united" && next_is(1, "states")) {
            joined.emplace_back("us");
            i += next_is(2, "of") && next_is(3, "america") ? std::size_t{3} : std::size_t{1};
        } else if (words[i] == "united" && next_is(1, "kingdom")) {
            joined.emplace_back("uk");
            ++i;
        } else if (words[i] == "united" && next_is(1, "arab") && next_is(2, "emirates")) {
            joined.emplace_back("uae");
            i += 2;
        } else {
            joined.push_back(words[i]);
        }
    }
    return joined;
}

/// "ahl1", "ar16": a series, told apart by its digits.
bool is_series(std::string_view word) {
    constexpr std::string_view kDigits = "0123456789";
    const bool has_digit = word.find_first_of(kDigits) != std::string_view::npos;
    // Letters with one digit among them are a word in disguise: "sech1n".
    return has_digit && kDigits.find(word.back()) != std::string_view::npos;
}

WordRole entity_role(std::string_view word) {
    if (is_series(word)) return WordRole::number;
    if (const auto found = particle(word)) {
        const bool small = found->is(ParticleKind::stop_word) ||
                           found->is(ParticleKind::conjunction) || found->is(ParticleKind::article);
        if (small && found->omission() != Omission::another) return WordRole::particle;
    }
    const auto company = company_word_of(word);
    if (!company) return WordRole::name;
    if (company->is_place) return WordRole::place;
    switch (company->weight) {
        case WordWeight::generic: return WordRole::generic;
        case WordWeight::common: return WordRole::common;
        default: return WordRole::name;
    }
}

/// "mv", "m v": the kind of ship before its name.
bool is_ship_prefix(std::string_view word) {
    return is_one_of(word, {"mv", "mt", "ms", "ss", "mts", "lpg", "lng", "fv", "my"});
}

/// "r and pa" of "R&PA": an abbreviation with a sign in it, and not two names.
bool is_within_abbreviation(const Words& words, std::size_t at) {
    constexpr std::size_t kLettersMax = 2;
    if (words[at] != "and" || at == 0 || at + 1 >= words.size()) return false;
    const std::string& before = words[at - 1];
    const std::string& after = words[at + 1];
    return before.size() <= kLettersMax && after.size() <= kLettersMax &&
           (is_letter(before) || is_letter(after)) && !number_of(before) && !number_of(after);
}

/// Letters that stand alone are one word: "a b c", "s c", "r & pa".
Words join_letters(const Words& words) {
    Words joined;
    bool in_run = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (is_within_abbreviation(words, i)) {
            joined.back() += words[++i];
            in_run = true;
            continue;
        }
        const std::string& word = words[i];
        const bool letter = is_letter(word);
        if (letter && in_run) {
            joined.back() += word;
        } else {
            joined.push_back(word);
        }
        in_run = letter;
    }
    return joined;
}

void add_plain_words(NameForm& form, const Words& raw) {
    const Words words = join_countries(join_letters(raw));
    for (std::size_t i = 0; i < words.size();) {
        std::uint32_t value = 0;
        if (const std::size_t taken = number_at(words, i, value); taken > 0) {
            form.words.push_back(make_word(text(value), WordRole::number, form.rules));
            i += taken;
            continue;
        }
        WordRole role = entity_role(words[i]);
        if (is_number_sign(words[i]) && i + 1 < words.size() && number_of(words[i + 1])) {
            role = WordRole::title;
        }
        if (form.rules == Rules::object) {
            if (role != WordRole::particle) role = WordRole::name;
            if (i == 0 && words.size() > 1 && is_ship_prefix(words[i])) role = WordRole::title;
        }
        form.words.push_back(make_word(words[i], role, form.rules));
        ++i;
    }
}

/// "Trust", "Society", "Branch": a kind of body, and a word that names are made of. It stays one,
/// wherever it stands, so that "Akhtar Trust" and "Akhtar Trust International" share it.
bool is_word_of_name(const LegalFormMatch& match, std::string_view word) {
    if (!match.also_word || match.words_count != 1) return false;
    const FormClass form_class = class_of(match.form);
    const bool tells = form_class == FormClass::foundation ||
                       form_class == FormClass::cooperative || form_class == FormClass::branch;
    return tells && company_word_of(word).has_value();
}

/// Takes the legal forms out of the words.
Words take_legal_forms(NameForm& form, const Words& words) {
    const std::vector<std::string_view> views(words.begin(), words.end());
    Words rest;
    for (std::size_t i = 0; i < views.size();) {
        const auto match = legal_form_at(views, i);
        const bool at_end = match && i + match->words_count == views.size();
        if (match && (at_end || !match->also_word) && !is_word_of_name(*match, words[i])) {
            form.legal_forms.push_back(match->form);
            i += match->words_count;
            continue;
        }
        rest.push_back(words[i++]);
    }
    // A name that is nothing but a form is a name: "The Company".
    if (rest.empty()) {
        form.legal_forms.clear();
        return words;
    }
    return rest;
}

// All.

/// A name must not be emptied: where all words are small ones they are what the name is.
void keep_something(NameForm& form) {
    const bool has_name =
        std::any_of(form.words.begin(), form.words.end(), [](const FormWord& word) {
            return word.role != WordRole::particle && word.role != WordRole::title;
        });
    if (has_name) return;
    for (FormWord& word : form.words)
        word = make_word(std::move(word.text), WordRole::name, form.rules);
}

/// A syllable that looks like a particle of another tradition ("in", "do", "van") is a name here.
void name_all_syllables(NameForm& form) {
    for (FormWord& word : form.words) {
        if (word.role == WordRole::title || word.role == WordRole::name) continue;
        word = make_word(std::move(word.text), WordRole::name, form.rules);
    }
}

NameForm make_form(const Reading& reading, Rules rules) {
    NameForm form;
    form.rules = rules;
    form.system = reading.system;
    Words words;
    for (const std::string_view word : split(reading.text, " ")) words.emplace_back(word);
    if (words.size() > kFormWordsMax) {
        words.resize(kFormWordsMax);
        form.was_cut = true;
    }
    if (rules == Rules::person) {
        add_person_words(form, words);
    } else {
        add_plain_words(form, rules == Rules::entity ? take_legal_forms(form, words) : words);
    }
    if (form.words.size() > kFormWordsMax) {
        form.words.resize(kFormWordsMax);
        form.was_cut = true;
    }
    keep_something(form);
    if (rules == Rules::person) {
        form.is_korean = is_syllabic(form, korean_syllables, kKoreanSurnames);
        form.is_chinese = is_syllabic(form, chinese_syllables, kChineseSurnames);
        if (form.is_korean || form.is_chinese) name_all_syllables(form);
    }
    return form;
}

/// "pla" for the People's Liberation Army.
std::optional<NameForm> initials_of(const NameForm& form) {
    constexpr std::size_t kLettersMin = 3;
    constexpr std::size_t kLettersMax = 6;
    constexpr std::uint8_t kScoreByInitials = 80;
    std::string letters;
    for (const FormWord& word : form.words) {
        if (word.role == WordRole::number) return std::nullopt;
        if (word.role != WordRole::particle && word.role != WordRole::title)
            letters += word.text[0];
    }
    if (letters.size() < kLettersMin || letters.size() > kLettersMax) return std::nullopt;
    NameForm initials;
    initials.rules = form.rules;
    initials.system = "initials";
    initials.score_max = kScoreByInitials;
    initials.words.push_back(make_word(std::move(letters), WordRole::name, form.rules));
    return initials;
}

/// "Al-Qa'ida/Islamic Army": two names in one. The parts of two words or more between slashes.
std::vector<std::string_view> names_between_slashes(std::string_view whole) {
    std::vector<std::string_view> parts = split(whole, "/");
    if (parts.size() < 2) return {};
    const auto is_short = [](std::string_view part) {
        return trim(part).find_first_of(" -") == std::string_view::npos;
    };
    if (std::any_of(parts.begin(), parts.end(), is_short)) return {};
    return parts;
}

/// Traditional characters as simplified ones, which is what most variants have in common.
std::u16string simplified_characters(std::string_view whole) {
    thread_local const std::unique_ptr<icu::Transliterator> rules = [] {
        UErrorCode code = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> made(
            icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, code));
        // ICU fails here only when its own data or the memory is missing.
        PELF_CHECK(U_SUCCESS(code) && made != nullptr);
        return made;
    }();
    auto text = icu::UnicodeString::fromUTF8(
        icu::StringPiece(whole.data(), static_cast<std::int32_t>(whole.size())));
    icu::UnicodeString characters;
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        if (u_isUAlphabetic(text.char32At(i)) != 0) characters.append(text.char32At(i));
    }
    rules->transliterate(characters);
    return {characters.getBuffer(), static_cast<std::size_t>(characters.length())};
}

void add_forms(std::string_view whole, model::PartyType type, Role role, NameForms& result) {
    using model::PartyType;
    const Romanised romanised = romanise(whole);
    result.is_disguised |= romanised.is_mixed_script_word || romanised.had_hidden_characters;
    if (romanised.script == Script::han && result.characters.empty()) {
        result.characters = simplified_characters(whole.substr(0, kNameBytesMax));
    }
    const bool any = type == PartyType::unknown;
    const auto add = [&](const Reading& reading, Rules rules) {
        NameForm form = make_form(reading, rules);
        if (form.words.empty()) return;
        auto initials =
            rules == Rules::entity && role == Role::listed ? initials_of(form) : std::nullopt;
        result.forms.push_back(std::move(form));
        if (initials) result.forms.push_back(std::move(*initials));
    };
    for (const Reading& reading : romanised.readings) {
        if (any || type == PartyType::person) add(reading, Rules::person);
        if (any || type == PartyType::entity) add(reading, Rules::entity);
        if (any || type == PartyType::vessel || type == PartyType::aircraft) {
            add(reading, Rules::object);
        }
    }
}

}  // namespace

NameForms forms_of(const NameText& name, Role role) {
    NameForms result;
    add_forms(name.whole, name.type, role, result);
    for (const std::string_view part : names_between_slashes(name.whole)) {
        add_forms(part, name.type, role, result);
    }
    return result;
}

bool may_be_same_characters(std::u16string_view a, std::u16string_view b) noexcept {
    if (a.empty() || b.empty()) return true;
    return a.find(b) != std::u16string_view::npos || b.find(a) != std::u16string_view::npos;
}

void glue_words(const NameForm& form, std::size_t first, std::size_t count, std::string& text) {
    constexpr std::size_t kThreeWordsLettersMax = 12;
    text.clear();
    std::size_t letters = 0;
    for (std::size_t i = first; i < first + count; ++i) {
        const FormWord& word = form.words[i];
        if (word.role == WordRole::number || word.role == WordRole::initial) return;
        letters += word.text.size();
    }
    if (letters > (count > 2 ? kThreeWordsLettersMax : kWordLettersMax)) return;
    for (std::size_t i = first; i < first + count; ++i) text += form.words[i].text;
}

}  // namespace pelf::match
