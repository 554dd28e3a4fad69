// SPDX-License-Identifier: Apache-2.0
#include "codec/xrpl_fields.hpp"

#include <gtest/gtest.h>

#include <iterator>
#include <set>
#include <string>

#include "codec/hex.hpp"
#include "codec/xrpl_fields_table.hpp"

namespace pelf::codec {
namespace {

std::string id_hex(std::string_view name) {
    std::vector<std::byte> out;
    append_field_id(out, *find_xrpl_field(name));
    return to_hex(out);
}

/// One for each of the four forms; the first three as the documentation of the format has them.
TEST(XrplFields, WritesFieldIdsOfOneToThreeBytes) {
    EXPECT_EQ(id_hex("Flags"), "22");
    EXPECT_EQ(id_hex("SettleDelay"), "2027");
    EXPECT_EQ(id_hex("CloseResolution"), "0110");
    EXPECT_EQ(id_hex("TickSize"), "001010");
}

TEST(XrplFields, FindsEveryFieldByNameAndByNumber) {
    std::set<std::uint16_t> orders;
    for (const XrplField& field : kXrplFields) {
        EXPECT_EQ(find_xrpl_field(field.name), &field) << field.name;
        EXPECT_EQ(find_xrpl_field(field.type, field.code), &field) << field.name;
        EXPECT_TRUE(orders.insert(field.order()).second) << field.name;
    }
    EXPECT_EQ(find_xrpl_field("hash"), nullptr);
    EXPECT_EQ(find_xrpl_field("delivered_amount"), nullptr);
    EXPECT_EQ(find_xrpl_field(""), nullptr);
    EXPECT_EQ(find_xrpl_field(XrplType::uint16, 255), nullptr);
}

TEST(XrplFields, KnowsTheSignatures) {
    EXPECT_FALSE(find_xrpl_field("TxnSignature")->is_signed);
    EXPECT_FALSE(find_xrpl_field("Signers")->is_signed);
    EXPECT_TRUE(find_xrpl_field("SigningPubKey")->is_signed);
}

TEST(XrplFields, KnowsTypesAndResultsByNameAndNumber) {
    EXPECT_EQ(find_xrpl_code(XrplNames::transaction_type, "Payment"), 0);
    EXPECT_EQ(find_xrpl_code(XrplNames::entry_type, "AccountRoot"), 0x61);
    EXPECT_EQ(find_xrpl_code(XrplNames::result, "tecPATH_DRY"), 128);
    EXPECT_EQ(find_xrpl_code(XrplNames::result, "temMALFORMED"), std::nullopt);
    EXPECT_EQ(find_xrpl_name(XrplNames::entry_type, 0x72), "RippleState");
    EXPECT_EQ(find_xrpl_name(XrplNames::entry_type, 0xffff), "");
    EXPECT_EQ(find_xrpl_permission("Payment"), 1U);
    EXPECT_EQ(find_xrpl_permission("TrustlineAuthorize"), 65'537U);
    EXPECT_EQ(find_xrpl_permission("MPTokenIssuanceUnlock"), 65'548U);
    EXPECT_EQ(find_xrpl_permission("Nothing"), std::nullopt);
}

TEST(XrplFields, WritesSizesOfOneToThreeBytes) {
    const auto size_hex = [](std::size_t size_bytes) {
        std::vector<std::byte> out;
        append_blob_size(out, size_bytes);
        return to_hex(out);
    };
    EXPECT_EQ(size_hex(0), "00");
    EXPECT_EQ(size_hex(192), "c0");
    EXPECT_EQ(size_hex(193), "c100");
    EXPECT_EQ(size_hex(12'480), "f0ff");
    EXPECT_EQ(size_hex(12'481), "f10000");
    EXPECT_EQ(size_hex(kXrplBlobBytesMax), "fed417");
}

}  // namespace
}  // namespace pelf::codec
