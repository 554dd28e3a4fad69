// SPDX-License-Identifier: Apache-2.0
//
// Ownership registers as the fronts see them: kept, joined with the lists, and asked under the
// rules of the regimes. Rules and what an answer does not mean: docs/ownership.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "engine/home.hpp"
#include "engine/lists.hpp"
#include "model/ownership.hpp"
#include "screen/ownership.hpp"
#include "screen/watchlist.hpp"

namespace pelf::engine {

/// Reads, counts and keeps one publication of a register under HOME/owners, as import_list() does
/// with lists. The source is bods-json or ftm-json, with a name after it if there are several:
/// bods-json-uk.
Result<ListImported> import_register(const Home& home, const ListImport& request);

/// A party of the register that is, or may be, on a list.
struct ListedOwner {
    std::uint32_t entity_index = 0;
    model::PartyId id;  ///< On the list; of a party given by hand, the source is "given".
    std::string name;
    std::string how;  ///< "same LEI …", "same name", "mapping", "given".
    bool is_definite = false;
};

struct OwnershipRequest {
    /// Answer from this register, not from those imported.
    std::vector<std::filesystem::path> files;
    std::string source = "bods-json";  ///< Of `files`.
    Date day;
    std::vector<std::string> listed;  ///< Ids of the register that count as listed everywhere.
    std::filesystem::path mapping;    ///< CSV entity_id,party_id; empty: none.
    std::vector<std::vector<std::string>> joint;  ///< Groups of ids that hold together.
};

/// One regime's rule on that day over the whole register.
struct RegimeOwnership {
    std::string regime;
    const screen::OwnershipPolicy* policy = nullptr;  ///< Nothing: see `refusal`.
    std::string refusal;  ///< Why there is no answer: no rule that old, no list of this regime.
    std::vector<ListedOwner> listed;
    screen::Blocking blocking;
};

/// Moves nowhere: its parts point to each other.
struct Ownership {
    Ownership() = default;
    Ownership(const Ownership&) = delete;
    Ownership& operator=(const Ownership&) = delete;

    Date day;
    model::Register content;
    std::vector<std::string> registers;  ///< "bods-json of 2024-05-01", what the answer is from.
    std::vector<std::string> notices;
    std::vector<ingest::Report> reports;
    std::uint64_t losses = 0;  ///< Of the registers.
    std::vector<screen::Holding> holdings;
    screen::OwnershipGraph graph;
    std::vector<RegimeOwnership> regimes;  ///< ofac, eu, uk.
};

/// Fails as the store and the readers do, with not_found when there is no register, and with
/// refused when a mapping or a group names what is not there.
Result<std::unique_ptr<Ownership>> load_ownership(const Home& home, const Lists& lists,
                                                  const OwnershipRequest& request);

/// By id of the register, SOURCE:KEY of a list, or exact name. Fails with not_found, or with
/// refused when several are meant.
Result<std::uint32_t> find_owner(const Ownership& ownership, std::string_view party);

/// The steps behind a verdict, one a line, as they can be checked by hand from the top.
std::vector<std::string> chain_lines(const Ownership& ownership, const RegimeOwnership& regime,
                                     std::uint32_t entity_index);
/// What would make a possible verdict definite, one a line.
std::vector<std::string> missing_lines(const Ownership& ownership, const RegimeOwnership& regime,
                                       std::uint32_t entity_index);

/// One verdict on a party that is on no list itself.
struct OwnedBy {
    std::string regime;
    bool is_definite = false;
    model::PartyId id;                ///< Of the register.
    std::string name;                 ///< As the register has it.
    std::vector<ListedOwner> owners;  ///< The listed at the start of the chain.
    std::string reason;               ///< "owned by X (ofac-sdn-csv 12): 50 % of shares".
    std::vector<std::string> chain;
};

/// Of one party of the register: at most one a regime.
std::vector<OwnedBy> owned_by(const Ownership& ownership, std::uint32_t entity_index);

/// Everybody who is blocked through ownership, as lists that screening can load: the sources
/// owned-ofac, owned-eu and owned-uk. Each party keeps its names, numbers and the register's id as
/// key, with a relation "Owned by" to each listed owner, and the chain as its remarks. Those who
/// are only possibly blocked have the programme "possibly owned".
std::vector<screen::SourceList> derived_lists(const Ownership& ownership);

/// What the register says of one party: its owners (`of`), or what it owns itself and what is
/// caught through it alone (`by`). With a regime, of that one only.
std::string owners_json(const Ownership& ownership, std::uint32_t entity_index,
                        std::string_view regime);
std::string holdings_json(const Ownership& ownership, std::uint32_t entity_index,
                          std::string_view regime);

/// What is caught if this party alone counts as listed.
struct Reach {
    std::vector<std::uint32_t> definite;
    std::vector<std::uint32_t> possible;
};
Reach reach_of(const Ownership& ownership, const RegimeOwnership& regime,
               std::uint32_t entity_index);

}  // namespace pelf::engine
