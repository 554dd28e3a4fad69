// SPDX-License-Identifier: Apache-2.0
#include "casefile/account_answer.hpp"

#include <boost/json.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/date.hpp"
#include "base/text.hpp"
#include "base/uint256.hpp"
#include "casefile/answer_statements.hpp"
#include "casefile/canonical_json.hpp"
#include "casefile/json_fields.hpp"

namespace pelf::casefile {
namespace {

using boost::json::value;

constexpr std::string_view kBurned = "(burned)";

/// Digits in their only form.
std::optional<Uint256> units_field(const value& one, std::string_view key) {
    const auto digits = text_field(one, key);
    const auto units = digits ? Uint256::parse_decimal(*digits) : std::nullopt;
    if (!units || to_string(*units) != *digits) return std::nullopt;
    return units;
}

/// Amounts by theft; nothing once one was none, or the sum is beyond 256 bits.
class Totals {
public:
    using Theft = std::pair<std::string, std::string>;  ///< Label and asset.

    void add(const value& one) {
        const auto label = text_field(one, "label");
        const auto asset = text_field(one, "asset");
        add({label.value_or(""), asset.value_or("")},
            label && asset ? units_field(one, "amount") : std::nullopt);
    }
    void add(const Theft& theft, const std::optional<Uint256>& amount) {
        Uint256& sum = sums_[theft];
        const auto more = amount ? pelf::add(sum, *amount) : std::nullopt;
        is_good_ = is_good_ && more;
        sum = more.value_or(sum);
        if (sum.is_zero()) sums_.erase(theft);
    }
    void add_all(const boost::json::array* list) {
        is_good_ = is_good_ && list != nullptr;
        if (list == nullptr) return;
        for (const value& one : *list) add(one);
    }

    bool is_good() const { return is_good_; }
    bool is(const Totals& other) const {
        return is_good_ && other.is_good_ && sums_ == other.sums_;
    }
    bool is_within(const Totals& other) const {
        for (const auto& [theft, sum] : sums_) {
            const auto most = other.sums_.find(theft);
            if (most == other.sums_.end() || sum > most->second) return false;
        }
        return is_good_ && other.is_good_;
    }
    const std::map<Theft, Uint256>& sums() const { return sums_; }

private:
    std::map<Theft, Uint256> sums_;  ///< Above 0.
    bool is_good_ = true;
};

/// The ledger's own tools write hashes on the XRP Ledger so.
std::string upper_hex(std::string_view digits) {
    std::string upper(digits);
    for (char& digit : upper) {
        if (digit >= 'a' && digit <= 'f') digit = static_cast<char>(digit - 'a' + 'A');
    }
    return upper;
}

/// Whether an account's balance of the asset is in metadata: XRP, or what another one issues.
bool is_balance(std::string_view account, std::string_view asset) {
    const std::size_t dot = asset.find('.');
    return account.starts_with("r") &&
           (asset == "XRP" ||
            (dot != std::string_view::npos && asset.substr(dot + 1) != holder_of(account)));
}

/// What an amount at a place is of its account.
/// `held`: under poison an end is all that the account held, which no one transaction shows.
enum class Role : std::uint8_t { got_all, got, gave, held };

class AccountAnswer {
public:
    AccountAnswer(const Manifest& manifest, const AccountExhibits& exhibits, const ListFiles& lists,
                  Verdict& verdict)
        : manifest_(manifest), exhibits_(exhibits), said_(manifest, lists, verdict) {}

    void check(const value& answer);

private:
    struct Place {
        std::string id{};  ///< As exhibits have it.
        const AccountTransaction* transaction = nullptr;
        const std::string_view* row = nullptr;
    };

    void expect(bool holds, const std::string& where, std::string_view what) {
        said_.expect(holds, where, what);
    }
    std::optional<Place> find(const value& one, const std::string& where);
    void check_scope(const value& answer);
    void check_place(const value& one, const std::string& where, Role role);
    void check_row(const value& one, const Place& place, const std::string& where);
    void check_balance(const value& one, const ingest::XrplChanges& changes,
                       const std::string& where, Role role);
    void check_path(const value& end, const std::string& where);
    void check_step(const value& before, const value& step, const std::string& where);
    void check_policy(const value& policy, const std::string& where);
    void check_ends(const value& policy, const std::string& where);
    void check_swaps(const value& policy, const std::string& where);
    void check_totals(const value& policy, const std::string& where);

    const Manifest& manifest_;
    const AccountExhibits& exhibits_;
    AnswerStatements said_;
    std::set<std::string, std::less<>> starts_;
    Totals thefts_;
};

void AccountAnswer::check_scope(const value& answer) {
    const Coverage& coverage = manifest_.coverage;
    const auto* ledgers = list_field(answer, "ledgers");
    const auto* links = list_field(answer, "links");
    expect(text_field(answer, "ledger") == manifest_.ledger && ledgers != nullptr &&
               ledgers->size() == 1 && links != nullptr && links->empty(),
           "ledger", "it is about other ledgers than the manifest says");
    if (ledgers != nullptr && !ledgers->empty()) {
        const value& ledger = ledgers->front();
        const std::string tip = ascii_lower(text_field(ledger, "tip").value_or(""));
        expect(text_field(ledger, "ledger") == manifest_.ledger &&
                   count_field(ledger, "first_height") == coverage.base_height &&
                   count_field(ledger, "height") == coverage.height &&
                   (tip.starts_with("0x") ? tip.substr(2) : tip) == coverage.tip &&
                   flag_field(ledger, "window") == coverage.is_window,
               "ledgers", "it covers something else than the manifest says");
    }
    said_.check_lists(answer);
    said_.check_request(answer);
}

/// LEDGER:TX:INDEX. Objects where that is none of the bundle.
std::optional<AccountAnswer::Place> AccountAnswer::find(const value& one,
                                                        const std::string& where) {
    const std::string place = text_field(one, "place").value_or("");
    const auto parts = split(place, ":");
    Place found;
    if (parts.size() == 3 && parts[0] == manifest_.ledger && read_number(parts[2])) {
        const bool is_prefixed = manifest_.ledger == kEthereum && parts[1].starts_with("0x");
        const std::string_view name = parts[1].substr(is_prefixed ? 2 : 0);
        const std::string written =
            manifest_.ledger == kEthereum ? text("0x", ascii_lower(name)) : upper_hex(name);
        if (written == parts[1]) found.id = ascii_lower(name);
    }
    const auto transaction = exhibits_.transactions.find(found.id);
    if (transaction != exhibits_.transactions.end()) found.transaction = &transaction->second;
    const auto row = exhibits_.rows.find(found.id);
    if (row != exhibits_.rows.end()) found.row = &row->second;
    const bool is_there = found.transaction != nullptr || found.row != nullptr;
    expect(is_there, where, text("its transaction is not in the bundle: ", place));
    return is_there ? std::optional(found) : std::nullopt;
}

/// The source's own words have the account in them; what they mean is not read.
void AccountAnswer::check_row(const value& one, const Place& place, const std::string& where) {
    said_.leave_out();
    const std::string account = text_field(one, "account").value_or("");
    if (account.starts_with("(") || account.starts_with("entry ")) return;
    std::string wanted(holder_of(account));
    std::string row(*place.row);
    if (wanted.starts_with("0x")) {
        wanted = ascii_lower(wanted.substr(2));
        row = ascii_lower(row);
    }
    expect(!wanted.empty() && row.find(wanted) != std::string::npos, where,
           "its account is not in what the source says of its transaction");
}

void AccountAnswer::check_place(const value& one, const std::string& where, Role role) {
    const auto place = find(one, where);
    const bool is_whole =
        units_field(one, "amount") && text_field(one, "account") && text_field(one, "asset");
    expect(is_whole, where, "its amount, account or asset is none");
    if (!place || !is_whole) return;
    if (place->transaction == nullptr) return check_row(one, *place, where);
    if (field(one, "time") != nullptr) {
        const auto time = text_field(one, "time");
        const auto& proved = place->transaction->time_unix_s;
        if (!proved) said_.leave_out();
        expect(time && (!proved || *time == rfc3339(*proved)), where,
               "its time is not that of its ledger");
    }
    check_balance(one, place->transaction->changes, where, role);
}

void AccountAnswer::check_balance(const value& one, const ingest::XrplChanges& changes,
                                  const std::string& where, Role role) {
    const std::string account = *text_field(one, "account");
    const std::string asset = *text_field(one, "asset");
    const Uint256 amount = *units_field(one, "amount");
    if (account == kBurned && asset == "XRP") {
        return expect(amount <= Uint256(changes.fee_drops), where,
                      "its amount is more than the transaction's fee");
    }
    // No balance says what an issuer issues or takes back.
    if (!is_balance(account, asset)) return said_.leave_out();
    const auto* change = changes.find(holder_of(account), asset);
    const bool is_opening = flag_field(one, "opening") == true;
    const Uint256 moved = change == nullptr    ? Uint256()
                          : role == Role::gave ? change->lost
                                               : change->gained;
    // What one alone gave came in one transfer; of an issued asset, the issuer may have given too.
    const bool is_exact = role == Role::got_all && asset == "XRP" && !changes.has_others &&
                          changes.givers_count(asset) <= 1;
    if (role == Role::held) {
        said_.leave_out();
        expect(change != nullptr, where, "its account's balance did not change there");
    } else if (is_opening) {
        expect(change != nullptr && amount <= change->before, where,
               "its account did not hold as much before");
    } else {
        expect(is_exact ? amount == moved : amount <= moved, where,
               "its account's balance changed by another amount");
    }
    const std::size_t colon = account.find(':');
    if (colon == std::string::npos) return;
    const auto tag = read_number(std::string_view(account).substr(colon + 1));
    expect(tag && changes.tags.contains(*tag), where, "no such destination tag was given");
}

void AccountAnswer::check_step(const value& before, const value& step, const std::string& where) {
    const auto from = find(before, where);
    const auto to = find(step, where);
    if (!from || !to) return;
    if (from->transaction == nullptr || to->transaction == nullptr) return said_.leave_out();
    const std::string account = text_field(before, "account").value_or("");
    const std::string_view holder = holder_of(account);
    const auto moment = [](const AccountTransaction& one) {
        return std::pair(one.ledger_index, one.changes.index);
    };
    // Within one transaction through its pool or an exchange, or to its fee.
    expect(from->id == to->id || moment(*from->transaction) < moment(*to->transaction), where,
           "its path goes back in time");
    if (!is_balance(account, text_field(before, "asset").value_or(""))) return said_.leave_out();
    const ingest::XrplChanges& changes = to->transaction->changes;
    expect(changes.has_lost(holder) || changes.fee_payer == holder, where,
           text("its path breaks: ", account, " paid nothing in ",
                text_field(step, "place").value_or("")));
}

void AccountAnswer::check_path(const value& end, const std::string& where) {
    if (field(end, "path") == nullptr) return;
    const auto* path = list_field(end, "path");
    if (path == nullptr || path->empty()) return expect(false, where, "its path is none");
    const auto place_of = [](const value& one) { return text_field(one, "place").value_or(""); };
    for (std::size_t i = 0; i < path->size(); ++i) {
        check_place((*path)[i], where + ", path", Role::got);
        if (i > 0) check_step((*path)[i - 1], (*path)[i], where);
    }
    expect(starts_.contains(place_of(path->front())), where,
           "its path does not begin where the trace does");
    expect(place_of(path->back()) == place_of(end), where, "its path does not lead to it");
}

void AccountAnswer::check_ends(const value& policy, const std::string& where) {
    const auto* swaps = list_field(policy, "swaps");
    const bool is_poison = text_field(policy, "policy") == "poison";
    const auto& ends = policy.at("ends").get_array();
    for (std::size_t i = 0; i < ends.size(); ++i) {
        const value& end = ends[i];
        const std::string at = text(where, ", end ", i);
        const auto kind = text_field(end, "kind");
        expect(kind && text_field(end, "ledger") == manifest_.ledger, at,
               "it says not what it is, or on which ledger");
        const bool is_given = said_.is_backward() || kind == "swap" || kind == "residue";
        check_place(end, at, is_poison ? Role::held : is_given ? Role::gave : Role::got);
        said_.check_names(end, at);
        check_path(end, at);
        // Nothing was given for anything else: units are those of the theft.
        Uint256 sum;
        const auto* origins = list_field(end, "origins");
        expect(origins != nullptr, at, "its origins are none");
        if (origins == nullptr || is_poison || swaps == nullptr || !swaps->empty()) continue;
        for (const value& origin : *origins) {
            sum = pelf::add(sum, units_field(origin, "amount").value_or(Uint256())).value_or(sum);
        }
        expect(units_field(end, "amount") == sum, at, "its amount is not that of its origins");
    }
}

/// What was given is held against who gave it; who pays may not be who is paid.
void AccountAnswer::check_swaps(const value& policy, const std::string& where) {
    for (const value& swap : policy.at("swaps").get_array()) {
        const auto account = text_field(swap, "account");
        const auto given = text_field(swap, "given");
        const auto asset = text_field(swap, "given_asset");
        const auto transaction = text_field(swap, "transaction");
        const bool is_whole = account && given && asset && transaction &&
                              text_field(swap, "got_asset") && units_field(swap, "got");
        expect(is_whole, where, "a swap in it is none");
        if (!is_whole) continue;
        check_place({{"place", *transaction + ":0"},
                     {"account", *account},
                     {"amount", *given},
                     {"asset", *asset}},
                    where + ", a swap", Role::gave);
    }
}

void AccountAnswer::check_totals(const value& policy, const std::string& where) {
    Totals ends;
    for (const value& end : policy.at("ends").get_array()) ends.add_all(list_field(end, "origins"));
    Totals totals;
    totals.add_all(list_field(policy, "totals"));
    expect(totals.is(ends), where, "its totals are not the sums of its ends");
    const bool is_poison = text_field(policy, "policy") == "poison";
    // Several starts may overlap, and what is one's is not the other's then.
    const bool is_whole = !is_poison && starts_.size() == 1;
    expect(is_poison ? ends.sums().empty()
                     : (is_whole ? totals.is(thefts_) : totals.is_within(thefts_)),
           where, "it ends with more or less than it starts with");
    const auto* total = field(policy, "total");
    if (totals.sums().size() == 1) {
        expect(units_field(policy, "total") == totals.sums().begin()->second, where,
               "its total is not the one of its totals");
    } else {
        expect(total != nullptr && total->is_null(), where, "its total is of nothing");
    }
}

void AccountAnswer::check_policy(const value& policy, const std::string& where) {
    const auto* passes = list_field(policy, "listed_passed");
    const auto* crossings = list_field(policy, "crossings");
    if (list_field(policy, "ends") == nullptr || list_field(policy, "swaps") == nullptr ||
        passes == nullptr || crossings == nullptr || !crossings->empty()) {
        return expect(false, where, "it has no ends, passes or swaps, or it goes over links");
    }
    check_ends(policy, where);
    for (std::size_t i = 0; i < passes->size(); ++i) {
        const std::string at = text(where, ", listed_passed ", i);
        check_place((*passes)[i], at, said_.is_backward() ? Role::gave : Role::got);
        said_.check_pass((*passes)[i], at);
    }
    check_swaps(policy, where);
    check_totals(policy, where);
}

void AccountAnswer::check(const value& answer) {
    check_scope(answer);
    Totals starts;
    if (const auto* from = list_field(answer, "from")) {
        for (std::size_t i = 0; i < from->size(); ++i) {
            const value& seed = (*from)[i];
            const std::string where = text("from ", i);
            check_place(seed, where, Role::got_all);
            said_.check_names(seed, where);
            starts_.insert(text_field(seed, "place").value_or(""));
            starts.add({"", text_field(seed, "asset").value_or("")}, units_field(seed, "amount"));
        }
    }
    thefts_.add_all(list_field(answer, "thefts"));
    Totals stolen;
    for (const auto& [theft, sum] : thefts_.sums()) stolen.add({"", theft.second}, sum);
    expect(thefts_.is_good() && stolen.is(starts), "thefts",
           "they are not the sums of what it starts from");
    if (const auto* policies = list_field(answer, "policies")) {
        for (const value& policy : *policies) {
            check_policy(policy, text_field(policy, "policy").value_or(""));
        }
    }
    said_.check_listed();
}

}  // namespace

void check_account_answer(const Manifest& manifest, std::span<const std::byte> answer,
                          const AccountExhibits& exhibits, const ListFiles& lists,
                          Verdict& verdict) {
    verdict.line(Check::answer).is_reached = true;
    value document;
    const auto read = read_canonical(answer, kAnswerName, document);
    if (!read) return verdict.object(Check::answer, std::string(kAnswerName), read.error().message);
    AccountAnswer(manifest, exhibits, lists, verdict).check(document);
}

}  // namespace pelf::casefile
