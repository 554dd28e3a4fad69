// SPDX-License-Identifier: Apache-2.0
//
// A server that is asked for accounts one by one, where there is no ledger: what a trace needs of
// it, whatever the ledger. An account is *whole* once all that moved on it is here, from where the
// source begins up to its tip; of any other account some is missing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "base/result.hpp"
#include "ingest/ledgers/account_sink.hpp"
#include "ingest/ledgers/source_limits.hpp"
#include "model/account_block.hpp"

namespace pelf::ingest {

/// Up to where a source is asked: what is there is final.
struct AccountSourceTip {
    std::uint64_t height = 0;
    model::LedgerHash hash{};
    std::int64_t time_unix_s = 0;
    bool is_proven = false;  ///< The hash is that of the header.
};

struct AccountSourceCounts {
    std::uint64_t requests = 0;      ///< Sent.
    std::uint64_t kept = 0;          ///< Questions that what was kept could answer.
    std::uint64_t accounts = 0;      ///< Whole.
    std::uint64_t transactions = 0;  ///< Here, of all accounts.
    std::uint64_t ids_proven = 0;    ///< Of them with the id of what they say.
    /// The latest block with which what is known of a whole account begins; nothing: there is none.
    std::optional<std::uint64_t> histories_from{};
    /// Of whole accounts that were held against what the server says they hold. Nothing: this kind
    /// of server needs no asking, what was held is in the transactions.
    std::optional<std::uint64_t> balances_checked{};
    std::uint64_t dropped_bytes = 0;  ///< Of kept answers that were damaged, and asked again.
};

/// Not thread-safe. Where a limit is reached, learn_... return false and stopped_by() says which;
/// what was kept by then stays.
class AccountSource {
public:
    AccountSource() = default;
    virtual ~AccountSource() = default;

    virtual const AccountSourceTip& tip() const noexcept = 0;
    /// As it may be shown to others.
    virtual const std::string& url() const noexcept = 0;
    virtual SourceStop stopped_by() const noexcept = 0;
    virtual AccountSourceCounts counts() const = 0;
    /// What could not be read of transactions, or does not fit.
    virtual std::span<const std::string> flaws() const noexcept = 0;

    /// Puts a transaction that a trace begins with into the history. Fails with not_found or
    /// refused (not final yet).
    virtual Result<bool> learn_transaction(const model::LedgerHash& hash) = 0;
    /// Makes an account whole. Requires what whom_to_ask() gave. Fails with not_found where the
    /// source does not go back far enough, with refused where an answer is proved false.
    virtual Result<bool> learn_account(const model::AccountName& account) = 0;

    virtual bool is_whole(const model::AccountName& name) const = 0;
    /// Whose history has all of this account's; nothing where nobody's has.
    virtual std::optional<model::AccountName> whom_to_ask(const model::AccountName& name) const = 0;

    /// Hands out what is here as blocks, in the ledger's order, and says how many balances of whole
    /// accounts do not follow from it. Fails where the history of an account lacks what another
    /// answer has, and as the sink does.
    virtual Result<std::uint64_t> blocks(const AccountSink& sink) const = 0;

    /// Returns when the device has all that was kept.
    virtual Status sync() = 0;

protected:
    AccountSource(AccountSource&&) = default;
    AccountSource& operator=(AccountSource&&) = default;
};

}  // namespace pelf::ingest
