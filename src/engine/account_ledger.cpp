// SPDX-License-Identifier: Apache-2.0
#include "engine/account_ledger.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/date.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "graph/account_store.hpp"
#include "graph/account_writer.hpp"
#include "ingest/ledgers/bank_csv.hpp"
#include "ingest/ledgers/ethereum_etl.hpp"
#include "ingest/ledgers/ethereum_node.hpp"
#include "ingest/ledgers/xrpl_node.hpp"
#include "ingest/ledgers/xrpl_reader.hpp"

namespace pelf::engine {
namespace {

/// The first ledger that the XRP Ledger still has; the 32,569 before it were lost.
constexpr std::uint64_t kXrplFirstLedger = 32'570;

bool is_first(AccountLedger ledger, std::uint64_t height) noexcept {
    return ledger == AccountLedger::xrpl ? height <= kXrplFirstLedger : height == 0;
}

/// Whether a block is the store's. Without a hash (banks) its transfers are compared.
bool is_same(const graph::AccountStore& store, std::uint64_t number,
             const model::AccountBlock& block) {
    const graph::AccountColumns& columns = store.columns();
    if (columns.blocks[number].hash != block.hash) return false;
    if (block.hash != model::LedgerHash{}) return true;
    std::uint64_t row = columns.blocks[number].first_transfer;
    const std::uint64_t end = number + 1 < columns.blocks_count
                                  ? columns.blocks[number + 1].first_transfer
                                  : columns.transfers_count;
    if (end - row != block.transfers.size()) return false;
    for (const model::AccountTransfer& transfer : block.transfers) {
        const auto from = store.account_name(columns.froms[row]);
        const auto to = store.account_name(columns.tos[row]);
        const auto asset = store.asset_name(columns.movement(row).asset);
        const bool same =
            from && to && asset && *from == block.accounts[transfer.from] &&
            *to == block.accounts[transfer.to] && *asset == block.assets[transfer.asset] &&
            columns.movement(row).kind == transfer.kind && columns.amount(row) == transfer.amount;
        if (!same) return false;
        ++row;
    }
    return true;
}

/// Appends the blocks that a store does not have. The store is made with the first block, since
/// that says whether it is a window.
class StoreSink {
public:
    StoreSink(const Home& home, AccountLedger ledger, const OnProgress& progress)
        : folder_(home.accounts(ledger)), ledger_(ledger), progress_(progress) {}

    Status append(const model::AccountBlock& block) {
        if (!writer_) PELF_TRY_DONE(open(block));
        if (writer_->blocks_count() > blocks_appended_ && block.height <= tip_height_) {
            return compare(block);
        }
        PELF_TRY_DONE(writer_->append(block));
        ++blocks_appended_;
        progress_({"blocks", blocks_appended_, 0, 0});
        return Done{};
    }

    /// What was read before a fault is worth keeping, whatever the fault.
    Status finish() { return writer_ ? writer_->commit() : Status(Done{}); }

    std::uint64_t appended_count() const noexcept { return blocks_appended_; }
    std::uint64_t kept_count() const noexcept { return blocks_kept_; }

private:
    Status open(const model::AccountBlock& first) {
        graph::AccountStart start{.network = std::string(to_string(ledger_)),
                                  .window = !is_first(ledger_, first.height)};
        const auto manifest = graph::load_account_manifest(folder_);
        if (manifest) start.window = manifest->window != 0;
        PELF_TRY(writer, graph::AccountWriter::open(folder_, start, {}));
        writer_.emplace(std::move(writer));
        const auto& store = writer_->committed();
        const std::uint64_t blocks = store.columns().blocks_count;
        if (blocks == 0) return Done{};
        tip_height_ = store.height_of(blocks - 1);
        if (ledger_ != AccountLedger::xrpl || first.height <= tip_height_) return Done{};
        return Unexpected(Error{
            Fault::refused,
            text("the ledgers begin at ", first.height, " and the store ends at ", tip_height_,
                 "; give them with that ledger among them, since balances are "
                 "known from where the reading begins"),
            folder_.string()});
    }

    Status compare(const model::AccountBlock& block) {
        const auto& store = writer_->committed();
        const auto known = store.find_height(block.height);
        if (known && is_same(store, *known, block)) {
            ++blocks_kept_;
            return Done{};
        }
        return Unexpected(Error{Fault::refused,
                                text("the store's block ", block.height,
                                     known ? " is another" : " is missing: the store begins later",
                                     "; use another --home for another history"),
                                folder_.string()});
    }

    std::filesystem::path folder_;
    AccountLedger ledger_;
    const OnProgress& progress_;
    std::optional<graph::AccountWriter> writer_;
    std::uint64_t tip_height_ = 0;
    std::uint64_t blocks_appended_ = 0;
    std::uint64_t blocks_kept_ = 0;
};

Result<AccountIngested> finish(const Home& home, AccountLedger ledger, StoreSink& sink,
                               AccountIngested ingested, const Status& read) {
    PELF_TRY_DONE(sink.finish());
    if (!read) return Unexpected(read.error());
    ingested.blocks_added = sink.appended_count();
    ingested.blocks_kept = sink.kept_count();
    PELF_TRY(status, account_ledger_status(home, ledger));
    ingested.status = std::move(status);
    return ingested;
}

/// Files by the first ledger in each; those without any ledger are left for the reading proper to
/// complain about.
Result<std::vector<std::filesystem::path>> in_order(
    const std::vector<std::filesystem::path>& files) {
    std::multimap<std::uint64_t, std::filesystem::path> by_ledger;
    for (const auto& file : files) {
        ingest::Report report(file.string());
        ingest::XrplReader reader({.has_openings = false, .is_verified = false});
        std::uint64_t first = ~std::uint64_t{0};
        PELF_TRY_DONE(reader.read_file(file, report, [&](const model::AccountBlock& block) {
            first = std::min(first, block.height);
            return Status(Done{});
        }));
        by_ledger.emplace(first, file);
    }
    std::vector<std::filesystem::path> ordered;
    for (auto& [first, file] : by_ledger) ordered.push_back(std::move(file));
    return ordered;
}

void add_xrpl_notices(const ingest::XrplCounts& counts, std::vector<std::string>& notices) {
    if (counts.short_payments_count > 0) {
        notices.push_back(text(grouped(counts.short_payments_count),
                               " partial payments delivered other than their Amount says; what was "
                               "delivered is what counts"));
    }
    notices.push_back(text("hashes that hold: ", grouped(counts.ids_proven_count),
                           " transaction ids, ", grouped(counts.trees_proven_count),
                           " transaction trees, ", grouped(counts.headers_proven_count),
                           " ledger headers; not to be computed from what is there: ",
                           grouped(counts.ids_unproven_count), ", ",
                           grouped(counts.trees_unproven_count), ", ",
                           grouped(counts.headers_unproven_count)));
}

Result<graph::AccountStart> ethereum_start(const std::filesystem::path& folder,
                                           std::uint64_t first_height) {
    graph::AccountStart start{.network = std::string(to_string(AccountLedger::ethereum)),
                              .window = first_height > 0};
    const auto manifest = graph::load_account_manifest(folder);
    if (manifest) {
        start.window = manifest->window != 0;
    } else if (manifest.error().fault != Fault::not_found) {
        return Unexpected(manifest.error());
    }
    return start;
}

/// The store's last blocks, as far back as a reorganisation may go.
std::vector<ingest::EthereumPlace> recent_places(const graph::AccountStore& store) {
    constexpr std::uint64_t kReorganisedMax = 1'000;
    const auto blocks = store.columns().blocks;
    std::vector<ingest::EthereumPlace> places;
    const std::size_t first = blocks.size() - std::min<std::size_t>(blocks.size(), kReorganisedMax);
    for (const graph::AccountBlockRow& block : blocks.subspan(first)) {
        places.push_back({block.height, block.hash});
    }
    return places;
}

void limit(ingest::EthereumFollowPlan& plan, std::optional<std::uint64_t> last_height) {
    if (!last_height) return;
    const std::uint64_t wanted =
        plan.first_height > *last_height ? 0 : *last_height - plan.first_height + 1;
    plan.blocks_count = std::min(plan.blocks_count, wanted);
}

}  // namespace

Result<std::vector<std::filesystem::path>> files_in(const std::filesystem::path& folder) {
    std::error_code fault;
    if (std::filesystem::is_regular_file(folder, fault)) return std::vector{folder};
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, fault)) {
        if (entry.is_regular_file(fault)) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    if (!files.empty()) return files;
    return Unexpected(Error{Fault::not_found, "there is no file here", folder.string()});
}

Result<std::vector<std::filesystem::path>> xrpl_files(const std::filesystem::path& ledgers) {
    PELF_TRY(found, files_in(ledgers));
    return in_order(found);
}

Result<AccountIngested> ingest_bank(const Home& home,
                                    const std::vector<std::filesystem::path>& files,
                                    const OnProgress& progress) {
    StoreSink sink(home, AccountLedger::bank, progress);
    AccountIngested ingested;
    Status read = Done{};
    for (const auto& path : files) {
        ingest::Report& report = ingested.reports.emplace_back(path.string());
        const auto file = MappedFile::open(path);
        if (!file) {
            read = Unexpected(file.error());
            break;
        }
        const std::string_view text = as_text(file->bytes());
        read = ingest::read_bank_csv(
            text, report, [&](const model::AccountBlock& block) { return sink.append(block); });
        if (!read) break;
    }
    return finish(home, AccountLedger::bank, sink, std::move(ingested), read);
}

Result<AccountIngested> ingest_xrpl(const Home& home, const std::filesystem::path& ledgers,
                                    const OnProgress& progress) {
    PELF_TRY(files, xrpl_files(ledgers));
    StoreSink sink(home, AccountLedger::xrpl, progress);
    AccountIngested ingested;
    ingest::XrplReader reader;
    Status read = Done{};
    for (const auto& file : files) {
        ingest::Report& report = ingested.reports.emplace_back(file.string());
        read = reader.read_file(
            file, report, [&](const model::AccountBlock& block) { return sink.append(block); });
        if (!read) break;
    }
    add_xrpl_notices(reader.counts(), ingested.notices);
    return finish(home, AccountLedger::xrpl, sink, std::move(ingested), read);
}

Result<AccountIngested> ingest_ethereum_etl(const Home& home, const std::filesystem::path& folder,
                                            const OnProgress& progress) {
    StoreSink sink(home, AccountLedger::ethereum, progress);
    AccountIngested ingested;
    ingest::Report& report = ingested.reports.emplace_back(folder.string());
    const auto reading = ingest::read_ethereum_etl(
        folder, {}, report, [&](const model::AccountBlock& block) { return sink.append(block); });
    if (reading) ingested.notices = reading->missing;
    return finish(home, AccountLedger::ethereum, sink, std::move(ingested),
                  reading ? Status(Done{}) : Status(Unexpected(reading.error())));
}

Result<AccountIngested> ingest_ethereum_node(const Home& home, const NodeRequest& request,
                                             const OnProgress& progress) {
    ingest::EthereumNodeOptions options;
    options.address = request.address;
    options.sleep = request.sleep;
    PELF_TRY(node, ingest::EthereumNode::open(options));
    const auto folder = home.accounts(AccountLedger::ethereum);
    PELF_TRY(start, ethereum_start(folder, request.first_height));
    PELF_TRY(writer, graph::AccountWriter::open(folder, start, {}));
    AccountIngested ingested;
    ingest::Report& report = ingested.reports.emplace_back(request.address);
    while (true) {
        const auto recent = recent_places(writer.committed());
        PELF_TRY(plan, ingest::plan_ethereum_follow(node, recent,
                                                    {.first_height = request.first_height}));
        if (plan.unwind_to) {
            const auto kept = writer.committed().find_height(*plan.unwind_to);
            PELF_TRY_DONE(writer.unwind(kept ? *kept + 1 : 0));
        }
        limit(plan, request.last_height);
        if (plan.blocks_count == 0) break;
        auto read = ingest::read_ethereum_node(
            node, plan, report, [&](const model::AccountBlock& block) -> Status {
                PELF_TRY_DONE(writer.append(block));
                progress({"blocks", ++ingested.blocks_added, 0, 0});
                return Done{};
            });
        PELF_TRY_DONE(writer.commit());
        if (!read) return Unexpected(std::move(read).error());
        ingested.notices = read->reading.missing;
    }
    PELF_TRY(status, account_ledger_status(home, AccountLedger::ethereum));
    ingested.status = std::move(status);
    return ingested;
}

Result<AccountIngested> ingest_xrpl_node(const Home& home, const NodeRequest& request,
                                         const OnProgress& progress) {
    ingest::XrplNodeOptions options;
    options.address = request.address;
    options.sleep = request.sleep;
    PELF_TRY(node, ingest::XrplNode::open(options));
    PELF_TRY(tip, node.tip());
    std::uint64_t next = request.first_height;
    const auto here = account_ledger_status(home, AccountLedger::xrpl);
    if (here && here->blocks > 0) next = here->height;
    const std::uint64_t last =
        std::min(request.last_height.value_or(tip.ledger_index), tip.ledger_index);
    StoreSink sink(home, AccountLedger::xrpl, progress);
    AccountIngested ingested;
    ingest::Report& report = ingested.reports.emplace_back(request.address);
    ingest::XrplReader reader;
    Status read = Done{};
    for (; read && next <= last; ++next) {
        const auto ledger = node.ledger(next);
        read = ledger ? reader.read(
                            std::as_bytes(std::span(*ledger)), report,
                            [&](const model::AccountBlock& block) { return sink.append(block); })
                      : Status(Unexpected(ledger.error()));
    }
    add_xrpl_notices(reader.counts(), ingested.notices);
    return finish(home, AccountLedger::xrpl, sink, std::move(ingested), read);
}

Result<graph::AccountCheck> verify_account_ledger(const Home& home, AccountLedger ledger,
                                                  const OnProgress& progress) {
    PELF_TRY(store, graph::AccountStore::open(home.accounts(ledger)));
    return graph::verify_accounts(
        store, [&](std::uint64_t done, std::uint64_t all) { progress({"blocks", done, all, 0}); });
}

std::vector<AccountLedger> account_ledgers(const Home& home) {
    std::vector<AccountLedger> ledgers;
    for (const AccountLedger ledger : kAccountLedgers) {
        std::error_code fault;
        if (std::filesystem::exists(home.accounts(ledger) / graph::kManifestName, fault)) {
            ledgers.push_back(ledger);
        }
    }
    return ledgers;
}

Result<AccountLedgerStatus> account_ledger_status(const Home& home, AccountLedger ledger) {
    const auto folder = home.accounts(ledger);
    PELF_TRY(manifest, graph::load_account_manifest(folder));
    PELF_TRY(store, graph::AccountStore::open_columns(folder, manifest));
    AccountLedgerStatus status;
    status.ledger = ledger;
    status.window = store.is_window();
    if (manifest.blocks > 0) {
        const graph::AccountBlockRow& tip = store.columns().blocks.back();
        status.base_height = store.height_of(0);
        status.height = tip.height;
        status.tip_time = rfc3339(tip.time_unix_s);
        if (tip.hash != model::LedgerHash{}) status.tip_hash = transaction_text(ledger, tip.hash);
    }
    status.blocks = manifest.blocks;
    status.transactions = manifest.transactions;
    status.transfers = manifest.transfers;
    status.accounts = manifest.accounts;
    status.assets = manifest.assets;
    status.store_bytes = stored_bytes(folder);
    return status;
}

}  // namespace pelf::engine
