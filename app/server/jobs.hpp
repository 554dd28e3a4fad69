// SPDX-License-Identifier: Apache-2.0
//
// Work that takes longer than anybody waits for an answer: done one after another on threads of
// their own, watched and ended from outside.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/result.hpp"

namespace pelf::server {

inline constexpr std::size_t kJobsWaitingMax = 32;
/// Ended ones that are kept for those who ask: the oldest goes when another ends.
inline constexpr std::size_t kJobsKeptMax = 64;
inline constexpr std::size_t kJobResultsBytesMax = std::size_t{256} << 20;

enum class JobState : std::uint8_t { waiting, running, done, failed, cancelled };

constexpr std::string_view to_string(JobState state) noexcept {
    constexpr std::string_view kNames[] = {"waiting", "running", "done", "failed", "cancelled"};
    return kNames[static_cast<std::size_t>(state)];
}

/// Seen by its worker, by those who ask, and by the stream of its events.
class Job {
public:
    /// Nobody can guess `name`.
    Job(std::string name, std::string what, std::string whose, std::int64_t now_unix_s)
        : id(std::move(name)),
          kind(std::move(what)),
          owner(std::move(whose)),
          created_unix_s(now_unix_s) {}

    const std::string id;
    const std::string kind;
    const std::string owner;  ///< Whose key it was asked with.
    const std::int64_t created_unix_s;
    std::atomic<std::uint64_t> done{0};  ///< Questions answered, transactions visited.
    std::atomic<std::uint64_t> all{0};   ///< 0: nobody knows beforehand.
    std::atomic<bool> is_cancelled{false};

    JobState state() const;
    bool has_ended() const;
    /// Of a job that is done; else empty. Shared: it may be dropped while it is sent.
    std::shared_ptr<const std::string> document() const;
    Error error() const;  ///< Of a job that failed.

private:
    friend class JobQueue;

    mutable std::mutex mutex_;
    JobState state_ = JobState::waiting;
    std::shared_ptr<const std::string> document_;
    Error error_;
};

class JobQueue {
public:
    using Work = std::function<Result<std::string>(Job&)>;

    explicit JobQueue(unsigned threads_count);
    JobQueue(const JobQueue&) = delete;
    JobQueue& operator=(const JobQueue&) = delete;
    /// Cancels what is under way and waits for it.
    ~JobQueue();

    /// Fails with over_limit where too many wait already.
    Result<std::shared_ptr<Job>> add(std::shared_ptr<Job> job, Work work);
    /// Null if there is none, or if it ended so long ago that it is no longer kept.
    std::shared_ptr<Job> find(std::string_view id) const;
    std::vector<std::shared_ptr<Job>> all() const;
    /// Takes it off the queue, or tells it to end.
    void cancel(Job& job);
    /// All of them.
    void stop();

private:
    struct Waiting {
        std::shared_ptr<Job> job;
        Work work;
    };
    void run();
    void finish(Job& job, Result<std::string> result);
    void drop_old();

    mutable std::mutex mutex_;
    std::condition_variable woken_;
    std::deque<std::shared_ptr<Job>> jobs_;  ///< The oldest first.
    std::deque<Waiting> waiting_;
    bool is_stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace pelf::server
