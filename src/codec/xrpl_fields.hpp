// SPDX-License-Identifier: Apache-2.0
//
// What the XRP Ledger calls things, and the numbers it writes for them: fields with type and code,
// transaction types, types of ledger entries, results.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace pelf::codec {

/// Numbers are those of the format.
enum class XrplType : std::uint8_t {
    uint16 = 1,
    uint32 = 2,
    uint64 = 3,
    hash128 = 4,
    hash256 = 5,
    amount = 6,
    blob = 7,
    account_id = 8,
    number = 9,
    int32 = 10,
    int64 = 11,
    object = 14,
    array = 15,
    uint8 = 16,
    hash160 = 17,
    path_set = 18,
    vector256 = 19,
    hash192 = 21,
    issue = 24,
    xchain_bridge = 25,
    currency = 26,
};

struct XrplField {
    std::string_view name;
    XrplType type = XrplType::uint16;
    std::uint8_t code = 0;  ///< Among the fields of its type.
    bool is_signed = true;  ///< False: a signature, left out of what is signed.

    /// The order of fields in bytes.
    std::uint16_t order() const noexcept {
        return static_cast<std::uint16_t>(static_cast<unsigned>(type) << 8 | code);
    }
};

/// Nothing for what is not written in bytes ("hash", "index") and for fields of other networks.
const XrplField* find_xrpl_field(std::string_view name) noexcept;
const XrplField* find_xrpl_field(XrplType type, std::uint8_t code) noexcept;

struct XrplCode {
    std::string_view name;
    std::uint16_t code = 0;
};

enum class XrplNames : std::uint8_t { transaction_type, entry_type, result };

/// "Payment" is 0, "AccountRoot" 0x61, "tecPATH_DRY" 128.
std::optional<std::uint16_t> find_xrpl_code(XrplNames names, std::string_view name) noexcept;
/// Empty where no name has this code.
std::string_view find_xrpl_name(XrplNames names, std::uint16_t code) noexcept;

/// What a delegate may do: a transaction type (its code and one), or a part of one. Number of
/// PermissionValue.
std::optional<std::uint32_t> find_xrpl_permission(std::string_view name) noexcept;

/// One to three bytes before a field's value: type and code, in four bits where they are under 16.
void append_field_id(std::vector<std::byte>& out, const XrplField& field);

/// The longest value of variable length.
inline constexpr std::size_t kXrplBlobBytesMax = 918'744;
/// One to three bytes. Requires size_bytes <= kXrplBlobBytesMax.
void append_blob_size(std::vector<std::byte>& out, std::size_t size_bytes);

}  // namespace pelf::codec
