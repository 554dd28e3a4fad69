// SPDX-License-Identifier: Apache-2.0
//
// However the bytes are cut into pieces, the hash is that of the whole.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/check.hpp"
#include "codec/sha256.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span(data, size));
    const auto expected = pelf::codec::sha256(bytes);
    const auto expected_twice = pelf::codec::sha256d(bytes);
    PELF_CHECK(expected_twice == pelf::codec::sha256(expected.bytes));

    // The input says itself where it is cut: each piece as long as its own first byte.
    pelf::codec::Sha256 stream;
    std::span rest = bytes;
    while (!rest.empty()) {
        const auto piece_bytes =
            std::min(rest.size(), std::max<std::size_t>(1, std::to_integer<std::size_t>(rest[0])));
        stream.update(rest.first(piece_bytes));
        rest = rest.subspan(piece_bytes);
    }
    PELF_CHECK(stream.finish() == expected);
    stream.update(bytes);
    PELF_CHECK(stream.finish() == expected);

    const std::size_t first_cut = size == 0 ? 0 : data[0] % (size + 1);
    const std::size_t second_cut =
        first_cut + (size == 0 ? 0 : data[size - 1]) % (size - first_cut + 1);
    PELF_CHECK(pelf::codec::sha256d({bytes.first(first_cut),
                                     bytes.subspan(first_cut, second_cut - first_cut),
                                     bytes.subspan(second_cut)}) == expected_twice);
    return 0;
}
