// SPDX-License-Identifier: Apache-2.0
//
// What a bundle's list files prove: that they are the files of the versions that the manifest
// names, and that a wallet, an entry and a name stand in them. How a list's format says so is not
// read here: each word of the text, a run of ASCII letters and digits, has to be a word of the
// files, which anybody can look at. Letters beyond ASCII are written in too many ways (character
// sets, references) to be looked for as bytes; a text of those alone is found everywhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "casefile/bundle.hpp"
#include "casefile/verdict.hpp"

namespace pelf::casefile {

/// Shorter words are too easily two others.
inline constexpr std::size_t kBrokenLettersMin = 20;

/// The files of the bundle's lists. Views; the bundle's bytes must outlive this.
class ListFiles {
public:
    /// Checks each version's hash against those of its files (docs/formats/list-store.md), and
    /// that the carried files are those.
    static ListFiles check(const Manifest& manifest, std::span<const Member> members,
                           Verdict& verdict);

    enum class Found : std::uint8_t { yes, no, not_carried };
    struct Wanted {
        std::string source{};  ///< Empty: in any list, each word in whichever has it.
        std::string text{};
    };

    /// For each text whether all its words are there; one of kBrokenLettersMin or more may be there
    /// in two pieces, both in one list: OFAC breaks remarks off at 1,000 characters and goes on in
    /// another file, within an address where it falls so. Cost: one pass over the files, however
    /// many texts there are.
    std::vector<Found> find(std::span<const Wanted> texts) const;

private:
    struct List {
        std::string_view source{};
        bool is_whole = true;  ///< The bundle carries all of its files.
        std::vector<std::string_view> files{};
    };
    std::vector<List> lists_;
};

}  // namespace pelf::casefile
