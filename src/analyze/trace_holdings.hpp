// SPDX-License-Identifier: Apache-2.0
//
// The outputs that hold traced money and wait to be spent, each with its fragments.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "analyze/trace_split.hpp"

namespace pelf::analyze {

struct Holding {
    std::size_t fragments_begin = 0;
    std::size_t fragments_count = 0;
    std::uint32_t hops = 0;  ///< Fewest transactions from a seed.
};

/// Keyed by output number. Fragments lie in one arena, which is swept when most of it is dead.
class Holdings {
public:
    Holdings();
    Holdings(const Holdings&) = delete;
    Holdings& operator=(const Holdings&) = delete;
    ~Holdings();

    void put(std::uint64_t output, std::span<const Fragment> fragments, std::uint32_t hops);
    std::optional<Holding> find(std::uint64_t output) const;
    /// Requires a holding of this output.
    void erase(std::uint64_t output);
    /// Valid until the next put().
    std::span<const Fragment> fragments(const Holding& holding) const noexcept {
        return std::span(arena_).subspan(holding.fragments_begin, holding.fragments_count);
    }
    /// The outputs held, ascending.
    std::vector<std::uint64_t> outputs() const;

private:
    void sweep_arena();

    struct Map;  ///< Hides the third-party container.
    std::unique_ptr<Map> map_;
    std::vector<Fragment> arena_;
    std::size_t live_count_ = 0;  ///< Fragments of held outputs.
};

}  // namespace pelf::analyze
