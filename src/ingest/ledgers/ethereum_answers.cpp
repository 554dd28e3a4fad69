// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_answers.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"
#include "codec/keccak256.hpp"
#include "ingest/ledgers/ethereum_json.hpp"
#include "ingest/ledgers/ethereum_text.hpp"
#include "ingest/ledgers/ethereum_transaction_id.hpp"
#include "ingest/ledgers/ethereum_transfers.hpp"
#include "ingest/ledgers/json_rpc.hpp"
#include "ingest/report.hpp"

namespace pelf::ingest {
namespace {

namespace json = boost::json;

Unexpected<Error> bad_said(Fault fault, std::string message) {
    return Unexpected(Error{fault, std::move(message)});
}

Unexpected<Error> lying(std::string message) {
    return bad_said(Fault::refused, text("the source is not to be trusted: ", std::move(message)));
}

std::string event_topic(std::string_view signature) {
    return ethereum_digits(codec::keccak256(std::as_bytes(std::span(signature))).bytes);
}

std::string account_topic(const codec::EthereumAddress& account) {
    constexpr std::size_t kZeroDigits = 24;
    return "0x" + std::string(kZeroDigits, '0') + codec::to_hex(account.bytes);
}

/// Numbers are JSON numbers in traces, and quantities in logs.
std::optional<std::uint64_t> height_of(const json::value& row) {
    const auto* value = json_member(row, "blockNumber");
    if (value == nullptr) return std::nullopt;
    if (const auto* string = value->if_string()) return read_quantity_64(*string);
    json::error_code code;
    const auto height = value->to_number<std::uint64_t>(code);
    return code ? std::nullopt : std::optional(height);
}

bool is_null(const json::value* value) {
    return value == nullptr || value->is_null();
}

Result<EthereumTouch> read_touch(const EthereumPageQuestion& question, const json::value& row) {
    const auto height = height_of(row);
    if (!height) return bad_said(Fault::malformed, "a row without the number of its block");
    if (*height < question.first || *height > question.last) {
        return lying(text("asked for blocks ", question.first, " to ", question.last,
                          " it gives a row of block ", *height));
    }
    const auto* removed = json_member(row, "removed");
    if (removed != nullptr && removed->is_bool() && removed->get_bool()) {
        return bad_said(Fault::refused, text("the source gives a log of block ", *height,
                                             " that it takes back in the same row"));
    }
    EthereumTouch touch{.height = *height};
    if (is_of_traces(question.side) && is_null(json_member(row, "transactionHash"))) {
        if (json_text(row, "type") == "reward") return touch;
        return bad_said(Fault::malformed, "a trace without the name of its transaction");
    }
    model::LedgerHash hash{};
    if (!read_hash(json_text(row, "transactionHash"), hash)) {
        return bad_said(Fault::malformed, "a row without the name of its transaction");
    }
    touch.transaction = hash;
    if (const auto* path = json_member(row, "traceAddress")) touch.path = json::serialize(*path);
    return touch;
}

}  // namespace

std::string ethereum_quantity(std::uint64_t number) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string digits;
    do {
        digits.insert(digits.begin(), kDigits[number % 16]);
        number /= 16;
    } while (number > 0);
    return "0x" + digits;
}

std::string ethereum_digits(std::span<const std::byte> bytes) {
    return "0x" + codec::to_hex(bytes);
}

EthereumCall call_of(const EthereumPageQuestion& question) {
    json::object filter = {{"fromBlock", ethereum_quantity(question.first)},
                           {"toBlock", ethereum_quantity(question.last)}};
    if (is_of_traces(question.side)) {
        // Each side by itself: given both, some nodes want either and some want both.
        const bool is_from = question.side == EthereumSide::trace_from;
        filter[is_from ? "fromAddress" : "toAddress"] =
            json::array{json::string(ethereum_digits(question.account.bytes))};
        filter["after"] = question.after;
        filter["count"] = kTracePageRows;
        return {"trace_filter", {std::move(filter)}};
    }
    const json::string transfer(event_topic("Transfer(address,address,uint256)"));
    const json::string account(account_topic(question.account));
    if (question.side == EthereumSide::log_to) {
        filter["topics"] = json::array{transfer, nullptr, account};
    } else {
        const json::string deposit(event_topic("Deposit(address,uint256)"));
        const json::string withdrawal(event_topic("Withdrawal(address,uint256)"));
        filter["topics"] = json::array{json::array{transfer, deposit, withdrawal}, account};
    }
    return {"eth_getLogs", {std::move(filter)}};
}

Result<std::vector<EthereumTouch>> read_touches(const EthereumPageQuestion& question,
                                                const json::value& answer) {
    const auto* rows = answer.if_array();
    if (rows == nullptr) {
        return bad_said(Fault::not_found,
                        text("the source has no ", is_of_traces(question.side) ? "traces" : "logs",
                             " of blocks ", question.first, " to ", question.last,
                             "; has it been pruned? Ask an archive node"));
    }
    std::vector<EthereumTouch> touches;
    touches.reserve(rows->size());
    for (const json::value& row : *rows) {
        PELF_TRY(touch, read_touch(question, row));
        // The next page begins where this one ends: only an order makes that a place.
        if (is_of_traces(question.side) && !touches.empty() &&
            touch.height < touches.back().height) {
            return bad_said(Fault::refused,
                            text("the source gives the history of ",
                                 codec::to_string(question.account), " not in order"));
        }
        touches.push_back(touch);
    }
    return touches;
}

Result<SaidEthereumHeader> read_said_header(const json::value& answer) {
    if (answer.is_null()) return bad_said(Fault::not_found, "the source does not have the block");
    SaidEthereumHeader said;
    PELF_TRY(facts, read_json_header(answer, said.block));
    said.is_proven = facts.is_hash_checked;
    return said;
}

Result<SaidEthereumTransaction> read_said_transaction(const SaidEthereumHeader& header,
                                                      const json::array& parts,
                                                      const EthereumRules& rules) {
    PELF_CHECK(parts.size() == 3);
    const auto* transaction = parts[0].if_object();
    if (transaction == nullptr) {
        return bad_said(Fault::not_found, "the source does not have the transaction");
    }
    EthereumBlock block = header.block;
    PELF_TRY_DONE(read_json_transaction(parts[0], block));
    SaidEthereumTransaction said{.hash = block.transactions.front().hash,
                                 .height = block.height,
                                 .index = block.transactions.front().index};
    const std::string name = ethereum_digits(said.hash);
    model::LedgerHash block_hash{};
    if (!read_hash(json_text(parts[0], "blockHash"), block_hash) || block_hash != block.hash) {
        return lying(text("transaction ", name, " is not of the block ",
                          ethereum_digits(block.hash), " that has its number"));
    }
    const IdFinding finding = check_transaction_id(*transaction, said.hash);
    if (finding == IdFinding::wrong) {
        return lying(text("transaction ", name, " does not have the id of what it says"));
    }
    said.is_proven = finding == IdFinding::proven;
    if (!header.is_proven) {
        said.flaws.emplace_back("its block has a field that is not known: its hash is not checked");
    }
    Report report(name);
    EthereumTransfers transfers(rules, report);
    PELF_TRY_DONE(read_json_receipts({parts[1]}, rules, transfers, block));
    const auto* traces = parts[2].if_array();
    if (traces == nullptr || traces->empty()) {
        return bad_said(Fault::not_found, text("the source has no traces of transaction ", name,
                                               "; has it been pruned? Ask an archive node"));
    }
    PELF_TRY_DONE(read_json_traces(*traces, block));
    const bool is_of_one = std::ranges::none_of(
        block.traces, [](const auto& trace) { return trace.transaction == kNoTransaction; });
    if (!is_of_one) return bad_said(Fault::malformed, "a reward among a transaction's traces");
    said.moves = transfers.make(block);
    for (const Error& loss : report.first_losses()) said.flaws.push_back(loss.message);
    // The rules give blocks no reward here, so that the transaction is all there is.
    PELF_CHECK(said.moves.transactions.size() <= 1);
    return said;
}

}  // namespace pelf::ingest
