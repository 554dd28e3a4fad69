// SPDX-License-Identifier: Apache-2.0
//
// Just enough WebSocket (RFC 6455) to ask a server of the XRP Ledger: one connection kept open, a
// text message out and the next one in, TLS where the address says wss, every answer limited.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "ingest/web/url.hpp"

namespace pelf::ingest {

/// Whether it begins with ws:// or wss://.
bool is_websocket(std::string_view address) noexcept;

/// Reads "ws://host[:port][/path]" and "wss://...". Fails as parse_url() does.
Result<Url> parse_websocket_address(std::string_view text);

class WebSocketClient {
public:
    /// `timeout_ms` is for connecting, for the handshake, and for each answer.
    WebSocketClient(Url server, std::uint32_t timeout_ms);
    WebSocketClient(WebSocketClient&&) noexcept;
    WebSocketClient& operator=(WebSocketClient&&) noexcept;
    ~WebSocketClient();

    /// Sends a message and gives the next one that comes. After any failure the connection is
    /// dropped, so that a late answer is never taken for that to another question. Fails with io
    /// (no connection, a certificate that is not the host's, no answer in time, the other side
    /// closed), over_limit (a longer answer) or malformed (no WebSocket server).
    Result<std::string> exchange(const std::string& message, std::uint64_t answer_max_bytes);

private:
    class Connection;
    template <class Stream>
    class ConnectionOver;
    std::unique_ptr<Connection> connection_;
};

}  // namespace pelf::ingest
