// SPDX-License-Identifier: Apache-2.0
//
// A running server of the XRP Ledger (rippled, Clio) as a source of ledgers, by its JSON-RPC or its
// WebSocket:
//
//   ledger  {"ledger_index": "validated"}                            the last ledger agreed upon
//   ledger  {"ledger_index": N, "transactions": true, "expand": true}  one ledger with metadata
//
// A ledger comes as the text of the answer, for XrplReader, once it is seen to be whole: validated,
// the one that was asked for, and every transaction with its metadata. A server that keeps no
// history answers with less; that is an error, and never a ledger in which nothing moved.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "codec/sha256.hpp"

namespace pelf::ingest {

struct XrplTip {
    std::uint64_t ledger_index = 0;
    codec::Hash256 hash;
};

struct XrplNodeOptions {
    /// "http://127.0.0.1:5005", with "user:password@" where the port asks for it; or a WebSocket:
    /// "ws://127.0.0.1:6006", "wss://host".
    std::string address;
    std::uint32_t timeout_ms = 30'000;
    /// Tries of each request while the server cannot be reached or says that it has too much to
    /// do or is not in step with the network.
    unsigned attempts_max = 5;
    /// Before the second try; twice as long before each further one.
    std::chrono::milliseconds first_pause{500};
    /// Waits between tries. Empty: no waiting.
    std::function<void(std::chrono::milliseconds)> sleep = {};
};

class XrplNode {
public:
    /// Fails with malformed or refused (the address). Nothing is sent yet.
    static Result<XrplNode> open(const XrplNodeOptions& options);
    XrplNode(XrplNode&&) noexcept;
    XrplNode& operator=(XrplNode&&) noexcept;
    ~XrplNode();

    Result<XrplTip> tip();

    /// The answer's text. Fails with not_found (not validated yet, or no longer kept), refused (the
    /// server does not let us), malformed (no such answer, or one with parts missing) and as
    /// HttpClient does.
    Result<std::string> ledger(std::uint64_t ledger_index);

private:
    class Caller;
    explicit XrplNode(std::unique_ptr<Caller> caller);

    std::unique_ptr<Caller> caller_;
};

}  // namespace pelf::ingest
