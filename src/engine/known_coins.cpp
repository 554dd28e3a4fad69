// SPDX-License-Identifier: Apache-2.0
#include "engine/known_coins.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/check.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"

namespace pelf::engine {
namespace {

Unexpected<Error> impossible(const codec::Hash256& txid, std::string_view what) {
    return Unexpected(Error{Fault::refused, text("the source is not to be trusted: transaction ",
                                                 codec::to_reversed_hex(txid), " ", what)});
}

}  // namespace

KnownCoins::KnownCoins(codec::Chain chain)
    : chain_(chain),
      rows_(std::make_unique<graph::MemoryColumns>(graph::halving_blocks(chain))),
      columns_(rows_->columns()) {}

void KnownCoins::number(std::span<const codec::Lock> locks) {
    for (const codec::Lock& lock : locks) number_of(lock);
}

std::uint64_t KnownCoins::number_of(const codec::Lock& lock) {
    const auto [at, is_new] = numbers_.emplace(lock, locks_.size());
    if (is_new) locks_.push_back(lock);
    return at->second;
}

bool KnownCoins::is_on_way(const codec::Hash256& txid) const {
    return is_known(txid) && at(txid).is_on_way;
}

bool KnownCoins::is_complete(const codec::Hash256& txid) const {
    return is_known(txid) && at(txid).is_complete;
}

Result<std::size_t> KnownCoins::add(const codec::Block& transaction) {
    const codec::Transaction& parsed = transaction.transactions.front();
    if (const auto found = indexes_.find(parsed.txid); found != indexes_.end()) {
        return found->second;
    }
    Known known;
    known.txid = parsed.txid;
    std::uint64_t sum_sat = 0;
    for (const codec::TransactionOutput& output : transaction.outputs) {
        if (output.value_sat > kMoneyMaxSat) return impossible(parsed.txid, "pays too much");
        sum_sat += output.value_sat;
        if (sum_sat > kMoneyMaxSat) return impossible(parsed.txid, "pays too much");
        const codec::Lock lock = codec::classify_script(output.script);
        const bool can_be_spent = lock.kind != codec::ScriptKind::unspendable;
        known.outputs.push_back(
            {.made = {output.value_sat, can_be_spent ? number_of(lock) : graph::kNoAddress},
             .is_unspent = !can_be_spent});
    }
    for (const codec::TransactionInput& input : transaction.inputs) {
        known.inputs.push_back({input.spent_txid, input.spent_index});
    }
    known.is_coinbase =
        known.inputs.size() == 1 && known.inputs.front() == OutPoint{{}, 0xffff'ffff};
    known.is_complete = known.is_coinbase;
    indexes_.emplace(parsed.txid, known_.size());
    known_.push_back(std::move(known));
    return known_.size() - 1;
}

Status KnownCoins::add_amounts(const codec::Block& transaction) {
    PELF_TRY_DONE(add(transaction));
    return Done{};
}

Status KnownCoins::add_on_way(const codec::Block& transaction, const ingest::ProvedPlace& place) {
    PELF_TRY(index, add(transaction));
    Known& known = known_[index];
    if (!known.is_on_way) ++on_way_count_;
    known.is_on_way = true;
    known.place = place;
    return Done{};
}

void KnownCoins::complete(const codec::Hash256& txid) {
    Known& known = known_[indexes_.at(txid)];
    PELF_CHECK(known.is_on_way);
    for (const OutPoint& input : known.inputs)
        PELF_CHECK(known.is_coinbase || is_known(input.txid));
    known.is_complete = true;
}

void KnownCoins::say_unspent(const OutPoint& output) {
    known_[indexes_.at(output.txid)].outputs[output.index].is_unspent = true;
}

std::vector<std::size_t> KnownCoins::chain_order() const {
    std::vector<std::size_t> order(known_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::sort(order, {}, [&](std::size_t index) {
        const Known& known = known_[index];
        // Those that only say amounts by id, so that the rows do not depend on who asked first.
        return std::tuple(known.is_on_way, known.place.height, known.place.block,
                          known.place.position, known.txid);
    });
    return order;
}

Status KnownCoins::lay() {
    rows_ = std::make_unique<graph::MemoryColumns>(graph::halving_blocks(chain_));
    index_of_row_.clear();
    blocks_.clear();
    std::vector<bool> is_spent;
    for (const std::size_t index : chain_order()) {
        Known& known = known_[index];
        const ingest::SaidBlock block{known.place.height, known.place.block};
        if (blocks_.empty() || blocks_.back() != block) {
            const bool is_twin = !blocks_.empty() && known.is_on_way &&
                                 blocks_.back().height == block.height &&
                                 blocks_.back().hash != codec::Hash256{};
            if (is_twin) return impossible(known.txid, "is in another block of the same height");
            blocks_.push_back(block);
            rows_->begin_block(known.is_on_way ? known.place.header.time_s : 0);
        }
        known.row = index_of_row_.size();
        PELF_TRY_DONE(lay(known, is_spent));
        index_of_row_.push_back(index);
    }
    columns_ = rows_->columns();
    find_open();
    return Done{};
}

Status KnownCoins::lay(const Known& known, std::vector<bool>& is_spent) {
    PELF_TRY(prevouts, prevouts_of(known, is_spent));
    std::vector<graph::NewOutput> outputs;
    for (const Output& output : known.outputs) outputs.push_back(output.made);
    rows_->add_transaction(prevouts, outputs);
    is_spent.resize(is_spent.size() + outputs.size());
    return Done{};
}

/// What the inputs spend, as numbers; checked to be what MemoryColumns asks for.
Result<std::vector<std::uint64_t>> KnownCoins::prevouts_of(const Known& known,
                                                           std::vector<bool>& is_spent) const {
    if (!known.is_on_way) return std::vector{graph::kOutside};
    if (known.is_coinbase) return std::vector{graph::kCoinbase};
    if (!known.is_complete) return std::vector(known.inputs.size(), graph::kOutside);
    const graph::CoinColumns columns = rows_->columns();
    std::vector<std::uint64_t> prevouts;
    std::uint64_t in_sat = 0;
    for (const OutPoint& input : known.inputs) {
        const Known& spent = at(input.txid);
        const bool is_laid =
            spent.row < index_of_row_.size() && &known_[index_of_row_[spent.row]] == &spent;
        if (!is_laid) return impossible(known.txid, "spends an output of a later transaction");
        const graph::Rows outputs = columns.outputs_of(spent.row);
        const std::uint64_t output = outputs.begin + input.index;
        if (input.index >= outputs.count()) {
            return impossible(known.txid, "spends an output that does not exist");
        }
        if (is_spent[output]) return impossible(known.txid, "spends what is spent already");
        is_spent[output] = true;
        in_sat += columns.value_sat(output);
        if (in_sat > kMoneyMaxSat) return impossible(known.txid, "spends too much");
        prevouts.push_back(output);
    }
    std::uint64_t out_sat = 0;
    for (const Output& output : known.outputs) out_sat += output.made.value_sat;
    if (out_sat > in_sat) return impossible(known.txid, "creates money");
    return prevouts;
}

void KnownCoins::find_open() {
    open_.clear();
    for (std::uint64_t row = 0; row < index_of_row_.size(); ++row) {
        const Known& known = known_[index_of_row_[row]];
        if (!known.is_on_way) continue;
        const std::uint64_t first = columns_.outputs_of(row).begin;
        for (std::size_t i = 0; i < known.outputs.size(); ++i) {
            const bool is_open = !known.outputs[i].is_unspent && !columns_.spender(first + i);
            if (is_open) open_.push_back(first + i);
        }
    }
}

OutPoint KnownCoins::point_of(std::uint64_t output) const {
    const std::uint64_t row = columns_.transaction_of_output(output);
    return {txid(row), output - columns_.outputs_of(row).begin};
}

std::size_t KnownCoins::outputs_count(const codec::Hash256& txid) const {
    return at(txid).outputs.size();
}

codec::Hash256 KnownCoins::txid(std::uint64_t transaction) const {
    return known_[index_of_row_[transaction]].txid;
}

std::optional<std::uint64_t> KnownCoins::find_transaction(const codec::Hash256& txid) const {
    // One that only says amounts is not here for those who ask: its block is not known.
    if (!is_on_way(txid)) return std::nullopt;
    return at(txid).row;
}

std::vector<std::optional<std::uint64_t>> KnownCoins::find_addresses(
    std::span<const codec::Lock> locks) const {
    std::vector<std::optional<std::uint64_t>> numbers;
    for (const codec::Lock& lock : locks) {
        const auto found = numbers_.find(lock);
        numbers.push_back(found == numbers_.end() ? std::nullopt : std::optional(found->second));
    }
    return numbers;
}

}  // namespace pelf::engine
