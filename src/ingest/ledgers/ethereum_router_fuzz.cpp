// SPDX-License-Identifier: Apache-2.0
//
// Whatever a contract emits or a transaction carries, as hexadecimal digits: a memo that is read
// lies within the data and within its limits.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "codec/keccak256.hpp"
#include "ingest/ledgers/ethereum_router.hpp"
#include "ingest/ledgers/thorchain_memo.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pelf;
    using namespace pelf::ingest;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    constexpr std::string_view kName = "TransferOut(address,address,address,uint256,string)";
    const model::LedgerHash topics[] = {
        codec::keccak256(std::as_bytes(std::span(kName))).bytes, {}, {}};
    const auto event = read_router_event({.address = {}, .topics = topics}, text);
    EthereumTransaction transaction;
    transaction.to = codec::EthereumAddress{};
    const auto call = read_router_call(transaction, "0x574da717" + std::string(text));
    for (const auto& memo : {event, call}) {
        if (!memo) continue;
        PELF_CHECK(size <= 2 * kRouterDataBytesMax && size % 2 == 0);
        PELF_CHECK(memo->text.size() <= kThorchainMemoBytesMax);
        PELF_CHECK(2 * memo->text.size() < size);
    }
    return 0;
}
