// SPDX-License-Identifier: Apache-2.0
//
// For tests and fuzzing: tracing as a textbook would do it, one satoshi at a time over every
// transaction of a small chain. Slow, short and without a shortcut; shares no code with the
// library. Not part of it.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "analyze/random_chain.hpp"
#include "analyze/trace.hpp"

namespace pelf::analyze::testing {

inline constexpr std::uint32_t kCleanSatoshi = 0xffff'ffff;
using Satoshis = std::vector<std::uint32_t>;  ///< The label of each, in order.

inline std::uint64_t count_tainted(const Satoshis& satoshis) {
    return static_cast<std::uint64_t>(std::ranges::count_if(
        satoshis, [](std::uint32_t label) { return label != kCleanSatoshi; }));
}

/// The rules of docs/trace.md for one transaction; the last value is the fee.
class PolicyTwin {
public:
    PolicyTwin(Policy policy, std::vector<Satoshis> inputs, std::vector<std::uint64_t> values)
        : policy_(policy), inputs_(std::move(inputs)), values_(std::move(values)) {}

    std::vector<Satoshis> split() const {
        switch (policy_) {
            case Policy::poison: return poison();
            case Policy::haircut: return haircut();
            case Policy::fifo: return deal(all_satoshis(inputs_));
            case Policy::lifo: {
                Satoshis band = all_satoshis(inputs_);
                std::ranges::reverse(band);
                return deal(band);
            }
            case Policy::tiho: return pour(true);
            case Policy::tilo: return pour(false);
            case Policy::dirty_first: return deal(parted(true));
            case Policy::clean_first:
            case Policy::lowest_balance: return deal(parted(false));
        }
        return {};
    }

private:
    static Satoshis all_satoshis(const std::vector<Satoshis>& inputs) {
        Satoshis all;
        for (const Satoshis& input : inputs) all.insert(all.end(), input.begin(), input.end());
        return all;
    }

    std::vector<Satoshis> deal(const Satoshis& band) const {
        std::vector<Satoshis> outputs;
        std::size_t next = 0;
        for (const std::uint64_t value : values_) {
            Satoshis output;
            while (output.size() < value) output.push_back(band.at(next++));
            outputs.push_back(output);
        }
        return outputs;
    }

    Satoshis parted(bool tainted_first) const {
        std::vector<Satoshis> first;
        std::vector<Satoshis> second;
        for (const Satoshis& input : inputs_) {
            ((count_tainted(input) > 0) == tainted_first ? first : second).push_back(input);
        }
        first.insert(first.end(), second.begin(), second.end());
        return all_satoshis(first);
    }

    std::vector<Satoshis> pour(bool highest_first) const {
        Satoshis taint;
        for (const std::uint32_t label : all_satoshis(inputs_)) {
            if (label != kCleanSatoshi) taint.push_back(label);
        }
        std::vector<Satoshis> outputs(values_.size());
        std::vector<bool> filled(values_.size());
        std::size_t next = 0;
        for (std::size_t turn = 0; turn < values_.size(); ++turn) {
            std::size_t best = values_.size() - 1;  // The fee, when all outputs are filled.
            for (std::size_t i = 0; i + 1 < values_.size(); ++i) {
                if (filled[i]) continue;
                const bool better =
                    highest_first ? values_[i] > values_[best] : values_[i] < values_[best];
                if (best == values_.size() - 1 || better) best = i;
            }
            filled[best] = true;
            while (outputs[best].size() < values_[best]) {
                outputs[best].push_back(next < taint.size() ? taint[next++] : kCleanSatoshi);
            }
        }
        return outputs;
    }

    std::vector<Satoshis> haircut() const {
        const std::uint64_t tainted = count_tainted(all_satoshis(inputs_));
        const std::uint64_t whole = all_satoshis(inputs_).size();
        std::vector<std::uint64_t> shares;
        std::vector<std::uint64_t> remainders;
        std::uint64_t given = 0;
        for (const std::uint64_t value : values_) {
            shares.push_back(value * tainted / whole);
            remainders.push_back(value * tainted % whole);
            given += shares.back();
        }
        std::set<std::size_t> favoured;
        for (; given < tainted; ++given) {
            std::size_t best = values_.size();
            for (std::size_t i = 0; i < values_.size(); ++i) {
                if (favoured.contains(i)) continue;
                if (best == values_.size() || remainders[i] > remainders[best]) best = i;
            }
            favoured.insert(best);
            ++shares.at(best);
        }
        std::vector<Satoshis> outputs;
        for (std::size_t i = 0; i < values_.size(); ++i) {
            outputs.emplace_back(values_[i], kCleanSatoshi);
            std::fill_n(outputs.back().begin(), shares[i], 0U);
        }
        return outputs;
    }

    std::vector<Satoshis> poison() const {
        const std::uint32_t label = count_tainted(all_satoshis(inputs_)) > 0 ? 0 : kCleanSatoshi;
        std::vector<Satoshis> outputs;
        outputs.reserve(values_.size());
        for (const std::uint64_t value : values_) outputs.emplace_back(value, label);
        return outputs;
    }

    Policy policy_;
    std::vector<Satoshis> inputs_;
    std::vector<std::uint64_t> values_;
};

/// A whole forward trace.
class TraceTwin {
public:
    static Trace run(const PlainChain& chain, std::span<const Seed> seeds,
                     const TraceOptions& options) {
        TraceTwin twin(chain, seeds, options);
        for (const auto& block : chain.blocks) twin.visit_block(block);
        return twin.finished();
    }

private:
    struct SeededOutput {
        Satoshis satoshis;
        bool begins = false;  ///< Given on purpose, at least in part.
    };

    struct Held {
        Satoshis satoshis;
        std::uint32_t hops = 0;
    };

    TraceTwin(const PlainChain& chain, std::span<const Seed> seeds, const TraceOptions& options)
        : chain_(chain), options_(options) {
        trace_.policy = options.policy;
        for (const Seed& seed : seeds) {
            const std::uint64_t value_sat = chain.outputs[seed.output].value_sat;
            SeededOutput& seeded = seeds_[seed.output];
            seeded.satoshis.resize(value_sat, kCleanSatoshi);
            const std::uint64_t end_sat =
                seed.amount_sat == kWholeOutput ? value_sat : seed.first_sat + seed.amount_sat;
            for (std::uint64_t at = seed.first_sat; at < end_sat; ++at) {
                ++trace_.seeds_sat;
                if (seeded.satoshis[at] != kCleanSatoshi) {
                    ++trace_.overlap_sat;
                } else {
                    seeded.satoshis[at] = seed.label;
                    if (!seed.is_carried) seeded.begins = true;
                }
            }
        }
    }

    bool keeps_labels() const {
        return options_.policy != Policy::poison && options_.policy != Policy::haircut;
    }

    void visit_block(const std::vector<std::size_t>& block) {
        fees_.clear();
        if (!options_.follow_fees) visit(block.front());
        for (std::size_t i = 1; i < block.size(); ++i) visit(block[i]);
        if (options_.follow_fees) visit_coinbase(block);
    }

    void visit(std::size_t number) {
        const PlainTransaction& transaction = chain_.transactions[number];
        std::vector<Satoshis> inputs;
        std::optional<std::uint32_t> hops;
        for (const std::uint64_t prevout : transaction.prevouts) {
            if (prevout != graph::kOutside && held_.contains(prevout)) {
                const std::uint32_t held_hops = held_.at(prevout).hops;
                hops = std::min(hops.value_or(held_hops), held_hops);
            }
        }
        if (hops) stop_if_full();
        if (!hops || stopped_) return start_seeds(number);
        for (const std::uint64_t prevout : transaction.prevouts) {
            if (prevout == graph::kOutside) continue;
            inputs.emplace_back(chain_.outputs[prevout].value_sat, kCleanSatoshi);
            if (!held_.contains(prevout)) continue;
            inputs.back() = held_.at(prevout).satoshis;
            held_.erase(prevout);
        }
        if (!transaction.fee_sat) {
            trace_.limits |= limit_outside;
            if (options_.policy != Policy::poison) {
                Satoshis all;
                for (const auto& input : inputs) all.insert(all.end(), input.begin(), input.end());
                add({.kind = EndKind::limit, .transaction = number, .hops = *hops}, all);
                return start_seeds(number);
            }
        }
        spread(number, inputs, transaction.fee_sat.value_or(0), *hops + 1);
    }

    void visit_coinbase(const std::vector<std::size_t>& block) {
        const std::size_t coinbase = block.front();
        if (!fees_.empty()) stop_if_full();
        if (fees_.empty()) return start_seeds(coinbase);
        std::vector<Satoshis> inputs;
        inputs.emplace_back(chain_.subsidies_sat[chain_.transactions[coinbase].block],
                            kCleanSatoshi);
        std::uint32_t hops = kNever;
        std::uint64_t left_sat = inputs.front().size();
        for (std::size_t i = 1; i < block.size(); ++i) {
            const auto fee_sat = chain_.transactions[block[i]].fee_sat;
            if (!fee_sat) {
                trace_.limits |= limit_outside;
                if (options_.policy != Policy::poison) {
                    end_fees();
                    return start_seeds(coinbase);
                }
            }
            inputs.emplace_back(fee_sat.value_or(0), kCleanSatoshi);
            left_sat += fee_sat.value_or(0);
            if (!fees_.contains(block[i])) continue;
            inputs.back() = fees_.at(block[i]).satoshis;
            hops = std::min(hops, fees_.at(block[i]).hops);
        }
        for (const auto& output : chain_.transactions[coinbase].outputs) {
            left_sat -= output.value_sat;
        }
        for (const auto& [number, fee] : fees_) {
            if (!options_.keep_way) break;
            trace_.fees_way.push_back({number, count_tainted(fee.satoshis)});
        }
        fees_.clear();
        spread(coinbase, inputs, left_sat, hops + 1);
    }

    void spread(std::size_t number, const std::vector<Satoshis>& inputs, std::uint64_t fee_sat,
                std::uint32_t hops) {
        ++trace_.transactions_touched;
        const PlainTransaction& transaction = chain_.transactions[number];
        std::vector<std::uint64_t> values;
        values.reserve(transaction.outputs.size() + 1);
        for (const auto& output : transaction.outputs) values.push_back(output.value_sat);
        values.push_back(fee_sat);
        const auto outputs = PolicyTwin(options_.policy, inputs, values).split();
        for (std::size_t i = 0; i < transaction.outputs.size(); ++i) {
            arrive(transaction.first_output + i, outputs[i], hops);
        }
        pay_fee(number, outputs.back(), hops);
    }

    void pay_fee(std::size_t number, const Satoshis& fee, std::uint32_t hops) {
        if (count_tainted(fee) == 0) return;
        End place{.transaction = number, .hops = hops};
        if (chain_.transactions[number].coinbase) {
            place.kind = EndKind::residue;
            add(place, fee);
        } else if (!options_.follow_fees) {
            place.kind = EndKind::fee;
            add(place, fee);
        } else if (hops >= options_.hops_max) {
            place.kind = EndKind::limit;
            trace_.limits |= limit_hops;
            add(place, fee);
        } else {
            fees_[number] = {fee, hops};
        }
    }

    void start_seeds(std::size_t number) {
        const PlainTransaction& transaction = chain_.transactions[number];
        for (std::size_t i = 0; i < transaction.outputs.size(); ++i) {
            const std::uint64_t output = transaction.first_output + i;
            if (!seeds_.contains(output)) continue;
            arrive(output, Satoshis(transaction.outputs[i].value_sat, kCleanSatoshi), 0);
        }
    }

    void arrive(std::uint64_t output, Satoshis satoshis, std::uint32_t hops) {
        const auto seeded = seeds_.find(output);
        const bool begins = seeded != seeds_.end() && seeded->second.begins;
        const bool seed = seeded != seeds_.end() && count_tainted(seeded->second.satoshis) > 0;
        if (seed) {
            satoshis = with_seeds(satoshis, seeded->second.satoshis);
            hops = 0;
        }
        const std::uint64_t amount_sat = count_tainted(satoshis);
        if (amount_sat == 0) return;
        End place{.transaction = chain_.makers[output], .output = output, .hops = hops};
        if (!seed && options_.policy == Policy::haircut &&
            amount_sat * 1'000'000 < options_.haircut_floor_ppm * satoshis.size()) {
            place.kind = EndKind::residue;
            return add(place, satoshis);
        }
        if (options_.keep_way) trace_.way.push_back({output, amount_sat});
        const auto stop = look_at_mark(output, amount_sat);
        if (stop && !begins) {
            place.kind = *stop;
        } else if (!chain_.spenders[output]) {
            place.kind = EndKind::unspent;
        } else if (stopped_) {
            place.kind = EndKind::limit;
            trace_.limits |= limit_transactions;
        } else if (hops >= options_.hops_max) {
            place.kind = EndKind::limit;
            trace_.limits |= limit_hops;
        } else {
            held_[output] = {satoshis, hops};
            return;
        }
        add(place, satoshis);
    }

    Satoshis with_seeds(const Satoshis& held, const Satoshis& seeds) {
        Satoshis both = held;
        if (options_.policy == Policy::poison) {
            if (count_tainted(held) > 0) trace_.overlap_sat += count_tainted(seeds);
            return Satoshis(held.size(), 0);
        }
        if (options_.policy == Policy::haircut) {
            // It is not known which satoshis are tainted: seeds find room wherever there is some.
            for (std::uint64_t left = count_tainted(seeds); left > 0; --left) {
                const auto room = std::ranges::find(both, kCleanSatoshi);
                if (room == both.end()) {
                    ++trace_.overlap_sat;
                } else {
                    *room = 0;
                }
            }
            return both;
        }
        for (std::size_t at = 0; at < both.size(); ++at) {
            if (seeds[at] == kCleanSatoshi) continue;
            if (both[at] == kCleanSatoshi) {
                both[at] = seeds[at];
            } else {
                ++trace_.overlap_sat;
            }
        }
        return both;
    }

    std::optional<EndKind> look_at_mark(std::uint64_t output, std::uint64_t amount_sat) {
        if (options_.marks == nullptr) return std::nullopt;
        for (const AddressMark& mark : options_.marks->all()) {
            if (mark.address != chain_.outputs[output].address) continue;
            if (mark.listed) trace_.passes.push_back({output, mark.address, amount_sat});
            if (!options_.stop_at_marks || mark.stop == StopKind::none) return std::nullopt;
            return mark.stop == StopKind::service ? EndKind::service
                   : mark.stop == StopKind::mixer ? EndKind::mixer
                                                  : EndKind::bridge;
        }
        return std::nullopt;
    }

    void stop_if_full() {
        if (trace_.transactions_touched < options_.transactions_max || stopped_) return;
        stopped_ = true;
        trace_.limits |= limit_transactions;
        for (const auto& [output, held] : held_) {
            add({.kind = EndKind::limit,
                 .transaction = chain_.makers[output],
                 .output = output,
                 .hops = held.hops},
                held.satoshis);
        }
        held_.clear();
        end_fees();
    }

    void end_fees() {
        for (const auto& [number, fee] : fees_) {
            add({.kind = EndKind::limit, .transaction = number, .hops = fee.hops}, fee.satoshis);
        }
        fees_.clear();
    }

    void add(End end, const Satoshis& satoshis) {
        end.amount_sat = count_tainted(satoshis);
        std::map<std::uint32_t, std::uint64_t> by_label;
        for (const std::uint32_t label : satoshis) {
            if (label != kCleanSatoshi) ++by_label[label];
        }
        if (keeps_labels()) {
            for (const auto& [label, amount_sat] : by_label) {
                end.labels.push_back({label, amount_sat});
            }
        }
        auto& sum = trace_.sums[static_cast<std::size_t>(end.kind)];
        ++sum.count;
        sum.amount_sat += end.amount_sat;
        trace_.total_sat += end.amount_sat;
        const std::set common{EndKind::unspent, EndKind::fee, EndKind::residue};
        if (common.contains(end.kind) && end.amount_sat < options_.ends_from_sat) return;
        trace_.ends.push_back(end);
    }

    Trace finished() {
        std::ranges::sort(trace_.ends, {}, [](const End& end) {
            return std::tuple(end.kind, end.transaction, end.output);
        });
        std::ranges::sort(trace_.passes, {}, &Pass::output);
        std::ranges::sort(trace_.way, {}, &TaintedOutput::output);
        return trace_;
    }

    static constexpr std::uint32_t kNever = 0xffff'ffff;
    const PlainChain& chain_;
    const TraceOptions& options_;
    std::map<std::uint64_t, SeededOutput> seeds_;
    std::map<std::uint64_t, Held> held_;  ///< By output.
    std::map<std::uint64_t, Held> fees_;  ///< By transaction of the block.
    Trace trace_;
    bool stopped_ = false;
};

}  // namespace pelf::analyze::testing
