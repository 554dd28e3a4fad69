// SPDX-License-Identifier: Apache-2.0
//
// Prints what the reader of a node makes of its chain, for test_ethereum_node.py:
//
//   ethereum_dump URL automatic|trace_block|call_tracer|none WRAPPED|- [HEIGHT HASH]...
//
// The blocks HEIGHT HASH are those that are had already. Lines: "unwind HEIGHT", "block HEIGHT
// HASH", "transfer HEIGHT TRANSACTION KIND ASSET FROM TO AMOUNT", "differs ASSET ACCOUNT", "flaw
// WORDS", "missing WORDS", "reorganised". Status 0, or 1 and the error.
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "codec/ethereum_address.hpp"
#include "codec/hex.hpp"
#include "ingest/ledgers/ethereum_balances.hpp"
#include "ingest/ledgers/ethereum_node.hpp"
#include "ingest/ledgers/ethereum_text.hpp"
#include "support/transfer_text.hpp"

namespace {

using namespace pelf;
using ingest::EthereumNodeOptions;

void say(const std::string& line) {
    std::fputs((line + "\n").c_str(), stdout);
}

Result<EthereumNodeOptions> options_of(std::span<char*> words) {
    EthereumNodeOptions options;
    options.rules = ingest::EthereumRules::newest();
    options.address = words[0];
    const std::string_view traces = words[1];
    using Traces = EthereumNodeOptions::Traces;
    options.traces = traces == "trace_block"   ? Traces::trace_block
                     : traces == "call_tracer" ? Traces::call_tracer
                     : traces == "none"        ? Traces::none
                                               : Traces::automatic;
    const auto wrapped = codec::parse_ethereum_address(words[2]);
    if (wrapped) options.rules.wrapped_ether = {*wrapped};
    return options;
}

Status print_block(ingest::EthereumNode& node, const model::AccountBlock& block) {
    say(text("block ", block.height, " 0x", codec::to_hex(block.hash)));
    for (const auto& line : test::transfer_lines(block)) say("transfer " + line);
    constexpr std::uint64_t kPairsMax = 1'000;
    PELF_TRY(check, ingest::check_balances(block, ingest::balances_of(node), kPairsMax));
    for (const auto& one : check.differences) {
        say(text("differs ", test::asset_text(one.asset), " ", test::account_text(one.account)));
    }
    return Done{};
}

Status run(std::span<char*> words) {
    PELF_TRY(options, options_of(words));
    PELF_TRY(node, ingest::EthereumNode::open(options));
    std::vector<ingest::EthereumPlace> recent;
    for (std::size_t i = 3; i + 1 < words.size(); i += 2) {
        ingest::EthereumPlace place;
        place.height = parse_u64(words[i]).value_or(0);
        if (!ingest::read_hash(words[i + 1], place.hash)) {
            return Unexpected(Error{Fault::malformed, "expected 0x and 64 digits"});
        }
        recent.push_back(place);
    }
    PELF_TRY(plan, ingest::plan_ethereum_follow(node, recent, {}));
    if (plan.unwind_to) say(text("unwind ", *plan.unwind_to));
    ingest::Report report(options.address);
    PELF_TRY(outcome, ingest::read_ethereum_node(node, plan, report,
                                                 [&node](const model::AccountBlock& block) {
                                                     return print_block(node, block);
                                                 }));
    for (const auto& loss : report.first_losses()) say("flaw " + loss.message);
    for (const auto& words_missing : outcome.reading.missing) say("missing " + words_missing);
    if (outcome.is_reorganised) say("reorganised");
    return Done{};
}

}  // namespace

int main(int count, char** words) {
    constexpr int kWordsMin = 4;
    if (count < kWordsMin) return 2;
    const auto done = run(std::span(words, static_cast<std::size_t>(count)).subspan(1));
    if (done) return 0;
    std::fputs((done.error().message + "\n").c_str(), stderr);
    return 1;
}
