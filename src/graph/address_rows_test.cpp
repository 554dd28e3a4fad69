// SPDX-License-Identifier: Apache-2.0
#include "graph/address_rows.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace pelf::graph {
namespace {

TEST(AddressRows, FindsEveryRowAndNothingWhereTheyAreCut) {
    std::vector<std::byte> rows;
    std::vector<std::byte> samples(kPackedLeadBytes);
    std::vector<std::size_t> ends;
    constexpr std::uint64_t kCount = 40;
    for (std::uint64_t address = 0; address < kCount; ++address) {
        if (address % kAddressesPerSample == 0) append_packed(samples, rows.size());
        codec::Lock lock;
        lock.kind = codec::ScriptKind::p2pkh;
        lock.size_bytes = static_cast<std::uint8_t>(address % 9);
        append_address_row(rows, lock);
        ends.push_back(rows.size());
    }
    for (std::size_t size = 0; size <= rows.size(); ++size) {
        const auto kept = std::span(rows).first(size);
        const AddressRows cut(kept, PackedView(samples.data() + kPackedLeadBytes), kCount);
        for (std::uint64_t address = 0; address < kCount; ++address) {
            const auto row = cut.find_row(address);
            ASSERT_EQ(row.has_value(), ends[address] <= size) << address << " of " << size;
            if (row) {
                ASSERT_EQ(row->size(), kAddressRowHeadBytes + address % 9);
            }
        }
    }
}

TEST(AddressRows, KeyARowAlikeByBytesAndByWords) {
    std::vector<std::byte> padded(48);
    std::vector<std::uint32_t> keys;
    for (std::size_t size = 0; size <= 40; ++size) {
        const std::size_t words_bytes = (size + 7) / 8 * 8;
        const auto row = std::span<const std::byte>(padded).first(size);
        const auto words = std::span<const std::byte>(padded).first(words_bytes);
        ASSERT_EQ(address_key(row), word_key(words, size)) << size;
        keys.push_back(address_key(row));
        padded[size] = static_cast<std::byte>(3 * size + 1);
    }
    // As the format says: h = 2; one word; the upper half of the last product.
    constexpr std::uint64_t kGolden = 0x9e37'79b9'7f4a'7c15;
    std::uint64_t hash = (2 ^ std::uint64_t{0x0401}) * kGolden;
    hash ^= hash >> 32;
    EXPECT_EQ(keys[2], (hash * kGolden) >> 32);
}

}  // namespace
}  // namespace pelf::graph
