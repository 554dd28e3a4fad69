// SPDX-License-Identifier: Apache-2.0
//
// One transaction of the XRP Ledger with its metadata, as moves. For the readers of this folder
// only.
#pragma once

#include <optional>
#include <string_view>

#include "ingest/ledgers/xrpl_metadata.hpp"
#include "ingest/ledgers/xrpl_movements.hpp"
#include "ingest/ledgers/xrpl_reader.hpp"
#include "ingest/ledgers/xrpl_records.hpp"

namespace pelf::ingest {

struct XrplTransaction {
    XrplMoves moves;
    std::optional<XrplPartialPayment> partial;
    bool is_failed = false;             ///< In the ledger for its fee.
    bool is_delivered_unknown = false;  ///< Said to be "unavailable", or not said.
};

/// False where it cannot be taken: transaction or metadata is missing, or the result is one that no
/// ledger has. Why is then the last flaw.
bool read_xrpl_transaction(const XrplTransactionRecord& record, XrplTransaction& out,
                           XrplFlaws& flaws);

}  // namespace pelf::ingest
