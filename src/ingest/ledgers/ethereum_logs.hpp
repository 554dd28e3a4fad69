// SPDX-License-Identifier: Apache-2.0
//
// Which logs of contracts are movements of a token.
//
//   event                               topics                  data     is
//   Transfer(address,address,uint256)   itself, from, to        value    ERC-20 (EIP-20)
//   the same                            itself, from, to, id    none     ERC-721: one thing, no sum
//   the same                            itself and fewer        the rest a form before the standard
//   Deposit(address,uint256)            itself, to              value    WETH9, of its contracts
//   only Withdrawal(address,uint256)         itself, from            value    WETH9, of its
//   contracts only TransferSingle, TransferBatch       any                     any      ERC-1155
//
// Events say what contracts say: a token that takes a fee on the way, or whose balances grow by
// themselves, does not move what its events tell. check_balances() of ethereum_balances.hpp asks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "ingest/ledgers/ethereum_block.hpp"
#include "ingest/ledgers/ethereum_rules.hpp"

namespace pelf::ingest {

struct EthereumLog {
    codec::EthereumAddress address;
    std::span<const model::LedgerHash> topics;
    /// The first 32 bytes of the data; zeros where there are fewer.
    model::LedgerHash first_word{};
    std::size_t data_bytes = 0;
};

enum class LogMeaning : std::uint8_t {
    nothing,      ///< No movement of a token that is counted in units.
    movement,     ///< The event is filled: kind, token, from, to, value.
    one_of_kind,  ///< ERC-721.
    many_kinds,   ///< ERC-1155.
    old_form,     ///< Transfer with fewer topics: who gave and got is in the data, if it is.
    malformed,    ///< Transfer, Deposit or Withdrawal with sizes or addresses that cannot be.
};

LogMeaning read_log(const EthereumLog& log, const EthereumRules& rules, EthereumTokenEvent& event);

}  // namespace pelf::ingest
