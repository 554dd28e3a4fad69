// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstddef>
#include <map>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "ingest/ledgers/xrpl_movements.hpp"

namespace pelf::ingest {
namespace {

/// Account ids and entry indices are hashes: 20 bytes of either tell all of them apart.
struct Key {
    std::array<std::byte, 20> holder{};
    std::uint32_t asset = 0;

    bool operator==(const Key&) const = default;
};

struct KeyHash {
    using is_avalanching = void;

    std::size_t operator()(const Key& key) const noexcept {
        // The bytes are those of a hash already; only the asset has to be mixed in.
        const auto holder = load<std::uint64_t>(key.holder.data());
        return static_cast<std::size_t>((holder ^ key.asset) * 0x9e37'79b9'7f4a'7c15ULL);
    }
};

}  // namespace

struct XrplBook::State {
    std::map<model::AssetName, std::uint32_t> assets;
    boost::unordered_flat_map<Key, SignedAmount, KeyHash> balances;
};

XrplBook::XrplBook() : state_(std::make_unique<State>()) {}
XrplBook::XrplBook(XrplBook&&) noexcept = default;
XrplBook& XrplBook::operator=(XrplBook&&) noexcept = default;
XrplBook::~XrplBook() = default;

XrplBook::Step XrplBook::note(const XrplHolding& holding) {
    Key key;
    PELF_CHECK(holding.holder.size >= key.holder.size());
    std::ranges::copy(holding.holder.bytes().first(key.holder.size()), key.holder.begin());
    const auto next = static_cast<std::uint32_t>(state_->assets.size());
    key.asset = state_->assets.try_emplace(holding.asset, next).first->second;
    Step step;
    const auto found = state_->balances.find(key);
    SignedAmount known;
    if (found != state_->balances.end()) known = found->second;
    if (known != holding.before) {
        step.is_breach = found != state_->balances.end();
        // Both fit; where their difference does not, what is missing cannot be one transfer.
        step.missing = sum(holding.before, negated(known)).value_or(SignedAmount{});
    }
    if (holding.after.size.is_zero()) {
        if (found != state_->balances.end()) state_->balances.erase(found);
    } else if (found != state_->balances.end()) {
        found->second = holding.after;
    } else {
        state_->balances.emplace(key, holding.after);
    }
    return step;
}

std::size_t XrplBook::balances_count() const noexcept {
    return state_->balances.size();
}

}  // namespace pelf::ingest
