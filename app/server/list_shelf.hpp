// SPDX-License-Identifier: Apache-2.0
//
// The lists, read once and asked by many: those in force today, and a few earlier days.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/date.hpp"
#include "base/result.hpp"
#include "engine/home.hpp"
#include "engine/lists.hpp"
#include "engine/thresholds.hpp"

namespace pelf::server {

/// Lists as they were read, never changed afterwards.
struct ListSnapshot {
    Date day;
    engine::Lists all;  ///< What publishers say, and who is blocked through ownership by registers.
    std::optional<engine::Lists>
        plain{};               ///< What publishers say; nothing where `all` is just that.
    std::uint64_t number = 0;  ///< Rises with each reading.
    std::int64_t read_unix_s = 0;

    /// As `pelf screen wallet` and `pelf trace` load them.
    const engine::Lists& published() const noexcept { return plain ? *plain : all; }
};

/// Shared: a request keeps the snapshot that it began with, and nobody can say beforehand which of
/// the requests that hold an old one ends last.
using Snapshot = std::shared_ptr<const ListSnapshot>;

/// All members may be called from any thread.
class ListShelf {
public:
    /// `clock` gives Unix time.
    ListShelf(engine::Home home, std::function<std::int64_t()> clock);

    /// Reads the store again and puts what it says in place of what is here, in one step. Fails as
    /// the store does, and leaves everything as it was then. One at a time; requests go on
    /// meanwhile.
    Status reload();

    /// Null before the first reload.
    Snapshot today() const;
    /// Of a day; that of today if `as_of` is empty. Reads the store where that day is not here.
    /// Requires an `as_of` that parse_as_of() takes.
    Result<Snapshot> on(const std::string& as_of);

    /// Reads what the house has decided again, the lists staying as they are. Fails as the log
    /// does.
    Status reload_thresholds();

    /// What the house has decided, at the moment of the question. The log is read with the lists.
    std::uint8_t threshold_at(const std::string& as_of) const;

    /// Whether another day has come since the lists of today were read.
    bool is_of_another_day() const;

private:
    static constexpr std::size_t kDaysMax = 4;

    Result<Snapshot> read(Date day);
    Date day_now() const;

    engine::Home home_;
    std::function<std::int64_t()> clock_;
    std::mutex reading_;        ///< Held while lists are read: one reading's memory at a time.
    mutable std::mutex mutex_;  ///< Of all below.
    Snapshot today_;
    std::list<Snapshot> days_;                                ///< The one asked for last in front.
    std::shared_ptr<const screen::ThresholdLog> thresholds_;  ///< Shared for the same reason.
    std::uint64_t readings_count_ = 0;
};

}  // namespace pelf::server
