// SPDX-License-Identifier: Apache-2.0
//
// The lists in force as they were read and indexed last time, under HOME/kept: all that is derived
// and stored. It is used only if it was made from the same versions by the same build of this
// program, and thrown away without harm.
#pragma once

#include <optional>
#include <vector>

#include "base/section_file.hpp"
#include "engine/home.hpp"
#include "engine/lists.hpp"

namespace pelf::engine {

/// What decides what reading these versions gives. Nothing where nobody knows which build this is.
std::optional<SectionKey> kept_key(const Home& home,
                                   const std::vector<screen::ListVersion>& versions);

/// Nothing if they were not kept under this key, or are damaged.
std::optional<Lists> load_kept(const Home& home, const SectionKey& key,
                               const std::vector<screen::ListVersion>& versions);

/// In place of those kept before. Fails with io; then nothing is kept.
Status keep(const Home& home, const SectionKey& key, const Lists& lists);

}  // namespace pelf::engine
