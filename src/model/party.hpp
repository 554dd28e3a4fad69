// SPDX-License-Identifier: Apache-2.0
//
// What a list says about someone or something: facts with their own precision, nothing decided.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/partial_date.hpp"
#include "model/party_id.hpp"
#include "model/tag.hpp"
#include "model/wallet.hpp"

namespace pelf::model {

enum class PartyType : std::uint8_t { unknown, person, entity, vessel, aircraft };

/// "unknown", "person", "entity", "vessel", "aircraft".
std::string_view to_string(PartyType type) noexcept;
std::optional<PartyType> parse_party_type(std::string_view text) noexcept;

/// Also known as, formerly known as, now known as.
enum class NameKind : std::uint8_t { primary, aka, fka, nka };

/// "primary", "aka", "fka", "nka".
std::string_view to_string(NameKind kind) noexcept;

/// OFAC's own distinction: a weak alias is broad or generic, to confirm a hit rather than make it.
enum class Strength : std::uint8_t { strong, weak };

/// "strong", "weak".
std::string_view to_string(Strength strength) noexcept;

/// What a source calls a part of a name. "Middle" is what stands between, a second given name or a
/// father's.
enum class NamePartRole : std::uint8_t {
    unknown,
    family,
    given,
    middle,
    patronymic,
    matronymic,
    maiden,
    nickname,
};

/// "unknown", "family", "given", "middle", "patronymic", "matronymic", "maiden", "nickname".
std::string_view to_string(NamePartRole role) noexcept;

struct NamePart {
    NamePartRole role = NamePartRole::unknown;
    std::string text;

    bool operator==(const NamePart&) const = default;
};

struct Name {
    NameKind kind = NameKind::primary;
    Strength strength = Strength::strong;
    std::string whole;   ///< As listed: "TIAN, Yinyin". UTF-8.
    std::string family;  ///< "TIAN" where the source tells the parts apart, else empty.
    std::string given;   ///< "Yinyin"; what follows a second comma ("Jr.") included.
    /// Language or script of this form in the source's words: "Persian", "ru", "Arabic". Empty if
    /// the source says nothing of it; the letters themselves are in `whole` all the same.
    std::string language{};
    /// In the source's order, where it gives more than family and given name, or gives parts
    /// without saying what they are; else empty.
    std::vector<NamePart> parts{};

    bool operator==(const Name&) const = default;
};

/// A number or code given by some authority: passport, tax number, IMO number of a ship.
struct Identifier {
    std::string kind;     ///< "Passport", "Tax ID No.", "IMO": the source's words where it has any.
    std::string value;    ///< "321284198607120616".
    std::string country;  ///< "China"; empty if not given.
    std::string note;     ///< What stands beside it: "issued 21 Aug 2006 expires 20 Aug 2008".
    /// What the number's own check digits say, for kinds that have some (IMO, LEI, INN, OGRN).
    Checksum checksum = Checksum::unchecked;

    bool operator==(const Identifier&) const = default;
};

/// Countries mean different things for different reasons, and must not be compared across them.
enum class CountryRole : std::uint8_t {
    birth,
    nationality,
    citizenship,
    flag,
    former_flag,
    jurisdiction,  ///< Under whose law an entity was formed.
    other,
};

/// "birth", "nationality", "citizenship", "flag", "former_flag", "jurisdiction", "other".
std::string_view to_string(CountryRole role) noexcept;

struct Country {
    CountryRole role = CountryRole::other;
    std::string name;  ///< As listed: "Korea, North".

    bool operator==(const Country&) const = default;
};

struct PostalAddress {
    std::string street;
    std::string place;  ///< City, state or province, postal code, in one text as OFAC gives them.
    std::string country;
    std::string note;

    bool operator==(const PostalAddress&) const = default;
};

/// "Linked To: LAZARUS GROUP". A statement of the list; no share, no computation.
struct Relation {
    std::string kind;        ///< "Linked To", "Vessel Owner".
    std::string other_name;  ///< As listed.
    /// Key within the same source, where the source says whom it means or exactly one party has
    /// that name; else empty.
    std::string other_key;
    std::string share{};  ///< Of ownership, as listed: "51%", "25-50". Empty if not given.
    std::string note{};   ///< What stands beside it: a role, from when to when.

    bool operator==(const Relation&) const = default;
};

/// A fact that is understood and has no column of its own: gender, title, position, vessel type,
/// date of founding, the text of a secondary sanctions warning.
struct Attribute {
    std::string kind;  ///< "Gender", "Position", "Secondary sanctions risk".
    std::string value;

    bool operator==(const Attribute&) const = default;
};

struct Party {
    PartyId id;
    PartyType type = PartyType::unknown;
    /// Nothing: the party is listed. Else it is a service that someone knows, and no reason for
    /// alarm by itself.
    std::optional<TagCategory> service;
    std::vector<Name> names;  ///< The primary name first.
    std::vector<std::string> programmes;
    std::vector<PartialDate> births;  ///< Several: the source knows of more than one.
    std::vector<std::string> birth_places;
    std::vector<Country> countries;
    std::vector<PostalAddress> addresses;
    std::vector<Identifier> identifiers;
    std::vector<Wallet> wallets;
    std::vector<Relation> relations;
    std::vector<Attribute> attributes;
    std::vector<std::string> unparsed;  ///< Pieces of the remarks that nobody could read, kept.
    std::string remarks;                ///< The source's whole remark, parsed or not.

    /// The primary name; the key where the source gives no name.
    const std::string& display_name() const noexcept;

    bool operator==(const Party&) const = default;
};

}  // namespace pelf::model
