// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "ingest/lists/xml_reader.hpp"

namespace {

using pelf::ingest::XmlElement;

void append_escaped(std::string& out, std::string_view text) {
    for (const char c : text) {
        switch (c) {
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '&': out += "&amp;"; break;
            case '\'': out += "&apos;"; break;
            case '\r': out += "&#13;"; break;
            case '\n': out += "&#10;"; break;
            case '\t': out += "&#9;"; break;
            default: out += c; break;
        }
    }
}

/// Recursion is bounded by kXmlDepthMax.
void append(std::string& out, const XmlElement& element) {
    // With a prefix: what follows one need not be a name by itself.
    out += "<p:";
    out += element.name();
    out += " v='";
    append_escaped(out, element.attribute("v"));
    out += "'>";
    append_escaped(out, element.text());
    for (const XmlElement child : element.children()) append(out, child);
    out += "</p:";
    out += element.name();
    out += '>';
}

struct Outcome {
    bool is_read = false;
    bool is_whole = false;
    std::string written;
    std::size_t records_count = 0;
};

Outcome read(std::string_view bytes) {
    static constexpr std::array<std::string_view, 2> kRecords = {"e", "r"};
    Outcome outcome;
    pelf::ingest::Report report("fuzz");
    const pelf::ingest::XmlHandlers handlers = {{}, [&](const XmlElement& record) {
                                                    append(outcome.written, record);
                                                    ++outcome.records_count;
                                                    return true;
                                                }};
    const auto reading = pelf::ingest::read_xml({"fuzz", bytes}, {"l", kRecords}, handlers, report);
    if (!reading) return outcome;
    const std::uint64_t told = report.accepted_count() + report.rejected_count();
    PELF_CHECK(report.accepted_count() == outcome.records_count);
    PELF_CHECK(told == reading->records_count || told == reading->records_count + 1);
    PELF_CHECK(!reading->is_whole || told == reading->records_count);
    PELF_CHECK(reading->is_whole || report.rejected_count() > 0);
    for (const auto& loss : report.first_losses()) PELF_CHECK(loss.offset_bytes <= bytes.size());
    outcome.is_read = true;
    outcome.is_whole = reading->is_whole;
    return outcome;
}

}  // namespace

/// What was read, written again, reads the same; and every record begun is accepted or rejected.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Outcome first = read({reinterpret_cast<const char*>(data), size});
    if (!first.is_read) return 0;
    const Outcome second = read("<l>" + first.written + "</l>");
    PELF_CHECK(second.is_whole);
    PELF_CHECK(second.records_count == first.records_count);
    PELF_CHECK(second.written == first.written);
    return 0;
}
