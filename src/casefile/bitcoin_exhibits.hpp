// SPDX-License-Identifier: Apache-2.0
//
// What a bundle's headers and transactions prove by their bytes alone: headers follow one another
// and took work; a transaction is the one with that id and stands in that block. Not proved: that
// the network agrees with the checkpoint (compare it), that difficulty was what the rules asked
// for, that scripts and signatures are good.
//
// Refused besides wrong hashes: a transaction of 64 bytes, a leaf that stands in for a missing one,
// a branch as long as no other of its block (codec/merkle_branch.hpp). So that lengths can be
// compared, each block in evidence has its coinbase in the bundle too.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "casefile/bundle.hpp"
#include "casefile/verdict.hpp"
#include "codec/bitcoin_block.hpp"

namespace pelf::casefile {

struct ProvedTransaction {
    codec::Block parsed{};  ///< Holds this transaction alone; points into the bundle's bytes.
    std::uint64_t height = 0;
    std::uint32_t time_s = 0;  ///< Of its block.

    const codec::Transaction& transaction() const { return parsed.transactions.front(); }
    bool is_coinbase() const;
};

/// By id, as people write it.
using ProvedTransactions = std::map<std::string, ProvedTransaction, std::less<>>;

/// Checks headers, then transactions; objections go to `verdict`, and the facts about headers.
/// What comes back is every transaction whose bytes have the id that its name says.
ProvedTransactions check_bitcoin(const Manifest& manifest, std::span<const Member> members,
                                 Verdict& verdict);

}  // namespace pelf::casefile
