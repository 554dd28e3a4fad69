// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include "base/radix_sort.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"
#include "graph/coin_batch.hpp"

namespace pelf::graph {
namespace {

constexpr std::uint32_t kCoinbaseIndex = 0xffff'ffff;
constexpr std::string_view kSpentAlready = "spends an output a second time, or one never spendable";

/// The steps of resolving one batch, in the order in which run() takes them.
class Resolver {
public:
    Resolver(const CoinStore& committed, const CoinBatch& batch, bool window)
        : committed_(committed), batch_(batch), window_(window) {}

    Result<ResolvedBatch, BlockFault> run() {
        number_rows();
        find_spent_transactions();
        link_inputs();
        check_old_spends();
        if (fault_.block == kNoFault) find_overwritten();
        if (fault_.block == kNoFault) sum_up();
        if (fault_.block != kNoFault) return Unexpected(std::move(fault_));
        number_addresses();
        return std::move(rows_);
    }

private:
    static constexpr std::uint64_t kNoFault = std::numeric_limits<std::uint64_t>::max();

    std::uint64_t transactions_count() const { return batch_.txids.size(); }
    const codec::Hash256& txid(std::uint64_t transaction) const {
        return transaction < batch_.start.transactions
                   ? committed_.txids()[transaction]
                   : batch_.txids[transaction - batch_.start.transactions];
    }
    std::uint64_t value_sat(std::uint64_t output) const {
        return output < batch_.start.outputs ? committed_.columns().value_sat(output)
                                             : batch_.values[output - batch_.start.outputs];
    }
    Rows outputs_of(std::uint64_t transaction) const {
        if (transaction < batch_.start.transactions) {
            return committed_.columns().outputs_of(transaction);
        }
        const std::uint64_t local = transaction - batch_.start.transactions;
        const std::uint64_t begin = batch_.start.outputs + first_outputs_[local];
        return {begin, begin + batch_.outputs_counts[local]};
    }
    bool is_coinbase(std::uint64_t input) const {
        return batch_.spent_indexes[input] == kCoinbaseIndex &&
               batch_.spent_txids[input] == codec::Hash256{};
    }
    std::uint64_t block_of(std::uint64_t transaction) const {
        const auto after =
            std::ranges::upper_bound(batch_.blocks, transaction + batch_.start.transactions, {},
                                     &BlockRow::first_transaction);
        return static_cast<std::uint64_t>(after - batch_.blocks.begin()) - 1;
    }

    void number_rows();
    void find_spent_transactions();
    void link_inputs();
    void link_input(std::uint64_t transaction, std::uint64_t input);
    void check_old_spends();
    void find_overwritten();
    void overwrite(std::uint64_t earlier, std::uint64_t transaction);
    void sum_up();
    void sum_up_block(std::uint64_t block);
    void number_addresses();
    std::vector<std::uint64_t> known_addresses(std::vector<std::uint64_t>& probes) const;
    std::vector<std::uint64_t> first_of_equal_locks(std::vector<std::uint64_t> probes) const;
    void fail(std::uint64_t transaction, std::string_view what);

    const CoinStore& committed_;
    const CoinBatch& batch_;
    const bool window_;
    ResolvedBatch rows_;
    BlockFault fault_{kNoFault, {}};
    std::vector<std::uint64_t> first_outputs_;       ///< By transaction, from the batch's start.
    std::vector<std::uint64_t> transaction_of_;      ///< By input, from the batch's start.
    std::vector<std::uint64_t> spent_transactions_;  ///< By input, absolute, or kNoRow.
};

/// Keeps the fault of the earliest block: those before it can still be committed.
void Resolver::fail(std::uint64_t transaction, std::string_view what) {
    const std::uint64_t block = block_of(transaction);
    if (block >= fault_.block) return;
    fault_ = {block,
              {Fault::refused,
               text("block ", codec::to_reversed_hex(batch_.blocks[block].hash), " transaction ",
                    codec::to_reversed_hex(batch_.txids[transaction]), " ", what)}};
}

void Resolver::number_rows() {
    std::uint64_t outputs = 0;
    for (std::uint64_t transaction = 0; transaction < transactions_count(); ++transaction) {
        first_outputs_.push_back(outputs);
        outputs += batch_.outputs_counts[transaction];
        transaction_of_.insert(transaction_of_.end(), batch_.inputs_counts[transaction],
                               transaction);
    }
    rows_.prevouts.assign(batch_.spent_txids.size(), kCoinbase);
    rows_.spenders.assign(batch_.values.size(), kUnspent);
    const bool genesis = !window_ && batch_.start.transactions == 0 && !batch_.blocks.empty();
    if (genesis) std::fill_n(rows_.spenders.begin(), batch_.outputs_counts.front(), kUnspendable);
}

void Resolver::find_spent_transactions() {
    std::vector<std::uint64_t> probes;
    std::vector<std::uint64_t> input_of_probe;
    for (std::uint64_t input = 0; input < batch_.spent_txids.size(); ++input) {
        if (is_coinbase(input)) continue;
        probes.push_back(key_pair(txid_key(batch_.spent_txids[input]), probes.size()));
        input_of_probe.push_back(input);
    }
    RecentKeys own{{}, batch_.start.transactions};
    for (const codec::Hash256& id : batch_.txids) {
        own.pairs.push_back(key_pair(txid_key(id), own.pairs.size()));
    }
    std::vector<std::uint64_t> scratch;
    radix_sort_by_key(own.pairs, scratch);
    const RecentKeys recent = committed_.recent_keys(KeyKind::txid);
    const SortedKeys in_memory[] = {own.view(), recent.view()};
    const auto found =
        find_rows(std::move(probes), in_memory, committed_.segments(KeyKind::txid),
                  [&](std::uint64_t probe, std::uint64_t row) {
                      const std::uint64_t input = input_of_probe[probe];
                      return row < batch_.start.transactions + transaction_of_[input] &&
                             txid(row) == batch_.spent_txids[input];
                  });
    spent_transactions_.assign(batch_.spent_txids.size(), kNoRow);
    for (std::uint64_t probe = 0; probe < found.size(); ++probe) {
        spent_transactions_[input_of_probe[probe]] = found[probe];
    }
}

void Resolver::link_inputs() {
    for (std::uint64_t input = 0; input < rows_.prevouts.size(); ++input) {
        if (!is_coinbase(input)) link_input(transaction_of_[input], input);
    }
}

void Resolver::link_input(std::uint64_t transaction, std::uint64_t input) {
    if (spent_transactions_[input] == kNoRow) {
        if (!window_) return fail(transaction, "spends an output of an unknown transaction");
        rows_.prevouts[input] = kOutside;
        ++rows_.outside_inputs;
        return;
    }
    const Rows outputs = outputs_of(spent_transactions_[input]);
    const std::uint64_t output = outputs.begin + batch_.spent_indexes[input];
    if (output >= outputs.end) return fail(transaction, "spends an output that does not exist");
    rows_.prevouts[input] = output;
    const std::uint64_t spender = batch_.start.inputs + input;
    if (output < batch_.start.outputs) {
        rows_.old_spends.push_back({output, spender});
        return;
    }
    std::uint64_t& own_spender = rows_.spenders[output - batch_.start.outputs];
    if (own_spender != kUnspent) return fail(transaction, kSpentAlready);
    own_spender = spender;
}

void Resolver::check_old_spends() {
    auto& spends = rows_.old_spends;
    std::ranges::sort(spends, [](const Spend& a, const Spend& b) {
        return a.output != b.output ? a.output < b.output : a.input < b.input;
    });
    for (std::size_t i = 0; i < spends.size(); ++i) {
        const bool again = i > 0 && spends[i - 1].output == spends[i].output;
        if (!again && committed_.columns().spenders[spends[i].output] == kUnspent) continue;
        fail(transaction_of_[spends[i].input - batch_.start.inputs], kSpentAlready);
    }
}

/// BIP 30: two early coinbases repeat the id of an older one, whose unspent outputs are lost.
/// Only coinbases are asked for: any other transaction with a known id would have to spend the
/// outputs of such a pair twice.
void Resolver::find_overwritten() {
    std::vector<std::uint64_t> probes;
    for (const BlockRow& block : batch_.blocks) {
        probes.push_back(key_pair(txid_key(txid(block.first_transaction)), probes.size()));
    }
    RecentKeys own{{}, 0};
    own.first_row = batch_.start.transactions;
    for (const BlockRow& block : batch_.blocks) {
        own.pairs.push_back(key_pair(txid_key(txid(block.first_transaction)),
                                     block.first_transaction - batch_.start.transactions));
    }
    std::vector<std::uint64_t> scratch;
    radix_sort_by_key(own.pairs, scratch);
    const RecentKeys recent = committed_.recent_keys(KeyKind::txid);
    const SortedKeys in_memory[] = {own.view(), recent.view()};
    const auto found = find_rows(std::move(probes), in_memory, committed_.segments(KeyKind::txid),
                                 [&](std::uint64_t probe, std::uint64_t row) {
                                     const std::uint64_t coinbase =
                                         batch_.blocks[probe].first_transaction;
                                     return row < coinbase && txid(row) == txid(coinbase);
                                 });
    for (std::uint64_t block = 0; block < found.size(); ++block) {
        if (found[block] != kNoRow) overwrite(found[block], batch_.blocks[block].first_transaction);
    }
}

void Resolver::overwrite(std::uint64_t earlier, std::uint64_t transaction) {
    const Rows outputs = outputs_of(earlier);
    for (std::uint64_t output = outputs.begin; output < outputs.end; ++output) {
        const bool own = output >= batch_.start.outputs;
        if (own) {
            std::uint64_t& spender = rows_.spenders[output - batch_.start.outputs];
            if (spender != kUnspent) continue;
            spender = kUnspendable;
        } else {
            const bool spent_now =
                std::ranges::binary_search(rows_.old_spends, output, {}, &Spend::output);
            if (spent_now || committed_.columns().spenders[output] != kUnspent) continue;
        }
        rows_.overwritten.push_back({output, transaction});
    }
}

void Resolver::sum_up() {
    rows_.fees.assign(transactions_count(), 0);
    for (std::uint64_t block = 0; block < batch_.blocks.size(); ++block) sum_up_block(block);
}

void Resolver::sum_up_block(std::uint64_t block) {
    const std::uint64_t begin = batch_.blocks[block].first_transaction - batch_.start.transactions;
    const std::uint64_t end =
        block + 1 < batch_.blocks.size()
            ? batch_.blocks[block + 1].first_transaction - batch_.start.transactions
            : transactions_count();
    std::uint64_t input = batch_.blocks[block].first_input - batch_.start.inputs;
    std::uint64_t fees_sat = 0;
    std::uint64_t claimed_sat = 0;
    bool fees_known = true;
    for (std::uint64_t transaction = begin; transaction < end; ++transaction) {
        std::uint64_t in_sat = 0;
        std::uint64_t out_sat = 0;
        bool known = true;
        for (std::uint32_t i = 0; i < batch_.inputs_counts[transaction]; ++i, ++input) {
            const std::uint64_t prevout = rows_.prevouts[input];
            if (prevout == kOutside) known = false;
            if (prevout < kOutside) in_sat += value_sat(prevout);
        }
        for (std::uint32_t i = 0; i < batch_.outputs_counts[transaction]; ++i) {
            const std::uint64_t value = batch_.values[first_outputs_[transaction] + i];
            if (__builtin_add_overflow(out_sat, value, &out_sat)) {
                return fail(transaction, "has outputs beyond any amount of money");
            }
        }
        if (transaction == begin) {
            claimed_sat = out_sat;
            continue;
        }
        if (known && out_sat > in_sat) return fail(transaction, "creates money");
        const std::uint64_t fee_sat = known ? in_sat - out_sat : 0;
        rows_.fees[transaction] = !known               ? kFeeUnknown
                                  : fee_sat >= kFeeBig ? kFeeBig
                                                       : static_cast<std::uint32_t>(fee_sat);
        fees_known = fees_known && known;
        fees_sat += fee_sat;
    }
    if (!fees_known || committed_.manifest().height_known == 0) return;
    const std::uint64_t block_number = committed_.manifest().blocks + block;
    const std::uint64_t allowed_sat = committed_.columns().subsidy_sat(block_number) + fees_sat;
    if (claimed_sat > allowed_sat) {
        return fail(begin, "claims more than the subsidy and the fees of its block");
    }
    rows_.unclaimed_sat += allowed_sat - claimed_sat;
}

/// Numbers addresses in the order of their first appearance on the chain.
void Resolver::number_addresses() {
    std::vector<std::uint64_t> probes;
    for (std::uint64_t output = 0; output < batch_.values.size(); ++output) {
        const auto row = batch_.lock_row(output);
        if (!row.empty()) probes.push_back(key_pair(address_key(row), output));
    }
    const std::vector<std::uint64_t> known = known_addresses(probes);
    const std::vector<std::uint64_t> first = first_of_equal_locks(std::move(probes));

    std::uint64_t next = batch_.start.addresses;
    std::uint64_t block = 0;
    rows_.addresses.assign(batch_.values.size(), kNoAddress);
    for (std::uint64_t output = 0; output < batch_.values.size(); ++output) {
        while (block < batch_.blocks.size() &&
               batch_.blocks[block].first_output == batch_.start.outputs + output) {
            rows_.addresses_before.push_back(next - batch_.start.addresses);
            ++block;
        }
        const auto row = batch_.lock_row(output);
        if (row.empty()) continue;
        if (known[output] != kNoRow) {
            rows_.addresses[output] = known[output];
        } else if (first[output] != output) {
            rows_.addresses[output] = rows_.addresses[first[output]];
        } else {
            rows_.addresses[output] = next++;
            rows_.new_address_offsets.push_back(batch_.start.address_bytes +
                                                rows_.new_address_rows.size());
            rows_.new_address_rows.insert(rows_.new_address_rows.end(), row.begin(), row.end());
        }
    }
}

/// By output: the number of its address if the store has it, else kNoRow. Answered probes are
/// taken out of `probes`.
std::vector<std::uint64_t> Resolver::known_addresses(std::vector<std::uint64_t>& probes) const {
    std::vector<std::uint64_t> dense;
    std::vector<std::uint64_t> outputs;
    for (const std::uint64_t pair : probes) {
        outputs.push_back(pair & 0xffff'ffff);
        dense.push_back((pair & ~std::uint64_t{0xffff'ffff}) | dense.size());
    }
    const RecentKeys recent = committed_.recent_keys(KeyKind::address);
    const SortedKeys in_memory[] = {recent.view()};
    const auto found = find_rows(std::move(dense), in_memory, committed_.segments(KeyKind::address),
                                 [&](std::uint64_t probe, std::uint64_t row) {
                                     return std::ranges::equal(committed_.addresses().row_of(row),
                                                               batch_.lock_row(outputs[probe]));
                                 });
    std::vector<std::uint64_t> known(batch_.values.size(), kNoRow);
    for (std::uint64_t probe = 0; probe < found.size(); ++probe) {
        known[outputs[probe]] = found[probe];
    }
    std::erase_if(probes, [&](std::uint64_t pair) { return known[pair & 0xffff'ffff] != kNoRow; });
    return known;
}

/// By output: the first output of the batch that has the same lock (itself, if it is the first).
std::vector<std::uint64_t> Resolver::first_of_equal_locks(std::vector<std::uint64_t> probes) const {
    std::vector<std::uint64_t> scratch;
    radix_sort_by_key(probes, scratch);
    std::vector<std::uint64_t> first(batch_.values.size());
    std::vector<std::uint64_t> firsts;  // Different locks of one key: nearly always one.
    for (std::size_t i = 0; i < probes.size(); ++i) {
        if (i == 0 || probes[i] >> 32 != probes[i - 1] >> 32) firsts.clear();
        const std::uint64_t output = probes[i] & 0xffff'ffff;
        const auto same = std::ranges::find_if(firsts, [&](std::uint64_t candidate) {
            return std::ranges::equal(batch_.lock_row(candidate), batch_.lock_row(output));
        });
        first[output] = same == firsts.end() ? output : *same;
        if (same == firsts.end()) firsts.push_back(output);
    }
    return first;
}

}  // namespace

Result<ResolvedBatch, BlockFault> resolve(const CoinStore& committed, const CoinBatch& batch,
                                          bool window) {
    return Resolver(committed, batch, window).run();
}

}  // namespace pelf::graph
