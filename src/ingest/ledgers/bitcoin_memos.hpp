// SPDX-License-Identifier: Apache-2.0
//
// Texts in OP_RETURN outputs. An output counts whose script is RETURN and one push; where
// several do, their texts are put together in order, as THORChain does (bifrost's getMemo).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "codec/bitcoin_block.hpp"
#include "ingest/ledgers/ledger_memo.hpp"

namespace pelf::ingest {

/// The pushed bytes; empty for any other script.
std::span<const std::byte> return_payload(std::span<const std::byte> script) noexcept;

/// The text of a transaction, any bytes; empty if it has none, or of more than a memo of any
/// protocol may have (kThorchainMemoBytesMax).
std::string bitcoin_memo(std::span<const codec::TransactionOutput> outputs);

void hand_over_memos(const codec::Block& block, std::uint64_t height, const MemoSink& sink);

}  // namespace pelf::ingest
