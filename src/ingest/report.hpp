// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace pelf::ingest {

/// What one reading of one source came to. A list read with losses is not a list read: the
/// counts travel with the records to the case file and to the exit status.
class Report {
public:
    explicit Report(std::string source) : source_(std::move(source)) {}

    void accept() noexcept { ++accepted_count_; }

    /// Counts every bad record and keeps the first kKeptMax for the reader's eyes.
    void reject(Fault fault, std::uint64_t offset_bytes, std::string message) {
        ++rejected_count_;
        keep(fault, offset_bytes, std::move(message));
    }

    /// Counts a fault in a record that is taken all the same: a part of it is missing or wrong.
    void flaw(Fault fault, std::uint64_t offset_bytes, std::string message) {
        ++flaws_count_;
        keep(fault, offset_bytes, std::move(message));
    }

    const std::string& source() const noexcept { return source_; }
    std::uint64_t accepted_count() const noexcept { return accepted_count_; }
    std::uint64_t rejected_count() const noexcept { return rejected_count_; }
    std::uint64_t flaws_count() const noexcept { return flaws_count_; }
    /// Records refused and flaws in records taken: nothing was lost when this is zero.
    std::uint64_t losses_count() const noexcept { return rejected_count_ + flaws_count_; }
    /// The first kKeptMax of both kinds, in the order they were found.
    const std::vector<Error>& first_losses() const noexcept { return kept_; }

private:
    static constexpr std::size_t kKeptMax = 100;

    void keep(Fault fault, std::uint64_t offset_bytes, std::string message) {
        if (kept_.size() >= kKeptMax) return;
        kept_.push_back({fault, std::move(message), source_, offset_bytes});
    }

    std::string source_;
    std::uint64_t accepted_count_ = 0;
    std::uint64_t rejected_count_ = 0;
    std::uint64_t flaws_count_ = 0;
    std::vector<Error> kept_;
};

}  // namespace pelf::ingest
