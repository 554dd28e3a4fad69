// SPDX-License-Identifier: Apache-2.0
//
// Rows of token transfers and of traces in any order of the lines give the same transfers, where
// nothing in them is wrong or twice. The input is the rows; the head and the block are made here.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "base/text.hpp"
#include "ingest/ledgers/ethereum_etl.hpp"
#include "support/temporary_folder.hpp"
#include "support/transfer_text.hpp"

namespace {

namespace fs = std::filesystem;

/// A folder with an export in it, gone at the end of the process.
class Folder {
public:
    Folder() {
        const std::string zeros(62, '0');
        std::string blocks =
            "number,hash,parent_hash,miner,timestamp,base_fee_per_gas,sha3_uncles\n";
        for (int height = 1; height <= 3; ++height) {
            blocks += pelf::text("2000000", height, ",0x", zeros, "0", height, ",0x", zeros, "0",
                                 height - 1, ",0x", std::string(40, '9'), ",1,0,\n");
        }
        write("blocks.csv", blocks);
    }

    void write(const std::string& name, const std::string& bytes) const {
        std::ofstream(path_ / name, std::ios::binary) << bytes;
    }
    const fs::path& path() const { return path_; }

private:
    const pelf::test::TemporaryFolder temporary_;
    const fs::path path_ = temporary_.path();
};

/// Nothing if something was lost beyond the tables that are not there.
std::optional<std::vector<std::string>> read(const Folder& folder) {
    pelf::ingest::Report report("fuzz");
    std::vector<std::string> lines;
    const auto reading = pelf::ingest::read_ethereum_etl(
        folder.path(), {}, report, [&](const pelf::model::AccountBlock& block) {
            for (auto& line : pelf::test::transfer_lines(block)) lines.push_back(std::move(line));
            std::uint64_t counted = 0;
            for (const auto& one : block.transactions) counted += one.transfers_count;
            PELF_CHECK(counted == block.transfers.size());
            for (const auto& one : block.transfers) PELF_CHECK(!one.amount.is_zero());
            return pelf::Status(pelf::Done{});
        });
    if (!reading || report.losses_count() > reading->missing.size()) return std::nullopt;
    return lines;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Folder kFolder;
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    std::vector<std::string> transfers;
    std::vector<std::string> traces;
    for (const auto line : pelf::split(input, "\n")) {
        if (line.starts_with('t')) {
            traces.emplace_back(line.substr(1));
        } else {
            transfers.emplace_back(line);
        }
    }
    const auto write = [&] {
        std::string csv =
            "token_address,from_address,to_address,value,transaction_hash,log_index,block_number\n";
        for (const auto& line : transfers) csv += line + "\n";
        kFolder.write("token_transfers.csv", csv);
        csv =
            "block_number,transaction_hash,transaction_index,from_address,to_address,value,"
            "trace_type,call_type,trace_address,status\n";
        for (const auto& line : traces) csv += line + "\n";
        kFolder.write("traces.csv", csv);
    };
    write();
    const auto forward = read(kFolder);
    if (!forward) return 0;
    std::ranges::reverse(transfers);
    std::ranges::reverse(traces);
    write();
    const auto backward = read(kFolder);
    PELF_CHECK(backward.has_value());
    // Without a table of transactions their order is that of the rows; within one nothing changes.
    auto left = *forward;
    auto right = *backward;
    std::ranges::sort(left);
    std::ranges::sort(right);
    PELF_CHECK(left == right);
    return 0;
}
