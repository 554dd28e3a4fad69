// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_router.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "codec/hex.hpp"
#include "ingest/ledgers/ethereum_text.hpp"

namespace pelf::ingest {
namespace {

// As bifrost's smartcontract_log_parser.go has them.
constexpr std::string_view kDepositTopic =
    "ef519b7eb82aaf6ac376a6df2d793843ebfd593de5f1a0601d3cc6ab49ebb395";
constexpr std::string_view kTransferOutTopic =
    "a9cd03aa3c1b4515114539cd53d22085129d495cb9e9f9af77864526240f1bf7";
constexpr std::string_view kRouterText = "0xd37bbe5744d730a1d98d8dc97c42f0ca46ad7146";
constexpr std::string_view kVaultText = "0x6c4a2eeb8531e3c18bca51104df7eb2377708263";
constexpr std::string_view kPayeeText = "0x3fd2d4ce97b082d4bce3f9fee2a3d60668d2f473";

std::string router_word(std::string_view hex) {
    return std::string(64 - hex.size(), '0') + std::string(hex);
}
std::string router_word(std::uint64_t number) {
    std::string hex;
    for (; number > 0; number /= 16) hex.insert(hex.begin(), "0123456789abcdef"[number % 16]);
    return router_word(hex);
}
std::string router_words(std::string_view text) {
    std::string hex = codec::to_hex(std::as_bytes(std::span(text)));
    hex.resize((hex.size() + 63) / 64 * 64, '0');
    return router_word(text.size()) + hex;
}
codec::EthereumAddress router_address(std::string_view text) {
    codec::EthereumAddress address;
    EXPECT_TRUE(read_address(text, address));
    return address;
}
model::LedgerHash router_hash(std::string_view hex) {
    model::LedgerHash hash{};
    EXPECT_TRUE(codec::decode_hex(hex, hash));
    return hash;
}

struct MadeEvent {
    std::vector<model::LedgerHash> topics;
    std::string data;

    std::optional<LedgerMemo> read() const {
        return read_router_event({.address = router_address(kRouterText), .topics = topics}, data);
    }
};

constexpr std::string_view kMemoText = "=:BTC.BTC:bc1q6527vxxqjpq80la2l0sw7hay3lj6dz07zs6gzl:0/1/0";

MadeEvent made_deposit() {
    return {{router_hash(kDepositTopic), router_hash(router_word(kVaultText.substr(2))),
             router_hash(router_word(std::string_view("")))},
            router_word(1'000'000) + router_word(0x40) + router_words(kMemoText)};
}

MadeEvent made_transfer_out(std::string_view memo) {
    return {{router_hash(kTransferOutTopic), router_hash(router_word(kVaultText.substr(2))),
             router_hash(router_word(kPayeeText.substr(2)))},
            router_word("dac17f958d2ee523a2206206994597c13d831ec7") + router_word(777) +
                router_word(0x60) + router_words(memo)};
}

TEST(EthereumRouter, ReadsADeposit) {
    const auto memo = made_deposit().read();
    ASSERT_TRUE(memo);
    EXPECT_EQ(memo->kind, LedgerMemo::Kind::deposit);
    EXPECT_EQ(memo->text, kMemoText);
    EXPECT_EQ(memo->router, router_address(kRouterText));
    EXPECT_EQ(memo->vault, router_address(kVaultText));
    EXPECT_EQ(memo->token, codec::EthereumAddress{});
    EXPECT_EQ(memo->amount, Uint256(1'000'000));
}

TEST(EthereumRouter, ReadsAPaymentOfAVault) {
    const auto memo = made_transfer_out("OUT:" + std::string(64, 'A')).read();
    ASSERT_TRUE(memo);
    EXPECT_EQ(memo->kind, LedgerMemo::Kind::transfer_out);
    EXPECT_EQ(memo->text, "OUT:" + std::string(64, 'A'));
    EXPECT_EQ(memo->vault, router_address(kVaultText));
    EXPECT_EQ(memo->payee, router_address(kPayeeText));
    EXPECT_EQ(memo->token, router_address("0xdac17f958d2ee523a2206206994597c13d831ec7"));
    EXPECT_EQ(memo->amount, Uint256(777));
}

TEST(EthereumRouter, RefusesAnEventCutAnywhere) {
    for (const MadeEvent& whole : {made_deposit(), made_transfer_out(kMemoText)}) {
        const std::size_t padding = (32 - kMemoText.size() % 32) % 32 * 2;
        for (std::size_t size = 0; size < whole.data.size(); ++size) {
            MadeEvent cut = whole;
            cut.data.resize(size);
            // What is cut off may be the zeros behind the text, and nothing else.
            const bool has_text = size % 2 == 0 && size >= whole.data.size() - padding;
            EXPECT_EQ(cut.read().has_value(), has_text) << size;
        }
    }
}

TEST(EthereumRouter, RefusesWhatCannotBe) {
    const auto refuses = [](auto change) {
        MadeEvent event = made_deposit();
        change(event);
        EXPECT_FALSE(event.read());
    };
    refuses([](MadeEvent& event) { event.topics.pop_back(); });
    refuses([](MadeEvent& event) { event.topics.push_back(event.topics[1]); });
    refuses([](MadeEvent& event) { event.topics[0][31] ^= std::byte{1}; });
    refuses([](MadeEvent& event) { event.topics[1][0] = std::byte{1}; });  // 21 bytes.
    refuses([](MadeEvent& event) { event.topics.clear(); });
    refuses([](MadeEvent& event) { event.data[0] = 'x'; });
    const std::string amount = router_word(1);
    for (const std::string& place : {router_word(0x41), router_word(0x60), std::string(64, 'f')}) {
        refuses([&](MadeEvent& event) { event.data = amount + place + router_words(kMemoText); });
    }
    refuses([&](MadeEvent& event) {  // A length that the data does not have.
        event.data = amount + router_word(0x40) + router_word(0x100) + std::string(64, '0');
    });
    refuses([&](MadeEvent& event) {
        event.data = amount + router_word(0x40) + std::string(64, 'f') + std::string(64, '0');
    });
}

TEST(EthereumRouter, HasLimits) {
    MadeEvent event = made_deposit();
    const std::string head = router_word(1) + router_word(0x40);
    event.data = head + router_words(std::string(250, 'a'));
    EXPECT_TRUE(event.read());
    event.data = head + router_words(std::string(251, 'a'));
    EXPECT_FALSE(event.read());
    event.data = head + router_words("=:b:x");
    event.data.resize(2 * kRouterDataBytesMax, '0');
    EXPECT_TRUE(event.read());
    event.data += "00";
    EXPECT_FALSE(event.read());
}

TEST(EthereumRouter, ReadsCalls) {
    EthereumTransaction transaction;
    transaction.from = router_address(kVaultText);
    transaction.to = router_address(kRouterText);
    transaction.value = 5'000;
    const std::string payee = router_word(kPayeeText.substr(2));
    const std::string token = router_word("dac17f958d2ee523a2206206994597c13d831ec7");
    // deposit and transferOut, as in verified sources; the selectors are those of 4byte.directory.
    const std::string of_ether = payee + router_word(std::string_view("")) + router_word(7) +
                                 router_word(0x80) + router_words(kMemoText);
    const auto deposit = read_router_call(transaction, "0x1fece7b4" + of_ether);
    ASSERT_TRUE(deposit);
    EXPECT_EQ(deposit->kind, LedgerMemo::Kind::deposit);
    EXPECT_EQ(deposit->vault, router_address(kPayeeText));
    EXPECT_EQ(deposit->amount, Uint256(5'000)) << "what was sent, not what was said";
    EXPECT_EQ(deposit->text, kMemoText);
    const std::string of_token = payee + token + router_word(7) + router_word(0xa0) +
                                 router_word(1'700'000'000) + router_words(kMemoText);
    const auto expiring = read_router_call(transaction, "0x44bc937b" + of_token);
    ASSERT_TRUE(expiring);
    EXPECT_EQ(expiring->amount, Uint256(7));
    const auto out = read_router_call(transaction, "0x574da717" + of_ether);
    ASSERT_TRUE(out);
    EXPECT_EQ(out->kind, LedgerMemo::Kind::transfer_out);
    EXPECT_EQ(out->vault, router_address(kVaultText));
    EXPECT_EQ(out->payee, router_address(kPayeeText));
    EXPECT_FALSE(read_router_call(transaction, "0x574da718" + of_ether));
    EXPECT_FALSE(read_router_call(transaction, "0x"));
    EXPECT_FALSE(read_router_call(transaction, ""));
    transaction.to.reset();
    EXPECT_FALSE(read_router_call(transaction, "0x574da717" + of_ether));
}

TEST(EthereumRouter, HandsOverWhatHappenedAndOnce) {
    EthereumBlock block;
    block.height = 17;
    using Outcome = EthereumTransaction::Outcome;
    std::uint8_t number = 0;
    const auto add = [&](Outcome outcome, bool has_event, bool has_call) {
        EthereumTransaction transaction;
        transaction.hash[0] = std::byte{++number};
        transaction.outcome = outcome;
        block.transactions.push_back(transaction);
        LedgerMemo memo;
        memo.transaction = transaction.hash;
        memo.text = has_event ? "event" : "call";
        if (has_event) block.router_events.push_back(memo);
        memo.text = "call";
        if (has_call) block.router_calls.push_back(memo);
    };
    add(Outcome::succeeded, true, true);
    add(Outcome::succeeded, false, true);
    add(Outcome::failed, false, true);
    add(Outcome::unknown, false, true);  // Without receipts a failed one looks like a good one.
    add(Outcome::unknown, true, false);
    std::string seen;
    hand_over_memos(block, [&](const LedgerMemo& memo) {
        EXPECT_EQ(memo.height, 17U);
        seen += std::to_string(std::to_integer<int>(memo.transaction[0])) + memo.text + " ";
    });
    EXPECT_EQ(seen, "1event 5event 2call ");
}

}  // namespace
}  // namespace pelf::ingest
