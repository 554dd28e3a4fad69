// SPDX-License-Identifier: Apache-2.0
#include "server/jobs.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "base/text.hpp"

namespace pelf::server {
namespace {

std::shared_ptr<Job> new_job(const std::string& id) {
    return std::make_shared<Job>(id, "test", "somebody", 0);
}

void wait_for_end(const Job& job) {
    while (!job.has_ended()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

/// Works until it is told to end.
Result<std::string> work_on(Job& job) {
    while (!job.is_cancelled) {
        ++job.done;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return std::string("half");
}

TEST(Jobs, GiveTheirDocumentOrTheirError) {
    JobQueue queue(1);
    const auto good = queue.add(new_job("a"), [](Job&) { return std::string("document"); });
    const auto bad = queue.add(new_job("b"), [](Job&) -> Result<std::string> {
        return Unexpected(Error{Fault::not_found, "no"});
    });
    ASSERT_TRUE(good && bad);
    wait_for_end(**good);
    wait_for_end(**bad);
    EXPECT_EQ((*good)->state(), JobState::done);
    EXPECT_EQ(*(*good)->document(), "document");
    EXPECT_EQ((*bad)->state(), JobState::failed);
    EXPECT_EQ((*bad)->error().message, "no");
    EXPECT_EQ(queue.find("a"), *good);
    EXPECT_EQ(queue.find("c"), nullptr);
}

TEST(Jobs, EndWhenTheyAreTold) {
    JobQueue queue(1);
    const auto running = queue.add(new_job("a"), work_on);
    const auto waiting = queue.add(new_job("b"), work_on);
    while ((*running)->done == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    queue.cancel(**waiting);
    EXPECT_EQ((*waiting)->state(), JobState::cancelled);
    queue.cancel(**running);
    wait_for_end(**running);
    EXPECT_EQ((*running)->state(), JobState::cancelled);
    EXPECT_EQ((*running)->document(), nullptr);
}

TEST(Jobs, AreRefusedWhereTooManyWait) {
    JobQueue queue(1);
    ASSERT_TRUE(queue.add(new_job("first"), work_on));
    while (queue.find("first")->state() == JobState::waiting) std::this_thread::yield();
    for (std::size_t i = 0; i < kJobsWaitingMax; ++i) {
        EXPECT_TRUE(queue.add(new_job(text("job", i)), work_on));
    }
    EXPECT_FALSE(queue.add(new_job("one more"), work_on));
}  // The queue's end cancels all of them.

TEST(Jobs, TheOldestEndedIsForgotten) {
    JobQueue queue(1);
    std::shared_ptr<Job> last;
    for (std::size_t i = 0; i < kJobsKeptMax + 5; ++i) {
        last = *queue.add(new_job(text("job", i)), [](Job&) { return std::string("x"); });
        wait_for_end(*last);
    }
    // The count is put right just after a job's end is seen.
    while (queue.all().size() > kJobsKeptMax) std::this_thread::yield();
    EXPECT_EQ(queue.find("job0"), nullptr);
    EXPECT_EQ(queue.find(last->id), last);
}

}  // namespace
}  // namespace pelf::server
