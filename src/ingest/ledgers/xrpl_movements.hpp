// SPDX-License-Identifier: Apache-2.0
//
// From what each holder of an asset had before and after a transaction of the XRP Ledger to
// transfers. The ledger says who gave and who got; who paid whom is said only where one of the two
// sides is one alone:
//
//   one debtor or one creditor of an asset   a transfer from or to each of the others
//   several of both                          all debtors into the transaction's pool, all creditors
//                                            out of it
//
// What the holders of an issued asset do not balance among themselves is issued by its issuer or
// redeemed. XRP and the fee must balance: what does not is said and comes from outside, so that
// balances stay those of the ledger. Cost: a sort of the holdings of one transaction.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/uint256.hpp"
#include "model/account_block.hpp"

namespace pelf::ingest {

/// Accounts had less than no XRP in some ledgers of 2013.
struct SignedAmount {
    bool is_negative = false;  ///< Never of 0.
    Uint256 size;

    bool operator==(const SignedAmount&) const = default;
};
SignedAmount negated(const SignedAmount& amount) noexcept;
/// Nothing where the sum needs more than 256 bits.
std::optional<SignedAmount> sum(const SignedAmount& a, const SignedAmount& b) noexcept;

/// What one holder has of one asset. A holder stands once for each asset.
struct XrplHolding {
    model::AccountName holder;
    model::AssetName asset;
    SignedAmount before;
    SignedAmount after;
};

/// Whatever this account gets goes to it under this tag.
struct XrplTagRoute {
    model::AccountName account;
    std::uint32_t tag = 0;
    /// Only of this asset, whoever issues it; none: of any.
    std::optional<model::AssetName> asset;
};

struct XrplMoves {
    model::LedgerHash hash{};
    std::vector<XrplHolding> holdings;
    std::optional<model::AccountName> fee_payer;
    std::uint64_t fee_drops = 0;
    std::vector<XrplTagRoute> routes;
    bool is_failed = false;  ///< Nothing but the fee may move.
};

/// What is known of every holder's balance so far in a run of ledgers. About 100 bytes for each
/// holder and asset with a balance other than 0.
class XrplBook {
public:
    XrplBook();
    XrplBook(XrplBook&&) noexcept;
    XrplBook& operator=(XrplBook&&) noexcept;
    ~XrplBook();

    struct Step {
        SignedAmount missing;    ///< What the holder had and the book did not know of.
        bool is_breach = false;  ///< The book had another balance than this one.
    };
    /// Compares a holding with the book and notes what it is now.
    Step note(const XrplHolding& holding);

    /// Holders with a balance other than 0.
    std::size_t balances_count() const noexcept;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// What append_moves() found wrong, in words.
using XrplFlaws = std::vector<std::string>;

struct XrplMovesCounts {
    std::uint64_t openings_count = 0;  ///< Transfers of kind opening.
    std::uint64_t breaches_count = 0;  ///< Balances that are not what the book had.
};

/// Appends the transaction to the block, if anything moved: openings first, then the fee, then the
/// assets in the order of their names. Without a book there are no openings.
XrplMovesCounts append_moves(const XrplMoves& moves, XrplBook* book, model::AccountBlock& block,
                             XrplFlaws& flaws);

/// The account that issues an asset; nothing for XRP.
std::optional<model::AccountName> xrpl_issuer(const model::AssetName& asset);

}  // namespace pelf::ingest
