// SPDX-License-Identifier: Apache-2.0
#include "engine/owned_lists.hpp"

#include <string>
#include <utility>

#include "engine/sha256_hex.hpp"

namespace pelf::engine {
namespace {

/// The lists as they were before they were indexed.
std::vector<screen::SourceList> source_lists(const screen::Watchlist& watchlist) {
    std::vector<screen::SourceList> lists;
    for (const screen::SourceVersion& source : watchlist.sources()) {
        screen::SourceList& list =
            lists.emplace_back(source.source, source.version, source.published);
        for (const model::Party& party : watchlist.parties()) {
            if (party.id.source == source.source) list.parties.push_back(party);
        }
        for (const model::Tag& tag : watchlist.all_tags()) {
            if (tag.party.source == source.source) list.tags.push_back(tag);
        }
    }
    return lists;
}

/// What a derived list follows from: the same lists and registers give the same version.
std::string derived_version(const Lists& lists, const Ownership& ownership) {
    std::string all;
    for (const screen::ListVersion& version : lists.versions) all += version.version + "\n";
    for (const std::string& name : ownership.registers) all += name + "\n";
    return sha256_hex(std::as_bytes(std::span(all)));
}

}  // namespace

Result<Lists> load_lists_and_owned(const Home& home, Date as_of,
                                   std::optional<std::int64_t> known_by_unix_s) {
    PELF_TRY(lists, load_lists(home, as_of, known_by_unix_s));
    OwnershipRequest request;
    request.day = as_of;
    const auto ownership = load_ownership(home, lists, request);
    if (!ownership) {
        if (ownership.error().fault == Fault::not_found) return std::move(lists);
        return Unexpected(ownership.error());
    }
    std::vector<screen::SourceList> all = source_lists(lists.watchlist);
    const std::string version = derived_version(lists, **ownership);
    for (screen::SourceList& derived : derived_lists(**ownership)) {
        if (derived.parties.empty()) continue;
        derived.version = version;
        screen::ListVersion listed;
        listed.source = derived.source;
        listed.version = version;
        listed.published = derived.published;
        listed.entries = derived.parties.size();
        for (const model::Party& party : derived.parties) listed.names += party.names.size();
        lists.versions.push_back(std::move(listed));
        all.push_back(std::move(derived));
    }
    lists.losses += (*ownership)->losses;
    lists.watchlist = screen::Watchlist::build(std::move(all));
    return std::move(lists);
}

}  // namespace pelf::engine
