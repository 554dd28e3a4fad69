// SPDX-License-Identifier: Apache-2.0
//
// What is kept of an answer, read again, says what the answer said; a page stays within its blocks
// and in order; a transaction moves what can be laid out as a block. The first byte says which.
#include <boost/json.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "ingest/ledgers/ethereum_answers.hpp"
#include "ingest/ledgers/ethereum_kept.hpp"
#include "ingest/ledgers/ethereum_listing.hpp"

namespace {

using namespace pelf;
using namespace pelf::ingest;

void check_page(std::string_view body) {
    const auto page = parse_kept_page(body);
    if (!page) return;
    const auto touches = read_touches(page->question, page->answer);
    if (!touches) return;
    std::uint64_t last = page->question.first;
    for (const EthereumTouch& touch : *touches) {
        PELF_CHECK(touch.height >= page->question.first && touch.height <= page->question.last);
        PELF_CHECK(!is_of_traces(page->question.side) || touch.height >= last);
        last = touch.height;
    }
    EthereumListing listing;
    if (page->question.after == 0 && listing.take(page->question, *touches)) {
        const auto next = listing.next(page->question.side, page->question.first);
        PELF_CHECK(next.first >= page->question.first && next.first <= page->question.last + 1);
        PELF_CHECK(next.after <= touches->size());
    }
    const auto again = parse_kept_page(kept_page(page->question, page->answer));
    PELF_CHECK(again.has_value() && again->question == page->question);
    const auto same = read_touches(again->question, again->answer);
    PELF_CHECK(same.has_value() && same->size() == touches->size());
    for (std::size_t i = 0; i < same->size(); ++i) {
        PELF_CHECK((*same)[i] == (*touches)[i]);
    }
}

void check_header(std::string_view body) {
    const auto answer = parse_kept(body);
    if (!answer) return;
    const auto said = read_said_header(*answer);
    if (!said) return;
    const auto kept = parse_kept(kept_header(*answer));
    PELF_CHECK(kept.has_value());
    const auto again = read_said_header(*kept);
    PELF_CHECK(again.has_value() && again->block.hash == said->block.hash);
    PELF_CHECK(again->block.height == said->block.height);
}

/// A list of a header and a transaction as it is kept.
void check_transaction(std::string_view body) {
    const auto both = parse_kept(body);
    if (!both || !both->is_array() || both->get_array().size() != 2) return;
    const auto header = read_said_header(both->get_array()[0]);
    const auto kept = parse_kept_transaction(boost::json::serialize(both->get_array()[1]));
    if (!header || !kept) return;
    const auto same = parse_kept_transaction(kept_transaction(kept->height, kept->parts));
    PELF_CHECK(same.has_value() && same->height == kept->height && same->parts == kept->parts);
    EthereumRules rules = EthereumRules::mainnet();
    rules.merge_height = 0;
    const auto said = read_said_transaction(*header, kept->parts, rules);
    if (!said) return;
    EthereumHistory history;
    history.set_scope(0, ~std::uint64_t{0});
    PELF_CHECK(history.add(*said).has_value());
    PELF_CHECK(history.add(*said).has_value());
    std::size_t transactions = 0;
    const auto counts = history.blocks([&](const model::AccountBlock& block) {
        transactions += block.transactions.size();
        return Status(Done{});
    });
    PELF_CHECK(counts.has_value() && transactions <= 1);
}

void check_balance(std::string_view body) {
    const auto kept = parse_kept_balance(body);
    if (!kept) return;
    const auto again = parse_kept_balance(kept_balance(*kept));
    PELF_CHECK(again.has_value() && again->account == kept->account);
    PELF_CHECK(again->height == kept->height && again->amount == kept->amount);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 4) {
        case 0: check_page(body); return 0;
        case 1: check_header(body); return 0;
        case 2: check_transaction(body); return 0;
        default: check_balance(body); return 0;
    }
}
