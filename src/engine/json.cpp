// SPDX-License-Identifier: Apache-2.0
#include "engine/json.hpp"

#include "analyze/trace.hpp"
#include "base/date.hpp"
#include "casefile/canonical_json.hpp"

namespace pelf::engine {
std::string pretty(const boost::json::value& value) {
    return casefile::write_canonical(value);
}

boost::json::string amount(std::uint64_t amount_sat) {
    return boost::json::string(std::to_string(amount_sat));
}

boost::json::object to_json_object(const screen::ListVersion& version) {
    return {{"source", version.source},
            {"version", version.version},
            {"published", to_string(version.published)},
            {"learned", rfc3339(version.learned_unix_s)},
            {"entries", version.entries},
            {"names", version.names},
            {"wallets", version.wallets},
            {"losses", version.losses}};
}

boost::json::object to_json_object(const LedgerCoverage& ledger) {
    return {{"ledger", ledger.ledger},     {"first_height", ledger.first_height},
            {"height", ledger.height},     {"tip", ledger.tip_hash},
            {"tip_time", ledger.tip_time}, {"window", ledger.window}};
}

boost::json::array to_json_array(const std::vector<ListUsed>& lists) {
    boost::json::array array;
    for (const ListUsed& list : lists) {
        array.push_back(
            {{"source", list.source}, {"version", list.version}, {"published", list.published}});
    }
    return array;
}

boost::json::array to_json_array(const std::vector<ingest::Report>& reports) {
    boost::json::array array;
    for (const ingest::Report& report : reports) {
        boost::json::array losses;
        for (const Error& loss : report.first_losses()) {
            losses.push_back({{"offset", loss.offset_bytes}, {"message", loss.message}});
        }
        array.push_back({{"file", report.source()},
                         {"accepted", report.accepted_count()},
                         {"rejected", report.rejected_count()},
                         {"flaws", report.flaws_count()},
                         {"first_losses", std::move(losses)}});
    }
    return array;
}

boost::json::value or_null(const std::string& text) {
    return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
}

boost::json::value or_null(std::optional<std::int64_t> unix_s) {
    return unix_s ? boost::json::value(rfc3339(*unix_s)) : boost::json::value(nullptr);
}

boost::json::array limit_names(std::uint8_t limits) {
    constexpr std::pair<std::uint8_t, std::string_view> kNames[] = {
        {analyze::limit_hops, "hops"},       {analyze::limit_transactions, "transactions"},
        {analyze::limit_time, "time"},       {analyze::limit_outside, "outside"},
        {analyze::limit_invalid, "invalid"}, {analyze::limit_source, "source"}};
    boost::json::array names;
    for (const auto& [bit, name] : kNames) {
        if ((limits & bit) != 0) names.emplace_back(name);
    }
    return names;
}

}  // namespace pelf::engine
