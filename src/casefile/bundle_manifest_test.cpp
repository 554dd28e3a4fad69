// SPDX-License-Identifier: Apache-2.0
#include "casefile/bundle_manifest.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <string>

#include "base/text.hpp"
#include "casefile/canonical_json.hpp"
#include "support/made_bundle.hpp"

namespace pelf::casefile {
namespace {

std::span<const std::byte> as_bytes(const std::string& text) {
    return std::as_bytes(std::span(text));
}

std::string story_manifest() {
    const auto bundle = test::MadeStory().bundle();
    return std::string(as_text(read_tar(bundle)->front().bytes));
}

TEST(BundleManifest, GivesBackWhatWasWritten) {
    const std::string text = story_manifest();
    const auto manifest = parse_manifest(as_bytes(text));
    ASSERT_TRUE(manifest) << manifest.error().message;
    EXPECT_EQ(format_manifest(*manifest), text);
    EXPECT_EQ(*manifest->requested("policy"), "fifo");
    EXPECT_EQ(manifest->requested("hops"), nullptr);
    EXPECT_EQ(manifest->checkpoint_height(), 5U);
}

TEST(BundleManifest, RefusesTheTextCutAtEveryByte) {
    const std::string text = story_manifest();
    for (std::size_t size = 0; size < text.size(); ++size) {
        EXPECT_FALSE(parse_manifest(as_bytes(text).first(size))) << size;
    }
}

/// Each field away, and each of another kind.
TEST(BundleManifest, RefusesFieldsThatAreMissingOrOfAnotherKind) {
    const boost::json::value whole = boost::json::parse(story_manifest());
    const auto refuses = [](const boost::json::value& changed) {
        return !parse_manifest(as_bytes(write_canonical(changed)));
    };
    const auto try_fields = [&](std::string_view pointer) {
        boost::json::error_code fault;
        const boost::json::object fields = whole.find_pointer(pointer, fault)->as_object();
        for (const auto& field : fields) {
            for (const boost::json::value& lie :
                 {boost::json::value(-1), boost::json::value("Z"), boost::json::value(true)}) {
                if (field.value().kind() == lie.kind() && !lie.is_int64()) continue;
                boost::json::value changed = whole;
                changed.find_pointer(pointer, fault)->as_object()[field.key()] = lie;
                EXPECT_TRUE(refuses(changed)) << pointer << "/" << field.key() << " " << lie;
            }
            boost::json::value changed = whole;
            changed.find_pointer(pointer, fault)->as_object().erase(field.key());
            EXPECT_TRUE(refuses(changed)) << pointer << "/" << field.key();
        }
    };
    for (const std::string_view pointer :
         {"", "/coverage", "/lists/0", "/lists/0/files/0", "/members/0", "/members/2"}) {
        try_fields(pointer);
    }
}

TEST(BundleManifest, RefusesMembersOutOfOrderAndLimitsOverrun) {
    boost::json::value whole = boost::json::parse(story_manifest());
    const auto refuses = [](const boost::json::value& changed) {
        return !parse_manifest(as_bytes(write_canonical(changed)));
    };
    boost::json::value changed = whole;
    auto& members = changed.at("members").as_array();
    std::swap(members[0], members[1]);
    EXPECT_TRUE(refuses(changed));
    members[0] = members[1];
    EXPECT_TRUE(refuses(changed));
    changed = whole;
    changed.at("members").at(2).at("branch").as_array().resize(18, boost::json::string(64, '0'));
    EXPECT_TRUE(refuses(changed));
    changed.at("members").at(2).at("branch").as_array().resize(17);
    EXPECT_FALSE(refuses(changed));
    changed = whole;
    changed.at("lists").as_array().resize(64, boost::json::value(whole.at("lists").at(0)));
    EXPECT_FALSE(refuses(changed));
    changed.at("lists").as_array().push_back(whole.at("lists").at(0));
    EXPECT_TRUE(refuses(changed));
    for (const std::uint64_t headers : {std::uint64_t{0}, kHeadersMax + 1}) {
        changed = whole;
        changed.as_object()["headers"] = headers;
        EXPECT_TRUE(refuses(changed));
    }
}

TEST(CanonicalJson, TakesNoTextThatTwoReadersCouldReadInTwoWays) {
    const auto taken = [](const std::string& text) {
        boost::json::value value;
        return read_canonical(as_bytes(text), "a", value).has_value();
    };
    EXPECT_TRUE(taken("{\n  \"a\": 1,\n  \"b\": [\n    null,\n    \"\xc3\xa9\\n\"\n  ]\n}\n"));
    EXPECT_TRUE(taken("18446744073709551615\n"));
    EXPECT_TRUE(taken("{}\n"));
    for (const char* text :
         {"{\n  \"a\": 1,\n  \"a\": 2\n}\n", "{\"a\": 1}\n", "{}", "{}\n\n", " {}\n", "1.0\n",
          "1e3\n", "18446744073709551616\n", "-0\n", "01\n", "\"\\u0041\"\n", "\"\\/\"\n",
          "\"\xff\"\n", "NaN\n", "", "\"\\u001F\"\n", "\xef\xbb\xbf{}\n"}) {
        EXPECT_FALSE(taken(text)) << text;
    }
    std::string deep;
    for (std::size_t depth = 0; depth <= kJsonDepthMax; ++depth) deep += "[";
    EXPECT_FALSE(taken(deep));
}

}  // namespace
}  // namespace pelf::casefile
