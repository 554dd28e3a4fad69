// SPDX-License-Identifier: Apache-2.0
#include "engine/matched_links.hpp"

#include <utility>

#include "base/text.hpp"
#include "engine/json.hpp"
#include "engine/value_json.hpp"
#include "ingest/ledgers/link_csv.hpp"

namespace pelf::engine {
namespace {

Status check_side(const MatchSide& side, std::string_view which) {
    if (!side.service.accounts.empty() || !side.service.tag.empty()) return Done{};
    return Unexpected(Error{Fault::refused, text("say whose payments: --", which, "-account or --",
                                                 which, "-service")});
}

/// The logarithm of what one smallest unit of the asset was worth, in millionths.
std::optional<std::int64_t> log_price(const Valuation& valuation, const PlaceFacts& asset,
                                      Date day) {
    const std::int64_t places = -std::int64_t{asset.decimals} * analyze::kLogTenMillionths;
    if (asset.asset == valuation.currency()) return places;
    const model::Price* price = valuation.price_of(asset.asset, day);
    if (price == nullptr) return std::nullopt;
    return places + analyze::log_millionths(price->digits) -
           std::int64_t{price->decimals} * analyze::kLogTenMillionths;
}

std::int64_t seconds_of(const PlaceFacts& place) {
    return parse_as_of(place.time).value_or(0);
}

class MatchRun {
public:
    MatchRun(const LinkMatchRequest& request, std::vector<PlaceFacts> deposits,
             std::vector<PlaceFacts> withdrawals)
        : request_(request), deposits_(std::move(deposits)), withdrawals_(std::move(withdrawals)) {}

    Status run(LinkMatchAnswer& answer) {
        answer.deposits_count = deposits_.size();
        answer.withdrawals_count = withdrawals_.size();
        std::vector<analyze::MatchEvent> ins;
        std::vector<std::size_t> places;  // Of the deposits that have a price.
        for (std::size_t i = 0; i < deposits_.size() && !withdrawals_.empty(); ++i) {
            const auto expected = log_expected(answer.valuation, deposits_[i]);
            if (!expected) {
                ++answer.unpriced_count;
                continue;
            }
            ins.push_back({seconds_of(deposits_[i]), *expected});
            places.push_back(i);
        }
        std::vector<analyze::MatchEvent> outs;
        for (const PlaceFacts& out : withdrawals_) {
            outs.push_back({seconds_of(out), analyze::log_millionths(out.amount)});
        }
        PELF_TRY(matching, analyze::match_links(ins, outs, request_.model));
        answer.fitted_count = matching.deposits_fitted;
        answer.candidates_count = matching.candidates_count;
        for (const analyze::MatchedPair& pair : matching.pairs) {
            if (pair.likelihood_ppm < request_.likelihood_min_ppm) {
                ++answer.less_likely_count;
                continue;
            }
            answer.links.push_back(
                link_of(pair, deposits_[places[pair.deposit]], answer.links.size() + 1));
        }
        return Done{};
    }

private:
    /// What would come out for a deposit without any fee, at the rate of its day.
    std::optional<std::int64_t> log_expected(const std::optional<Valuation>& valuation,
                                             const PlaceFacts& deposit) const {
        const std::int64_t amount = analyze::log_millionths(deposit.amount);
        if (!valuation) return amount;
        constexpr std::size_t kDateLetters = 10;
        const auto day = parse_date(std::string_view(deposit.time).substr(0, kDateLetters));
        if (!day) return std::nullopt;
        const auto given = log_price(*valuation, deposit, *day);
        const auto got = log_price(*valuation, withdrawals_.front(), *day);
        if (!given || !got) return std::nullopt;
        return amount + *given - *got;
    }

    FoundLink link_of(const analyze::MatchedPair& pair, const PlaceFacts& deposit,
                      std::size_t number) const {
        FoundLink found;
        found.from = deposit;
        found.to = withdrawals_[pair.withdrawal];
        found.other_withdrawals = pair.other_withdrawals;
        found.other_deposits = pair.other_deposits;
        model::Link& link = found.link;
        link.id = text("M", number);
        link.kind =
            deposit.asset == found.to.asset ? model::LinkKind::withdrawal : model::LinkKind::swap;
        link.standing = model::LinkStanding::matched;
        link.from = {deposit.place, {}, {}, deposit.amount};
        link.to = {found.to.place, {}, found.to.asset, found.to.amount};
        link.source = "pelf links match";
        link.note =
            text(counted(pair.other_withdrawals, "other withdrawal fits", "other withdrawals fit"),
                 "; ", counted(pair.other_deposits, "other deposit fits", "other deposits fit"));
        link.likelihood_ppm = pair.likelihood_ppm;
        link.competitors = pair.other_withdrawals + pair.other_deposits;
        return found;
    }

    const LinkMatchRequest& request_;
    std::vector<PlaceFacts> deposits_;
    std::vector<PlaceFacts> withdrawals_;
};

boost::json::object side_object(const MatchSide& side) {
    return {{"ledger", side.ledger},
            {"service", or_null(side.service.tag)},
            {"accounts",
             boost::json::array(side.service.accounts.begin(), side.service.accounts.end())},
            {"asset", side.asset}};
}

boost::json::object place_of_link(const PlaceFacts& place) {
    return {{"place", place.place},
            {"account", place.account},
            {"amount", to_string(place.amount)},
            {"asset", place.asset},
            {"tag", or_null(place.owner.tag)},
            {"time", place.time}};
}

}  // namespace

Result<LinkMatchAnswer> match_links(const Home& home, const LinkMatchRequest& request) {
    PELF_TRY_DONE(check_side(request.from, "from"));
    PELF_TRY_DONE(check_side(request.to, "to"));
    LinkMatchAnswer answer;
    if (request.from.asset != request.to.asset) {
        if (request.prices.files.empty()) {
            return Unexpected(
                Error{Fault::refused, text("to know how much ", request.to.asset, " comes out for ",
                                           request.from.asset, " it takes --prices")});
        }
        PELF_TRY(valuation, Valuation::read(request.prices));
        answer.valuation = std::move(valuation);
    }
    PELF_TRY(lists, load_lists(home, request.lists_as_of, request.lists_known_by_unix_s));
    answer.lists = lists_used(lists);
    PELF_TRY(payer, open_tracer(home, request.from.ledger, lists, {}));
    PELF_TRY(deposits, payer->deposits(request.from.service, request.from.asset));
    answer.ledgers.push_back(payer->coverage());
    PELF_TRY(payee, open_tracer(home, request.to.ledger, lists, {}));
    PELF_TRY(withdrawals, payee->withdrawals(request.to.service, request.to.asset));
    if (request.to.ledger != request.from.ledger) answer.ledgers.push_back(payee->coverage());
    PELF_TRY_DONE(MatchRun(request, std::move(deposits), std::move(withdrawals)).run(answer));
    return answer;
}

std::string to_link_csv(const LinkMatchAnswer& answer) {
    std::vector<model::Link> links;
    for (const FoundLink& found : answer.links) links.push_back(found.link);
    return ingest::write_link_csv(links);
}

std::string to_json(const LinkMatchAnswer& answer, const LinkMatchRequest& request) {
    boost::json::array links;
    for (const FoundLink& found : answer.links) {
        links.push_back({{"link", found.link.id},
                         {"kind", model::to_string(found.link.kind)},
                         {"standing", model::to_string(found.link.standing)},
                         {"likelihood_ppm", found.link.likelihood_ppm},
                         {"competitors", found.link.competitors},
                         {"other_withdrawals", found.other_withdrawals},
                         {"other_deposits", found.other_deposits},
                         {"from", place_of_link(found.from)},
                         {"to", place_of_link(found.to)}});
    }
    boost::json::array ledgers;
    for (const LedgerCoverage& ledger : answer.ledgers) ledgers.push_back(to_json_object(ledger));
    const analyze::MatchModel& model = request.model;
    boost::json::object document{{"from", side_object(request.from)},
                                 {"to", side_object(request.to)},
                                 {"window_s", model.window_s},
                                 {"typical_delay_s", model.typical_delay_s},
                                 {"clock_slack_s", model.clock_slack_s},
                                 {"fee_max_ppm", model.fee_max_ppm},
                                 {"spread_ppm", model.spread_ppm},
                                 {"likelihood_min_ppm", request.likelihood_min_ppm},
                                 {"deposits", answer.deposits_count},
                                 {"deposits_unpriced", answer.unpriced_count},
                                 {"deposits_fitted", answer.fitted_count},
                                 {"withdrawals", answer.withdrawals_count},
                                 {"candidates", answer.candidates_count},
                                 {"less_likely", answer.less_likely_count},
                                 {"ledgers", std::move(ledgers)},
                                 {"lists", to_json_array(answer.lists)},
                                 {"links", std::move(links)}};
    if (answer.valuation) document["prices"] = to_json_object(*answer.valuation);
    return pretty(document);
}

}  // namespace pelf::engine
