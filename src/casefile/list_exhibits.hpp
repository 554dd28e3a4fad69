// SPDX-License-Identifier: Apache-2.0
//
// What a bundle's list files prove: that they are the files of the versions that the manifest
// names, and that a wallet and a name stand in them. How a list's format says so is not read here:
// the wallet, the entry's key and each word of the name have to be there as bytes, which anybody
// can look at.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "casefile/bundle.hpp"
#include "casefile/verdict.hpp"

namespace pelf::casefile {

/// The files of the bundle's lists. Views; the bundle's bytes must outlive this.
class ListFiles {
public:
    /// Checks each version's hash against those of its files (docs/formats/list-store.md), and
    /// that the carried files are those.
    static ListFiles check(const Manifest& manifest, std::span<const Member> members,
                           Verdict& verdict);

    enum class Found : std::uint8_t { yes, no, not_carried };

    /// Whether some file of a list (of some list, if `source` is empty) has the text as it is.
    Found find(std::string_view source, std::string_view text) const;
    /// The same for each run of ASCII letters and digits of the text: letters beyond are written in
    /// too many ways (character sets, references) to be looked for as bytes.
    Found find_words(std::string_view source, std::string_view text) const;

private:
    struct List {
        std::string_view source{};
        bool is_whole = true;  ///< The bundle carries all of its files.
        std::vector<std::string_view> files{};
    };
    std::vector<List> lists_;
};

}  // namespace pelf::casefile
