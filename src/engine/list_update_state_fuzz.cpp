// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "engine/list_update_state.hpp"

/// What parses is written and reads back equal.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using pelf::engine::format_update_state;
    using pelf::engine::parse_update_state;
    const auto state = parse_update_state({reinterpret_cast<const char*>(data), size});
    if (!state) return 0;
    const auto again = parse_update_state(format_update_state(*state));
    PELF_CHECK(again && *again == *state);
    return 0;
}
