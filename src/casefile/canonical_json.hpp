// SPDX-License-Identifier: Apache-2.0
//
// JSON in the one form that answers are printed in and that a bundle may hold: two blanks a level,
// one value a line, "key": value, no escape that is not needed, integers only, a line end at the
// end. It is what Python's json.dumps(value, indent=2, ensure_ascii=False) writes. Since a text is
// taken only if writing it again gives the same text, no two readers can see two things in it
// (a key that is there twice, a number that is too long for one of them).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace boost::json {
// NOLINTNEXTLINE(readability-identifier-naming): Boost names it.
class value;
}  // namespace boost::json

namespace pelf::casefile {

inline constexpr std::size_t kJsonDepthMax = 16;

std::string write_canonical(const boost::json::value& value);

/// Fails with malformed; `name` is in the message.
Status read_canonical(std::span<const std::byte> text, std::string_view name,
                      boost::json::value& into);

}  // namespace pelf::casefile
