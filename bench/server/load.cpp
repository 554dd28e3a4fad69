// SPDX-License-Identifier: Apache-2.0
//
// Puts requests to a running `pelf serve` at a fixed rate and says how long they took. A request
// counts from the moment at which it was due, not from when a connection was free for it: else a
// server that stops for a second would be blamed for one request and not for the thousands behind.
//
//   load --port 8080 --names names.tsv [--rate 3000] [--seconds 30] [--connections 32]
//        [--mix match|mixed] [--reload-every 0] [--pid 0] [--from TXID:VOUT]
//
// `names.tsv` has a name, a tab and a schema (Person, Company, ...) a line. With --pid, the memory
// of that process is in each line. Exit status 1 if any answer was not 200.
#include <algorithm>
#include <array>
#include <boost/asio.hpp>
#include <boost/json.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using Clock = std::chrono::steady_clock;
constexpr auto kAwaitTuple = asio::as_tuple(asio::use_awaitable);

struct Options {
    std::map<std::string, std::string> values{
        {"port", "8080"},      {"names", ""},         {"rate", "3000"},
        {"seconds", "30"},     {"connections", "32"}, {"mix", "match"},
        {"reload-every", "0"}, {"pid", "0"},          {"from", ""}};
    std::uint64_t number(const std::string& name) const { return std::stoull(values.at(name)); }
};

/// Times in buckets a hundredth apart, so that a percentile of an hour takes no memory.
class Times {
public:
    void add(std::uint64_t time_us) {
        ++counts_[bucket_of(time_us)];
        ++count_;
        most_us_ = std::max(most_us_, time_us);
    }
    double percentile_ms(double share) const {
        auto left = static_cast<std::uint64_t>(share * static_cast<double>(count_));
        for (const auto& [bucket, count] : counts_) {
            if (count > left) return static_cast<double>(bucket) / 1e3;
            left -= count;
        }
        return static_cast<double>(most_us_) / 1e3;
    }
    std::uint64_t count() const { return count_; }
    double most_ms() const { return static_cast<double>(most_us_) / 1e3; }

private:
    static std::uint64_t bucket_of(std::uint64_t time_us) {
        std::uint64_t step = 1;
        while (time_us / step >= 1'000) step *= 10;
        return time_us / step * step + step;
    }
    std::map<std::uint64_t, std::uint64_t> counts_;
    std::uint64_t count_ = 0;
    std::uint64_t most_us_ = 0;
};

std::string request_text(std::string_view method, std::string_view target, std::string_view body) {
    std::string text =
        std::string(method) + " " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n";
    if (!body.empty()) {
        text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
                "\r\n";
    }
    return text + "\r\n" + std::string(body);
}

std::string quoted(const std::string& text) {
    return boost::json::serialize(boost::json::value(text));
}

/// Percent-encoded, for a query.
std::string encoded(const std::string& text) {
    std::string out;
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte | 32U) >= 'a' && (byte | 32U) <= 'z') {
            out += c;
        } else {
            out += '%';
            out += kDigits[byte >> 4U];
            out += kDigits[byte & 15U];
        }
    }
    return out;
}

/// Which requests there are, made beforehand.
class Requests {
public:
    Requests(const Options& options) : is_mixed_(options.values.at("mix") == "mixed") {
        std::ifstream file(options.values.at("names"));
        for (std::string line; std::getline(file, line);) {
            const std::size_t tab = line.find('\t');
            const std::string name = line.substr(0, tab);
            std::string schema = tab == line.npos ? "Person" : line.substr(tab + 1);
            schema = schema.substr(0, schema.find('\t'));
            matches_.push_back(request_text("POST", "/match/default",
                                            "{\"queries\":{\"q1\":{\"schema\":" + quoted(schema) +
                                                ",\"properties\":{\"name\":[" + quoted(name) +
                                                "]}}}}"));
            names_.push_back(
                request_text("POST", "/api/v1/screen/name", "{\"name\":" + quoted(name) + "}"));
            searches_.push_back(request_text("GET", "/search/default?q=" + encoded(name), ""));
            watchman_.push_back(
                request_text("GET", "/v2/search?limit=5&name=" + encoded(name), ""));
        }
        others_ = {
            request_text("GET", "/catalog", ""),
            request_text("GET", "/api/v1/status", ""),
            request_text("GET", "/api/v1/lists", ""),
            request_text("GET", "/", ""),
            request_text("GET", "/metrics", ""),
            request_text("GET", "/api/v1/screen/wallet/1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "")};
        if (const std::string& from = options.values.at("from"); !from.empty()) {
            trace_ = request_text(
                "POST", "/api/v1/trace/forward",
                "{\"from\":" + quoted(from) + ",\"policy\":\"fifo\",\"ends_from\":100000000}");
        }
    }

    bool empty() const { return matches_.empty(); }
    std::string_view next() {
        const std::size_t at = random_() % matches_.size();
        if (!is_mixed_) return matches_[at];
        const std::uint64_t kind = random_() % 1'000;
        if (kind < 800) return matches_[at];
        if (kind < 880) return names_[at];
        if (kind < 930) return searches_[at];
        if (kind < 960) return watchman_[at];
        if (kind < 998 || trace_.empty()) return others_[kind % others_.size()];
        return trace_;
    }

private:
    bool is_mixed_;
    std::mt19937_64 random_{1};
    std::vector<std::string> matches_;
    std::vector<std::string> names_;
    std::vector<std::string> searches_;
    std::vector<std::string> watchman_;
    std::vector<std::string> others_;
    std::string trace_;
};

struct State {
    Requests& requests;
    tcp::endpoint server;
    Clock::time_point begin = Clock::now();
    Clock::time_point end{};
    std::chrono::nanoseconds interval{};
    std::uint64_t due = 0;  ///< Requests whose moment was given to a connection.
    std::uint64_t errors = 0;
    std::uint64_t connects = 0;
    std::map<int, std::uint64_t> statuses{};
    Times times{};
    Times window{};  ///< Since the last line.
};

/// Reads one answer. 0: the connection broke.
asio::awaitable<int> read_answer(tcp::socket& socket, std::string& buffer) {
    std::size_t header = std::string::npos;
    std::array<char, 65'536> piece{};
    while ((header = buffer.find("\r\n\r\n")) == std::string::npos) {
        const auto [error, size] =
            co_await socket.async_read_some(asio::buffer(piece), kAwaitTuple);
        if (error) co_return 0;
        buffer.append(piece.data(), size);
    }
    const std::size_t field = buffer.find("Content-Length: ");
    if (field > header) co_return 0;
    const std::size_t size = header + 4 + std::stoull(buffer.substr(field + 16, 20));
    while (buffer.size() < size) {
        const auto [error, read] =
            co_await socket.async_read_some(asio::buffer(piece), kAwaitTuple);
        if (error) co_return 0;
        buffer.append(piece.data(), read);
    }
    const int status = std::stoi(buffer.substr(9, 3));
    buffer.erase(0, size);
    co_return status;
}

asio::awaitable<void> ask(State& state) {
    const auto executor = co_await asio::this_coro::executor;
    tcp::socket socket(executor);
    asio::steady_timer pause(executor);
    std::string buffer;
    while (true) {
        const Clock::time_point moment = state.begin + state.interval * state.due++;
        if (moment >= state.end) co_return;
        pause.expires_at(moment);
        co_await pause.async_wait(kAwaitTuple);
        if (!socket.is_open()) {
            ++state.connects;
            buffer.clear();
            const auto [error] = co_await socket.async_connect(state.server, kAwaitTuple);
            if (!error) socket.set_option(tcp::no_delay(true));
        }
        const std::string_view request = state.requests.next();
        const auto [error, size] = co_await asio::async_write(
            socket, asio::buffer(request.data(), request.size()), kAwaitTuple);
        const int status = error ? 0 : co_await read_answer(socket, buffer);
        ++state.statuses[status];
        if (status != 200) {
            ++state.errors;
            error_code ignored;
            if (status == 0) socket.close(ignored);
        }
        const auto time_us = static_cast<std::uint64_t>(
            std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - moment).count());
        state.times.add(time_us);
        state.window.add(time_us);
    }
}

asio::awaitable<void> reload(State& state, std::uint64_t every_s) {
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer pause(executor);
    while (Clock::now() < state.end) {
        pause.expires_after(std::chrono::seconds(every_s));
        co_await pause.async_wait(kAwaitTuple);
        tcp::socket socket(executor);
        std::string buffer;
        co_await socket.async_connect(state.server, kAwaitTuple);
        const std::string request = request_text("POST", "/api/v1/lists/reload", "");
        const auto [error, size] =
            co_await asio::async_write(socket, asio::buffer(request), kAwaitTuple);
        const int status = error ? 0 : co_await read_answer(socket, buffer);
        ++state.statuses[status];
        if (status != 200) ++state.errors;
    }
}

std::uint64_t resident_kib(std::uint64_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("VmRSS:")) return std::stoull(line.substr(6));
    }
    return 0;
}

void print_line(const char* what, const Times& times, const State& state, std::uint64_t pid) {
    const double elapsed_s =
        std::chrono::duration<double>(std::min(Clock::now(), state.end) - state.begin).count();
    std::printf(
        "%s %6.0f s  %9llu answers  p50 %7.2f  p90 %7.2f  p99 %7.2f  p99.9 %7.2f  max %8.2f "
        "ms  errors %llu  connects %llu  memory %llu KiB\n",
        what, elapsed_s, static_cast<unsigned long long>(times.count()), times.percentile_ms(0.5),
        times.percentile_ms(0.9), times.percentile_ms(0.99), times.percentile_ms(0.999),
        times.most_ms(), static_cast<unsigned long long>(state.errors),
        static_cast<unsigned long long>(state.connects),
        static_cast<unsigned long long>(resident_kib(pid)));
    std::fflush(stdout);
}

asio::awaitable<void> report(State& state, std::uint64_t pid) {
    asio::steady_timer pause(co_await asio::this_coro::executor);
    while (Clock::now() + std::chrono::seconds(60) < state.end) {
        pause.expires_after(std::chrono::seconds(60));
        co_await pause.async_wait(kAwaitTuple);
        print_line("minute", state.window, state, pid);
        state.window = Times();
    }
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string name = std::string(argv[i]).substr(2);
        if (!options.values.contains(name)) {
            std::fprintf(stderr, "load: no option %s\n", argv[i]);
            return 2;
        }
        options.values[name] = argv[i + 1];
    }
    Requests requests(options);
    if (requests.empty()) {
        std::fprintf(stderr, "load: no names in %s\n", options.values["names"].c_str());
        return 2;
    }
    asio::io_context context(1);
    State state{
        requests,
        {asio::ip::make_address("127.0.0.1"), static_cast<std::uint16_t>(options.number("port"))}};
    state.end = state.begin + std::chrono::seconds(options.number("seconds"));
    state.interval = std::chrono::nanoseconds(1'000'000'000 / options.number("rate"));
    for (std::uint64_t i = 0; i < options.number("connections"); ++i) {
        co_spawn(context, ask(state), asio::detached);
    }
    const std::uint64_t pid = options.number("pid");
    co_spawn(context, report(state, pid), asio::detached);
    if (const auto every_s = options.number("reload-every"); every_s > 0) {
        co_spawn(context, reload(state, every_s), asio::detached);
    }
    context.run();
    print_line("all   ", state.times, state, pid);
    const double elapsed_s = std::chrono::duration<double>(Clock::now() - state.begin).count();
    std::printf("rate %.0f a second;", static_cast<double>(state.times.count()) / elapsed_s);
    for (const auto& [status, count] : state.statuses) {
        std::printf(" status %d: %llu;", status, static_cast<unsigned long long>(count));
    }
    std::printf("\n");
    return state.errors > 0 ? 1 : 0;
}
