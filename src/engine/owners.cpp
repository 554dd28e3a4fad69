// SPDX-License-Identifier: Apache-2.0
#include "engine/owners.hpp"
#include "engine/sha256_hex.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "base/file.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"
#include "codec/sha256.hpp"
#include "ingest/lists/csv.hpp"
#include "ingest/ownership/register.hpp"
#include "match/fold.hpp"
#include "screen/ownership_join.hpp"

namespace pelf::engine {
namespace {

using Indices = std::map<std::string, std::uint32_t, std::less<>>;

std::filesystem::path folder_of(const Home& home) {
    return home.folder / "owners";
}

Unexpected<Error> refused(std::string message, std::string source = {}) {
    return Unexpected(Error{Fault::refused, std::move(message), std::move(source)});
}

struct Contents {
    std::vector<std::vector<std::byte>> bytes;
    std::vector<ingest::RegisterFile> files;
};

Result<Contents> read_all(std::span<const std::filesystem::path> paths) {
    Contents contents;
    for (const auto& path : paths) {
        PELF_TRY(bytes, read_file(path, screen::kListFileBytesMax));
        contents.bytes.push_back(std::move(bytes));
    }
    for (std::size_t i = 0; i < paths.size(); ++i) {
        contents.files.push_back({paths[i].filename().string(), as_text(contents.bytes[i])});
    }
    return contents;
}

/// Whose listing counts under which rule. A house's own list and lists of unknown authority count
/// under all of them, since whoever keeps one does so to be stopped by it.
bool counts_for(std::string_view source, std::string_view regime) {
    const auto begins = [&](std::string_view start) { return source.starts_with(start); };
    if (begins("ofac-cons")) return false;  // Not blocked: other measures.
    if (begins("ofac") || begins("eu-") || begins("uk-")) return begins(regime);
    if (begins("un-")) return regime != "ofac";  // Carried over by both; OFAC lists on its own.
    return !begins("ca-");
}

void append(Ownership& ownership, ingest::RegisterReading reading) {
    const auto offset = static_cast<std::uint32_t>(ownership.content.parties.size());
    ownership.losses += reading.losses_count();
    auto& content = ownership.content;
    for (auto& party : reading.content.parties) content.parties.push_back(std::move(party));
    for (auto& stake : reading.content.stakes) {
        stake.owner_index += offset;
        stake.owned_index += offset;
        content.stakes.push_back(std::move(stake));
    }
    for (auto& owner : reading.content.undisclosed) {
        owner.owned_index += offset;
        content.undisclosed.push_back(std::move(owner));
    }
    for (auto& report : reading.reports) ownership.reports.push_back(std::move(report));
    for (auto& notice : reading.notices) ownership.notices.push_back(std::move(notice));
}

Status read_imported(const Home& home, Ownership& ownership) {
    PELF_TRY(store, screen::ListStore::open(folder_of(home), sha256_hex));
    for (const screen::ListVersion& version : store.in_force(ownership.day)) {
        PELF_TRY(stored, store.read_files(version));
        std::vector<ingest::RegisterFile> files;
        for (const auto& file : stored) files.push_back({file.name, as_text(file.bytes)});
        PELF_TRY(reading, ingest::read_register(version.source, files));
        append(ownership, std::move(reading));
        ownership.registers.push_back(text(version.source, " of ", to_string(version.published)));
    }
    if (!ownership.registers.empty()) return Done{};
    return Unexpected(Error{Fault::not_found,
                            text("there is no ownership register of ", to_string(ownership.day),
                                 " or before; import one with `pelf owners import`, or give one "
                                 "with --input FILE"),
                            home.folder.string()});
}

Result<std::uint32_t> entity_of(const Indices& indices, std::string_view id,
                                std::string_view what) {
    const auto found = indices.find(id);
    if (found != indices.end()) return found->second;
    return refused(text(what, " names ", id, ", which is not in the register"));
}

/// The rows entity_id,party_id of a mapping, as listings.
Result<std::vector<ListedOwner>> read_mapping(const std::filesystem::path& path,
                                              const Indices& indices, const Lists& lists) {
    std::vector<ListedOwner> listed;
    if (path.empty()) return listed;
    PELF_TRY(bytes, read_file(path, screen::kListFileBytesMax));
    ingest::CsvReader reader(as_text(bytes));
    const std::vector<std::string> header = {"entity_id", "party_id"};
    if (reader.next() != ingest::CsvReader::Step::row || reader.fields() != header) {
        return refused("expected the first row entity_id,party_id", path.string());
    }
    while (true) {
        const auto step = reader.next();
        if (step == ingest::CsvReader::Step::end) return listed;
        const auto& fields = reader.fields();
        if (step == ingest::CsvReader::Step::bad || fields.size() != header.size()) {
            return refused(text("expected two columns in line ", reader.row_line()), path.string());
        }
        PELF_TRY(entity, entity_of(indices, fields[0], "the mapping"));
        const std::size_t colon = fields[1].find(':');
        const model::PartyId id{fields[1].substr(0, colon),
                                colon == std::string::npos ? "" : fields[1].substr(colon + 1)};
        const model::Party* party = lists.watchlist.find(id);
        if (party == nullptr) {
            return refused(text("the mapping names ", fields[1],
                                ", which no list in force has; expected SOURCE:KEY"),
                           path.string());
        }
        listed.push_back({entity, id, party->display_name(), "mapping", true});
    }
}

/// All listings, whatever the regime.
Result<std::vector<ListedOwner>> find_listed(const Ownership& ownership, const Indices& indices,
                                             const Lists& lists, const OwnershipRequest& request) {
    PELF_TRY(listed, read_mapping(request.mapping, indices, lists));
    for (const std::string& id : request.listed) {
        PELF_TRY(entity, entity_of(indices, id, "--listed"));
        listed.push_back({entity,
                          {"given", id},
                          ownership.content.parties[entity].display_name(),
                          "given",
                          true});
    }
    const auto parties = lists.watchlist.parties();
    for (const auto& joined : screen::join_listed(ownership.content.parties, parties)) {
        const model::Party& party = parties[joined.party_index];
        listed.push_back(
            {joined.entity_index, party.id, party.display_name(), joined.how, joined.is_definite});
    }
    return std::move(listed);
}

bool has_lists_of(const Lists& lists, std::string_view regime) {
    return std::ranges::any_of(lists.versions, [&](const screen::ListVersion& version) {
        return counts_for(version.source, regime);
    });
}

}  // namespace

Result<ListImported> import_register(const Home& home, const ListImport& request) {
    PELF_TRY(contents, read_all(request.files));
    PELF_TRY(reading, ingest::read_register(request.source, contents.files));
    std::vector<screen::InputFile> kept;
    for (std::size_t i = 0; i < contents.files.size(); ++i) {
        kept.push_back({contents.files[i].name, contents.bytes[i]});
    }
    screen::ImportRequest import;
    import.source = request.source;
    import.files = kept;
    import.published = request.published.value_or(request.today);
    import.learned_unix_s = request.learned_unix_s;
    import.entries = reading.content.parties.size();
    for (const auto& party : reading.content.parties) import.names += party.names.size();
    import.losses = reading.losses_count();
    import.allow_shrink = request.allow_shrink;
    PELF_TRY(store, screen::ListStore::open(folder_of(home), sha256_hex));
    PELF_TRY(result, store.import_version(import));
    reading.notices.insert(reading.notices.begin(),
                           text(grouped(reading.content.stakes.size()), " stakes"));
    return ListImported{std::move(result.version), result.is_new, std::move(reading.reports),
                        std::move(reading.notices)};
}

Result<std::unique_ptr<Ownership>> load_ownership(const Home& home, const Lists& lists,
                                                  const OwnershipRequest& request) {
    auto ownership = std::make_unique<Ownership>();
    ownership->day = request.day;
    if (request.files.empty()) {
        PELF_TRY_DONE(read_imported(home, *ownership));
    } else {
        PELF_TRY(contents, read_all(request.files));
        PELF_TRY(reading, ingest::read_register(request.source, contents.files));
        append(*ownership, std::move(reading));
        ownership->registers.push_back(request.source);
    }
    Indices indices;
    const auto& parties = ownership->content.parties;
    for (std::uint32_t i = 0; i < parties.size(); ++i) indices.emplace(parties[i].id.key, i);
    PELF_TRY(listed, find_listed(*ownership, indices, lists, request));
    std::vector<screen::JointGroup> groups;
    for (const auto& ids : request.joint) {
        screen::JointGroup& group = groups.emplace_back();
        for (const std::string& id : ids) {
            PELF_TRY(entity, entity_of(indices, id, "--joint"));
            group.push_back(entity);
        }
    }
    ownership->holdings = screen::holdings_on(ownership->content.stakes, request.day);
    ownership->graph = screen::OwnershipGraph::build(static_cast<std::uint32_t>(parties.size()),
                                                     ownership->holdings);
    for (const std::string_view name : screen::ownership_regimes()) {
        RegimeOwnership& regime = ownership->regimes.emplace_back();
        regime.regime = name;
        const auto policy = screen::policy_on(name, request.day);
        if (!policy) {
            regime.refusal = policy.error().message;
        } else if (request.listed.empty() && !has_lists_of(lists, name)) {
            regime.refusal = text("no list of ", name, " is in force here");
        } else {
            regime.policy = *policy;
        }
        if (regime.policy == nullptr) continue;
        std::vector<screen::Seed> seeds;
        for (const ListedOwner& owner : listed) {
            if (!counts_for(owner.id.source, name)) continue;
            regime.listed.push_back(owner);
            seeds.push_back({owner.entity_index, owner.is_definite});
        }
        regime.blocking =
            screen::Blocking::compute(ownership->graph, *regime.policy, seeds, groups);
    }
    return ownership;
}

Result<std::uint32_t> find_owner(const Ownership& ownership, std::string_view asked) {
    const auto& parties = ownership.content.parties;
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < parties.size(); ++i) {
        if (parties[i].id.key == asked) return i;
    }
    for (const RegimeOwnership& regime : ownership.regimes) {
        for (const ListedOwner& owner : regime.listed) {
            if (text(owner.id.source, ":", owner.id.key) == asked) {
                found.push_back(owner.entity_index);
            }
        }
    }
    const std::string folded = match::fold(asked);
    for (std::uint32_t i = 0; i < parties.size() && !folded.empty(); ++i) {
        const bool has_name = std::ranges::any_of(parties[i].names, [&](const model::Name& name) {
            return name.whole == asked || match::fold(name.whole) == folded;
        });
        if (has_name) found.push_back(i);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    if (found.size() == 1) return found.front();
    if (found.empty()) {
        return Unexpected(
            Error{Fault::not_found, text("the register has no party with the id or name ", asked,
                                         "; nothing can be said of who owns it")});
    }
    std::string ids;
    for (const std::uint32_t entity : found) ids += text(" ", parties[entity].id.key);
    return refused(text("several parties of the register are called ", asked,
                        "; ask for one of the ids", ids));
}

Reach reach_of(const Ownership& ownership, const RegimeOwnership& regime,
               std::uint32_t entity_index) {
    Reach reach;
    if (regime.policy == nullptr) return reach;
    const auto closure = screen::close_over(ownership.graph, *regime.policy, {{entity_index}, {}});
    const std::span entered(closure.entered);
    const auto definite = entered.first(closure.definite_count).subspan(1);
    const auto possible = entered.subspan(closure.definite_count);
    reach.definite.assign(definite.begin(), definite.end());
    reach.possible.assign(possible.begin(), possible.end());
    return reach;
}

}  // namespace pelf::engine
