// SPDX-License-Identifier: Apache-2.0
#include "casefile/bundle_manifest.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.hpp"
#include "casefile/canonical_json.hpp"
#include "casefile/json_fields.hpp"
#include "casefile/tar_file.hpp"
#include "codec/hex.hpp"
#include "codec/merkle_branch.hpp"

namespace pelf::casefile {
namespace {

boost::json::object exhibit_object(const Exhibit& exhibit) {
    boost::json::object object{{"name", exhibit.name},
                               {"size", exhibit.size_bytes},
                               {"sha256", exhibit.sha256},
                               {"source", exhibit.source},
                               {"position", exhibit.position}};
    if (exhibit.place) {
        boost::json::array branch;
        for (const codec::Hash256& hash : exhibit.place->branch) {
            branch.emplace_back(codec::to_reversed_hex(hash));
        }
        object["height"] = exhibit.place->height;
        object["index"] = exhibit.place->index;
        object["branch"] = std::move(branch);
    }
    if (exhibit.ledger_index) object["height"] = *exhibit.ledger_index;
    return object;
}

boost::json::object coverage_object(const Manifest& manifest) {
    const Coverage& coverage = manifest.coverage;
    boost::json::object object{{"base_height", coverage.base_height},
                               {"height", coverage.height},
                               {"tip", coverage.tip},
                               {"window", coverage.is_window},
                               {"truncated", coverage.is_truncated},
                               {"ends_without_path", coverage.ends_without_path}};
    if (!manifest.is_of_accounts()) return object;
    boost::json::array not_proven;
    for (const NotProven& one : coverage.not_proven) {
        not_proven.push_back({{"transaction", one.transaction}, {"why", one.why}});
    }
    object["not_proven"] = std::move(not_proven);
    return object;
}

boost::json::object list_object(const ListExhibit& list) {
    boost::json::array files;
    for (const ListExhibit::File& file : list.files) {
        files.push_back({{"name", file.name},
                         {"size", file.size_bytes},
                         {"sha256", file.sha256},
                         {"member", file.member}});
    }
    return {{"source", list.source},    {"version", list.version}, {"published", list.published},
            {"learned", list.learned},  {"entries", list.entries}, {"losses", list.losses},
            {"files", std::move(files)}};
}

/// Reads fields one after another and remembers the first that is not as it should be.
class FieldReader {
public:
    FieldReader(const boost::json::value& value, std::string where)
        : value_(value), where_(std::move(where)) {}

    std::string text(std::string_view key) { return take(text_field(value_, key), key); }
    std::uint64_t count(std::string_view key) { return take(count_field(value_, key), key); }
    bool flag(std::string_view key) { return take(flag_field(value_, key), key); }
    /// 64 lower-case hexadecimal digits.
    std::string hash(std::string_view key) {
        std::string digits = text(key);
        const bool is_hash =
            digits.size() == 64 && std::ranges::all_of(digits, [](char letter) {
                return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
            });
        if (!is_hash) fail(key);
        return digits;
    }
    const boost::json::array& list(std::string_view key) {
        static const boost::json::array none;
        const auto* found = list_field(value_, key);
        if (found == nullptr) fail(key);
        return found == nullptr ? none : *found;
    }
    void fail(std::string_view key) {
        if (wrong_.empty()) wrong_ = key;
    }
    Status status() const {
        if (wrong_.empty()) return Done{};
        return Unexpected(Error{Fault::malformed, pelf::text(kManifestName, ": ", where_, ": \"",
                                                             wrong_, "\" is not as it should be")});
    }

private:
    template <class T>
    T take(std::optional<T> found, std::string_view key) {
        if (!found) fail(key);
        return std::move(found).value_or(T{});
    }

    const boost::json::value& value_;
    std::string where_;
    std::string wrong_;
};

Result<Exhibit> read_exhibit(const boost::json::value& value, std::size_t number,
                             std::string_view ledger) {
    FieldReader fields(value, text("member ", number));
    Exhibit exhibit;
    exhibit.name = fields.text("name");
    exhibit.size_bytes = fields.count("size");
    exhibit.sha256 = fields.hash("sha256");
    exhibit.source = fields.text("source");
    exhibit.position = fields.text("position");
    if (!is_member_name(exhibit.name)) fields.fail("name");
    if (exhibit.name.starts_with(kTransactionsFolder)) {
        BlockPlace place;
        place.height = fields.count("height");
        place.index = fields.count("index");
        const auto& branch = fields.list("branch");
        if (branch.size() > codec::kMerkleBranchMax) fields.fail("branch");
        for (const auto& digits : branch) {
            if (place.branch.size() == codec::kMerkleBranchMax) break;
            const auto hash = codec::from_reversed_hex(
                digits.is_string() ? std::string_view(digits.get_string()) : std::string_view());
            if (!hash || codec::to_reversed_hex(*hash) != digits.get_string()) {
                fields.fail("branch");
                break;
            }
            place.branch.push_back(*hash);
        }
        exhibit.place = std::move(place);
    } else if (ledger == kXrpl && exhibit.name.starts_with(kXrplTransactionsFolder)) {
        exhibit.ledger_index = fields.count("height");
    }
    PELF_TRY_DONE(fields.status());
    return exhibit;
}

Result<ListExhibit> read_list(const boost::json::value& value, std::size_t number) {
    FieldReader fields(value, text("list ", number));
    ListExhibit list;
    list.source = fields.text("source");
    list.version = fields.hash("version");
    list.published = fields.text("published");
    list.learned = fields.text("learned");
    list.entries = fields.count("entries");
    list.losses = fields.count("losses");
    for (const auto& one : fields.list("files")) {
        FieldReader file_fields(one, text("list ", number, ", a file"));
        ListExhibit::File file;
        file.name = file_fields.text("name");
        file.size_bytes = file_fields.count("size");
        file.sha256 = file_fields.hash("sha256");
        file.member = file_fields.text("member");
        PELF_TRY_DONE(file_fields.status());
        list.files.push_back(std::move(file));
    }
    PELF_TRY_DONE(fields.status());
    return list;
}

Result<Coverage> read_coverage(const boost::json::value* value, bool is_of_accounts) {
    static const boost::json::value none;
    FieldReader fields(value == nullptr ? none : *value, "coverage");
    Coverage coverage;
    coverage.base_height = fields.count("base_height");
    coverage.height = fields.count("height");
    coverage.tip = fields.hash("tip");
    coverage.is_window = fields.flag("window");
    coverage.is_truncated = fields.flag("truncated");
    coverage.ends_without_path = fields.count("ends_without_path");
    if (is_of_accounts) {
        for (const auto& one : fields.list("not_proven")) {
            FieldReader inner(one, "coverage, what is not proven");
            NotProven named{inner.hash("transaction"), inner.text("why")};
            PELF_TRY_DONE(inner.status());
            if (!coverage.not_proven.empty() &&
                coverage.not_proven.back().transaction >= named.transaction) {
                fields.fail("not_proven");
            }
            coverage.not_proven.push_back(std::move(named));
        }
    }
    PELF_TRY_DONE(fields.status());
    return coverage;
}

/// The ledger, its network, and how many headers there can be of it.
void read_ledger(FieldReader& fields, Manifest& manifest) {
    manifest.ledger = fields.text("ledger");
    const std::string network = fields.text("network");
    manifest.first_height = fields.count("first_height");
    manifest.headers_count = fields.count("headers");
    if (manifest.headers_count > kHeadersMax) fields.fail("headers");
    if (manifest.first_height > ~std::uint32_t{0}) fields.fail("first_height");
    if (manifest.ledger != kBitcoin) {
        if (!manifest.is_of_accounts() && !manifest.is_of_case()) fields.fail("ledger");
        if (network != manifest.ledger) fields.fail("network");
        if (manifest.ledger != kXrpl && manifest.headers_count > 0) fields.fail("headers");
        return;
    }
    const auto chain = codec::parse_chain(network);
    if (!chain || codec::to_string(*chain) != network) fields.fail("network");
    manifest.chain = chain.value_or(codec::Chain::main);
    if (manifest.headers_count == 0) fields.fail("headers");
}

}  // namespace

const std::string* Manifest::requested(std::string_view option) const noexcept {
    const auto found =
        std::ranges::find(request, option, &std::pair<std::string, std::string>::first);
    return found == request.end() ? nullptr : &found->second;
}

std::string_view Manifest::network() const noexcept {
    return ledger == kBitcoin ? codec::to_string(chain) : std::string_view(ledger);
}

std::string format_manifest(const Manifest& manifest) {
    boost::json::object request;
    for (const auto& [option, value] : manifest.request) request[option] = value;
    boost::json::array lists;
    for (const ListExhibit& list : manifest.lists) lists.push_back(list_object(list));
    boost::json::array members;
    for (const Exhibit& exhibit : manifest.exhibits) members.push_back(exhibit_object(exhibit));
    return write_canonical({{"format", kBundleFormat},
                            {"tool", manifest.tool},
                            {"made", manifest.made},
                            {"ledger", manifest.ledger},
                            {"network", manifest.network()},
                            {"request", std::move(request)},
                            {"coverage", coverage_object(manifest)},
                            {"first_height", manifest.first_height},
                            {"headers", manifest.headers_count},
                            {"lists", std::move(lists)},
                            {"members", std::move(members)}});
}

Result<Manifest> parse_manifest(std::span<const std::byte> text_bytes) {
    if (text_bytes.size() > kManifestBytesMax) {
        return Unexpected(Error{Fault::over_limit, text(kManifestName, ": it is longer than ",
                                                        kManifestBytesMax, " bytes")});
    }
    boost::json::value document;
    PELF_TRY_DONE(read_canonical(text_bytes, kManifestName, document));
    if (text_field(document, "format") != kBundleFormat) {
        return Unexpected(Error{Fault::unsupported, text(kManifestName, ": its format is not \"",
                                                         kBundleFormat, "\"")});
    }
    FieldReader fields(document, "the document");
    Manifest manifest;
    manifest.tool = fields.text("tool");
    manifest.made = fields.text("made");
    read_ledger(fields, manifest);
    const auto* request = field(document, "request");
    if (request == nullptr || !request->is_object()) {
        fields.fail("request");
    } else {
        for (const auto& [option, value] : request->get_object()) {
            if (!value.is_string()) {
                fields.fail("request");
                break;
            }
            manifest.request.emplace_back(option, value.get_string());
        }
    }
    const auto& lists = fields.list("lists");
    const auto& members = fields.list("members");
    if (lists.size() > kListsMax) fields.fail("lists");
    if (members.size() > kMembersMax) fields.fail("members");
    PELF_TRY_DONE(fields.status());
    PELF_TRY(coverage, read_coverage(field(document, "coverage"), manifest.is_of_accounts()));
    manifest.coverage = std::move(coverage);
    for (const auto& list : lists) {
        PELF_TRY(read, read_list(list, manifest.lists.size() + 1));
        manifest.lists.push_back(std::move(read));
    }
    for (const auto& member : members) {
        PELF_TRY(exhibit, read_exhibit(member, manifest.exhibits.size() + 1, manifest.ledger));
        if (!manifest.exhibits.empty() && manifest.exhibits.back().name >= exhibit.name) {
            return Unexpected(Error{Fault::malformed, text(kManifestName, ": ", exhibit.name,
                                                           " is not in the order of names")});
        }
        manifest.exhibits.push_back(std::move(exhibit));
    }
    return manifest;
}

}  // namespace pelf::casefile
