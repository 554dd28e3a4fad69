// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/xrpl_binary.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "codec/hex.hpp"
#include "codec/xrpl_fields.hpp"
#include "codec/xrpl_tree.hpp"

namespace pelf::ingest {
namespace {

namespace json = boost::json;
const std::filesystem::path kFixtures =
    PELF_SOURCE_DIR "/../shared/data/ledgers/xrp/xrpl.js/ripple-binary-codec/test/fixtures";

std::string upper_hex(const std::vector<std::byte>& bytes) {
    std::string text = codec::to_hex(bytes);
    std::ranges::transform(text, text.begin(), [](char letter) {
        return static_cast<char>(letter >= 'a' ? letter - 'a' + 'A' : letter);
    });
    return text;
}

std::string binary_of(std::string_view text, const XrplBinaryOptions& options = {}) {
    const auto bytes = xrpl_json_to_binary(text, options);
    return bytes ? upper_hex(*bytes) : bytes.error().message;
}

json::value read_fixture(const std::string& name) {
    std::ifstream file(kFixtures / name);
    return json::parse(std::string(std::istreambuf_iterator<char>(file), {}));
}

bool has_fixtures() {
    return std::filesystem::exists(kFixtures);
}

/// The only transaction of ledger 38,129, of January 2013.
constexpr std::string_view kPayment =
    R"({"Account": "r3kmLJN5D28dHuH8vZNUZpMC43pEHpaocV",
    "Amount": "10000000000", "Destination": "rLQBHVhFnaC5gLEkgr6HgBJJ3bgeZHg9cj", "Fee": "10",
    "Flags": 0, "Sequence": 62, "TransactionType": "Payment",
    "SigningPubKey": "034AADB09CFF4A4804073701EC53C3510CDC95917C2BB0150FB742D0C66E6CEE9E",
    "TxnSignature": "3045022022EB32AECEF7C644C891C19F87966DF9C62B1F34BABA6BE774325E4BB8E2DD620221)"
    R"(00A51437898C28C2B297112DF8131F2BB39EA5FE613487DDD611525F1796264639",
    "hash": "3B1A4E1C9BB6A7208EB146BCDB86ECEA6068ED01466D933528CA2B4C64F753EF", "date": 410424200})";

TEST(XrplBinary, GivesATransactionOf2013ItsId) {
    const auto bytes = xrpl_json_to_binary(kPayment);
    ASSERT_TRUE(bytes) << bytes.error().message;
    EXPECT_EQ(codec::to_hex(codec::xrpl_transaction_id(*bytes).bytes),
              "3b1a4e1c9bb6a7208eb146bcdb86ecea6068ed01466d933528ca2b4c64f753ef");
}

TEST(XrplBinary, ReadsDeliverMaxAsTheAmountItIs) {
    std::string second(kPayment);
    second.replace(second.find("\"Amount\""), 8, "\"DeliverMax\"");
    EXPECT_EQ(binary_of(second), binary_of(kPayment));
    std::string both(kPayment);
    both.insert(1, R"("DeliverMax": "1", )");
    EXPECT_EQ(binary_of(both), binary_of(kPayment));
}

TEST(XrplBinary, LeavesSignaturesOutOfWhatIsSigned) {
    const std::string whole = binary_of(kPayment);
    const std::string bare = binary_of(kPayment, {.is_for_signing = true});
    const auto at = whole.find("7447");  // TxnSignature, 71 bytes.
    ASSERT_NE(at, std::string::npos);
    EXPECT_EQ(whole.substr(0, at), bare.substr(0, at));
    EXPECT_LT(bare.size(), whole.size());
    EXPECT_EQ(bare.find("7447"), std::string::npos);
}

TEST(XrplBinary, WritesTagsOfXAddressesAsFields) {
    const std::string classic = R"({"TransactionType": "Payment",
        "Account": "r3kmLJN5D28dHuH8vZNUZpMC43pEHpaocV", "SourceTag": 84854})";
    const std::string x_address = R"({"TransactionType": "Payment",
        "Account": "X7tFPvjMH7nDxP8nTGkeeggcUpCZj8UbyT2QoiRHGDfjqrB"})";
    EXPECT_EQ(binary_of(x_address), binary_of(classic));
    EXPECT_EQ(
        binary_of(R"({"Account": "X7tFPvjMH7nDxP8nTGkeeggcUpCZj8UbyT2QoiRHGDfjqrB",
                            "SourceTag": 84854})"),
        binary_of(R"({"Account": "r3kmLJN5D28dHuH8vZNUZpMC43pEHpaocV", "SourceTag": 84854})"));
    EXPECT_EQ(binary_of(R"({"Account": "X7tFPvjMH7nDxP8nTGkeeggcUpCZj8UbyT2QoiRHGDfjqrB",
                            "SourceTag": 1})"),
              "no bytes for the field SourceTag");
}

TEST(XrplBinary, WritesEachKindOfIssue) {
    EXPECT_EQ(binary_of(R"({"Asset": {"currency": "XRP"}})"), "0318" + std::string(40, '0'));
    EXPECT_EQ(
        binary_of(R"({"Asset": {"currency": "USD", "issuer": "rrrrrrrrrrrrrrrrrrrrBZbvji"}})"),
        "03180000000000000000000000005553440000000000" + std::string(39, '0') + "1");
    EXPECT_EQ(
        binary_of(R"({"Asset": {"mpt_issuance_id":
                            "0000301CABABABABABABABABABABABABABABABABABABABAB"}})"),
        "0318ABABABABABABABABABABABABABABABABABABABAB" + std::string(39, '0') + "1" + "1C300000");
}

TEST(XrplBinary, RefusesWhatIsNoValueOfItsField) {
    for (const std::string_view bad : {R"({"Flags": -1})",
                                       R"({"Flags": 4294967296})",
                                       R"({"Flags": "x"})",
                                       R"({"Flags": 1.5})",
                                       R"({"Account": "r3kmLJN5D28dHuH8vZNUZpMC43pEHpaocW"})",
                                       R"({"Account": 5})",
                                       R"({"Amount": "1.5"})",
                                       R"({"Amount": {"currency": "USD", "value": "1"}})",
                                       R"({"Amount": null})",
                                       R"({"LedgerIndex": "00"})",
                                       R"({"Memos": {}})",
                                       R"({"Memos": [{"Memo": {}, "Other": {}}]})",
                                       R"({"Memos": [1]})",
                                       R"({"SigningPubKey": "0"})",
                                       R"({"Paths": [[{}]]})",
                                       R"({"Paths": [1]})",
                                       R"({"IndexNext": "10000000000000000"})",
                                       R"({"IndexNext": "-1"})",
                                       R"({"Flags": 1, "Flags": 2})",
                                       R"({"XChainBridge": {}})",
                                       R"({"AssetsTotal": "1e"})"}) {
        const auto bytes = xrpl_json_to_binary(bad);
        ASSERT_FALSE(bytes) << bad;
        EXPECT_NE(bytes.error().fault, Fault::unsupported) << bad;
    }
    for (const std::string_view unknown :
         {R"({"Nonsense": 1})", R"({"TransactionType": "Teleport"})",
          R"({"Memos": [{"Nonsense": {}}]})"}) {
        const auto bytes = xrpl_json_to_binary(unknown);
        ASSERT_FALSE(bytes) << unknown;
        EXPECT_EQ(bytes.error().fault, Fault::unsupported) << unknown;
    }
    EXPECT_EQ(binary_of(R"({"Nonsense": 1})"), "no bytes for the field Nonsense");
    EXPECT_FALSE(xrpl_json_to_binary("[]"));
    EXPECT_FALSE(xrpl_json_to_binary("{"));
    EXPECT_FALSE(xrpl_json_to_binary(""));
    EXPECT_FALSE(xrpl_json_to_binary(std::string_view()));  // Nothing, at no address.
}

TEST(XrplBinary, StopsAtItsDepthAndSize) {
    const auto nested = [](std::size_t depth) {
        std::string text = R"({"Flags": 0})";
        for (std::size_t i = 0; i < depth; ++i) text = R"({"FinalFields": )" + text + "}";
        return xrpl_json_to_binary(text);
    };
    EXPECT_TRUE(nested(kXrplObjectDepthMax));
    EXPECT_EQ(nested(kXrplObjectDepthMax + 1).error().fault, Fault::over_limit);
    const auto blob = [](std::size_t size_bytes) {
        return xrpl_json_to_binary(R"({"URI": ")" + std::string(2 * size_bytes, '0') + "\"}");
    };
    EXPECT_TRUE(blob(codec::kXrplBlobBytesMax));
    EXPECT_EQ(blob(codec::kXrplBlobBytesMax + 1).error().fault, Fault::over_limit);
    const std::string half(2 * 600'000, '0');
    const std::string two = R"({"URI": ")" + half + R"(", "MemoData": ")" + half + "\"}";
    EXPECT_EQ(xrpl_json_to_binary(two).error().fault, Fault::over_limit);
}

TEST(XrplBinary, RefusesATransactionCutAtEveryByte) {
    const std::string text(kPayment);
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        EXPECT_FALSE(xrpl_json_to_binary(text.substr(0, i))) << i;
    }
}

TEST(XrplBinary, AgreesWithEveryPublishedFixture) {
    if (!has_fixtures()) GTEST_SKIP() << "no fixtures of xrpl.js beside the checkout";
    const auto fixtures = read_fixture("codec-fixtures.json");
    std::size_t compared_count = 0;
    for (const auto* part : {"accountState", "transactions"}) {
        for (const auto& fixture : fixtures.at(part).as_array()) {
            EXPECT_EQ(binary_of(json::serialize(fixture.at("json"))),
                      std::string_view(fixture.at("binary").as_string()))
                << json::serialize(fixture.at("json"));
            ++compared_count;
        }
    }
    const auto tokens = read_fixture("nf-token.json");
    for (const auto& [name, fixture] : tokens.as_object()) {
        for (const auto* part : {"tx", "meta"}) {
            EXPECT_EQ(binary_of(json::serialize(fixture.at(part).at("json"))),
                      std::string_view(fixture.at(part).at("binary").as_string()))
                << std::string_view(name) << part;
            ++compared_count;
        }
    }
    const auto unl = read_fixture("negative-unl.json");
    EXPECT_EQ(binary_of(json::serialize(unl.at("tx"))),
              std::string_view(unl.at("binary").as_string()));
    EXPECT_EQ(compared_count, 263U + 39U + 10U);
}

TEST(XrplBinary, AgreesWithTheFixturesOfSingleFiles) {
    if (!has_fixtures()) GTEST_SKIP() << "no fixtures of xrpl.js beside the checkout";
    std::size_t compared_count = 0;
    for (const std::string name :
         {"delivermin", "deposit-preauth", "escrow-cancel", "escrow-create", "escrow-finish",
          "payment-channel-claim", "payment-channel-create", "payment-channel-fund",
          "signerlistset", "ticket-create"}) {
        const auto transaction = read_fixture(name + "-tx.json");
        for (const std::string end : {"-binary.json", "-tx-binary.json"}) {
            if (!std::filesystem::exists(kFixtures / (name + end))) continue;
            EXPECT_EQ(binary_of(json::serialize(transaction)),
                      std::string_view(read_fixture(name + end).as_string()))
                << name;
            ++compared_count;
        }
        for (const std::string end : {"-meta-binary.json", "-tx-meta-binary.json"}) {
            if (!std::filesystem::exists(kFixtures / (name + end))) continue;
            EXPECT_EQ(binary_of(json::serialize(transaction.at("meta"))),
                      std::string_view(read_fixture(name + end).as_string()))
                << name;
            ++compared_count;
        }
    }
    EXPECT_EQ(compared_count, 13U);
}

TEST(XrplBinary, AgreesWithTheDataDrivenFixtures) {
    if (!has_fixtures()) GTEST_SKIP() << "no fixtures of xrpl.js beside the checkout";
    const auto fixtures = read_fixture("data-driven-tests.json");
    for (const auto& whole : fixtures.at("whole_objects").as_array()) {
        EXPECT_EQ(binary_of(json::serialize(whole.at("tx_json")), {.is_for_signing = true}),
                  std::string_view(whole.at("blob_with_no_signing").as_string()));
    }
    for (const auto& test : fixtures.at("values_tests").as_array()) {
        const json::object object = {{"Amount", test.at("test_json")}};
        const auto bytes = binary_of(json::serialize(object));
        if (const auto* expected = test.as_object().if_contains("expected_hex")) {
            EXPECT_EQ(bytes, "61" + std::string(std::string_view(expected->as_string())));
            continue;
        }
        // The library that made these has limits that ledgers of 2013 do not keep: no drops below
        // 0, none above all there are.
        const auto* error = test.as_object().if_contains("error");
        if (error == nullptr || *error == "Value is negative") continue;
        if (const auto* drops = test.at("test_json").if_string()) {
            if (drops->find('.') == json::string::npos) continue;
        }
        EXPECT_EQ(bytes, "no bytes for the field Amount") << json::serialize(object);
    }
}

TEST(XrplBinary, AgreesWithTheFixturesOfXAddresses) {
    if (!has_fixtures()) GTEST_SKIP() << "no fixtures of xrpl.js beside the checkout";
    const auto fixtures = read_fixture("x-codec-fixtures.json");
    for (const auto& fixture : fixtures.at("transactions").as_array()) {
        EXPECT_EQ(binary_of(json::serialize(fixture.at("xjson"))),
                  binary_of(json::serialize(fixture.at("rjson"))));
    }
}

/// Its bytes, read and written again.
std::string again(const std::string& hex) {
    const auto bytes = codec::from_hex(hex);
    const auto text = xrpl_binary_to_json(*bytes);
    return text ? binary_of(*text) : "not read";
}

TEST(XrplBinary, ReadsItsOwnBytesBack) {
    for (const std::string_view object :
         {kPayment, std::string_view(R"({"Amount": {"mpt_issuance_id":
              "0000301CABABABABABABABABABABABABABABABABABABABAB", "value": "-5"},
              "Asset": {"currency": "XRP"}, "Asset2": {"mpt_issuance_id":
              "0000301CABABABABABABABABABABABABABABABABABABABAB"}, "AssetsTotal": "-12.5e7",
              "MPTAmount": "77", "IndexNext": "abc", "TransactionResult": "tecPATH_DRY",
              "Paths": [[{"currency": "USD", "issuer": "rrrrrrrrrrrrrrrrrrrrBZbvji"}],
              [{"account": "rrrrrrrrrrrrrrrrrrrrBZbvji"}, {"currency": "XRP"}]],
              "Memos": [{"Memo": {"MemoData": "00ff"}}], "Amendments": []})"),
          std::string_view(R"({"XChainBridge": {"LockingChainDoor": "rrrrrrrrrrrrrrrrrrrrBZbvji",
              "LockingChainIssue": {"currency": "XRP"},
              "IssuingChainDoor": "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "IssuingChainIssue":
              {"currency": "USD", "issuer": "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh"}}})"),
          std::string_view("{}")}) {
        const std::string hex = binary_of(object);
        EXPECT_EQ(again(hex), hex) << object;
    }
}

TEST(XrplBinary, RefusesBytesInAnotherForm) {
    const auto fault_of = [](std::string_view hex) {
        const auto text = xrpl_binary_to_json(*codec::from_hex(hex));
        return text ? std::optional<Fault>() : std::optional(text.error());
    };
    EXPECT_EQ(fault_of("2400000001"), std::nullopt);
    EXPECT_EQ(fault_of("24000000012200000000"), Fault::malformed);  // Flags after Sequence.
    EXPECT_EQ(fault_of("24000000012400000001"), Fault::malformed);  // Twice.
    EXPECT_EQ(fault_of("200400000001"), Fault::malformed);          // Its code in a byte too many.
    EXPECT_EQ(fault_of("20fe00000000"), Fault::unsupported);        // No such field.
    EXPECT_EQ(fault_of("610000000000000000"), Fault::malformed);    // Minus nothing.
    EXPECT_EQ(fault_of("61"
                       "9000000000000001" +
                       std::string(80, '0')),
              Fault::malformed);
    EXPECT_EQ(fault_of("811500" + std::string(40, '0')), Fault::malformed);  // 21 bytes.
    EXPECT_EQ(fault_of("0112ff00"), Fault::malformed);  // A path without steps.
    EXPECT_EQ(fault_of("011200"), Fault::malformed);
    EXPECT_EQ(fault_of("e1"), Fault::unsupported);
    EXPECT_EQ(fault_of("f9e1"), Fault::unsupported);
    EXPECT_EQ(xrpl_binary_to_json(std::vector<std::byte>(kXrplObjectBytesMax + 1)).error(),
              Fault::over_limit);
    std::string nested;
    for (std::size_t i = 0; i <= kXrplObjectDepthMax; ++i) nested += "e7";  // FinalFields.
    EXPECT_EQ(fault_of(nested), Fault::over_limit);
}

TEST(XrplBinary, RefusesBytesCutAtEveryByteOrReadsLess) {
    const auto bytes = *xrpl_json_to_binary(kPayment);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto cut = xrpl_binary_to_json(std::span(bytes).first(i));
        if (!cut) {
            EXPECT_EQ(cut.error(), Fault::truncated) << i;
            continue;
        }
        // Between two fields, what is there is an object.
        EXPECT_EQ(
            *xrpl_json_to_binary(*cut),
            std::vector<std::byte>(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(i)));
    }
}

TEST(XrplBinary, ReadsEveryPublishedFixtureBack) {
    if (!has_fixtures()) GTEST_SKIP() << "no fixtures of xrpl.js beside the checkout";
    const auto fixtures = read_fixture("codec-fixtures.json");
    for (const auto* part : {"accountState", "transactions"}) {
        for (const auto& fixture : fixtures.at(part).as_array()) {
            const std::string hex(std::string_view(fixture.at("binary").as_string()));
            EXPECT_EQ(again(hex), hex);
        }
    }
    const auto tokens = read_fixture("nf-token.json");
    for (const auto& [name, fixture] : tokens.as_object()) {
        for (const auto* part : {"tx", "meta"}) {
            const std::string hex(std::string_view(fixture.at(part).at("binary").as_string()));
            EXPECT_EQ(again(hex), hex) << std::string_view(name);
        }
    }
    const auto unl = read_fixture("negative-unl.json");
    const std::string hex(std::string_view(unl.at("binary").as_string()));
    EXPECT_EQ(again(hex), hex);
}

}  // namespace
}  // namespace pelf::ingest
