// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_calls.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "base/check.hpp"
#include "base/text.hpp"
#include "ingest/ledgers/json_rpc.hpp"

namespace pelf::ingest {
namespace {

namespace json = boost::json;

json::object question_of(const EthereumCall& call, std::size_t id) {
    return {{"jsonrpc", "2.0"}, {"id", id}, {"method", call.method}, {"params", call.parameters}};
}

char in_small(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

/// What passes by waiting, in the words of the providers; the numbers say too many things.
bool says_busy(const json::value& error) {
    constexpr std::array<std::string_view, 6> kWords = {"rate limit",   "rate-limit",
                                                        "compute unit", "too many requests",
                                                        "throttl",      "requests per second"};
    constexpr std::int64_t kTooManyRequests = 429;
    const auto* code = json_member(error, "code");
    if (code != nullptr && code->is_int64() && code->get_int64() == kTooManyRequests) return true;
    std::string message(json_text(error, "message"));
    std::ranges::transform(message, message.begin(), in_small);
    return std::ranges::any_of(
        kWords, [&](std::string_view word) { return message.find(word) != std::string::npos; });
}

Status judge_one(const json::value& answer) {
    const auto* error = json_member(answer, "error");
    if (error == nullptr || !says_busy(*error)) return Done{};
    return Unexpected(Error{Fault::io, text("the source cannot answer now",
                                            what_it_says(json_text(*error, "message")))});
}

Result<json::value> parse_answer(const std::string& body) {
    json::error_code code;
    json::parse_options options;
    options.max_depth = kJsonRpcDepthMax;
    auto value = json::parse(body, code, {}, options);
    if (!code) return value;
    return Unexpected(
        Error{Fault::malformed,
              text("expected JSON; is this a node's JSON-RPC address?", what_it_says(body))});
}

}  // namespace

/// Whatever is an answer, parsed; errors of JSON-RPC that do not pass are answers too.
Result<json::value> EthereumCalls::exchange(const json::value& question) {
    std::optional<json::value> answer;
    const auto judge = [&](const std::string& body) -> Status {
        PELF_TRY(parsed, parse_answer(body));
        if (const auto* several = parsed.if_array()) {
            for (const json::value& one : *several) PELF_TRY_DONE(judge_one(one));
        } else {
            PELF_TRY_DONE(judge_one(parsed));
        }
        answer = std::move(parsed);
        return Done{};
    };
    PELF_TRY_DONE(client_.post(json::serialize(question), kEthereumAnswerBytesMax, judge));
    return *std::move(answer);
}

Result<json::value> EthereumCalls::call(const EthereumCall& call) {
    PELF_TRY(answer, exchange(question_of(call, 1)));
    auto result = rpc_result(std::move(answer), call.method);
    if (result) return result;
    Error error = std::move(result).error();
    error.source = client_.url();
    return Unexpected(std::move(error));
}

Result<std::vector<json::value>> EthereumCalls::call_all(std::span<const EthereumCall> calls) {
    PELF_CHECK(!calls.empty() && calls.size() <= calls_max_);
    std::vector<json::value> results(calls.size());
    if (calls.size() == 1) {
        PELF_TRY(result, call(calls.front()));
        results.front() = std::move(result);
        return results;
    }
    json::array questions;
    for (std::size_t i = 0; i < calls.size(); ++i) questions.push_back(question_of(calls[i], i));
    const auto fewer = [&](std::string_view why) {
        constexpr std::size_t kStep = 5;  // 40, 8, 1.
        calls_max_ = std::max<std::size_t>(1, calls.size() / kStep);
        return Unexpected(Error{Fault::over_limit, std::string(why), client_.url()});
    };
    auto answer = exchange(questions);
    if (!answer) {
        // Away is away; anything else may be said of the list.
        const Fault fault = answer.error().fault;
        if (fault == Fault::io || fault == Fault::truncated) {
            return Unexpected(std::move(answer).error());
        }
        return fewer(answer.error().message);
    }
    auto* list = answer->if_array();
    if (list == nullptr || list->size() != calls.size()) {
        return fewer("the source does not answer every question of a list");
    }
    std::vector<bool> is_there(calls.size());
    for (json::value& one : *list) {
        const auto* id = json_member(one, "id");
        json::error_code code;
        const auto place = id == nullptr ? calls.size() : id->to_number<std::size_t>(code);
        if (code || place >= calls.size() || is_there[place]) {
            return fewer("the source does not say which answer is whose");
        }
        is_there[place] = true;
        auto result = rpc_result(std::move(one), calls[place].method);
        if (!result) {
            Error error = std::move(result).error();
            error.source = client_.url();
            if (error.fault == Fault::unsupported) return Unexpected(std::move(error));
            // Alone it may be answered, or say why not.
            return fewer(error.message);
        }
        results[place] = *std::move(result);
    }
    return results;
}

}  // namespace pelf::ingest
