// SPDX-License-Identifier: Apache-2.0
#include "engine/screening.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "engine/hit_json.hpp"
#include "engine/json.hpp"
#include "ingest/lists/wallets.hpp"

namespace pelf::engine {
namespace {

/// Without a ledger: good if it is right on one of those its form points to.
model::Checksum checksum_of(const std::string& address, const std::optional<std::string>& ledger) {
    if (ledger) {
        const auto wallet = ingest::wallet_on_ledger(*ledger, address);
        return wallet ? wallet->checksum : model::Checksum::unchecked;
    }
    constexpr std::string_view kBitcoinStarts[] = {"1", "3",   "bc1", "BC1",   "m",    "n",
                                                   "2", "tb1", "TB1", "bcrt1", "BCRT1"};
    const bool like_bitcoin = std::ranges::any_of(
        kBitcoinStarts, [&](std::string_view start) { return address.starts_with(start); });
    if (!like_bitcoin) return model::Checksum::unchecked;
    for (const auto chain : {codec::Chain::main, codec::Chain::test, codec::Chain::regtest}) {
        if (codec::from_address(address, chain)) return model::Checksum::good;
    }
    return model::Checksum::bad;
}

boost::json::object answer_object(const ScreenAnswer& answer) {
    boost::json::object query{{"kind", answer.query_kind}, {"text", answer.query}};
    if (!answer.ledger.empty()) query["ledger"] = answer.ledger;
    boost::json::array hits;
    for (std::size_t i = 0; i < answer.hits.size(); ++i) {
        boost::json::object hit = to_json_object(answer.hits[i], answer.hits);
        if (!answer.verdicts.empty()) add_verdict(hit, answer.verdicts[i]);
        hits.push_back(std::move(hit));
    }
    boost::json::array tags;
    for (const model::Tag* tag : answer.tags) {
        tags.push_back({{"label", tag->label},
                        {"category", model::to_string(tag->category)},
                        {"source", tag->party.source},
                        {"confidence", tag->confidence}});
    }
    boost::json::object object{{"query", std::move(query)}, {"hits", std::move(hits)}};
    if (!answer.problems.empty()) {
        object["problems"] = boost::json::array(answer.problems.begin(), answer.problems.end());
    }
    if (answer.query_kind == "wallet") {
        object["tags"] = std::move(tags);
        object["checksum"] = model::to_string(answer.checksum);
    }
    return object;
}

}  // namespace

ScreenAnswer screen_wallet(const Lists& lists, const std::string& address,
                           const std::optional<std::string>& ledger) {
    ScreenAnswer answer;
    answer.query = address;
    answer.query_kind = "wallet";
    answer.ledger = ledger.value_or("");
    answer.checksum = checksum_of(address, ledger);
    answer.hits = lists.watchlist.wallet(
        address, ledger ? std::optional<std::string_view>(*ledger) : std::nullopt);
    for (const model::Tag& tag : lists.watchlist.all_tags()) {
        if (tag.account.canonical != model::canonical_address(address)) continue;
        if (ledger && tag.account.ledger != *ledger) continue;
        answer.tags.push_back(&tag);
    }
    return answer;
}

ScreenAnswer screen_customer(const Lists& lists, const screen::Customer& customer,
                             const screen::ScreenOptions& options) {
    ScreenAnswer answer;
    answer.query = customer.party.display_name();
    answer.query_kind = "name";
    answer.problems = customer.problems;
    answer.hits = lists.watchlist.screen(customer.party, options);
    return answer;
}

ScreenAnswer screen_known_customer(const Lists& lists, const Allowances& allowances,
                                   const screen::Customer& customer,
                                   const screen::ScreenOptions& options) {
    ScreenAnswer answer = screen_customer(lists, customer, options);
    for (const screen::Hit& hit : answer.hits) {
        answer.verdicts.push_back(check_allowance(allowances, customer.party, *hit.party));
    }
    return answer;
}

std::string scorer_version() {
    return text(match::kScorerVersion, "+", screen::kIdentityVersion);
}

std::string to_json(const Lists& lists, const std::vector<ScreenAnswer>& answers,
                    std::uint8_t threshold) {
    boost::json::array sources;
    for (const auto& version : lists.versions) {
        sources.push_back({{"source", version.source},
                           {"version", version.version},
                           {"published", to_string(version.published)},
                           {"learned", rfc3339(version.learned_unix_s)}});
    }
    boost::json::object document;
    // One question: its answer is the document. Several: they stand in order under "answers".
    if (answers.size() == 1) {
        document = answer_object(answers.front());
    } else {
        boost::json::array array;
        for (const ScreenAnswer& answer : answers) array.push_back(answer_object(answer));
        document["answers"] = std::move(array);
    }
    document["lists"] = std::move(sources);
    document["threshold"] = threshold;
    document["scorer"] = scorer_version();
    std::uint64_t losses = lists.losses;
    for (const ScreenAnswer& answer : answers) losses += answer.problems.size();
    document["losses"] = losses;
    return pretty(document);
}

}  // namespace pelf::engine
