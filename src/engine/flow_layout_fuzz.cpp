// SPDX-License-Identifier: Apache-2.0
//
// Whatever a program answers in place of dot: it is refused, or every box and line has its place.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "engine/flow_layout.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pelf::engine;  // NOLINT(google-build-using-namespace)
    const std::vector<LayoutBox> boxes(3);
    const std::vector<LayoutLine> lines{{0, 1, 1}, {0, 2, 1, 60}, {1, 2, 1}};
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are text here.
    const std::string_view plain(reinterpret_cast<const char*>(data), size);
    const auto layout = parse_layout(plain, boxes, lines);
    if (!layout) return 0;
    PELF_CHECK(layout->boxes.size() == boxes.size());
    PELF_CHECK(layout->lines.size() == lines.size());
    for (const Point& box : layout->boxes) PELF_CHECK(!std::isnan(box.x) && !std::isnan(box.y));
    for (const PlacedLine& line : layout->lines) PELF_CHECK(line.curve.size() % 3 == 1);
    return 0;
}
