// SPDX-License-Identifier: Apache-2.0
#include "base/uint256.hpp"
#include "codec/hex.hpp"
#include "ingest/ledgers/xrpl_serialize.hpp"

namespace pelf::ingest {
namespace {

Result<XrplAmount, Fault> read_token(std::string_view id, std::string_view value) {
    XrplAmount amount;
    amount.kind = XrplAmount::Kind::token;
    if (!codec::decode_hex(id, amount.issuance.bytes)) return Unexpected(Fault::malformed);
    const bool is_negative = value.starts_with('-');
    if (is_negative) value.remove_prefix(1);
    const bool is_hex = value.starts_with("0x") || value.starts_with("0X");
    if (is_hex) value.remove_prefix(2);
    const auto units = is_hex ? Uint256::parse_hex(value) : Uint256::parse_decimal(value);
    if (!units) return Unexpected(Fault::malformed);
    if (!units->fits_64() || units->low() >> 63 != 0) return Unexpected(Fault::over_limit);
    amount.whole = {is_negative && !units->is_zero(), units->low()};
    return amount;
}

}  // namespace

Result<XrplAmount, Fault> read_xrpl_amount(const JsonValue& json) {
    XrplAmount amount;
    const auto object = as<JsonObject>(json);
    if (!object) {
        const auto number = as<std::uint64_t>(json);
        const auto digits = as<std::string_view>(json);
        if (!number && !digits) return Unexpected(Fault::malformed);
        const auto drops =
            codec::parse_xrpl_drops(digits ? *digits : std::string_view(std::to_string(*number)));
        if (!drops) return Unexpected(drops.error());
        amount.whole = *drops;
        return amount;
    }
    const auto value = text_member(*object, "value");
    if (!value) return Unexpected(Fault::malformed);
    const auto id = text_member(*object, "mpt_issuance_id");
    if (id && object->size() == 2) return read_token(*id, *value);
    if (id) return Unexpected(Fault::malformed);
    const auto code = text_member(*object, "currency");
    const auto issuer_text = text_member(*object, "issuer");
    if (!code || !issuer_text) return Unexpected(Fault::malformed);
    const auto currency = codec::parse_xrpl_currency(*code);
    const auto issuer = codec::parse_xrpl_account(*issuer_text);
    const auto parsed = codec::parse_xrpl_value(*value);
    if (!currency || !issuer) return Unexpected(Fault::malformed);
    if (!parsed) return Unexpected(parsed.error());
    amount.kind = XrplAmount::Kind::issued;
    amount.value = *parsed;
    amount.currency = *currency;
    amount.issuer = *issuer;
    return amount;
}

}  // namespace pelf::ingest
