// SPDX-License-Identifier: Apache-2.0
#include "casefile/list_exhibits.hpp"

#include <algorithm>
#include <deque>
#include <set>
#include <string>
#include <unordered_map>

#include "base/text.hpp"
#include "codec/hex.hpp"
#include "codec/sha256.hpp"

namespace pelf::casefile {
namespace {

constexpr std::string_view kListsFolder = "lists/";

bool is_word_letter(char letter) {
    const auto code = static_cast<unsigned char>(letter);
    return (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') ||
           (code >= 'a' && code <= 'z');
}

template <class OnWord>
void for_each_word(std::string_view text, const OnWord& on_word) {
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i;
        while (end < text.size() && is_word_letter(text[end])) ++end;
        if (end > i) on_word(text.substr(i, end - i));
        i = end + 1;
    }
}

/// Calls `use` with the two pieces of every way to break a long word.
template <class Use>
void for_each_break(std::string_view word, const Use& use) {
    if (word.size() < kBrokenLettersMin) return;
    for (std::size_t i = 1; i < word.size(); ++i) use(word.substr(0, i), word.substr(i));
}

/// An address of Ethereum is one whatever the case of its digits, which lists write as they like.
bool is_caseless(std::string_view word) {
    constexpr std::size_t kDigits = 40;
    return word.size() == 2 + kDigits && (word.starts_with("0x") || word.starts_with("0X"));
}

/// Calls `use` with the word in the form that it is looked for in.
template <class Use>
void with_form(std::string_view word, const Use& use) {
    if (is_caseless(word)) {
        const std::string lower = ascii_lower(word);
        use(std::string_view(lower));
    } else {
        use(word);
    }
}

/// By word or piece: one bit for every list that has it.
using ListsWith = std::unordered_map<std::string_view, std::uint64_t>;

/// The lists that have the word, or two pieces of it.
std::uint64_t lists_having(std::string_view word, const ListsWith& lists_with) {
    std::uint64_t lists = lists_with.at(word);
    for_each_break(word, [&](std::string_view begin, std::string_view end) {
        lists |= lists_with.at(begin) & lists_with.at(end);
    });
    return lists;
}

std::string version_of(const ListExhibit& list) {
    std::vector<std::string> hashes;
    for (const ListExhibit::File& file : list.files) hashes.push_back(file.sha256 + "\n");
    std::ranges::sort(hashes);
    const std::string lines = join(hashes, "");
    return codec::to_hex(codec::sha256(std::as_bytes(std::span(lines))).bytes);
}

}  // namespace

ListFiles ListFiles::check(const Manifest& manifest, std::span<const Member> members,
                           Verdict& verdict) {
    ListFiles result;
    Verdict::Line& line = verdict.line(Check::lists);
    line.is_reached = true;
    std::set<std::string_view> carried;
    for (const ListExhibit& list : manifest.lists) {
        const std::string where = text(kManifestName, ", list ", list.source);
        if (version_of(list) != list.version) {
            verdict.object(Check::lists, where, "its version is not that of its files");
        }
        List& files = result.lists_.emplace_back();
        files.source = list.source;
        for (const ListExhibit::File& file : list.files) {
            if (file.member.empty()) {
                files.is_whole = false;
                ++line.left_out;
                continue;
            }
            ++line.looked_at;
            const auto exhibit =
                std::ranges::lower_bound(manifest.exhibits, file.member, {}, &Exhibit::name);
            if (exhibit == manifest.exhibits.end() || exhibit->name != file.member ||
                exhibit->sha256 != file.sha256 || exhibit->size_bytes != file.size_bytes) {
                verdict.object(Check::lists, file.member,
                               text("it is not the file of the list ", list.source));
                continue;
            }
            carried.insert(file.member);
            files.files.push_back(as_text(bytes_of(members, file.member)));
        }
    }
    for (const Exhibit& exhibit : manifest.exhibits) {
        if (exhibit.name.starts_with(kListsFolder) && !carried.contains(exhibit.name)) {
            verdict.object(Check::lists, exhibit.name, "no list of the manifest has it");
        }
    }
    return result;
}

std::vector<ListFiles::Found> ListFiles::find(std::span<const Wanted> texts) const {
    ListsWith lists_with;
    std::deque<std::string> forms;  // What the map's keys of changed words point to.
    for (const Wanted& one : texts) {
        for_each_word(one.text, [&](std::string_view word) {
            if (is_caseless(word)) word = forms.emplace_back(ascii_lower(word));
            lists_with[word] = 0;
            for_each_break(word, [&](std::string_view begin, std::string_view end) {
                lists_with[begin] = 0;
                lists_with[end] = 0;
            });
        });
    }
    static_assert(kListsMax <= 64);
    std::uint64_t not_carried = 0;
    for (std::size_t i = 0; i < lists_.size(); ++i) {
        const std::uint64_t bit = std::uint64_t{1} << i;
        if (!lists_[i].is_whole) not_carried |= bit;
        for (const std::string_view file : lists_[i].files) {
            for_each_word(file, [&](std::string_view word) {
                with_form(word, [&](std::string_view form) {
                    const auto found = lists_with.find(form);
                    if (found != lists_with.end()) found->second |= bit;
                });
            });
        }
    }
    std::vector<Found> answers;
    for (const Wanted& one : texts) {
        std::uint64_t asked = 0;
        for (std::size_t i = 0; i < lists_.size(); ++i) {
            if (one.source.empty() || lists_[i].source == one.source) {
                asked |= std::uint64_t{1} << i;
            }
        }
        Found answer = Found::yes;
        for_each_word(one.text, [&](std::string_view word) {
            with_form(word, [&](std::string_view form) {
                if ((lists_having(form, lists_with) & asked) != 0 || answer == Found::no) return;
                answer = (not_carried & asked) != 0 ? Found::not_carried : Found::no;
            });
        });
        answers.push_back(answer);
    }
    return answers;
}

}  // namespace pelf::casefile
