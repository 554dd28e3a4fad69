// SPDX-License-Identifier: Apache-2.0
#include "engine/account_exhibits.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <string_view>
#include <utility>

#include "base/file.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"
#include "engine/account_ledger.hpp"
#include "ingest/ledgers/xrpl_evidence.hpp"

namespace pelf::engine {
namespace {

using casefile::ExhibitBytes;

/// Of a place, "LEDGER:TX:INDEX" or "LEDGER:TX".
std::string id_of(std::string_view place) {
    const auto parts = split(place, ":");
    PELF_CHECK(parts.size() >= 2);  // The answer is ours.
    const std::string id = ascii_lower(parts[1]);
    return id.starts_with("0x") ? id.substr(2) : id;
}

ExhibitBytes exhibit(std::string name, const std::filesystem::path& source, std::string position,
                     std::span<const std::byte> bytes) {
    ExhibitBytes made;
    made.exhibit.name = std::move(name);
    made.exhibit.source = source.filename().string();
    made.exhibit.position = std::move(position);
    made.bytes.assign(bytes.begin(), bytes.end());
    return made;
}

Unexpected<Error> not_in_files(const std::string& id, const std::filesystem::path& files,
                               std::string_view option) {
    return Unexpected(Error{Fault::not_found,
                            text("the files do not have transaction ", id, "; ", option,
                                 " is where this ledger was read from"),
                            files.string()});
}

/// Of one transaction: what bears it out, or what the source says.
void add_transaction(const std::string& id, const ingest::XrplEvidence::Transaction& one,
                     casefile::Manifest& manifest, std::vector<ExhibitBytes>& exhibits) {
    const std::string where = text("in ledger ", one.ledger_index);
    if (one.branch.empty()) manifest.coverage.not_proven.push_back({id, one.why});
    if (one.transaction.empty()) {
        exhibits.push_back(exhibit(text(casefile::kRowsFolder, id), one.source, where,
                                   std::as_bytes(std::span(one.json))));
        return;
    }
    exhibits.push_back(
        exhibit(text(casefile::kXrplTransactionsFolder, id), one.source, where, one.transaction));
    exhibits.back().exhibit.ledger_index = one.ledger_index;
    exhibits.push_back(
        exhibit(text(casefile::kXrplMetadataFolder, id), one.source, where, one.metadata));
    if (one.branch.empty()) return;
    exhibits.push_back(exhibit(text(casefile::kXrplBranchesFolder, id), one.source,
                               where + ", hashed again", one.branch));
}

/// From the first ledger in evidence on, up to the last that the answer takes into account.
void add_headers(const ingest::XrplEvidence& evidence, std::uint64_t first,
                 casefile::Manifest& manifest, std::vector<ExhibitBytes>& exhibits) {
    ExhibitBytes headers;
    headers.exhibit.name = casefile::kXrplHeadersName;
    headers.exhibit.source = "the files of ledgers";
    const auto begin = evidence.headers.lower_bound(first);
    const auto end = evidence.headers.upper_bound(manifest.coverage.height);
    for (auto at = begin; at != end && manifest.headers_count < casefile::kHeadersMax; ++at) {
        if (manifest.headers_count == 0) manifest.first_height = at->first;
        ++manifest.headers_count;
        headers.bytes.insert(headers.bytes.end(), at->second.begin(), at->second.end());
    }
    if (manifest.headers_count == 0) return;
    headers.exhibit.position = text(manifest.headers_count, " from ledger ", manifest.first_height);
    exhibits.push_back(std::move(headers));
}

/// What an export says of transactions: lines, each under the head of its file.
class Rows {
public:
    explicit Rows(const std::set<std::string>& ids) {
        for (const std::string& id : ids) {
            rows_[id];
            ids_of_[id].insert(id);
        }
    }

    struct Row {
        std::string text{};
        std::string file{};  ///< That was written last.
        std::size_t lines_count = 0;
    };
    const std::map<std::string, Row, std::less<>>& rows() const noexcept { return rows_; }

    void read(const std::filesystem::path& path, std::string_view content) {
        const std::string name = path.filename().string();
        const bool has_head = path.extension() == ".csv";
        const std::string_view head = content.substr(0, content.find('\n'));
        for (std::size_t at = 0; at < content.size();) {
            const std::size_t end = std::min(content.find('\n', at), content.size());
            add_line(name, has_head ? head : std::string_view(), content.substr(at, end - at));
            at = end + 1;
        }
    }

    /// From here on lines that name what those so far name beside the transactions: their blocks,
    /// whose lines say who got a fee.
    void look_for_blocks() {
        std::map<std::string, std::set<std::string>, std::less<>> blocks;
        for (const auto& [id, row] : rows_) {
            for_each_hash(row.text, [&](const std::string& hash) {
                if (!rows_.contains(hash)) blocks[hash].insert(id);
            });
        }
        ids_of_ = std::move(blocks);
    }

private:
    template <class Use>
    static void for_each_hash(std::string_view line, const Use& use) {
        constexpr std::size_t kDigits = 64;
        for (std::size_t at = line.find("0x"); at != line.npos; at = line.find("0x", at + 2)) {
            const std::string_view digits = line.substr(at + 2, kDigits);
            if (digits.size() == kDigits) use(ascii_lower(digits));
        }
    }

    void add_line(const std::string& file, std::string_view head, std::string_view line) {
        std::set<std::string> named;
        for_each_hash(line, [&](const std::string& hash) {
            const auto found = ids_of_.find(hash);
            if (found != ids_of_.end()) named.insert(found->second.begin(), found->second.end());
        });
        for (const std::string& id : named) {
            Row& row = rows_[id];
            if (++row.lines_count > kRowLinesMax) continue;
            if (row.file != file) {
                row.text += text(file, "\n", head, head.empty() ? "" : "\n");
                row.file = file;
            }
            row.text += line;
            row.text += '\n';
        }
    }

    std::map<std::string, Row, std::less<>> rows_;
    std::map<std::string, std::set<std::string>, std::less<>> ids_of_;  ///< By hash to look for.
};

}  // namespace

std::set<std::string> transactions_in(const LinkedAnswer& answer) {
    std::set<std::string> ids;
    for (const PlaceFacts& place : answer.from) ids.insert(id_of(place.place));
    for (const LinkedPolicy& policy : answer.policies) {
        for (const TracedPass& pass : policy.passes) ids.insert(id_of(pass.at.place));
        for (const TracedSwap& swap : policy.swaps) ids.insert(id_of(swap.transaction));
        for (const LinkedEnd& end : policy.ends) {
            ids.insert(id_of(end.at.place));
            for (const TracedStep& step : end.path) ids.insert(id_of(step.at.place));
        }
    }
    return ids;
}

Status add_xrpl_exhibits(const std::filesystem::path& ledgers, const LinkedAnswer& answer,
                         casefile::Manifest& manifest, std::vector<ExhibitBytes>& exhibits) {
    const std::set<std::string> names = transactions_in(answer);
    std::set<codec::Hash256> ids;
    for (const std::string& name : names) {
        codec::Hash256 id;
        PELF_CHECK(codec::decode_hex(name, id.bytes));  // The answer is ours.
        ids.insert(id);
    }
    PELF_TRY(files, xrpl_files(ledgers));
    PELF_TRY(evidence, ingest::read_xrpl_evidence(files, ids));
    std::uint64_t first = manifest.coverage.height;
    for (const std::string& name : names) {
        codec::Hash256 id;
        PELF_CHECK(codec::decode_hex(name, id.bytes));
        const auto found = evidence.transactions.find(id);
        if (found == evidence.transactions.end()) return not_in_files(name, ledgers, "--ledgers");
        first = std::min(first, found->second.ledger_index);
        add_transaction(name, found->second, manifest, exhibits);
    }
    add_headers(evidence, first, manifest, exhibits);
    return Done{};
}

Status add_ethereum_exhibits(const std::filesystem::path& export_folder, const LinkedAnswer& answer,
                             casefile::Manifest& manifest, std::vector<ExhibitBytes>& exhibits) {
    Rows rows(transactions_in(answer));
    PELF_TRY(files, files_in(export_folder));
    for (const auto& path : files) {
        PELF_TRY(file, MappedFile::open(path));
        rows.read(path, as_text(file.bytes()));
    }
    rows.look_for_blocks();
    for (const auto& path : files) {
        if (!path.filename().string().starts_with("blocks")) continue;
        PELF_TRY(file, MappedFile::open(path));
        rows.read(path, as_text(file.bytes()));
    }
    for (const auto& [id, row] : rows.rows()) {
        if (row.lines_count == 0) return not_in_files("0x" + id, export_folder, "--etl");
        const bool is_cut = row.lines_count > kRowLinesMax;
        manifest.coverage.not_proven.push_back(
            {id, text("an export has no bytes to hash: these are its own words",
                      is_cut ? ", the first lines of them" : "")});
        exhibits.push_back(exhibit(text(casefile::kRowsFolder, id), export_folder,
                                   counted(row.lines_count, "line names it", "lines name it"),
                                   std::as_bytes(std::span(row.text))));
    }
    return Done{};
}

}  // namespace pelf::engine
