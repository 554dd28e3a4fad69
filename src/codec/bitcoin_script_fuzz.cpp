// SPDX-License-Identifier: Apache-2.0
//
// A script is classified, written as an address and read back to the same lock, on every chain.
// Text that is read as an address is written as one that reads back to the same.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "codec/bitcoin_script.hpp"

namespace {

using pelf::codec::Chain;
using pelf::codec::from_address;
using pelf::codec::Lock;
using pelf::codec::ScriptKind;
using pelf::codec::to_address;

void check_round_trip(const Lock& lock, Chain chain) {
    const std::string address = to_address(lock, chain);
    PELF_CHECK(address.empty() == (lock.kind == ScriptKind::unspendable));
    if (address.empty()) return;
    const auto again = from_address(address, chain);
    PELF_CHECK(again && *again == lock);
    PELF_CHECK(to_address(*again, chain) == address);
}

/// A reader on the wrong chain gives no lock, or the same one where the letters are shared.
void check_other_chain(const Lock& lock, Chain chain, Chain other) {
    const std::string address = to_address(lock, chain);
    if (address.empty()) return;
    const auto read = from_address(address, other);
    if (read) {
        PELF_CHECK(*read == lock);
    } else {
        PELF_CHECK(read.error() == pelf::Fault::refused);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Lock lock = pelf::codec::classify_script(std::as_bytes(std::span(data, size)));
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const Chain chain : {Chain::main, Chain::test, Chain::signet, Chain::regtest}) {
        check_round_trip(lock, chain);
        check_other_chain(lock, chain, Chain::main);
        check_other_chain(lock, Chain::main, chain);
        if (const auto read = from_address(text, chain)) check_round_trip(*read, chain);
    }
    return 0;
}
