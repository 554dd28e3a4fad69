// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "ingest/ownership/register.hpp"

/// Under both formats every stake names parties that are there and a share within bounds, and
/// reading again gives the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pelf::ingest;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::vector<RegisterFile> files = {{"register.json", text}};
    for (const char* source : {"bods-json", "ftm-json"}) {
        const auto reading = read_register(source, files);
        PELF_CHECK(reading.has_value());
        const auto& content = reading->content;
        for (const auto& stake : content.stakes) {
            PELF_CHECK(stake.owner_index < content.parties.size());
            PELF_CHECK(stake.owned_index < content.parties.size());
            PELF_CHECK(stake.share.min_e8 <= stake.share.max_e8);
            PELF_CHECK(stake.share.max_e8 <= pelf::model::kWholeE8);
        }
        for (const auto& owner : content.undisclosed) {
            PELF_CHECK(owner.owned_index < content.parties.size());
        }
        const auto again = read_register(source, files);
        PELF_CHECK(again->content.stakes == content.stakes);
    }
    return 0;
}
