// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_logs.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "codec/keccak256.hpp"

namespace pelf::ingest {
namespace {

model::LedgerHash event(std::string_view signature) {
    return codec::keccak256(std::as_bytes(std::span(signature))).bytes;
}
const model::LedgerHash kTransfer = event("Transfer(address,address,uint256)");
const model::LedgerHash kDeposit = event("Deposit(address,uint256)");
const model::LedgerHash kWithdrawal = event("Withdrawal(address,uint256)");

model::LedgerHash word(unsigned char last, unsigned char first = 0) {
    model::LedgerHash word{};
    word[0] = std::byte{first};
    word[31] = std::byte{last};
    return word;
}

class Logs : public ::testing::Test {
protected:
    LogMeaning meaning(const std::vector<model::LedgerHash>& topics, std::size_t data_bytes) {
        EthereumLog log;
        log.address = address_;
        log.topics = topics;
        log.first_word = word(77);
        log.data_bytes = data_bytes;
        return read_log(log, rules_, event_);
    }

    EthereumRules rules_ = EthereumRules::mainnet();
    codec::EthereumAddress address_;
    EthereumTokenEvent event_;
};

TEST_F(Logs, ATransferOfUnitsHasThreeTopicsAndOneWord) {
    ASSERT_EQ(meaning({kTransfer, word(1), word(2)}, 32), LogMeaning::movement);
    EXPECT_EQ(event_.kind, EthereumTokenEvent::Kind::transfer);
    EXPECT_EQ(event_.from.bytes[19], std::byte{1});
    EXPECT_EQ(event_.to.bytes[19], std::byte{2});
    EXPECT_EQ(event_.value, Uint256(77));
}

TEST_F(Logs, ATransferOfAThingIsNoSum) {
    EXPECT_EQ(meaning({kTransfer, word(1), word(2), word(3)}, 0), LogMeaning::one_of_kind);
    EXPECT_EQ(meaning({kTransfer, word(1), word(2), word(3)}, 32), LogMeaning::malformed);
}

TEST_F(Logs, OldFormsAndWrongSizesAreToldApart) {
    EXPECT_EQ(meaning({kTransfer}, 96), LogMeaning::old_form);
    EXPECT_EQ(meaning({kTransfer, word(1)}, 64), LogMeaning::old_form);
    EXPECT_EQ(meaning({kTransfer, word(1), word(2)}, 31), LogMeaning::malformed);
    EXPECT_EQ(meaning({kTransfer, word(1), word(2)}, 64), LogMeaning::malformed);
    EXPECT_EQ(meaning({kTransfer, word(1, 1), word(2)}, 32), LogMeaning::malformed);
    EXPECT_EQ(meaning({kTransfer, word(1), word(2, 1)}, 32), LogMeaning::malformed);
}

TEST_F(Logs, WrappingCountsOnlyOfTheContractsThatAreKnownForIt) {
    EXPECT_EQ(meaning({kDeposit, word(1)}, 32), LogMeaning::nothing);
    address_ = rules_.wrapped_ether.at(0);
    ASSERT_EQ(meaning({kDeposit, word(1)}, 32), LogMeaning::movement);
    EXPECT_EQ(event_.kind, EthereumTokenEvent::Kind::wrap);
    EXPECT_EQ(event_.to.bytes[19], std::byte{1});
    ASSERT_EQ(meaning({kWithdrawal, word(2)}, 32), LogMeaning::movement);
    EXPECT_EQ(event_.kind, EthereumTokenEvent::Kind::unwrap);
    EXPECT_EQ(event_.from.bytes[19], std::byte{2});
    EXPECT_EQ(meaning({kWithdrawal, word(2)}, 31), LogMeaning::malformed);
    EXPECT_EQ(meaning({kDeposit}, 32), LogMeaning::malformed);
}

TEST_F(Logs, OtherEventsMoveNothing) {
    EXPECT_EQ(meaning({}, 32), LogMeaning::nothing);
    EXPECT_EQ(meaning({word(9), word(1), word(2)}, 32), LogMeaning::nothing);
    EXPECT_EQ(meaning({event("TransferSingle(address,address,address,uint256,uint256)"), word(1),
                       word(2), word(3)},
                      64),
              LogMeaning::many_kinds);
    EXPECT_EQ(meaning({event("TransferBatch(address,address,address,uint256[],uint256[])"), word(1),
                       word(2), word(3)},
                      64),
              LogMeaning::many_kinds);
}

}  // namespace
}  // namespace pelf::ingest
