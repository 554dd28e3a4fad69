// SPDX-License-Identifier: Apache-2.0
#include "ingest/web/url.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace pelf::ingest {
namespace {

constexpr std::string_view kTlsPort = "443";
constexpr std::string_view kPlainPort = "80";
constexpr std::uint64_t kPortMax = 65'535;

Unexpected<Error> failed(Fault fault, std::string_view message, std::string_view url) {
    return Unexpected(Error{fault, std::string(message), std::string(url.substr(0, 200)), 0});
}

/// Host and port of "host", "host:port", "[address]:port". False: it is none of them.
bool read_authority(std::string_view authority, Url& url) {
    url.port = url.is_tls ? kTlsPort : kPlainPort;
    const bool is_bracketed = authority.starts_with('[');
    const std::size_t host_end = is_bracketed ? authority.find(']') : authority.find(':');
    if (is_bracketed && host_end == std::string_view::npos) return false;
    std::string_view port;
    if (is_bracketed) {
        url.host = authority.substr(1, host_end - 1);
        port = authority.substr(host_end + 1);
    } else {
        url.host = authority.substr(0, host_end);
        port = host_end == std::string_view::npos ? "" : authority.substr(host_end);
    }
    // A name is compared and signed in lower case.
    url.host = ascii_lower(url.host);
    if (url.host.empty() || url.host.find_first_of("[]/?#@\\") != std::string::npos) return false;
    if (!is_bracketed && url.host.find(':') != std::string::npos) return false;
    if (port.empty()) return true;
    if (!port.starts_with(':')) return false;
    const auto number = parse_u64(port.substr(1));
    if (!number || *number == 0 || *number > kPortMax) return false;
    url.port = std::to_string(*number);
    return true;
}

}  // namespace

Result<Url> parse_url(std::string_view text) {
    if (text.size() > kUrlBytesMax) return failed(Fault::over_limit, "an address too long", text);
    const bool is_printable =
        std::ranges::all_of(text, [](char letter) { return letter > ' ' && letter < '\x7F'; });
    if (!is_printable) {
        return failed(Fault::malformed, "an address has no blanks and only ASCII letters", text);
    }
    Url url;
    const std::size_t scheme_end = text.find("://");
    const std::string scheme =
        ascii_lower(text.substr(0, scheme_end == std::string_view::npos ? 0 : scheme_end));
    if (scheme != "http" && scheme != "https") {
        return failed(Fault::unsupported,
                      "expected an address that starts with https:// or http://", text);
    }
    url.is_tls = scheme == "https";
    std::string_view rest = text.substr(scheme_end + 3);
    rest = rest.substr(0, rest.find('#'));
    const std::size_t target = rest.find_first_of("/?");
    const std::string_view authority = rest.substr(0, target);
    url.target = target == std::string_view::npos ? "" : rest.substr(target);
    if (!url.target.starts_with('/')) url.target.insert(0, 1, '/');
    if (authority.find('@') != std::string_view::npos) {
        return failed(Fault::malformed, "an address of a list has no user name in it", "");
    }
    if (!read_authority(authority, url)) {
        return failed(Fault::malformed, "expected https://host[:port]/path", text);
    }
    return url;
}

std::string to_string(const Url& url) {
    const bool is_address = url.host.find(':') != std::string::npos;
    const std::string host = is_address ? text("[", url.host, "]") : url.host;
    const bool is_usual = url.port == (url.is_tls ? kTlsPort : kPlainPort);
    return text(url.is_tls ? "https://" : "http://", host, is_usual ? "" : ":",
                is_usual ? "" : url.port, url.target);
}

std::string shown_url(std::string_view text) {
    auto url = parse_url(text);
    if (!url) return "...";
    const bool has_more = url->target != "/";
    url->target = "/";
    return to_string(*url) + (has_more ? "..." : "");
}

Result<Url> follow_location(const Url& from, std::string_view location) {
    std::string whole;
    if (location.starts_with("//")) {
        whole = text(from.is_tls ? "https:" : "http:", location);
    } else if (location.starts_with('/')) {
        Url base = from;
        base.target = "";
        whole = to_string(base) + std::string(location);
    } else if (const auto colon = location.find(':');
               colon != std::string_view::npos && colon < location.find_first_of("/?#")) {
        whole = location;
    } else {
        Url base = from;
        const std::string_view path =
            std::string_view(from.target).substr(0, from.target.find('?'));
        base.target = path.substr(0, path.rfind('/') + 1);
        whole = to_string(base) + std::string(location);
    }
    PELF_TRY(url, parse_url(whole));
    if (from.is_tls && !url.is_tls) {
        return failed(Fault::refused, "the server leads from https to http; that is not followed",
                      whole);
    }
    return std::move(url);
}

}  // namespace pelf::ingest
