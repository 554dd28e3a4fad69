// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyze/account_trace.hpp"
#include "base/check.hpp"

namespace pelf::analyze {

std::vector<AccountStep> account_trace_path(const AccountTrace& trace, std::uint64_t transfer) {
    std::vector<AccountStep> path;
    do {
        const auto steps =
            std::ranges::equal_range(trace.way, transfer, {}, &AccountStep::transfer);
        PELF_CHECK(!steps.empty());
        path.push_back(*std::ranges::max_element(steps, {}, &AccountStep::amount));
        transfer = path.back().source;
    } while (transfer != kNoTransfer);
    std::ranges::reverse(path);
    return path;
}

}  // namespace pelf::analyze
