// SPDX-License-Identifier: Apache-2.0
//
// A real PostgreSQL server for a test: its own data in a temporary folder, a Unix socket there and
// no port. Ends with the test, also if the test is killed.
#pragma once

#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace pelf::test {

class PostgresServer {
public:
    /// Null where there is no server to start, with `why_not` saying so.
    static std::unique_ptr<PostgresServer> start(std::string& why_not) {
        const std::filesystem::path programs = find_programs();
        if (programs.empty()) {
            why_not = "no PostgreSQL server is installed (postgresql-15)";
            return nullptr;
        }
        std::unique_ptr<PostgresServer> server(new PostgresServer(programs));
        why_not = server->begin();
        if (!why_not.empty()) return nullptr;
        return server;
    }

    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;
    ~PostgresServer() {
        if (process_ > 0) {
            ::kill(process_, SIGQUIT);
            ::waitpid(process_, nullptr, 0);
        }
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    std::string url() const { return "host=" + folder_.string() + " user=pelf dbname=postgres"; }

private:
    explicit PostgresServer(std::filesystem::path programs) : programs_(std::move(programs)) {}

    static std::filesystem::path find_programs() {
        for (const char* version : {"17", "16", "15"}) {
            std::filesystem::path folder =
                std::filesystem::path("/usr/lib/postgresql") / version / "bin";
            if (std::filesystem::exists(folder / "postgres")) return folder;
        }
        return {};
    }

    /// Empty, or what went wrong.
    std::string begin() {
        // Short, since the path of a socket has at most 107 bytes.
        char pattern[] = "/tmp/pelf-pg-XXXXXX";
        if (::mkdtemp(pattern) == nullptr) return "no temporary folder could be made";
        folder_ = pattern;
        // The server refuses to run as root.
        if (::geteuid() == 0) {
            user_ = ::getpwnam("postgres");
            if (user_ == nullptr) user_ = ::getpwnam("nobody");
            if (user_ == nullptr) return "neither a user postgres nor nobody to run it as";
            if (::chown(pattern, user_->pw_uid, user_->pw_gid) != 0) return "chown failed";
        }
        const std::string data = (folder_ / "data").string();
        const int made = wait_for(spawn({"initdb", "-D", data, "-U", "pelf", "-A", "trust", "-E",
                                         "UTF8", "--no-locale", "--no-sync"}));
        if (made != 0) return "initdb failed: " + (folder_ / "log").string();
        process_ = spawn({"postgres", "-D", data, "-k", folder_.string(), "-c",
                          "listen_addresses=", "-c", "fsync=off", "-c", "shared_buffers=16MB"});
        for (int i = 0; i < 1'000; ++i) {
            if (wait_for(spawn({"pg_isready", "-q", "-h", folder_.string()})) == 0) return {};
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        return "the server did not come up";
    }

    pid_t spawn(const std::vector<std::string>& words) {
        const std::string program = (programs_ / words.front()).string();
        const std::string log = (folder_ / "log").string();
        std::vector<char*> arguments;
        for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
        arguments.push_back(nullptr);
        const pid_t child = ::fork();
        if (child != 0) return child;
        if (user_ != nullptr) {
            if (::setgroups(0, nullptr) != 0 || ::setgid(user_->pw_gid) != 0 ||
                ::setuid(user_->pw_uid) != 0) {
                ::_exit(126);
            }
        }
        ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
        if (::chdir("/") != 0 || std::freopen(log.c_str(), "a", stdout) == nullptr ||
            std::freopen(log.c_str(), "a", stderr) == nullptr) {
            ::_exit(126);
        }
        ::execv(program.c_str(), arguments.data());
        ::_exit(127);
    }

    static int wait_for(pid_t child) {
        int status = -1;
        ::waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    std::filesystem::path programs_;
    std::filesystem::path folder_;
    const passwd* user_ = nullptr;
    pid_t process_ = -1;
};

}  // namespace pelf::test
