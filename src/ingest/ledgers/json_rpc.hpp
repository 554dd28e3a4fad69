// SPDX-License-Identifier: Apache-2.0
//
// JSON-RPC 2.0 over HTTP to a node, for the readers of this folder only: asks again while the node
// is away, and turns its errors into ours.
#pragma once

#include <boost/json.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "ingest/ledgers/http_client.hpp"

namespace pelf::ingest {

struct JsonRpcOptions {
    std::string address;  ///< "http://127.0.0.1:8545", with "user:password@" where asked for.
    std::uint32_t timeout_ms = 60'000;
    /// Tries of each request while the node cannot be reached.
    unsigned attempts_max = 5;
    /// Before the second try; twice as long before each further one.
    std::chrono::milliseconds first_pause{250};
    /// Waits between tries. Empty: no waiting.
    std::function<void(std::chrono::milliseconds)> sleep;
};

/// Levels of an answer: 1,024 calls within each other, two levels each, and what lies around.
inline constexpr std::size_t kJsonRpcDepthMax = 2'112;

class JsonRpc {
public:
    /// Fails with malformed or refused (the address). Nothing is sent yet.
    static Result<JsonRpc> open(const JsonRpcOptions& options);

    /// The answer's `result`, which may be null. Fails with unsupported (the node has no such
    /// method), refused (password), io, truncated, over_limit, malformed (no JSON-RPC, or the node
    /// says that it cannot do it: its words are in the message).
    Result<boost::json::value> call(std::string_view method, const boost::json::array& parameters,
                                    std::uint64_t answer_max_bytes);

    /// The address without its password.
    const std::string& source() const noexcept { return source_; }

private:
    JsonRpc(const HttpAddress& address, const JsonRpcOptions& options);
    Result<HttpAnswer> exchange(const HttpRequest& request);
    Result<boost::json::value> result_of(const HttpAnswer& answer, std::string_view method) const;

    HttpClient client_;
    JsonRpcOptions options_;
    std::string authorization_;
    std::string source_;
};

/// The `result` of an answer, which may be null. Fails with unsupported (there is no such method)
/// or malformed (an error, in the node's words; neither result nor error).
Result<boost::json::value> rpc_result(boost::json::value answer, std::string_view method);

/// A member of an object; null if there is none.
const boost::json::value* json_member(const boost::json::value& value, std::string_view name);
/// The text of a member; empty if it is none.
std::string_view json_text(const boost::json::value& value, std::string_view name);

}  // namespace pelf::ingest
