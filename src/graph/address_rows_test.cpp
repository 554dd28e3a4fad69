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

}  // namespace
}  // namespace pelf::graph
