// SPDX-License-Identifier: Apache-2.0
//
// HTML onto paper, by a program that is there: Chromium, or else WeasyPrint. Neither comes with
// pelf. Two runs give files that look the same and differ in their dates.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"

namespace pelf::engine {

/// The PDF. `scratch` is a folder for files that nobody needs afterwards; a folder of its own is
/// made in it and deleted again. Fails with not_found where there is neither program (the message
/// says what to install), io or over_limit where they fail.
Result<std::string> print_to_pdf(const std::string& html, const std::filesystem::path& scratch);

}  // namespace pelf::engine
