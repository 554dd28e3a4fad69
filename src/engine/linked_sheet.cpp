// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/text.hpp"
#include "engine/account_names.hpp"
#include "engine/flow_sheet.hpp"
#include "engine/linked_flow.hpp"
#include "engine/markup.hpp"

namespace pelf::engine {
namespace {

constexpr std::uint64_t kWholeE8 = 100'000'000;

std::string ledger_of(const std::string& place) {
    return place.substr(0, place.find(':'));
}

const std::string& owner_name(const PlaceFacts& at) noexcept {
    return at.owner.tag.empty() ? at.owner.listed_name : at.owner.tag;
}

/// "1234567.5" as "1,234,567.5".
std::string with_commas(std::string number) {
    const std::size_t point = std::min(number.find('.'), number.size());
    for (std::size_t at = point; at > 3; at -= 3) number.insert(at - 3, 1, ',');
    return number;
}

/// Of an issued currency its code, the issuer being elsewhere; of a token its number cut short.
std::string asset_word(const std::string& asset) {
    return middle_cut(asset.substr(0, asset.find('.')));
}

std::string exact_text(const AssetSum& sum) {
    return text(with_commas(decimal_text(sum.amount, sum.decimals)), " ", sum.asset);
}

/// Cut after four places where there are more than a box has room for. Ether has eighteen.
std::string short_text(const AssetSum& sum) {
    constexpr std::size_t kPlacesMax = 8;
    constexpr std::size_t kPlacesShown = 4;
    std::string number = decimal_text(sum.amount, sum.decimals);
    const std::size_t point = number.find('.');
    if (point == std::string::npos || number.size() - point - 1 <= kPlacesMax) {
        return text(with_commas(std::move(number)), " ", asset_word(sum.asset));
    }
    number.resize(point + 1 + kPlacesShown);
    if (number.find_first_not_of("0.") == std::string::npos) {
        return text("under 0.0001 ", asset_word(sum.asset));
    }
    return text("≈ ", with_commas(std::move(number)), " ", asset_word(sum.asset));
}

std::string several_text(const std::vector<AssetSum>& sums,
                         std::string (*one_text)(const AssetSum&)) {
    if (sums.empty()) return "nothing";
    if (sums.size() == 1) return one_text(sums.front());
    return text("in ", sums.size(), " assets");
}

std::string all_exact(const std::vector<AssetSum>& sums) {
    std::string all;
    for (const AssetSum& sum : sums) all += text(all.empty() ? "" : " and ", exact_text(sum));
    return all;
}

/// "31.25 %", "under 0.01 %": of a theft.
std::string percent_text(const Uint256& part, const Uint256& whole) {
    if (whole.is_zero()) return "0 %";
    const std::uint64_t hundredths = scale(10'000, std::min(part, whole), whole).quotient.low();
    if (hundredths == 0) return part.is_zero() ? "0 %" : "under 0.01 %";
    if (hundredths == 10'000) return "100 %";
    return text(decimal_text(hundredths, 2), " %");
}

std::string hops_text(const LinkedLine& line) {
    if (line.hops_max == 0) return {};
    if (line.hops_min == line.hops_max) return counted(line.hops_max, "hop", "hops");
    return text(grouped(line.hops_min), " to ", grouped(line.hops_max), " hops");
}

std::string_view link_word(model::LinkKind kind) {
    switch (kind) {
        case model::LinkKind::withdrawal: return "paid out";
        case model::LinkKind::swap: return "swapped";
        case model::LinkKind::bridge: return "bridged";
        case model::LinkKind::gift_card: return "gift card";
        case model::LinkKind::cash_out: return "cashed out";
    }
    return {};
}

class LinkedSheet {
public:
    LinkedSheet(const LinkedAnswer& answer, const LinkedPolicy& policy, std::uint32_t nodes_max)
        : answer_(answer), policy_(policy), flow_(condense(answer, policy, nodes_max)) {}

    FlowSheet make() {
        sheet_.policy = analyze::to_string(policy_.policy);
        add_boxes();
        add_lines();
        add_notes();
        return std::move(sheet_);
    }

private:
    static constexpr std::uint32_t kNotDrawn = ~std::uint32_t{0};

    /// What a theft is called on a line of a box.
    std::string theft_name(std::uint32_t theft) const {
        const std::string noun = answer_.backward ? "the amount" : "the theft";
        if (answer_.thefts.size() == 1) return noun;
        const OriginAnswer& one = answer_.thefts[theft];
        const auto same = std::ranges::count(answer_.thefts, one.asset, &OriginAnswer::asset);
        return same == 1 ? text("the ", asset_word(one.asset)) : middle_cut(one.label);
    }

    /// "31.2 % of the theft": of the largest two.
    std::vector<std::string> share_remarks(std::vector<TheftShare> origins) const {
        constexpr std::size_t kShown = 2;
        std::ranges::stable_sort(origins, [this](const TheftShare& a, const TheftShare& b) {
            return part_e8(a) > part_e8(b);
        });
        std::vector<std::string> remarks;
        for (const TheftShare& share : origins) {
            if (remarks.size() == kShown && origins.size() > kShown) {
                remarks.push_back(
                    text("and of ", counted(origins.size() - kShown, "more", "more")));
                break;
            }
            remarks.push_back(text(percent_text(share.origin, answer_.thefts[share.theft].amount),
                                   " of ", theft_name(share.theft)));
        }
        return remarks;
    }

    std::uint64_t part_e8(const TheftShare& share) const {
        const Uint256& whole = answer_.thefts[share.theft].amount;
        if (whole.is_zero()) return 0;
        return scale(kWholeE8, std::min(share.origin, whole), whole).quotient.low();
    }

    std::vector<OriginAnswer> in_words(const std::vector<TheftShare>& origins) const {
        std::vector<OriginAnswer> words;
        for (const TheftShare& share : origins) {
            words.push_back(answer_.thefts[share.theft]);
            words.back().amount = share.origin;
        }
        return words;
    }

    void add_boxes() {
        box_of_.assign(flow_.boxes.size(), kNotDrawn);
        for (std::size_t i = 0; i < flow_.boxes.size(); ++i) {
            const LinkedBox& box = flow_.boxes[i];
            if (box.is_minor_fee) {
                left_out_.push_back(i);
                continue;
            }
            if (box.is_rest) sheet_.summarised += box.members.size();
            box_of_[i] = static_cast<std::uint32_t>(sheet_.boxes.size());
            SheetBox& drawn = sheet_.boxes.emplace_back();
            drawn.id = text("n", i);
            drawn.origins = in_words(box.origins);
            drawn.transactions = box.members.size();
            if (box.amounts.size() == 1) {
                drawn.amount = to_string(box.amounts.front().amount);
                drawn.asset = box.amounts.front().asset;
            }
            BoxWords words;
            words.amount = several_text(box.amounts, short_text);
            words.exact = all_exact(box.amounts);
            switch (box.kind) {
                case LinkedBoxKind::start: describe_start(box, drawn, words); break;
                case LinkedBoxKind::link: describe_link(box, drawn, words); break;
                case LinkedBoxKind::end: describe_end(box, drawn, words); break;
            }
            drawn.name = words.name;
            drawn.reference = words.reference;
            drawn.look = make_box(words);
        }
    }

    /// The first and the last time of the box's members.
    static void set_times(SheetBox& drawn, const std::string& time) {
        if (time.empty()) return;
        if (drawn.time.empty() || time < drawn.time) drawn.time = time;
        if (time > drawn.last_time) drawn.last_time = time;
    }

    static std::string day_of(const SheetBox& drawn) {
        const std::string first = drawn.time.substr(0, 10);
        const std::string last = drawn.last_time.substr(0, 10);
        return first == last ? first : text(first, " to ", last);
    }

    void describe_start(const LinkedBox& box, SheetBox& drawn, BoxWords& words) const {
        const PlaceFacts& first = answer_.from[box.members.front()];
        for (const std::uint32_t member : box.members) {
            set_times(drawn, answer_.from[member].time);
            words.listed = words.listed || !answer_.from[member].owner.listed_name.empty();
        }
        drawn.kind = box.is_rest ? "rest" : "start";
        drawn.first = !answer_.backward;
        drawn.last = answer_.backward;
        drawn.ledger = box.is_rest ? std::string() : ledger_of(first.place);
        words.hue = box.is_rest ? BoxHue::grey : BoxHue::red;
        words.name = theft_title(box);
        if (box.is_rest) {
            words.outline = BoxOutline::dashed;
            words.remarks = {"smaller thefts"};
            return;
        }
        if (box.members.size() == 1) {
            drawn.account = first.account;
            words.reference = first.account.empty() ? first.place : first.account;
        }
        words.remarks = {
            text(answer_.backward ? "asked for, on " : "start, on ", drawn.ledger),
            text(counted(box.members.size(), "payment", "payments"), ", ", day_of(drawn))};
    }

    std::string theft_title(const LinkedBox& box) const {
        if (box.is_rest) return text(box.members.size(), " more thefts");
        const PlaceFacts& first = answer_.from[box.members.front()];
        if (answer_.backward) return owner_name(first).empty() ? "Place" : owner_name(first);
        for (const TheftShare& share : box.origins) {
            const std::string& label = answer_.thefts[share.theft].label;
            if (box.origins.size() == 1 && label != first.place) return label;
        }
        return owner_name(first).empty() ? "Start" : owner_name(first);
    }

    void describe_link(const LinkedBox& box, SheetBox& drawn, BoxWords& words) const {
        const LinkCrossing& first = policy_.crossings[box.members.front()];
        model::LinkStanding weakest = model::LinkStanding::protocol;
        std::uint32_t least_ppm = 1'000'000;
        std::string standing(model::to_string(first.standing));
        std::string kind(link_word(first.kind));
        for (const std::uint32_t member : box.members) {
            const LinkCrossing& one = policy_.crossings[member];
            set_times(drawn, one.from.time);
            set_times(drawn, one.to.time);
            weakest = std::max(weakest, one.standing);
            if (one.standing == model::LinkStanding::matched) {
                least_ppm = std::min(least_ppm, one.likelihood_ppm);
            }
            words.listed = words.listed || !one.from.owner.listed_name.empty() ||
                           !one.to.owner.listed_name.empty();
            if (one.standing != first.standing) standing = "of several standings";
            if (one.kind != first.kind) kind = "linked";
        }
        drawn.kind = "link";
        drawn.standing = weakest;
        words.hue = BoxHue::slate;
        words.outline = weakest == model::LinkStanding::protocol   ? BoxOutline::solid
                        : weakest == model::LinkStanding::asserted ? BoxOutline::dashed
                                                                   : BoxOutline::dotted;
        const std::string& owner = owner_name(first.from);
        words.name = box.is_rest     ? text(box.members.size(), " smaller links")
                     : owner.empty() ? "Link"
                                     : owner;
        words.reference = box.members.size() == 1
                              ? text("link ", first.link)
                              : text(first.link, " and ", box.members.size() - 1, " more links");
        if (box.is_rest) words.reference.clear();
        words.remarks = {text("for ", several_text(box.given, short_text)),
                         text(kind, ", ", standing_text(standing, box, least_ppm))};
        for (std::string& share : share_remarks(box.origins)) {
            words.remarks.push_back(std::move(share));
        }
        if (!drawn.time.empty()) words.remarks.push_back(day_of(drawn));
    }

    static std::string standing_text(const std::string& standing, const LinkedBox& box,
                                     std::uint32_t least_ppm) {
        if (standing == "protocol") return "the protocol says so";
        if (standing == "claimed") return "a memo claims so, no more";
        std::string said = standing == "asserted" ? "link asserted" : standing;
        if (standing == "matched") said = "link matched";
        if (least_ppm == 1'000'000) return said;
        return text(said, ", ", box.members.size() > 1 ? "from " : "", least_ppm / 10'000,
                    " % likely");
    }

    void describe_end(const LinkedBox& box, SheetBox& drawn, BoxWords& words) const {
        const LinkedEnd& first = policy_.ends[box.members.front()];
        std::vector<std::string> accounts;
        bool is_one_ledger = true;
        for (const std::uint32_t member : box.members) {
            const LinkedEnd& end = policy_.ends[member];
            set_times(drawn, end.at.time);
            accounts.push_back(end.at.account);
            is_one_ledger = is_one_ledger && end.ledger == first.ledger;
            words.listed = words.listed || !end.at.owner.listed_name.empty();
        }
        std::ranges::sort(accounts);
        const auto twice = std::ranges::unique(accounts);
        accounts.erase(twice.begin(), twice.end());
        if (is_one_ledger) drawn.ledger = first.ledger;
        drawn.kind = box.is_rest ? "rest" : std::string(analyze::to_string(first.kind));
        const bool is_beyond = !box.is_rest && first.ledger.empty();
        words.hue = box.is_rest ? BoxHue::grey : hue_of_end(first.kind);
        const bool is_cut = box.is_rest || first.kind == analyze::EndKind::limit;
        if (is_cut) words.outline = BoxOutline::dashed;
        words.name = box.is_rest ? text(box.members.size(), " smaller ends")
                                 : end_name(first, accounts.size());
        if (accounts.size() == 1 && accounts.front() != words.name) {
            words.reference = accounts.front();
        }
        if (accounts.size() == 1) drawn.account = accounts.front();
        std::string what =
            is_beyond ? "on no ledger kept here" : end_remark(first, box.members.size());
        if (box.is_rest) what = "summed up";
        if (!drawn.ledger.empty()) what += text(", on ", drawn.ledger);
        words.remarks = {std::move(what)};
        for (std::string& share : share_remarks(box.origins)) {
            words.remarks.push_back(std::move(share));
        }
        if (!drawn.time.empty() && !box.is_rest) words.remarks.push_back(day_of(drawn));
    }

    static std::string end_name(const LinkedEnd& end, std::size_t accounts_count) {
        if (!owner_name(end.at).empty()) return owner_name(end.at);
        using enum analyze::EndKind;
        const bool has_holder =
            end.kind == unspent || end.kind == service || end.kind == mixer || end.kind == bridge;
        if (has_holder && accounts_count > 1) {
            return text(accounts_count, " accounts, holders not known");
        }
        // At a bank and beyond all ledgers an account says who can be asked.
        const bool is_told = end.ledger.empty() || end.ledger == to_string(AccountLedger::bank);
        if (is_told && has_holder && !end.at.account.empty()) return end.at.account;
        return name_of_end(end.kind);
    }

    static std::string end_remark(const LinkedEnd& end, std::size_t count) {
        switch (end.kind) {
            case analyze::EndKind::unspent: return "still there";
            case analyze::EndKind::fee: return counted(count, "fee", "fees");
            case analyze::EndKind::service:
            case analyze::EndKind::mixer:
            case analyze::EndKind::bridge:
                return text(analyze::to_string(end.kind), ", ",
                            counted(count, "payment", "payments"));
            default: return text(analyze::to_string(end.kind));
        }
    }

    void add_lines() {
        for (const LinkedLine& line : flow_.lines) {
            if (box_of_[line.to] == kNotDrawn || box_of_[line.from] == kNotDrawn) continue;
            SheetLine& drawn = sheet_.lines.emplace_back();
            drawn.from = box_of_[line.from];
            drawn.to = box_of_[line.to];
            drawn.share = static_cast<double>(line.share_e8) / static_cast<double>(kWholeE8);
            drawn.hops = hops_text(line);
            drawn.streams = line.streams_count;
            drawn.origins = in_words(line.origins);
            if (line.got.size() == 1) {
                drawn.amount = to_string(line.got.front().amount);
                drawn.asset = line.got.front().asset;
            }
            drawn.full = all_exact(line.got);
            if (line.given != line.got)
                drawn.full = text(all_exact(line.given), " as ", drawn.full);
            for (const TheftShare& share : line.origins) {
                drawn.full +=
                    text(", ", percent_text(share.origin, answer_.thefts[share.theft].amount),
                         " of ", theft_name(share.theft));
            }
            if (!drawn.hops.empty()) drawn.full += text(", ", drawn.hops);
            drawn.label = drawn.hops;
        }
        label_amounts();
    }

    /// An amount stands on a line where neither of its boxes says it.
    void label_amounts() {
        std::vector<std::size_t> incoming(sheet_.boxes.size());
        std::vector<std::size_t> outgoing(sheet_.boxes.size());
        for (const SheetLine& line : sheet_.lines) {
            ++incoming[line.to];
            ++outgoing[line.from];
        }
        std::size_t next = 0;
        for (const LinkedLine& line : flow_.lines) {
            if (box_of_[line.to] == kNotDrawn || box_of_[line.from] == kNotDrawn) continue;
            SheetLine& drawn = sheet_.lines[next++];
            const bool is_said = incoming[drawn.to] == 1 || outgoing[drawn.from] == 1;
            if (is_said || drawn.share < 0.005) continue;
            drawn.label = text(several_text(line.got, short_text), drawn.hops.empty() ? "" : ", ",
                               drawn.hops);
        }
    }

    void add_notes() {
        sheet_.notes = {"Left to right in time; the wider a line, the larger a part of the theft."};
        if (answer_.thefts.size() > 1) {
            sheet_.notes = {
                "Left to right in time; the wider a line, the larger a part of the thefts, each "
                "counting alike."};
        }
        if (!policy_.crossings.empty()) {
            sheet_.notes.push_back(
                "A link is seen on no ledger: dashed where somebody asserts it, dotted where it "
                "is matched by amount and time.");
        }
        if (sheet_.summarised > 0) {
            sheet_.notes.push_back(
                text("Summed up: ", sheet_.summarised, " of the thefts, links and ends."));
        }
        if (left_out_.empty()) return;
        std::vector<TheftShare> origins;
        std::string amounts;
        for (const std::size_t box : left_out_) {
            amounts += text(amounts.empty() ? "" : ", ", all_exact(flow_.boxes[box].amounts));
        }
        sheet_.notes.push_back(text("Fees on the way, not drawn: ", amounts, "."));
    }

    const LinkedAnswer& answer_;
    const LinkedPolicy& policy_;
    LinkedFlow flow_;
    std::vector<std::uint32_t> box_of_;  ///< On the sheet, by box of the flow.
    std::vector<std::size_t> left_out_;  ///< Boxes of the flow.
    FlowSheet sheet_;
};

}  // namespace

const LinkedPolicy* drawn_policy(const LinkedAnswer& answer) noexcept {
    const auto drawn = std::ranges::find_if(
        answer.policies, [](const LinkedPolicy& policy) { return !policy.way.empty(); });
    return drawn == answer.policies.end() ? nullptr : &*drawn;
}

FlowSheet sheet_of(const LinkedAnswer& answer, const LinkedPolicy& policy,
                   std::uint32_t nodes_max) {
    return LinkedSheet(answer, policy, nodes_max).make();
}

}  // namespace pelf::engine
