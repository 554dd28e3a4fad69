// SPDX-License-Identifier: Apache-2.0
#include "server/jobs.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "base/text.hpp"

namespace pelf::server {

JobState Job::state() const {
    const std::lock_guard guard(mutex_);
    return state_;
}

bool Job::has_ended() const {
    const JobState now = state();
    return now != JobState::waiting && now != JobState::running;
}

std::shared_ptr<const std::string> Job::document() const {
    const std::lock_guard guard(mutex_);
    return document_;
}

Error Job::error() const {
    const std::lock_guard guard(mutex_);
    return error_;
}

JobQueue::JobQueue(unsigned threads_count) {
    for (unsigned i = 0; i < std::max(threads_count, 1U); ++i) {
        threads_.emplace_back([this] { run(); });
    }
}

JobQueue::~JobQueue() {
    stop();
    for (std::thread& thread : threads_) thread.join();
}

void JobQueue::stop() {
    const std::lock_guard guard(mutex_);
    is_stopping_ = true;
    for (const auto& job : jobs_) job->is_cancelled = true;
    woken_.notify_all();
}

Result<std::shared_ptr<Job>> JobQueue::add(std::shared_ptr<Job> job, Work work) {
    const std::lock_guard guard(mutex_);
    if (waiting_.size() >= kJobsWaitingMax || is_stopping_) {
        return Unexpected(
            Error{Fault::over_limit, text("more than ", kJobsWaitingMax, " jobs are waiting")});
    }
    jobs_.push_back(job);
    waiting_.push_back({job, std::move(work)});
    woken_.notify_one();
    return job;
}

std::shared_ptr<Job> JobQueue::find(std::string_view id) const {
    const std::lock_guard guard(mutex_);
    const auto found = std::ranges::find(jobs_, id, [](const auto& job) { return job->id; });
    return found == jobs_.end() ? nullptr : *found;
}

std::vector<std::shared_ptr<Job>> JobQueue::all() const {
    const std::lock_guard guard(mutex_);
    return {jobs_.begin(), jobs_.end()};
}

void JobQueue::cancel(Job& job) {
    job.is_cancelled = true;
    const std::lock_guard guard(mutex_);
    const auto queued =
        std::ranges::find(waiting_, &job, [](const Waiting& one) { return one.job.get(); });
    if (queued == waiting_.end()) return;  // Its worker looks at is_cancelled.
    const std::lock_guard of_job(job.mutex_);
    job.state_ = JobState::cancelled;
    waiting_.erase(queued);
}

void JobQueue::run() {
    while (true) {
        Waiting next;
        {
            std::unique_lock guard(mutex_);
            woken_.wait(guard, [this] { return is_stopping_ || !waiting_.empty(); });
            if (is_stopping_) return;
            next = std::move(waiting_.front());
            waiting_.pop_front();
            const std::lock_guard of_job(next.job->mutex_);
            next.job->state_ = JobState::running;
        }
        try {
            finish(*next.job, next.work(*next.job));
        } catch (const std::exception& fault) {
            finish(*next.job, Unexpected(Error{Fault::io, "a fault of ours"}));
        }
    }
}

void JobQueue::finish(Job& job, Result<std::string> result) {
    {
        const std::lock_guard of_job(job.mutex_);
        if (job.is_cancelled) {
            job.state_ = JobState::cancelled;
        } else if (result) {
            job.document_ = std::make_shared<const std::string>(std::move(*result));
            job.state_ = JobState::done;
        } else {
            job.error_ = std::move(result).error();
            job.state_ = JobState::failed;
        }
    }
    const std::lock_guard guard(mutex_);
    drop_old();
}

/// The oldest that have ended, until few enough with small enough results are left.
void JobQueue::drop_old() {
    std::size_t ended = 0;
    std::size_t bytes = 0;
    for (const auto& job : jobs_) {
        if (!job->has_ended()) continue;
        ++ended;
        if (const auto document = job->document()) bytes += document->size();
    }
    for (auto job = jobs_.begin(); job != jobs_.end();) {
        if (ended <= kJobsKeptMax && (bytes <= kJobResultsBytesMax || ended <= 1)) return;
        if (!(*job)->has_ended()) {
            ++job;
            continue;
        }
        --ended;
        if (const auto document = (*job)->document()) bytes -= document->size();
        job = jobs_.erase(job);
    }
}

}  // namespace pelf::server
