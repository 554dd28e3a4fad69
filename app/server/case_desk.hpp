// SPDX-License-Identifier: Apache-2.0
//
// The way to the cases, for the routes that are about them.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "base/result.hpp"
#include "engine/cases.hpp"
#include "engine/home.hpp"

namespace pelf::server {

/// Opened by the first request, so that a database that is away when the server starts stops
/// nothing but cases, and is there again when it is there again.
class CaseDesk {
public:
    /// `database` is PostgreSQL's address, or empty: a file in the data directory. Lives as long as
    /// this does.
    Result<const engine::Cases*> open(const engine::Home& home, const std::string& database) {
        const std::lock_guard guard(mutex_);
        if (!cases_) {
            PELF_TRY(opened, engine::Cases::open(home, database));
            cases_.emplace(std::move(opened));
        }
        return &*cases_;
    }

private:
    std::mutex mutex_;
    std::optional<engine::Cases> cases_;
};

}  // namespace pelf::server
