// SPDX-License-Identifier: Apache-2.0
//
// The house's threshold as the fronts see it: HOME/threshold.log.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.hpp"
#include "engine/home.hpp"
#include "screen/threshold_log.hpp"

namespace pelf::engine {

/// Fails as ThresholdLog::open() does.
Result<screen::ThresholdLog> open_threshold_log(const Home& home);

/// What was in force at a moment, and every change up to now.
std::string to_json(const screen::ThresholdLog& log, std::int64_t moment_unix_s);

}  // namespace pelf::engine
