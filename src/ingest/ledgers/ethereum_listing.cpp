// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_listing.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace pelf::ingest {

EthereumPageQuestion EthereumListing::next(EthereumSide side, std::uint64_t first) const {
    EthereumPageQuestion question{.side = side, .first = first};
    const Cursor& cursor = cursors_[static_cast<std::size_t>(side)];
    if (!cursor.first || *cursor.first > first) return question;
    question.first = std::max(cursor.next, first);
    if (question.first == cursor.next) question.after = cursor.after;
    return question;
}

Status EthereumListing::take(const EthereumPageQuestion& question,
                             std::span<const EthereumTouch> touches) {
    Cursor& cursor = cursors_[static_cast<std::size_t>(question.side)];
    const bool begins =
        !cursor.first || question.first > cursor.next || question.first < *cursor.first;
    if (begins) cursor = {.first = question.first, .next = question.first};
    if (question.first != cursor.next || question.after != cursor.after) {
        return Unexpected(Error{Fault::refused, "a page that does not go on where the last ended"});
    }
    if (cursor.after > 0 && !touches.empty() && touches.front() == cursor.begin) {
        return Unexpected(Error{Fault::unsupported,
                                "the source repeats itself: trace_filter passes over no rows "
                                "(`after`), so that nobody can tell which page is the last; ask "
                                "another"});
    }
    for (const EthereumTouch& touch : touches) {
        if (!touch.transaction) continue;
        const auto [at, is_new] = transactions_.try_emplace(*touch.transaction, touch.height);
        if (at->second == touch.height) continue;
        return Unexpected(
            Error{Fault::refused, text("the source is not to be trusted: it puts transaction ",
                                       ethereum_digits(*touch.transaction), " into blocks ",
                                       at->second, " and ", touch.height)});
    }
    if (!is_of_traces(question.side) || touches.empty()) {
        cursor.next = question.last + 1;
        cursor.after = 0;
        return Done{};
    }
    const std::uint64_t last = touches.back().height;
    if (last != question.first || cursor.after == 0) {
        const auto begin = std::ranges::find(touches, last, &EthereumTouch::height);
        cursor.begin = *begin;
        cursor.next = last;
        cursor.after = static_cast<std::uint64_t>(touches.end() - begin);
    } else {
        cursor.after += touches.size();
    }
    return Done{};
}

}  // namespace pelf::ingest
