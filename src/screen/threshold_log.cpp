// SPDX-License-Identifier: Apache-2.0
#include "screen/threshold_log.hpp"

#include "base/date.hpp"
#include "base/text.hpp"

namespace pelf::screen {
namespace {

constexpr std::string_view kName = "threshold";
constexpr std::size_t kFields = 5;

LogRecord record_of(const ThresholdChange& change) {
    return {"set", std::to_string(change.score_min), change.by, change.reason,
            rfc3339(change.made_unix_s)};
}

std::optional<ThresholdChange> change_of(const LogRecord& record) {
    if (record.size() != kFields || record[0] != "set") return std::nullopt;
    const auto score = parse_u64(record[1]);
    const auto made = parse_as_of(record[4]);
    if (!score || *score > match::kScoreMax || !made) return std::nullopt;
    return ThresholdChange{static_cast<std::uint8_t>(*score), record[2], record[3], *made};
}

}  // namespace

Result<ThresholdLog> ThresholdLog::open(const std::filesystem::path& path, ContentHash hash) {
    PELF_TRY(chained, ChainedLog::open(path, kName, hash));
    ThresholdLog log(std::move(chained));
    for (std::size_t i = 0; i < log.log_.records().size(); ++i) {
        auto change = change_of(log.log_.records()[i]);
        if (!change) {
            return Unexpected(Error{Fault::malformed,
                                    text("expected a change of the threshold in line ", i + 2),
                                    path.string()});
        }
        log.changes_.push_back(std::move(*change));
    }
    return log;
}

ThresholdChange ThresholdLog::in_force_at(std::int64_t unix_s) const {
    ThresholdChange found;
    for (const ThresholdChange& change : changes_) {
        if (change.made_unix_s <= unix_s) found = change;
    }
    return found;
}

Status ThresholdLog::change(const ThresholdChange& change) {
    const auto refused = [](std::string message) {
        return Unexpected(Error{Fault::refused, std::move(message)});
    };
    if (change.score_min > match::kScoreMax) return refused("expected a score from 0 to 100");
    if (trim(change.by).empty()) return refused("expected who changes it");
    if (trim(change.reason).empty()) return refused("expected a reason");
    if (!changes_.empty() && change.made_unix_s < changes_.back().made_unix_s) {
        return refused(text("the last change was made at ", rfc3339(changes_.back().made_unix_s),
                            ", which is later than this machine's clock"));
    }
    const LogRecord record = record_of(change);
    PELF_TRY_DONE(log_.append({&record, 1}));
    changes_.push_back(change);
    return Done{};
}

}  // namespace pelf::screen
