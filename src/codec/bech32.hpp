// SPDX-License-Identifier: Apache-2.0
//
// Segregated witness addresses: Bech32 (BIP 173) for witness version 0, Bech32m (BIP 350) for
// versions 1 to 16. The two differ in one constant of the checksum, and mixing them up is an error.
//
//   bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4
//   prefix, '1', version (one letter), program (five bits a letter, padded with zeros),
//   checksum (six letters)
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace pelf::codec {

/// Longest text for which the checksum finds every error in up to four letters (BIP 173).
inline constexpr std::size_t kBech32LettersMax = 90;

inline constexpr std::uint8_t kWitnessVersionMax = 16;
inline constexpr std::size_t kWitnessProgramBytesMin = 2;
inline constexpr std::size_t kWitnessProgramBytesMax = 40;

enum class Bech32Form : std::uint8_t { bech32, bech32m };

/// A text of either form, taken apart, before anyone asks what it means.
struct Bech32 {
    Bech32Form form = Bech32Form::bech32;
    std::string prefix;                ///< Human-readable part, lower case.
    std::vector<std::uint8_t> values;  ///< Five bits each, without the checksum.

    bool operator==(const Bech32&) const = default;
};

/// Lower case out. Requires a prefix of lower-case printable ASCII and values under 32.
std::string to_bech32(const Bech32& parts);

/// Reads all-lower or all-upper text; the prefix ends at the last '1'. Fails with malformed (mixed
/// case, foreign letter, no prefix, wrong checksum) or over_limit.
Result<Bech32, Fault> from_bech32(std::string_view text);

struct SegwitProgram {
    std::uint8_t version = 0;        ///< 0 to 16.
    std::vector<std::byte> program;  ///< 2 to 40 bytes; 20 or 32 for version 0.

    bool operator==(const SegwitProgram&) const = default;
};

/// `prefix` is the human-readable part: "bc", "tb", "bcrt". Lower case out.
/// Requires a version and program within the limits above.
std::string to_segwit_address(std::string_view prefix, std::uint8_t version,
                              std::span<const std::byte> program);

/// What an address of any prefix says. Fails with malformed (the checksum of the other version,
/// bad padding, bad length).
Result<SegwitProgram, Fault> segwit_program(const Bech32& parts);

/// Reads all-lower or all-upper text of at most 90 letters with this human-readable part.
/// Fails with malformed (mixed case, foreign letter, wrong checksum, other prefix, the checksum
/// of the other version, bad padding, bad length) or over_limit.
Result<SegwitProgram, Fault> from_segwit_address(std::string_view prefix, std::string_view text);

}  // namespace pelf::codec
