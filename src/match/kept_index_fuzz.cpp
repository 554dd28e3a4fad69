// SPDX-License-Identifier: Apache-2.0
//
// The input changes bytes of a kept index, with the checksum put right, so that what is looked at
// behind it is reached: the index is refused, or every search over it ends. Each change is two
// bytes of where and one of what.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "base/check.hpp"
#include "base/word_sum.hpp"
#include "match/name_index.hpp"
#include "support/temporary_folder.hpp"

namespace {

using pelf::match::NameIndex;
using pelf::match::NameText;

constexpr pelf::SectionKey kKey{};
constexpr std::size_t kSumAt = 24;
constexpr std::size_t kKeyAt = 32;

const std::vector<NameText>& names() {
    static const std::vector<NameText> kNames{
        {.whole = "TIAN, Yinyin", .type = pelf::model::PartyType::person},
        {.whole = "KIM, Yong-chol", .type = pelf::model::PartyType::person},
        {.whole = "김정은"},
        {.whole = "毛泽东"},
        {.whole = "Good Will Trading Co., Ltd", .type = pelf::model::PartyType::entity}};
    return kNames;
}

void try_changed(std::vector<std::byte> bytes, const std::filesystem::path& path) {
    // The key and all behind it: docs at the top of base/section_file.hpp.
    const std::uint64_t sum = pelf::word_sum(std::span(bytes).subspan(kKeyAt));
    std::memcpy(bytes.data() + kSumAt, &sum, sizeof sum);
    auto file = pelf::File::open(path, pelf::File::Mode::write);
    PELF_CHECK(file && file->resize(0) && file->write_at(0, bytes));
    const auto index = NameIndex::load(path, kKey, names().size());
    if (!index) return;
    for (const NameText& name : names()) static_cast<void>(index->find(name, 1));
    static_cast<void>(index->find({.whole = "K. Y. Tyan Goodwill"}, 40));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const pelf::test::TemporaryFolder folder;
    static const std::filesystem::path path = folder.path() / "names";
    static const std::vector<std::byte> whole = [] {
        PELF_CHECK(NameIndex::build(names()).save(path, kKey).has_value());
        return *pelf::read_file(path, std::uint64_t{1} << 24);
    }();
    std::vector<std::byte> bytes = whole;
    const std::size_t from = kKeyAt + kKey.size();
    for (std::size_t i = 0; i + 3 <= size; i += 3) {
        const std::size_t where = std::size_t{data[i]} << 8 | data[i + 1];
        bytes[from + where % (bytes.size() - from)] ^= std::byte{data[i + 2]};
    }
    try_changed(std::move(bytes), path);
    return 0;
}
