// SPDX-License-Identifier: Apache-2.0
#include "screening/real_lists.hpp"

#include <string_view>

#include "base/file.hpp"
#include "base/text.hpp"
#include "ingest/lists/read_list.hpp"

namespace pelf::bench {
namespace {

struct Publication {
    std::string_view source;
    std::vector<std::string_view> files;
};

// Of the SDN list no set of one day is at hand: the entries are of May 2024, their aliases of
// December 2025. Aliases of entries that came later are counted as losses.
std::vector<Publication> publications() {
    return {
        {"ofac-sdn-csv", {"ofac_sdn_history/sdn_2024-05-03.csv", "ofac_2025/alt_2025-12.csv"}},
        {"ofac-cons-csv", {"ofac_2025/cons_prim.csv", "ofac_2025/cons_alt.csv"}},
        {"un-xml", {"un/UN_consolidated_2026-02-27.xml"}},
        {"uk-csv", {"uk_2026/subjects.csv", "uk_2026/subject_names.csv"}},
        {"ca-xml", {"canada/sema-lmes_2025.xml"}},
    };
}

Result<ingest::ListReading> read_publication(const std::filesystem::path& folder,
                                             const Publication& publication) {
    std::vector<MappedFile> mapped;
    std::vector<ingest::ListFile> files;
    for (const std::string_view name : publication.files) {
        PELF_TRY(file, MappedFile::open(folder / name));
        mapped.push_back(std::move(file));
        const auto bytes = mapped.back().bytes();
        files.push_back({std::string(name), as_text(bytes)});
    }
    return ingest::read_list(publication.source, files);
}

}  // namespace

std::vector<match::NameText> RealLists::texts() const {
    std::vector<match::NameText> texts;
    texts.reserve(names.size());
    for (const ListedName& name : names) texts.push_back(name.text);
    return texts;
}

Result<RealLists> read_real_lists(const std::filesystem::path& folder) {
    RealLists lists;
    for (const Publication& publication : publications()) {
        PELF_TRY(reading, read_publication(folder, publication));
        lists.losses_count += reading.losses_count();
        lists.readings.push_back(std::move(reading));
    }
    // After the last reading has found its place: the texts are views into them.
    for (const ingest::ListReading& reading : lists.readings) {
        for (const model::Party& party : reading.parties) {
            for (const model::Name& name : party.names) {
                lists.names.push_back({lists.parties_count,
                                       name.kind,
                                       {name.whole, name.family, name.given, party.type}});
            }
            ++lists.parties_count;
        }
    }
    return lists;
}

}  // namespace pelf::bench
