// SPDX-License-Identifier: Apache-2.0
//
// An account of a crypto ledger as a list names it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pelf::model {

/// What the address's own check digits say.
enum class Checksum : std::uint8_t {
    unchecked,  ///< The address carries none, or nobody here knows how to check it.
    good,
    bad,  ///< The list has a typing error, or was damaged on its way. Kept, and never dropped.
};

/// "unchecked", "good", "bad".
std::string_view to_string(Checksum checksum) noexcept;

struct Wallet {
    std::string
        asset;  ///< As the list says: "XBT", "ETH", "USDT". Empty if it names a ledger only.
    std::string ledger;  ///< "bitcoin", "bitcoin-regtest", "ethereum"; lower-case asset if unknown.
    std::string address;  ///< Exactly as listed, letter case included: base58 needs it.
    std::string
        canonical;  ///< canonical_address(address): what two spellings of one account share.
    Checksum checksum = Checksum::unchecked;

    bool operator==(const Wallet&) const = default;
};

/// The form under which addresses are compared, decided by the address's shape alone: hexadecimal
/// with 0x in lower case (the case of EIP-55 is a checksum), Bech32 of Bitcoin and Litecoin in
/// lower case (BIP 173), Bitcoin Cash's CashAddr in lower case and without its prefix, and
/// everything else byte for byte, since the case of base58 letters is part of the number.
/// Blanks at both ends go. Idempotent.
std::string canonical_address(std::string_view address);

/// True for 0x and 40 hexadecimal digits: an account of Ethereum and every chain made like it.
/// One key holds all of them, so that a hit on one chain is a hit on the others.
bool is_evm_address(std::string_view address) noexcept;

}  // namespace pelf::model
