// SPDX-License-Identifier: Apache-2.0
//
// What became of every hit on every customer: found, decided, found again, delisted. The book only
// grows (screen/chained_log.hpp), so that no hit that ever was can be lost; what is in it now
// follows from reading it from the start. States and events: docs/formats/hit-book.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/party_id.hpp"
#include "screen/chained_log.hpp"

namespace pelf::screen {

/// What people say of a hit.
enum class HitState : std::uint8_t { open, cleared, confirmed };

/// What the last screening says of it.
enum class HitPresence : std::uint8_t {
    present,
    faded,     ///< Both sides are there, and their data no longer reach the threshold.
    delisted,  ///< The list no longer has the entry.
    gone,      ///< The customer is no longer in the file.
};

std::string_view to_string(HitState state) noexcept;
std::string_view to_string(HitPresence presence) noexcept;

struct HitKey {
    std::string customer;
    model::PartyId listed;

    auto operator<=>(const HitKey&) const = default;
};

/// Stable as long as both sides keep their ids: "C-17/ofac-sdn-csv/28263".
std::string hit_id(const HitKey& key);

/// One hit of one screening.
struct FoundHit {
    HitKey key;
    std::string customer_hash;  ///< record_hash() of either side.
    std::string listed_hash;
    std::uint8_t score = 0;
    std::string listed_name;
    std::string reasons;

    bool operator==(const FoundHit&) const = default;
};

struct BookedHit {
    FoundHit found;  ///< As of the last screening that had it.
    HitState state = HitState::open;
    HitPresence presence = HitPresence::present;
    std::string decided_by;  ///< Who said so last, and why; empty for an open one.
    std::string reason;
    std::int64_t changed_unix_s = 0;

    /// Somebody has to look at it.
    bool is_open() const noexcept {
        return state == HitState::open && presence == HitPresence::present;
    }
    bool operator==(const BookedHit&) const = default;
};

/// A screening, whole or of what has changed. Whatever it does not say it looked at stays as it is.
struct Rescreening {
    std::vector<FoundHit> hits;
    std::function<bool(const std::string& customer)> has_customer;
    /// Looked at against all lists.
    std::function<bool(const std::string& customer)> customer_changed;
    std::function<bool(const model::PartyId&)> is_listed;
    /// All customers were looked at against it.
    std::function<bool(const model::PartyId&)> entry_changed;
    std::int64_t now_unix_s = 0;
};

struct BookChanges {
    std::uint64_t opened = 0;
    std::uint64_t reopened = 0;
    std::uint64_t updated = 0;
    std::uint64_t faded = 0;
    std::uint64_t delisted = 0;
    std::uint64_t gone = 0;

    bool operator==(const BookChanges&) const = default;
};

class HitBook {
public:
    /// Fails as ChainedLog::open() does, or with malformed for a record that is none of ours.
    static Result<HitBook> open(const std::filesystem::path& path, ContentHash hash);

    /// Books a screening. A cleared hit is opened again when the data of either side are no longer
    /// those it was cleared on, or when it was away and is back; a confirmed one stays so and is
    /// brought up to date. Doing it twice changes nothing. Fails as ChainedLog::append() does.
    Result<BookChanges> book(const Rescreening& screening);

    struct Decision {
        std::string hit;  ///< hit_id().
        HitState state = HitState::cleared;
        std::string by;
        std::string reason;
        std::int64_t made_unix_s = 0;
    };
    /// Fails with not_found, refused (nobody's name, no reason) or as append() does.
    Status decide(const Decision& decision);

    /// By key.
    const std::map<HitKey, BookedHit>& hits() const noexcept { return hits_; }

private:
    explicit HitBook(ChainedLog log) : log_(std::move(log)) {}
    Status replay_from(std::size_t record_index);
    bool replay(const LogRecord& record);
    Status append(const std::vector<LogRecord>& records);

    ChainedLog log_;
    std::map<HitKey, BookedHit> hits_;
};

}  // namespace pelf::screen
