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
#include "casefile/bundle.hpp"
#include "casefile/verdict.hpp"
#include "engine/case_key.hpp"
#include "engine/home.hpp"
#include "engine/linked_trace.hpp"
#include "engine/trace_answer.hpp"

namespace pelf::engine {

/// A list's file above this is named in a bundle and not carried.
inline constexpr std::uint64_t kListFileBytes = std::uint64_t{64} << 20;

struct CaseExport {
    /// Of a coin ledger; paths_max says for how many ends the way is proved.
    TraceRequest trace{};
    /// In its place, of one account ledger (XRP Ledger, Ethereum), without links.
    std::optional<LinkedTraceRequest> accounts{};
    bool is_backward = false;
    /// What the ledger was made from: block files, ledgers as JSON, an export.
    std::filesystem::path files{};
    codec::Ed25519PrivateKey key{};
    std::string tool{};  ///< "pelf 0.1.0".
    std::int64_t made_unix_s = 0;
    std::uint64_t list_file_bytes_max = kListFileBytes;
};

struct CaseExported {
    std::vector<std::byte> bundle{};
    casefile::Verdict verdict{};  ///< Valid; see is_proof().
};

/// Makes a bundle and verifies it; what of an account ledger cannot be proven is in the verdict.
/// The same ledger, lists and request give the same bytes. Fails as the trace does, with not_found
/// (a block or a transaction that the files do not have), over_limit, unsupported (links, several
/// ledgers, a bank's books) or refused where what was made does not verify: the message has the
/// first objection.
Result<CaseExported> export_case(const Home& home, const CaseExport& request);

/// Makes a bundle of what is to be in it, and verifies it. Fails as make_bundle() does, and with
/// refused as export_case().
Result<CaseExported> sign_and_verify(casefile::Manifest manifest,
                                     std::vector<casefile::ExhibitBytes> exhibits,
                                     const codec::Ed25519PrivateKey& key);

/// Reads and verifies. Fails with not_found, io or over_limit; whatever the file holds is a
/// verdict.
Result<casefile::Verdict> verify_case(const std::filesystem::path& bundle,
                                      const std::optional<codec::Ed25519PublicKey>& key);

}  // namespace pelf::engine
