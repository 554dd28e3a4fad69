// SPDX-License-Identifier: Apache-2.0
//
// The lists in force, ready to be asked. Which versions those are is the caller's decision (see
// screen/list_store.hpp); this holds what they say.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "base/section_file.hpp"
#include "match/name_index.hpp"
#include "model/party.hpp"
#include "model/tag.hpp"
#include "screen/facts.hpp"
#include "screen/hit_score.hpp"
#include "screen/identity.hpp"
#include "screen/list_effect.hpp"

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

/// What led to a hit; several may.
struct HitGrounds {
    bool name = false;
    bool identifier = false;
    bool wallet = false;
};

struct Hit {
    model::PartyId id;
    std::string name;          ///< The party's primary name.
    std::string matched_name;  ///< The name, number or address that was matched, as listed.
    model::PartyType type = model::PartyType::unknown;
    std::uint8_t score = 0;  ///< 0 to 100, from both kinds of evidence (screen/hit_score.hpp).
    /// Of the matched name; numbers and wallets are strong.
    model::Strength strength = model::Strength::strong;
    HitGrounds grounds;
    /// Of the best name: the matcher's score, and what the agreement is worth.
    match::NameScore name_evidence;
    std::int32_t identity_evidence = 0;       ///< Tenths of a deciban (screen/identity.hpp).
    std::vector<Evidence> evidence;           ///< The pieces that identity_evidence is the sum of.
    std::vector<std::string> evidence_words;  ///< One sentence for each piece.
    std::vector<match::AlignedPart> parts;    ///< Of the best name.
    std::vector<std::string> reasons;         ///< All of the above in words.
    std::string asked_name;                   ///< Which of the names asked about matched.
    ListEffect effect = ListEffect::blocking;
    /// Index, in the same answer, of the first hit that is the same party on another list; of this
    /// hit itself if there is none. Each list's hit stands for its own legal effect.
    std::size_t same_as_index = 0;
    const model::Party* party = nullptr;  ///< Lives as long as the watch list.
};

struct ScreenOptions {
    std::uint8_t score_min = kThresholdDefault;
    /// Services that are tagged and not listed are no hits unless wanted.
    bool include_services = false;
};

struct NameQuery {
    std::string_view text = {};
    /// Only parties of this type, and those of whose type the list says nothing.
    std::optional<model::PartyType> type = std::nullopt;
    std::uint8_t score_min = 0;
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

    /// Puts what build() made into a folder, for load(). The key says what it was made from and by
    /// which program; only one watch list is kept there. Fails with io.
    Status save(const std::filesystem::path& folder, const SectionKey& key) const;

    /// What was saved under this key: equal to what build() would make, in a tenth of the time.
    /// Fails with not_found, refused (another key) or, for damage, malformed or truncated: all of
    /// these mean build().
    static Result<Watchlist> load(const std::filesystem::path& folder, const SectionKey& key);

    /// Listed parties that hold this address; the address is compared exactly, but for the letter
    /// case of Bech32 and hexadecimal (model::canonical_address). With a ledger ("bitcoin"),
    /// addresses listed for another one score kOtherLedgerScore; without, all score 100. One hit a
    /// party.
    std::vector<Hit> wallet(std::string_view address,
                            std::optional<std::string_view> ledger = std::nullopt) const;

    /// Everything that is known of somebody, against everything that is listed: each of the names,
    /// the identifiers and the wallets is searched for by itself, always, and the hits are all
    /// parties whose score is above 0 and reaches score_min, each once. A type other than unknown
    /// narrows what is found by name to parties of that type or none; a number or a wallet is found
    /// on any. The score of a hit depends on the two parties alone, not on score_min or on other
    /// hits.
    std::vector<Hit> screen(const model::Party& asked, const ScreenOptions& options) const;

    /// screen() for a party of which only a name and perhaps a type are known.
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
    struct NumberPlace {
        std::uint64_t hash = 0;  ///< Of identifier_key().
        std::uint32_t party_index = 0;
        std::uint32_t fact_index = 0;  ///< In its facts' identifiers.
    };
    struct Found;
    using Places = std::unordered_map<std::string, std::vector<Place>>;

    explicit Watchlist(match::NameIndex names) noexcept : name_index_(std::move(names)) {}
    /// The index is given; the rest follows from what the lists say.
    void take(std::vector<model::Party> parties, std::vector<model::Tag> tags);
    void index_facts();
    Hit make_hit(std::size_t party_index) const;
    void find_names(const model::Party& asked, const ScreenOptions& options, bool has_facts,
                    std::vector<Found>& found) const;
    void find_numbers(const Facts& asked, std::vector<Found>& found) const;
    void find_wallets(const model::Party& asked, std::vector<Found>& found) const;
    void complete_name(const model::Party& asked, Found& best) const;
    Hit explain(const model::Party& asked, const Facts& facts, const Found& best,
                const Identity& identity) const;
    void link_same_parties(std::vector<Hit>& hits) const;

    std::vector<SourceVersion> sources_;
    std::vector<model::Party> parties_;
    std::vector<Facts> facts_;  ///< By party index.
    std::vector<model::Tag> tags_;
    std::vector<Place> names_;  ///< By name index of name_index_.
    match::NameIndex name_index_;
    std::vector<NumberPlace> numbers_;                                  ///< By hash.
    Places wallets_;                                                    ///< By canonical address.
    std::unordered_map<std::string, std::vector<std::size_t>> tagged_;  ///< By canonical address.
};

}  // namespace pelf::screen
