// SPDX-License-Identifier: Apache-2.0
#include "casefile/case_backup.hpp"

#include <boost/json.hpp>
#include <map>
#include <set>

#include "base/text.hpp"
#include "casefile/canonical_json.hpp"
#include "casefile/case_fold.hpp"
#include "casefile/case_tables.hpp"
#include "casefile/json_fields.hpp"

namespace pelf::casefile {
namespace {

constexpr std::string_view kBackupFormat = "pelf cases 1";
/// A document is a JSON string within the line, in which a letter may take six.
constexpr std::size_t kLineBytesMax = 6 * kDocumentBytesMax + 1024;

std::string first_line(const ChainHead& head) {
    return boost::json::serialize(
        boost::json::object{{"format", kBackupFormat}, {"events", head.seq}, {"head", head.hash}});
}

std::string document_line(std::string_view body) {
    return boost::json::serialize(boost::json::object{{"document", body}});
}

struct BackupLine {
    std::string_view text;
    std::uint64_t offset_bytes = 0;
};

Unexpected<Error> broken(Fault fault, std::string message, const BackupLine& line) {
    Error error{fault, std::move(message)};
    error.source = "backup of cases";
    error.offset_bytes = line.offset_bytes;
    return Unexpected(std::move(error));
}

Result<boost::json::value> parse_line(const BackupLine& line) {
    boost::json::parse_options options;
    options.max_depth = kJsonDepthMax;
    boost::json::error_code fault;
    boost::json::value value = boost::json::parse(line.text, fault, {}, options);
    if (fault) return broken(Fault::malformed, fault.message(), line);
    return value;
}

Result<ChainHead> parse_first_line(const BackupLine& line) {
    PELF_TRY(value, parse_line(line));
    const auto format = text_field(value, "format");
    if (format && *format != kBackupFormat) {
        return broken(Fault::unsupported,
                      text("expected ", kBackupFormat, ", found ", format->substr(0, 100)), line);
    }
    const ChainHead head{count_field(value, "events").value_or(0),
                         text_field(value, "head").value_or("")};
    if (first_line(head) != line.text) {
        return broken(Fault::malformed, "expected a backup that `pelf case backup` wrote", line);
    }
    return head;
}

}  // namespace

Status write_backup(SqlDatabase& database,
                    const std::function<Status(std::string_view piece)>& sink) {
    PELF_TRY(head, read_head(database));
    PELF_TRY_DONE(sink(first_line(head) + "\n"));
    PELF_TRY(hashes, database.run("SELECT sha256 FROM case_documents", {}));
    std::set<std::string> sorted;
    for (const SqlRow& row : hashes) sorted.insert(text_of(row.front()));
    for (const std::string& sha256 : sorted) {
        const SqlRow values{sha256};
        PELF_TRY(rows, database.run("SELECT body FROM case_documents WHERE sha256 = $1", values));
        if (rows.size() != 1 || document_hash(text_of(rows.front().front())) != sha256) {
            return Unexpected(Error{Fault::malformed,
                                    text("the answer ", sha256,
                                         " was tampered with; a backup would hide it "
                                         "(`pelf case audit`)"),
                                    database.name()});
        }
        PELF_TRY_DONE(sink(document_line(text_of(rows.front().front())) + "\n"));
    }
    ChainHead written{0, std::string(kChainBegin)};
    PELF_TRY_DONE(for_each_event(database, [&](const CaseEvent& event) -> Status {
        if (event.seq != written.seq + 1 || chain_hash(written.hash, event) != event.hash) {
            return Unexpected(Error{Fault::malformed,
                                    text("the chain of events is broken at ", event.seq,
                                         "; a backup would hide it (`pelf case audit`)"),
                                    database.name()});
        }
        written = {event.seq, event.hash};
        return sink(event_text(event) + "\n");
    }));
    if (written == head) return Done{};
    return Unexpected(Error{Fault::malformed,
                            text("the chain ends at event ", written.seq, " and its head is ",
                                 head.seq, "; a backup would hide it (`pelf case audit`)"),
                            database.name()});
}

Status read_backup(std::string_view backup, const BackupReader& reader) {
    ChainHead head;
    ChainHead at{0, std::string(kChainBegin)};
    bool is_first = true;
    BackupLine line;
    while (line.offset_bytes < backup.size()) {
        const std::string_view rest = backup.substr(line.offset_bytes);
        const std::size_t end = rest.find('\n');
        line.text = rest.substr(0, end);
        if (end == std::string_view::npos) {
            return broken(Fault::truncated, "the last line has no end", line);
        }
        if (end > kLineBytesMax) return broken(Fault::over_limit, "the line is too long", line);
        if (is_first) {
            PELF_TRY(parsed, parse_first_line(line));
            head = std::move(parsed);
            is_first = false;
            PELF_TRY_DONE(reader.head(head));
        } else if (line.text.starts_with("{\"document\":")) {
            PELF_TRY(value, parse_line(line));
            const std::string body = text_field(value, "document").value_or("");
            if (at.seq > 0 || body.size() > kDocumentBytesMax || document_line(body) != line.text) {
                return broken(Fault::malformed, "expected an answer, before the first event", line);
            }
            PELF_TRY_DONE(reader.document(document_hash(body), body));
        } else {
            auto event = parse_event(line.text);
            if (!event) return broken(event.error().fault, event.error().message, line);
            if (event->seq != at.seq + 1) {
                return broken(Fault::malformed,
                              text("expected event ", at.seq + 1, ", found ", event->seq), line);
            }
            event->hash = chain_hash(at.hash, *event);
            at = {event->seq, event->hash};
            PELF_TRY_DONE(reader.event(*event));
        }
        line.offset_bytes += end + 1;
    }
    if (is_first) return broken(Fault::truncated, "it is empty", line);
    if (at.seq < head.seq) {
        return broken(Fault::truncated,
                      text("it breaks off after event ", at.seq, " of ", head.seq), line);
    }
    // Of no events at all the head is the chain's beginning.
    if (at == head) return Done{};
    return broken(Fault::malformed, "the chain does not end in the hash that the first line names",
                  line);
}

Status read_backup_into(SqlDatabase& database, std::string_view backup) {
    std::map<CaseNumber, Case> cases;
    std::set<std::string> documents;
    std::set<std::string> used;
    ChainHead last;
    BackupReader reader;
    reader.head = [&](const ChainHead& head) -> Status {
        last = head;
        return Done{};
    };
    reader.document = [&](const std::string& sha256, const std::string& body) -> Status {
        documents.insert(sha256);
        const SqlRow values{sha256, body};
        PELF_TRY_DONE(
            database.run("INSERT INTO case_documents (sha256, body) VALUES ($1, $2)", values));
        return Done{};
    };
    reader.event = [&](const CaseEvent& event) -> Status {
        PELF_TRY_DONE(apply(cases[event.number], event));
        if (std::string sha256 = document_of(event); !sha256.empty()) {
            used.insert(std::move(sha256));
        }
        return insert_event(database, event);
    };
    PELF_TRY_DONE(read_backup(backup, reader));
    if (documents != used) {
        return Unexpected(Error{Fault::malformed,
                                "the answers in the backup are not those that its events speak of",
                                "backup of cases"});
    }
    for (const auto& [number, one] : cases) {
        PELF_TRY_DONE(write_index(database, one));
        for (const Alert& alert : one.alerts) PELF_TRY_DONE(write_alert(database, one, alert));
    }
    return write_head(database, last);
}

}  // namespace pelf::casefile
