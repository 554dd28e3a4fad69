// SPDX-License-Identifier: Apache-2.0
#include "graph/synthetic_chain.hpp"

#include <algorithm>
#include <deque>

#include "graph/synthetic_random.hpp"

namespace pelf::graph {
namespace {

/// When which output is to be spent: lists of outputs by the row at which they fall due.
class Calendar {
public:
    explicit Calendar(std::uint64_t rows_max)
        : heads_(rows_max / kRowsPerBucket + 1, kNone), next_(rows_max, kNone) {}

    /// Rows past the end are never reached: such outputs stay unspent.
    void add(std::uint64_t output, std::uint64_t due_row) {
        const std::uint64_t bucket = due_row / kRowsPerBucket;
        if (bucket >= heads_.size()) return;
        if (bucket < reached_) {
            due_.push_back(output);
            return;
        }
        next_[output] = heads_[bucket];
        heads_[bucket] = static_cast<std::uint32_t>(output);
    }

    /// Makes due what is to be spent at `row` or before it.
    void advance(std::uint64_t row) {
        for (; reached_ < heads_.size() && reached_ * kRowsPerBucket <= row; ++reached_) {
            for (std::uint32_t output = heads_[reached_]; output != kNone; output = next_[output]) {
                due_.push_back(output);
            }
        }
    }

    /// Requires due_count() >= 1.
    std::uint64_t take() {
        const std::uint64_t output = due_.front();
        due_.pop_front();
        return output;
    }

    std::size_t due_count() const noexcept { return due_.size(); }

private:
    static constexpr std::uint64_t kRowsPerBucket = 8;
    static constexpr std::uint32_t kNone = ~std::uint32_t{0};

    std::vector<std::uint32_t> heads_;  ///< By bucket.
    std::vector<std::uint32_t> next_;   ///< By output: 32 bits, for half the memory.
    std::deque<std::uint64_t> due_;
    std::uint64_t reached_ = 0;  ///< Buckets before it are in due_ or spent.
};

/// What a node does not relay.
constexpr std::uint64_t kDustSat = 546;
/// Small enough that no coin reaches 2^40 satoshi: this chain has no big values.
constexpr std::uint64_t kSubsidySat = 25'0000'0000;
constexpr std::uint32_t kHalvingBlocks = 1'000'000;
constexpr std::uint64_t kFanOutMax = 80;
/// Change of this much may start a peel chain, which ends at a 256th of it.
constexpr std::uint64_t kPeelFromSat = 1'0000'0000;
/// Outputs due but not spent, above which more of them are gathered.
constexpr std::size_t kBacklogMax = 48;

}  // namespace

class SyntheticChainBuilder {
public:
    SyntheticChainBuilder(SyntheticChain& chain, const SyntheticOptions& options)
        : chain_(chain),
          options_(options),
          rows_max_(options.outputs_count + options.transactions_per_block * kFanOutMax),
          random_(options.seed),
          calendar_(rows_max_) {
        PELF_CHECK(rows_max_ <= 0xffff'ffff);
        for (auto* column :
             {&chain.values_, &chain.spenders_, &chain.addresses_, &chain.prevouts_}) {
            column->reserve(kPackedLeadBytes + rows_max_ * kPackedBytes);
            column->resize(kPackedLeadBytes);
        }
        chain.fees_.reserve(rows_max_ / 2);
    }

    void build() {
        while (outputs_count() < options_.outputs_count) add_block();
        chain_.addresses_count_ = addresses_count_;
    }

private:
    std::uint64_t outputs_count() const noexcept { return chain_.outputs_.rows_count(); }

    void add_block() {
        chain_.blocks_.push_back({.time_s = static_cast<std::uint32_t>(chain_.blocks_.size() * 600),
                                  .first_transaction = chain_.outputs_.transactions_count(),
                                  .first_input = chain_.inputs_.rows_count(),
                                  .first_output = outputs_count(),
                                  .first_address = addresses_count_});
        append_packed(chain_.prevouts_, kCoinbase);
        start_peel(kSubsidySat);
        finish_transaction(1, 0);
        const Peel immature = peels_.back();
        peels_.pop_back();
        std::uint32_t transactions = 1;
        while (transactions < options_.transactions_per_block && add_transaction()) ++transactions;
        peels_.push_back(immature);
    }

    /// What falls due must be spent, and what does not cannot be: consolidations take what is too
    /// much, peel chains go on where nothing is due. False if there is nothing to spend at all.
    bool add_transaction() {
        calendar_.advance(next_output_);
        const std::uint64_t kind = random_.below(1000);
        if (calendar_.due_count() == 0) {
            if (peels_.empty()) return false;
            peel();
        } else if (kind < 15 && !peels_.empty()) {
            fan_out();
        } else if (kind < 20 || calendar_.due_count() > kBacklogMax) {
            consolidate();
        } else if (kind < 170 && !peels_.empty()) {
            peel();
        } else {
            pay();
        }
        return true;
    }

    void pay() {
        const std::uint64_t sum_sat = spend_some(1 + random_.below(3));
        const std::uint64_t fee_sat = fee_of(sum_sat);
        const std::uint64_t paid_sat = payment_from(sum_sat - fee_sat);
        const std::uint64_t change_sat = sum_sat - fee_sat - paid_sat;
        if (paid_sat != 0) add_spendable(paid_sat);
        if (change_sat >= kPeelFromSat && random_.below(4) == 0) {
            start_peel(change_sat);
        } else {
            add_spendable(change_sat);
        }
        finish_transaction(inputs_added_, fee_sat);
    }

    /// A small payment off the coin of a peel chain.
    void peel() { pay_from_peel(1); }
    /// The coin of a peel chain pays many at once.
    void fan_out() { pay_from_peel(19 + random_.below(kFanOutMax - 19)); }

    void pay_from_peel(std::uint64_t payments_count) {
        Peel& coin = peels_[random_.below(peels_.size())];
        spend(coin.output);
        const std::uint64_t fee_sat = fee_of(coin.value_sat);
        std::uint64_t left_sat = coin.value_sat - fee_sat;
        for (std::uint64_t i = 0; i < payments_count; ++i) {
            const std::uint64_t paid_sat = payment_from(left_sat / 16);
            if (paid_sat == 0) break;
            add_spendable(paid_sat);
            left_sat -= paid_sat;
        }
        coin = peels_.back();
        peels_.pop_back();
        if (left_sat >= kPeelFromSat / 256) {
            start_peel(left_sat);
        } else {
            add_spendable(left_sat);
        }
        finish_transaction(1, fee_sat);
    }

    /// A coin that only its chain will spend.
    void start_peel(std::uint64_t value_sat) {
        peels_.push_back({next_output_, value_sat});
        add_output(value_sat);
    }

    void consolidate() {
        const std::uint64_t sum_sat = spend_some(20 + random_.below(81));
        const std::uint64_t fee_sat = fee_of(sum_sat);
        add_spendable(sum_sat - fee_sat);
        finish_transaction(inputs_added_, fee_sat);
    }

    std::uint64_t fee_of(std::uint64_t sum_sat) noexcept {
        return std::min(1000 + random_.below(20'000), sum_sat / 50);
    }
    /// From half of the sum down to a 256th, every halving as likely; nothing if that is dust.
    std::uint64_t payment_from(std::uint64_t sum_sat) noexcept {
        const std::uint64_t most_sat = sum_sat >> random_.below(8);
        const std::uint64_t paid_sat = most_sat / 2 + (random_.next() % (most_sat / 2 + 1)) / 2;
        return paid_sat >= kDustSat ? paid_sat : 0;
    }

    /// Spends up to `count` outputs of those due, of which there must be one; returns their sum
    /// and leaves inputs_added_.
    std::uint64_t spend_some(std::uint64_t count) {
        std::uint64_t sum_sat = 0;
        inputs_added_ = std::min<std::uint64_t>(count, calendar_.due_count());
        for (std::uint64_t i = 0; i < inputs_added_; ++i) {
            const std::uint64_t output = calendar_.take();
            sum_sat += PackedView(chain_.values_.data() + kPackedLeadBytes)[output];
            spend(output);
        }
        return sum_sat;
    }

    std::uint64_t distance() noexcept { return random_.log_uniform(options_.outputs_count); }

    void spend(std::uint64_t output) {
        const std::uint64_t input = (chain_.prevouts_.size() - kPackedLeadBytes) / kPackedBytes;
        append_packed(chain_.prevouts_, output);
        store_packed(chain_.spenders_.data() + kPackedLeadBytes + output * kPackedBytes, input);
    }

    void add_spendable(std::uint64_t value_sat) {
        if (value_sat != 0) calendar_.add(next_output_, next_output_ + distance());
        add_output(value_sat);
    }

    void add_output(std::uint64_t value_sat) {
        append_packed(chain_.values_, value_sat);
        append_packed(chain_.spenders_, kUnspent);
        // Two outputs in five pay an address seen before.
        const bool known = addresses_count_ != 0 && random_.below(5) < 2;
        const std::uint64_t address =
            known ? addresses_count_ -
                        std::min(addresses_count_, random_.log_uniform(addresses_count_))
                  : addresses_count_++;
        append_packed(chain_.addresses_, address);
        ++next_output_;
    }

    void finish_transaction(std::uint64_t inputs_count, std::uint64_t fee_sat) {
        chain_.inputs_.append(inputs_count);
        chain_.outputs_.append(next_output_ - outputs_count());
        chain_.fees_.push_back(static_cast<std::uint32_t>(fee_sat));
    }

    /// The large coin at the head of a peel chain.
    struct Peel {
        std::uint64_t output = 0;
        std::uint64_t value_sat = 0;
    };

    SyntheticChain& chain_;
    const SyntheticOptions& options_;
    std::uint64_t rows_max_;
    SyntheticRandom random_;
    Calendar calendar_;
    std::vector<Peel> peels_;
    std::uint64_t next_output_ = 0;
    std::uint64_t addresses_count_ = 0;
    std::uint64_t inputs_added_ = 0;
};

SyntheticChain::SyntheticChain(const SyntheticOptions& options) {
    SyntheticChainBuilder(*this, options).build();
}

CoinColumns SyntheticChain::columns() const noexcept {
    const auto view = [](const std::vector<std::byte>& bytes) {
        return PackedView(bytes.data() + kPackedLeadBytes);
    };
    const Rows outputs{outputs_.transactions_count(), outputs_.rows_count()};
    const Rows inputs{inputs_.transactions_count(), inputs_.rows_count()};
    CoinColumns columns;
    columns.blocks_count = blocks_.size();
    columns.transactions_count = outputs.begin;
    columns.inputs_count = inputs.end;
    columns.outputs_count = outputs.end;
    columns.addresses_count = addresses_count_;
    columns.base_height = kHalvingBlocks;  // The subsidy is as it was after one halving.
    columns.halving_blocks = kHalvingBlocks;
    columns.values = view(values_);
    columns.spenders = view(spenders_);
    columns.addresses = view(addresses_);
    columns.prevouts = view(prevouts_);
    columns.output_starts =
        RowStarts(outputs_.lines().data(), PackedView(outputs_.samples().data()), outputs);
    columns.input_starts =
        RowStarts(inputs_.lines().data(), PackedView(inputs_.samples().data()), inputs);
    columns.fees = fees_.data();
    columns.blocks = blocks_;
    return columns;
}

}  // namespace pelf::graph
