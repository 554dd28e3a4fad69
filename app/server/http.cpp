// SPDX-License-Identifier: Apache-2.0
#include "server/http.hpp"

#include <boost/json.hpp>

namespace pelf::server {

std::string_view to_string(Method method) noexcept {
    switch (method) {
        case Method::get: return "GET";
        case Method::head: return "HEAD";
        case Method::post: return "POST";
        case Method::put: return "PUT";
        case Method::patch: return "PATCH";
        case Method::remove: return "DELETE";
        case Method::options: return "OPTIONS";
        case Method::other: return "OTHER";
    }
    return "OTHER";
}

Response error_response(unsigned status, std::string_view code, std::string_view message) {
    Response response;
    response.status = status;
    response.body = boost::json::serialize(
        boost::json::object{{"error", {{"code", code}, {"message", message}}}});
    response.body += '\n';
    return response;
}

}  // namespace pelf::server
