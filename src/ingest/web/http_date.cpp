// SPDX-License-Identifier: Apache-2.0
#include "ingest/web/http_date.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/date.hpp"
#include "base/text.hpp"

namespace pelf::ingest {

std::optional<std::int64_t> parse_http_date(std::string_view text) noexcept {
    constexpr std::string_view kForm = "Sun, 06 Nov 1994 08:49:37 GMT";
    constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (text.size() != kForm.size() || text.substr(3, 2) != ", " || text[7] != ' ' ||
        text[11] != ' ' || text[16] != ' ' || !text.ends_with(" GMT")) {
        return std::nullopt;
    }
    const auto month = std::ranges::find(kMonths, text.substr(8, 3));
    if (month == kMonths.end()) return std::nullopt;
    const std::string number = std::to_string(month - kMonths.begin() + 1);
    const std::string iso =
        pelf::text(text.substr(12, 4), "-", number.size() == 1 ? "0" : "", number, "-",
                   text.substr(5, 2), "T", text.substr(17, 8), "Z");
    return parse_as_of(iso);
}

}  // namespace pelf::ingest
