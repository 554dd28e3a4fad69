// SPDX-License-Identifier: Apache-2.0
//
// Transactions of the XRP Ledger that come in any order, some of them several times, put together
// as blocks: what is known of a ledger where only some accounts were asked about. An account is
// *whole* once all of its transactions are here; of any other some are missing, so that its
// balance jumps, which transfers of kind opening make up for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "codec/sha256.hpp"
#include "codec/xrpl_address.hpp"
#include "ingest/ledgers/account_sink.hpp"
#include "ingest/ledgers/xrpl_movements.hpp"

namespace pelf::ingest {

/// A transaction as a server gave it.
struct SaidXrplTransaction {
    codec::Hash256 hash;
    std::uint64_t ledger_index = 0;
    std::uint32_t index = 0;  ///< Place in its ledger.
    std::int64_t time_unix_s = 0;
    std::optional<codec::Hash256> ledger_hash{};
    bool is_proven = false;  ///< Its hash is that of what it says.
    XrplMoves moves{};
    std::vector<std::string> flaws{};  ///< What could not be read of it, or does not fit.
};

/// What blocks() found.
struct XrplHistoryCounts {
    /// Balances of whole accounts that do not follow on from their transactions: something is
    /// missing.
    std::uint64_t breaks_count = 0;
};

/// Not thread-safe. Errors are refused: no ledger can have what came.
class XrplHistory {
public:
    using Account = codec::XrplAccountId;

    /// `lister`: the account whose history it came with. The same transaction must come the same
    /// way each time.
    Status add(SaidXrplTransaction transaction, const std::optional<Account>& lister);
    /// All of the account's transactions in these ledgers are here.
    void set_known(const Account& account, std::uint64_t first, std::uint64_t last);
    /// An account is whole where it is known from one ledger at the latest through another.
    void set_scope(std::uint64_t from, std::uint64_t through);

    /// Nothing for a transaction that is not here.
    std::optional<std::uint64_t> ledger_of(const codec::Hash256& hash) const;
    std::size_t transactions_count() const noexcept { return transactions_.size(); }
    std::uint64_t proven_count() const noexcept { return proven_count_; }
    /// All flaws so far, each with its transaction.
    std::span<const std::string> flaws() const noexcept { return flaws_; }

    /// Hands the blocks out, in the ledger's order. Fails where the known part of an account lacks
    /// a transaction that changed what it holds, and as the sink does.
    Result<XrplHistoryCounts> blocks(const AccountSink& sink) const;

    /// Whether all is known of what the name stands for; a ledger entry that holds money shows in
    /// the history of who pays into it.
    bool is_whole(const model::AccountName& name) const;
    bool is_whole(const Account& account) const;
    /// Whose history has all of it: the account itself, or who pays into the entry. Nothing for
    /// what is neither, or not here.
    std::optional<Account> whom_to_ask(const model::AccountName& name) const;
    std::uint64_t whole_count() const noexcept;
    /// The latest ledger with which what is known of a whole account begins.
    std::optional<std::uint64_t> whole_from() const noexcept;

private:
    struct Known {
        SaidXrplTransaction said;
        std::set<Account> listers{};
    };
    struct Span {
        std::uint64_t first = 0;
        std::uint64_t last = 0;
    };
    using Place = std::pair<std::uint64_t, std::uint32_t>;  ///< Ledger, place in it.
    using Balance = std::pair<model::AccountName, model::AssetName>;

    bool is_whole(const Span& span) const noexcept {
        return span.first <= scope_.first && span.last >= scope_.last;
    }
    Status check_listed(const Known& known) const;

    std::map<Place, Known> transactions_;
    std::map<codec::Hash256, Place> places_;
    std::map<Account, Span> known_;
    Span scope_;
    std::map<model::AccountName, Account> payers_;  ///< By ledger entry: who paid in first.
    std::vector<std::string> flaws_;
    std::uint64_t proven_count_ = 0;
};

}  // namespace pelf::ingest
