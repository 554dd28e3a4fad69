// SPDX-License-Identifier: Apache-2.0
//
// Room on the disk for one test.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <string>

#include "base/check.hpp"

namespace pelf::test {

/// A new empty folder, deleted with all it holds. The system picks its name: tests run side by
/// side, and nothing that they could make a name of (an address, a number of the process in a
/// container) is sure to be theirs alone.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "pelf-test-XXXXXX").string();
        PELF_CHECK(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace pelf::test
