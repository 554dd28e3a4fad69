// SPDX-License-Identifier: Apache-2.0
#include "server/list_shelf.hpp"

#include <algorithm>
#include <utility>

#include "engine/owned_lists.hpp"

namespace pelf::server {

ListShelf::ListShelf(engine::Home home, std::function<std::int64_t()> clock)
    : home_(std::move(home)), clock_(std::move(clock)) {}

Date ListShelf::day_now() const {
    constexpr std::size_t kDayLetters = 10;
    return parse_date(rfc3339(clock_()).substr(0, kDayLetters)).value_or(Date{});
}

Result<Snapshot> ListShelf::read(Date day) {
    PELF_TRY(all, engine::load_lists_and_owned(home_, day));
    const auto snapshot = std::make_shared<ListSnapshot>(ListSnapshot{day, std::move(all)});
    const bool has_owned = std::ranges::any_of(
        snapshot->all.versions,
        [](const screen::ListVersion& version) { return version.source.starts_with("owned-"); });
    if (has_owned) {
        PELF_TRY(plain, engine::load_lists(home_, day));
        snapshot->plain.emplace(std::move(plain));
    }
    snapshot->read_unix_s = clock_();
    const std::lock_guard guard(mutex_);
    snapshot->number = ++readings_count_;
    return Snapshot(snapshot);
}

Status ListShelf::reload() {
    const std::lock_guard one_at_a_time(reading_);
    PELF_TRY(thresholds, engine::open_threshold_log(home_));
    PELF_TRY(snapshot, read(day_now()));
    auto log = std::make_shared<const screen::ThresholdLog>(std::move(thresholds));
    std::list<Snapshot> dropped;  // Freed outside the lock: an index takes its time to go.
    const std::lock_guard guard(mutex_);
    dropped.swap(days_);
    dropped.push_back(std::exchange(today_, std::move(snapshot)));
    thresholds_ = std::move(log);
    return Done{};
}

Snapshot ListShelf::today() const {
    const std::lock_guard guard(mutex_);
    return today_;
}

Result<Snapshot> ListShelf::on(const std::string& as_of) {
    if (as_of.empty()) return today();
    constexpr std::size_t kDayLetters = 10;
    const Date day = parse_date(as_of.substr(0, kDayLetters)).value_or(Date{});
    const auto find = [&]() -> Snapshot {
        const std::lock_guard guard(mutex_);
        if (today_ != nullptr && today_->day == day) return today_;
        const auto found =
            std::ranges::find(days_, day, [](const Snapshot& one) { return one->day; });
        if (found == days_.end()) return nullptr;
        days_.splice(days_.begin(), days_, found);
        return days_.front();
    };
    if (Snapshot here = find()) return here;
    const std::lock_guard one_at_a_time(reading_);
    if (Snapshot here = find()) return here;  // Somebody else has read it meanwhile.
    PELF_TRY(snapshot, read(day));
    Snapshot dropped;
    const std::lock_guard guard(mutex_);
    days_.push_front(snapshot);
    if (days_.size() > kDaysMax) {
        dropped = std::move(days_.back());
        days_.pop_back();
    }
    return snapshot;
}

Status ListShelf::reload_thresholds() {
    PELF_TRY(thresholds, engine::open_threshold_log(home_));
    auto log = std::make_shared<const screen::ThresholdLog>(std::move(thresholds));
    const std::lock_guard guard(mutex_);
    thresholds_ = std::move(log);
    return Done{};
}

std::uint8_t ListShelf::threshold_at(const std::string& as_of) const {
    std::shared_ptr<const screen::ThresholdLog> log;
    {
        const std::lock_guard guard(mutex_);
        log = thresholds_;
    }
    if (log == nullptr) return screen::kThresholdDefault;
    return log->in_force_at(parse_as_of(as_of).value_or(clock_())).score_min;
}

bool ListShelf::is_of_another_day() const {
    const Snapshot here = today();
    return here != nullptr && here->day != day_now();
}

}  // namespace pelf::server
