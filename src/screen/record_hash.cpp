// SPDX-License-Identifier: Apache-2.0
#include "screen/record_hash.hpp"

#include <algorithm>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "base/text.hpp"

namespace pelf::screen {
namespace {

/// Each piece with its size before it, so that no two lists of pieces give one line.
std::string line_of(std::string_view what, std::initializer_list<std::string_view> pieces) {
    std::string line(what);
    for (const std::string_view piece : pieces) line += text(" ", piece.size(), ":", piece);
    return line;
}

}  // namespace

std::string material_text(const model::Party& party) {
    std::vector<std::string> lines;
    const auto add = [&](std::string_view what, std::initializer_list<std::string_view> pieces) {
        lines.push_back(line_of(what, pieces));
    };
    add("type", {model::to_string(party.type)});
    for (const model::Name& name : party.names) {
        add("name", {model::to_string(name.kind), model::to_string(name.strength), name.whole,
                     name.family, name.given});
    }
    for (const model::PartialDate& birth : party.births) add("born", {to_string(birth)});
    for (const std::string& place : party.birth_places) add("birth place", {place});
    for (const model::Country& country : party.countries) {
        add("country", {model::to_string(country.role), country.name});
    }
    for (const model::PostalAddress& address : party.addresses) {
        if (!address.country.empty()) add("residence", {address.country});
    }
    for (const model::Identifier& identifier : party.identifiers) {
        add("identifier", {identifier.kind, identifier.value, identifier.country});
    }
    for (const model::Wallet& wallet : party.wallets) {
        add("wallet", {wallet.ledger, wallet.canonical});
    }
    for (const std::string& programme : party.programmes) add("programme", {programme});
    for (const model::Attribute& attribute : party.attributes) {
        if (ascii_lower(attribute.kind) == "gender") add("gender", {attribute.value});
    }
    std::ranges::sort(lines);
    const auto doubles = std::ranges::unique(lines);
    lines.erase(doubles.begin(), doubles.end());
    std::string whole;
    for (const std::string& line : lines) {
        whole += line;
        whole += '\n';
    }
    return whole;
}

std::string record_hash(const model::Party& party, ContentHash hash) {
    const std::string facts = material_text(party);
    return hash(std::as_bytes(std::span(facts)));
}

}  // namespace pelf::screen
