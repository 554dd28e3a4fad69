// SPDX-License-Identifier: Apache-2.0
//
// The container of a bundle: a POSIX tar file (ustar) in the one form that its members' names and
// bytes leave open. Any tar program unpacks it. Here every header is held against the one that the
// name and the size ask for, every padding byte against zero, and the end against two blocks of
// zeros and nothing after them: so no byte of the file can change without being seen. Byte by byte:
// docs/formats/bundle.md.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace pelf::casefile {

inline constexpr std::size_t kBundleBytesMax = std::size_t{1} << 30;
inline constexpr std::size_t kMembersMax = 100'000;
/// What the name field of a header holds.
inline constexpr std::size_t kMemberNameBytesMax = 100;

struct Member {
    std::string name{};
    std::span<const std::byte> bytes{};
};

/// Lower-case letters, digits, hyphens, dots, with single slashes between; no part that begins with
/// a dot. So nothing unpacks outside its folder, and no two names are one where case is no matter.
bool is_member_name(std::string_view name) noexcept;

/// The members in the file's order; their bytes are in `file`, which must outlive them. Fails with
/// over_limit (the file's size, a number of members), truncated or malformed: the message names the
/// member and the field, the offset says where the 512 bytes begin.
Result<std::vector<Member>> read_tar(std::span<const std::byte> file);

/// Requires names that are member names, and bytes below 8 GiB.
std::vector<std::byte> write_tar(std::span<const Member> members);

}  // namespace pelf::casefile
