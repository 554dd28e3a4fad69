// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/xrpl_history.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"

namespace pelf::ingest {
namespace {

using model::AccountKind;
using model::AccountName;
using Account = codec::XrplAccountId;

std::optional<Account> holder_account(const AccountName& name) {
    if (name.kind != AccountKind::xrpl && name.kind != AccountKind::xrpl_tagged) {
        return std::nullopt;
    }
    Account account;
    std::ranges::copy(name.bytes().first(account.bytes.size()), account.bytes.begin());
    return account;
}

bool is_paid_in(const XrplHolding& holding) {
    const auto gain = sum(holding.after, negated(holding.before));
    return gain && !gain->is_negative && !gain->size.is_zero();
}

Unexpected<Error> distrusted(std::string message) {
    return Unexpected(
        Error{Fault::refused, text("the source is not to be trusted: ", std::move(message))});
}

}  // namespace

Status XrplHistory::add(SaidXrplTransaction transaction, const std::optional<Account>& lister) {
    const Place place{transaction.ledger_index, transaction.index};
    const auto [at, is_new] = places_.try_emplace(transaction.hash, place);
    if (at->second != place) {
        return distrusted(
            text("transaction ", codec::to_hex(transaction.hash.bytes), " stands in two places"));
    }
    const auto found = transactions_.find(place);
    if (found != transactions_.end()) {
        if (found->second.said.hash != transaction.hash) {
            return distrusted(
                text("two transactions stand at place ", place.second, " of ledger ", place.first));
        }
        if (lister) found->second.listers.insert(*lister);
        return Done{};
    }
    PELF_CHECK(is_new);
    proven_count_ += transaction.is_proven ? 1 : 0;
    for (const std::string& flaw : transaction.flaws) {
        flaws_.push_back(text("transaction ", codec::to_hex(transaction.hash.bytes), ": ", flaw));
    }
    const auto payer = transaction.moves.fee_payer ? holder_account(*transaction.moves.fee_payer)
                                                   : std::optional<Account>();
    for (const XrplHolding& holding : transaction.moves.holdings) {
        if (holding.holder.kind != AccountKind::xrpl_object || !payer) continue;
        if (is_paid_in(holding)) payers_.try_emplace(holding.holder, *payer);
    }
    Known known{.said = std::move(transaction)};
    if (lister) known.listers.insert(*lister);
    transactions_.emplace(place, std::move(known));
    return Done{};
}

void XrplHistory::set_known(const Account& account, std::uint64_t first, std::uint64_t last) {
    known_[account] = {first, last};
}

void XrplHistory::set_scope(std::uint64_t from, std::uint64_t through) {
    scope_ = {from, through};
}

std::optional<std::uint64_t> XrplHistory::ledger_of(const codec::Hash256& hash) const {
    const auto place = places_.find(hash);
    return place == places_.end() ? std::nullopt : std::optional(place->second.first);
}

std::optional<Account> XrplHistory::whom_to_ask(const AccountName& name) const {
    if (name.kind != AccountKind::xrpl_object) return holder_account(name);
    const auto payer = payers_.find(name);
    return payer == payers_.end() ? std::nullopt : std::optional(payer->second);
}

bool XrplHistory::is_whole(const AccountName& name) const {
    const auto account = whom_to_ask(name);
    return account && is_whole(*account);
}

bool XrplHistory::is_whole(const Account& account) const {
    const auto known = known_.find(account);
    return known != known_.end() && is_whole(known->second);
}

std::uint64_t XrplHistory::whole_count() const noexcept {
    return static_cast<std::uint64_t>(
        std::ranges::count_if(known_, [this](const auto& one) { return is_whole(one.second); }));
}

std::optional<std::uint64_t> XrplHistory::whole_from() const noexcept {
    std::optional<std::uint64_t> from;
    for (const auto& [account, span] : known_) {
        if (is_whole(span)) from = std::max(from.value_or(0), span.first);
    }
    return from;
}

Status XrplHistory::check_listed(const Known& known) const {
    for (const XrplHolding& holding : known.said.moves.holdings) {
        if (holding.holder.kind != AccountKind::xrpl || holding.before == holding.after) continue;
        const auto account = holder_account(holding.holder);
        const auto span = known_.find(*account);
        if (span == known_.end() || known.said.ledger_index < span->second.first ||
            known.said.ledger_index > span->second.last) {
            continue;
        }
        if (known.listers.contains(*account)) continue;
        return distrusted(text("the history of ", codec::to_string(*account), " lacks transaction ",
                               codec::to_hex(known.said.hash.bytes),
                               ", which changed what it holds"));
    }
    return Done{};
}

Result<XrplHistoryCounts> XrplHistory::blocks(const AccountSink& sink) const {
    XrplHistoryCounts counts;
    XrplBook book;
    std::map<Balance, SignedAmount> left;  ///< Of whole accounts, after what came so far.
    model::AccountBlock block;
    XrplFlaws flaws;
    const auto flush = [&]() -> Status {
        if (block.transactions.empty()) return Done{};
        return sink(block);
    };
    for (const auto& [place, known] : transactions_) {
        PELF_TRY_DONE(check_listed(known));
        const SaidXrplTransaction& said = known.said;
        if (block.height != said.ledger_index) {
            PELF_TRY_DONE(flush());
            block = {};
            block.height = said.ledger_index;
        }
        block.time_unix_s = said.time_unix_s;
        if (said.ledger_hash) block.hash = said.ledger_hash->bytes;
        for (const XrplHolding& holding : said.moves.holdings) {
            if (!is_whole(holding.holder)) continue;
            const auto [at, is_first] =
                left.try_emplace({holding.holder, holding.asset}, holding.before);
            if (!is_first && at->second != holding.before) ++counts.breaks_count;
            at->second = holding.after;
        }
        append_moves(said.moves, &book, block, flaws);
    }
    PELF_TRY_DONE(flush());
    return counts;
}

}  // namespace pelf::ingest
