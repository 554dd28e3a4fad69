// SPDX-License-Identifier: Apache-2.0
//
// What an account store does when it is damaged, cut, full or killed.
#include "graph/account_store.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <chrono>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <thread>

#include "graph/account_verify.hpp"
#include "graph/account_writer.hpp"
#include "graph/synthetic_accounts.hpp"
#include "support/random_accounts.hpp"
#include "support/store_folder.hpp"

namespace pelf::graph {
namespace {

using model::AccountBlock;
using test::expect_same_store;
using test::RandomAccounts;

const AccountStart kStart{"ethereum", false};

std::vector<AccountBlock> sound_blocks(std::uint64_t transfers_count) {
    SyntheticAccounts ledger({.transfers_count = transfers_count, .transfers_per_block = 5});
    std::vector<AccountBlock> blocks;
    for (AccountBlock block; ledger.next(block);) blocks.push_back(block);
    return blocks;
}

class AccountStoreTest : public test::StoreFolderTest {
protected:
    void write(const std::filesystem::path& folder, const std::vector<AccountBlock>& blocks,
               const AccountStart& start) {
        auto writer = AccountWriter::open(folder, start, {});
        ASSERT_TRUE(writer) << writer.error().message;
        for (const AccountBlock& block : blocks) ASSERT_TRUE(writer->append(block));
        ASSERT_TRUE(writer->commit());
    }
};

/// Goes on where a writer stopped.
void finish(const std::filesystem::path& folder, const std::vector<AccountBlock>& blocks) {
    auto writer = AccountWriter::open(folder, kStart, {});
    ASSERT_TRUE(writer) << writer.error().message;
    for (auto block = writer->blocks_count(); block < blocks.size(); ++block) {
        ASSERT_TRUE(writer->append(blocks[block]));
    }
    ASSERT_TRUE(writer->commit());
}

/// Asks everything that is promised to be safe over damaged files.
std::uint64_t ask_everything(const AccountStore& store) {
    const AccountColumns& columns = store.columns();
    std::vector<model::AccountName> names;
    std::uint64_t found = 0;
    for (std::uint32_t account = 0; account < columns.accounts_count; ++account) {
        const auto name = store.account_name(account);
        if (name) names.push_back(*name);
        AccountRowCursor cursor = columns.rows_of_account(account);
        while (const auto row = cursor.next()) {
            EXPECT_LT(*row, columns.transfers_count);
            ++found;
        }
    }
    for (std::uint64_t row = 0; row < columns.transfers_count; ++row) {
        found += columns.amount(row).low() + columns.movement(row).asset + columns.block_of(row);
    }
    found += store.find_accounts(names).size() + store.find_transactions(store.hashes()).size() +
             store.find_assets(store.assets()).size();
    return found + verify_accounts(store, [](auto, auto) {}).faults_count;
}

TEST_F(AccountStoreTest, RefusesASmallFileCutAnywhereAndBearsAnyFlippedByte) {
    RandomAccounts ledger(8, {.transactions_max = 1, .transfers_max = 2, .assets_count = 4});
    write(folder_, ledger.blocks(257), {"xrpl", true});
    constexpr std::size_t kBytesInFull = 300;  // Longer files are tried here and there.
    constexpr std::size_t kTries = 60;
    for (const auto& [name, bytes] : test::files_in(folder_)) {
        if (name == kLockName) continue;
        const bool in_full = bytes.size() <= kBytesInFull || name.starts_with("transfers-");
        const std::size_t step = in_full ? 1 : 1 + bytes.size() / kTries;
        for (std::size_t at = 0; at < bytes.size(); at += step) {
            test::write_file(folder_ / name, bytes.substr(0, at));
            const auto cut = AccountStore::open(folder_);
            ASSERT_FALSE(cut) << name << " cut at " << at;
            ASSERT_FALSE(cut.error().message.empty());
            std::string flipped = bytes;
            flipped[at] = static_cast<char>(flipped[at] ^ 0x55);
            test::write_file(folder_ / name, flipped);
            const auto store = AccountStore::open(folder_);
            if (store) {
                ask_everything(*store);
            }
            const bool must_refuse = name == kManifestName || name.starts_with("transfers-") ||
                                     (name.ends_with(".col") && at < 16);
            ASSERT_FALSE(must_refuse && store) << name << " flipped at " << at;
        }
        std::filesystem::remove(folder_ / name);
        ASSERT_FALSE(AccountStore::open(folder_)) << name << " missing";
        test::write_file(folder_ / name, bytes);
    }
    EXPECT_TRUE(AccountStore::open(folder_));
}

TEST_F(AccountStoreTest, SaysWhatToDoAboutAnotherVersion) {
    write(folder_, sound_blocks(300), kStart);
    PELF_CHECK(load_account_manifest(folder_));
    AccountManifest manifest = *load_account_manifest(folder_);
    manifest.version = kAccountFormatVersion + 1;
    seal(manifest);
    std::string bytes(reinterpret_cast<const char*>(&manifest), sizeof(manifest));
    test::write_file(folder_ / kManifestName, bytes);
    const auto store = AccountStore::open(folder_);
    ASSERT_FALSE(store);
    EXPECT_EQ(store.error().fault, Fault::unsupported);
    EXPECT_EQ(store.error().message,
              "the store has format version 2, this pelf reads version 1; ingest the blocks again "
              "into a new --home");
    EXPECT_EQ(store.error().source, (folder_ / kManifestName).string());
    EXPECT_EQ(AccountWriter::open(folder_, kStart, {}).error().fault, Fault::unsupported);
}

TEST_F(AccountStoreTest, RefusesCountsBeyondWhatNumbersHoldAndWrongNetworks) {
    AccountManifest manifest;
    manifest.network = {'x'};
    seal(manifest);
    EXPECT_TRUE(read_account_manifest(bytes_of(manifest)));
    const auto refused = [&manifest](const auto& change) {
        AccountManifest changed = manifest;
        change(changed);
        seal(changed);
        const auto read = read_account_manifest(bytes_of(changed));
        return !read && read.error().fault == Fault::malformed;
    };
    EXPECT_TRUE(refused([](auto& m) { m.network = {}; }));
    EXPECT_TRUE(refused([](auto& m) { m.network = {'a', ' '}; }));
    EXPECT_TRUE(refused([](auto& m) { m.window = 2; }));
    EXPECT_TRUE(refused([](auto& m) { m.accounts = kAccountsMax + 1; }));
    EXPECT_TRUE(refused([](auto& m) { m.assets = kAssetsMax + 1; }));
    EXPECT_TRUE(refused([](auto& m) { m.movement_kinds = kFarMovement + 1U; }));
    EXPECT_TRUE(refused([](auto& m) { m.transfers = kPackedMax + 1; }));
    EXPECT_TRUE(refused([](auto& m) { m.blocks = kPackedMax + 1; }));
    EXPECT_TRUE(refused([](auto& m) { m.account_bytes = kPackedMax + 1; }));
    EXPECT_TRUE(refused([](auto& m) { m.transactions = 1; }));
    EXPECT_TRUE(refused([](auto& m) { m.wide_amounts = 1; }));
    EXPECT_TRUE(refused([](auto& m) { m.far_movements = 1; }));
    EXPECT_FALSE(refused([](auto& m) { m.accounts = kAccountsMax; }));
}

TEST_F(AccountStoreTest, FindsNoStoreWhereThereIsNone) {
    const auto store = AccountStore::open(folder_ / "none");
    ASSERT_FALSE(store);
    EXPECT_EQ(store.error().fault, Fault::not_found);
}

/// No file of this process grows past a size meanwhile: how a full disk looks to a writer.
class SmallDisk {
public:
    explicit SmallDisk(rlim_t size_bytes) {
        before_signal_ = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &before_);
        rlimit limit = before_;
        limit.rlim_cur = size_bytes;
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    ~SmallDisk() {
        setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, before_signal_);
    }

private:
    rlimit before_{};
    void (*before_signal_)(int) = nullptr;
};

TEST_F(AccountStoreTest, AFullDiskIsSaidAndNothingIsLost) {
    const auto blocks = sound_blocks(3'000);
    const std::size_t kept = 250;
    const std::vector<AccountBlock> first(blocks.begin(), blocks.begin() + kept);
    write(folder_ / "whole", blocks, kStart);
    write(folder_ / "first", first, kStart);
    std::set<std::size_t> limits{40, 100};
    for (const auto& [name, bytes] : test::files_in(folder_ / "whole")) {
        if (bytes.size() > 64) limits.insert({bytes.size() - 1, bytes.size() / 2});
    }
    std::size_t failed = 0;
    for (const std::size_t limit : limits) {
        const auto folder = folder_ / "full";
        std::filesystem::remove_all(folder);
        std::filesystem::copy(folder_ / "first", folder);
        std::optional<Error> error;
        {
            auto writer = AccountWriter::open(folder, kStart, {});
            ASSERT_TRUE(writer) << writer.error().message;
            const SmallDisk disk(limit);
            for (std::size_t block = kept; block < blocks.size(); ++block) {
                ASSERT_TRUE(writer->append(blocks[block]));
            }
            const auto committed = writer->commit();
            if (!committed) {
                error = committed.error();
                EXPECT_FALSE(writer->append(blocks.back()));
                EXPECT_FALSE(writer->commit());
            }
        }
        if (error) {
            ++failed;
            EXPECT_EQ(error->fault, Fault::io) << error->message;
            const auto store = AccountStore::open(folder);
            ASSERT_TRUE(store) << store.error().message;
            EXPECT_EQ(store->columns().blocks_count, kept);
            EXPECT_EQ(verify_accounts(*store, [](auto, auto) {}).faults_count, 0U);
        }
        finish(folder, blocks);
        expect_same_store(folder, folder_ / "whole");
    }
    EXPECT_GT(failed, 10U);
}

/// A writer that goes on where the last one was killed, takes blocks off now and then, and commits
/// often. Never returns.
[[noreturn]] void write_in_child(const std::filesystem::path& folder,
                                 const std::vector<AccountBlock>& blocks, std::uint32_t seed) {
    std::mt19937 random(seed);
    auto writer = AccountWriter::open(folder, kStart, {.memory_max_bytes = 1 << 18});
    bool good = writer.has_value();
    if (good && random() % 3 == 0) {
        const std::uint64_t kept = writer->blocks_count() - random() % (writer->blocks_count() + 1);
        good = writer->unwind(kept).has_value();
    }
    while (good && writer->blocks_count() < blocks.size()) {
        good = writer->append(blocks[writer->blocks_count()]).has_value();
        if (good && random() % 40 == 0) good = writer->commit().has_value();
    }
    good = good && writer->commit().has_value();
    ::_exit(good ? 0 : 1);
}

TEST_F(AccountStoreTest, IsUnharmedByBeingKilledAtAnyMoment) {
    constexpr int kKills = 200;
    const auto blocks = sound_blocks(4'000);
    write(folder_ / "calm", blocks, kStart);
    const auto calm = test::files_in(folder_ / "calm");
    const auto folder = folder_ / "killed";
    std::filesystem::create_directories(folder);
    std::mt19937 random(20'250'221);
    int kills = 0;
    int rounds = 0;
    int with_rows_past_the_manifest = 0;
    auto longest = std::chrono::microseconds(20'000);
    for (std::uint32_t seed = 0; kills < kKills; ++seed) {
        const auto begin = std::chrono::steady_clock::now();
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) write_in_child(folder, blocks, seed);
        std::this_thread::sleep_for(longest * (random() % 1'000) / 1'000);
        ::kill(child, SIGKILL);
        int status = 0;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        const auto store = AccountStore::open(folder);
        if (WIFEXITED(status)) {
            // It was through: its store is that of a calm writer, and the next round begins.
            ASSERT_EQ(WEXITSTATUS(status), 0);
            ASSERT_TRUE(store);
            EXPECT_EQ(store->columns().blocks_count, blocks.size());
            auto files = test::files_in(folder);
            files[std::string(kLockName)] = calm.at(std::string(kLockName));
            ASSERT_EQ(files == calm, true) << "round " << rounds;
            ++rounds;
            std::filesystem::remove_all(folder);
            std::filesystem::create_directories(folder);
            longest = std::chrono::duration_cast<std::chrono::microseconds>(
                std::chrono::steady_clock::now() - begin);
            continue;
        }
        ++kills;
        // Short lives first, so that one round has many.
        longest += longest / 20;
        if (!store) {
            ASSERT_EQ(store.error().fault, Fault::not_found) << store.error().message;
            continue;
        }
        const AccountCheck check = verify_accounts(*store, [](auto, auto) {});
        ASSERT_EQ(check.faults_count, 0U) << check.faults.front();
        const auto froms = std::filesystem::file_size(folder / "froms.col");
        const bool rows_past = froms > kColumnHeaderBytes + 4 * store->columns().transfers_count;
        with_rows_past_the_manifest += rows_past ? 1 : 0;
    }
    finish(folder, blocks);
    expect_same_store(folder, folder_ / "calm");
    EXPECT_GT(with_rows_past_the_manifest, kKills / 20) << "too few kills hit a commit";
    RecordProperty("rounds", rounds);
}

}  // namespace
}  // namespace pelf::graph
