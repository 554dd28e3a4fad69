// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "screen/list_manifest.hpp"
#include "screen/test_hash.hpp"

/// What parses is what is written: a manifest has one spelling. The checksum is put right, so that
/// the lines behind it are reached.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using pelf::screen::format_manifest;
    using pelf::screen::parse_manifest;
    using pelf::screen::test_hash;
    std::string text(reinterpret_cast<const char*>(data), size);
    PELF_CHECK(!parse_manifest(text, test_hash) ||
               format_manifest(*parse_manifest(text, test_hash), test_hash) == text);

    const std::string checksum = test_hash(std::as_bytes(std::span(text)));
    text += "checksum " + checksum + "\n";
    const auto version = parse_manifest(text, test_hash);
    PELF_CHECK(!version || format_manifest(*version, test_hash) == text);
    return 0;
}
