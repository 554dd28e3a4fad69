// SPDX-License-Identifier: Apache-2.0
//
// What verifying a bundle came to: each check with what it looked at, and every objection.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pelf::casefile {

/// In the order in which they are made. A later one needs what the earlier ones leave whole.
enum class Check : std::uint8_t {
    container,     ///< The file is a tar of the one form.
    manifest,      ///< manifest.json is there, reads, and fits itself.
    signature,     ///< It is signed by the key in the bundle, and that is the key asked for.
    members,       ///< Each member has the size and the hash that the manifest says.
    headers,       ///< Block headers lead one to the next up to the checkpoint, each with its work.
    transactions,  ///< Each transaction is in its block.
    lists,         ///< The lists' files are those of the versions that the manifest names.
    answer,        ///< What the answer says of transactions and lists is in them.
};
inline constexpr std::size_t kChecksCount = 8;

/// "container" and so on.
std::string_view to_string(Check check) noexcept;

/// Something that an opponent could say.
struct Objection {
    Check check = Check::container;
    std::string where{};  ///< A member, or a place within one.
    std::string what{};
};

/// What a reader needs to know of a bundle that says nothing about whether it is right.
struct BundleFacts {
    std::string manifest_sha256{};  ///< Names the bundle: everything else follows from it.
    std::string fingerprint{};      ///< Of the key in the bundle.
    bool is_key_known = false;      ///< The reader gave a key.
    std::string tool{};
    std::string made{};
    std::string ledger{};
    std::string network{};
    std::uint64_t first_height = 0;
    std::uint64_t checkpoint_height = 0;
    std::string checkpoint{};  ///< A block hash: to be compared with a source one trusts.
    bool is_from_genesis = false;
    std::string work{};  ///< Hashes that the headers took on average, decimal.
    /// Of account ledgers: the last header of each run, each to be compared.
    struct Checkpoint {
        std::uint64_t height = 0;
        std::string hash{};
    };
    std::vector<Checkpoint> checkpoints{};
    std::uint64_t not_proven = 0;  ///< Transactions, by the manifest; their check is by it.
};

inline constexpr std::size_t kObjectionsMax = 100;

struct Verdict {
    struct Line {
        bool is_reached = false;
        std::uint64_t looked_at = 0;  ///< Members, headers, transactions, files, statements.
        std::uint64_t left_out = 0;   ///< Not checked because the bundle does not carry it.
        std::uint64_t objections = 0;
    };
    std::array<Line, kChecksCount> lines{};
    std::vector<Objection> objections{};  ///< The first kObjectionsMax.
    std::uint64_t objections_count = 0;
    BundleFacts facts{};

    Line& line(Check check) { return lines[static_cast<std::size_t>(check)]; }
    const Line& line(Check check) const { return lines[static_cast<std::size_t>(check)]; }

    /// Every check was made and nothing was found.
    bool is_valid() const noexcept;
    /// It is valid, and every transaction is borne out by its ledger.
    bool is_proof() const noexcept { return is_valid() && facts.not_proven == 0; }
    /// Adds an objection to a check.
    void object(Check check, std::string where, std::string what);
};

/// One JSON document: docs/cli.md.
std::string to_json(const Verdict& verdict);

}  // namespace pelf::casefile
