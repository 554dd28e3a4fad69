// SPDX-License-Identifier: Apache-2.0
//
// Work on many rows, shared among threads.
#pragma once

#include <cstddef>
#include <thread>
#include <vector>

namespace pelf::match {

/// Calls `work(from, to, part)` for equal parts of 0..count, each on a thread of its own.
template <typename Work>
void in_parts(std::size_t count, unsigned parts, Work work) {
    std::vector<std::jthread> threads;
    for (unsigned part = 0; part < parts; ++part) {
        threads.emplace_back(
            [&, part] { work(count * part / parts, count * (part + 1) / parts, part); });
    }
}

}  // namespace pelf::match
