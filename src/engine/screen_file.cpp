// SPDX-License-Identifier: Apache-2.0
#include "engine/screen_file.hpp"

#include <atomic>
#include <optional>

#include "base/file.hpp"
#include "base/text.hpp"
#include "engine/hit_json.hpp"
#include "engine/sha256_hex.hpp"

namespace pelf::engine {
namespace {

constexpr std::string_view kCsvHeader =
    "line,id,name,status,score,source,entry,listed_name,matched_name,strength,effect,programmes,"
    "reasons,problem\n";

/// What became of a row. The word stands in the output.
enum class RowStatus : std::uint8_t { clear, hit, allowed, partial, error };

std::string_view to_string(RowStatus status) noexcept {
    constexpr std::string_view kNames[] = {"clear", "hit", "allowed", "partial", "error"};
    return kNames[static_cast<std::size_t>(status)];
}

struct ScreenedRow {
    std::uint64_t line = 0;
    screen::Customer customer;
    std::vector<screen::Hit> hits;
    std::vector<screen::AllowVerdict> verdicts;  ///< One a hit.
    RowStatus status = RowStatus::clear;
    std::string error;
};

void append_csv_row(std::string& output, const ScreenedRow& row, std::size_t hit_index) {
    const auto put = [&](std::string_view field) {
        output += ',';
        append_csv(output, field);
    };
    const model::Party& party = row.customer.party;
    output += std::to_string(row.line);
    put(party.id.key);
    put(party.names.empty() ? "" : party.names.front().whole);
    if (hit_index == row.hits.size()) {
        put(to_string(row.status));
        output += ",,,,,,,,,";
        put(row.status == RowStatus::error ? row.error : join(row.customer.problems, "; "));
        output += '\n';
        return;
    }
    const screen::Hit& hit = row.hits[hit_index];
    const screen::AllowVerdict& verdict = row.verdicts[hit_index];
    put(to_string(verdict.in_force ? RowStatus::allowed : RowStatus::hit));
    put(std::to_string(hit.score));
    put(hit.id.source);
    put(hit.id.key);
    put(hit.name);
    put(hit.matched_name);
    put(model::to_string(hit.strength));
    put(screen::to_string(hit.effect));
    put(join(hit.party->programmes, "; "));
    std::string reasons = join(hit.reasons, "; ");
    if (!verdict.why.empty()) reasons += text("; ", verdict.why);
    put(reasons);
    put(join(row.customer.problems, "; "));
    output += '\n';
}

void append_json_row(std::string& output, const ScreenedRow& row) {
    const model::Party& party = row.customer.party;
    boost::json::object object{{"line", row.line},
                               {"id", party.id.key},
                               {"name", party.names.empty() ? "" : party.names.front().whole},
                               {"status", to_string(row.status)}};
    boost::json::array hits;
    for (std::size_t i = 0; i < row.hits.size(); ++i) {
        boost::json::object hit = to_json_object(row.hits[i], row.hits);
        add_verdict(hit, row.verdicts[i]);
        hits.push_back(std::move(hit));
    }
    object["hits"] = std::move(hits);
    if (!row.customer.problems.empty()) {
        object["problems"] =
            boost::json::array(row.customer.problems.begin(), row.customer.problems.end());
    }
    if (!row.error.empty()) object["error"] = row.error;
    output += boost::json::serialize(object);
    output += '\n';
}

class FileScreener {
public:
    FileScreener(const Lists& lists, const Allowances& allowances, const FileScreening& request,
                 const CustomerRows& rows) noexcept
        : lists_(lists), allowances_(allowances), request_(request), rows_(rows) {}

    void work(const InputRow& input, std::string& output) {
        const ScreenedRow row = screen(input);
        count(row);
        if (request_.json) {
            append_json_row(output, row);
        } else if (row.hits.empty()) {
            append_csv_row(output, row, 0);
        } else {
            for (std::size_t i = 0; i < row.hits.size(); ++i) append_csv_row(output, row, i);
        }
    }

    RowTotals totals() const noexcept {
        return {rows_count_, hits_count_, allowed_count_, partial_count_, errors_count_};
    }

private:
    ScreenedRow screen(const InputRow& input) const {
        ScreenedRow row;
        row.line = input.line;
        auto customer = rows_.read(input);
        if (!customer) {
            row.status = RowStatus::error;
            row.error = customer.error();
            return row;
        }
        row.customer = std::move(*customer);
        row.hits = lists_.watchlist.screen(row.customer.party, request_.options);
        if (!row.customer.problems.empty()) row.status = RowStatus::partial;
        if (row.hits.empty()) return row;
        row.status = RowStatus::allowed;
        for (const screen::Hit& hit : row.hits) {
            row.verdicts.push_back(check_allowance(allowances_, row.customer.party, *hit.party));
            if (!row.verdicts.back().in_force) row.status = RowStatus::hit;
        }
        return row;
    }

    void count(const ScreenedRow& row) noexcept {
        ++rows_count_;
        if (row.status == RowStatus::hit) ++hits_count_;
        if (row.status == RowStatus::allowed) ++allowed_count_;
        if (row.status == RowStatus::error) ++errors_count_;
        if (!row.customer.problems.empty()) ++partial_count_;
    }

    const Lists& lists_;
    const Allowances& allowances_;
    const FileScreening& request_;
    const CustomerRows& rows_;
    std::atomic<std::uint64_t> rows_count_{0};
    std::atomic<std::uint64_t> hits_count_{0};
    std::atomic<std::uint64_t> allowed_count_{0};
    std::atomic<std::uint64_t> partial_count_{0};
    std::atomic<std::uint64_t> errors_count_{0};
};

/// What must be the same for an output to be continued.
std::string fingerprint(std::string_view bytes, const Lists& lists, const Allowances& allowances,
                        const FileScreening& request) {
    std::string lines = text(
        "pelf-screen-file 1\ninput ", bytes.size(), " ",
        sha256_hex(std::as_bytes(std::span(bytes))), "\nscorer ", scorer_version(), "\nthreshold ",
        int{request.options.score_min}, "\nservices ", request.options.include_services ? 1 : 0,
        "\nform ", request.json ? "json" : "csv", "\nallowances ", allowances.list.last_hash(),
        " on ", to_string(allowances.today), "\n");
    for (const screen::ListVersion& version : lists.versions) {
        lines += text("list ", version.source, " ", version.version, "\n");
    }
    for (const FieldMap& map : request.maps) {
        lines += text("map ", map.column, "=", static_cast<int>(map.meaning.field), "/",
                      static_cast<int>(map.meaning.kind), "\n");
    }
    return lines;
}

}  // namespace

Result<FileScreened> screen_file(const Lists& lists, const Allowances& allowances,
                                 const FileScreening& request) {
    PELF_TRY(file, MappedFile::open(request.input));
    const std::string_view bytes = as_text(file.bytes());
    PELF_TRY(reader, RowReader::open(bytes, row_format(request.input.filename().string())));
    PELF_TRY(rows, CustomerRows::open(reader, request.maps));
    FileScreened screened;
    screened.ignored_columns = rows.ignored();
    const std::string_view header = request.json ? std::string_view("") : kCsvHeader;
    FileScreener screener(lists, allowances, request, rows);
    RowRun run{
        .work = [&](const InputRow& row, std::string& output) { screener.work(row, output); },
        .sink = request.sink,
        .progress = request.progress,
        .threads = request.threads};
    std::optional<ResumableOutput> output;
    if (request.output.empty()) {
        PELF_TRY_DONE(request.sink(header));
    } else {
        PELF_TRY(opened, ResumableOutput::open(
                             {.path = request.output,
                              .header = header,
                              .fingerprint = fingerprint(bytes, lists, allowances, request),
                              .json = request.json,
                              .resume = request.resume}));
        output = std::move(opened);
        screened.totals = output->kept();
        run.from_line = output->from_line();
        screened.resumed_from_line = run.from_line;
        run.sink = [&](std::string_view text_out) { return output->write(text_out); };
    }
    PELF_TRY_DONE(run_rows(reader, run));
    if (output) PELF_TRY_DONE(output->finish());
    const RowTotals done = screener.totals();
    screened.totals.rows += done.rows;
    screened.totals.hits += done.hits;
    screened.totals.allowed += done.allowed;
    screened.totals.partial += done.partial;
    screened.totals.errors += done.errors;
    return screened;
}

}  // namespace pelf::engine
