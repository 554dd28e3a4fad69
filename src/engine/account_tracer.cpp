// SPDX-License-Identifier: Apache-2.0
#include "engine/account_tracer.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>

#include "analyze/account_trace.hpp"
#include "base/date.hpp"
#include "base/text.hpp"
#include "engine/ledger_accounts.hpp"
#include "engine/ledger_names.hpp"

namespace pelf::engine {
namespace {

/// What the lists say of a ledger's accounts, by number.
struct NamedAccounts {
    std::map<std::uint32_t, AddressOwner> owners;
    std::vector<analyze::AddressMark> marks;
};

NamedAccounts named_accounts(const LedgerAccounts& accounts, AccountLedger ledger,
                             const Lists& lists) {
    std::vector<NamedWallet> named;
    std::vector<model::AccountName> names;
    for (const NamedWallet& one : wallets_on(to_string(ledger), lists)) {
        const auto name = parse_account(ledger, one.wallet->address);
        if (!name) continue;
        named.push_back(one);
        names.push_back(*name);
    }
    const auto numbers = accounts.find_accounts(names);
    NamedAccounts result;
    for (std::size_t i = 0; i < named.size(); ++i) {
        const std::optional<std::uint32_t> number = numbers[i];
        if (!number) continue;
        analyze::AddressMark mark{.address = *number};
        add_name(named[i], result.owners[*number], mark);
        result.marks.push_back(mark);
    }
    return result;
}

class AccountTracer final : public LedgerTracer {
public:
    AccountTracer(std::unique_ptr<LedgerAccounts> accounts, AccountLedger ledger,
                  NamedAccounts named, TracerOptions options)
        : accounts_(std::move(accounts)),
          ledger_(ledger),
          named_(std::move(named)),
          options_(std::move(options)) {}

    LedgerCoverage coverage() const override {
        LedgerCoverage coverage{.ledger = std::string(to_string(ledger_))};
        coverage.window = accounts_->is_window();
        const graph::AccountColumns columns = then();
        if (columns.blocks_count == 0) return coverage;
        const graph::AccountBlockRow& tip = columns.blocks.back();
        coverage.first_height = columns.blocks.front().height;
        coverage.height = tip.height;
        coverage.tip_time = rfc3339(tip.time_unix_s);
        if (tip.hash != model::LedgerHash{}) {
            coverage.tip_hash = transaction_text(ledger_, tip.hash);
        }
        return coverage;
    }

    Result<PlaceFacts> find(std::string_view place) override {
        PELF_TRY(transfer, find_transfer(place));
        const graph::AccountColumns& columns = accounts_->columns();
        return facts(transfer, columns.tos[transfer], columns.movement(transfer).asset);
    }

    Result<TransactionFacts> transaction(std::string_view name) const override {
        PELF_TRY(first, find_transfer(text(name, ":0")));
        const graph::AccountColumns& columns = accounts_->columns();
        TransactionFacts paid;
        paid.time_unix_s = columns.blocks[columns.block_of(first)].time_unix_s;
        const graph::Rows transfers = columns.transfers_of(columns.transaction_of(first));
        std::map<std::uint32_t, std::uint32_t> payers;
        for (const std::uint64_t transfer : transfers_in_order(columns, transfers)) {
            const graph::Movement movement = columns.movement(transfer);
            if (!is_plain(movement.kind)) continue;
            const std::uint32_t from = columns.froms[transfer];
            const auto [payer, is_new] =
                payers.try_emplace(from, static_cast<std::uint32_t>(paid.payers.size()));
            if (is_new) {
                const AddressOwner* owner = owner_of(from);
                paid.payers.push_back({account_of(from), owner ? *owner : AddressOwner{}});
            }
            paid.payments.push_back(
                {facts(transfer, columns.tos[transfer], movement.asset), payer->second});
        }
        return paid;
    }

    void stop_at(std::string_view place) override {
        const auto transfer = find_transfer(place);
        if (!transfer) return;
        named_.marks.push_back(
            {.address = accounts_->columns().tos[*transfer], .stop = analyze::StopKind::service});
    }

    Result<LedgerTraced> trace(analyze::Policy policy, std::span<const TracerSeed> seeds) override {
        const analyze::AddressMarks marks(named_.marks);
        std::vector<analyze::AccountSeed> given;
        for (const TracerSeed& seed : seeds) {
            PELF_TRY(transfer, find_transfer(seed.place.substr(seed.place.find(':') + 1)));
            given.push_back({.transfer = transfer,
                             .label = static_cast<std::uint32_t>(given.size()),
                             .amount = seed.amount,
                             .is_carried = seed.is_carried});
        }
        return describe(analyze::trace_accounts_forward(then(), given, options(policy, marks)),
                        options_.paths_max);
    }

    Result<LedgerTraced> trace_back(analyze::Policy policy, std::string_view place) const override {
        PELF_TRY(transfer, find_transfer(place));
        const analyze::AddressMarks marks(named_.marks);
        LedgerTraced traced =
            describe(analyze::trace_accounts_backward(then(), transfer, options(policy, marks)), 0);
        // Wraps are gone through one to one, and no other exchange is: units are those asked for.
        for (TracedEnd& end : traced.ends) end.parts = {{0, end.amount, end.amount}};
        return traced;
    }

    Result<std::vector<PlaceFacts>> deposits(const ServiceAccounts& service,
                                             const std::string& asset) const override {
        return payments(service, asset, false);
    }

    Result<std::vector<PlaceFacts>> withdrawals(const ServiceAccounts& service,
                                                const std::string& asset) const override {
        return payments(service, asset, true);
    }

private:
    /// As the ledger stood at as_of_unix_s. A source's grows while it is asked.
    graph::AccountColumns then() const {
        const graph::AccountColumns& columns = accounts_->columns();
        if (!options_.as_of_unix_s) return columns;
        std::uint64_t kept = columns.blocks_count;
        while (kept > 0 && columns.blocks[kept - 1].time_unix_s > *options_.as_of_unix_s) --kept;
        return columns.cut(kept);
    }

    analyze::AccountTraceOptions options(analyze::Policy policy,
                                         const analyze::AddressMarks& marks) const {
        analyze::AccountTraceOptions options;
        options.policy = policy;
        options.marks = &marks;
        options.stop_at_marks = options_.stop_at_services;
        options.tagged =
            options_.merge_tags ? analyze::TaggedAccounts::merge : analyze::TaggedAccounts::stop;
        options.follow_fees = options_.follow_fees;
        options.cross_swaps = options_.cross_swaps;
        options.haircut_floor_ppm = options_.haircut_floor_ppm;
        options.hops_max = options_.hops_max;
        options.transactions_max = options_.transactions_max;
        options.out_of_time = options_.out_of_time;
        options.open_accounts = accounts_->open_accounts();
        options.keep_way = options_.paths_max > 0;
        return options;
    }

    /// A service's accounts by number, with their destination tags, ascending.
    Result<std::vector<std::uint32_t>> numbers_of(const ServiceAccounts& service) const {
        std::vector<std::uint32_t> numbers;
        for (const std::string& account : service.accounts) {
            const auto name = parse_account(ledger_, account);
            if (!name) {
                return Unexpected(Error{Fault::malformed,
                                        text(account, " is no account of ", to_string(ledger_))});
            }
            const auto number = accounts_->find_accounts(std::span(&*name, 1)).front();
            if (!number) return nowhere("account", account);
            numbers.push_back(*number);
        }
        if (!service.tag.empty()) {
            const std::size_t before = numbers.size();
            for (const auto& [number, owner] : named_.owners) {
                if (owner.tag == service.tag) numbers.push_back(number);
            }
            if (numbers.size() == before) return nowhere("account attributed to", service.tag);
        }
        std::ranges::sort(numbers);
        const std::size_t holders = numbers.size();
        const auto all_holders = accounts_->columns().holders;
        for (std::uint32_t account = 0; account < all_holders.size(); ++account) {
            if (all_holders[account] == account) continue;
            const auto own = std::span(numbers).first(holders);
            if (std::ranges::binary_search(own, all_holders[account])) numbers.push_back(account);
        }
        std::ranges::sort(numbers);
        const auto twice = std::ranges::unique(numbers);
        numbers.erase(twice.begin(), twice.end());
        return numbers;
    }

    Unexpected<Error> nowhere(std::string_view what, const std::string& name) const {
        return Unexpected(Error{Fault::not_found, text("the ledger ", to_string(ledger_),
                                                       " has no ", what, " ", name)});
    }

    static bool is_plain(model::TransferKind kind) noexcept {
        using enum model::TransferKind;
        return kind == payment || kind == internal || kind == token;
    }

    Result<std::vector<PlaceFacts>> payments(const ServiceAccounts& service,
                                             const std::string& asset, bool outgoing) const {
        PELF_TRY(numbers, numbers_of(service));
        std::uint32_t wanted = 0;
        while (wanted < accounts_->columns().assets_count && asset_of(wanted) != asset) ++wanted;
        if (wanted == accounts_->columns().assets_count) return nowhere("asset", asset);
        const graph::AccountColumns& columns = accounts_->columns();
        std::vector<std::uint64_t> transfers;
        for (const std::uint32_t number : numbers) {
            auto rows = columns.rows_of_account(number);
            for (auto row = rows.next(); row; row = rows.next()) {
                const std::uint32_t own = outgoing ? columns.froms[*row] : columns.tos[*row];
                const std::uint32_t other = outgoing ? columns.tos[*row] : columns.froms[*row];
                if (own != number || std::ranges::binary_search(numbers, other)) continue;
                const graph::Movement movement = columns.movement(*row);
                if (movement.asset != wanted || !is_plain(movement.kind)) continue;
                transfers.push_back(*row);
            }
            if (transfers.size() > kServicePaymentsMax) return too_many_payments();
        }
        std::ranges::sort(transfers);
        std::vector<PlaceFacts> found;
        for (const std::uint64_t transfer : transfers) {
            found.push_back(facts(transfer, columns.tos[transfer], wanted));
        }
        return found;
    }

    Result<std::uint64_t> find_transfer(std::string_view place) const {
        // An id of a bank may hold a colon; the index is what follows the last one.
        const std::size_t colon = place.rfind(':');
        std::optional<std::uint64_t> index;
        if (colon != std::string_view::npos) index = parse_u64(place.substr(colon + 1));
        const std::string_view name = index ? place.substr(0, colon) : place;
        const auto hash = parse_transaction(ledger_, name);
        if (!hash) return not_a_place(ledger_, place);
        const auto transaction = accounts_->find_transaction(*hash);
        if (!transaction) {
            return Unexpected(Error{Fault::not_found,
                                    text("the ledger ", to_string(ledger_), " has no transaction ",
                                         name, " that moved anything")});
        }
        const graph::Rows transfers = accounts_->columns().transfers_of(*transaction);
        if (index.value_or(0) >= transfers.count()) {
            return Unexpected(Error{
                Fault::refused, text("the transaction has transfers 0 to ", transfers.count() - 1,
                                     "; asked for ", index.value_or(0))});
        }
        return transfers_in_order(accounts_->columns(), transfers)[index.value_or(0)];
    }

    std::string account_of(std::uint32_t account) const {
        const auto name = accounts_->account_name(account);
        return name ? account_text(*name) : std::string();
    }

    /// The owner of an account, or of the account behind a tag.
    const AddressOwner* owner_of(std::uint32_t account) const {
        const auto own = named_.owners.find(account);
        if (own != named_.owners.end()) return &own->second;
        const auto holder = named_.owners.find(accounts_->columns().holders[account]);
        return holder == named_.owners.end() ? nullptr : &holder->second;
    }

    std::string transaction_of(std::uint64_t transaction) const {
        return transaction_text(ledger_, accounts_->hash_of(transaction));
    }

    PlaceFacts facts(std::uint64_t transfer, std::uint32_t account, std::uint32_t asset) const {
        const graph::AccountColumns& columns = accounts_->columns();
        const std::uint64_t transaction = columns.transaction_of(transfer);
        PlaceFacts facts;
        const auto ordered = transfers_in_order(columns, columns.transfers_of(transaction));
        facts.place = text(to_string(ledger_), ":", transaction_of(transaction), ":",
                           std::ranges::find(ordered, transfer) - ordered.begin());
        facts.is_opening = columns.movement(transfer).kind == model::TransferKind::opening;
        facts.account = account_of(account);
        facts.amount = columns.amount(transfer);
        facts.time = rfc3339(columns.blocks[columns.block_of(transfer)].time_unix_s);
        if (const auto name = accounts_->asset_name(asset)) {
            facts.asset = asset_text(ledger_, *name);
            facts.decimals = asset_decimals(ledger_, *name);
        }
        if (const AddressOwner* owner = owner_of(account); owner != nullptr) {
            facts.owner = *owner;
        }
        return facts;
    }

    std::string asset_of(std::uint32_t asset) const {
        const auto name = accounts_->asset_name(asset);
        return name ? asset_text(ledger_, *name) : std::string();
    }

    void add_path(const analyze::AccountTrace& trace, const analyze::AccountEnd& end,
                  TracedEnd& described) const {
        const graph::AccountColumns& columns = accounts_->columns();
        for (const analyze::AccountStep& step : analyze::account_trace_path(trace, end.transfer)) {
            const std::uint32_t asset = columns.movement(step.transfer).asset;
            described.path.push_back(
                {facts(step.transfer, columns.tos[step.transfer], asset), step.amount});
        }
    }

    LedgerTraced describe(const analyze::AccountTrace& trace, std::size_t paths_max) const {
        LedgerTraced traced;
        for (const analyze::AccountEnd& end : trace.ends) {
            TracedEnd one;
            one.kind = end.kind;
            one.at = facts(end.transfer, end.account, end.asset);
            one.amount = end.amount;
            one.hops = end.hops;
            for (const analyze::OriginAmount& part : end.origins) {
                one.parts.push_back({part.label, part.amount, part.origin});
            }
            traced.ends.push_back(std::move(one));
        }
        std::vector<std::size_t> largest(trace.ends.size());
        std::iota(largest.begin(), largest.end(), std::size_t{0});
        std::ranges::stable_sort(largest, std::greater{},
                                 [&](std::size_t i) { return trace.ends[i].amount; });
        largest.resize(std::min(largest.size(), paths_max));
        for (const std::size_t i : largest) add_path(trace, trace.ends[i], traced.ends[i]);
        for (const analyze::AccountPass& pass : trace.passes) {
            const std::uint32_t asset = accounts_->columns().movement(pass.transfer).asset;
            traced.passes.push_back({facts(pass.transfer, pass.account, asset), pass.amount});
        }
        for (const analyze::Crossing& crossing : trace.crossings) {
            traced.swaps.push_back(
                {text(to_string(ledger_), ":", transaction_of(crossing.transaction)),
                 account_of(crossing.giver), asset_of(crossing.given_asset),
                 asset_of(crossing.got_asset), crossing.given, crossing.got});
        }
        traced.transactions_touched = trace.transactions_touched;
        traced.limits = trace.limits;
        return traced;
    }

    std::unique_ptr<LedgerAccounts> accounts_;
    AccountLedger ledger_;
    NamedAccounts named_;
    TracerOptions options_;
};

}  // namespace

Unexpected<Error> not_a_place(AccountLedger ledger, std::string_view place) {
    return Unexpected(Error{Fault::malformed,
                            text("a place on ", to_string(ledger),
                                 " is the name of a transaction, a colon and the number of one of "
                                 "its transfers; found \"",
                                 place, "\"")});
}

std::vector<std::uint64_t> transfers_in_order(const graph::AccountColumns& columns,
                                              graph::Rows transfers) {
    const auto rank = [&](std::uint64_t transfer) {
        switch (columns.movement(transfer).kind) {
            case model::TransferKind::opening: return 2;
            case model::TransferKind::fee: return 1;
            default: return 0;
        }
    };
    std::vector<std::uint64_t> ordered(transfers.count());
    std::iota(ordered.begin(), ordered.end(), transfers.begin);
    std::ranges::stable_sort(ordered, {}, rank);
    return ordered;
}

Result<std::unique_ptr<LedgerTracer>> open_account_tracer(const Home& home, AccountLedger ledger,
                                                          const Lists& lists,
                                                          const TracerOptions& options) {
    PELF_TRY(store, graph::AccountStore::open(home.accounts(ledger)));
    return make_account_tracer(std::make_unique<StoreAccounts>(std::move(store)), ledger, lists,
                               options);
}

std::unique_ptr<LedgerTracer> make_account_tracer(std::unique_ptr<LedgerAccounts> accounts,
                                                  AccountLedger ledger, const Lists& lists,
                                                  const TracerOptions& options) {
    NamedAccounts named = named_accounts(*accounts, ledger, lists);
    return std::make_unique<AccountTracer>(std::move(accounts), ledger, std::move(named), options);
}

}  // namespace pelf::engine
