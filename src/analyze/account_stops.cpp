// SPDX-License-Identifier: Apache-2.0
#include "analyze/account_stops.hpp"

#include <algorithm>

namespace pelf::analyze {
namespace {

EndKind end_kind_of(StopKind stop) noexcept {
    switch (stop) {
        case StopKind::mixer: return EndKind::mixer;
        case StopKind::bridge: return EndKind::bridge;
        case StopKind::none:
        case StopKind::service: break;
    }
    return EndKind::service;
}

}  // namespace

std::optional<AddressMark> mark_of_account(const AccountRows& rows, const AddressMarks* marks,
                                           std::uint32_t account) {
    if (marks == nullptr) return std::nullopt;
    const auto own = marks->find(account);
    const std::uint32_t holder = rows.columns().holders[account];
    if (holder == account) return own;
    const auto of_holder = marks->find(holder);
    if (!own) return of_holder;
    if (!of_holder) return own;
    return AddressMark{.address = account,
                       .stop = std::max(own->stop, of_holder->stop),
                       .listed = own->listed || of_holder->listed};
}

std::optional<EndKind> stop_of_account(const AccountRows& rows, const AccountTraceOptions& options,
                                       std::uint32_t account) {
    const auto mark = mark_of_account(rows, options.marks, account);
    if (mark && mark->stop != StopKind::none) {
        if (!options.stop_at_marks) return std::nullopt;
        return end_kind_of(mark->stop);
    }
    if (options.tagged == TaggedAccounts::stop && rows.is_tagged(account)) return EndKind::service;
    return std::nullopt;
}

bool is_open_account(const AccountRows& rows, const AccountTraceOptions& options,
                     std::uint32_t account) {
    return !options.open_accounts.empty() &&
           std::ranges::binary_search(options.open_accounts, rows.owner(account));
}

}  // namespace pelf::analyze
