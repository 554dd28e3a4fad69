// SPDX-License-Identifier: Apache-2.0
//
// For tests and fuzzing: tracing over accounts as docs/trace.md says it, over every transfer of a
// small ledger and every account, clean or not. Slow and without a shortcut; shares no code with
// the library but the numbers of 256 bits. Not part of it.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "analyze/account_random.hpp"
#include "analyze/account_trace.hpp"
#include "analyze/account_twin_queue.hpp"

namespace pelf::analyze::testing {

/// One unit: the transfer that brought it, and where in it.
using TwinUnit = std::optional<std::pair<std::size_t, std::size_t>>;
/// Of every transfer, which units it took; and what exchanges and wraps made of it.
struct TwinBands {
    std::map<std::size_t, std::vector<TwinUnit>> units;
    std::set<std::size_t> given;
    std::set<std::size_t> got;
    std::map<std::size_t, std::size_t> wrapped_from;
    static constexpr std::uint32_t kUnitsMax = 64;
};

class AccountTwin {
public:
    /// Requires policy fifo or lifo and amounts below TwinBands::kUnitsMax.
    static TwinBands bands(const PlainHistory& history, const AccountTraceOptions& options) {
        AccountTwin twin(history, {}, options);
        twin.bands_.emplace();
        for (std::size_t number = 0; number < history.transactions.size(); ++number) {
            twin.visit(number);
        }
        return *twin.bands_;
    }

    static AccountTrace run(const PlainHistory& history, std::span<const AccountSeed> seeds,
                            const AccountTraceOptions& options) {
        AccountTwin twin(history, seeds, options);
        bool over = false;
        for (std::size_t number = 0; number < history.transactions.size(); ++number) {
            over = over || twin.is_over(number);
            if (over) {
                twin.end_seeds(number);
            } else {
                twin.visit(number);
            }
        }
        return twin.finished(over ? EndKind::limit : EndKind::unspent);
    }

private:
    using Kind = model::TransferKind;
    using QueueName = std::pair<std::uint32_t, std::uint32_t>;  ///< Account, asset.
    struct TwinExchange {
        std::vector<std::size_t> gives;
        std::vector<std::size_t> gets;
        std::map<std::size_t, Pieces> given;  ///< By row.
        std::map<std::size_t, Pieces> got;    ///< By row.
        bool done = false;
    };
    struct Statement {
        Uint256 balance{};
        std::uint64_t transfer = 0;
    };

    AccountTwin(const PlainHistory& history, std::span<const AccountSeed> seeds,
                const AccountTraceOptions& options)
        : history_(history), seeds_(seeds), options_(options) {
        trace_.policy = options.policy;
        for (const AccountSeed& seed : seeds) {
            const Title title{seed.label, history.transfers[seed.transfer].asset};
            sums_[title].label = title.label;
            sums_[title].asset = title.asset;
        }
    }

    // Words of the ledger.

    const PlainTransfer& at(std::size_t row) const { return history_.transfers[row]; }
    model::AccountKind kind_of(std::uint32_t account) const { return history_.kinds[account]; }
    bool is_pool(std::uint32_t account) const {
        return kind_of(account) == model::AccountKind::pool;
    }
    bool is_border(std::uint32_t account) const {
        return kind_of(account) == model::AccountKind::minted ||
               kind_of(account) == model::AccountKind::burned ||
               kind_of(account) == model::AccountKind::outside;
    }
    std::uint32_t owner(std::uint32_t account) const {
        return options_.tagged == TaggedAccounts::merge ? history_.holders[account] : account;
    }
    std::uint32_t giver(std::size_t row) const { return owner(at(row).from); }
    std::uint32_t taker(std::size_t row) const { return owner(at(row).to); }
    Policy inner_policy() const {
        const bool mixes = options_.policy == Policy::haircut || options_.policy == Policy::poison;
        return mixes ? options_.policy : Policy::fifo;
    }

    bool is_over(std::size_t number) {
        if (touched_ < options_.transactions_max) return false;
        for (const std::size_t row : history_.transactions[number]) {
            const bool concerns = is_seed(row) || holds_taint({giver(row), at(row).asset}) ||
                                  holds_taint({taker(row), at(row).asset});
            if (concerns) trace_.limits |= limit_transactions;
            if (concerns) return true;
        }
        return false;
    }
    bool holds_taint(QueueName name) const {
        const auto found = queues_.find(name);
        return found != queues_.end() && found->second.is_tainted();
    }
    bool is_seed(std::size_t row) const {
        return std::ranges::find(seeds_, row, &AccountSeed::transfer) != seeds_.end();
    }
    bool begins_at(std::size_t row) const {
        return std::ranges::any_of(seeds_, [row](const AccountSeed& seed) {
            return seed.transfer == row && !seed.is_carried;
        });
    }

    // One transaction.

    void visit(std::size_t number) {
        transaction_ = number;
        rows_ = history_.transactions[number];
        debited_.clear();
        credited_.clear();
        brought_.clear();
        dealt_.clear();
        dealt_queues_.clear();
        pools_.clear();
        moved_ = false;
        find_exchanges();
        find_wraps();
        if (bands_) note_roles();
        for (const std::size_t row : rows_) {
            if (is_pool(giver(row)) || !is_first(row)) continue;
            debit(row);
            if (is_pool(taker(row)) && !got_in_.contains(row)) credit(row);
        }
        for (TwinExchange& exchange : exchanges_) {
            if (!is_pool(giver(exchange.gives.front()))) continue;
            for (const std::size_t row : exchange.gives) debit(row);
            for (const std::size_t row : exchange.gets) credit(row);
        }
        for (const std::size_t row : rows_) {
            if (wrap_given_for_.contains(row)) debit(wrap_given_for_.at(row));
            debit(row);
            if (wrap_got_for_.contains(row)) credit(wrap_got_for_.at(row));
            credit(row);
        }
        for (const auto& [asset, pool] : pools_) {
            for (const Piece& piece : pool.traced()) {
                trace_.limits |= limit_invalid;
                end(EndKind::residue, piece.since, piece, false);
            }
        }
        if (moved_) ++touched_;
    }

    bool is_first(std::size_t row) const {
        if (is_pool(taker(row))) return true;
        return !is_border(giver(row)) && counts_as_given(row);
    }

    bool swaps(std::size_t row, Kind beside) const {
        if (giver(row) == taker(row)) return false;
        const auto is_swap = [this](std::size_t other) { return at(other).kind == Kind::swap; };
        return is_swap(row) || (at(row).kind == beside && std::ranges::any_of(rows_, is_swap));
    }
    bool is_given(std::size_t row) const { return swaps(row, Kind::redeem); }
    bool is_got(std::size_t row) const { return swaps(row, Kind::issue); }
    /// A swap whose asset its sender does not also get by a swap.
    bool counts_as_given(std::size_t row) const {
        return is_given(row) && std::ranges::none_of(rows_, [&](std::size_t other) {
                   return is_got(other) && taker(other) == giver(row) &&
                          at(other).asset == at(row).asset;
               });
    }
    bool counts_as_got(std::size_t row) const {
        return is_got(row) && std::ranges::none_of(rows_, [&](std::size_t other) {
                   return is_given(other) && giver(other) == taker(row) &&
                          at(other).asset == at(row).asset;
               });
    }

    void find_exchanges() {
        exchanges_.clear();
        given_in_.clear();
        got_in_.clear();
        std::set<std::uint32_t> accounts;
        for (const std::size_t row : rows_) {
            accounts.insert(giver(row));
            accounts.insert(taker(row));
        }
        TwinExchange payment;
        std::vector<TwinExchange> found;
        std::set<std::uint32_t> payers;
        std::set<std::uint32_t> payees;
        for (const std::uint32_t account : accounts) {
            if (is_border(account)) continue;
            TwinExchange own;
            for (const std::size_t row : rows_) {
                if (giver(row) == account && counts_as_given(row)) own.gives.push_back(row);
                if (taker(row) == account && counts_as_got(row)) own.gets.push_back(row);
            }
            if (!own.gives.empty() && !own.gets.empty()) {
                found.push_back(own);
            } else if (!is_pool(account)) {
                if (!own.gives.empty()) payers.insert(account);
                if (!own.gets.empty()) payees.insert(account);
            }
        }
        for (const std::size_t row : rows_) {
            if (payers.contains(giver(row)) && counts_as_given(row)) payment.gives.push_back(row);
            if (payees.contains(taker(row)) && counts_as_got(row)) payment.gets.push_back(row);
        }
        if (!payment.gives.empty() && !payment.gets.empty()) found.push_back(payment);
        exchanges_ = found;
        for (std::size_t i = 0; i < exchanges_.size(); ++i) {
            for (const std::size_t row : exchanges_[i].gives) given_in_[row] = i;
            for (const std::size_t row : exchanges_[i].gets) got_in_[row] = i;
        }
    }

    void find_wraps() {
        wrap_got_for_.clear();
        wrap_given_for_.clear();
        const auto wraps = [this](std::size_t row) {
            constexpr Kind kKinds[] = {Kind::wrap, Kind::payment, Kind::internal};
            return std::ranges::find(kKinds, at(row).kind) != std::end(kKinds) &&
                   giver(row) != taker(row) && !is_pool(giver(row)) && !is_pool(taker(row));
        };
        for (const std::size_t got : rows_) {
            if (!wraps(got) || is_border(taker(got))) continue;
            for (const std::size_t given : rows_) {
                if (!wraps(given) || giver(given) != taker(got)) continue;
                if (at(given).amount != at(got).amount || at(given).asset == at(got).asset)
                    continue;
                if (at(given).kind != Kind::wrap && at(got).kind != Kind::wrap) continue;
                if (wrap_got_for_.contains(given)) continue;
                wrap_got_for_[given] = got;
                wrap_given_for_[got] = given;
                break;
            }
        }
    }

    void note_roles() {
        for (const auto& [row, exchange] : given_in_) bands_->given.insert(row);
        for (const auto& [row, exchange] : got_in_) bands_->got.insert(row);
        for (const auto& [given, got] : wrap_got_for_) {
            bands_->given.insert(given);
            bands_->wrapped_from[got] = given;
        }
    }

    /// Every unit is a piece with a title of its own: the transfer that brought it, and its place.
    void note_units(std::size_t row, const Pieces& taken) {
        for (const Piece& piece : taken) {
            for (Uint256 i; i < piece.amount; i += 1) {
                TwinUnit unit;
                if (piece.title) {
                    unit = {piece.title->label / TwinBands::kUnitsMax,
                            piece.title->label % TwinBands::kUnitsMax};
                }
                bands_->units[row].push_back(unit);
            }
        }
    }
    Pieces as_units(std::size_t row) const {
        Pieces units;
        for (Uint256 i; i < at(row).amount; i += 1) {
            const auto label = static_cast<std::uint32_t>(row * TwinBands::kUnitsMax + i.low());
            units.push_back({1, 1, Title{label, at(row).asset}, row, 0});
        }
        return units;
    }

    // Taking.

    void debit(std::size_t row) {
        if (!debited_.insert(row).second) return;
        Pieces taken = take(row);
        if (bands_) note_units(row, taken);
        const bool traced = tainted_units(taken) != Uint256(0);
        moved_ = moved_ || traced;
        const bool given = given_in_.contains(row) || wrap_got_for_.contains(row);
        const bool got = got_in_.contains(row) || wrap_given_for_.contains(row);
        if (given || got) {
            note_way(row, taken);
            if (!given) end_all(EndKind::swap, row, taken, true);
            if (given_in_.contains(row) && !options_.cross_swaps) {
                end_all(EndKind::swap, row, taken, true);
            }
            for (Piece& piece : taken) piece.since = row;
        }
        if (given_in_.contains(row)) {
            exchanges_[given_in_[row]].given[row] = taken;
        } else {
            brought_[row] = taken;  // Of a wrap: for the row that is got.
        }
    }

    Pieces take(std::size_t row) {
        const PlainTransfer& transfer = at(row);
        const std::uint32_t account = giver(row);
        if (is_border(account)) return {Piece{.amount = transfer.amount}};
        TwinQueue& queue =
            is_pool(account) ? pool(transfer.asset) : queue_of({account, transfer.asset});
        if (queue.total() < transfer.amount) {
            const Uint256 missing = transfer.amount - queue.total();
            if (queue.is_tainted()) {
                trace_.limits |= limit_outside;
                outside_[transfer.asset] += missing;
            }
            queue.put_in_front(missing);
        }
        if (is_pool(account)) return queue.take(transfer.amount, inner_policy());
        if (options_.policy == Policy::tiho || options_.policy == Policy::tilo) deal(row, queue);
        std::uint64_t reversed = kNoTransfer;
        if (transfer.kind == Kind::reversal) reversed = reversed_by(row);
        Pieces taken = queue.take(transfer.amount, options_.policy, dealt_[row], reversed);
        Statement& statement = statements_[{account, transfer.asset}];
        if (queue.is_tainted() && queue.total() < statement.balance) {
            statement = {queue.total(), row};
        }
        for (Piece& piece : taken) {
            if (!piece.title) continue;
            if (piece.hops >= options_.hops_max) {
                trace_.limits |= limit_hops;
                end(EndKind::limit, piece.since, piece, false);
                piece.clean();
            } else {
                ++piece.hops;
            }
        }
        return taken;
    }

    void deal(std::size_t row, const TwinQueue& queue) {
        const QueueName name{giver(row), at(row).asset};
        if (!dealt_queues_.insert(name).second) return;
        std::vector<std::size_t> givers;
        for (const std::size_t other : rows_) {
            if (QueueName{giver(other), at(other).asset} == name) givers.push_back(other);
        }
        Uint256 left = tainted_units(queue.traced());
        while (!givers.empty()) {
            std::size_t best = 0;
            for (std::size_t i = 1; i < givers.size(); ++i) {
                const Uint256& amount = at(givers[i]).amount;
                const Uint256& best_amount = at(givers[best]).amount;
                if (options_.policy == Policy::tiho ? amount > best_amount : amount < best_amount) {
                    best = i;
                }
            }
            dealt_[givers[best]] = std::min(left, at(givers[best]).amount);
            left -= dealt_[givers[best]];
            givers.erase(givers.begin() + static_cast<std::ptrdiff_t>(best));
        }
    }

    std::uint64_t reversed_by(std::size_t reversal) const {
        std::set<std::size_t> taken_back;
        for (std::size_t row = 0; row <= reversal; ++row) {
            if (at(row).kind != Kind::reversal) continue;
            for (std::size_t earlier = row; earlier-- > 0;) {
                const PlainTransfer& before = at(earlier);
                if (before.kind == Kind::reversal || before.from != at(row).to ||
                    before.to != at(row).from || before.asset != at(row).asset ||
                    before.amount != at(row).amount || taken_back.contains(earlier)) {
                    continue;
                }
                if (row == reversal) return earlier;
                taken_back.insert(earlier);
                break;
            }
        }
        return kNoTransfer;
    }

    // Bringing.

    void credit(std::size_t row) {
        if (!credited_.insert(row).second) return;
        const PlainTransfer& transfer = at(row);
        Pieces pieces;
        if (got_in_.contains(row)) {
            TwinExchange& exchange = exchanges_[got_in_[row]];
            if (!exchange.done) convert(exchange);
            pieces = exchange.got[row];
        } else if (wrap_given_for_.contains(row)) {
            pieces = brought_[wrap_given_for_[row]];
            note_crossing(wrap_given_for_[row], row, tainted_units(pieces), pieces);
        } else if (given_in_.contains(row) || wrap_got_for_.contains(row)) {
            pieces = {Piece{.amount = transfer.amount}};
        } else {
            pieces = brought_[row];
        }
        lay_seeds(row, pieces);
        note_way(row, pieces);
        const bool to_pool = is_pool(taker(row));
        if (bands_) pieces = as_units(row);
        if (!to_pool && !bands_ && tainted_units(pieces) != Uint256(0)) arrive(row, pieces);
        for (Piece& piece : pieces) piece.since = row;
        if (to_pool) return pool(transfer.asset).put(pieces);
        if (is_border(taker(row))) return;
        TwinQueue& queue = queue_of({taker(row), transfer.asset});
        queue.put(pieces);
        if (tainted_units(pieces) != Uint256(0)) {
            statements_[{taker(row), transfer.asset}] = {queue.total(), row};
        }
    }

    void lay_seeds(std::size_t row, Pieces& pieces) {
        for (const AccountSeed& seed : seeds_) {
            if (seed.transfer != row) continue;
            const Title title{seed.label, at(row).asset};
            const Uint256 end =
                seed.amount == Uint256(0) ? at(row).amount : seed.first + seed.amount;
            sums_[title].amount += end - seed.first;
            Uint256 position;
            Pieces laid;
            for (const Piece& piece : pieces) {
                // Before the seed, in it, behind it.
                const Uint256 until = position + piece.amount;
                const Uint256 borders[] = {position, std::clamp(seed.first, position, until),
                                           std::clamp(end, position, until), until};
                position = until;
                if (piece.title) {
                    sums_[title].overlap += borders[2] - borders[1];
                    laid.push_back(piece);
                    continue;
                }
                for (std::size_t i = 0; i < 3; ++i) {
                    Piece part = piece;
                    part.amount = borders[i + 1] - borders[i];
                    if (i == 1) part = {part.amount, part.amount, title, kNoTransfer, 0};
                    if (part.amount != Uint256(0)) laid.push_back(part);
                }
            }
            pieces = laid;
        }
        if (options_.policy != Policy::poison) return;
        for (const Piece& piece : pieces) {
            if (!piece.title) continue;
            Piece whole = piece;
            whole.amount = at(row).amount;
            pieces = {whole};
            return;
        }
    }

    std::optional<AddressMark> mark_of(std::uint32_t account) const {
        if (options_.marks == nullptr) return std::nullopt;
        AddressMark merged;
        for (const std::uint32_t marked : {account, history_.holders[account]}) {
            const auto mark = options_.marks->find(marked);
            if (!mark) continue;
            merged.stop = std::max(merged.stop, mark->stop);
            merged.listed = merged.listed || mark->listed;
        }
        return merged;
    }

    void arrive(std::size_t row, Pieces& pieces) {
        const PlainTransfer& transfer = at(row);
        const Uint256 traced = tainted_units(pieces);
        const bool seed = begins_at(row);
        if (options_.policy == Policy::haircut && !seed) {
            // traced / amount < ppm / 10^6, in whole numbers.
            const Quotient256 floor =
                scale(transfer.amount, options_.haircut_floor_ppm, Uint256(1'000'000));
            const Uint256 least = floor.quotient + (floor.remainder.is_zero() ? 0 : 1);
            if (traced < least) return end_all(EndKind::residue, row, pieces, false);
        }
        const auto mark = mark_of(transfer.to);
        if (mark && mark->listed) trace_.passes.push_back({row, transfer.to, traced});
        const auto stop = [&]() -> std::optional<EndKind> {
            if (!seed) {
                if (transfer.kind == Kind::fee && !options_.follow_fees) return EndKind::fee;
                const StopKind marked = mark ? mark->stop : StopKind::none;
                if (options_.stop_at_marks && marked == StopKind::service) return EndKind::service;
                if (options_.stop_at_marks && marked == StopKind::mixer) return EndKind::mixer;
                if (options_.stop_at_marks && marked == StopKind::bridge) return EndKind::bridge;
                if (marked == StopKind::none && options_.tagged == TaggedAccounts::stop &&
                    kind_of(transfer.to) == model::AccountKind::xrpl_tagged) {
                    return EndKind::service;
                }
            }
            if (kind_of(transfer.to) == model::AccountKind::outside) return EndKind::bridge;
            if (is_border(transfer.to)) return EndKind::burned;
            if (!seed && transfer.kind == Kind::redeem) return EndKind::burned;
            for (const std::uint32_t open : options_.open_accounts) {
                if (open != owner(transfer.to)) continue;
                trace_.limits |= limit_source;
                return EndKind::limit;
            }
            return std::nullopt;
        }();
        if (stop) end_all(*stop, row, pieces, false);
    }

    // Exchanges.

    std::vector<std::uint32_t> assets_of(const std::vector<std::size_t>& rows) const {
        std::vector<std::uint32_t> assets;
        for (const std::size_t row : rows) {
            if (std::ranges::find(assets, at(row).asset) == assets.end()) {
                assets.push_back(at(row).asset);
            }
        }
        return assets;
    }

    void convert(TwinExchange& exchange) {
        exchange.done = true;
        const auto given = assets_of(exchange.gives);
        const auto got = assets_of(exchange.gets);
        std::vector<TwinQueue> bands(got.size(), TwinQueue(inner_policy()));
        std::vector<Uint256> wholes(got.size());
        for (std::size_t j = 0; j < got.size(); ++j) {
            for (const std::size_t row : exchange.gets) {
                if (at(row).asset == got[j]) wholes[j] += at(row).amount;
            }
        }
        for (std::size_t i = 0; i < given.size(); ++i) {
            TwinQueue band(inner_policy());
            for (const std::size_t row : exchange.gives) {
                if (at(row).asset == given[i]) band.put(exchange.given[row]);
            }
            const Uint256 whole = band.total();
            for (std::size_t j = 0; j < got.size(); ++j) {
                const auto part = [](const Uint256& of, std::size_t index, std::size_t count) {
                    return scale(of, Uint256(index + 1), Uint256(count)).quotient -
                           scale(of, Uint256(index), Uint256(count)).quotient;
                };
                Pieces cell = band.take(part(whole, j, got.size()), inner_policy());
                const Uint256 target = part(wholes[j], i, given.size());
                const Uint256 before = tainted_units(cell);
                const Uint256 lost = rescale(cell, target);
                bands[j].put(cell);
                const auto of = [this](const std::vector<std::size_t>& rows, std::uint32_t asset) {
                    return *std::ranges::find_if(
                        rows, [&](std::size_t row) { return at(row).asset == asset; });
                };
                note_crossing(of(exchange.gives, given[i]), of(exchange.gets, got[j]),
                              before - lost, cell);
            }
        }
        for (const std::size_t row : exchange.gets) {
            const auto j = std::ranges::find(got, at(row).asset) - got.begin();
            exchange.got[row] =
                bands[static_cast<std::size_t>(j)].take(at(row).amount, inner_policy());
        }
    }

    /// Returns the traced units that are too few to become any.
    Uint256 rescale(Pieces& cell, const Uint256& target) {
        Uint256 whole;
        for (const Piece& piece : cell) whole += piece.amount;
        if (whole == Uint256(0)) {
            cell = {Piece{.amount = target}};
            return 0;
        }
        for (std::size_t i = 1; i < cell.size();) {
            if (cell[i].title != cell[i - 1].title) {
                ++i;
                continue;
            }
            cell[i - 1].amount += cell[i].amount;
            cell[i - 1].origin += cell[i].origin;
            cell[i - 1].hops = std::min(cell[i - 1].hops, cell[i].hops);
            cell.erase(cell.begin() + static_cast<std::ptrdiff_t>(i));
        }
        Uint256 lost;
        Uint256 position;
        for (Piece& piece : cell) {
            const Uint256 begin = scale(target, position, whole).quotient;
            position += piece.amount;
            const Uint256 length = scale(target, position, whole).quotient - begin;
            if (piece.title && length == Uint256(0)) {
                end(EndKind::residue, piece.since, piece, true);
                lost += piece.amount;
                piece.clean();
            }
            piece.amount = length;
        }
        return lost;
    }

    // Writing down.

    TwinQueue& queue_of(QueueName name) {
        return queues_.try_emplace(name, options_.policy).first->second;
    }
    TwinQueue& pool(std::uint32_t asset) {
        return pools_.try_emplace(asset, inner_policy()).first->second;
    }

    void end(EndKind kind, std::uint64_t row, const Piece& piece, bool at_giver) {
        const std::uint32_t account = at_giver ? at(row).from : at(row).to;
        const auto [place, is_new] = ends_.try_emplace({kind, row, account});
        AccountEnd& end = place->second;
        if (is_new) {
            end.kind = kind;
            end.transfer = row;
            end.account = account;
            end.asset = at(row).asset;
            end.hops = piece.hops;
        }
        end.hops = std::min(end.hops, piece.hops);
        end.amount += piece.amount;
        add_origin(end.origins, piece);
    }

    void add_origin(std::vector<OriginAmount>& origins, const Piece& piece) const {
        if (options_.policy == Policy::poison) return;
        for (OriginAmount& origin : origins) {
            if (Title{origin.label, origin.origin_asset} != *piece.title) continue;
            origin.amount += piece.amount;
            origin.origin += piece.origin;
            return;
        }
        origins.push_back({piece.title->label, piece.title->asset, piece.amount, piece.origin});
        std::ranges::sort(origins, {}, [](const OriginAmount& origin) {
            return std::pair(origin.label, origin.origin_asset);
        });
    }

    void end_all(EndKind kind, std::uint64_t row, Pieces& pieces, bool at_giver) {
        for (Piece& piece : pieces) {
            if (!piece.title) continue;
            end(kind, row, piece, at_giver);
            piece.clean();
        }
    }

    void note_way(std::size_t row, const Pieces& pieces) {
        for (const Piece& piece : pieces) {
            if (piece.title && options_.keep_way) way_[{row, piece.since}] += piece.amount;
        }
    }

    void note_crossing(std::size_t given, std::size_t got, const Uint256& given_units,
                       const Pieces& pieces) {
        const Uint256 got_units = tainted_units(pieces);
        if (got_units == Uint256(0)) return;
        const auto key =
            std::tuple(transaction_, giver(given), taker(got), at(given).asset, at(got).asset);
        Crossing& crossing = crossings_[key];
        std::tie(crossing.transaction, crossing.giver, crossing.receiver, crossing.given_asset,
                 crossing.got_asset) = key;
        crossing.given += given_units;
        crossing.got += got_units;
        for (const Piece& piece : pieces) {
            if (piece.title) add_origin(crossing.origins, piece);
        }
    }

    void end_seeds(std::size_t number) {
        for (const std::size_t row : history_.transactions[number]) {
            if (!is_seed(row)) continue;
            Pieces pieces{Piece{.amount = at(row).amount}};
            lay_seeds(row, pieces);
            note_way(row, pieces);
            const auto mark = mark_of(at(row).to);
            if (mark && mark->listed) {
                trace_.passes.push_back({row, at(row).to, tainted_units(pieces)});
            }
            end_all(EndKind::limit, row, pieces, false);
        }
    }

    AccountTrace finished(EndKind rest) {
        for (auto& [name, queue] : queues_) {
            const Pieces traced = queue.traced();
            for (const Piece& piece : traced) end(rest, piece.since, piece, false);
            if (traced.empty() || options_.policy != Policy::lowest_balance) continue;
            const Statement& statement = statements_[name];
            trace_.lowest_balances.push_back({name.first, name.second, statement.balance,
                                              statement.transfer, tainted_units(traced)});
        }
        std::map<std::pair<EndKind, std::uint32_t>, AccountEndSum> end_sums;
        for (const auto& [key, end] : ends_) {
            trace_.ends.push_back(end);
            AccountEndSum& sum = end_sums[{end.kind, end.asset}];
            sum = {end.kind, end.asset, sum.count + 1, sum.amount + end.amount};
        }
        for (const auto& [key, sum] : end_sums) trace_.sums.push_back(sum);
        for (const auto& [key, crossing] : crossings_) trace_.crossings.push_back(crossing);
        for (const auto& [key, amount] : way_) {
            trace_.way.push_back({key.first, key.second, amount});
        }
        for (const auto& [title, sum] : sums_) trace_.seeds.push_back(sum);
        for (const auto& [asset, amount] : outside_) trace_.outside.push_back({asset, amount});
        std::ranges::sort(trace_.passes, {}, &AccountPass::transfer);
        trace_.transactions_touched = touched_;
        return trace_;
    }

    const PlainHistory& history_;
    std::span<const AccountSeed> seeds_;
    const AccountTraceOptions& options_;
    std::map<QueueName, TwinQueue> queues_;
    std::map<QueueName, Statement> statements_;
    std::uint64_t touched_ = 0;
    // Of one transaction.
    std::size_t transaction_ = 0;
    std::vector<std::size_t> rows_;
    std::set<std::size_t> debited_;
    std::set<std::size_t> credited_;
    std::map<std::size_t, Pieces> brought_;
    std::map<std::size_t, Uint256> dealt_;
    std::set<QueueName> dealt_queues_;
    std::map<std::uint32_t, TwinQueue> pools_;
    std::vector<TwinExchange> exchanges_;
    std::map<std::size_t, std::size_t> given_in_;
    std::map<std::size_t, std::size_t> got_in_;
    std::map<std::size_t, std::size_t> wrap_got_for_;    ///< By the row that is given.
    std::map<std::size_t, std::size_t> wrap_given_for_;  ///< By the row that is got.
    bool moved_ = false;
    std::optional<TwinBands> bands_;  ///< In place of a trace.
    // The answer.
    std::map<std::tuple<EndKind, std::uint64_t, std::uint32_t>, AccountEnd> ends_;
    std::map<std::tuple<std::uint64_t, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>,
             Crossing>
        crossings_;
    std::map<std::pair<std::uint64_t, std::uint64_t>, Uint256> way_;
    std::map<Title, AccountSeedSum> sums_;
    std::map<std::uint32_t, Uint256> outside_;
    AccountTrace trace_;
};

}  // namespace pelf::analyze::testing
