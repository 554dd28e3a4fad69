// SPDX-License-Identifier: Apache-2.0
//
// For the tests and fuzz targets of list readers only: what must hold of every reading, and files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/file.hpp"
#include "base/result.hpp"
#include "base/text.hpp"
#include "ingest/lists/list.hpp"

namespace pelf::ingest {

/// Stops the program unless keys are there and different, names have letters and the primary one
/// comes first, losses stand within the file, and relations that have a key lead to a party.
inline void check_reading(const ListReading& reading, std::string_view source,
                          std::uint64_t file_bytes) {
    std::set<std::string_view> keys;
    for (const model::Party& party : reading.parties) {
        PELF_CHECK(party.id.source == source);
        PELF_CHECK(!party.id.key.empty());
        PELF_CHECK(keys.insert(party.id.key).second);
        for (std::size_t i = 0; i < party.names.size(); ++i) {
            PELF_CHECK(!party.names[i].whole.empty());
            PELF_CHECK(i == 0 || party.names[i].kind != model::NameKind::primary);
        }
        for (const model::PartialDate& date : party.births) PELF_CHECK(date.first <= date.last);
    }
    for (const model::Party& party : reading.parties) {
        for (const model::Relation& relation : party.relations) {
            PELF_CHECK(relation.other_key.empty() || keys.contains(relation.other_key));
        }
    }
    for (const Report& report : reading.reports) {
        for (const Error& loss : report.first_losses()) {
            PELF_CHECK(loss.offset_bytes <= file_bytes);
        }
    }
    PELF_CHECK(!reading.is_truncated || reading.losses_count() > 0);
    PELF_CHECK(reading.remark_unparsed_count <= reading.remark_pieces_count);
}

using ReadList = Result<ListReading> (*)(std::string_view, std::span<const ListFile>);

/// The file cut at every `step`-th byte: refused, or a loss and marked as truncated, and its
/// parties are the first ones of the whole file, with the same names.
inline void check_cuts(ReadList read, std::string_view source, std::string_view bytes,
                       std::size_t step) {
    const auto reading_of = [&](std::string_view piece) {
        const ListFile file{"cut.xml", piece};
        return read(source, std::span(&file, 1));
    };
    const auto whole = reading_of(bytes);
    PELF_CHECK(whole.has_value() && !whole->is_truncated);
    // Blanks behind the root are no part of the list.
    const std::size_t end = bytes.find_last_not_of(" \r\n\t") + 1;
    for (std::size_t size = 0; size < end; size += step) {
        const auto cut = reading_of(bytes.substr(0, size));
        if (!cut) continue;
        PELF_CHECK(cut->is_truncated);
        PELF_CHECK(cut->losses_count() > whole->losses_count() || whole->losses_count() > 0);
        PELF_CHECK(cut->parties.size() <= whole->parties.size());
        for (std::size_t i = 0; i < cut->parties.size(); ++i) {
            PELF_CHECK(cut->parties[i].id == whole->parties[i].id);
            PELF_CHECK(cut->parties[i].names == whole->parties[i].names);
        }
        check_reading(*cut, source, size);
    }
}

/// What a fuzz target asks: whatever is read keeps the promises of every reading, and a reading is
/// the same each time; the file cut in its middle gives no party that the whole file has not.
inline void check_any_bytes(ReadList read, std::string_view bytes) {
    const auto reading_of = [&](std::string_view piece) {
        const ListFile file{"fuzz.xml", piece};
        return read("fuzz", std::span(&file, 1));
    };
    const auto reading = reading_of(bytes);
    if (!reading) return;
    check_reading(*reading, "fuzz", bytes.size());
    const auto again = reading_of(bytes);
    PELF_CHECK(again.has_value() && again->counts() == reading->counts());
    PELF_CHECK(again->notices == reading->notices);
    const auto cut = reading_of(bytes.substr(0, bytes.size() / 2));
    if (!cut) return;
    PELF_CHECK(cut->parties.size() <= reading->parties.size());
    for (std::size_t i = 0; i < cut->parties.size(); ++i) {
        PELF_CHECK(cut->parties[i].id == reading->parties[i].id);
        PELF_CHECK(cut->parties[i].names == reading->parties[i].names);
    }
}

/// Empty if there is no such file.
inline std::string text_of(const std::filesystem::path& path) {
    constexpr std::uint64_t kBytesMax = std::uint64_t{64} << 20U;
    const auto bytes = read_file(path, kBytesMax);
    if (!bytes) return {};
    return std::string(as_text(*bytes));
}

inline const model::Party* find_party(const ListReading& reading, std::string_view key) {
    for (const model::Party& party : reading.parties) {
        if (party.id.key == key) return &party;
    }
    return nullptr;
}

}  // namespace pelf::ingest
