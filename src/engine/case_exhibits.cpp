// SPDX-License-Identifier: Apache-2.0
#include "engine/case_exhibits.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/bytes.hpp"
#include "base/date.hpp"
#include "base/text.hpp"
#include "codec/bitcoin_block.hpp"
#include "codec/hex.hpp"
#include "codec/merkle_branch.hpp"
#include "engine/lists.hpp"
#include "ingest/ledgers/bitcoin_files.hpp"

namespace pelf::engine {
namespace {

using casefile::ExhibitBytes;
using codec::Hash256;

using RawHeader = std::array<std::byte, codec::kBlockHeaderBytes>;

/// A block's header from its row and the hash of the block before it.
RawHeader header_of(const graph::BlockRow& row, const Hash256& previous) {
    RawHeader raw{};
    store(raw.data(), row.version);
    std::ranges::copy(previous.bytes, raw.begin() + 4);
    std::ranges::copy(row.merkle_root.bytes, raw.begin() + 36);
    store(raw.data() + 68, row.time_s);
    store(raw.data() + 72, row.bits);
    store(raw.data() + 76, row.nonce);
    return raw;
}

/// By block of the store: numbers of its transactions within it, the coinbase always among them.
using WantedBlocks = std::map<std::uint64_t, std::set<std::uint64_t>>;

Result<WantedBlocks> find_blocks(const graph::CoinStore& store, const std::set<std::string>& ids) {
    std::vector<Hash256> txids;
    for (const std::string& id : ids) {
        const auto txid = codec::from_reversed_hex(id);
        PELF_CHECK(txid.has_value());  // The answer is ours.
        txids.push_back(*txid);
    }
    WantedBlocks wanted;
    for (const auto& transaction : store.find_transactions(txids)) {
        PELF_CHECK(transaction.has_value());
        const std::uint64_t block = store.columns().block_of(*transaction);
        wanted[block].insert(*transaction - store.columns().blocks[block].first_transaction);
        wanted[block].insert(0);
    }
    return wanted;
}

/// A block read from a file.
struct ReadBlock {
    std::vector<std::byte> bytes{};
    codec::Block parsed{};  ///< Points into `bytes`.
    std::uint64_t height = 0;
    std::filesystem::path path{};
    std::uint64_t offset_bytes = 0;  ///< In the file.
};

/// Some transactions of a block, taken out of its bytes.
Status add_transactions(const ReadBlock& block, const std::set<std::uint64_t>& indexes,
                        std::vector<ExhibitBytes>& exhibits) {
    std::vector<Hash256> leaves;
    for (const codec::Transaction& one : block.parsed.transactions) leaves.push_back(one.txid);
    for (const std::uint64_t index : indexes) {
        if (index >= leaves.size()) {
            return Unexpected(Error{Fault::malformed,
                                    text("block ", codec::to_reversed_hex(block.parsed.hash),
                                         " has fewer transactions than the ledger says"),
                                    block.path.string(), block.offset_bytes});
        }
        const codec::Transaction& one = block.parsed.transactions[index];
        const auto offset_bytes = static_cast<std::uint64_t>(one.bytes.data() - block.bytes.data());
        ExhibitBytes exhibit;
        exhibit.exhibit.name =
            text(casefile::kTransactionsFolder, codec::to_reversed_hex(one.txid));
        exhibit.exhibit.source = block.path.filename().string();
        exhibit.exhibit.position = text("byte ", block.offset_bytes + offset_bytes, ", in block ",
                                        codec::to_reversed_hex(block.parsed.hash));
        exhibit.exhibit.place = {block.height, index, codec::merkle_branch(leaves, index)};
        exhibit.bytes.assign(one.bytes.begin(), one.bytes.end());
        exhibits.push_back(std::move(exhibit));
    }
    return Done{};
}

/// The headers from `first` to the block before `end`.
ExhibitBytes headers_exhibit(const graph::CoinStore& store, std::uint64_t first,
                             std::uint64_t end) {
    const auto rows = store.columns().blocks;
    ExhibitBytes headers;
    headers.exhibit.name = casefile::kHeadersName;
    headers.exhibit.source = "the ledger's store";
    headers.exhibit.position =
        text("heights ", store.height_of(first), " to ", store.height_of(end - 1));
    for (std::uint64_t block = first; block < end; ++block) {
        const Hash256& previous = block > 0 ? rows[block - 1].hash : store.manifest().previous;
        const RawHeader raw = header_of(rows[block], previous);
        headers.bytes.insert(headers.bytes.end(), raw.begin(), raw.end());
    }
    return headers;
}

/// One version of a list, its files as members of the folder.
Status add_list(const screen::ListStore& store, const screen::ListVersion& version,
                const std::string& folder, std::uint64_t file_bytes_max,
                casefile::Manifest& manifest, std::vector<ExhibitBytes>& exhibits) {
    casefile::ListExhibit list;
    list.source = version.source;
    list.version = version.version;
    list.published = to_string(version.published);
    list.learned = rfc3339(version.learned_unix_s);
    list.entries = version.entries;
    list.losses = version.losses;
    PELF_TRY(files, store.read_files(version));
    for (std::size_t i = 0; i < files.size(); ++i) {
        const screen::FileEntry& entry = version.files[i];
        casefile::ListExhibit::File& file = list.files.emplace_back();
        file.name = entry.name;
        file.size_bytes = entry.size_bytes;
        file.sha256 = entry.hash;
        if (entry.size_bytes > file_bytes_max) continue;
        file.member = text(folder, "/file-", i);
        ExhibitBytes exhibit;
        exhibit.exhibit.name = file.member;
        exhibit.exhibit.source = text(version.source, " ", version.version);
        exhibit.exhibit.position = entry.name;
        exhibit.bytes = std::move(files[i].bytes);
        exhibits.push_back(std::move(exhibit));
    }
    manifest.lists.push_back(std::move(list));
    return Done{};
}

}  // namespace

std::set<std::string> transactions_in(const TraceAnswer& answer) {
    std::set<std::string> ids;
    const auto add = [&](const PlaceAnswer& at) {
        ids.insert(at.place.substr(0, at.place.find(':')));
    };
    for (const EndAnswer& seed : answer.from) add(seed.at);
    for (const PolicyAnswer& policy : answer.policies) {
        for (const PassAnswer& pass : policy.passes) add(pass.at);
        for (const EndAnswer& end : policy.ends) {
            add(end.at);
            for (const PlaceAnswer& step : end.path) add(step);
        }
    }
    return ids;
}

Status add_bitcoin_exhibits(const graph::CoinStore& store, const std::filesystem::path& blocks,
                            const TraceAnswer& answer, casefile::Manifest& manifest,
                            std::vector<ExhibitBytes>& exhibits) {
    PELF_TRY(wanted, find_blocks(store, transactions_in(answer)));
    PELF_CHECK(!wanted.empty());
    const std::uint64_t first = wanted.begin()->first;
    const std::uint64_t end = answer.height - store.manifest().base_height + 1;
    if (end - first > casefile::kHeadersMax) {
        return Unexpected(Error{Fault::over_limit,
                                text("a bundle has at most ", casefile::kHeadersMax, " headers")});
    }
    manifest.first_height = store.height_of(first);
    manifest.headers_count = end - first;
    exhibits.push_back(headers_exhibit(store, first, end));

    ingest::Report report(blocks.string());
    PELF_TRY(files, ingest::BlockFiles::open(
                        blocks, {.chain = manifest.chain, .gaps_are_losses = false}, report));
    std::map<Hash256, const ingest::BlockRef*> refs;
    for (const auto part : {files.best_chain(), files.stale(), files.unconnected()}) {
        for (const ingest::BlockRef& ref : part) refs.emplace(ref.hash, &ref);
    }
    ingest::BlockReader reader(files);
    ReadBlock block;
    for (const auto& [number, indexes] : wanted) {
        const Hash256& hash = store.columns().blocks[number].hash;
        const auto found = refs.find(hash);
        if (found == refs.end()) {
            return Unexpected(
                Error{Fault::not_found,
                      text("the block files do not have block ", codec::to_reversed_hex(hash),
                           " of height ", store.height_of(number),
                           "; --blocks is where this ledger was ingested from"),
                      blocks.string()});
        }
        const ingest::BlockRef& ref = *found->second;
        block.height = store.height_of(number);
        block.path = files.path_of(ref);
        block.offset_bytes = ref.offset_bytes;
        PELF_TRY_DONE(reader.read(ref, block.bytes));
        if (!codec::parse_block(block.bytes, block.parsed) || block.parsed.hash != hash) {
            return Unexpected(Error{Fault::malformed,
                                    text("expected ", ingest::name_of(ref), ", found other bytes"),
                                    block.path.string(), block.offset_bytes});
        }
        PELF_TRY_DONE(add_transactions(block, indexes, exhibits));
    }
    return Done{};
}

Status add_list_exhibits(const Home& home, const ListsWanted& wanted, casefile::Manifest& manifest,
                         std::vector<ExhibitBytes>& exhibits) {
    PELF_TRY(store, open_lists(home));
    for (const screen::ListVersion& version :
         store.in_force(wanted.as_of, wanted.known_by_unix_s)) {
        PELF_TRY_DONE(add_list(store, version, text("lists/", version.source),
                               wanted.file_bytes_max, manifest, exhibits));
    }
    return Done{};
}

Status add_list_versions(const Home& home, const std::set<ListVersionName>& versions,
                         std::uint64_t file_bytes_max, casefile::Manifest& manifest,
                         std::vector<ExhibitBytes>& exhibits) {
    if (versions.empty()) return Done{};
    if (versions.size() > casefile::kListsMax) {
        return Unexpected(Error{Fault::over_limit,
                                text("a bundle has at most ", casefile::kListsMax,
                                     " versions of lists, this would have ", versions.size())});
    }
    PELF_TRY(store, open_lists(home));
    for (const ListVersionName& name : versions) {
        const auto found =
            std::ranges::find_if(store.versions(), [&](const screen::ListVersion& one) {
                return one.source == name.source && one.version == name.version;
            });
        if (found == store.versions().end()) {
            return Unexpected(Error{Fault::not_found, text("the list store does not have ",
                                                           name.source, " ", name.version)});
        }
        constexpr std::size_t kNameDigits = 16;
        PELF_TRY_DONE(add_list(
            store, *found,
            text("lists/", name.source, "/", std::string_view(name.version).substr(0, kNameDigits)),
            file_bytes_max, manifest, exhibits));
    }
    return Done{};
}

}  // namespace pelf::engine
