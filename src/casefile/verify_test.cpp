// SPDX-License-Identifier: Apache-2.0
//
// Two opponents: one who changes a finished bundle, and one who signs lies with a key of his own.
#include "casefile/verify.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "support/made_bundle.hpp"

namespace pelf::casefile {
namespace {

using test::Bytes;
using test::MadeStory;

/// The first objection in words; empty for a valid bundle.
std::string objection_to(const Bytes& bundle, const VerifyOptions& options = {}) {
    const Verdict verdict = verify_bundle(bundle, options);
    EXPECT_EQ(verdict.is_valid(), verdict.objections.empty());
    if (verdict.objections.empty()) return {};
    const Objection& first = verdict.objections.front();
    return text(to_string(first.check), "|", first.where, "|", first.what);
}

/// Expects an objection to a story that was changed before it was signed.
void expect_refused(const std::function<void(MadeStory&)>& change, std::string_view check,
                    std::string_view what) {
    MadeStory story;
    change(story);
    const std::string found = objection_to(story.bundle());
    EXPECT_TRUE(found.starts_with(check) && found.find(what) != std::string::npos)
        << "expected " << check << ", " << what << "; found " << found;
}

boost::json::object& first_policy(MadeStory& story) {
    return story.answer.at("policies").at(0).as_object();
}
boost::json::object& end_of(MadeStory& story, std::size_t number) {
    return first_policy(story)["ends"].as_array()[number].as_object();
}

TEST(VerifyBundle, FindsNothingInTheStory) {
    const MadeStory story;
    const auto key = codec::public_key_of(story.key);
    const Verdict verdict = verify_bundle(story.bundle(), {.key = key});
    EXPECT_TRUE(verdict.is_valid()) << to_json(verdict);
    EXPECT_EQ(verdict.line(Check::headers).looked_at, 4U);
    EXPECT_EQ(verdict.line(Check::transactions).looked_at, 4U);
    EXPECT_EQ(verdict.facts.checkpoint, codec::to_reversed_hex(story.chain.tip().hash));
    EXPECT_EQ(verdict.facts.fingerprint, codec::fingerprint_of(key));
    EXPECT_TRUE(verdict.facts.is_key_known);
    EXPECT_EQ(verdict.facts.work, "8");  // Four headers of two tries each.
}

/// The format is a promise: what is made today has the bytes of the file in the tree, which the
/// second verifier and the fuzzer read, too.
TEST(VerifyBundle, TheStoryIsByteForByteTheOneInTheCorpus) {
    const auto kept = read_file(PELF_SOURCE_DIR "/corpus/bundle/story", kBundleBytesMax);
    ASSERT_TRUE(kept);
    EXPECT_TRUE(*kept == MadeStory().bundle());
}

/// Lies of the tests below, signed, and kept for the second verifier.
TEST(VerifyBundle, RefusesTheForgeriesInTheCorpus) {
    int count = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(PELF_SOURCE_DIR "/corpus/bundle")) {
        if (!entry.path().filename().string().starts_with("forged-")) continue;
        ++count;
        const auto bundle = read_file(entry.path(), kBundleBytesMax);
        ASSERT_TRUE(bundle);
        const Verdict verdict = verify_bundle(*bundle, {});
        EXPECT_FALSE(verdict.is_valid()) << entry.path();
        EXPECT_EQ(verdict.line(Check::signature).objections, 0U) << entry.path();
        EXPECT_EQ(verdict.line(Check::members).objections, 0U) << entry.path();
    }
    EXPECT_EQ(count, 29);
}

TEST(VerifyBundle, FindsTenThousandRandomChangesOfOneByte) {
    const Bytes whole = MadeStory().bundle();
    Bytes bundle = whole;
    std::mt19937 random(20260131);
    for (int round = 0; round < 10'000; ++round) {
        const std::size_t place = random() % bundle.size();
        bundle[place] ^= static_cast<std::byte>(1 + random() % 255);
        EXPECT_NE(objection_to(bundle), "") << "byte " << place;
        bundle[place] = whole[place];
    }
    EXPECT_EQ(objection_to(bundle), "");
}

TEST(VerifyBundle, FindsEachByteChangedInOneBitAndNamesItsMember) {
    const Bytes whole = MadeStory().bundle();
    const auto members = *read_tar(whole);
    Bytes bundle = whole;
    for (std::size_t i = 3; i < members.size(); ++i) {
        const auto begin = static_cast<std::size_t>(members[i].bytes.data() - whole.data());
        for (std::size_t place = begin; place < begin + members[i].bytes.size(); ++place) {
            bundle[place] ^= std::byte{1};
            const std::string found = objection_to(bundle);
            EXPECT_TRUE(found.starts_with("members|" + members[i].name + "|")) << found;
            bundle[place] = whole[place];
        }
    }
}

TEST(VerifyBundle, FindsTheFileCutAtEveryByteAndAnythingBehindIt) {
    Bytes bundle = MadeStory().bundle();
    for (std::size_t size = 0; size < bundle.size(); ++size) {
        const Verdict verdict = verify_bundle(std::span(bundle).first(size), {});
        EXPECT_FALSE(verdict.is_valid()) << size;
    }
    for (const int byte : {0, 1}) {
        bundle.push_back(static_cast<std::byte>(byte));
        EXPECT_NE(objection_to(bundle).find("behind the end"), std::string::npos);
        bundle.pop_back();
    }
    bundle.resize(bundle.size() + 512);
    EXPECT_NE(objection_to(bundle), "");
}

TEST(VerifyBundle, FindsMembersSwappedLeftOutAndPutIn) {
    const Bytes whole = MadeStory().bundle();
    const auto members = *read_tar(whole);
    for (std::size_t i = 0; i < members.size(); ++i) {
        for (std::size_t j = i + 1; j < members.size(); ++j) {
            auto swapped = members;
            std::swap(swapped[i], swapped[j]);
            EXPECT_NE(objection_to(write_tar(swapped)), "") << i << " " << j;
            std::swap(swapped[i].name, swapped[j].name);  // Contents alone.
            EXPECT_NE(objection_to(write_tar(swapped)), "") << i << " " << j;
        }
        auto fewer = members;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_NE(objection_to(write_tar(fewer)), "") << i;
        auto more = members;
        more.insert(more.begin() + static_cast<std::ptrdiff_t>(i), {"zebra", members[i].bytes});
        EXPECT_NE(objection_to(write_tar(more)), "") << i;
        more[i].name = members[i].name;
        EXPECT_NE(objection_to(write_tar(more)), "") << i;
    }
}

TEST(VerifyBundle, SaysWhenTheKeyIsAnotherThanTheOneGiven) {
    MadeStory story;
    const auto key = codec::public_key_of(story.key);
    story.key.bytes[3] = std::byte{1};
    EXPECT_EQ(objection_to(story.bundle()), "");
    EXPECT_NE(objection_to(story.bundle(), {.key = key}).find("another key"), std::string::npos);
}

TEST(VerifyBundle, RefusesHeadersThatAreNoChain) {
    expect_refused([](MadeStory& story) { story.headers[80 + 40] ^= std::byte{1}; }, "headers", "");
    expect_refused(
        [](MadeStory& story) {
            const test::MadeBlock other = test::make_block(story.chain.blocks()[2], {.time_s = 7});
            std::copy_n(other.bytes.begin(), 80, story.headers.begin() + 2 * 80);
        },
        "headers", "does not name the block before");
    expect_refused(
        [](MadeStory& story) {
            // Another nonce until the work is missing.
            for (std::byte& byte = story.headers[3 * 80 + 76];; byte ^= std::byte{1}) {
                for (int i = 0; i < 256; ++i) {
                    story.headers[3 * 80 + 77] = static_cast<std::byte>(i);
                    const auto raw = std::span(story.headers).subspan(3 * 80, 80);
                    if (!test::is_under_target(codec::sha256d(raw), test::kRegtestBits)) return;
                }
            }
        },
        "headers", "proof of work");
    expect_refused([](MadeStory& story) { story.manifest.headers_count = 3; }, "headers",
                   "expected");
    expect_refused([](MadeStory& story) { story.manifest.coverage.height = 6; }, "headers",
                   "ended with");
    expect_refused(
        [](MadeStory& story) {
            story.manifest.first_height = 0;
            story.manifest.coverage.height = 3;
        },
        "headers", "first block");
}

TEST(VerifyBundle, RefusesTransactionsThatAreNotInTheirBlock) {
    expect_refused([](MadeStory& story) { story.exhibit_of(story.spend.txid).bytes.pop_back(); },
                   "transactions", "no transaction");
    expect_refused(
        [](MadeStory& story) { story.exhibit_of(story.spend.txid).bytes = story.theft.bytes; },
        "transactions", "another transaction");
    expect_refused(
        [](MadeStory& story) { story.exhibit_of(story.spend.txid).exhibit.place->height = 2; },
        "transactions", "Merkle root");
    expect_refused(
        [](MadeStory& story) { story.exhibit_of(story.spend.txid).exhibit.place->index = 2; },
        "transactions", "Merkle root");
    expect_refused(
        [](MadeStory& story) { story.exhibit_of(story.spend.txid).exhibit.place->height = 99; },
        "transactions", "no header");
    expect_refused(
        [](MadeStory& story) {
            story.exhibit_of(story.spend.txid).exhibit.place->branch[0].bytes[5] ^= std::byte{1};
        },
        "transactions", "Merkle root");
}

/// Block 2 has three transactions: the last stands in for the fourth (CVE-2012-2459).
TEST(VerifyBundle, RefusesALeafThatStandsInForAMissingOne) {
    expect_refused(
        [](MadeStory& story) {
            const auto filler = MadeStory::filler(1);
            codec::Block block;
            ASSERT_TRUE(codec::parse_block(story.chain.blocks()[2].bytes, block));
            std::vector<codec::Hash256> leaves;
            for (const auto& one : block.transactions) leaves.push_back(one.txid);
            auto one = story.transaction(filler, 2, leaves, 2);
            EXPECT_EQ(one.exhibit.place->branch.front(), filler.txid);
            one.exhibit.place->index = 3;
            story.exhibits.push_back(one);
        },
        "transactions", "stands in");
}

/// CVE-2017-12842: a transaction of 64 bytes is an inner node of the tree, too. A forger puts the
/// id of a payment that never was into its second half, has it mined, and shows the payment as a
/// leaf one row deeper; every hash of that is right.
TEST(VerifyBundle, RefusesTransactionsOf64BytesAndWhatHangsBelowThem) {
    // Found by search: its id has the three bytes that the leaf needs to be a transaction.
    const auto payment = test::make_transaction({{}}, {{11'182'153, test::key_script(9)}});
    Bytes leaf(32);
    leaf[0] = std::byte{2};
    leaf[4] = std::byte{1};
    test::append(leaf, payment.txid.bytes);
    codec::Block parsed;
    ASSERT_TRUE(codec::parse_transaction(leaf, parsed));
    const test::MadeTransaction made{leaf, parsed.transactions[0].txid, {}};
    const auto mine_leaf = [&](MadeStory& story) {
        story.chain.add({.transactions = {made}});
        const Bytes& block = story.chain.tip().bytes;
        EXPECT_TRUE(codec::parse_block(block, parsed));
        test::append(story.headers, std::span(block).first(80));
        const std::string tip = codec::to_reversed_hex(story.chain.tip().hash);
        story.manifest.headers_count = 5;
        story.manifest.coverage.height = 6;
        story.manifest.coverage.tip = tip;
        story.answer.as_object()["height"] = 6;
        story.answer.as_object()["tip"] = tip;
        const auto& coinbase = parsed.transactions.front();
        const std::vector<codec::Hash256> leaves{coinbase.txid, made.txid};
        story.exhibits.push_back(story.transaction(
            {{coinbase.bytes.begin(), coinbase.bytes.end()}, coinbase.txid, {}}, 6, leaves, 0));
        return leaves;
    };
    expect_refused(
        [&](MadeStory& story) {
            story.exhibits.push_back(story.transaction(made, 6, mine_leaf(story), 1));
        },
        "transactions", "64 bytes");
    expect_refused(
        [&](MadeStory& story) {
            auto below = story.transaction(payment, 6, mine_leaf(story), 1);
            codec::Hash256 left;
            std::copy_n(leaf.begin(), left.bytes.size(), left.bytes.begin());
            below.exhibit.place->index = 3;
            below.exhibit.place->branch.insert(below.exhibit.place->branch.begin(), left);
            EXPECT_EQ(*codec::root_of_branch(payment.txid, 3, below.exhibit.place->branch),
                      codec::sha256d_pair(below.exhibit.place->branch[1], made.txid));
            story.exhibits.push_back(below);
        },
        "transactions", "as long as that of its block's coinbase");
}

TEST(VerifyBundle, RefusesABlockWithoutItsCoinbase) {
    expect_refused(
        [](MadeStory& story) {
            std::erase_if(story.exhibits, [](const ExhibitBytes& one) {
                return one.exhibit.place && one.exhibit.place->index == 0 &&
                       one.exhibit.place->height == 2;
            });
        },
        "transactions", "coinbase of its block is not in");
}

TEST(VerifyBundle, RefusesPlacesThatAreNotThere) {
    const auto expect_end = [](std::string_view key, boost::json::value lie,
                               std::string_view what) {
        expect_refused([&](MadeStory& story) { end_of(story, 0)[key] = lie; }, "answer", what);
    };
    expect_end("account", "bcrt1qother", "account");
    expect_end("amount", boost::json::value(std::to_string(MadeStory::kPaid + 1)), "amount");
    expect_end("amount", "012", "amount");
    expect_end("amount", 12, "amount");
    expect_end("asset", "ETH", "amount");
    expect_end("place", boost::json::value(std::string(64, '0') + ":0"), "not in the bundle");
    expect_end("place", boost::json::value(MadeStory::place(MadeStory().spend, 2)),
               "no such output");
    expect_end("time", "2011-02-02T23:36:42Z", "time");
    expect_end("time", nullptr, "time");
    expect_end("tag", 3, "no text");
    expect_end("path", nullptr, "path is none");
    expect_end("kind", nullptr, "what it is");
    expect_end("tag", "Other Exchange", "name is in none");
    expect_end("listed", "Somebody", "name is in none");
    expect_refused([](MadeStory& story) { end_of(story, 2)["account"] = "bcrt1qother"; }, "answer",
                   "fee");
    expect_refused(
        [](MadeStory& story) {
            auto& seed = story.answer.at("from").at(0).as_object();
            seed["amount"] = std::to_string(MadeStory::kStolen - 1);
        },
        "answer", "amount");
}

TEST(VerifyBundle, RefusesPathsThatBreak) {
    expect_refused([](MadeStory& story) { end_of(story, 0)["path"].as_array().pop_back(); },
                   "answer", "does not lead to it");
    expect_refused(
        [](MadeStory& story) {
            auto& path = end_of(story, 0)["path"].as_array();
            path.erase(path.begin());
        },
        "answer", "does not begin where");
    expect_refused(
        [](MadeStory& story) {
            auto& path = end_of(story, 0)["path"].as_array();
            boost::json::value middle = path[0];
            middle.as_object()["place"] = MadeStory::place(story.theft, 1);
            middle.as_object()["account"] = codec::to_address(
                codec::classify_script(test::key_script(101)), codec::Chain::regtest);
            path.insert(path.begin() + 1, middle);
        },
        "answer", "does not spend");
    expect_refused([](MadeStory& story) { end_of(story, 0)["path"] = boost::json::array(); },
                   "answer", "does not lead to it");
}

TEST(VerifyBundle, RefusesSumsThatAreNone) {
    for (const char* key : {"total", "seeds", "overlap"}) {
        expect_refused([&](MadeStory& story) { first_policy(story)[key] = "1"; }, "answer", "");
    }
    expect_refused(
        [](MadeStory& story) { end_of(story, 1)["amount"] = std::to_string(MadeStory::kRest - 1); },
        "answer", "sum of its ends");
    expect_refused([](MadeStory& story) { story.answer.at("destinations").as_array().pop_back(); },
                   "answer", "add up");
    // More than 64 bits in all, each of them an amount.
    expect_refused(
        [](MadeStory& story) {
            boost::json::object most{{"amount", "18446744073709551615"}};
            first_policy(story)["unlisted"] = boost::json::array{most, most};
        },
        "answer", "sum of its ends");
}

TEST(VerifyBundle, RefusesUnspentMoneyThatIsSpentInTheBundle) {
    expect_refused(
        [](MadeStory& story) {
            auto& end = end_of(story, 1);
            end = story.answer.at("from").at(0).as_object();
            end["kind"] = "unspent";
        },
        "answer", "spends it");
}

TEST(VerifyBundle, RefusesAnAnswerToAnotherQuestion) {
    for (const auto& [key, lie] : std::initializer_list<std::pair<const char*, boost::json::value>>{
             {"height", 4},
             {"tip", "00"},
             {"window", true},
             {"truncated", true},
             {"network", "main"},
             {"ledger", "xrpl"},
             {"direction", "backward"},
             {"lists", boost::json::array()},
             {"from", boost::json::array()},
             {"policies", boost::json::array()},
             {"destinations", nullptr}}) {
        expect_refused([&](MadeStory& story) { story.answer.as_object()[key] = lie; }, "answer",
                       "");
    }
    expect_refused([](MadeStory& story) { story.manifest.request[1].second = "lifo"; }, "answer",
                   "request");
    expect_refused([](MadeStory& story) { story.manifest.request.clear(); }, "answer", "request");
}

TEST(VerifyBundle, RefusesListsThatAreNotTheirVersion) {
    expect_refused([](MadeStory& story) { story.manifest.lists[0].version[0] ^= 1; }, "lists",
                   "version");
    expect_refused(
        [](MadeStory& story) { story.manifest.lists[0].files[0].member = "lists/pelf-csv/none"; },
        "lists", "not the file");
    expect_refused(
        [](MadeStory& story) {
            story.exhibits.push_back(MadeStory::exhibit("lists/zebra/file-0", {}));
        },
        "lists", "no list");
    const auto pass = [](std::string_view key, std::string_view lie, std::string_view what) {
        expect_refused(
            [&](MadeStory& story) {
                first_policy(story)["listed_passed"].as_array()[0].as_object()[key] = lie;
            },
            "answer", what);
    };
    pass("name", "Thief, Berta", "name is not in the list");
    pass("id", "H-2", "entry is not in the list");
    pass("source", "ofac-sdn-csv", "not in the list");
    pass("source", "", "does not say who");
}

TEST(VerifyBundle, FindsAnAddressThatTheListBreaksInTwo) {
    const auto break_address = [](MadeStory& story, std::size_t at, std::string_view between) {
        story.change_list([&](std::string& list) {
            const std::size_t begin = list.find(",bcrt1") + 1;
            ASSERT_GT(begin, 0U);
            list.insert(begin + at, between);
        });
    };
    for (const std::size_t at : {1U, 20U, 40U}) {
        MadeStory story;
        break_address(story, at, "\"\n\"");
        const auto bundle = story.bundle();
        const Verdict verdict = verify_bundle(bundle, {});
        EXPECT_TRUE(verdict.is_valid()) << to_json(verdict);
        if (at != 20) continue;  // The second verifier reads that one.
        const auto kept =
            read_file(PELF_SOURCE_DIR "/data/bundle/story-broken-address", kBundleBytesMax);
        EXPECT_TRUE(kept && *kept == bundle);
    }
    // Two pieces are one address, and three are none; nor is one with a letter more.
    expect_refused(
        [&](MadeStory& story) {
            break_address(story, 20, "\n");
            break_address(story, 10, "\n");
        },
        "answer", "in none of the lists");
    expect_refused([&](MadeStory& story) { break_address(story, 20, "x\n"); }, "answer",
                   "in none of the lists");
    // Short words have to be whole: pieces of names are everywhere.
    expect_refused(
        [](MadeStory& story) {
            story.change_list([](std::string& list) { list.insert(list.find("Anna") + 2, "\n"); });
        },
        "answer", "name is in none of the lists");
}

TEST(VerifyBundle, CountsWhatItCannotCheckWithoutTheListsFiles) {
    MadeStory story;
    std::erase_if(story.exhibits,
                  [](const ExhibitBytes& one) { return one.exhibit.name.starts_with("lists/"); });
    story.manifest.lists[0].files[0].member.clear();
    const Verdict verdict = verify_bundle(story.bundle(), {});
    EXPECT_TRUE(verdict.is_valid()) << to_json(verdict);
    EXPECT_EQ(verdict.line(Check::lists).left_out, 1U);
    EXPECT_GT(verdict.line(Check::answer).left_out, 3U);
}

TEST(VerifyBundle, RefusesAnAnswerThatIsNoAnswer) {
    for (const boost::json::value& lie :
         {boost::json::value(), boost::json::value(3), boost::json::value(boost::json::object()),
          boost::json::value(boost::json::array())}) {
        expect_refused([&](MadeStory& story) { story.answer = lie; }, "answer", "");
    }
    expect_refused([](MadeStory& story) { story.answer.as_object()["x"] = 1.5; }, "answer",
                   "no integer");
}

}  // namespace
}  // namespace pelf::casefile
