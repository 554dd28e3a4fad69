// SPDX-License-Identifier: Apache-2.0
#include "engine/coin_tracer.hpp"

#include <algorithm>
#include <map>

#include "base/date.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"
#include "engine/coin_place.hpp"
#include "engine/ledger_names.hpp"
#include "engine/source_walk.hpp"
#include "graph/coin_store.hpp"

namespace pelf::engine {
namespace {

class CoinTracer final : public LedgerTracer {
public:
    CoinTracer(graph::CoinStore store, codec::Chain chain, const Lists& lists,
               TracerOptions options)
        : store_(std::move(store)),
          chain_(chain),
          names_(LedgerNames::find(StoreLedger(store_), chain, lists)),
          options_(std::move(options)),
          then_(store_.columns().cut(blocks_as_of(store_.columns().blocks, options_.as_of_unix_s))),
          marks_(names_.marks().all().begin(), names_.marks().all().end()) {}

    LedgerCoverage coverage() const override {
        LedgerCoverage coverage{.ledger = ledger_name(chain_)};
        coverage.window = store_.manifest().previous != codec::Hash256{};
        coverage.first_height = store_.manifest().base_height;
        if (then_.blocks_count == 0) return coverage;
        const graph::BlockRow& tip = then_.blocks.back();
        coverage.height = store_.height_of(then_.blocks_count - 1);
        coverage.tip_hash = codec::to_reversed_hex(tip.hash);
        coverage.tip_time = rfc3339(tip.time_s);
        return coverage;
    }

    Result<PlaceFacts> find(std::string_view place) override {
        PELF_TRY(output, find_output(StoreLedger(store_), store_.columns(), place));
        return facts(output);
    }

    Result<TransactionFacts> transaction(std::string_view name) const override {
        const graph::CoinColumns& columns = store_.columns();
        PELF_TRY(found, find_output(StoreLedger(store_), columns, text(name, ":0")));
        const std::uint64_t transaction = columns.transaction_of_output(found);
        TransactionFacts paid{.is_paid_together = true};
        paid.time_unix_s = columns.blocks[columns.block_of(transaction)].time_s;
        const graph::Rows outputs = columns.outputs_of(transaction);
        for (std::uint64_t output = outputs.begin; output < outputs.end; ++output) {
            if (columns.addresses[output] == graph::kNoAddress) continue;
            if (columns.value_sat(output) > 0) paid.payments.push_back({facts(output), 0});
        }
        std::map<std::string, AddressOwner> payers;
        const graph::Rows inputs = columns.inputs_of(transaction);
        for (std::uint64_t input = inputs.begin; input < inputs.end; ++input) {
            const std::uint64_t spent = columns.prevouts[input];
            const bool is_here = spent != graph::kCoinbase && spent != graph::kOutside;
            const PlaceFacts from = is_here ? facts(spent) : PlaceFacts{};
            payers.emplace(from.account, from.owner);
        }
        for (auto& [account, owner] : payers) paid.payers.push_back({account, owner});
        return paid;
    }

    void stop_at(std::string_view place) override {
        const auto output = find_output(StoreLedger(store_), store_.columns(), place);
        if (!output) return;
        const std::uint64_t address = store_.columns().addresses[*output];
        if (address == graph::kNoAddress) return;
        marks_.push_back({.address = address, .stop = analyze::StopKind::service});
    }

    Result<LedgerTraced> trace(analyze::Policy policy, std::span<const TracerSeed> seeds) override {
        // A coin is a lot by itself: there is no balance that could be lower.
        if (policy == analyze::Policy::lowest_balance) policy = analyze::Policy::clean_first;
        std::vector<analyze::Seed> given;
        for (const TracerSeed& seed : seeds) {
            PELF_TRY(output, find_output(StoreLedger(store_), store_.columns(),
                                         without_ledger(seed.place)));
            given.push_back({.output = output,
                             .label = static_cast<std::uint32_t>(given.size()),
                             .amount_sat = seed.amount.low(),
                             .is_carried = seed.is_carried});
        }
        // Haircut keeps no labels apart. It is a sum, so that each seed can be traced for itself.
        if (policy == analyze::Policy::haircut) return haircut(given);
        LedgerTraced traced;
        add(run(policy, given), traced);
        return traced;
    }

    Result<LedgerTraced> trace_back(analyze::Policy policy, std::string_view place) const override {
        PELF_TRY(output, find_output(StoreLedger(store_), store_.columns(), place));
        const analyze::AddressMarks marks(marks_);
        LedgerTraced traced;
        add(analyze::trace_backward(then_, output, options(policy, marks)), traced);
        for (TracedEnd& end : traced.ends) end.parts = {{0, end.amount, end.amount}};
        return traced;
    }

    Result<std::vector<PlaceFacts>> deposits(const ServiceAccounts& service,
                                             const std::string& asset) const override {
        PELF_TRY(own, outputs_of(service, asset));
        const graph::CoinColumns& columns = store_.columns();
        const auto paying = payments_from(own.outputs);
        std::vector<PlaceFacts> found;
        for (const std::uint64_t output : own.outputs) {
            const std::uint64_t transaction = columns.transaction_of_output(output);
            if (std::ranges::binary_search(paying, transaction)) continue;
            if (columns.value_sat(output) > 0) found.push_back(facts(output));
        }
        return found;
    }

    Result<std::vector<PlaceFacts>> withdrawals(const ServiceAccounts& service,
                                                const std::string& asset) const override {
        PELF_TRY(own, outputs_of(service, asset));
        const graph::CoinColumns& columns = store_.columns();
        std::vector<PlaceFacts> found;
        for (const std::uint64_t transaction : payments_from(own.outputs)) {
            const graph::Rows outputs = columns.outputs_of(transaction);
            for (std::uint64_t output = outputs.begin; output < outputs.end; ++output) {
                const std::uint64_t address = columns.addresses[output];
                if (address == graph::kNoAddress || own.addresses[address]) continue;
                if (columns.value_sat(output) > 0) found.push_back(facts(output));
                if (found.size() > kServicePaymentsMax) return too_many_payments();
            }
        }
        return found;
    }

private:
    struct OwnOutputs {
        std::vector<bool> addresses;         ///< By number.
        std::vector<std::uint64_t> outputs;  ///< Ascending.
    };

    /// All that was ever paid to a service's addresses: a pass over the column of addresses.
    Result<OwnOutputs> outputs_of(const ServiceAccounts& service, const std::string& asset) const {
        if (asset != "BTC") {
            return Unexpected(Error{Fault::not_found, text("the ledger ", ledger_name(chain_),
                                                           " has no asset ", asset)});
        }
        const graph::CoinColumns& columns = store_.columns();
        OwnOutputs own;
        own.addresses.resize(columns.addresses_count);
        for (const std::string& account : service.accounts) {
            const auto lock = codec::from_address(account, chain_);
            if (!lock) {
                return Unexpected(Error{Fault::malformed,
                                        text(account, " is no address of ", ledger_name(chain_))});
            }
            const auto number = store_.find_addresses(std::span(&*lock, 1)).front();
            if (!number) {
                return Unexpected(Error{Fault::not_found, text("the ledger ", ledger_name(chain_),
                                                               " has no address ", account)});
            }
            own.addresses[*number] = true;
        }
        if (!service.tag.empty()) {
            bool any = false;
            for (const analyze::AddressMark& mark : names_.marks().all()) {
                const AddressOwner* owner = names_.owner(mark.address);
                if (owner == nullptr || owner->tag != service.tag) continue;
                own.addresses[mark.address] = any = true;
            }
            if (!any) {
                return Unexpected(
                    Error{Fault::not_found, text("the ledger ", ledger_name(chain_),
                                                 " has no address attributed to ", service.tag)});
            }
        }
        for (std::uint64_t output = 0; output < columns.outputs_count; ++output) {
            const std::uint64_t address = columns.addresses[output];
            if (address == graph::kNoAddress || !own.addresses[address]) continue;
            own.outputs.push_back(output);
            if (own.outputs.size() > kServicePaymentsMax) return too_many_payments();
        }
        return own;
    }

    /// The transactions that spend any of these outputs, ascending.
    std::vector<std::uint64_t> payments_from(std::span<const std::uint64_t> outputs) const {
        const graph::CoinColumns& columns = store_.columns();
        std::vector<std::uint64_t> transactions;
        for (const std::uint64_t output : outputs) {
            const auto spender = columns.spender(output);
            if (spender) transactions.push_back(columns.transaction_of_input(*spender));
        }
        std::ranges::sort(transactions);
        const auto twice = std::ranges::unique(transactions);
        transactions.erase(twice.begin(), twice.end());
        return transactions;
    }

    static std::string_view without_ledger(std::string_view place) noexcept {
        return place.substr(place.find(':') + 1);
    }

    PlaceFacts facts_of_transaction(std::uint64_t transaction) const {
        const graph::CoinColumns& columns = store_.columns();
        PlaceFacts facts{.asset = "BTC", .decimals = kBitcoinDecimals};
        facts.place =
            text(ledger_name(chain_), ":", codec::to_reversed_hex(store_.txids()[transaction]));
        facts.time = rfc3339(columns.blocks[columns.block_of(transaction)].time_s);
        return facts;
    }

    PlaceFacts facts(std::uint64_t output) const {
        const graph::CoinColumns& columns = store_.columns();
        const std::uint64_t transaction = columns.transaction_of_output(output);
        PlaceFacts facts = facts_of_transaction(transaction);
        facts.place += text(":", output - columns.outputs_of(transaction).begin);
        facts.amount = columns.value_sat(output);
        const std::uint64_t address = columns.addresses[output];
        if (address == graph::kNoAddress) return facts;
        facts.account = codec::to_address(store_.addresses().lock_of(address), chain_);
        if (const AddressOwner* owner = names_.owner(address); owner != nullptr) {
            facts.owner = *owner;
        }
        return facts;
    }

    analyze::TraceOptions options(analyze::Policy policy,
                                  const analyze::AddressMarks& marks) const {
        analyze::TraceOptions options;
        options.policy = policy;
        options.marks = &marks;
        options.stop_at_marks = options_.stop_at_services;
        options.follow_fees = options_.follow_fees;
        options.haircut_floor_ppm = options_.haircut_floor_ppm;
        options.hops_max = options_.hops_max;
        options.transactions_max = options_.transactions_max;
        options.out_of_time = options_.out_of_time;
        return options;
    }

    analyze::Trace run(analyze::Policy policy, std::span<const analyze::Seed> seeds) const {
        const analyze::AddressMarks marks(marks_);
        return analyze::trace_forward(then_, seeds, options(policy, marks));
    }

    TracedEnd describe(const analyze::End& end) const {
        TracedEnd traced;
        traced.kind = end.kind;
        traced.at = end.output == analyze::kNoOutput ? facts_of_transaction(end.transaction)
                                                     : facts(end.output);
        traced.amount = end.amount_sat;
        traced.hops = end.hops;
        for (const analyze::LabelAmount& part : end.labels) {
            traced.parts.push_back({part.label, part.amount_sat, part.amount_sat});
        }
        return traced;
    }

    void add(const analyze::Trace& trace, LedgerTraced& traced) const {
        for (const analyze::End& end : trace.ends) traced.ends.push_back(describe(end));
        for (const analyze::Pass& pass : trace.passes) {
            traced.passes.push_back({facts(pass.output), pass.amount_sat});
        }
        traced.transactions_touched += trace.transactions_touched;
        traced.limits |= trace.limits;
    }

    /// Ends of several seeds at one place are put together.
    Result<LedgerTraced> haircut(std::span<const analyze::Seed> seeds) const {
        LedgerTraced traced;
        using Key = std::tuple<analyze::EndKind, std::uint64_t, std::uint64_t>;
        std::map<Key, TracedEnd> ends;
        std::map<std::uint64_t, TracedPass> passes;
        for (const analyze::Seed& seed : seeds) {
            const analyze::Trace trace = run(analyze::Policy::haircut, std::span(&seed, 1));
            for (const analyze::End& end : trace.ends) {
                const auto [at, is_new] =
                    ends.try_emplace({end.kind, end.transaction, end.output}, TracedEnd{});
                if (is_new) {
                    at->second = describe(end);
                } else {
                    at->second.amount += end.amount_sat;
                }
                at->second.parts.push_back({seed.label, end.amount_sat, end.amount_sat});
            }
            for (const analyze::Pass& pass : trace.passes) {
                const auto [at, is_new] = passes.try_emplace(
                    pass.output, TracedPass{facts(pass.output), pass.amount_sat});
                if (!is_new) at->second.amount += pass.amount_sat;
            }
            traced.transactions_touched =
                std::max(traced.transactions_touched, trace.transactions_touched);
            traced.limits |= trace.limits;
        }
        for (auto& [key, end] : ends) traced.ends.push_back(std::move(end));
        for (auto& [output, pass] : passes) traced.passes.push_back(std::move(pass));
        return traced;
    }

    graph::CoinStore store_;
    codec::Chain chain_;
    LedgerNames names_;
    TracerOptions options_;
    graph::CoinColumns then_;  ///< As the ledger stood at as_of_unix_s.
    std::vector<analyze::AddressMark> marks_;
};

}  // namespace

Result<std::unique_ptr<LedgerTracer>> open_coin_tracer(const Home& home, codec::Chain chain,
                                                       const Lists& lists,
                                                       const TracerOptions& options) {
    PELF_TRY(store, graph::CoinStore::open(home.bitcoin(chain)));
    return std::unique_ptr<LedgerTracer>(
        std::make_unique<CoinTracer>(std::move(store), chain, lists, options));
}

}  // namespace pelf::engine
