// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "ingest/ledgers/rippled_answers.hpp"

/// The first byte says which answer the rest is. What is taken is placed, within what the answer
/// says of itself, and moves what can be laid out as a ledger.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pelf;
    if (size == 0) return 0;
    const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
    ingest::RippledAnswers answers;
    ingest::XrplHistory history;
    std::size_t blocks_count = 0;
    const auto lay = [&] {
        const auto counts = history.blocks([&](const model::AccountBlock& block) {
            PELF_CHECK(!block.transactions.empty());
            ++blocks_count;
            return Status(Done{});
        });
        PELF_CHECK(!counts || blocks_count <= history.transactions_count());
    };
    switch (data[0] % 4) {
        case 0: {
            const auto page = answers.page(body);
            if (!page) return 0;
            PELF_CHECK(!page->marker || page->marker->size() <= ingest::kRippledMarkerBytesMax);
            for (const auto& one : page->transactions) {
                PELF_CHECK(one.ledger_index >= page->first_ledger);
                PELF_CHECK(one.ledger_index <= page->last_ledger);
                if (!history.add(one, page->account)) return 0;
            }
            history.set_scope(page->first_ledger, page->last_ledger);
            history.set_known(page->account, page->first_ledger, page->last_ledger);
            PELF_CHECK(history.is_whole(page->account));
            lay();
            return 0;
        }
        case 1: {
            const auto one = answers.transaction(body);
            if (!one) return 0;
            PELF_CHECK(history.add(*one, std::nullopt).has_value());
            PELF_CHECK(history.add(*one, std::nullopt).has_value());
            PELF_CHECK(history.transactions_count() == 1);
            lay();
            return 0;
        }
        case 2: static_cast<void>(answers.ledger(body)); return 0;
        default: static_cast<void>(answers.judge(body)); return 0;
    }
}
