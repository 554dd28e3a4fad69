// SPDX-License-Identifier: Apache-2.0
//
// Links that ledgers state themselves: a payment into a vault of THORChain whose memo asks for a
// swap, and the vault's payment elsewhere whose memo replies with the first one's id.
//
// A memo is text, and whoever pays himself can write OUT:<id> beside it. So a link has the standing
// `protocol` only where the first payment went to accounts known to be the protocol's, the second
// came from such accounts and from nobody else, and it is what the memo asked for: that asset, to
// that address, afterwards. All else is `claimed`, with what speaks against it. Who the protocol's
// accounts are is said by the lists, and is the one thing that is trusted here. The rules:
// docs/trace.md, Protocol links.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/ledger_tracer.hpp"
#include "ingest/ledgers/ledger_memo.hpp"
#include "model/link.hpp"

namespace pelf::engine {

/// Why a reply (OUT, REFUND) is no link, or a claimed one.
enum class MemoFinding : std::uint8_t {
    // No link: the reply leads nowhere.
    without_inbound,  ///< No ledger that is kept has a transaction of that id.
    without_memo,     ///< It has, and no memo of it that can be read.
    not_a_swap,       ///< Its memo asks for something else.
    ambiguous,        ///< Several memos that differ, or of several assets: THORChain acts on none.
    not_paid_in,      ///< It moved nothing that could be the payment.
    not_kept,         ///< The reply's own transaction is in no ledger that is kept.
    not_paid_out,     ///< It moved nothing to anybody else.
    // Claimed.
    paid_in_elsewhere,  ///< Not to an account known as the protocol's.
    paid_by_another,    ///< Not, or not only, from accounts known as the protocol's.
    other_asset,        ///< Than was asked for.
    other_address,      ///< Than was asked for; of a refund, than who paid.
    before_inbound,     ///< Earlier than what it replies, by more than clocks differ.
    // Of either.
    no_room,  ///< Other replies have taken all of what was paid in, or this payment.
};
inline constexpr std::size_t kMemoFindingsCount = 13;
std::string_view to_string(MemoFinding finding) noexcept;

/// So many replies are named beside the counts.
inline constexpr std::size_t kNamedFindingsMax = 1'000;
/// Block times may be off by two hours.
inline constexpr std::int64_t kMemoClockSlackS = 7'200;

/// A memo with one of THORChain's words, where it stands.
struct ProtocolMemo {
    std::uint32_t ledger = 0;  ///< In MemoLedgers::names().
    ingest::LedgerMemo memo{};
};

/// What link_memos() asks of the ledgers that are kept.
class MemoLedgers {
public:
    MemoLedgers() = default;
    MemoLedgers(const MemoLedgers&) = delete;
    MemoLedgers& operator=(const MemoLedgers&) = delete;
    virtual ~MemoLedgers() = default;

    /// "bitcoin-regtest", "ethereum", "xrpl".
    virtual const std::vector<std::string>& names() const = 0;
    /// Nothing where the ledger has no such transaction.
    virtual Result<std::optional<TransactionFacts>> transaction(
        std::uint32_t ledger, const model::LedgerHash& name) const = 0;
    /// Whether the account is known as the protocol's.
    virtual bool is_protocols(std::uint32_t ledger, const std::string& account,
                              const AddressOwner& owner) const = 0;
    /// The account as the ledger writes it; nothing for what is none of this ledger.
    virtual std::optional<std::string> account_text(std::uint32_t ledger,
                                                    std::string_view account) const = 0;
};

struct MemoLink {
    model::Link link{};
    PlaceFacts from{};
    PlaceFacts to{};
    std::string asked{};  ///< The memo that asked, written out; empty if there was none.
    std::string reply{};  ///< The memo that replied.
    std::vector<MemoFinding> doubts{};
    bool is_by_name = false;  ///< The memo names no address: whose it is cannot be checked here.
};

struct MemoLinks {
    std::vector<MemoLink> links{};  ///< In the order of the replies.
    std::uint64_t replies_count = 0;
    std::array<std::uint64_t, kMemoFindingsCount> findings{};  ///< Replies by what was found.
    struct Named {
        MemoFinding finding = MemoFinding::without_inbound;
        std::string reply{};    ///< LEDGER:TX of the reply.
        std::string inbound{};  ///< The id that it names.
    };
    std::vector<Named> named{};  ///< The first kNamedFindingsMax.
};

/// The links of these memos, which stand in the order of their ledgers. Of what was paid in, what
/// came back in the same asset takes its own amount, and all other payments share the rest in
/// proportion to theirs: first those of standing protocol, then the claimed ones. Fails as the
/// ledgers do. Cost: two look-ups a reply.
Result<MemoLinks> link_memos(std::span<const ProtocolMemo> memos, const MemoLedgers& ledgers);

}  // namespace pelf::engine
