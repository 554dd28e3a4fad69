// SPDX-License-Identifier: Apache-2.0
//
// What the lines of a FollowTheMoney file have said so far, and how parties come of it when all is
// read: entities name each other by id, and those named may come later.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "ingest/lists/list.hpp"

namespace pelf::ingest {

/// Where something was said, for messages about it that can be made only at the end.
struct FtmPlace {
    std::size_t file_index = 0;
    std::uint64_t offset_bytes = 0;
};

/// A party in the making.
struct FtmDraft {
    model::Party party;
    std::vector<std::string> last_names;
    std::string caption;
    std::size_t values_count = 0;
    FtmPlace place;
};

/// One entity names another one. The relations' names are views into the tables of ftm_schema.
struct FtmLink {
    enum class Kind : std::uint8_t { relation, address, position };
    Kind kind = Kind::relation;
    std::string from;
    std::string to;
    std::string_view from_relation;
    std::string_view to_relation;
    std::string share;
    std::string note;
    FtmPlace place;
};

/// Facts about a party that stand in an entity of their own.
struct FtmAside {
    std::string id;
    std::vector<std::string> holders;
    model::Party facts;
    FtmPlace place;
};

/// As add_unique, by the letters: of two statements the stronger one counts.
void ftm_add_name(model::Party& party, std::string_view whole, model::NameKind kind,
                  model::Strength strength);
void ftm_add_attribute(model::Party& party, std::string_view kind, std::string_view value);
void ftm_add_remark(model::Party& party, std::string_view words);
class FtmDrafts {
public:
    FtmDrafts(std::string_view source, std::size_t parties_max)
        : source_(source), parties_max_(parties_max) {}

    /// The party of that id, a new one if there is none yet. Null if there would be too many.
    FtmDraft* draft_of(std::string_view id, FtmPlace place);
    void add_link(FtmLink link) { links_.push_back(std::move(link)); }
    void add_aside(FtmAside aside) { asides_.push_back(std::move(aside)); }
    void add_address(std::string_view id, model::PostalAddress address);
    void add_position(std::string_view id, std::string name);
    void count_kept_out(std::string_view schema);
    /// Whether the id of an edge or an aside is said for the first time.
    bool is_first(std::string_view id) { return seen_.emplace(id).second; }

    /// Moves the parties into the reading; what does not fit together is a flaw in its reports.
    void finish(ListReading& reading);

private:
    FtmDraft* find_draft(const std::string& id);
    void index_referents();
    void keep_aside(FtmAside& aside, ListReading& reading);
    void keep_link(const FtmLink& link, ListReading& reading);
    void keep_relation(const FtmLink& link, ListReading& reading);

    std::string_view source_;
    std::size_t parties_max_;
    std::vector<FtmDraft> drafts_;
    std::unordered_map<std::string, std::size_t> draft_of_id_;
    std::unordered_map<std::string, std::size_t> draft_of_referent_;
    bool has_referents_ = false;  ///< Whether draft_of_referent_ has been filled.
    std::unordered_map<std::string, model::PostalAddress> addresses_;
    std::unordered_map<std::string, std::string> positions_;
    std::unordered_set<std::string> seen_;
    std::vector<FtmLink> links_;
    std::vector<FtmAside> asides_;
    std::map<std::string, std::uint64_t, std::less<>> kept_out_;  ///< Entities by schema.
};

}  // namespace pelf::ingest
