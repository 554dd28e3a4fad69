// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ingest/lists/list_reading_check.hpp"
#include "ingest/lists/un_xml.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    pelf::ingest::check_any_bytes(pelf::ingest::read_un_xml,
                                  {reinterpret_cast<const char*>(data), size});
    return 0;
}
