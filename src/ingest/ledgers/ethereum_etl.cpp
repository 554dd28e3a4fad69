// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/ethereum_etl.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <system_error>
#include <utility>

#include "base/text.hpp"
#include "codec/hex.hpp"
#include "ingest/ledgers/ethereum_etl_rows.hpp"
#include "ingest/ledgers/ethereum_router.hpp"

namespace pelf::ingest {
namespace {

namespace fs = std::filesystem;

using Paths = std::array<std::vector<fs::path>, kEtlKindsCount>;

/// "token_transfers_0_99.csv" is of token_transfers; nothing for a file that is no table.
std::optional<EtlKind> kind_of(const fs::path& path) {
    const std::string extension = path.extension().string();
    if (extension != ".csv" && extension != ".json" && extension != ".jsonl" &&
        extension != ".ndjson") {
        return std::nullopt;
    }
    const std::string stem = path.stem().string();
    for (std::size_t i = 0; i < kEtlKindsCount; ++i) {
        const auto kind = static_cast<EtlKind>(i);
        const std::string_view name = etl_shape(kind).name;
        const bool is_whole =
            stem.size() == name.size() ||
            (stem.size() > name.size() &&
             std::string_view("_-.0123456789").find(stem[name.size()]) != std::string_view::npos);
        if (stem.starts_with(name) && is_whole) return kind;
    }
    return std::nullopt;
}

Result<Paths> find_tables(const fs::path& folder) {
    Paths paths;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
         at.increment(error)) {
        if (!at->is_regular_file(error)) continue;
        const auto kind = kind_of(at->path());
        if (kind) paths[static_cast<std::size_t>(*kind)].push_back(at->path());
    }
    if (error) {
        const bool is_missing = error == std::errc::no_such_file_or_directory;
        return Unexpected(Error{is_missing ? Fault::not_found : Fault::io,
                                text("the folder cannot be read: ", error.message()),
                                folder.string()});
    }
    if (paths[static_cast<std::size_t>(EtlKind::blocks)].empty()) {
        return Unexpected(Error{Fault::not_found,
                                "no table of blocks: expected a file whose name begins with "
                                "\"blocks\" and ends with .csv, .json, .jsonl or .ndjson",
                                folder.string()});
    }
    return paths;
}

class EtlReading {
public:
    EtlReading(const EthereumEtlOptions& options, Report& report, const AccountSink& sink)
        : options_(options), report_(report), sink_(sink), transfers_(options_.rules, report) {}

    Status open(Paths paths);
    Status run();
    EthereumReading finish();

private:
    EtlTable& table(EtlKind kind) { return tables_[static_cast<std::size_t>(kind)]; }
    bool has(EtlKind kind) { return table(kind).is_there(); }

    Status say_what_is_missing();
    void miss(const char* words);
    bool judge(const EtlTable& table, const EtlRowOutcome& outcome);
    Status check_link();
    Status read_tables();
    template <class ReadRow>
    Status read_rows(EtlKind kind, ReadRow read_row);
    Status pass_over(EtlKind kind);
    Status advance(EtlKind kind);
    void order_transactions();
    void drop_erc721();
    Status reject_rest();

    const EthereumEtlOptions& options_;
    Report& report_;
    const AccountSink& sink_;
    EthereumTransfers transfers_;
    std::vector<EtlTable> tables_;
    std::array<bool, kEtlKindsCount> has_row_{};
    std::vector<codec::EthereumAddress> erc721_;
    EthereumBlock block_;
    bool has_block_before_ = false;
    std::uint64_t height_before_ = 0;
    model::LedgerHash hash_before_{};
    std::vector<std::string> missing_;
};

Status EtlReading::open(Paths paths) {
    for (std::size_t i = 0; i < kEtlKindsCount; ++i) {
        // Logs hold all that token_transfers has, and more: one of them is enough.
        const bool is_told_by_logs = static_cast<EtlKind>(i) == EtlKind::token_transfers &&
                                     !paths[static_cast<std::size_t>(EtlKind::logs)].empty();
        if (is_told_by_logs) paths[i].clear();
        PELF_TRY(table, EtlTable::open(std::move(paths[i]), etl_shape(static_cast<EtlKind>(i)),
                                       options_.limits, report_));
        tables_.push_back(std::move(table));
    }
    if (has(EtlKind::contracts) && has(EtlKind::token_transfers)) {
        PELF_TRY(contracts, read_erc721_contracts(table(EtlKind::contracts)));
        erc721_ = std::move(contracts);
    }
    for (std::size_t i = 0; i < kEtlKindsCount; ++i) {
        if (static_cast<EtlKind>(i) != EtlKind::contracts) {
            PELF_TRY_DONE(advance(static_cast<EtlKind>(i)));
        }
    }
    return say_what_is_missing();
}

void EtlReading::miss(const char* words) {
    missing_.emplace_back(words);
    report_.flaw(Fault::not_found, 0, words);
}

Status EtlReading::say_what_is_missing() {
    const bool has_joined_receipts = has_row_[static_cast<std::size_t>(EtlKind::transactions)] &&
                                     has_joined_receipt(table(EtlKind::transactions));
    if (!has(EtlKind::transactions)) {
        miss(
            "no table of transactions: fees are missing, and without traces all payments of ether");
    } else if (!has(EtlKind::receipts) && !has_joined_receipts) {
        miss(
            "no receipts: fees are missing, and without traces the value of every transaction, "
            "since nothing says which failed");
    }
    if (!has(EtlKind::traces)) {
        miss("no traces: ether that contracts moved is missing, and uncles' rewards");
    }
    if (has(EtlKind::logs)) return Done{};
    if (!has(EtlKind::token_transfers)) {
        miss("neither logs nor token_transfers: tokens are missing");
        return Done{};
    }
    miss(
        "no logs: ether that was wrapped and unwrapped is missing from the balances of wrapped "
        "ether");
    if (!has(EtlKind::contracts)) {
        miss(
            "neither logs nor contracts: token_transfers does not tell things (ERC-721) from "
            "units (ERC-20), and numbers of things are taken as amounts");
    }
    return Done{};
}

Status EtlReading::advance(EtlKind kind) {
    PELF_TRY(has_row, table(kind).next());
    has_row_[static_cast<std::size_t>(kind)] = has_row;
    return Done{};
}

/// Counts what is wrong. True if the row is used.
bool EtlReading::judge(const EtlTable& table, const EtlRowOutcome& outcome) {
    if (outcome.kind == EtlRowOutcome::Kind::good) return true;
    constexpr std::uint64_t kWordsMax = 100;
    auto words = report_.losses_count() < kWordsMax
                     ? text(table.file_name(), ", block ", table.block(), ": ", outcome.words)
                     : std::string();
    if (outcome.kind == EtlRowOutcome::Kind::flawed) {
        report_.flaw(outcome.fault, table.row_offset_bytes(), std::move(words));
        return true;
    }
    report_.reject(outcome.fault, table.row_offset_bytes(), std::move(words));
    return false;
}

Status EtlReading::check_link() {
    if (has_block_before_ && block_.height == height_before_) {
        return Unexpected(Error{
            Fault::refused,
            text("block ", block_.height, " stands twice; an export may hold only one chain")});
    }
    if (has_block_before_ && block_.height == height_before_ + 1 &&
        block_.previous != hash_before_) {
        return Unexpected(Error{
            Fault::refused, text("block ", block_.height, " names another block before it than ",
                                 "block ", height_before_,
                                 "; the export was made while the chain was reorganised: export "
                                 "these blocks again")});
    }
    if (has_block_before_ && block_.height > height_before_ + 1) {
        report_.flaw(Fault::not_found, block_.offset_bytes,
                     text("blocks ", height_before_ + 1, " to ", block_.height - 1,
                          " are missing: what moved in them is too"));
    }
    has_block_before_ = true;
    height_before_ = block_.height;
    hash_before_ = block_.hash;
    return Done{};
}

Status EtlReading::pass_over(EtlKind kind) {
    const auto at = static_cast<std::size_t>(kind);
    while (has_row_[at] && table(kind).block() < block_.height) {
        if (table(kind).block() >= options_.first_height) {
            judge(table(kind), {EtlRowOutcome::Kind::rejected, Fault::not_found,
                                "the row's block is not in the table of blocks"});
        }
        PELF_TRY_DONE(advance(kind));
    }
    return Done{};
}

template <class ReadRow>
Status EtlReading::read_rows(EtlKind kind, ReadRow read_row) {
    PELF_TRY_DONE(pass_over(kind));
    EtlTable& rows = table(kind);
    const auto at = static_cast<std::size_t>(kind);
    std::uint64_t count = 0;
    while (has_row_[at] && rows.block() == block_.height) {
        if (++count > options_.block_rows_max) {
            return Unexpected(Error{Fault::over_limit,
                                    text("expected at most ", options_.block_rows_max,
                                         " rows of one block, found more in block ", block_.height,
                                         " of ", rows.name()),
                                    rows.file_name(), rows.row_offset_bytes()});
        }
        if (judge(rows, read_row(rows))) report_.accept();
        PELF_TRY_DONE(advance(kind));
    }
    return Done{};
}

/// By index, each once.
void EtlReading::order_transactions() {
    auto& transactions = block_.transactions;
    if (!std::ranges::is_sorted(transactions, {}, &EthereumTransaction::index)) {
        std::ranges::stable_sort(transactions, {}, &EthereumTransaction::index);
    }
    const auto is_same = [this](const EthereumTransaction& a, const EthereumTransaction& b) {
        if (a.index != b.index) return false;
        report_.reject(
            Fault::malformed, b.offset_bytes,
            text("transactions, block ", block_.height, ": number ", b.index, " stands twice"));
        return true;
    };
    transactions.erase(std::unique(transactions.begin(), transactions.end(), is_same),
                       transactions.end());
}

void EtlReading::drop_erc721() {
    if (erc721_.empty()) return;
    const auto is_thing = [this](const EthereumTokenEvent& event) {
        return std::ranges::binary_search(erc721_, event.token);
    };
    const auto kept = std::remove_if(block_.tokens.begin(), block_.tokens.end(), is_thing);
    transfers_.counts().one_of_kind_logs_count +=
        static_cast<std::uint64_t>(block_.tokens.end() - kept);
    block_.tokens.erase(kept, block_.tokens.end());
}

Status EtlReading::read_tables() {
    PELF_TRY_DONE(read_rows(EtlKind::transactions, [this](const EtlTable& rows) {
        return read_transaction_row(rows, block_);
    }));
    order_transactions();
    std::uint32_t hint = 0;
    PELF_TRY_DONE(read_rows(EtlKind::receipts, [&](const EtlTable& rows) {
        return read_receipt_row(rows, block_, hint);
    }));
    const std::size_t known_count = block_.transactions.size();
    hint = 0;
    block_.has_traces = has(EtlKind::traces);
    PELF_TRY_DONE(read_rows(
        EtlKind::traces, [&](const EtlTable& rows) { return read_trace_row(rows, block_, hint); }));
    hint = 0;
    PELF_TRY_DONE(read_rows(EtlKind::logs, [&](const EtlTable& rows) {
        auto meaning = LogMeaning::nothing;
        const auto outcome = read_log_row(rows, options_.rules, block_, hint, meaning);
        transfers_.count(meaning, rows.row_offset_bytes());
        return outcome;
    }));
    hint = 0;
    PELF_TRY_DONE(read_rows(EtlKind::token_transfers, [&](const EtlTable& rows) {
        return read_token_transfer_row(rows, block_, hint);
    }));
    drop_erc721();
    if (options_.on_memo) hand_over_memos(block_, options_.on_memo);
    if (known_count == 0) {
        block_.order_bare_transactions();
        return Done{};
    }
    for (std::size_t i = known_count; i < block_.transactions.size(); ++i) {
        transfers_.flaw(
            Fault::not_found, block_.offset_bytes,
            "a trace or log is of a transaction that the table of transactions does not "
            "have; its place in the block is not known");
    }
    return Done{};
}

Status EtlReading::run() {
    EtlTable& blocks = table(EtlKind::blocks);
    const auto at = static_cast<std::size_t>(EtlKind::blocks);
    while (has_row_[at]) {
        block_.clear();
        if (blocks.block() >= options_.first_height &&
            judge(blocks, read_block_row(blocks, block_))) {
            report_.accept();
            PELF_TRY_DONE(check_link());
            PELF_TRY_DONE(read_tables());
            PELF_TRY_DONE(sink_(transfers_.make(block_)));
        }
        PELF_TRY_DONE(advance(EtlKind::blocks));
    }
    return reject_rest();
}

Status EtlReading::reject_rest() {
    block_.height = ~std::uint64_t{0};
    for (std::size_t i = 0; i < kEtlKindsCount; ++i) {
        const auto kind = static_cast<EtlKind>(i);
        if (kind != EtlKind::contracts) PELF_TRY_DONE(pass_over(kind));
    }
    return Done{};
}

EthereumReading EtlReading::finish() {
    EthereumReading reading;
    reading.counts = transfers_.counts();
    reading.lookalikes = transfers_.lookalikes();
    reading.missing = std::move(missing_);
    for (const EtlTable& one : tables_) {
        reading.unordered_files_count += one.unordered_files_count();
    }
    return reading;
}

}  // namespace

Result<EthereumReading> read_ethereum_etl(const fs::path& folder, const EthereumEtlOptions& options,
                                          Report& report, const AccountSink& sink) {
    PELF_TRY(paths, find_tables(folder));
    EtlReading reading(options, report, sink);
    PELF_TRY_DONE(reading.open(std::move(paths)));
    PELF_TRY_DONE(reading.run());
    return reading.finish();
}

}  // namespace pelf::ingest
