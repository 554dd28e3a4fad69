// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/xrpl_serialize.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <concepts>
#include <limits>

#include "base/text.hpp"
#include "codec/xrpl_address.hpp"

namespace pelf::ingest {
namespace {

using codec::XrplField;
using codec::XrplNames;
using codec::XrplType;
using Bytes = std::vector<std::byte>;
using Wrote = Result<Done, Fault>;

constexpr std::byte kObjectEnd{0xe1};
constexpr std::byte kArrayEnd{0xf1};
constexpr std::size_t kFieldsMax = 512;  // More than the table has: no object says one twice.

Unexpected<Fault> malformed() {
    return Unexpected(Fault::malformed);
}

template <std::unsigned_integral T>
void append_big_endian(Bytes& out, T value) {
    for (std::size_t i = sizeof(T); i-- > 0;) {
        out.push_back(static_cast<std::byte>(value >> (8 * i)));
    }
}

void append(Bytes& out, std::span<const std::byte> bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
}

template <std::unsigned_integral T>
Wrote append_number(const JsonValue& value, Bytes& out) {
    const auto number = as_number(value);
    if (!number) return malformed();
    if (*number > std::numeric_limits<T>::max()) return Unexpected(Fault::over_limit);
    append_big_endian(out, static_cast<T>(*number));
    return Done{};
}

/// A number whose JSON is a name. Numbers are taken too: servers give one for a name they do not
/// know themselves.
template <std::unsigned_integral T, class Find>
Wrote append_named(const JsonValue& value, const Find& find, Bytes& out) {
    const auto name = as<std::string_view>(value);
    if (!name) return append_number<T>(value, out);
    const auto code = find(*name);
    if (!code) return Unexpected(Fault::unsupported);
    append_big_endian(out, static_cast<T>(*code));
    return Done{};
}

/// Hexadecimal, but for amounts of multi-purpose tokens, which are decimal.
Wrote append_uint64(const XrplField& field, const JsonValue& value, Bytes& out) {
    constexpr std::string_view kDecimal[] = {"MaximumAmount", "OutstandingAmount", "MPTAmount",
                                             "LockedAmount", "ConfidentialOutstandingAmount"};
    const auto digits = as<std::string_view>(value);
    const bool is_decimal = std::ranges::find(kDecimal, field.name) != std::end(kDecimal);
    if (!digits || is_decimal) return append_number<std::uint64_t>(value, out);
    std::uint64_t number = 0;
    const char* begin = digits->data();
    const char* end = begin + digits->size();
    const auto [stop, error] = std::from_chars(begin, end, number, 16);
    if (error != std::errc{} || stop != end || digits->starts_with('-')) return malformed();
    append_big_endian(out, number);
    return Done{};
}

Wrote append_int32(const JsonValue& value, Bytes& out) {
    auto number = as<std::int64_t>(value);
    if (!number) {
        const auto digits = as<std::string_view>(value);
        if (!digits) return malformed();
        std::int64_t parsed = 0;
        const char* begin = digits->data();
        const char* end = begin + digits->size();
        const auto [stop, error] = std::from_chars(begin, end, parsed);
        if (error != std::errc{} || stop != end) return malformed();
        number = parsed;
    }
    if (*number != static_cast<std::int32_t>(*number)) return Unexpected(Fault::over_limit);
    append_big_endian(out, static_cast<std::uint32_t>(static_cast<std::int32_t>(*number)));
    return Done{};
}

template <std::size_t Size>
Wrote append_hash(const JsonValue& value, Bytes& out) {
    const auto digits = as<std::string_view>(value);
    std::array<std::byte, Size> hash{};
    // An empty e-mail hash is written as no digits and stands as zeros.
    const bool is_empty = Size == 16 && digits && digits->empty();
    if (!digits || (!is_empty && !codec::decode_hex(*digits, hash))) return malformed();
    append(out, hash);
    return Done{};
}

Wrote append_blob(const JsonValue& value, Bytes& out) {
    const auto digits = as<std::string_view>(value);
    if (!digits) return malformed();
    const auto bytes = codec::from_hex(*digits);
    if (!bytes) return malformed();
    if (bytes->size() > codec::kXrplBlobBytesMax) return Unexpected(Fault::over_limit);
    codec::append_blob_size(out, bytes->size());
    append(out, *bytes);
    return Done{};
}

Result<codec::XrplAccountId, Fault> account_of(const JsonValue& value) {
    const auto text = as<std::string_view>(value);
    if (!text) return malformed();
    const auto address = codec::parse_xrpl_address(*text);
    if (!address) return malformed();
    return address->account;
}

Wrote append_account(const JsonValue& value, Bytes& out) {
    const auto account = account_of(value);
    if (!account) return malformed();
    codec::append_blob_size(out, account->bytes.size());
    append(out, account->bytes);
    return Done{};
}

Wrote append_currency(const JsonValue& value, Bytes& out) {
    const auto code = as<std::string_view>(value);
    if (!code) return malformed();
    const auto currency = codec::parse_xrpl_currency(*code);
    if (!currency) return malformed();
    append(out, currency->bytes);
    return Done{};
}

Wrote append_amount(const JsonValue& value, Bytes& out) {
    const auto amount = read_xrpl_amount(value);
    if (!amount) return Unexpected(amount.error());
    switch (amount->kind) {
        case XrplAmount::Kind::native: codec::append_amount(out, amount->whole); break;
        case XrplAmount::Kind::issued:
            codec::append_amount(out, amount->value, amount->currency, amount->issuer);
            break;
        case XrplAmount::Kind::token:
            codec::append_amount(out, amount->whole, amount->issuance);
            break;
    }
    return Done{};
}

/// A currency without an amount: 20 bytes for XRP, 40 with an issuer; 44 for a token, whose number
/// is turned round between an account that says so.
Wrote append_issue(const JsonValue& value, Bytes& out) {
    const auto object = as<JsonObject>(value);
    if (!object) return malformed();
    if (const auto digits = text_member(*object, "mpt_issuance_id")) {
        codec::XrplIssuanceId id;
        if (!codec::decode_hex(*digits, id.bytes)) return malformed();
        const std::span<const std::byte> bytes = id.bytes;
        append(out, bytes.subspan(4));
        out.resize(out.size() + 19);
        out.push_back(std::byte{1});
        out.insert(out.end(), {bytes[3], bytes[2], bytes[1], bytes[0]});
        return Done{};
    }
    const auto code = member(*object, "currency");
    if (!code) return malformed();
    if (auto wrote = append_currency(*code, out); !wrote) return wrote;
    const auto issuer = member(*object, "issuer");
    if (!issuer) return Done{};
    const auto account = account_of(*issuer);
    if (!account) return malformed();
    append(out, account->bytes);
    return Done{};
}

Wrote append_bridge(const JsonValue& value, Bytes& out) {
    const auto object = as<JsonObject>(value);
    if (!object) return malformed();
    for (const std::string_view side : {"Locking", "Issuing"}) {
        const auto door = member(*object, std::string(side) + "ChainDoor");
        const auto issue = member(*object, std::string(side) + "ChainIssue");
        if (!door || !issue) return malformed();
        if (auto wrote = append_account(*door, out); !wrote) return wrote;
        if (auto wrote = append_issue(*issue, out); !wrote) return wrote;
    }
    return Done{};
}

Wrote append_step(const JsonValue& value, Bytes& out) {
    constexpr unsigned kAccount = 0x01;
    constexpr unsigned kCurrency = 0x10;
    constexpr unsigned kIssuer = 0x20;
    constexpr unsigned kToken = 0x40;
    const auto step = as<JsonObject>(value);
    if (!step) return malformed();
    const auto account = member(*step, "account");
    const auto currency = member(*step, "currency");
    const auto token = text_member(*step, "mpt_issuance_id");
    const auto issuer = member(*step, "issuer");
    const unsigned kind = (account ? kAccount : 0) | (currency ? kCurrency : 0) |
                          (issuer ? kIssuer : 0) | (token ? kToken : 0);
    if (kind == 0) return malformed();
    out.push_back(static_cast<std::byte>(kind));
    const auto append_bare_account = [&](const JsonValue& who) -> Wrote {
        const auto id = account_of(who);
        if (!id) return malformed();
        append(out, id->bytes);
        return Done{};
    };
    if (account) {
        if (auto wrote = append_bare_account(*account); !wrote) return wrote;
    }
    if (currency) {
        if (auto wrote = append_currency(*currency, out); !wrote) return wrote;
    }
    if (token) {
        codec::XrplIssuanceId id;
        if (!codec::decode_hex(*token, id.bytes)) return malformed();
        append(out, id.bytes);
    }
    return issuer ? append_bare_account(*issuer) : Wrote(Done{});
}

Wrote append_path_set(const JsonValue& value, Bytes& out) {
    constexpr std::byte kNextPath{0xff};
    constexpr std::byte kEnd{0x00};
    const auto paths = as<JsonArray>(value);
    if (!paths) return malformed();
    bool is_first = true;
    for (const JsonValue path : *paths) {
        const auto steps = as<JsonArray>(path);
        if (!steps) return malformed();
        if (!is_first) out.push_back(kNextPath);
        is_first = false;
        for (const JsonValue step : *steps) {
            if (auto wrote = append_step(step, out); !wrote) return wrote;
        }
    }
    out.push_back(kEnd);
    return Done{};
}

Wrote append_vector256(const JsonValue& value, Bytes& out) {
    const auto hashes = as<JsonArray>(value);
    if (!hashes) return malformed();
    Bytes bytes;
    for (const JsonValue hash : *hashes) {
        if (auto wrote = append_hash<32>(hash, bytes); !wrote) return wrote;
    }
    if (bytes.size() > codec::kXrplBlobBytesMax) return Unexpected(Fault::over_limit);
    codec::append_blob_size(out, bytes.size());
    append(out, bytes);
    return Done{};
}

/// A decimal of up to 19 digits: mantissa (8 bytes, signed, 10^18 and more where it fits) and
/// exponent (4 bytes, signed). Vaults and loans count in them (XLS-65, XLS-66).
Wrote append_decimal(const JsonValue& value, Bytes& out) {
    constexpr std::uint64_t kMantissaMin = 1'000'000'000'000'000'000;
    constexpr std::uint32_t kZeroExponent = 0x8000'0000;
    const auto digits = as<std::string_view>(value);
    if (!digits || digits->empty() || digits->size() > codec::kXrplValueLettersMax) {
        return malformed();
    }
    std::string_view rest = *digits;
    const bool is_negative = rest.starts_with('-');
    if (is_negative) rest.remove_prefix(1);
    const std::size_t exponent_at = std::min(rest.find_first_of("eE"), rest.size());
    std::int32_t exponent = 0;
    if (exponent_at < rest.size()) {
        const char* end = rest.data() + rest.size();
        const auto read = std::from_chars(rest.data() + exponent_at + 1, end, exponent);
        const bool is_small = exponent > -100'000 && exponent < 100'000;
        if (read.ec != std::errc{} || read.ptr != end || !is_small) return malformed();
    }
    std::string plain(rest.substr(0, exponent_at));
    if (const auto point = plain.find('.'); point != std::string::npos) {
        exponent -= static_cast<std::int32_t>(plain.size() - point - 1);
        plain.erase(point, 1);
    }
    const auto number = parse_u64(plain);
    if (!number) return malformed();
    std::uint64_t mantissa = *number;
    if (mantissa == 0) {
        append_big_endian(out, mantissa);
        append_big_endian(out, kZeroExponent);
        return Done{};
    }
    for (; mantissa < kMantissaMin; --exponent) mantissa *= 10;
    if (mantissa >> 63 != 0) {
        mantissa = mantissa / 10 + (mantissa % 10 >= 5 ? 1 : 0);
        ++exponent;
    }
    append_big_endian(out, is_negative ? std::uint64_t{0} - mantissa : mantissa);
    append_big_endian(out, static_cast<std::uint32_t>(exponent));
    return Done{};
}

Wrote append_uint16(const XrplField& field, const JsonValue& value, Bytes& out) {
    const auto named = [&](XrplNames names) {
        return append_named<std::uint16_t>(
            value, [&](std::string_view name) { return codec::find_xrpl_code(names, name); }, out);
    };
    if (field.name == "TransactionType") return named(XrplNames::transaction_type);
    if (field.name == "LedgerEntryType") return named(XrplNames::entry_type);
    return append_number<std::uint16_t>(value, out);
}

Wrote append_uint32(const XrplField& field, const JsonValue& value, Bytes& out) {
    if (field.name != "PermissionValue") return append_number<std::uint32_t>(value, out);
    return append_named<std::uint32_t>(value, codec::find_xrpl_permission, out);
}

Wrote append_uint8(const XrplField& field, const JsonValue& value, Bytes& out) {
    if (field.name != "TransactionResult") return append_number<std::uint8_t>(value, out);
    return append_named<std::uint8_t>(
        value, [](std::string_view name) { return codec::find_xrpl_code(XrplNames::result, name); },
        out);
}

/// Of API version 2: a payment's Amount under the name of what it is.
constexpr std::string_view kDeliverMax = "DeliverMax";

}  // namespace

Wrote XrplSerializer::write(const JsonObject& object, Bytes& out) {
    out.clear();
    bad_field_.clear();
    has_number_ = false;
    return fields(object, 0, out);
}

Wrote XrplSerializer::member_of(std::string_view name, const JsonValue& value,
                                std::vector<Member>& members) {
    const XrplField* field = codec::find_xrpl_field(name);
    if (field == nullptr) {
        // What servers add begins with a small letter.
        if (name.empty() || name[0] < 'A' || name[0] > 'Z') return Done{};
        bad_field_ = quoted(name);
        return Unexpected(Fault::unsupported);
    }
    if (options_.is_for_signing && !field->is_signed) return Done{};
    if (members.size() == kFieldsMax) return Unexpected(Fault::over_limit);
    members.push_back({field, value});
    return Done{};
}

/// An X-address holds a tag, which has a field of its own in bytes.
Wrote XrplSerializer::tag_of(std::string_view name, const JsonValue& value,
                             const JsonObject& object, Bytes& out) {
    const std::string_view tag_name = name == "Account" ? "SourceTag" : "DestinationTag";
    const auto text = as<std::string_view>(value);
    if ((name != "Account" && name != "Destination") || !text || text->starts_with('r')) {
        return Done{};
    }
    const auto address = codec::parse_xrpl_address(*text);
    const auto tag = address ? address->tag : std::nullopt;
    if (!tag) return Done{};  // A bad one is found where it is written.
    if (const auto given = member(object, tag_name)) {
        if (as_number(*given) == *tag) return Done{};
        bad_field_ = tag_name;
        return malformed();
    }
    append_big_endian(out, *tag);
    return Done{};
}

Wrote XrplSerializer::fields(const JsonObject& object, std::size_t depth, Bytes& out) {
    if (depth > kXrplObjectDepthMax) return Unexpected(Fault::over_limit);
    std::vector<Member> members;
    struct Tag {
        const XrplField* field;
        Bytes bytes;
    };
    std::vector<Tag> tags;
    const bool has_amount = member(object, "Amount").has_value();
    for (const auto& [key, json] : object) {
        const bool is_amount = key == kDeliverMax;
        if (is_amount && has_amount) continue;
        if (auto wrote = member_of(is_amount ? "Amount" : key, json, members); !wrote) return wrote;
        if (depth > 0) continue;
        Bytes tag;
        if (auto wrote = tag_of(key, json, object, tag); !wrote) return wrote;
        if (tag.empty()) continue;
        const auto name = key == "Account" ? "SourceTag" : "DestinationTag";
        tags.push_back({codec::find_xrpl_field(name), std::move(tag)});
    }
    const auto order = [](const auto& one) { return one.field->order(); };
    std::ranges::stable_sort(members, {}, order);
    std::ranges::stable_sort(tags, {}, order);
    if (std::ranges::adjacent_find(members, {}, order) != members.end()) {
        bad_field_ = "a name that stands twice";
        return malformed();
    }
    auto tag = tags.begin();
    const auto write_tags_before = [&](std::uint32_t end) {
        for (; tag != tags.end() && order(*tag) < end; ++tag) {
            codec::append_field_id(out, *tag->field);
            append(out, tag->bytes);
        }
    };
    // The one transaction type whose account, nobody, was written as no bytes.
    const bool is_unl_change = depth == 0 && text_member(object, "TransactionType") == "UNLModify";
    for (const Member& one : members) {
        write_tags_before(order(one));
        codec::append_field_id(out, *one.field);
        if (is_unl_change && one.field->name == "Account") {
            codec::append_blob_size(out, 0);
            continue;
        }
        if (auto wrote = value(*one.field, one.value, depth, out); !wrote) {
            if (bad_field_.empty()) bad_field_ = one.field->name;
            return wrote;
        }
        if (out.size() > kXrplObjectBytesMax) return Unexpected(Fault::over_limit);
    }
    write_tags_before(std::numeric_limits<std::uint32_t>::max());
    return Done{};
}

Wrote XrplSerializer::array(const JsonValue& json, std::size_t depth, Bytes& out) {
    const auto elements = as<JsonArray>(json);
    if (!elements) return malformed();
    for (const JsonValue element : *elements) {
        const auto object = as<JsonObject>(element);
        // Each element is an object around one named object.
        if (!object || object->size() != 1) return malformed();
        const auto wrapper = *object->begin();
        const XrplField* field = codec::find_xrpl_field(wrapper.key);
        const auto inner = as<JsonObject>(wrapper.value);
        if (field == nullptr) {
            bad_field_ = quoted(wrapper.key);
            return Unexpected(Fault::unsupported);
        }
        if (field->type != XrplType::object || !inner) return malformed();
        codec::append_field_id(out, *field);
        if (auto wrote = fields(*inner, depth + 1, out); !wrote) return wrote;
        out.push_back(kObjectEnd);
    }
    out.push_back(kArrayEnd);
    return Done{};
}

Wrote XrplSerializer::value(const XrplField& field, const JsonValue& json, std::size_t depth,
                            Bytes& out) {
    switch (field.type) {
        case XrplType::uint8: return append_uint8(field, json, out);
        case XrplType::uint16: return append_uint16(field, json, out);
        case XrplType::uint32: return append_uint32(field, json, out);
        case XrplType::uint64: return append_uint64(field, json, out);
        case XrplType::int32: return append_int32(json, out);
        case XrplType::hash128: return append_hash<16>(json, out);
        case XrplType::hash160: return append_hash<20>(json, out);
        case XrplType::hash192: return append_hash<24>(json, out);
        case XrplType::hash256: return append_hash<32>(json, out);
        case XrplType::amount: return append_amount(json, out);
        case XrplType::blob: return append_blob(json, out);
        case XrplType::account_id: return append_account(json, out);
        case XrplType::path_set: return append_path_set(json, out);
        case XrplType::vector256: return append_vector256(json, out);
        case XrplType::issue: return append_issue(json, out);
        case XrplType::xchain_bridge: return append_bridge(json, out);
        case XrplType::currency: return append_currency(json, out);
        case XrplType::number: has_number_ = true; return append_decimal(json, out);
        case XrplType::array: return array(json, depth, out);
        case XrplType::object: {
            const auto object = as<JsonObject>(json);
            if (!object) return malformed();
            if (auto wrote = fields(*object, depth + 1, out); !wrote) return wrote;
            out.push_back(kObjectEnd);
            return Done{};
        }
        case XrplType::int64: break;
    }
    return Unexpected(Fault::unsupported);
}

Result<Bytes> xrpl_json_to_binary(std::string_view json, const XrplBinaryOptions& options) {
    simdjson::dom::parser parser;
    JsonObject object;
    // The parser copies even nothing, and takes no null for it.
    if (json.empty() || parser.allocate(json.size(), kXrplJsonDepthMax) != simdjson::SUCCESS ||
        parser.parse(json.data(), json.size()).get(object) != simdjson::SUCCESS) {
        return Unexpected(Error{Fault::malformed, "expected a JSON object"});
    }
    XrplSerializer serializer(options);
    Bytes out;
    if (auto wrote = serializer.write(object, out); !wrote) {
        return Unexpected(
            Error{wrote.error(), text("no bytes for the field ", serializer.bad_field())});
    }
    return out;
}

}  // namespace pelf::ingest
