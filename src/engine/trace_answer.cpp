// SPDX-License-Identifier: Apache-2.0
#include "engine/trace_answer.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <tuple>
#include <utility>

#include "base/date.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"
#include "engine/coin_ledger.hpp"
#include "engine/coin_place.hpp"
#include "engine/ledger_names.hpp"
#include "engine/lists.hpp"
#include "graph/coin_store.hpp"

namespace pelf::engine {
namespace {

/// For one policy; marks and open outputs are for the caller to set.
analyze::TraceOptions options_of(const TraceRequest& request, analyze::Policy policy) {
    analyze::TraceOptions options;
    options.policy = policy;
    options.stop_at_marks = request.stop_at_services;
    options.follow_fees = request.follow_fees;
    options.keep_way = request.paths_max > 0 || request.want_flow;
    options.haircut_floor_ppm = request.haircut_floor_ppm;
    options.ends_from_sat = request.ends_from_sat;
    options.hops_max = request.hops_max;
    options.transactions_max = request.transactions_max;
    if (!request.source) options.out_of_time = request.out_of_time;
    return options;
}

SourceWalkRequest walk_request(const Home& home, const TraceRequest& request) {
    SourceWalkRequest walk;
    walk.server = request.source->server;
    walk.folder = home.esplora(walk.server.url);
    walk.limits = {request.source->requests_max, request.out_of_time};
    walk.chain = request.chain;
    walk.as_of_unix_s = request.as_of_unix_s;
    for (const TraceRequest::Place& from : request.from) walk.places.push_back(from.text);
    walk.policies = request.policies;
    walk.options_of = [&request](analyze::Policy policy) { return options_of(request, policy); };
    walk.progress = request.source->progress;
    return walk;
}

/// Everything that one request needs, opened once.
class TraceRun {
public:
    static Result<TraceRun> open(const Home& home, const TraceRequest& request) {
        TraceRun run(request);
        if (request.lists == nullptr) {
            PELF_TRY(lists, load_lists(home, request.lists_as_of, request.lists_known_by_unix_s));
            run.own_lists_.emplace(std::move(lists));
        }
        if (request.source) {
            PELF_TRY(walked, walk_source(walk_request(home, request), run.lists()));
            run.chain_ = walked.chain;
            run.names_ = std::move(walked.names);
            run.source_ = std::move(walked.coverage);
            run.open_outputs_ = walked.ledger->open_outputs();
            run.ledger_ = std::move(walked.ledger);
        } else {
            PELF_TRY(chain, choose_chain(home, request.chain));
            PELF_TRY(store, graph::CoinStore::open(home.bitcoin(chain)));
            run.chain_ = chain;
            run.store_ = std::make_unique<graph::CoinStore>(std::move(store));
            run.ledger_ = std::make_unique<StoreLedger>(*run.store_);
            run.names_ = LedgerNames::find(*run.ledger_, chain, run.lists());
        }
        const graph::CoinColumns& columns = run.ledger_->columns();
        run.columns_ = columns.cut(blocks_as_of(columns.blocks, request.as_of_unix_s));
        return run;
    }

    Result<TraceAnswer> forward();
    Result<TraceAnswer> backward();

private:
    explicit TraceRun(const TraceRequest& request) : request_(request) {}

    const Lists& lists() const { return request_.lists != nullptr ? *request_.lists : *own_lists_; }
    Result<TraceAnswer> head() const;
    analyze::TraceOptions options(analyze::Policy policy) const;
    std::string transaction_text(std::uint64_t transaction) const;
    std::string place_text(std::uint64_t output) const;
    PlaceAnswer place(std::uint64_t output, std::uint64_t amount_sat) const;
    EndAnswer named(std::uint64_t output, std::uint64_t amount_sat) const;
    EndAnswer describe(const analyze::End& end) const;
    PolicyAnswer describe(const analyze::Trace& trace) const;
    void add_paths(const analyze::Trace& trace, PolicyAnswer& answer) const;
    void add_flow(const analyze::Trace& trace, TraceAnswer& answer) const;
    std::string flow_name(const analyze::FlowNode& node) const;
    std::string flow_reference(const analyze::FlowNode& node) const;
    std::string flow_account(const analyze::FlowNode& node) const;
    void compare(TraceAnswer& answer) const;
    void note_open(const analyze::Trace& trace);

    const TraceRequest& request_;
    std::optional<Lists> own_lists_;
    codec::Chain chain_ = codec::Chain::main;
    std::unique_ptr<graph::CoinStore> store_;  ///< Null where a source is asked.
    std::unique_ptr<CoinLedger> ledger_;
    LedgerNames names_;
    graph::CoinColumns columns_;
    std::optional<SourceCoverage> source_;
    std::span<const std::uint64_t> open_outputs_;
    std::set<std::uint64_t> open_met_;  ///< Open outputs that traced money came to.
    std::vector<analyze::Seed> seeds_;
    std::vector<std::string> labels_;
};

Result<TraceAnswer> TraceRun::head() const {
    TraceAnswer answer;
    if (!request_.prices.files.empty()) {
        PELF_TRY(valuation, Valuation::read(request_.prices));
        answer.valuation = std::move(valuation);
    }
    answer.ledger = "bitcoin";
    answer.network = codec::to_string(chain_);
    answer.ends_from_sat = request_.ends_from_sat;
    answer.window = ledger_->window_base_height().has_value();
    answer.window_base_height = ledger_->window_base_height().value_or(0);
    if (source_ && !request_.as_of_unix_s) {
        answer.height = source_->tip_height;
        answer.tip_hash = source_->tip_hash;
        answer.tip_time = source_->tip_time;
    } else if (columns_.blocks_count > 0) {
        const std::uint64_t tip = columns_.blocks_count - 1;
        answer.height = ledger_->height_of(tip);
        answer.tip_hash = codec::to_reversed_hex(ledger_->block_hash(tip));
        answer.tip_time = rfc3339(columns_.blocks[tip].time_s);
    }
    answer.lists = lists_used(lists());
    return answer;
}

analyze::TraceOptions TraceRun::options(analyze::Policy policy) const {
    analyze::TraceOptions options = options_of(request_, policy);
    options.marks = &names_.marks();
    options.open_outputs = open_outputs_;
    return options;
}

std::string TraceRun::transaction_text(std::uint64_t transaction) const {
    return codec::to_reversed_hex(ledger_->txid(transaction));
}

std::string TraceRun::place_text(std::uint64_t output) const {
    const std::uint64_t transaction = columns_.transaction_of_output(output);
    return text(transaction_text(transaction), ":",
                output - columns_.outputs_of(transaction).begin);
}

PlaceAnswer TraceRun::place(std::uint64_t output, std::uint64_t amount_sat) const {
    PlaceAnswer answer{place_text(output), {}, amount_sat};
    const std::uint64_t address = columns_.addresses[output];
    if (address != graph::kNoAddress) {
        answer.account = codec::to_address(ledger_->lock_of(address), chain_);
    }
    return answer;
}

/// An output with its owner's names.
EndAnswer TraceRun::named(std::uint64_t output, std::uint64_t amount_sat) const {
    EndAnswer answer;
    answer.at = place(output, amount_sat);
    if (const AddressOwner* owner = names_.owner(columns_.addresses[output]); owner != nullptr) {
        answer.tag = owner->tag;
        answer.category = owner->category;
        answer.listed_name = owner->listed_name;
    }
    const std::uint64_t block = columns_.block_of(columns_.transaction_of_output(output));
    answer.time = rfc3339(columns_.blocks[block].time_s);
    return answer;
}

EndAnswer TraceRun::describe(const analyze::End& end) const {
    EndAnswer answer;
    if (end.output != analyze::kNoOutput) {
        answer = named(end.output, end.amount_sat);
    } else {
        answer.at = {transaction_text(end.transaction), {}, end.amount_sat};
        answer.time = rfc3339(columns_.blocks[columns_.block_of(end.transaction)].time_s);
    }
    answer.kind = end.kind;
    answer.hops = end.hops;
    for (const analyze::LabelAmount& part : end.labels) {
        answer.labels.push_back({labels_[part.label], part.amount_sat});
    }
    return answer;
}

/// The sums of each kind, less what is listed of it.
std::vector<UnlistedAnswer> unlisted_ends(const analyze::Trace& trace) {
    auto sums = trace.sums;
    for (const analyze::End& end : trace.ends) {
        analyze::EndSum& sum = sums[static_cast<std::size_t>(end.kind)];
        --sum.count;
        sum.amount_sat -= end.amount_sat;
    }
    std::vector<UnlistedAnswer> unlisted;
    for (std::size_t kind = 0; kind < sums.size(); ++kind) {
        if (sums[kind].count == 0) continue;
        unlisted.push_back(
            {static_cast<analyze::EndKind>(kind), sums[kind].count, sums[kind].amount_sat});
    }
    return unlisted;
}

PolicyAnswer TraceRun::describe(const analyze::Trace& trace) const {
    PolicyAnswer answer;
    answer.policy = trace.policy;
    answer.seeds_sat = trace.seeds_sat;
    answer.overlap_sat = trace.overlap_sat;
    answer.total_sat = trace.total_sat;
    answer.transactions_touched = trace.transactions_touched;
    answer.limits = trace.limits;
    answer.truncated = trace.truncated();
    for (const analyze::End& end : trace.ends) answer.ends.push_back(describe(end));
    answer.unlisted = unlisted_ends(trace);
    for (const analyze::Pass& pass : trace.passes) {
        PassAnswer named{place(pass.output, pass.amount_sat), {}, {}, {}};
        if (const AddressOwner* owner = names_.owner(pass.address); owner != nullptr) {
            named.party_id = owner->listed_id;
            named.source = owner->listed_source;
            named.name = owner->listed_name;
        }
        answer.passes.push_back(std::move(named));
    }
    return answer;
}

void TraceRun::add_paths(const analyze::Trace& trace, PolicyAnswer& answer) const {
    std::vector<std::size_t> largest(trace.ends.size());
    for (std::size_t i = 0; i < largest.size(); ++i) largest[i] = i;
    std::ranges::stable_sort(largest, std::greater{},
                             [&](std::size_t i) { return trace.ends[i].amount_sat; });
    std::size_t left = request_.paths_max;
    for (const std::size_t i : largest) {
        if (left == 0) return;
        if (trace.ends[i].output == analyze::kNoOutput) continue;
        for (const analyze::TaintedOutput& step :
             analyze::trace_path(columns_, trace, seeds_, trace.ends[i].output)) {
            answer.ends[i].path.push_back(place(step.output, step.amount_sat));
        }
        --left;
    }
}

/// Owners are numbered by the first of their addresses that the trace met, plus one.
std::string TraceRun::flow_name(const analyze::FlowNode& node) const {
    if (node.owner == 0) return {};
    const AddressOwner& owner = *names_.owner(node.owner - 1);
    return owner.tag.empty() ? owner.listed_name : owner.tag;
}

std::string TraceRun::flow_reference(const analyze::FlowNode& node) const {
    const bool place = node.kind == analyze::FlowNodeKind::seed ||
                       (node.kind == analyze::FlowNodeKind::end && node.transactions_count == 1);
    if (place && node.first_output != analyze::kNoOutput) {
        return place_text(node.first_output);
    }
    const bool transactions =
        node.kind == analyze::FlowNodeKind::passage || node.kind == analyze::FlowNodeKind::chain;
    return transactions ? transaction_text(node.first_transaction) : std::string();
}

std::string TraceRun::flow_account(const analyze::FlowNode& node) const {
    const bool is_place = node.kind == analyze::FlowNodeKind::seed ||
                          (node.kind == analyze::FlowNodeKind::end && node.transactions_count == 1);
    if (!is_place || node.first_output == analyze::kNoOutput) return {};
    return place(node.first_output, 0).account;
}

/// Ends of one owner get the number of the first of its addresses that the trace met.
void TraceRun::add_flow(const analyze::Trace& trace, TraceAnswer& answer) const {
    std::map<std::string, std::uint64_t> numbers;
    analyze::FlowOptions options;
    options.nodes_max = request_.flow_nodes_max;
    options.owner_of = [&](std::uint64_t output) -> std::uint64_t {
        const std::uint64_t address = columns_.addresses[output];
        const AddressOwner* owner = names_.owner(address);
        if (owner == nullptr) return 0;
        const std::string& name = owner->tag.empty() ? owner->listed_name : owner->tag;
        return numbers.emplace(name, address + 1).first->second;
    };
    answer.flow = answer.backward
                      ? analyze::condense_backward(columns_, trace, seeds_.front().output, options)
                      : analyze::condense(columns_, trace, seeds_, options);
    answer.flow_policy = trace.policy;
    for (const analyze::FlowNode& node : answer.flow->nodes) {
        answer.flow_names.push_back(flow_name(node));
        answer.flow_references.push_back(flow_reference(node));
        answer.flow_accounts.push_back(flow_account(node));
    }
}

/// One row for each kind and name, with every policy's amount and the spread between them.
void TraceRun::compare(TraceAnswer& answer) const {
    using Key = std::tuple<analyze::EndKind, std::string, bool, bool>;
    std::map<Key, DestinationRow> rows;
    const auto add = [&](DestinationRow& row, std::size_t policy, UnlistedAnswer ends) {
        row.kind = ends.kind;
        row.amounts_sat.resize(answer.policies.size());
        row.ends_counts.resize(answer.policies.size());
        if (answer.valuation) row.values.resize(answer.policies.size());
        row.amounts_sat[policy] += ends.amount_sat;
        row.ends_counts[policy] += ends.ends_count;
    };
    for (std::size_t policy = 0; policy < answer.policies.size(); ++policy) {
        for (const EndAnswer& end : answer.policies[policy].ends) {
            const bool listed = end.tag.empty() && !end.listed_name.empty();
            const std::string& name = listed ? end.listed_name : end.tag;
            DestinationRow& row = rows[{end.kind, name, listed, false}];
            row.name = name;
            row.category = listed ? std::string() : end.category;
            row.listed = listed;
            add(row, policy, {end.kind, 1, end.at.amount_sat});
            if (answer.valuation) row.values[policy].add(value_of(answer, end));
        }
        for (const UnlistedAnswer& ends : answer.policies[policy].unlisted) {
            DestinationRow& row = rows[{ends.kind, std::string(), false, true}];
            row.below = true;
            add(row, policy, ends);
            if (answer.valuation) row.values[policy].unvalued_count += ends.ends_count;
        }
    }
    for (auto& [key, row] : rows) {
        bool first = true;
        for (std::size_t policy = 0; policy < answer.policies.size(); ++policy) {
            if (!analyze::is_conserving(answer.policies[policy].policy)) continue;
            const std::uint64_t amount_sat = row.amounts_sat[policy];
            row.least_sat = first ? amount_sat : std::min(row.least_sat, amount_sat);
            row.most_sat = first ? amount_sat : std::max(row.most_sat, amount_sat);
            first = false;
        }
        answer.destinations.push_back(std::move(row));
    }
    const auto order = [](const DestinationRow& row) {
        // Services first: that is where somebody can be asked.
        return std::tuple(row.kind == analyze::EndKind::unspent, row.kind, ~row.most_sat, row.name);
    };
    std::ranges::stable_sort(answer.destinations, {}, order);
    for (const PolicyAnswer& policy : answer.policies) {
        answer.truncated = answer.truncated || policy.truncated;
    }
}

/// For the coverage of the answer: of all policies, each output once.
void TraceRun::note_open(const analyze::Trace& trace) {
    for (const analyze::End& end : trace.ends) {
        const bool is_open = end.kind == analyze::EndKind::limit &&
                             std::ranges::binary_search(open_outputs_, end.output);
        if (is_open) open_met_.insert(end.output);
    }
}

Result<TraceAnswer> TraceRun::forward() {
    PELF_TRY(answer, head());
    for (const TraceRequest::Place& from : request_.from) {
        PELF_TRY(output, find_output(*ledger_, columns_, from.text));
        const std::string& label = from.label.empty() ? from.text : from.label;
        const auto known = std::ranges::find(labels_, label);
        const auto number = static_cast<std::uint32_t>(known - labels_.begin());
        if (known == labels_.end()) labels_.push_back(label);
        seeds_.push_back({output, number});
        answer.from.push_back(named(output, columns_.value_sat(output)));
    }
    answer.labels = labels_;
    for (const analyze::Policy policy : request_.policies) {
        const analyze::Trace trace = analyze::trace_forward(columns_, seeds_, options(policy));
        note_open(trace);
        PolicyAnswer described = describe(trace);
        if (request_.paths_max > 0) add_paths(trace, described);
        const bool event_driven =
            analyze::is_conserving(policy) && policy != analyze::Policy::haircut;
        if (request_.want_flow && event_driven && !answer.flow) {
            analyze::TraceOptions in_whole = options(policy);
            in_whole.ends_from_sat = 0;  // A picture has all ends, or its streams would run dry.
            add_flow(request_.ends_from_sat == 0
                         ? trace
                         : analyze::trace_forward(columns_, seeds_, in_whole),
                     answer);
        }
        answer.policies.push_back(std::move(described));
    }
    compare(answer);
    if (source_) source_->open_outputs = open_met_.size();
    answer.source = source_;
    return std::move(answer);
}

Result<TraceAnswer> TraceRun::backward() {
    PELF_TRY(answer, head());
    answer.backward = true;
    PELF_TRY_DONE(check_backward(request_.from, request_.policies));
    PELF_TRY(output, find_output(*ledger_, columns_, request_.from.front().text));
    answer.from.push_back(named(output, columns_.value_sat(output)));
    seeds_.push_back({.output = output});
    for (const analyze::Policy policy : request_.policies) {
        const analyze::Trace trace = analyze::trace_backward(columns_, output, options(policy));
        answer.policies.push_back(describe(trace));
        const bool is_whole = !request_.follow_fees || !trace.truncated();
        if (request_.want_flow && is_whole && !answer.flow) add_flow(trace, answer);
    }
    compare(answer);
    return std::move(answer);
}

}  // namespace

std::vector<ListUsed> lists_used(const Lists& lists) {
    std::vector<ListUsed> used;
    for (const screen::ListVersion& version : lists.versions) {
        used.push_back({version.source, version.version, to_string(version.published)});
    }
    return used;
}

Status check_backward(const std::vector<TraceRequest::Place>& from,
                      const std::vector<analyze::Policy>& policies) {
    if (from.size() != 1) {
        return Unexpected(Error{Fault::refused, "a backward trace starts from one place"});
    }
    for (const analyze::Policy policy : policies) {
        if (policy == analyze::Policy::fifo || policy == analyze::Policy::lifo) continue;
        return Unexpected(
            Error{Fault::refused, text("only fifo and lifo say which money came from where; ",
                                       analyze::to_string(policy), " cannot go backward")});
    }
    return Done{};
}

Value value_of(const TraceAnswer& answer, const EndAnswer& end) {
    return answer.valuation->value_of("BTC", kBitcoinDecimals, end.at.amount_sat, end.time);
}

ValueSum total_value(const TraceAnswer& answer, const PolicyAnswer& policy) {
    ValueSum sum;
    for (const EndAnswer& end : policy.ends) sum.add(value_of(answer, end));
    for (const UnlistedAnswer& ends : policy.unlisted) sum.unvalued_count += ends.ends_count;
    return sum;
}

Result<TraceAnswer> trace_forward(const Home& home, const TraceRequest& request) {
    if (request.source && request.follow_fees) {
        return Unexpected(Error{Fault::refused,
                                "fees go into a block with all other fees of it, and a source is "
                                "not asked for whole blocks; --follow-fees needs a ledger"});
    }
    PELF_TRY(run, TraceRun::open(home, request));
    return run.forward();
}

Result<TraceAnswer> trace_backward(const Home& home, const TraceRequest& request) {
    if (request.source) {
        return Unexpected(Error{Fault::refused, "a source is asked forward only"});
    }
    PELF_TRY(run, TraceRun::open(home, request));
    return run.backward();
}

}  // namespace pelf::engine
