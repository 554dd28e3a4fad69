// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/rippled_source.hpp"

#include <algorithm>
#include <span>

#include "base/check.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"

namespace pelf::ingest {
namespace {

constexpr AnswerFormat kRippledFormat{.magic = "PELFRIPL", .version = 1};
constexpr std::uint64_t kHeaderAnswerMax = 1'048'576;
/// As many as servers give to strangers; those that give fewer do so.
constexpr unsigned kPageTransactions = 400;

std::string in_capitals(const codec::Hash256& hash) {
    std::string digits = codec::to_hex(hash.bytes);
    for (char& digit : digits) {
        if (digit >= 'a') digit = static_cast<char>(digit - 'a' + 'A');
    }
    return digits;
}

std::string question(std::string_view method, const std::string& parameters) {
    return text(R"({"method":")", method, R"(","params":[)", parameters, "]}");
}

}  // namespace

Result<RippledSource> RippledSource::open(PoliteOptions options,
                                          const std::filesystem::path& folder,
                                          SourceLimits limits) {
    PELF_TRY(server, PoliteClient::open(std::move(options)));
    RippledSource source(std::move(server), std::move(limits));
    const auto take = [&source](std::uint32_t kind,
                                std::span<const std::byte> body) -> Result<Done, Fault> {
        const auto taken = source.take_kept(static_cast<AnswerKind>(kind), as_text(body));
        if (!taken) return Unexpected(taken.error().fault);
        return Done{};
    };
    PELF_TRY(file, AnswerFile::open(folder, kRippledFormat, source.url(), take));
    source.file_.emplace(std::move(file));
    PELF_TRY_DONE(source.find_tip());
    return source;
}

Status RippledSource::find_tip() {
    const auto judge = [this](const std::string& body) -> Status {
        PELF_TRY(tip, answers_.ledger(body));
        tip_ = {.height = tip.ledger_index,
                .hash = tip.hash.bytes,
                .time_unix_s = tip.time_unix_s,
                .is_proven = tip.is_proven};
        return Done{};
    };
    PELF_TRY_DONE(server_.post(question("ledger", R"({"ledger_index":"validated"})"),
                               kHeaderAnswerMax, judge));
    history_.set_scope(begins_at_, tip_.height);
    return Done{};
}

bool RippledSource::may_ask() {
    stopped_by_ = stop_of(limits_, server_.requests_count());
    return stopped_by_ == SourceStop::none;
}

Status RippledSource::keep(AnswerKind kind, std::string_view body) {
    return file_->append(
        encode_answer_record(static_cast<std::uint32_t>(kind), std::as_bytes(std::span(body))));
}

Status RippledSource::take_kept(AnswerKind kind, std::string_view body) {
    switch (kind) {
        case AnswerKind::transaction: {
            PELF_TRY(said, answers_.transaction(body));
            return history_.add(std::move(said), std::nullopt);
        }
        case AnswerKind::page: {
            PELF_TRY(page, answers_.page(body));
            return take_page(std::move(page));
        }
    }
    return Unexpected(Error{Fault::unsupported, "a kind of answer that is not known"});
}

/// Traced money may be there from this ledger on.
void RippledSource::begin_at(std::uint64_t ledger_index) {
    begins_at_ = std::min(begins_at_, ledger_index);
    history_.set_scope(begins_at_, tip_.height);
}

AccountSourceCounts RippledSource::counts() const {
    return {.requests = server_.requests_count(),
            .kept = kept_count_,
            .accounts = history_.whole_count(),
            .transactions = history_.transactions_count(),
            .ids_proven = history_.proven_count(),
            .histories_from = history_.whole_from(),
            .dropped_bytes = file_->dropped_bytes()};
}

std::optional<model::AccountName> RippledSource::whom_to_ask(const model::AccountName& name) const {
    const auto account = history_.whom_to_ask(name);
    if (!account) return std::nullopt;
    return model::AccountName::of(model::AccountKind::xrpl, account->bytes);
}

Result<std::uint64_t> RippledSource::blocks(const AccountSink& sink) const {
    PELF_TRY(counts, history_.blocks(sink));
    return counts.breaks_count;
}

Result<bool> RippledSource::learn_transaction(const model::LedgerHash& name) {
    const codec::Hash256 hash{name};
    if (const auto ledger_index = history_.ledger_of(hash)) {
        ++kept_count_;
        begin_at(*ledger_index);
        return true;
    }
    if (!may_ask()) return false;
    std::optional<SaidXrplTransaction> said;
    const auto judge = [&](const std::string& body) -> Status {
        PELF_TRY(one, answers_.transaction(body));
        said = std::move(one);
        return Done{};
    };
    const std::string asked = in_capitals(hash);
    auto body =
        server_.post(question("tx", text(R"({"transaction":")", asked, R"(","binary":false})")),
                     kRippledAnswerBytesMax, judge);
    if (!body) {
        Error error = std::move(body).error();
        if (error.fault == Fault::not_found) {
            error.message = text("the source does not have transaction ", asked);
        }
        return Unexpected(std::move(error));
    }
    const std::uint64_t ledger_index = said->ledger_index;
    if (said->hash != hash || ledger_index > tip_.height) {
        return Unexpected(
            Error{Fault::refused,
                  text("the source is not to be trusted: asked for transaction ", asked,
                       " it gives ", in_capitals(said->hash), " of ledger ", ledger_index),
                  server_.url()});
    }
    PELF_TRY_DONE(history_.add(std::move(*said), std::nullopt));
    PELF_TRY_DONE(keep(AnswerKind::transaction, *body));
    begin_at(ledger_index);
    return true;
}

Result<bool> RippledSource::learn_account(const model::AccountName& name) {
    PELF_CHECK(name.kind == model::AccountKind::xrpl);
    Account account;
    std::ranges::copy(name.bytes(), account.bytes.begin());
    if (history_.is_whole(account)) {
        ++kept_count_;
        return true;
    }
    while (!history_.is_whole(account)) {
        if (!may_ask()) return false;
        PELF_TRY_DONE(next_page(account));
        const Known& known = accounts_[account];
        const bool is_through = !known.range_last && known.last >= tip_.height;
        if (!is_through || known.first <= begins_at_) continue;
        return Unexpected(
            Error{Fault::not_found,
                  text("the source has the history of ", codec::to_string(account),
                       " only from ledger ", known.first, " on, and the trace begins in ledger ",
                       begins_at_, "; ask one with full history"),
                  server_.url()});
    }
    return true;
}

std::uint64_t RippledSource::range_end(const Account& account) const {
    const auto known = accounts_.find(account);
    if (known == accounts_.end()) return tip_.height;
    return known->second.range_last.value_or(tip_.height);
}

std::string RippledSource::page_question(const Account& account) const {
    std::string first = "-1";  // As far back as the server goes.
    std::string marker;
    if (const auto found = accounts_.find(account); found != accounts_.end()) {
        const Known& known = found->second;
        // What is known begins too late: all of it anew.
        if (known.last && known.first <= begins_at_) first = text(*known.last + 1);
        if (known.range_last) {
            first = text(known.range_first);
            marker = text(R"(,"marker":)", known.marker);
        }
    }
    return question(
        "account_tx",
        text(R"({"account":")", codec::to_string(account), R"(","ledger_index_min":)", first,
             R"(,"ledger_index_max":)", range_end(account),
             R"(,"binary":false,"forward":true,"limit":)", kPageTransactions, marker, "}"));
}

Status RippledSource::next_page(const Account& account) {
    const std::uint64_t last_ledger = range_end(account);
    std::optional<SaidXrplPage> page;
    const auto judge = [&](const std::string& body) -> Status {
        PELF_TRY(one, answers_.page(body));
        if (one.account == account && one.last_ledger < last_ledger) {
            // Behind one address stand several servers, and this one is behind.
            return Unexpected(
                Error{Fault::io, text("the source has looked through ledgers up to ",
                                      one.last_ledger, ", asked up to ", last_ledger)});
        }
        page = std::move(one);
        return Done{};
    };
    PELF_TRY(body, server_.post(page_question(account), kRippledAnswerBytesMax, judge));
    if (page->account != account || page->last_ledger != last_ledger) {
        return Unexpected(
            Error{Fault::refused,
                  text("the source is not to be trusted: asked for ", codec::to_string(account),
                       " up to ledger ", last_ledger, " it gives ", codec::to_string(page->account),
                       " up to ", page->last_ledger),
                  server_.url()});
    }
    auto taken = take_page(std::move(*page));
    if (!taken) {
        Error error = std::move(taken).error();
        error.source = server_.url();
        return Unexpected(std::move(error));
    }
    return keep(AnswerKind::page, body);
}

Status RippledSource::take_page(SaidXrplPage page) {
    Known& known = accounts_[page.account];
    const bool goes_on = known.range_last.has_value();
    if (goes_on && *known.range_last != page.last_ledger) {
        return Unexpected(Error{Fault::refused, "a page of another range of ledgers"});
    }
    std::uint64_t reached = page.first_ledger;
    if (goes_on) {
        reached = known.range_first;
    } else if (known.last) {
        reached = *known.last + 1;
    }
    if (page.first_ledger > reached) {
        return Unexpected(
            Error{Fault::not_found,
                  text("the source has the history of ", codec::to_string(page.account),
                       " only from ledger ", page.first_ledger, " on, and it is known up to ",
                       reached, "; ask one with full history")});
    }
    if (!goes_on) {
        known.first = known.last ? std::min(known.first, page.first_ledger) : page.first_ledger;
        known.range_first = page.first_ledger;
        known.range_last = page.last_ledger;
    }
    for (SaidXrplTransaction& one : page.transactions) {
        if (one.ledger_index < known.range_first) {
            return Unexpected(
                Error{Fault::refused, text("the source gives the history of ",
                                           codec::to_string(page.account), " not in order")});
        }
        // What a server deletes before the next page must not be what has not been seen yet.
        known.range_first = one.ledger_index;
        PELF_TRY_DONE(history_.add(std::move(one), page.account));
    }
    if (page.marker) {
        if (!known.markers.insert(*page.marker).second) {
            return Unexpected(
                Error{Fault::refused,
                      text("the source repeats itself: the history of ",
                           codec::to_string(page.account), " goes on where it has been")});
        }
        known.marker = std::move(*page.marker);
        return Done{};
    }
    known.last = std::max(known.last.value_or(0), page.last_ledger);
    known.range_last.reset();
    known.markers.clear();
    history_.set_known(page.account, known.first, *known.last);
    return Done{};
}

}  // namespace pelf::ingest
