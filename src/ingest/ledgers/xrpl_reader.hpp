// SPDX-License-Identifier: Apache-2.0
//
// Ledgers of the XRP Ledger from the JSON of its servers and archives, as blocks of transfers. What
// moved is read from the metadata alone: an Amount is what was asked for, never what was paid. Read
// are, each alone, in an array or one a line:
//
//   a ledger           of `ledger` with transactions expanded, of API version 1 or 2, and of
//                      archives; in its answer or without it
//   transactions       of `tx`, `transaction_entry`, `account_tx`, of streams, and plain ones with
//                      their metadata; those of one ledger become one block
//
// `docs/formats/xrpl-ledger.md` says what each is made of, and what counts as a loss.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/result.hpp"
#include "base/uint256.hpp"
#include "codec/xrpl_tree.hpp"
#include "ingest/ledgers/account_sink.hpp"
#include "ingest/ledgers/ledger_memo.hpp"
#include "ingest/report.hpp"
#include "model/account_block.hpp"

namespace pelf::ingest {

/// One ledger or transaction as text. A full ledger of today has about 2 MB.
inline constexpr std::size_t kXrplRecordBytesMax = std::size_t(256) << 20;
inline constexpr std::uint64_t kXrplFileBytesMax = std::uint64_t(8) << 30;

/// A payment that could deliver less than its Amount says (flag tfPartialPayment), and went
/// through. Who takes the Amount as paid has been robbed before.
struct XrplPartialPayment {
    std::uint64_t ledger_index = 0;
    model::LedgerHash hash{};
    model::AccountName from;
    model::AccountName to;   ///< With its tag.
    model::AssetName asset;  ///< Of the Amount: another issuer may have been accepted.
    Uint256 stated;          ///< The Amount. In the asset's smallest unit, as all three.
    Uint256 delivered;
    bool is_short = false;    ///< Delivered is not what was stated.
    bool is_counted = false;  ///< Delivered is not said by the metadata: from changes of balance.
};

/// Told of what was read as bytes, by who wants to show it to others: see xrpl_evidence.hpp.
class XrplWitness {
public:
    XrplWitness() = default;
    XrplWitness(const XrplWitness&) = delete;
    XrplWitness& operator=(const XrplWitness&) = delete;
    virtual ~XrplWitness() = default;

    /// The views live as long as the call.
    struct Transaction {
        codec::Hash256 id;
        std::optional<std::uint64_t> ledger_index;
        bool is_id_proven = false;
        std::span<const std::byte> transaction;  ///< Empty where they cannot be written, as
        std::span<const std::byte> metadata;     ///< these.
        std::string why;                         ///< Of what is not proven.
        std::string json;                        ///< As it was read, without blanks.
    };
    struct Ledger {
        std::uint64_t index = 0;
        std::optional<codec::XrplHeaderBytes> header;  ///< Where its hash is proven.
        std::span<const codec::XrplLeaf> leaves;
        bool is_tree_proven = false;
        std::string why;  ///< Of what is not proven.
    };
    virtual bool wants(const codec::Hash256& id) const = 0;
    /// A transaction that is wanted, before its ledger.
    virtual void see(const Transaction& transaction) = 0;
    virtual void see(const Ledger& ledger) = 0;
};

struct XrplOptions {
    /// Transfers of kind opening for what holders had before they are first seen, or between
    /// ledgers that do not follow on one another.
    bool has_openings = true;
    /// Recompute ids, trees and ledger hashes.
    bool is_verified = true;
    std::function<void(const XrplPartialPayment&)> on_partial_payment = {};
    XrplWitness* witness = nullptr;  ///< Outlives the reader; only where verified.
    /// Each Memo of a transaction that went through: its MemoData, whatever bytes these are.
    MemoSink on_memo = {};
};

/// What a reader has read so far. What could not be proven is no loss by itself: its fields are not
/// all there, or the reader does not know one of them. What was proven wrong is a flaw.
struct XrplCounts {
    std::uint64_t ledgers_count = 0;
    std::uint64_t transactions_count = 0;
    std::uint64_t failed_count = 0;  ///< Of them in the ledger with a tec result: a fee only.
    std::uint64_t partial_payments_count = 0;
    std::uint64_t short_payments_count = 0;     ///< Of them delivered other than stated.
    std::uint64_t unknown_delivered_count = 0;  ///< The metadata does not say what was delivered.
    std::uint64_t openings_count = 0;
    std::uint64_t breaches_count = 0;  ///< Balances that do not follow from the ledger before.
    std::uint64_t ids_proven_count = 0;
    std::uint64_t ids_unproven_count = 0;
    std::uint64_t trees_proven_count = 0;  ///< All transactions and metadata of a ledger.
    std::uint64_t trees_unproven_count = 0;
    std::uint64_t headers_proven_count = 0;
    std::uint64_t headers_unproven_count = 0;
};

/// Keeps, from one call to the next, every holder's balance and the last ledger: one reader for one
/// run of ledgers, oldest first. Not thread-safe.
class XrplReader {
public:
    explicit XrplReader(XrplOptions options = {});
    XrplReader(XrplReader&&) noexcept;
    XrplReader& operator=(XrplReader&&) noexcept;
    ~XrplReader();

    /// Hands one block after another to the sink, which is called for ledgers without money too.
    /// A broken record costs itself and is counted; fails only where the sink does.
    Status read(std::span<const std::byte> bytes, Report& report, const AccountSink& sink);

    /// The same for a file. Fails also with not_found, io or over_limit (kXrplFileBytesMax).
    Status read_file(const std::filesystem::path& path, Report& report, const AccountSink& sink);

    const XrplCounts& counts() const noexcept;

private:
    class Run;
    std::unique_ptr<Run> run_;
};

}  // namespace pelf::ingest
