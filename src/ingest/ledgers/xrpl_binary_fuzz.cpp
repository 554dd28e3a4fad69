// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "ingest/ledgers/xrpl_binary.hpp"

/// Bytes that are read give the same bytes when what was read is written, but for the account of a
/// UNLModify; and what is written of any JSON is read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pelf::ingest;
    const auto bytes = std::as_bytes(std::span(data, size));
    if (const auto json = xrpl_binary_to_json(bytes)) {
        const auto again = xrpl_json_to_binary(*json);
        const bool has_nobody = json->find("rrrrrrrrrrrrrrrrrrrrrhoLvTp") != std::string::npos;
        PELF_CHECK(again && (has_nobody || std::ranges::equal(*again, bytes)));
    }
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto written = xrpl_json_to_binary(text)) {
        const auto json = xrpl_binary_to_json(*written);
        if (json) {
            const auto again = xrpl_json_to_binary(*json);
            PELF_CHECK(again &&
                       (*again == *written || json->find("UNLModify") != std::string::npos));
        }
    }
    return 0;
}
