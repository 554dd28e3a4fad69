// SPDX-License-Identifier: Apache-2.0
#include "ingest/web/polite_client.hpp"

#include <algorithm>
#include <limits>

#include "base/text.hpp"
#include "ingest/ledgers/http_client.hpp"
#include "ingest/web/url.hpp"

namespace pelf::ingest {
namespace {

constexpr unsigned kStatusOk = 200;
constexpr unsigned kStatusNotFound = 404;
constexpr unsigned kStatusTooMany = 429;
constexpr unsigned kStatusServerFaults = 500;
constexpr std::uint32_t kMsPerSecond = 1'000;

std::uint32_t in_ms(std::uint32_t seconds) noexcept {
    constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max();
    return seconds > kMost / kMsPerSecond ? kMost : seconds * kMsPerSecond;
}

}  // namespace

Result<PoliteClient> PoliteClient::open(PoliteOptions options) {
    while (options.url.ends_with('/')) options.url.pop_back();
    PELF_TRY_DONE(parse_url(options.url));
    return PoliteClient(std::move(options));
}

void PoliteClient::pause(std::uint32_t wait_ms) const {
    if (options_.wait && wait_ms > 0) options_.wait(wait_ms);
}

Result<std::string> PoliteClient::get(const std::string& target, std::uint64_t body_max_bytes) {
    FetchRequest request;
    request.url = options_.url + target;
    request.body_max_bytes = body_max_bytes;
    return ask(std::move(request), {});
}

Result<std::string> PoliteClient::post(std::string json_body, std::uint64_t body_max_bytes,
                                       const Judge& judge) {
    FetchRequest request;
    request.url = options_.url;
    request.body_max_bytes = body_max_bytes;
    request.json_body = std::move(json_body);
    auto answer = ask(std::move(request), judge);
    if (answer) return answer;
    Error error = std::move(answer).error();
    error.source = shown_url(options_.url);  // A provider's key is in the address.
    return Unexpected(std::move(error));
}

Result<std::string> PoliteClient::ask_once(const FetchRequest& request, const Judge& judge,
                                           std::uint32_t& asked_ms) {
    auto answer = client_.ask(request);
    if (!answer) return Unexpected(std::move(answer).error());
    if (answer->status == kStatusOk) {
        if (judge) {
            auto judged = judge(answer->body);
            if (!judged) {
                Error error = std::move(judged).error();
                error.source = request.url;
                return Unexpected(std::move(error));
            }
        }
        return std::move(answer->body);
    }
    Error error;
    error.source = request.url;
    const auto said = what_it_says(answer->body);
    if (answer->status != kStatusTooMany && answer->status < kStatusServerFaults) {
        error.fault = answer->status == kStatusNotFound ? Fault::not_found : Fault::refused;
        error.message = text("expected status 200, found ", answer->status, said);
        return Unexpected(std::move(error));
    }
    error.fault = Fault::io;
    error.message = text("the source cannot answer now, with status ", answer->status, said);
    asked_ms = in_ms(answer->retry_after_s.value_or(0));
    return Unexpected(std::move(error));
}

Result<std::string> PoliteClient::ask(FetchRequest request, const Judge& judge) {
    request.stall_timeout_ms = options_.stall_timeout_ms;
    request.ca_file = options_.ca_file;
    std::uint32_t wait_ms = options_.first_wait_ms;
    for (unsigned attempt = 1;; ++attempt, wait_ms *= 2) {
        if (requests_count_ > 0) pause(options_.pause_ms);
        ++requests_count_;
        std::uint32_t asked_ms = 0;
        auto answer = ask_once(request, judge, asked_ms);
        if (answer) return answer;
        Error error = std::move(answer).error();
        if (error.fault != Fault::io && error.fault != Fault::truncated) {
            return Unexpected(std::move(error));
        }
        if (asked_ms > options_.wait_max_ms) {
            error.message += text("; it asks to be left alone for ", asked_ms / kMsPerSecond, " s");
            return Unexpected(std::move(error));
        }
        if (attempt >= options_.attempts_max) {
            error.message += text("; asked ", attempt, " times");
            return Unexpected(std::move(error));
        }
        const std::uint32_t next_ms = std::max(wait_ms, asked_ms);
        if (options_.failed) options_.failed(error, next_ms);
        pause(next_ms);
    }
}

}  // namespace pelf::ingest
