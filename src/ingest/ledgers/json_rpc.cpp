// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/json_rpc.hpp"

#include <utility>

#include "base/text.hpp"

namespace pelf::ingest {
namespace {

namespace json = boost::json;

constexpr unsigned kOk = 200;
constexpr unsigned kUnauthorized = 401;
constexpr unsigned kForbidden = 403;
constexpr unsigned kTooMany = 429;
constexpr unsigned kUnavailable = 503;

/// EIP-1474 has -32601 and -32004; geth says it in words under -32601, others under -32600.
bool says_no_such_method(std::int64_t code, std::string_view message) {
    constexpr std::int64_t kNoMethod = -32'601;
    constexpr std::int64_t kNotSupported = -32'004;
    return code == kNoMethod || code == kNotSupported ||
           message.find("does not exist/is not available") != std::string_view::npos;
}

}  // namespace

const json::value* json_member(const json::value& value, std::string_view name) {
    const auto* object = value.if_object();
    return object == nullptr ? nullptr : object->if_contains(name);
}

std::string_view json_text(const json::value& value, std::string_view name) {
    const auto* found = json_member(value, name);
    const auto* string = found == nullptr ? nullptr : found->if_string();
    return string == nullptr ? std::string_view() : std::string_view(*string);
}

JsonRpc::JsonRpc(const HttpAddress& address, const JsonRpcOptions& options)
    : client_(address, options.timeout_ms),
      options_(options),
      authorization_(address.user_password.empty() ? ""
                                                   : basic_authorization(address.user_password)),
      source_(text("http://", address.host, ":", address.port)) {}

Result<JsonRpc> JsonRpc::open(const JsonRpcOptions& options) {
    PELF_TRY(address, parse_http_address(options.address));
    return JsonRpc(address, options);
}

Result<HttpAnswer> JsonRpc::exchange(const HttpRequest& request) {
    auto pause = options_.first_pause;
    for (unsigned attempt = 1;; ++attempt, pause *= 2) {
        auto answer = client_.exchange(request);
        const bool try_again =
            answer ? answer->status == kUnavailable || answer->status == kTooMany
                   : answer.error().fault == Fault::io || answer.error().fault == Fault::truncated;
        if (!try_again || attempt >= options_.attempts_max) return answer;
        if (options_.sleep) options_.sleep(pause);
    }
}

Result<json::value> JsonRpc::call(std::string_view method, const json::array& parameters,
                                  std::uint64_t answer_max_bytes) {
    const json::object body = {
        {"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", parameters}};
    PELF_TRY(answer, exchange({.target = "/",
                               .authorization = authorization_,
                               .json_body = json::serialize(body),
                               .answer_max_bytes = answer_max_bytes}));
    auto result = result_of(answer, method);
    if (result) return result;
    Error error = std::move(result).error();
    error.source = source_;
    return Unexpected(std::move(error));
}

Result<json::value> JsonRpc::result_of(const HttpAnswer& answer, std::string_view method) const {
    if (answer.status == kUnauthorized || answer.status == kForbidden) {
        return Unexpected(
            Error{Fault::refused,
                  "the node refuses this machine or the password; give "
                  "http://user:password@host:port, and see its list of allowed hosts"});
    }
    json::error_code code;
    json::parse_options options;
    options.max_depth = kJsonRpcDepthMax;
    auto value = json::parse(answer.body, code, {}, options);
    if (code) {
        return Unexpected(
            Error{answer.status == kUnavailable ? Fault::io : Fault::malformed,
                  text("expected JSON, found HTTP status ", answer.status,
                       "; is this a node's JSON-RPC port?", what_it_says(answer.body))});
    }
    auto result = rpc_result(std::move(value), method);
    if (result && answer.status != kOk) {
        return Unexpected(
            Error{Fault::malformed, text("expected a result of ", method, ", found HTTP status ",
                                         answer.status, what_it_says(answer.body))});
    }
    return result;
}

Result<json::value> rpc_result(json::value answer, std::string_view method) {
    const auto* error = json_member(answer, "error");
    if (error != nullptr && !error->is_null()) {
        const auto* number = json_member(*error, "code");
        const auto* code_value = number == nullptr ? nullptr : number->if_int64();
        const auto message = json_text(*error, "message");
        if (says_no_such_method(code_value == nullptr ? 0 : *code_value, message)) {
            return Unexpected(Error{Fault::unsupported, text("the node does not offer ", method,
                                                             what_it_says(message))});
        }
        return Unexpected(Error{Fault::malformed,
                                text("the node cannot answer ", method, what_it_says(message))});
    }
    auto* object = answer.if_object();
    auto* result = object == nullptr ? nullptr : object->if_contains("result");
    if (result == nullptr) {
        return Unexpected(
            Error{Fault::malformed, text("expected a result of ", method, ", found something else",
                                         what_it_says(json::serialize(answer)))});
    }
    return std::move(*result);
}

}  // namespace pelf::ingest
