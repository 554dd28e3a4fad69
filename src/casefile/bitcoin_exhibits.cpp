// SPDX-License-Identifier: Apache-2.0
#include "casefile/bitcoin_exhibits.hpp"

#include <algorithm>
#include <limits>

#include "base/text.hpp"
#include "codec/hex.hpp"
#include "codec/merkle_branch.hpp"
#include "ingest/ledgers/bitcoin_chain.hpp"

namespace pelf::casefile {
namespace {

using codec::Hash256;

struct HeaderFacts {
    Hash256 merkle_root{};
    std::uint32_t time_s = 0;
};

/// Walks the headers from the lowest to the checkpoint.
std::vector<HeaderFacts> check_headers(const Manifest& manifest, std::span<const Member> members,
                                       Verdict& verdict) {
    const auto bytes = bytes_of(members, kHeadersName);
    verdict.line(Check::headers).is_reached = true;
    const auto object = [&](std::string where, std::string_view what) {
        verdict.object(Check::headers, std::move(where), std::string(what));
    };
    std::vector<HeaderFacts> headers;
    if (bytes.size() != manifest.headers_count * codec::kBlockHeaderBytes) {
        object(std::string(kHeadersName),
               text("expected ", manifest.headers_count, " headers of 80 bytes, found ",
                    bytes.size(), " bytes"));
        return headers;
    }
    const auto& parameters = ingest::chain_parameters(manifest.chain);
    Uint256 work;
    Hash256 previous;
    for (std::uint64_t i = 0; i < manifest.headers_count; ++i) {
        const auto raw =
            bytes.subspan(i * codec::kBlockHeaderBytes).first<codec::kBlockHeaderBytes>();
        ByteReader reader(raw);
        const auto header = codec::read_block_header(reader);
        PELF_CHECK(header.has_value());
        const Hash256 hash = codec::block_hash(raw);
        const std::string where = text(kHeadersName, ", height ", manifest.first_height + i);
        if (i > 0 && header->previous != previous) {
            object(where, "it does not name the block before it");
        }
        if (!ingest::has_proof_of_work(hash, header->bits, parameters)) {
            object(where, "its hash does not show the proof of work");
        } else {
            work = ingest::saturating_add(
                work, ingest::work_of_target(*ingest::target_from_bits(header->bits)));
        }
        if (manifest.first_height + i == 0) {
            verdict.facts.is_from_genesis = hash == parameters.genesis;
            if (hash != parameters.genesis) object(where, "it is not the network's first block");
        }
        headers.push_back({header->merkle_root, header->time_s});
        previous = hash;
    }
    verdict.line(Check::headers).looked_at = manifest.headers_count;
    verdict.facts.checkpoint = codec::to_reversed_hex(previous);
    verdict.facts.work = to_string(work);
    if (verdict.facts.checkpoint != manifest.coverage.tip ||
        manifest.checkpoint_height() != manifest.coverage.height) {
        object(std::string(kHeadersName),
               "the last header is not the block that the manifest says the ledger ended with");
    }
    return headers;
}

/// Checks one transaction against its block. Nothing if its bytes are no transaction of that id.
std::optional<ProvedTransaction> check_transaction(const Exhibit& exhibit,
                                                   std::span<const std::byte> bytes,
                                                   const Manifest& manifest,
                                                   std::span<const HeaderFacts> headers,
                                                   Verdict& verdict) {
    const auto object = [&](std::string_view what) {
        verdict.object(Check::transactions, exhibit.name, std::string(what));
    };
    ProvedTransaction proved;
    if (!codec::parse_transaction(bytes, proved.parsed)) {
        object("its bytes are no transaction");
        return std::nullopt;
    }
    const codec::Transaction& transaction = proved.transaction();
    if (codec::to_reversed_hex(transaction.txid) !=
        std::string_view(exhibit.name).substr(kTransactionsFolder.size())) {
        object("its bytes are those of another transaction than its name says");
        return std::nullopt;
    }
    const BlockPlace& place = *exhibit.place;
    proved.height = place.height;
    if (transaction.stripped_bytes == codec::kMerkleNodeBytes) {
        object("a transaction of 64 bytes can be made up; it proves nothing");
    }
    if (place.height < manifest.first_height ||
        place.height - manifest.first_height >= headers.size()) {
        object("no header of the bundle has its height");
        return proved;
    }
    const HeaderFacts& header = headers[place.height - manifest.first_height];
    proved.time_s = header.time_s;
    const auto root = codec::root_of_branch(transaction.txid, place.index, place.branch);
    if (!root) {
        object(root.error() == Fault::refused ? "its place in the block stands in for a missing one"
                                              : "its number is none that its branch leads to");
    } else if (*root != header.merkle_root) {
        object("its branch does not lead to the Merkle root of its block");
    }
    if ((place.index == 0) != proved.is_coinbase()) {
        object("the first transaction of a block is its coinbase, and no other is");
    }
    return proved;
}

/// All branches of a block are as long as its coinbase's.
void check_lengths(const Manifest& manifest, Verdict& verdict) {
    std::map<std::uint64_t, std::size_t> coinbases;
    for (const Exhibit& exhibit : manifest.exhibits) {
        if (exhibit.place && exhibit.place->index == 0) {
            coinbases.emplace(exhibit.place->height, exhibit.place->branch.size());
        }
    }
    for (const Exhibit& exhibit : manifest.exhibits) {
        if (!exhibit.place) continue;
        const auto coinbase = coinbases.find(exhibit.place->height);
        if (coinbase == coinbases.end()) {
            verdict.object(Check::transactions, exhibit.name,
                           "the coinbase of its block is not in the bundle");
        } else if (coinbase->second != exhibit.place->branch.size()) {
            verdict.object(Check::transactions, exhibit.name,
                           "its branch is not as long as that of its block's coinbase");
        }
    }
}

}  // namespace

bool ProvedTransaction::is_coinbase() const {
    const codec::TransactionInput& input = parsed.inputs.front();
    return parsed.inputs.size() == 1 && input.spent_txid == Hash256{} &&
           input.spent_index == std::numeric_limits<std::uint32_t>::max();
}

ProvedTransactions check_bitcoin(const Manifest& manifest, std::span<const Member> members,
                                 Verdict& verdict) {
    const std::vector<HeaderFacts> headers = check_headers(manifest, members, verdict);
    ProvedTransactions transactions;
    Verdict::Line& line = verdict.line(Check::transactions);
    line.is_reached = true;
    for (const Exhibit& exhibit : manifest.exhibits) {
        if (!exhibit.place) continue;
        ++line.looked_at;
        auto proved =
            check_transaction(exhibit, bytes_of(members, exhibit.name), manifest, headers, verdict);
        if (!proved) continue;
        transactions.emplace(exhibit.name.substr(kTransactionsFolder.size()), std::move(*proved));
    }
    check_lengths(manifest, verdict);
    return transactions;
}

}  // namespace pelf::casefile
