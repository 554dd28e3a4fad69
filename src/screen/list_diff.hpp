// SPDX-License-Identifier: Apache-2.0
//
// What a publisher changed between two versions of a list, fact by fact: not "entry 28263 is
// different" but "this alias went, that wallet came". Screening again runs on it.
//
// Method: parties are paired by key first. Keys that are left over on both sides are then paired by
// what they say: an equal name, and beside it an equal birth date, identifier or wallet (or, for
// ships, the IMO number alone, which survives renaming). Publishers merge and split entries and
// give out new keys; OFAC calls its numbers "not an official reference". What remains was added or
// removed. A party that kept its key and lost its old name was renamed: no removal, no addition.
// Cost: linear in both lists, but for entries that share a name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/party.hpp"

namespace pelf::screen {

/// What a change is about.
enum class PartyField : std::uint8_t {
    primary_name,
    alias,
    type,
    programme,
    birth,
    birth_place,
    country,
    address,
    identifier,
    wallet,
    relation,
    service,
    attribute,
    remark,
};

/// "primary_name", "alias", ...
std::string_view to_string(PartyField field) noexcept;

/// False for remarks and attributes: words for people, which no comparison uses. What OFAC's CSV
/// says in its remarks is counted under the field it is about as well.
bool is_material(PartyField field) noexcept;

/// A fact that went (`after` is empty), came (`before` is empty), or was corrected in place.
struct FieldChange {
    PartyField field = PartyField::remark;
    std::string before;
    std::string after;

    bool operator==(const FieldChange&) const = default;
};

enum class PartyChange : std::uint8_t {
    added,
    removed,
    changed,  ///< The key is there on both sides, and something about it differs.
    rekeyed,  ///< The same party under another key, by `evidence`; changes as under `changed`.
    merged,   ///< The key went, and another party that was there already took its name over.
};

/// "added", "removed", "changed", "rekeyed", "merged".
std::string_view to_string(PartyChange change) noexcept;

struct PartyDelta {
    PartyChange change = PartyChange::changed;
    std::optional<std::size_t> before_index;  ///< Into `before`; none for an added party.
    std::optional<std::size_t> after_index;   ///< Into `after`; none for a removed one. Of a
                                              ///< merged one: the party that it went into.
    /// Empty for added and removed parties: all of them is new, or gone. By field, then text.
    std::vector<FieldChange> changes;
    /// Of rekeyed and merged parties: why they are taken for the same.
    std::string evidence;

    bool has(PartyField field) const noexcept;
    bool is_renamed() const noexcept { return has(PartyField::primary_name); }
    /// Added, removed, rekeyed and merged parties, and changes of at least one material field.
    bool is_material() const noexcept;
};

struct ListDelta {
    std::vector<PartyDelta> parties;  ///< By key: short ones first, equal lengths in byte order.

    std::size_t count(PartyChange change) const noexcept;
    bool is_empty() const noexcept { return parties.empty(); }
};

/// Both of one source. The order of parties, and of facts within one, is no difference; a key that
/// occurs twice is paired in the order of occurrence.
ListDelta diff_parties(std::span<const model::Party> before, std::span<const model::Party> after);

/// The differences between two parties, whatever their keys: by field, then text.
std::vector<FieldChange> diff_facts(const model::Party& before, const model::Party& after);

}  // namespace pelf::screen
