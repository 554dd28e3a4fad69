// SPDX-License-Identifier: Apache-2.0
#include "base/private_file.hpp"

#include <gtest/gtest.h>

#include <string_view>

#include "base/file.hpp"
#include "base/text.hpp"
#include "support/temporary_folder.hpp"

namespace pelf {
namespace {

TEST(PrivateFile, IsMadeOnceAndForItsOwnerAlone) {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "key";
    const auto make = [&](std::string_view text) {
        return create_private_file(path, std::as_bytes(std::span(text)));
    };
    ASSERT_TRUE(make("secret"));
    EXPECT_TRUE(*is_private_file(path));
    const auto again = make("other");
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().fault, Fault::refused);
    EXPECT_EQ(as_text(*read_file(path, 100)), "secret");
    std::filesystem::permissions(path, std::filesystem::perms::group_read,
                                 std::filesystem::perm_options::add);
    EXPECT_FALSE(*is_private_file(path));
    EXPECT_FALSE(is_private_file(folder.path() / "none"));
    EXPECT_EQ(create_private_file(folder.path() / "no" / "key", {}).error().fault, Fault::io);
}

}  // namespace
}  // namespace pelf
