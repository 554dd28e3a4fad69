// SPDX-License-Identifier: Apache-2.0
//
// Account ledgers as the fronts see them: filled from files or a node, described.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/account_names.hpp"
#include "engine/home.hpp"
#include "engine/ledger.hpp"
#include "graph/account_verify.hpp"
#include "ingest/report.hpp"

namespace pelf::engine {

struct AccountLedgerStatus {
    AccountLedger ledger = AccountLedger::bank;
    bool window = false;  ///< Begins later than its ledger.
    std::uint64_t base_height = 0;
    std::uint64_t height = 0;  ///< Of the last block.
    std::string tip_hash{};    ///< Empty where blocks have none.
    std::string tip_time{};
    std::uint64_t blocks = 0;
    std::uint64_t transactions = 0;
    std::uint64_t transfers = 0;
    std::uint64_t accounts = 0;
    std::uint64_t assets = 0;
    std::uint64_t store_bytes = 0;
};

struct AccountIngested {
    AccountLedgerStatus status{};
    std::uint64_t blocks_added = 0;
    std::uint64_t blocks_kept = 0;          ///< Read, and in the store already.
    std::vector<std::string> notices{};     ///< What the source does not have, a sentence each.
    std::vector<ingest::Report> reports{};  ///< One a file or folder.
};

/// Each goes on where the store ends: blocks that it has are passed over, and must be the same.
/// Fails with refused (another writer, a block that is another than the store's or does not follow
/// its last one), not_found, io, and as the readers do. Blocks before a failure are kept.
///
/// `files` of one bank or several, each by itself in the order of booking, taken one after another.
Result<AccountIngested> ingest_bank(const Home& home,
                                    const std::vector<std::filesystem::path>& files,
                                    const OnProgress& progress);
/// A folder with ledgers of the XRP Ledger as JSON, in any files beneath, taken by ledger index; or
/// one file. A store that is there is gone on with only if its last ledger is among them: what an
/// account held before is known from where the reading begins.
Result<AccountIngested> ingest_xrpl(const Home& home, const std::filesystem::path& ledgers,
                                    const OnProgress& progress);
/// Every regular file beneath a folder, or the file itself, by name. Fails with not_found.
Result<std::vector<std::filesystem::path>> files_in(const std::filesystem::path& folder);
/// The same in the order of the first ledger of the XRP Ledger in each, as ingest_xrpl() takes
/// them. Reads them.
Result<std::vector<std::filesystem::path>> xrpl_files(const std::filesystem::path& ledgers);

/// A folder with an export of ethereum-etl.
Result<AccountIngested> ingest_ethereum_etl(const Home& home, const std::filesystem::path& folder,
                                            const OnProgress& progress);

struct NodeRequest {
    std::string address{};  ///< "http://127.0.0.1:8545", with "user:password@" where asked for.
    /// Where a store without blocks begins, and (not given: the node's last) the last one to fetch.
    std::uint64_t first_height = 0;
    std::optional<std::uint64_t> last_height{};
    std::function<void(std::chrono::milliseconds)> sleep{};  ///< Between tries.
};
/// Up to the node's last block, through its reorganisations. Fails also as the node's reader does.
Result<AccountIngested> ingest_ethereum_node(const Home& home, const NodeRequest& request,
                                             const OnProgress& progress);
/// Up to the server's last validated ledger. A store that is there is gone on with from its last
/// ledger, which is fetched again.
Result<AccountIngested> ingest_xrpl_node(const Home& home, const NodeRequest& request,
                                         const OnProgress& progress);

/// Checks a whole store: graph/account_verify.hpp.
Result<graph::AccountCheck> verify_account_ledger(const Home& home, AccountLedger ledger,
                                                  const OnProgress& progress);

/// Those that are there, in the order of kAccountLedgers.
std::vector<AccountLedger> account_ledgers(const Home& home);
Result<AccountLedgerStatus> account_ledger_status(const Home& home, AccountLedger ledger);

std::string to_json(const AccountIngested& ingested);
std::string to_json(const graph::AccountCheck& check);
/// All ledgers in one document: those of coins first.
std::string to_json(const std::vector<LedgerStatus>& coins,
                    const std::vector<AccountLedgerStatus>& accounts);

}  // namespace pelf::engine
