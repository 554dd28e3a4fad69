// SPDX-License-Identifier: Apache-2.0
//
// Text that is read is written again the same, in lower case; any version and program make an
// address that reads back; and one changed letter is always refused.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/text.hpp"
#include "codec/bech32.hpp"

namespace {

using pelf::codec::Bech32;
using pelf::codec::Bech32Form;
using pelf::codec::from_bech32;
using pelf::codec::from_segwit_address;
using pelf::codec::to_bech32;
using pelf::codec::to_segwit_address;

void check_text(std::string_view text) {
    const auto parts = from_bech32(text);
    if (!parts) return;
    PELF_CHECK(to_bech32(*parts) == pelf::ascii_lower(text));
    const auto segwit = pelf::codec::segwit_program(*parts);
    PELF_CHECK(from_segwit_address(parts->prefix, text).has_value() == segwit.has_value());
    if (!segwit) return;
    PELF_CHECK(to_segwit_address(parts->prefix, segwit->version, segwit->program) ==
               pelf::ascii_lower(text));
}

/// Any text made a good one by a checksum of its own, so that the reader is seen behind it.
void check_with_checksum(std::span<const std::uint8_t> values, Bech32Form form) {
    Bech32 parts{.form = form, .prefix = "bc", .values = {}};
    for (const std::uint8_t value : values) parts.values.push_back(value & 31);
    const std::string text = to_bech32(parts);
    const auto read = from_bech32(text);
    PELF_CHECK(read && *read == parts);
    check_text(text);
}

void check_program(std::uint8_t version, std::span<const std::byte> program, std::uint8_t where) {
    std::string text = to_segwit_address("tb", version, program);
    const auto segwit = from_segwit_address("tb", text);
    PELF_CHECK(segwit && segwit->version == version &&
               std::ranges::equal(segwit->program, program));
    char& letter = text[where % text.size()];
    letter = letter == 'q' ? 'p' : 'q';
    PELF_CHECK(!from_bech32(text));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    check_text({reinterpret_cast<const char*>(data), size});
    if (size < 2) return 0;
    const std::span rest(data + 2, size - 2);
    check_with_checksum(rest.first(std::min<std::size_t>(rest.size(), 80)),
                        data[0] % 2 == 0 ? Bech32Form::bech32 : Bech32Form::bech32m);
    const auto version = static_cast<std::uint8_t>(data[0] % (pelf::codec::kWitnessVersionMax + 1));
    const bool fits = version == 0 ? rest.size() == 20 || rest.size() == 32
                                   : rest.size() >= pelf::codec::kWitnessProgramBytesMin &&
                                         rest.size() <= pelf::codec::kWitnessProgramBytesMax;
    if (fits) check_program(version, std::as_bytes(rest), data[1]);
    return 0;
}
