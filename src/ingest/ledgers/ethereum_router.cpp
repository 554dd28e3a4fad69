// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_router.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "codec/hex.hpp"
#include "codec/keccak256.hpp"
#include "ingest/ledgers/thorchain_memo.hpp"

namespace pelf::ingest {
namespace {

constexpr std::size_t kWord = 32;
constexpr std::size_t kSelectorBytes = 4;

model::LedgerHash hash_of(std::string_view signature) {
    return codec::keccak256(std::as_bytes(std::span(signature))).bytes;
}

struct RouterEvents {
    model::LedgerHash deposit = hash_of("Deposit(address,address,uint256,string)");
    model::LedgerHash transfer_out = hash_of("TransferOut(address,address,address,uint256,string)");
};
const RouterEvents& router_events() {
    static const RouterEvents kEvents;
    return kEvents;
}

struct RouterCall {
    std::string selector;  ///< In hexadecimal.
    LedgerMemo::Kind kind = LedgerMemo::Kind::note;
};
const std::array<RouterCall, 3>& router_calls() {
    using Kind = LedgerMemo::Kind;
    const auto call = [](std::string_view signature, Kind kind) {
        const model::LedgerHash hash = hash_of(signature);
        return RouterCall{codec::to_hex(std::span(hash).first(kSelectorBytes)), kind};
    };
    static const std::array<RouterCall, 3> kCalls{
        call("deposit(address,address,uint256,string)", Kind::deposit),
        call("depositWithExpiry(address,address,uint256,string,uint256)", Kind::deposit),
        call("transferOut(address,address,uint256,string)", Kind::transfer_out)};
    return kCalls;
}

/// Words one after another, as contracts lay out what they are called with and what they emit.
class Words {
public:
    /// False where it is no hexadecimal, or larger than kRouterDataBytesMax.
    bool read(std::string_view hex) {
        size_ = hex.size() / 2;
        return hex.size() % 2 == 0 && size_ <= kRouterDataBytesMax &&
               codec::decode_hex(hex, std::span(bytes_).first(size_));
    }

    bool number(std::size_t index, Uint256& value) const {
        if ((index + 1) * kWord > size_) return false;
        value = Uint256::from_big_endian(std::span(bytes_).subspan(index * kWord).first<kWord>());
        return true;
    }

    bool address(std::size_t index, codec::EthereumAddress& value) const {
        if ((index + 1) * kWord > size_) return false;
        const auto word = std::span(bytes_).subspan(index * kWord, kWord);
        const auto zeros = word.first(kWord - value.bytes.size());
        if (std::ranges::any_of(zeros, [](std::byte byte) { return byte != std::byte{0}; })) {
            return false;
        }
        std::ranges::copy(word.last(value.bytes.size()), value.bytes.begin());
        return true;
    }

    /// The text whose place, counted from the beginning, stands in the word.
    bool words(std::size_t index, std::string& value) const {
        Uint256 place;
        Uint256 length;
        if (!number(index, place) || !place.fits_64() || place.low() % kWord != 0 ||
            place.low() > size_ || !number(place.low() / kWord, length) || !length.fits_64() ||
            length.low() > kThorchainMemoBytesMax) {
            return false;
        }
        const std::size_t begin = place.low() + kWord;
        if (length.low() > size_ - begin) return false;
        value.assign(reinterpret_cast<const char*>(bytes_.data()) + begin, length.low());
        return true;
    }

private:
    std::array<std::byte, kRouterDataBytesMax> bytes_{};
    std::size_t size_ = 0;
};

/// An address in a topic.
bool topic_address(const model::LedgerHash& topic, codec::EthereumAddress& value) {
    Words words;
    return words.read(codec::to_hex(topic)) && words.address(0, value);
}

}  // namespace

bool is_router_event(const EthereumLog& log) noexcept {
    if (log.topics.empty()) return false;
    return log.topics[0] == router_events().deposit ||
           log.topics[0] == router_events().transfer_out;
}

std::optional<LedgerMemo> read_router_event(const EthereumLog& log, std::string_view data_hex) {
    constexpr std::size_t kTopics = 3;
    Words words;
    LedgerMemo memo;
    memo.router = log.address;
    if (!is_router_event(log) || log.topics.size() != kTopics || !words.read(data_hex) ||
        !topic_address(log.topics[1], memo.vault)) {
        return std::nullopt;
    }
    bool is_good = false;
    if (log.topics[0] == router_events().deposit) {
        memo.kind = LedgerMemo::Kind::deposit;
        is_good = topic_address(log.topics[2], memo.token) && words.number(0, memo.amount) &&
                  words.words(1, memo.text);
    } else {
        memo.kind = LedgerMemo::Kind::transfer_out;
        is_good = topic_address(log.topics[2], memo.payee) && words.address(0, memo.token) &&
                  words.number(1, memo.amount) && words.words(2, memo.text);
    }
    return is_good ? std::optional(std::move(memo)) : std::nullopt;
}

std::optional<LedgerMemo> read_router_call(const EthereumTransaction& transaction,
                                           std::string_view input) {
    if (!input.starts_with("0x") || !transaction.to) return std::nullopt;
    input.remove_prefix(2);
    for (const RouterCall& call : router_calls()) {
        if (!input.starts_with(call.selector)) continue;
        Words words;
        LedgerMemo memo;
        memo.kind = call.kind;
        memo.transaction = transaction.hash;
        memo.router = *transaction.to;
        const bool is_deposit = call.kind == LedgerMemo::Kind::deposit;
        if (!words.read(input.substr(call.selector.size())) ||
            !words.address(0, is_deposit ? memo.vault : memo.payee) ||
            !words.address(1, memo.token) || !words.number(2, memo.amount) ||
            !words.words(3, memo.text)) {
            return std::nullopt;
        }
        if (!is_deposit) memo.vault = transaction.from;
        // The contract goes by what was sent, whatever the argument says.
        if (memo.token == codec::EthereumAddress{}) memo.amount = transaction.value;
        return memo;
    }
    return std::nullopt;
}

void hand_over_memos(EthereumBlock& block, const MemoSink& sink) {
    using Outcome = EthereumTransaction::Outcome;
    const auto outcome_of = [&](const LedgerMemo& memo) {
        const std::uint32_t place = block.find_transaction(memo.transaction, 0);
        return place == kNoTransaction ? Outcome::unknown : block.transactions[place].outcome;
    };
    for (LedgerMemo& memo : block.router_events) {
        if (outcome_of(memo) == Outcome::failed) continue;
        memo.height = block.height;
        sink(memo);
    }
    for (LedgerMemo& memo : block.router_calls) {
        const bool is_told =
            std::ranges::find(block.router_events, memo.transaction, &LedgerMemo::transaction) !=
            block.router_events.end();
        if (is_told || outcome_of(memo) != Outcome::succeeded) continue;
        memo.height = block.height;
        sink(memo);
    }
}

}  // namespace pelf::ingest
