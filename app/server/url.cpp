// SPDX-License-Identifier: Apache-2.0
#include "server/url.hpp"

#include <cstdint>

#include "base/text.hpp"

namespace pelf::server {
namespace {

Unexpected<Error> malformed(std::string_view message) {
    return Unexpected(Error{Fault::malformed, std::string(message)});
}

int hex_digit(char letter) noexcept {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return -1;
}

/// Bytes of the UTF-8 sequence at the front; 0 if it is none or a control character.
std::size_t sequence_size(std::string_view text) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t first = byte(0);
    if (first < 0x80) return first >= 0x20 && first != 0x7f ? 1 : 0;
    const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < size) return 0;
    std::uint32_t code = first & (0x7fU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xc0U) != 0x80U) return 0;
        code = (code << 6U) | (byte(i) & 0x3fU);
    }
    constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool is_surrogate = code >= 0xd800 && code <= 0xdfff;
    const bool is_c1_control = code >= 0x80 && code < 0xa0;
    return code < kLeast[size] || code > 0x10ffff || is_surrogate || is_c1_control ? 0 : size;
}

}  // namespace

bool is_plain_utf8(std::string_view text) noexcept {
    while (!text.empty()) {
        const std::size_t size = sequence_size(text);
        if (size == 0) return false;
        text.remove_prefix(size);
    }
    return true;
}

Result<std::string> percent_decode(std::string_view text, bool plus_is_blank) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_blank) {
            decoded += ' ';
        } else if (text[i] == '%') {
            const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0) return malformed("expected two hexadecimal digits after %");
            decoded += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            decoded += text[i];
        }
    }
    if (!is_plain_utf8(decoded)) {
        return malformed("expected UTF-8 without control characters in the address");
    }
    return decoded;
}

const std::string* Target::parameter(std::string_view name) const noexcept {
    for (const auto& [key, value] : parameters) {
        if (key == name) return &value;
    }
    return nullptr;
}

std::vector<std::string> Target::all(std::string_view name) const {
    std::vector<std::string> values;
    for (const auto& [key, value] : parameters) {
        if (key == name) values.push_back(value);
    }
    return values;
}

Result<Target> parse_target(std::string_view target) {
    if (!target.starts_with('/')) return malformed("expected a path that begins with /");
    target = target.substr(0, target.find('#'));
    const std::size_t question = target.find('?');
    const std::string_view path =
        target.substr(1, question == target.npos ? question : question - 1);
    Target parsed;
    for (const std::string_view piece : split(path, "/")) {
        if (parsed.segments.size() == kSegmentsMax) {
            return Unexpected(Error{Fault::over_limit, "the path has too many segments"});
        }
        PELF_TRY(segment, percent_decode(piece, false));
        if (segment == "." || segment == "..") return malformed("expected a path without . and ..");
        parsed.segments.push_back(std::move(segment));
    }
    if (question == target.npos) return parsed;
    for (const std::string_view piece : split(target.substr(question + 1), "&")) {
        if (piece.empty()) continue;
        if (parsed.parameters.size() == kParametersMax) {
            return Unexpected(Error{Fault::over_limit, "the address has too many parameters"});
        }
        const std::size_t equals = piece.find('=');
        PELF_TRY(name, percent_decode(piece.substr(0, equals), true));
        std::string value;
        if (equals != piece.npos) {
            PELF_TRY(decoded, percent_decode(piece.substr(equals + 1), true));
            value = std::move(decoded);
        }
        parsed.parameters.emplace_back(std::move(name), std::move(value));
    }
    return parsed;
}

}  // namespace pelf::server
