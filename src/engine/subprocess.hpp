// SPDX-License-Identifier: Apache-2.0
//
// Runs another program without a shell: bytes in, bytes out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace pelf::engine {

struct Program {
    std::string name;  ///< Looked for where the shell would look.
    std::vector<std::string> arguments{};
    std::uint32_t timeout_ms = 10'000;
    std::uint64_t output_max_bytes = std::uint64_t{64} << 20;
};

/// What the program writes to its standard output, given `input` on its standard input. The
/// program runs with LC_ALL=C and no other environment. Fails with not_found if there is no such
/// program, over_limit after the timeout or above output_max_bytes (the program is ended), and io
/// if it ends with a status other than 0; the message has the first line it complained with.
Result<std::string> run(const Program& program, std::string_view input);

}  // namespace pelf::engine
