// SPDX-License-Identifier: Apache-2.0
#include "match/given_names.hpp"

#include "match/given_names_nicknames.hpp"
#include "match/given_names_table.hpp"
#include "match/word_table.hpp"

namespace pelf::match {
namespace {

constexpr std::uint32_t packed(std::uint32_t family, std::uint32_t variety) {
    return family << 16 | variety;
}

constexpr NameVariety unpacked(std::uint32_t value) {
    return {static_cast<std::uint16_t>(value >> 16), static_cast<std::uint16_t>(value & 0xffffU)};
}

struct Names {
    WordTable<8192> names;
    WordTable<8192> nicknames;
    std::uint32_t families = 0;
    std::uint32_t varieties = 0;
};

constexpr void add_families(Names& names) {
    TableReader reader(kGivenNames);
    for (std::string_view word = reader.next(); !word.empty(); word = reader.next()) {
        ++names.families;
        ++names.varieties;
        for (; word != ";"; word = reader.next()) {
            if (word == ":") {
                ++names.varieties;
            } else {
                names.names.add(word, packed(names.families, names.varieties));
            }
        }
    }
}

/// A name that has nicknames and no other spelling is a family of its own.
constexpr void add_nicknames(Names& names) {
    TableReader reader(kNicknames);
    constexpr std::size_t kNamesMax = 8;
    for (std::string_view word = reader.next(); !word.empty(); word = reader.next()) {
        std::array<std::string_view, kNamesMax> full{};
        std::size_t count = 0;
        for (; word != ":"; word = reader.next()) full[count++] = word;
        for (std::size_t i = 0; i < count; ++i) {
            if (names.names.find(full[i])) continue;
            names.names.add(full[i], packed(++names.families, ++names.varieties));
        }
        for (word = reader.next(); word != ";"; word = reader.next()) {
            for (std::size_t i = 0; i < count; ++i) {
                names.names.for_each(
                    full[i], [&](std::uint32_t variety) { names.nicknames.add(word, variety); });
            }
        }
    }
}

constexpr Names kNames = [] {
    Names names;
    add_families(names);
    add_nicknames(names);
    return names;
}();

}  // namespace

NameVarieties name_varieties(std::string_view word) {
    NameVarieties found;
    kNames.names.for_each(word, [&](std::uint32_t value) { found.add(unpacked(value)); });
    return found;
}

NameVarieties nickname_varieties(std::string_view word) {
    NameVarieties found;
    kNames.nicknames.for_each(word, [&](std::uint32_t value) { found.add(unpacked(value)); });
    return found;
}

GivenNameRelation given_name_relation(std::string_view a, std::string_view b) {
    const NameVarieties first = name_varieties(a);
    if (first.size() == 0) return GivenNameRelation::none;
    const NameVarieties second = name_varieties(b);
    GivenNameRelation relation = GivenNameRelation::none;
    for (const NameVariety one : first) {
        for (const NameVariety other : second) {
            if (one.variety == other.variety) return GivenNameRelation::spelling;
            if (one.family == other.family) relation = GivenNameRelation::cognate;
        }
    }
    return relation;
}

bool is_nickname_of(std::string_view nickname, std::string_view name) {
    const NameVarieties meant = nickname_varieties(nickname);
    if (meant.size() == 0) return false;
    for (const NameVariety one : name_varieties(name)) {
        for (const NameVariety other : meant) {
            if (one.variety == other.variety) return true;
        }
    }
    return false;
}

}  // namespace pelf::match
