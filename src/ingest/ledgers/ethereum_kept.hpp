// SPDX-License-Identifier: Apache-2.0
//
// How answers of a node of Ethereum are kept, for traces without a ledger: as JSON, each with what
// was asked. docs/formats/ethereum-cache.md. For the readers of this folder only.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/uint256.hpp"
#include "ingest/ledgers/answer_file.hpp"
#include "ingest/ledgers/ethereum_answers.hpp"

namespace pelf::ingest {

inline constexpr AnswerFormat kEthereumAnswers{.magic = "PELFETHR", .version = 1};

/// Stored: never renumber.
enum class EthereumAnswerKind : std::uint32_t {
    header = 1,
    transaction = 2,
    page = 3,
    balance = 4
};

struct KeptTransaction {
    std::uint64_t height = 0;
    boost::json::array parts{};  ///< As read_said_transaction() takes them.
};

struct KeptPage {
    EthereumPageQuestion question{};
    boost::json::value answer{};
};

struct KeptBalance {
    codec::EthereumAddress account{};
    std::uint64_t height = 0;
    Uint256 amount{};
};

/// Without the lists that nothing is taken from.
std::string kept_header(const boost::json::value& answer);
std::string kept_transaction(std::uint64_t height, const boost::json::array& parts);
/// Of each row what read_touches() reads: values and calls come with the transactions.
std::string kept_page(const EthereumPageQuestion& question, const boost::json::value& answer);
std::string kept_balance(const KeptBalance& balance);

/// Each fails with malformed where the bytes are none of what the other function makes.
Result<boost::json::value> parse_kept(std::string_view body);
Result<KeptTransaction> parse_kept_transaction(std::string_view body);
Result<KeptPage> parse_kept_page(std::string_view body);
Result<KeptBalance> parse_kept_balance(std::string_view body);

}  // namespace pelf::ingest
