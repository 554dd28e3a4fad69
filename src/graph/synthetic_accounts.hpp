// SPDX-License-Identifier: Apache-2.0
//
// A large invented account ledger for benchmarks and tests: the shapes of Ethereum without its
// data. The same options give the same ledger on every machine.
//
//   transaction   of 100   transfers
//   payment       62       ether from one to another
//   token         26       of a token, from one of its holders
//   call          8        ether to a contract, which passes it on in 2 to 6 parts
//   payout        4        ether from one account to 8 to 40
//
// Each ends with a fee to the burned account, and a block with the reward of who made it. Half of
// the parties are drawn from the accounts of old, the oldest most often (rank r as often as 1/r),
// half from the newest; one receiver in eight is new. Nobody pays what they do not have. About one
// transfer in ten is of a token, and a few percent of the amounts pass 64 bits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "graph/synthetic_random.hpp"
#include "model/account_block.hpp"

namespace pelf::graph {

struct SyntheticAccountsOptions {
    std::uint64_t transfers_count = 1 << 18;  ///< At least; the last block is filled.
    std::uint64_t seed = 1;
    std::uint32_t transfers_per_block = 400;  ///< About.
};

/// Gives the blocks one after another. One thread. Needs 8 bytes an account and 16 a token holding.
class SyntheticAccounts {
public:
    explicit SyntheticAccounts(const SyntheticAccountsOptions& options);

    /// Makes the next block, from height 0 without a gap; false after the last, with nothing made.
    /// A name stands in `accounts` for every transfer that it is in, as a plain reader would put it
    /// there. About 0.1 microseconds a transfer.
    bool next(model::AccountBlock& block);

private:
    struct Holding {
        std::uint32_t account = 0;
        std::uint32_t token = 0;
        std::uint64_t micros = 0;
    };

    void add_openings();
    void add_transaction();
    void pay();
    void move_token();
    void call_contract();
    void pay_out();
    void reward();
    void make_token();
    /// Moves ether that the sender has.
    void move(std::uint32_t from, std::uint32_t to, std::uint64_t gwei, model::TransferKind kind);
    void finish_transaction(std::uint32_t payer);
    void end_transaction(const model::LedgerHash& hash);
    std::uint32_t anyone() noexcept;
    std::uint32_t sender() noexcept;
    std::uint32_t receiver();
    std::uint64_t part_of(std::uint64_t gwei) noexcept;
    model::AccountName name_of(std::uint64_t account) const;
    model::LedgerHash hash_of(std::uint64_t number) const;
    std::uint32_t put_name(const model::AccountName& name);
    std::uint32_t put_account(std::uint32_t account) { return put_name(name_of(account)); }
    std::uint32_t asset_of_token(std::uint32_t token);

    SyntheticAccountsOptions options_;
    SyntheticRandom random_;
    std::vector<std::uint64_t> balances_gwei_;  ///< By account.
    std::vector<Holding> holdings_;
    std::uint32_t tokens_count_ = 0;
    std::uint64_t height_ = 0;
    std::uint64_t transfers_made_ = 0;
    std::uint64_t transactions_made_ = 0;
    model::LedgerHash tip_{};
    model::AccountBlock* block_ = nullptr;  ///< The one being made; next() sets it.
    std::size_t first_transfer_ = 0;        ///< Of the transaction being made.
};

}  // namespace pelf::graph
