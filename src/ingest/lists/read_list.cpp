// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/read_list.hpp"

#include <array>

#include "base/text.hpp"
#include "ingest/lists/ca_xml.hpp"
#include "ingest/lists/eu_xml.hpp"
#include "ingest/lists/ftm_json.hpp"
#include "ingest/lists/ofac_advanced_xml.hpp"
#include "ingest/lists/ofac_csv.hpp"
#include "ingest/lists/ofac_xml.hpp"
#include "ingest/lists/pelf_csv.hpp"
#include "ingest/lists/uk_csv.hpp"
#include "ingest/lists/un_xml.hpp"

namespace pelf::ingest {
namespace {

struct Format {
    std::string_view source;
    Result<ListReading> (*read)(std::string_view, std::span<const ListFile>);
};
constexpr auto kFormats = std::to_array<Format>({
    {"ofac-sdn-csv", read_ofac_csv},
    {"ofac-cons-csv", read_ofac_csv},
    {"ofac-xml", read_ofac_xml},
    {"ofac-advanced-xml", read_ofac_advanced_xml},
    {"un-xml", read_un_xml},
    {"eu-xml", read_eu_xml},
    {"uk-csv", read_uk_csv},
    {"ca-xml", read_ca_xml},
    {"ftm-json", read_ftm_json},
    {"pelf-csv", read_pelf_csv},
});

}  // namespace

Result<ListReading> read_list(std::string_view source, std::span<const ListFile> files) {
    if (files.empty()) {
        return Unexpected(Error{Fault::refused, text("no file given for the list ", source), {}});
    }
    for (const Format& format : kFormats) {
        if (format.source == source) return format.read(source, files);
    }
    return Unexpected(Error{Fault::unsupported,
                            text("expected a source of ", known_list_sources(), ", found ", source),
                            {}});
}

std::string known_list_sources() {
    std::string names;
    for (const Format& format : kFormats) {
        if (!names.empty()) names += ", ";
        names += format.source;
    }
    return names;
}

}  // namespace pelf::ingest
