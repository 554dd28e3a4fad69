// SPDX-License-Identifier: Apache-2.0
//
// Round trip: what was read, written again by the plain encoder, gives the bytes back.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/check.hpp"
#include "ingest/ledgers/utxo_snapshot.hpp"
#include "support/snapshot_encoder.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using pelf::ingest::SnapshotCoin;
    const auto bytes = std::as_bytes(std::span(data, size));
    std::vector<std::vector<SnapshotCoin>> groups;
    const auto header =
        pelf::ingest::read_utxo_snapshot(bytes, [&](const SnapshotCoin& coin) -> pelf::Status {
            PELF_CHECK(coin.value_sat <= pelf::ingest::kMoneyMaxSat);
            PELF_CHECK(coin.script.size() <= pelf::ingest::kSnapshotScriptBytesMax);
            if (groups.empty() || groups.back().front().txid != coin.txid) groups.emplace_back();
            groups.back().push_back(coin);
            return pelf::Done{};
        });
    if (!header) return 0;
    auto again = pelf::test::snapshot_header_bytes(*header);
    for (const auto& group : groups) pelf::test::append_coins(again, group);
    PELF_CHECK(std::ranges::equal(again, bytes));
    return 0;
}
