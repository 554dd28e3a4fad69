// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/bitcoin_memos.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "ingest/ledgers/thorchain_memo.hpp"

namespace pelf::ingest {

std::span<const std::byte> return_payload(std::span<const std::byte> script) noexcept {
    constexpr std::uint8_t kReturn = 0x6a;
    constexpr std::uint8_t kPushMax = 75;  // A byte up to here pushes so many bytes.
    constexpr std::uint8_t kPushData1 = 0x4c;
    constexpr std::uint8_t kPushData2 = 0x4d;
    constexpr std::uint8_t kPushData4 = 0x4e;
    ByteReader reader(script);
    const auto first = reader.read<std::uint8_t>();
    const auto push = reader.read<std::uint8_t>();
    if (!first || !push || *first != kReturn) return {};
    std::uint64_t size = *push;
    const auto read_size = [&](auto read) { size = read ? *read : 0; };
    if (*push == kPushData1) {
        read_size(reader.read<std::uint8_t>());
    } else if (*push == kPushData2) {
        read_size(reader.read<std::uint16_t>());
    } else if (*push == kPushData4) {
        read_size(reader.read<std::uint32_t>());
    } else if (*push > kPushMax) {
        return {};
    }
    if (size != reader.remaining_bytes()) return {};
    return script.last(size);
}

std::string bitcoin_memo(std::span<const codec::TransactionOutput> outputs) {
    std::string memo;
    for (const codec::TransactionOutput& output : outputs) {
        const auto payload = return_payload(output.script);
        if (payload.size() + memo.size() > kThorchainMemoBytesMax) return {};
        memo += as_text(payload);
    }
    return memo;
}

void hand_over_memos(const codec::Block& block, std::uint64_t height, const MemoSink& sink) {
    for (const codec::Transaction& transaction : block.transactions) {
        LedgerMemo memo;
        memo.text = bitcoin_memo(block.outputs_of(transaction));
        if (memo.text.empty()) continue;
        memo.transaction = transaction.txid.bytes;
        std::ranges::reverse(memo.transaction);
        memo.height = height;
        sink(memo);
    }
}

}  // namespace pelf::ingest
