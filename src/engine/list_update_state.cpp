// SPDX-License-Identifier: Apache-2.0
#include "engine/list_update_state.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/date.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "engine/json.hpp"

namespace pelf::engine {
namespace {

namespace json = boost::json;

constexpr std::string_view kFileName = "update.json";
constexpr std::uint64_t kStateBytesMax = std::uint64_t(256) << 10;
constexpr std::int64_t kFormat = 1;

std::filesystem::path path_of(const Home& home, const std::string& source) {
    return home.lists() / source / kFileName;
}

/// Empty where the key is missing, null, or no text.
std::string text_of(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    const json::string* found = value != nullptr ? value->if_string() : nullptr;
    return found != nullptr ? std::string(*found) : std::string();
}

}  // namespace

std::string format_update_state(const ListUpdateState& state) {
    json::array files;
    for (const FetchedFile& file : state.files) {
        files.push_back(
            {{"url", file.url}, {"etag", file.etag}, {"last_modified", file.last_modified}});
    }
    return pretty(json::object{{"format", kFormat},
                               {"source", state.source},
                               {"version", state.version},
                               {"files", std::move(files)},
                               {"last_attempt", or_null(state.last_attempt_unix_s)},
                               {"last_success", or_null(state.last_success_unix_s)},
                               {"last_failure", state.last_failure}});
}

Result<ListUpdateState> parse_update_state(std::string_view bytes) {
    const auto failed = [](Fault fault, std::string message) {
        return Unexpected(Error{fault, std::move(message), {}, 0});
    };
    boost::system::error_code error;
    const json::value value = json::parse(bytes, error);
    const json::object* object = error ? nullptr : value.if_object();
    if (object == nullptr) return failed(Fault::malformed, "expected a JSON object");
    const json::value* format = object->if_contains("format");
    if (format == nullptr || *format != kFormat) {
        return failed(Fault::unsupported, text("expected format ", kFormat));
    }
    ListUpdateState state;
    state.source = text_of(*object, "source");
    state.version = text_of(*object, "version");
    state.last_failure = text_of(*object, "last_failure");
    state.last_success_unix_s = parse_as_of(text_of(*object, "last_success"));
    const auto attempt = parse_as_of(text_of(*object, "last_attempt"));
    const json::value* files = object->if_contains("files");
    if (state.source.empty() || !attempt || files == nullptr || !files->is_array()) {
        return failed(Fault::malformed, "expected source, last_attempt and files");
    }
    state.last_attempt_unix_s = *attempt;
    for (const json::value& file : files->get_array()) {
        if (!file.is_object()) return failed(Fault::malformed, "expected a file as an object");
        const json::object& one = file.get_object();
        state.files.push_back(
            {text_of(one, "url"), text_of(one, "etag"), text_of(one, "last_modified")});
    }
    return state;
}

ListUpdateState read_update_state(const Home& home, const std::string& source) {
    ListUpdateState none;
    none.source = source;
    const auto bytes = read_file(path_of(home, source), kStateBytesMax);
    if (!bytes) return none;
    auto state = parse_update_state(as_text(*bytes));
    return state && state->source == source ? std::move(*state) : none;
}

Status write_update_state(const Home& home, const ListUpdateState& state) {
    const auto path = path_of(home, state.source);
    std::error_code code;
    std::filesystem::create_directories(path.parent_path(), code);
    if (code) {
        return Unexpected(Error{Fault::io, text("cannot make the folder: ", code.message()),
                                path.parent_path().string(), 0});
    }
    const std::string bytes = format_update_state(state);
    return replace_file(path, std::as_bytes(std::span(bytes)));
}

std::vector<ListUpdateState> update_states(const Home& home) {
    std::vector<std::string> sources;
    std::error_code code;
    for (std::filesystem::directory_iterator entry(home.lists(), code), end; !code && entry != end;
         entry.increment(code)) {
        std::error_code missing;
        if (std::filesystem::exists(entry->path() / kFileName, missing)) {
            sources.push_back(entry->path().filename().string());
        }
    }
    std::ranges::sort(sources);
    std::vector<ListUpdateState> states;
    for (const std::string& source : sources) states.push_back(read_update_state(home, source));
    return states;
}

}  // namespace pelf::engine
