// SPDX-License-Identifier: Apache-2.0
#include "ingest/ledgers/esplora_cache.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "support/block_builder.hpp"
#include "support/temporary_folder.hpp"

namespace pelf::ingest {
namespace {

using codec::Hash256;
using Bytes = std::vector<std::byte>;

constexpr std::string_view kUrl = "https://h/api";

Hash256 numbered(std::uint8_t number) {
    Hash256 hash;
    hash.bytes.fill(std::byte{number});
    return hash;
}

HeaderBytes made_header() {
    HeaderBytes header{};
    header.fill(std::byte{5});
    return header;
}

KeptProof made_proof() {
    return {.proof = {.height = 7, .position = 2, .branch = {numbered(1), numbered(2)}},
            .block = numbered(3),
            .asked_at = {9, numbered(4)}};
}

KeptSpends made_spends() {
    return {.spends = {{},
                       {true, numbered(6), 1, SaidBlock{8, numbered(7)}},
                       {true, numbered(8), 0, std::nullopt}},
            .asked_at = {9, numbered(4)}};
}

struct Made {
    EsploraAnswers answers;
    Bytes bytes;
    std::vector<std::size_t> ends;  ///< Of the head and each record.
};

/// A file with one record of each kind.
Made made_file() {
    Made made;
    const auto add = [&](const Bytes& more) {
        made.bytes.insert(made.bytes.end(), more.begin(), more.end());
        made.ends.push_back(made.bytes.size());
    };
    const auto transaction = test::make_transaction({{numbered(9), 1}}, {{5, test::key_script(1)}});
    made.answers.url = kUrl;
    made.answers.genesis = numbered(1);
    made.answers.transactions[transaction.txid] = transaction.bytes;
    made.answers.headers[codec::block_hash(made_header())] = made_header();
    made.answers.proofs[numbered(2)] = made_proof();
    made.answers.spends[numbered(2)] = made_spends();
    add(encode_answers_head(kUrl));
    add(encode_genesis(numbered(1)));
    add(encode_transaction(transaction.bytes));
    add(encode_header(made_header()));
    add(encode_proof(numbered(2), made_proof()));
    add(encode_spends(numbered(2), made_spends()));
    return made;
}

std::filesystem::path file_in(const std::filesystem::path& folder) {
    return folder / "answers";
}

void write(const std::filesystem::path& path, const Bytes& bytes) {
    ASSERT_TRUE(replace_file(path, bytes));
}

TEST(EsploraCache, reads_back_what_was_written) {
    const Made made = made_file();
    const auto parsed = parse_answers(made.bytes);
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->answers, made.answers);
    EXPECT_EQ(parsed->whole_bytes, made.bytes.size());
}

TEST(EsploraCache, takes_the_later_of_two_answers) {
    Made made = made_file();
    KeptSpends later = made_spends();
    later.asked_at.height = 10;
    const Bytes more = encode_spends(numbered(2), later);
    made.bytes.insert(made.bytes.end(), more.begin(), more.end());
    EXPECT_EQ(parse_answers(made.bytes)->answers.spends.at(numbered(2)), later);
}

TEST(EsploraCache, cut_at_any_byte_keeps_the_whole_records_before) {
    const Made made = made_file();
    for (std::size_t size = 0; size < made.bytes.size(); ++size) {
        const auto parsed = parse_answers(std::span(made.bytes).first(size));
        ASSERT_EQ(parsed.has_value(), size >= made.ends.front()) << size;
        if (!parsed) continue;
        const auto end = std::ranges::upper_bound(made.ends, size);
        EXPECT_EQ(parsed->whole_bytes, *std::prev(end)) << size;
    }
}

TEST(EsploraCache, ends_before_a_record_in_which_any_bit_is_wrong) {
    const Made made = made_file();
    for (std::size_t at = made.ends.front(); at < made.bytes.size(); ++at) {
        Bytes damaged = made.bytes;
        damaged[at] ^= std::byte{0x10};
        const auto parsed = parse_answers(damaged);
        ASSERT_TRUE(parsed);
        const auto end = std::ranges::upper_bound(made.ends, at);
        EXPECT_EQ(parsed->whole_bytes, *std::prev(end)) << at;
    }
}

TEST(EsploraCache, goes_on_behind_what_is_whole) {
    const test::TemporaryFolder folder;
    const Made made = made_file();
    Bytes torn = made.bytes;
    torn.resize(torn.size() - 3);
    write(file_in(folder.path()), torn);
    {
        auto cache = EsploraCache::open(folder.path(), kUrl);
        ASSERT_TRUE(cache);
        EXPECT_EQ(cache->dropped_bytes(), torn.size() - made.ends[made.ends.size() - 2]);
        ASSERT_TRUE(cache->keep_spends(numbered(2), made_spends()));
    }
    const auto again = EsploraCache::open(folder.path(), kUrl);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->answers(), made.answers);
    EXPECT_EQ(again->dropped_bytes(), 0);
}

TEST(EsploraCache, is_of_one_server_and_for_one_process) {
    const test::TemporaryFolder folder;
    {
        const auto cache = EsploraCache::open(folder.path(), kUrl);
        ASSERT_TRUE(cache);
        EXPECT_EQ(EsploraCache::open(folder.path(), kUrl).error().fault, Fault::refused);
    }
    EXPECT_EQ(EsploraCache::open(folder.path(), "https://other/").error().fault, Fault::refused);
}

}  // namespace
}  // namespace pelf::ingest
