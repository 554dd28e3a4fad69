// SPDX-License-Identifier: Apache-2.0
#include "casefile/bundle.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "codec/hex.hpp"

namespace pelf::casefile {

Result<std::vector<std::byte>> make_bundle(Manifest manifest, std::vector<ExhibitBytes> exhibits,
                                           const codec::Ed25519PrivateKey& key) {
    constexpr std::size_t kOwnMembers = 3;
    if (exhibits.size() > kMembersMax - kOwnMembers) {
        return Unexpected(Error{Fault::over_limit,
                                text("a bundle has at most ", kMembersMax,
                                     " members, this would have ", exhibits.size() + kOwnMembers)});
    }
    std::ranges::sort(exhibits, {}, [](const ExhibitBytes& one) { return one.exhibit.name; });
    std::size_t size_bytes = 0;
    manifest.exhibits.clear();
    for (ExhibitBytes& one : exhibits) {
        const std::string& name = one.exhibit.name;
        if (!is_member_name(name) ||
            (!manifest.exhibits.empty() && manifest.exhibits.back().name == name)) {
            return Unexpected(Error{
                Fault::refused, text("a member cannot be called that, or is twice there: ", name)});
        }
        one.exhibit.size_bytes = one.bytes.size();
        one.exhibit.sha256 = codec::to_hex(codec::sha256(one.bytes).bytes);
        size_bytes += one.bytes.size();
        manifest.exhibits.push_back(one.exhibit);
    }
    const std::string text_of_manifest = format_manifest(manifest);
    const auto signed_bytes = std::as_bytes(std::span(text_of_manifest));
    const codec::Ed25519Signature signature = codec::sign(key, signed_bytes);
    const std::string pem = codec::to_pem(codec::public_key_of(key));
    std::vector<Member> members{{std::string(kManifestName), signed_bytes},
                                {std::string(kSignatureName), signature},
                                {std::string(kPublicKeyName), std::as_bytes(std::span(pem))}};
    for (const ExhibitBytes& one : exhibits) members.push_back({one.exhibit.name, one.bytes});
    if (size_bytes <= kBundleBytesMax) {
        std::vector<std::byte> file = write_tar(members);
        if (file.size() <= kBundleBytesMax) return file;
    }
    return Unexpected(
        Error{Fault::over_limit, text("the bundle would be larger than ", kBundleBytesMax,
                                      " bytes; ask for fewer policies, or follow fewer hops")});
}

std::span<const std::byte> bytes_of(std::span<const Member> members, std::string_view name) {
    const auto found = std::ranges::lower_bound(
        members, name, {}, [](const Member& member) { return std::string_view(member.name); });
    if (found == members.end() || found->name != name) return {};
    return found->bytes;
}

}  // namespace pelf::casefile
