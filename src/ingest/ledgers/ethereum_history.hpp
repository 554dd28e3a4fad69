// SPDX-License-Identifier: Apache-2.0
//
// Transactions of Ethereum that come in any order, put together as blocks: what is known of a
// ledger where only some accounts were asked about. An account is *whole* once all of its
// transactions from the first block of the scope through the last are here; of any other some are
// missing.
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
#include "base/uint256.hpp"
#include "codec/ethereum_address.hpp"
#include "ingest/ledgers/account_sink.hpp"
#include "model/account_block.hpp"

namespace pelf::ingest {

/// A transaction as a node gave it.
struct SaidEthereumTransaction {
    model::LedgerHash hash{};
    std::uint64_t height = 0;
    std::uint32_t index = 0;  ///< Place in its block.
    bool is_proven = false;   ///< Its id is that of what it says.
    /// What it moved: its block with this transaction alone, or with none if nothing moved.
    model::AccountBlock moves{};
    std::vector<std::string> flaws{};  ///< What could not be read of it.
};

/// What an account is said to hold of ether, in wei.
struct SaidEther {
    std::uint64_t first = 0;  ///< The first block of the scope.
    std::uint64_t last = 0;   ///< The last one.
    Uint256 opening{};        ///< Before the first; after it if it is block 0.
    Uint256 closing{};        ///< After the last.
};

/// What blocks() found.
struct EthereumHistoryCounts {
    /// Whole accounts that hold another amount of ether than their transactions left: something
    /// is missing, in or out.
    std::uint64_t breaks_count = 0;
};

/// Not thread-safe. Errors are refused: no ledger can have what came.
class EthereumHistory {
public:
    using Account = codec::EthereumAddress;

    /// The same transaction must come the same way each time.
    Status add(SaidEthereumTransaction transaction);
    /// The history of an account names this transaction, here or not.
    void list(const model::LedgerHash& hash, const Account& account);
    /// All of the account's transactions in these blocks are here.
    void set_known(const Account& account, std::uint64_t first, std::uint64_t last);
    /// An account is whole where it is known from one block at the latest through another.
    /// Transactions outside are not handed out.
    void set_scope(std::uint64_t first, std::uint64_t last);
    void set_ether(const Account& account, const SaidEther& said);

    /// Nothing for a transaction that is not here.
    std::optional<std::uint64_t> height_of(const model::LedgerHash& hash) const;
    std::size_t transactions_count() const noexcept { return transactions_.size(); }
    std::uint64_t proven_count() const noexcept { return proven_count_; }
    /// All flaws so far, each with its transaction.
    std::span<const std::string> flaws() const noexcept { return flaws_; }

    /// Hands the blocks out, in the ledger's order. Fails where the history of an account does not
    /// name a transaction that is here and moved something of its, and as the sink does. What a
    /// block's maker gets of fees is in nobody's history, and may be missing.
    Result<EthereumHistoryCounts> blocks(const AccountSink& sink) const;

    bool is_whole(const Account& account) const;
    std::uint64_t whole_count() const noexcept;
    /// Whole accounts whose ether was held against what they are said to hold.
    std::uint64_t ether_checked_count() const noexcept;
    /// The block with which what is known of whole accounts begins; nothing: there are none.
    std::optional<std::uint64_t> whole_from() const noexcept;
    /// Whether opening and what moved in the scope make the closing amount.
    bool is_balanced(const Account& account, const SaidEther& said) const;

private:
    struct Span {
        std::uint64_t first = 0;
        std::uint64_t last = 0;
    };
    using Place = std::pair<std::uint64_t, std::uint32_t>;  ///< Height, place in the block.

    bool is_whole(const Span& span) const noexcept {
        return span.first <= scope_.first && span.last >= scope_.last;
    }
    bool is_of_scope(const SaidEther& said) const noexcept {
        return said.first == scope_.first && said.last == scope_.last;
    }
    bool is_in_scope(std::uint64_t height) const noexcept {
        return height >= scope_.first && height <= scope_.last;
    }
    Status check_listed(const SaidEthereumTransaction& said) const;

    std::map<Place, SaidEthereumTransaction> transactions_;
    std::map<model::LedgerHash, Place> places_;
    std::map<Account, std::set<model::LedgerHash>> listed_;
    std::map<Account, Span> known_;
    std::map<Account, SaidEther> ether_;
    Span scope_;
    std::vector<std::string> flaws_;
    std::uint64_t proven_count_ = 0;
};

/// The account of an address; nothing for names that stand for nobody.
std::optional<codec::EthereumAddress> ethereum_account(const model::AccountName& name);

/// The zero address and those up to 0xff, where the ledger keeps its own functions: nobody has a
/// key to them, and nothing leaves them.
bool is_keyless(const codec::EthereumAddress& account) noexcept;

}  // namespace pelf::ingest
