// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/check.hpp"
#include "ingest/lists/list_reading_check.hpp"
#include "ingest/lists/ofac_advanced_xml.hpp"

/// Whatever is read keeps the promises of every reading, and a reading is the same each time; the
/// file cut in its middle gives no party that the whole file has not.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using pelf::ingest::ListFile;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const ListFile file{"fuzz.xml", bytes};
    const auto reading = pelf::ingest::read_ofac_advanced_xml("fuzz", std::span(&file, 1));
    if (!reading) return 0;
    pelf::ingest::check_reading(*reading, "fuzz", size);
    const auto again = pelf::ingest::read_ofac_advanced_xml("fuzz", std::span(&file, 1));
    PELF_CHECK(again.has_value() && again->counts() == reading->counts());
    PELF_CHECK(again->notices == reading->notices);
    const ListFile half{"fuzz.xml", bytes.substr(0, size / 2)};
    const auto cut = pelf::ingest::read_ofac_advanced_xml("fuzz", std::span(&half, 1));
    if (!cut) return 0;
    PELF_CHECK(cut->parties.size() <= reading->parties.size());
    for (std::size_t i = 0; i < cut->parties.size(); ++i) {
        PELF_CHECK(cut->parties[i].id == reading->parties[i].id);
        PELF_CHECK(cut->parties[i].names == reading->parties[i].names);
    }
    return 0;
}
