// SPDX-License-Identifier: Apache-2.0
//
// pelf trace forward over account ledgers and over links.
#include <algorithm>
#include <cstdio>
#include <map>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/trace_options.hpp"
#include "engine/flow_picture.hpp"
#include "engine/linked_flow.hpp"
#include "engine/linked_page.hpp"
#include "engine/linked_trace.hpp"

namespace pelf::cli {
namespace {

using engine::LinkedAnswer;
using engine::LinkedEnd;
using engine::LinkedPolicy;
using engine::OriginAnswer;

std::string amount_text(const Uint256& amount, unsigned decimals, const std::string& asset) {
    return text(engine::decimal_text(amount, decimals), " ", asset);
}

/// Nobody is known to own it.
bool is_nobodys(const LinkedEnd& end) {
    return end.kind != analyze::EndKind::fee && end.kind != analyze::EndKind::limit &&
           end.at.owner.listed_name.empty() && end.at.owner.tag.empty() && !end.at.account.empty();
}

/// A place for people: who has it, or what became of it.
std::string row_name(const LinkedEnd& end) {
    if (!end.at.owner.listed_name.empty()) return end.at.owner.listed_name + red(" LISTED");
    if (!end.at.owner.tag.empty()) return end.at.owner.tag;
    if (end.kind == analyze::EndKind::fee) return "fees";
    if (end.kind == analyze::EndKind::limit) return "not followed further";
    return end.at.account.empty() ? std::string(analyze::to_string(end.kind)) : end.at.account;
}

/// With as many places as bitcoin has; the JSON has all of them.
std::string aligned(const Uint256& amount, unsigned decimals) {
    constexpr std::size_t kPlacesMax = 8;
    std::string number = fixed_text(amount, decimals);
    if (decimals <= kPlacesMax) return number;
    number.resize(number.size() - (decimals - kPlacesMax));
    const bool is_too_small = !amount.is_zero() && number.find_first_not_of("0.") == number.npos;
    return is_too_small ? "<0.00000001" : number;
}

struct RowKey {
    std::string ledger;
    analyze::EndKind kind = analyze::EndKind::unspent;
    std::size_t rank = 0;  ///< Within ledger and kind, the largest first.
    std::string name;

    auto operator<=>(const RowKey&) const = default;
};

/// The rows of the tables: one for each owner, and for the largest of the accounts that nobody is
/// known to own. A coin that was mixed ends in hundreds of those; the rest share a row.
class Rows {
public:
    explicit Rows(const LinkedAnswer& answer);

    RowKey key_of(const LinkedEnd& end) const { return keys_.at(plain_key(end)); }

private:
    static constexpr std::size_t kAccountsMax = 10;  ///< Of each ledger and kind.
    using PlainKey = std::tuple<std::string, analyze::EndKind, std::string>;

    static PlainKey plain_key(const LinkedEnd& end) {
        return {end.ledger.empty() ? "beyond" : end.ledger, end.kind, row_name(end)};
    }

    std::map<PlainKey, RowKey> keys_;
};

Rows::Rows(const LinkedAnswer& answer) {
    struct Row {
        std::uint64_t share = 0;  ///< Of its thefts, billionths, under the policy that gives most.
        bool is_nobodys = false;
    };
    std::map<PlainKey, Row> rows;
    for (const LinkedPolicy& policy : answer.policies) {
        std::map<PlainKey, std::uint64_t> shares;
        for (const LinkedEnd& end : policy.ends) {
            const PlainKey key = plain_key(end);
            rows[key].is_nobodys = is_nobodys(end);
            for (const OriginAnswer& origin : end.origins) {
                for (const OriginAnswer& theft : answer.thefts) {
                    if (theft.label != origin.label || theft.asset != origin.asset) continue;
                    if (theft.amount.is_zero()) continue;
                    shares[key] +=
                        scale(1'000'000'000, std::min(origin.amount, theft.amount), theft.amount)
                            .quotient.low();
                }
            }
        }
        for (const auto& [key, share] : shares) {
            rows[key].share = std::max(rows[key].share, share);
        }
    }
    std::vector<std::pair<PlainKey, Row>> sorted(rows.begin(), rows.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.second.share > b.second.share; });
    using Group = std::pair<std::string, analyze::EndKind>;
    std::map<Group, std::size_t> shown;
    std::map<Group, std::vector<PlainKey>> small;
    for (std::size_t rank = 0; rank < sorted.size(); ++rank) {
        const auto& [key, row] = sorted[rank];
        const auto& [ledger, kind, name] = key;
        if (row.is_nobodys && ++shown[{ledger, kind}] > kAccountsMax) {
            small[{ledger, kind}].push_back(key);
        } else {
            keys_[key] = {ledger, kind, rank, name};
        }
    }
    for (const auto& [group, keys] : small) {
        if (keys.size() == 1) {  // It takes no more room than a line about it.
            keys_[keys[0]] = {group.first, group.second, sorted.size(), std::get<2>(keys[0])};
            continue;
        }
        const std::string name = counted(keys.size(), "smaller account", "smaller accounts");
        for (const PlainKey& key : keys) {
            keys_[key] = {group.first, group.second, sorted.size(), name};
        }
    }
}

/// Where one theft ended, in the unit of what was stolen: all ledgers in one table.
void print_theft(const LinkedAnswer& answer, const Rows& keys, const OriginAnswer& theft) {
    std::map<RowKey, std::vector<Uint256>> rows;
    std::vector<const LinkedPolicy*> policies;
    for (const LinkedPolicy& policy : answer.policies) {
        if (policy.policy != analyze::Policy::poison) policies.push_back(&policy);
    }
    if (policies.empty()) return;
    for (std::size_t column = 0; column < policies.size(); ++column) {
        for (const LinkedEnd& end : policies[column]->ends) {
            for (const OriginAnswer& origin : end.origins) {
                if (origin.label != theft.label || origin.asset != theft.asset) continue;
                auto& row = rows[keys.key_of(end)];
                row.resize(policies.size());
                row[column] += origin.amount;
            }
        }
    }
    std::printf("\n%s\n",
                bold(text(answer.backward ? "where it came from, in " : "where it ended, in ",
                          theft.asset, " of ", theft.label))
                    .c_str());
    std::vector<Table::Align> columns(3, Table::Align::left);
    columns.insert(columns.end(), policies.size(), Table::Align::right);
    Table table(columns);
    std::vector<std::string> head(3);
    for (const LinkedPolicy* policy : policies) {
        head.push_back(bold(analyze::to_string(policy->policy)));
    }
    table.add(head);
    for (const auto& [key, amounts] : rows) {
        std::vector<std::string> cells{key.ledger, std::string(analyze::to_string(key.kind)),
                                       key.name};
        for (const Uint256& amount : amounts) {
            cells.push_back(amount.is_zero() ? dim("-") : aligned(amount, theft.decimals));
        }
        table.add(cells);
    }
    std::vector<std::string> total{"", "", bold("total")};
    for (const LinkedPolicy* policy : policies) {
        Uint256 sum;
        for (const OriginAnswer& one : policy->totals) {
            if (one.label == theft.label && one.asset == theft.asset) sum += one.amount;
        }
        total.push_back(bold(aligned(sum, theft.decimals)));
    }
    table.add(total);
    std::fputs(table.text().c_str(), stdout);
}

/// What all ends were worth, of whichever theft: all ledgers in one table.
void print_values(const LinkedAnswer& answer, const Rows& keys) {
    const engine::Valuation& valuation = *answer.valuation;
    std::map<RowKey, std::vector<engine::ValueSum>> rows;
    std::vector<engine::ValueSum> totals(answer.policies.size());
    for (std::size_t column = 0; column < answer.policies.size(); ++column) {
        for (const LinkedEnd& end : answer.policies[column].ends) {
            auto& row = rows[keys.key_of(end)];
            row.resize(answer.policies.size());
            const engine::Value value = engine::value_of(answer, end);
            row[column].add(value);
            totals[column].add(value);
        }
    }
    std::printf("\n%s\n", bold(value_title(valuation)).c_str());
    std::vector<Table::Align> columns(3, Table::Align::left);
    columns.insert(columns.end(), answer.policies.size(), Table::Align::right);
    Table table(columns);
    std::vector<std::string> head(3);
    std::vector<std::string> total{"", "", bold("total")};
    for (std::size_t column = 0; column < answer.policies.size(); ++column) {
        head.push_back(bold(analyze::to_string(answer.policies[column].policy)));
        total.push_back(bold(value_text(valuation, totals[column])));
    }
    table.add(head);
    for (const auto& [key, sums] : rows) {
        std::vector<std::string> cells{key.ledger, std::string(analyze::to_string(key.kind)),
                                       key.name};
        for (const engine::ValueSum& sum : sums) {
            const bool none = sum.valued_count == 0 && sum.unvalued_count == 0;
            cells.push_back(none ? dim("-") : value_text(valuation, sum));
        }
        table.add(cells);
    }
    table.add(total);
    std::fputs(table.text().c_str(), stdout);
}

/// The links crossed under any policy, once each, with the most that crossed.
void print_crossings(const LinkedAnswer& answer) {
    std::map<std::string, const engine::LinkCrossing*> crossed;
    for (const LinkedPolicy& policy : answer.policies) {
        for (const engine::LinkCrossing& one : policy.crossings) {
            auto& most = crossed[one.link];
            if (most == nullptr || one.given > most->given) most = &one;
        }
    }
    if (crossed.empty()) return;
    std::printf("\n%s\n", bold("links it went over, at most").c_str());
    using enum Table::Align;
    Table table({left, left, left, right, left, right, left});
    for (const auto& [id, one] : crossed) {
        const std::string where = one->to.place.empty() ? one->to.account : one->to.owner.tag;
        table.add({id, std::string(model::to_string(one->kind)),
                   std::string(model::to_string(one->standing)),
                   amount_text(one->given, one->from.decimals, one->from.asset), "to",
                   amount_text(one->got, one->to.decimals, one->to.asset),
                   text(where.empty() ? one->to.account : where, "  (", one->source, ")")});
    }
    std::fputs(table.text().c_str(), stdout);
}

/// Each listed party that money passed, with how many of its accounts.
void print_listed(const LinkedAnswer& answer) {
    std::map<std::string, std::set<std::string>> accounts;
    for (const LinkedPolicy& policy : answer.policies) {
        for (const engine::TracedPass& pass : policy.passes) {
            const std::string party =
                text(red(pass.at.owner.listed_name), "  ", pass.at.owner.listed_source, " ",
                     pass.at.owner.listed_id);
            accounts[party].insert(pass.at.account);
        }
    }
    if (accounts.empty()) return;
    std::printf("\n%s\n", bold("listed parties whose accounts it passed").c_str());
    for (const auto& [party, own] : accounts) {
        std::printf("  %s  %zu %s\n", party.c_str(), own.size(),
                    own.size() == 1 ? "account" : "accounts");
    }
}

void print_notes(const LinkedAnswer& answer) {
    std::uint8_t limits = 0;
    for (const LinkedPolicy& policy : answer.policies) limits |= policy.limits;
    if (!answer.unused_links.empty()) {
        std::string names;
        for (const std::string& id : answer.unused_links) names += " " + id;
        std::printf("\nlinks that no traced money came to:%s\n", names.c_str());
    }
    if (answer.claimed_left_out > 0) {
        std::printf(
            "\n%s only, and not followed (--follow-claimed)\n",
            counted(answer.claimed_left_out, "link is claimed", "links are claimed").c_str());
    }
    if ((limits & analyze::limit_outside) != 0) {
        std::printf(
            "\naccounts gave more than is known to have come: what they held before the first "
            "block is taken as clean\n");
    }
    if (answer.truncated) {
        std::printf(
            "\n%s the trace was cut short; what was not followed is in the rows "
            "\"limit\"\n",
            red("TRUNCATED").c_str());
    }
}

void print_answer(const LinkedAnswer& answer) {
    using enum Table::Align;
    Table seeds({left, left, right, left, left, right});
    for (const engine::PlaceFacts& place : answer.from) {
        const std::string& owner = place.owner.tag.empty() ? place.account : place.owner.tag;
        seeds.add({"from", short_place(place.place),
                   amount_text(place.amount, place.decimals, place.asset), short_time(place.time),
                   place.owner.listed_name.empty() ? owner : place.owner.listed_name,
                   answer.valuation ? value_text(*answer.valuation, answer.valuation->value_of(
                                                                        place.asset, place.decimals,
                                                                        place.amount, place.time))
                                    : ""});
    }
    std::fputs(seeds.text().c_str(), stdout);
    for (const engine::LedgerCoverage& ledger : answer.ledgers) {
        std::printf("%s\n",
                    dim(text("  on ", ledger.ledger, " up to height ", grouped(ledger.height), " (",
                             short_time(ledger.tip_time), ")", ledger.window ? ", a window" : ""))
                        .c_str());
    }
    const Rows rows(answer);
    for (const OriginAnswer& theft : answer.thefts) print_theft(answer, rows, theft);
    if (answer.valuation) print_values(answer, rows);
    print_crossings(answer);
    print_listed(answer);
    print_notes(answer);
    if (answer.source) print_coverage(*answer.source);
}

Status write_pictures(const LinkedAnswer& answer, const TraceOptions& options) {
    if (options.svg.empty() && options.html.empty()) return Done{};
    const LinkedPolicy* policy = engine::drawn_policy(answer);
    if (policy == nullptr) {
        return Unexpected(Error{Fault::refused,
                                "a picture needs a policy that says which money went where: any "
                                "but poison"});
    }
    PELF_TRY(svg, engine::draw_flow(engine::sheet_of(answer, *policy, engine::kLinkedNodes),
                                    {.title = answer.backward ? "Where the money came from"
                                                              : "Where the money went"}));
    return write_picture_files(svg, options, [&](const engine::TracePageOptions& page) {
        return engine::to_html(answer, page);
    });
}

}  // namespace

bool is_linked(const TraceOptions& options) {
    if (!options.links.empty()) return true;
    const std::string_view from = options.from;
    for (const std::string_view piece : split(from, ",")) {
        const std::string_view ledger = piece.substr(0, piece.find(':'));
        if (engine::parse_account_ledger(ledger) || ledger.starts_with("bitcoin")) return true;
    }
    return false;
}

Result<engine::LinkedTraceRequest> linked_request(const Common& common, const TraceOptions& options,
                                                  bool backward) {
    engine::LinkedTraceRequest request;
    PELF_TRY(policies,
             backward ? parse_policies(options.policy, std::begin(kBackwardPolicies),
                                       std::end(kBackwardPolicies))
                      : parse_policies(options.policy, std::begin(analyze::kAllAccountPolicies),
                                       std::end(analyze::kAllAccountPolicies)));
    request.policies = std::move(policies);
    if (options.ends_from_sat > 0) {
        return Unexpected(Error{Fault::malformed, "--ends-from is for a trace on one coin ledger"});
    }
    for (const std::string_view piece : split(options.from, ",")) {
        const std::size_t equals = piece.rfind('=');
        engine::TraceRequest::Place place{std::string(piece.substr(0, equals)), {}};
        if (equals != std::string_view::npos) place.label = piece.substr(equals + 1);
        constexpr std::size_t kTxidDigits = 64;
        if (place.text.find(':') == kTxidDigits) {
            PELF_TRY(chain, engine::choose_chain(home_of(common), options.chain));
            place.text = text(engine::ledger_name(chain), ":", place.text);
        }
        request.from.push_back(std::move(place));
    }
    request.links.assign(options.links.begin(), options.links.end());
    request.follow_claimed = options.follow_claimed;
    engine::TracerOptions& how = request.options;
    how.stop_at_services = !options.through_services;
    how.follow_fees = options.follow_fees;
    how.cross_swaps = !options.stop_at_swaps;
    how.merge_tags = options.merge_tags;
    if (!common.as_of.empty()) how.as_of_unix_s = parse_as_of(common.as_of);
    if (options.hops_max > 0) how.hops_max = options.hops_max;
    if (options.transactions_max > 0) how.transactions_max = options.transactions_max;
    how.haircut_floor_ppm = options.haircut_floor_ppm;
    if (options.seconds_max > 0) {
        const std::int64_t end = now_unix_s() + options.seconds_max;
        how.out_of_time = [end] { return now_unix_s() >= end; };
    }
    request.lists_as_of = day_of(common);
    request.lists_known_by_unix_s = known_by_of(common);
    return request;
}

ExitStatus trace_linked(const Common& common, const TraceOptions& options, bool backward) {
    if (options.paths > 0 || options.ends_from_sat > 0) {
        return usage("--paths and --ends-from are for a trace on one coin ledger");
    }
    auto made = linked_request(common, options, backward);
    if (!made) {
        return made.error().fault == Fault::malformed ? usage(made.error().message)
                                                      : fail(made.error());
    }
    engine::LinkedTraceRequest& request = *made;
    if (!options.source.source.empty()) {
        auto source = account_source(common, options.source);
        if (!source) return usage(source.error().message);
        request.source = std::move(*source);
    }
    request.prices = price_request(options);
    const engine::Home home = home_of(common);
    const auto answer =
        backward ? engine::trace_linked_back(home, request) : engine::trace_linked(home, request);
    request.source.reset();  // Its progress line ends here.
    if (!answer) return fail_source(answer.error());
    std::uint64_t losses = print_losses(answer->reports);
    if (answer->source) losses += print_losses({answer->source->report});
    if (answer->valuation) losses += print_losses(answer->valuation->reports());
    if (const Status drawn = write_pictures(*answer, options); !drawn) return fail(drawn.error());
    if (!common.json) print_answer(*answer);
    const ExitStatus kept = keep_trace(common, options.into, engine::to_json(*answer));
    if (kept != ExitStatus::nothing_found) return kept;
    const bool listed = std::ranges::any_of(
        answer->policies, [](const LinkedPolicy& policy) { return !policy.passes.empty(); });
    if (listed) return ExitStatus::found;
    return losses > 0 ? ExitStatus::input : ExitStatus::nothing_found;
}

}  // namespace pelf::cli
