// SPDX-License-Identifier: Apache-2.0
//
// The lists in force, ready to be asked. Which versions those are is the caller's decision (see
// screen/list_store.hpp); this holds what they say.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date.hpp"
#include "match/name_index.hpp"
#include "model/party.hpp"
#include "model/tag.hpp"

namespace pelf::screen {

/// One version of one source, with what it says.
struct SourceList {
    std::string source;
    std::string version;  ///< Content hash, hex.
    Date published;
    std::vector<model::Party> parties;
    std::vector<model::Tag> tags;
};

/// Says where an answer comes from.
struct SourceVersion {
    std::string source;
    std::string version;
    Date published;

    bool operator==(const SourceVersion&) const = default;
};

struct Hit {
    model::PartyId id;
    std::string name;          ///< The party's primary name.
    std::string matched_name;  ///< The name or address that was matched, as listed.
    model::PartyType type = model::PartyType::unknown;
    std::uint8_t score = 0;  ///< 0 to 100.
    model::Strength strength =
        model::Strength::strong;  ///< Of the matched name; wallets are strong.
    std::vector<std::string> reasons;
    const model::Party* party = nullptr;  ///< Lives as long as the watch list.
};

struct NameQuery {
    std::string_view text = {};
    /// Only parties of this type, and those of whose type the list says nothing.
    std::optional<model::PartyType> type = std::nullopt;
    std::uint8_t score_min = 0;
    /// Services that are tagged and not listed are no hits unless wanted.
    bool include_services = false;
};

/// A score for an address that is listed on another ledger than the one asked about: the same keys
/// open both, and lists name one token where there are several.
inline constexpr std::uint8_t kOtherLedgerScore = 95;

/// Built once, then asked from any number of threads. Hits come by falling score, then by source,
/// then by key, in byte order.
class Watchlist {
public:
    /// Cost: one fold a name. Takes the lists over.
    static Watchlist build(std::vector<SourceList> lists);

    /// Listed parties that hold this address; the address is compared exactly, but for the letter
    /// case of Bech32 and hexadecimal (model::canonical_address). With a ledger ("bitcoin"),
    /// addresses listed for another one score kOtherLedgerScore; without, all score 100. One hit a
    /// party.
    std::vector<Hit> wallet(std::string_view address,
                            std::optional<std::string_view> ledger = std::nullopt) const;

    /// Parties that bear this name, each once, by its best-scoring name; of equal ones a strong
    /// one. The scores are those of match/name_index.hpp.
    std::vector<Hit> name(const NameQuery& query) const;

    /// What is attributed to this address on this ledger, on a day if one is given, by falling
    /// confidence, then source and key. Pointers live as long as the watch list.
    std::vector<const model::Tag*> tags(std::string_view address, std::string_view ledger,
                                        std::optional<Date> on = std::nullopt) const;

    /// All tags, for those who go through them rather than ask for one.
    std::span<const model::Tag> all_tags() const noexcept { return tags_; }
    std::span<const model::Party> parties() const noexcept { return parties_; }
    /// In the order given to build().
    std::span<const SourceVersion> sources() const noexcept { return sources_; }

    /// Nothing if no list has it. Cost: linear.
    const model::Party* find(const model::PartyId& id) const noexcept;

private:
    struct Place {
        std::size_t party_index = 0;
        std::size_t item_index = 0;  ///< Of its wallet or name.
    };
    using Places = std::unordered_map<std::string, std::vector<Place>>;

    explicit Watchlist(match::NameIndex names) noexcept : name_index_(std::move(names)) {}
    Hit make_hit(std::size_t party_index) const;

    std::vector<SourceVersion> sources_;
    std::vector<model::Party> parties_;
    std::vector<model::Tag> tags_;
    std::vector<Place> names_;  ///< By name index of name_index_.
    match::NameIndex name_index_;
    Places wallets_;                                                    ///< By canonical address.
    std::unordered_map<std::string, std::vector<std::size_t>> tagged_;  ///< By canonical address.
};

}  // namespace pelf::screen
