// SPDX-License-Identifier: Apache-2.0
#include "casefile/xrpl_exhibits.hpp"

#include <algorithm>
#include <utility>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"
#include "codec/xrpl_fields.hpp"
#include "codec/xrpl_tree.hpp"

namespace pelf::casefile {
namespace {

using codec::Hash256;

/// By ledger index.
using XrplHeaders = std::map<std::uint64_t, codec::XrplHeader>;

/// The part of the name behind the folder, if it is in it and an id; else empty.
std::string_view id_in(std::string_view name, std::string_view folder) {
    constexpr std::size_t kDigits = 64;
    if (!name.starts_with(folder)) return {};
    name.remove_prefix(folder.size());
    const bool is_id =
        name.size() == kDigits && std::ranges::all_of(name, [](char letter) {
            return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
        });
    return is_id ? name : std::string_view();
}

class AccountChecker {
public:
    AccountChecker(const Manifest& manifest, std::span<const Member> members, Verdict& verdict)
        : manifest_(manifest), members_(members), verdict_(verdict) {}

    AccountExhibits check() {
        verdict_.line(Check::headers).is_reached = true;
        verdict_.line(Check::transactions).is_reached = true;
        if (manifest_.ledger == kXrpl) check_headers();
        for (const Exhibit& exhibit : manifest_.exhibits) check_exhibit(exhibit);
        check_not_proven();
        return std::move(found_);
    }

private:
    void object(Check check, std::string_view where, std::string_view what) {
        verdict_.object(check, std::string(where), std::string(what));
    }
    bool has(std::string_view name) const {
        return std::ranges::binary_search(
            members_, name, {}, [](const Member& one) { return std::string_view(one.name); });
    }

    /// In ascending order; where one follows on the other, it names it.
    void check_headers() {
        const auto bytes = bytes_of(members_, kXrplHeadersName);
        if (bytes.size() != manifest_.headers_count * codec::kXrplHeaderBytes) {
            return object(Check::headers, kXrplHeadersName,
                          text("expected ", manifest_.headers_count, " headers of ",
                               codec::kXrplHeaderBytes, " bytes, found ", bytes.size(), " bytes"));
        }
        verdict_.line(Check::headers).looked_at = manifest_.headers_count;
        Hash256 previous;
        std::uint64_t before = 0;
        for (std::uint64_t i = 0; i < manifest_.headers_count; ++i) {
            const auto raw =
                bytes.subspan(i * codec::kXrplHeaderBytes).first<codec::kXrplHeaderBytes>();
            const codec::XrplHeader header = codec::read_xrpl_header(raw);
            const Hash256 hash = codec::xrpl_ledger_hash(header);
            const std::string where = text(kXrplHeadersName, ", ledger ", header.ledger_index);
            if (i == 0 && header.ledger_index != manifest_.first_height) {
                object(Check::headers, where, "it is not the first that the manifest names");
            }
            if (i > 0 && header.ledger_index <= before) {
                object(Check::headers, where, "it is not in the order of ledgers");
            }
            if (i > 0 && header.ledger_index == before + 1) {
                if (header.previous != previous) {
                    object(Check::headers, where, "it does not name the ledger before it");
                }
                verdict_.facts.checkpoints.pop_back();
            }
            if (header.ledger_index > manifest_.coverage.height ||
                (header.ledger_index == manifest_.coverage.height &&
                 codec::to_hex(hash.bytes) != manifest_.coverage.tip)) {
                object(Check::headers, where,
                       "it is not the ledger that the manifest says the store ended with");
            }
            verdict_.facts.checkpoints.push_back({header.ledger_index, codec::to_hex(hash.bytes)});
            headers_.emplace(header.ledger_index, header);
            previous = hash;
            before = header.ledger_index;
        }
        if (manifest_.headers_count == 0) return;
        verdict_.facts.checkpoint_height = before;
        verdict_.facts.checkpoint = codec::to_hex(previous.bytes);
    }

    void check_exhibit(const Exhibit& exhibit) {
        const std::string_view name = exhibit.name;
        if (name == kAnswerName || name.starts_with("lists/")) return;
        if (name == kXrplHeadersName && manifest_.ledger == kXrpl) return;
        if (const auto id = id_in(name, kRowsFolder); !id.empty()) {
            ++verdict_.line(Check::transactions).looked_at;
            not_proven_.emplace(id);
            found_.rows.emplace(id, as_text(bytes_of(members_, name)));
            return;
        }
        const bool is_xrpl = manifest_.ledger == kXrpl;
        if (const auto id = id_in(name, kXrplTransactionsFolder); is_xrpl && !id.empty()) {
            ++verdict_.line(Check::transactions).looked_at;
            return check_transaction(exhibit, id);
        }
        // Metadata and branches are looked at with their transaction.
        for (const std::string_view folder : {kXrplMetadataFolder, kXrplBranchesFolder}) {
            const auto id = id_in(name, folder);
            if (is_xrpl && !id.empty() && has(text(kXrplTransactionsFolder, id))) return;
        }
        object(Check::transactions, name, "it belongs to nothing in the bundle");
    }

    void check_transaction(const Exhibit& exhibit, std::string_view id) {
        const auto transaction = bytes_of(members_, exhibit.name);
        const auto metadata = bytes_of(members_, text(kXrplMetadataFolder, id));
        if (transaction.size() > codec::kXrplBlobBytesMax ||
            metadata.size() > codec::kXrplBlobBytesMax) {
            return object(Check::transactions, exhibit.name, "it is larger than any");
        }
        const Hash256 hash = codec::xrpl_transaction_id(transaction);
        if (codec::to_hex(hash.bytes) != id) {
            return object(Check::transactions, exhibit.name,
                          "its bytes are those of another transaction than its name says");
        }
        auto changes = ingest::read_xrpl_changes(transaction, metadata);
        if (!changes) {
            return object(Check::transactions, exhibit.name,
                          "its bytes, or those of its metadata, are none");
        }
        AccountTransaction proved{std::move(*changes), *exhibit.ledger_index, {}};
        const auto header = headers_.find(proved.ledger_index);
        if (header != headers_.end()) {
            proved.time_unix_s = codec::kXrplEpochUnixS + header->second.close;
        }
        const std::string branch_name = text(kXrplBranchesFolder, id);
        if (has(branch_name)) {
            check_branch(exhibit, codec::xrpl_leaf(hash, transaction, metadata),
                         bytes_of(members_, branch_name));
        } else {
            not_proven_.emplace(id);
        }
        found_.transactions.emplace(id, std::move(proved));
    }

    void check_branch(const Exhibit& exhibit, const codec::XrplLeaf& leaf,
                      std::span<const std::byte> branch) {
        const auto header = headers_.find(*exhibit.ledger_index);
        if (header == headers_.end()) {
            return object(Check::transactions, exhibit.name,
                          "no header of the bundle is that of its ledger");
        }
        const auto root = codec::root_of_xrpl_branch(leaf, branch);
        if (!root || *root != header->second.transactions) {
            object(Check::transactions, exhibit.name,
                   "its branch does not lead to the transactions of its ledger");
        }
    }

    void check_not_proven() {
        std::set<std::string, std::less<>> named;
        for (const NotProven& one : manifest_.coverage.not_proven) named.insert(one.transaction);
        if (named != not_proven_) {
            object(Check::transactions, kManifestName,
                   "what it names as not proven is not what is not proven here");
        }
        verdict_.facts.not_proven = manifest_.coverage.not_proven.size();
    }

    const Manifest& manifest_;
    std::span<const Member> members_;
    Verdict& verdict_;
    XrplHeaders headers_;
    std::set<std::string, std::less<>> not_proven_;
    AccountExhibits found_;
};

}  // namespace

AccountExhibits check_accounts(const Manifest& manifest, std::span<const Member> members,
                               Verdict& verdict) {
    return AccountChecker(manifest, members, verdict).check();
}

}  // namespace pelf::casefile
