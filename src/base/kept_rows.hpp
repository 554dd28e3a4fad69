// SPDX-License-Identifier: Apache-2.0
//
// Rows that are made once and then only read: in memory of their own, or where a mapped file has
// them (base/section_file.hpp), so that what was made yesterday is read today without making it
// again.
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace pelf {

/// Reads like a const vector. Rows in a mapped file must not outlive the mapping.
template <class T>
class KeptRows {
public:
    KeptRows() = default;
    // Implicit on purpose: made rows and mapped ones are put in the same place.
    // NOLINTNEXTLINE(google-explicit-constructor)
    KeptRows(std::vector<T> made) noexcept : made_(std::move(made)), rows_(made_) {}
    // NOLINTNEXTLINE(google-explicit-constructor)
    KeptRows(std::span<const T> mapped) noexcept : rows_(mapped) {}

    // A vector that is moved keeps its rows where they are, so the view stays good.
    KeptRows(KeptRows&&) noexcept = default;
    KeptRows& operator=(KeptRows&&) noexcept = default;
    KeptRows(const KeptRows&) = delete;
    KeptRows& operator=(const KeptRows&) = delete;
    ~KeptRows() = default;

    const T& operator[](std::size_t index) const noexcept { return rows_[index]; }
    std::size_t size() const noexcept { return rows_.size(); }
    bool empty() const noexcept { return rows_.empty(); }
    const T* data() const noexcept { return rows_.data(); }
    const T& back() const noexcept { return rows_.back(); }
    auto begin() const noexcept { return rows_.begin(); }
    auto end() const noexcept { return rows_.end(); }
    std::span<const T> view() const noexcept { return rows_; }

private:
    std::vector<T> made_;
    std::span<const T> rows_;
};

}  // namespace pelf
