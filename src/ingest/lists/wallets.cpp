// SPDX-License-Identifier: Apache-2.0
#include "ingest/lists/wallets.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.hpp"
#include "codec/base58.hpp"
#include "codec/bech32.hpp"
#include "codec/bitcoin_script.hpp"

namespace pelf::ingest {
namespace {

using model::Checksum;

/// How an address of a ledger proves itself.
enum class Proof : std::uint8_t {
    bitcoin,      ///< All of Bitcoin's forms, of the right chain.
    base58check,  ///< Bitcoin's base58 and checksum with version bytes of its own.
    evm,          ///< 40 hexadecimal digits: a form, no checksum that is always there.
    none,
};

struct Ledger {
    std::string_view name;
    Proof proof = Proof::none;
    codec::Chain chain = codec::Chain::main;  ///< Of Bitcoin only.
};

constexpr std::array<Ledger, 22> kLedgers = {{
    {"bitcoin", Proof::bitcoin, codec::Chain::main},
    {"bitcoin-testnet", Proof::bitcoin, codec::Chain::test},
    {"bitcoin-signet", Proof::bitcoin, codec::Chain::signet},
    {"bitcoin-regtest", Proof::bitcoin, codec::Chain::regtest},
    {"bitcoin-cash", Proof::base58check},
    {"bitcoin-gold", Proof::base58check},
    {"bitcoin-sv", Proof::base58check},
    {"dash", Proof::base58check},
    {"dogecoin", Proof::base58check},
    {"litecoin", Proof::base58check},
    {"tron", Proof::base58check},
    {"verge", Proof::base58check},
    {"zcash", Proof::base58check},
    {"ethereum", Proof::evm},
    {"ethereum-classic", Proof::evm},
    {"arbitrum", Proof::evm},
    {"bnb-chain", Proof::evm},
    {"polygon", Proof::evm},
    {"monero", Proof::none},
    {"solana", Proof::none},
    {"xrpl", Proof::none},
    {"bank", Proof::none},
}};

struct Asset {
    std::string_view name;
    std::string_view ledger;
};

/// OFAC's codes are not always the market's: XBT is what others call BTC.
constexpr std::array<Asset, 20> kAssets = {{
    {"XBT", "bitcoin"},
    {"BTC", "bitcoin"},
    {"BCH", "bitcoin-cash"},
    {"BSV", "bitcoin-sv"},
    {"BTG", "bitcoin-gold"},
    {"DASH", "dash"},
    {"DOGE", "dogecoin"},
    {"LTC", "litecoin"},
    {"TRX", "tron"},
    {"XVG", "verge"},
    {"ZEC", "zcash"},
    {"ETH", "ethereum"},
    {"ETC", "ethereum-classic"},
    {"ARB", "arbitrum"},
    {"BSC", "bnb-chain"},
    {"BNB", "bnb-chain"},
    {"MATIC", "polygon"},
    {"XMR", "monero"},
    {"SOL", "solana"},
    {"XRP", "xrpl"},
}};

const Ledger* find_ledger(std::string_view name) {
    const auto found = std::find_if(kLedgers.begin(), kLedgers.end(),
                                    [&](const Ledger& ledger) { return ledger.name == name; });
    return found == kLedgers.end() ? nullptr : &*found;
}

Checksum verdict(bool good) {
    return good ? Checksum::good : Checksum::bad;
}

bool is_base58check(std::string_view address) {
    return codec::from_base58check(address).has_value();
}

/// The other forms that these ledgers have: shielded Zcash, CashAddr, Litecoin's Bech32. Of them
/// only the last is checked; the others would be called bad for want of a reader.
Checksum check_base58_ledger(std::string_view ledger, std::string_view canonical) {
    if (ledger == "litecoin" && canonical.starts_with("ltc1")) {
        return verdict(codec::from_segwit_address("ltc", canonical).has_value());
    }
    constexpr std::size_t kBase58AccountLettersMax = 36;
    if (canonical.size() > kBase58AccountLettersMax) return Checksum::unchecked;
    return verdict(is_base58check(canonical));
}

Checksum check(const Ledger& ledger, const model::Wallet& wallet) {
    switch (ledger.proof) {
        case Proof::bitcoin:
            return verdict(codec::from_address(trim(wallet.address), ledger.chain).has_value());
        case Proof::base58check: return check_base58_ledger(ledger.name, wallet.canonical);
        case Proof::evm:
            return model::is_evm_address(wallet.canonical) ? Checksum::unchecked : Checksum::bad;
        case Proof::none: return Checksum::unchecked;
    }
    return Checksum::unchecked;
}

model::Wallet make_wallet(std::string_view ledger, std::string_view address) {
    model::Wallet wallet;
    wallet.ledger = ledger;
    wallet.address = address;
    wallet.canonical = model::canonical_address(address);
    const Ledger* known = find_ledger(ledger);
    if (known != nullptr) wallet.checksum = check(*known, wallet);
    return wallet;
}

/// Tokens live on several ledgers, and lists do not say on which: USDT is issued on Ethereum,
/// TRON and, by the Omni layer, on Bitcoin.
std::string ledger_of_token(std::string_view asset, std::string_view address) {
    constexpr std::size_t kTronLetters = 34;
    if (model::is_evm_address(address)) return "ethereum";
    if (address.starts_with("T") && address.size() == kTronLetters && is_base58check(address)) {
        return "tron";
    }
    if (codec::from_address(address, codec::Chain::main)) return "bitcoin";
    return ascii_lower(asset);
}

}  // namespace

model::Wallet wallet_of_asset(std::string_view asset, std::string_view address) {
    const auto known = std::find_if(kAssets.begin(), kAssets.end(),
                                    [&](const Asset& entry) { return entry.name == asset; });
    model::Wallet wallet = make_wallet(
        known == kAssets.end() ? ledger_of_token(asset, trim(address)) : known->ledger, address);
    wallet.asset = asset;
    return wallet;
}

std::optional<model::Wallet> wallet_on_ledger(std::string_view ledger, std::string_view address) {
    if (find_ledger(ledger) == nullptr) return std::nullopt;
    return make_wallet(ledger, address);
}

std::string known_ledgers() {
    std::string names;
    for (const Ledger& ledger : kLedgers) {
        if (!names.empty()) names += ", ";
        names += ledger.name;
    }
    return names;
}

}  // namespace pelf::ingest
