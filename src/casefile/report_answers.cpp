// SPDX-License-Identifier: Apache-2.0
#include "casefile/report_answers.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.hpp"
#include "base/uint256.hpp"
#include "casefile/canonical_json.hpp"
#include "casefile/json_fields.hpp"
#include "casefile/report_document.hpp"

namespace pelf::casefile::report {
namespace {

namespace json = boost::json;

Unexpected<Error> no_answer(std::string_view kind, std::string_view what) {
    return Unexpected(Error{Fault::malformed, text("answer of a ", kind, ": ", what)});
}

Result<json::value> parsed(std::span<const std::byte> answer, std::string_view kind) {
    json::parse_options options;
    options.max_depth = kJsonDepthMax;
    json::error_code fault;
    json::value value = json::parse(as_text(answer), fault, {}, options);
    if (fault) return no_answer(kind, text("no JSON: ", fault.message()));
    return value;
}

std::string text_or_nothing(const json::value& value, std::string_view key) {
    return text_field(value, key).value_or(std::string());
}

/// An amount that is no plain count is an answer that we did not write.
std::optional<Amount> amount_of(const json::value* value, const std::string& asset) {
    if (value == nullptr || !value->is_string()) return std::nullopt;
    const std::string digits(value->get_string());
    const auto number = Uint256::parse_decimal(digits);
    if (!number || to_string(*number) != digits) return std::nullopt;
    return Amount{{digits}, asset, decimals_of(asset)};
}

void add_lists(const json::value& answer, ReportFacts& facts) {
    const json::array* lists = list_field(answer, "lists");
    if (lists == nullptr) return;
    for (const json::value& list : *lists) {
        ListLookedAt one{text_or_nothing(list, "source"), text_or_nothing(list, "version"),
                         parse_date(text_or_nothing(list, "published")), std::nullopt};
        const auto is_same = [&](const ListLookedAt& known) {
            return known.source == one.source && known.version == one.version;
        };
        if (std::ranges::none_of(facts.looked_at.lists, is_same)) {
            facts.looked_at.lists.push_back(std::move(one));
        }
    }
}

/// Who was asked about, as far as the question and its hits tell.
void add_asked_party(const json::value& answer, const std::string& key, ReportFacts& facts) {
    const json::value* query = field(answer, "query");
    const json::array* hits = list_field(answer, "hits");
    if (query == nullptr || hits == nullptr || hits->empty()) return;
    const json::value& best = hits->front();
    Party party;
    party.key = key;
    party.kind = text_or_nothing(best, "type") == "person" ? "person" : "entity";
    party.roles = {"subject"};
    const std::string asked = text_or_nothing(*query, "text");
    if (text_or_nothing(*query, "kind") == "wallet") {
        party.names.emplace_back().full = text_or_nothing(best, "name");
        Account wallet;
        wallet.key = key;
        wallet.holder = key;
        wallet.kind = "wallet";
        wallet.number = asked;
        if (find_account(facts, key) == nullptr) facts.accounts.push_back(std::move(wallet));
    } else {
        // Not "legal": nobody says that this is how the register has it.
        party.names.emplace_back().full = asked;
    }
    facts.parties.push_back(std::move(party));
}

}  // namespace

std::uint64_t decimals_of(std::string_view asset) noexcept {
    if (asset == "BTC") return 8;
    if (asset == "XRP") return 6;
    if (asset == "ETH") return 18;
    constexpr std::string_view kCurrencies[] = {"USD", "EUR", "GBP", "CHF", "AED", "SGD", "HKD"};
    return std::ranges::find(kCurrencies, asset) == std::ranges::end(kCurrencies) ? 0 : 2;
}

Status add_trace_answer(std::span<const std::byte> answer, ReportFacts& facts) {
    PELF_TRY(value, parsed(answer, "trace"));
    const json::array* from = list_field(value, "from");
    const json::array* policies = list_field(value, "policies");
    const json::array* destinations = list_field(value, "destinations");
    if (from == nullptr || policies == nullptr || destinations == nullptr) {
        return no_answer("trace", "it has no from, policies or destinations");
    }
    TraceSummary trace;
    trace.ledger = text_or_nothing(value, "ledger");
    trace.network = text_or_nothing(value, "network");
    trace.tip = text_or_nothing(value, "tip");
    trace.height = count_field(value, "height");
    trace.is_truncated = flag_field(value, "truncated").value_or(false);
    trace.bundle = facts.trace.bundle;
    for (const json::value& start : *from) {
        const std::string asset = text_or_nothing(start, "asset");
        const auto amount = amount_of(field(start, "amount"), asset);
        if (!amount) return no_answer("trace", "a start has no amount");
        trace.from.push_back(
            {text_or_nothing(start, "place"), text_or_nothing(start, "account"), *amount});
    }
    const std::string asset = trace.from.empty() ? std::string() : trace.from.front().amount.asset;
    for (const json::value& policy : *policies) {
        TracePolicy& one = trace.policies.emplace_back();
        one.policy = text_or_nothing(policy, "policy");
        const auto total = amount_of(field(policy, "total"), asset);
        if (one.policy.empty() || !total) return no_answer("trace", "a policy has no total");
        one.total = *total;
        for (const json::value& destination : *destinations) {
            const json::value* amounts = field(destination, "amounts");
            if (amounts == nullptr) return no_answer("trace", "a destination has no amounts");
            const auto amount = amount_of(field(*amounts, one.policy), asset);
            if (!amount) return no_answer("trace", "a destination lacks a policy");
            one.ends.push_back({text_or_nothing(destination, "kind"),
                                text_or_nothing(destination, "name"), "", "", *amount,
                                flag_field(destination, "listed").value_or(false)});
        }
    }
    LedgerLookedAt ledger{
        trace.network.empty() ? trace.ledger : text(trace.ledger, " ", trace.network), trace.height,
        trace.tip, std::nullopt};
    if (const auto time = parse_as_of(text_or_nothing(value, "tip_time"))) {
        ledger.tip_time = Moment{*time};
    }
    const auto is_same = [&](const LedgerLookedAt& known) { return known == ledger; };
    if (std::ranges::none_of(facts.looked_at.ledgers, is_same)) {
        facts.looked_at.ledgers.push_back(ledger);
    }
    add_lists(value, facts);
    facts.trace = std::move(trace);
    return Done{};
}

Status add_screening_answer(std::span<const std::byte> answer, const std::string& party,
                            ReportFacts& facts) {
    PELF_TRY(value, parsed(answer, "screening"));
    const json::array* hits = list_field(value, "hits");
    if (hits == nullptr) return no_answer("screening", "it has no hits");
    if (!party.empty() && find_party(facts, party) == nullptr) {
        add_asked_party(value, party, facts);
    }
    for (const json::value& hit : *hits) {
        Hit one;
        one.party = party;
        one.source = text_or_nothing(hit, "source");
        one.entry = text_or_nothing(hit, "id");
        one.name = text_or_nothing(hit, "name");
        one.matched_name = text_or_nothing(hit, "matched_name");
        one.score = count_field(hit, "score");
        if (one.source.empty() || one.entry.empty()) {
            return no_answer("screening", "a hit has no source or id");
        }
        if (const json::array* programmes = list_field(hit, "programmes")) {
            for (const json::value& programme : *programmes) {
                if (programme.is_string()) one.programmes.emplace_back(programme.get_string());
            }
        }
        if (const json::array* reasons = list_field(hit, "reasons")) {
            for (const json::value& reason : *reasons) {
                if (!reason.is_string()) continue;
                one.reason += one.reason.empty() ? "" : "; ";
                one.reason += std::string_view(reason.get_string());
            }
        }
        if (const json::array* lists = list_field(value, "lists")) {
            for (const json::value& list : *lists) {
                if (text_or_nothing(list, "source") != one.source) continue;
                one.list_version = text_or_nothing(list, "version");
                one.published = parse_date(text_or_nothing(list, "published"));
            }
        }
        const auto is_same = [&](const Hit& known) {
            return known.party == one.party && known.source == one.source &&
                   known.entry == one.entry && known.matched_name == one.matched_name;
        };
        if (std::ranges::none_of(facts.hits, is_same)) facts.hits.push_back(std::move(one));
    }
    add_lists(value, facts);
    if (const auto losses = count_field(value, "losses")) {
        facts.looked_at.losses = facts.looked_at.losses.value_or(0) + *losses;
    }
    return Done{};
}

}  // namespace pelf::casefile::report
