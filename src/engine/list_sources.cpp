// SPDX-License-Identifier: Apache-2.0
#include "engine/list_sources.hpp"

#include <utility>

namespace pelf::engine {
namespace {

constexpr std::string_view kOfac = "US Treasury, OFAC";

}  // namespace

std::vector<PublishedList> published_lists() {
    const std::string ofac = "https://www.treasury.gov/ofac/downloads/";
    return {
        {"ofac-sdn-csv",
         kOfac,
         {ofac + "sdn.csv", ofac + "add.csv", ofac + "alt.csv", ofac + "sdn_comments.csv"}},
        {"ofac-cons-csv",
         kOfac,
         {ofac + "consolidated/cons_prim.csv", ofac + "consolidated/cons_add.csv",
          ofac + "consolidated/cons_alt.csv", ofac + "consolidated/cons_comments.csv"}},
        {"ofac-xml", kOfac, {ofac + "sdn.xml"}},
        {"ofac-advanced-xml", kOfac, {ofac + "sanctions/1.0/sdn_advanced.xml"}},
        {"un-xml",
         "United Nations Security Council",
         {"https://scsanctions.un.org/resources/xml/en/consolidated.xml"}},
        {"eu-xml",
         "European Commission",
         {"https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/"
          "content?token=dG9rZW4tMjAxNw"}},
        {"uk-csv",
         "UK Foreign, Commonwealth and Development Office",
         {"https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.csv"}},
        {"ca-xml",
         "Global Affairs Canada",
         {"https://www.international.gc.ca/world-monde/assets/office_docs/"
          "international_relations-relations_internationales/sanctions/sema-lmes.xml"}},
    };
}

std::vector<std::string> published_urls(std::string_view source) {
    for (PublishedList& list : published_lists()) {
        if (list.source == source) return std::move(list.urls);
    }
    return {};
}

}  // namespace pelf::engine
