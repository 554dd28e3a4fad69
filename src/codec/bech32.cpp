// SPDX-License-Identifier: Apache-2.0
#include "codec/bech32.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "base/text.hpp"

namespace pelf::codec {
namespace {

constexpr std::string_view kLetters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
static_assert(kLetters.size() == 32);

constexpr std::size_t kChecksumValues = 6;
constexpr std::uint8_t kNoValue = 255;

/// The five bits each lower-case letter stands for.
constexpr std::array<std::uint8_t, 256> kValueOf = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(kNoValue);
    for (std::size_t i = 0; i < kLetters.size(); ++i) {
        values[static_cast<std::uint8_t>(kLetters[i])] = static_cast<std::uint8_t>(i);
    }
    return values;
}();

/// What the polynomial of a whole text comes to, the only difference between the two forms.
constexpr std::uint32_t final_constant(Bech32Form form) {
    return form == Bech32Form::bech32 ? 1 : 0x2bc8'30a3;
}

/// One step of the checksum of BIP 173: `sum` times x plus `value`, modulo the generator.
std::uint32_t polymod_step(std::uint32_t sum, std::uint32_t value) {
    constexpr std::array<std::uint32_t, 5> kGenerator = {0x3b6a'57b2, 0x2650'8e6d, 0x1ea1'19fa,
                                                         0x3d42'33dd, 0x2a14'62b3};
    const std::uint32_t top = sum >> 25;
    sum = (sum & 0x1ff'ffff) << 5 ^ value;
    for (std::size_t i = 0; i < kGenerator.size(); ++i) {
        if ((top >> i & 1) != 0) sum ^= kGenerator[i];
    }
    return sum;
}

/// The checksum polynomial over prefix and values: the prefix gives its high bits, a zero, its low
/// bits, so that a change of letter anywhere in it shows.
std::uint32_t polymod(std::string_view prefix, std::span<const std::uint8_t> values) {
    std::uint32_t sum = 1;
    for (const char letter : prefix) {
        sum = polymod_step(sum, static_cast<std::uint8_t>(letter) >> 5);
    }
    sum = polymod_step(sum, 0);
    for (const char letter : prefix) {
        sum = polymod_step(sum, static_cast<std::uint8_t>(letter) & 31);
    }
    for (const std::uint8_t value : values) sum = polymod_step(sum, value);
    return sum;
}

bool is_printable_ascii(char letter) {
    return letter >= 33 && letter <= 126;
}
bool is_upper(char letter) {
    return letter >= 'A' && letter <= 'Z';
}
bool is_lower(char letter) {
    return letter >= 'a' && letter <= 'z';
}

/// Bytes as groups of five bits, the last padded with zeros.
std::vector<std::uint8_t> to_fives(std::span<const std::byte> bytes) {
    std::vector<std::uint8_t> fives;
    std::uint32_t bits = 0;
    int bits_count = 0;
    for (const std::byte byte : bytes) {
        bits = bits << 8 | std::to_integer<std::uint32_t>(byte);
        for (bits_count += 8; bits_count >= 5;) {
            bits_count -= 5;
            fives.push_back(bits >> bits_count & 31);
        }
    }
    if (bits_count > 0) fives.push_back(bits << (5 - bits_count) & 31);
    return fives;
}

/// The reverse. Padding is under five bits and all zero, or two texts would be one program.
Result<std::vector<std::byte>, Fault> from_fives(std::span<const std::uint8_t> fives) {
    std::vector<std::byte> bytes;
    bytes.reserve(fives.size() * 5 / 8);
    std::uint32_t bits = 0;
    int bits_count = 0;
    for (const std::uint8_t five : fives) {
        bits = bits << 5 | five;
        bits_count += 5;
        if (bits_count >= 8) {
            bits_count -= 8;
            bytes.push_back(static_cast<std::byte>(bits >> bits_count & 255));
        }
    }
    const std::uint32_t padding = bits & ((1U << bits_count) - 1);
    if (bits_count >= 5 || padding != 0) return Unexpected(Fault::malformed);
    return bytes;
}

Bech32Form form_of(std::uint8_t version) {
    return version == 0 ? Bech32Form::bech32 : Bech32Form::bech32m;
}

bool program_size_fits(std::uint8_t version, std::size_t size_bytes) {
    if (version == 0) return size_bytes == 20 || size_bytes == 32;
    return version <= kWitnessVersionMax && size_bytes >= kWitnessProgramBytesMin &&
           size_bytes <= kWitnessProgramBytesMax;
}

}  // namespace

std::string to_bech32(const Bech32& parts) {
    std::string text = parts.prefix + '1';
    for (const std::uint8_t value : parts.values) {
        PELF_CHECK(value < kLetters.size());
        text += kLetters[value];
    }
    std::vector<std::uint8_t> values = parts.values;
    values.resize(values.size() + kChecksumValues, 0);
    const std::uint32_t sum = polymod(parts.prefix, values) ^ final_constant(parts.form);
    for (std::size_t i = 0; i < kChecksumValues; ++i) {
        text += kLetters[sum >> 5 * (kChecksumValues - 1 - i) & 31];
    }
    return text;
}

Result<Bech32, Fault> from_bech32(std::string_view text) {
    if (text.size() > kBech32LettersMax) return Unexpected(Fault::over_limit);
    const bool mixed_case = std::any_of(text.begin(), text.end(), is_upper) &&
                            std::any_of(text.begin(), text.end(), is_lower);
    const std::string lower = ascii_lower(text);
    const std::size_t separator = lower.rfind('1');
    if (mixed_case || separator == std::string::npos || separator == 0) {
        return Unexpected(Fault::malformed);
    }
    Bech32 parts;
    parts.prefix = lower.substr(0, separator);
    if (!std::all_of(parts.prefix.begin(), parts.prefix.end(), is_printable_ascii)) {
        return Unexpected(Fault::malformed);
    }
    for (const char letter : std::string_view(lower).substr(separator + 1)) {
        parts.values.push_back(kValueOf[static_cast<std::uint8_t>(letter)]);
        if (parts.values.back() == kNoValue) return Unexpected(Fault::malformed);
    }
    if (parts.values.size() < kChecksumValues) return Unexpected(Fault::malformed);

    const std::uint32_t sum = polymod(parts.prefix, parts.values);
    if (sum != final_constant(Bech32Form::bech32) && sum != final_constant(Bech32Form::bech32m)) {
        return Unexpected(Fault::malformed);
    }
    parts.form = sum == 1 ? Bech32Form::bech32 : Bech32Form::bech32m;
    parts.values.resize(parts.values.size() - kChecksumValues);
    return parts;
}

std::string to_segwit_address(std::string_view prefix, std::uint8_t version,
                              std::span<const std::byte> program) {
    PELF_CHECK(program_size_fits(version, program.size()));
    Bech32 parts{.form = form_of(version), .prefix = std::string(prefix), .values = {version}};
    const auto fives = to_fives(program);
    parts.values.insert(parts.values.end(), fives.begin(), fives.end());
    return to_bech32(parts);
}

Result<SegwitProgram, Fault> segwit_program(const Bech32& parts) {
    if (parts.values.empty()) return Unexpected(Fault::malformed);
    const std::uint8_t version = parts.values.front();
    PELF_TRY(program, from_fives(std::span(parts.values).subspan(1)));
    if (parts.form != form_of(version) || !program_size_fits(version, program.size())) {
        return Unexpected(Fault::malformed);
    }
    return SegwitProgram{version, std::move(program)};
}

Result<SegwitProgram, Fault> from_segwit_address(std::string_view prefix, std::string_view text) {
    PELF_TRY(parts, from_bech32(text));
    if (parts.prefix != prefix) return Unexpected(Fault::malformed);
    return segwit_program(parts);
}

}  // namespace pelf::codec
