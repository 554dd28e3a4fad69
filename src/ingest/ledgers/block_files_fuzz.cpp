// SPDX-License-Identifier: Apache-2.0
//
// Bytes as a regtest block file, with and without XOR, behind zeros, of which there can be so many
// that records lie across the border of the scan's windows. The twin below follows the same rules
// on the whole file in memory; both must find the same blocks and the same losses.
//
//   input     flags 1 (bit 0: with a key; all others 1: many zeros), zeros 1, file
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.hpp"
#include "base/check.hpp"
#include "codec/bitcoin_block.hpp"
#include "ingest/ledgers/record_scan.hpp"

namespace {

using namespace pelf;          // NOLINT(google-build-using-namespace): one small program.
using namespace pelf::ingest;  // NOLINT(google-build-using-namespace)
using Bytes = std::vector<std::byte>;

constexpr XorKey kKey = {std::byte{0x01}, std::byte{0xfa}, std::byte{0xbf}, std::byte{0xb5},
                         std::byte{0xda}, std::byte{0x00}, std::byte{0xff}, std::byte{0x42}};

struct Plain {
    std::vector<std::uint64_t> blocks;
    std::vector<std::uint64_t> losses;
};

/// `file` is what the key leaves, `zero` tells which of its bytes are zero on disk.
class Twin {
public:
    Twin(const Bytes& file, const std::vector<bool>& zero) : file_(file), zero_(zero) {}

    Plain scan() {
        Plain found;
        std::size_t at = 0;
        while (at < file_.size()) {
            const std::size_t size = record_size(at);
            const std::size_t next = next_record(size > 0 ? at + 1 : at);
            if (size == 0) {
                if (!all_zero(at, next)) found.losses.push_back(at);
                at = next;
            } else if (is_taken(at, size, next)) {
                found.blocks.push_back(at + 8);
                at += size;
            } else if (++broken_count_ > kBrokenRecordsMax) {
                found.losses.push_back(at);
                return found;
            } else {
                found.losses.push_back(at);
                at = next;
            }
        }
        return found;
    }

private:
    /// Of the record with its magic and length, by its header alone; 0 if there is none.
    std::size_t record_size(std::size_t at) const {
        if (file_.size() - at < 88 || file_[at] != std::byte{0xfa}) return 0;
        const auto& parameters = chain_parameters(codec::Chain::regtest);
        const auto record = std::span(file_).subspan(at);
        if (!std::ranges::equal(record.first<4>(), parameters.magic)) return 0;
        const auto size = load<std::uint32_t>(record.data() + 4);
        if (size < 141 || size > codec::kBlockBytesMax) return 0;
        const auto hash = codec::block_hash(record.subspan<8, 80>());
        const auto bits = load<std::uint32_t>(record.data() + 8 + 72);
        return has_proof_of_work(hash, bits, parameters) ? 8 + std::size_t{size} : 0;
    }

    std::size_t next_record(std::size_t at) const {
        while (at < file_.size() && record_size(at) == 0) ++at;
        return at;
    }

    bool all_zero(std::size_t begin, std::size_t end) const {
        return std::all_of(zero_.begin() + static_cast<std::ptrdiff_t>(begin),
                           zero_.begin() + static_cast<std::ptrdiff_t>(end),
                           [](bool zero) { return zero; });
    }

    bool is_taken(std::size_t at, std::size_t size, std::size_t next) const {
        const std::size_t end = at + size;
        if (end > file_.size()) return false;
        if (end < file_.size() && record_size(end) > 0) return true;
        codec::Block block;
        if (!codec::parse_block(std::span(file_).subspan(at + 8, size - 8), block)) return false;
        std::vector<codec::Hash256> txids;
        txids.reserve(block.transactions.size());
        for (const auto& transaction : block.transactions) txids.push_back(transaction.txid);
        return codec::merkle_root(txids).root == block.header.merkle_root || next >= end;
    }

    const Bytes& file_;
    const std::vector<bool>& zero_;
    std::uint32_t broken_count_ = 0;
};

RecordScan scan(const Bytes& on_disk, const XorKey& key) {
    const RecordSource source{
        on_disk.size(), key, [&](std::uint64_t offset, std::span<std::byte> into) -> Status {
            PELF_CHECK(offset + into.size() <= on_disk.size());
            std::ranges::copy(std::span(on_disk).subspan(offset, into.size()), into.begin());
            return Done{};
        }};
    auto result = scan_records(source, chain_parameters(codec::Chain::regtest));
    PELF_CHECK(result.has_value());
    return *std::move(result);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t kPrefixBytes = 2;
    constexpr std::size_t kManyZeros = 262'144;
    if (size < kPrefixBytes) return 0;
    const XorKey key = (data[0] & 1) != 0 ? kKey : XorKey{};
    const bool has_many_zeros = data[0] / 2 == 1;  // Seldom: such files take long.
    Bytes on_disk(has_many_zeros ? kManyZeros - data[1] : data[1]);
    const std::size_t zeros_count = on_disk.size();
    const auto file = std::as_bytes(std::span(data, size)).subspan(kPrefixBytes);
    on_disk.insert(on_disk.end(), file.begin(), file.end());
    apply_key(std::span(on_disk).subspan(zeros_count), zeros_count, key);

    std::vector<bool> zero;
    for (const std::byte byte : on_disk) zero.push_back(byte == std::byte{});
    Bytes decoded = on_disk;
    apply_key(decoded, 0, key);

    const RecordScan found = scan(on_disk, key);
    const Plain expected = Twin(decoded, zero).scan();
    const auto offset_of = [](const auto& item) { return item.offset_bytes; };
    PELF_CHECK(std::ranges::equal(found.blocks, expected.blocks, {}, offset_of));
    PELF_CHECK(std::ranges::equal(found.losses, expected.losses, {}, offset_of));
    return 0;
}
