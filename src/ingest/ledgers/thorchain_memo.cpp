// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/thorchain_memo.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"

namespace pelf::ingest {
namespace {

using Kind = ThorchainMemo::Kind;
using Form = ThorchainAsset::Form;

constexpr std::size_t kChainLettersMax = 10;
constexpr std::size_t kSymbolLettersMax = 64;
constexpr std::size_t kPlaceLettersMax = 128;  // Of an address or a name.
constexpr std::uint64_t kFeeMax = 10'000;
constexpr std::uint64_t kExponentMax = 30;

struct Word {
    std::string_view word;
    Kind kind;
};
constexpr Word kWords[] = {
    {"swap", Kind::swap},        {"s", Kind::swap},
    {"=", Kind::swap},           {"limito", Kind::swap},
    {"lo", Kind::swap},          {"out", Kind::outbound},
    {"refund", Kind::refund},    {"add", Kind::other},
    {"+", Kind::other},          {"a", Kind::other},
    {"withdraw", Kind::other},   {"wd", Kind::other},
    {"-", Kind::other},          {"donate", Kind::other},
    {"d", Kind::other},          {"bond", Kind::other},
    {"unbond", Kind::other},     {"leave", Kind::other},
    {"reserve", Kind::other},    {"migrate", Kind::other},
    {"ragnarok", Kind::other},   {"noop", Kind::other},
    {"name", Kind::other},       {"n", Kind::other},
    {"~", Kind::other},          {"consolidate", Kind::other},
    {"$+", Kind::other},         {"loan+", Kind::other},
    {"$-", Kind::other},         {"loan-", Kind::other},
    {"trade+", Kind::other},     {"trade-", Kind::other},
    {"switch", Kind::other},     {"yggdrasil+", Kind::other},
    {"secure+", Kind::other},    {"secure-", Kind::other},
    {"yggdrasil-", Kind::other},
};

/// The letters stand for assets that are common. Those of the last four came later than the rest.
constexpr std::pair<std::string_view, std::string_view> kShort[] = {
    {"r", "THOR.RUNE"}, {"b", "BTC.BTC"},  {"e", "ETH.ETH"}, {"n", "BNB.BNB"},   {"g", "GAIA.ATOM"},
    {"d", "DOGE.DOGE"}, {"l", "LTC.LTC"},  {"c", "BCH.BCH"}, {"a", "AVAX.AVAX"}, {"s", "BSC.BNB"},
    {"x", "XRP.XRP"},   {"f", "BASE.ETH"}, {"o", "SOL.SOL"}, {"tr", "TRON.TRX"},
};

bool is_digit(char letter) noexcept {
    return letter >= '0' && letter <= '9';
}

bool is_word_letter(char letter) noexcept {
    return is_digit(letter) || (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
}

/// Letters, digits and these others, up to so many.
bool is_of(std::string_view text, std::string_view others, std::size_t letters_max) noexcept {
    return text.size() <= letters_max && std::ranges::all_of(text, [&](char letter) {
               return is_word_letter(letter) || others.find(letter) != std::string_view::npos;
           });
}

std::string capitals(std::string_view text) {
    std::string changed(text);
    for (char& letter : changed) {
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    }
    return changed;
}

/// "1612345678" and "161e6"; empty is 0.
bool read_limit(std::string_view text, Uint256& limit) {
    if (text.empty()) return true;
    const auto letter = text.find_first_of("eE");
    const auto digits = text.substr(0, letter);
    std::string all(digits);
    if (letter != std::string_view::npos) {
        const auto exponent = parse_u64(text.substr(letter + 1));
        if (!exponent || *exponent > kExponentMax) return false;
        all.append(*exponent, '0');
    }
    const auto value = digits.empty() ? std::nullopt : Uint256::parse_decimal(all);
    if (!value) return false;
    limit = *value;
    return true;
}

bool read_count(std::string_view text, std::uint64_t& count) {
    if (text.empty()) return true;
    const auto value = parse_u64(text);
    count = value.value_or(0);
    return value.has_value();
}

/// LIMIT/INTERVAL/QUANTITY, each of which may be empty or missing from the end.
bool read_target(std::string_view text, ThorchainMemo& memo) {
    const auto pieces = split(text, "/");
    constexpr std::size_t kPiecesMax = 3;
    return pieces.size() <= kPiecesMax && read_limit(pieces[0], memo.limit) &&
           (pieces.size() < 2 || read_count(pieces[1], memo.interval_blocks)) &&
           (pieces.size() < kPiecesMax || read_count(pieces[2], memo.quantity));
}

bool is_fees(std::string_view text) {
    if (text.empty()) return true;
    return std::ranges::all_of(split(text, "/"), [](std::string_view piece) {
        const auto fee = parse_u64(piece);
        return fee && *fee <= kFeeMax;
    });
}

bool read_swap(std::span<const std::string_view> fields, ThorchainMemo& memo) {
    enum : std::size_t { word, asset, place, target, affiliates, fees, rest };
    const auto field = [&](std::size_t number) {
        return number < fields.size() ? fields[number] : std::string_view();
    };
    auto read = read_thorchain_asset(field(asset));
    const auto places = field(place);
    const auto stroke = places.find('/');
    const auto destination = places.substr(0, stroke);
    const auto refund_to =
        stroke == std::string_view::npos ? std::string_view() : places.substr(stroke + 1);
    constexpr std::string_view kPlaceLetters = "._-";
    if (!read || !is_of(destination, kPlaceLetters, kPlaceLettersMax) ||
        !is_of(refund_to, kPlaceLetters, kPlaceLettersMax) ||
        (stroke != std::string_view::npos && (destination.empty() || refund_to.empty())) ||
        !read_target(field(target), memo) || !is_of(field(affiliates), "._-/", kPlaceLettersMax) ||
        !is_fees(field(fees))) {
        return false;
    }
    memo.asset = std::move(*read);
    memo.destination = destination;
    memo.refund_to = refund_to;
    memo.affiliates = field(affiliates);
    memo.fees = field(fees);
    for (std::size_t i = rest; i < fields.size(); ++i) {
        if (!is_of(fields[i], "._-/", kPlaceLettersMax)) return false;
        memo.aggregation += (i == rest ? "" : ":") + std::string(fields[i]);
    }
    return true;
}

bool read_reply(std::span<const std::string_view> fields, ThorchainMemo& memo) {
    if (fields.size() != 2) return false;
    std::string_view id = fields[1];
    if (id.starts_with("0x") || id.starts_with("0X")) id.remove_prefix(2);
    return codec::decode_hex(id, memo.inbound);
}

}  // namespace

Result<ThorchainAsset, Fault> read_thorchain_asset(std::string_view text) {
    for (const auto& [letter, name] : kShort) {
        if (text == letter) text = name;
    }
    ThorchainAsset asset;
    constexpr std::pair<char, Form> kForms[] = {
        {'~', Form::trade}, {'/', Form::synthetic}, {'.', Form::native}};
    std::string_view chain = "THOR";
    std::string_view symbol = text;
    for (const auto& [between, form] : kForms) {
        const auto at = text.find(between);
        if (at == std::string_view::npos) continue;
        chain = text.substr(0, at);
        symbol = text.substr(at + 1);
        asset.form = form;
        break;
    }
    if (chain.empty() || symbol.empty() || !is_of(chain, "", kChainLettersMax) ||
        !is_of(symbol, "-._", kSymbolLettersMax)) {
        return Unexpected(Fault::malformed);
    }
    asset.chain = capitals(chain);
    asset.symbol = capitals(symbol);
    return asset;
}

std::string to_string(const ThorchainAsset& asset) {
    constexpr std::string_view kBetween[] = {".", "/", "~"};
    return text(asset.chain, kBetween[static_cast<std::size_t>(asset.form)], asset.symbol);
}

Result<ThorchainMemo, Fault> read_thorchain_memo(std::string_view text) {
    const auto first = text.substr(0, text.find_first_of(":|"));
    const std::string lower = ascii_lower(first.substr(0, kThorchainMemoBytesMax));
    const auto* const word = std::ranges::find(kWords, lower, &Word::word);
    if (word == std::end(kWords)) return Unexpected(Fault::refused);
    if (text.size() > kThorchainMemoBytesMax) return Unexpected(Fault::over_limit);
    // What follows an upright stroke is a note of the sender's, and not read by THORChain.
    const auto fields = split(text.substr(0, text.find('|')), ":");
    ThorchainMemo memo;
    memo.kind = word->kind;
    bool is_good = true;
    if (memo.kind == Kind::swap) is_good = read_swap(fields, memo);
    if (memo.kind == Kind::outbound || memo.kind == Kind::refund) {
        is_good = read_reply(fields, memo);
    }
    if (!is_good) return Unexpected(Fault::malformed);
    return memo;
}

std::string to_string(const ThorchainMemo& memo) {
    PELF_CHECK(memo.kind != Kind::other);
    if (memo.kind != Kind::swap) {
        return text(memo.kind == Kind::outbound ? "OUT:" : "REFUND:",
                    capitals(codec::to_hex(memo.inbound)));
    }
    std::string written =
        text("=:", to_string(memo.asset), ":", memo.destination, memo.refund_to.empty() ? "" : "/",
             memo.refund_to, ":", to_string(memo.limit), "/", memo.interval_blocks, "/",
             memo.quantity, ":", memo.affiliates, ":", memo.fees);
    if (!memo.aggregation.empty()) written += ":" + memo.aggregation;
    return written;
}

}  // namespace pelf::ingest
