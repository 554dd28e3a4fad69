// SPDX-License-Identifier: Apache-2.0
//
// One row of a table of ethereum-etl's, put into the block that it belongs to.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "ingest/ledgers/ethereum_block.hpp"
#include "ingest/ledgers/ethereum_logs.hpp"
#include "ingest/ledgers/ethereum_rules.hpp"
#include "ingest/ledgers/etl_table.hpp"

namespace pelf::ingest {

enum class EtlKind : std::uint8_t {
    blocks,
    transactions,
    receipts,
    token_transfers,
    logs,
    traces,
    contracts,
};
inline constexpr std::size_t kEtlKindsCount = 7;

/// The columns that are read of a table, by the names that ethereum-etl gives them.
const EtlTable::Shape& etl_shape(EtlKind kind);

/// What a row came to. Everything but `good` says what is wrong, in words for the report.
struct EtlRowOutcome {
    enum class Kind : std::uint8_t { good, rejected, flawed };
    Kind kind = Kind::good;
    Fault fault = Fault::malformed;
    const char* words = "";
};

/// Each takes the row at hand. The block has its height already.
EtlRowOutcome read_block_row(const EtlTable& table, EthereumBlock& block);
EtlRowOutcome read_transaction_row(const EtlTable& table, EthereumBlock& block);
/// Whether the transaction at hand brings its receipt with it, as joined tables do.
bool has_joined_receipt(const EtlTable& table);
/// After all transactions of the block.
EtlRowOutcome read_receipt_row(const EtlTable& table, EthereumBlock& block, std::uint32_t& hint);
EtlRowOutcome read_token_transfer_row(const EtlTable& table, EthereumBlock& block,
                                      std::uint32_t& hint);
EtlRowOutcome read_trace_row(const EtlTable& table, EthereumBlock& block, std::uint32_t& hint);
/// `meaning` says what the log is; only a movement is put into the block.
EtlRowOutcome read_log_row(const EtlTable& table, const EthereumRules& rules, EthereumBlock& block,
                           std::uint32_t& hint, LogMeaning& meaning);
/// The addresses of contracts that are ERC-721 and not ERC-20 as well, sorted.
Result<std::vector<codec::EthereumAddress>> read_erc721_contracts(EtlTable& table);

}  // namespace pelf::ingest
