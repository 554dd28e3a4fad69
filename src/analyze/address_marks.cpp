// SPDX-License-Identifier: Apache-2.0
#include "analyze/address_marks.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace pelf::analyze {
namespace {

/// 16 bits a mark: one address in sixteen that has no mark gets past the filter.
constexpr std::uint64_t kFilterBitsPerMark = 16;
constexpr std::uint64_t kFilterBitsMin = 1024;

/// Addresses are numbered by first appearance, so neighbours are related; multiplying by an odd
/// constant near 2^64 / golden ratio spreads them (Knuth, vol. 3, 6.4). The high bits are the best.
std::uint64_t bucket_of(std::uint64_t address, std::uint64_t filter_words) noexcept {
    const auto word_bits = static_cast<unsigned>(std::countr_zero(filter_words));
    return (address * 0x9e37'79b9'7f4a'7c15) >> ((58U - word_bits) % 64U);
}

}  // namespace

AddressMarks::AddressMarks(std::vector<AddressMark> marks) {
    std::ranges::stable_sort(marks, {}, &AddressMark::address);
    for (const AddressMark& mark : marks) {
        if (marks_.empty() || marks_.back().address != mark.address) {
            marks_.push_back(mark);
            continue;
        }
        marks_.back().stop = std::max(marks_.back().stop, mark.stop);
        marks_.back().listed |= mark.listed;
    }
    if (marks_.empty()) return;
    const std::uint64_t bits =
        std::bit_ceil(std::max(marks_.size() * kFilterBitsPerMark, kFilterBitsMin));
    filter_.resize(bits / 64);
    for (const AddressMark& mark : marks_) {
        const std::uint64_t bucket = bucket_of(mark.address, filter_.size());
        filter_[bucket / 64] |= std::uint64_t{1} << (bucket % 64);
    }
}

std::optional<AddressMark> AddressMarks::find(std::uint64_t address) const noexcept {
    if (marks_.empty()) return std::nullopt;
    const std::uint64_t bucket = bucket_of(address, filter_.size());
    if (((filter_[bucket / 64] >> (bucket % 64)) & 1) == 0) return std::nullopt;
    const auto found = std::ranges::lower_bound(marks_, address, {}, &AddressMark::address);
    if (found == marks_.end() || found->address != address) return std::nullopt;
    return *found;
}

}  // namespace pelf::analyze
