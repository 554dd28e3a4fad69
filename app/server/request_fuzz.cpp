// SPDX-License-Identifier: Apache-2.0
//
// A stranger's request: a target, a line end, a body. What is taken has the form that is promised:
// decoded texts are UTF-8 without control characters, a question that was read can be asked, and
// its target written again is read as the same.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "server/json_body.hpp"
#include "server/keys.hpp"
#include "server/query_json.hpp"
#include "server/trace_json.hpp"
#include "server/url.hpp"

namespace {

using namespace pelf::server;

std::string encoded(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += kDigits[byte >> 4U];
        out += kDigits[byte & 15U];
    }
    return out;
}

void try_target(std::string_view text) {
    const auto target = parse_target(text);
    if (!target) return;
    PELF_CHECK(!target->segments.empty() && target->segments.size() <= kSegmentsMax);
    std::string again;
    for (const std::string& segment : target->segments) {
        PELF_CHECK(is_plain_utf8(segment) && segment != "..");
        again += "/" + encoded(segment);
    }
    for (const auto& [name, value] : target->parameters) {
        again += (&name == &target->parameters.front().first ? "?" : "&") + encoded(name) + "=" +
                 encoded(value);
    }
    const auto twice = parse_target(again);
    PELF_CHECK(twice && twice->segments == target->segments &&
               twice->parameters == target->parameters);
}

void try_body(std::string_view text) {
    const auto body = parse_body(text);
    if (!body) return;
    if (const auto query = read_screen_query(*body)) {
        PELF_CHECK(query->customer.problems.empty() &&
                   pelf::screen::can_be_screened(query->customer));
    }
    if (const auto customer = read_entity(*body)) {
        for (const auto& name : customer->party.names) PELF_CHECK(is_plain_utf8(name.whole));
    }
    for (const bool is_backward : {false, true}) {
        const auto trace = read_trace_query(*body, is_backward);
        if (!trace) continue;
        const auto& places = trace->is_linked ? trace->linked.from : trace->coins.from;
        PELF_CHECK(!places.empty() && places.size() <= kPlacesMax);
    }
    if (const auto keys = parse_keys(text)) {
        const auto twice = parse_keys(to_json(*keys));
        PELF_CHECK(twice && twice->size() == keys->size());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view all(reinterpret_cast<const char*>(data), size);
    const std::size_t line = all.find('\n');
    try_target(all.substr(0, line));
    if (line != all.npos) try_body(all.substr(line + 1));
    return 0;
}
