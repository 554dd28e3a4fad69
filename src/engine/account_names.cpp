// SPDX-License-Identifier: Apache-2.0
#include "engine/account_names.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "codec/ethereum_address.hpp"
#include "codec/hex.hpp"
#include "codec/xrpl_address.hpp"
#include "ingest/ledgers/bank_csv.hpp"
#include "ingest/ledgers/xrpl_changes.hpp"

namespace pelf::engine {
namespace {

using model::AccountKind;
using model::AccountName;
using model::AssetKind;

constexpr std::size_t kAccountBytes = 20;
constexpr std::size_t kTagBytes = 4;
constexpr unsigned kEtherDecimals = 18;
constexpr unsigned kXrpDecimals = 6;

std::string evm_text(std::span<const std::byte> bytes) {
    codec::EthereumAddress address;
    std::ranges::copy(bytes.first(kAccountBytes), address.bytes.begin());
    return codec::to_string(address);
}

std::string xrpl_text(std::span<const std::byte> bytes) {
    codec::XrplAccountId account;
    std::ranges::copy(bytes.first(kAccountBytes), account.bytes.begin());
    return codec::to_string(account);
}

std::uint32_t tag_of(std::span<const std::byte> bytes) noexcept {
    std::uint32_t tag = 0;
    for (const std::byte byte : bytes.subspan(kAccountBytes, kTagBytes)) {
        tag = tag << 8 | std::to_integer<std::uint32_t>(byte);
    }
    return tag;
}

std::optional<AccountName> parse_xrpl(std::string_view text) {
    const std::size_t colon = text.find(':');
    auto address = codec::parse_xrpl_address(text.substr(0, colon));
    if (!address) return std::nullopt;
    if (colon != std::string_view::npos) {
        const auto tag = parse_u64(text.substr(colon + 1));
        if (!tag || *tag > ~std::uint32_t{0} || address->tag) return std::nullopt;
        address->tag = static_cast<std::uint32_t>(*tag);
    }
    if (!address->tag) return AccountName::of(AccountKind::xrpl, address->account.bytes);
    std::array<std::byte, kAccountBytes + kTagBytes> tagged{};
    std::ranges::copy(address->account.bytes, tagged.begin());
    for (std::size_t i = 0; i < kTagBytes; ++i) {
        tagged[kAccountBytes + i] = static_cast<std::byte>(*address->tag >> (8 * (3 - i)));
    }
    return AccountName::of(AccountKind::xrpl_tagged, tagged);
}

}  // namespace

std::string_view to_string(AccountLedger ledger) noexcept {
    switch (ledger) {
        case AccountLedger::ethereum: return "ethereum";
        case AccountLedger::xrpl: return "xrpl";
        case AccountLedger::bank: return "bank";
    }
    return "";
}

std::optional<AccountLedger> parse_account_ledger(std::string_view text) noexcept {
    for (const AccountLedger ledger : kAccountLedgers) {
        if (text == to_string(ledger)) return ledger;
    }
    return std::nullopt;
}

std::string account_text(const AccountName& name) {
    switch (name.kind) {
        case AccountKind::evm: return evm_text(name.bytes());
        case AccountKind::xrpl: return xrpl_text(name.bytes());
        case AccountKind::xrpl_tagged:
            return text(xrpl_text(name.bytes()), ":", tag_of(name.bytes()));
        case AccountKind::xrpl_object: return text("entry ", codec::to_hex(name.bytes()));
        case AccountKind::bank: return std::string(as_text(name.bytes()));
        default: return text("(", model::to_string(name.kind), ")");
    }
}

std::optional<AccountName> parse_account(AccountLedger ledger, std::string_view text) {
    switch (ledger) {
        case AccountLedger::ethereum: {
            const auto address = codec::parse_ethereum_address(text);
            if (!address) return std::nullopt;
            return AccountName::of(AccountKind::evm, address->bytes);
        }
        case AccountLedger::xrpl: return parse_xrpl(text);
        case AccountLedger::bank:
            if (text.empty() || text.size() > AccountName::kBytesMax) return std::nullopt;
            return AccountName::of(AccountKind::bank, std::as_bytes(std::span(text)));
    }
    return std::nullopt;
}

std::string asset_text(AccountLedger ledger, const model::AssetName& name) {
    switch (name.kind) {
        case AssetKind::native: return ledger == AccountLedger::ethereum ? "ETH" : "XRP";
        case AssetKind::erc20: return evm_text(name.bytes());
        case AssetKind::xrpl_issued:
        case AssetKind::xrpl_mpt: return ingest::xrpl_asset_text(name);
        case AssetKind::currency: return std::string(as_text(name.bytes()));
    }
    return {};
}

unsigned asset_decimals(AccountLedger ledger, const model::AssetName& name) {
    switch (name.kind) {
        case AssetKind::native:
            return ledger == AccountLedger::ethereum ? kEtherDecimals : kXrpDecimals;
        case AssetKind::xrpl_issued: return model::kIssuedDecimals;
        case AssetKind::currency:
            return ingest::currency_decimals(as_text(name.bytes())).value_or(0);
        default: return 0;
    }
}

std::string transaction_text(AccountLedger ledger, const model::LedgerHash& hash) {
    switch (ledger) {
        case AccountLedger::ethereum: return "0x" + codec::to_hex(hash);
        case AccountLedger::xrpl: {
            std::string digits = codec::to_hex(hash);
            std::ranges::transform(digits, digits.begin(), [](char letter) {
                return letter >= 'a' ? static_cast<char>(letter - 'a' + 'A') : letter;
            });
            return digits;
        }
        case AccountLedger::bank: break;
    }
    const auto end = std::ranges::find(hash, std::byte{0});
    return std::string(
        as_text(std::span(hash).first(static_cast<std::size_t>(end - hash.begin()))));
}

std::optional<model::LedgerHash> parse_transaction(AccountLedger ledger, std::string_view text) {
    model::LedgerHash hash{};
    if (ledger == AccountLedger::bank) {
        if (text.empty() || text.size() > hash.size()) return std::nullopt;
        std::ranges::copy(std::as_bytes(std::span(text)), hash.begin());
        return hash;
    }
    if (ledger == AccountLedger::ethereum && text.starts_with("0x")) text.remove_prefix(2);
    const auto bytes = codec::from_hex(text);
    if (!bytes || bytes->size() != hash.size()) return std::nullopt;
    std::ranges::copy(*bytes, hash.begin());
    return hash;
}

std::string decimal_text(const Uint256& units, unsigned decimals) {
    std::string digits = to_string(units);
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    std::string places = digits.substr(digits.size() - decimals);
    digits.resize(digits.size() - decimals);
    while (!places.empty() && places.back() == '0') places.pop_back();
    return places.empty() ? digits : digits + "." + places;
}

}  // namespace pelf::engine
