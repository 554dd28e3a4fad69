// SPDX-License-Identifier: Apache-2.0
//
// A fuzz target that must fail, to prove the rig: corpus/canary has an input that kills it, and
// libFuzzer finds one by itself. A rig in which this passes would not see a real crash either.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const bool canary_lives = !input.starts_with("pelf");
    PELF_CHECK(canary_lives);
    return 0;
}
