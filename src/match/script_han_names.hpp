// SPDX-License-Identifier: Apache-2.0
//
// Readings of Chinese characters that hold in names only: made by hand, facts of common knowledge.
#pragma once

#include <span>
#include <string_view>

namespace pelf::match {

struct HanName {
    std::u32string_view characters;
    std::string_view text;
};

/// Surnames read otherwise than the character alone, and those of two characters.
std::span<const HanName> chinese_surnames() noexcept;

/// Hong Kong surnames whose customary spelling no rule gives.
std::span<const HanName> cantonese_surnames() noexcept;

/// Surnames and name characters as Hokkien speakers of Singapore, Malaysia and Manila write them.
std::span<const HanName> hokkien_names() noexcept;

/// Characters that Chinese texts write foreign names with, and the sound they mostly stand for.
std::span<const HanName> transcription_characters() noexcept;

/// Japanese surnames.
std::span<const HanName> japanese_surnames() noexcept;

/// Whole Japanese given names.
std::span<const HanName> japanese_given_names() noexcept;

/// Parts of Japanese given names as they are mostly read there.
std::span<const HanName> japanese_name_parts() noexcept;

/// The longest entry of one of these tables that `text` begins with, or nullptr. Cost: a binary
/// search.
const HanName* name_beginning(std::span<const HanName> names, std::u32string_view text) noexcept;

}  // namespace pelf::match
