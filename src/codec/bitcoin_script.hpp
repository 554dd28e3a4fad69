// SPDX-License-Identifier: Apache-2.0
//
// Who can spend an output: its locking script, classified and named.
//
//   kind             script                                          payload kept     shown as
//   p2pk             push of 33 or 65 byte key, CHECKSIG             the key          pk(hex)
//   p2pkh            DUP HASH160 push20 EQUALVERIFY CHECKSIG         key hash, 20     1… m… n…
//   p2sh             HASH160 push20 EQUAL                            script hash, 20  3… 2…
//   p2wpkh           0 push20                                        key hash, 20     bc1q… tb1q…
//   bcrt1q… p2wsh            0 push32                                        script hash, 32  bc1q…
//   p2tr             1 push32                                        output key, 32   bc1p…
//   pay_to_anchor    1 push2 4e73                                    nothing bc1pfeessrawgf
//   witness_unknown  1..16 push of 2 to 40, none of the above        version, program bc1…
//   multisig         m, n keys of 33 or 65 bytes, n, CHECKMULTISIG   sha256(script)   multisig(hex)
//   nonstandard      anything else                                   sha256(script)   script(hex)
//   unspendable      begins with RETURN, or longer than 10,000       nothing          (no account)
//
// A key begins with 02 or 03 (33 bytes) or 04, 06 or 07 (65 bytes), as Bitcoin Core has it; that
// it lies on the curve is not asked. Multisig is 1 <= m <= n <= 16, each number one opcode and each
// key one direct push: nodes relay up to 3 keys, and scripts of 17 to 20 count as nonstandard.
//
// p2pk and p2pkh of one key are two accounts here: the chain does not say that they are one
// until the key is revealed, and then that is a finding, not an encoding.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace pelf::codec {

/// Which Bitcoin block chain. Decides letters and magic bytes, nothing else.
enum class Chain : std::uint8_t { main, test, signet, regtest };

/// "main", "testnet", "signet", "regtest".
std::string_view to_string(Chain chain) noexcept;
/// Reads the above and "mainnet", "test".
std::optional<Chain> parse_chain(std::string_view text) noexcept;

/// The values are stored in graph files: append, never renumber.
enum class ScriptKind : std::uint8_t {
    unspendable = 0,
    p2pk = 1,
    p2pkh = 2,
    p2sh = 3,
    p2wpkh = 4,
    p2wsh = 5,
    p2tr = 6,
    pay_to_anchor = 7,
    witness_unknown = 8,
    multisig = 9,
    nonstandard = 10,
};

/// "p2pkh" and so on, as in the table above.
std::string_view to_string(ScriptKind kind) noexcept;

/// A locking script reduced to what identifies its owner. Equal scripts give equal locks, and
/// different scripts different ones (the unspendable, and two of the same SHA-256, apart).
struct Lock {
    ScriptKind kind = ScriptKind::unspendable;
    std::uint8_t size_bytes = 0;
    std::array<std::byte, 65> payload{};  ///< Zero past size_bytes, so that == compares all.

    std::span<const std::byte> bytes() const noexcept { return {payload.data(), size_bytes}; }
    bool operator==(const Lock&) const = default;
    auto operator<=>(const Lock&) const = default;
};

/// Never fails: what nobody knows is nonstandard. Cost: constant, but for one SHA-256 of
/// multisig and nonstandard scripts.
Lock classify_script(std::span<const std::byte> script);

/// The text an explorer shows, or the descriptor-like form in the table. Empty for unspendable.
std::string to_address(const Lock& lock, Chain chain);

/// Reads every form that to_address() writes, with its checksum; upper-case bech32 as well.
/// Fails with malformed, or with refused when the text is a good address of another chain.
Result<Lock, Fault> from_address(std::string_view text, Chain chain);

}  // namespace pelf::codec
