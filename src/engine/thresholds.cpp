// SPDX-License-Identifier: Apache-2.0
#include "engine/thresholds.hpp"

#include "base/date.hpp"
#include "engine/json.hpp"
#include "engine/sha256_hex.hpp"

namespace pelf::engine {

Result<screen::ThresholdLog> open_threshold_log(const Home& home) {
    return screen::ThresholdLog::open(home.folder / "threshold.log", sha256_hex);
}

std::string to_json(const screen::ThresholdLog& log, std::int64_t moment_unix_s) {
    boost::json::array changes;
    for (const screen::ThresholdChange& change : log.all()) {
        changes.push_back({{"threshold", change.score_min},
                           {"by", change.by},
                           {"reason", change.reason},
                           {"made", rfc3339(change.made_unix_s)}});
    }
    return pretty(boost::json::object{{"threshold", log.in_force_at(moment_unix_s).score_min},
                                      {"changes", std::move(changes)}});
}

}  // namespace pelf::engine
