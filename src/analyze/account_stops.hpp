// SPDX-License-Identifier: Apache-2.0
//
// What marks and tags say about an account: whom to name, and where a trace is to end.
#pragma once

#include <cstdint>
#include <optional>

#include "analyze/account_rows.hpp"
#include "analyze/account_trace.hpp"
#include "analyze/address_marks.hpp"

namespace pelf::analyze {

/// The account's mark, with that of its holder; nothing if neither has one.
std::optional<AddressMark> mark_of_account(const AccountRows& rows, const AddressMarks* marks,
                                           std::uint32_t account);

/// How traced money ends at the account, if it does: by its mark, or by its tag.
std::optional<EndKind> stop_of_account(const AccountRows& rows, const AccountTraceOptions& options,
                                       std::uint32_t account);

/// Whether some of the account's transfers are not in the columns.
bool is_open_account(const AccountRows& rows, const AccountTraceOptions& options,
                     std::uint32_t account);

}  // namespace pelf::analyze
