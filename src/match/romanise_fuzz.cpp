// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "match/romanise.hpp"

namespace {

using pelf::match::Romanised;

bool is_plain(std::string_view text) noexcept {
    const bool alphabet = std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ' ';
    });
    return alphabet && !text.empty() && text.front() != ' ' && text.back() != ' ' &&
           text.find("  ") == std::string_view::npos;
}

bool is_ascii(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

/// Readings are few, distinct, of the promised alphabet, bounded by the input, and fixed points;
/// the short way for ASCII is the long way; the same text gives the same answer again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using pelf::match::romanise;
    constexpr std::size_t kInputBytesMax = 4096;
    // One letter is at most a word of code points of what ICU makes of it.
    constexpr std::size_t kBytesPerByteMax = 64;
    const std::string_view name(reinterpret_cast<const char*>(data),
                                std::min(size, kInputBytesMax));
    const Romanised romanised = romanise(name);
    PELF_CHECK(romanised.readings.size() <= pelf::match::kReadingsMax);
    for (std::size_t i = 0; i < romanised.readings.size(); ++i) {
        const auto& reading = romanised.readings[i];
        PELF_CHECK(is_plain(reading.text));
        PELF_CHECK(!reading.system.empty());
        PELF_CHECK(reading.text.size() <= kBytesPerByteMax * name.size());
        for (std::size_t j = 0; j < i; ++j) {
            PELF_CHECK(romanised.readings[j].text != reading.text);
        }
        const Romanised again = romanise(reading.text);
        PELF_CHECK(again.readings.size() == 1 && again.readings[0].text == reading.text);
    }
    PELF_CHECK(romanise(name) == romanised);
    if (is_ascii(name)) PELF_CHECK(pelf::match::romanise_general(name) == romanised);
    return 0;
}
