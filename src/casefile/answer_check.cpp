// SPDX-License-Identifier: Apache-2.0
#include "casefile/answer_check.hpp"

#include <boost/json.hpp>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.hpp"
#include "base/text.hpp"
#include "casefile/answer_statements.hpp"
#include "casefile/canonical_json.hpp"
#include "casefile/json_fields.hpp"
#include "codec/bitcoin_script.hpp"
#include "codec/hex.hpp"

namespace pelf::casefile {
namespace {

using boost::json::value;

std::optional<std::uint64_t> amount_field(const value& one, std::string_view key) {
    const auto digits = text_field(one, key);
    return digits ? read_number(*digits) : std::nullopt;
}

/// Of what the answer says of a policy, in satoshi; nothing past 64 bits.
class Sum {
public:
    void add(std::optional<std::uint64_t> amount_sat) {
        const bool fits =
            amount_sat && sum_ && *amount_sat <= std::numeric_limits<std::uint64_t>::max() - *sum_;
        sum_ = fits ? std::optional(*sum_ + *amount_sat) : std::nullopt;
    }
    bool is(std::optional<std::uint64_t> amount_sat) const {
        return sum_ && amount_sat && *sum_ == *amount_sat;
    }
    std::optional<std::uint64_t> value() const { return sum_; }

private:
    std::optional<std::uint64_t> sum_ = 0;
};

class AnswerChecker {
public:
    AnswerChecker(const Manifest& manifest, const ProvedTransactions& transactions,
                  const ListFiles& lists, Verdict& verdict)
        : manifest_(manifest), transactions_(transactions), said_(manifest, lists, verdict) {
        for (const auto& [txid, proved] : transactions) {
            for (const codec::TransactionInput& input : proved.parsed.inputs) {
                spent_.insert(place_text(input));
            }
        }
    }

    void check(const value& answer);

private:
    enum class Amount : std::uint8_t { exact, at_most };

    static std::string place_text(const codec::TransactionInput& input) {
        return text(codec::to_reversed_hex(input.spent_txid), ":", input.spent_index);
    }
    void expect(bool holds, const std::string& where, std::string_view what) {
        said_.expect(holds, where, what);
    }
    const ProvedTransaction* find(std::string_view txid) const {
        const auto found = transactions_.find(txid);
        return found == transactions_.end() ? nullptr : &found->second;
    }

    void check_scope(const value& answer);
    void check_place(const value& one, const std::string& where, Amount amount);
    void check_path(const value& end, const std::string& where);
    void check_pass(const value& pass, const std::string& where);
    void check_policy(const value& policy, const std::string& where);
    void check_destinations(const value& answer);

    const Manifest& manifest_;
    const ProvedTransactions& transactions_;
    AnswerStatements said_;
    std::set<std::string, std::less<>> spent_;  ///< By something in the bundle.
    std::set<std::string, std::less<>> seeds_;
    Sum seeds_sum_;
};

/// That the answer is about this ledger up to this block, with these lists.
void AnswerChecker::check_scope(const value& answer) {
    const Coverage& coverage = manifest_.coverage;
    expect(text_field(answer, "ledger") == "bitcoin" &&
               text_field(answer, "network") == codec::to_string(manifest_.chain),
           "network", "it is about another network than the manifest says");
    expect(count_field(answer, "height") == coverage.height &&
               text_field(answer, "tip") == coverage.tip,
           "tip", "it ends with another block than the manifest says");
    expect(flag_field(answer, "window") == coverage.is_window, "window",
           "it covers something else than the manifest says");
    said_.check_lists(answer);
}

/// That an output is there and holds what is said of it. A fee's place is a transaction alone.
void AnswerChecker::check_place(const value& one, const std::string& where, Amount amount) {
    const std::string place = text_field(one, "place").value_or("");
    const std::size_t colon = place.find(':');
    const ProvedTransaction* proved = find(std::string_view(place).substr(0, colon));
    if (proved == nullptr) {
        return expect(false, where, text("its transaction is not in the bundle: ", place));
    }
    const auto account = text_field(one, "account");
    const auto amount_sat = amount_field(one, "amount");
    expect(amount_sat && text_field(one, "asset") == "BTC", where, "its amount is none");
    if (field(one, "time") != nullptr) {
        expect(text_field(one, "time") == rfc3339(proved->time_s), where,
               "its time is not that of its transaction's block");
    }
    if (colon == std::string::npos) {
        return expect(account == "", where, "a fee is paid to no account");
    }
    const auto vout = read_number(std::string_view(place).substr(colon + 1));
    if (!vout || *vout >= proved->parsed.outputs.size()) {
        return expect(false, where, text("its transaction has no such output: ", place));
    }
    const codec::TransactionOutput& output = proved->parsed.outputs[*vout];
    expect(account == codec::to_address(codec::classify_script(output.script), manifest_.chain),
           where, text("its account is not the one that ", place, " pays"));
    expect(amount_sat && (amount == Amount::exact ? *amount_sat == output.value_sat
                                                  : *amount_sat <= output.value_sat),
           where, text("its amount is not one that ", place, " can hold"));
}

void AnswerChecker::check_path(const value& end, const std::string& where) {
    if (field(end, "path") == nullptr) return;
    const auto* path = list_field(end, "path");
    if (path == nullptr) return expect(false, where, "its path is none");
    std::string before;
    for (const value& step : *path) {
        const std::string place = text_field(step, "place").value_or("");
        check_place(step, where + ", path", Amount::at_most);
        if (before.empty()) {
            expect(seeds_.contains(place), where, "its path does not begin where the trace does");
        } else {
            const ProvedTransaction* proved =
                find(std::string_view(place).substr(0, place.find(':')));
            bool spends = false;
            for (const codec::TransactionInput& input : proved == nullptr
                                                            ? std::vector<codec::TransactionInput>()
                                                            : proved->parsed.inputs) {
                spends = spends || place_text(input) == before;
            }
            expect(spends, where, text("its path breaks: ", place, " does not spend ", before));
        }
        before = place;
    }
    expect(!before.empty() && before == text_field(end, "place"), where,
           "its path does not lead to it");
}

/// Money at a listed party's wallet.
void AnswerChecker::check_pass(const value& pass, const std::string& where) {
    check_place(pass, where, Amount::at_most);
    said_.check_pass(pass, where);
}

void AnswerChecker::check_policy(const value& policy, const std::string& where) {
    Sum total;
    const auto* ends = list_field(policy, "ends");
    const auto* passes = list_field(policy, "listed_passed");
    const auto* unlisted = list_field(policy, "unlisted");
    if (ends == nullptr || passes == nullptr || unlisted == nullptr) {
        return expect(false, where, "it has no ends, no passes or no sums");
    }
    for (std::size_t i = 0; i < ends->size(); ++i) {
        const value& end = (*ends)[i];
        const std::string at = text(where, ", end ", i);
        check_place(end, at, Amount::at_most);
        said_.check_names(end, at);
        check_path(end, at);
        const std::string place = text_field(end, "place").value_or("");
        const auto kind = text_field(end, "kind");
        expect(kind && (*kind != "unspent" || !spent_.contains(place)), at,
               "a transaction in the bundle spends it, or it says not what it is");
        total.add(amount_field(end, "amount"));
    }
    for (const value& sum : *unlisted) total.add(amount_field(sum, "amount"));
    for (std::size_t i = 0; i < passes->size(); ++i) {
        check_pass((*passes)[i], text(where, ", listed_passed ", i));
    }
    const auto stated = amount_field(policy, "total");
    const auto seeds = amount_field(policy, "seeds");
    const auto overlap = amount_field(policy, "overlap");
    expect(total.is(stated), where, "its total is not the sum of its ends");
    expect(seeds_sum_.is(seeds), where, "its seeds are not the sum of what it starts from");
    const bool conserves = text_field(policy, "policy") != "poison";
    expect(!conserves ||
               (stated && seeds && overlap && *overlap <= *seeds && *stated == *seeds - *overlap),
           where, "it ends with more or less than it starts with");
}

/// The table of destinations has all of each policy's total.
void AnswerChecker::check_destinations(const value& answer) {
    const auto* destinations = list_field(answer, "destinations");
    const auto* policies = list_field(answer, "policies");
    if (destinations == nullptr || policies == nullptr) {
        return expect(false, "destinations", "there are none");
    }
    for (const value& policy : *policies) {
        const std::string name = text_field(policy, "policy").value_or("");
        Sum sum;
        for (const value& row : *destinations) {
            const auto* amounts = field(row, "amounts");
            sum.add(amounts == nullptr ? std::nullopt : amount_field(*amounts, name));
        }
        expect(sum.is(amount_field(policy, "total")), "destinations",
               text("they do not add up to the total of ", name));
    }
}

void AnswerChecker::check(const value& answer) {
    check_scope(answer);
    said_.check_request(answer);
    if (const auto* from = list_field(answer, "from")) {
        for (std::size_t i = 0; i < from->size(); ++i) {
            const value& seed = (*from)[i];
            const std::string where = text("from ", i);
            check_place(seed, where, Amount::exact);
            said_.check_names(seed, where);
            seeds_.insert(text_field(seed, "place").value_or(""));
            seeds_sum_.add(amount_field(seed, "amount"));
        }
    }
    if (const auto* policies = list_field(answer, "policies")) {
        for (const value& policy : *policies) {
            check_policy(policy, text_field(policy, "policy").value_or(""));
        }
    }
    check_destinations(answer);
    said_.check_listed();
}

}  // namespace

void check_answer(const Manifest& manifest, std::span<const std::byte> answer,
                  const ProvedTransactions& transactions, const ListFiles& lists,
                  Verdict& verdict) {
    verdict.line(Check::answer).is_reached = true;
    value document;
    const auto read = read_canonical(answer, kAnswerName, document);
    if (!read) return verdict.object(Check::answer, std::string(kAnswerName), read.error().message);
    AnswerChecker(manifest, transactions, lists, verdict).check(document);
}

}  // namespace pelf::casefile
