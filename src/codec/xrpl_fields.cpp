// SPDX-License-Identifier: Apache-2.0
#include "codec/xrpl_fields.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

#include "base/check.hpp"
#include "codec/xrpl_fields_table.hpp"

namespace pelf::codec {
namespace {

constexpr auto kByName = [](const auto& a, const auto& b) { return a.name < b.name; };
static_assert(std::ranges::is_sorted(kXrplFields, kByName));
static_assert(std::ranges::is_sorted(kXrplTransactionTypes, kByName));
static_assert(std::ranges::is_sorted(kXrplEntryTypes, kByName));
static_assert(std::ranges::is_sorted(kXrplResults, kByName));

constexpr std::size_t kFieldsCount = std::size(kXrplFields);

/// Places in kXrplFields in the order of types and codes.
constexpr auto kByOrder = [] {
    std::array<std::uint16_t, kFieldsCount> places{};
    for (std::size_t i = 0; i < kFieldsCount; ++i) places[i] = static_cast<std::uint16_t>(i);
    std::ranges::sort(places, {}, [](std::uint16_t i) {
        return static_cast<unsigned>(kXrplFields[i].type) << 8 | kXrplFields[i].code;
    });
    return places;
}();

/// Parts of a transaction type that may be delegated alone, after all transaction types.
constexpr std::uint32_t kFirstPartPermission = 65'537;
constexpr std::string_view kPartPermissions[] = {"TrustlineAuthorize",
                                                 "TrustlineFreeze",
                                                 "TrustlineUnfreeze",
                                                 "AccountDomainSet",
                                                 "AccountEmailHashSet",
                                                 "AccountMessageKeySet",
                                                 "AccountTransferRateSet",
                                                 "AccountTickSizeSet",
                                                 "PaymentMint",
                                                 "PaymentBurn",
                                                 "MPTokenIssuanceLock",
                                                 "MPTokenIssuanceUnlock"};

std::span<const XrplCode> codes_of(XrplNames names) noexcept {
    switch (names) {
        case XrplNames::transaction_type: return kXrplTransactionTypes;
        case XrplNames::entry_type: return kXrplEntryTypes;
        case XrplNames::result: return kXrplResults;
    }
    return {};
}

template <class Row>
const Row* find_name(std::span<const Row> rows, std::string_view name) noexcept {
    const auto row = std::ranges::lower_bound(rows, name, {}, &Row::name);
    return row != rows.end() && row->name == name ? &*row : nullptr;
}

}  // namespace

const XrplField* find_xrpl_field(std::string_view name) noexcept {
    return find_name(std::span<const XrplField>(kXrplFields), name);
}

const XrplField* find_xrpl_field(XrplType type, std::uint8_t code) noexcept {
    const unsigned order = static_cast<unsigned>(type) << 8 | code;
    const auto order_of = [](std::uint16_t i) { return unsigned{kXrplFields[i].order()}; };
    const auto place = std::ranges::lower_bound(kByOrder, order, {}, order_of);
    if (place == kByOrder.end() || order_of(*place) != order) return nullptr;
    return &kXrplFields[*place];
}

std::optional<std::uint16_t> find_xrpl_code(XrplNames names, std::string_view name) noexcept {
    const XrplCode* row = find_name(codes_of(names), name);
    return row == nullptr ? std::nullopt : std::optional(row->code);
}

std::string_view find_xrpl_name(XrplNames names, std::uint16_t code) noexcept {
    const auto codes = codes_of(names);
    const auto row = std::ranges::find(codes, code, &XrplCode::code);
    return row == codes.end() ? std::string_view() : row->name;
}

std::optional<std::uint32_t> find_xrpl_permission(std::string_view name) noexcept {
    if (const auto type = find_xrpl_code(XrplNames::transaction_type, name)) return *type + 1U;
    const auto part = std::ranges::find(kPartPermissions, name);
    if (part == std::end(kPartPermissions)) return std::nullopt;
    return kFirstPartPermission + static_cast<std::uint32_t>(part - std::begin(kPartPermissions));
}

void append_field_id(std::vector<std::byte>& out, const XrplField& field) {
    const auto type = static_cast<unsigned>(field.type);
    const unsigned code = field.code;
    const unsigned high = type < 16 ? type : 0;
    const unsigned low = code < 16 ? code : 0;
    out.push_back(static_cast<std::byte>(high << 4 | low));
    if (type >= 16) out.push_back(static_cast<std::byte>(type));
    if (code >= 16) out.push_back(static_cast<std::byte>(code));
}

void append_blob_size(std::vector<std::byte>& out, std::size_t size_bytes) {
    constexpr std::size_t kOneByteMax = 192;
    constexpr std::size_t kTwoBytesMax = 12'480;
    PELF_CHECK(size_bytes <= kXrplBlobBytesMax);
    if (size_bytes <= kOneByteMax) {
        out.push_back(static_cast<std::byte>(size_bytes));
        return;
    }
    if (size_bytes <= kTwoBytesMax) {
        const std::size_t rest = size_bytes - kOneByteMax - 1;
        out.push_back(static_cast<std::byte>(193 + (rest >> 8)));
        out.push_back(static_cast<std::byte>(rest));
        return;
    }
    const std::size_t rest = size_bytes - kTwoBytesMax - 1;
    out.push_back(static_cast<std::byte>(241 + (rest >> 16)));
    out.push_back(static_cast<std::byte>(rest >> 8));
    out.push_back(static_cast<std::byte>(rest));
}

}  // namespace pelf::codec
