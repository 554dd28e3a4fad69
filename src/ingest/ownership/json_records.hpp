// SPDX-License-Identifier: Apache-2.0
//
// One JSON object after another out of a large file: an array of objects, or objects one a line, or
// one object. Only one object is in memory at a time, and a broken one costs only itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.hpp"

namespace pelf::ingest {

inline constexpr std::size_t kJsonRecordBytesMax = std::size_t(4) << 20;

/// Splits by braces and quotes alone and understands nothing else of JSON. Where objects stand one
/// a line, a broken line ends at its end; in an array everything after an object that is never
/// closed is lost and said to be.
class JsonRecords {
public:
    /// The bytes must outlive this. A byte order mark is left out.
    explicit JsonRecords(std::string_view bytes,
                         std::size_t record_bytes_max = kJsonRecordBytesMax) noexcept;

    enum class Step : std::uint8_t {
        record,  ///< record() has the text of an object.
        bad,     ///< Something else stands there: fault() says what is wrong with it.
        end,
    };
    Step next();

    std::string_view record() const noexcept { return record_; }
    Fault fault() const noexcept { return fault_; }
    /// Where the record, or what is wrong, begins.
    std::uint64_t offset_bytes() const noexcept { return start_; }

private:
    Step bad(Fault fault, std::size_t end) noexcept;
    /// Past the closing brace of the object at `start_`; nothing if it has none.
    std::optional<std::size_t> end_of_object(std::size_t limit) const noexcept;

    std::string_view bytes_;
    std::size_t record_bytes_max_;
    bool is_by_line_ = false;
    std::size_t at_ = 0;
    std::size_t start_ = 0;
    std::string_view record_;
    Fault fault_ = Fault::malformed;
};

}  // namespace pelf::ingest
