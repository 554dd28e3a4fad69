// SPDX-License-Identifier: Apache-2.0
//
// Folders of stores, compared and damaged.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "support/temporary_folder.hpp"

namespace pelf::test {

inline std::map<std::string, std::string> files_in(const std::filesystem::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        files[entry.path().filename().string()] = {std::istreambuf_iterator<char>(file), {}};
    }
    return files;
}

inline void expect_same_store(const std::filesystem::path& left,
                              const std::filesystem::path& right) {
    const auto a = files_in(left);
    const auto b = files_in(right);
    std::set<std::string> names;
    for (const auto& [name, bytes] : a) names.insert(name);
    for (const auto& [name, bytes] : b) names.insert(name);
    for (const std::string& name : names) {
        ASSERT_TRUE(a.contains(name) && b.contains(name)) << name << " is in one store only";
        ASSERT_EQ(a.at(name) == b.at(name), true) << name << " differs";
    }
}

inline void write_file(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

/// A folder of its own for each test, gone afterwards.
class StoreFolderTest : public testing::Test {
protected:
    const TemporaryFolder temporary_;
    const std::filesystem::path folder_ = temporary_.path() / "store";
};

}  // namespace pelf::test
