// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "codec/xrpl_amount.hpp"

/// What is read as a value, drops or a currency is the same when written and read again; a value
/// that is exact in units keeps its order of size.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pelf::codec;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto value = parse_xrpl_value(text)) {
        const auto again = parse_xrpl_value(to_string(*value));
        PELF_CHECK(again && *again == *value);
        const auto units = xrpl_units(*value);
        PELF_CHECK(!units || !units->is_exact || units->amount.is_zero() == (value->mantissa == 0));
    }
    if (const auto drops = parse_xrpl_drops(text)) {
        PELF_CHECK(drops->drops <= kXrplDropsMax && !(drops->is_negative && drops->drops == 0));
    }
    if (const auto currency = parse_xrpl_currency(text)) {
        const auto again = parse_xrpl_currency(to_string(*currency));
        PELF_CHECK(again && *again == *currency);
    }
    return 0;
}
