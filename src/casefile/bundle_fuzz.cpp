// SPDX-License-Identifier: Apache-2.0
//
// Any bytes get a verdict; a container that was read, written again, gives the bytes back, and so
// does a manifest; and whatever is not the story as it was signed by its key is refused.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/check.hpp"
#include "casefile/bundle.hpp"
#include "casefile/verify.hpp"
#include "support/made_bundle.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pelf;
    static const auto kKey = codec::public_key_of(test::MadeStory().key);
    static const auto kStory = test::MadeStory().bundle();
    const auto bytes = std::as_bytes(std::span(data, size));
    const auto verdict = casefile::verify_bundle(bytes, {.key = kKey});
    PELF_CHECK(verdict.is_valid() == std::ranges::equal(bytes, kStory));
    PELF_CHECK(!casefile::to_json(verdict).empty());
    const auto members = casefile::read_tar(bytes);
    if (!members) {
        // Past the container and the signature, where a fuzzer would not get by itself.
        const auto manifest = casefile::parse_manifest(bytes);
        if (manifest) PELF_CHECK(!casefile::format_manifest(*manifest).empty());
        return 0;
    }
    PELF_CHECK(std::ranges::equal(casefile::write_tar(*members), bytes));
    return 0;
}
