// SPDX-License-Identifier: Apache-2.0
//
// What pelf itself answered, put into report facts: the JSON of `pelf trace` and `pelf screen`, as
// a case keeps them. Facts that are there already stay.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "base/result.hpp"
#include "casefile/report_facts.hpp"

namespace pelf::casefile::report {

/// Decimals of a whole of the asset: BTC 8, XRP 6, ETH 18, currencies 2; 0 for any other.
std::uint64_t decimals_of(std::string_view asset) noexcept;

/// Sets facts.trace from the answer of a forward trace over a coin ledger, one end for each
/// destination, and adds the ledger and the lists to what was looked at. Fails with malformed.
Status add_trace_answer(std::span<const std::byte> answer, ReportFacts& facts);

/// Adds the hits of a screening, each about the party with this key, and the lists to what was
/// looked at. Where there is no such party it is made of the question: a subject with the name that
/// was asked about, or a wallet and whoever the list says it belongs to. With an empty key the hits
/// are about nobody. Fails with malformed.
Status add_screening_answer(std::span<const std::byte> answer, const std::string& party,
                            ReportFacts& facts);

}  // namespace pelf::casefile::report
