// SPDX-License-Identifier: Apache-2.0
//
// The server as a command starts it: from options to its end.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/home.hpp"
#include "server/http_server.hpp"

namespace pelf::server {

struct ServeOptions {
    HttpOptions http;
    std::filesystem::path keys_file;  ///< Empty: no keys, and for this machine only.
    std::vector<std::string> hosts;   ///< More names that the Host field may have.
    std::vector<std::filesystem::path> link_files;
    std::uint32_t trace_seconds_max = 60;
    std::filesystem::path report_settings;  ///< Of the institution; empty: none.
    std::string report_jurisdiction = "generic";
    std::filesystem::path blocks;      ///< Both or none: to make bundles of evidence.
    std::filesystem::path bundle_key;  ///< As engine::make_case_key() wrote it.
    std::string case_database;  ///< PostgreSQL's address; empty: a file in the data directory.
    std::string version;
    std::function<std::int64_t()> clock;          ///< Unix time.
    std::function<void(const std::string&)> log;  ///< Takes lines of JSON; empty: no log.
    /// Told once where it listens: "http://127.0.0.1:8080".
    std::function<void(const std::string&)> on_listening;
};

/// Reads the lists and serves until SIGTERM or SIGINT. Fails with refused where it would serve
/// other machines without keys, and as read_case_key(), HttpServer::open() and
/// the stores do.
Status serve(const engine::Home& home, const ServeOptions& options);

/// "127.0.0.1:8080", "[::1]:8080", "localhost:8080", "8080". Fails with malformed.
Result<HttpOptions> parse_listen(const std::string& listen);

}  // namespace pelf::server
