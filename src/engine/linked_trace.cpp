// SPDX-License-Identifier: Apache-2.0
#include "engine/linked_trace.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "base/date.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "engine/sha256_hex.hpp"
#include "ingest/ledgers/bank_csv.hpp"
#include "ingest/ledgers/link_csv.hpp"

namespace pelf::engine {
namespace {

/// Links go forward in time, so that money crosses a chain of them in as many rounds as it is
/// long. More rounds than this are links that go in a circle.
constexpr std::size_t kRoundsMax = 64;

/// Gives out parts of `whole` in proportion to parts of `measure`, so that they sum exactly:
/// each is the difference of two floors.
class Proportion {
public:
    Proportion(const Uint256& whole, const Uint256& measure) : whole_(whole), measure_(measure) {}

    Uint256 take(const Uint256& part) {
        if (measure_.is_zero()) return {};
        used_ += part;
        const Uint256 given = scale(whole_, used_, measure_).quotient;
        const Uint256 share = given - given_;
        given_ = given;
        return share;
    }

private:
    Uint256 whole_;
    Uint256 measure_;
    Uint256 used_;
    Uint256 given_;
};

/// Traced money with which a trace begins at a place.
struct Lot {
    std::string ledger;
    std::string place;
    Uint256 amount;
    bool is_carried = false;
    std::vector<TheftShare> shares;  ///< By theft.
    std::uint32_t start = 0;         ///< Of a theft: its index in LinkedAnswer::from.

    bool operator==(const Lot&) const = default;
};

/// A link with its places as the ledgers write them.
struct OpenLink {
    model::Link link;
    std::string from_ledger;
    std::string to_ledger;  ///< Empty: none that is kept.
    PlaceFacts from;
    PlaceFacts to;
};

std::string ledger_of(std::string_view place) {
    return std::string(place.substr(0, place.find(':')));
}

std::string_view rest_of(std::string_view place) noexcept {
    const std::size_t colon = place.find(':');
    return colon == std::string_view::npos ? std::string_view() : place.substr(colon + 1);
}

/// Takes `amount` out of several rooms, each in proportion to what it holds, units that are left
/// over from the first that have some. Requires an amount of at most all of them; under poison
/// there are none, and nothing is taken.
std::vector<Uint256> share_out(const Uint256& amount, std::vector<Uint256>& rooms) {
    Uint256 all;
    for (const Uint256& room : rooms) all += room;
    std::vector<Uint256> taken(rooms.size());
    if (all.is_zero()) return taken;
    Uint256 left = amount;
    for (std::size_t i = 0; i < rooms.size(); ++i) {
        taken[i] = scale(rooms[i], amount, all).quotient;
        left -= taken[i];
    }
    for (std::size_t i = 0; i < rooms.size(); ++i) {
        const Uint256 more = std::min(left, rooms[i] - taken[i]);
        taken[i] += more;
        left -= more;
        rooms[i] -= taken[i];
    }
    return taken;
}

/// What comes out on no ledger has no time.
bool is_after(const PlaceFacts& place, std::optional<std::int64_t> as_of_unix_s) {
    return as_of_unix_s && !place.time.empty() && place.time > rfc3339(*as_of_unix_s);
}

Unexpected<Error> not_yet(const PlaceFacts& place) {
    return Unexpected(
        Error{Fault::refused, text("there was no ", place.place, " yet: it is of ", place.time)});
}

/// Of an asset that is on no ledger kept here, by what people call it; 0 for one nobody knows.
unsigned decimals_of(const std::string& asset) {
    if (asset == "BTC") return 8;
    if (asset == "XRP") return 6;
    if (asset == "ETH") return 18;
    return ingest::currency_decimals(asset).value_or(0);
}

bool is_crossable(analyze::EndKind kind) noexcept {
    using enum analyze::EndKind;
    return kind == service || kind == mixer || kind == bridge || kind == unspent;
}

/// Outside alone cuts nothing off on an account ledger; what it cut is an end of its own.
bool is_cut_short(const LinkedPolicy& policy) {
    return (policy.limits & ~analyze::limit_outside) != 0 ||
           std::ranges::any_of(policy.ends, [](const LinkedEnd& end) {
               return end.kind == analyze::EndKind::limit;
           });
}

class LinkedRun {
public:
    LinkedRun(const Home& home, const LinkedTraceRequest& request, Lists lists)
        : home_(home), request_(request), lists_(std::move(lists)) {}

    Result<LinkedAnswer> run() {
        if (!request_.prices.files.empty()) {
            PELF_TRY(valuation, Valuation::read(request_.prices));
            answer_.valuation = std::move(valuation);
        }
        PELF_TRY_DONE(read_links());
        PELF_TRY_DONE(find_thefts());
        PELF_TRY_DONE(trace_all());
        for (const auto& [name, tracer] : tracers_) answer_.ledgers.push_back(tracer->coverage());
        answer_.lists = lists_used(lists_);
        if (source_ != nullptr) answer_.source = source_->source_coverage();
        for (const OpenLink& link : links_) {
            if (!used_links_.contains(link.link.id)) answer_.unused_links.push_back(link.link.id);
        }
        return std::move(answer_);
    }

private:
    Result<LedgerTracer*> tracer(const std::string& ledger) {
        auto& slot = tracers_[ledger];
        if (slot == nullptr) {
            auto opened = open(ledger);
            if (!opened) {
                tracers_.erase(ledger);
                return Unexpected(opened.error());
            }
            slot = std::move(*opened);
        }
        return slot.get();
    }

    Result<std::unique_ptr<LedgerTracer>> open(const std::string& ledger) {
        if (!request_.source || ledger != to_string(request_.source->ledger)) {
            return open_tracer(home_, ledger, lists_, request_.options);
        }
        PELF_TRY(opened, SourceTracer::open(home_, *request_.source, lists_, request_.options));
        source_ = opened.get();
        return std::unique_ptr<LedgerTracer>(std::move(opened));
    }

    /// Whatever the limit on asking is, it is spent first on what says most.
    Status trace_all() {
        std::vector<std::size_t> order(request_.policies.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        if (request_.source) {
            std::ranges::stable_sort(order, {}, [this](std::size_t index) {
                const analyze::Policy policy = request_.policies[index];
                return policy == analyze::Policy::poison    ? 2
                       : policy == analyze::Policy::haircut ? 1
                                                            : 0;
            });
        }
        answer_.policies.resize(order.size());
        for (const std::size_t index : order) {
            PELF_TRY(traced, trace(request_.policies[index]));
            answer_.truncated = answer_.truncated || traced.truncated;
            answer_.policies[index] = std::move(traced);
        }
        return Done{};
    }

    Result<PlaceFacts> find(const std::string& place) {
        PELF_TRY(opened, tracer(ledger_of(place)));
        return opened->find(rest_of(place));
    }

    Status read_links() {
        for (const auto& path : request_.links) {
            PELF_TRY(file, MappedFile::open(path));
            const std::string_view content = as_text(file.bytes());
            ingest::Report& report = answer_.reports.emplace_back(path.string());
            PELF_TRY(links, ingest::read_link_csv(content, report));
            LinkedAnswer::LinkFile& used = answer_.link_files.emplace_back();
            used = {path.string(), sha256_hex(file.bytes()), links.size(), 0};
            for (model::Link& link : links) {
                const bool is_claimed = link.standing == model::LinkStanding::claimed;
                used.claimed += is_claimed ? 1U : 0U;
                if (is_claimed && !request_.follow_claimed) {
                    ++answer_.claimed_left_out;
                    continue;
                }
                PELF_TRY_DONE(open_link(std::move(link)));
            }
        }
        return check_amounts();
    }

    Status open_link(model::Link link) {
        OpenLink open;
        open.from_ledger = ledger_of(link.from.place);
        const auto from = find(link.from.place);
        if (!from) return at_link(link, from.error());
        open.from = *from;
        PELF_TRY(payer, tracer(open.from_ledger));
        payer->stop_at(rest_of(open.from.place));
        if (link.to.place.empty()) {
            open.to.account = link.to.account;
            open.to.asset = link.to.asset;
            open.to.decimals = decimals_of(link.to.asset);
            open.to.amount = link.to.amount;
        } else {
            open.to_ledger = ledger_of(link.to.place);
            const auto to = find(link.to.place);
            if (!to) return at_link(link, to.error());
            open.to = *to;
        }
        open.link = std::move(link);
        // A link of later has carried nothing yet. Whose account it was paid to is known all the
        // same.
        if (is_later(open.from) || is_later(open.to)) {
            answer_.unused_links.push_back(open.link.id);
        } else {
            links_.push_back(std::move(open));
        }
        return Done{};
    }

    bool is_later(const PlaceFacts& place) const {
        return is_after(place, request_.options.as_of_unix_s);
    }

    static Status at_link(const model::Link& link, Error error) {
        error.message = text("link ", link.id, ": ", error.message);
        return Unexpected(std::move(error));
    }

    /// No more may leave a deposit than came in, and no more come out than is there.
    Status check_amounts() const {
        std::map<std::string, Uint256> left;
        const auto take = [&](const OpenLink& link, const PlaceFacts& place,
                              const Uint256& amount) -> Status {
            const auto [at, is_new] = left.try_emplace(place.place, place.amount);
            if (amount > at->second) {
                return Unexpected(Error{Fault::refused,
                                        text("link ", link.link.id, ": the links take more from ",
                                             place.place, " than its ", to_string(place.amount))});
            }
            at->second -= amount;
            return Done{};
        };
        for (const OpenLink& link : links_) {
            PELF_TRY_DONE(take(link, link.from, link.link.from.amount));
        }
        left.clear();
        for (const OpenLink& link : links_) {
            if (!link.to_ledger.empty()) PELF_TRY_DONE(take(link, link.to, link.link.to.amount));
        }
        return Done{};
    }

    Status find_thefts() {
        std::map<std::string, std::uint32_t> numbers;
        for (const TraceRequest::Place& place : request_.from) {
            PELF_TRY(facts, find(place.text));
            if (is_later(facts)) return not_yet(facts);
            const std::string& label = place.label.empty() ? facts.place : place.label;
            const auto [at, is_new] = numbers.try_emplace(
                label + "\t" + facts.asset, static_cast<std::uint32_t>(thefts_.size()));
            if (is_new) thefts_.push_back({label, facts.asset, facts.decimals, {}});
            thefts_[at->second].amount += facts.amount;
            seeds_.push_back({ledger_of(facts.place),
                              facts.place,
                              facts.amount,
                              false,
                              {{at->second, facts.amount}},
                              static_cast<std::uint32_t>(seeds_.size())});
            answer_.from.push_back(facts);
        }
        answer_.thefts = thefts_;
        return Done{};
    }

    struct Traced {
        std::vector<Lot> lots;
        LedgerTraced traced;
    };
    using Round = std::map<std::string, Traced>;  ///< By ledger.

    /// Traces again what has other lots than in the round before.
    Status trace_round(analyze::Policy policy, const std::vector<Lot>& lots, Round& round) {
        std::map<std::string, std::vector<Lot>> by_ledger;
        for (const Lot& lot : lots) by_ledger[lot.ledger].push_back(lot);
        std::erase_if(round, [&](const auto& one) { return !by_ledger.contains(one.first); });
        for (auto& [ledger, own] : by_ledger) {
            Traced& traced = round[ledger];
            if (traced.lots == own) continue;
            std::vector<TracerSeed> seeds;
            for (const Lot& lot : own) seeds.push_back({lot.place, lot.amount, lot.is_carried});
            PELF_TRY(opened, tracer(ledger));
            PELF_TRY(found, opened->trace(policy, seeds));
            traced.traced = std::move(found);
            traced.lots = std::move(own);
        }
        return Done{};
    }

    Result<LinkedPolicy> trace(analyze::Policy policy) {
        std::vector<Lot> lots = seeds_;
        Round round;
        bool settled = false;
        for (std::size_t i = 0; i < kRoundsMax && !settled; ++i) {
            PELF_TRY_DONE(trace_round(policy, lots, round));
            std::vector<Lot> next = seeds_;
            settle(round, &next, nullptr);
            settled = next == lots;
            lots = std::move(next);
        }
        LinkedPolicy answer;
        answer.policy = policy;
        settle(round, nullptr, &answer);
        if (!settled) answer.limits |= analyze::limit_hops;
        for (const auto& [ledger, traced] : round) {
            const LedgerTraced& one = traced.traced;
            answer.swaps.insert(answer.swaps.end(), one.swaps.begin(), one.swaps.end());
            answer.passes.insert(answer.passes.end(), one.passes.begin(), one.passes.end());
            answer.transactions_touched += one.transactions_touched;
            answer.limits |= one.limits;
        }
        answer.truncated = is_cut_short(answer);
        return answer;
    }

    /// Goes over the ends of a round: what of them crosses a link becomes a lot on the other side
    /// (`lots`) or a crossing (`answer`); the rest stays an end.
    void settle(const Round& round, std::vector<Lot>* lots, LinkedPolicy* answer) {
        Settling settling;
        for (const auto& [ledger, traced] : round) {
            settling.meters.clear();
            settling.points.clear();
            for (const Lot& lot : traced.lots) {
                settling.points.push_back(lot.is_carried ? settling.arrival_at(lot.place)
                                                         : WayPoint{WayKind::start, lot.start});
                auto& meters = settling.meters.emplace_back();
                for (const TheftShare& share : lot.shares) {
                    meters.push_back({share.theft, Proportion(share.origin, lot.amount)});
                }
            }
            for (const TracedEnd& end : traced.traced.ends) {
                settle_end(ledger, end, settling, answer);
            }
        }
        if (lots != nullptr) {
            for (auto& [place, lot] : settling.carried) lots->push_back(std::move(lot));
        }
        if (answer == nullptr) return;
        answer->totals = in_words(settling.totals);
        answer->arrivals.resize(settling.arrivals.size());
        for (const OpenLink& link : links_) {
            const auto at = settling.arrivals.find(link.to.place);
            if (at != settling.arrivals.end()) answer->arrivals[at->second] = link.to;
        }
    }

    struct Meter {
        std::uint32_t theft = 0;
        Proportion origin;
    };
    struct Settling {
        std::vector<std::vector<Meter>> meters;         ///< By lot of the ledger at hand.
        std::vector<WayPoint> points;                   ///< By lot of the ledger at hand.
        std::map<std::string, Lot> carried;             ///< By place.
        std::map<std::string, std::uint32_t> arrivals;  ///< Numbers of places.
        std::map<std::uint32_t, Uint256> totals;

        WayPoint arrival_at(const std::string& place) {
            const auto next = static_cast<std::uint32_t>(arrivals.size());
            return {WayKind::arrival, arrivals.try_emplace(place, next).first->second};
        }
    };

    using Origins = std::map<std::uint32_t, Uint256>;  ///< By theft.

    /// One end's money on its way over the links at its place, and what is left.
    void settle_end(const std::string& ledger, const TracedEnd& end, Settling& settling,
                    LinkedPolicy* answer) {
        std::vector<Uint256> left;  // Of each part.
        std::vector<Proportion> units;
        for (const SeedPart& part : end.parts) {
            left.push_back(part.amount);
            units.emplace_back(part.origin, part.amount);
        }
        const auto take = [&](const std::vector<Uint256>& amounts, WayPoint to) {
            Origins origins;
            for (std::size_t i = 0; i < amounts.size(); ++i) {
                if (amounts[i].is_zero()) continue;
                const std::uint32_t lot = end.parts[i].seed;
                WayStream stream{settling.points[lot], to,       units[i].take(amounts[i]),
                                 amounts[i],           end.hops, {}};
                for (Meter& meter : settling.meters[lot]) {
                    const Uint256 origin = meter.origin.take(stream.given);
                    if (origin.is_zero()) continue;
                    origins[meter.theft] += origin;
                    stream.origins.push_back({meter.theft, origin});
                }
                if (answer != nullptr) answer->way.push_back(std::move(stream));
            }
            return origins;
        };
        Uint256 rest = end.amount;
        Proportion ways(end.amount, end.at.amount);
        for (const OpenLink& link : links_) {
            if (!is_crossable(end.kind) || link.from.place != end.at.place) continue;
            const Uint256 given = ways.take(link.link.from.amount);
            if (given.is_zero()) continue;
            rest -= given;
            const WayPoint at{WayKind::link, answer == nullptr ? 0 : number(answer->crossings)};
            cross(link, given, take(share_out(given, left), at), settling, answer);
        }
        if (rest.is_zero()) return;
        const WayPoint at{WayKind::end, answer == nullptr ? 0 : number(answer->ends)};
        const Origins origins = take(left, at);
        add_to(settling.totals, origins);
        if (answer == nullptr) return;
        answer->ends.push_back(
            {end.kind, ledger, end.at, rest, end.hops, in_words(origins), {}, end.path});
    }

    void cross(const OpenLink& link, const Uint256& given, const Origins& origins,
               Settling& settling, LinkedPolicy* answer) {
        const Uint256 got = scale(link.link.to.amount, given, link.link.from.amount).quotient;
        const bool is_end = got.is_zero() || link.to_ledger.empty();
        if (answer != nullptr) {
            if (answer->policy != analyze::Policy::poison) {
                answer->way.push_back({{WayKind::link, number(answer->crossings)},
                                       is_end ? WayPoint{WayKind::end, number(answer->ends)}
                                              : settling.arrival_at(link.to.place),
                                       got,
                                       got,
                                       0,
                                       shares(origins)});
            }
            used_links_.insert(link.link.id);
            answer->crossings.push_back({link.link.id, link.link.kind, link.link.standing,
                                         link.link.likelihood_ppm, link.link.competitors,
                                         link.link.source, link.from, link.to, given, got,
                                         in_words(origins)});
        }
        // What is too little for one unit on the other side, and what leaves the ledgers kept here.
        if (is_end) {
            add_to(settling.totals, origins);
            if (answer == nullptr) return;
            const auto kind = got.is_zero() ? analyze::EndKind::residue : analyze::EndKind::service;
            answer->ends.push_back(
                {kind, link.to_ledger, link.to, got, 0, in_words(origins), link.link.id, {}});
            return;
        }
        Lot& lot = settling.carried[link.to.place];
        lot.ledger = link.to_ledger;
        lot.place = link.to.place;
        lot.amount += got;
        lot.is_carried = true;
        for (const auto& [theft, origin] : origins) {
            const auto at = std::ranges::find(lot.shares, theft, &TheftShare::theft);
            if (at != lot.shares.end()) {
                at->origin += origin;
            } else {
                lot.shares.push_back({theft, origin});
            }
        }
        std::ranges::sort(lot.shares, {}, &TheftShare::theft);
    }

    /// Of what is pushed back next.
    template <typename T>
    static std::uint32_t number(const std::vector<T>& rows) noexcept {
        return static_cast<std::uint32_t>(rows.size());
    }

    static std::vector<TheftShare> shares(const Origins& origins) {
        std::vector<TheftShare> shares;
        for (const auto& [theft, origin] : origins) shares.push_back({theft, origin});
        return shares;
    }

    static void add_to(Origins& totals, const Origins& origins) {
        for (const auto& [theft, origin] : origins) totals[theft] += origin;
    }

    std::vector<OriginAnswer> in_words(const Origins& origins) const {
        std::vector<OriginAnswer> words;
        for (const auto& [theft, origin] : origins) {
            if (origin.is_zero()) continue;
            words.push_back(
                {thefts_[theft].label, thefts_[theft].asset, thefts_[theft].decimals, origin});
        }
        return words;
    }

    const Home& home_;
    const LinkedTraceRequest& request_;
    Lists lists_;
    std::map<std::string, std::unique_ptr<LedgerTracer>> tracers_;
    const SourceTracer* source_ = nullptr;  ///< Among the tracers, where one is asked.
    std::vector<OpenLink> links_;
    std::vector<OriginAnswer> thefts_;
    std::vector<Lot> seeds_;
    std::set<std::string> used_links_;
    LinkedAnswer answer_;
};

}  // namespace

Value value_of(const LinkedAnswer& answer, const LinkedEnd& end) {
    return answer.valuation->value_of(end.at.asset, end.at.decimals, end.amount, end.at.time);
}

Result<LinkedAnswer> trace_linked(const Home& home, const LinkedTraceRequest& request) {
    PELF_TRY(lists, load_lists(home, request.lists_as_of, request.lists_known_by_unix_s));
    return LinkedRun(home, request, std::move(lists)).run();
}

Result<LinkedAnswer> trace_linked_back(const Home& home, const LinkedTraceRequest& request) {
    PELF_TRY_DONE(check_backward(request.from, request.policies));
    PELF_TRY(lists, load_lists(home, request.lists_as_of, request.lists_known_by_unix_s));
    LinkedAnswer answer;
    answer.backward = true;
    answer.lists = lists_used(lists);
    if (!request.prices.files.empty()) {
        PELF_TRY(valuation, Valuation::read(request.prices));
        answer.valuation = std::move(valuation);
    }
    const TraceRequest::Place& from = request.from.front();
    const std::string ledger = ledger_of(from.text);
    PELF_TRY(tracer, open_tracer(home, ledger, lists, request.options));
    PELF_TRY(start, tracer->find(rest_of(from.text)));
    if (is_after(start, request.options.as_of_unix_s)) return not_yet(start);
    answer.from = {start};
    answer.thefts = {
        {from.label.empty() ? start.place : from.label, start.asset, start.decimals, start.amount}};
    answer.ledgers = {tracer->coverage()};
    for (const analyze::Policy policy : request.policies) {
        PELF_TRY(traced, tracer->trace_back(policy, rest_of(start.place)));
        LinkedPolicy& one = answer.policies.emplace_back();
        one.policy = policy;
        one.totals = {answer.thefts.front()};
        one.totals.front().amount = {};
        for (const TracedEnd& end : traced.ends) {
            OriginAnswer origin = answer.thefts.front();
            origin.amount = end.amount;
            one.totals.front().amount += end.amount;
            one.way.push_back({{WayKind::end, static_cast<std::uint32_t>(one.ends.size())},
                               {WayKind::start, 0},
                               end.amount,
                               end.amount,
                               end.hops,
                               {{0, end.amount}}});
            one.ends.push_back({end.kind, ledger, end.at, end.amount, end.hops, {origin}, {}, {}});
        }
        one.passes = std::move(traced.passes);
        one.transactions_touched = traced.transactions_touched;
        one.limits = traced.limits;
        one.truncated = is_cut_short(one);
        answer.truncated = answer.truncated || one.truncated;
    }
    return answer;
}

}  // namespace pelf::engine
