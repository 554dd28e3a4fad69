// SPDX-License-Identifier: Apache-2.0
//
// How the bytes of a stored file are made small: Zstandard, with an earlier version of the same
// file as its prefix. A daily list differs from the day before in some thousand bytes, and that is
// what is stored. Zstd stays inside the .cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.hpp"

namespace pelf::screen {

/// Longer files get no prefix: matching needs memory for both at once.
inline constexpr std::uint64_t kPrefixedBytesMax = std::uint64_t(128) << 20;

/// What unpack() turns back into `bytes` when it is given the same prefix; none is fine. Cost:
/// about 40 MB/s and 30 times the bytes' memory at the worst. Fails with over_limit (a prefix, and
/// either longer than kPrefixedBytesMax) or io (no memory).
Result<std::vector<std::byte>> pack(std::span<const std::byte> bytes,
                                    std::span<const std::byte> prefix);

/// Exactly `size_bytes`, or malformed: other bytes, another prefix or another size. A wrong prefix
/// is not always seen here; the hash of the content decides. No more than `size_bytes` are ever
/// allocated for the answer. Cost: about 1 GB/s.
Result<std::vector<std::byte>> unpack(std::span<const std::byte> packed,
                                      std::span<const std::byte> prefix, std::uint64_t size_bytes);

}  // namespace pelf::screen
