// SPDX-License-Identifier: Apache-2.0
#include "engine/row_stream.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

#include "base/text.hpp"

namespace pelf::engine {
namespace {

/// A round is read, worked on by all threads, and written. At its end threads wait for the last
/// one: enough rows that this does not matter, few enough that memory stays small.
constexpr std::size_t kRoundRows = 4096;
constexpr std::uint64_t kRoundBytes = std::uint64_t{8} << 20;
/// Rows a thread takes at a time.
constexpr std::size_t kShareRows = 16;

std::string_view without_byte_order_mark(std::string_view bytes) noexcept {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    return bytes.starts_with(kMark) ? bytes.substr(kMark.size()) : bytes;
}

/// Outputs stand in one string a share, so that rows cost no allocation of their own.
void work_on(const std::vector<InputRow>& rows, std::size_t rows_count, const RowRun& run,
             unsigned threads, std::vector<std::string>& outputs) {
    const std::size_t shares = (rows_count + kShareRows - 1) / kShareRows;
    outputs.resize(std::max(outputs.size(), shares));
    std::atomic<std::size_t> next{0};
    const auto take_shares = [&] {
        for (std::size_t share = next++; share < shares; share = next++) {
            outputs[share].clear();
            const std::size_t end = std::min((share + 1) * kShareRows, rows_count);
            for (std::size_t i = share * kShareRows; i < end; ++i) {
                run.work(rows[i], outputs[share]);
            }
        }
    };
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < threads && i < shares; ++i) others.emplace_back(take_shares);
    take_shares();
    others.clear();
    for (std::size_t share = shares; share < outputs.size(); ++share) outputs[share].clear();
}

}  // namespace

RowFormat row_format(std::string_view file_name) noexcept {
    const bool json = file_name.ends_with(".jsonl") || file_name.ends_with(".ndjson") ||
                      file_name.ends_with(".json");
    return json ? RowFormat::json_lines : RowFormat::csv;
}

void append_csv(std::string& line, std::string_view field) {
    // Blanks at the ends and spreadsheets' formula signs are data; only what CSV itself uses is
    // quoted.
    if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
        line += field;
        return;
    }
    line += '"';
    for (const char c : field) {
        if (c == '"') line += '"';
        line += c;
    }
    line += '"';
}

Result<RowReader> RowReader::open(std::string_view bytes, RowFormat format) {
    RowReader reader(without_byte_order_mark(bytes), format);
    if (format == RowFormat::json_lines) return reader;
    const auto step = reader.csv_.next();
    if (step != ingest::CsvReader::Step::row) {
        return Unexpected(Error{
            Fault::malformed,
            text("expected a first row of column names, found ",
                 step == ingest::CsvReader::Step::end ? "an empty file" : reader.csv_.message())});
    }
    reader.header_ = reader.csv_.fields();
    if (reader.header_.size() == 1 && reader.header_[0].find_first_of(";\t") != std::string::npos) {
        return Unexpected(Error{
            Fault::malformed,
            "expected columns between commas, found semicolons or tabs; write the file as CSV"});
    }
    return reader;
}

bool RowReader::next(InputRow& row) {
    row.error.clear();
    row.text = {};
    return format_ == RowFormat::csv ? next_csv(row) : next_json(row);
}

bool RowReader::next_csv(InputRow& row) {
    const auto step = csv_.next();
    if (step == ingest::CsvReader::Step::end) {
        offset_bytes_ = bytes_.size();
        return false;
    }
    row.line = csv_.row_line();
    row.size_bytes = csv_.row_offset_bytes() - offset_bytes_;
    offset_bytes_ = csv_.row_offset_bytes();
    if (step == ingest::CsvReader::Step::bad) {
        row.error = csv_.message();
        row.fields.clear();
        return true;
    }
    row.fields = csv_.fields();
    if (row.fields.size() != header_.size()) {
        row.error = text("expected ", header_.size(), " columns, found ", row.fields.size());
    }
    return true;
}

bool RowReader::next_json(InputRow& row) {
    while (offset_bytes_ < bytes_.size()) {
        const std::size_t end = std::min(bytes_.find('\n', offset_bytes_), bytes_.size());
        const std::string_view text_line = trim(bytes_.substr(offset_bytes_, end - offset_bytes_));
        offset_bytes_ = std::min<std::uint64_t>(end + 1, bytes_.size());
        ++line_;
        if (text_line.empty()) continue;
        row.line = line_;
        row.size_bytes = text_line.size();
        row.text = text_line;
        if (text_line.size() > kJsonLineBytesMax) {
            row.error = text("a line of ", text_line.size(), " bytes, at most ", kJsonLineBytesMax,
                             " are taken");
        }
        return true;
    }
    return false;
}

Status run_rows(RowReader& reader, const RowRun& run) {
    const unsigned threads =
        run.threads > 0 ? run.threads : std::max(1U, std::thread::hardware_concurrency());
    std::vector<InputRow> rows(kRoundRows);
    std::vector<std::string> outputs;
    std::uint64_t rows_done = 0;
    bool at_end = false;
    while (!at_end) {
        std::size_t rows_count = 0;
        std::uint64_t size_bytes = 0;
        while (rows_count < kRoundRows && size_bytes < kRoundBytes) {
            InputRow& row = rows[rows_count];
            if (!reader.next(row)) {
                at_end = true;
                break;
            }
            if (row.line < run.from_line) continue;
            size_bytes += row.size_bytes;
            ++rows_count;
        }
        work_on(rows, rows_count, run, threads, outputs);
        for (const std::string& output : outputs) {
            if (!output.empty()) PELF_TRY_DONE(run.sink(output));
        }
        rows_done += rows_count;
        if (run.progress) {
            const std::string what = text("bytes, ", grouped(rows_done), " rows");
            run.progress({.what = what,
                          .done = reader.offset_bytes(),
                          .all = reader.size_bytes(),
                          .bytes = reader.offset_bytes()});
        }
    }
    return Done{};
}

}  // namespace pelf::engine
