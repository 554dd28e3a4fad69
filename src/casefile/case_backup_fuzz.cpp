// SPDX-License-Identifier: Apache-2.0
//
// Backups of cases. Property: a backup that is taken, written again from what was read, is the same
// bytes; and whatever it holds, the rules have an answer to its events.
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "casefile/case_backup.hpp"
#include "casefile/case_fold.hpp"
#include "casefile/case_tables.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pelf;
    using namespace pelf::casefile;
    const std::string_view backup(reinterpret_cast<const char*>(data), size);
    std::string events;
    std::uint64_t events_count = 0;
    std::map<CaseNumber, Case> cases;
    BackupReader reader;
    reader.head = [](const ChainHead&) -> Status { return Done{}; };
    reader.document = [](const std::string& sha256, const std::string& body) -> Status {
        PELF_CHECK(document_hash(body) == sha256);
        return Done{};
    };
    reader.event = [&](const CaseEvent& event) -> Status {
        PELF_CHECK(event.seq == ++events_count);
        events += event_text(event) + "\n";
        Case& one = cases[event.number];
        const Case before = one;
        if (!apply(one, event)) one = before;
        return Done{};
    };
    if (read_backup(backup, reader)) PELF_CHECK(backup.ends_with(events));
    return 0;
}
