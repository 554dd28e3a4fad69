// SPDX-License-Identifier: Apache-2.0
//
// The first byte says where in the rest the transaction ends and its metadata begin: what is read
// of them says of each account and asset one thing, gained or lost, and says it again of the same
// bytes.
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/check.hpp"
#include "ingest/ledgers/xrpl_changes.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pelf;
    if (size == 0) return 0;
    const auto bytes = std::as_bytes(std::span(data, size)).subspan(1);
    const std::size_t at = bytes.size() * data[0] / 256;
    const auto changes = ingest::read_xrpl_changes(bytes.first(at), bytes.subspan(at));
    if (!changes) return 0;
    for (const auto& change : changes->changes) {
        PELF_CHECK(change.gained.is_zero() || change.lost.is_zero());
        PELF_CHECK(changes->find(change.account, change.asset) != nullptr);
        PELF_CHECK(change.lost.is_zero() || changes->has_lost(change.account));
        PELF_CHECK(change.lost.is_zero() || changes->givers_count(change.asset) > 0);
    }
    const auto again = ingest::read_xrpl_changes(bytes.first(at), bytes.subspan(at));
    PELF_CHECK(again && again->changes.size() == changes->changes.size());
    return 0;
}
