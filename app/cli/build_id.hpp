// SPDX-License-Identifier: Apache-2.0
//
// Which build of the program is running.
#pragma once

#include <string>

namespace pelf::cli {

/// The hash that the linker made over this program, hexadecimal; empty if it made none. Two builds
/// that could give two answers have two of them.
std::string build_id();

}  // namespace pelf::cli
