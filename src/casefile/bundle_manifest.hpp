// SPDX-License-Identifier: Apache-2.0
//
// manifest.json of a bundle: what was asked, what the answer covers, and every exhibit with its
// hash and where it is from. It is what is signed. Field by field: docs/formats/bundle.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "codec/bitcoin_script.hpp"
#include "codec/sha256.hpp"

namespace pelf::casefile {

inline constexpr std::string_view kBundleFormat = "pelf bundle 1";
inline constexpr std::string_view kManifestName = "manifest.json";
inline constexpr std::string_view kSignatureName = "manifest.sig";
inline constexpr std::string_view kPublicKeyName = "public-key.pem";
inline constexpr std::string_view kAnswerName = "answer.json";
inline constexpr std::string_view kHeadersName = "bitcoin/headers";
inline constexpr std::string_view kTransactionsFolder = "bitcoin/transactions/";
inline constexpr std::string_view kBitcoin = "bitcoin";
inline constexpr std::string_view kXrpl = "xrpl";
inline constexpr std::string_view kEthereum = "ethereum";
inline constexpr std::string_view kCase = "case";  ///< In place of a ledger: whole_case.hpp.
inline constexpr std::string_view kXrplHeadersName = "xrpl/headers";
inline constexpr std::string_view kXrplTransactionsFolder = "xrpl/transactions/";
inline constexpr std::string_view kXrplMetadataFolder = "xrpl/metadata/";
inline constexpr std::string_view kXrplBranchesFolder = "xrpl/branches/";
inline constexpr std::string_view kRowsFolder = "rows/";
inline constexpr std::size_t kManifestBytesMax = std::size_t{256} << 20;
inline constexpr std::uint64_t kHeadersMax = 2'000'000;
inline constexpr std::size_t kListsMax = 64;

/// Which transaction of which block an exhibit is.
struct BlockPlace {
    std::uint64_t height = 0;
    std::uint64_t index = 0;  ///< Within the block, from 0, the coinbase.
    std::vector<codec::Hash256> branch{};
};

/// A member after the first three.
struct Exhibit {
    std::string name{};
    std::uint64_t size_bytes = 0;
    std::string sha256{};
    std::string source{};               ///< File, list or command that it is from; for people.
    std::string position{};             ///< Where in it; for people.
    std::optional<BlockPlace> place{};  ///< Of a transaction on bitcoin.
    std::optional<std::uint64_t> ledger_index{};  ///< Of one on the XRP Ledger.
};

/// A list version that the answer relied on.
struct ListExhibit {
    struct File {
        std::string name{};  ///< As it came.
        std::uint64_t size_bytes = 0;
        std::string sha256{};
        std::string member{};  ///< Empty: the bundle does not carry it.
    };
    std::string source{};
    std::string version{};
    std::string published{};
    std::string learned{};
    std::uint64_t entries = 0;
    std::uint64_t losses = 0;
    std::vector<File> files{};
};

/// A transaction that the answer names and that the ledger's hashes do not bear out here.
struct NotProven {
    std::string transaction{};  ///< 64 lower-case hexadecimal digits.
    std::string why{};
};

struct Coverage {
    std::uint64_t base_height = 0;  ///< Of the ledger's first block.
    std::uint64_t height = 0;       ///< Of the last block taken into account.
    std::string tip{};
    bool is_window = false;
    bool is_truncated = false;
    std::uint64_t ends_without_path = 0;
    std::vector<NotProven> not_proven{};  ///< Of account ledgers; by transaction, ascending.
};

struct Manifest {
    std::string tool{};
    std::string made{};  ///< RFC 3339.
    /// Options and their values, as on the command line.
    std::vector<std::pair<std::string, std::string>> request{};
    std::string ledger = std::string(kBitcoin);  ///< Or kXrpl, kEthereum, kCase.
    codec::Chain chain = codec::Chain::main;     ///< Of bitcoin.
    Coverage coverage{};
    std::uint64_t first_height = 0;  ///< Of the first header.
    std::uint64_t headers_count = 0;
    std::vector<ListExhibit> lists{};
    std::vector<Exhibit> exhibits{};  ///< By name, ascending.

    bool is_of_accounts() const noexcept { return ledger == kXrpl || ledger == kEthereum; }
    bool is_of_case() const noexcept { return ledger == kCase; }
    /// "main" and so on; of all but bitcoin the ledger's name again.
    std::string_view network() const noexcept;
    /// Of bitcoin.
    std::uint64_t checkpoint_height() const noexcept { return first_height + headers_count - 1; }
    const std::string* requested(std::string_view option) const noexcept;
};

std::string format_manifest(const Manifest& manifest);

/// Checks form, types, limits and the order of the exhibits. Fails with malformed, unsupported
/// (another format) or over_limit; the message names the field.
Result<Manifest> parse_manifest(std::span<const std::byte> text);

}  // namespace pelf::casefile
