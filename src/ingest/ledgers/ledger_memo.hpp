// SPDX-License-Identifier: Apache-2.0
//
// A text that goes with a payment: in an OP_RETURN output, a Memo of the XRP Ledger, a call of a
// router's contract. The stores keep none of them; readers hand them over on the way.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/uint256.hpp"
#include "codec/ethereum_address.hpp"
#include "model/account_block.hpp"

namespace pelf::ingest {

struct LedgerMemo {
    enum class Kind : std::uint8_t {
        note,          ///< Of the whole transaction, by whoever sent it.
        deposit,       ///< A router says that somebody paid in.
        transfer_out,  ///< A router says that a vault paid.
    };

    Kind kind = Kind::note;
    model::LedgerHash transaction{};  ///< In the order in which the ledger's tools show it.
    std::uint64_t height = 0;
    std::string text{};
    // Of a router only.
    codec::EthereumAddress router{};  ///< The contract that says so.
    codec::EthereumAddress vault{};
    codec::EthereumAddress payee{};  ///< Of a transfer_out.
    codec::EthereumAddress token{};  ///< All zeros: ether.
    Uint256 amount{};                ///< In the asset's smallest unit.
};

/// Called in the order in which the ledger has them.
using MemoSink = std::function<void(const LedgerMemo&)>;

}  // namespace pelf::ingest
