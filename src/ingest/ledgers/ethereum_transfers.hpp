// SPDX-License-Identifier: Apache-2.0
//
// From what a block of Ethereum says to what moved in it.
//
// Method, in the order of the ledger. Of each transaction: first its fee (gas is paid for before
// anything runs), then ether in the order of its traces, then tokens in the order of its logs.
// Last, under the block's own hash: rewards, and withdrawals from the beacon chain.
//
//   fee         sender to `burned`: base fee, blob gas; sender to the miner: the rest
//   ether       with traces: call, create, self-destruction, each unless it or one above it failed;
//               without: the value of transactions known to have succeeded, and calls between
//               contracts are missing
//   tokens      ERC-20 transfers; from and to the zero address are `minted` and `burned`
//   wrapped     Deposit and Withdrawal of WETH9 make and end units of the token; the ether itself
//               moves like any other
//   rewards     of the traces; where they have none, by era, from `minted`
//   withdrawal  from `outside`
//
// Sources: Yellow Paper (Shanghai version) sections 6 and 11; EIP-20, 55, 658, 1559, 4844, 4895,
// 6780. What the answer does not say: what lies in a token whose events are not the whole truth;
// ether sent to a contract after it destroyed itself in the same transaction; ether of the fork of
// block 1,920,000 unless an export has rows for it. Cost: linear, no allocation in the long run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/ledgers/ethereum_block.hpp"
#include "ingest/ledgers/ethereum_logs.hpp"
#include "ingest/ledgers/ethereum_lookalikes.hpp"
#include "ingest/ledgers/ethereum_rules.hpp"
#include "ingest/report.hpp"
#include "model/account_block.hpp"

namespace pelf::ingest {

/// What was seen and left out on purpose, and what only hints at something.
struct EthereumCounts {
    std::uint64_t blocks_count = 0;
    std::uint64_t transactions_count = 0;
    std::uint64_t transfers_count = 0;
    std::uint64_t failed_transactions_count = 0;
    std::uint64_t undone_traces_count = 0;     ///< With a value, under a failed call.
    std::uint64_t zero_token_moves_count = 0;  ///< Token transfers of nothing.
    std::uint64_t lookalikes_count = 0;        ///< See LookalikeWatch.
    std::uint64_t one_of_kind_logs_count = 0;  ///< ERC-721.
    std::uint64_t many_kinds_logs_count = 0;   ///< ERC-1155.

    bool operator==(const EthereumCounts&) const = default;
};

/// A token transfer between two parties of which one looks like an earlier partner of the other.
struct EthereumLookalike {
    model::LedgerHash transaction{};
    codec::EthereumAddress from;
    codec::EthereumAddress to;
};

/// Makes one block after another; not thread-safe.
class EthereumTransfers {
public:
    /// Both must outlive this.
    EthereumTransfers(const EthereumRules& rules, Report& report)
        : rules_(&rules), report_(&report) {}

    /// The answer is valid until the next call; the block is put in order. What the block does not
    /// say is counted as a flaw each. Requires that traces and tokens point to transactions of the
    /// block, but for rewards and the like, and paths into trace_paths.
    const model::AccountBlock& make(EthereumBlock& block);

    EthereumCounts& counts() noexcept { return counts_; }
    const EthereumCounts& counts() const noexcept { return counts_; }
    /// The first hundred.
    const std::vector<EthereumLookalike>& lookalikes() const noexcept { return lookalikes_; }

    /// Counts a log that is no movement: left out on purpose, or a flaw.
    void count(LogMeaning meaning, std::uint64_t offset_bytes);

    /// Counts a flaw; the words are only put together while the report keeps them.
    void flaw(Fault fault, std::uint64_t offset_bytes, const char* words);

private:
    struct Slot {
        std::uint32_t round = 0;
        std::uint32_t index = 0;
    };

    void sort(EthereumBlock& block) const;
    void add_fee(const EthereumTransaction& transaction);
    void add_value(const EthereumTransaction& transaction);
    void add_traces(std::size_t begin, std::size_t end);
    void add_trace(const EthereumTrace& trace, bool is_root);
    void add_tokens(const EthereumTransaction& transaction, std::size_t begin, std::size_t end);
    void add_rewards();
    void add_era_rewards();
    void add_block_rows();
    bool has_succeeded(const EthereumTransaction& transaction);
    void close_transaction(const model::LedgerHash& hash);

    /// In the asset at hand. Nothing for an amount of 0: then the names are not taken either.
    void add(const model::AccountName& from, const model::AccountName& to, const Uint256& amount,
             model::TransferKind kind);
    void start_names();
    template <class Name>
    std::uint32_t find_name(std::vector<Slot>& slots, std::vector<Name>& names, const Name& name);

    const EthereumRules* rules_;
    Report* report_;
    EthereumCounts counts_;
    LookalikeWatch watch_;
    std::vector<EthereumLookalike> lookalikes_;
    EthereumBlock* block_ = nullptr;
    model::AccountBlock made_;
    std::size_t closed_transfers_ = 0;
    std::uint32_t asset_ = 0;
    std::uint32_t round_ = 0;
    std::vector<Slot> account_slots_;
    std::vector<Slot> asset_slots_;
    std::vector<codec::EthereumAddress> made_contracts_;  ///< Of the transaction at hand.
};

}  // namespace pelf::ingest
