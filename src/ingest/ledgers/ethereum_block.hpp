// SPDX-License-Identifier: Apache-2.0
//
// What the sources say of one block of Ethereum, before the rules of ethereum_transfers.hpp make
// transfers of it: the seam between the readers of exports and nodes and those rules.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "base/uint256.hpp"
#include "codec/ethereum_address.hpp"
#include "ingest/ledgers/account_sink.hpp"
#include "ingest/ledgers/ledger_memo.hpp"
#include "model/account_block.hpp"

namespace pelf::ingest {

inline constexpr std::uint32_t kNoTransaction = ~std::uint32_t{0};

struct EthereumTransaction {
    enum class Outcome : std::uint8_t { unknown, succeeded, failed };

    model::LedgerHash hash{};
    codec::EthereumAddress from;
    /// Where the value goes; the new contract if the transaction makes one. Nothing: not known.
    std::optional<codec::EthereumAddress> to;
    Uint256 value;            ///< In wei.
    std::uint32_t index = 0;  ///< In its block; kNoTransaction: not known.
    Outcome outcome = Outcome::unknown;
    /// Only its hash is known, from its traces or logs: the source has no table of transactions.
    bool is_bare = false;
    bool has_blobs = false;
    std::uint64_t gas_limit = 0;
    std::optional<std::uint64_t> gas_used;
    /// What it paid for each unit of gas (its effective price since London).
    std::optional<std::uint64_t> gas_price_wei;
    std::optional<std::uint64_t> blob_gas_used;
    std::optional<std::uint64_t> blob_gas_price_wei;
    std::uint64_t offset_bytes = 0;  ///< Where in the source it stands.
};

struct EthereumTrace {
    enum class Kind : std::uint8_t {
        call,           ///< A call of the kind that carries value.
        other_call,     ///< delegatecall, callcode, staticcall: whatever value they name stays.
        create,         ///< create and create2; also a transaction that makes a contract.
        self_destruct,  ///< From the contract to its heir, all that it held.
        block_reward,
        uncle_reward,
        genesis,   ///< Held from the start.
        dao_fork,  ///< Moved by decree in block 1,920,000.
    };

    Kind kind = Kind::call;
    bool is_failed = false;  ///< Itself; what lies beneath a failed one is undone with it.
    std::uint32_t transaction = kNoTransaction;  ///< In EthereumBlock::transactions.
    /// Its place in the tree of calls, in EthereumBlock::trace_paths. Empty: the root.
    std::uint32_t path_begin = 0;
    std::uint32_t path_size = 0;
    codec::EthereumAddress from;
    codec::EthereumAddress to;
    Uint256 value;  ///< In wei.
    std::uint64_t offset_bytes = 0;
};

struct EthereumTokenEvent {
    enum class Kind : std::uint8_t {
        transfer,
        wrap,    ///< `to` put ether in, and got as much of the token.
        unwrap,  ///< The token of `from` ceased, and ether came back.
    };

    Kind kind = Kind::transfer;
    std::uint32_t transaction = kNoTransaction;  ///< In EthereumBlock::transactions.
    std::uint32_t log_index = 0;
    codec::EthereumAddress token;
    codec::EthereumAddress from;
    codec::EthereumAddress to;
    Uint256 value;
    std::uint64_t offset_bytes = 0;
};

struct EthereumWithdrawal {
    codec::EthereumAddress to;
    std::uint64_t amount_gwei = 0;
};

struct EthereumUncle {
    codec::EthereumAddress miner;
    std::uint64_t height = 0;
};

/// Made once and filled again: clear() keeps the memory.
struct EthereumBlock {
    std::uint64_t height = 0;
    model::LedgerHash hash{};
    model::LedgerHash previous{};
    std::int64_t time_unix_s = 0;
    codec::EthereumAddress miner;  ///< Since the merge: who gets the tips.
    std::optional<std::uint64_t> base_fee_wei;
    bool has_traces = false;  ///< The source gives traces; a transaction without one has a hole.
    /// Nothing: not known whether there were any, only by the next.
    std::optional<std::uint32_t> uncles_count;
    bool has_unknown_uncles = false;    ///< There were some, and nothing says whose.
    std::vector<EthereumUncle> uncles;  ///< As many as uncles_count where they are known.
    std::vector<EthereumTransaction> transactions;  ///< By index.
    std::vector<EthereumTrace> traces;              ///< In any order.
    std::vector<std::uint32_t> trace_paths;
    std::vector<EthereumTokenEvent> tokens;  ///< In any order.
    std::vector<EthereumWithdrawal> withdrawals;
    /// Memos (ethereum_router.hpp), by the hashes of their transactions. No transfers come of them.
    std::vector<LedgerMemo> router_events;
    std::vector<LedgerMemo> router_calls;
    std::uint64_t offset_bytes = 0;

    void clear();

    std::span<const std::uint32_t> path_of(const EthereumTrace& trace) const {
        return std::span(trace_paths).subspan(trace.path_begin, trace.path_size);
    }
    /// The transaction's place; kNoTransaction if it is none of this block. `hint` is the place of
    /// the last one found: rows mostly come in the ledger's order. Transactions are only added
    /// meanwhile, never changed.
    std::uint32_t find_transaction(const model::LedgerHash& transaction_hash, std::uint32_t hint);
    /// The same, adding a bare one at the end if there is none.
    std::uint32_t find_or_add_transaction(const model::LedgerHash& transaction_hash,
                                          std::uint32_t hint);

    /// Puts bare transactions in the ledger's order: by index where it is known, by the first of
    /// their logs where not. For sources without a table of transactions.
    void order_bare_transactions();

private:
    void index_transactions();

    std::vector<std::uint32_t> slots_;  ///< Open addressing; kNoTransaction: free.
    std::uint32_t indexed_count_ = 0;
};

}  // namespace pelf::ingest
