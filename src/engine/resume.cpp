// SPDX-License-Identifier: Apache-2.0
#include "engine/resume.hpp"

#include <boost/json.hpp>
#include <span>
#include <utility>

#include "base/text.hpp"
#include "ingest/lists/csv.hpp"

namespace pelf::engine {
namespace {

constexpr std::size_t kHeldBytes = std::size_t{1} << 20;
constexpr std::uint64_t kFingerprintBytesMax = std::uint64_t{1} << 20;
constexpr std::size_t kStatusColumn = 3;

std::filesystem::path beside(const std::filesystem::path& path, std::string_view suffix) {
    return path.string() + std::string(suffix);
}

Error refused(const std::filesystem::path& path, std::string message) {
    return {Fault::refused, std::move(message), path.string()};
}

/// The rows of one input line, counted when the next line's begin: the last is never complete.
class Groups {
public:
    void row(std::uint64_t line, std::uint64_t offset_bytes, std::string_view status,
             bool has_problem) {
        if (line != point_.from_line) {
            count();
            point_.from_line = line;
            point_.offset_bytes = offset_bytes;
            is_hit_ = is_error_ = is_allowed_ = has_problem_ = false;
        }
        is_hit_ = is_hit_ || status == "hit";
        is_allowed_ = is_allowed_ || status == "allowed";
        is_error_ = status == "error";
        has_problem_ = has_problem;
    }

    ResumePoint point() const noexcept { return point_; }

private:
    void count() noexcept {
        if (point_.from_line == 0) return;
        RowTotals& kept = point_.kept;
        ++kept.rows;
        if (is_hit_) ++kept.hits;
        if (is_allowed_ && !is_hit_) ++kept.allowed;
        if (is_error_) ++kept.errors;
        if (has_problem_ && !is_error_) ++kept.partial;
    }

    ResumePoint point_;
    bool is_hit_ = false;
    bool is_allowed_ = false;
    bool is_error_ = false;
    bool has_problem_ = false;
};

ResumePoint resume_point_of_csv(std::string_view rows, std::uint64_t header_bytes) {
    Groups groups;
    ingest::CsvReader reader(rows);
    while (reader.next() == ingest::CsvReader::Step::row) {
        const auto& fields = reader.fields();
        const auto line = parse_u64(fields.front());
        if (!line || fields.size() <= kStatusColumn) break;
        groups.row(*line, header_bytes + reader.row_offset_bytes(), fields[kStatusColumn],
                   !fields.back().empty());
    }
    return groups.point();
}

ResumePoint resume_point_of_json(std::string_view rows) {
    Groups groups;
    for (std::size_t at = 0; at < rows.size();) {
        const std::size_t end = std::min(rows.find('\n', at), rows.size());
        const std::string_view text_line = rows.substr(at, end - at);
        boost::system::error_code failure;
        const auto value = boost::json::parse(
            boost::json::string_view(text_line.data(), text_line.size()), failure);
        const auto* object = failure ? nullptr : value.if_object();
        const auto* line = object == nullptr ? nullptr : object->if_contains("line");
        const auto* status = object == nullptr ? nullptr : object->if_contains("status");
        const bool whole =
            line != nullptr && line->is_int64() && status != nullptr && status->is_string();
        if (!whole) break;
        const auto& word = status->as_string();
        groups.row(static_cast<std::uint64_t>(line->as_int64()), at, {word.data(), word.size()},
                   object->contains("problems"));
        at = end + 1;
    }
    return groups.point();
}

/// What there is to continue, or that one may begin.
Result<bool> may_continue(const OutputRequest& request) {
    std::error_code ignored;
    const bool is_there = std::filesystem::exists(request.path, ignored);
    const auto mark = read_file(beside(request.path, ".resume"), kFingerprintBytesMax);
    if (!mark && mark.error().fault != Fault::not_found) return Unexpected(mark.error());
    if (!request.resume && (is_there || mark)) {
        return Unexpected(refused(
            request.path,
            mark ? "the output was begun already; continue it with --resume, or remove it and its "
                   ".resume"
                 : "the output exists already; give another one or remove it"));
    }
    if (!mark && is_there) {
        return Unexpected(refused(request.path,
                                  "the output is finished, or was not begun here; there is nothing "
                                  "to continue"));
    }
    if (!mark) return false;
    const std::string_view begun = as_text(*mark);
    if (begun != request.fingerprint) {
        return Unexpected(
            refused(request.path,
                    "the output was begun from another input, other lists, options or "
                    "versions, and cannot be continued; begin a new one"));
    }
    return is_there;
}

}  // namespace

std::optional<ResumePoint> find_resume_point(std::string_view bytes, std::string_view header,
                                             bool json) {
    if (json) return resume_point_of_json(bytes);
    if (header.starts_with(bytes)) return ResumePoint{};
    if (!bytes.starts_with(header)) return std::nullopt;
    return resume_point_of_csv(bytes.substr(header.size()), header.size());
}

Result<ResumableOutput> ResumableOutput::open(const OutputRequest& request) {
    PELF_TRY(lock, FileLock::acquire(beside(request.path, ".lock")));
    PELF_TRY(continues, may_continue(request));
    ResumePoint point;
    if (continues) {
        PELF_TRY(bytes, MappedFile::open(request.path));
        const auto found = find_resume_point(as_text(bytes.bytes()), request.header, request.json);
        if (!found) {
            return Unexpected(refused(request.path, "the output is not one of ours"));
        }
        point = *found;
    } else {
        PELF_TRY_DONE(replace_file(beside(request.path, ".resume"),
                                   std::as_bytes(std::span(request.fingerprint))));
    }
    PELF_TRY(file, File::open(request.path, File::Mode::write));
    // A point without a line keeps nothing: the header is written again.
    if (point.from_line == 0) point.offset_bytes = 0;
    PELF_TRY_DONE(file.resize(point.offset_bytes));
    ResumableOutput output(std::move(lock), std::move(file), request.path);
    output.offset_bytes_ = point.offset_bytes;
    output.from_line_ = point.from_line;
    output.kept_ = point.kept;
    if (point.from_line == 0) PELF_TRY_DONE(output.write(request.header));
    return output;
}

Status ResumableOutput::write(std::string_view bytes) {
    held_ += bytes;
    return held_.size() < kHeldBytes ? Status(Done{}) : flush();
}

Status ResumableOutput::flush() {
    PELF_TRY_DONE(file_.write_at(offset_bytes_, std::as_bytes(std::span(held_))));
    offset_bytes_ += held_.size();
    held_.clear();
    return Done{};
}

Status ResumableOutput::finish() {
    PELF_TRY_DONE(flush());
    PELF_TRY_DONE(file_.sync());
    std::error_code failure;
    std::filesystem::remove(beside(path_, ".resume"), failure);
    if (failure) {
        return Unexpected(Error{Fault::io, "cannot remove the mark of an unfinished output",
                                beside(path_, ".resume").string()});
    }
    std::filesystem::remove(beside(path_, ".lock"), failure);
    return Done{};
}

}  // namespace pelf::engine
