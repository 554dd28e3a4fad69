// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "ingest/web/http_date.hpp"
#include "ingest/web/url.hpp"

/// What is read and written again reads equal, stays one line, and no Location leads out of https.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using pelf::ingest::parse_url;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    pelf::ingest::parse_http_date(text);
    if (const auto url = parse_url(text)) {
        const auto again = parse_url(to_string(*url));
        PELF_CHECK(again && *again == *url);
        PELF_CHECK(to_string(*url).find_first_of("\r\n ") == std::string::npos);
    }
    const auto from = parse_url("https://host/folder/file?query");
    PELF_CHECK(from.has_value());
    const auto next = follow_location(*from, text);
    PELF_CHECK(!next || next->is_tls);
    return 0;
}
