// SPDX-License-Identifier: Apache-2.0
//
// Three made ledgers of which all is known: what is linked, what is only claimed, and why.
#include "engine/memo_links.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "codec/ethereum_address.hpp"
#include "codec/hex.hpp"

namespace pelf::engine {
namespace {

using ingest::LedgerMemo;
enum Number : std::uint32_t { bitcoin, ether, ripple };

model::LedgerHash id_of(std::uint8_t number) {
    model::LedgerHash hash{};
    hash[0] = std::byte{number};
    return hash;
}
std::string out_of(std::uint8_t number) {
    return "OUT:" + codec::to_hex(id_of(number));
}

struct Paid {
    std::string payer;
    std::string payee;
    std::uint64_t amount = 0;
    std::string asset{};  ///< Empty: the ledger's own.
};

/// Accounts whose names begin with "vault" are the protocol's; "bc-", "eth-" and "r-" are accounts
/// of the three ledgers.
class MadeLedgers final : public MemoLedgers {
public:
    const std::vector<std::string>& names() const override { return names_; }

    Result<std::optional<TransactionFacts>> transaction(
        std::uint32_t ledger, const model::LedgerHash& name) const override {
        const auto found = transactions_.find({ledger, name});
        if (found == transactions_.end()) return std::optional<TransactionFacts>();
        return std::optional(found->second);
    }

    bool is_protocols(std::uint32_t /*ledger*/, const std::string& account,
                      const AddressOwner& /*owner*/) const override {
        return account.starts_with("vault") || account == router_text();
    }

    std::optional<std::string> account_text(std::uint32_t ledger,
                                            std::string_view account) const override {
        constexpr std::string_view kPrefix[] = {"bc-", "eth-", "r-"};
        if (!account.starts_with(kPrefix[ledger])) return std::nullopt;
        return std::string(account);
    }

    static codec::EthereumAddress router() {
        codec::EthereumAddress address;
        address.bytes[19] = std::byte{0x77};
        return address;
    }
    static std::string router_text() { return codec::to_string(router()); }

    void add(std::uint32_t ledger, std::uint8_t number, const std::vector<Paid>& payments,
             std::int64_t time_s = 0) {
        TransactionFacts facts{.time_unix_s = time_s, .is_paid_together = ledger == bitcoin};
        for (const Paid& paid : payments) {
            const auto payer =
                std::ranges::find(facts.payers, paid.payer, &TransactionFacts::Payer::account);
            const auto index = static_cast<std::uint32_t>(payer - facts.payers.begin());
            if (payer == facts.payers.end()) facts.payers.push_back({paid.payer, {}});
            if (paid.amount == 0) continue;  // A payer of a coin ledger, and no more.
            TransactionFacts::Payment payment;
            payment.payer = index;
            payment.to.place =
                text(names_[ledger], ":", codec::to_hex(id_of(number)), ":", facts.payments.size());
            payment.to.account = paid.payee;
            payment.to.amount = paid.amount;
            payment.to.asset = paid.asset.empty() ? kCoins[ledger] : paid.asset;
            facts.payments.push_back(payment);
        }
        transactions_[{ledger, id_of(number)}] = facts;
    }

    void note(std::uint32_t ledger, std::uint8_t number, const std::string& text) {
        LedgerMemo memo;
        memo.transaction = id_of(number);
        memo.text = text;
        memos.push_back({ledger, memo});
    }

    MemoLinks link() const {
        auto links = link_memos(memos, *this);
        EXPECT_TRUE(links);
        return std::move(*links);
    }

    std::vector<ProtocolMemo> memos;

private:
    static constexpr const char* kCoins[] = {"BTC", "ETH", "XRP"};
    std::vector<std::string> names_{"bitcoin", "ethereum", "xrpl"};
    std::map<std::pair<std::uint32_t, model::LedgerHash>, TransactionFacts> transactions_;
};

std::vector<std::string> findings_of(const MemoLinks& links) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < kMemoFindingsCount; ++i) {
        for (std::uint64_t j = 0; j < links.findings[i]; ++j) {
            names.emplace_back(to_string(static_cast<MemoFinding>(i)));
        }
    }
    return names;
}

using Names = std::vector<std::string>;

/// Ether into a vault for bitcoin out of one.
void add_swap(MadeLedgers& made, const std::string& memo = "=:b:bc-thief") {
    made.add(ripple, 1, {{"r-thief", "vault-x", 1'000}}, 10'000);
    made.note(ripple, 1, memo);
    made.add(bitcoin, 2, {{"vault-b", "bc-thief", 50}, {"vault-b", "vault-b", 900}}, 20'000);
    made.note(bitcoin, 2, out_of(1));
}

TEST(MemoLinks, LinksWhatWasPaidInToWhatCameOut) {
    MadeLedgers made;
    add_swap(made);
    const MemoLinks links = made.link();
    ASSERT_EQ(links.links.size(), 1U);
    const MemoLink& one = links.links[0];
    EXPECT_EQ(one.link.standing, model::LinkStanding::protocol);
    EXPECT_EQ(one.link.kind, model::LinkKind::swap);
    EXPECT_EQ(one.link.from.place, "xrpl:" + codec::to_hex(id_of(1)) + ":0");
    EXPECT_EQ(one.link.from.amount, Uint256(1'000));
    EXPECT_EQ(one.link.to.place, "bitcoin:" + codec::to_hex(id_of(2)) + ":0");
    EXPECT_EQ(one.link.to.amount, Uint256(50));
    EXPECT_EQ(one.link.id, "T1");
    EXPECT_EQ(one.asked, "=:BTC.BTC:bc-thief:0/0/0::");
    EXPECT_FALSE(one.is_by_name);
    EXPECT_EQ(findings_of(links), Names{});
}

TEST(MemoLinks, ANameIsTakenAndSaidToBeOne) {
    MadeLedgers made;
    add_swap(made, "=:b:thief-name");
    const MemoLinks links = made.link();
    ASSERT_EQ(links.links.size(), 1U);
    EXPECT_EQ(links.links[0].link.standing, model::LinkStanding::protocol);
    EXPECT_TRUE(links.links[0].is_by_name);
}

TEST(MemoLinks, SaysWhyAReplyLeadsNowhere) {
    const auto finding_of = [](auto change, const std::string& memo = "=:b:bc-thief") {
        MadeLedgers made;
        add_swap(made, memo);
        change(made);
        const MemoLinks links = made.link();
        EXPECT_TRUE(links.links.empty());
        EXPECT_EQ(links.named.size(), 1U);
        return findings_of(links);
    };
    EXPECT_EQ(finding_of([](MadeLedgers& made) { made.memos[1].memo.text = out_of(9); }),
              Names{"without_inbound"});
    EXPECT_EQ(finding_of([](MadeLedgers& made) { made.memos.erase(made.memos.begin()); }),
              Names{"without_memo"});
    EXPECT_EQ(finding_of([](MadeLedgers&) {}, "wd:BTC/BTC:1000"), Names{"not_a_swap"});
    EXPECT_EQ(finding_of([](MadeLedgers& made) { made.note(ripple, 1, "=:b:bc-other"); }),
              Names{"ambiguous"});
    EXPECT_EQ(finding_of([](MadeLedgers& made) { made.add(ripple, 1, {}); }), Names{"not_paid_in"});
    EXPECT_EQ(finding_of([](MadeLedgers& made) { made.memos[1].memo.transaction = id_of(7); }),
              Names{"not_kept"});
    EXPECT_EQ(
        finding_of([](MadeLedgers& made) { made.add(bitcoin, 2, {{"vault-b", "vault-b", 900}}); }),
        Names{"not_paid_out"});
}

TEST(MemoLinks, ClaimsWhatDoesNotFitTheMemo) {
    const auto finding_of = [](auto change, const std::string& memo = "=:b:bc-thief") {
        MadeLedgers made;
        add_swap(made, memo);
        change(made);
        const MemoLinks links = made.link();
        EXPECT_EQ(links.links.size(), 1U);
        EXPECT_EQ(links.links.at(0).link.standing, model::LinkStanding::claimed);
        return findings_of(links);
    };
    const auto as_it_is = [](MadeLedgers&) {};
    EXPECT_EQ(finding_of(as_it_is, "=:b:bc-other"), Names{"other_address"});
    EXPECT_EQ(finding_of(as_it_is, "=:b"), Names{"other_address"});  // Back to whom, there?
    EXPECT_EQ(finding_of(as_it_is, "=:b:a-name-longer-than-any-name-may-be"),
              Names{"other_address"});
    for (const std::string_view asset : {"e", "BTC/BTC", "BTC~BTC", "THOR.BTC", "LTC.LTC"}) {
        EXPECT_EQ(finding_of(as_it_is, text("=:", asset, ":bc-thief")), Names{"other_asset"});
    }
    EXPECT_EQ(finding_of([](MadeLedgers& made) {
                  made.add(bitcoin, 2, {{"vault-b", "bc-thief", 50}}, 10'000 - 7'201);
              }),
              Names{"before_inbound"});
    // A stranger's payment to himself, and one in which he joins the vault.
    EXPECT_EQ(finding_of([](MadeLedgers& made) {
                  made.add(bitcoin, 2, {{"bc-stranger", "bc-thief", 50}}, 20'000);
              }),
              Names{"paid_by_another"});
    EXPECT_EQ(finding_of([](MadeLedgers& made) {
                  made.add(bitcoin, 2, {{"vault-b", "bc-thief", 50}, {"bc-stranger", "", 0}},
                           20'000);
              }),
              Names{"paid_by_another"});
    // An input from before a window: nobody knows whose.
    EXPECT_EQ(
        finding_of([](MadeLedgers& made) { made.add(bitcoin, 2, {{"", "bc-thief", 50}}, 20'000); }),
        Names{"paid_by_another"});
    EXPECT_EQ(finding_of([](MadeLedgers& made) {
                  made.add(ripple, 1, {{"r-thief", "r-friend", 1'000}}, 10'000);
              }),
              Names{"paid_in_elsewhere"});
}

TEST(MemoLinks, ClocksMayDiffer) {
    MadeLedgers made;
    add_swap(made);
    made.add(bitcoin, 2, {{"vault-b", "bc-thief", 50}}, 10'000 - 7'200);
    EXPECT_EQ(made.link().links.at(0).link.standing, model::LinkStanding::protocol);
}

TEST(MemoLinks, AForgedReplyTakesNothingFromARealOne) {
    for (const bool is_first : {true, false}) {
        MadeLedgers made;
        add_swap(made);
        made.add(bitcoin, 3, {{"bc-stranger", "bc-thief", 70}}, 15'000);
        made.note(bitcoin, 3, out_of(1));
        if (is_first) std::swap(made.memos[1], made.memos[2]);
        const MemoLinks links = made.link();
        ASSERT_EQ(links.links.size(), 1U);
        EXPECT_EQ(links.links[0].link.standing, model::LinkStanding::protocol);
        EXPECT_EQ(links.links[0].link.from.amount, Uint256(1'000));
        EXPECT_EQ(findings_of(links), (Names{"paid_by_another", "no_room"}));
    }
}

TEST(MemoLinks, OnePaymentRepliesOnce) {
    MadeLedgers made;
    add_swap(made);
    made.add(ripple, 4, {{"r-thief", "vault-x", 2'000}}, 10'000);
    made.note(ripple, 4, "=:b:bc-thief");
    made.note(bitcoin, 2, out_of(4));
    const MemoLinks links = made.link();
    EXPECT_EQ(links.links.size(), 1U);
    EXPECT_EQ(findings_of(links), Names{"no_room"});
}

TEST(MemoLinks, ARefundGoesBackToWhoPaid) {
    MadeLedgers made;
    made.add(bitcoin, 1, {{"bc-thief", "vault-b", 1'000}, {"bc-thief", "bc-thief", 30}});
    made.add(bitcoin, 2, {{"vault-b", "bc-thief", 950}});
    made.note(bitcoin, 2, "REFUND:" + codec::to_hex(id_of(1)));  // Of a payment without a memo.
    const MemoLinks links = made.link();
    ASSERT_EQ(links.links.size(), 1U);
    EXPECT_EQ(links.links[0].link.standing, model::LinkStanding::protocol);
    EXPECT_EQ(links.links[0].link.kind, model::LinkKind::withdrawal);
    EXPECT_EQ(links.links[0].link.from.amount, Uint256(950));
    made.add(bitcoin, 2, {{"vault-b", "bc-other", 950}});
    EXPECT_EQ(findings_of(made.link()), Names{"other_address"});
    made.note(bitcoin, 1, "=:e:eth-thief/bc-other");
    EXPECT_EQ(made.link().links.at(0).link.standing, model::LinkStanding::protocol);
}

TEST(MemoLinks, WhatCameBackTakesItsOwnAndTheRestIsShared) {
    MadeLedgers made;
    made.add(ripple, 1, {{"r-thief", "vault-x", 1'000}});
    made.note(ripple, 1, "=:b:bc-thief:0/1/3");
    made.add(bitcoin, 2, {{"vault-b", "bc-thief", 30}});
    made.add(ripple, 3, {{"vault-x", "r-thief", 100}});
    made.add(bitcoin, 4, {{"vault-b", "bc-thief", 60}});
    made.note(bitcoin, 2, out_of(1));
    made.note(ripple, 3, "REFUND:" + codec::to_hex(id_of(1)));
    made.note(bitcoin, 4, out_of(1));
    const MemoLinks links = made.link();
    ASSERT_EQ(links.links.size(), 3U);
    EXPECT_EQ(links.links[0].link.from.amount, Uint256(300));
    EXPECT_EQ(links.links[1].link.from.amount, Uint256(100));
    EXPECT_EQ(links.links[2].link.from.amount, Uint256(600));
    for (const MemoLink& one : links.links) {
        EXPECT_EQ(one.link.standing, model::LinkStanding::protocol);
    }
}

/// What a router's contract says.
LedgerMemo router_memo(LedgerMemo::Kind kind, std::uint8_t number, const std::string& text,
                       std::uint64_t amount) {
    LedgerMemo memo;
    memo.kind = kind;
    memo.transaction = id_of(number);
    memo.text = text;
    memo.amount = amount;
    memo.router = MadeLedgers::router();
    return memo;
}

codec::EthereumAddress address_of(std::uint8_t number) {
    codec::EthereumAddress address;
    address.bytes[0] = std::byte{number};
    return address;
}

TEST(MemoLinks, ARoutersEventsSayWhichPaymentIsMeant) {
    const std::string router = MadeLedgers::router_text();
    MadeLedgers made;
    made.add(ether, 1, {{"eth-thief", router, 500}, {router, "vault-e", 500}});
    made.memos.push_back({ether, router_memo(LedgerMemo::Kind::deposit, 1, "=:e:eth-thief", 500)});
    const std::string first = codec::to_string(address_of(1));
    const std::string second = codec::to_string(address_of(2));
    made.add(ether, 2, {{"vault-e", router, 90}, {router, first, 40}, {router, second, 50}});
    LedgerMemo paid = router_memo(LedgerMemo::Kind::transfer_out, 2, out_of(1), 50);
    paid.payee = address_of(2);
    made.memos.push_back({ether, paid});
    const MemoLinks links = made.link();
    ASSERT_EQ(links.links.size(), 1U);
    EXPECT_EQ(links.links[0].from.place, "ethereum:" + codec::to_hex(id_of(1)) + ":0");
    EXPECT_EQ(links.links[0].to.place, "ethereum:" + codec::to_hex(id_of(2)) + ":2");
    // To another than the memo asked for: the test's ledger knows no such account by that name.
    EXPECT_EQ(findings_of(links), Names{"other_address"});
    made.memos[0].memo.text = "=:e:a-name";
    EXPECT_EQ(findings_of(made.link()), Names{});
    made.memos[1].memo.amount = 51;  // The event says more than moved.
    EXPECT_EQ(findings_of(made.link()), Names{"not_paid_out"});
}

TEST(MemoLinks, WhatAnotherContractSaysIsClaimed) {
    const std::string router = MadeLedgers::router_text();
    MadeLedgers made;
    made.add(ether, 1, {{"eth-thief", router, 500}, {router, "vault-e", 500}});
    made.memos.push_back({ether, router_memo(LedgerMemo::Kind::deposit, 1, "=:e:a-name", 500)});
    // A contract of the stranger's emits an event beside the real one: it does not make it unclear.
    LedgerMemo beside = router_memo(LedgerMemo::Kind::deposit, 1, "=:e:another", 500);
    beside.router = address_of(9);
    made.memos.push_back({ether, beside});
    const std::string stranger = codec::to_string(address_of(3));
    const std::string contract = codec::to_string(address_of(9));
    made.add(ether, 2, {{stranger, contract, 50}, {contract, stranger, 50}});
    LedgerMemo forged = router_memo(LedgerMemo::Kind::transfer_out, 2, out_of(1), 50);
    forged.router = address_of(9);
    forged.payee = address_of(3);
    made.memos.push_back({ether, forged});
    MemoLinks links = made.link();
    ASSERT_EQ(links.links.size(), 1U);
    EXPECT_EQ(findings_of(links), Names{"paid_by_another"});
    // Nor does it help to be paid by a vault for something else, and to emit the event oneself.
    made.add(ether, 2, {{"vault-e", stranger, 50}});
    links = made.link();
    EXPECT_EQ(findings_of(links), Names{"paid_by_another"});
}

TEST(MemoLinks, WhoIsPaidCannotHideIt) {
    // The payee is a contract that emits the same event before the router does; and the thief has
    // paid nothing a second time, with another memo.
    const std::string router = MadeLedgers::router_text();
    const std::string payee = codec::to_string(address_of(3));
    MadeLedgers made;
    made.add(ether, 1, {{"eth-thief", router, 500}, {router, "vault-e", 500}});
    made.memos.push_back({ether, router_memo(LedgerMemo::Kind::deposit, 1, "=:e:another", 0)});
    made.memos.push_back({ether, router_memo(LedgerMemo::Kind::deposit, 1, "=:e:a-name", 500)});
    made.add(ether, 2, {{"vault-e", router, 50}, {router, payee, 50}});
    LedgerMemo forged = router_memo(LedgerMemo::Kind::transfer_out, 2, out_of(9), 50);
    forged.router = address_of(3);
    forged.payee = address_of(3);
    made.memos.push_back({ether, forged});
    forged.text = out_of(1);
    made.memos.push_back({ether, forged});
    LedgerMemo paid = router_memo(LedgerMemo::Kind::transfer_out, 2, out_of(1), 50);
    paid.payee = address_of(3);
    made.memos.push_back({ether, paid});
    const MemoLinks links = made.link();
    ASSERT_EQ(links.links.size(), 1U);
    EXPECT_EQ(links.links[0].link.standing, model::LinkStanding::protocol);
    EXPECT_EQ(links.links[0].to.account, payee);
    EXPECT_EQ(findings_of(links), (Names{"without_inbound", "paid_by_another", "no_room"}));
}

TEST(MemoLinks, TokensAreKnownByTheEndOfTheirAddress) {
    const auto standing_of = [](const std::string& asked, const std::string& asset) {
        MadeLedgers made;
        made.add(bitcoin, 1, {{"bc-thief", "vault-b", 9}});
        made.note(bitcoin, 1, "=:" + asked + ":a-name");
        made.add(ether, 2, {{"vault-e", "eth-thief", 5, asset}});
        made.note(ether, 2, out_of(1));
        return made.link().links.at(0).link.standing;
    };
    constexpr const char* kUsdt = "0xdAC17F958D2ee523a2206206994597C13D831ec7";
    using enum model::LinkStanding;
    EXPECT_EQ(standing_of("ETH.USDT-EC7", kUsdt), protocol);
    EXPECT_EQ(standing_of("ETH.USDT-0xdac17f958d2ee523a2206206994597c13d831ec7", kUsdt), protocol);
    EXPECT_EQ(standing_of("ETH.USDT", kUsdt), protocol);
    EXPECT_EQ(standing_of("ETH.USDT-EC8", kUsdt), claimed);
    EXPECT_EQ(standing_of("ETH.USDT-EC7", "ETH"), claimed);
    EXPECT_EQ(standing_of("ETH.ETH", kUsdt), claimed);
    EXPECT_EQ(standing_of("AVAX.USDT-EC7", kUsdt), claimed);
}

/// Shares in the plainest way, from the definition: refunds take their own while there is any; of
/// the rest each gets what it is of the sum, as differences of floors.
std::vector<std::uint64_t> plain_shares(std::uint64_t whole,
                                        const std::vector<std::pair<bool, std::uint64_t>>& paid) {
    std::vector<std::uint64_t> shares(paid.size());
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < paid.size(); ++i) {
        if (!paid[i].first) {
            sum += paid[i].second;
            continue;
        }
        shares[i] = std::min(whole, paid[i].second);
        whole -= shares[i];
    }
    std::uint64_t before = 0;
    for (std::size_t i = 0; i < paid.size(); ++i) {
        if (paid[i].first) continue;
        shares[i] = whole * (before + paid[i].second) / sum - whole * before / sum;
        before += paid[i].second;
    }
    return shares;
}

TEST(MemoLinks, SharesAreThoseOfThePlainTwin) {
    std::mt19937_64 random(7);
    for (int round = 0; round < 500; ++round) {
        const auto up_to = [&](std::uint64_t most) { return random() % most + 1; };
        MadeLedgers made;
        std::vector<Paid> deposits;
        std::uint64_t whole = 0;
        for (std::uint64_t i = up_to(3); i > 0; --i) {
            deposits.push_back({"r-thief", "vault-x", up_to(1'000)});
            whole += deposits.back().amount;
        }
        made.add(ripple, 1, deposits);
        made.note(ripple, 1, "=:b:bc-thief");
        std::vector<std::pair<bool, std::uint64_t>> paid;
        for (std::uint8_t i = 0, count = static_cast<std::uint8_t>(up_to(6)); i < count; ++i) {
            const bool is_refund = random() % 4 == 0;
            paid.emplace_back(is_refund, up_to(is_refund ? 300 : 50));
            const auto number = static_cast<std::uint8_t>(10 + i);
            if (is_refund) {
                made.add(ripple, number, {{"vault-x", "r-thief", paid.back().second}});
                made.note(ripple, number, "REFUND:" + codec::to_hex(id_of(1)));
            } else {
                made.add(bitcoin, number, {{"vault-b", "bc-thief", paid.back().second}});
                made.note(bitcoin, number, out_of(1));
            }
        }
        const MemoLinks links = made.link();
        const auto expected = plain_shares(whole, paid);
        std::vector<std::uint64_t> from(paid.size());
        std::map<std::string, std::uint64_t> of_place;
        std::vector<std::uint64_t> to(paid.size());
        for (const MemoLink& one : links.links) {
            const std::size_t reply =
                std::to_integer<std::size_t>(
                    codec::from_hex(one.to.place.substr(one.to.place.find(':') + 1, 2))->front()) -
                10;
            EXPECT_EQ(one.link.standing, model::LinkStanding::protocol);
            from[reply] += one.link.from.amount.low();
            to[reply] += one.link.to.amount.low();
            of_place[one.from.place] += one.link.from.amount.low();
            EXPECT_LE(of_place[one.from.place], one.from.amount.low());
        }
        for (std::size_t i = 0; i < paid.size(); ++i) {
            // A part that brings no unit is left out: its deposit's is then less.
            EXPECT_LE(from[i], expected[i]) << round;
            EXPECT_EQ(to[i], expected[i] > 0 ? paid[i].second : 0) << round;
            if (deposits.size() == 1) {
                EXPECT_EQ(from[i], expected[i]) << round;
            }
        }
    }
}

}  // namespace
}  // namespace pelf::engine
