// SPDX-License-Identifier: Apache-2.0
//
// What moved in a block as lines of text, for tests that compare and for the program that prints:
//
//   height  transaction  kind  asset  from  to  amount
#pragma once

#include <string>
#include <vector>

#include "base/text.hpp"
#include "codec/hex.hpp"
#include "model/account_block.hpp"

namespace pelf::test {

inline std::string account_text(const model::AccountName& name) {
    if (name.size == 0) return std::string(model::to_string(name.kind));
    return (name.kind == model::AccountKind::evm ? "0x" : "") + codec::to_hex(name.bytes());
}

inline std::string asset_text(const model::AssetName& name) {
    return name.kind == model::AssetKind::native ? "ether" : "0x" + codec::to_hex(name.bytes());
}

/// Without height and transaction.
inline std::string transfer_text(const model::AccountBlock& block,
                                 const model::AccountTransfer& transfer) {
    return text(model::to_string(transfer.kind), " ", asset_text(block.assets[transfer.asset]), " ",
                account_text(block.accounts[transfer.from]), " ",
                account_text(block.accounts[transfer.to]), " ", to_string(transfer.amount));
}

inline std::vector<std::string> transfer_lines(const model::AccountBlock& block) {
    std::vector<std::string> lines;
    std::size_t at = 0;
    for (const auto& transaction : block.transactions) {
        for (std::uint32_t i = 0; i < transaction.transfers_count; ++i, ++at) {
            lines.push_back(text(block.height, " 0x", codec::to_hex(transaction.hash), " ",
                                 transfer_text(block, block.transfers.at(at))));
        }
    }
    return lines;
}

}  // namespace pelf::test
