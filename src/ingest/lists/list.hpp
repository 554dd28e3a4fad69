// SPDX-License-Identifier: Apache-2.0
//
// What every reader of lists takes and gives.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "ingest/report.hpp"
#include "model/party.hpp"
#include "model/tag.hpp"

namespace pelf::ingest {

/// One file of a list. The bytes must outlive the reading and nothing more.
struct ListFile {
    std::string name;  ///< For messages; what the file holds is told by its content.
    std::string_view bytes;
};

struct ListCounts {
    std::uint64_t entries = 0;
    std::uint64_t names = 0;  ///< Primary names and aliases, weak ones included.
    std::uint64_t wallets = 0;

    bool operator==(const ListCounts&) const = default;
};

struct ListReading {
    std::vector<model::Party> parties;  ///< In the order of the list.
    std::vector<model::Tag> tags;       ///< One for each wallet of a service.
    std::vector<Report> reports;        ///< One for each file, in the order given.
    /// Sentences for people about what is not there and need not be: an optional file.
    std::vector<std::string> notices;
    /// What the files say of themselves, where the format has it; nothing else is made of it here.
    /// The day of publication is for the one who was told another.
    std::optional<Date> stated_publication;
    /// How many entries there ought to be: a publication with another count is incomplete.
    std::optional<std::uint64_t> stated_records;
    /// A file broke off or could not be read to its end; counted among the losses too.
    bool is_truncated = false;
    std::uint64_t remark_pieces_count = 0;
    /// Pieces of remarks that are kept as they are, because no rule knows them.
    std::uint64_t remark_unparsed_count = 0;

    /// Of all files. Zero: the list was read whole.
    std::uint64_t losses_count() const noexcept {
        std::uint64_t count = 0;
        for (const Report& report : reports) count += report.losses_count();
        return count;
    }

    ListCounts counts() const noexcept {
        ListCounts counts;
        counts.entries = parties.size();
        for (const model::Party& party : parties) {
            counts.names += party.names.size();
            counts.wallets += party.wallets.size();
        }
        return counts;
    }
};

}  // namespace pelf::ingest
