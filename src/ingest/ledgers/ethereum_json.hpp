// SPDX-License-Identifier: Apache-2.0
//
// Answers of a node of Ethereum, put into a block; for the readers of this folder only. What the
// answers hold is in docs/formats/ethereum-rpc.md.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "base/uint256.hpp"
#include "ingest/ledgers/ethereum_block.hpp"
#include "ingest/ledgers/ethereum_rules.hpp"
#include "ingest/ledgers/ethereum_transfers.hpp"

namespace pelf::ingest {

/// "0x0" to "0xffff...": a quantity. Nothing for anything else and for what needs more bits.
std::optional<Uint256> read_quantity(std::string_view text);
std::optional<std::uint64_t> read_quantity_64(std::string_view text);

/// Steps in the paths of all traces of a block: a call 1,024 deep takes as many for itself.
inline constexpr std::size_t kTracePathStepsMax = std::size_t{1} << 25;

struct JsonBlockFacts {
    std::uint32_t uncles_count = 0;
    /// The hash is that of the header's fields. False: a field is there that is not known here, so
    /// it could not be checked.
    bool is_hash_checked = true;
};

/// eth_getBlockByNumber, whatever it says of transactions: the header alone. Fails as
/// read_json_block() does.
Result<JsonBlockFacts> read_json_header(const boost::json::value& answer, EthereumBlock& block);

/// A transaction, added to the block's. Fails with malformed: a field is missing or wrong.
Status read_json_transaction(const boost::json::value& answer, EthereumBlock& block);

/// eth_getBlockByNumber with whole transactions. Fails with malformed: a field is missing or
/// wrong, or the hash is not that of the header.
Result<JsonBlockFacts> read_json_block(const boost::json::value& answer, EthereumBlock& block);

/// eth_getBlockReceipts, or what several eth_getTransactionReceipt gave. Logs that cannot be used
/// are counted in `transfers`. Fails with refused if they are of another block of this number (the
/// chain was reorganised), with not_found if one is null or missing, with malformed.
Status read_json_receipts(const boost::json::array& receipts, const EthereumRules& rules,
                          EthereumTransfers& transfers, EthereumBlock& block);

/// trace_block. Fails as the receipts do.
Status read_json_traces(const boost::json::array& traces, EthereumBlock& block);

/// debug_traceBlockByNumber with the callTracer. Fails as the receipts do. A self-destruction
/// without its parties, as old versions give it, is counted as a flaw in `transfers`.
Status read_json_call_trees(const boost::json::array& answers, EthereumTransfers& transfers,
                            EthereumBlock& block);

}  // namespace pelf::ingest
