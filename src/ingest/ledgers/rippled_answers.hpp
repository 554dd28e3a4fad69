// SPDX-License-Identifier: Apache-2.0
//
// What a server of the XRP Ledger (rippled, Clio) answers about single transactions and accounts,
// by its JSON-RPC, in either version of it:
//
//   ledger      one ledger's header
//   tx          one transaction with its metadata
//   account_tx  a page of an account's transactions, with a marker where more follow
//
// An answer is taken whole or not at all: a transaction without metadata, or one that nobody has
// validated, is an error and never a transaction in which nothing moved. Transaction ids and
// headers are recomputed where all that goes into them is there.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "codec/sha256.hpp"
#include "codec/xrpl_address.hpp"
#include "ingest/ledgers/xrpl_history.hpp"

namespace pelf::ingest {

/// A page has up to 400 transactions, some of which have 100 KB of metadata.
inline constexpr std::uint64_t kRippledAnswerBytesMax = std::uint64_t{48} << 20;
inline constexpr std::size_t kRippledMarkerBytesMax = 1'024;

struct SaidXrplLedger {
    std::uint64_t ledger_index = 0;
    codec::Hash256 hash;
    std::int64_t time_unix_s = 0;
    bool is_proven = false;  ///< The hash is that of the header.
};

struct SaidXrplPage {
    codec::XrplAccountId account;
    /// The ledgers that were looked through; the first may be later than asked for.
    std::uint64_t first_ledger = 0;
    std::uint64_t last_ledger = 0;
    std::optional<std::string> marker{};  ///< JSON, to be sent back as it is.
    std::vector<SaidXrplTransaction> transactions{};
};

/// Reads answers. Fails with io (the server cannot answer now), not_found (it does not have it;
/// its history begins later), refused (not validated; an id or a hash that is not that of what it
/// names) or malformed. Not thread-safe.
class RippledAnswers {
public:
    RippledAnswers();
    RippledAnswers(RippledAnswers&&) noexcept;
    RippledAnswers& operator=(RippledAnswers&&) noexcept;
    ~RippledAnswers();

    Result<SaidXrplLedger> ledger(std::string_view body);
    Result<SaidXrplTransaction> transaction(std::string_view body);
    Result<SaidXrplPage> page(std::string_view body);
    /// Fails where another try may help, and only there.
    Status judge(std::string_view body);

private:
    class Reader;
    std::unique_ptr<Reader> reader_;
};

}  // namespace pelf::ingest
