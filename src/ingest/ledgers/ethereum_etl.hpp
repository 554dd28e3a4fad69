// SPDX-License-Identifier: Apache-2.0
//
// Exports of Ethereum made by ethereum-etl: a folder with tables as CSV or JSON lines, in any
// folders beneath, each file named by its table ("transactions_0_9999.csv"). The format, and what
// is missing without which table, is in docs/formats/ethereum-etl.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "ingest/ledgers/ethereum_block.hpp"
#include "ingest/ledgers/ethereum_rules.hpp"
#include "ingest/ledgers/ethereum_transfers.hpp"
#include "ingest/ledgers/etl_table.hpp"
#include "ingest/ledgers/ledger_memo.hpp"
#include "ingest/report.hpp"

namespace pelf::ingest {

struct EthereumEtlOptions {
    EthereumRules rules = EthereumRules::mainnet();
    /// Blocks before it are passed over: the store has them.
    std::uint64_t first_height = 0;
    EtlTableLimits limits{};
    /// Rows of one block in one table.
    std::uint64_t block_rows_max = 4'000'000;
    MemoSink on_memo = {};  ///< Of routers (ethereum_router.hpp), before the block's transfers.
};

struct EthereumReading {
    EthereumCounts counts;
    std::vector<EthereumLookalike> lookalikes;  ///< The first hundred.
    /// What the answer lacks because the source does not have it, a sentence each.
    std::vector<std::string> missing;
    std::uint64_t unordered_files_count = 0;
};

/// Delivers the blocks by rising number. Every row that cannot be used, and every hole in one that
/// can, is counted in `report`, and so is each sentence of `missing` once. Files are read through
/// memory; memory used is one block, and 16 bytes a row of a file that is out of order. Fails with
/// not_found (no blocks there), refused (files that overlap, two blocks of one number, a block
/// whose parent is another than the one before it), over_limit, and the errors of files and of the
/// sink.
Result<EthereumReading> read_ethereum_etl(const std::filesystem::path& folder,
                                          const EthereumEtlOptions& options, Report& report,
                                          const AccountSink& sink);

}  // namespace pelf::ingest
