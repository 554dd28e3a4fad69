// SPDX-License-Identifier: Apache-2.0
//
// The walk over an account ledger: visits the transactions that concern a queue with traced money,
// in order, each as a whole. What a queue held before is had from its own transfers when traced
// money first reaches it, and is not read twice.
#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <deque>
#include <functional>
#include <map>
#include <queue>
#include <utility>

#include "analyze/account_book.hpp"
#include "analyze/account_clean_history.hpp"
#include "analyze/account_exchange.hpp"
#include "analyze/account_plan.hpp"
#include "analyze/account_queue.hpp"
#include "analyze/account_rows.hpp"
#include "analyze/account_trace.hpp"
#include "base/check.hpp"

namespace pelf::analyze {
namespace {

using model::TransferKind;
using Band = std::vector<AccountFragment>;

bool has_taint(std::span<const AccountFragment> band) noexcept {
    return std::ranges::any_of(band, &AccountFragment::is_tainted);
}

class AccountWalk {
public:
    AccountWalk(const AccountRows& rows, std::span<const AccountSeed> seeds,
                const AccountTraceOptions& options)
        : rows_(rows),
          options_(options),
          book_(rows, seeds, options),
          history_(rows, options.policy),
          plan_(rows) {}

    AccountTrace run() &&;

private:
    using Waiting = std::pair<std::uint64_t, std::uint32_t>;  ///< Next transfer, queue.

    std::uint64_t next_transfer() const;
    bool is_over();
    void end_all(EndKind kind);
    void end_seeds();
    void visit(std::uint64_t transaction);
    void leave();

    void debit(std::uint32_t row);
    Band take(std::uint32_t row);
    void cover(AccountQueue& held, const PlanRow& row);
    TakeOrder order_for(WalkQueue& queue, const PlanRow& row);
    void deal(const WalkQueue& queue);
    void count_hops(Band& taken);
    void end_here(EndKind kind, std::uint64_t transfer, Band& band, bool at_sender);

    void credit(std::uint32_t row, std::size_t event);
    Band brought_by(std::uint32_t row);
    void note_wrap(const PlanRow& given, const PlanRow& got, const Band& band);
    void arrive(const PlanRow& row, Band& band, bool is_seed);
    bool is_residue(const PlanRow& row, const Band& band) const;
    void put(AccountQueue& held, const PlanRow& row, Band& band);
    void put_live(WalkQueue& queue, const PlanRow& row, Band& band);

    WalkQueue* find_live(std::uint32_t account, std::uint32_t asset);
    WalkQueue& make_live(const PlanRow& row, std::size_t event);
    std::uint32_t number_of(std::uint32_t account, std::uint32_t asset);
    AccountQueue& pool(std::uint32_t asset);
    void empty_pools();

    const AccountRows& rows_;
    const AccountTraceOptions& options_;
    AccountBook book_;
    CleanHistory history_;
    TransactionPlan plan_;
    boost::unordered_flat_map<std::uint64_t, std::uint32_t> numbers_;  ///< By account and asset.
    std::deque<WalkQueue> queues_;
    std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> waiting_;
    std::size_t next_seed_ = 0;
    std::uint64_t visited_ = 0;
    // Of the visited transaction.
    std::vector<std::uint32_t> concerned_;  ///< Queues.
    std::vector<Band> brought_;             ///< By row; empty: clean.
    std::vector<Band> wrapped_;             ///< By row that is given; empty: clean.
    std::vector<ExchangeRun> exchanges_;
    std::map<std::uint32_t, AccountQueue> pools_;  ///< By asset.
    bool has_seeds_ = false;
    bool moved_ = false;
};

AccountTrace AccountWalk::run() && {
    for (std::uint64_t next = next_transfer(); next != kNoTransfer; next = next_transfer()) {
        if (is_over()) {
            end_all(EndKind::limit);
            end_seeds();
            return std::move(book_).finish();
        }
        visit(rows_.columns().transaction_of(next));
    }
    end_all(EndKind::unspent);
    return std::move(book_).finish();
}

std::uint64_t AccountWalk::next_transfer() const {
    std::uint64_t next = waiting_.empty() ? kNoTransfer : waiting_.top().first;
    if (next_seed_ < book_.seeded().size()) next = std::min(next, book_.seeded()[next_seed_]);
    return next;
}

bool AccountWalk::is_over() {
    if (book_.touched() >= options_.transactions_max) {
        book_.add_limit(limit_transactions);
        return true;
    }
    if (options_.out_of_time && visited_ % 1024 == 0 && options_.out_of_time()) {
        book_.add_limit(limit_time);
        return true;
    }
    return false;
}

void AccountWalk::end_all(EndKind kind) {
    for (WalkQueue& queue : queues_) {
        if (!queue.live) continue;
        const Band traced = queue.held.traced();
        book_.held(traced, false);
        for (const AccountFragment& fragment : traced) book_.end(kind, fragment.since, fragment);
        if (options_.policy != Policy::lowest_balance) continue;
        queue.lowest.left = queue.held.tainted();
        book_.add_lowest(queue.lowest);
    }
}

/// Seeds that the trace was cut short before.
void AccountWalk::end_seeds() {
    for (; next_seed_ < book_.seeded().size(); ++next_seed_) {
        const std::uint64_t transfer = book_.seeded()[next_seed_];
        Band band{{.amount = rows_.columns().amount(transfer)}};
        book_.lay_seeds(transfer, band);
        book_.note_way(transfer, band);
        book_.note_pass(transfer, sum_tainted(band));
        end_here(EndKind::limit, transfer, band, false);
    }
}

void AccountWalk::visit(std::uint64_t transaction) {
    plan_.make(transaction);
    ++visited_;
    moved_ = false;
    const std::uint64_t end = plan_.transfers().end;
    const auto seeded = book_.seeded().subspan(next_seed_);
    has_seeds_ = !seeded.empty() && seeded.front() < end;
    for (; !waiting_.empty() && waiting_.top().first < end; waiting_.pop()) {
        concerned_.push_back(waiting_.top().second);
    }
    brought_.assign(plan_.rows().size(), {});
    wrapped_.assign(plan_.is_plain() ? 0 : plan_.rows().size(), {});
    for (const PlanExchange& exchange : plan_.exchanges()) {
        exchanges_.emplace_back(plan_, exchange, options_.policy, book_);
    }
    for (std::size_t event = 0; event < plan_.events().size(); ++event) {
        const PlanEvent& now = plan_.events()[event];
        if (now.is_credit) {
            credit(now.row, event);
        } else {
            debit(now.row);
        }
    }
    exchanges_.clear();
    empty_pools();
    while (next_seed_ < book_.seeded().size() && book_.seeded()[next_seed_] < end) ++next_seed_;
    leave();
    if (moved_) book_.add_touched();
    if (plan_.is_invalid() && moved_) book_.add_limit(limit_invalid);
    book_.check_conserved();
}

/// Who holds no traced money any more is forgotten until some comes again.
void AccountWalk::leave() {
    for (const std::uint32_t number : concerned_) {
        WalkQueue& queue = queues_[number];
        while (queue.rows.peek() < plan_.transfers().end) queue.rows.pop();
        queue.live = queue.held.is_tainted();
        if (queue.live && queue.rows.peek() != kNoTransfer) {
            waiting_.emplace(queue.rows.peek(), number);
        }
    }
    concerned_.clear();
}

void AccountWalk::debit(std::uint32_t row) {
    const PlanRow& plan_row = plan_.rows()[row];
    Band taken = take(row);
    const bool tainted = has_taint(taken);
    moved_ |= tainted;
    if (tainted && (plan_row.is_given() || plan_row.is_got())) {
        book_.note_way(plan_row.transfer, taken);
        // Who gets this gets it for something else, so it goes nowhere from here.
        const bool ends =
            !plan_row.is_given() || (plan_row.given_in != kNone && !options_.cross_swaps);
        if (ends) end_here(EndKind::swap, plan_row.transfer, taken, true);
        for (AccountFragment& fragment : taken) fragment.since = plan_row.transfer;
    }
    if (plan_row.given_in != kNone) {
        if (taken.empty()) taken.push_back({.amount = plan_row.amount});
        exchanges_[plan_row.given_in].give(row, taken);
    } else if (plan_row.wrapped_as != kNone) {
        wrapped_[row] = std::move(taken);
    } else {
        brought_[row] = std::move(taken);
    }
}

/// What a row takes from its sender; empty where that is clean for sure.
Band AccountWalk::take(std::uint32_t row) {
    const PlanRow& plan_row = plan_.rows()[row];
    Band taken;
    if (rows_.is_pool(plan_row.from)) {
        AccountQueue& held = pool(plan_row.asset);
        cover(held, plan_row);
        held.take(plan_row.amount, {.policy = policy_inside(options_.policy)}, taken);
        return taken;
    }
    WalkQueue* queue = find_live(plan_row.from, plan_row.asset);
    if (queue == nullptr) return taken;
    cover(queue->held, plan_row);
    queue->held.take(plan_row.amount, order_for(*queue, plan_row), taken);
    book_.held(taken, false);
    if (queue->held.is_tainted() && queue->held.total() < queue->lowest.balance) {
        queue->lowest.balance = queue->held.total();
        queue->lowest.transfer = plan_row.transfer;
    }
    count_hops(taken);
    return taken;
}

/// What is taken and was never seen to come has been there from before what is known.
void AccountWalk::cover(AccountQueue& held, const PlanRow& row) {
    if (row.amount <= held.total()) return;
    const Uint256 missing = row.amount - held.total();
    if (held.is_tainted()) book_.note_outside(row.asset, missing);
    held.put_before(missing);
}

TakeOrder AccountWalk::order_for(WalkQueue& queue, const PlanRow& row) {
    TakeOrder order{.policy = options_.policy};
    if (options_.policy == Policy::tiho || options_.policy == Policy::tilo) {
        if (queue.dealt_in != plan_.transaction()) deal(queue);
        queue.dealt_in = plan_.transaction();
        order.dealt = row.dealt;
    }
    if (queue.keeps_lots && row.kind == TransferKind::reversal) {
        order.reversed = history_.reversed_by(row.transfer);
    }
    return order;
}

/// Deals the traced money out to the queue's transfers of this transaction, by amount.
void AccountWalk::deal(const WalkQueue& queue) {
    std::vector<PlanRow*> givers;
    for (PlanRow& row : plan_.rows()) {
        if (row.from == queue.account && row.asset == queue.asset) givers.push_back(&row);
    }
    std::ranges::stable_sort(givers, [this](const PlanRow* a, const PlanRow* b) {
        return options_.policy == Policy::tiho ? a->amount > b->amount : a->amount < b->amount;
    });
    Uint256 left = queue.held.tainted();
    for (PlanRow* row : givers) {
        row->dealt = std::min(left, row->amount);
        left -= row->dealt;
    }
}

void AccountWalk::count_hops(Band& taken) {
    for (AccountFragment& fragment : taken) {
        if (!fragment.is_tainted()) continue;
        if (fragment.hops >= options_.hops_max) {
            book_.add_limit(limit_hops);
            book_.end(EndKind::limit, fragment.since, fragment);
            fragment.make_clean();
        } else {
            ++fragment.hops;
        }
    }
}

void AccountWalk::end_here(EndKind kind, std::uint64_t transfer, Band& band, bool at_sender) {
    for (AccountFragment& fragment : band) {
        if (!fragment.is_tainted()) continue;
        book_.end(kind, transfer, fragment, at_sender);
        fragment.make_clean();
    }
}

void AccountWalk::credit(std::uint32_t row, std::size_t event) {
    const PlanRow& plan_row = plan_.rows()[row];
    Band band = brought_by(row);
    if (band.empty()) band.push_back({.amount = plan_row.amount});
    const bool is_seed = has_seeds_ && book_.lay_seeds(plan_row.transfer, band);
    const bool to_pool = rows_.is_pool(plan_row.to);
    if (has_taint(band)) {
        book_.note_way(plan_row.transfer, band);
        if (!to_pool) arrive(plan_row, band, is_seed);
    }
    for (AccountFragment& fragment : band) fragment.since = plan_row.transfer;
    if (to_pool) {
        put(pool(plan_row.asset), plan_row, band);
    } else if (WalkQueue* queue = find_live(plan_row.to, plan_row.asset)) {
        put_live(*queue, plan_row, band);
    } else if (has_taint(band)) {
        put_live(make_live(plan_row, event), plan_row, band);
    }
}

Band AccountWalk::brought_by(std::uint32_t row) {
    const PlanRow& plan_row = plan_.rows()[row];
    if (plan_row.got_in != kNone) return exchanges_[plan_row.got_in].get(row);
    if (plan_row.wrapped_from != kNone) {
        Band band = std::move(wrapped_[plan_row.wrapped_from]);
        if (has_taint(band)) note_wrap(plan_.rows()[plan_row.wrapped_from], plan_row, band);
        return band;
    }
    return std::move(brought_[row]);
}

void AccountWalk::note_wrap(const PlanRow& given, const PlanRow& got, const Band& band) {
    const Uint256 tainted = sum_tainted(band);
    book_.add_crossing({.transaction = plan_.transaction(),
                        .giver = given.from,
                        .receiver = got.to,
                        .given_asset = given.asset,
                        .got_asset = got.asset,
                        .given = tainted,
                        .got = tainted},
                       band);
}

/// Ends the traced money that a transfer brings where the trace is to end.
void AccountWalk::arrive(const PlanRow& row, Band& band, bool is_seed) {
    if (!is_seed && is_residue(row, band)) {
        end_here(EndKind::residue, row.transfer, band, false);
        return;
    }
    book_.note_pass(row.transfer, sum_tainted(band));
    const auto kind = book_.stop_at(row.transfer, is_seed);
    if (kind == EndKind::limit) book_.add_limit(limit_source);
    if (kind) end_here(*kind, row.transfer, band, false);
}

bool AccountWalk::is_residue(const PlanRow& row, const Band& band) const {
    if (options_.policy != Policy::haircut || options_.haircut_floor_ppm == 0) return false;
    constexpr std::uint64_t kMillion = 1'000'000;
    const std::uint64_t share = std::min<std::uint64_t>(options_.haircut_floor_ppm, kMillion);
    const Quotient256 floor = scale(row.amount, share, kMillion);
    const Uint256 tainted = sum_tainted(band);
    return tainted < floor.quotient || (tainted == floor.quotient && !floor.remainder.is_zero());
}

/// No honest asset has 2^256 units; what goes beyond is not held. Leaves in `band` what is.
void AccountWalk::put(AccountQueue& held, const PlanRow& row, Band& band) {
    for (AccountFragment& fragment : band) {
        AccountFragment beyond = fragment;
        fragment = cut_off(beyond, std::min(fragment.amount, held.room()));
        held.put(fragment);
        if (beyond.amount.is_zero()) continue;
        book_.add_limit(limit_invalid);
        if (beyond.is_tainted()) book_.end(EndKind::residue, row.transfer, beyond);
    }
}

void AccountWalk::put_live(WalkQueue& queue, const PlanRow& row, Band& band) {
    const Uint256 before = queue.held.tainted();
    put(queue.held, row, band);
    book_.held(band, true);
    if (queue.held.tainted() == before) return;
    queue.lowest = {.account = queue.account,
                    .asset = queue.asset,
                    .balance = queue.held.total(),
                    .transfer = row.transfer};
}

WalkQueue* AccountWalk::find_live(std::uint32_t account, std::uint32_t asset) {
    const auto at = numbers_.find(std::uint64_t{account} << 32 | asset);
    if (at == numbers_.end() || !queues_[at->second].live) return nullptr;
    return &queues_[at->second];
}

WalkQueue& AccountWalk::make_live(const PlanRow& row, std::size_t event) {
    const std::uint32_t number = number_of(row.to, row.asset);
    WalkQueue& queue = queues_[number];
    history_.replay(queue, plan_.transfers().begin);
    const bool is_first = queue.rows.peek() >= row.transfer && row.from != row.to;
    if (!plan_.is_plain() || !is_first) {
        for (const PlanEvent& earlier : plan_.events().first(event)) {
            const PlanRow& plan_row = plan_.rows()[earlier.row];
            history_.apply(queue, plan_row, earlier.is_credit);
            if (!earlier.is_credit && plan_row.from == queue.account &&
                plan_row.asset == queue.asset) {
                queue.dealt_in = plan_.transaction();  // The first of its transfers is over.
            }
        }
    }
    queue.live = true;
    concerned_.push_back(number);
    return queue;
}

std::uint32_t AccountWalk::number_of(std::uint32_t account, std::uint32_t asset) {
    const auto [at, is_new] = numbers_.try_emplace(std::uint64_t{account} << 32 | asset,
                                                   static_cast<std::uint32_t>(queues_.size()));
    if (!is_new) return at->second;
    const bool keeps_lots = options_.policy != Policy::haircut &&
                            options_.policy != Policy::poison && rows_.has_reversals(asset);
    queues_.push_back({.account = account,
                       .asset = asset,
                       .held = AccountQueue(options_.policy, keeps_lots),
                       .rows = rows_.rows_of(account, asset),
                       .keeps_lots = keeps_lots});
    return at->second;
}

AccountQueue& AccountWalk::pool(std::uint32_t asset) {
    return pools_.try_emplace(asset, policy_inside(options_.policy)).first->second;
}

/// The ledger says that all that goes into a pool comes out of it again.
void AccountWalk::empty_pools() {
    for (auto& [asset, held] : pools_) {
        for (const AccountFragment& fragment : held.traced()) {
            book_.add_limit(limit_invalid);
            book_.end(EndKind::residue, fragment.since, fragment);
        }
    }
    pools_.clear();
}

}  // namespace

AccountTrace trace_accounts_forward(const graph::AccountColumns& columns,
                                    std::span<const AccountSeed> seeds,
                                    const AccountTraceOptions& options) {
    const AccountRows rows(columns, options.tagged);
    return AccountWalk(rows, seeds, options).run();
}

}  // namespace pelf::analyze
