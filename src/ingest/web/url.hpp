// SPDX-License-Identifier: Apache-2.0
//
// Addresses of lists on the web: just http and https, with what a request needs of them.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace pelf::ingest {

struct Url {
    bool is_tls = false;
    std::string host;    ///< Without brackets where it is an IPv6 address.
    std::string port;    ///< "443" and "80" where none is given.
    std::string target;  ///< Path and query: "/ofac/downloads/sdn.csv". Never empty.

    bool operator==(const Url&) const = default;
};

inline constexpr std::size_t kUrlBytesMax = 2'048;

/// Reads "https://host/path", "http://host:8080/path?query", "https://[::1]:8443/"; a fragment is
/// left out. Fails with over_limit (longer than kUrlBytesMax), unsupported (another scheme) or
/// malformed: no host, a port that cannot be, user names (they would be sent), control characters
/// and blanks.
Result<Url> parse_url(std::string_view text);

/// As parse_url() reads it back; the usual port is left out.
std::string to_string(const Url& url);

/// For messages: "https://host:8545...", without path and query, of which either may be the key of
/// a customer of the server's. Anything that is no address is "...".
std::string shown_url(std::string_view text);

/// Where a Location header leads from `from`: a whole address, "//host/path", "/path", or a
/// path beside that of `from`. Fails as parse_url() does, and with refused when it leads from https
/// to http: what was asked for over a secure connection must not come over an open one.
Result<Url> follow_location(const Url& from, std::string_view location);

}  // namespace pelf::ingest
