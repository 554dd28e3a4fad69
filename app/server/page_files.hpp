// SPDX-License-Identifier: Apache-2.0
//
// The files of web/dist, as they were when the program was built (cmake/EmbedFiles.cmake).
#pragma once

#include <span>
#include <string_view>

namespace pelf::server {

struct PageFile {
    std::string_view name;  ///< "index.html", "assets/index-1a2b.js".
    std::string_view content;
};

std::span<const PageFile> page_files() noexcept;

}  // namespace pelf::server
