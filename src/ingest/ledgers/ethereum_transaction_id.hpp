// SPDX-License-Identifier: Apache-2.0
//
// Whether a transaction of Ethereum has the id of what it says: its fields as RLP, hashed with
// Keccak-256. For the readers of this folder only.
//
//   type  hashed                                                            since
//   0x0   nonce gasPrice gas to value input v r s                           the first block
//   0x1   chainId, these without v, accessList before yParity r s           EIP-2930
//   0x2   maxPriorityFeePerGas and maxFeePerGas in place of gasPrice        EIP-1559
//   0x3   maxFeePerBlobGas and blobVersionedHashes after accessList         EIP-4844
//   0x4   authorizationList after accessList                                EIP-7702
//
// All but the first stand behind one byte, their type (EIP-2718). The id covers the signature, and
// so who sent it; that the sender named beside it is that one is not looked at here.
#pragma once

#include <boost/json.hpp>
#include <cstdint>

#include "model/account_block.hpp"

namespace pelf::ingest {

enum class IdFinding : std::uint8_t {
    proven,
    wrong,    ///< All that is hashed is there, and hashes to something else.
    unknown,  ///< A type or a form that is not known here, or a field is missing.
};

IdFinding check_transaction_id(const boost::json::object& transaction,
                               const model::LedgerHash& hash);

}  // namespace pelf::ingest
