// SPDX-License-Identifier: Apache-2.0
//
// A trace with its evidence as one signed file, for who asks over HTTP. Where the block files are
// and whose key signs was said when the server was started; without that there is no such route's
// answer.
#include "base/date.hpp"
#include "base/text.hpp"
#include "engine/case_bundle.hpp"
#include "server/backend.hpp"
#include "server/json_body.hpp"
#include "server/trace_json.hpp"

namespace pelf::server {
namespace {

/// As `pelf case export` does if nobody says how many.
constexpr std::size_t kPathsDefault = 1'000;

Result<engine::CaseExported> make_bundle_of(Backend& backend, std::string_view body) {
    PELF_TRY(object, parse_body(body));
    PELF_TRY(query, read_trace_query(object, false));
    if (query.is_linked || query.uses_links) {
        return Unexpected(Error{Fault::unsupported,
                                "a bundle is of one bitcoin ledger; account ledgers and links are "
                                "not proved yet"});
    }
    PELF_TRY(snapshot, backend.lists.on(query.as_of));
    engine::CaseExport request;
    request.trace = std::move(query.coins);
    // Read anew and not from the snapshot: the evidence is the store's files, and must be those
    // that the answer rests on.
    request.trace.lists_as_of = snapshot->day;
    request.trace.out_of_time = [&backend] { return backend.is_stopping.load(); };
    if (request.trace.paths_max == 0) request.trace.paths_max = kPathsDefault;
    request.blocks = backend.signer->blocks;
    request.key = backend.signer->key;
    request.tool = "pelf " + backend.version;
    request.made_unix_s = backend.clock();
    return engine::export_case(backend.home, request);
}

Response bundle(Backend& backend, const Call& call) {
    if (!backend.signer) {
        return error_response(404, "not_found",
                              "this server makes no bundles: it was started without --blocks and "
                              "--bundle-key");
    }
    const auto exported = make_bundle_of(backend, call.request.body);
    if (!exported) return failure(backend, exported.error());
    const std::string_view bytes = as_text(exported->bundle);
    Response response;
    response.content_type = "application/x-tar";
    response.body.assign(bytes.begin(), bytes.end());
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"trace.bundle\"");
    return response;
}

}  // namespace

void add_bundle_routes(Router& router, Backend& backend) {
    router.add({.method = Method::post,
                .pattern = "/api/v1/trace/bundle",
                .role = Role::analyst,
                .answer = [&backend](const Call& call) { return bundle(backend, call); },
                .text = {.summary = "The forward trace with its evidence, in one signed file that "
                                    "anybody can check (docs/formats/bundle.md)",
                         .group = "tracing",
                         .body_schema = kTraceSchema,
                         .content_type = "application/x-tar"},
                .is_slow = true});
}

}  // namespace pelf::server
