// SPDX-License-Identifier: Apache-2.0
//
// Files that are their owner's alone: secrets.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

#include "base/result.hpp"

namespace pelf {

/// Makes a file that only its owner may read or write, from its first moment on, and syncs it.
/// Fails with refused if something is there already, or with io; what was half written is gone
/// then.
Status create_private_file(const std::filesystem::path& path, std::span<const std::byte> bytes);

/// Whether nobody but the owner may do anything with a file. Fails with io.
Result<bool> is_private_file(const std::filesystem::path& path);

}  // namespace pelf
