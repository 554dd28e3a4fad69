// SPDX-License-Identifier: Apache-2.0
//
// RLP, the encoding that Ethereum hashes (Yellow Paper, appendix B), as far as a block header, a
// transaction and a contract's address need it: lists of strings and lists, written. Nothing here
// reads it.
//
//   a byte below 0x80          itself
//   string of 0 to 55 bytes    0x80 + size, the bytes
//   longer string              0xb7 + bytes of the size, the size big-endian, the bytes
//   list                       the same with 0xc0 and 0xf7, over the encodings of its items
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace pelf::codec {

/// One list, its items added in order.
class RlpList {
public:
    void add(std::span<const std::byte> string);
    /// Big-endian without zeros before it; 0 is the empty string.
    void add_number(std::uint64_t number);
    /// A number given as big-endian bytes, which may begin with zeros.
    void add_number(std::span<const std::byte> big_endian);
    void add_list(const RlpList& list);
    /// The list with its head.
    std::vector<std::byte> finish() const;

private:
    std::vector<std::byte> items_;
};

}  // namespace pelf::codec
