// SPDX-License-Identifier: Apache-2.0
#include "engine/list_status.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "engine/json.hpp"
#include "engine/lists.hpp"

namespace pelf::engine {
namespace {

boost::json::object outcome_object(const UpdateOutcome& outcome) {
    boost::json::object object{{"source", outcome.source}};
    if (!outcome.updated) {
        const Error& error = outcome.updated.error();
        object["outcome"] = "failed";
        object["error"] =
            error.source.empty() ? error.message : text(error.source, ": ", error.message);
        return object;
    }
    const auto& imported = outcome.updated->imported;
    object["outcome"] = imported && imported->is_new ? "updated" : "unchanged";
    if (!imported) return object;
    object["version"] = to_json_object(imported->version);
    object["files"] = to_json_array(imported->reports);
    return object;
}

}  // namespace

std::string to_json(const std::vector<UpdateOutcome>& outcomes) {
    boost::json::array array;
    for (const UpdateOutcome& outcome : outcomes) array.push_back(outcome_object(outcome));
    return pretty(boost::json::object{{"updates", std::move(array)}});
}

bool ListStatus::is_in_force(const screen::ListVersion& version) const {
    return std::ranges::find(in_force, version) != in_force.end();
}

Result<ListStatus> list_status(const Home& home, Date as_of,
                               std::optional<std::int64_t> known_by_unix_s) {
    PELF_TRY(store, open_lists(home));
    const auto versions = store.versions();
    return ListStatus{{versions.begin(), versions.end()},
                      store.in_force(as_of, known_by_unix_s),
                      update_states(home)};
}

std::string to_json(const ListStatus& status) {
    boost::json::array lists;
    for (const screen::ListVersion& version : status.versions) {
        boost::json::object object = to_json_object(version);
        object["in_force"] = status.is_in_force(version);
        std::uint64_t stored_bytes = 0;
        for (const screen::FileEntry& file : version.files) {
            stored_bytes += version.format == 1 ? file.size_bytes : file.stored_bytes;
        }
        object["stored_bytes"] = stored_bytes;
        lists.push_back(std::move(object));
    }
    boost::json::array updates;
    for (const ListUpdateState& state : status.updates) {
        boost::json::array urls;
        for (const FetchedFile& file : state.files) urls.emplace_back(file.url);
        updates.push_back({{"source", state.source},
                           {"urls", std::move(urls)},
                           {"last_attempt", or_null(state.last_attempt_unix_s)},
                           {"last_success", or_null(state.last_success_unix_s)},
                           {"last_failure", state.last_failure.empty()
                                                ? boost::json::value(nullptr)
                                                : boost::json::value(state.last_failure)}});
    }
    return pretty(
        boost::json::object{{"lists", std::move(lists)}, {"updates", std::move(updates)}});
}

}  // namespace pelf::engine
