// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/xrpl_changes.hpp"

#include <algorithm>

#include "base/bytes.hpp"
#include "codec/hex.hpp"
#include "codec/xrpl_address.hpp"
#include "ingest/ledgers/xrpl_binary.hpp"
#include "ingest/ledgers/xrpl_metadata.hpp"

namespace pelf::ingest {
namespace {

using model::AccountKind;
using model::AssetKind;

constexpr std::size_t kCurrencyBytes = 20;

std::string address_text(std::span<const std::byte> bytes) {
    codec::XrplAccountId account;
    std::ranges::copy(bytes.first(account.bytes.size()), account.bytes.begin());
    return codec::to_string(account);
}

/// Codes of three letters lie in bytes 12 to 14, all others being zero.
std::string currency_text(std::span<const std::byte> code) {
    constexpr std::size_t kFirst = 12;
    constexpr std::size_t kLetters = 3;
    const auto is_zero = [](std::byte byte) { return byte == std::byte{0}; };
    const auto letters = code.subspan(kFirst, kLetters);
    const bool is_plain = std::ranges::all_of(code.first(kFirst), is_zero) &&
                          std::ranges::all_of(code.subspan(kFirst + kLetters), is_zero) &&
                          std::ranges::all_of(letters, [](std::byte byte) {
                              const auto letter = std::to_integer<unsigned char>(byte);
                              return letter > ' ' && letter < 0x7f && letter != '.';
                          });
    return is_plain ? std::string(as_text(letters)) : codec::to_hex(code);
}

/// The parser is the text's own, so that the object lives as long as it.
struct Parsed {
    simdjson::dom::parser parser{};
    JsonObject object{};
};

Result<Done, Fault> parse(std::span<const std::byte> bytes, Parsed& into) {
    const auto json = xrpl_binary_to_json(bytes);
    if (!json) return Unexpected(json.error());
    if (into.parser.parse(*json).get(into.object) != simdjson::SUCCESS) {
        return Unexpected(Fault::malformed);
    }
    return Done{};
}

/// Depth is that of objects in bytes, which is limited.
void collect_tags(const JsonObject& object, std::set<std::uint64_t>& tags) {
    for (const auto& [key, value] : object) {
        const auto tag = key == "DestinationTag" ? as_number(value) : std::nullopt;
        if (tag) tags.insert(*tag);
        if (const auto inner = as<JsonObject>(value)) collect_tags(*inner, tags);
        const auto list = as<JsonArray>(value);
        if (!list) continue;
        for (const JsonValue one : *list) {
            if (const auto inner = as<JsonObject>(one)) collect_tags(*inner, tags);
        }
    }
}

/// In drops; nothing where it is none.
std::optional<std::uint64_t> fee_of(const JsonObject& transaction) {
    const auto digits = text_member(transaction, "Fee");
    return digits ? parse_u64(*digits) : std::nullopt;
}

/// Whether an entry that holds money of its own, or a token, is among the changed ones.
bool has_other_entries(const JsonObject& metadata) {
    const auto nodes = member_as<JsonArray>(metadata, "AffectedNodes");
    if (!nodes) return false;
    for (const JsonValue element : *nodes) {
        const auto wrapper = as<JsonObject>(element);
        if (!wrapper || wrapper->size() != 1) continue;
        const auto content = as<JsonObject>((*wrapper->begin()).value);
        const auto type = content ? text_member(*content, "LedgerEntryType") : std::nullopt;
        if (type == "Escrow" || type == "PayChannel" || type == "MPToken" ||
            type == "MPTokenIssuance") {
            return true;
        }
    }
    return false;
}

/// What changed, but for the fee, which is lost by order and is nobody's gain.
void add_change(const XrplHolding& holding, const XrplMoves& fee, XrplChanges& changes) {
    const bool is_token = holding.asset.kind == AssetKind::xrpl_mpt;
    if (holding.holder.kind != AccountKind::xrpl || is_token) return;
    auto change = sum(holding.after, negated(holding.before));
    if (change && holding.asset.kind == AssetKind::native && fee.fee_payer == holding.holder) {
        change = sum(*change, SignedAmount{false, Uint256(fee.fee_drops)});
    }
    if (!change) return;
    changes.changes.push_back({address_text(holding.holder.bytes()), xrpl_asset_text(holding.asset),
                               holding.before.is_negative ? Uint256() : holding.before.size,
                               change->is_negative ? Uint256() : change->size,
                               change->is_negative ? change->size : Uint256()});
}

}  // namespace

const XrplChanges::Change* XrplChanges::find(std::string_view account,
                                             std::string_view asset) const noexcept {
    const auto found = std::ranges::find_if(changes, [&](const Change& change) {
        return change.account == account && change.asset == asset;
    });
    return found == changes.end() ? nullptr : &*found;
}

bool XrplChanges::has_lost(std::string_view account) const noexcept {
    return std::ranges::any_of(changes, [&](const Change& change) {
        return change.account == account && !change.lost.is_zero();
    });
}

std::size_t XrplChanges::givers_count(std::string_view asset) const noexcept {
    return static_cast<std::size_t>(std::ranges::count_if(changes, [&](const Change& change) {
        return change.asset == asset && !change.lost.is_zero();
    }));
}

Result<XrplChanges, Fault> read_xrpl_changes(std::span<const std::byte> transaction,
                                             std::span<const std::byte> metadata) {
    Parsed order;
    Parsed outcome;
    if (const auto read = parse(transaction, order); !read) return Unexpected(read.error());
    if (const auto read = parse(metadata, outcome); !read) return Unexpected(read.error());
    XrplMetadata holdings;
    XrplFlaws flaws;
    const auto index = number_member(outcome.object, "TransactionIndex");
    if (!index || !read_xrpl_metadata(outcome.object, holdings, flaws)) {
        return Unexpected(Fault::malformed);
    }
    XrplChanges changes;
    changes.index = *index;
    const auto fee = fee_of(order.object);
    auto payer = text_member(order.object, "Delegate");
    if (!payer) payer = text_member(order.object, "Account");
    XrplMoves moves;
    moves.fee_payer = payer ? xrpl_account_name(*payer) : std::nullopt;
    if (!moves.fee_payer || !fee) return Unexpected(Fault::malformed);
    moves.fee_drops = *fee;
    changes.fee_payer = address_text(moves.fee_payer->bytes());
    changes.fee_drops = *fee;
    collect_tags(order.object, changes.tags);
    collect_tags(outcome.object, changes.tags);
    changes.has_others = has_other_entries(outcome.object);
    for (const XrplHolding& holding : holdings.holdings) add_change(holding, moves, changes);
    return changes;
}

std::string xrpl_asset_text(const model::AssetName& asset) {
    if (asset.kind == AssetKind::native) return "XRP";
    if (asset.kind == AssetKind::xrpl_mpt) return codec::to_hex(asset.bytes());
    return currency_text(asset.bytes().first(kCurrencyBytes)) + "." +
           address_text(asset.bytes().subspan(kCurrencyBytes));
}

}  // namespace pelf::ingest
