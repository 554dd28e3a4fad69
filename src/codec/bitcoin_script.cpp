// SPDX-License-Identifier: Apache-2.0
#include "codec/bitcoin_script.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "base/text.hpp"
#include "codec/base58.hpp"
#include "codec/bech32.hpp"
#include "codec/hex.hpp"
#include "codec/sha256.hpp"

namespace pelf::codec {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::size_t kScriptBytesMax = 10'000;  // Consensus: longer scripts cannot be run.
constexpr std::size_t kHash160Bytes = 20;
constexpr std::size_t kHash256Bytes = 32;
constexpr std::size_t kKeyBytes = 33;
constexpr std::size_t kLongKeyBytes = 65;

/// The opcodes we recognize, by their byte. A byte of 1 to 75 pushes that many bytes.
enum Opcode : std::uint8_t {
    op_0 = 0x00,
    op_1 = 0x51,
    op_16 = 0x60,
    op_return = 0x6a,
    op_dup = 0x76,
    op_equal = 0x87,
    op_equalverify = 0x88,
    op_hash160 = 0xa9,
    op_checksig = 0xac,
    op_checkmultisig = 0xae,
};

std::uint8_t at(Bytes script, std::size_t i) {
    return std::to_integer<std::uint8_t>(script[i]);
}

Lock make_lock(ScriptKind kind, Bytes payload) {
    Lock lock{.kind = kind, .size_bytes = static_cast<std::uint8_t>(payload.size())};
    PELF_CHECK(payload.size() <= lock.payload.size());
    std::copy(payload.begin(), payload.end(), lock.payload.begin());
    return lock;
}

/// Bitcoin Core's rule: the first byte decides how long a key is. Whether the rest is a point of
/// the curve is not asked; an output to a false key exists all the same.
bool is_key(Bytes key) {
    if (key.size() == kKeyBytes) return at(key, 0) == 0x02 || at(key, 0) == 0x03;
    if (key.size() != kLongKeyBytes) return false;
    return at(key, 0) == 0x04 || at(key, 0) == 0x06 || at(key, 0) == 0x07;
}

/// The key of "push CHECKSIG"; empty for another script.
Bytes p2pk_key(Bytes script) {
    if (script.size() != kKeyBytes + 2 && script.size() != kLongKeyBytes + 2) return {};
    const Bytes key = script.subspan(1, script.size() - 2);
    const bool matches =
        at(script, 0) == key.size() && is_key(key) && at(script, script.size() - 1) == op_checksig;
    return matches ? key : Bytes{};
}

bool is_p2pkh(Bytes script) {
    return script.size() == 25 && at(script, 0) == op_dup && at(script, 1) == op_hash160 &&
           at(script, 2) == kHash160Bytes && at(script, 23) == op_equalverify &&
           at(script, 24) == op_checksig;
}

bool is_p2sh(Bytes script) {
    return script.size() == 23 && at(script, 0) == op_hash160 && at(script, 1) == kHash160Bytes &&
           at(script, 22) == op_equal;
}

/// BIP 141: a version opcode and one direct push of 2 to 40 bytes, nothing else.
bool is_witness_program(Bytes script) {
    if (script.size() < 2 + kWitnessProgramBytesMin) return false;
    const std::uint8_t version = at(script, 0);
    const std::size_t program_bytes = script.size() - 2;
    return (version == op_0 || (version >= op_1 && version <= op_16)) &&
           at(script, 1) == program_bytes && program_bytes <= kWitnessProgramBytesMax;
}

/// Nonstandard for a program of version 0 that is neither 20 nor 32 bytes: nobody can spend it.
ScriptKind witness_kind(std::uint8_t version, Bytes program) {
    if (version == 0 && program.size() == kHash160Bytes) return ScriptKind::p2wpkh;
    if (version == 0 && program.size() == kHash256Bytes) return ScriptKind::p2wsh;
    if (version == 0) return ScriptKind::nonstandard;
    if (version == 1 && program.size() == kHash256Bytes) return ScriptKind::p2tr;
    if (version == 1 && program.size() == 2 && at(program, 0) == 0x4e && at(program, 1) == 0x73) {
        return ScriptKind::pay_to_anchor;
    }
    return ScriptKind::witness_unknown;
}

constexpr std::array<std::byte, 2> kAnchorProgram = {std::byte{0x4e}, std::byte{0x73}};

/// Requires a kind other than nonstandard.
Lock witness_lock(std::uint8_t version, Bytes program) {
    const ScriptKind kind = witness_kind(version, program);
    if (kind == ScriptKind::pay_to_anchor) return make_lock(kind, {});
    if (kind != ScriptKind::witness_unknown) return make_lock(kind, program);
    std::vector<std::byte> payload = {std::byte{version}};
    payload.insert(payload.end(), program.begin(), program.end());
    return make_lock(kind, payload);
}

/// OP_m, n keys, OP_n, CHECKMULTISIG with 1 <= m <= n <= 16, each key one direct push. Nodes relay
/// at most 3 keys and consensus allows 20 with longer number pushes; 16 is what one opcode counts.
bool is_multisig(Bytes script) {
    if (script.size() < 3 || at(script, script.size() - 1) != op_checkmultisig) return false;
    const int required = at(script, 0) - op_1 + 1;
    const int keys_count = at(script, script.size() - 2) - op_1 + 1;
    if (required < 1 || keys_count < required || keys_count > 16) return false;
    Bytes keys = script.subspan(1, script.size() - 3);
    for (int i = 0; i < keys_count; ++i) {
        const std::size_t size_bytes = keys.empty() ? 0 : at(keys, 0);
        if (keys.size() < 1 + size_bytes || !is_key(keys.subspan(1, size_bytes))) return false;
        keys = keys.subspan(1 + size_bytes);
    }
    return keys.empty();
}

struct ChainLetters {
    std::uint8_t key_version;     ///< First byte under base58check of a p2pkh address.
    std::uint8_t script_version;  ///< The same of p2sh.
    std::string_view prefix;      ///< Of bech32.
};

constexpr std::array kChains = {Chain::main, Chain::test, Chain::signet, Chain::regtest};

ChainLetters letters_of(Chain chain) {
    switch (chain) {
        case Chain::main: return {0, 5, "bc"};
        case Chain::test:
        case Chain::signet: return {111, 196, "tb"};
        case Chain::regtest: return {111, 196, "bcrt"};
    }
    PELF_CHECK(false);
    return {};
}

std::string base58_address(std::uint8_t version, Bytes hash) {
    std::vector<std::byte> payload = {std::byte{version}};
    payload.insert(payload.end(), hash.begin(), hash.end());
    return to_base58check(payload);
}

/// The forms that are the same on every chain: a word, and hex between parentheses.
constexpr std::array<std::pair<std::string_view, ScriptKind>, 3> kWrittenForms = {{
    {"pk(", ScriptKind::p2pk},
    {"multisig(", ScriptKind::multisig},
    {"script(", ScriptKind::nonstandard},
}};

std::string written_form(const Lock& lock) {
    for (const auto& [word, kind] : kWrittenForms) {
        if (kind == lock.kind) return text(word, to_hex(lock.bytes()), ")");
    }
    return {};
}

Result<Lock, Fault> from_written_form(std::string_view text) {
    for (const auto& [word, kind] : kWrittenForms) {
        if (!text.starts_with(word) || !text.ends_with(')')) continue;
        PELF_TRY(payload, from_hex(text.substr(word.size(), text.size() - word.size() - 1)));
        const bool fits =
            kind == ScriptKind::p2pk ? is_key(payload) : payload.size() == kHash256Bytes;
        if (fits) return make_lock(kind, payload);
    }
    return Unexpected(Fault::malformed);
}

Result<Lock, Fault> from_base58_address(std::string_view text, Chain chain) {
    const auto payload = from_base58check(text);
    if (!payload || payload->size() != 1 + kHash160Bytes) return Unexpected(Fault::malformed);
    const std::uint8_t version = at(*payload, 0);
    const Bytes hash = Bytes(*payload).subspan(1);
    if (version == letters_of(chain).key_version) return make_lock(ScriptKind::p2pkh, hash);
    if (version == letters_of(chain).script_version) return make_lock(ScriptKind::p2sh, hash);
    const bool known = std::any_of(kChains.begin(), kChains.end(), [&](Chain other) {
        return version == letters_of(other).key_version ||
               version == letters_of(other).script_version;
    });
    return Unexpected(known ? Fault::refused : Fault::malformed);
}

Result<Lock, Fault> from_bech32_address(const Bech32& parts, Chain chain) {
    const bool known = std::any_of(kChains.begin(), kChains.end(), [&](Chain other) {
        return parts.prefix == letters_of(other).prefix;
    });
    if (!known) return Unexpected(Fault::malformed);
    PELF_TRY(segwit, segwit_program(parts));
    if (parts.prefix != letters_of(chain).prefix) return Unexpected(Fault::refused);
    return witness_lock(segwit.version, segwit.program);
}

}  // namespace

std::string_view to_string(Chain chain) noexcept {
    switch (chain) {
        case Chain::main: return "main";
        case Chain::test: return "testnet";
        case Chain::signet: return "signet";
        case Chain::regtest: return "regtest";
    }
    return {};
}

std::optional<Chain> parse_chain(std::string_view text) noexcept {
    for (const Chain chain : kChains) {
        if (text == to_string(chain)) return chain;
    }
    if (text == "mainnet") return Chain::main;
    if (text == "test") return Chain::test;
    return std::nullopt;
}

std::string_view to_string(ScriptKind kind) noexcept {
    switch (kind) {
        case ScriptKind::unspendable: return "unspendable";
        case ScriptKind::p2pk: return "p2pk";
        case ScriptKind::p2pkh: return "p2pkh";
        case ScriptKind::p2sh: return "p2sh";
        case ScriptKind::p2wpkh: return "p2wpkh";
        case ScriptKind::p2wsh: return "p2wsh";
        case ScriptKind::p2tr: return "p2tr";
        case ScriptKind::pay_to_anchor: return "pay_to_anchor";
        case ScriptKind::witness_unknown: return "witness_unknown";
        case ScriptKind::multisig: return "multisig";
        case ScriptKind::nonstandard: return "nonstandard";
    }
    return {};
}

Lock classify_script(std::span<const std::byte> script) {
    if (script.size() > kScriptBytesMax) return {};
    if (!script.empty() && at(script, 0) == op_return) return {};
    if (is_p2pkh(script)) return make_lock(ScriptKind::p2pkh, script.subspan(3, kHash160Bytes));
    if (is_p2sh(script)) return make_lock(ScriptKind::p2sh, script.subspan(2, kHash160Bytes));
    if (is_witness_program(script)) {
        const std::uint8_t opcode = at(script, 0);
        const auto version = static_cast<std::uint8_t>(opcode == op_0 ? 0 : opcode - op_1 + 1);
        const Bytes program = script.subspan(2);
        if (witness_kind(version, program) != ScriptKind::nonstandard) {
            return witness_lock(version, program);
        }
    }
    if (const Bytes key = p2pk_key(script); !key.empty()) return make_lock(ScriptKind::p2pk, key);
    const ScriptKind kind = is_multisig(script) ? ScriptKind::multisig : ScriptKind::nonstandard;
    return make_lock(kind, sha256(script).bytes);
}

std::string to_address(const Lock& lock, Chain chain) {
    const ChainLetters letters = letters_of(chain);
    switch (lock.kind) {
        case ScriptKind::unspendable: return {};
        case ScriptKind::p2pkh: return base58_address(letters.key_version, lock.bytes());
        case ScriptKind::p2sh: return base58_address(letters.script_version, lock.bytes());
        case ScriptKind::p2wpkh:
        case ScriptKind::p2wsh: return to_segwit_address(letters.prefix, 0, lock.bytes());
        case ScriptKind::p2tr: return to_segwit_address(letters.prefix, 1, lock.bytes());
        case ScriptKind::pay_to_anchor: return to_segwit_address(letters.prefix, 1, kAnchorProgram);
        case ScriptKind::witness_unknown:
            return to_segwit_address(letters.prefix, at(lock.bytes(), 0), lock.bytes().subspan(1));
        case ScriptKind::p2pk:
        case ScriptKind::multisig:
        case ScriptKind::nonstandard: return written_form(lock);
    }
    return {};
}

Result<Lock, Fault> from_address(std::string_view text, Chain chain) {
    if (text.find('(') != std::string_view::npos) return from_written_form(text);
    // No text is both: Bitcoin's bech32 begins with b or t, and no base58 address of ours does.
    if (const auto parts = from_bech32(text)) return from_bech32_address(*parts, chain);
    return from_base58_address(text, chain);
}

}  // namespace pelf::codec
