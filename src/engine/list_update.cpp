// SPDX-License-Identifier: Apache-2.0
#include "engine/list_update.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "engine/list_sources.hpp"
#include "engine/list_update_state.hpp"
#include "ingest/lists/read_list.hpp"
#include "ingest/web/fetch.hpp"
#include "ingest/web/http_date.hpp"

namespace pelf::engine {
namespace {

constexpr unsigned kNotModified = 304;
constexpr std::size_t kSniffedBytes = 512;

Unexpected<Error> failed(Fault fault, std::string message, std::string source = {}) {
    return Unexpected(Error{fault, std::move(message), std::move(source), 0});
}

std::vector<std::byte> as_bytes(std::string_view text) {
    const auto* data = reinterpret_cast<const std::byte*>(text.data());
    return {data, data + text.size()};
}

/// "sdn.csv" of "https://host/downloads/sdn.csv?x=1".
std::string name_of(std::string_view url) {
    url = url.substr(0, url.find_first_of("?#"));
    return std::string(url.substr(url.rfind('/') + 1));
}

bool looks_like_html(const ingest::FetchAnswer& answer) {
    if (answer.content_type == "text/html" || answer.content_type == "application/xhtml+xml") {
        return true;
    }
    const std::string start =
        ascii_lower(trim(std::string_view(answer.body).substr(0, kSniffedBytes)));
    return start.find("<!doctype html") != std::string::npos ||
           start.find("<html") != std::string::npos;
}

/// A file that says itself where it ends: XML by its last tag, OFAC's CSV by its old end-of-file
/// letter. Whether that is the right tag is for the reader.
bool has_end_mark(std::string_view body) {
    const std::string_view end = trim(body);
    return end.ends_with('>') || end.ends_with('\x1A');
}

Status check_content(const ingest::FetchAnswer& answer) {
    if (answer.body.empty()) return failed(Fault::truncated, "the file is empty", answer.url);
    if (looks_like_html(answer)) {
        return failed(Fault::refused,
                      "the server sent a web page and not a list, with status 200: expected a "
                      "file, found HTML",
                      answer.url);
    }
    if (!answer.has_known_end && !has_end_mark(answer.body)) {
        return failed(
            Fault::truncated,
            "the answer ended with its connection, and nothing tells whether it was whole",
            answer.url);
    }
    return Done{};
}

/// One update at work.
class Update {
public:
    Update(const Home& home, const ListUpdateRequest& request, ListUpdateState& state)
        : home_(home), request_(request), state_(state) {}

    Result<ListUpdated> run() {
        PELF_TRY_DONE(choose_urls());
        PELF_TRY(store, open_lists(home_));
        PELF_TRY_DONE(recall(store));
        for (unsigned round = 0; round < kRoundsMax; ++round) {
            PELF_TRY(is_new, fetch_all());
            if (!is_new) return ListUpdated{request_.source, std::nullopt};
            PELF_TRY(is_one, is_one_publication());
            if (is_one) return keep(store);
            notice("the publisher changed the list while it was being fetched; beginning anew");
            known_.clear();
        }
        return failed(Fault::refused,
                      text("the list ", request_.source, " changed while it was being fetched, ",
                           kRoundsMax, " times"));
    }

private:
    void notice(const std::string& message) const {
        if (request_.notice) request_.notice(message);
    }

    Status choose_urls() {
        urls_ = request_.urls;
        if (urls_.empty()) {
            for (const FetchedFile& file : state_.files) urls_.push_back(file.url);
        }
        if (urls_.empty()) urls_ = published_urls(request_.source);
        if (!urls_.empty()) return Done{};
        return failed(Fault::not_found,
                      text("no address is known for ", request_.source, "; give one with --url"));
    }

    /// Validators are sent only for what is still here, byte for byte.
    Status recall(const screen::ListStore& store) {
        known_.clear();
        if (state_.files.size() != urls_.size()) return Done{};
        for (std::size_t i = 0; i < urls_.size(); ++i) {
            if (state_.files[i].url != urls_[i]) return Done{};
        }
        for (const screen::ListVersion& version : store.versions()) {
            if (version.source != request_.source || version.version != state_.version) continue;
            PELF_TRY(files, store.read_files(version));
            if (files.size() != urls_.size()) return Done{};
            for (screen::StoredFile& file : files) known_.push_back(std::move(file.bytes));
            return Done{};
        }
        return Done{};
    }

    Result<ingest::FetchAnswer> fetch(const FetchedFile& file) const {
        ingest::FetchRequest request;
        request.url = file.url;
        request.etag = file.etag;
        request.last_modified = file.last_modified;
        request.body_max_bytes = screen::kListFileBytesMax;
        request.stall_timeout_ms = request_.stall_timeout_ms;
        request.total_timeout_ms = request_.total_timeout_ms;
        request.ca_file = request_.ca_file;
        ingest::Retries retries;
        retries.attempts_max = request_.attempts_max;
        retries.first_wait_ms = request_.first_wait_ms;
        retries.wait = request_.wait;
        retries.failed = [&](const Error& error, std::uint32_t wait_ms) {
            notice(text(error.source, ": ", error.message, "; trying again in ", wait_ms, " ms"));
        };
        return ingest::fetch_with_retries(request, retries);
    }

    /// All files into contents_ and fetched_. False: nothing has changed.
    Result<bool> fetch_all() {
        contents_.clear();
        fetched_.clear();
        bool is_new = false;
        for (std::size_t i = 0; i < urls_.size(); ++i) {
            FetchedFile file{urls_[i], {}, {}};
            if (!known_.empty()) file = state_.files[i];
            PELF_TRY(answer, fetch(file));
            if (answer.status == kNotModified) {
                if (known_.empty()) {
                    return failed(Fault::refused,
                                  "the server says \"not modified\" and was not asked that",
                                  urls_[i]);
                }
                contents_.push_back({name_of(urls_[i]), known_[i]});
                fetched_.push_back(file);
                continue;
            }
            PELF_TRY_DONE(check_content(answer));
            is_new = true;
            contents_.push_back({name_of(urls_[i]), as_bytes(answer.body)});
            fetched_.push_back({urls_[i], answer.etag, answer.last_modified});
        }
        return is_new;
    }

    /// Asks for all but the last again: what was fetched first may have changed since.
    Result<bool> is_one_publication() const {
        for (std::size_t i = 0; i + 1 < fetched_.size(); ++i) {
            PELF_TRY(answer, fetch(fetched_[i]));
            if (answer.status == kNotModified) continue;
            if (answer.body != as_text(contents_[i].bytes)) return false;
        }
        return true;
    }

    /// The day on which the publisher says that it was made; without one that of the newest file.
    std::optional<Date> publication_day(const ingest::ListReading& reading) const {
        if (reading.stated_publication) return reading.stated_publication;
        std::optional<Date> latest;
        for (const FetchedFile& file : fetched_) {
            const auto moment = ingest::parse_http_date(file.last_modified);
            const auto day = moment ? parse_date(rfc3339(*moment).substr(0, 10)) : std::nullopt;
            if (day && (!latest || *day > *latest)) latest = day;
        }
        return latest;
    }

    Status check_days(Date day, const screen::ListVersion* last) const {
        // Publishers are up to half a day ahead of UTC.
        if (days_since_epoch(day) > days_since_epoch(request_.today) + 1) {
            return failed(Fault::refused,
                          text("the list ", request_.source, " says that it was published on ",
                               to_string(day), ", which is still to come"));
        }
        if (last != nullptr && day < last->published) {
            return failed(Fault::refused,
                          text("the list ", request_.source, " is of ", to_string(day),
                               ", older than the one of ", to_string(last->published),
                               " that is here: an old copy was sent"));
        }
        return Done{};
    }

    Status check_losses(const ingest::ListReading& reading, const screen::ListVersion* last) const {
        std::uint64_t rejected = 0;
        for (const ingest::Report& report : reading.reports) rejected += report.rejected_count();
        constexpr std::uint64_t kPercent = 100;
        const std::uint64_t usual = last != nullptr ? last->losses : 0;
        if (request_.allow_shrink || rejected <= usual ||
            rejected * kPercent <= reading.parties.size() * kRejectedPercentMax) {
            return Done{};
        }
        return failed(
            Fault::malformed,
            text("of the list ", request_.source, " ", rejected, " records cannot be read beside ",
                 reading.parties.size(), " that can; has its format changed?"));
    }

    Result<ListUpdated> keep(const screen::ListStore& store) {
        std::vector<ingest::ListFile> inputs;
        for (const ListContent& content : contents_) {
            inputs.push_back({content.name, as_text(content.bytes)});
        }
        PELF_TRY(reading, ingest::read_list(request_.source, inputs));
        const screen::ListVersion* last = nullptr;
        for (const screen::ListVersion& version : store.versions()) {
            if (version.source == request_.source) last = &version;
        }
        const auto day = publication_day(reading);
        if (day) PELF_TRY_DONE(check_days(*day, last));
        PELF_TRY_DONE(check_losses(reading, last));
        ListImport import;
        import.source = request_.source;
        import.published = day;
        import.today = request_.today;
        import.learned_unix_s = request_.now_unix_s;
        import.allow_shrink = request_.allow_shrink;
        PELF_TRY(imported, import_contents(home_, import, contents_));
        state_.files = fetched_;
        state_.version = imported.version.version;
        return ListUpdated{request_.source, std::move(imported)};
    }

    const Home& home_;
    const ListUpdateRequest& request_;
    ListUpdateState& state_;
    std::vector<std::string> urls_;
    std::vector<std::vector<std::byte>> known_;  ///< Of the version of state_; empty: none.
    std::vector<ListContent> contents_;
    std::vector<FetchedFile> fetched_;
};

}  // namespace

Result<ListUpdated> update_list(const Home& home, const ListUpdateRequest& request) {
    if (!screen::is_source_name(request.source)) {
        return failed(Fault::refused, text("expected the name of a list, found ", request.source));
    }
    ListUpdateState state = read_update_state(home, request.source);
    auto updated = Update(home, request, state).run();
    state.last_attempt_unix_s = request.now_unix_s;
    if (updated) {
        state.last_success_unix_s = request.now_unix_s;
        state.last_failure.clear();
    } else {
        const Error& error = updated.error();
        state.last_failure =
            error.source.empty() ? error.message : text(error.source, ": ", error.message);
    }
    PELF_TRY_DONE(write_update_state(home, state));
    return updated;
}

Result<std::vector<std::string>> updatable_sources(const Home& home) {
    PELF_TRY(store, open_lists(home));
    std::vector<std::string> sources;
    for (const screen::ListVersion& version : store.versions()) {
        if (!sources.empty() && sources.back() == version.source) continue;
        const bool is_known = !published_urls(version.source).empty() ||
                              !read_update_state(home, version.source).files.empty();
        if (is_known) sources.push_back(version.source);
    }
    return sources;
}

}  // namespace pelf::engine
