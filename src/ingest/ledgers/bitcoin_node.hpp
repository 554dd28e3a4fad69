// SPDX-License-Identifier: Apache-2.0
//
// A running Bitcoin node as a source of blocks, by either of its two doors:
//
//   REST (-rest=1, no password)              JSON-RPC (user and password, or the cookie file)
//   /rest/chaininfo.json                     getblockchaininfo
//   /rest/blockhashbyheight/<height>.json    getblockhash <height>
//   /rest/block/<hash>.bin                   getblock <hash> 0: the same bytes in hexadecimal
//
// Amounts are never read from JSON: a block's bytes hold them exactly.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "codec/bitcoin_script.hpp"
#include "codec/sha256.hpp"

namespace pelf::ingest {

struct NodeTip {
    codec::Chain chain = codec::Chain::main;
    std::uint32_t height = 0;
    codec::Hash256 hash;
    bool is_pruned = false;   ///< Old blocks may be gone.
    bool is_syncing = false;  ///< The node itself is still catching up.
};

/// What the engine follows. Errors say what to do.
class NodeSource {
public:
    NodeSource() = default;
    NodeSource(const NodeSource&) = delete;
    NodeSource& operator=(const NodeSource&) = delete;
    virtual ~NodeSource() = default;

    virtual Result<NodeTip> tip() = 0;
    /// On the node's best chain. Fails with not_found above its tip.
    virtual Result<codec::Hash256> hash_at(std::uint32_t height) = 0;
    /// The block's bytes, whose header is that of `hash`; the body is not verified. Fails with
    /// not_found if the node does not have it (any more).
    virtual Result<std::vector<std::byte>> block(const codec::Hash256& hash) = 0;
};

struct NodeOptions {
    enum class Door : std::uint8_t { rest, rpc };

    std::string address;  ///< "http://127.0.0.1:8332", for RPC also with "user:password@".
    Door door = Door::rest;
    /// RPC without a password in the address: the node's file ".cookie", which changes each time
    /// the node starts and is read again then.
    std::filesystem::path cookie_file;
    std::uint32_t timeout_ms = 30'000;
    /// Tries of each request while the node cannot be reached or is starting.
    unsigned attempts_max = 5;
    /// Before the second try; twice as long before each further one.
    std::chrono::milliseconds first_pause{250};
    /// Waits between tries. Empty: no waiting.
    std::function<void(std::chrono::milliseconds)> sleep;
};

/// Fails with malformed or refused (the address), not_found (no cookie file). Nothing is sent yet.
Result<std::unique_ptr<NodeSource>> open_node(const NodeOptions& options);

}  // namespace pelf::ingest
