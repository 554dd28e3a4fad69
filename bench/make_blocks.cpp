// SPDX-License-Identifier: Apache-2.0
//
// make_blocks DIR MEGABYTES [SEED]: a folder of Bitcoin block files with an invented regtest
// chain, the same for the same seed, for measuring an ingest at any size.
//
// Mix of transactions as on Bitcoin of 2024: most have one or two inputs and two outputs, some
// pay many, some gather many; half of the inputs are P2WPKH, the rest P2TR and P2PKH, with
// witnesses and scripts of the right length (of noise: nothing here checks signatures). An output
// is spent after a distance drawn log-uniform.
#include <charconv>
#include <cmath>
#include <cstdio>
#include <random>
#include <string>

#include "support/block_builder.hpp"

namespace {

using namespace pelf::test;

constexpr std::size_t kFileBytes = 128'000'000;  // As Bitcoin Core cuts its files, about.
constexpr std::size_t kBlockBytes = 1'500'000;
constexpr std::uint64_t kFeeSat = 2'000;
constexpr std::uint64_t kDustSat = 600;
constexpr std::uint32_t kHalvingBlocks = 150;  // Of regtest.

enum class Kind : std::uint8_t { p2wpkh, p2tr, p2pkh };

struct Coin {
    Hash256 txid;
    std::uint32_t index = 0;
    std::uint64_t value_sat = 0;
    Kind kind = Kind::p2wpkh;
};

class BlockMaker {
public:
    explicit BlockMaker(std::uint64_t seed) : random_(seed), tip_(regtest_genesis()) {}

    const Bytes& genesis() const { return tip_.bytes; }

    MadeBlock next() {
        BlockSpec spec;
        const std::uint32_t height = tip_.height + 1;
        std::size_t size_bytes = 0;
        // The coinbase of this block can be spent from the next one on.
        while (size_bytes < kBlockBytes && coins_.size() > 4) {
            spec.transactions.push_back(transaction());
            size_bytes += spec.transactions.back().bytes.size();
        }
        const std::uint64_t subsidy_sat = 50'0000'0000ULL >> (height / kHalvingBlocks);
        const std::uint64_t each_sat = subsidy_sat / kCoinbaseOutputs;
        for (std::uint32_t i = 0; i < kCoinbaseOutputs; ++i) {
            spec.coinbase_pays.push_back({each_sat, script(Kind::p2wpkh)});
        }
        MadeBlock made = make_block(tip_, spec);
        for (std::uint32_t i = 0; i < kCoinbaseOutputs; ++i) {
            coins_.push_back({made.coinbase_txid, i, each_sat, Kind::p2wpkh});
        }
        tip_ = made;
        return made;
    }

private:
    static constexpr std::uint32_t kCoinbaseOutputs = 8;

    std::uint64_t below(std::uint64_t limit) { return random_() % limit; }

    Bytes noise(std::size_t size) {
        Bytes bytes(size);
        for (std::size_t i = 0; i + 8 <= size; i += 8) pelf::store(bytes.data() + i, random_());
        return bytes;
    }

    /// Half of the payments go to an address that has been paid before.
    Bytes script(Kind kind) {
        const std::uint64_t number = below(2) == 0 ? below(addresses_ + 1) : ++addresses_;
        const std::uint64_t spread = number * 0x9e37'79b9'7f4a'7c15;
        Bytes payload(kind == Kind::p2tr ? 32 : 20);
        pelf::store(payload.data(), spread);
        pelf::store(payload.data() + 8, number);
        Bytes whole;
        if (kind == Kind::p2wpkh) whole = *pelf::codec::from_hex("0014");
        if (kind == Kind::p2tr) whole = *pelf::codec::from_hex("5120");
        if (kind == Kind::p2pkh) whole = *pelf::codec::from_hex("76a914");
        append(whole, payload);
        if (kind == Kind::p2pkh) append(whole, *pelf::codec::from_hex("88ac"));
        return whole;
    }

    Kind kind() {
        const auto pick = below(10);
        return pick < 5 ? Kind::p2wpkh : pick < 8 ? Kind::p2tr : Kind::p2pkh;
    }

    Coin take() {
        const double farthest = std::log(static_cast<double>(coins_.size()));
        const double share = static_cast<double>(below(1'000'000)) / 1e6;
        const auto distance = static_cast<std::size_t>(std::exp(farthest * share)) - 1;
        const std::size_t at = coins_.size() - 1 - std::min(distance, coins_.size() - 1);
        const Coin coin = coins_[at];
        coins_[at] = coins_.back();
        coins_.pop_back();
        return coin;
    }

    Spend spend(const Coin& coin) {
        Spend made{.txid = coin.txid, .index = coin.index};
        if (coin.kind == Kind::p2wpkh) made.witness = {noise(72), noise(33)};
        if (coin.kind == Kind::p2tr) made.witness = {noise(64)};
        if (coin.kind == Kind::p2pkh) made.script = noise(107);
        return made;
    }

    MadeTransaction transaction() {
        const auto shape = below(100);
        const bool gathers = shape < 2 && coins_.size() > 1'000;
        const bool fans_out = shape >= 2 && shape < 6;
        const std::size_t inputs = gathers ? 20 + below(60) : fans_out ? 1 : 1 + below(2);
        std::vector<Spend> spends;
        std::uint64_t in_sat = 0;
        while (spends.size() < inputs && coins_.size() > 1) {
            const Coin coin = take();
            in_sat += coin.value_sat;
            spends.push_back(spend(coin));
        }
        std::size_t outputs = gathers ? 1 : fans_out ? 20 + below(60) : 2;
        std::uint64_t left_sat = in_sat - std::min(in_sat, kFeeSat);
        outputs = std::max<std::size_t>(1, std::min<std::size_t>(outputs, left_sat / kDustSat));
        std::vector<Pay> pays;
        std::vector<Kind> kinds;
        for (std::size_t i = 0; i < outputs; ++i) {
            const bool last = i + 1 == outputs;
            const std::uint64_t rest = (outputs - i - 1) * kDustSat;
            const std::uint64_t value_sat =
                last ? left_sat
                     : kDustSat + below(std::max<std::uint64_t>(1, (left_sat - rest) / 2));
            const std::uint64_t paid_sat = std::min(value_sat, left_sat);
            left_sat -= paid_sat;
            kinds.push_back(kind());
            pays.push_back({paid_sat, script(kinds.back())});
        }
        const MadeTransaction made = make_transaction(spends, pays);
        for (std::uint32_t i = 0; i < pays.size(); ++i) {
            coins_.push_back({made.txid, i, pays[i].value_sat, kinds[i]});
        }
        return made;
    }

    std::mt19937_64 random_;
    MadeBlock tip_;
    std::vector<Coin> coins_;
    std::uint64_t addresses_ = 0;
};

std::string file_name(std::size_t number) {
    std::string digits = std::to_string(number);
    return "blk" + std::string(5 - digits.size(), '0') + digits + ".dat";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fprintf(stderr, "usage: make_blocks DIR MEGABYTES [SEED]\n");
        return 2;
    }
    const std::filesystem::path folder = argv[1];
    const auto number = [&](int index, std::uint64_t otherwise) {
        if (index >= argc) return otherwise;
        std::uint64_t value = 0;
        const std::string_view text = argv[index];
        std::from_chars(text.data(), text.data() + text.size(), value);
        return value;
    };
    const std::uint64_t wanted_bytes = number(2, 1) * 1'000'000;
    std::filesystem::create_directories(folder);

    BlockMaker maker(number(3, 1));
    std::vector<Bytes> blocks{maker.genesis()};
    std::size_t files = 0;
    std::size_t file_bytes = 0;
    std::uint64_t all_bytes = 0;
    while (all_bytes < wanted_bytes) {
        blocks.push_back(maker.next().bytes);
        file_bytes += blocks.back().size();
        all_bytes += blocks.back().size();
        if (file_bytes < kFileBytes && all_bytes < wanted_bytes) continue;
        write_file(folder / file_name(files++), block_file(blocks));
        blocks.clear();
        file_bytes = 0;
    }
    std::printf("%zu files, %llu bytes\n", files, static_cast<unsigned long long>(all_bytes));
    return 0;
}
