// SPDX-License-Identifier: Apache-2.0
//
// A whole case as one signed file: its record, its answers, the lists they relied on, and bundles
// that somebody made of its traces (casefile/whole_case.hpp).
#pragma once

#include <filesystem>
#include <vector>

#include "base/result.hpp"
#include "engine/case_bundle.hpp"
#include "engine/cases.hpp"

namespace pelf::engine {

struct WholeCaseExport {
    casefile::CaseNumber number{};
    std::vector<std::filesystem::path> bundles{};  ///< To go into it, verified.
    codec::Ed25519PrivateKey key{};
    std::string tool{};
    std::int64_t made_unix_s = 0;
    std::uint64_t list_file_bytes_max = kListFileBytes;
};

/// Makes a bundle of a case and verifies it. Fails with not_found (no such case; a list version
/// that the list store does not have), over_limit, refused where what was made does not verify
/// (a bundle that was to go into it does not, for one), or as the stores do.
Result<CaseExported> export_whole_case(const Home& home, const Cases& cases,
                                       const WholeCaseExport& request);

}  // namespace pelf::engine
