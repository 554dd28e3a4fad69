// SPDX-License-Identifier: Apache-2.0
#include "casefile/list_exhibits.hpp"

#include <algorithm>
#include <set>
#include <string>

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

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i;
        while (end < text.size() && is_word_letter(text[end])) ++end;
        if (end > i) words.push_back(text.substr(i, end - i));
        i = end + 1;
    }
    return words;
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

ListFiles::Found ListFiles::find(std::string_view source, std::string_view text) const {
    Found found = Found::no;
    for (const List& list : lists_) {
        if (!source.empty() && list.source != source) continue;
        const bool is_there = std::ranges::any_of(list.files, [&](std::string_view file) {
            return file.find(text) != std::string_view::npos;
        });
        if (is_there) return Found::yes;
        if (!list.is_whole) found = Found::not_carried;
    }
    return found;
}

ListFiles::Found ListFiles::find_words(std::string_view source, std::string_view text) const {
    Found found = Found::yes;
    for (const std::string_view word : words_of(text)) {
        const Found one = find(source, word);
        if (one == Found::no) return Found::no;
        if (one == Found::not_carried) found = one;
    }
    return found;
}

}  // namespace pelf::casefile
