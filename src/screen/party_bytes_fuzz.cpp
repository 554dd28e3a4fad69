// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/check.hpp"
#include "screen/party_bytes.hpp"

/// What is read is what is written of it, read again: numbers have spellings too many, values one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const char> input(reinterpret_cast<const char*>(data), size);
    const auto read = pelf::screen::read_parties(input);
    if (!read) return 0;
    const auto bytes = pelf::screen::bytes_of(read->parties, read->tags);
    const auto again = pelf::screen::read_parties(bytes);
    PELF_CHECK(again.has_value() && again->parties == read->parties);
    PELF_CHECK(pelf::screen::bytes_of(again->parties, again->tags) == bytes);
    return 0;
}
