// SPDX-License-Identifier: Apache-2.0
//
// What is known about addresses, as a trace needs it: where to stop, and whom to name.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace pelf::analyze {

enum class StopKind : std::uint8_t { none, service, mixer, bridge };

/// One address that means something.
struct AddressMark {
    std::uint64_t address = 0;
    StopKind stop = StopKind::none;
    bool listed = false;  ///< On a sanctions or house list: a trace names it when it passes.

    bool operator==(const AddressMark&) const = default;
};

/// A set of marks by address number. Immutable; any number of threads.
class AddressMarks {
public:
    AddressMarks() = default;
    /// Marks of one address are merged: the strongest stop in the order of StopKind (bridge over
    /// mixer over service), listed if any is.
    explicit AddressMarks(std::vector<AddressMark> marks);

    /// Nothing if the address has no mark. One bit looked at for most addresses without a mark,
    /// a binary search for the others.
    std::optional<AddressMark> find(std::uint64_t address) const noexcept;

    bool empty() const noexcept { return marks_.empty(); }
    std::span<const AddressMark> all() const noexcept { return marks_; }

private:
    std::vector<AddressMark> marks_;     ///< By address.
    std::vector<std::uint64_t> filter_;  ///< One bit a hash bucket: most misses end here.
};

}  // namespace pelf::analyze
