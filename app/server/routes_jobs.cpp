// SPDX-License-Identifier: Apache-2.0
//
// Long work: begun, watched, ended.
#include <sys/random.h>

#include <array>
#include <boost/json.hpp>

#include "base/date.hpp"
#include "base/text.hpp"
#include "server/backend.hpp"
#include "server/house_work.hpp"
#include "server/json_body.hpp"
#include "server/screen_answers.hpp"
#include "server/trace_answers.hpp"

namespace pelf::server {
namespace {

constexpr std::string_view kJobSchema = R"({
  "type": "object", "required": ["kind", "request"], "additionalProperties": false,
  "properties": {
    "kind": {"enum": ["trace", "screen", "rescreen", "update"]},
    "direction": {"enum": ["forward", "backward"], "description": "Of a trace"},
    "request": {"type": "object",
                "description": "As for /api/v1/trace/... or /api/v1/screen/batch; of a rescreen {full}, of an update {sources}, all if there are none"}
  }
})";

/// What a trace asks its clock counts as so many transactions (analyze/trace.hpp).
constexpr std::uint64_t kTransactionsAsked = 1'024;

/// Who has a job's id may see it, so that nobody must guess one.
Result<std::string> new_id() {
    std::array<unsigned char, 16> random{};
    if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size())) {
        return Unexpected(Error{Fault::io, "the machine has no random bytes"});
    }
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string id;
    for (const unsigned byte : random) {
        id += kDigits[byte >> 4U];
        id += kDigits[byte & 15U];
    }
    return id;
}

boost::json::object job_object(const Backend& backend, const Job& job) {
    boost::json::object object{
        {"id", job.id},
        {"kind", job.kind},
        {"state", to_string(job.state())},
        {"created", rfc3339(job.created_unix_s)},
        {"done", job.done.load()},
        {"all", job.all == 0 ? boost::json::value(nullptr) : boost::json::value(job.all.load())}};
    if (job.state() == JobState::failed) {
        const Response response = failure(backend, job.error());
        object["error"] = boost::json::parse(response.body).at("error");
    }
    return object;
}

std::string job_document(const Backend& backend, const Job& job) {
    return boost::json::serialize(job_object(backend, job)) + "\n";
}

Result<JobQueue::Work> trace_work(Backend& backend, const boost::json::object& request,
                                  const std::string& direction) {
    PELF_TRY(query, read_trace_query(request, direction == "backward"));
    return JobQueue::Work([&backend, query](Job& job) {
        return answer_trace(backend, query, [&job] {
            job.done += kTransactionsAsked;
            return job.is_cancelled.load();
        });
    });
}

Result<JobQueue::Work> screen_work(Backend& backend, const boost::json::object& request) {
    PELF_TRY(queries, read_batch(request));
    return JobQueue::Work([&backend, queries](Job& job) -> Result<std::string> {
        job.all = queries.size();
        return answer_batch(backend, queries, [&job] {
            ++job.done;
            return job.is_cancelled.load();
        });
    });
}

struct NewJob {
    std::string kind;
    JobQueue::Work work;
};

Status check_role(const Caller& caller, Role needed) {
    if (caller.role >= needed) return Done{};
    return Unexpected(Error{Fault::refused, text("needs the role ", to_string(needed))});
}

Result<NewJob> read_job(Backend& backend, const Call& call) {
    PELF_TRY(body, parse_body(call.request.body));
    PELF_TRY_DONE(check_members(body, {"kind", "direction", "request"}));
    PELF_TRY(kind, optional_text(body, "kind"));
    PELF_TRY(direction, text_member(body, "direction"));
    const auto* member = body.if_contains("request");
    if (member == nullptr || !member->is_object()) {
        return Unexpected(Error{Fault::malformed, "\"request\": expected an object"});
    }
    const boost::json::object& request = member->get_object();
    const std::string way = direction.value_or("forward");
    if (kind == "trace" && (way == "forward" || way == "backward")) {
        PELF_TRY(work, trace_work(backend, request, way));
        return NewJob{kind, std::move(work)};
    }
    if (kind == "screen" && !direction) {
        PELF_TRY(work, screen_work(backend, request));
        return NewJob{kind, std::move(work)};
    }
    if (kind == "rescreen" && !direction) {
        PELF_TRY_DONE(check_role(call.caller, kRescreenRole));
        PELF_TRY(work, rescreen_work(backend, request));
        return NewJob{kind, std::move(work)};
    }
    if (kind == "update" && !direction) {
        PELF_TRY_DONE(check_role(call.caller, kUpdateRole));
        PELF_TRY(work, update_work(backend, request));
        return NewJob{kind, std::move(work)};
    }
    return Unexpected(Error{Fault::malformed,
                            "\"kind\": expected trace with the direction forward or backward, or "
                            "screen, rescreen or update without one"});
}

Response begin(Backend& backend, const Call& call) {
    auto wanted = read_job(backend, call);
    if (!wanted) return failure(backend, wanted.error());
    const auto id = new_id();
    if (!id) return failure(backend, id.error());
    const auto job = backend.jobs.add(
        std::make_shared<Job>(*id, wanted->kind, call.caller.name, backend.clock()),
        std::move(wanted->work));
    if (!job) return error_response(503, "busy", job.error().message);
    return json_response(job_document(backend, **job), 202);
}

/// Somebody else's job is none.
std::shared_ptr<Job> find(const Backend& backend, const Call& call) {
    auto job = backend.jobs.find(call.values.front());
    const bool may =
        job != nullptr && (job->owner == call.caller.name || call.caller.role == Role::admin);
    return may ? job : nullptr;
}

Response no_job(const Backend& backend) {
    return failure(backend, {Fault::not_found, "there is no such job, or not any more"});
}

Response result(const Backend& backend, const Call& call) {
    const auto job = find(backend, call);
    if (job == nullptr) return no_job(backend);
    if (job->state() == JobState::failed) return failure(backend, job->error());
    const auto document = job->document();
    if (document == nullptr) {
        return failure(backend, {Fault::refused, text("the job is ", to_string(job->state()))});
    }
    return json_response(*document);
}

/// progress whenever it got on, then done, failed or cancelled.
class JobEvents final : public EventSource {
public:
    JobEvents(const Backend& backend, std::shared_ptr<Job> job)
        : backend_(backend), job_(std::move(job)) {}

    std::string take() override {
        const JobState state = job_->state();
        const std::uint64_t done = job_->done;
        if (state == said_state_ && done == said_done_ && has_said_) return {};
        has_said_ = true;
        said_state_ = state;
        said_done_ = done;
        is_over_ = state != JobState::waiting && state != JobState::running;
        return text("event: ", is_over_ ? to_string(state) : "progress",
                    "\ndata: ", boost::json::serialize(job_object(backend_, *job_)), "\n\n");
    }
    bool is_done() const override { return is_over_; }

private:
    const Backend& backend_;
    std::shared_ptr<Job> job_;
    bool has_said_ = false;
    bool is_over_ = false;
    JobState said_state_ = JobState::waiting;
    std::uint64_t said_done_ = 0;
};

Response events(const Backend& backend, const Call& call) {
    auto job = find(backend, call);
    if (job == nullptr) return no_job(backend);
    Response response;
    response.content_type = "text/event-stream";
    response.events = std::make_unique<JobEvents>(backend, std::move(job));
    return response;
}

Response list(const Backend& backend, const Call& call) {
    boost::json::array jobs;
    for (const auto& job : backend.jobs.all()) {
        if (job->owner != call.caller.name && call.caller.role != Role::admin) continue;
        jobs.push_back(job_object(backend, *job));
    }
    return json_response(boost::json::serialize(boost::json::object{{"jobs", jobs}}) + "\n");
}

}  // namespace

void add_job_routes(Router& router, Backend& backend) {
    constexpr std::string_view kGroup = "jobs";
    router.add({.method = Method::post,
                .pattern = "/api/v1/jobs",
                .answer = [&backend](const Call& call) { return begin(backend, call); },
                .text = {.summary = "Begins a trace or a batch that takes long",
                         .group = kGroup,
                         .body_schema = kJobSchema,
                         .success_status = 202},
                .body_bytes_max = kBatchBodyBytesMax});
    router.add({.pattern = "/api/v1/jobs",
                .answer = [&backend](const Call& call) { return list(backend, call); },
                .text = {.summary = "One's own jobs; all of them for admins", .group = kGroup}});
    router.add({.pattern = "/api/v1/jobs/{id}",
                .answer =
                    [&backend](const Call& call) {
                        const auto job = find(backend, call);
                        return job == nullptr ? no_job(backend)
                                              : json_response(job_document(backend, *job));
                    },
                .text = {.summary = "How far it is", .group = kGroup}});
    router.add({.pattern = "/api/v1/jobs/{id}/result",
                .answer = [&backend](const Call& call) { return result(backend, call); },
                .text = {.summary = "Its document, once it is done", .group = kGroup}});
    router.add({.pattern = "/api/v1/jobs/{id}/events",
                .answer = [&backend](const Call& call) { return events(backend, call); },
                .text = {.summary = "How it gets on, as server-sent events",
                         .group = kGroup,
                         .content_type = "text/event-stream"}});
    router.add({.method = Method::remove,
                .pattern = "/api/v1/jobs/{id}",
                .answer =
                    [&backend](const Call& call) {
                        const auto job = find(backend, call);
                        if (job == nullptr) return no_job(backend);
                        backend.jobs.cancel(*job);
                        return json_response(job_document(backend, *job));
                    },
                .text = {.summary = "Ends it", .group = kGroup}});
}

}  // namespace pelf::server
