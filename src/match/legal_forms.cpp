// SPDX-License-Identifier: Apache-2.0
#include "match/legal_forms.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "match/legal_forms_table.hpp"
#include "match/word_table.hpp"

namespace pelf::match {
namespace {

struct Form {
    std::string_view spelling;
    std::string_view home;
    FormClass form_class = FormClass::other;
    std::uint8_t stands_for = 0;  ///< Bit n: class n.
    bool also_word = false;
};

constexpr std::size_t kFormsMax = 192;
constexpr std::string_view kNoHome = "xx";
/// In the order of FormClass.
constexpr std::string_view kClassLetters = "ljpfcsbo";
/// The value of a phrase with which a longer one begins; a form has its number plus one.
constexpr std::uint32_t kBeginning = 0;

struct Forms {
    std::array<Form, kFormsMax> forms{};
    std::size_t count = 0;
    WordTable<8192> phrases;
};

constexpr void add_phrase(Forms& forms, std::string_view phrase) {
    for (std::size_t i = 0; i < phrase.size(); ++i) {
        if (phrase[i] == '_') forms.phrases.add(phrase.substr(0, i), kBeginning);
    }
    forms.phrases.add(phrase, static_cast<std::uint32_t>(forms.count + 1));
}

constexpr void add_classes(Form& form, std::string_view classes) {
    for (std::size_t i = 0; i < classes.size(); ++i) {
        if (classes[i] == '1') {
            form.also_word = true;
            continue;
        }
        const std::size_t number = kClassLetters.find(classes[i]);
        if (i == 0) form.form_class = static_cast<FormClass>(number);
        form.stands_for = static_cast<std::uint8_t>(form.stands_for | 1U << number);
    }
}

constexpr void add_forms(Forms& forms, std::string_view text) {
    TableReader reader(text);
    while (!reader.next().empty()) {  // The record's key, which is for people.
        Form& form = forms.forms[forms.count];
        form.home = reader.next();
        add_classes(form, reader.next());
        reader.next();  // The colon.
        for (std::string_view phrase = reader.next(); phrase != ";"; phrase = reader.next()) {
            if (form.spelling.empty()) form.spelling = phrase;
            add_phrase(forms, phrase);
        }
        ++forms.count;
    }
}

constexpr Forms kForms = [] {
    Forms forms;
    add_forms(forms, kLegalForms);
    add_forms(forms, kLegalFormsOfAsiaAndAfrica);
    return forms;
}();

bool is_lone_letter(std::string_view word) {
    return word.size() == 1 && word[0] >= 'a' && word[0] <= 'z';
}

/// Looks for the longest form. Goes no deeper than the longest phrase of the table has words.
class Search {
public:
    Search(std::span<const std::string_view> words, std::size_t position)
        : words_(words), begin_(position) {}

    std::optional<LegalFormMatch> run() {
        go_on(begin_, 0);
        return best_;
    }

private:
    void go_on(std::size_t at, std::size_t key_size) {
        std::size_t letters = 0;
        while (letters < kLettersMax && at + letters < words_.size() &&
               is_lone_letter(words_[at + letters])) {
            ++letters;
        }
        for (std::size_t taken = std::max<std::size_t>(letters, 1); taken > 0; --taken) {
            if (at + taken <= words_.size()) take(at, taken, key_size);
        }
    }

    void take(std::size_t at, std::size_t taken, std::size_t key_size) {
        if (key_size > 0 && key_size < key_.size()) key_[key_size++] = '_';
        for (std::size_t i = at; i < at + taken; ++i) {
            const std::string_view word = words_[i];
            if (word.empty() || key_size + word.size() > key_.size()) return;
            std::copy(word.begin(), word.end(),
                      key_.begin() + static_cast<std::ptrdiff_t>(key_size));
            key_size += word.size();
        }
        std::uint32_t form_number = 0;
        bool goes_on = false;
        kForms.phrases.for_each({key_.data(), key_size}, [&](std::uint32_t value) {
            if (value == kBeginning) goes_on = true;
            if (value != kBeginning && form_number == 0) form_number = value;
        });
        const std::size_t count = at + taken - begin_;
        if (form_number != 0 && (!best_ || count > best_->words_count)) {
            const auto index = static_cast<std::uint16_t>(form_number - 1);
            const bool also_word = kForms.forms[index].also_word || key_size <= kShortLetters;
            best_ = {{index}, static_cast<std::uint8_t>(count), also_word};
        }
        if (goes_on) go_on(at + taken, key_size);
    }

    static constexpr std::size_t kLettersMax = 8;
    /// Two letters are a word, a syllable or an initial somewhere.
    static constexpr std::size_t kShortLetters = 2;
    static constexpr std::size_t kKeyBytesMax = 96;

    std::span<const std::string_view> words_;
    std::size_t begin_;
    std::array<char, kKeyBytesMax> key_{};
    std::optional<LegalFormMatch> best_;
};

const Form& form_of(LegalForm form) {
    PELF_CHECK(form.value < kForms.count);
    return kForms.forms[form.value];
}

}  // namespace

std::optional<LegalFormMatch> legal_form_at(std::span<const std::string_view> words,
                                            std::size_t position) {
    if (position >= words.size()) return std::nullopt;
    return Search(words, position).run();
}

FormClass class_of(LegalForm form) {
    return form_of(form).form_class;
}

std::string_view spelling_of(LegalForm form) {
    return form_of(form).spelling;
}

FormRelation form_relation(LegalForm a, LegalForm b) {
    if (a == b) return FormRelation::same;
    const Form& first = form_of(a);
    const Form& second = form_of(b);
    const bool same_law = first.home == second.home && first.home != kNoHome;
    if (same_law && first.form_class != second.form_class) return FormRelation::different;
    return (first.stands_for & second.stands_for) != 0 ? FormRelation::compatible
                                                       : FormRelation::different;
}

std::size_t legal_form_count() {
    return kForms.count;
}

}  // namespace pelf::match
