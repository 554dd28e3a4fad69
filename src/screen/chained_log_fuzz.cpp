// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "screen/chained_log.hpp"
#include "screen/test_hash.hpp"

/// What is read as a log is the log that its records make; any text can be a record's field.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pelf::screen;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto parsed = parse_log(text, "fuzz", test_hash);
    if (parsed && parsed->whole_bytes > 0) {
        PELF_CHECK(format_log(parsed->records, "fuzz", "", test_hash) ==
                   text.substr(0, parsed->whole_bytes));
    }
    const LogRecord record{"a", std::string(text), std::string(text.substr(size / 2))};
    const std::string written = format_log({&record, 1}, "fuzz", "", test_hash);
    const auto again = parse_log(written, "fuzz", test_hash);
    PELF_CHECK(again && again->records.size() == 1 && again->records[0] == record);
    return 0;
}
