// SPDX-License-Identifier: Apache-2.0
#include "graph/account_block_sum.hpp"

namespace pelf::graph {

codec::Hash256 rows_sha256(const AccountBlockContent& content) {
    constexpr std::size_t kNamedBytes = offsetof(AccountBlockRow, first_transaction);
    codec::Sha256 sum;
    sum.update(bytes_of(content.row).first(kNamedBytes));
    sum.update(std::as_bytes(content.hashes));
    sum.update(std::as_bytes(content.transfers_counts));
    sum.update(std::as_bytes(content.froms));
    sum.update(std::as_bytes(content.tos));
    sum.update(std::as_bytes(content.amounts));
    sum.update(std::as_bytes(content.movements));
    sum.update(std::as_bytes(content.far_movements));
    sum.update(std::as_bytes(content.wide_amounts));
    sum.update(std::as_bytes(content.movement_kinds));
    sum.update(content.account_rows);
    sum.update(std::as_bytes(content.assets));
    return sum.finish();
}

}  // namespace pelf::graph
