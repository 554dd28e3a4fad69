// SPDX-License-Identifier: Apache-2.0
#include "engine/stale.hpp"

#include <utility>

namespace pelf::engine {

Status keep_stale_blocks(const std::filesystem::path& folder, const graph::CoinStore& store,
                         std::vector<graph::StaleBlock> more) {
    PELF_TRY(known, graph::read_stale_blocks(folder));
    more.insert(more.end(), known.begin(), known.end());
    const auto blocks = store.columns().blocks;
    std::erase_if(more, [&](const graph::StaleBlock& stale) {
        const std::uint64_t block = stale.height - store.manifest().base_height;
        return block < blocks.size() && blocks[block].hash == stale.hash;
    });
    return graph::write_stale_blocks(folder, std::move(more));
}

std::vector<graph::StaleBlock> stale_from(const graph::CoinStore& store,
                                          std::uint64_t first_block) {
    std::vector<graph::StaleBlock> unwound;
    const auto blocks = store.columns().blocks;
    for (std::uint64_t block = first_block; block < blocks.size(); ++block) {
        graph::StaleBlock stale;
        stale.hash = blocks[block].hash;
        stale.previous = block > 0 ? blocks[block - 1].hash : store.manifest().previous;
        stale.height = store.height_of(block);
        stale.time_s = blocks[block].time_s;
        unwound.push_back(stale);
    }
    return unwound;
}

}  // namespace pelf::engine
