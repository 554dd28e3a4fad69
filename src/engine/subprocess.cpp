// SPDX-License-Identifier: Apache-2.0
#include "engine/subprocess.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <system_error>
#include <utility>

#include "base/text.hpp"

namespace pelf::engine {
namespace {

Error io_error(std::string_view what, int code) {
    return {Fault::io, text(what, ": ", std::system_category().message(code))};
}

/// Closes itself.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) noexcept : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }

    int number() const noexcept { return number_; }
    bool is_open() const noexcept { return number_ >= 0; }
    void close() noexcept {
        if (is_open()) ::close(std::exchange(number_, -1));
    }

private:
    int number_ = -1;
};

/// Our side and the program's side of one of its three channels.
struct Channel {
    Descriptor ours;
    Descriptor theirs;

    /// A socket and not a pipe: writing to a program that has ended must be an error and not a
    /// signal to the whole process.
    static Result<Channel> open() {
        std::array<int, 2> ends{};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
            return Unexpected(io_error("cannot make a channel to a program", errno));
        }
        return Channel{Descriptor(ends[0]), Descriptor(ends[1])};
    }
};

/// Counts down without looking at a clock: a descriptor that becomes readable.
Result<Descriptor> start_timer(std::uint32_t timeout_ms) {
    Descriptor timer(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC));
    itimerspec due{};
    due.it_value.tv_sec = timeout_ms / 1000;
    due.it_value.tv_nsec = static_cast<long>(timeout_ms % 1000) * 1'000'000 + 1;
    if (!timer.is_open() || ::timerfd_settime(timer.number(), 0, &due, nullptr) != 0) {
        return Unexpected(io_error("cannot set a timer", errno));
    }
    return timer;
}

class Run {
public:
    Run(const Program& program, std::string_view input) noexcept
        : program_(program), input_(input) {}

    Result<std::string> run() {
        PELF_TRY(timer, start_timer(program_.timeout_ms));
        timer_ = std::move(timer);
        PELF_TRY_DONE(start());
        const Status talked = talk();
        if (!talked) ::kill(process_, SIGKILL);
        const int status = wait();
        if (!talked) return Unexpected(Error(talked.error()));
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
            const std::string_view line =
                std::string_view(complaint_).substr(0, complaint_.find('\n'));
            return Unexpected(Error{Fault::io, text(program_.name, " failed: ", line)});
        }
        return std::move(output_);
    }

private:
    Status start() {
        PELF_TRY(in, Channel::open());
        PELF_TRY(out, Channel::open());
        PELF_TRY(err, Channel::open());
        const int fault = spawn({in.theirs.number(), out.theirs.number(), err.theirs.number()});
        if (fault == ENOENT) {
            return Unexpected(
                Error{Fault::not_found, text("no program is called ", program_.name)});
        }
        if (fault != 0) return Unexpected(io_error(text("cannot start ", program_.name), fault));
        in_ = std::move(in.ours);
        out_ = std::move(out.ours);
        err_ = std::move(err.ours);
        return Done{};
    }

    /// Returns 0 or an error number.
    int spawn(const std::array<int, 3>& channels) {
        std::vector<std::string> words{program_.name};
        words.insert(words.end(), program_.arguments.begin(), program_.arguments.end());
        std::vector<char*> arguments;
        for (std::string& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        std::string locale = "LC_ALL=C";
        std::array<char*, 2> environment{locale.data(), nullptr};
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        for (int number = 0; number < 3; ++number) {
            ::posix_spawn_file_actions_adddup2(&actions, channels[static_cast<std::size_t>(number)],
                                               number);
        }
        const int fault = ::posix_spawnp(&process_, program_.name.c_str(), &actions, nullptr,
                                         arguments.data(), environment.data());
        ::posix_spawn_file_actions_destroy(&actions);
        return fault;
    }

    /// Writes and reads until the program has closed both of its outputs.
    Status talk() {
        while (out_.is_open() || err_.is_open()) {
            if (input_.empty()) in_.close();
            std::array<pollfd, 4> waits{{{timer_.number(), POLLIN, 0},
                                         {in_.number(), POLLOUT, 0},
                                         {out_.number(), POLLIN, 0},
                                         {err_.number(), POLLIN, 0}}};
            if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR) {
                return Unexpected(io_error("cannot wait for a program", errno));
            }
            if (waits[0].revents != 0) {
                return Unexpected(
                    Error{Fault::over_limit,
                          text(program_.name, " did not end within ", program_.timeout_ms, " ms")});
            }
            if (waits[1].revents != 0) write_some();
            if (waits[2].revents != 0) read_some(out_, output_, program_.output_max_bytes + 1);
            if (waits[3].revents != 0) read_some(err_, complaint_, kComplaintMaxBytes);
            if (output_.size() > program_.output_max_bytes) {
                return Unexpected(
                    Error{Fault::over_limit, text(program_.name, " writes more than ",
                                                  program_.output_max_bytes, " bytes")});
            }
        }
        return Done{};
    }

    void write_some() {
        const ssize_t size =
            ::send(in_.number(), input_.data(), input_.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (size >= 0) {
            input_.remove_prefix(static_cast<std::size_t>(size));
        } else if (errno != EAGAIN && errno != EINTR) {
            input_ = {};  // It does not want to read on: what it has to say is in its output.
        }
    }

    /// Keeps what fits into the limit and throws away the rest.
    static void read_some(Descriptor& from, std::string& into, std::uint64_t size_max_bytes) {
        std::array<char, 65536> buffer{};
        const ssize_t size = ::recv(from.number(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (size > 0) {
            const std::uint64_t room_bytes = size_max_bytes - into.size();
            into.append(buffer.data(), std::min(static_cast<std::uint64_t>(size), room_bytes));
        } else if (size == 0 || (errno != EAGAIN && errno != EINTR)) {
            from.close();
        }
    }

    int wait() const noexcept {
        int status = -1;
        while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
        }
        return status;
    }

    static constexpr std::uint64_t kComplaintMaxBytes = 4096;

    const Program& program_;
    std::string_view input_;  ///< Not yet written.
    pid_t process_ = -1;
    Descriptor timer_;
    Descriptor in_;
    Descriptor out_;
    Descriptor err_;
    std::string output_;
    std::string complaint_;
};

}  // namespace

Result<std::string> run(const Program& program, std::string_view input) {
    return Run(program, input).run();
}

}  // namespace pelf::engine
