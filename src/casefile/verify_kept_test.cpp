// SPDX-License-Identifier: Apache-2.0
//
// Bundles that pelf made and that are kept in data/bundle, and the same opponents as in
// verify_test.cpp. Both verifiers read them; tests/program tells more lies about such bundles.
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "base/text.hpp"
#include "casefile/bundle.hpp"
#include "casefile/verify.hpp"

namespace pelf::casefile {
namespace {

using KeptBytes = std::vector<std::byte>;

constexpr std::string_view kKept[] = {"xrpl", "xrpl-not-proven", "case"};

KeptBytes kept(std::string_view name) {
    auto bytes = read_file(text(PELF_SOURCE_DIR "/data/bundle/", name), kBundleBytesMax);
    EXPECT_TRUE(bytes) << name;
    return bytes ? std::move(*bytes) : KeptBytes();
}

/// Taken apart, changed, and signed again by somebody else.
KeptBytes forged(std::string_view name,
                 const std::function<void(Manifest&, std::vector<ExhibitBytes>&)>& change) {
    const KeptBytes whole = kept(name);
    const auto members = *read_tar(whole);
    Manifest manifest = *parse_manifest(members[0].bytes);
    std::vector<ExhibitBytes> exhibits;
    for (std::size_t i = 0; i < manifest.exhibits.size(); ++i) {
        const auto bytes = members[i + 3].bytes;
        exhibits.push_back({manifest.exhibits[i], {bytes.begin(), bytes.end()}});
    }
    change(manifest, exhibits);
    auto made = make_bundle(manifest, exhibits, {.bytes = {std::byte{9}}});
    EXPECT_TRUE(made);
    return made ? std::move(*made) : KeptBytes();
}

ExhibitBytes& first_in(std::vector<ExhibitBytes>& exhibits, std::string_view folder) {
    for (ExhibitBytes& one : exhibits) {
        if (one.exhibit.name.starts_with(folder)) return one;
    }
    ADD_FAILURE() << "no " << folder;
    return exhibits.front();
}

void expect_forged(std::string_view name, std::string_view what,
                   const std::function<void(Manifest&, std::vector<ExhibitBytes>&)>& change) {
    const KeptBytes bundle = forged(name, change);
    const Verdict verdict = verify_bundle(bundle, {});
    EXPECT_EQ(verdict.line(Check::signature).objections, 0U);
    EXPECT_EQ(verdict.line(Check::members).objections, 0U);
    ASSERT_FALSE(verdict.objections.empty()) << "expected " << what;
    const Objection& first = verdict.objections.front();
    EXPECT_NE(first.what.find(what), std::string::npos) << first.where << ": " << first.what;
}

TEST(VerifyKept, FindsNothingAndSaysWhatIsNotProven) {
    for (const std::string_view name : kKept) {
        const KeptBytes bundle = kept(name);
        const Verdict verdict = verify_bundle(bundle, {});
        EXPECT_TRUE(verdict.is_valid()) << name << to_json(verdict);
        EXPECT_EQ(verdict.is_proof(), name != "xrpl-not-proven") << name;
        EXPECT_FALSE(verdict.facts.checkpoints.empty()) << name;
        // What is signed again without a change is as good.
        const KeptBytes again = forged(name, [](Manifest&, std::vector<ExhibitBytes>&) {});
        EXPECT_TRUE(verify_bundle(again, {}).is_valid()) << name;
    }
}

TEST(VerifyKept, FindsRandomChangesOfOneByteAndTheFileCut) {
    std::mt19937 random(20231201);
    for (const std::string_view name : kKept) {
        KeptBytes bundle = kept(name);
        for (int round = 0; round < 1'500; ++round) {
            const std::size_t place = random() % bundle.size();
            const auto change = static_cast<std::byte>(1 + random() % 255);
            bundle[place] ^= change;
            EXPECT_FALSE(verify_bundle(bundle, {}).is_valid()) << name << " byte " << place;
            bundle[place] ^= change;
        }
        for (std::size_t size = random() % 97; size < bundle.size(); size += 97) {
            EXPECT_FALSE(verify_bundle(std::span(bundle).first(size), {}).is_valid()) << size;
        }
    }
}

TEST(VerifyKept, RefusesForgeriesOfTheXrpLedger) {
    const auto refused = [](std::string_view what, const auto& change) {
        expect_forged("xrpl", what, change);
    };
    using Exhibits = std::vector<ExhibitBytes>;
    refused("does not name the ledger before it", [](Manifest&, Exhibits& exhibits) {
        first_in(exhibits, kXrplHeadersName).bytes[115] ^= std::byte{1};
    });
    refused("expected", [](Manifest& manifest, Exhibits&) { --manifest.headers_count; });
    refused("first that the manifest names",
            [](Manifest& manifest, Exhibits&) { ++manifest.first_height; });
    refused("store ended with", [](Manifest& manifest, Exhibits&) {
        manifest.coverage.tip[0] = manifest.coverage.tip[0] == '0' ? '1' : '0';
    });
    refused("another transaction", [](Manifest&, Exhibits& exhibits) {
        first_in(exhibits, kXrplTransactionsFolder).bytes.back() ^= std::byte{1};
    });
    refused("does not lead to the transactions", [](Manifest&, Exhibits& exhibits) {
        first_in(exhibits, kXrplBranchesFolder).bytes.back() ^= std::byte{1};
    });
    refused("does not lead to the transactions", [](Manifest&, Exhibits& exhibits) {
        auto& metadata = first_in(exhibits, kXrplMetadataFolder).bytes;
        metadata.back() ^= std::byte{1};  // The result's code.
    });
    refused("its bytes, or those of its metadata, are none", [](Manifest&, Exhibits& exhibits) {
        first_in(exhibits, kXrplMetadataFolder).bytes.clear();
    });
    refused("no header of the bundle", [](Manifest&, Exhibits& exhibits) {
        first_in(exhibits, kXrplTransactionsFolder).exhibit.ledger_index = 7;
    });
    refused("what it names as not proven", [](Manifest&, Exhibits& exhibits) {
        std::erase_if(exhibits, [&](const ExhibitBytes& one) {
            return one.exhibit.name == first_in(exhibits, kXrplBranchesFolder).exhibit.name;
        });
    });
    refused("belongs to nothing", [](Manifest&, Exhibits& exhibits) {
        ExhibitBytes more;
        more.exhibit.name = "xrpl/more";
        exhibits.push_back(more);
    });
}

TEST(VerifyKept, RefusesForgeriesOfACase) {
    using Exhibits = std::vector<ExhibitBytes>;
    const auto refused = [](std::string_view what, const auto& change) {
        expect_forged("case", what, change);
    };
    const auto events = [](Exhibits& exhibits) -> KeptBytes& {
        return first_in(exhibits, "case/events").bytes;
    };
    refused("another case",
            [](Manifest& manifest, Exhibits&) { manifest.request = {{"case", "C-77"}}; });
    refused("not those that the manifest names",
            [](Manifest& manifest, Exhibits&) { ++manifest.coverage.base_height; });
    refused("no event behind a hash",
            [&](Manifest&, Exhibits& exhibits) { events(exhibits).pop_back(); });
    refused("there is none", [&](Manifest&, Exhibits& exhibits) { events(exhibits).clear(); });
    refused("does not follow on the event before", [&](Manifest&, Exhibits& exhibits) {
        // The hash before the first event stands in for nothing else.
        events(exhibits)[0] ^= std::byte{1};
    });
    refused("another answer", [](Manifest&, Exhibits& exhibits) {
        first_in(exhibits, "case/documents/").bytes.pop_back();
    });
    refused("an answer that they speak of", [](Manifest&, Exhibits& exhibits) {
        std::erase_if(exhibits, [](const ExhibitBytes& one) {
            return one.exhibit.name.starts_with("case/documents/");
        });
    });
    refused("does not verify", [](Manifest&, Exhibits& exhibits) {
        ExhibitBytes inner;
        inner.exhibit.name = "case/bundles/1";
        inner.bytes = kept("xrpl");
        inner.bytes[inner.bytes.size() / 2] ^= std::byte{1};
        exhibits.push_back(inner);
    });
    refused("does not hold another one", [](Manifest&, Exhibits& exhibits) {
        ExhibitBytes inner;
        inner.exhibit.name = "case/bundles/1";
        inner.bytes = kept("case");
        exhibits.push_back(inner);
    });
    const KeptBytes good = forged("case", [](Manifest&, Exhibits& exhibits) {
        ExhibitBytes inner;
        inner.exhibit.name = "case/bundles/1";
        inner.bytes = kept("xrpl-not-proven");
        exhibits.push_back(inner);
    });
    const Verdict verdict = verify_bundle(good, {});
    EXPECT_TRUE(verdict.is_valid()) << to_json(verdict);
    EXPECT_FALSE(verdict.is_proof());
}

}  // namespace
}  // namespace pelf::casefile
