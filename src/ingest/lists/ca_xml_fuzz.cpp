// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/check.hpp"
#include "ingest/lists/ca_xml.hpp"

/// Every accepted record is a party with a key of its own, its primary name first and nowhere else,
/// and a file that is not whole has said so.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using pelf::ingest::ListFile;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::vector<ListFile> files = {{"list.xml", text}};
    const auto reading = pelf::ingest::read_ca_xml("ca-xml", files);
    if (!reading) return 0;
    const pelf::ingest::Report& report = reading->reports.front();
    PELF_CHECK(report.accepted_count() == reading->parties.size());
    PELF_CHECK(!reading->is_truncated || report.rejected_count() > 0);
    std::unordered_set<std::string> keys;
    for (const pelf::model::Party& party : reading->parties) {
        PELF_CHECK(keys.insert(party.id.key).second);
        for (std::size_t i = 0; i < party.names.size(); ++i) {
            PELF_CHECK((party.names[i].kind == pelf::model::NameKind::primary) == (i == 0));
            PELF_CHECK(!party.names[i].whole.empty());
        }
    }
    return 0;
}
