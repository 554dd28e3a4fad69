// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_transaction_id.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec/hex.hpp"
#include "codec/keccak256.hpp"
#include "codec/rlp.hpp"

namespace pelf::ingest {
namespace {

namespace json = boost::json;

enum class FieldForm : std::uint8_t {
    number,
    bytes,
    address_or_none,  ///< Null where a contract is made.
    parity,           ///< yParity; older nodes have it as v alone.
    words,            ///< A list of byte strings.
    access_list,      ///< Of address and storageKeys.
    authorizations,   ///< EIP-7702.
};

struct IdField {
    std::string_view name;
    FieldForm form = FieldForm::number;
};
using enum FieldForm;

constexpr IdField kLegacy[] = {{"nonce"}, {"gasPrice"},     {"gas"}, {"to", address_or_none},
                               {"value"}, {"input", bytes}, {"v"},   {"r"},
                               {"s"}};
constexpr IdField kWithAccessList[] = {{"chainId"},
                                       {"nonce"},
                                       {"gasPrice"},
                                       {"gas"},
                                       {"to", address_or_none},
                                       {"value"},
                                       {"input", bytes},
                                       {"accessList", access_list},
                                       {"yParity", parity},
                                       {"r"},
                                       {"s"}};
constexpr IdField kWithTip[] = {{"chainId"},
                                {"nonce"},
                                {"maxPriorityFeePerGas"},
                                {"maxFeePerGas"},
                                {"gas"},
                                {"to", address_or_none},
                                {"value"},
                                {"input", bytes},
                                {"accessList", access_list},
                                {"yParity", parity},
                                {"r"},
                                {"s"}};
constexpr IdField kWithBlobs[] = {{"chainId"},
                                  {"nonce"},
                                  {"maxPriorityFeePerGas"},
                                  {"maxFeePerGas"},
                                  {"gas"},
                                  {"to", address_or_none},
                                  {"value"},
                                  {"input", bytes},
                                  {"accessList", access_list},
                                  {"maxFeePerBlobGas"},
                                  {"blobVersionedHashes", words},
                                  {"yParity", parity},
                                  {"r"},
                                  {"s"}};
constexpr IdField kWithAuthorizations[] = {{"chainId"},
                                           {"nonce"},
                                           {"maxPriorityFeePerGas"},
                                           {"maxFeePerGas"},
                                           {"gas"},
                                           {"to", address_or_none},
                                           {"value"},
                                           {"input", bytes},
                                           {"accessList", access_list},
                                           {"authorizationList", authorizations},
                                           {"yParity", parity},
                                           {"r"},
                                           {"s"}};
constexpr IdField kOneAuthorization[] = {
    {"chainId"}, {"address", bytes}, {"nonce"}, {"yParity"}, {"r"}, {"s"}};

/// Where it goes, and false where the value is not of its form.
bool add_hex(const json::value* value, bool is_number, codec::RlpList& list) {
    const auto* string = value == nullptr ? nullptr : value->if_string();
    if (string == nullptr || !string->starts_with("0x")) return false;
    std::string digits(string->begin() + 2, string->end());
    if (is_number && digits.size() % 2 != 0) digits.insert(digits.begin(), '0');
    const auto decoded = codec::from_hex(digits);
    if (!decoded) return false;
    if (is_number) {
        list.add_number(*decoded);
    } else {
        list.add(*decoded);
    }
    return true;
}

/// A list of which `add_one` adds each item; false where it is none, or an item is not of its form.
template <class AddOne>
bool add_each(const json::value* value, codec::RlpList& list, const AddOne& add_one) {
    const auto* items = value == nullptr ? nullptr : value->if_array();
    if (items == nullptr) return false;
    codec::RlpList inner;
    for (const json::value& item : *items) {
        if (!add_one(item, inner)) return false;
    }
    list.add_list(inner);
    return true;
}

bool add_words(const json::value* value, codec::RlpList& list) {
    return add_each(value, list, [](const json::value& item, codec::RlpList& inner) {
        return add_hex(&item, false, inner);
    });
}

bool add_access_list(const json::value* value, codec::RlpList& list) {
    return add_each(value, list, [](const json::value& item, codec::RlpList& inner) {
        const auto* object = item.if_object();
        codec::RlpList one;
        if (object == nullptr || !add_hex(object->if_contains("address"), false, one) ||
            !add_words(object->if_contains("storageKeys"), one)) {
            return false;
        }
        inner.add_list(one);
        return true;
    });
}

bool add_authorizations(const json::value* value, codec::RlpList& list) {
    return add_each(value, list, [](const json::value& item, codec::RlpList& inner) {
        const auto* object = item.if_object();
        if (object == nullptr) return false;
        codec::RlpList one;
        for (const IdField& field : kOneAuthorization) {
            if (!add_hex(object->if_contains(field.name), field.form == number, one)) return false;
        }
        inner.add_list(one);
        return true;
    });
}

bool add_field(const json::object& transaction, const IdField& field, codec::RlpList& list) {
    const json::value* value = transaction.if_contains(field.name);
    switch (field.form) {
        case number: return add_hex(value, true, list);
        case bytes: return add_hex(value, false, list);
        case address_or_none:
            if (value != nullptr && !value->is_null()) return add_hex(value, false, list);
            list.add({});
            return true;
        case parity:
            return add_hex(value != nullptr ? value : transaction.if_contains("v"), true, list);
        case words: return add_words(value, list);
        case access_list: return add_access_list(value, list);
        case authorizations: return add_authorizations(value, list);
    }
    return false;
}

std::span<const IdField> fields_of(std::string_view type) {
    if (type == "0x0") return kLegacy;
    if (type == "0x1") return kWithAccessList;
    if (type == "0x2") return kWithTip;
    if (type == "0x3") return kWithBlobs;
    if (type == "0x4") return kWithAuthorizations;
    return {};
}

}  // namespace

IdFinding check_transaction_id(const json::object& transaction, const model::LedgerHash& hash) {
    const json::value* named = transaction.if_contains("type");
    std::string_view type = "0x0";  // What old nodes leave out.
    if (named != nullptr && !named->is_null()) {
        if (!named->is_string()) return IdFinding::unknown;
        type = named->get_string();
    }
    const auto fields = fields_of(type);
    if (fields.empty()) return IdFinding::unknown;
    codec::RlpList list;
    for (const IdField& field : fields) {
        if (!add_field(transaction, field, list)) return IdFinding::unknown;
    }
    std::vector<std::byte> hashed;
    if (type != "0x0") hashed.push_back(static_cast<std::byte>(type.back() - '0'));
    const auto body = list.finish();
    hashed.insert(hashed.end(), body.begin(), body.end());
    return codec::keccak256(hashed).bytes == hash ? IdFinding::proven : IdFinding::wrong;
}

}  // namespace pelf::ingest
