// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/esplora_source.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"
#include "codec/merkle_branch.hpp"
#include "ingest/ledgers/bitcoin_chain.hpp"

namespace pelf::ingest {
namespace {

using codec::Chain;
using codec::Hash256;

// More than any honest answer has: JSON with blanks, a line's end after digits.
constexpr std::uint64_t kDigitsBytesMax = 256;
constexpr std::uint64_t kHeaderAnswerBytesMax = 2 * codec::kBlockHeaderBytes + 64;
constexpr std::uint64_t kStatusBytesMax = 4'096;
constexpr std::uint64_t kProofBytesMax = 16'384;
constexpr std::uint64_t kSpendBytesMax = 1'024;

std::string tx_target(const Hash256& txid, std::string_view what) {
    return text("/tx/", codec::to_reversed_hex(txid), "/", what);
}

/// The words of a parser, with the address that the answer came from.
template <class T>
Result<T> from(Result<T> parsed, const std::string& source) {
    if (parsed) return parsed;
    Error error = std::move(parsed).error();
    error.source = source;
    return Unexpected(std::move(error));
}

}  // namespace

Result<EsploraSource> EsploraSource::open(PoliteOptions options,
                                          const std::filesystem::path& folder,
                                          std::optional<Chain> chain, SourceLimits limits) {
    PELF_TRY(server, PoliteClient::open(std::move(options)));
    PELF_TRY(cache, EsploraCache::open(folder, server.url()));
    EsploraSource source(std::move(server), std::move(cache), std::move(limits));
    PELF_TRY_DONE(source.find_network(chain));
    PELF_TRY_DONE(source.find_tip());
    return source;
}

Unexpected<Error> EsploraSource::lie(std::string message, const std::string& target) const {
    return Unexpected(Error{Fault::refused, text("the source is not to be trusted: ", message),
                            server_.url() + target});
}

Status EsploraSource::find_network(std::optional<Chain> asked) {
    if (!cache_.answers().genesis) {
        PELF_TRY(hash, hash_at(0));
        PELF_TRY_DONE(cache_.keep_genesis(hash));
    }
    const Hash256 genesis = *cache_.answers().genesis;
    for (const Chain chain : {Chain::main, Chain::test, Chain::signet, Chain::regtest}) {
        if (chain_parameters(chain).genesis != genesis) continue;
        chain_ = chain;
        if (!asked || *asked == chain) return Done{};
        return Unexpected(Error{Fault::refused,
                                text("the source is on ", codec::to_string(chain),
                                     "; --network asks for ", codec::to_string(*asked)),
                                server_.url()});
    }
    return Unexpected(Error{Fault::refused,
                            text("the source is on a network that is not read; its first block is ",
                                 codec::to_reversed_hex(genesis)),
                            server_.url()});
}

Status EsploraSource::find_tip() {
    const std::string target = "/blocks/tip/height";
    PELF_TRY(body, server_.get(target, kDigitsBytesMax));
    PELF_TRY(height, from(parse_height(body), server_.url() + target));
    PELF_TRY(hash, hash_at(height));
    PELF_TRY(tip, header(hash));
    tip_ = {height, hash, tip.time_s};
    return Done{};
}

Result<Hash256> EsploraSource::hash_at(std::uint32_t height) {
    const std::string target = text("/block-height/", height);
    PELF_TRY(body, server_.get(target, kDigitsBytesMax));
    return from(parse_hash(body), server_.url() + target);
}

Result<codec::BlockHeader> EsploraSource::checked(const HeaderBytes& bytes,
                                                  const Hash256& hash) const {
    const std::string target = text("/block/", codec::to_reversed_hex(hash), "/header");
    const Hash256 found = codec::block_hash(bytes);
    if (found != hash) {
        return lie(text("it gives a header of block ", codec::to_reversed_hex(found)), target);
    }
    ByteReader reader(bytes);
    const auto header = codec::read_block_header(reader);
    PELF_CHECK(header.has_value());
    if (!has_proof_of_work(hash, header->bits, chain_parameters(chain_))) {
        return lie("the header of this block has no proof of work", target);
    }
    return *header;
}

Result<codec::BlockHeader> EsploraSource::header(const Hash256& hash) {
    const auto& kept = cache_.answers().headers;
    if (const auto found = kept.find(hash); found != kept.end()) {
        return checked(found->second, hash);
    }
    const std::string target = text("/block/", codec::to_reversed_hex(hash), "/header");
    PELF_TRY(body, server_.get(target, kHeaderAnswerBytesMax));
    HeaderBytes bytes{};
    if (!codec::decode_hex(trim(body), bytes)) {
        return Unexpected(
            Error{Fault::malformed, "expected 80 bytes in hexadecimal", server_.url() + target});
    }
    PELF_TRY(header, checked(bytes, hash));
    PELF_TRY_DONE(cache_.keep_header(hash, bytes));
    return header;
}

bool EsploraSource::may_ask() {
    stopped_by_ = stop_of(limits_, server_.requests_count());
    return stopped_by_ == SourceStop::none;
}

/// Nothing that happens at the tip can change what was said then of a block at this height.
bool EsploraSource::is_settled(std::uint32_t height, const SaidBlock& asked_at) const noexcept {
    return asked_at == now() || std::uint64_t{height} + kUnsettledBlocks <= asked_at.height + 1;
}

Result<std::optional<std::span<const std::byte>>> EsploraSource::transaction(const Hash256& txid) {
    using Found = std::optional<std::span<const std::byte>>;
    const auto& kept = cache_.answers().transactions;
    if (const auto found = kept.find(txid); found != kept.end()) {
        ++kept_count_;
        return Found(found->second);
    }
    if (!may_ask()) return Found();
    const std::string target = tx_target(txid, "raw");
    auto body_or_error = server_.get(target, codec::kBlockBytesMax);
    if (!body_or_error) {
        Error error = std::move(body_or_error).error();
        if (error.fault == Fault::not_found) {
            error.message =
                text("the source does not have transaction ", codec::to_reversed_hex(txid));
        }
        return Unexpected(std::move(error));
    }
    const std::string& body = *body_or_error;
    const auto bytes = std::as_bytes(std::span(body));
    codec::Block parsed;
    const auto status = codec::parse_transaction(bytes, parsed);
    if (!status || parsed.transactions.front().txid != txid) {
        return lie(status ? text("it gives the bytes of transaction ",
                                 codec::to_reversed_hex(parsed.transactions.front().txid))
                          : "it gives bytes that are no transaction",
                   target);
    }
    if (parsed.transactions.front().stripped_bytes == codec::kMerkleNodeBytes) {
        return lie("a transaction of 64 bytes, which could be an inner node of a Merkle tree",
                   target);
    }
    PELF_TRY_DONE(cache_.keep_transaction(txid, {bytes.begin(), bytes.end()}));
    return Found(kept.at(txid));
}

Result<ProvedPlace> EsploraSource::proved(const Hash256& txid, const KeptProof& kept) {
    PELF_TRY(above, header(kept.block));
    const auto root = codec::root_of_branch(txid, kept.proof.position, kept.proof.branch);
    if (!root || *root != above.merkle_root) {
        return lie(text("its Merkle proof does not lead to the root of block ",
                        codec::to_reversed_hex(kept.block)),
                   tx_target(txid, "merkle-proof"));
    }
    return ProvedPlace{.height = kept.proof.height,
                       .position = kept.proof.position,
                       .block = kept.block,
                       .header = above};
}

Result<std::optional<ProvedPlace>> EsploraSource::place(const Hash256& txid,
                                                        std::optional<SaidBlock> said) {
    using Found = std::optional<ProvedPlace>;
    const auto& kept = cache_.answers().proofs;
    if (const auto found = kept.find(txid);
        found != kept.end() && is_settled(found->second.proof.height, found->second.asked_at)) {
        ++kept_count_;
        PELF_TRY(place, proved(txid, found->second));
        return Found(place);
    }
    if (!said) {
        if (!may_ask()) return Found();
        const std::string target = tx_target(txid, "status");
        PELF_TRY(body, server_.get(target, kStatusBytesMax));
        PELF_TRY(status, from(parse_status(body), server_.url() + target));
        if (!status) {
            return Unexpected(Error{Fault::refused, "the transaction is not in a block yet",
                                    server_.url() + target});
        }
        said = status;
    }
    if (!may_ask()) return Found();
    const std::string target = tx_target(txid, "merkle-proof");
    PELF_TRY(body, server_.get(target, kProofBytesMax));
    PELF_TRY(proof, from(parse_merkle_proof(body), server_.url() + target));
    if (proof.height != said->height || proof.height > tip_.height) {
        return lie(text("it puts a transaction at height ", proof.height, " and ", said->height,
                        ", under a tip at ", tip_.height),
                   target);
    }
    const KeptProof fresh{.proof = std::move(proof), .block = said->hash, .asked_at = now()};
    PELF_TRY(place, proved(txid, fresh));
    PELF_TRY_DONE(cache_.keep_proof(txid, fresh));
    return Found(place);
}

Result<std::optional<SaidSpend>> EsploraSource::spend(const Hash256& txid, std::size_t output,
                                                      std::size_t outputs_count) {
    using Found = std::optional<SaidSpend>;
    PELF_CHECK(output < outputs_count);
    const auto& kept = cache_.answers().spends;
    if (const auto found = kept.find(txid);
        found != kept.end() && found->second.spends.size() == outputs_count) {
        const SaidSpend& spend = found->second.spends[output];
        const SaidBlock& asked_at = found->second.asked_at;
        const bool holds =
            asked_at == now() || (spend.block && is_settled(spend.block->height, asked_at));
        if (holds) {
            ++kept_count_;
            return Found(spend);
        }
    }
    if (!may_ask()) return Found();
    const std::string target = tx_target(txid, "outspends");
    PELF_TRY(body, server_.get(target, kSpendBytesMax * (outputs_count + 1)));
    PELF_TRY(spends, from(parse_outspends(body, outputs_count), server_.url() + target));
    const SaidSpend spend = spends[output];
    PELF_TRY_DONE(cache_.keep_spends(txid, {std::move(spends), now()}));
    return Found(spend);
}

}  // namespace pelf::ingest
