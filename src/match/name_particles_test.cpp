// SPDX-License-Identifier: Apache-2.0
#include "match/name_particles.hpp"

#include <gtest/gtest.h>

namespace pelf::match {
namespace {

bool is(std::string_view word, ParticleKind kind) {
    const auto found = particle(word);
    return found && found->is(kind);
}

Omission omission(std::string_view word) {
    return particle(word).value_or(Particle(0, Omission::another)).omission();
}

TEST(NameParticles, EachKindIsKnown) {
    for (const auto word : {"al", "el", "as", "ash", "ad"}) {
        EXPECT_TRUE(is(word, ParticleKind::article)) << word;
    }
    for (const auto word : {"bin", "ibn", "ben", "bint", "binti", "ould", "wuld", "oglu"}) {
        EXPECT_TRUE(is(word, ParticleKind::nasab)) << word;
    }
    for (const auto word : {"abu", "abou", "abi", "umm", "um"}) {
        EXPECT_TRUE(is(word, ParticleKind::kunya)) << word;
    }
    for (const auto word : {"abd", "abdul", "abdel"}) {
        EXPECT_TRUE(is(word, ParticleKind::servant)) << word;
    }
    for (const auto word : {"de", "da", "dos", "van", "von", "der", "di", "del", "la", "af"}) {
        EXPECT_TRUE(is(word, ParticleKind::nobiliary)) << word;
    }
    for (const auto word : {"and", "y", "e", "i", "und", "et"}) {
        EXPECT_TRUE(is(word, ParticleKind::conjunction)) << word;
    }
    for (const auto word : {"mr", "dr", "shaykh", "hajji", "mullah", "sayyid", "general", "ing"}) {
        EXPECT_TRUE(is(word, ParticleKind::honorific)) << word;
    }
    for (const auto word : {"jr", "sr"}) EXPECT_TRUE(is(word, ParticleKind::generational)) << word;
    for (const auto word : {"the", "of", "for", "la"}) {
        EXPECT_TRUE(is(word, ParticleKind::stop_word)) << word;
    }
    for (const auto word : {"", "hassan", "albert", "aldebaran", "zzz"}) {
        EXPECT_FALSE(particle(word)) << word;
    }
}

TEST(NameParticles, WhatMakesAnotherNameIsNotLeftOut) {
    for (const auto word : {"abd", "abdul", "abu", "umm"}) {
        EXPECT_EQ(omission(word), Omission::another) << word;
    }
    for (const auto word : {"bin", "jr", "ould"})
        EXPECT_EQ(omission(word), Omission::costly) << word;
    for (const auto word : {"al", "de", "and", "mr", "the"}) {
        EXPECT_EQ(omission(word), Omission::free) << word;
    }
}

TEST(NameParticles, SpellingsOfOneParticleAreTheSame) {
    EXPECT_TRUE(same_particle("bin", "ibn"));
    EXPECT_TRUE(same_particle("al", "ash"));
    EXPECT_TRUE(same_particle("abu", "abou"));
    EXPECT_TRUE(same_particle("sheikh", "shaykh"));
    EXPECT_TRUE(same_particle("gen", "general"));
    EXPECT_TRUE(same_particle("maulavi", "mawlawi"));
    EXPECT_FALSE(same_particle("bin", "bint"));
    EXPECT_FALSE(same_particle("jr", "sr"));
    EXPECT_FALSE(same_particle("abu", "umm"));
    EXPECT_FALSE(same_particle("mullah", "maulavi"));
    EXPECT_FALSE(same_particle("hassan", "hassan"));
}

}  // namespace
}  // namespace pelf::match
