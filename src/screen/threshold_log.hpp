// SPDX-License-Identifier: Apache-2.0
//
// The score from which on a hit is one, as the house has decided it: every change with who made it
// and why. Lowering the number of alerts without a recorded reason is what supervisors fault first
// (23 NYCRR 504.3(e)), so there is no other way to change what screening again uses.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "screen/chained_log.hpp"
#include "screen/hit_score.hpp"

namespace pelf::screen {

struct ThresholdChange {
    std::uint8_t score_min = kThresholdDefault;  ///< 0 to 100.
    std::string by;
    std::string reason;
    std::int64_t made_unix_s = 0;

    bool operator==(const ThresholdChange&) const = default;
};

class ThresholdLog {
public:
    /// Fails as ChainedLog::open() does, or with malformed for a record that is none of ours.
    static Result<ThresholdLog> open(const std::filesystem::path& path, ContentHash hash);

    /// What held at a moment: kThresholdDefault, by nobody, before the first change.
    ThresholdChange in_force_at(std::int64_t unix_s) const;

    /// Fails with refused (above 100, nobody's name, no reason, earlier than the last change) or
    /// as ChainedLog::append().
    Status change(const ThresholdChange& change);

    /// In the order they were made.
    const std::vector<ThresholdChange>& all() const noexcept { return changes_; }

private:
    explicit ThresholdLog(ChainedLog log) : log_(std::move(log)) {}

    ChainedLog log_;
    std::vector<ThresholdChange> changes_;
};

}  // namespace pelf::screen
