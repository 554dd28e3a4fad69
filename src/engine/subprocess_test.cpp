// SPDX-License-Identifier: Apache-2.0
#include "engine/subprocess.hpp"

#include <gtest/gtest.h>

namespace pelf::engine {
namespace {

TEST(Subprocess, GivesBackWhatItWasGiven) {
    const auto output = run({.name = "cat"}, "a\nb");
    ASSERT_TRUE(output);
    EXPECT_EQ(*output, "a\nb");
}

TEST(Subprocess, CarriesMoreThanAnyBufferHoldsInBothDirectionsAtOnce) {
    const std::string much(5'000'000, 'x');
    const auto output = run({.name = "cat"}, much);
    ASSERT_TRUE(output);
    EXPECT_EQ(*output, much);
}

TEST(Subprocess, SurvivesAProgramThatDoesNotReadItsInput) {
    const auto output = run({.name = "true"}, std::string(5'000'000, 'x'));
    ASSERT_TRUE(output);
    EXPECT_EQ(*output, "");
}

TEST(Subprocess, GetsItsArgumentsAsTheyAreAndNoOtherEnvironment) {
    const auto words = run({.name = "printf", .arguments = {"%s|", "$HOME", "a b", "*"}}, "");
    ASSERT_TRUE(words);
    EXPECT_EQ(*words, "$HOME|a b|*|");
    const auto environment = run({.name = "env"}, "");
    ASSERT_TRUE(environment);
    EXPECT_EQ(*environment, "LC_ALL=C\n");
}

TEST(Subprocess, SaysThatAProgramIsMissing) {
    const auto output = run({.name = "no-such-program-anywhere"}, "");
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().fault, Fault::not_found);
}

TEST(Subprocess, PassesOnWhatAFailingProgramComplainsOf) {
    const auto output = run({.name = "cat", .arguments = {"/no/such/file"}}, "");
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().fault, Fault::io);
    EXPECT_NE(output.error().message.find("No such file"), std::string::npos);
}

TEST(Subprocess, EndsAProgramThatTakesTooLong) {
    const auto output = run({.name = "sleep", .arguments = {"60"}, .timeout_ms = 50}, "");
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().fault, Fault::over_limit);
}

TEST(Subprocess, EndsAProgramThatWritesTooMuch) {
    const auto output = run({.name = "yes", .output_max_bytes = 1000}, "");
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().fault, Fault::over_limit);
}

}  // namespace
}  // namespace pelf::engine
