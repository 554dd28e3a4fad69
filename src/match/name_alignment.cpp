// SPDX-License-Identifier: Apache-2.0
#include "match/name_alignment.hpp"

#include <algorithm>
#include <tuple>

namespace pelf::match {
namespace {

/// What things cost under one set of rules, in hundredths of a point where nothing else is said.
struct Costs {
    int query_extra;  ///< All of the query's weight left over.
    int listed_extra;
    int contradiction;        ///< For the first one.
    int contradiction_share;  ///< All of the weight contradicting.
    int number;               ///< Two different numbers.
    int number_missing;       ///< A number on one side only.
    int legal_form;           ///< Two legal forms that exclude each other.
    int legal_form_missing;   ///< One that makes another body of it, on one side only: a trust.
    int order;                ///< The same words in another order.
    int order_of_descent;     ///< The same where words for "son of" stand among them.
};

constexpr Costs kPerson = {3000, 2500, 3300, 3000, 3000, 500, 0, 0, 100, 4500};
constexpr Costs kEntity = {5500, 5200, 3000, 4000, 3000, 1500, 1200, 2500, 300, 300};
constexpr Costs kObject = {6500, 3000, 4000, 5000, 4000, 1000, 0, 0, 500, 500};
constexpr int kInitialCost = 300;
/// That a name begins with some letter says little, whatever the name.
constexpr int kInitialEvidence = 5;
/// Names that agree in nothing but initials: "Oscar Moller" and "M.R.O.".
constexpr int kInitialsScoreMax = 40;
/// A person of several names and a listed one that share a single word: "Ahmed" is on every list.
/// So much for a word that few people bear, more for others.
constexpr int kSingleWordCost = 1500;
constexpr int kSingleWordEvidence = 45;
constexpr int kFullScore = 100 * 100;

/// Evidence at which a part of a name stands for the whole of it.
constexpr int kEvidenceEnough = 60;

const Costs& costs_of(Rules rules) noexcept {
    switch (rules) {
        case Rules::person: return kPerson;
        case Rules::entity: return kEntity;
        default: return kObject;
    }
}

/// Below this a person's names are so common that a part missing leaves next to nothing: every
/// tenth man of his country may be called so.
constexpr int kEvidenceLittle = 25;

/// `amount` times 60 / evidence, the factor between 1 and 3; for persons, from 25 decibans down by
/// the cube, up to 11.
int scaled_by_rarity(Rules rules, int amount, int evidence_decibans) noexcept {
    if (evidence_decibans >= kEvidenceEnough) return amount;
    if (rules == Rules::person && evidence_decibans < kEvidenceLittle) {
        const int evidence = std::max(evidence_decibans, kEvidenceEnough / 4);
        return amount * kEvidenceEnough / evidence * kEvidenceLittle / evidence * kEvidenceLittle /
               evidence;
    }
    return amount * kEvidenceEnough / std::max(evidence_decibans, kEvidenceEnough / 3);
}

int single_word_cost(int evidence_decibans) noexcept {
    const int evidence =
        std::clamp(evidence_decibans, kSingleWordEvidence / 3, kSingleWordEvidence);
    return kSingleWordCost * kSingleWordEvidence / evidence;
}

/// Left over on both sides, these exclude each other.
bool can_contradict(WordRole role) noexcept {
    return role != WordRole::particle && role != WordRole::title;
}

struct Side {
    std::uint64_t taken = 0;  ///< Bit i: word i is matched.
    int weight = 0;
    int matched = 0;
    int left_that_contradicts = 0;
    int left_numbers = 0;

    int left() const noexcept { return weight - matched; }
};

constexpr std::uint64_t bits(std::size_t first, std::size_t count) noexcept {
    return ((std::uint64_t{1} << count) - 1) << first;
}

Side weigh(std::span<const ScoredWord> words, std::uint64_t taken) {
    Side side{.taken = taken};
    for (std::size_t i = 0; i < words.size(); ++i) {
        side.weight += words[i].weight;
        if ((taken >> i & 1U) != 0) {
            side.matched += words[i].weight;
        } else if (words[i].role == WordRole::number) {
            side.left_numbers += 1;
            side.left_that_contradicts += words[i].weight;
        } else if (can_contradict(words[i].role)) {
            side.left_that_contradicts += words[i].weight;
        }
    }
    return side;
}

int weight_of(std::span<const ScoredWord> words, std::size_t first, std::size_t count) noexcept {
    int weight = 0;
    for (std::size_t i = first; i < first + count; ++i) weight += words[i].weight;
    return weight;
}

/// Puts the pairs that are taken to the front, in the order of the query, and returns their number.
std::size_t take_pairs(const ScoredForm& query, const ScoredForm& listed,
                       std::span<WordPair> pairs) {
    // A pair is worth taking by what it is better than: barely alike words are no gain over none.
    constexpr int kNoGain = 50;
    const auto gain = [&](const WordPair& pair) {
        return (pair.similarity - kNoGain) *
               (weight_of(query.words, pair.query_first, pair.query_count) +
                weight_of(listed.words, pair.listed_first, pair.listed_count));
    };
    const auto places = [](const WordPair& pair) {
        // Of equal gain: what stands in the same place, then what comes first.
        const int distance = std::abs(int{pair.query_first} - int{pair.listed_first});
        return std::tuple(distance, pair.query_first, pair.listed_first, pair.query_count,
                          pair.listed_count, pair.kind);
    };
    // The same word on both sides is no part of something else: in "Electronic (HK)" and
    // "Electronic HK" the first word is not the other's first two.
    const auto is_same_word = [](const WordPair& pair) {
        return pair.kind == PartKind::equal && pair.query_count == 1 && pair.listed_count == 1;
    };
    std::sort(pairs.begin(), pairs.end(), [&](const WordPair& a, const WordPair& b) {
        if (is_same_word(a) != is_same_word(b)) return is_same_word(a);
        const int gain_a = gain(a);
        const int gain_b = gain(b);
        return gain_a != gain_b ? gain_a > gain_b : places(a) < places(b);
    });
    std::uint64_t query_taken = 0;
    std::uint64_t listed_taken = 0;
    std::size_t count = 0;
    for (const WordPair& pair : pairs) {
        const std::uint64_t query_bits = bits(pair.query_first, pair.query_count);
        const std::uint64_t listed_bits = bits(pair.listed_first, pair.listed_count);
        if ((query_taken & query_bits) != 0 || (listed_taken & listed_bits) != 0) continue;
        query_taken |= query_bits;
        listed_taken |= listed_bits;
        pairs[count++] = pair;
    }
    std::sort(pairs.begin(), pairs.begin() + static_cast<std::ptrdiff_t>(count),
              [](const WordPair& a, const WordPair& b) { return a.query_first < b.query_first; });
    return count;
}

/// Are the matched words, particles and titles apart, in another order on the other side? One turn
/// ("KIM Jong Un", "Jong Un KIM") is how names are filed and not another order.
bool is_shuffled(const ScoredForm& query, std::span<const WordPair> taken) {
    int falls = 0;
    int last = -1;
    int first = -1;
    for (const WordPair& pair : taken) {
        if (!can_contradict(query.words[pair.query_first].role)) continue;
        if (first < 0) first = pair.listed_first;
        if (pair.listed_first < last) ++falls;
        last = pair.listed_first;
    }
    return falls > 1 || (falls == 1 && last > first);
}

/// The form says what kind of body it is and not only what its shares are.
bool is_telling(LegalForm form) {
    switch (class_of(form)) {
        case FormClass::foundation:
        case FormClass::cooperative:
        case FormClass::state_enterprise:
        case FormClass::branch: return true;
        default: return false;
    }
}

int legal_form_cost(const Costs& costs, const ScoredForm& query, const ScoredForm& listed) {
    const bool query_has = !query.legal_forms.empty();
    if (query_has != !listed.legal_forms.empty()) {
        const auto forms = query_has ? query.legal_forms : listed.legal_forms;
        const bool telling = std::any_of(forms.begin(), forms.end(), is_telling);
        return telling ? costs.legal_form_missing : 0;
    }
    if (!query_has) return 0;
    for (const LegalForm a : query.legal_forms) {
        for (const LegalForm b : listed.legal_forms) {
            if (form_relation(a, b) != FormRelation::different) return 0;
        }
    }
    return costs.legal_form;
}

bool has_descent(const ScoredForm& form) {
    return std::any_of(form.words.begin(), form.words.end(),
                       [](const ScoredWord& word) { return word.is_descent; });
}

/// How alike the words left over are that exclude each other: of each left word of the query the
/// nearest of the listed ones, the least of these.
int nearness_of_rest(const FormPair& forms, std::uint64_t query_taken, std::uint64_t listed_taken) {
    int least = 100;
    for (std::size_t i = 0; i < forms.query.words.size(); ++i) {
        if ((query_taken >> i & 1U) != 0 || !can_contradict(forms.query.words[i].role)) continue;
        if (forms.query.words[i].role != WordRole::name) return 0;
        int best = 0;
        for (std::size_t j = 0; j < forms.listed.words.size(); ++j) {
            if ((listed_taken >> j & 1U) != 0 || !can_contradict(forms.listed.words[j].role))
                continue;
            best = std::max(best, forms.near.similarity(i, j));
        }
        least = std::min(least, best);
    }
    return least;
}

/// Of the cost of a contradiction and the listed extras, in hundredths, whatever is near.
constexpr int kRemainsAtLeast = 40;

/// What share of a contradiction's cost remains, in hundredths, by how near the words are.
int remaining_share(int nearness) noexcept {
    // Words that are not near at all are no slip of each other: it is another one.
    constexpr int kNotNear = 130;
    if (nearness < kNearnessMin) return kNotNear;
    constexpr int kNearlyOne = 75;
    const int above = std::clamp(nearness, kNearnessMin, kNearlyOne) - kNearnessMin;
    return 100 - (100 - kRemainsAtLeast) * above / (kNearlyOne - kNearnessMin);
}

/// An initial is no word shared: "Mohammed K" says of Mohammed Kaya no more than "Mohammed" does.
bool shares_one_word_of_many(const ScoredForm& query, std::span<const WordPair> taken) {
    const auto names = std::count_if(query.words.begin(), query.words.end(),
                                     [](const auto& word) { return word.role == WordRole::name; });
    int shared = 0;
    for (const WordPair& pair : taken) {
        if (pair.kind == PartKind::initial) continue;
        for (std::size_t i = 0; i < pair.query_count; ++i) {
            shared += query.words[pair.query_first + i].role == WordRole::name ? 1 : 0;
        }
    }
    return names > 1 && shared < 2;
}

/// Collects deductions, as figures and, if wanted, one by one.
class Bill {
public:
    Bill(Alignment& alignment, bool details) : alignment_(alignment), details_(details) {}

    void charge(Deduction::Cause cause, int points_hundredths) {
        charge_at(alignment_.deductions.size(), cause, points_hundredths);
    }
    /// Lists the deduction in front of what stands at `place`.
    void charge_at(std::size_t place, Deduction::Cause cause, int points_hundredths) {
        if (points_hundredths <= 0) return;
        total_ += points_hundredths;
        if (!details_) return;
        auto& all = alignment_.deductions;
        all.insert(all.begin() + static_cast<std::ptrdiff_t>(place), {cause, points_hundredths});
    }
    int total() const noexcept { return total_; }

private:
    Alignment& alignment_;
    bool details_;
    int total_ = 0;
};

/// A word that only sounds like the initials of a body: they are by heart, and not misspelt.
bool is_guess_at_initials(const ScoredForm& listed, std::span<const WordPair> taken) noexcept {
    return listed.rules == Rules::entity && listed.score_max < kScoreMax &&
           std::any_of(
               taken.begin(), taken.end(),
               [](const WordPair& pair) { return pair.kind != PartKind::equal; });
}

struct Matched {
    int spelling = 0;  ///< Weight times (100 - similarity).
    int slips = 0;     ///< Of that, for words a few letters apart.
    int evidence_decibans = 0;
    int initials = 0;
};

int evidence_of(std::span<const ScoredWord> words) noexcept {
    int evidence = 0;
    for (const ScoredWord& word : words) evidence += word.evidence_decibans;
    return evidence;
}

/// What a pair proves: no more than the commoner of its sides, and less the further they are apart,
/// since ever more names are as near. Never more than the query's side alone: the bound needs that.
int evidence_of(const ScoredForm& query, const ScoredForm& listed, const WordPair& pair) noexcept {
    const int asked = evidence_of(query.words.subspan(pair.query_first, pair.query_count));
    if (pair.kind == PartKind::initial) return std::min(asked, kInitialEvidence);
    const int found = evidence_of(listed.words.subspan(pair.listed_first, pair.listed_count));
    return std::max(std::min(asked, found) - (100 - pair.similarity), 0);
}

Matched sum_up(const ScoredForm& query, const ScoredForm& listed, std::span<const WordPair> taken) {
    Matched matched;
    for (const WordPair& pair : taken) {
        const int lost =
            weight_of(query.words, pair.query_first, pair.query_count) * (100 - pair.similarity);
        matched.spelling += lost;
        if (pair.kind == PartKind::typo) matched.slips += lost;
        if (pair.kind == PartKind::initial) ++matched.initials;
        matched.evidence_decibans += evidence_of(query, listed, pair);
    }
    return matched;
}

/// Where names are common, a slip is as likely another common name, and costs up to three times.
int spelling_cost(Rules rules, const Matched& matched, int matched_weight) noexcept {
    constexpr int kEnoughForASlip = 30;
    int slips = matched.slips;
    if (rules == Rules::person) {
        const int evidence =
            std::clamp(matched.evidence_decibans, kEnoughForASlip / 3, kEnoughForASlip);
        slips = slips * kEnoughForASlip / evidence;
    }
    return (matched.spelling - matched.slips + slips) * 100 / matched_weight;
}

int contradiction_cost(const Costs& costs, const Side& query, const Side& listed) {
    const int contradicting = std::min(query.left_that_contradicts, listed.left_that_contradicts);
    if (contradicting == 0) return 0;
    const int whole = contradicting + std::min(query.matched, listed.matched);
    return costs.contradiction + costs.contradiction_share * contradicting / whole;
}

void charge_numbers(const Costs& costs, const Side& query, const Side& listed, Bill& bill) {
    if (query.left_numbers > 0 && listed.left_numbers > 0) {
        bill.charge(Deduction::Cause::number, costs.number);
    } else if (query.left_numbers + listed.left_numbers > 0) {
        bill.charge(Deduction::Cause::number, costs.number_missing);
    }
}

}  // namespace

Alignment align(const FormPair& forms, bool details) {
    Alignment alignment;
    const ScoredForm& query = forms.query;
    const ScoredForm& listed = forms.listed;
    const std::size_t taken_count = take_pairs(query, listed, forms.pairs);
    const std::span<const WordPair> taken = forms.pairs.first(taken_count);
    std::uint64_t query_taken = 0;
    std::uint64_t listed_taken = 0;
    for (const WordPair& pair : taken) {
        query_taken |= bits(pair.query_first, pair.query_count);
        listed_taken |= bits(pair.listed_first, pair.listed_count);
    }
    const Side asked = weigh(query.words, query_taken);
    const Side found = weigh(listed.words, listed_taken);
    if (asked.matched == 0 || found.matched == 0) return alignment;
    if (is_guess_at_initials(listed, taken) && asked.left() > 0) return alignment;

    const Costs& costs = costs_of(query.rules);
    Matched matched = sum_up(query, listed, taken);
    const int evidence = matched.evidence_decibans;
    Bill bill(alignment, details);
    if (taken_count < 2) matched.slips = 0;  // A name alone is all there is to go by.
    bill.charge(Deduction::Cause::spelling, spelling_cost(query.rules, matched, asked.matched));
    bill.charge(
        Deduction::Cause::query_extra,
        scaled_by_rarity(query.rules, costs.query_extra * asked.left() / asked.weight, evidence));
    const int contradiction = contradiction_cost(costs, asked, found);
    const int listed_extra =
        scaled_by_rarity(query.rules, costs.listed_extra * found.left() / found.weight, evidence);
    const int least = listed_extra * kRemainsAtLeast / 100 + contradiction * kRemainsAtLeast / 100;
    if (kFullScore - bill.total() - least < 100 * int{forms.score_min}) return alignment;
    const std::size_t place = alignment.deductions.size();
    charge_numbers(costs, asked, found, bill);
    if (query.rules == Rules::person && shares_one_word_of_many(query, taken)) {
        bill.charge(Deduction::Cause::single_word, single_word_cost(evidence));
    }
    bill.charge(Deduction::Cause::legal_form, legal_form_cost(costs, query, listed));
    if (is_shuffled(query, taken)) {
        const bool descent = has_descent(query) && has_descent(listed);
        bill.charge(Deduction::Cause::order, descent ? costs.order_of_descent : costs.order);
    }
    bill.charge(Deduction::Cause::initial, kInitialCost * matched.initials);

    // Nearness costs most to know, so it comes last.
    const bool is_hopeless = kFullScore - bill.total() - least < 100 * int{forms.score_min};
    if (forms.score_min > 0 && is_hopeless) return {};
    const int remains = contradiction == 0 || asked.left_numbers + found.left_numbers > 0
                            ? 100
                            : remaining_share(nearness_of_rest(forms, query_taken, listed_taken));
    bill.charge_at(place, Deduction::Cause::contradiction, contradiction * remains / 100);
    bill.charge_at(place, Deduction::Cause::listed_extra, listed_extra * remains / 100);

    const bool only_initials = matched.initials == static_cast<int>(taken.size());
    const int cap = 100 * std::min({int{query.score_max}, int{listed.score_max},
                                    only_initials ? kInitialsScoreMax : int{kScoreMax}});
    int score = std::max(kFullScore - bill.total(), 0);
    if (score > cap) {
        if (details) alignment.deductions.push_back({Deduction::Cause::cap, score - cap});
        score = cap;
    }
    // Rounded down: a hundredth of a point lost is a name that is not quite the same.
    alignment.score.score = static_cast<std::uint8_t>(score / 100);
    alignment.score.evidence_decibans = static_cast<std::uint8_t>(std::min(evidence, 120));
    if (details) alignment.pairs.assign(taken.begin(), taken.end());
    return alignment;
}

QueryCredit query_credit(Rules rules, const ScoredWord& word, std::uint8_t similarity) noexcept {
    if (similarity == 0) return {};
    const int loss = std::min(100 * (100 - similarity), costs_of(rules).query_extra);
    return {.matched = word.weight,
            .spelling = static_cast<std::uint32_t>(word.weight * loss),
            .evidence_decibans = word.evidence_decibans};
}

std::uint8_t score_bound(Rules rules, std::uint32_t weight, const QueryCredit& credit) noexcept {
    if (weight == 0 || credit.matched == 0) return 0;
    // Every matched word costs its spelling or, if that is cheaper, what leaving it over costs; all
    // others cost what leaving them over does. Rounding down can take off a little at each step.
    constexpr int kRoundings = 5;
    const std::uint32_t left = weight > credit.matched ? weight - credit.matched : 0;
    const int evidence = static_cast<int>(std::min(credit.evidence_decibans, 1000U));
    const std::uint32_t extra_all = static_cast<std::uint32_t>(costs_of(rules).query_extra) * left;
    const int extra = scaled_by_rarity(rules, static_cast<int>(extra_all / weight), evidence);
    const int loss = static_cast<int>(credit.spelling / weight) + extra - kRoundings;
    return static_cast<std::uint8_t>(std::clamp((kFullScore - loss) / 100, 0, 100));
}

}  // namespace pelf::match
