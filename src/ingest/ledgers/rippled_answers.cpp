// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/rippled_answers.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "base/text.hpp"
#include "codec/hex.hpp"
#include "ingest/ledgers/xrpl_json.hpp"
#include "ingest/ledgers/xrpl_proof.hpp"
#include "ingest/ledgers/xrpl_records.hpp"
#include "ingest/ledgers/xrpl_transaction.hpp"

namespace pelf::ingest {
namespace {

Unexpected<Error> bad_answer(Fault fault, std::string message) {
    return Unexpected(Error{fault, std::move(message)});
}

/// Words of the server that pass: load, or out of step with the network.
bool is_passing_word(std::string_view error) {
    constexpr std::string_view kWords[] = {"tooBusy",  "slowDown", "noNetwork", "noCurrent",
                                           "noClosed", "notReady", "notSynced", "amendmentBlocked"};
    return std::ranges::find(kWords, error) != std::end(kWords);
}

bool is_about_history(std::string_view error) {
    constexpr std::string_view kWords[] = {"lgrNotFound", "lgrIdxsInvalid", "lgrIdxMalformed",
                                           "lgrNotValidated"};
    return std::ranges::find(kWords, error) != std::end(kWords);
}

Error error_of(std::string_view word) {
    const std::string said = quoted(word);
    if (is_passing_word(word)) return {Fault::io, text("the source cannot answer now: ", said)};
    if (word == "txnNotFound")
        return {Fault::not_found, "the source does not have it: txnNotFound"};
    if (is_about_history(word)) {
        return {Fault::not_found, text("the source does not keep that far back: ", said,
                                       "; ask one with full history")};
    }
    return {Fault::refused, text("the source says ", said)};
}

std::string named(const XrplTransactionRecord& record) {
    return record.hash ? text("transaction ", codec::to_hex(record.hash->bytes), ": ")
                       : std::string("a transaction: ");
}

}  // namespace

class RippledAnswers::Reader {
public:
    /// The `result` of an answer; views into what the next call replaces.
    Result<JsonObject> result_of(std::string_view body) {
        PELF_TRY(object, parse(body));
        const auto result = object_member(object, "result");
        if (!result) {
            // Clio says some errors beside the result, and streams have them there too.
            if (const auto word = text_member(object, "error")) return Unexpected(error_of(*word));
            return bad_answer(Fault::malformed,
                              "the answer has no result; is this the JSON-RPC port of an XRP "
                              "Ledger server?");
        }
        if (const auto word = text_member(*result, "error")) return Unexpected(error_of(*word));
        return *result;
    }

    /// The same with all that is in bytes as JSON.
    Result<JsonObject> expanded_result_of(std::string_view body) {
        if (!is_xrpl_record_in_bytes(body)) return result_of(body);
        PELF_TRY(object, parse(body));
        expanded_ = expand_xrpl_record(object);
        return result_of(expanded_);
    }

    Result<SaidXrplTransaction> taken(XrplTransactionRecord record) {
        if (!record.problem.empty()) {
            return bad_answer(Fault::malformed, text(named(record), record.problem));
        }
        proof_.begin();
        const auto finding = proof_.transaction(record);
        if (finding.verdict == XrplVerdict::wrong) {
            return bad_answer(
                Fault::refused,
                text("the source is not to be trusted: ", named(record), finding.why));
        }
        const bool is_placed = record.hash && record.ledger_index && record.index &&
                               record.time_unix_s &&
                               *record.index <= std::numeric_limits<std::uint32_t>::max();
        if (!is_placed) {
            return bad_answer(
                Fault::malformed,
                text(named(record), "expected its hash, ledger, place in it and time"));
        }
        SaidXrplTransaction said;
        XrplTransaction read;
        XrplFlaws flaws;
        if (!read_xrpl_transaction(record, read, flaws)) {
            return bad_answer(Fault::malformed, text(named(record), flaws.back()));
        }
        said.hash = *record.hash;
        said.ledger_index = *record.ledger_index;
        said.index = static_cast<std::uint32_t>(*record.index);
        said.time_unix_s = *record.time_unix_s;
        said.ledger_hash = record.ledger_hash;
        said.is_proven = finding.verdict == XrplVerdict::proven;
        said.moves = std::move(read.moves);
        said.moves.hash = said.hash.bytes;
        // What does not balance shows only when it is written down.
        model::AccountBlock block;
        append_moves(said.moves, nullptr, block, flaws);
        said.flaws = std::move(flaws);
        return said;
    }

private:
    Result<JsonObject> parse(std::string_view body) {
        JsonObject object;
        const bool is_json =
            parser_.allocate(std::max<std::size_t>(body.size(), 64), kXrplJsonDepthMax) ==
                simdjson::SUCCESS &&
            parser_.parse(body.data(), body.size()).get(object) == simdjson::SUCCESS;
        if (is_json) return object;
        return bad_answer(Fault::malformed,
                          "expected JSON; is this the JSON-RPC port of an XRP Ledger server?");
    }

    simdjson::dom::parser parser_;
    std::string expanded_;
    XrplProof proof_;
};

RippledAnswers::RippledAnswers() : reader_(std::make_unique<Reader>()) {}
RippledAnswers::RippledAnswers(RippledAnswers&&) noexcept = default;
RippledAnswers& RippledAnswers::operator=(RippledAnswers&&) noexcept = default;
RippledAnswers::~RippledAnswers() = default;

Status RippledAnswers::judge(std::string_view body) {
    const auto result = reader_->result_of(body);
    if (result || result.error().fault != Fault::io) return Done{};
    return Unexpected(result.error());
}

Result<SaidXrplLedger> RippledAnswers::ledger(std::string_view body) {
    PELF_TRY(result, reader_->expanded_result_of(body));
    if (member_as<bool>(result, "validated") != true) {
        return bad_answer(Fault::refused, "expected a ledger that is validated");
    }
    const XrplRecord record = read_xrpl_record(result);
    if (!record.ledger) return bad_answer(Fault::malformed, "expected a ledger's header");
    const XrplLedgerRecord& ledger = *record.ledger;
    if (!ledger.ledger_index || !ledger.hash || !ledger.time_unix_s) {
        return bad_answer(Fault::malformed, "expected a ledger's number, hash and close time");
    }
    if (ledger.answer_hash && *ledger.answer_hash != *ledger.hash) {
        return bad_answer(Fault::refused,
                          "the source is not to be trusted: it gives a ledger two hashes");
    }
    const auto finding = XrplProof::header(ledger, std::nullopt);
    if (finding.verdict == XrplVerdict::wrong) {
        return bad_answer(Fault::refused, text("the source is not to be trusted: ledger ",
                                               *ledger.ledger_index, ": ", finding.why));
    }
    return SaidXrplLedger{.ledger_index = *ledger.ledger_index,
                          .hash = *ledger.hash,
                          .time_unix_s = *ledger.time_unix_s,
                          .is_proven = finding.verdict == XrplVerdict::proven};
}

Result<SaidXrplTransaction> RippledAnswers::transaction(std::string_view body) {
    PELF_TRY(result, reader_->expanded_result_of(body));
    if (member_as<bool>(result, "validated") != true) {
        return bad_answer(Fault::refused, "the transaction is not in a validated ledger yet");
    }
    XrplRecord record = read_xrpl_record(result);
    if (record.ledger || record.transactions.size() != 1) {
        return bad_answer(Fault::malformed, "expected one transaction");
    }
    return reader_->taken(record.transactions.front());
}

Result<SaidXrplPage> RippledAnswers::page(std::string_view body) {
    PELF_TRY(result, reader_->expanded_result_of(body));
    SaidXrplPage page;
    const auto address = text_member(result, "account");
    const auto account = address
                             ? codec::parse_xrpl_account(*address)
                             : Result<codec::XrplAccountId, Fault>(Unexpected(Fault::not_found));
    const auto first = number_member(result, "ledger_index_min");
    const auto last = number_member(result, "ledger_index_max");
    const auto list = member_as<JsonArray>(result, "transactions");
    if (!account || !first || !last || !list) {
        return bad_answer(Fault::malformed,
                          "expected account, ledger_index_min, ledger_index_max and transactions");
    }
    if (member_as<bool>(result, "validated") == false) {
        return bad_answer(Fault::refused, "expected transactions of validated ledgers alone");
    }
    for (const JsonValue element : *list) {
        const auto object = as<JsonObject>(element);
        if (object && member_as<bool>(*object, "validated") == true) continue;
        return bad_answer(Fault::refused, "expected transactions of validated ledgers alone");
    }
    page.account = *account;
    page.first_ledger = *first;
    page.last_ledger = *last;
    if (const auto marker = member(result, "marker")) {
        page.marker = simdjson::minify(*marker);
        if (page.marker->size() > kRippledMarkerBytesMax) {
            return bad_answer(Fault::over_limit, text("expected a marker of at most ",
                                                      kRippledMarkerBytesMax, " bytes"));
        }
    }
    XrplRecord record = read_xrpl_record(result);
    for (XrplTransactionRecord& one : record.transactions) {
        PELF_TRY(said, reader_->taken(one));
        if (said.ledger_index < *first || said.ledger_index > *last) {
            return bad_answer(Fault::refused,
                              text("the source is not to be trusted: it puts a transaction of "
                                   "ledger ",
                                   said.ledger_index, " among those of ", *first, " to ", *last));
        }
        page.transactions.push_back(std::move(said));
    }
    return page;
}

}  // namespace pelf::ingest
