// SPDX-License-Identifier: Apache-2.0
//
// Does a coin store still say what the chain said? Everything that can be worked out again is
// worked out again and compared: block hashes from headers, Merkle roots from transaction ids,
// each block's checksum over its rows, who spends what from both sides, fees, the unspent set,
// the address dictionary and every index pair. What is trusted is the chain's own proof of work,
// which was checked when the blocks were read.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graph/coin_store.hpp"
#include "graph/store_check.hpp"

namespace pelf::graph {

struct StoreCheck {
    std::uint64_t blocks = 0;
    std::uint64_t transactions = 0;
    std::uint64_t inputs = 0;
    std::uint64_t outputs = 0;
    std::uint64_t addresses = 0;
    std::uint64_t index_pairs = 0;
    std::uint64_t faults_count = 0;
    std::vector<std::string> faults;  ///< The first kStoreFaultsMax.
};

/// Reads the whole store once, and the index once more. Needs no memory to speak of. Stops early
/// only where the damage makes row numbers meaningless.
StoreCheck verify_store(const CoinStore& store, const CheckProgress& progress);

}  // namespace pelf::graph
