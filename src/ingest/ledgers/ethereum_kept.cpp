// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_kept.hpp"

#include <array>
#include <utility>

#include "ingest/ledgers/ethereum_json.hpp"
#include "ingest/ledgers/ethereum_text.hpp"
#include "ingest/ledgers/json_rpc.hpp"

namespace pelf::ingest {
namespace {

namespace json = boost::json;

Unexpected<Error> not_kept(std::string message) {
    return Unexpected(Error{Fault::malformed, std::move(message)});
}

/// The record as a list of so many values.
Result<json::array> parse_list(std::string_view body, std::size_t size) {
    PELF_TRY(value, parse_kept(body));
    auto* list = value.if_array();
    if (list == nullptr || list->size() != size) return not_kept("expected a list of another size");
    return std::move(*list);
}

bool read_number(const json::value& value, std::uint64_t& number) {
    json::error_code code;
    number = value.to_number<std::uint64_t>(code);
    return !code;
}

bool read_account(const json::value& value, codec::EthereumAddress& account) {
    const auto* string = value.if_string();
    return string != nullptr && read_address(*string, account);
}

}  // namespace

std::string kept_header(const json::value& answer) {
    json::value header = answer;
    if (auto* object = header.if_object()) {
        object->erase("transactions");
        object->erase("withdrawals");
    }
    return json::serialize(header);
}

std::string kept_transaction(std::uint64_t height, const json::array& parts) {
    json::array list = {height};
    list.insert(list.end(), parts.begin(), parts.end());
    return json::serialize(list);
}

std::string kept_page(const EthereumPageQuestion& question, const json::value& answer) {
    constexpr std::array<std::string_view, 4> kRead = {"blockNumber", "transactionHash",
                                                       "traceAddress", "type"};
    json::array rows;
    if (const auto* all = answer.if_array()) {
        for (const json::value& row : *all) {
            json::object& kept = rows.emplace_back(json::object()).get_object();
            for (const std::string_view name : kRead) {
                if (const auto* value = json_member(row, name)) kept[name] = *value;
            }
        }
    }
    json::array list = {static_cast<unsigned>(question.side),
                        ethereum_digits(question.account.bytes), question.first, question.last,
                        question.after};
    list.emplace_back(std::move(rows));
    return json::serialize(list);
}

std::string kept_balance(const KeptBalance& balance) {
    json::array list = {ethereum_digits(balance.account.bytes), balance.height,
                        to_string(balance.amount)};
    return json::serialize(list);
}

Result<json::value> parse_kept(std::string_view body) {
    json::error_code code;
    json::parse_options options;
    options.max_depth = kJsonRpcDepthMax;
    auto value = json::parse(body, code, {}, options);
    if (code) return not_kept("expected JSON");
    return value;
}

Result<KeptTransaction> parse_kept_transaction(std::string_view body) {
    constexpr std::size_t kParts = 3;
    PELF_TRY(list, parse_list(body, 1 + kParts));
    KeptTransaction kept;
    if (!read_number(list.front(), kept.height)) return not_kept("expected a block's number");
    for (std::size_t i = 1; i <= kParts; ++i) kept.parts.push_back(std::move(list[i]));
    return kept;
}

Result<KeptPage> parse_kept_page(std::string_view body) {
    constexpr std::size_t kFields = 6;
    PELF_TRY(list, parse_list(body, kFields));
    KeptPage kept;
    std::uint64_t side = 0;
    EthereumPageQuestion& question = kept.question;
    if (!read_number(list[0], side) || side >= kEthereumSidesCount ||
        !read_account(list[1], question.account) || !read_number(list[2], question.first) ||
        !read_number(list[3], question.last) || !read_number(list[4], question.after) ||
        question.first > question.last || question.last == ~std::uint64_t{0}) {
        return not_kept("expected side, account, blocks and rows of a page");
    }
    question.side = static_cast<EthereumSide>(side);
    kept.answer = std::move(list[5]);
    return kept;
}

Result<KeptBalance> parse_kept_balance(std::string_view body) {
    constexpr std::size_t kFields = 3;
    PELF_TRY(list, parse_list(body, kFields));
    KeptBalance kept;
    const auto* digits = list[2].if_string();
    const auto amount =
        digits == nullptr ? std::nullopt : Uint256::parse_decimal(std::string_view(*digits));
    if (!read_account(list[0], kept.account) || !read_number(list[1], kept.height) || !amount) {
        return not_kept("expected account, block and balance");
    }
    kept.amount = *amount;
    return kept;
}

}  // namespace pelf::ingest
