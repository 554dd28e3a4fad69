// SPDX-License-Identifier: Apache-2.0
//
// Whatever a file of bank books holds: blocks come in order, none is empty, no transfer is of
// nothing, and every row is accepted or counted.
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "ingest/ledgers/bank_csv.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    pelf::ingest::Report report("fuzz");
    std::uint64_t height = 0;
    std::uint64_t transfers_count = 0;
    const auto status =
        pelf::ingest::read_bank_csv(text, report, [&](const pelf::model::AccountBlock& block) {
            PELF_CHECK(transfers_count == 0 || block.height > height);
            height = block.height;
            std::size_t of_transactions = 0;
            for (const auto& transaction : block.transactions) {
                PELF_CHECK(transaction.transfers_count > 0);
                of_transactions += transaction.transfers_count;
            }
            PELF_CHECK(of_transactions == block.transfers.size() && of_transactions > 0);
            for (const auto& transfer : block.transfers) {
                PELF_CHECK(!transfer.amount.is_zero());
                PELF_CHECK(transfer.from < block.accounts.size());
                PELF_CHECK(transfer.to < block.accounts.size());
                PELF_CHECK(transfer.asset < block.assets.size());
            }
            transfers_count += block.transfers.size();
            return pelf::Status(pelf::Done{});
        });
    if (status) PELF_CHECK(report.accepted_count() == transfers_count);
    return 0;
}
