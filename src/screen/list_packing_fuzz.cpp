// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/check.hpp"
#include "screen/list_packing.hpp"

/// The first byte says where the input is cut into prefix and content: what is packed comes back.
/// And the content taken for packed data gives an error or exactly the size that was asked for.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using pelf::screen::pack;
    using pelf::screen::unpack;
    if (size == 0) return 0;
    const auto all = std::as_bytes(std::span(data + 1, size - 1));
    const std::size_t cut = all.size() * data[0] / 256;
    const auto prefix = all.first(cut);
    const auto content = all.subspan(cut);
    const auto packed = pack(content, prefix);
    PELF_CHECK(packed.has_value());
    const auto again = unpack(*packed, prefix, content.size());
    PELF_CHECK(again && std::equal(again->begin(), again->end(), content.begin(), content.end()));
    for (const std::uint64_t asked : {std::uint64_t(0), std::uint64_t(size), std::uint64_t(4096)}) {
        const auto found = unpack(content, prefix, asked);
        PELF_CHECK(!found || found->size() == asked);
    }
    return 0;
}
