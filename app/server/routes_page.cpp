// SPDX-License-Identifier: Apache-2.0
//
// The page: files that were put into the program when it was built. Nothing here touches a disk, so
// that no path can lead anywhere.
#include "base/text.hpp"
#include "engine/sha256_hex.hpp"
#include "server/backend.hpp"
#include "server/page_files.hpp"

namespace pelf::server {
namespace {

std::string_view type_of(std::string_view name) {
    constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".json", "application/json"},
        {".txt", "text/plain; charset=utf-8"},
    };
    for (const auto& [suffix, type] : kTypes) {
        if (name.ends_with(suffix)) return type;
    }
    return "application/octet-stream";
}

void add_file(Router& router, std::string pattern, const PageFile& file) {
    const std::string tag =
        text("\"", engine::sha256_hex(std::as_bytes(std::span(file.content))).substr(0, 32), "\"");
    // Files under assets/ have a hash in their names; the others change under one name.
    const bool is_hashed = file.name.starts_with("assets/");
    Route route;
    route.pattern = std::move(pattern);
    route.role = Role::anyone;
    route.text = {.summary = "The page", .group = "page", .is_in_document = false};
    route.text.is_strict = false;
    route.answer = [file, tag, is_hashed](const Call& call) {
        Response response;
        response.content_type = type_of(file.name);
        response.headers = {
            {"ETag", tag},
            {"Cache-Control", is_hashed ? "public, max-age=31536000, immutable" : "no-cache"}};
        if (call.request.if_none_match == tag) {
            response.status = 304;
        } else {
            response.body = file.content;
        }
        return response;
    };
    router.add(std::move(route));
}

}  // namespace

void add_page_routes(Router& router) {
    for (const PageFile& file : page_files()) {
        if (file.name == "index.html") add_file(router, "/", file);
        add_file(router, text("/", file.name), file);
    }
}

}  // namespace pelf::server
