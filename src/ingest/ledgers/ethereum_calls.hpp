// SPDX-License-Identifier: Apache-2.0
//
// Calls to a node of Ethereum by a polite client: several in one request where the node takes them,
// again where it is busy, and its refusals told apart. For the readers of this folder only.
#pragma once

#include <boost/json.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "ingest/ledgers/ethereum_answers.hpp"
#include "ingest/web/polite_client.hpp"

namespace pelf::ingest {

/// Not thread-safe.
class EthereumCalls {
public:
    explicit EthereumCalls(PoliteClient client) : client_(std::move(client)) {}

    const PoliteClient& client() const noexcept { return client_; }

    /// The result, which may be null. Fails with unsupported (the node has no such method), io
    /// (busy or away, after all tries), over_limit (a longer answer), and with malformed or refused
    /// where the node says that it will not: its words are in the message.
    Result<boost::json::value> call(const EthereumCall& call);

    /// The results, in the order of the calls, in one request. Fails as call() does with the first
    /// error among them; where the node takes fewer calls at once, with over_limit, and
    /// calls_max() is then smaller. Requires 1 to calls_max() calls.
    Result<std::vector<boost::json::value>> call_all(std::span<const EthereumCall> calls);
    /// Calls in one request; 1 for a node that takes no lists.
    std::size_t calls_max() const noexcept { return calls_max_; }

private:
    Result<boost::json::value> exchange(const boost::json::value& question);

    PoliteClient client_;
    std::size_t calls_max_ = 40;
};

}  // namespace pelf::ingest
