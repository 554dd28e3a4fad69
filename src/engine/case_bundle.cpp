// SPDX-License-Identifier: Apache-2.0
#include "engine/case_bundle.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "base/date.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "casefile/bundle.hpp"
#include "casefile/verify.hpp"
#include "engine/account_exhibits.hpp"
#include "engine/case_exhibits.hpp"
#include "graph/coin_store.hpp"

namespace pelf::engine {
namespace {

using Words = std::vector<std::pair<std::string, std::string>>;

/// What was asked, as options of the command line; limits that were not set are left out.
class RequestWords {
public:
    void add(std::string_view option, std::string value) {
        words_.emplace_back(option, std::move(value));
    }
    void add_number(std::string_view option, std::uint64_t value, std::uint64_t default_value) {
        if (value != default_value) add(option, std::to_string(value));
    }
    void add_flag(std::string_view option, bool is_set) {
        if (is_set) add(option, "yes");
    }
    /// `written`: as the answer has them.
    void add_start(const std::vector<TraceRequest::Place>& from,
                   const std::vector<std::string>& written,
                   const std::vector<analyze::Policy>& policies) {
        std::vector<std::string> places;
        for (std::size_t i = 0; i < from.size(); ++i) {
            const std::string& label = from[i].label;
            places.push_back(label.empty() ? written[i] : text(written[i], "=", label));
        }
        std::vector<std::string> names;
        for (const analyze::Policy policy : policies)
            names.emplace_back(analyze::to_string(policy));
        add("from", join(places, ","));
        add("policy", join(names, ","));
    }
    void add_lists(const Date& as_of, const std::optional<std::int64_t>& known_by_unix_s) {
        add("lists-as-of", to_string(as_of));
        if (known_by_unix_s) add("known-by", rfc3339(*known_by_unix_s));
    }
    void add_direction(bool is_backward) {
        if (is_backward) add("direction", "backward");
    }
    Words take() { return std::move(words_); }

private:
    Words words_;
};

Words request_words(const TraceRequest& request, bool is_backward) {
    std::vector<std::string> places;
    for (const TraceRequest::Place& place : request.from) places.push_back(place.text);
    const TraceRequest unset;
    RequestWords words;
    words.add_start(request.from, places, request.policies);
    if (!is_backward) words.add("paths", std::to_string(request.paths_max));
    words.add("lists-as-of", to_string(request.lists_as_of));
    words.add_flag("through-services", !request.stop_at_services);
    words.add_number("hops", request.hops_max, unset.hops_max);
    words.add_number("transactions", request.transactions_max, unset.transactions_max);
    words.add_number("haircut-floor", request.haircut_floor_ppm, unset.haircut_floor_ppm);
    words.add_number("ends-from", request.ends_from_sat, unset.ends_from_sat);
    if (request.as_of_unix_s) words.add("as-of", rfc3339(*request.as_of_unix_s));
    if (request.lists_known_by_unix_s) {
        words.add("known-by", rfc3339(*request.lists_known_by_unix_s));
    }
    words.add_direction(is_backward);
    return words.take();
}

Words request_words(const LinkedTraceRequest& request, const LinkedAnswer& answer) {
    std::vector<std::string> places;
    for (const PlaceFacts& place : answer.from) places.push_back(place.place);
    const TracerOptions unset;
    const TracerOptions& how = request.options;
    RequestWords words;
    words.add_start(request.from, places, request.policies);
    if (!answer.backward) words.add("paths", std::to_string(how.paths_max));
    words.add_lists(request.lists_as_of, request.lists_known_by_unix_s);
    words.add_flag("through-services", !how.stop_at_services);
    words.add_flag("follow-fees", how.follow_fees);
    words.add_flag("stop-at-swaps", !how.cross_swaps);
    words.add_flag("merge-tags", how.merge_tags);
    words.add_number("hops", how.hops_max, unset.hops_max);
    words.add_number("transactions", how.transactions_max, unset.transactions_max);
    words.add_number("haircut-floor", how.haircut_floor_ppm, unset.haircut_floor_ppm);
    if (how.as_of_unix_s) words.add("as-of", rfc3339(*how.as_of_unix_s));
    words.add_direction(answer.backward);
    return words.take();
}

/// Of an answer on one ledger.
casefile::Coverage coverage_of(const LinkedAnswer& answer) {
    const LedgerCoverage& ledger = answer.ledgers.front();
    casefile::Coverage coverage;
    coverage.base_height = ledger.first_height;
    coverage.height = ledger.height;
    coverage.tip = ascii_lower(ledger.tip_hash);
    if (coverage.tip.starts_with("0x")) coverage.tip.erase(0, 2);
    coverage.is_window = ledger.window;
    coverage.is_truncated = answer.truncated;
    for (const LinkedPolicy& policy : answer.policies) {
        coverage.ends_without_path += static_cast<std::uint64_t>(std::ranges::count_if(
            policy.ends, [](const LinkedEnd& end) { return end.path.empty(); }));
    }
    return coverage;
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

/// A bundle before it is signed.
struct Draft {
    casefile::Manifest manifest{};
    std::vector<casefile::ExhibitBytes> exhibits{};

    void add_answer(std::string_view source, const std::string& json) {
        casefile::ExhibitBytes& claim = exhibits.emplace_back();
        const auto bytes = std::as_bytes(std::span(json));
        claim.exhibit.name = casefile::kAnswerName;
        claim.exhibit.source = source;
        claim.exhibit.position = "its whole output, for the request in this manifest";
        claim.bytes.assign(bytes.begin(), bytes.end());
    }
};

Status tell_coins(const Home& home, const CaseExport& request, Draft& draft) {
    PELF_TRY(chain, choose_chain(home, request.trace.chain));
    PELF_TRY(store, graph::CoinStore::open(home.bitcoin(chain)));
    if (store.manifest().height_known == 0) {
        return Unexpected(Error{Fault::refused,
                                "the heights of this ledger's blocks are not known; a bundle names "
                                "blocks by height"});
    }
    PELF_TRY(answer, request.is_backward ? trace_backward(home, request.trace)
                                         : trace_forward(home, request.trace));
    draft.manifest.request = request_words(request.trace, request.is_backward);
    draft.manifest.chain = chain;
    draft.manifest.coverage = coverage_of(answer, store.manifest());
    draft.add_answer(
        request.is_backward ? "pelf trace backward --json" : "pelf trace forward --json",
        to_json(answer));
    PELF_TRY_DONE(
        add_bitcoin_exhibits(store, request.files, answer, draft.manifest, draft.exhibits));
    return add_list_exhibits(home,
                             {request.trace.lists_as_of, request.trace.lists_known_by_unix_s,
                              request.list_file_bytes_max},
                             draft.manifest, draft.exhibits);
}

Status tell_accounts(const Home& home, const CaseExport& request, Draft& draft) {
    const LinkedTraceRequest& asked = *request.accounts;
    PELF_TRY(answer,
             request.is_backward ? trace_linked_back(home, asked) : trace_linked(home, asked));
    const std::string ledger = answer.ledgers.empty() ? "" : answer.ledgers.front().ledger;
    const bool is_xrpl = ledger == casefile::kXrpl;
    if (answer.ledgers.size() != 1 || !answer.link_files.empty() || answer.source ||
        (!is_xrpl && ledger != casefile::kEthereum)) {
        return Unexpected(Error{Fault::unsupported,
                                "a bundle is of one ledger that is kept here, bitcoin, xrpl or "
                                "ethereum, without links"});
    }
    draft.manifest.ledger = ledger;
    draft.manifest.request = request_words(asked, answer);
    draft.manifest.coverage = coverage_of(answer);
    draft.add_answer(answer.backward ? "pelf trace backward --json" : "pelf trace forward --json",
                     to_json(answer));
    PELF_TRY_DONE(
        is_xrpl ? add_xrpl_exhibits(request.files, answer, draft.manifest, draft.exhibits)
                : add_ethereum_exhibits(request.files, answer, draft.manifest, draft.exhibits));
    return add_list_exhibits(
        home, {asked.lists_as_of, asked.lists_known_by_unix_s, request.list_file_bytes_max},
        draft.manifest, draft.exhibits);
}

}  // namespace

Result<CaseExported> export_case(const Home& home, const CaseExport& request) {
    Draft draft;
    draft.manifest.tool = request.tool;
    draft.manifest.made = rfc3339(request.made_unix_s);
    if (request.accounts) {
        PELF_TRY_DONE(tell_accounts(home, request, draft));
    } else {
        PELF_TRY_DONE(tell_coins(home, request, draft));
    }
    return sign_and_verify(std::move(draft.manifest), std::move(draft.exhibits), request.key);
}

Result<CaseExported> sign_and_verify(casefile::Manifest manifest,
                                     std::vector<casefile::ExhibitBytes> exhibits,
                                     const codec::Ed25519PrivateKey& key) {
    PELF_TRY(bundle, casefile::make_bundle(std::move(manifest), std::move(exhibits), key));
    CaseExported exported;
    exported.bundle = std::move(bundle);
    exported.verdict = casefile::verify_bundle(exported.bundle, {.key = codec::public_key_of(key)});
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
