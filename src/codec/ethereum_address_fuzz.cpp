// SPDX-License-Identifier: Apache-2.0
//
// What is read, written again, is the same text but for its case; what is written is read.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/text.hpp"
#include "codec/ethereum_address.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using pelf::codec::parse_ethereum_address;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto address = parse_ethereum_address(text);
    const std::string lower = pelf::ascii_lower(text);
    PELF_CHECK(address || address.error() == pelf::Fault::malformed ||
               parse_ethereum_address(lower).has_value());
    if (address) {
        const std::string written = pelf::codec::to_string(*address);
        PELF_CHECK(pelf::ascii_lower(written) == lower);
        const auto again = parse_ethereum_address(written);
        PELF_CHECK(again && *again == *address);
    }
    pelf::codec::EthereumAddress raw;
    for (std::size_t i = 0; i < std::min(size, raw.bytes.size()); ++i) {
        raw.bytes[i] = static_cast<std::byte>(data[i]);
    }
    const auto same = parse_ethereum_address(pelf::codec::to_string(raw));
    PELF_CHECK(same && *same == raw);
    return 0;
}
