// SPDX-License-Identifier: Apache-2.0
//
// Single transactions of a Bitcoin chain, asked for one by one, kept and verified: what a trace
// needs where there is no ledger.
//
// Verified of every answer, whether it comes from the server or from what was kept:
//   a transaction    its bytes have the id that was asked for
//   its place        a Merkle branch leads from it to the root in a block's header, by no way that
//                    a forged one could take (codec::root_of_branch)
//   a header         hashes to the block's hash, and meets the target that it states
//   the network      the first block is that of a chain we read
//
// The server's word, since nobody can prove it with single transactions: that an output is unspent,
// at which height a block stands, that a block is in the best chain and its target the one the
// chain asked for. A false "unspent" hides money; so an answer made of these names its source.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "base/result.hpp"
#include "codec/bitcoin_block.hpp"
#include "codec/bitcoin_script.hpp"
#include "ingest/ledgers/esplora.hpp"
#include "ingest/ledgers/esplora_cache.hpp"
#include "ingest/ledgers/source_limits.hpp"
#include "ingest/web/polite_client.hpp"

namespace pelf::ingest {

/// Blocks from the tip down that may yet be replaced: what is said of them is asked again when the
/// tip has moved. Exchanges credit deposits after as many.
inline constexpr std::uint32_t kUnsettledBlocks = 6;

struct SourceTip {
    std::uint32_t height = 0;
    codec::Hash256 hash;
    std::uint32_t time_s = 0;  ///< Of its header.
};

/// Where a transaction stands, proved to be under this header.
struct ProvedPlace {
    std::uint32_t height = 0;    ///< The server's word.
    std::uint32_t position = 0;  ///< In the block.
    codec::Hash256 block;
    codec::BlockHeader header;
};

/// Not thread-safe. Where a limit is reached, functions return nothing and stopped_by() says which;
/// what was kept by then stays. Errors are refused where an answer is proved false.
class EsploraSource {
public:
    /// Asks for the tip, and the first time for the network. `folder` keeps the answers. Fails with
    /// refused (another network than `chain`, one we do not read, another process in the folder),
    /// or as PoliteClient::get() and EsploraCache::open() do.
    static Result<EsploraSource> open(PoliteOptions options, const std::filesystem::path& folder,
                                      std::optional<codec::Chain> chain, SourceLimits limits);

    codec::Chain chain() const noexcept { return chain_; }
    const SourceTip& tip() const noexcept { return tip_; }
    const std::string& url() const noexcept { return server_.url(); }
    std::uint64_t requests_count() const noexcept { return server_.requests_count(); }
    /// Questions that what was kept could answer.
    std::uint64_t kept_count() const noexcept { return kept_count_; }
    std::uint64_t dropped_bytes() const noexcept { return cache_.dropped_bytes(); }
    SourceStop stopped_by() const noexcept { return stopped_by_; }

    /// The bytes of a transaction; valid as long as this lives. Fails with not_found.
    Result<std::optional<std::span<const std::byte>>> transaction(const codec::Hash256& txid);

    /// `said` spares a request. Fails with refused (not in a block yet) and not_found.
    Result<std::optional<ProvedPlace>> place(const codec::Hash256& txid,
                                             std::optional<SaidBlock> said);

    /// What became of an output of a transaction that has `outputs_count`. Requires output below
    /// it.
    Result<std::optional<SaidSpend>> spend(const codec::Hash256& txid, std::size_t output,
                                           std::size_t outputs_count);

    Status sync() { return cache_.sync(); }

private:
    EsploraSource(PoliteClient server, EsploraCache cache, SourceLimits limits)
        : server_(std::move(server)), cache_(std::move(cache)), limits_(std::move(limits)) {}

    Status find_network(std::optional<codec::Chain> asked);
    Status find_tip();
    Result<codec::Hash256> hash_at(std::uint32_t height);
    Result<codec::BlockHeader> header(const codec::Hash256& hash);
    Result<codec::BlockHeader> checked(const HeaderBytes& bytes, const codec::Hash256& hash) const;
    Result<ProvedPlace> proved(const codec::Hash256& txid, const KeptProof& kept);
    bool is_settled(std::uint32_t height, const SaidBlock& asked_at) const noexcept;
    SaidBlock now() const noexcept { return {tip_.height, tip_.hash}; }
    bool may_ask();
    Unexpected<Error> lie(std::string message, const std::string& target) const;

    PoliteClient server_;
    EsploraCache cache_;
    SourceLimits limits_;
    codec::Chain chain_ = codec::Chain::main;
    SourceTip tip_;
    SourceStop stopped_by_ = SourceStop::none;
    std::uint64_t kept_count_ = 0;
};

}  // namespace pelf::ingest
