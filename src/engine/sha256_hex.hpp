// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "codec/hex.hpp"
#include "codec/sha256.hpp"

namespace pelf::engine {

/// What screen's stores and logs are given as their hash.
inline std::string sha256_hex(std::span<const std::byte> bytes) {
    return codec::to_hex(codec::sha256(bytes).bytes);
}

}  // namespace pelf::engine
