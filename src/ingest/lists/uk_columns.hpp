// SPDX-License-Identifier: Apache-2.0
//
// The columns of the UK's lists and what they mean: the tables behind uk_csv.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/partial_date.hpp"

namespace pelf::ingest {

/// Columns that are read together with others; all the rest is in UkSimple.
enum class UkColumn : std::uint8_t {
    key,
    group_id,
    type,
    name_1,
    name_2,
    name_3,
    name_4,
    name_5,
    name_6,
    full_name,
    name_type,
    name_strength,
    script_name,
    script_type,
    script_language,
    birth,
    birth_town,
    birth_country,
    passport,
    passport_note,
    national_id,
    national_id_note,
    address_1,
    address_2,
    address_3,
    address_4,
    address_5,
    address_6,
    postal_code,
    country,
    year,
    month,
    day,
    value,
    kind,
    note,
    count,
};

/// Columns of which each value is a fact by itself.
enum class UkTake : std::uint8_t {
    attribute,
    identifier,
    programme,
    remark,
    nationality,
    flag,
    former_flag,
    relation,
    ignored,
};

struct UkSimple {
    std::size_t column_index = 0;
    UkTake take = UkTake::attribute;
    std::string kind;  ///< Of attributes, identifiers and relations.
};

enum class UkLayout : std::uint8_t {
    fcdo,  ///< The UK Sanctions List.
    ofsi,  ///< The consolidated list of the Treasury.
    subjects,
    names,
    births,
    identifiers,
    countries,
};
inline constexpr std::size_t kUkLayoutsCount = 7;

/// "the UK Sanctions List", "subjects", ...: for messages.
std::string_view uk_layout_name(UkLayout layout) noexcept;

/// Where the columns of one file are.
struct UkHeader {
    UkLayout layout = UkLayout::fcdo;
    std::size_t columns_count = 0;
    std::array<std::optional<std::size_t>, static_cast<std::size_t>(UkColumn::count)> index_of{};
    std::vector<UkSimple> simple;
};

/// Nothing if the row is the header of no layout. Names of columns are compared by their letters
/// and digits alone, since the publishers change case, blanks and stops between publications.
std::optional<UkHeader> parse_uk_header(const std::vector<std::string>& fields);

/// "12/07/1986", and with what is not known written as zeros or letters: "00/07/1986",
/// "dd/mm/1986", "10/00/1986"; "circa" and the forms of parse_partial_date() too.
std::optional<model::PartialDate> parse_uk_date(std::string_view text);

/// "(1) A123. (2) B456" is two values; everything else is one. Views into `text`.
std::vector<std::string_view> split_uk_numbered(std::string_view text);

}  // namespace pelf::ingest
