// SPDX-License-Identifier: Apache-2.0
//
// A trace with its evidence, or a case, as one signed file, for who asks over HTTP. Where the block
// files are and whose key signs was said when the server was started; without that there is no such
// route's answer.
#include "base/date.hpp"
#include "base/text.hpp"
#include "engine/case_bundle.hpp"
#include "engine/whole_case.hpp"
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
        return Unexpected(
            Error{Fault::unsupported,
                  "over HTTP a bundle is of bitcoin; account ledgers are for pelf case "
                  "export, and links are not proved"});
    }
    PELF_TRY(snapshot, backend.lists.on(query.as_of));
    engine::CaseExport request;
    request.trace = std::move(query.coins);
    // Read anew and not from the snapshot: the evidence is the store's files, and must be those
    // that the answer rests on.
    request.trace.lists_as_of = snapshot->day;
    request.trace.out_of_time = [&backend] { return backend.is_stopping.load(); };
    if (request.trace.paths_max == 0) request.trace.paths_max = kPathsDefault;
    request.files = backend.signer->blocks;
    request.key = backend.signer->key;
    request.tool = "pelf " + backend.version;
    request.made_unix_s = backend.clock();
    return engine::export_case(backend.home, request);
}

/// Without bundles of traces that somebody made of it: no file is named by a request.
Result<engine::CaseExported> make_bundle_of(Backend& backend, casefile::CaseNumber number) {
    PELF_TRY(cases, backend.cases.open(backend.home, backend.case_database));
    engine::WholeCaseExport request;
    request.number = number;
    request.key = backend.signer->key;
    request.tool = "pelf " + backend.version;
    request.made_unix_s = backend.clock();
    return engine::export_whole_case(backend.home, *cases, request);
}

Response no_signer() {
    return error_response(404, "not_found",
                          "this server makes no bundles: it was started without --blocks and "
                          "--bundle-key");
}

Response attachment(const Backend& backend, const Result<engine::CaseExported>& exported,
                    std::string_view name) {
    if (!exported) return failure(backend, exported.error());
    const std::string_view bytes = as_text(exported->bundle);
    Response response;
    response.content_type = "application/x-tar";
    response.body.assign(bytes.begin(), bytes.end());
    response.headers.emplace_back("Content-Disposition",
                                  text("attachment; filename=\"", name, ".bundle\""));
    return response;
}

Response bundle(Backend& backend, const Call& call) {
    if (!backend.signer) return no_signer();
    return attachment(backend, make_bundle_of(backend, call.request.body), "trace");
}

Response case_bundle(Backend& backend, const Call& call) {
    const auto number = casefile::parse_case_number(call.values.front());
    if (!number) return error_response(400, "malformed", "expected a case's id such as C-1");
    if (!backend.signer) return no_signer();
    return attachment(backend, make_bundle_of(backend, *number), to_string(*number));
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
    router.add({.pattern = "/api/v1/cases/{id}/bundle",
                .role = Role::analyst,
                .answer = [&backend](const Call& call) { return case_bundle(backend, call); },
                .text = {.summary = "A case with its record, answers and lists, in one signed file "
                                    "that anybody can check (docs/formats/bundle.md)",
                         .group = "cases",
                         .content_type = "application/x-tar"},
                .is_slow = true});
}

}  // namespace pelf::server
