// SPDX-License-Identifier: Apache-2.0
//
// From bytes to JSON, the way back of xrpl_serialize.cpp. Only the one form that is hashed is read:
// fields in order, amounts normalised; so that what is read, written again, is the same.
#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "codec/hex.hpp"
#include "codec/xrpl_address.hpp"
#include "codec/xrpl_amount.hpp"
#include "codec/xrpl_fields.hpp"
#include "ingest/ledgers/xrpl_binary.hpp"

namespace pelf::ingest {
namespace {

using codec::XrplField;
using codec::XrplNames;
using codec::XrplType;
using View = std::span<const std::byte>;
using Read = Result<Done, Fault>;

constexpr std::size_t kAccountBytes = 20;
constexpr std::uint8_t kObjectEnd = 0xe1;
constexpr std::uint8_t kArrayEnd = 0xf1;

Unexpected<Fault> malformed() {
    return Unexpected(Fault::malformed);
}

template <std::size_t Size, class Id>
Id id_of(View bytes) {
    Id id;
    std::copy_n(bytes.begin(), Size, id.bytes.begin());
    return id;
}

class ObjectParser {
public:
    ObjectParser(View bytes, std::string& out) : bytes_(bytes), out_(out) {}

    /// Until the end of the bytes, or of the object where it lies in another.
    Read fields(std::size_t depth) {
        if (depth > kXrplObjectDepthMax) return Unexpected(Fault::over_limit);
        out_ += '{';
        int order = -1;
        for (;;) {
            if (at_ == bytes_.size()) {
                if (depth > 0) return Unexpected(Fault::truncated);
                break;
            }
            if (depth > 0 && peek() == kObjectEnd) {
                ++at_;
                break;
            }
            const auto found = field();
            if (!found) return Unexpected(found.error());
            const XrplField& one = **found;
            if (int{one.order()} <= order) return malformed();
            if (order >= 0) out_ += ',';
            order = one.order();
            out_ += text("\"", one.name, "\":");
            if (auto read = value(one, depth); !read) return read;
        }
        out_ += '}';
        return Done{};
    }

private:
    std::uint8_t peek() const { return std::to_integer<std::uint8_t>(bytes_[at_]); }

    Result<View, Fault> take(std::size_t size_bytes) {
        if (bytes_.size() - at_ < size_bytes) return Unexpected(Fault::truncated);
        const View taken = bytes_.subspan(at_, size_bytes);
        at_ += size_bytes;
        return taken;
    }

    Result<std::uint64_t, Fault> number(std::size_t size_bytes) {
        const auto taken = take(size_bytes);
        if (!taken) return Unexpected(taken.error());
        std::uint64_t value = 0;
        for (const std::byte byte : *taken) value = value << 8 | std::to_integer<unsigned>(byte);
        return value;
    }

    Result<const XrplField*, Fault> field() {
        const auto first = number(1);
        if (!first) return Unexpected(first.error());
        std::uint64_t type = *first >> 4;
        std::uint64_t code = *first & 15;
        for (std::uint64_t* part : {&type, &code}) {
            if (*part != 0) continue;
            const auto more = number(1);
            if (!more) return Unexpected(more.error());
            if (*more < 16) return malformed();
            *part = *more;
        }
        const auto* found =
            codec::find_xrpl_field(static_cast<XrplType>(type), static_cast<std::uint8_t>(code));
        if (found == nullptr) return Unexpected(Fault::unsupported);
        return found;
    }

    Result<View, Fault> blob() {
        const auto first = number(1);
        if (!first) return Unexpected(first.error());
        std::uint64_t size = *first;
        if (size > 254) return malformed();
        if (size > 240) {
            const auto rest = number(2);
            if (!rest) return Unexpected(rest.error());
            size = 12'481 + (size - 241) * 65'536 + *rest;
        } else if (size > 192) {
            const auto rest = number(1);
            if (!rest) return Unexpected(rest.error());
            size = 193 + (size - 193) * 256 + *rest;
        }
        if (size > codec::kXrplBlobBytesMax) return malformed();
        return take(size);
    }

    void quote(std::string_view words) { out_ += text("\"", words, "\""); }

    void quote_hex(View bytes) {
        std::string digits = codec::to_hex(bytes);
        std::ranges::transform(digits, digits.begin(), [](char letter) {
            return letter >= 'a' ? static_cast<char>(letter - 'a' + 'A') : letter;
        });
        quote(digits);
    }

    Read quoted_hex(std::size_t size_bytes) {
        const auto taken = take(size_bytes);
        if (!taken) return Unexpected(taken.error());
        quote_hex(*taken);
        return Done{};
    }

    void quote_account(View bytes) {
        quote(to_string(id_of<kAccountBytes, codec::XrplAccountId>(bytes)));
    }

    Read bare_account() {
        const auto taken = take(kAccountBytes);
        if (!taken) return Unexpected(taken.error());
        quote_account(*taken);
        return Done{};
    }

    /// Nobody was written as no bytes in one type of transaction, and as 20 zeros elsewhere.
    Read account() {
        const auto taken = blob();
        if (!taken) return Unexpected(taken.error());
        if (taken->empty()) {
            quote_account(std::array<std::byte, kAccountBytes>{});
            return Done{};
        }
        if (taken->size() != kAccountBytes) return malformed();
        quote_account(*taken);
        return Done{};
    }

    Read currency() {
        const auto taken = take(kAccountBytes);
        if (!taken) return Unexpected(taken.error());
        quote_currency(*taken);
        return Done{};
    }

    void quote_currency(View bytes) {
        std::string words;
        for (const char letter : to_string(id_of<kAccountBytes, codec::XrplCurrency>(bytes))) {
            if (letter == '"' || letter == '\\') words += '\\';
            words += letter;
        }
        quote(words);
    }

    Read integer(const XrplField& field, std::size_t size_bytes) {
        const auto value = number(size_bytes);
        if (!value) return Unexpected(value.error());
        std::string_view name;
        const auto code = static_cast<std::uint16_t>(*value);
        if (field.name == "TransactionType") {
            name = codec::find_xrpl_name(XrplNames::transaction_type, code);
        } else if (field.name == "LedgerEntryType") {
            name = codec::find_xrpl_name(XrplNames::entry_type, code);
        } else if (field.name == "TransactionResult") {
            name = codec::find_xrpl_name(XrplNames::result, code);
        }
        if (name.empty()) {
            out_ += std::to_string(*value);
        } else {
            quote(name);
        }
        return Done{};
    }

    Read uint64(const XrplField& field) {
        const auto value = number(8);
        if (!value) return Unexpected(value.error());
        constexpr std::string_view kDecimal[] = {"MaximumAmount", "OutstandingAmount", "MPTAmount",
                                                 "LockedAmount", "ConfidentialOutstandingAmount"};
        if (std::ranges::find(kDecimal, field.name) != std::end(kDecimal)) {
            quote(std::to_string(*value));
            return Done{};
        }
        std::string digits;
        for (std::uint64_t rest = *value; rest > 0; rest >>= 4) {
            digits.insert(digits.begin(), "0123456789abcdef"[rest & 15]);
        }
        quote(digits.empty() ? "0" : digits);
        return Done{};
    }

    Read amount() {
        constexpr std::uint64_t kIssued = std::uint64_t{1} << 63;
        constexpr std::uint64_t kToken = std::uint64_t{1} << 61;
        const auto bits = number(8);
        if (!bits) return Unexpected(bits.error());
        if ((*bits & kIssued) != 0) return issued(*bits);
        if ((*bits & kToken) != 0) return token();
        const std::uint64_t drops = *bits & (kToken - 1);
        const bool is_negative = (*bits >> 62) == 0;
        if (is_negative && drops == 0) return malformed();
        quote(text(is_negative ? "-" : "", drops));
        return Done{};
    }

    Read issued(std::uint64_t bits) {
        constexpr std::uint64_t kZero = std::uint64_t{1} << 63;
        constexpr std::uint64_t kMantissaEnd = 10 * codec::kXrplMantissaMin;
        codec::XrplValue value;
        if (bits != kZero) {
            const auto exponent = static_cast<int>(bits >> 54 & 0xff) - 97;
            value.mantissa = bits & ((std::uint64_t{1} << 54) - 1);
            value.is_negative = (bits >> 62 & 1) == 0;
            const bool is_normal =
                value.mantissa >= codec::kXrplMantissaMin && value.mantissa < kMantissaEnd &&
                exponent >= codec::kXrplExponentMin && exponent <= codec::kXrplExponentMax;
            if (!is_normal) return malformed();
            value.exponent = exponent;
        }
        out_ += text(R"({"value":")", to_string(value), R"(","currency":)");
        if (auto read = currency(); !read) return read;
        out_ += R"(,"issuer":)";
        if (auto read = bare_account(); !read) return read;
        out_ += '}';
        return Done{};
    }

    /// A byte of signs, 63 bits of units, the id: the first 8 bytes were read as one number.
    Read token() {
        at_ -= 8;
        const auto sign = number(1);
        const auto units = number(8);
        const auto id = take(24);
        if (!sign || !units || !id) return Unexpected(Fault::truncated);
        const bool is_negative = *sign == 0x20;
        const bool is_token = *sign == 0x60 || is_negative;
        if (!is_token || *units >> 63 != 0 || (is_negative && *units == 0)) return malformed();
        out_ += text(R"({"value":")", is_negative ? "-" : "", *units, R"(","mpt_issuance_id":)");
        quote_hex(*id);
        out_ += '}';
        return Done{};
    }

    Read issue() {
        const auto first = take(kAccountBytes);
        if (!first) return Unexpected(first.error());
        const auto is_zero = [](std::byte byte) { return byte == std::byte{0}; };
        if (std::ranges::all_of(*first, is_zero)) {
            out_ += R"({"currency":"XRP"})";
            return Done{};
        }
        const auto second = take(kAccountBytes);
        if (!second) return Unexpected(second.error());
        const bool is_token = std::ranges::all_of(second->first(kAccountBytes - 1), is_zero) &&
                              second->back() == std::byte{1};
        if (!is_token) {
            out_ += R"({"currency":)";
            quote_currency(*first);
            out_ += R"(,"issuer":)";
            quote_account(*second);
            out_ += '}';
            return Done{};
        }
        const auto sequence = take(4);
        if (!sequence) return Unexpected(sequence.error());
        std::array<std::byte, 24> id{};
        std::ranges::reverse_copy(*sequence, id.begin());
        std::ranges::copy(*first, id.begin() + 4);
        out_ += R"({"mpt_issuance_id":)";
        quote_hex(id);
        out_ += '}';
        return Done{};
    }

    Read bridge() {
        bool is_first = true;
        for (const std::string_view side : {"Locking", "Issuing"}) {
            out_ += text(is_first ? "{" : ",", "\"", side, "ChainDoor\":");
            is_first = false;
            const auto door = blob();
            if (!door) return Unexpected(door.error());
            if (door->size() != kAccountBytes) return malformed();
            quote_account(*door);
            out_ += text(",\"", side, "ChainIssue\":");
            if (auto read = issue(); !read) return read;
        }
        out_ += '}';
        return Done{};
    }

    Read step(std::uint64_t kind) {
        constexpr std::uint64_t kKnown = 0x71;
        if (kind == 0 || (kind & ~kKnown) != 0) return malformed();
        char before = '{';
        const auto name = [&](std::string_view key) {
            out_ += before;
            out_ += text("\"", key, "\":");
            before = ',';
        };
        if ((kind & 0x01) != 0) {
            name("account");
            if (auto read = bare_account(); !read) return read;
        }
        if ((kind & 0x10) != 0) {
            name("currency");
            if (auto read = currency(); !read) return read;
        }
        if ((kind & 0x40) != 0) {
            name("mpt_issuance_id");
            if (auto read = quoted_hex(24); !read) return read;
        }
        if ((kind & 0x20) != 0) {
            name("issuer");
            if (auto read = bare_account(); !read) return read;
        }
        out_ += '}';
        return Done{};
    }

    Read path_set() {
        out_ += "[[";
        bool is_first_step = true;
        for (;;) {
            const auto kind = number(1);
            if (!kind) return Unexpected(kind.error());
            if (*kind == 0x00) break;
            if (*kind == 0xff) {
                if (is_first_step) return malformed();  // A path without steps.
                out_ += "],[";
                is_first_step = true;
                continue;
            }
            if (!is_first_step) out_ += ',';
            is_first_step = false;
            if (auto read = step(*kind); !read) return read;
        }
        if (is_first_step) return malformed();
        out_ += "]]";
        return Done{};
    }

    Read vector256() {
        constexpr std::size_t kHashBytes = 32;
        const auto taken = blob();
        if (!taken) return Unexpected(taken.error());
        if (taken->size() % kHashBytes != 0) return malformed();
        out_ += '[';
        for (std::size_t at = 0; at < taken->size(); at += kHashBytes) {
            if (at > 0) out_ += ',';
            quote_hex(taken->subspan(at, kHashBytes));
        }
        out_ += ']';
        return Done{};
    }

    /// See append_decimal() in xrpl_serialize.cpp for what is normalised.
    Read decimal() {
        constexpr std::uint64_t kMantissaAbove = 922'337'203'685'477'580;
        constexpr std::int32_t kExponentMax = 90'000;
        const auto bits = number(8);
        const auto exponent_bits = number(4);
        if (!bits || !exponent_bits) return Unexpected(Fault::truncated);
        const bool is_negative = *bits >> 63 != 0;
        const std::uint64_t mantissa = is_negative ? std::uint64_t{0} - *bits : *bits;
        const auto exponent = static_cast<std::int32_t>(static_cast<std::uint32_t>(*exponent_bits));
        if (mantissa == 0 && *exponent_bits == 0x8000'0000) {
            quote("0");
            return Done{};
        }
        const bool is_normal = mantissa > kMantissaAbove && mantissa >> 63 == 0 &&
                               exponent > -kExponentMax && exponent < kExponentMax;
        if (!is_normal) return Unexpected(Fault::unsupported);
        quote(text(is_negative ? "-" : "", mantissa, "e", exponent));
        return Done{};
    }

    Read array(std::size_t depth) {
        out_ += '[';
        for (bool is_first = true;; is_first = false) {
            if (at_ == bytes_.size()) return Unexpected(Fault::truncated);
            if (peek() == kArrayEnd) break;
            const auto found = field();
            if (!found) return Unexpected(found.error());
            if ((*found)->type != XrplType::object) return malformed();
            out_ += text(is_first ? "{\"" : ",{\"", (*found)->name, "\":");
            if (auto read = fields(depth + 1); !read) return read;
            out_ += '}';
        }
        ++at_;
        out_ += ']';
        return Done{};
    }

    Read int32() {
        const auto bits = number(4);
        if (!bits) return Unexpected(bits.error());
        out_ += std::to_string(static_cast<std::int32_t>(static_cast<std::uint32_t>(*bits)));
        return Done{};
    }

    Read value(const XrplField& field, std::size_t depth) {
        switch (field.type) {
            case XrplType::uint8: return integer(field, 1);
            case XrplType::uint16: return integer(field, 2);
            case XrplType::uint32: return integer(field, 4);
            case XrplType::uint64: return uint64(field);
            case XrplType::int32: return int32();
            case XrplType::hash128: return quoted_hex(16);
            case XrplType::hash160: return quoted_hex(20);
            case XrplType::hash192: return quoted_hex(24);
            case XrplType::hash256: return quoted_hex(32);
            case XrplType::amount: return amount();
            case XrplType::account_id: return account();
            case XrplType::path_set: return path_set();
            case XrplType::vector256: return vector256();
            case XrplType::issue: return issue();
            case XrplType::xchain_bridge: return bridge();
            case XrplType::currency: return currency();
            case XrplType::number: return decimal();
            case XrplType::array: return array(depth);
            case XrplType::object: return fields(depth + 1);
            case XrplType::blob: {
                const auto taken = blob();
                if (!taken) return Unexpected(taken.error());
                quote_hex(*taken);
                return Done{};
            }
            case XrplType::int64: break;
        }
        return Unexpected(Fault::unsupported);
    }

    View bytes_;
    std::size_t at_ = 0;
    std::string& out_;
};

}  // namespace

Result<std::string, Fault> xrpl_binary_to_json(std::span<const std::byte> bytes) {
    if (bytes.size() > kXrplObjectBytesMax) return Unexpected(Fault::over_limit);
    std::string json;
    json.reserve(4 * bytes.size());
    ObjectParser parser(bytes, json);
    if (const auto read = parser.fields(0); !read) return Unexpected(read.error());
    return json;
}

}  // namespace pelf::ingest
