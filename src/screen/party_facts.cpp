// SPDX-License-Identifier: Apache-2.0
#include "screen/party_facts.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace pelf::screen {
namespace {

using model::Party;

/// Between the parts of a core, where no list has it.
constexpr char kSeparator = '\x1F';

/// Lower case and single blanks: enough to see that a name was merely typed again.
std::string plain(std::string_view name) {
    std::string joined;
    for (const std::string_view word : split(name, " ")) {
        if (trim(word).empty()) continue;
        if (!joined.empty()) joined += ' ';
        joined += ascii_lower(trim(word));
    }
    return joined;
}

std::string in_brackets(std::string_view piece) {
    return piece.empty() ? "" : text(" (", piece, ")");
}

std::string joined(std::initializer_list<std::string_view> pieces) {
    std::string all;
    for (const std::string_view piece : pieces) {
        if (piece.empty()) continue;
        if (!all.empty()) all += ", ";
        all += piece;
    }
    return all;
}

void add_names(const Party& party, std::vector<PartyFact>& facts) {
    for (const model::Name& name : party.names) {
        if (name.kind == model::NameKind::primary) {
            // One is expected. Its core is empty, so that a rename is one change.
            facts.push_back({PartyField::primary_name, "", name.whole});
            continue;
        }
        const std::string_view weak = name.strength == model::Strength::weak ? "weak" : "";
        facts.push_back({PartyField::alias, name.whole,
                         text(name.whole, in_brackets(joined({model::to_string(name.kind), weak,
                                                              name.language})))});
    }
}

void add_identity(const Party& party, std::vector<PartyFact>& facts) {
    for (const model::PartialDate& birth : party.births) {
        facts.push_back({PartyField::birth, to_string(birth), to_string(birth)});
    }
    for (const model::Identifier& identifier : party.identifiers) {
        facts.push_back({PartyField::identifier,
                         text(identifier.kind, std::string(1, kSeparator), identifier.value),
                         text(identifier.kind, " ", identifier.value,
                              in_brackets(joined({identifier.country, identifier.note})))});
    }
    for (const model::Wallet& wallet : party.wallets) {
        facts.push_back(
            {PartyField::wallet, wallet.canonical,
             text(wallet.asset.empty() ? wallet.ledger : wallet.asset, " ", wallet.address)});
    }
}

void add_places(const Party& party, std::vector<PartyFact>& facts) {
    for (const std::string& place : party.birth_places) {
        facts.push_back({PartyField::birth_place, place, place});
    }
    for (const model::Country& country : party.countries) {
        const std::string shown = text(model::to_string(country.role), " ", country.name);
        facts.push_back({PartyField::country, shown, shown});
    }
    for (const model::PostalAddress& address : party.addresses) {
        const std::string shown = text(joined({address.street, address.place, address.country}),
                                       in_brackets(address.note));
        facts.push_back({PartyField::address, shown, shown});
    }
}

void add_rest(const Party& party, std::vector<PartyFact>& facts) {
    facts.push_back({PartyField::type, "", std::string(model::to_string(party.type))});
    if (party.service) {
        facts.push_back({PartyField::service, "", std::string(model::to_string(*party.service))});
    }
    for (const std::string& programme : party.programmes) {
        facts.push_back({PartyField::programme, programme, programme});
    }
    for (const model::Relation& relation : party.relations) {
        // The key is often our reader's finding, by the name: it comes and goes with the other
        // party, whose own change is told. Only where there is no name is it what the list says.
        const std::string& other =
            relation.other_name.empty() ? relation.other_key : relation.other_name;
        facts.push_back({PartyField::relation,
                         text(relation.kind, std::string(1, kSeparator), other),
                         text(relation.kind, " ", other,
                              in_brackets(joined({relation.share, relation.note})))});
    }
    for (const model::Attribute& attribute : party.attributes) {
        const std::string shown = text(attribute.kind, " ", attribute.value);
        facts.push_back({PartyField::attribute, shown, shown});
    }
    if (!party.remarks.empty()) facts.push_back({PartyField::remark, "", party.remarks});
    // Where the whole remark is kept, its pieces say nothing more.
    if (!party.remarks.empty()) return;
    for (const std::string& piece : party.unparsed) {
        facts.push_back({PartyField::remark, piece, piece});
    }
}

}  // namespace

std::vector<PartyFact> party_facts(const Party& party) {
    std::vector<PartyFact> facts;
    add_names(party, facts);
    add_identity(party, facts);
    add_places(party, facts);
    add_rest(party, facts);
    std::ranges::sort(facts);
    return facts;
}

std::vector<IdentityToken> identity_tokens(const Party& party) {
    std::vector<IdentityToken> tokens;
    for (const model::Name& name : party.names) {
        tokens.push_back(
            {text("name ", plain(name.whole)), text("name ", name.whole), true, false});
    }
    for (const model::PartialDate& birth : party.births) {
        if (birth.precision != model::Precision::day || birth.is_circa) continue;
        tokens.push_back(
            {text("born ", to_string(birth)), text("birth date ", to_string(birth)), false, false});
    }
    for (const model::Identifier& identifier : party.identifiers) {
        const std::string shown = text(identifier.kind, " ", identifier.value);
        const bool is_ship_number = ascii_lower(identifier.kind).find("imo") != std::string::npos &&
                                    party.type == model::PartyType::vessel;
        tokens.push_back({plain(shown), shown, false, is_ship_number});
    }
    for (const model::Wallet& wallet : party.wallets) {
        tokens.push_back(
            {text("wallet ", wallet.canonical), text("wallet ", wallet.address), false, false});
    }
    std::ranges::sort(tokens, {}, &IdentityToken::text);
    const auto repeated = std::ranges::unique(tokens, {}, &IdentityToken::text);
    tokens.erase(repeated.begin(), repeated.end());
    return tokens;
}

bool bears_name(const Party& party, std::string_view name) {
    const std::string wanted = plain(name);
    return std::ranges::any_of(party.names,
                               [&](const auto& own) { return plain(own.whole) == wanted; });
}

}  // namespace pelf::screen
