// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_logs.hpp"

#include <algorithm>
#include <string_view>

#include "codec/keccak256.hpp"

namespace pelf::ingest {
namespace {

struct EventNames {
    model::LedgerHash transfer{};
    model::LedgerHash deposit{};
    model::LedgerHash withdrawal{};
    model::LedgerHash single{};
    model::LedgerHash batch{};
};

const EventNames& event_names() {
    static const EventNames kNames = [] {
        const auto name = [](std::string_view signature) {
            return codec::keccak256(std::as_bytes(std::span(signature))).bytes;
        };
        return EventNames{
            .transfer = name("Transfer(address,address,uint256)"),
            .deposit = name("Deposit(address,uint256)"),
            .withdrawal = name("Withdrawal(address,uint256)"),
            .single = name("TransferSingle(address,address,address,uint256,uint256)"),
            .batch = name("TransferBatch(address,address,address,uint256[],uint256[])")};
    }();
    return kNames;
}

/// An address stands in the last 20 bytes of a word. False if the others are not zero.
bool read_address(const model::LedgerHash& word, codec::EthereumAddress& address) {
    constexpr std::size_t kZeros = 12;
    const auto begin = word.begin() + kZeros;
    if (std::any_of(word.begin(), begin, [](std::byte byte) { return byte != std::byte{0}; })) {
        return false;
    }
    std::copy(begin, word.end(), address.bytes.begin());
    return true;
}

constexpr std::size_t kWordBytes = 32;

LogMeaning read_transfer(const EthereumLog& log, EthereumTokenEvent& event) {
    constexpr std::size_t kErc20Topics = 3;
    if (log.topics.size() > kErc20Topics) {
        return log.data_bytes == 0 ? LogMeaning::one_of_kind : LogMeaning::malformed;
    }
    if (log.topics.size() < kErc20Topics) return LogMeaning::old_form;
    if (log.data_bytes != kWordBytes || !read_address(log.topics[1], event.from) ||
        !read_address(log.topics[2], event.to)) {
        return LogMeaning::malformed;
    }
    event.kind = EthereumTokenEvent::Kind::transfer;
    event.value = Uint256::from_big_endian(log.first_word);
    return LogMeaning::movement;
}

LogMeaning read_wrapping(const EthereumLog& log, bool is_deposit, EthereumTokenEvent& event) {
    constexpr std::size_t kTopics = 2;
    if (log.topics.size() != kTopics || log.data_bytes != kWordBytes ||
        !read_address(log.topics[1], is_deposit ? event.to : event.from)) {
        return LogMeaning::malformed;
    }
    event.kind = is_deposit ? EthereumTokenEvent::Kind::wrap : EthereumTokenEvent::Kind::unwrap;
    event.value = Uint256::from_big_endian(log.first_word);
    return LogMeaning::movement;
}

}  // namespace

LogMeaning read_log(const EthereumLog& log, const EthereumRules& rules, EthereumTokenEvent& event) {
    if (log.topics.empty()) return LogMeaning::nothing;
    const EventNames& names = event_names();
    const model::LedgerHash& name = log.topics[0];
    event.token = log.address;
    if (name == names.transfer) return read_transfer(log, event);
    const bool is_deposit = name == names.deposit;
    if (is_deposit || name == names.withdrawal) {
        // Many other contracts use these two names, for what is no token.
        return rules.is_wrapped_ether(log.address) ? read_wrapping(log, is_deposit, event)
                                                   : LogMeaning::nothing;
    }
    if (name == names.single || name == names.batch) return LogMeaning::many_kinds;
    return LogMeaning::nothing;
}

}  // namespace pelf::ingest
