// SPDX-License-Identifier: Apache-2.0
//
// Whatever a memo says: what was read of it, written out, reads the same.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "ingest/ledgers/thorchain_memo.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pelf::ingest;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto memo = read_thorchain_memo(text);
    if (!memo || memo->kind == ThorchainMemo::Kind::other) return 0;
    PELF_CHECK(size <= kThorchainMemoBytesMax);
    const std::string written = to_string(*memo);
    if (written.size() > kThorchainMemoBytesMax) return 0;
    const auto again = read_thorchain_memo(written);
    PELF_CHECK(again && *again == *memo && to_string(*again) == written);
    return 0;
}
