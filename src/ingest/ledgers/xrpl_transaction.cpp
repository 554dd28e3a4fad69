// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/xrpl_transaction.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "codec/xrpl_tree.hpp"

namespace pelf::ingest {
namespace {

using model::AccountKind;
using model::AccountName;
using model::AssetKind;
using model::AssetName;

/// rippled's own limits for saying "unavailable" (its DeliveredAmount.cpp).
constexpr std::uint64_t kFirstLedgerWithDelivered = 4'594'095;
constexpr std::int64_t kFirstTimeWithDelivered = codec::kXrplEpochUnixS + 446'000'000;

constexpr std::uint64_t kPartialPaymentFlag = 0x0002'0000;  // tfPartialPayment

std::optional<AccountName> account_member(const JsonObject& object, std::string_view key) {
    const auto address = text_member(object, key);
    return address ? xrpl_account_name(*address) : std::nullopt;
}

/// Amount, or DeliverMax as API version 2 has it.
std::optional<XrplAmount> stated_amount(const JsonObject& transaction) {
    for (const auto key : {"Amount", "DeliverMax"}) {
        const auto value = member(transaction, key);
        if (!value) continue;
        const auto amount = read_xrpl_amount(*value);
        if (amount) return *amount;
    }
    return std::nullopt;
}

/// Tag 0 is a tag; an X-address brings its own.
std::optional<std::uint32_t> destination_tag(const JsonObject& transaction, XrplFlaws& flaws) {
    if (const auto value = member(transaction, "DestinationTag")) {
        const auto tag = as_number(*value);
        if (tag && *tag >> 32 == 0) return static_cast<std::uint32_t>(*tag);
        flaws.emplace_back("a destination tag that is no number of 32 bits");
        return std::nullopt;
    }
    const auto destination = text_member(transaction, "Destination");
    if (!destination || destination->starts_with('r')) return std::nullopt;
    const auto address = codec::parse_xrpl_address(*destination);
    return address ? address->tag : std::nullopt;
}

bool is_same_code(const AssetName& a, const AssetName& b) {
    constexpr std::size_t kCodeBytes = 20;
    if (a.kind != AssetKind::xrpl_issued || b.kind != a.kind) return a == b;
    return std::ranges::equal(a.bytes().first(kCodeBytes), b.bytes().first(kCodeBytes));
}

/// What the holder gained of an asset, whoever issues it; losses do not count.
Uint256 gained(const std::vector<XrplHolding>& holdings, const AccountName& holder,
               const AssetName& asset) {
    Uint256 total;
    for (const XrplHolding& holding : holdings) {
        if (holding.holder != holder || !is_same_code(holding.asset, asset)) continue;
        const auto gain = sum(holding.after, negated(holding.before));
        if (!gain || gain->is_negative) continue;
        total = add(total, gain->size).value_or(total);
    }
    return total;
}

class PaymentReader {
public:
    PaymentReader(const XrplTransactionRecord& record, const XrplMetadata& changes,
                  XrplFlaws& flaws)
        : record_(record),
          transaction_(*record.transaction),
          metadata_(*record.metadata),
          changes_(changes),
          flaws_(flaws) {}

    void read(XrplTransaction& out) {
        const auto from = account_member(transaction_, "Account");
        const auto to = account_member(transaction_, "Destination");
        const auto stated = stated_amount(transaction_);
        if (!from || !to || !stated) {
            flaws_.emplace_back("a payment without account, destination or amount");
            return;
        }
        auto said = delivered(out);
        if (said && *from != *to) check(*said, *to);
        const auto flags = number_member(transaction_, "Flags").value_or(0);
        if ((flags & kPartialPaymentFlag) == 0) return;
        if (!said && !out.is_delivered_unknown && is_amount_delivered()) said = stated;
        const auto size = xrpl_size(*stated);
        if (!size) {
            flaws_.emplace_back("a stated amount of more than 256 bits");
            return;
        }
        XrplPartialPayment partial;
        partial.hash = out.moves.hash;
        partial.from = *from;
        partial.to = *to;
        partial.asset = xrpl_asset_name(*stated);
        partial.stated = size->amount.size;
        const auto said_size = said ? xrpl_size(*said) : std::nullopt;
        if (said_size && is_same_code(xrpl_asset_name(*said), partial.asset)) {
            // Below 0 in a few ledgers of 2024: rounding, and nothing was delivered.
            partial.delivered = said_size->amount.is_negative ? Uint256() : said_size->amount.size;
        } else {
            partial.is_counted = true;
            partial.delivered = gained(changes_.holdings, *to, partial.asset);
            if (!out.is_delivered_unknown) {
                out.is_delivered_unknown = true;
                flaws_.emplace_back(
                    "a partial payment without delivered_amount: counted from balances");
            }
        }
        partial.is_short = partial.delivered != partial.stated;
        out.partial = partial;
    }

private:
    /// As the server says, or as the ledger itself does: only for partial payments.
    std::optional<XrplAmount> delivered(XrplTransaction& out) {
        for (const auto key : {"delivered_amount", "DeliveredAmount"}) {
            const auto value = member(metadata_, key);
            if (!value) continue;
            const auto amount = read_xrpl_amount(*value);
            if (amount) return *amount;
            // "unavailable": before 2014-01-20 the ledger did not keep it.
            out.is_delivered_unknown = true;
            flaws_.emplace_back("delivered_amount is not said: counted from balances");
            return std::nullopt;
        }
        return std::nullopt;
    }

    /// Since January 2014 the ledger keeps what was delivered where it is not the Amount. Before
    /// that, nothing is said.
    bool is_amount_delivered() const {
        return record_.ledger_index.value_or(0) >= kFirstLedgerWithDelivered ||
               record_.time_unix_s.value_or(0) >= kFirstTimeWithDelivered;
    }

    /// XRP alone: issued currencies are rounded on every line they pass. Who has an offer of his
    /// own in the way may have given XRP as well.
    void check(const XrplAmount& said, const AccountName& to) {
        if (said.kind != XrplAmount::Kind::native || said.whole.is_negative) return;
        if (std::ranges::find(changes_.offer_owners, to) != changes_.offer_owners.end()) return;
        const Uint256 moved = gained(changes_.holdings, to, AssetName::of(AssetKind::native, {}));
        if (moved == Uint256(said.whole.drops)) return;
        flaws_.push_back(text("delivered_amount says ", said.whole.drops,
                              " drops and the balance gained ", to_string(moved)));
    }

    const XrplTransactionRecord& record_;
    const JsonObject& transaction_;
    const JsonObject& metadata_;
    const XrplMetadata& changes_;
    XrplFlaws& flaws_;
};

void read_fee(const JsonObject& transaction, XrplMoves& moves, XrplFlaws& flaws) {
    const auto value = member(transaction, "Fee");
    const auto fee = value ? read_xrpl_amount(*value) : Unexpected(Fault::not_found);
    auto payer = account_member(transaction, "Delegate");
    if (!payer) payer = account_member(transaction, "Account");
    const bool is_drops = fee && fee->kind == XrplAmount::Kind::native && !fee->whole.is_negative;
    if (!payer || !is_drops) {
        flaws.emplace_back("no account or no fee");
        return;
    }
    moves.fee_payer = *payer;
    moves.fee_drops = fee->whole.drops;
}

}  // namespace

bool read_xrpl_transaction(const XrplTransactionRecord& record, XrplTransaction& out,
                           XrplFlaws& flaws) {
    out = {};
    if (!record.transaction || !record.metadata) {
        flaws.emplace_back("no transaction or no metadata");
        return false;
    }
    const JsonObject& transaction = *record.transaction;
    XrplMetadata changes;
    if (!read_xrpl_metadata(*record.metadata, changes, flaws)) {
        flaws.emplace_back("metadata without a list of changed entries");
        return false;
    }
    const auto result = text_member(*record.metadata, "TransactionResult");
    const bool is_success = result && result->starts_with("tes");
    out.is_failed = result && result->starts_with("tec");
    if (result && !is_success && !out.is_failed) {
        flaws.push_back(text("a result that no ledger has: ", quoted(*result)));
        return false;
    }
    if (!result) flaws.emplace_back("metadata without a result");
    if (record.hash) out.moves.hash = record.hash->bytes;
    out.moves.is_failed = out.is_failed;
    read_fee(transaction, out.moves, flaws);

    const auto type = text_member(transaction, "TransactionType");
    const auto to = account_member(transaction, "Destination");
    const auto tag = destination_tag(transaction, flaws);
    if (to && tag) {
        XrplTagRoute route{*to, *tag, std::nullopt};
        const auto stated = stated_amount(transaction);
        if (type == "Payment" && stated) route.asset = xrpl_asset_name(*stated);
        out.moves.routes.push_back(route);
    }
    // A cancelled escrow goes back, and the tag was for its destination.
    if (type != "EscrowCancel") {
        out.moves.routes.insert(out.moves.routes.end(), changes.routes.begin(),
                                changes.routes.end());
    }
    if (type == "Payment" && is_success) PaymentReader(record, changes, flaws).read(out);
    if (out.partial && tag) {
        std::array<std::byte, 24> bytes{};
        std::ranges::copy(out.partial->to.bytes(), bytes.begin());
        for (std::size_t i = 0; i < 4; ++i) {
            bytes[20 + i] = static_cast<std::byte>(*tag >> (24 - 8 * i));
        }
        out.partial->to = AccountName::of(AccountKind::xrpl_tagged, bytes);
    }
    out.moves.holdings = std::move(changes.holdings);
    return true;
}

}  // namespace pelf::ingest
