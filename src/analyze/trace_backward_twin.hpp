// SPDX-License-Identifier: Apache-2.0
//
// For tests and fuzzing: backward tracing by asking every single satoshi where it was before.
// Shares no code with the library. Not part of it.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "analyze/random_chain.hpp"
#include "analyze/trace.hpp"

namespace pelf::analyze::testing {

class BackwardTwin {
public:
    static Trace run(const PlainChain& chain, std::uint64_t output, const TraceOptions& options) {
        BackwardTwin twin(chain, output, options);
        twin.walk_down();
        return twin.finished();
    }

private:
    enum class Source : std::uint8_t { new_coin, output, fee, outside };

    /// Where one satoshi was before the transaction that it is in now.
    struct Origin {
        Source source = Source::outside;
        std::uint64_t number = 0;    ///< Output, or transaction that paid the fee.
        std::uint64_t position = 0;  ///< Of the satoshi in it.
    };

    struct Wanted {
        std::set<std::uint64_t> positions;
        std::uint32_t hops = 0;
    };

    BackwardTwin(const PlainChain& chain, std::uint64_t output, const TraceOptions& options)
        : chain_(chain), options_(options), start_(output) {
        trace_.policy = options.policy;
        trace_.seeds_sat = chain.outputs[output].value_sat;
        for (std::uint64_t i = 0; i < trace_.seeds_sat; ++i) reach_output(output, i, 0);
        settle_reached();
    }

    void walk_down() {
        for (std::size_t block = chain_.blocks.size(); block-- > 0;) {
            const auto& transactions = chain_.blocks[block];
            if (options_.follow_fees) visit(transactions.front());
            for (std::size_t i = transactions.size(); i-- > 1;) visit(transactions[i]);
            if (!options_.follow_fees) visit(transactions.front());
        }
    }

    /// The satoshis of a transaction in the order in which outputs and fee take them; what comes
    /// after the last of them is from outside.
    std::vector<Origin> band_of(std::size_t number) const {
        const PlainTransaction& transaction = chain_.transactions[number];
        std::vector<std::pair<Origin, std::optional<std::uint64_t>>> sources;
        if (transaction.coinbase) {
            sources.emplace_back(Origin{Source::new_coin}, chain_.subsidies_sat[transaction.block]);
            for (const std::size_t payer : chain_.blocks[transaction.block]) {
                if (payer == number) continue;
                if (!chain_.transactions[payer].fee_sat) return {};
                sources.emplace_back(Origin{Source::fee, payer},
                                     chain_.transactions[payer].fee_sat);
            }
        }
        for (const std::uint64_t prevout : transaction.prevouts) {
            if (prevout == graph::kOutside) {
                sources.emplace_back(Origin{}, std::nullopt);
            } else {
                sources.emplace_back(Origin{Source::output, prevout},
                                     chain_.outputs[prevout].value_sat);
            }
        }
        const bool lifo = options_.policy == Policy::lifo;
        if (lifo) std::ranges::reverse(sources);
        std::vector<Origin> band;
        for (const auto& [origin, length_sat] : sources) {
            if (!length_sat) break;
            for (std::uint64_t i = 0; i < *length_sat; ++i) {
                band.push_back(origin);
                band.back().position = lifo ? *length_sat - 1 - i : i;
            }
        }
        return band;
    }

    void visit(std::size_t number) {
        const PlainTransaction& transaction = chain_.transactions[number];
        std::set<std::uint64_t> positions;
        std::uint32_t hops = 0xffff'ffff;
        std::uint64_t offset = 0;
        const auto want = [&](std::map<std::uint64_t, Wanted>& wanted_by, std::uint64_t key) {
            const auto wanted = wanted_by.find(key);
            if (wanted == wanted_by.end()) return;
            for (const std::uint64_t position : wanted->second.positions) {
                positions.insert(offset + position);
            }
            hops = std::min(hops, wanted->second.hops);
        };
        if (stopped_) return;
        for (std::size_t i = 0; i < transaction.outputs.size(); ++i) {
            want(outputs_, transaction.first_output + i);
            offset += transaction.outputs[i].value_sat;
        }
        want(fees_, number);
        if (positions.empty()) return;
        if (trace_.transactions_touched >= options_.transactions_max) return stop();
        ++trace_.transactions_touched;
        for (std::size_t i = 0; i < transaction.outputs.size(); ++i) {
            outputs_.erase(transaction.first_output + i);
        }
        fees_.erase(number);
        go_on(number, positions, hops);
    }

    void go_on(std::size_t number, const std::set<std::uint64_t>& positions, std::uint32_t hops) {
        const std::vector<Origin> band = band_of(number);
        std::uint64_t outside_sat = 0;
        std::uint64_t new_sat = 0;
        for (const std::uint64_t position : positions) {
            const Origin origin = position < band.size() ? band[position] : Origin{};
            switch (origin.source) {
                case Source::new_coin: ++new_sat; break;
                case Source::outside: ++outside_sat; break;
                case Source::output: reach_output(origin.number, origin.position, hops + 1); break;
                case Source::fee: reach_fee(origin.number, origin.position, hops + 1); break;
            }
        }
        settle_reached();
        add({.kind = EndKind::coinbase, .transaction = number, .hops = hops}, new_sat, 0);
        add({.kind = EndKind::limit, .transaction = number, .hops = hops}, outside_sat,
            limit_outside);
    }

    void reach_output(std::uint64_t output, std::uint64_t position, std::uint32_t hops) {
        reached_outputs_[output].positions.insert(position);
        reached_outputs_[output].hops = hops;
    }
    void reach_fee(std::uint64_t payer, std::uint64_t position, std::uint32_t hops) {
        reached_fees_[payer].positions.insert(position);
        reached_fees_[payer].hops = hops;
    }

    /// Decides about the outputs and fees that the last visit reached.
    void settle_reached() {
        for (const auto& [output, wanted] : reached_outputs_) settle_output(output, wanted);
        for (const auto& [payer, wanted] : reached_fees_) {
            if (wanted.hops >= options_.hops_max) {
                add({.kind = EndKind::limit, .transaction = payer, .hops = wanted.hops},
                    wanted.positions.size(), limit_hops);
                continue;
            }
            if (options_.keep_way) trace_.fees_way.push_back({payer, wanted.positions.size()});
            fees_[payer] = wanted;
        }
        reached_outputs_.clear();
        reached_fees_.clear();
    }

    void settle_output(std::uint64_t output, const Wanted& wanted) {
        const std::uint64_t amount_sat = wanted.positions.size();
        const std::size_t maker = chain_.makers[output];
        End place{.transaction = maker, .output = output, .hops = wanted.hops};
        if (options_.keep_way) trace_.way.push_back({output, amount_sat});
        if (options_.marks != nullptr) {
            const auto& marks = options_.marks->all();
            const auto mark =
                std::ranges::find(marks, chain_.outputs[output].address, &AddressMark::address);
            if (mark != marks.end() && mark->listed) {
                trace_.passes.push_back({output, mark->address, amount_sat});
            }
            if (mark != marks.end() && mark->stop != StopKind::none && options_.stop_at_marks &&
                output != start_) {
                place.kind = mark->stop == StopKind::service ? EndKind::service
                             : mark->stop == StopKind::mixer ? EndKind::mixer
                                                             : EndKind::bridge;
                return add(place, amount_sat, 0);
            }
        }
        place.kind = EndKind::coinbase;
        if (chain_.transactions[maker].coinbase && !options_.follow_fees) {
            return add(place, amount_sat, 0);
        }
        place.kind = EndKind::limit;
        if (wanted.hops >= options_.hops_max) return add(place, amount_sat, limit_hops);
        outputs_[output] = wanted;
    }

    void stop() {
        stopped_ = true;
        for (const auto& [output, wanted] : outputs_) {
            add({.kind = EndKind::limit,
                 .transaction = chain_.makers[output],
                 .output = output,
                 .hops = wanted.hops},
                wanted.positions.size(), limit_transactions);
        }
        for (const auto& [payer, wanted] : fees_) {
            add({.kind = EndKind::limit, .transaction = payer, .hops = wanted.hops},
                wanted.positions.size(), limit_transactions);
        }
    }

    void add(End end, std::uint64_t amount_sat, std::uint8_t limit) {
        if (amount_sat == 0) return;
        end.amount_sat = amount_sat;
        trace_.limits |= limit;
        trace_.total_sat += amount_sat;
        auto& sum = trace_.sums[static_cast<std::size_t>(end.kind)];
        ++sum.count;
        sum.amount_sat += amount_sat;
        trace_.ends.push_back(end);
    }

    Trace finished() {
        std::ranges::stable_sort(trace_.ends, {}, [](const End& end) {
            return std::tuple(end.kind, end.transaction, end.output);
        });
        std::ranges::sort(trace_.passes, {}, &Pass::output);
        std::ranges::sort(trace_.way, {}, &TaintedOutput::output);
        std::ranges::sort(trace_.fees_way, {}, &TaintedFee::transaction);
        return trace_;
    }

    const PlainChain& chain_;
    const TraceOptions& options_;
    std::uint64_t start_;
    std::map<std::uint64_t, Wanted> outputs_;
    std::map<std::uint64_t, Wanted> fees_;
    std::map<std::uint64_t, Wanted> reached_outputs_;
    std::map<std::uint64_t, Wanted> reached_fees_;
    Trace trace_;
    bool stopped_ = false;
};

}  // namespace pelf::analyze::testing
