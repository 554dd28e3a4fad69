// SPDX-License-Identifier: Apache-2.0
#include "server/serve.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/text.hpp"
#include "server/backend.hpp"
#include "server/service.hpp"

namespace pelf::server {
namespace {

constexpr auto kLookInterval = std::chrono::seconds(2);

bool is_loopback(std::string_view address) {
    return address == "::1" || address.starts_with("127.");
}

void reload(Backend& backend, const ServeOptions& options) {
    const Status read = reload_lists(backend);
    if (read || !options.log) return;
    options.log(text("{\"time\":\"", rfc3339(options.clock()),
                     "\",\"event\":\"lists not reloaded; those before stay in force\"}\n"));
}

/// Looks now and then whether another day has come, for which other lists may be in force, and
/// whether the keys have changed: a key that was taken away must soon open nothing.
class Housekeeping {
public:
    Housekeeping(Backend& backend, const ServeOptions& options)
        : backend_(backend), options_(options), thread_([this] { run(); }) {}
    Housekeeping(const Housekeeping&) = delete;
    Housekeeping& operator=(const Housekeeping&) = delete;
    ~Housekeeping() {
        {
            const std::lock_guard guard(mutex_);
            is_over_ = true;
        }
        over_.notify_all();
        thread_.join();
    }

private:
    void run() {
        std::unique_lock guard(mutex_);
        while (!over_.wait_for(guard, kLookInterval, [this] { return is_over_; })) {
            guard.unlock();
            if (backend_.lists.is_of_another_day()) reload(backend_, options_);
            look_at_keys();
            guard.lock();
        }
    }

    void look_at_keys() {
        if (options_.keys_file.empty()) return;
        std::error_code error;
        const auto changed = std::filesystem::last_write_time(options_.keys_file, error);
        if (error || changed == keys_changed_) return;
        // A file that cannot be read now is tried again at the next look.
        if (backend_.keys.load(options_.keys_file)) keys_changed_ = changed;
    }

    Backend& backend_;
    const ServeOptions& options_;
    std::filesystem::file_time_type keys_changed_{};
    std::mutex mutex_;
    std::condition_variable over_;
    bool is_over_ = false;
    std::thread thread_;  ///< Last: it uses the others.
};

}  // namespace

Result<HttpOptions> parse_listen(const std::string& listen) {
    HttpOptions options;
    const std::size_t colon = listen.rfind(':');
    std::string address = colon == listen.npos ? options.address : listen.substr(0, colon);
    const std::string port_text = colon == listen.npos ? listen : listen.substr(colon + 1);
    const auto port = parse_u64(port_text);
    constexpr std::uint64_t kPortMax = 65'535;
    if (!port || *port > kPortMax) {
        return Unexpected(Error{Fault::malformed, text("expected HOST:PORT, found ", listen)});
    }
    if (address.starts_with('[') && address.ends_with(']')) {
        address = address.substr(1, address.size() - 2);
    }
    options.address = address == "localhost" ? "127.0.0.1" : address;
    options.port = static_cast<std::uint16_t>(*port);
    return options;
}

Status serve(const engine::Home& home, const ServeOptions& options) {
    const bool is_local = is_loopback(options.http.address);
    if (options.keys_file.empty() && !is_local) {
        return Unexpected(
            Error{Fault::refused,
                  "without keys it serves this machine only; make one with `pelf "
                  "serve key add`, give the file with --keys, or listen on 127.0.0.1"});
    }
    Backend backend(home, options.version, options.clock);
    backend.link_files = options.link_files;
    backend.trace_seconds_max = options.trace_seconds_max;
    backend.case_database = options.case_database;
    backend.reports = {options.report_settings, options.report_jurisdiction};
    backend.keys_file = options.keys_file;
    if (backend.has_keys()) PELF_TRY_DONE(backend.keys.load(options.keys_file));
    if (!options.bundle_key.empty()) {
        PELF_TRY(key, engine::read_case_key(options.bundle_key));
        backend.signer = BundleSigner{options.blocks, key.secret};
    }
    PELF_TRY_DONE(reload_lists(backend));
    Service service(backend, {.hosts = options.hosts, .checks_host = is_local, .log = options.log});
    PELF_TRY(server, HttpServer::open(options.http, service, backend.counts));
    const bool is_ipv6 = options.http.address.find(':') != std::string::npos;
    const std::string host = is_ipv6 ? text("[", options.http.address, "]") : options.http.address;
    if (options.on_listening) {
        options.on_listening(text(options.http.certificate_file.empty() ? "http://" : "https://",
                                  host, ":", server.port()));
    }
    const Housekeeping housekeeping(backend, options);
    server.run([&] { reload(backend, options); });
    return Done{};
}

}  // namespace pelf::server
