// SPDX-License-Identifier: Apache-2.0
//
// Putting facts together that a source states in many places, most of them more than once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pelf::ingest {

/// Looking for a value that is there already stops here: more of them may stand twice, which harms
/// nobody, and no list can make the reading quadratic.
inline constexpr std::size_t kLookedThroughMax = 256;

/// Adds unless it is there already, as far as one looks.
template <class Value>
void add_unique(std::vector<Value>& values, Value value) {
    const std::size_t looked_through = std::min(values.size(), kLookedThroughMax);
    for (std::size_t i = 0; i < looked_through; ++i) {
        if (values[i] == value) return;
    }
    values.push_back(std::move(value));
}

/// "a; label b": appends nothing for an empty value.
inline void append_labelled(std::string& words, std::string_view label, std::string_view value) {
    if (value.empty()) return;
    if (!words.empty()) words += "; ";
    words += label;
    words += value;
}

/// "a, b": appends nothing for an empty value.
inline void append_part(std::string& words, std::string_view value,
                        std::string_view separator = ", ") {
    if (value.empty()) return;
    if (!words.empty()) words += separator;
    words += value;
}

}  // namespace pelf::ingest
