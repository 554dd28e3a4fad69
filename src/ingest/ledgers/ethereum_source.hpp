// SPDX-License-Identifier: Apache-2.0
//
// Accounts of Ethereum, asked for one by one of a node (JSON-RPC with trace_filter), kept and
// verified: what a trace needs where there is no ledger. Of an account all transactions are looked
// for that it has a part in, by traces and by logs; each is then fetched whole, so that it moves
// what it moves in a ledger. Up to the last block that is final, and from the first one, or a later
// one that is given.
//
// Verified of every answer, whether it comes from the node or from what was kept:
//   a block        its hash is that of its header
//   a transaction  its id is that of what it says; it, its receipt and its traces are of one block
//   a history      it names every transaction that another answer has, and that moved something of
//                  the account; and the account holds what its transactions left, of ether
//
// The node's word: receipts and traces (what moved), that a block is in the chain, that tokens come
// and go as a history says. What no such node shows: ether that a block gives without a transaction
// (withdrawals of staking, rewards, fees to whoever made the block); where an account got some, it
// does not hold what its transactions left, and that is counted.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/result.hpp"
#include "ingest/ledgers/account_source.hpp"
#include "ingest/ledgers/source_limits.hpp"
#include "ingest/web/polite_client.hpp"

namespace pelf::ingest {

struct EthereumSourceOptions {
    PoliteOptions server{};
    SourceLimits limits{};
    std::uint64_t first_height = 0;  ///< Histories begin with this block.
    /// How far below the last block one counts as final. Nothing: what the node says is.
    std::optional<std::uint64_t> settled_depth{};
};

/// See AccountSource.
class EthereumSource final : public AccountSource {
public:
    /// Asks which chain it is and for the last block that is final. `folder` keeps the answers.
    /// Fails as PoliteClient::post() and AnswerFile::open() do, with refused (another chain than
    /// Ethereum's, or one that no longer has a block that was kept), unsupported (the node does not
    /// say what is final) or malformed.
    static Result<EthereumSource> open(EthereumSourceOptions options,
                                       const std::filesystem::path& folder);
    EthereumSource(EthereumSource&&) noexcept;
    EthereumSource& operator=(EthereumSource&&) noexcept;
    ~EthereumSource() override;

    const AccountSourceTip& tip() const noexcept override;
    /// Without what stands behind the host: there nodes have their keys.
    const std::string& url() const noexcept override;
    SourceStop stopped_by() const noexcept override;
    AccountSourceCounts counts() const override;
    std::span<const std::string> flaws() const noexcept override;

    Result<bool> learn_transaction(const model::LedgerHash& hash) override;
    /// Fails also with unsupported (the node has no trace_filter: nobody can tell then who paid).
    Result<bool> learn_account(const model::AccountName& name) override;

    bool is_whole(const model::AccountName& name) const override;
    std::optional<model::AccountName> whom_to_ask(const model::AccountName& name) const override;
    Result<std::uint64_t> blocks(const AccountSink& sink) const override;
    Status sync() override;

private:
    class Asking;
    explicit EthereumSource(std::unique_ptr<Asking> asking);

    std::unique_ptr<Asking> asking_;
};

}  // namespace pelf::ingest
