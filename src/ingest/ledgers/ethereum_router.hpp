// SPDX-License-Identifier: Apache-2.0
//
// What the router contracts of THORChain say on Ethereum: with each payment a memo.
//
//   event                                          topics             data
//   Deposit(address,address,uint256,string)        to, asset          amount, memo
//   TransferOut(address,address,address,           vault, to          asset, amount, memo
//               uint256,string)
//
//   call                                                   selector   sent with it
//   deposit(address,address,uint256,string)                1fece7b4   the ether, if it is ether
//   depositWithExpiry(address,address,uint256,string,uint256)  44bc937b   the same
//   transferOut(address,address,uint256,string)            574da717   the same
//
// Any contract can emit these events and any account be sent these calls: whether it was a router
// of the protocol is for the caller to know. Calls are asked only where there are no events.
// Source: THORChain_Router.sol, versions 1 to 4.1, as verified on Etherscan; the topics are those
// in bifrost's smartcontract_log_parser.go.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "ingest/ledgers/ethereum_block.hpp"
#include "ingest/ledgers/ethereum_logs.hpp"
#include "ingest/ledgers/ledger_memo.hpp"

namespace pelf::ingest {

/// Of the data of an event or a call: four words, a length and the text of a memo, with room.
inline constexpr std::size_t kRouterDataBytesMax = 1'024;

/// Whether the log is by its first topic one of these events.
bool is_router_event(const EthereumLog& log) noexcept;
/// The memo of such an event, without transaction and height. `data_hex`: without "0x". Nothing
/// where sizes, addresses or the place of the text cannot be.
std::optional<LedgerMemo> read_router_event(const EthereumLog& log, std::string_view data_hex);

/// The memo of a transaction's call, by its input ("0x..."); nothing where it is none of these.
std::optional<LedgerMemo> read_router_call(const EthereumTransaction& transaction,
                                           std::string_view input);

/// Hands over the block's memos of transactions that did not fail: events, and of transactions
/// without any the call, if it is known to have succeeded.
void hand_over_memos(EthereumBlock& block, const MemoSink& sink);

}  // namespace pelf::ingest
