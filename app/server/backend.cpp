// SPDX-License-Identifier: Apache-2.0
#include "server/backend.hpp"

#include <chrono>

#include "base/date.hpp"
#include "base/text.hpp"

namespace pelf::server {
namespace {

struct FaultAnswer {
    unsigned status;
    std::string_view code;
};

FaultAnswer answer_of(Fault fault) noexcept {
    switch (fault) {
        case Fault::truncated:
        case Fault::malformed: return {400, "malformed"};
        case Fault::unsupported: return {422, "unsupported"};
        case Fault::over_limit: return {413, "over_limit"};
        case Fault::not_found: return {404, "not_found"};
        case Fault::refused: return {409, "refused"};
        case Fault::io: return {500, "io"};
    }
    return {500, "io"};
}

/// Where the data lies is nobody's business but the machine's.
std::string without_folder(std::string message, const std::string& folder) {
    if (folder.empty()) return message;
    for (std::size_t at = message.find(folder); at != message.npos; at = message.find(folder, at)) {
        message.replace(at, folder.size(), "HOME");
    }
    return message;
}

}  // namespace

Result<std::unique_lock<std::timed_mutex>> hold(std::timed_mutex& mutex, std::string_view what) {
    constexpr auto kWait = std::chrono::seconds(5);
    std::unique_lock lock(mutex, kWait);
    if (lock.owns_lock()) return lock;
    return Unexpected(Error{Fault::refused, text(what, "; try again when that is done")});
}

Response json_response(std::string document, unsigned status) {
    Response response;
    response.status = status;
    response.body = std::move(document);
    return response;
}

Response failure(const Backend& backend, const Error& error) {
    const FaultAnswer answer = answer_of(error.fault);
    return error_response(answer.status, answer.code,
                          without_folder(error.message, backend.home.folder.string()));
}

Result<std::string> as_of_parameter(const Call& call) {
    const std::string* as_of = call.target.parameter("as_of");
    if (as_of == nullptr || as_of->empty()) return std::string();
    if (!parse_as_of(*as_of)) {
        return Unexpected(
            Error{Fault::malformed, "as_of: expected YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ"});
    }
    return *as_of;
}

}  // namespace pelf::server
