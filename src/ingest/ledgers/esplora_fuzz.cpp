// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "codec/bitcoin_block.hpp"
#include "codec/merkle_branch.hpp"
#include "ingest/ledgers/esplora.hpp"

/// The first byte says which answer the rest is, and of how many outputs. What parses keeps what
/// the header promises.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pelf;
    if (size == 0) return 0;
    const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t outputs_count = data[0] / 8;
    switch (data[0] % 8) {
        case 0: {
            const auto spends = ingest::parse_outspends(body, outputs_count);
            if (!spends) return 0;
            PELF_CHECK(spends->size() == outputs_count);
            for (const ingest::SaidSpend& spend : *spends) {
                PELF_CHECK(spend.is_spent || spend == ingest::SaidSpend{});
            }
            PELF_CHECK(!ingest::parse_outspends(body, outputs_count + 1));
            return 0;
        }
        case 1: {
            const auto proof = ingest::parse_merkle_proof(body);
            if (!proof) return 0;
            PELF_CHECK(proof->branch.size() <= codec::kMerkleBranchMax);
            const auto root = codec::root_of_branch({}, proof->position, proof->branch);
            const bool is_beyond = proof->position >> proof->branch.size() != 0;
            PELF_CHECK(!is_beyond || !root);
            return 0;
        }
        case 2: static_cast<void>(ingest::parse_status(body)); return 0;
        case 3: static_cast<void>(ingest::parse_height(body)); return 0;
        default: static_cast<void>(ingest::parse_hash(body)); return 0;
    }
}
