// SPDX-License-Identifier: Apache-2.0
//
// How many requests a key has a second: a bucket that fills by `per_second` and holds two seconds'
// worth. Kept as the moment at which it will be full again (the generic cell rate algorithm, ITU-T
// I.371), one number, so that no lock is needed.
#pragma once

#include <atomic>
#include <cstdint>

namespace pelf::server {

class TokenBucket {
public:
    /// 0 per second: no limit. At most 1,000,000.
    explicit TokenBucket(std::uint32_t per_second) noexcept : per_second_(per_second) {}

    /// Whether there is one more, taken at `now_us`: microseconds of a clock that does not go back.
    bool take(std::int64_t now_us) noexcept {
        if (per_second_ == 0) return true;
        constexpr std::int64_t kSecondUs = 1'000'000;
        const std::int64_t interval_us = kSecondUs / per_second_;
        std::int64_t full_us = full_at_us_.load(std::memory_order_relaxed);
        while (true) {
            const std::int64_t base_us = full_us > now_us ? full_us : now_us;
            if (base_us + interval_us - now_us > kBurstSeconds * kSecondUs) return false;
            if (full_at_us_.compare_exchange_weak(full_us, base_us + interval_us,
                                                  std::memory_order_relaxed)) {
                return true;
            }
        }
    }

    std::uint32_t per_second() const noexcept { return per_second_; }

private:
    static constexpr std::int64_t kBurstSeconds = 2;

    std::uint32_t per_second_;
    std::atomic<std::int64_t> full_at_us_{0};
};

}  // namespace pelf::server
