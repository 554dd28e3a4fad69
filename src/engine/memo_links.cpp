// SPDX-License-Identifier: Apache-2.0
#include "engine/memo_links.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "codec/ethereum_address.hpp"
#include "codec/hex.hpp"
#include "ingest/ledgers/thorchain_memo.hpp"

namespace pelf::engine {
namespace {

using ingest::LedgerMemo;
using ingest::ThorchainAsset;
using ingest::ThorchainMemo;
using Payment = TransactionFacts::Payment;

constexpr std::string_view kFindings[] = {"without_inbound", "without_memo",      "not_a_swap",
                                          "ambiguous",       "not_paid_in",       "not_kept",
                                          "not_paid_out",    "paid_in_elsewhere", "paid_by_another",
                                          "other_asset",     "other_address",     "before_inbound",
                                          "no_room"};
static_assert(std::size(kFindings) == kMemoFindingsCount);

/// THORChain's names for addresses are no longer.
constexpr std::size_t kNameLettersMax = 30;

bool ends_with_letters(std::string_view text, std::string_view end) {
    return ascii_lower(text).ends_with(ascii_lower(end));
}

/// Whether the ledger's asset is the one that a memo means.
bool is_asset(const ThorchainAsset& asked, std::string_view ledger, std::string_view asset) {
    if (asked.form != ThorchainAsset::Form::native) return false;
    if (ledger.starts_with("bitcoin")) return asked.chain == "BTC" && asked.symbol == "BTC";
    if (ledger == "xrpl") return asked.chain == "XRP" && asked.symbol == asset;
    if (ledger != "ethereum" || asked.chain != "ETH") return false;
    if (asked.symbol == "ETH") return asset == "ETH";
    // "USDT-EC7" is the token whose address ends so; "USDT" alone the one with the deepest pool,
    // which only THORChain knows.
    const std::size_t dash = asked.symbol.find('-');
    if (!asset.starts_with("0x")) return false;
    return dash == std::string::npos || ends_with_letters(asset, asked.symbol.substr(dash + 1));
}

std::string token_text(const codec::EthereumAddress& token) {
    return token == codec::EthereumAddress{} ? "ETH" : codec::to_string(token);
}

/// An account without the destination tag that may follow it.
std::string_view holder_of(std::string_view account) noexcept {
    return account.substr(0, account.find(':'));
}

/// What was paid in under an id.
struct Inbound {
    std::optional<MemoFinding> fault{};  ///< Why nothing can be linked to it.
    std::uint32_t ledger = 0;
    std::int64_t time_unix_s = 0;
    std::optional<ThorchainMemo> memo{};
    std::vector<PlaceFacts> places{};  ///< Of one asset.
    std::vector<Uint256> left{};       ///< Of each place.
    std::set<std::string> payers{};
    bool is_protocols = false;           ///< All places are of the protocol's accounts.
    std::vector<std::size_t> replies{};  ///< In MemoLinker::replies_.
};

/// A payment that replies.
struct Reply {
    std::size_t number = 0;  ///< Among all replies.
    PlaceFacts to{};
    ThorchainMemo memo{};
    std::vector<MemoFinding> doubts{};
    bool is_by_name = false;

    bool is_refund() const noexcept { return memo.kind == ThorchainMemo::Kind::refund; }
};

class MemoLinker {
public:
    MemoLinker(std::span<const ProtocolMemo> memos, const MemoLedgers& ledgers)
        : memos_(memos), ledgers_(ledgers) {}

    Result<MemoLinks> run() {
        using Kind = ThorchainMemo::Kind;
        std::vector<std::size_t> replying;
        for (std::size_t i = 0; i < memos_.size(); ++i) {
            const auto memo = ingest::read_thorchain_memo(memos_[i].memo.text);
            if (!memo) continue;
            if (memo->kind == Kind::outbound || memo->kind == Kind::refund) {
                replying.push_back(i);
            } else {
                asking_[memos_[i].memo.transaction].push_back(i);
            }
        }
        for (const std::size_t number : replying) PELF_TRY_DONE(take(number));
        for (const bool is_claimed : {false, true}) {
            for (auto& [id, inbound] : inbounds_) settle(inbound, is_claimed);
        }
        return in_order();
    }

private:
    void find(MemoFinding finding, std::size_t number) {
        ++links_.findings[static_cast<std::size_t>(finding)];
        if (links_.named.size() >= kNamedFindingsMax) return;
        const ProtocolMemo& reply = memos_[number];
        const auto memo = ingest::read_thorchain_memo(reply.memo.text);
        links_.named.push_back(
            {finding,
             text(ledgers_.names()[reply.ledger], ":", codec::to_hex(reply.memo.transaction)),
             memo ? codec::to_hex(memo->inbound) : std::string()});
    }

    /// One reply: what it paid, and what is to be said of it.
    Status take(std::size_t number) {
        const ProtocolMemo& at = memos_[number];
        const auto memo = ingest::read_thorchain_memo(at.memo.text);
        ++links_.replies_count;
        PELF_TRY(inbound, inbound_of(memo->inbound));
        if (inbound->fault) return found(*inbound->fault, number);
        if (memo->kind == ThorchainMemo::Kind::outbound) {
            if (!inbound->memo) return found(MemoFinding::without_memo, number);
            if (inbound->memo->kind != ThorchainMemo::Kind::swap) {
                return found(MemoFinding::not_a_swap, number);
            }
        }
        PELF_TRY(facts, ledgers_.transaction(at.ledger, at.memo.transaction));
        if (!facts) return found(MemoFinding::not_kept, number);
        const Payment* payment = paid_out(at, *facts, *memo, *inbound);
        if (payment == nullptr) return found(MemoFinding::not_paid_out, number);
        Reply reply{.number = number, .to = payment->to, .memo = *memo};
        judge(at, *facts, *payment, *inbound, reply);
        for (const MemoFinding doubt : reply.doubts) find(doubt, number);
        inbound->replies.push_back(replies_.size());
        replies_.push_back(std::move(reply));
        return Done{};
    }

    Status found(MemoFinding finding, std::size_t number) {
        find(finding, number);
        return Done{};
    }

    bool is_payers(std::uint32_t ledger, const TransactionFacts::Payer& payer) const {
        return !payer.account.empty() && ledgers_.is_protocols(ledger, payer.account, payer.owner);
    }

    /// Whether what was paid came from the protocol's accounts alone.
    bool is_from_protocol(std::uint32_t ledger, const TransactionFacts& facts,
                          const Payment& payment) const {
        if (!facts.is_paid_together) return is_payers(ledger, facts.payers[payment.payer]);
        return !facts.payers.empty() && std::ranges::all_of(facts.payers, [&](const auto& payer) {
            return is_payers(ledger, payer);
        });
    }

    bool is_to_protocol(std::uint32_t ledger, const Payment& payment) const {
        return ledgers_.is_protocols(ledger, payment.to.account, payment.to.owner);
    }

    static bool is_own(const TransactionFacts& facts, const Payment& payment) {
        if (!facts.is_paid_together) {
            return facts.payers[payment.payer].account == payment.to.account;
        }
        return std::ranges::any_of(facts.payers, [&](const TransactionFacts::Payer& payer) {
            return payer.account == payment.to.account;
        });
    }

    /// The payment that a reply speaks of: what a router says, or the first to somebody else, and
    /// rather one to whom the memo asked for. Null if there is none.
    const Payment* paid_out(const ProtocolMemo& at, const TransactionFacts& facts,
                            const ThorchainMemo& memo, const Inbound& inbound) {
        const Payment* first = nullptr;
        for (const Payment& payment : facts.payments) {
            if (is_to_protocol(at.ledger, payment) || is_own(facts, payment)) continue;
            if (at.memo.kind != LedgerMemo::Kind::note) {
                const std::string router = codec::to_string(at.memo.router);
                const bool fits = payment.to.account == codec::to_string(at.memo.payee) &&
                                  payment.to.asset == token_text(at.memo.token) &&
                                  payment.to.amount == at.memo.amount;
                if (fits && paid_.emplace(payment.to.place, router).second) return &payment;
                continue;
            }
            bool is_by_name = false;
            const bool is_wanted =
                is_wanted_address(at.ledger, payment.to.account, memo, inbound, is_by_name);
            if (is_wanted && !is_by_name) return &payment;
            if (first == nullptr) first = &payment;
        }
        return first;
    }

    /// Whether this is to whom the inbound's memo asked to pay; of a refund, to who paid.
    bool is_wanted_address(std::uint32_t ledger, std::string_view account,
                           const ThorchainMemo& memo, const Inbound& inbound,
                           bool& is_by_name) const {
        const auto is_it = [&](const std::string& wanted) {
            const auto known = ledgers_.account_text(ledger, wanted);
            return known && (account == *known || holder_of(account) == *known);
        };
        const bool is_refund = memo.kind == ThorchainMemo::Kind::refund;
        const std::string wanted = !inbound.memo ? std::string()
                                   : is_refund   ? inbound.memo->refund_to
                                                 : inbound.memo->destination;
        if (wanted.empty() || is_refund) {
            const bool is_back = inbound.payers.contains(std::string(account)) ||
                                 inbound.payers.contains(std::string(holder_of(account)));
            if (is_back) return true;
        }
        if (wanted.empty()) return false;
        if (ledgers_.account_text(ledger, wanted)) return is_it(wanted);
        is_by_name = wanted.size() <= kNameLettersMax;
        return is_by_name;
    }

    void judge(const ProtocolMemo& at, const TransactionFacts& facts, const Payment& payment,
               const Inbound& inbound, Reply& reply) const {
        const std::string& ledger = ledgers_.names()[at.ledger];
        const auto doubt = [&](bool is_so, MemoFinding finding) {
            if (is_so) reply.doubts.push_back(finding);
        };
        doubt(!inbound.is_protocols, MemoFinding::paid_in_elsewhere);
        const bool is_said_by_payer =
            at.memo.kind == LedgerMemo::Kind::note ||
            facts.payers[payment.payer].account == codec::to_string(at.memo.router);
        doubt(!is_said_by_payer || !is_from_protocol(at.ledger, facts, payment),
              MemoFinding::paid_by_another);
        const PlaceFacts& paid = inbound.places.front();
        const bool is_wanted_asset =
            reply.is_refund() ? at.ledger == inbound.ledger && payment.to.asset == paid.asset
                              : is_asset(inbound.memo->asset, ledger, payment.to.asset);
        doubt(!is_wanted_asset, MemoFinding::other_asset);
        doubt(!is_wanted_address(at.ledger, payment.to.account, reply.memo, inbound,
                                 reply.is_by_name),
              MemoFinding::other_address);
        doubt(facts.time_unix_s + kMemoClockSlackS < inbound.time_unix_s,
              MemoFinding::before_inbound);
    }

    Result<Inbound*> inbound_of(const model::LedgerHash& id) {
        const auto [at, is_new] = inbounds_.try_emplace(id, Inbound{});
        Inbound& inbound = at->second;
        if (is_new) PELF_TRY_DONE(find_inbound(id, inbound));
        return &inbound;
    }

    Status find_inbound(const model::LedgerHash& id, Inbound& inbound) {
        std::optional<TransactionFacts> facts;
        for (std::uint32_t ledger = 0; ledger < ledgers_.names().size() && !facts; ++ledger) {
            PELF_TRY(here, ledgers_.transaction(ledger, id));
            if (!here) continue;
            inbound.ledger = ledger;
            facts = std::move(*here);
        }
        if (!facts) {
            inbound.fault = MemoFinding::without_inbound;
            return Done{};
        }
        inbound.time_unix_s = facts->time_unix_s;
        for (const TransactionFacts::Payer& payer : facts->payers) {
            if (!payer.account.empty()) inbound.payers.insert(payer.account);
        }
        const auto asking = memos_of(id, inbound.ledger, *facts);
        for (const LedgerMemo* memo : asking) {
            auto read = ingest::read_thorchain_memo(memo->text);
            if (inbound.memo && *inbound.memo != *read) inbound.fault = MemoFinding::ambiguous;
            inbound.memo = std::move(*read);
        }
        find_places(asking, *facts, inbound);
        if (inbound.places.empty()) {
            inbound.fault = MemoFinding::not_paid_in;
            return Done{};
        }
        for (const PlaceFacts& place : inbound.places) {
            inbound.left.push_back(place.amount);
            if (place.asset != inbound.places.front().asset) {
                inbound.fault = MemoFinding::ambiguous;
            }
        }
        return Done{};
    }

    /// The memos that a transaction paid in with. What routers of the protocol say goes before
    /// what any other contract can.
    std::vector<const LedgerMemo*> memos_of(const model::LedgerHash& id, std::uint32_t ledger,
                                            const TransactionFacts& facts) const {
        std::vector<const LedgerMemo*> all;
        std::vector<const LedgerMemo*> good;
        const auto found = asking_.find(id);
        if (found == asking_.end()) return all;
        for (const std::size_t number : found->second) {
            const LedgerMemo& memo = memos_[number].memo;
            // THORChain passes over deposits of nothing.
            const bool is_nothing = memo.kind == LedgerMemo::Kind::deposit && memo.amount.is_zero();
            if (memos_[number].ledger != ledger || is_nothing) continue;
            all.push_back(&memo);
            const std::string router = codec::to_string(memo.router);
            const bool is_good =
                memo.kind == LedgerMemo::Kind::deposit &&
                std::ranges::any_of(facts.payments, [&](const Payment& payment) {
                    const auto& payer = facts.payers[payment.payer];
                    return (payment.to.account == router && is_to_protocol(ledger, payment)) ||
                           (payer.account == router && is_payers(ledger, payer));
                });
            if (is_good) good.push_back(&memo);
        }
        return good.empty() ? all : good;
    }

    void find_places(std::span<const LedgerMemo* const> memos, const TransactionFacts& facts,
                     Inbound& inbound) const {
        std::vector<const Payment*> payments;
        bool is_deposit = false;
        for (const LedgerMemo* memo : memos) {
            if (memo->kind != LedgerMemo::Kind::deposit) continue;
            is_deposit = true;
            const Payment* best = nullptr;
            for (const Payment& payment : facts.payments) {
                const bool fits = (payment.to.account == codec::to_string(memo->router) ||
                                   payment.to.account == codec::to_string(memo->vault)) &&
                                  payment.to.asset == token_text(memo->token) &&
                                  payment.to.amount >= memo->amount &&
                                  !is_from_protocol(inbound.ledger, facts, payment) &&
                                  std::ranges::find(payments, &payment) == payments.end();
                if (!fits) continue;
                if (best == nullptr || (!is_to_protocol(inbound.ledger, *best) &&
                                        is_to_protocol(inbound.ledger, payment))) {
                    best = &payment;
                }
            }
            if (best != nullptr) payments.push_back(best);
        }
        if (!is_deposit) payments = paid_in(inbound.ledger, facts);
        inbound.is_protocols = !payments.empty();
        for (const Payment* payment : payments) {
            inbound.places.push_back(payment->to);
            inbound.is_protocols = inbound.is_protocols && is_to_protocol(inbound.ledger, *payment);
        }
    }

    /// What went to the protocol from others; if nothing did, the first payment to somebody else.
    std::vector<const Payment*> paid_in(std::uint32_t ledger, const TransactionFacts& facts) const {
        std::vector<const Payment*> payments;
        const Payment* first = nullptr;
        for (const Payment& payment : facts.payments) {
            if (is_from_protocol(ledger, facts, payment) || is_own(facts, payment)) continue;
            if (is_to_protocol(ledger, payment)) payments.push_back(&payment);
            if (first == nullptr) first = &payment;
        }
        if (payments.empty() && first != nullptr) payments.push_back(first);
        return payments;
    }

    /// Gives of what was paid in to the replies that are claimed, or to those that are not.
    void settle(Inbound& inbound, bool is_claimed) {
        std::vector<const Reply*> others;
        Uint256 sum;
        for (const std::size_t index : inbound.replies) {
            const Reply& reply = replies_[index];
            if (reply.doubts.empty() == is_claimed) continue;
            const bool is_back = reply.to.asset == inbound.places.front().asset &&
                                 ledger_of(reply.to) == ledger_of(inbound.places.front());
            if (is_back) {
                give(inbound, reply, std::min(reply.to.amount, all_of(inbound.left)));
            } else if (const auto more = add(sum, reply.to.amount);
                       more && (others.empty() || others[0]->to.asset == reply.to.asset)) {
                sum = *more;
                others.push_back(&reply);
            } else {
                find(MemoFinding::no_room, reply.number);
            }
        }
        const Uint256 rest = all_of(inbound.left);
        Uint256 before;
        Uint256 given;
        for (const Reply* reply : others) {
            before += reply->to.amount;
            const Uint256 now = scale(rest, before, sum).quotient;
            give(inbound, *reply, now - given);
            given = now;
        }
    }

    static std::string_view ledger_of(const PlaceFacts& place) noexcept {
        return std::string_view(place.place).substr(0, place.place.find(':'));
    }

    /// What was paid in is less than 2^256 in sum, or is cut there.
    static Uint256 all_of(std::span<const Uint256> amounts) {
        Uint256 sum;
        for (const Uint256& amount : amounts) sum = add(sum, amount).value_or(kUint256Max);
        return sum;
    }

    /// A link for each place that `amount` is taken from, in order.
    void give(Inbound& inbound, const Reply& reply, const Uint256& amount) {
        if (amount.is_zero() || !taken_.insert(reply.to.place).second) {
            find(MemoFinding::no_room, reply.number);
            return;
        }
        Uint256 taken;
        Uint256 brought;
        for (std::size_t i = 0; i < inbound.places.size() && taken < amount; ++i) {
            const Uint256 part = std::min(inbound.left[i], amount - taken);
            if (part.is_zero()) continue;
            inbound.left[i] -= part;
            taken += part;
            const Uint256 now = scale(reply.to.amount, taken, amount).quotient;
            const Uint256 got = now - brought;
            brought = now;
            if (got.is_zero()) continue;
            MemoLink& found = links_.links.emplace_back();
            found.from = inbound.places[i];
            found.to = reply.to;
            found.asked = inbound.memo && inbound.memo->kind == ThorchainMemo::Kind::swap
                              ? to_string(*inbound.memo)
                              : std::string();
            found.reply = to_string(reply.memo);
            found.doubts = reply.doubts;
            found.is_by_name = reply.is_by_name;
            found.link.from = {found.from.place, {}, {}, part};
            found.link.to = {found.to.place, {}, found.to.asset, got};
            found.link.kind =
                reply.is_refund() ? model::LinkKind::withdrawal : model::LinkKind::swap;
            order_.push_back(reply.number);
        }
    }

    MemoLinks in_order() {
        std::vector<std::size_t> places(links_.links.size());
        for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
        std::ranges::stable_sort(places, {}, [this](std::size_t place) { return order_[place]; });
        std::vector<MemoLink> ordered;
        for (const std::size_t place : places) {
            MemoLink& found = ordered.emplace_back(std::move(links_.links[place]));
            model::Link& link = found.link;
            link.id = text("T", ordered.size());
            link.standing =
                found.doubts.empty() ? model::LinkStanding::protocol : model::LinkStanding::claimed;
            link.source = "pelf links protocol";
            link.note = found.reply;
            if (!found.asked.empty()) link.note += " for " + found.asked;
            for (const MemoFinding finding : found.doubts) {
                link.note += text("; ", to_string(finding));
            }
            if (found.is_by_name) link.note += "; by name";
        }
        links_.links = std::move(ordered);
        return std::move(links_);
    }

    std::span<const ProtocolMemo> memos_;
    const MemoLedgers& ledgers_;
    std::map<model::LedgerHash, std::vector<std::size_t>> asking_;  ///< By transaction.
    std::map<model::LedgerHash, Inbound> inbounds_;
    std::vector<Reply> replies_;
    /// Places that events have spoken of, by the contract that did: whoever is paid can be a
    /// contract, and emit an event of its own before the router's.
    std::set<std::pair<std::string, std::string>> paid_;
    std::set<std::string> taken_;  ///< Places that a link leads to.
    MemoLinks links_;
    std::vector<std::size_t> order_;  ///< Of each link, its reply's number.
};

}  // namespace

std::string_view to_string(MemoFinding finding) noexcept {
    return kFindings[static_cast<std::size_t>(finding)];
}

Result<MemoLinks> link_memos(std::span<const ProtocolMemo> memos, const MemoLedgers& ledgers) {
    return MemoLinker(memos, ledgers).run();
}

}  // namespace pelf::engine
