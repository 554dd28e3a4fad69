// SPDX-License-Identifier: Apache-2.0
//
// The examples are all those of BIP 173 and BIP 350. Where BIP 350 changed the meaning of one (a
// version above 0 with the old checksum), it stands here among the invalid.
#include "codec/bech32.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "codec/hex.hpp"

namespace pelf::codec {
namespace {

constexpr std::string_view kValidBech32[] = {
    "A12UEL5L",
    "a12uel5l",
    "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
    "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
    "11qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqc8247j",
    "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
    "?1ezyfcl",
};

constexpr std::string_view kValidBech32m[] = {
    "A1LQFN3A",
    "a1lqfn3a",
    "an83characterlonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11sg7hg6",
    "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx",
    "11llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllludsr8",
    "split1checkupstagehandshakeupstreamerranterredcaperredlc445v",
    "?1v759aa",
};

// Octal escapes end after three digits; "\x7f1" would be one letter.
constexpr std::string_view kInvalid[] = {
    // BIP 173: prefix letter out of range.
    " 1nwldj5",
    "\1771axkwrx",
    "\2001eym55h",
    "pzry9x0s0muk",   // No separator.
    "1pzry9x0s0muk",  // Empty prefix.
    "x1b4n0q5v",      // Foreign letter.
    "li1dgmt3",       // Checksum too short.
    "de1lg7wt\xff",   // Foreign letter in the checksum.
    "A1G7SGD8",       // Checksum over the upper-case prefix.
    "10a06t8",        // Empty prefix.
    "1qzzfhee",
    // BIP 350, the same faults in turn.
    " 1xj0phk",
    "\1771g6xzxy",
    "\2001vctc34",
    "qyrz8wqd2c9m",
    "1qyrz8wqd2c9m",
    "y1b0jsk6g",
    "lt1igcx5c0",
    "in1muywd",
    "mm1crxm3i",
    "au1s5cgom",
    "M1VUXWEZ",
    "16plkw9",
    "1p2gdwpf",
};

/// 91 letters.
constexpr std::string_view kTooLong[] = {
    "an84characterslonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1569pvx",
    "an84characterslonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11d6pts4",
};

TEST(Bech32, ReadsThePublishedTextsAndWritesThemInLowerCase) {
    for (const auto text : kValidBech32) {
        const auto parts = from_bech32(text);
        ASSERT_TRUE(parts) << text;
        EXPECT_EQ(parts->form, Bech32Form::bech32) << text;
        EXPECT_EQ(to_bech32(*parts), ascii_lower(text));
    }
    for (const auto text : kValidBech32m) {
        const auto parts = from_bech32(text);
        ASSERT_TRUE(parts) << text;
        EXPECT_EQ(parts->form, Bech32Form::bech32m) << text;
        EXPECT_EQ(to_bech32(*parts), ascii_lower(text));
    }
}

TEST(Bech32, RefusesThePublishedInvalidTexts) {
    for (const auto text : kInvalid) {
        EXPECT_EQ(from_bech32(text).error(), Fault::malformed) << text;
    }
    for (const auto text : kTooLong) {
        EXPECT_EQ(from_bech32(text).error(), Fault::over_limit) << text;
    }
}

struct Address {
    std::string_view text;
    std::string_view script_hex;
};
constexpr Address kValidAddresses[] = {
    {"BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "0014751e76e8199196d454941c45d1b3a323f1433bd6"},
    {"tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7",
     "00201863143c14c5166804bd19203356da136c985678cd4d27a1b8c6329604903262"},
    {"bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
     "5128751e76e8199196d454941c45d1b3a323f1433bd6751e76e8199196d454941c45d1b3a323f1433bd6"},
    {"BC1SW50QGDZ25J", "6002751e"},
    {"bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs", "5210751e76e8199196d454941c45d1b3a323"},
    {"tb1qqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesrxh6hy",
     "0020000000c4a5cad46221b2a187905e5266362b99d5e91c6ce24d165dab93e86433"},
    {"tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c",
     "5120000000c4a5cad46221b2a187905e5266362b99d5e91c6ce24d165dab93e86433"},
    {"bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
     "512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"},
};

constexpr std::string_view kInvalidAddresses[] = {
    // BIP 173.
    "tc1qw508d6qejxtdg4y5r3zarvary0c5xw7kg3g4ty",  // Unknown prefix.
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",  // Checksum.
    "BC13W508D6QEJXTDG4Y5R3ZARVARY0C5XW7KN40WF2",  // Witness version 17.
    "bc1rw5uspcuh",                                // Program too short,
    "bc10w508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kw5rljs90",  // too long,
    "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",                            // wrong for version 0.
    "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sL5k7",  // Mixed case.
    "bc1zw508d6qejxtdg4y5r3zarvaryvqyzf3du",                           // Five bits of padding.
    "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3pjxtptv",  // Padding not zero.
    "bc1gmk9yu",                                                       // No data.
    // BIP 173 called these valid; BIP 350 took them back: version above 0, old checksum.
    "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7k7grplx", "BC1SW50QA3JX3S",
    "bc1zw508d6qejxtdg4y5r3zarvaryvg6kdaj",
    // BIP 350.
    "tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut",  // Unknown prefix.
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",  // Checksum of version 0.
    "tb1z0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqglt7rf",
    "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",  // Checksum of versions above 0.
    "tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47",
    "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",  // Foreign letter.
    "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R",  // Witness version 17.
    "bc1pw5dgrnzv",                                                    // One byte of program.
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav",  // 41 bytes.
    "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq",                // Mixed case.
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf",  // Five bits of padding.
    "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j",    // Padding not zero.
};

std::string prefix_of(std::string_view address) {
    return ascii_lower(address.substr(0, address.find('1')));
}

TEST(SegwitAddress, ReadsAndWritesThePublishedAddresses) {
    for (const auto& [text, script_hex] : kValidAddresses) {
        const auto segwit = from_segwit_address(prefix_of(text), text);
        ASSERT_TRUE(segwit) << text;
        const int opcode = segwit->version == 0 ? 0 : 0x50 + segwit->version;
        const std::vector<std::byte> start = {static_cast<std::byte>(opcode),
                                              static_cast<std::byte>(segwit->program.size())};
        EXPECT_EQ(to_hex(start) + to_hex(segwit->program), script_hex);
        EXPECT_EQ(to_segwit_address(prefix_of(text), segwit->version, segwit->program),
                  ascii_lower(text));
    }
}

TEST(SegwitAddress, RefusesThePublishedInvalidAddresses) {
    for (const auto text : kInvalidAddresses) {
        EXPECT_EQ(from_segwit_address("bc", text).error(), Fault::malformed) << text;
        EXPECT_EQ(from_segwit_address("tb", text).error(), Fault::malformed) << text;
    }
    EXPECT_EQ(from_segwit_address("bc", std::string(91, 'q')).error(), Fault::over_limit);
}

TEST(SegwitAddress, RefusesAnotherPrefix) {
    const std::string_view regtest = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
    EXPECT_TRUE(from_segwit_address("bcrt", regtest));
    EXPECT_EQ(from_segwit_address("bc", regtest).error(), Fault::malformed);
    EXPECT_EQ(from_segwit_address("bcr", regtest).error(), Fault::malformed);
    EXPECT_EQ(from_segwit_address("", regtest).error(), Fault::malformed);
}

TEST(SegwitAddress, RefusesEveryCutAndEveryChangedLetter) {
    const std::string text = "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0";
    for (std::size_t i = 0; i < text.size(); ++i) {
        EXPECT_EQ(from_segwit_address("bc", text.substr(0, i)).error(), Fault::malformed) << i;
        for (int letter = 0; letter < 256; ++letter) {
            std::string changed = text;
            changed[i] = static_cast<char>(letter);
            EXPECT_EQ(from_segwit_address("bc", changed).has_value(), changed == text) << changed;
        }
    }
}

TEST(SegwitAddress, RefusesTheLetterSlipThatBech32LetThrough) {
    // BIP 350: letters q before a last p could be added or left out unseen.
    const std::string slip = "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0";
    for (std::size_t i = 3; i <= slip.size(); ++i) {
        std::string longer = slip;
        longer.insert(i, "q");
        EXPECT_FALSE(from_segwit_address("bc", longer)) << longer;
    }
}

TEST(SegwitAddress, RoundTripsEveryVersionAndLength) {
    std::mt19937 random(173);
    for (std::uint8_t version = 0; version <= kWitnessVersionMax; ++version) {
        for (std::size_t size = kWitnessProgramBytesMin; size <= kWitnessProgramBytesMax; ++size) {
            if (version == 0 && size != 20 && size != 32) continue;
            std::vector<std::byte> program(size);
            for (auto& byte : program) byte = static_cast<std::byte>(random());
            const std::string text = to_segwit_address("bcrt", version, program);
            EXPECT_LE(text.size(), kBech32LettersMax);
            EXPECT_EQ(*from_segwit_address("bcrt", text), (SegwitProgram{version, program}));
        }
    }
}

}  // namespace
}  // namespace pelf::codec
