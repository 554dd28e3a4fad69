// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "ingest/lists/csv.hpp"
#include "ingest/lists/ofac_csv.hpp"
#include "ingest/lists/ofac_remarks.hpp"

namespace {

std::uint64_t rows_in(std::string_view text) {
    if (text.ends_with('\x1A')) text.remove_suffix(1);
    std::uint64_t rows_count = 0;
    pelf::ingest::CsvReader reader(text);
    while (reader.next() != pelf::ingest::CsvReader::Step::end) ++rows_count;
    return rows_count;
}

}  // namespace

/// The input is up to four files with 0x00 between them. Every row is accepted or rejected, every
/// accepted row of the main file is a party, and every piece of a remark is somewhere.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using pelf::ingest::ListFile;
    using pelf::ingest::Report;
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    std::vector<ListFile> files;
    constexpr std::array<const char*, 4> kNames = {"sdn.csv", "alt.csv", "add.csv",
                                                   "sdn_comments.csv"};
    for (const char* name : kNames) {
        const std::size_t end = rest.find('\0');
        files.push_back({name, rest.substr(0, end)});
        if (end == std::string_view::npos) break;
        rest.remove_prefix(end + 1);
    }
    const auto reading = pelf::ingest::read_ofac_csv("ofac-sdn-csv", files);
    if (!reading) return 0;
    std::uint64_t parties_possible = 0;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const Report& report = reading->reports[i];
        PELF_CHECK(report.accepted_count() + report.rejected_count() == rows_in(files[i].bytes));
        parties_possible += report.accepted_count();
    }
    PELF_CHECK(reading->parties.size() <= parties_possible);
    std::uint64_t unparsed_count = 0;
    std::uint64_t pieces_count = 0;
    for (const pelf::model::Party& party : reading->parties) {
        unparsed_count += party.unparsed.size();
        pieces_count += pelf::ingest::split_ofac_remarks(party.remarks).size();
    }
    PELF_CHECK(unparsed_count == reading->remark_unparsed_count);
    PELF_CHECK(pieces_count == reading->remark_pieces_count);
    return 0;
}
