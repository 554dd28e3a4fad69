// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "codec/xrpl_address.hpp"

/// An address that is read is written as the same text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pelf::codec;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto address = parse_xrpl_address(text);
    const auto account = parse_xrpl_account(text);
    PELF_CHECK(account.has_value() == (address && !address->network));
    if (!address) return 0;
    PELF_CHECK((address->network ? to_x_address(*address) : to_string(address->account)) == text);
    return 0;
}
