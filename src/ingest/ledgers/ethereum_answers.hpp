// SPDX-License-Identifier: Apache-2.0
//
// What a node of Ethereum says of single accounts and transactions, verified as far as it can be;
// for the readers of this folder only. What is asked and believed: docs/formats/ethereum-cache.md.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/uint256.hpp"
#include "ingest/ledgers/ethereum_block.hpp"
#include "ingest/ledgers/ethereum_history.hpp"
#include "ingest/ledgers/ethereum_rules.hpp"

namespace pelf::ingest {

/// What finds the transactions of an account: each of these has some that the others lack.
enum class EthereumSide : std::uint8_t {
    trace_from,  ///< trace_filter, fromAddress: who calls, pays or makes a contract.
    trace_to,    ///< trace_filter, toAddress: who is called or paid.
    log_from,    ///< eth_getLogs, first topic: tokens given, ether wrapped and unwrapped.
    log_to,      ///< eth_getLogs, second topic: tokens got.
};
inline constexpr std::size_t kEthereumSidesCount = 4;
constexpr bool is_of_traces(EthereumSide side) noexcept {
    return side == EthereumSide::trace_from || side == EthereumSide::trace_to;
}

/// One page of a question, as it is asked and as it is kept.
struct EthereumPageQuestion {
    EthereumSide side = EthereumSide::trace_from;
    codec::EthereumAddress account{};
    std::uint64_t first = 0;  ///< Block.
    std::uint64_t last = 0;   ///< Block.
    std::uint64_t after = 0;  ///< Rows to pass over; trace_filter alone has pages.

    bool operator==(const EthereumPageQuestion&) const = default;
};

/// Where the account moves: a row of an answer.
struct EthereumTouch {
    std::uint64_t height = 0;
    /// Nothing for what belongs to no transaction: rewards.
    std::optional<model::LedgerHash> transaction{};
    std::string path{};  ///< Of a trace: its place in the tree of calls, as JSON.

    bool operator==(const EthereumTouch&) const = default;
};

/// Rows asked for in one page of trace_filter.
inline constexpr std::uint64_t kTracePageRows = 1'000;
inline constexpr std::uint64_t kEthereumAnswerBytesMax = 60'000'000;

/// As JSON-RPC wants it: method and parameters.
struct EthereumCall {
    std::string_view method;
    boost::json::array parameters;
};
EthereumCall call_of(const EthereumPageQuestion& question);

/// In the order of the answer. Fails with not_found (null: the node no longer has it), refused
/// (blocks outside those asked for, out of order, or taken back) or malformed.
Result<std::vector<EthereumTouch>> read_touches(const EthereumPageQuestion& question,
                                                const boost::json::value& answer);

/// A header as read_json_header() reads it, with what was found.
struct SaidEthereumHeader {
    EthereumBlock block{};   ///< Without transactions.
    bool is_proven = false;  ///< The hash is that of the header.
};
/// Fails with not_found (null), malformed, or refused (a hash that is not the header's).
Result<SaidEthereumHeader> read_said_header(const boost::json::value& answer);

/// What one transaction moved, as a whole block's reading would have it. `parts` are the answers to
/// eth_getTransactionByHash, eth_getTransactionReceipt and trace_transaction. Fails with not_found
/// (the node lacks one of them), refused (of another block, another id than that of what it says)
/// or malformed.
Result<SaidEthereumTransaction> read_said_transaction(const SaidEthereumHeader& header,
                                                      const boost::json::array& parts,
                                                      const EthereumRules& rules);

/// A quantity as nodes want it: no zeros before it.
std::string ethereum_quantity(std::uint64_t number);
/// "0x" and the digits.
std::string ethereum_digits(std::span<const std::byte> bytes);

}  // namespace pelf::ingest
