// SPDX-License-Identifier: Apache-2.0
//
// "We looked, it is somebody else": decisions that a customer is not a listed party. Each holds
// for exactly the data it was made on, on both sides, and until a day; when any of that changes it
// is void and says why. An allowed hit is shown as such and never hidden.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "model/party_id.hpp"
#include "screen/chained_log.hpp"

namespace pelf::screen {

/// 128 bits tell a few million records apart.
inline constexpr std::size_t kCutHashDigits = 32;

struct Allowance {
    std::uint64_t number = 0;   ///< From 1, never given twice.
    std::string customer;       ///< Id.
    std::string customer_hash;  ///< record_hash() of the customer.
    model::PartyId listed;
    std::string listed_hash;  ///< record_hash() of the entry.
    std::string approver;
    std::string reason;
    std::int64_t made_unix_s = 0;
    Date until;  ///< The last day on which it holds.

    bool operator==(const Allowance&) const = default;
};

/// Both sides as they are now. A hash may be cut to kCutHashDigits, as the hit book keeps it.
struct AllowQuestion {
    std::string_view customer;
    std::string_view customer_hash;
    model::PartyId listed;
    std::string_view listed_hash;
    Date today;
};

struct AllowVerdict {
    const Allowance* allowance = nullptr;  ///< The one there is, in force or not; may be nothing.
    bool in_force = false;
    std::string why;  ///< "allowed by ... until ...", or why it is void; empty without any.
};

/// Const members from any number of threads.
class AllowList {
public:
    /// Fails as ChainedLog::open() does, or with malformed for a record that is none of ours: an
    /// allow-list that cannot be read must not read as an empty one.
    static Result<AllowList> open(const std::filesystem::path& path, ContentHash hash);

    /// Takes the place of an earlier one for the same two ids. The number is set here. Fails with
    /// refused without approver, reason, or with a day that is past; or as ChainedLog::append().
    Result<Allowance> add(Allowance allowance);

    struct Removal {
        std::uint64_t number = 0;
        std::string approver;
        std::string reason;
        std::int64_t made_unix_s = 0;
    };
    /// Fails with not_found if no allowance with this number is in the list, or as add() does.
    Status remove(const Removal& removal);

    AllowVerdict check(const AllowQuestion& question) const;

    /// Those that were neither removed nor replaced, expired ones included, by number.
    std::vector<Allowance> all() const;

    /// The hash of the last line: a screening that says it says which allow-list it used.
    const std::string& last_hash() const noexcept { return log_.last_hash(); }

private:
    struct Key {
        std::string customer;
        model::PartyId listed;
        auto operator<=>(const Key&) const = default;
    };

    explicit AllowList(ChainedLog log) : log_(std::move(log)) {}
    Status replay();

    ChainedLog log_;
    std::map<Key, Allowance> in_list_;
    std::uint64_t last_number_ = 0;
};

}  // namespace pelf::screen
