// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/xrpl_movements.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.hpp"

namespace pelf::ingest {
namespace {

using model::AccountKind;
using model::AccountName;
using model::AssetKind;
using model::AssetName;
using model::TransferKind;

constexpr std::size_t kAccountBytes = 20;
constexpr std::size_t kIssuedIssuerAt = 20;
constexpr std::size_t kTokenIssuerAt = 4;

const AccountName kPool = AccountName::of(AccountKind::pool, {});
const AccountName kBurned = AccountName::of(AccountKind::burned, {});
const AccountName kOutside = AccountName::of(AccountKind::outside, {});

/// What one holder gained or lost of one asset; never 0.
struct Change {
    AccountName holder;
    AssetName asset;
    SignedAmount amount;
};

bool is_issuer(const AccountName& account, const std::optional<AccountName>& issuer) {
    const bool is_account =
        account.kind == AccountKind::xrpl || account.kind == AccountKind::xrpl_tagged;
    return issuer && is_account &&
           std::ranges::equal(account.bytes().first(kAccountBytes), issuer->bytes());
}

bool is_same_code(const AssetName& a, const AssetName& b) {
    if (a.kind != AssetKind::xrpl_issued || b.kind != a.kind) return a == b;
    return std::ranges::equal(a.bytes().first(kIssuedIssuerAt), b.bytes().first(kIssuedIssuerAt));
}

/// Appends transfers of one transaction. Names are looked for among those of this transaction
/// alone: there are few, and a block may say one twice.
class TransactionWriter {
public:
    TransactionWriter(const XrplMoves& moves, model::AccountBlock& block)
        : moves_(moves),
          block_(block),
          first_account_(block.accounts.size()),
          first_asset_(block.assets.size()),
          first_transfer_(block.transfers.size()) {}

    void transfer(const AccountName& from, const AccountName& to, const Change& change,
                  TransferKind kind) {
        if (change.amount.size.is_zero()) return;
        model::AccountTransfer one;
        one.from = number_of(from, block_.accounts, first_account_);
        one.to = number_of(to, block_.accounts, first_account_);
        one.asset = number_of(change.asset, block_.assets, first_asset_);
        one.kind = kind;
        one.amount = change.amount.size;
        block_.transfers.push_back(one);
    }

    void finish() {
        const std::size_t count = block_.transfers.size() - first_transfer_;
        if (count == 0) return;
        block_.transactions.push_back({moves_.hash, static_cast<std::uint32_t>(count)});
    }

private:
    template <class Name>
    static std::uint32_t number_of(const Name& name, std::vector<Name>& names, std::size_t first) {
        const auto begin = names.begin() + static_cast<std::ptrdiff_t>(first);
        const auto found = std::find(begin, names.end(), name);
        const auto number = static_cast<std::uint32_t>(found - names.begin());
        if (found == names.end()) names.push_back(name);
        return number;
    }

    const XrplMoves& moves_;
    model::AccountBlock& block_;
    std::size_t first_account_;
    std::size_t first_asset_;
    std::size_t first_transfer_;
};

/// The account as it is credited: under a tag where one was given.
AccountName credited(const Change& change, const std::vector<XrplTagRoute>& routes) {
    for (const XrplTagRoute& route : routes) {
        if (route.account != change.holder) continue;
        if (route.asset && !is_same_code(*route.asset, change.asset)) continue;
        std::array<std::byte, kAccountBytes + 4> bytes{};
        std::ranges::copy(change.holder.bytes(), bytes.begin());
        for (std::size_t i = 0; i < 4; ++i) {
            bytes[kAccountBytes + i] = static_cast<std::byte>(route.tag >> (24 - 8 * i));
        }
        return AccountName::of(AccountKind::xrpl_tagged, bytes);
    }
    return change.holder;
}

/// Whether any account gave one asset and got another. A holder stands once for each asset, so a
/// gain and a loss are of two.
bool has_swap(std::vector<Change> changes) {
    std::erase_if(changes, [](const Change& one) { return one.holder.kind != AccountKind::xrpl; });
    std::ranges::sort(changes, {}, &Change::holder);
    const auto is_swap = [](const Change& a, const Change& b) {
        return a.holder == b.holder && a.amount.is_negative != b.amount.is_negative;
    };
    return std::ranges::adjacent_find(changes, is_swap) != changes.end();
}

class AssetMoves {
public:
    AssetMoves(const XrplMoves& moves, TransactionWriter& writer, bool is_swap)
        : moves_(moves), writer_(writer), is_swap_(is_swap) {}

    /// The changes are all of one asset, and their sum is 0.
    void write(std::span<const Change> changes) {
        std::vector<Change> debtors;
        std::vector<Change> creditors;
        for (const Change& one : changes) {
            (one.amount.is_negative ? debtors : creditors).push_back(one);
        }
        issuer_ = xrpl_issuer(changes.front().asset);
        for (Change& one : creditors) one.holder = credited(one, moves_.routes);
        if (debtors.size() == 1) {
            for (const Change& to : creditors) leg(debtors.front().holder, to.holder, to);
        } else if (creditors.size() == 1) {
            for (const Change& from : debtors) leg(from.holder, creditors.front().holder, from);
        } else {
            for (const Change& from : debtors) leg(from.holder, kPool, from);
            for (const Change& to : creditors) leg(kPool, to.holder, to);
        }
    }

private:
    void leg(const AccountName& from, const AccountName& to, const Change& change) {
        writer_.transfer(from, to, change, kind_of(from, to));
    }

    TransferKind kind_of(const AccountName& from, const AccountName& to) const {
        if (from.kind == AccountKind::xrpl_object || to.kind == AccountKind::xrpl_object) {
            return TransferKind::hold;
        }
        if (is_issuer(from, issuer_)) return TransferKind::issue;
        if (is_issuer(to, issuer_)) return TransferKind::redeem;
        return is_swap_ ? TransferKind::swap : TransferKind::payment;
    }

    const XrplMoves& moves_;
    TransactionWriter& writer_;
    bool is_swap_;
    std::optional<AccountName> issuer_;
};

/// What the holders gained in the transaction, the fee set aside.
std::vector<Change> changes_of(const XrplMoves& moves, XrplFlaws& flaws) {
    std::vector<Change> changes;
    bool has_payer = false;
    for (const XrplHolding& holding : moves.holdings) {
        auto gain = sum(holding.after, negated(holding.before));
        const bool is_payer = moves.fee_payer && holding.holder == *moves.fee_payer &&
                              holding.asset.kind == AssetKind::native;
        has_payer = has_payer || is_payer;
        if (gain && is_payer) gain = sum(*gain, {false, moves.fee_drops});
        if (!gain) {
            flaws.emplace_back("a change of balance needs more than 256 bits");
            continue;
        }
        if (!gain->size.is_zero()) changes.push_back({holding.holder, holding.asset, *gain});
    }
    if (moves.fee_payer && !has_payer && moves.fee_drops > 0) {
        flaws.emplace_back("the account that pays the fee has no change of balance");
        changes.push_back(
            {*moves.fee_payer, AssetName::of(AssetKind::native, {}), {false, moves.fee_drops}});
    }
    if (moves.is_failed && !changes.empty()) {
        flaws.emplace_back("a failed transaction moved more than its fee");
    }
    std::ranges::stable_sort(changes, {}, &Change::asset);
    return changes;
}

/// The side that makes the changes of one asset sum to 0; nothing where they do. On overflow, no
/// change can be believed: says so and returns false.
bool balance(std::vector<Change>& changes, XrplFlaws& flaws) {
    SignedAmount total;
    for (const Change& one : changes) {
        const auto more = sum(total, one.amount);
        if (!more) {
            flaws.emplace_back("changes of balance need more than 256 bits together");
            return false;
        }
        total = *more;
    }
    if (total.size.is_zero()) return true;
    const AssetName asset = changes.front().asset;
    const auto issuer = xrpl_issuer(asset);
    if (!issuer) {
        flaws.push_back(text("XRP does not balance: ", to_string(total.size), " drops ",
                             total.is_negative ? "vanish" : "come from nowhere"));
    }
    changes.push_back({issuer.value_or(kOutside), asset, negated(total)});
    return true;
}

XrplMovesCounts write_openings(const XrplMoves& moves, XrplBook& book, TransactionWriter& writer) {
    XrplMovesCounts counts;
    for (const XrplHolding& holding : moves.holdings) {
        const auto step = book.note(holding);
        counts.breaches_count += step.is_breach ? 1 : 0;
        if (step.missing.size.is_zero()) continue;
        ++counts.openings_count;
        const Change change{holding.holder, holding.asset, step.missing};
        if (step.missing.is_negative) {
            writer.transfer(holding.holder, kOutside, change, TransferKind::opening);
        } else {
            writer.transfer(kOutside, holding.holder, change, TransferKind::opening);
        }
    }
    return counts;
}

}  // namespace

SignedAmount negated(const SignedAmount& amount) noexcept {
    return {!amount.is_negative && !amount.size.is_zero(), amount.size};
}

std::optional<SignedAmount> sum(const SignedAmount& a, const SignedAmount& b) noexcept {
    if (a.is_negative == b.is_negative || a.size.is_zero() || b.size.is_zero()) {
        const auto size = add(a.size, b.size);
        if (!size) return std::nullopt;
        return SignedAmount{a.is_negative || b.is_negative, *size};
    }
    if (a.size == b.size) return SignedAmount{};
    const bool is_a = a.size > b.size;
    return SignedAmount{is_a ? a.is_negative : b.is_negative,
                        is_a ? a.size - b.size : b.size - a.size};
}

std::optional<AccountName> xrpl_issuer(const AssetName& asset) {
    std::size_t at = 0;
    if (asset.kind == AssetKind::xrpl_issued) at = kIssuedIssuerAt;
    if (asset.kind == AssetKind::xrpl_mpt) at = kTokenIssuerAt;
    if (at == 0) return std::nullopt;
    return AccountName::of(AccountKind::xrpl, asset.bytes().subspan(at, kAccountBytes));
}

XrplMovesCounts append_moves(const XrplMoves& moves, XrplBook* book, model::AccountBlock& block,
                             XrplFlaws& flaws) {
    TransactionWriter writer(moves, block);
    XrplMovesCounts counts;
    if (book != nullptr) counts = write_openings(moves, *book, writer);
    if (moves.fee_payer) {
        const Change fee{
            *moves.fee_payer, AssetName::of(AssetKind::native, {}), {true, moves.fee_drops}};
        writer.transfer(*moves.fee_payer, kBurned, fee, TransferKind::fee);
    }
    const auto changes = changes_of(moves, flaws);
    AssetMoves assets(moves, writer, has_swap(changes));
    for (std::size_t first = 0; first < changes.size();) {
        std::size_t end = first + 1;
        while (end < changes.size() && changes[end].asset == changes[first].asset) ++end;
        std::vector<Change> of_asset(changes.begin() + static_cast<std::ptrdiff_t>(first),
                                     changes.begin() + static_cast<std::ptrdiff_t>(end));
        if (balance(of_asset, flaws)) assets.write(of_asset);
        first = end;
    }
    writer.finish();
    return counts;
}

}  // namespace pelf::ingest
