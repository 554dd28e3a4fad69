// SPDX-License-Identifier: Apache-2.0
//
// Where the readers of account ledgers put what they read.
#pragma once

#include <functional>

#include "base/result.hpp"
#include "model/account_block.hpp"

namespace pelf::ingest {

/// Gets blocks in the order of the ledger; a block's memory is used again afterwards. An error
/// ends the reading and is handed on.
using AccountSink = std::function<Status(const model::AccountBlock&)>;

}  // namespace pelf::ingest
