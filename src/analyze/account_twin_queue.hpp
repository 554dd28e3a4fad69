// SPDX-License-Identifier: Apache-2.0
//
// For tests and fuzzing: what an account holds of an asset, and what a policy takes of it, piece by
// piece as docs/trace.md says it. Not part of the library.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "analyze/account_trace.hpp"
#include "base/uint256.hpp"

namespace pelf::analyze::testing {

struct Title {
    std::uint32_t label = 0;
    std::uint32_t asset = 0;
    auto operator<=>(const Title&) const = default;
};

struct Piece {
    Uint256 amount{};
    Uint256 origin{};
    std::optional<Title> title{};  ///< Nothing: clean.
    std::uint64_t since = kNoTransfer;
    std::uint32_t hops = 0;

    void clean() {
        title.reset();
        origin = 0;
        hops = 0;
    }
    Piece cut(const Uint256& units) {
        Piece part = *this;
        part.amount = units;
        part.origin = amount == Uint256(0) ? origin : scale(origin, units, amount).quotient;
        amount -= units;
        origin -= part.origin;
        return part;
    }
};
using Pieces = std::vector<Piece>;

inline Uint256 tainted_units(const Pieces& pieces) {
    Uint256 sum;
    for (const Piece& piece : pieces) {
        if (piece.title) sum += piece.amount;
    }
    return sum;
}

class TwinQueue {
public:
    // NOLINTNEXTLINE(google-explicit-constructor): maps make queues of policies.
    TwinQueue(Policy policy) : policy_(policy) {}

    Uint256 total() const {
        Uint256 sum;
        for (const Piece& piece : pieces_) sum += piece.amount;
        return sum;
    }
    bool is_tainted() const { return !traced().empty(); }
    Pieces traced() const {
        Pieces found;
        for (const Piece& piece : pieces_) {
            if (piece.title) found.push_back(piece);
        }
        return found;
    }

    void put(const Pieces& pieces) {
        for (const Piece& piece : pieces) {
            if (piece.amount != Uint256(0)) pieces_.push_back(piece);
        }
        settle();
    }
    void put_in_front(const Uint256& amount) {
        pieces_.insert(pieces_.begin(), Piece{.amount = amount});
        settle();
    }

    Pieces take(const Uint256& amount, Policy policy, const Uint256& dealt = 0,
                std::uint64_t reversed = kNoTransfer) {
        if (amount == Uint256(0)) return {};
        if (policy_ == Policy::haircut) return take_share(amount);
        Pieces taken;
        Uint256 left = amount;
        const auto any = [](const Piece&) { return true; };
        const auto dirty = [](const Piece& piece) { return piece.title.has_value(); };
        const auto clean = [](const Piece& piece) { return !piece.title.has_value(); };
        if (reversed != kNoTransfer && policy_ != Policy::poison) {
            left = pick(left, taken,
                        [reversed](const Piece& piece) { return piece.since == reversed; });
        }
        if (policy == Policy::dirty_first) left = pick(left, taken, dirty);
        if (policy == Policy::clean_first || policy == Policy::lowest_balance) {
            left = pick(left, taken, clean);
        }
        if (policy == Policy::tiho || policy == Policy::tilo) {
            const Uint256 first = std::min(left, dealt);
            left = left - first + pick(first, taken, dirty);
            left = pick(left, taken, clean);
        }
        if (policy == Policy::lifo) std::ranges::reverse(pieces_);
        left = pick(left, taken, any);
        if (policy == Policy::lifo) std::ranges::reverse(pieces_);
        return taken;
    }

private:
    template <class Wanted>
    Uint256 pick(Uint256 left, Pieces& taken, const Wanted& wanted) {
        for (Piece& piece : pieces_) {
            if (left == Uint256(0)) break;
            if (!wanted(piece)) continue;
            taken.push_back(piece.cut(std::min(left, piece.amount)));
            left -= taken.back().amount;
        }
        std::erase_if(pieces_, [](const Piece& piece) { return piece.amount == Uint256(0); });
        return left;
    }

    /// Haircut: one piece a title, by title, then the clean. Poison: one piece.
    void settle() {
        if (policy_ == Policy::poison) settle_poison();
        if (policy_ == Policy::haircut) settle_haircut();
    }

    void settle_poison() {
        std::optional<Piece> first;
        for (const Piece& piece : pieces_) {
            if (!piece.title) continue;
            if (!first) first = piece;
            first->since = piece.since;
            first->hops = std::min(first->hops, piece.hops);
        }
        if (!first) return;
        first->amount = total();
        pieces_ = {*first};
    }

    void settle_haircut() {
        std::map<Title, Piece> titles;
        Piece clean;
        for (const Piece& piece : pieces_) {
            if (!piece.title) {
                clean.amount += piece.amount;
                continue;
            }
            const auto [at, is_new] = titles.try_emplace(*piece.title, piece);
            if (is_new) continue;
            at->second.amount += piece.amount;
            at->second.origin += piece.origin;
            at->second.since = piece.since;
            at->second.hops = std::min(at->second.hops, piece.hops);
        }
        pieces_.clear();
        for (const auto& [title, piece] : titles) pieces_.push_back(piece);
        if (clean.amount != Uint256(0)) pieces_.push_back(clean);
    }

    /// Shares by largest remainder; ties to the first.
    static std::vector<Uint256> shares(const std::vector<Uint256>& parts, const Uint256& of,
                                       const Uint256& whole) {
        std::vector<Uint256> result;
        std::vector<std::pair<Uint256, std::size_t>> remainders;
        Uint256 given;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const Quotient256 share = scale(of, parts[i], whole);
            result.push_back(share.quotient);
            remainders.emplace_back(share.remainder, i);
            given += share.quotient;
        }
        std::ranges::sort(remainders, [](const auto& a, const auto& b) {
            return a.first != b.first ? a.first > b.first : a.second < b.second;
        });
        for (std::size_t i = 0; given < of; ++i, given += 1) result[remainders[i].second] += 1;
        return result;
    }

    Pieces take_share(const Uint256& amount) {
        const Uint256 whole = total();
        const Uint256 tainted = tainted_units(pieces_);
        const Uint256 leaving = shares({amount, whole - amount}, tainted, whole).front();
        Pieces taken;
        Uint256 clean = amount - leaving;
        std::vector<Uint256> parts;
        for (const Piece& piece : pieces_) {
            if (piece.title) parts.push_back(piece.amount);
        }
        if (!parts.empty()) parts = shares(parts, leaving, tainted);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (parts[i] != Uint256(0)) taken.push_back(pieces_[i].cut(parts[i]));
        }
        if (clean != Uint256(0)) {
            pieces_.back().amount -= clean;
            taken.push_back({.amount = clean});
        }
        std::erase_if(pieces_, [](const Piece& piece) { return piece.amount == Uint256(0); });
        return taken;
    }

    Policy policy_;
    Pieces pieces_;
};

}  // namespace pelf::analyze::testing
