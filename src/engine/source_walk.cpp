// SPDX-License-Identifier: Apache-2.0
#include "engine/source_walk.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/check.hpp"
#include "base/date.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"
#include "engine/coin_place.hpp"

namespace pelf::engine {
namespace {

using analyze::Policy;
using codec::Hash256;

/// Policies whose questions come together: those of a later stage wait for the earlier ones.
std::vector<std::vector<Policy>> stages_of(std::span<const Policy> policies) {
    std::vector<std::vector<Policy>> stages(3);
    for (const Policy policy : policies) {
        const std::size_t stage = policy == Policy::poison ? 2 : policy == Policy::haircut ? 1 : 0;
        stages[stage].push_back(policy);
    }
    return stages;
}

class SourceWalk {
public:
    SourceWalk(const SourceWalkRequest& request, ingest::EsploraSource source, const Lists& lists)
        : request_(request),
          source_(std::move(source)),
          ledger_(std::make_unique<KnownCoins>(source_.chain())) {
        const auto locks = named_locks(source_.chain(), lists);
        ledger_->number(locks);
        names_ = LedgerNames::find(*ledger_, source_.chain(), lists);
    }

    Result<SourceWalked> run() && {
        PELF_TRY_DONE(begin());
        for (const auto& stage : stages_of(request_.policies)) {
            PELF_TRY_DONE(walk(stage));
        }
        PELF_TRY_DONE(source_.sync());
        SourceCoverage coverage = coverage_now();
        return SourceWalked{.chain = source_.chain(),
                            .ledger = std::move(ledger_),
                            .names = std::move(names_),
                            .coverage = std::move(coverage)};
    }

private:
    /// False from a step: a limit was reached.
    using Step = Result<bool>;

    Status begin();
    Status find_seeds();
    Status walk(std::span<const Policy> policies);
    std::vector<std::uint64_t> frontier(std::span<const Policy> policies) const;
    Step follow(const OutPoint& output);
    Step enter(const Hash256& txid, std::optional<ingest::SaidBlock> said);
    Step learn_amounts(const codec::Block& spender);
    Result<std::optional<codec::Block>> parsed(const Hash256& txid);
    Status lay();
    SourceCoverage coverage_now() const;

    const SourceWalkRequest& request_;
    ingest::EsploraSource source_;
    std::unique_ptr<KnownCoins> ledger_;
    LedgerNames names_;
    std::vector<analyze::Seed> seeds_;
    std::uint64_t unconfirmed_ = 0;
};

Status SourceWalk::begin() {
    for (const std::string& place : request_.places) {
        PELF_TRY(point, parse_place(place));
        PELF_TRY(entered, enter(point.txid, std::nullopt));
        if (!entered) {
            return Unexpected(Error{Fault::over_limit,
                                    "the limit on requests or time is reached before the places "
                                    "to begin with were there; allow more",
                                    source_.url()});
        }
    }
    return lay();
}

Status SourceWalk::lay() {
    auto laid = ledger_->lay();
    if (!laid) {
        Error error = std::move(laid).error();
        error.source = source_.url();
        return Unexpected(std::move(error));
    }
    return find_seeds();
}

Status SourceWalk::find_seeds() {
    seeds_.clear();
    const auto cut =
        ledger_->columns().cut(blocks_as_of(ledger_->columns().blocks, request_.as_of_unix_s));
    for (const std::string& place : request_.places) {
        PELF_TRY(output, find_output(*ledger_, cut, place));
        seeds_.push_back({.output = output, .label = 0});
    }
    return Done{};
}

Status SourceWalk::walk(std::span<const Policy> policies) {
    while (source_.stopped_by() == ingest::SourceStop::none) {
        std::vector<OutPoint> questions;
        for (const std::uint64_t output : frontier(policies)) {
            questions.push_back(ledger_->point_of(output));
        }
        if (questions.empty()) return Done{};
        for (const OutPoint& question : questions) {
            PELF_TRY(went_on, follow(question));
            if (!went_on) break;
        }
        PELF_TRY_DONE(lay());
    }
    return Done{};
}

/// Open outputs that hold traced money under some policy, the largest amounts first.
std::vector<std::uint64_t> SourceWalk::frontier(std::span<const Policy> policies) const {
    const auto open = ledger_->open_outputs();
    const auto cut =
        ledger_->columns().cut(blocks_as_of(ledger_->columns().blocks, request_.as_of_unix_s));
    std::map<std::uint64_t, std::uint64_t> amounts_sat;
    for (const Policy policy : policies) {
        analyze::TraceOptions options = request_.options_of(policy);
        options.marks = &names_.marks();
        options.open_outputs = open;
        options.keep_way = false;
        const analyze::Trace trace = analyze::trace_forward(cut, seeds_, options);
        for (const analyze::End& end : trace.ends) {
            if (end.kind != analyze::EndKind::limit) continue;
            if (!std::ranges::binary_search(open, end.output)) continue;
            std::uint64_t& amount_sat = amounts_sat[end.output];
            amount_sat = std::max(amount_sat, end.amount_sat);
        }
    }
    std::vector<std::uint64_t> outputs;
    for (const auto& [output, amount_sat] : amounts_sat) outputs.push_back(output);
    std::ranges::stable_sort(outputs, std::greater{},
                             [&](std::uint64_t output) { return amounts_sat.at(output); });
    return outputs;
}

/// Afterwards the output is said to be unspent, or what spends it is there and complete.
SourceWalk::Step SourceWalk::follow(const OutPoint& output) {
    if (request_.progress) request_.progress(source_.requests_count());
    PELF_TRY(said, source_.spend(output.txid, output.index, ledger_->outputs_count(output.txid)));
    if (!said) return false;
    const bool is_unconfirmed = said->is_spent && !said->block;
    if (is_unconfirmed) ++unconfirmed_;
    // The answer is that of the tip, whatever came since.
    if (!said->block || said->block->height > source_.tip().height) {
        ledger_->say_unspent(output);
        return true;
    }
    PELF_TRY(spender, parsed(said->txid));
    if (!spender) return false;
    const auto& inputs = spender->inputs;
    const bool spends = said->input < inputs.size() &&
                        inputs[said->input].spent_txid == output.txid &&
                        inputs[said->input].spent_index == output.index;
    if (!spends) {
        return Unexpected(
            Error{Fault::refused,
                  text("the source is not to be trusted: it says that ",
                       codec::to_reversed_hex(output.txid), ":", output.index, " is spent by ",
                       codec::to_reversed_hex(said->txid), ", which does not spend it"),
                  source_.url()});
    }
    PELF_TRY(entered, enter(said->txid, said->block));
    if (!entered) return false;
    if (ledger_->is_complete(said->txid)) return true;
    PELF_TRY(learned, learn_amounts(*spender));
    if (learned) ledger_->complete(said->txid);
    return learned;
}

/// Puts a transaction on the way.
SourceWalk::Step SourceWalk::enter(const Hash256& txid, std::optional<ingest::SaidBlock> said) {
    if (ledger_->is_on_way(txid)) return true;
    PELF_TRY(transaction, parsed(txid));
    if (!transaction) return false;
    PELF_TRY(place, source_.place(txid, said));
    if (!place) return false;
    auto added = ledger_->add_on_way(*transaction, *place);
    if (!added) return Unexpected(std::move(added).error());
    return true;
}

SourceWalk::Step SourceWalk::learn_amounts(const codec::Block& spender) {
    for (const codec::TransactionInput& input : spender.inputs) {
        if (ledger_->is_known(input.spent_txid)) continue;
        PELF_TRY(parent, parsed(input.spent_txid));
        if (!parent) return false;
        auto added = ledger_->add_amounts(*parent);
        if (!added) return Unexpected(std::move(added).error());
    }
    return true;
}

/// The spans in it live as long as the source.
Result<std::optional<codec::Block>> SourceWalk::parsed(const Hash256& txid) {
    PELF_TRY(bytes, source_.transaction(txid));
    if (!bytes) return std::optional<codec::Block>();
    codec::Block block;
    const auto status = codec::parse_transaction(*bytes, block);
    PELF_CHECK(status.has_value());  // The source has done the same.
    return std::optional(std::move(block));
}

SourceCoverage SourceWalk::coverage_now() const {
    return {.url = source_.url(),
            .tip_height = source_.tip().height,
            .tip_hash = codec::to_reversed_hex(source_.tip().hash),
            .tip_time = rfc3339(source_.tip().time_s),
            .requests = source_.requests_count(),
            .kept = source_.kept_count(),
            .transactions = ledger_->on_way_count(),
            .amounts_only = ledger_->amounts_only_count(),
            .unconfirmed = unconfirmed_,
            .dropped_bytes = source_.dropped_bytes(),
            .open_outputs = 0,
            .stopped_by = source_.stopped_by()};
}

}  // namespace

Result<SourceWalked> walk_source(const SourceWalkRequest& request, const Lists& lists) {
    PELF_TRY(source, ingest::EsploraSource::open(request.server, request.folder, request.chain,
                                                 request.limits));
    return SourceWalk(request, std::move(source), lists).run();
}

std::uint64_t blocks_as_of(std::span<const graph::BlockRow> blocks,
                           std::optional<std::int64_t> unix_s) noexcept {
    if (!unix_s) return blocks.size();
    for (std::size_t kept = blocks.size(); kept > 0; --kept) {
        if (std::int64_t{blocks[kept - 1].time_s} <= *unix_s) return kept;
    }
    return 0;
}

}  // namespace pelf::engine
