// SPDX-License-Identifier: Apache-2.0
//
// A trace carried out for whoever asked: a request that waits for it, or a job.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/result.hpp"
#include "server/backend.hpp"
#include "server/trace_json.hpp"

namespace pelf::server {

/// What one trace may visit: a document names every end, and must fit into memory beside others.
inline constexpr std::uint64_t kTraceTransactionsMax = 500'000;

/// The document of `pelf trace`, with the flow where it was wanted. Ends early, and says so in the
/// document, when `is_cancelled` (may be empty), when the server stops, after
/// Backend::trace_seconds_max and after kTraceTransactionsMax. Fails as engine's traces do.
Result<std::string> answer_trace(Backend& backend, TraceQuery query,
                                 const std::function<bool()>& is_cancelled);

}  // namespace pelf::server
