// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_node.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "base/text.hpp"
#include "codec/hex.hpp"
#include "ingest/ledgers/ethereum_answers.hpp"
#include "ingest/ledgers/ethereum_json.hpp"
#include "ingest/ledgers/ethereum_router.hpp"
#include "ingest/ledgers/ethereum_text.hpp"
#include "ingest/ledgers/json_rpc.hpp"

namespace pelf::ingest {
namespace {

namespace json = boost::json;
using Traces = EthereumNodeOptions::Traces;

constexpr std::uint64_t kSmallAnswerBytesMax = 1'048'576;
constexpr std::uint64_t kBlockAnswerBytesMax = std::uint64_t{256} << 20;
constexpr std::uint64_t kTraceAnswerBytesMax = std::uint64_t{1} << 30;

}  // namespace

class EthereumNode::Door {
public:
    Door(JsonRpc rpc, const EthereumNodeOptions& options)
        : rpc_(std::move(rpc)), options_(options), traces_(options.traces) {}

    const EthereumNodeOptions& options() const { return options_; }
    bool lacks_traces() const { return traces_ == Traces::none; }

    Unexpected<Error> failed(Fault fault, std::string message) const {
        return Unexpected(Error{fault, std::move(message), rpc_.source()});
    }

    Result<json::value> call(std::string_view method, const json::array& parameters,
                             std::uint64_t answer_max_bytes = kSmallAnswerBytesMax) {
        return rpc_.call(method, parameters, answer_max_bytes);
    }

    /// Height and hash of a block without its transactions.
    Result<EthereumPlace> place(std::string_view which) {
        PELF_TRY(answer,
                 call("eth_getBlockByNumber", {json::string(which), false}, kBlockAnswerBytesMax));
        if (answer.is_null()) {
            return failed(Fault::not_found, text("the node has no block ", which));
        }
        const auto height = read_quantity_64(json_text(answer, "number"));
        EthereumPlace place;
        if (!height || !read_hash(json_text(answer, "hash"), place.hash)) {
            return failed(Fault::malformed, "the answer has no number and hash of a block in it");
        }
        place.height = *height;
        return place;
    }

    Status read_block(std::uint64_t height, EthereumTransfers& transfers, EthereumBlock& block);
    Result<std::optional<Uint256>> number(std::string_view method, const json::array& parameters);

private:
    Status read_receipts(EthereumTransfers& transfers, EthereumBlock& block);
    Result<json::array> receipts_one_by_one(const EthereumBlock& block);
    Status read_traces(EthereumTransfers& transfers, EthereumBlock& block);
    Status read_uncles(std::uint32_t count, EthereumBlock& block);

    JsonRpc rpc_;
    EthereumNodeOptions options_;
    Traces traces_;
    bool has_block_receipts_ = true;
};

Status EthereumNode::Door::read_block(std::uint64_t height, EthereumTransfers& transfers,
                                      EthereumBlock& block) {
    block.clear();
    PELF_TRY(answer, call("eth_getBlockByNumber", {json::string(ethereum_quantity(height)), true},
                          kBlockAnswerBytesMax));
    if (answer.is_null()) {
        return failed(Fault::not_found, text("the node has no block ", height));
    }
    PELF_TRY(facts, read_json_block(answer, block));
    if (block.height != height) {
        return failed(Fault::malformed,
                      text("expected block ", height, ", found block ", block.height));
    }
    if (!facts.is_hash_checked) {
        transfers.flaw(Fault::unsupported, 0,
                       "the header has a field that is not known: its hash is not checked");
    }
    if (!block.transactions.empty()) {
        PELF_TRY_DONE(read_receipts(transfers, block));
        PELF_TRY_DONE(read_traces(transfers, block));
    }
    const bool has_rewards = std::ranges::any_of(block.traces, [](const EthereumTrace& trace) {
        return trace.kind == EthereumTrace::Kind::block_reward;
    });
    if (facts.uncles_count > 0 && !has_rewards && options_.rules.block_reward_wei(height) > 0) {
        PELF_TRY_DONE(read_uncles(facts.uncles_count, block));
    }
    return Done{};
}

Status EthereumNode::Door::read_receipts(EthereumTransfers& transfers, EthereumBlock& block) {
    if (has_block_receipts_) {
        auto answer = call("eth_getBlockReceipts", {json::string(ethereum_quantity(block.height))},
                           kBlockAnswerBytesMax);
        if (answer) {
            if (!answer->is_array()) {
                return failed(Fault::not_found, text("the node has no receipts of block ",
                                                     block.height, "; has it been pruned?"));
            }
            return read_json_receipts(answer->get_array(), options_.rules, transfers, block);
        }
        if (answer.error().fault != Fault::unsupported) {
            return Unexpected(std::move(answer).error());
        }
        has_block_receipts_ = false;
    }
    PELF_TRY(receipts, receipts_one_by_one(block));
    return read_json_receipts(receipts, options_.rules, transfers, block);
}

Result<json::array> EthereumNode::Door::receipts_one_by_one(const EthereumBlock& block) {
    json::array receipts;
    for (const EthereumTransaction& transaction : block.transactions) {
        PELF_TRY(answer,
                 call("eth_getTransactionReceipt",
                      {json::string(ethereum_digits(transaction.hash))}, kBlockAnswerBytesMax));
        receipts.push_back(std::move(answer));
    }
    return receipts;
}

Status EthereumNode::Door::read_traces(EthereumTransfers& transfers, EthereumBlock& block) {
    const json::string height(ethereum_quantity(block.height));
    if (traces_ == Traces::automatic || traces_ == Traces::trace_block) {
        auto answer = call("trace_block", {height}, kTraceAnswerBytesMax);
        if (answer) {
            if (!answer->is_array() || answer->get_array().empty()) {
                return failed(Fault::not_found, text("the node has no traces of block ",
                                                     block.height, "; has it been pruned?"));
            }
            traces_ = Traces::trace_block;
            return read_json_traces(answer->get_array(), block);
        }
        const bool may_try = traces_ == Traces::automatic;
        if (answer.error().fault != Fault::unsupported || !may_try) {
            return Unexpected(std::move(answer).error());
        }
    }
    if (traces_ == Traces::none) return Done{};
    auto answer = call("debug_traceBlockByNumber", {height, {{"tracer", "callTracer"}}},
                       kTraceAnswerBytesMax);
    if (!answer) {
        if (answer.error().fault != Fault::unsupported || traces_ != Traces::automatic) {
            return Unexpected(std::move(answer).error());
        }
        traces_ = Traces::none;
        return Done{};
    }
    traces_ = Traces::call_tracer;
    if (!answer->is_array()) {
        return failed(Fault::not_found, text("the node has no traces of block ", block.height,
                                             "; has it been pruned?"));
    }
    PELF_TRY_DONE(read_json_call_trees(answer->get_array(), transfers, block));
    // Old answers name no transaction, so nothing in them says of which block they are.
    PELF_TRY(now, place(ethereum_quantity(block.height)));
    if (now.hash != block.hash) {
        return failed(Fault::refused, text("block ", block.height, " was reorganised meanwhile"));
    }
    return Done{};
}

Status EthereumNode::Door::read_uncles(std::uint32_t count, EthereumBlock& block) {
    for (std::uint32_t i = 0; i < count; ++i) {
        auto answer =
            call("eth_getUncleByBlockHashAndIndex",
                 {json::string(ethereum_digits(block.hash)), json::string(ethereum_quantity(i))});
        if (!answer && answer.error().fault == Fault::unsupported) {
            block.has_unknown_uncles = true;
            block.uncles.clear();
            return Done{};
        }
        if (!answer) return Unexpected(std::move(answer).error());
        EthereumUncle uncle;
        const auto height = read_quantity_64(json_text(*answer, "number"));
        if (!height || !read_address(json_text(*answer, "miner"), uncle.miner)) {
            return failed(Fault::not_found,
                          text("the node does not have uncle ", i, " of block ", block.height));
        }
        uncle.height = *height;
        block.uncles.push_back(uncle);
    }
    return Done{};
}

/// Nothing if the answer is no number.
Result<std::optional<Uint256>> EthereumNode::Door::number(std::string_view method,
                                                          const json::array& parameters) {
    PELF_TRY(answer, call(method, parameters));
    const auto* string = answer.if_string();
    if (string == nullptr) return std::optional<Uint256>();
    return read_quantity(std::string_view(*string));
}

EthereumNode::EthereumNode(std::unique_ptr<Door> door) : door_(std::move(door)) {}
EthereumNode::EthereumNode(EthereumNode&&) noexcept = default;
EthereumNode& EthereumNode::operator=(EthereumNode&&) noexcept = default;
EthereumNode::~EthereumNode() = default;

Result<EthereumNode> EthereumNode::open(const EthereumNodeOptions& options) {
    PELF_TRY(rpc, JsonRpc::open({.address = options.address,
                                 .timeout_ms = options.timeout_ms,
                                 .attempts_max = options.attempts_max,
                                 .first_pause = options.first_pause,
                                 .sleep = options.sleep}));
    return EthereumNode(std::make_unique<Door>(std::move(rpc), options));
}

const EthereumRules& EthereumNode::rules() const noexcept {
    return door_->options().rules;
}

bool EthereumNode::lacks_traces() const noexcept {
    return door_->lacks_traces();
}

Result<std::uint64_t> EthereumNode::chain_id() {
    PELF_TRY(id, door_->number("eth_chainId", {}));
    if (!id || !id->fits_64()) {
        return door_->failed(Fault::malformed, "the node does not tell its chain's number");
    }
    return id->low();
}

Result<EthereumPlace> EthereumNode::tip() {
    const bool is_latest = door_->options().tip == EthereumNodeOptions::Tip::latest;
    if (!is_latest) return door_->place("finalized");
    PELF_TRY(height, door_->number("eth_blockNumber", {}));
    if (!height || !height->fits_64()) {
        return door_->failed(Fault::malformed, "the node does not tell its last block");
    }
    return door_->place(ethereum_quantity(height->low()));
}

Result<model::LedgerHash> EthereumNode::hash_at(std::uint64_t height) {
    PELF_TRY(place, door_->place(ethereum_quantity(height)));
    return place.hash;
}

Status EthereumNode::read_block(std::uint64_t height, EthereumTransfers& transfers,
                                EthereumBlock& block) {
    return door_->read_block(height, transfers, block);
}

Result<Uint256> EthereumNode::balance(const codec::EthereumAddress& account, std::uint64_t height) {
    PELF_TRY(found, door_->number("eth_getBalance", {json::string(ethereum_digits(account.bytes)),
                                                     json::string(ethereum_quantity(height))}));
    if (!found) return door_->failed(Fault::malformed, "the node's answer is no balance");
    return *found;
}

Result<Uint256> EthereumNode::token_balance(const codec::EthereumAddress& token,
                                            const codec::EthereumAddress& account,
                                            std::uint64_t height) {
    // The first four bytes of keccak256("balanceOf(address)"), and the address as a word.
    constexpr std::string_view kBalanceOf = "0x70a08231000000000000000000000000";
    const json::object question = {
        {"to", ethereum_digits(token.bytes)},
        {"data", std::string(kBalanceOf) + codec::to_hex(account.bytes)}};
    PELF_TRY(found, door_->number("eth_call", {question, json::string(ethereum_quantity(height))}));
    if (!found) {
        return door_->failed(Fault::not_found, text("the contract does not tell a balance: ",
                                                    codec::to_string(token)));
    }
    return *found;
}

Result<EthereumFollowPlan> plan_ethereum_follow(EthereumNode& node,
                                                std::span<const EthereumPlace> recent,
                                                const EthereumFollowLimits& limits) {
    EthereumFollowPlan plan;
    PELF_TRY(tip, node.tip());
    plan.tip = tip;
    plan.first_height = limits.first_height;
    if (!recent.empty()) {
        if (tip.height < recent.front().height) {
            return Unexpected(Error{
                Fault::refused, text("the node has not come as far as our last blocks, it is at ",
                                     tip.height, "; wait until it has caught up")});
        }
        std::size_t left = recent.size();
        while (left > 0) {
            const EthereumPlace& known = recent[left - 1];
            const bool is_reached = known.height <= tip.height;
            auto hash = is_reached ? node.hash_at(known.height) : model::LedgerHash{};
            const bool is_gone = !hash && hash.error().fault == Fault::not_found;
            if (!hash && !is_gone) return Unexpected(std::move(hash).error());
            if (is_reached && !is_gone && *hash == known.hash) break;
            --left;
        }
        if (left == 0) {
            return Unexpected(
                Error{Fault::refused,
                      text("the node's chain has none of our last blocks, of which it was asked: ",
                           recent.size(), "; it is another chain's, or reorganised further back")});
        }
        const EthereumPlace& last = recent[left - 1];
        // At the node's tip and agreed: the node is only behind, and what we have stays.
        if (left < recent.size() && last.height < tip.height) plan.unwind_to = last.height;
        plan.first_height = last.height + 1;
        plan.previous = last.hash;
        if (left < recent.size() && !plan.unwind_to) return plan;
    }
    if (plan.first_height > tip.height) return plan;
    plan.blocks_count = std::min(tip.height - plan.first_height + 1, limits.fetch_max);
    return plan;
}

Result<EthereumFollowOutcome> read_ethereum_node(EthereumNode& node, const EthereumFollowPlan& plan,
                                                 Report& report, const AccountSink& sink,
                                                 const MemoSink& on_memo) {
    EthereumFollowOutcome outcome;
    EthereumTransfers transfers(node.rules(), report);
    EthereumBlock block;
    auto previous = plan.previous;
    for (std::uint64_t i = 0; i < plan.blocks_count; ++i) {
        const auto read = node.read_block(plan.first_height + i, transfers, block);
        // Reorganised while it was read, or to a shorter chain since the plan was made.
        const bool is_changed =
            !read &&
            (read.error().fault == Fault::refused ||
             (read.error().fault == Fault::not_found && !node.hash_at(plan.first_height + i)));
        if (is_changed || (read && previous && block.previous != *previous)) {
            outcome.is_reorganised = true;
            break;
        }
        if (!read) return Unexpected(Error(read.error()));
        if (on_memo) hand_over_memos(block, on_memo);
        PELF_TRY_DONE(sink(transfers.make(block)));
        report.accept();
        previous = block.hash;
        ++outcome.fetched_count;
    }
    outcome.reading.counts = transfers.counts();
    outcome.reading.lookalikes = transfers.lookalikes();
    if (node.lacks_traces()) {
        constexpr const char* kNoTraces = "no traces: ether that contracts moved is missing";
        outcome.reading.missing.emplace_back(kNoTraces);
        report.flaw(Fault::not_found, 0, kNoTraces);
    }
    return outcome;
}

}  // namespace pelf::ingest
