// SPDX-License-Identifier: Apache-2.0
#include "casefile/tar_file.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <optional>

#include "base/check.hpp"
#include "base/text.hpp"

namespace pelf::casefile {
namespace {

constexpr std::size_t kBlockBytes = 512;
using Header = std::array<std::byte, kBlockBytes>;

struct Field {
    std::string_view name;
    std::size_t offset_bytes = 0;
    std::size_t size_bytes = 0;
};
constexpr Field kName{"name", 0, kMemberNameBytesMax};
constexpr Field kSize{"size", 124, 12};
constexpr Field kChecksum{"checksum", 148, 8};
constexpr std::array<Field, 17> kFields{{kName,
                                         {"mode", 100, 8},
                                         {"owner", 108, 8},
                                         {"group", 116, 8},
                                         kSize,
                                         {"time", 136, 12},
                                         kChecksum,
                                         {"type", 156, 1},
                                         {"link", 157, 100},
                                         {"magic", 257, 6},
                                         {"version", 263, 2},
                                         {"owner name", 265, 32},
                                         {"group name", 297, 32},
                                         {"major", 329, 8},
                                         {"minor", 337, 8},
                                         {"prefix", 345, 155},
                                         {"rest", 500, 12}}};
constexpr std::size_t kSizeDigits = 11;
constexpr std::size_t kChecksumDigits = 6;

std::string octal(std::uint64_t number, std::size_t digits) {
    std::string text(digits, '0');
    for (std::size_t i = digits; i-- > 0; number /= 8) {
        text[i] = static_cast<char>('0' + number % 8);
    }
    return text;
}

void put(Header& header, std::size_t offset_bytes, std::string_view text) {
    std::ranges::transform(text, header.begin() + static_cast<std::ptrdiff_t>(offset_bytes),
                           [](char letter) { return static_cast<std::byte>(letter); });
}

/// The header of a file of ours: readable by all, owned by number 0, made in 1970.
Header header_of(std::string_view name, std::uint64_t size_bytes) {
    Header header{};
    put(header, kName.offset_bytes, name);
    put(header, 100, "0000644");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, kSize.offset_bytes, octal(size_bytes, kSizeDigits));
    put(header, 136, "00000000000");
    put(header, kChecksum.offset_bytes, "        ");
    put(header, 156, "0");
    put(header, 257, "ustar");
    put(header, 263, "00");
    put(header, 329, "0000000");
    put(header, 337, "0000000");
    std::uint64_t sum = 0;
    for (const std::byte byte : header) sum += std::to_integer<std::uint64_t>(byte);
    put(header, kChecksum.offset_bytes, octal(sum, kChecksumDigits));
    header[kChecksum.offset_bytes + kChecksumDigits] = std::byte{0};
    return header;
}

bool is_zero(std::span<const std::byte> bytes) {
    return std::ranges::all_of(bytes, [](std::byte byte) { return byte == std::byte{0}; });
}

std::string_view field_text(std::span<const std::byte> header, const Field& field) {
    const std::string_view text = as_text(header.subspan(field.offset_bytes, field.size_bytes));
    return text.substr(0, text.find('\0'));
}

std::optional<std::uint64_t> read_octal(std::string_view text) {
    if (text.size() != kSizeDigits) return std::nullopt;
    std::uint64_t number = 0;
    for (const char letter : text) {
        if (letter < '0' || letter > '7') return std::nullopt;
        number = number * 8 + static_cast<std::uint64_t>(letter - '0');
    }
    return number;
}

/// Which field differs from the only right header; that of the checksum if no other does.
std::string_view find_difference(std::span<const std::byte> found, const Header& expected) {
    for (const Field& field : kFields) {
        const auto part = [&](std::span<const std::byte> header) {
            return header.subspan(field.offset_bytes, field.size_bytes);
        };
        // A change of name or size is a change of the checksum that is asked for, too.
        if (field.name != kChecksum.name && !std::ranges::equal(part(found), part(expected))) {
            return field.name;
        }
    }
    return kChecksum.name;
}

Error error_at(Fault fault, std::string message, std::size_t offset_bytes) {
    return Error{fault, std::move(message), {}, offset_bytes};
}

std::size_t padded(std::size_t size_bytes) {
    return (size_bytes + kBlockBytes - 1) / kBlockBytes * kBlockBytes;
}

}  // namespace

bool is_member_name(std::string_view name) noexcept {
    if (name.empty() || name.size() > kMemberNameBytesMax) return false;
    char before = '/';
    for (const char letter : name) {
        const bool is_letter =
            (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
        const bool is_mark = letter == '.' || letter == '/';
        if (!is_letter && !is_mark) return false;
        if (is_mark && before == '/') return false;
        before = letter;
    }
    return before != '/';
}

Result<std::vector<Member>> read_tar(std::span<const std::byte> file) {
    std::vector<Member> members;
    if (file.size() > kBundleBytesMax) {
        return Unexpected(error_at(
            Fault::over_limit, text("the bundle is larger than ", kBundleBytesMax, " bytes"), 0));
    }
    std::size_t offset = 0;
    const auto broken = [&](Fault fault, const auto&... pieces) {
        return Unexpected(error_at(fault, text(pieces...), offset));
    };
    for (;;) {
        const std::string which =
            members.empty() ? "the first member"
                            : text("member ", members.size() + 1, ", behind ", members.back().name);
        if (file.size() - offset < 2 * kBlockBytes) {
            return broken(Fault::truncated, "the bundle ends in ", which,
                          " or in the blocks of zeros that end it");
        }
        const auto header = file.subspan(offset, kBlockBytes);
        if (is_zero(header)) break;
        if (members.size() == kMembersMax) {
            return broken(Fault::over_limit, "more than ", kMembersMax, " members");
        }
        const std::string name(field_text(header, kName));
        if (!is_member_name(name)) {
            return broken(Fault::malformed, which, ": the name in its header is no member's name");
        }
        const auto size_bytes = read_octal(field_text(header, kSize));
        if (!size_bytes) {
            return broken(Fault::malformed, name, ": the size in its header is no number");
        }
        const Header expected = header_of(name, *size_bytes);
        if (!std::ranges::equal(header, expected)) {
            return broken(Fault::malformed, name, ": its header is damaged in the field ",
                          find_difference(header, expected));
        }
        const std::size_t left = file.size() - offset - kBlockBytes;
        if (*size_bytes > left || padded(*size_bytes) > left) {
            return broken(Fault::truncated, name, ": the bundle ends within it");
        }
        const auto body = file.subspan(offset + kBlockBytes, padded(*size_bytes));
        if (!is_zero(body.subspan(*size_bytes))) {
            return broken(Fault::malformed, name, ": the padding behind it is not zero");
        }
        members.push_back({name, body.first(*size_bytes)});
        offset += kBlockBytes + body.size();
    }
    if (!is_zero(file.subspan(offset, 2 * kBlockBytes))) {
        return broken(Fault::malformed, "the end of the bundle is not two blocks of zeros");
    }
    if (file.size() - offset != 2 * kBlockBytes) {
        return broken(Fault::malformed, "there are ", file.size() - offset - 2 * kBlockBytes,
                      " bytes behind the end of the bundle");
    }
    return members;
}

std::vector<std::byte> write_tar(std::span<const Member> members) {
    std::vector<std::byte> file;
    const std::size_t size_bytes = std::accumulate(
        members.begin(), members.end(), 2 * kBlockBytes, [](std::size_t sum, const Member& member) {
            return sum + kBlockBytes + padded(member.bytes.size());
        });
    file.reserve(size_bytes);
    for (const Member& member : members) {
        PELF_CHECK(is_member_name(member.name));
        const Header header = header_of(member.name, member.bytes.size());
        file.insert(file.end(), header.begin(), header.end());
        file.insert(file.end(), member.bytes.begin(), member.bytes.end());
        file.resize(padded(file.size()));
    }
    file.resize(size_bytes);
    return file;
}

}  // namespace pelf::casefile
