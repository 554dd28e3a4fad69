// SPDX-License-Identifier: Apache-2.0
#include "model/tag.hpp"

#include <array>
#include <cstddef>

namespace pelf::model {
namespace {

constexpr std::array<std::string_view, 16> kCategories = {
    "exchange", "broker", "mixer", "bridge",    "merchant", "payment", "gambling",   "wallet",
    "mining",   "market", "theft", "extortion", "fraud",    "charity", "government", "other"};
static_assert(kCategories.size() == static_cast<std::size_t>(TagCategory::other) + 1);

}  // namespace

std::string_view to_string(TagCategory category) noexcept {
    return kCategories[static_cast<std::size_t>(category)];
}

std::optional<TagCategory> parse_tag_category(std::string_view text) noexcept {
    for (std::size_t i = 0; i < kCategories.size(); ++i) {
        if (kCategories[i] == text) return static_cast<TagCategory>(i);
    }
    return std::nullopt;
}

std::string tag_category_names() {
    std::string names;
    for (const std::string_view category : kCategories) {
        if (!names.empty()) names += ", ";
        names += category;
    }
    return names;
}

}  // namespace pelf::model
