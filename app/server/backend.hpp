// SPDX-License-Identifier: Apache-2.0
//
// What the routes work on. Each group of routes is a file, routes_*.cpp, and adds its own to the
// table.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/case_key.hpp"
#include "engine/home.hpp"
#include "server/case_desk.hpp"
#include "server/http_server.hpp"
#include "server/jobs.hpp"
#include "server/keys.hpp"
#include "server/list_shelf.hpp"
#include "server/metrics.hpp"
#include "server/router.hpp"

namespace pelf::server {

/// What bundles of evidence are made with.
struct BundleSigner {
    std::filesystem::path blocks;  ///< The block files that the ledger was made from.
    codec::Ed25519PrivateKey key;
};

/// What reports say besides what a case knows.
struct ReportSettings {
    std::filesystem::path settings;        ///< Of the institution (docs/formats/report-facts.md).
    std::string jurisdiction = "generic";  ///< Of goAML.
};

struct Backend {
    Backend(engine::Home folder, std::string build, std::function<std::int64_t()> now_unix_s)
        : home(folder), version(std::move(build)), clock(now_unix_s), lists(folder, now_unix_s) {}

    engine::Home home;
    std::string version;
    std::function<std::int64_t()> clock;  ///< Unix time.
    /// Links that traces may go over (docs/formats/link-csv.md). Named when the server starts and
    /// never by a request: no path comes from outside.
    std::vector<std::filesystem::path> link_files;
    std::uint32_t trace_seconds_max = 60;
    std::optional<BundleSigner> signer;  ///< Nothing: no bundles are made.
    std::string case_database;  ///< PostgreSQL's address; empty: a file in the data directory.
    CaseDesk cases;
    ReportSettings reports;
    ListShelf lists;
    std::filesystem::path keys_file;  ///< Empty: there are no keys.
    std::mutex keys_mutex;            ///< Held while the file is changed.
    KeyRing keys;
    // Held while files that take one writer are changed, so that who comes second waits and is not
    // refused. Timed where others may be long at it: see hold().
    std::mutex decisions_mutex;         ///< The allow-list and the threshold.
    std::timed_mutex customers_mutex;   ///< Customers and their hit book.
    std::timed_mutex list_files_mutex;  ///< The store of lists.
    HttpCounts counts;
    Metrics metrics;
    std::atomic<bool> is_stopping{false};
    JobQueue jobs{1};  ///< Last: its work uses all of the above.

    /// Without keys everybody is the local admin, and only this machine is served.
    bool has_keys() const noexcept { return !keys_file.empty(); }
};

void add_health_routes(Router& router, Backend& backend);
void add_house_routes(Router& router, Backend& backend);
void add_key_routes(Router& router, Backend& backend);
void add_page_routes(Router& router);
void add_list_routes(Router& router, Backend& backend);
void add_screen_routes(Router& router, Backend& backend);
void add_owner_routes(Router& router, Backend& backend);
void add_ledger_routes(Router& router, Backend& backend);
void add_trace_routes(Router& router, Backend& backend);
void add_bundle_routes(Router& router, Backend& backend);
void add_case_routes(Router& router, Backend& backend);
void add_report_routes(Router& router, Backend& backend);
void add_job_routes(Router& router, Backend& backend);
void add_yente_routes(Router& router, Backend& backend);
void add_watchman_routes(Router& router, Backend& backend);

/// The mutex, held, or after some seconds the error that says `what` somebody else is at: a request
/// that waited for a job to end would keep a thread from the others.
Result<std::unique_lock<std::timed_mutex>> hold(std::timed_mutex& mutex, std::string_view what);

/// Reads the lists again, and counts it.
Status reload_lists(Backend& backend);

/// A document as it is.
Response json_response(std::string document, unsigned status = 200);
/// By its fault: 400, 404, 409, 413, 422, 500. The data directory's path is not for clients.
Response failure(const Backend& backend, const Error& error);
/// The parameter as_of, checked; empty if there is none.
Result<std::string> as_of_parameter(const Call& call);

}  // namespace pelf::server
