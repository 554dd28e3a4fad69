// SPDX-License-Identifier: Apache-2.0
//
// A trace with its evidence as one signed file, and the check of such a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "casefile/verdict.hpp"
#include "engine/case_key.hpp"
#include "engine/home.hpp"
#include "engine/trace_answer.hpp"

namespace pelf::engine {

/// A list's file above this is named in a bundle and not carried.
inline constexpr std::uint64_t kListFileBytes = std::uint64_t{64} << 20;

struct CaseExport {
    TraceRequest trace{};  ///< Forward; paths_max says for how many ends the way is proved.
    std::filesystem::path blocks{};  ///< The block files that the ledger was made from.
    codec::Ed25519PrivateKey key{};
    std::string tool{};  ///< "pelf 0.1.0".
    std::int64_t made_unix_s = 0;
    std::uint64_t list_file_bytes_max = kListFileBytes;
};

struct CaseExported {
    std::vector<std::byte> bundle{};
    casefile::Verdict verdict{};  ///< Valid.
    TraceAnswer answer{};
};

/// Makes a bundle and verifies it. The same ledger, lists and request give the same bytes. Fails as
/// the trace does, with not_found (a block that the files do not have), over_limit, or refused
/// where what was made does not verify: the message has the first objection.
Result<CaseExported> export_case(const Home& home, const CaseExport& request);

/// Reads and verifies. Fails with not_found, io or over_limit; whatever the file holds is a
/// verdict.
Result<casefile::Verdict> verify_case(const std::filesystem::path& bundle,
                                      const std::optional<codec::Ed25519PublicKey>& key);

}  // namespace pelf::engine
