// SPDX-License-Identifier: Apache-2.0
//
// Round trips: any bytes through hex and back, and any text that is read, written again in lower
// case.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"

namespace {

using namespace std::string_view_literals;

bool all_hex_digits(std::string_view text) {
    return text.find_first_not_of("0123456789abcdefABCDEF"sv) == std::string_view::npos;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span(data, size));
    const auto same = pelf::codec::from_hex(pelf::codec::to_hex(bytes));
    PELF_CHECK(same && std::ranges::equal(*same, bytes));

    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto read = pelf::codec::from_hex(text);
    PELF_CHECK(read.has_value() == (size % 2 == 0 && all_hex_digits(text)));
    if (read) PELF_CHECK(pelf::codec::to_hex(*read) == pelf::ascii_lower(text));

    const auto hash = pelf::codec::from_reversed_hex(text);
    PELF_CHECK(hash.has_value() == (size == 64 && all_hex_digits(text)));
    if (hash) PELF_CHECK(pelf::codec::to_reversed_hex(*hash) == pelf::ascii_lower(text));
    return 0;
}
