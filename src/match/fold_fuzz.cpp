// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "match/fold.hpp"

/// Folding twice is folding once; the key knows no order; the way for ASCII is the way for all.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using pelf::match::fold;
    using pelf::match::order_free_key;
    constexpr std::size_t kNameBytesMax = 4096;
    const std::string_view name(reinterpret_cast<const char*>(data),
                                size < kNameBytesMax ? size : kNameBytesMax);
    const std::string folded = fold(name);
    PELF_CHECK(fold(folded) == folded);
    PELF_CHECK(!folded.starts_with(' ') && !folded.ends_with(' '));
    PELF_CHECK(folded.find("  ") == std::string::npos);
    PELF_CHECK(order_free_key(order_free_key(folded)) == order_free_key(folded));

    bool ascii = true;
    for (const char c : name) ascii = ascii && static_cast<unsigned char>(c) < 0x80;
    if (ascii) {
        const std::string longer = fold(std::string(name) + " \xC3\xA9");
        PELF_CHECK(longer == (folded.empty() ? "e" : folded + " e"));
    }
    return 0;
}
