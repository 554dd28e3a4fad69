// SPDX-License-Identifier: Apache-2.0
#include "casefile/verify.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "casefile/account_answer.hpp"
#include "casefile/answer_check.hpp"
#include "casefile/bitcoin_exhibits.hpp"
#include "casefile/bundle.hpp"
#include "casefile/list_exhibits.hpp"
#include "casefile/whole_case.hpp"
#include "codec/hex.hpp"
#include "codec/sha256.hpp"

namespace pelf::casefile {
namespace {

constexpr std::array<std::string_view, 3> kOwnMembers{kManifestName, kSignatureName,
                                                      kPublicKeyName};

/// Whether the key reads and the signature over the manifest is its.
void check_signature(std::span<const Member> own, const VerifyOptions& options, Verdict& verdict) {
    verdict.line(Check::signature) = {.is_reached = true, .looked_at = 1};
    verdict.facts.is_key_known = options.key.has_value();
    const auto object = [&](std::string_view where, std::string_view what) {
        verdict.object(Check::signature, std::string(where), std::string(what));
    };
    const auto key = codec::public_key_from_pem(as_text(own[2].bytes));
    if (!key) return object(kPublicKeyName, "it is no Ed25519 key in PEM");
    verdict.facts.fingerprint = codec::fingerprint_of(*key);
    if (options.key && *options.key != *key) {
        object(kPublicKeyName, text("the bundle is signed with another key than the one given: ",
                                    verdict.facts.fingerprint));
    }
    codec::Ed25519Signature signature{};
    if (own[1].bytes.size() != signature.size()) {
        return object(kSignatureName, "it is not 64 bytes");
    }
    std::ranges::copy(own[1].bytes, signature.begin());
    if (!codec::is_signed_by(*key, own[0].bytes, signature)) {
        object(kSignatureName,
               "the signature is not that of this manifest by this key: one of the three was "
               "changed");
    }
}

/// Each exhibit's bytes against the manifest. True if all of them are as they were.
bool check_members(const Manifest& manifest, std::span<const Member> members, Verdict& verdict) {
    Verdict::Line& line = verdict.line(Check::members);
    line.is_reached = true;
    line.looked_at = members.size();
    for (std::size_t i = 0; i < std::max(members.size(), manifest.exhibits.size()); ++i) {
        if (i >= members.size() || i >= manifest.exhibits.size() ||
            members[i].name != manifest.exhibits[i].name) {
            verdict.object(
                Check::members, i < members.size() ? members[i].name : manifest.exhibits[i].name,
                text("member ", i + 1, " of the file is not member ", i + 1, " of the manifest (",
                     i < manifest.exhibits.size() ? manifest.exhibits[i].name : "none", ")"));
            return false;
        }
        const Exhibit& exhibit = manifest.exhibits[i];
        if (members[i].bytes.size() != exhibit.size_bytes) {
            verdict.object(
                Check::members, exhibit.name,
                text("expected ", exhibit.size_bytes, " bytes, found ", members[i].bytes.size()));
        } else if (codec::to_hex(codec::sha256(members[i].bytes).bytes) != exhibit.sha256) {
            verdict.object(Check::members, exhibit.name,
                           "its SHA-256 is not the one in the manifest: its bytes were changed");
        }
    }
    return line.objections == 0;
}

}  // namespace

Verdict verify_bundle(std::span<const std::byte> file, const VerifyOptions& options) {
    Verdict verdict;
    verdict.line(Check::container).is_reached = true;
    const auto read = read_tar(file);
    if (!read) {
        verdict.object(Check::container, text("byte ", read.error().offset_bytes),
                       read.error().message);
        return verdict;
    }
    const std::span<const Member> all(*read);
    verdict.line(Check::container).looked_at = all.size();
    for (std::size_t i = 0; i < kOwnMembers.size(); ++i) {
        if (i < all.size() && all[i].name == kOwnMembers[i]) continue;
        verdict.object(Check::container, std::string(kOwnMembers[i]),
                       text("it is not member ", i + 1, " of the file"));
        return verdict;
    }
    const auto own = all.first(kOwnMembers.size());
    const auto members = all.subspan(kOwnMembers.size());
    verdict.facts.manifest_sha256 = codec::to_hex(codec::sha256(own[0].bytes).bytes);
    check_signature(own, options, verdict);

    verdict.line(Check::manifest) = {.is_reached = true, .looked_at = 1};
    const auto manifest = parse_manifest(own[0].bytes);
    if (!manifest) {
        verdict.object(Check::manifest, std::string(kManifestName), manifest.error().message);
        return verdict;
    }
    verdict.facts.tool = manifest->tool;
    verdict.facts.made = manifest->made;
    verdict.facts.ledger = manifest->ledger;
    verdict.facts.network = manifest->network();
    verdict.facts.first_height = manifest->first_height;
    if (manifest->ledger == kBitcoin) {
        verdict.facts.checkpoint_height = manifest->checkpoint_height();
    }
    // What is wrong with changed bytes beside that they were changed is of no interest.
    if (!check_members(*manifest, members, verdict)) return verdict;
    if (manifest->is_of_case()) {
        if (options.is_within_a_case) {
            verdict.object(Check::manifest, std::string(kManifestName),
                           "a case does not hold another one");
            return verdict;
        }
        ListFiles::check(*manifest, members, verdict);
        check_whole_case(*manifest, members, verdict);
        return verdict;
    }
    const auto answer = bytes_of(members, kAnswerName);
    if (manifest->is_of_accounts()) {
        const AccountExhibits exhibits = check_accounts(*manifest, members, verdict);
        const ListFiles lists = ListFiles::check(*manifest, members, verdict);
        check_account_answer(*manifest, answer, exhibits, lists, verdict);
        return verdict;
    }
    const ProvedTransactions transactions = check_bitcoin(*manifest, members, verdict);
    const ListFiles lists = ListFiles::check(*manifest, members, verdict);
    check_answer(*manifest, answer, transactions, lists, verdict);
    return verdict;
}

}  // namespace pelf::casefile
