// SPDX-License-Identifier: Apache-2.0
//
// Poisoned addresses: somebody makes an address that begins and ends like one with which the
// victim has to do, and puts it into the victim's history by a token transfer, of nothing or of
// dust, hoping that it is copied one day. Wallets show the beginning and the end.
//
// Method: of the last pairs of partners, those are looked up whose partner has the same first and
// last two bytes. That two random addresses agree in these has a chance of 2^-32, so a hit is
// meant by somebody: a poisoner, or an owner of addresses with a wished-for beginning and end. What
// a hit does not say is which of the two partners is the false one; most often the later. The
// memory is bounded, so that a pair long ago is forgotten.
#pragma once

#include <cstdint>
#include <vector>

#include "codec/ethereum_address.hpp"

namespace pelf::ingest {

class LookalikeWatch {
public:
    /// Notes that the two had to do with each other. True if one of them looks like an earlier
    /// partner of the other. Cost: two places in a table of 1 MB, made on the first call.
    bool note(const codec::EthereumAddress& a, const codec::EthereumAddress& b);

private:
    /// 64 bits of each stand for the addresses, so that the table stays in a processor's cache.
    /// Two different pairs are taken for one once in 2^64.
    struct Pair {
        std::uint64_t owner_and_ends =
            0;  ///< Of the owner, and the partner's first and last bytes.
        std::uint64_t partner = 0;
    };
    bool note_partner(const codec::EthereumAddress& owner, const codec::EthereumAddress& partner);

    std::vector<Pair> pairs_;
};

}  // namespace pelf::ingest
