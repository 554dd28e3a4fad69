// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "ingest/ownership/share_text.hpp"

/// Bounds lie within the whole and in order; and the share, written by us, is read as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using pelf::ingest::parse_share;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto phrase = parse_share(text);
    if (!phrase || phrase->is_right_only) return 0;
    const auto& share = phrase->share;
    PELF_CHECK(share.min_e8 <= share.max_e8 && share.max_e8 <= pelf::model::kWholeE8);
    const auto again = parse_share(to_string(share));
    if (!again) {
        // The one share that has no number in it.
        PELF_CHECK(to_string(share) == "unknown");
        return 0;
    }
    PELF_CHECK(again->share.min_e8 == share.min_e8 && again->share.max_e8 == share.max_e8);
    return 0;
}
