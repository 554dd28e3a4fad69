// SPDX-License-Identifier: Apache-2.0
//
// Whatever a file of links holds: every row is a link with both sides, or counted; written again
// it is read the same.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "ingest/ledgers/link_csv.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    pelf::ingest::Report report("fuzz");
    const auto links = pelf::ingest::read_link_csv(text, report);
    if (!links) return 0;
    PELF_CHECK(report.accepted_count() == links->size());
    for (const pelf::model::Link& link : *links) {
        PELF_CHECK(!link.id.empty() && !link.from.place.empty() && !link.source.empty());
        PELF_CHECK(!link.from.amount.is_zero() && !link.to.amount.is_zero());
        PELF_CHECK(!link.to.place.empty() || !link.to.account.empty());
        PELF_CHECK(link.likelihood_ppm <= 1'000'000);
    }
    pelf::ingest::Report second_report("fuzz");
    const std::string again = pelf::ingest::write_link_csv(*links);
    const auto second = pelf::ingest::read_link_csv(again, second_report);
    PELF_CHECK(second && *second == *links);
    return 0;
}
