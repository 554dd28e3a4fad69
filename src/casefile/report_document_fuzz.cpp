// SPDX-License-Identifier: Apache-2.0
//
// Any bytes are refused or read; what was read is written and read back to the same facts; and
// every report of it is either complete or says what is missing, never both and never neither.
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/check.hpp"
#include "casefile/report_answers.hpp"
#include "casefile/report_document.hpp"
#include "casefile/report_fincen.hpp"
#include "casefile/report_goaml.hpp"
#include "casefile/report_ivms101.hpp"
#include "casefile/report_ofac.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pelf;
    using namespace pelf::casefile::report;
    const auto bytes = std::as_bytes(std::span(data, size));
    ReportFacts gathered;
    (void)add_trace_answer(bytes, gathered).has_value();
    (void)add_screening_answer(bytes, "", gathered).has_value();
    (void)read_jurisdiction(bytes).has_value();
    const auto facts = read_facts(bytes);
    if (!facts) return 0;
    const std::string document = write_facts(*facts);
    const auto again = read_facts(std::as_bytes(std::span(document)));
    PELF_CHECK(again.has_value());
    PELF_CHECK(*again == *facts);
    PELF_CHECK(write_facts_table(*facts).starts_with("field,value\r\n"));
    static const auto kJurisdiction = built_in_jurisdiction("ae");
    PELF_CHECK(kJurisdiction.has_value());
    for (const Report& report :
         {write_goaml(*facts, *kJurisdiction), write_fincen(*facts), write_ivms101(*facts),
          write_ofac_csv(*facts, OfacAction::blocked),
          write_ofac_json(*facts, OfacAction::rejected), write_ofac_annual(*facts)}) {
        PELF_CHECK(report.bytes.empty() != report.gaps.empty());
    }
    return 0;
}
