// SPDX-License-Identifier: Apache-2.0
#include "engine/whole_case.hpp"

#include <algorithm>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "base/date.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "casefile/whole_case.hpp"
#include "engine/case_exhibits.hpp"

namespace pelf::engine {
namespace {

using casefile::CaseStore;
using casefile::ExhibitBytes;

ExhibitBytes case_exhibit(std::string name, std::string source, std::string position,
                          std::span<const std::byte> bytes) {
    ExhibitBytes made;
    made.exhibit.name = std::move(name);
    made.exhibit.source = std::move(source);
    made.exhibit.position = std::move(position);
    made.bytes.assign(bytes.begin(), bytes.end());
    return made;
}

/// The answers that the case's events speak of, each once, and the lists that they relied on.
Status add_answers(const Home& home, const Cases& cases, const WholeCaseExport& request,
                   std::span<const casefile::ChainedEvent> events, casefile::Manifest& manifest,
                   std::vector<ExhibitBytes>& exhibits) {
    std::set<std::string> documents;
    std::set<ListVersionName> versions;
    for (const casefile::ChainedEvent& one : events) {
        for (const casefile::ListInForce& list : casefile::lists_of(one.event)) {
            versions.insert({list.source, list.version});
        }
        const std::string hash = casefile::document_of(one.event);
        if (hash.empty() || !documents.insert(hash).second) continue;
        PELF_TRY(body, cases.with([&](CaseStore& store) { return store.document(hash); }));
        exhibits.push_back(case_exhibit(text(casefile::kCaseDocumentsFolder, hash),
                                        "the database of cases", text("event ", one.event.seq),
                                        std::as_bytes(std::span(body))));
    }
    return add_list_versions(home, versions, request.list_file_bytes_max, manifest, exhibits);
}

}  // namespace

Result<CaseExported> export_whole_case(const Home& home, const Cases& cases,
                                       const WholeCaseExport& request) {
    PELF_TRY(events,
             cases.with([&](CaseStore& store) { return store.chained_events(request.number); }));
    casefile::Manifest manifest;
    manifest.tool = request.tool;
    manifest.made = rfc3339(request.made_unix_s);
    manifest.ledger = casefile::kCase;
    manifest.request = {{"case", to_string(request.number)}};
    manifest.coverage = casefile::case_coverage(events);
    std::vector<ExhibitBytes> exhibits;
    const std::string lines = casefile::case_events_text(events);
    exhibits.push_back(case_exhibit(
        std::string(casefile::kCaseEventsName), "the database of cases",
        text("events ", manifest.coverage.base_height, " to ", manifest.coverage.height),
        std::as_bytes(std::span(lines))));
    PELF_TRY_DONE(add_answers(home, cases, request, events, manifest, exhibits));
    for (std::size_t i = 0; i < request.bundles.size(); ++i) {
        PELF_TRY(bytes, read_file(request.bundles[i], casefile::kBundleBytesMax));
        exhibits.push_back(case_exhibit(text(casefile::kCaseBundlesFolder, i + 1),
                                        request.bundles[i].filename().string(), "all of it",
                                        bytes));
    }
    return sign_and_verify(std::move(manifest), std::move(exhibits), request.key);
}

}  // namespace pelf::engine
