// SPDX-License-Identifier: Apache-2.0
#include "screen/hit_book.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/date.hpp"
#include "base/text.hpp"

namespace pelf::screen {
namespace {

constexpr std::string_view kName = "hits";
constexpr std::size_t kFoundFields = 10;
constexpr std::size_t kAwayFields = 5;
constexpr std::size_t kDecideFields = 8;

constexpr auto kStates = std::to_array<std::string_view>({"open", "cleared", "confirmed"});
constexpr auto kPresences =
    std::to_array<std::string_view>({"present", "faded", "delisted", "gone"});

/// "open", "reopen", "update": WHAT time customer source key customer_hash listed_hash score
/// listed_name reasons.
LogRecord found_record(std::string_view what, const FoundHit& hit, std::int64_t now_unix_s) {
    return {
        std::string(what),  rfc3339(now_unix_s), hit.key.customer, hit.key.listed.source,
        hit.key.listed.key, hit.customer_hash,   hit.listed_hash,  std::to_string(int{hit.score}),
        hit.listed_name,    hit.reasons};
}

/// "faded", "delisted", "gone": WHAT time customer source key.
LogRecord away_record(HitPresence presence, const HitKey& key, std::int64_t now_unix_s) {
    return {std::string(to_string(presence)), rfc3339(now_unix_s), key.customer, key.listed.source,
            key.listed.key};
}

HitPresence presence_of(const HitKey& key, const Rescreening& screening) {
    if (!screening.has_customer(key.customer)) return HitPresence::gone;
    if (!screening.is_listed(key.listed)) return HitPresence::delisted;
    return HitPresence::faded;
}

/// What the book says of a hit that is there now; nothing if it knew all of that.
std::optional<std::string_view> event_of(const BookedHit& booked, const FoundHit& hit) {
    const bool same_data = booked.found.customer_hash == hit.customer_hash &&
                           booked.found.listed_hash == hit.listed_hash;
    const bool was_away = booked.presence != HitPresence::present;
    if (booked.state == HitState::cleared && (!same_data || was_away)) return "reopen";
    if (was_away || booked.found != hit) return "update";
    return std::nullopt;
}

}  // namespace

std::string_view to_string(HitState state) noexcept {
    return kStates[static_cast<std::size_t>(state)];
}

std::string_view to_string(HitPresence presence) noexcept {
    return kPresences[static_cast<std::size_t>(presence)];
}

std::string hit_id(const HitKey& key) {
    return text(key.customer, "/", key.listed.source, "/", key.listed.key);
}

Result<HitBook> HitBook::open(const std::filesystem::path& path, ContentHash hash) {
    PELF_TRY(log, ChainedLog::open(path, kName, hash));
    HitBook book(std::move(log));
    PELF_TRY_DONE(book.replay_from(0));
    return book;
}

Status HitBook::replay_from(std::size_t record_index) {
    for (std::size_t i = record_index; i < log_.records().size(); ++i) {
        if (replay(log_.records()[i])) continue;
        return Unexpected(
            Error{Fault::malformed, text("expected an event of the hit book in line ", i + 2)});
    }
    return Done{};
}

bool HitBook::replay(const LogRecord& record) {
    if (record.size() < kAwayFields) return false;
    const auto when = parse_as_of(record[1]);
    if (!when) return false;
    const HitKey key{record[2], {record[3], record[4]}};
    const std::string& what = record[0];
    const bool is_found = what == "open" || what == "reopen" || what == "update";
    if (!is_found && !hits_.contains(key)) return false;
    BookedHit& hit = hits_[key];
    hit.changed_unix_s = *when;
    if (is_found) {
        const auto score = record.size() == kFoundFields ? parse_u64(record[7]) : std::nullopt;
        if (!score || *score > 100) return false;
        hit.found = {key,       record[5], record[6], static_cast<std::uint8_t>(*score),
                     record[8], record[9]};
        hit.presence = HitPresence::present;
        if (what != "update") hit.state = HitState::open;
        return true;
    }
    if (what == "decide") {
        const auto state =
            std::ranges::find(kStates, record.size() == kDecideFields ? record[5] : "");
        if (state == kStates.end()) return false;
        hit.state = static_cast<HitState>(state - kStates.begin());
        hit.decided_by = record[6];
        hit.reason = record[7];
        return true;
    }
    const auto presence = std::ranges::find(kPresences, what);
    if (presence == kPresences.end() || record.size() != kAwayFields) return false;
    hit.presence = static_cast<HitPresence>(presence - kPresences.begin());
    return true;
}

Status HitBook::append(const std::vector<LogRecord>& records) {
    const std::size_t before = log_.records().size();
    PELF_TRY_DONE(log_.append(records));
    return replay_from(before);
}

Result<BookChanges> HitBook::book(const Rescreening& screening) {
    std::map<HitKey, const FoundHit*> found;
    for (const FoundHit& hit : screening.hits) found.emplace(hit.key, &hit);
    BookChanges changes;
    std::vector<LogRecord> events;
    for (const auto& [key, booked] : hits_) {
        if (found.contains(key)) continue;
        const HitPresence presence = presence_of(key, screening);
        // Where both sides are still there, only a pair that was looked at can have come to
        // nothing.
        const bool looked_at = presence != HitPresence::faded ||
                               screening.customer_changed(key.customer) ||
                               screening.entry_changed(key.listed);
        if (!looked_at || booked.presence == presence) continue;
        events.push_back(away_record(presence, key, screening.now_unix_s));
        if (presence == HitPresence::faded) ++changes.faded;
        if (presence == HitPresence::delisted) ++changes.delisted;
        if (presence == HitPresence::gone) ++changes.gone;
    }
    for (const auto& [key, hit] : found) {
        const auto booked = hits_.find(key);
        const auto event = booked == hits_.end() ? std::optional<std::string_view>("open")
                                                 : event_of(booked->second, *hit);
        if (!event) continue;
        events.push_back(found_record(*event, *hit, screening.now_unix_s));
        if (*event == "open") ++changes.opened;
        if (*event == "reopen") ++changes.reopened;
        if (*event == "update") ++changes.updated;
    }
    PELF_TRY_DONE(append(events));
    return changes;
}

Status HitBook::decide(const Decision& decision) {
    const auto hit = std::ranges::find_if(
        hits_, [&](const auto& one) { return hit_id(one.first) == decision.hit; });
    if (hit == hits_.end()) {
        return Unexpected(Error{Fault::not_found, text("there is no hit ", decision.hit)});
    }
    if (trim(decision.by).empty() || trim(decision.reason).empty()) {
        return Unexpected(Error{Fault::refused, "expected who decides, and a reason"});
    }
    const HitKey key = hit->first;
    return append(
        {{"decide", rfc3339(decision.made_unix_s), key.customer, key.listed.source, key.listed.key,
          std::string(to_string(decision.state)), decision.by, decision.reason}});
}

}  // namespace pelf::screen
