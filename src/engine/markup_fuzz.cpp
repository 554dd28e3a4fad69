// SPDX-License-Identifier: Apache-2.0
//
// Whatever a name is made of: escaped and put into an element and an attribute, the markup around
// it stays well formed, and it ends where we end it.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/text.hpp"
#include "engine/markup.hpp"
#include "engine/markup_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pelf::engine;  // NOLINT(google-build-using-namespace)
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are text here.
    const std::string_view name(reinterpret_cast<const char*>(data), size);
    for (const std::string& shown : {std::string(name), shortened(name, 9), middle_cut(name)}) {
        const std::string safe = escaped(shown);
        for (const char byte : safe) PELF_CHECK(static_cast<unsigned char>(byte) >= ' ');
        const std::string markup = pelf::text("<a b=\"", safe, "\">", safe, "</a>");
        testing::MarkupCheck check(markup);
        PELF_CHECK(check.find_fault().empty());
        PELF_CHECK(check.shown() == safe);
    }
    PELF_CHECK(shortened(name, 9).size() <= 36);
    return 0;
}
