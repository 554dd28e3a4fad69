// SPDX-License-Identifier: Apache-2.0
//
// Whatever the text: every transfer is of a transaction and names accounts and assets that are
// there, every transaction's pool is empty at its end, every transaction that was read is counted,
// and a second reading gives the same blocks.
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "base/check.hpp"
#include "ingest/ledgers/xrpl_movements.hpp"
#include "ingest/ledgers/xrpl_reader.hpp"

namespace {

using namespace pelf;

struct Totals {
    std::uint64_t blocks_count = 0;
    std::uint64_t transactions_count = 0;
    std::uint64_t transfers_count = 0;
    std::uint64_t losses_count = 0;

    bool operator==(const Totals&) const = default;
};

void check_block(const model::AccountBlock& block) {
    std::size_t at = 0;
    for (const auto& transaction : block.transactions) {
        PELF_CHECK(transaction.transfers_count > 0);
        std::map<model::AssetName, ingest::SignedAmount> pool;
        for (std::uint32_t i = 0; i < transaction.transfers_count; ++i, ++at) {
            const auto& one = block.transfers[at];
            PELF_CHECK(!one.amount.is_zero());
            PELF_CHECK(one.from < block.accounts.size() && one.to < block.accounts.size());
            PELF_CHECK(one.asset < block.assets.size());
            const bool is_in = block.accounts[one.to].kind == model::AccountKind::pool;
            if (!is_in && block.accounts[one.from].kind != model::AccountKind::pool) continue;
            auto& held = pool[block.assets[one.asset]];
            const auto more = ingest::sum(held, {!is_in, one.amount});
            PELF_CHECK(more.has_value());
            held = *more;
        }
        for (const auto& [asset, amount] : pool) PELF_CHECK(amount.size.is_zero());
    }
    PELF_CHECK(at == block.transfers.size());
}

Totals read(std::span<const std::byte> bytes) {
    Totals totals;
    ingest::Report report("fuzz");
    ingest::XrplReader reader;
    const auto status = reader.read(bytes, report, [&](const auto& block) -> Status {
        check_block(block);
        ++totals.blocks_count;
        totals.transactions_count += block.transactions.size();
        totals.transfers_count += block.transfers.size();
        return Done{};
    });
    PELF_CHECK(status.has_value());
    PELF_CHECK(report.accepted_count() == reader.counts().transactions_count);
    PELF_CHECK(totals.transactions_count <= reader.counts().transactions_count);
    totals.losses_count = report.losses_count();
    return totals;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::as_bytes(std::span(data, size));
    PELF_CHECK(read(bytes) == read(bytes));
    return 0;
}
