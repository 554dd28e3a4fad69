// SPDX-License-Identifier: Apache-2.0
#include "codec/bitcoin_script.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "codec/base58.hpp"
#include "codec/hex.hpp"
#include "codec/sha256.hpp"

namespace pelf::codec {
namespace {

constexpr Chain kAllChains[] = {Chain::main, Chain::test, Chain::signet, Chain::regtest};

// The key of private key 1, short and long, and its hash: as in the examples of BIP 173.
const std::string kKey = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
const std::string kLongKey =
    "0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
    "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";
const std::string kKeyHash = "751e76e8199196d454941c45d1b3a323f1433bd6";

Lock classify(std::string_view script_hex) {
    return classify_script(*from_hex(script_hex));
}

std::string payload_hex(const Lock& lock) {
    return to_hex(lock.bytes());
}

std::string sha256_hex(std::string_view script_hex) {
    return to_hex(sha256(*from_hex(script_hex)).bytes);
}

/// The lock's text on mainnet, read back to the same lock.
std::string address_of(std::string_view script_hex) {
    const Lock lock = classify(script_hex);
    const std::string address = to_address(lock, Chain::main);
    const auto again = from_address(address, Chain::main);
    EXPECT_TRUE(again && *again == lock) << address;
    return address;
}

TEST(BitcoinScript, NamesEachKindInTheTable) {
    EXPECT_EQ(address_of("21" + kKey + "ac"), "pk(" + kKey + ")");
    EXPECT_EQ(address_of("41" + kLongKey + "ac"), "pk(" + kLongKey + ")");
    EXPECT_EQ(address_of("76a914" + kKeyHash + "88ac"), "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH");
    EXPECT_EQ(address_of("a914bcfeb728b584253d5f3f70bcb780e9ef218a68f487"),
              "3JvL6Ymt8MVWiCNHC7oWU6nLeHNJKLZGLN");
    EXPECT_EQ(address_of("0014" + kKeyHash), "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4");
    EXPECT_EQ(address_of("00201863143c14c5166804bd19203356da136c985678cd4d27a1b8c6329604903262"),
              "bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3");
    EXPECT_EQ(address_of("512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"),
              "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0");
    EXPECT_EQ(address_of("51024e73"), "bc1pfeessrawgf");
    EXPECT_EQ(address_of("6002751e"), "bc1sw50qgdz25j");
}

TEST(BitcoinScript, KeepsThePayloadInTheTable) {
    EXPECT_EQ(payload_hex(classify("21" + kKey + "ac")), kKey);
    EXPECT_EQ(payload_hex(classify("76a914" + kKeyHash + "88ac")), kKeyHash);
    EXPECT_EQ(payload_hex(classify("0014" + kKeyHash)), kKeyHash);
    EXPECT_EQ(payload_hex(classify("51024e73")), "");
    EXPECT_EQ(payload_hex(classify("6002751e")), "10751e");
}

TEST(BitcoinScript, WritesTheLettersOfEachChain) {
    const Lock key_hash = classify("76a914" + kKeyHash + "88ac");
    EXPECT_EQ(to_address(key_hash, Chain::test), "mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r");
    EXPECT_EQ(to_address(key_hash, Chain::regtest), to_address(key_hash, Chain::test));
    const Lock script_hash = classify("a91409caefa64450812b5cf0d4c1af5c823936c4f16787");
    EXPECT_EQ(to_address(script_hash, Chain::signet).front(), '2');
    const Lock witness = classify("0014" + kKeyHash);
    EXPECT_EQ(to_address(witness, Chain::test), "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx");
    EXPECT_EQ(to_address(witness, Chain::signet), to_address(witness, Chain::test));
    EXPECT_EQ(to_address(witness, Chain::regtest), "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080");
}

TEST(BitcoinScript, TakesAKeyOnlyByItsFirstByteAndLength) {
    for (const char* first : {"02", "03"}) {
        EXPECT_EQ(classify("21" + (first + kKey.substr(2)) + "ac").kind, ScriptKind::p2pk) << first;
    }
    for (const char* first : {"04", "06", "07"}) {
        EXPECT_EQ(classify("41" + (first + kLongKey.substr(2)) + "ac").kind, ScriptKind::p2pk);
    }
    EXPECT_EQ(classify("2104" + kKey.substr(2) + "ac").kind, ScriptKind::nonstandard);
    EXPECT_EQ(classify("4105" + kLongKey.substr(2) + "ac").kind, ScriptKind::nonstandard);
    EXPECT_EQ(classify("4102" + kLongKey.substr(2) + "ac").kind, ScriptKind::nonstandard);
    EXPECT_EQ(classify("4c21" + kKey + "ac").kind, ScriptKind::nonstandard);
    EXPECT_EQ(classify("20" + kKey + "ac").kind, ScriptKind::nonstandard);
    EXPECT_EQ(classify("21" + kKey + "ad").kind, ScriptKind::nonstandard);
}

TEST(BitcoinScript, FindsBareMultisig) {
    const std::string one = "21" + kKey;
    const std::string two_of_three = "52" + one + "41" + kLongKey + one + "53ae";
    EXPECT_EQ(address_of(two_of_three), "multisig(" + sha256_hex(two_of_three) + ")");
    std::string sixteen;
    for (int i = 0; i < 16; ++i) sixteen += one;
    EXPECT_EQ(classify("60" + sixteen + "60ae").kind, ScriptKind::multisig);
    EXPECT_EQ(classify("51" + one + "51ae").kind, ScriptKind::multisig);
}

TEST(BitcoinScript, RefusesMultisigWhoseNumbersDoNotFitItsKeys) {
    const std::string one = "21" + kKey;
    const std::vector<std::string> scripts = {
        text("52", one, "51ae"),        // More signatures than keys.
        text("00", one, "51ae"),        // None required.
        text("51", one, "52ae"),        // A key missing,
        text("51", one, one, "51ae"),   // a key too many,
        text("51", one, "0051ae"),      // an empty key,
        "5151ae",                       // no keys.
        "5150ae",                       // RESERVED is no number.
        text("51", one, "0111ae"),      // 17 as a pushed number.
        text("51", one, "51af"),        // CHECKMULTISIGVERIFY.
        text("51", "4c", one, "51ae"),  // The key pushed by PUSHDATA1.
        "ae",
        "51ae",
    };
    for (const auto& script : scripts) {
        EXPECT_EQ(classify(script).kind, ScriptKind::nonstandard) << script;
    }
}

TEST(BitcoinScript, NamesTheNonstandardByTheirHash) {
    EXPECT_EQ(address_of(""),
              "script(e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855)");
    for (const std::string& script :
         {"0013" + kKeyHash.substr(2), "0015" + kKeyHash + "00", std::string("004173"),
          "5001" + kKeyHash, std::string("51"), std::string("5100"), std::string("510151"),
          "76a914" + kKeyHash + "87ac", std::string("6101ff"), "76a914" + kKeyHash + "88ad",
          "76a914" + kKeyHash + "88ac00", "a914" + kKeyHash + "88",
          "a914" + kKeyHash.substr(2) + "87"}) {
        EXPECT_EQ(address_of(script), "script(" + sha256_hex(script) + ")");
    }
}

TEST(BitcoinScript, KeepsWitnessProgramsOfOtherVersionsAndLengthsApart) {
    EXPECT_EQ(classify("5114" + kKeyHash).kind, ScriptKind::witness_unknown);
    EXPECT_EQ(classify("5214" + kKeyHash).kind, ScriptKind::witness_unknown);
    EXPECT_NE(classify("5114" + kKeyHash), classify("5214" + kKeyHash));
    EXPECT_EQ(classify("52024e73").kind, ScriptKind::witness_unknown);
    EXPECT_EQ(classify("51024e74").kind, ScriptKind::witness_unknown);
    EXPECT_EQ(classify("5128" + kKeyHash + kKeyHash).size_bytes, 41);
    EXPECT_EQ(classify("5129" + kKeyHash + kKeyHash + "00").kind, ScriptKind::nonstandard);
}

TEST(BitcoinScript, HasNoAccountForWhatNobodyCanSpend) {
    for (const char* script : {"6a", "6a0568656c6c6f", "6a6a6a"}) {
        EXPECT_EQ(classify(script), Lock{}) << script;
    }
    EXPECT_EQ(to_address(Lock{}, Chain::main), "");
    const std::vector<std::byte> longest(10'000, std::byte{0x51});
    EXPECT_EQ(classify_script(longest).kind, ScriptKind::nonstandard);
    const std::vector<std::byte> too_long(10'001, std::byte{0x51});
    EXPECT_EQ(classify_script(too_long).kind, ScriptKind::unspendable);
}

TEST(BitcoinScript, NeverTakesACutScriptForItsKind) {
    const std::vector<std::string> scripts = {
        text("21", kKey, "ac"),       text("41", kLongKey, "ac"), text("76a914", kKeyHash, "88ac"),
        text("a914", kKeyHash, "87"), text("0014", kKeyHash),     text("5128", kKeyHash, kKeyHash)};
    for (const auto& script : scripts) {
        for (std::size_t cut = 0; cut < script.size(); cut += 2) {
            const std::string_view start = std::string_view(script).substr(0, cut);
            EXPECT_EQ(classify(start).kind, ScriptKind::nonstandard) << start;
        }
    }
}

TEST(BitcoinScript, FindsAWitnessProgramInAMultisigCutBehindItsKey) {
    const std::string multisig = "51" + ("21" + kKey) + "51ae";
    for (std::size_t cut = 0; cut < multisig.size(); cut += 2) {
        const ScriptKind expected =
            cut == 70 ? ScriptKind::witness_unknown : ScriptKind::nonstandard;
        EXPECT_EQ(classify(multisig.substr(0, cut)).kind, expected) << cut;
    }
}

TEST(BitcoinAddress, RefusesAGoodAddressOfAnotherChain) {
    for (const char* address :
         {"mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r", "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx",
          "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080"}) {
        EXPECT_EQ(from_address(address, Chain::main).error(), Fault::refused) << address;
    }
    for (const Chain chain : {Chain::test, Chain::signet, Chain::regtest}) {
        EXPECT_EQ(from_address("1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH", chain).error(),
                  Fault::refused);
        EXPECT_EQ(from_address("bc1pfeessrawgf", chain).error(), Fault::refused);
    }
    EXPECT_EQ(from_address("bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080", Chain::test).error(),
              Fault::refused);
    EXPECT_TRUE(from_address("tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx", Chain::signet));
}

TEST(BitcoinAddress, ReadsUpperCaseBech32ButNotUpperCaseBase58) {
    EXPECT_EQ(*from_address("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", Chain::main),
              classify("0014" + kKeyHash));
    EXPECT_EQ(from_address("1BGGZ9TCN4RM9KBZDN7KPRQZ87SZ26SAMH", Chain::main).error(),
              Fault::malformed);
}

TEST(BitcoinAddress, RefusesWhatIsNoAddress) {
    const std::string hash(64, 'a');
    for (const std::string& text :
         {std::string(),
          std::string("bitcoin"),
          std::string(500, '1'),
          std::string(500, 'q'),
          std::string("1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMh"),                   // Checksum.
          std::string("5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"),  // A private key.
          std::string("3QJmnh"),
          std::string("LQtFoidy5TmLrPP77MZzgMRffqPsmRfMXE"),  // Litecoin.
          std::string("ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9"),
          "pk(" + kKey,
          "pk(" + kKey + "]",
          "pk(" + kKey + "))",
          "pk(05" + kKey.substr(2) + ")",
          std::string("pk()"),
          "pk(" + kKeyHash + ")",
          "script(" + hash + "aa)",
          std::string("script()"),
          "multisig(" + hash.substr(2) + ")",
          "script(" + hash.substr(1) + "g)",
          "sh(" + hash + ")",
          "(" + hash + ")"}) {
        EXPECT_EQ(from_address(text, Chain::main).error(), Fault::malformed) << text;
    }
}

TEST(BitcoinAddress, RefusesAPayloadOneByteTooLongOrShort) {
    for (const std::size_t size : {20U, 22U}) {
        const std::string text = to_base58check(std::vector<std::byte>(size));
        EXPECT_EQ(from_address(text, Chain::main).error(), Fault::malformed) << text;
    }
}

/// From BIP 350: the checksum of version 0 on version 2.
TEST(BitcoinAddress, FindsABadAddressOfAnotherChainMalformed) {
    const std::string_view text = "tb1z0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqglt7rf";
    EXPECT_EQ(from_address(text, Chain::main).error(), Fault::malformed);
    EXPECT_EQ(from_address(text, Chain::test).error(), Fault::malformed);
}

TEST(BitcoinAddress, RefusesAWrittenFormCutAnywhere) {
    for (const std::string& text : {"pk(" + kKey + ")", "script(" + std::string(64, '0') + ")"}) {
        for (std::size_t cut = 0; cut < text.size(); ++cut) {
            EXPECT_FALSE(from_address(text.substr(0, cut), Chain::main)) << cut;
        }
    }
}

TEST(BitcoinAddress, RoundTripsEveryKindOnEveryChain) {
    for (const std::string& script :
         {"21" + kKey + "ac", "76a914" + kKeyHash + "88ac", "a914" + kKeyHash + "87",
          "0014" + kKeyHash, "5120" + sha256_hex(""), "0020" + sha256_hex(""),
          std::string("51024e73"), std::string("5d02ffff"), "51" + ("21" + kKey) + "51ae",
          std::string("ff")}) {
        for (const Chain chain : kAllChains) {
            const Lock lock = classify(script);
            const auto again = from_address(to_address(lock, chain), chain);
            ASSERT_TRUE(again) << script;
            EXPECT_EQ(*again, lock) << script;
        }
    }
}

TEST(BitcoinChain, ReadsItsNamesAndTheirLongForms) {
    for (const Chain chain : kAllChains) EXPECT_EQ(parse_chain(to_string(chain)), chain);
    EXPECT_EQ(parse_chain("mainnet"), Chain::main);
    EXPECT_EQ(parse_chain("testnet"), Chain::test);
    EXPECT_EQ(parse_chain("Main"), std::nullopt);
    EXPECT_EQ(parse_chain(""), std::nullopt);
}

TEST(BitcoinScript, GivesEveryKindItsOwnName) {
    std::vector<std::string_view> names;
    for (std::uint8_t kind = 0; kind <= 10; ++kind) {
        const std::string_view name = to_string(static_cast<ScriptKind>(kind));
        EXPECT_FALSE(name.empty());
        for (const auto other : names) EXPECT_NE(name, other);
        names.push_back(name);
    }
}

}  // namespace
}  // namespace pelf::codec
