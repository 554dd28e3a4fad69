// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_source.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "base/text.hpp"
#include "ingest/ledgers/answer_file.hpp"
#include "ingest/ledgers/ethereum_answers.hpp"
#include "ingest/ledgers/ethereum_calls.hpp"
#include "ingest/ledgers/ethereum_history.hpp"
#include "ingest/ledgers/ethereum_json.hpp"
#include "ingest/ledgers/ethereum_kept.hpp"
#include "ingest/ledgers/ethereum_listing.hpp"
#include "ingest/ledgers/ethereum_rules.hpp"
#include "ingest/ledgers/ethereum_text.hpp"
#include "ingest/ledgers/json_rpc.hpp"
#include "ingest/ledgers/range_width.hpp"
#include "ingest/web/url.hpp"

namespace pelf::ingest {
namespace {

namespace json = boost::json;
using Account = codec::EthereumAddress;
using model::LedgerHash;

constexpr std::uint64_t kMainChain = 1;
/// Header, transaction, receipt, traces.
constexpr std::size_t kCallsOfTransaction = 4;

EthereumRules rules_of_source() {
    EthereumRules rules = EthereumRules::mainnet();
    // What a block gives by itself is not asked about, and must not be made up from its number.
    rules.merge_height = 0;
    return rules;
}

EthereumCall header_call(std::string_view which) {
    return {"eth_getBlockByNumber", {json::string(which), false}};
}

EthereumCall named_call(std::string_view method, const LedgerHash& hash) {
    return {method, {json::string(ethereum_digits(hash))}};
}

}  // namespace

class EthereumSource::Asking {
public:
    Asking(EthereumCalls calls, EthereumSourceOptions options)
        : calls_(std::move(calls)),
          options_(std::move(options)),
          shown_url_(ingest::shown_url(calls_.client().url())) {}

    Status begin(const std::filesystem::path& folder);
    Result<bool> learn_transaction(const LedgerHash& hash);
    Result<bool> learn_account(const Account& account);

    const EthereumHistory& history() const noexcept { return history_; }
    const AccountSourceTip& tip() const noexcept { return tip_; }
    const std::string& shown_url() const noexcept { return shown_url_; }
    SourceStop stopped_by() const noexcept { return stopped_by_; }
    AccountSourceCounts counts() const;
    Status sync() { return file_->sync(); }

private:
    Status open_file();
    Status take_kept(EthereumAnswerKind kind, std::string_view body);
    Status keep(EthereumAnswerKind kind, const std::string& body);
    Status check_chain();
    Status find_tip();
    Result<json::value> final_block();
    Status check_kept_block();
    bool may_ask();
    Unexpected<Error> failed(Error error) const;
    Unexpected<Error> failed(Fault fault, std::string message) const {
        return failed(Error{fault, std::move(message)});
    }

    Result<bool> list_all(const Account& account);
    Status ask_page(const EthereumPageQuestion& question);
    Status take_page(const EthereumPageQuestion& question, std::span<const EthereumTouch> touches);

    /// A transaction to fetch whole.
    struct Wanted {
        LedgerHash hash{};
        std::uint64_t height = 0;
        std::optional<json::value> said{};  ///< Itself, where it is here.
    };
    enum class Fetched : std::uint8_t {
        all,
        fewer,    ///< Nothing: the node takes fewer calls at once than so many need.
        limited,  ///< Nothing: a limit ends the asking.
    };

    Result<bool> fetch_listed(const Account& account);
    Result<Fetched> fetch(std::span<Wanted> wanted);
    Result<Fetched> ask_in_turn(std::span<const EthereumCall> calls,
                                std::vector<json::value>& into);
    Status take_header(std::uint64_t height, const json::value& answer);
    Status take_transaction(const LedgerHash& hash, std::uint64_t height, json::array parts);
    Status check_height(const LedgerHash& hash, std::uint64_t height) const;

    Result<bool> weigh(const Account& account);
    Result<std::optional<Uint256>> balance(const Account& account, std::uint64_t height);

    EthereumCalls calls_;
    EthereumSourceOptions options_;
    std::string shown_url_;
    EthereumRules rules_ = rules_of_source();
    std::filesystem::path folder_;
    std::optional<AnswerFile> file_{};  ///< Always there once begin() has returned.
    EthereumHistory history_;
    std::map<std::uint64_t, SaidEthereumHeader> headers_;
    std::map<Account, EthereumListing> listings_;
    std::map<std::pair<Account, std::uint64_t>, Uint256> balances_;
    std::array<RangeWidth, 2> widths_;  ///< Of traces, of logs.
    AccountSourceTip tip_;
    SourceStop stopped_by_ = SourceStop::none;
    std::uint64_t kept_count_ = 0;
    bool lacks_state_ = false;  ///< The node does not tell balances so old.
};

Status EthereumSource::Asking::begin(const std::filesystem::path& folder) {
    folder_ = folder;
    PELF_TRY_DONE(open_file());
    PELF_TRY_DONE(check_chain());
    PELF_TRY_DONE(find_tip());
    if (options_.first_height > tip_.height) {
        return failed(Fault::refused,
                      text("histories are to begin with block ", options_.first_height,
                           ", and the last block that is final is ", tip_.height));
    }
    history_.set_scope(options_.first_height, tip_.height);
    return Done{};
}

Unexpected<Error> EthereumSource::Asking::failed(Error error) const {
    if (error.source.empty()) error.source = shown_url_;
    return Unexpected(std::move(error));
}

bool EthereumSource::Asking::may_ask() {
    stopped_by_ = stop_of(options_.limits, calls_.client().requests_count());
    return stopped_by_ == SourceStop::none;
}

Status EthereumSource::Asking::open_file() {
    const auto take = [this](std::uint32_t kind,
                             std::span<const std::byte> body) -> Result<Done, Fault> {
        const auto taken = take_kept(static_cast<EthereumAnswerKind>(kind), as_text(body));
        if (!taken) return Unexpected(taken.error().fault);
        return Done{};
    };
    PELF_TRY(file, AnswerFile::open(folder_, kEthereumAnswers, calls_.client().url(), take));
    file_.emplace(std::move(file));
    return Done{};
}

Status EthereumSource::Asking::keep(EthereumAnswerKind kind, const std::string& body) {
    // What is too large to be kept is asked for again.
    if (body.size() > kAnswerBodyBytesMax) return Done{};
    return file_->append(encode_answer_record(static_cast<std::uint32_t>(kind),
                                              std::as_bytes(std::span<const char>(body))));
}

Status EthereumSource::Asking::take_kept(EthereumAnswerKind kind, std::string_view body) {
    switch (kind) {
        case EthereumAnswerKind::header: {
            PELF_TRY(answer, parse_kept(body));
            PELF_TRY(said, read_said_header(answer));
            headers_.insert_or_assign(said.block.height, std::move(said));
            return Done{};
        }
        case EthereumAnswerKind::transaction: {
            PELF_TRY(parts, parse_kept_transaction(body));
            const auto header = headers_.find(parts.height);
            if (header == headers_.end()) {
                return Unexpected(Error{Fault::malformed, "a transaction before its block"});
            }
            PELF_TRY(said, read_said_transaction(header->second, parts.parts, rules_));
            return history_.add(std::move(said));
        }
        case EthereumAnswerKind::page: {
            PELF_TRY(page, parse_kept_page(body));
            PELF_TRY(touches, read_touches(page.question, page.answer));
            return take_page(page.question, touches);
        }
        case EthereumAnswerKind::balance: {
            PELF_TRY(kept, parse_kept_balance(body));
            balances_.insert_or_assign({kept.account, kept.height}, kept.amount);
            return Done{};
        }
    }
    return Unexpected(Error{Fault::unsupported, "a kind of answer that is not known"});
}

Status EthereumSource::Asking::check_chain() {
    PELF_TRY(answer, calls_.call({"eth_chainId", {}}));
    const auto* string = answer.if_string();
    const auto chain = string == nullptr ? std::nullopt : read_quantity_64(*string);
    if (!chain) return failed(Fault::malformed, "the source does not tell its chain's number");
    if (*chain == kMainChain) return Done{};
    return failed(Fault::refused, text("expected a node of Ethereum's main chain, number ",
                                       kMainChain, ", found one of chain ", *chain));
}

/// The header of the last block that stays.
Result<json::value> EthereumSource::Asking::final_block() {
    if (options_.settled_depth) {
        PELF_TRY(answer, calls_.call({"eth_blockNumber", {}}));
        const auto* string = answer.if_string();
        const auto last = string == nullptr ? std::nullopt : read_quantity_64(*string);
        if (!last) return failed(Fault::malformed, "the source does not tell its last block");
        return calls_.call(
            header_call(ethereum_quantity(*last - std::min(*last, *options_.settled_depth))));
    }
    constexpr std::string_view kAdvice =
        "the source does not say which block is final; ask another, or say with --settled-depth "
        "how far below the last block one counts as final";
    auto answer = calls_.call(header_call("finalized"));
    if (answer && answer->is_null()) return failed(Fault::unsupported, std::string(kAdvice));
    if (answer || answer.error().fault == Fault::io || answer.error().fault == Fault::truncated) {
        return answer;
    }
    return failed(Fault::unsupported, text(kAdvice, ": ", answer.error().message));
}

Status EthereumSource::Asking::find_tip() {
    PELF_TRY(answer, final_block());
    auto said = read_said_header(answer);
    if (!said) return failed(std::move(said).error());
    tip_ = {.height = said->block.height,
            .hash = said->block.hash,
            .time_unix_s = said->block.time_unix_s,
            .is_proven = said->is_proven};
    PELF_TRY_DONE(check_kept_block());
    if (headers_.contains(tip_.height)) return Done{};
    return take_header(tip_.height, answer);
}

/// What was kept is of the chain that the source has now: then its last block is.
Status EthereumSource::Asking::check_kept_block() {
    const auto above = headers_.upper_bound(tip_.height);
    if (above == headers_.begin()) return Done{};
    const auto& [height, kept] = *std::prev(above);
    LedgerHash hash = tip_.hash;
    if (height != tip_.height) {
        PELF_TRY(answer, calls_.call(header_call(ethereum_quantity(height))));
        auto said = read_said_header(answer);
        if (!said) return failed(std::move(said).error());
        hash = said->block.hash;
    }
    if (hash == kept.block.hash) return Done{};
    return failed(Fault::refused,
                  text("block ", height, " of the source is ", ethereum_digits(hash),
                       ", and answers were kept when it was ", ethereum_digits(kept.block.hash),
                       "; if the chain was reorganised so far back, delete what is kept in ",
                       folder_.string()));
}

/// False where a limit ends the asking.
Result<bool> EthereumSource::Asking::list_all(const Account& account) {
    for (std::size_t i = 0; i < kEthereumSidesCount; ++i) {
        const auto side = static_cast<EthereumSide>(i);
        while (true) {
            EthereumPageQuestion question = listings_[account].next(side, options_.first_height);
            question.account = account;
            if (question.first > tip_.height) break;
            if (!may_ask()) return false;
            PELF_TRY_DONE(ask_page(question));
        }
    }
    return true;
}

/// Asks, or learns that so many blocks are too many.
Status EthereumSource::Asking::ask_page(const EthereumPageQuestion& asked) {
    EthereumPageQuestion question = asked;
    RangeWidth& width = widths_[is_of_traces(question.side) ? 0 : 1];
    question.last = width.end(question.first, tip_.height);
    const EthereumCall call = call_of(question);
    auto answer = calls_.call(call);
    if (!answer) {
        Error error = std::move(answer).error();
        if (error.fault == Fault::io || error.fault == Fault::truncated) return failed(error);
        if (error.fault == Fault::unsupported) {
            return failed(
                Fault::unsupported,
                text("the source does not offer ", call.method,
                     ", without which nobody can tell what moved on an account; ask a node that "
                     "does (Erigon, Nethermind, Reth), or make a ledger of the blocks in question: "
                     "`pelf ledger ingest ethereum --rpc URL --first HEIGHT`"));
        }
        if (width.refused(question.last - question.first + 1)) return Done{};
        error.message = text("what moved on ", codec::to_string(question.account), " in block ",
                             question.first, " cannot be had: ", error.message);
        return failed(std::move(error));
    }
    auto touches = read_touches(question, *answer);
    if (!touches) return failed(std::move(touches).error());
    auto taken = take_page(question, *touches);
    if (!taken) return failed(std::move(taken).error());
    width.answered();
    return keep(EthereumAnswerKind::page, kept_page(question, *answer));
}

Status EthereumSource::Asking::take_page(const EthereumPageQuestion& question,
                                         std::span<const EthereumTouch> touches) {
    PELF_TRY_DONE(listings_[question.account].take(question, touches));
    for (const EthereumTouch& touch : touches) {
        if (touch.transaction) history_.list(*touch.transaction, question.account);
    }
    return Done{};
}

Result<bool> EthereumSource::Asking::fetch_listed(const Account& account) {
    std::vector<Wanted> wanted;
    for (const auto& [hash, height] : listings_[account].transactions()) {
        if (height < options_.first_height || height > tip_.height) continue;
        const auto known = history_.height_of(hash);
        if (!known) wanted.push_back({hash, height});
        if (known && *known != height) PELF_TRY_DONE(check_height(hash, height));
    }
    std::ranges::stable_sort(wanted, {}, &Wanted::height);
    const std::span all(wanted);
    for (std::size_t done = 0; done < all.size();) {
        const std::size_t count = std::min(
            std::max<std::size_t>(1, calls_.calls_max() / kCallsOfTransaction), all.size() - done);
        PELF_TRY(fetched, fetch(all.subspan(done, count)));
        if (fetched == Fetched::limited) return false;
        if (fetched == Fetched::all) done += count;
    }
    return true;
}

Status EthereumSource::Asking::check_height(const LedgerHash& hash, std::uint64_t height) const {
    const auto known = history_.height_of(hash);
    if (known == height) return Done{};
    return failed(Fault::refused,
                  text("the source is not to be trusted: it puts transaction ",
                       ethereum_digits(hash), " into blocks ", known.value_or(0), " and ", height));
}

/// Transactions with their blocks, as many in a request as the node takes.
Result<EthereumSource::Asking::Fetched> EthereumSource::Asking::fetch(std::span<Wanted> wanted) {
    std::vector<EthereumCall> calls;
    std::vector<std::uint64_t> heights;
    for (const Wanted& one : wanted) {
        const bool is_here = headers_.contains(one.height) ||
                             std::ranges::find(heights, one.height) != heights.end();
        if (is_here) continue;
        heights.push_back(one.height);
        calls.push_back(header_call(ethereum_quantity(one.height)));
    }
    for (const Wanted& one : wanted) {
        if (!one.said) calls.push_back(named_call("eth_getTransactionByHash", one.hash));
        calls.push_back(named_call("eth_getTransactionReceipt", one.hash));
        calls.push_back(named_call("trace_transaction", one.hash));
    }
    std::vector<json::value> answers;
    PELF_TRY(asked, ask_in_turn(calls, answers));
    if (asked != Fetched::all) return asked;
    auto answer = answers.begin();
    for (const std::uint64_t height : heights) PELF_TRY_DONE(take_header(height, *answer++));
    for (Wanted& one : wanted) {
        json::array parts;
        parts.push_back(one.said ? *std::move(one.said) : std::move(*answer++));
        for (int i = 0; i < 2; ++i) parts.push_back(std::move(*answer++));
        PELF_TRY_DONE(take_transaction(one.hash, one.height, std::move(parts)));
    }
    return Fetched::all;
}

Result<EthereumSource::Asking::Fetched> EthereumSource::Asking::ask_in_turn(
    std::span<const EthereumCall> calls, std::vector<json::value>& into) {
    const bool is_one = calls.size() <= kCallsOfTransaction;
    while (!calls.empty()) {
        if (!may_ask()) return Fetched::limited;
        const std::size_t count = std::min(calls.size(), calls_.calls_max());
        auto answers = calls_.call_all(calls.first(count));
        if (!answers) {
            if (calls_.calls_max() >= count) return failed(std::move(answers).error());
            // Half of a group counts as nothing, so that a small one comes through every limit.
            if (!is_one) return Fetched::fewer;
            continue;
        }
        std::ranges::move(*answers, std::back_inserter(into));
        calls = calls.subspan(count);
    }
    return Fetched::all;
}

Status EthereumSource::Asking::take_header(std::uint64_t height, const json::value& answer) {
    auto said = read_said_header(answer);
    if (!said) return failed(std::move(said).error());
    if (said->block.height != height) {
        return failed(Fault::refused, text("the source is not to be trusted: asked for block ",
                                           height, " it gives block ", said->block.height));
    }
    headers_.insert_or_assign(height, *std::move(said));
    return keep(EthereumAnswerKind::header, kept_header(answer));
}

Status EthereumSource::Asking::take_transaction(const LedgerHash& hash, std::uint64_t height,
                                                json::array parts) {
    LedgerHash named{};
    if (read_hash(json_text(parts.front(), "hash"), named) && named != hash) {
        return failed(Fault::refused,
                      text("the source is not to be trusted: asked for transaction ",
                           ethereum_digits(hash), " it gives ", ethereum_digits(named)));
    }
    auto said = read_said_transaction(headers_.at(height), parts, rules_);
    if (!said) return failed(std::move(said).error());
    auto added = history_.add(*std::move(said));
    if (!added) return failed(std::move(added).error());
    return keep(EthereumAnswerKind::transaction, kept_transaction(height, parts));
}

Result<bool> EthereumSource::Asking::learn_transaction(const LedgerHash& hash) {
    std::optional<std::uint64_t> height = history_.height_of(hash);
    std::optional<json::value> said;
    if (!height) {
        if (!may_ask()) return false;
        PELF_TRY(answer, calls_.call(named_call("eth_getTransactionByHash", hash)));
        if (answer.is_null()) {
            return failed(Fault::not_found,
                          text("the source does not have transaction ", ethereum_digits(hash)));
        }
        height = read_quantity_64(json_text(answer, "blockNumber"));
        if (!height) {
            return failed(Fault::refused,
                          text("transaction ", ethereum_digits(hash), " is not in a block yet"));
        }
        said = std::move(answer);
    }
    if (*height > tip_.height) {
        return failed(Fault::refused, text("transaction ", ethereum_digits(hash), " is in block ",
                                           *height, ", and final are those up to ", tip_.height,
                                           " so far; ask again later"));
    }
    if (*height < options_.first_height) {
        return failed(Fault::refused,
                      text("transaction ", ethereum_digits(hash), " is in block ", *height,
                           ", and histories are to begin with block ", options_.first_height));
    }
    if (!said) {
        ++kept_count_;
        return true;
    }
    Wanted wanted{hash, *height, std::move(said)};
    PELF_TRY(fetched, fetch(std::span(&wanted, 1)));
    return fetched == Fetched::all;
}

Result<bool> EthereumSource::Asking::learn_account(const Account& account) {
    const std::uint64_t requests = calls_.client().requests_count();
    if (!history_.is_whole(account) && !is_keyless(account)) {
        PELF_TRY(listed, list_all(account));
        if (!listed) return false;
        PELF_TRY(fetched, fetch_listed(account));
        if (!fetched) return false;
        PELF_TRY(weighed, weigh(account));
        if (!weighed) return false;
    }
    history_.set_known(account, options_.first_height, tip_.height);
    if (requests == calls_.client().requests_count()) ++kept_count_;
    return true;
}

/// What the account holds of ether at both ends of the scope, so that the history can be held
/// against it. A node that has no state so old is asked once.
Result<bool> EthereumSource::Asking::weigh(const Account& account) {
    SaidEther said{.first = options_.first_height, .last = tip_.height};
    if (!may_ask()) return false;
    PELF_TRY(closing, balance(account, said.last));
    if (!closing) return true;
    said.closing = *closing;
    const bool begins_empty = said.first == 0 && history_.is_balanced(account, said);
    if (!begins_empty) {
        if (!may_ask()) return false;
        // Some accounts held ether in block 0, before anything moved.
        PELF_TRY(opening, balance(account, said.first == 0 ? 0 : said.first - 1));
        if (!opening && said.first > 0) return true;
        said.opening = opening.value_or(Uint256());
    }
    history_.set_ether(account, said);
    return true;
}

Result<std::optional<Uint256>> EthereumSource::Asking::balance(const Account& account,
                                                               std::uint64_t height) {
    const auto kept = balances_.find({account, height});
    if (kept != balances_.end()) return std::optional(kept->second);
    if (lacks_state_) return std::optional<Uint256>();
    auto answer = calls_.call(
        {"eth_getBalance",
         {json::string(ethereum_digits(account.bytes)), json::string(ethereum_quantity(height))}});
    if (!answer) {
        const Fault fault = answer.error().fault;
        if (fault == Fault::io || fault == Fault::truncated) {
            return Unexpected(std::move(answer).error());
        }
        lacks_state_ = true;
        return std::optional<Uint256>();
    }
    const auto* string = answer->if_string();
    const auto amount = string == nullptr ? std::nullopt : read_quantity(*string);
    if (!amount) {
        return failed(Fault::malformed, "expected a balance of ether, found something else");
    }
    balances_.insert_or_assign({account, height}, *amount);
    PELF_TRY_DONE(keep(EthereumAnswerKind::balance, kept_balance({account, height, *amount})));
    return std::optional(*amount);
}

AccountSourceCounts EthereumSource::Asking::counts() const {
    return {.requests = calls_.client().requests_count(),
            .kept = kept_count_,
            .accounts = history_.whole_count(),
            .transactions = history_.transactions_count(),
            .ids_proven = history_.proven_count(),
            .histories_from = history_.whole_from(),
            .balances_checked = history_.ether_checked_count(),
            .dropped_bytes = file_->dropped_bytes()};
}

EthereumSource::EthereumSource(std::unique_ptr<Asking> asking) : asking_(std::move(asking)) {}
EthereumSource::EthereumSource(EthereumSource&&) noexcept = default;
EthereumSource& EthereumSource::operator=(EthereumSource&&) noexcept = default;
EthereumSource::~EthereumSource() = default;

Result<EthereumSource> EthereumSource::open(EthereumSourceOptions options,
                                            const std::filesystem::path& folder) {
    PELF_TRY(client, PoliteClient::open(options.server));
    auto asking = std::make_unique<Asking>(EthereumCalls(std::move(client)), std::move(options));
    PELF_TRY_DONE(asking->begin(folder));
    return EthereumSource(std::move(asking));
}

const AccountSourceTip& EthereumSource::tip() const noexcept {
    return asking_->tip();
}

const std::string& EthereumSource::url() const noexcept {
    return asking_->shown_url();
}

SourceStop EthereumSource::stopped_by() const noexcept {
    return asking_->stopped_by();
}

AccountSourceCounts EthereumSource::counts() const {
    return asking_->counts();
}

std::span<const std::string> EthereumSource::flaws() const noexcept {
    return asking_->history().flaws();
}

Result<bool> EthereumSource::learn_transaction(const LedgerHash& hash) {
    return asking_->learn_transaction(hash);
}

Result<bool> EthereumSource::learn_account(const model::AccountName& name) {
    const auto account = ethereum_account(name);
    PELF_CHECK(account.has_value());
    return asking_->learn_account(*account);
}

bool EthereumSource::is_whole(const model::AccountName& name) const {
    const auto account = ethereum_account(name);
    return account && asking_->history().is_whole(*account);
}

std::optional<model::AccountName> EthereumSource::whom_to_ask(
    const model::AccountName& name) const {
    return ethereum_account(name) ? std::optional(name) : std::nullopt;
}

Result<std::uint64_t> EthereumSource::blocks(const AccountSink& sink) const {
    PELF_TRY(counts, asking_->history().blocks(sink));
    return counts.breaks_count;
}

Status EthereumSource::sync() {
    return asking_->sync();
}

}  // namespace pelf::ingest
