// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/check.hpp"
#include "base/text.hpp"
#include "ingest/lists/ftm_json.hpp"

/// Every line that is not blank is accepted or rejected; ids are there once; every relation that
/// says whom it means means somebody; each party has one primary name, and first.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using pelf::ingest::ListFile;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::vector<ListFile> files = {{"entities.ftm.json", text}};
    const auto reading = pelf::ingest::read_ftm_json("ftm-json", files);
    if (!reading) return 0;
    std::uint64_t lines_count = 0;
    const std::string_view mark = "\xEF\xBB\xBF";
    for (const auto line : pelf::split(text.starts_with(mark) ? text.substr(3) : text, "\n")) {
        if (!pelf::trim(line).empty()) ++lines_count;
    }
    const pelf::ingest::Report& report = reading->reports.front();
    PELF_CHECK(report.accepted_count() + report.rejected_count() == lines_count);
    std::unordered_set<std::string> ids;
    for (const pelf::model::Party& party : reading->parties) {
        PELF_CHECK(ids.insert(party.id.key).second);
        for (std::size_t i = 0; i < party.names.size(); ++i) {
            PELF_CHECK((party.names[i].kind == pelf::model::NameKind::primary) == (i == 0));
            PELF_CHECK(!party.names[i].whole.empty());
        }
    }
    for (const pelf::model::Party& party : reading->parties) {
        for (const pelf::model::Relation& relation : party.relations) {
            PELF_CHECK(relation.other_key.empty() || ids.contains(relation.other_key));
        }
    }
    return 0;
}
