// SPDX-License-Identifier: Apache-2.0
//
// Hangul for the reader of Chinese characters, which in Korea are read as Hangul.
#pragma once

#include <string>
#include <string_view>

namespace pelf::match {

/// A Korean name in Hangul the way its bearer would mostly write it: "lee myung bak".
std::string write_hangul_usual(std::u32string_view name);

}  // namespace pelf::match
