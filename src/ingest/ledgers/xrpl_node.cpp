// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/xrpl_node.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "codec/hex.hpp"
#include "ingest/ledgers/http_client.hpp"
#include "ingest/ledgers/websocket_client.hpp"
#include "ingest/ledgers/xrpl_json.hpp"

namespace pelf::ingest {
namespace {

constexpr unsigned kOk = 200;
constexpr unsigned kUnauthorized = 401;
constexpr unsigned kForbidden = 403;
constexpr unsigned kTooMany = 429;
constexpr unsigned kUnavailable = 503;
constexpr std::uint64_t kAnswerBytesMax = std::uint64_t(64) << 20;

Unexpected<Error> failed(Fault fault, std::string message, const std::string& source) {
    return Unexpected(Error{fault, std::move(message), source});
}

/// Words of the server that pass: rippled's errors for load and for being out of step.
bool is_passing(std::string_view error) {
    constexpr std::string_view kPassing[] = {"tooBusy",  "slowDown", "noNetwork", "noCurrent",
                                             "noClosed", "notReady", "notSynced"};
    return std::ranges::find(kPassing, error) != std::end(kPassing);
}

Fault fault_of(std::string_view error) {
    if (error == "lgrNotFound" || error == "lgrIdxsInvalid" || error == "lgrNotValidated") {
        return Fault::not_found;
    }
    if (error == "noPermission" || error == "forbidden") return Fault::refused;
    return is_passing(error) ? Fault::io : Fault::malformed;
}

/// Whether every transaction stands there whole.
std::string_view missing_in(const JsonObject& ledger) {
    const auto list = member_as<JsonArray>(ledger, "transactions");
    if (!list) return "its transactions are missing";
    for (const JsonValue element : *list) {
        const auto object = as<JsonObject>(element);
        if (!object) return "a transaction is not given in full";
        const bool has_metadata = object_member(*object, "metaData") ||
                                  object_member(*object, "meta") ||
                                  object_member(*object, "metadata");
        if (!has_metadata) return "a transaction has no metadata";
    }
    return {};
}

}  // namespace

class XrplNode::Caller {
public:
    Caller(const HttpAddress& address, const XrplNodeOptions& options)
        : http_(std::in_place, address, options.timeout_ms),
          options_(options),
          source_(text("http://", address.host, ":", address.port)) {
        if (!address.user_password.empty()) {
            authorization_ = basic_authorization(address.user_password);
        }
    }
    Caller(const Url& server, const XrplNodeOptions& options)
        : websocket_(std::in_place, server, options.timeout_ms),
          options_(options),
          source_(options.address) {}

    const std::string& source() const noexcept { return source_; }
    const std::string& body() const noexcept { return body_; }

    /// The result of `ledger` with these parameters; views into body(), which holds the answer.
    Result<JsonObject> call(const std::string& parameters) {
        auto pause = options_.first_pause;
        for (unsigned attempt = 1;; ++attempt, pause *= 2) {
            auto result = ask(parameters);
            const bool is_last = attempt >= std::max(options_.attempts_max, 1U);
            if (result || is_last || result.error().fault != Fault::io) return result;
            if (options_.sleep) options_.sleep(pause);
        }
    }

private:
    /// Fails with io where another try may help.
    Result<JsonObject> ask(const std::string& parameters) {
        PELF_TRY(body, websocket_ ? ask_websocket(parameters) : ask_http(parameters));
        body_ = std::move(body);
        JsonObject object;
        const bool is_json =
            parser_.allocate(std::max<std::size_t>(body_.size(), 64), kXrplJsonDepthMax) ==
                simdjson::SUCCESS &&
            parser_.parse(body_.data(), body_.size()).get(object) == simdjson::SUCCESS;
        const auto result = is_json ? object_member(object, "result") : std::nullopt;
        // By WebSocket an error stands beside the result and not in it.
        const auto error = result ? text_member(*result, "error")
                                  : (is_json ? text_member(object, "error") : std::nullopt);
        if (error) {
            return failed(fault_of(*error), text("the server says ", quoted(*error)), source_);
        }
        if (!result) {
            return failed(Fault::malformed,
                          "the answer has no result; is this the JSON-RPC port of an XRP Ledger "
                          "server, or with ws:// its WebSocket's?",
                          source_);
        }
        if (websocket_ && number_member(object, "id") != asked_count_) {
            return failed(Fault::malformed, "the answer is to another question", source_);
        }
        return *result;
    }

    Result<std::string> ask_websocket(const std::string& parameters) {
        // The parameters, with what is asked for among them.
        return websocket_->exchange(text(R"({"id":)", ++asked_count_, R"(,"command":"ledger",)",
                                         std::string_view(parameters).substr(1)),
                                    kAnswerBytesMax);
    }

    Result<std::string> ask_http(const std::string& parameters) {
        const HttpRequest request{
            .target = "/",
            .authorization = authorization_,
            .json_body = text(R"({"method":"ledger","params":[)", parameters, "]}"),
            .answer_max_bytes = kAnswerBytesMax};
        auto answer = http_->exchange(request);
        if (!answer) {
            Error error = std::move(answer).error();
            if (error.fault == Fault::truncated) error.fault = Fault::io;
            return Unexpected(std::move(error));
        }
        if (answer->status == kUnauthorized || answer->status == kForbidden) {
            return failed(Fault::refused,
                          "the server refuses; check user and password, and the server's `admin` "
                          "and `secure_gateway` settings",
                          source_);
        }
        if (answer->status == kUnavailable || answer->status == kTooMany) {
            return failed(Fault::io, "the server has too much to do; try again later", source_);
        }
        if (answer->status != kOk) {
            return failed(Fault::malformed,
                          text("expected HTTP status 200, found ", answer->status), source_);
        }
        return std::move(answer->body);
    }

    std::optional<HttpClient> http_;  ///< One of the two.
    std::optional<WebSocketClient> websocket_;
    std::uint64_t asked_count_ = 0;  ///< By WebSocket: the last question's id.
    XrplNodeOptions options_;
    std::string source_;
    std::string authorization_;
    std::string body_;
    simdjson::dom::parser parser_;
};

XrplNode::XrplNode(std::unique_ptr<Caller> caller) : caller_(std::move(caller)) {}
XrplNode::XrplNode(XrplNode&&) noexcept = default;
XrplNode& XrplNode::operator=(XrplNode&&) noexcept = default;
XrplNode::~XrplNode() = default;

Result<XrplNode> XrplNode::open(const XrplNodeOptions& options) {
    if (is_websocket(options.address)) {
        PELF_TRY(server, parse_websocket_address(options.address));
        return XrplNode(std::make_unique<Caller>(server, options));
    }
    PELF_TRY(address, parse_http_address(options.address));
    return XrplNode(std::make_unique<Caller>(address, options));
}

Result<XrplTip> XrplNode::tip() {
    PELF_TRY(result, caller_->call(R"({"ledger_index":"validated"})"));
    const auto ledger = object_member(result, "ledger");
    auto index = number_member(result, "ledger_index");
    auto hash = hash_member(result, "ledger_hash");
    if (ledger && !index) index = number_member(*ledger, "ledger_index");
    if (ledger && !hash) hash = hash_member(*ledger, "ledger_hash");
    if (!index || !hash || member_as<bool>(result, "validated") != true) {
        return failed(Fault::malformed, "the answer has no validated ledger in it",
                      caller_->source());
    }
    return XrplTip{*index, *hash};
}

Result<std::string> XrplNode::ledger(std::uint64_t ledger_index) {
    PELF_TRY(result, caller_->call(text(R"({"ledger_index":)", ledger_index,
                                        R"(,"transactions":true,"expand":true,"binary":false})")));
    const auto wrong = [&](Fault fault, std::string_view what) {
        return failed(fault, text("ledger ", ledger_index, ": ", what), caller_->source());
    };
    if (member_as<bool>(result, "validated") != true) {
        return wrong(Fault::not_found, "the server has not validated it");
    }
    const auto ledger = object_member(result, "ledger");
    if (!ledger) return wrong(Fault::not_found, "the answer has none; does the server keep it?");
    const auto index = number_member(*ledger, "ledger_index");
    if (index != ledger_index) return wrong(Fault::malformed, "the answer is another one");
    if (const auto missing = missing_in(*ledger); !missing.empty()) {
        return wrong(Fault::not_found, text(missing, "; does the server keep its history?"));
    }
    return caller_->body();
}

}  // namespace pelf::ingest
