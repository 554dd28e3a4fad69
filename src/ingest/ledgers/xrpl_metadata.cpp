// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/xrpl_metadata.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/text.hpp"

namespace pelf::ingest {
namespace {

using model::AccountKind;
using model::AccountName;
using model::AssetKind;
using model::AssetName;

__extension__ using Wide = __int128;

enum class Fate : std::uint8_t { created, modified, deleted };

/// One changed entry. Its fields are `final` unless it was created: then they are the new ones,
/// without those that have their default.
struct Node {
    Fate fate = Fate::modified;
    std::string_view type;
    std::string_view index;
    std::optional<JsonObject> fields;
    std::optional<JsonObject> previous;

    std::optional<JsonValue> now(std::string_view key) const {
        return fields ? member(*fields, key) : std::nullopt;
    }
    std::optional<JsonValue> before(std::string_view key) const {
        return previous ? member(*previous, key) : std::nullopt;
    }
};

/// What a token's holder has; before it, a field that may not have been there.
struct TokenSide {
    XrplHolding holding;
    bool is_doubtful = false;  ///< Unchanged, or 0 before: the entry does not say which.
};

struct Outstanding {
    AssetName asset;
    Wide change = 0;
};

SignedAmount from_signed(Wide value) {
    const auto size = static_cast<std::uint64_t>(value < 0 ? -value : value);
    return {value < 0, size};
}

Wide to_signed(const SignedAmount& amount) {
    const auto size = static_cast<Wide>(amount.size.low());
    return amount.is_negative ? -size : size;
}

class MetadataReader {
public:
    MetadataReader(XrplMetadata& out, XrplFlaws& flaws) : out_(out), flaws_(flaws) {}

    void node(const Node& node) {
        if (node.type == "AccountRoot") return account_root(node);
        if (node.type == "RippleState") return trust_line(node);
        if (node.type == "Escrow") return escrow(node);
        if (node.type == "PayChannel") return channel(node);
        if (node.type == "MPToken") return token(node);
        if (node.type == "MPTokenIssuance") return issuance(node);
        if (node.type == "Check") return route(node);
        if (node.type != "Offer") return;
        if (const auto owner = account_at(node, "Account")) out_.offer_owners.push_back(*owner);
    }

    void finish() {
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            const AssetName asset = tokens_[i].holding.asset;
            const bool is_first = std::none_of(
                tokens_.begin(), tokens_.begin() + static_cast<std::ptrdiff_t>(i),
                [&](const TokenSide& earlier) { return earlier.holding.asset == asset; });
            if (is_first) settle(asset);
        }
        for (const TokenSide& side : tokens_) add(side.holding);
    }

private:
    void flaw(const Node& node, std::string_view what) {
        flaws_.push_back(text(what, " in ", quoted(node.type), " ", quoted(node.index)));
    }

    void add(const XrplHolding& holding) {
        if (holding.before != holding.after) out_.holdings.push_back(holding);
    }

    static std::optional<AccountName> account_at(const Node& node, std::string_view key) {
        const auto value = node.now(key);
        const auto address = value ? as<std::string_view>(*value) : std::nullopt;
        return address ? xrpl_account_name(*address) : std::nullopt;
    }

    static std::optional<AccountName> object_of(const Node& node) {
        codec::Hash256 index;
        if (!codec::decode_hex(node.index, index.bytes)) return std::nullopt;
        return AccountName::of(AccountKind::xrpl_object, index.bytes);
    }

    /// An amount of a node, as a size. A missing one is `absent`; a bad one is a flaw and nothing.
    std::optional<SignedAmount> size_of(const Node& node, const std::optional<JsonValue>& value) {
        if (!value) return SignedAmount{};
        const auto amount = read_xrpl_amount(*value);
        if (!amount) {
            flaw(node, "an amount that is none");
            return std::nullopt;
        }
        const auto size = xrpl_size(*amount);
        if (!size) {
            flaw(node, "an amount of more than 256 bits");
            return std::nullopt;
        }
        if (!size->is_exact) flaw(node, "an amount with digits below 10^-30");
        return size->amount;
    }

    /// The field before and after. Nothing where the node does not say, which is a flaw.
    struct Change {
        SignedAmount before;
        SignedAmount after;
    };
    std::optional<Change> change_of(const Node& node, std::string_view key) {
        const auto now = node.now(key);
        if (node.fate == Fate::created) {
            const auto after = size_of(node, now);
            if (!after) return std::nullopt;
            return Change{{}, *after};
        }
        const auto earlier = node.before(key);
        if (node.fate == Fate::modified && !earlier) return std::nullopt;
        if (!now) {
            flaw(node, text("no ", key));
            return std::nullopt;
        }
        const auto before = size_of(node, earlier ? earlier : now);
        // What an entry has when it is deleted goes with it.
        const auto after =
            node.fate == Fate::deleted ? std::optional(SignedAmount{}) : size_of(node, now);
        if (!before || !after) return std::nullopt;
        return Change{*before, *after};
    }

    void account_root(const Node& node) {
        const auto change = change_of(node, "Balance");
        if (!change) return;
        const auto holder = account_at(node, "Account");
        if (!holder) return flaw(node, "no account");
        add({*holder, AssetName::of(AssetKind::native, {}), change->before, change->after});
    }

    void trust_line(const Node& node) {
        const auto change = change_of(node, "Balance");
        if (!change || change->before == change->after) return;
        const auto issuer_of = [&](std::string_view side) -> std::optional<AccountName> {
            const auto value = node.now(side);
            const auto limit = value ? as<JsonObject>(*value) : std::nullopt;
            const auto address = limit ? text_member(*limit, "issuer") : std::nullopt;
            return address ? xrpl_account_name(*address) : std::nullopt;
        };
        const auto low = issuer_of("LowLimit");
        const auto high = issuer_of("HighLimit");
        const auto balance = node.now("Balance");
        const auto amount = balance ? read_xrpl_amount(*balance) : Unexpected(Fault::not_found);
        if (!low || !high || !amount || amount->kind != XrplAmount::Kind::issued) {
            return flaw(node, "no accounts or no currency");
        }
        add_side(*low, *high, amount->currency, *change);
        add_side(*high, *low, amount->currency, {negated(change->before), negated(change->after)});
    }

    /// What the holder has of what the issuer issues: the balance where it is above 0.
    void add_side(const AccountName& holder, const AccountName& issuer,
                  const codec::XrplCurrency& currency, const Change& change) {
        std::array<std::byte, AssetName::kBytesMax> bytes{};
        std::ranges::copy(currency.bytes, bytes.begin());
        std::ranges::copy(issuer.bytes(), bytes.begin() + currency.bytes.size());
        const auto part = [](const SignedAmount& amount) {
            return amount.is_negative ? SignedAmount{} : amount;
        };
        add({holder, AssetName::of(AssetKind::xrpl_issued, bytes), part(change.before),
             part(change.after)});
    }

    void escrow(const Node& node) {
        route(node);
        const auto change = change_of(node, "Amount");
        if (!change) return;
        const auto value = node.now("Amount");
        const auto amount = value ? read_xrpl_amount(*value) : Unexpected(Fault::not_found);
        const auto holder = object_of(node);
        if (!amount || !holder) return flaw(node, "no amount or no index");
        XrplHolding holding{*holder, xrpl_asset_name(*amount), change->before, change->after};
        if (holding.asset.kind == AssetKind::xrpl_mpt) {
            tokens_.push_back({holding, false});
        } else {
            add(holding);
        }
    }

    void channel(const Node& node) {
        route(node);
        const auto now_amount = size_of(node, node.now("Amount"));
        const auto now_paid = size_of(node, node.now("Balance"));
        const auto earlier = [&](std::string_view key, const std::optional<SignedAmount>& now) {
            const auto value = node.before(key);
            return value ? size_of(node, value) : now;
        };
        const auto amount = earlier("Amount", now_amount);
        const auto paid = earlier("Balance", now_paid);
        const auto holder = object_of(node);
        if (!now_amount || !now_paid || !amount || !paid || !holder || !node.now("Amount")) {
            if (node.fields) flaw(node, "no amounts or no index");
            return;
        }
        const auto after = sum(*now_amount, negated(*now_paid));
        const auto before = sum(*amount, negated(*paid));
        if (!after || !before) return flaw(node, "amounts of more than 256 bits");
        XrplHolding holding{*holder, AssetName::of(AssetKind::native, {}), *before, *after};
        if (node.fate == Fate::created) holding.before = {};
        if (node.fate == Fate::deleted) holding.after = {};
        add(holding);
    }

    /// An optional amount of a token's entry: absent is 0.
    void token_side(const Node& node, std::string_view key, const AccountName& holder,
                    const AssetName& asset) {
        const auto read = [&](const std::optional<JsonValue>& value) -> std::optional<Wide> {
            if (!value) return Wide{0};
            const auto number = as_number(*value);
            if (!number || *number >> 63 != 0) {
                flaw(node, text("no number of 63 bits as ", key));
                return std::nullopt;
            }
            return static_cast<Wide>(*number);
        };
        const auto now = read(node.now(key));
        const auto earlier = node.before(key);
        const auto before = read(earlier);
        if (!now || !before) return;
        TokenSide side{{holder, asset, from_signed(*before), from_signed(*now)}, false};
        if (node.fate == Fate::modified && !earlier) {
            side.holding.before = side.holding.after;
            side.is_doubtful = node.previous && *now != 0;
        }
        if (node.fate == Fate::deleted) {
            if (!earlier) side.holding.before = side.holding.after;
            side.holding.after = {};
        }
        tokens_.push_back(side);
    }

    void token(const Node& node) {
        const auto holder = account_at(node, "Account");
        const auto value = node.now("MPTokenIssuanceID");
        const auto digits = value ? as<std::string_view>(*value) : std::nullopt;
        codec::XrplIssuanceId id;
        if (!node.fields) return;
        if (!holder || !digits || !codec::decode_hex(*digits, id.bytes)) {
            return flaw(node, "no account or no issuance");
        }
        token_side(node, "MPTAmount", *holder, AssetName::of(AssetKind::xrpl_mpt, id.bytes));
    }

    void issuance(const Node& node) {
        if (!node.fields) return;
        const auto issuer = account_at(node, "Issuer");
        const auto value = node.now("Sequence");
        const auto sequence = value ? as_number(*value) : std::nullopt;
        const auto object = object_of(node);
        // Of an issuance that was just made: sequence 0 is left out as a default.
        if (!issuer || !object) return flaw(node, "no issuer or no index");
        codec::XrplIssuanceId id;
        for (std::size_t i = 0; i < 4; ++i) {
            id.bytes[i] = static_cast<std::byte>(sequence.value_or(0) >> (24 - 8 * i));
        }
        std::ranges::copy(issuer->bytes(), id.bytes.begin() + 4);
        const AssetName asset = AssetName::of(AssetKind::xrpl_mpt, id.bytes);
        token_side(node, "ConfidentialOutstandingAmount", *object, asset);
        const auto number = [](const std::optional<JsonValue>& json) -> Wide {
            return json ? static_cast<Wide>(as_number(*json).value_or(0)) : Wide{0};
        };
        const auto earlier = node.before("OutstandingAmount");
        const Wide now = number(node.now("OutstandingAmount"));
        const Wide before = node.fate == Fate::created ? Wide{0} : earlier ? number(earlier) : now;
        outstanding_.push_back({asset, now - before});
    }

    /// Decides for each doubtful side of an asset whether it was 0 before: so that what all sides
    /// gained is what is outstanding now and was not before.
    void settle(const AssetName& asset) {
        constexpr std::size_t kDoubtfulMax = 10;  // Far more than one transaction can bring.
        Wide missing = 0;
        for (const Outstanding& one : outstanding_) {
            if (one.asset == asset) missing += one.change;
        }
        std::vector<TokenSide*> doubtful;
        for (TokenSide& side : tokens_) {
            if (side.holding.asset != asset) continue;
            missing -= to_signed(side.holding.after) - to_signed(side.holding.before);
            if (side.is_doubtful) doubtful.push_back(&side);
        }
        if (missing == 0 || doubtful.empty()) return;
        const std::size_t count = std::min(doubtful.size(), kDoubtfulMax);
        for (std::size_t chosen = 1; chosen < std::size_t{1} << count; ++chosen) {
            Wide gained = 0;
            for (std::size_t i = 0; i < count; ++i) {
                if ((chosen >> i & 1) != 0) gained += to_signed(doubtful[i]->holding.after);
            }
            if (gained != missing) continue;
            for (std::size_t i = 0; i < count; ++i) {
                if ((chosen >> i & 1) != 0) doubtful[i]->holding.before = {};
            }
            return;
        }
        flaws_.emplace_back("amounts of a token that do not add up to what is outstanding");
    }

    void route(const Node& node) {
        const auto value = node.now("DestinationTag");
        const auto tag = value ? as_number(*value) : std::nullopt;
        const auto account = account_at(node, "Destination");
        if (node.fate == Fate::created || !account || !tag || *tag >> 32 != 0) return;
        out_.routes.push_back({*account, static_cast<std::uint32_t>(*tag), std::nullopt});
    }

    XrplMetadata& out_;
    XrplFlaws& flaws_;
    std::vector<TokenSide> tokens_;
    std::vector<Outstanding> outstanding_;
};

/// Nothing unless the element is an object around one that has a type.
std::optional<Node> node_of(const JsonValue& element) {
    const auto wrapper = as<JsonObject>(element);
    if (!wrapper || wrapper->size() != 1) return std::nullopt;
    const auto only = *wrapper->begin();
    const auto content = as<JsonObject>(only.value);
    const auto type = content ? text_member(*content, "LedgerEntryType") : std::nullopt;
    if (!type) return std::nullopt;
    Node node;
    if (only.key == "CreatedNode") {
        node.fate = Fate::created;
    } else if (only.key == "DeletedNode") {
        node.fate = Fate::deleted;
    } else if (only.key != "ModifiedNode") {
        return std::nullopt;
    }
    node.type = *type;
    node.index = text_member(*content, "LedgerIndex").value_or(std::string_view());
    node.fields = object_member(*content, node.fate == Fate::created ? "NewFields" : "FinalFields");
    node.previous = object_member(*content, "PreviousFields");
    return node;
}

}  // namespace

bool read_xrpl_metadata(const JsonObject& metadata, XrplMetadata& out, XrplFlaws& flaws) {
    out.holdings.clear();
    out.routes.clear();
    out.offer_owners.clear();
    const auto nodes = member_as<JsonArray>(metadata, "AffectedNodes");
    if (!nodes) return false;
    MetadataReader reader(out, flaws);
    for (const JsonValue element : *nodes) {
        if (const auto node = node_of(element)) {
            reader.node(*node);
        } else {
            flaws.emplace_back("a changed entry that is none");
        }
    }
    reader.finish();
    return true;
}

AccountName xrpl_account_name(const codec::XrplAccountId& account) {
    return AccountName::of(AccountKind::xrpl, account.bytes);
}

std::optional<AccountName> xrpl_account_name(std::string_view address) {
    const auto parsed = codec::parse_xrpl_address(address);
    if (!parsed) return std::nullopt;
    return xrpl_account_name(parsed->account);
}

AssetName xrpl_asset_name(const XrplAmount& amount) {
    if (amount.kind == XrplAmount::Kind::native) return AssetName::of(AssetKind::native, {});
    if (amount.kind == XrplAmount::Kind::token) {
        return AssetName::of(AssetKind::xrpl_mpt, amount.issuance.bytes);
    }
    std::array<std::byte, AssetName::kBytesMax> bytes{};
    std::ranges::copy(amount.currency.bytes, bytes.begin());
    std::ranges::copy(amount.issuer.bytes, bytes.begin() + amount.currency.bytes.size());
    return AssetName::of(AssetKind::xrpl_issued, bytes);
}

std::optional<XrplSize> xrpl_size(const XrplAmount& amount) {
    if (amount.kind != XrplAmount::Kind::issued) {
        return XrplSize{{amount.whole.is_negative, amount.whole.drops}, true};
    }
    const auto units = codec::xrpl_units(amount.value);
    if (!units) return std::nullopt;
    const bool is_negative = amount.value.is_negative && !units->amount.is_zero();
    return XrplSize{{is_negative, units->amount}, units->is_exact};
}

}  // namespace pelf::ingest
