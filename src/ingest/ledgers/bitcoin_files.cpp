// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/bitcoin_files.hpp"

#include <algorithm>
#include <array>
#include <system_error>
#include <tuple>
#include <utility>

#include "base/text.hpp"
#include "codec/bitcoin_block.hpp"
#include "codec/hex.hpp"
#include "ingest/ledgers/bitcoin_verify.hpp"

namespace pelf::ingest {
namespace {

namespace fs = std::filesystem;
using codec::Chain;

constexpr const char* kKeyFileName = "xor.dat";
/// How much of each file is searched for a network before we give up guessing.
constexpr std::uint64_t kNetworkSearchBytes = 1'048'576;

bool holds_raw_block(const fs::path& path) {
    return path.extension() == ".raw" || path.extension() == ".bin";
}

bool holds_records(const fs::path& path) {
    return path.filename().string().starts_with("blk") && path.extension() == ".dat";
}

/// blk99999.dat before blk100000.dat.
auto by_number(const fs::path& path) {
    const std::string name = path.filename().string();
    return std::tuple(name.size(), name, path);
}

Result<std::vector<fs::path>> list_folder(const fs::path& folder) {
    std::vector<fs::path> records;
    std::vector<fs::path> raw;
    std::error_code failure;
    for (fs::directory_iterator at(folder, failure), end; !failure && at != end;
         at.increment(failure)) {
        if (holds_records(at->path())) records.push_back(at->path());
        if (holds_raw_block(at->path())) raw.push_back(at->path());
    }
    if (failure) {
        return Unexpected(
            Error{Fault::io, text("cannot list the folder: ", failure.message()), folder.string()});
    }
    std::vector<fs::path>& found = records.empty() ? raw : records;
    if (found.empty()) {
        return Unexpected(Error{Fault::not_found,
                                "no block files here (blk*.dat, or raw blocks *.raw, *.bin); give "
                                "the folder 'blocks' of the node's data directory",
                                folder.string()});
    }
    std::ranges::sort(found, {}, by_number);
    return std::move(found);
}

/// The key beside the block files; all zero if there is none.
Result<XorKey> read_key(const fs::path& folder) {
    const fs::path path = folder / kKeyFileName;
    std::error_code failure;
    if (!fs::exists(path, failure)) return XorKey{};
    XorKey key{};
    auto bytes = read_file(path, key.size());
    if (!bytes && bytes.error().fault != Fault::over_limit) {
        return Unexpected(std::move(bytes).error());
    }
    if (!bytes || bytes->size() != key.size()) {
        return Unexpected(Error{Fault::malformed,
                                text("the key of the block files must have ", key.size(),
                                     " bytes; copy the file again from the node's folder"),
                                path.string()});
    }
    std::ranges::copy(*bytes, key.begin());
    return key;
}

BlockRef ref_of(const FoundBlock& block, std::uint32_t file_index) {
    return {.hash = block.hash,
            .previous = block.header.previous,
            .offset_bytes = block.offset_bytes,
            .file_index = file_index,
            .size_bytes = block.size_bytes,
            .height = 0,
            .bits = block.header.bits,
            .time_s = block.header.time_s,
            .version = block.header.version};
}

/// Puts blocks[order[i]] at i, in place: a second copy of a million of them is 100 MB.
void permute(std::vector<BlockRef>& blocks, std::vector<std::uint32_t>& order) {
    for (std::uint32_t start = 0; start < order.size(); ++start) {
        if (order[start] == start) continue;
        const BlockRef first = blocks[start];
        std::uint32_t at = start;
        while (order[at] != start) {
            blocks[at] = blocks[order[at]];
            at = std::exchange(order[at], at);
        }
        blocks[at] = first;
        order[at] = at;
    }
}

}  // namespace

/// Builds a BlockFiles step by step.
class BlockFilesOpener {
public:
    explicit BlockFilesOpener(Report& report) : report_(report) {}

    Result<BlockFiles> open(std::vector<fs::path> paths, const BlockFiles::Options& options) {
        files_.paths_ = std::move(paths);
        for (const fs::path& path : files_.paths_) {
            PELF_TRY(key, holds_raw_block(path) ? XorKey{} : read_key(path.parent_path()));
            files_.keys_.push_back(key);
        }
        PELF_TRY(chain, options.chain ? Result<Chain>(*options.chain) : find_chain());
        files_.chain_ = chain;
        for (std::uint32_t i = 0; i < files_.paths_.size(); ++i) {
            if (holds_raw_block(files_.paths_[i])) {
                PELF_TRY_DONE(scan_raw(i));
            } else {
                PELF_TRY_DONE(scan(i));
            }
        }
        if (files_.blocks_.empty()) return nothing_found();
        arrange();
        set_heights();
        if (options.gaps_are_losses) report_gaps();
        return std::move(files_);
    }

private:
    struct OpenSource {
        File file;
        RecordSource source;
    };

    Result<OpenSource> open_source(std::uint32_t file_index) const {
        PELF_TRY(file, File::open(files_.paths_[file_index], File::Mode::read));
        PELF_TRY(size_bytes, file.size_bytes());
        return OpenSource{std::move(file), {size_bytes, files_.keys_[file_index], {}}};
    }

    /// `opened` must stay where it is while its source is used.
    static const RecordSource& bind(OpenSource& opened) {
        opened.source.read_at = [&file = opened.file](std::uint64_t offset,
                                                      std::span<std::byte> into) {
            return file.read_at(offset, into);
        };
        return opened.source;
    }

    Result<Chain> find_chain() const {
        for (std::uint32_t i = 0; i < files_.paths_.size(); ++i) {
            if (holds_raw_block(files_.paths_[i])) continue;
            PELF_TRY(opened, open_source(i));
            PELF_TRY(network, find_network(bind(opened), kNetworkSearchBytes));
            if (network.empty()) continue;
            if (const auto chain = codec::parse_chain(network)) return *chain;
            return Unexpected(Error{Fault::refused, wrong_network_message(network, Chain::main),
                                    files_.paths_[i].string()});
        }
        if (std::ranges::all_of(files_.paths_, holds_raw_block)) {
            return Unexpected(Error{Fault::refused,
                                    "raw blocks do not say of which network they are; pass "
                                    "--network main, testnet, signet or regtest",
                                    files_.paths_.front().parent_path().string()});
        }
        auto nothing = nothing_found();
        return Unexpected(std::move(nothing).error());
    }

    Status scan(std::uint32_t file_index) {
        PELF_TRY(opened, open_source(file_index));
        const RecordSource& source = bind(opened);
        PELF_TRY_DONE(refuse_other_network(source, files_.paths_[file_index]));
        PELF_TRY(scan, scan_records(source, chain_parameters(files_.chain_)));
        for (const FoundBlock& block : scan.blocks) {
            files_.blocks_.push_back(ref_of(block, file_index));
            report_.accept();
        }
        const std::string name = files_.paths_[file_index].filename().string();
        for (const RecordLoss& loss : scan.losses) {
            report_.reject(loss.fault, loss.offset_bytes, text(name, ": ", loss.message));
        }
        return Done{};
    }

    /// A file that begins with another network's magic was given by mistake.
    Status refuse_other_network(const RecordSource& source, const fs::path& path) const {
        Magic magic{};
        if (source.size_bytes < magic.size()) return Done{};
        PELF_TRY_DONE(source.read_at(0, magic));
        apply_key(magic, 0, source.key);
        const auto network = network_of_magic(magic);
        if (network.empty() || network == codec::to_string(files_.chain_)) return Done{};
        return Unexpected(
            Error{Fault::refused, wrong_network_message(network, files_.chain_), path.string()});
    }

    Status scan_raw(std::uint32_t file_index) {
        PELF_TRY(opened, open_source(file_index));
        const std::string name = files_.paths_[file_index].filename().string();
        const std::uint64_t size_bytes = opened.source.size_bytes;
        std::array<std::byte, codec::kBlockHeaderBytes> header_bytes{};
        if (size_bytes <= header_bytes.size() || size_bytes > codec::kBlockBytesMax) {
            report_.reject(Fault::malformed, 0,
                           text(name, ": no block has this size in bytes: ", size_bytes));
            return Done{};
        }
        PELF_TRY_DONE(opened.file.read_at(0, header_bytes));
        ByteReader reader(header_bytes);
        const auto header = codec::read_block_header(reader);
        const auto hash = codec::block_hash(header_bytes);
        if (!header || !has_proof_of_work(hash, header->bits, chain_parameters(files_.chain_))) {
            report_.reject(Fault::malformed, 0,
                           text(name,
                                ": not a block of this network: its first bytes, as a "
                                "header, show no proof of work"));
            return Done{};
        }
        const FoundBlock block{hash, *header, 0, static_cast<std::uint32_t>(size_bytes)};
        files_.blocks_.push_back(ref_of(block, file_index));
        report_.accept();
        return Done{};
    }

    Unexpected<Error> nothing_found() const {
        return Unexpected(
            Error{Fault::malformed,
                  text("not one block found in ", files_.paths_.size(),
                       " files; if the node wrote xor.dat, it must lie beside its block files; "
                       "blocks of a signet of one's own are not read"),
                  files_.paths_.front().parent_path().string()});
    }

    /// Orders the blocks as part() expects them.
    void arrange() {
        auto& blocks = files_.blocks_;
        ChainChoice choice = choose_chain(blocks, chain_parameters(files_.chain_).genesis);
        for (std::size_t i = 0; i < blocks.size(); ++i) blocks[i].height = choice.depth[i];
        for (const std::uint32_t i : choice.unconnected) blocks[i].height = 0;
        std::ranges::sort(choice.stale, {}, [&](std::uint32_t i) {
            return std::tuple(blocks[i].height, to_number(blocks[i].hash));
        });
        std::ranges::sort(choice.unconnected);
        std::ranges::sort(choice.repeated, {},
                          [&](std::uint32_t i) { return std::tuple(blocks[i].hash, i); });
        files_.begins_at_genesis_ = choice.begins_at_genesis;
        files_.stale_begin_ = choice.best.size();
        files_.unconnected_begin_ = files_.stale_begin_ + choice.stale.size();
        files_.copies_begin_ = files_.unconnected_begin_ + choice.unconnected.size();

        std::vector<std::uint32_t> order = std::move(choice.best);
        for (const auto* more : {&choice.stale, &choice.unconnected, &choice.repeated}) {
            order.insert(order.end(), more->begin(), more->end());
        }
        permute(blocks, order);
    }

    void set_heights() {
        if (files_.begins_at_genesis_) {
            files_.base_height_ = 0;
            return;
        }
        const auto best = files_.best_chain();
        const auto first = stated_base(best.front());
        const auto last = stated_base(best.back());
        if (first && last && *first != *last) return;
        files_.base_height_ = first ? first : last;
        if (!files_.base_height_) return;
        for (std::size_t i = 0; i < files_.unconnected_begin_; ++i) {
            files_.blocks_[i].height += *files_.base_height_;
        }
    }

    /// The height of the window's first block, as this one's coinbase states it.
    std::optional<std::uint32_t> stated_base(const BlockRef& ref) const {
        std::vector<std::byte> bytes;
        codec::Block block;
        BlockReader reader(files_);
        if (!reader.read(ref, bytes) || !codec::parse_block(bytes, block)) return std::nullopt;
        const auto height = stated_height(block);
        if (!height || *height < ref.height) return std::nullopt;
        return *height - ref.height;
    }

    /// Says which blocks are missing: an answer from a chain with a gap must not look whole.
    void report_gaps() {
        std::vector<codec::Hash256> hashes;
        for (const BlockRef& block : files_.unconnected()) hashes.push_back(block.hash);
        std::ranges::sort(hashes);
        for (const BlockRef& block : files_.unconnected()) {
            if (std::ranges::binary_search(hashes, block.previous)) continue;
            report_.reject(
                Fault::not_found, block.offset_bytes,
                text(files_.path_of(block).filename().string(), ": block ",
                     codec::to_reversed_hex(block.hash),
                     " and those after it do not join the chain: the block before it is missing, ",
                     codec::to_reversed_hex(block.previous)));
        }
    }

    Report& report_;
    BlockFiles files_;
};

Result<BlockFiles> BlockFiles::open(const fs::path& path, const Options& options, Report& report) {
    std::error_code failure;
    const auto status = fs::status(path, failure);
    if (!fs::exists(status)) {
        return Unexpected(Error{Fault::not_found,
                                "no such folder or file; give the folder 'blocks' of the node's "
                                "data directory",
                                path.string()});
    }
    if (!fs::is_directory(status)) return open_files({path}, options, report);
    PELF_TRY(paths, list_folder(path));
    return open_files(std::move(paths), options, report);
}

Result<BlockFiles> BlockFiles::open_files(std::vector<fs::path> paths, const Options& options,
                                          Report& report) {
    if (paths.empty()) return Unexpected(Error{Fault::not_found, "no block files were given"});
    return BlockFilesOpener(report).open(std::move(paths), options);
}

std::span<const BlockRef> BlockFiles::copies_of(const codec::Hash256& hash) const noexcept {
    const auto copies = part(copies_begin_, blocks_.size());
    const auto found = std::ranges::equal_range(copies, hash, {}, &BlockRef::hash);
    return {found.begin(), found.end()};
}

Status BlockReader::read(const BlockRef& block, std::vector<std::byte>& into) {
    constexpr std::size_t kOpenFilesMax = 8;
    auto found = std::ranges::find(open_, block.file_index, &OpenFile::file_index);
    if (found == open_.end()) {
        PELF_TRY(file, File::open(files_->path_of(block), File::Mode::read));
        if (open_.size() == kOpenFilesMax) open_.erase(open_.begin());
        open_.push_back({block.file_index, std::move(file)});
    } else {
        std::rotate(found, found + 1, open_.end());
    }
    into.resize(block.size_bytes);
    PELF_TRY_DONE(open_.back().file.read_at(block.offset_bytes, into));
    apply_key(into, block.offset_bytes, files_->key_of(block));
    return Done{};
}

std::string name_of(const BlockRef& block) {
    return text("block ", block.height, " ", codec::to_reversed_hex(block.hash));
}

}  // namespace pelf::ingest
