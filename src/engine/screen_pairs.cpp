// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <boost/json.hpp>
#include <optional>

#include "base/file.hpp"
#include "base/text.hpp"
#include "engine/screen_file.hpp"
#include "match/name_score.hpp"

namespace pelf::engine {
namespace {

struct Columns {
    std::size_t name1 = 0;
    std::size_t name2 = 0;
    std::optional<std::size_t> schema;
};

Result<Columns> find_columns(const std::vector<std::string>& header) {
    const auto find = [&](std::string_view name) -> std::optional<std::size_t> {
        for (std::size_t i = 0; i < header.size(); ++i) {
            if (ascii_lower(trim(header[i])) == name) return i;
        }
        return std::nullopt;
    };
    const auto name1 = find("name1");
    const auto name2 = find("name2");
    if (!name1 || !name2) {
        return Unexpected(
            Error{Fault::refused, "expected columns name1 and name2, and perhaps schema"});
    }
    return Columns{*name1, *name2, find("schema")};
}

struct Compared {
    match::Explained explained;
    std::string error;
};

Compared compare(const InputRow& row, const Columns& columns) {
    Compared compared;
    compared.error = row.error;
    if (!row.error.empty()) return compared;
    model::PartyType type = model::PartyType::unknown;
    if (columns.schema) {
        const std::string_view schema = trim(row.fields[*columns.schema]);
        const auto parsed = screen::parse_subject_type(schema);
        if (!parsed && !schema.empty()) {
            compared.error = text("expected a schema such as Person or Company, found ", schema);
            return compared;
        }
        type = parsed.value_or(type);
    }
    compared.explained = match::compare_names({.whole = row.fields[columns.name1], .type = type},
                                              {.whole = row.fields[columns.name2], .type = type});
    return compared;
}

void append_as_csv(std::string& output, const InputRow& row, const Compared& compared,
                   std::size_t columns_count) {
    for (std::size_t i = 0; i < columns_count; ++i) {
        if (i < row.fields.size()) append_csv(output, row.fields[i]);
        output += ',';
    }
    if (compared.error.empty()) {
        output += text(int{compared.explained.score.score}, ",",
                       int{compared.explained.score.evidence_decibans}, ",");
        std::string reasons;
        for (const std::string& reason : compared.explained.reasons) {
            reasons += (reasons.empty() ? "" : "; ") + reason;
        }
        append_csv(output, reasons);
        output += ",\n";
        return;
    }
    output += ",,,";
    append_csv(output, text("line ", row.line, ": ", compared.error));
    output += '\n';
}

void append_as_json(std::string& output, const InputRow& row, const Compared& compared,
                    const std::vector<std::string>& header) {
    boost::json::object object{{"line", row.line}};
    for (std::size_t i = 0; i < std::min(header.size(), row.fields.size()); ++i) {
        object[header[i]] = row.fields[i];
    }
    if (compared.error.empty()) {
        object["score"] = compared.explained.score.score;
        object["decibans"] = compared.explained.score.evidence_decibans;
        object["reasons"] = boost::json::array(compared.explained.reasons.begin(),
                                               compared.explained.reasons.end());
    } else {
        object["error"] = compared.error;
    }
    output += boost::json::serialize(object);
    output += '\n';
}

}  // namespace

Result<RowTotals> screen_pairs(const PairScreening& request) {
    PELF_TRY(file, MappedFile::open(request.input));
    const std::string_view bytes = as_text(file.bytes());
    PELF_TRY(reader, RowReader::open(bytes, RowFormat::csv));
    PELF_TRY(columns, find_columns(reader.header()));
    if (!request.json) {
        std::string header;
        for (const std::string& column : reader.header()) {
            append_csv(header, column);
            header += ',';
        }
        PELF_TRY_DONE(request.sink(header + "score,decibans,reasons,error\n"));
    }
    std::atomic<std::uint64_t> rows_count{0};
    std::atomic<std::uint64_t> errors_count{0};
    const std::vector<std::string>& header = reader.header();
    PELF_TRY_DONE(run_rows(reader, {.work =
                                        [&](const InputRow& row, std::string& output) {
                                            const Compared compared = compare(row, columns);
                                            ++rows_count;
                                            if (!compared.error.empty()) ++errors_count;
                                            if (request.json) {
                                                append_as_json(output, row, compared, header);
                                            } else {
                                                append_as_csv(output, row, compared, header.size());
                                            }
                                        },
                                    .sink = request.sink,
                                    .progress = request.progress,
                                    .threads = request.threads}));
    RowTotals totals;
    totals.rows = rows_count;
    totals.errors = errors_count;
    return totals;
}

}  // namespace pelf::engine
