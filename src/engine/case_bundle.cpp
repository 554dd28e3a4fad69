// SPDX-License-Identifier: Apache-2.0
#include "engine/case_bundle.hpp"

#include <algorithm>
#include <utility>

#include "base/date.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "casefile/bundle.hpp"
#include "casefile/verify.hpp"
#include "engine/case_exhibits.hpp"
#include "graph/coin_store.hpp"

namespace pelf::engine {
namespace {

/// What was asked, as options of the command line; limits that were not set are left out.
std::vector<std::pair<std::string, std::string>> request_words(const TraceRequest& request) {
    std::vector<std::pair<std::string, std::string>> words;
    std::vector<std::string> from;
    for (const TraceRequest::Place& place : request.from) {
        from.push_back(place.label.empty() ? place.text : text(place.text, "=", place.label));
    }
    std::vector<std::string> policies;
    for (const analyze::Policy policy : request.policies) {
        policies.emplace_back(analyze::to_string(policy));
    }
    words.emplace_back("from", join(from, ","));
    words.emplace_back("policy", join(policies, ","));
    words.emplace_back("paths", std::to_string(request.paths_max));
    words.emplace_back("lists-as-of", to_string(request.lists_as_of));
    if (!request.stop_at_services) words.emplace_back("through-services", "yes");
    const TraceRequest unset;
    const auto add_number = [&](std::string_view option, std::uint64_t value,
                                std::uint64_t default_value) {
        if (value != default_value) words.emplace_back(option, std::to_string(value));
    };
    add_number("hops", request.hops_max, unset.hops_max);
    add_number("transactions", request.transactions_max, unset.transactions_max);
    add_number("haircut-floor", request.haircut_floor_ppm, unset.haircut_floor_ppm);
    add_number("ends-from", request.ends_from_sat, unset.ends_from_sat);
    if (request.as_of_unix_s) words.emplace_back("as-of", rfc3339(*request.as_of_unix_s));
    if (request.lists_known_by_unix_s) {
        words.emplace_back("known-by", rfc3339(*request.lists_known_by_unix_s));
    }
    return words;
}

casefile::Coverage coverage_of(const TraceAnswer& answer, const graph::Manifest& store) {
    casefile::Coverage coverage;
    coverage.base_height = store.base_height;
    coverage.height = answer.height;
    coverage.tip = answer.tip_hash;
    coverage.is_window = answer.window;
    coverage.is_truncated = answer.truncated;
    for (const PolicyAnswer& policy : answer.policies) {
        coverage.ends_without_path += static_cast<std::uint64_t>(std::ranges::count_if(
            policy.ends, [](const EndAnswer& end) { return end.path.empty(); }));
    }
    return coverage;
}

}  // namespace

Result<CaseExported> export_case(const Home& home, const CaseExport& request) {
    CaseExported exported;
    PELF_TRY(chain, choose_chain(home, request.trace.chain));
    PELF_TRY(store, graph::CoinStore::open(home.bitcoin(chain)));
    if (store.manifest().height_known == 0) {
        return Unexpected(Error{Fault::refused,
                                "the heights of this ledger's blocks are not known; a bundle names "
                                "blocks by height"});
    }
    PELF_TRY(answer, trace_forward(home, request.trace));
    exported.answer = std::move(answer);

    casefile::Manifest manifest;
    manifest.tool = request.tool;
    manifest.made = rfc3339(request.made_unix_s);
    manifest.request = request_words(request.trace);
    manifest.chain = chain;
    manifest.coverage = coverage_of(exported.answer, store.manifest());
    std::vector<casefile::ExhibitBytes> exhibits;
    casefile::ExhibitBytes& claim = exhibits.emplace_back();
    const std::string json = to_json(exported.answer);
    const auto json_bytes = std::as_bytes(std::span(json));
    claim.exhibit.name = casefile::kAnswerName;
    claim.exhibit.source = "pelf trace forward --json";
    claim.exhibit.position = "its whole output, for the request in this manifest";
    claim.bytes.assign(json_bytes.begin(), json_bytes.end());
    PELF_TRY_DONE(add_bitcoin_exhibits(store, request.blocks, exported.answer, manifest, exhibits));
    PELF_TRY_DONE(
        add_list_exhibits(home, request.trace, request.list_file_bytes_max, manifest, exhibits));
    PELF_TRY(bundle, casefile::make_bundle(std::move(manifest), std::move(exhibits), request.key));
    exported.bundle = std::move(bundle);
    exported.verdict =
        casefile::verify_bundle(exported.bundle, {.key = codec::public_key_of(request.key)});
    if (!exported.verdict.is_valid()) {
        const casefile::Objection& first = exported.verdict.objections.front();
        return Unexpected(Error{
            Fault::refused,
            text("the bundle does not verify, and is not kept: ", first.where, ": ", first.what)});
    }
    return exported;
}

Result<casefile::Verdict> verify_case(const std::filesystem::path& bundle,
                                      const std::optional<codec::Ed25519PublicKey>& key) {
    PELF_TRY(bytes, read_file(bundle, casefile::kBundleBytesMax));
    return casefile::verify_bundle(bytes, {.key = key});
}

}  // namespace pelf::engine
