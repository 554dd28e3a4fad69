// SPDX-License-Identifier: Apache-2.0
//
// Records whose transactions, metadata or header are bytes, written as the JSON that servers give
// without `binary`: one spelling more, and none for the rest of the reader to know.
#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <span>
#include <string>
#include <utility>

#include "codec/xrpl_tree.hpp"
#include "ingest/ledgers/xrpl_binary.hpp"
#include "ingest/ledgers/xrpl_records.hpp"

namespace pelf::ingest {
namespace {

/// Text without what would end a JSON string: names that the JSON at hand was parsed from.
std::string name_of(std::string_view key) {
    std::string name;
    for (const char letter : key) {
        if (letter >= ' ' && letter != '"' && letter != '\\') name += letter;
    }
    return name;
}

std::optional<std::vector<std::byte>> bytes_member(const JsonObject& object,
                                                   std::initializer_list<std::string_view> keys) {
    for (const auto key : keys) {
        const auto digits = text_member(object, key);
        if (!digits) continue;
        auto bytes = codec::from_hex(*digits);
        if (bytes) return *std::move(bytes);
    }
    return std::nullopt;
}

/// An object with some of its members replaced.
class ObjectWriter {
public:
    void put(std::string_view key, std::string_view json) {
        out_ += text(out_.empty() ? "{" : ",", "\"", name_of(key), "\":", json);
    }
    void put_text(std::string_view key, std::string_view words) {
        put(key, text("\"", words, "\""));
    }
    template <class IsLeftOut>
    void put_rest(const JsonObject& object, const IsLeftOut& is_left_out) {
        for (const auto& [key, value] : object) {
            if (!is_left_out(key)) put(key, simdjson::to_string(value));
        }
    }
    std::string finish() && { return (out_.empty() ? "{" : out_) + "}"; }

private:
    std::string out_;
};

/// As it is where it is not in bytes, or in bytes that cannot be read: the reader says so.
std::string expand_transaction(const JsonObject& object) {
    const auto blob = bytes_member(object, {"tx_blob", "tx"});
    const auto metadata = bytes_member(object, {"meta", "meta_blob", "metaData", "metadata"});
    if (!blob || !metadata) return simdjson::to_string(object);
    const auto transaction_json = xrpl_binary_to_json(*blob);
    const auto metadata_json = xrpl_binary_to_json(*metadata);
    if (!transaction_json || !metadata_json) return simdjson::to_string(object);
    ObjectWriter out;
    out.put("tx_json", *transaction_json);
    out.put("meta", *metadata_json);
    if (!hash_member(object, "hash")) {
        out.put_text("hash", codec::to_hex(codec::xrpl_transaction_id(*blob).bytes));
    }
    out.put_rest(object, [](std::string_view key) {
        return key == "tx" || key == "tx_blob" || key.starts_with("meta");
    });
    return std::move(out).finish();
}

std::string expand_list(const JsonArray& list) {
    std::string out;
    for (const JsonValue element : list) {
        const auto object = as<JsonObject>(element);
        out += out.empty() ? "[" : ",";
        out += object ? expand_transaction(*object) : simdjson::to_string(element);
    }
    return (out.empty() ? "[" : out) + "]";
}

/// The header's bytes, as codec::xrpl_ledger_hash() has them behind its prefix.
void expand_header(std::span<const std::byte> bytes, ObjectWriter& out) {
    std::size_t at = 0;
    const auto number = [&](std::size_t size_bytes) {
        std::uint64_t value = 0;
        for (const std::byte byte : bytes.subspan(at, size_bytes)) {
            value = value << 8 | std::to_integer<unsigned>(byte);
        }
        at += size_bytes;
        return std::to_string(value);
    };
    const auto hash = [&] {
        at += 32;
        return codec::to_hex(bytes.subspan(at - 32, 32));
    };
    out.put("ledger_index", number(4));
    out.put_text("total_coins", number(8));
    out.put_text("parent_hash", hash());
    out.put_text("transaction_hash", hash());
    out.put_text("account_hash", hash());
    out.put("parent_close_time", number(4));
    out.put("close_time", number(4));
    out.put("close_time_resolution", number(1));
    out.put("close_flags", number(1));
}

constexpr std::size_t kHeaderBytes = 4 + 8 + 3 * 32 + 4 + 4 + 1 + 1;

std::string expand_ledger(const JsonObject& ledger) {
    ObjectWriter out;
    const auto header = bytes_member(ledger, {"ledger_data"});
    const bool has_header = header && header->size() == kHeaderBytes;
    if (has_header) expand_header(*header, out);
    const auto list = member_as<JsonArray>(ledger, "transactions");
    if (list) out.put("transactions", expand_list(*list));
    out.put_rest(ledger, [&](std::string_view key) {
        constexpr std::string_view kInHeader[] = {
            "ledger_data",       "ledger_index", "total_coins",           "parent_hash",
            "transaction_hash",  "account_hash", "close_time_resolution", "close_flags",
            "parent_close_time", "close_time"};
        const bool is_in_header =
            has_header && std::ranges::find(kInHeader, key) != std::end(kInHeader);
        return is_in_header || (list && key == "transactions");
    });
    return std::move(out).finish();
}

}  // namespace

bool is_xrpl_record_in_bytes(std::string_view json) noexcept {
    // The last one is of `tx` in API version 1, whose transaction begins with its type: 12 00.
    for (const std::string_view mark :
         {"\"tx_blob\"", "\"ledger_data\"", "\"tx\":\"12", "\"tx\": \"12"}) {
        if (json.find(mark) != std::string_view::npos) return true;
    }
    return false;
}

std::string expand_xrpl_record(const JsonObject& object) {
    // As deep as the parser lets JSON be.
    if (const auto result = object_member(object, "result")) {
        ObjectWriter out;
        out.put("result", expand_xrpl_record(*result));
        return std::move(out).finish();
    }
    if (const auto ledger = object_member(object, "ledger")) {
        ObjectWriter out;
        out.put("ledger", expand_ledger(*ledger));
        out.put_rest(object, [](std::string_view key) { return key == "ledger"; });
        return std::move(out).finish();
    }
    if (const auto list = member_as<JsonArray>(object, "transactions")) {
        ObjectWriter out;
        out.put("transactions", expand_list(*list));
        out.put_rest(object, [](std::string_view key) { return key == "transactions"; });
        return std::move(out).finish();
    }
    return expand_transaction(object);
}

}  // namespace pelf::ingest
