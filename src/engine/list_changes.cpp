// SPDX-License-Identifier: Apache-2.0
#include "engine/list_changes.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "engine/json.hpp"
#include "engine/lists.hpp"

namespace pelf::engine {
namespace {

using screen::ListVersion;

constexpr std::size_t kHashDigitsMin = 6;

Unexpected<Error> failed(Fault fault, std::string message) {
    return Unexpected(Error{fault, std::move(message), {}, 0});
}

Result<ListVersion> in_force_on(const screen::ListStore& store, const ListChangesRequest& request,
                                Date day) {
    for (ListVersion& version : store.in_force(day, request.known_by_unix_s)) {
        if (version.source == request.source) return std::move(version);
    }
    return failed(Fault::not_found, text("no version of ", request.source, " is in force on ",
                                         to_string(day), "; see `pelf lists status`"));
}

Result<ListVersion> choose(const screen::ListStore& store, const ListChangesRequest& request,
                           const std::string& wanted) {
    if (const auto day = parse_date(wanted)) return in_force_on(store, request, *day);
    if (wanted.size() < kHashDigitsMin ||
        wanted.find_first_not_of("0123456789abcdef") != std::string::npos) {
        return failed(Fault::malformed, text("expected a day or at least ", kHashDigitsMin,
                                             " digits of a version, found ", wanted));
    }
    std::optional<ListVersion> found;
    for (const ListVersion& version : store.versions()) {
        if (version.source != request.source || !version.version.starts_with(wanted)) continue;
        if (found && found->version != version.version) {
            return failed(Fault::malformed,
                          text("several versions start with ", wanted, "; give more digits"));
        }
        found = version;  // Content that came back is the same content.
    }
    if (found) return std::move(*found);
    return failed(Fault::not_found, text("no version of ", request.source, " starts with ", wanted,
                                         "; see `pelf lists status`"));
}

/// The one that was in force before it.
Result<ListVersion> before(const screen::ListStore& store, const ListVersion& version) {
    std::optional<ListVersion> found;
    for (const ListVersion& other : store.versions()) {
        if (other.source != version.source) continue;
        if (other == version) break;
        found = other;
    }
    if (found) return std::move(*found);
    return failed(Fault::not_found,
                  text("there is no version of ", version.source, " before that of ",
                       to_string(version.published), " to compare it with"));
}

boost::json::object version_object(const ListVersion& version) {
    return {{"version", version.version},
            {"published", to_string(version.published)},
            {"learned", rfc3339(version.learned_unix_s)},
            {"entries", version.entries}};
}

boost::json::value text_or_null(const std::string& text) {
    return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
}

boost::json::object delta_object(const ListChanges& changes, const screen::PartyDelta& delta) {
    const model::Party* old = delta.before_index ? &changes.before[*delta.before_index] : nullptr;
    const model::Party* now = delta.after_index ? &changes.after[*delta.after_index] : nullptr;
    const model::Party& shown = old != nullptr ? *old : *now;
    boost::json::array facts;
    for (const screen::FieldChange& change : delta.changes) {
        facts.push_back({{"field", screen::to_string(change.field)},
                         {"before", text_or_null(change.before)},
                         {"after", text_or_null(change.after)}});
    }
    boost::json::object object{{"change", screen::to_string(delta.change)},
                               {"id", shown.id.key},
                               {"name", shown.display_name()},
                               {"type", model::to_string(shown.type)},
                               {"renamed", delta.is_renamed()},
                               {"material", delta.is_material()},
                               {"changes", std::move(facts)}};
    if (old != nullptr && now != nullptr && old->id.key != now->id.key) {
        object["new_id"] = now->id.key;
        object["evidence"] = delta.evidence;
    }
    return object;
}

}  // namespace

Result<ListChanges> list_changes(const Home& home, const ListChangesRequest& request) {
    PELF_TRY(store, open_lists(home));
    ListChanges changes;
    PELF_TRY(to, request.to.empty() ? in_force_on(store, request, request.today)
                                    : choose(store, request, request.to));
    PELF_TRY(from, request.from.empty() ? before(store, to) : choose(store, request, request.from));
    PELF_TRY(after, read_version(store, to));
    PELF_TRY(earlier, read_version(store, from));
    changes.losses = after.losses_count() + earlier.losses_count();
    changes.from = std::move(from);
    changes.to = std::move(to);
    changes.before = std::move(earlier.parties);
    changes.after = std::move(after.parties);
    changes.delta = screen::diff_parties(changes.before, changes.after);
    return changes;
}

std::string to_json(const ListChanges& changes) {
    using screen::PartyChange;
    boost::json::object counts;
    for (const auto change : {PartyChange::added, PartyChange::removed, PartyChange::changed,
                              PartyChange::rekeyed, PartyChange::merged}) {
        counts[screen::to_string(change)] = changes.delta.count(change);
    }
    boost::json::array parties;
    for (const screen::PartyDelta& delta : changes.delta.parties) {
        parties.push_back(delta_object(changes, delta));
    }
    return pretty(boost::json::object{{"source", changes.to.source},
                                      {"from", version_object(changes.from)},
                                      {"to", version_object(changes.to)},
                                      {"counts", std::move(counts)},
                                      {"parties", std::move(parties)},
                                      {"losses", changes.losses}});
}

}  // namespace pelf::engine
