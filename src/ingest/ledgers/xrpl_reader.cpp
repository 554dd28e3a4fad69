// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/xrpl_reader.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/file.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"
#include "ingest/ledgers/xrpl_json.hpp"
#include "ingest/ledgers/xrpl_proof.hpp"
#include "ingest/ledgers/xrpl_records.hpp"
#include "ingest/ledgers/xrpl_transaction.hpp"
#include "ingest/ownership/json_records.hpp"

namespace pelf::ingest {
namespace {

constexpr std::uint64_t kNoIndex = ~std::uint64_t{0};

/// In the ledger's order; those that do not say theirs come last.
void sort_by_index(std::vector<XrplTransactionRecord>& records) {
    std::ranges::stable_sort(records, {}, [](const XrplTransactionRecord& record) {
        return std::pair(record.ledger_index.value_or(0), record.index.value_or(kNoIndex));
    });
}

}  // namespace

class XrplReader::Run {
public:
    explicit Run(XrplOptions options) : options_(std::move(options)) {}

    Status read(std::string_view bytes, Report& report, const AccountSink& sink) {
        report_ = &report;
        sink_ = &sink;
        JsonRecords records(bytes, kXrplRecordBytesMax);
        for (;;) {
            const auto step = records.next();
            offset_ = records.offset_bytes();
            if (step == JsonRecords::Step::end) break;
            if (step == JsonRecords::Step::bad) {
                report.reject(records.fault(), offset_, "expected a JSON object");
                continue;
            }
            PELF_TRY_DONE(record(records.record()));
        }
        return flush();
    }

    const XrplCounts& counts() const noexcept { return counts_; }

private:
    /// Nothing for what is no object, which is then counted.
    std::optional<JsonObject> parse(std::string_view json) {
        JsonObject object;
        // Its own limit: a parser takes a depth only together with a size.
        const bool fits = parser_.capacity() >= json.size() ||
                          parser_.allocate(json.size(), kXrplJsonDepthMax) == simdjson::SUCCESS;
        const auto error = fits ? parser_.parse(json.data(), json.size()).get(object)
                                : simdjson::error_code::MEMALLOC;
        if (error == simdjson::SUCCESS) return object;
        const bool is_deep = error == simdjson::DEPTH_ERROR;
        report_->reject(is_deep ? Fault::over_limit : Fault::malformed, offset_,
                        text("expected a JSON object: ", simdjson::error_message(error)));
        return std::nullopt;
    }

    Status record(std::string_view json) {
        auto parsed = parse(json);
        if (parsed && is_xrpl_record_in_bytes(json)) {
            expanded_ = expand_xrpl_record(*parsed);
            parsed = parse(expanded_);
        }
        if (!parsed) return Done{};
        const JsonObject& object = *parsed;
        XrplRecord found = read_xrpl_record(object);
        if (!found.problem.empty()) {
            const std::string_view blank = found.server_error.empty() ? "" : ": ";
            report_->reject(Fault::unsupported, offset_,
                            text(found.problem, blank, quoted(found.server_error)));
            return Done{};
        }
        if (found.ledger) return ledger(*found.ledger);
        sort_by_index(found.transactions);
        for (auto& one : found.transactions) PELF_TRY_DONE(loose(one));
        return Done{};
    }

    std::string place(const XrplTransactionRecord& record) const {
        std::string words;
        if (record.hash) words += text("transaction ", codec::to_hex(record.hash->bytes));
        if (height_) words += text(words.empty() ? "" : " ", "of ledger ", *height_);
        return words.empty() ? words : words + ": ";
    }

    /// A transaction without its ledger: of those, one after another become one block.
    Status loose(XrplTransactionRecord& record) {
        const std::uint64_t height = record.ledger_index.value_or(0);
        if (is_pending_ && height != block_.height) PELF_TRY_DONE(flush());
        if (!is_pending_) {
            block_ = {};
            block_.height = height;
            is_pending_ = true;
        }
        height_ = record.ledger_index;
        if (record.ledger_hash) block_.hash = record.ledger_hash->bytes;
        if (record.time_unix_s) block_.time_unix_s = *record.time_unix_s;
        before_.reset();
        is_following_ = false;
        proof_.begin();
        if (!take(record)) return Done{};
        if (!record.ledger_index) flaw(record, "does not say of which ledger it is");
        if (!record.time_unix_s) flaw(record, "does not say when it was");
        return Done{};
    }

    Status flush() {
        if (!is_pending_) return Done{};
        is_pending_ = false;
        if (block_.transactions.empty()) return Done{};
        return (*sink_)(block_);
    }

    Status ledger(XrplLedgerRecord& record) {
        PELF_TRY_DONE(flush());
        height_ = record.ledger_index;
        if (!record.ledger_index || !record.hash) {
            report_->reject(Fault::malformed, offset_, "a ledger without its number or its hash");
            return Done{};
        }
        const std::uint64_t height = *record.ledger_index;
        const codec::Hash256 hash = *record.hash;
        if (before_ && before_height_ == height && before_->hash == hash) {
            report_->reject(Fault::refused, offset_,
                            text("ledger ", height, " stands here a second time"));
            return Done{};
        }
        check_ledger(record, height, hash);
        begin_block(record, height, hash);
        sort_by_index(record.transactions);
        check_order(record);
        proof_.begin();
        std::size_t refused_count = 0;
        for (auto& one : record.transactions) {
            one.ledger_index = height;
            one.time_unix_s = record.time_unix_s;
            if (!take(one)) ++refused_count;
        }
        if (options_.is_verified) prove(record);
        // The next one continues the balances only where nothing is missing from this one.
        before_ = XrplProof::Before{hash, record.close};
        before_height_ = height;
        is_before_whole_ = record.has_list && refused_count == 0;
        if (!record.has_list && record.transactions_hash != codec::Hash256{}) {
            report_->reject(Fault::not_found, offset_,
                            text("ledger ", height,
                                 ": no transactions, so that what moved is not "
                                 "known"));
            return Done{};
        }
        // A block without what was in it would say that nothing moved.
        if (refused_count > 0 && refused_count == record.transactions.size()) return Done{};
        ++counts_.ledgers_count;
        return (*sink_)(block_);
    }

    void begin_block(const XrplLedgerRecord& record, std::uint64_t height,
                     const codec::Hash256& hash) {
        block_ = {};
        block_.height = height;
        block_.hash = hash.bytes;
        if (record.previous) block_.previous = record.previous->bytes;
        block_.time_unix_s = record.time_unix_s.value_or(0);
        is_following_ = before_ && is_before_whole_ && before_height_ + 1 == height &&
                        record.previous == before_->hash;
    }

    void check_ledger(const XrplLedgerRecord& record, std::uint64_t height,
                      const codec::Hash256& hash) {
        if (record.is_refused) {
            flaw_of_ledger("not validated, so that it may never have come about");
        }
        if (!record.time_unix_s) flaw_of_ledger("when it was closed is not said");
        if (record.answer_hash && *record.answer_hash != hash) {
            flaw_of_ledger("the answer around it says another hash");
        }
        if (!before_) return;
        if (height <= before_height_) {
            flaw_of_ledger(text("it comes after ledger ", before_height_));
        } else if (height == before_height_ + 1 && record.previous &&
                   *record.previous != before_->hash) {
            flaw_of_ledger("it does not follow on the ledger before it");
        }
    }

    void check_order(const XrplLedgerRecord& record) {
        std::uint64_t expected = 0;
        for (const auto& one : record.transactions) {
            if (!one.problem.empty()) return;  // A loss of its own.
            if (one.index != expected++) {
                flaw_of_ledger("the places of its transactions are not 0, 1, 2 and so on");
                return;
            }
        }
    }

    /// One transaction into the block. False where it is refused.
    bool take(XrplTransactionRecord& record) {
        if (!record.problem.empty()) {
            if (options_.is_verified) (void)proof_.transaction(record);
            report_->reject(Fault::not_found, offset_, text(place(record), record.problem));
            return false;
        }
        if (options_.is_verified) prove(record);
        flaws_.clear();
        if (!read_xrpl_transaction(record, transaction_, flaws_)) {
            const std::string why = flaws_.back();
            report_->reject(Fault::malformed, offset_, text(place(record), why));
            return false;
        }
        if (!record.hash) {
            report_->reject(Fault::not_found, offset_,
                            "a transaction without a hash, nor all that goes into it");
            return false;
        }
        transaction_.moves.hash = record.hash->bytes;
        count(record);
        for (const auto& what : flaws_) flaw(record, what);
        report_->accept();
        return true;
    }

    void count(const XrplTransactionRecord& record) {
        ++counts_.transactions_count;
        counts_.failed_count += transaction_.is_failed ? 1 : 0;
        counts_.unknown_delivered_count += transaction_.is_delivered_unknown ? 1 : 0;
        const auto moved = append_moves(transaction_.moves,
                                        options_.has_openings ? &book_ : nullptr, block_, flaws_);
        counts_.openings_count += moved.openings_count;
        if (is_following_ && moved.breaches_count > 0) {
            counts_.breaches_count += moved.breaches_count;
            flaws_.push_back(
                text("balances that do not follow from what was before: ", moved.breaches_count));
        }
        if (options_.on_memo && !transaction_.is_failed) hand_over_memos(record);
        if (!transaction_.partial) return;
        auto& partial = *transaction_.partial;
        partial.ledger_index = record.ledger_index.value_or(block_.height);
        partial.hash = transaction_.moves.hash;
        ++counts_.partial_payments_count;
        counts_.short_payments_count += partial.is_short ? 1 : 0;
        if (options_.on_partial_payment) options_.on_partial_payment(partial);
    }

    void hand_over_memos(const XrplTransactionRecord& record) {
        const auto list = member(*record.transaction, "Memos");
        const auto memos = list ? as<JsonArray>(*list) : std::nullopt;
        if (!memos) return;
        for (const JsonValue& item : *memos) {
            const auto wrapped = as<JsonObject>(item);
            const auto inner = wrapped ? object_member(*wrapped, "Memo") : std::nullopt;
            const auto data = inner ? text_member(*inner, "MemoData") : std::nullopt;
            const auto bytes = codec::from_hex(data.value_or("?"));
            if (!bytes) continue;  // Hashed with the rest: what is wrong with it is seen there.
            LedgerMemo memo;
            memo.transaction = transaction_.moves.hash;
            memo.height = record.ledger_index.value_or(block_.height);
            memo.text = as_text(*bytes);
            options_.on_memo(memo);
        }
    }

    void prove(XrplTransactionRecord& record) {
        const auto finding = proof_.transaction(record);
        if (finding.verdict == XrplVerdict::proven) {
            ++counts_.ids_proven_count;
        } else {
            ++counts_.ids_unproven_count;
        }
        if (finding.verdict == XrplVerdict::wrong) flaw(record, finding.why);
        if (options_.witness != nullptr && record.hash && options_.witness->wants(*record.hash)) {
            show(record, finding);
        }
    }

    void show(const XrplTransactionRecord& record, const XrplFinding& finding) {
        XrplWitness::Transaction seen;
        seen.id = *record.hash;
        seen.ledger_index = record.ledger_index;
        seen.is_id_proven = finding.verdict == XrplVerdict::proven;
        seen.transaction = proof_.transaction_bytes();
        seen.metadata = proof_.metadata_bytes();
        seen.why = finding.why.empty() ? proof_.why() : finding.why;
        if (record.transaction) seen.json += simdjson::minify(*record.transaction) + "\n";
        if (record.metadata) seen.json += simdjson::minify(*record.metadata) + "\n";
        options_.witness->see(seen);
    }

    void prove(const XrplLedgerRecord& record) {
        const auto tree = proof_.tree(record);
        const bool is_tree = tree.verdict == XrplVerdict::proven;
        ++(is_tree ? counts_.trees_proven_count : counts_.trees_unproven_count);
        if (tree.verdict == XrplVerdict::wrong) flaw_of_ledger(tree.why);
        std::optional<codec::XrplHeaderBytes> bytes;
        const auto header = XrplProof::header(record, before_, &bytes);
        const bool is_header = header.verdict == XrplVerdict::proven;
        ++(is_header ? counts_.headers_proven_count : counts_.headers_unproven_count);
        if (header.verdict == XrplVerdict::wrong) flaw_of_ledger(header.why);
        if (options_.witness != nullptr && record.ledger_index) {
            options_.witness->see({*record.ledger_index, bytes, proof_.leaves(), is_tree,
                                   is_tree ? header.why : tree.why});
        }
    }

    void flaw(const XrplTransactionRecord& record, std::string_view what) {
        report_->flaw(Fault::malformed, offset_, text(place(record), what));
    }
    void flaw_of_ledger(std::string_view what) {
        report_->flaw(Fault::malformed, offset_, text("ledger ", height_.value_or(0), ": ", what));
    }

    XrplOptions options_;
    XrplCounts counts_;
    XrplBook book_;
    XrplProof proof_;
    simdjson::dom::parser parser_;
    std::string expanded_;               ///< The record at hand, if it was in bytes.
    Report* report_ = nullptr;           ///< Of the call that is running.
    const AccountSink* sink_ = nullptr;  ///< Of the call that is running.
    std::uint64_t offset_ = 0;           ///< Of the record at hand.
    std::optional<std::uint64_t> height_;
    model::AccountBlock block_;
    bool is_pending_ = false;  ///< The block is of loose transactions and not handed out yet.
    bool is_following_ = false;
    std::optional<XrplProof::Before> before_;  ///< The last ledger.
    std::uint64_t before_height_ = 0;
    bool is_before_whole_ = false;
    XrplTransaction transaction_;
    XrplFlaws flaws_;
};

XrplReader::XrplReader(XrplOptions options) : run_(std::make_unique<Run>(std::move(options))) {}
XrplReader::XrplReader(XrplReader&&) noexcept = default;
XrplReader& XrplReader::operator=(XrplReader&&) noexcept = default;
XrplReader::~XrplReader() = default;

Status XrplReader::read(std::span<const std::byte> bytes, Report& report, const AccountSink& sink) {
    return run_->read(as_text(bytes), report, sink);
}

Status XrplReader::read_file(const std::filesystem::path& path, Report& report,
                             const AccountSink& sink) {
    PELF_TRY(bytes, pelf::read_file(path, kXrplFileBytesMax));
    return read(bytes, report, sink);
}

const XrplCounts& XrplReader::counts() const noexcept {
    return run_->counts();
}

}  // namespace pelf::ingest
