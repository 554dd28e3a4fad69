// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/record_scan.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"

namespace pelf::ingest {
namespace {

using codec::kBlockBytesMax;
using codec::kBlockHeaderBytes;

/// Header, a count and the smallest transaction.
constexpr std::size_t kBlockBytesMin = kBlockHeaderBytes + 1 + 60;
constexpr std::size_t kProbeBytes = kRecordHeaderBytes + kBlockHeaderBytes;
/// Small, because most of what is read beyond a header is thrown away.
constexpr std::size_t kHeaderWindowBytes = 4'096;
constexpr std::size_t kSearchWindowBytes = 262'144;

/// A part of the file in memory, decoded, read again where a question goes beyond it.
class Window {
public:
    explicit Window(const RecordSource& source) : source_(source) {}

    /// At least `size` bytes from `offset`, and up to `wanted` of them if the file has them.
    /// Requires that the file has `size` bytes there. Valid until the next call.
    Result<std::span<const std::byte>> at(std::uint64_t offset, std::size_t size,
                                          std::size_t wanted) {
        if (offset < begin_ || offset + size > begin_ + bytes_.size()) {
            bytes_.resize(std::min<std::uint64_t>(wanted, source_.size_bytes - offset));
            begin_ = offset;
            auto status = source_.read_at(offset, bytes_);
            if (!status) {
                bytes_.clear();
                return Unexpected(std::move(status).error());
            }
            apply_key(bytes_, offset, source_.key);
        }
        return std::span<const std::byte>(bytes_).subspan(offset - begin_);
    }

private:
    const RecordSource& source_;
    std::uint64_t begin_ = 0;
    std::vector<std::byte> bytes_;
};

/// A block's header, if `probe` begins with a record of this chain. Says nothing of its body.
std::optional<FoundBlock> read_probe(std::span<const std::byte> probe, std::uint64_t offset,
                                     const ChainParameters& parameters) {
    if (!std::ranges::equal(probe.first(parameters.magic.size()), parameters.magic)) return {};
    const auto size_bytes = load<std::uint32_t>(probe.data() + parameters.magic.size());
    if (size_bytes < kBlockBytesMin || size_bytes > kBlockBytesMax) return {};
    const auto header_bytes = probe.subspan<kRecordHeaderBytes, kBlockHeaderBytes>();
    ByteReader reader(header_bytes);
    const auto header = codec::read_block_header(reader);
    const auto hash = codec::block_hash(header_bytes);
    if (!header || !has_proof_of_work(hash, header->bits, parameters)) return {};
    return FoundBlock{hash, *header, offset + kRecordHeaderBytes, size_bytes};
}

class Scanner {
public:
    Scanner(const RecordSource& source, const ChainParameters& parameters)
        : source_(source), parameters_(parameters), window_(source), search_(source) {}

    Result<RecordScan> run() {
        PELF_TRY(first, record_at(0));
        std::optional<FoundBlock> record = first;
        std::uint64_t offset = 0;
        while (offset < source_.size_bytes) {
            if (!record) {
                PELF_TRY(next, skip_gap(offset));
                offset = next;
            } else if (const std::uint64_t end = record->offset_bytes + record->size_bytes;
                       end <= source_.size_bytes) {
                PELF_TRY(follower, record_at(end));
                PELF_TRY(is_whole, whole(*record, follower.has_value()));
                if (is_whole) {
                    scan_.blocks.push_back(*record);
                    record = follower;
                    offset = end;
                    continue;
                }
                PELF_TRY(next, leave_broken(*record, Fault::malformed));
                offset = next;
            } else {
                PELF_TRY(next, leave_broken(*record, Fault::truncated));
                offset = next;
            }
            PELF_TRY(found, record_at(offset));
            record = found;
        }
        return std::move(scan_);
    }

private:
    Result<std::optional<FoundBlock>> record_at(std::uint64_t offset) {
        if (offset + kProbeBytes > source_.size_bytes) return std::optional<FoundBlock>{};
        PELF_TRY(probe, window_.at(offset, kProbeBytes, kHeaderWindowBytes));
        return read_probe(probe, offset, parameters_);
    }

    /// A body that does not parse was cut short. One that parses and is not that of its header may
    /// have been, too: the cut can lie in bytes that may be anything. Then another record in it
    /// decides; without one the bytes stay, for the verification to say what is wrong with them.
    Result<bool> whole(const FoundBlock& record, bool is_followed_by_record) {
        if (is_followed_by_record) return true;
        body_.resize(record.size_bytes);
        PELF_TRY_DONE(source_.read_at(record.offset_bytes, body_));
        apply_key(body_, record.offset_bytes, source_.key);
        if (!codec::parse_block(body_, block_)) return false;
        txids_.clear();
        for (const auto& transaction : block_.transactions) txids_.push_back(transaction.txid);
        if (codec::merkle_root(txids_).root == record.header.merkle_root) return true;
        PELF_TRY(inside, find_record(record.offset_bytes));
        return inside.offset >= record.offset_bytes + record.size_bytes;
    }

    /// Counts the loss and finds the place to go on.
    Result<std::uint64_t> leave_broken(const FoundBlock& record, Fault fault) {
        const std::uint64_t start = record.offset_bytes - kRecordHeaderBytes;
        if (++broken_count_ > kBrokenRecordsMax) {
            lose(Fault::over_limit, start,
                 text("the rest of the file is not read: broken records in it, more than ",
                      kBrokenRecordsMax));
            return source_.size_bytes;
        }
        const std::string hash = codec::to_reversed_hex(record.hash);
        lose(fault, start,
             fault == Fault::truncated
                 ? text("the file ends inside block ", hash, ", which has ", record.size_bytes,
                        " bytes")
                 : text("a broken record: the bytes do not parse as block ", hash));
        PELF_TRY(next, find_record(start + 1));
        return next.offset;
    }

    /// Counts a loss unless the gap is zero on disk; gives its end.
    Result<std::uint64_t> skip_gap(std::uint64_t offset) {
        PELF_TRY(next, find_record(offset));
        if (!next.passed_only_zeros) {
            lose(Fault::malformed, offset, text("bytes that are no block: ", next.offset - offset));
        }
        return next.offset;
    }

    struct NextRecord {
        std::uint64_t offset = 0;  ///< The file's size if there is none.
        bool passed_only_zeros = true;

        void pass(bool is_zero, std::size_t size_bytes) {
            passed_only_zeros = passed_only_zeros && is_zero;
            offset += size_bytes;
        }
    };

    Result<NextRecord> find_record(std::uint64_t offset) {
        NextRecord next{.offset = offset};
        while (next.offset < source_.size_bytes) {
            const std::uint64_t left = source_.size_bytes - next.offset;
            const auto needed = std::min<std::uint64_t>(parameters_.magic.size(), left);
            PELF_TRY(bytes, search_.at(next.offset, needed, kSearchWindowBytes));
            // The last three bytes may begin a magic that ends in the next window.
            const bool is_last = bytes.size() == left;
            const std::size_t keep = is_last ? 0 : parameters_.magic.size() - 1;
            const auto found = std::ranges::search(bytes, parameters_.magic);
            const auto passed = static_cast<std::size_t>(found.begin() - bytes.begin());
            const std::size_t skipped = found.empty() ? bytes.size() - keep : passed;
            next.pass(is_zero_on_disk(bytes.first(skipped), next.offset), skipped);
            if (found.empty()) continue;
            // A key can hold the magic, and zeros under it then show nothing else.
            const bool is_zero = is_zero_on_disk(bytes.subspan(skipped, 1), next.offset);
            PELF_TRY(record, record_at(next.offset));
            if (record) return next;
            next.pass(is_zero, 1);
        }
        return next;
    }

    bool is_zero_on_disk(std::span<const std::byte> decoded, std::uint64_t offset) const {
        for (std::size_t i = 0; i < decoded.size(); ++i) {
            if (decoded[i] != source_.key[(offset + i) % source_.key.size()]) return false;
        }
        return true;
    }

    void lose(Fault fault, std::uint64_t offset, std::string message) {
        scan_.losses.push_back({fault, offset, std::move(message)});
    }

    const RecordSource& source_;
    const ChainParameters& parameters_;
    Window window_;
    Window search_;
    RecordScan scan_;
    std::uint32_t broken_count_ = 0;
    std::vector<std::byte> body_;
    codec::Block block_;
    std::vector<codec::Hash256> txids_;
};

}  // namespace

void apply_key(std::span<std::byte> bytes, std::uint64_t offset_bytes, const XorKey& key) noexcept {
    if (key == XorKey{}) return;
    XorKey turned = key;
    std::ranges::rotate(turned,
                        turned.begin() + static_cast<std::ptrdiff_t>(offset_bytes % key.size()));
    const auto word = load<std::uint64_t>(turned.data());
    std::size_t i = 0;
    for (; i + sizeof(word) <= bytes.size(); i += sizeof(word)) {
        store(bytes.data() + i, load<std::uint64_t>(bytes.data() + i) ^ word);
    }
    for (; i < bytes.size(); ++i) bytes[i] ^= turned[i % turned.size()];
}

Result<RecordScan> scan_records(const RecordSource& source, const ChainParameters& parameters) {
    return Scanner(source, parameters).run();
}

Result<std::string_view> find_network(const RecordSource& source, std::uint64_t size_max_bytes) {
    std::vector<std::byte> bytes(std::min(size_max_bytes, source.size_bytes));
    PELF_TRY_DONE(source.read_at(0, bytes));
    apply_key(bytes, 0, source.key);
    for (std::size_t i = 0; i + kProbeBytes <= bytes.size(); ++i) {
        const auto probe = std::span<const std::byte>(bytes).subspan(i);
        const auto network = network_of_magic(probe.first<4>());
        if (network.empty()) continue;
        // Testnet4 has the limit of testnet3.
        ChainParameters parameters =
            chain_parameters(codec::parse_chain(network).value_or(codec::Chain::test));
        std::ranges::copy(probe.first(parameters.magic.size()), parameters.magic.begin());
        if (read_probe(probe, i, parameters)) return network;
    }
    return std::string_view();
}

}  // namespace pelf::ingest
