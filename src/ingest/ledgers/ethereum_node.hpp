// SPDX-License-Identifier: Apache-2.0
//
// A running node of Ethereum (or of a chain made like it) as a source of blocks, by JSON-RPC over
// HTTP. What is asked, and what each answer is held against, is in docs/formats/ethereum-rpc.md.
//
//   plan = plan_ethereum_follow(node, recent, limits)     store.unwind_to(plan.unwind_to)
//   read_ethereum_node(node, plan, report, append)
//
// again and again, until a plan has nothing to fetch.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/uint256.hpp"
#include "codec/ethereum_address.hpp"
#include "ingest/ledgers/ethereum_block.hpp"
#include "ingest/ledgers/ethereum_etl.hpp"
#include "ingest/ledgers/ethereum_rules.hpp"
#include "ingest/ledgers/ethereum_transfers.hpp"
#include "ingest/ledgers/ledger_memo.hpp"
#include "ingest/report.hpp"
#include "model/account_block.hpp"

namespace pelf::ingest {

struct EthereumNodeOptions {
    enum class Traces : std::uint8_t {
        automatic,    ///< trace_block if the node has it, else debug_traceBlockByNumber, else none.
        trace_block,  ///< Erigon, Nethermind, Besu, Reth, Anvil.
        call_tracer,  ///< Geth, and most others.
        none,         ///< Ether that contracts move is missing, and said to be.
    };
    enum class Tip : std::uint8_t {
        latest,     ///< May be reorganised: a plan takes blocks back.
        finalized,  ///< Some 13 minutes behind, and stays.
    };

    std::string address;  ///< "http://127.0.0.1:8545", with "user:password@" where asked for.
    Traces traces = Traces::automatic;
    Tip tip = Tip::latest;
    EthereumRules rules = EthereumRules::mainnet();
    std::uint32_t timeout_ms = 60'000;
    unsigned attempts_max = 5;
    std::chrono::milliseconds first_pause{250};
    std::function<void(std::chrono::milliseconds)> sleep;
};

struct EthereumPlace {
    std::uint64_t height = 0;
    model::LedgerHash hash{};
};

class EthereumNode {
public:
    /// Fails with malformed or refused (the address). Nothing is sent yet.
    static Result<EthereumNode> open(const EthereumNodeOptions& options);
    EthereumNode(EthereumNode&&) noexcept;
    EthereumNode& operator=(EthereumNode&&) noexcept;
    ~EthereumNode();

    const EthereumRules& rules() const noexcept;
    /// 1 is mainnet.
    Result<std::uint64_t> chain_id();
    Result<EthereumPlace> tip();
    /// On the node's chain. Fails with not_found above its tip.
    Result<model::LedgerHash> hash_at(std::uint64_t height);

    /// Everything the node says of the block, asked for until all answers are of one block. Fails
    /// with not_found (no such block, or the node no longer has its receipts or traces: never
    /// taken for "nothing moved"), refused (the chain was reorganised meanwhile: plan again),
    /// malformed (a hash that is not that of its header, a field missing), and the errors of the
    /// connection. Flaws are counted in `transfers`.
    Status read_block(std::uint64_t height, EthereumTransfers& transfers, EthereumBlock& block);
    /// Whether blocks are read without traces since the node has none; known after the first block
    /// that has transactions.
    bool lacks_traces() const noexcept;

    /// Of ether after the block, in wei. Fails with malformed where the node has no state so old.
    Result<Uint256> balance(const codec::EthereumAddress& account, std::uint64_t height);
    /// What the token's contract answers to balanceOf(account) after the block. Fails with
    /// not_found if there is no such contract or it answers something else than a number.
    Result<Uint256> token_balance(const codec::EthereumAddress& token,
                                  const codec::EthereumAddress& account, std::uint64_t height);

private:
    class Door;
    explicit EthereumNode(std::unique_ptr<Door> door);

    std::unique_ptr<Door> door_;
};

struct EthereumFollowPlan {
    EthereumPlace tip;
    /// Our blocks above this height are stale and must go first. Nothing: all are good.
    std::optional<std::uint64_t> unwind_to;
    std::uint64_t first_height = 0;  ///< Of the first block to fetch.
    std::uint64_t blocks_count = 0;  ///< How many to fetch.
    /// Of the block it must link to; nothing: any will do (no block before it is known).
    std::optional<model::LedgerHash> previous;
};

struct EthereumFollowLimits {
    /// Blocks in one plan; the next plan has the next ones.
    std::uint64_t fetch_max = 1'000;
    /// Where a store without blocks begins.
    std::uint64_t first_height = 0;
};

/// `recent`: blocks of our chain by rising height without gaps, up to our tip, as far back as a
/// reorganisation may go; empty for a store without blocks. The node is trusted to know which chain
/// is the right one. One that is only behind us gives a plan with nothing in it. Fails with refused
/// (no block of `recent` is on the node's chain, or it does not reach up to them) and with the
/// errors of the node. Cost: one request, and one for each block that must go.
Result<EthereumFollowPlan> plan_ethereum_follow(EthereumNode& node,
                                                std::span<const EthereumPlace> recent,
                                                const EthereumFollowLimits& limits);

struct EthereumFollowOutcome {
    std::uint64_t fetched_count = 0;
    /// The node changed its mind meanwhile; what was fetched is good, make a new plan.
    bool is_reorganised = false;
    EthereumReading reading;
};

/// Fetches, checks (hash against header, link to the block before, receipts and traces against the
/// block) and delivers, in order; memos of routers before the block's transfers. Fails with the
/// errors of read_block() and of the sink; what was delivered before is good.
Result<EthereumFollowOutcome> read_ethereum_node(EthereumNode& node, const EthereumFollowPlan& plan,
                                                 Report& report, const AccountSink& sink,
                                                 const MemoSink& on_memo = {});

}  // namespace pelf::ingest
