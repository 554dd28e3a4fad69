// SPDX-License-Identifier: Apache-2.0
#include "engine/lists.hpp"

#include <algorithm>
#include <utility>

#include "base/file.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"
#include "codec/sha256.hpp"
#include "engine/json.hpp"
#include "ingest/lists/read_list.hpp"
#include "ingest/lists/wallets.hpp"

namespace pelf::engine {
namespace {

std::string content_hash(std::span<const std::byte> bytes) {
    return codec::to_hex(codec::sha256(bytes).bytes);
}

std::string_view as_text(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Result<ingest::ListReading> read_stored(const screen::ListStore& store,
                                        const screen::ListVersion& version) {
    PELF_TRY(files, store.read_files(version));
    std::vector<ingest::ListFile> inputs;
    for (const screen::StoredFile& file : files) inputs.push_back({file.name, as_text(file.bytes)});
    return ingest::read_list(version.source, inputs);
}

/// Without a ledger: good if it is right on one of those its form points to.
model::Checksum checksum_of(const std::string& address, const std::optional<std::string>& ledger) {
    if (ledger) {
        const auto wallet = ingest::wallet_on_ledger(*ledger, address);
        return wallet ? wallet->checksum : model::Checksum::unchecked;
    }
    constexpr std::string_view kBitcoinStarts[] = {"1", "3",   "bc1", "BC1",   "m",    "n",
                                                   "2", "tb1", "TB1", "bcrt1", "BCRT1"};
    const bool like_bitcoin = std::ranges::any_of(
        kBitcoinStarts, [&](std::string_view start) { return address.starts_with(start); });
    if (!like_bitcoin) return model::Checksum::unchecked;
    for (const auto chain : {codec::Chain::main, codec::Chain::test, codec::Chain::regtest}) {
        if (codec::from_address(address, chain)) return model::Checksum::good;
    }
    return model::Checksum::bad;
}

boost::json::object hit_object(const screen::Hit& hit) {
    boost::json::array reasons(hit.reasons.begin(), hit.reasons.end());
    boost::json::array programmes;
    if (hit.party != nullptr) {
        programmes = boost::json::array(hit.party->programmes.begin(), hit.party->programmes.end());
    }
    return {{"id", hit.id.key},
            {"source", hit.id.source},
            {"name", hit.name},
            {"matched_name", hit.matched_name},
            {"type", model::to_string(hit.type)},
            {"score", hit.score},
            {"strength", model::to_string(hit.strength)},
            {"reasons", std::move(reasons)},
            {"programmes", std::move(programmes)}};
}

boost::json::object answer_object(const ScreenAnswer& answer) {
    boost::json::object query{{"kind", answer.query_kind}, {"text", answer.query}};
    if (!answer.ledger.empty()) query["ledger"] = answer.ledger;
    boost::json::array hits;
    for (const screen::Hit& hit : answer.hits) hits.push_back(hit_object(hit));
    boost::json::array tags;
    for (const model::Tag* tag : answer.tags) {
        tags.push_back({{"label", tag->label},
                        {"category", model::to_string(tag->category)},
                        {"source", tag->party.source},
                        {"confidence", tag->confidence}});
    }
    boost::json::object object{{"query", std::move(query)}, {"hits", std::move(hits)}};
    if (answer.query_kind == "wallet") {
        object["tags"] = std::move(tags);
        object["checksum"] = model::to_string(answer.checksum);
    }
    return object;
}

}  // namespace

Result<ListImported> import_list(const Home& home, const ListImport& request) {
    std::vector<std::vector<std::byte>> contents;
    std::vector<ingest::ListFile> inputs;
    std::vector<screen::InputFile> kept;
    for (const auto& path : request.files) {
        PELF_TRY(bytes, read_file(path, screen::kListFileBytesMax));
        contents.push_back(std::move(bytes));
    }
    for (std::size_t i = 0; i < contents.size(); ++i) {
        const std::string name = request.files[i].filename().string();
        inputs.push_back({name, as_text(contents[i])});
        kept.push_back({name, contents[i]});
    }
    PELF_TRY(reading, ingest::read_list(request.source, inputs));
    const ingest::ListCounts counts = reading.counts();
    PELF_TRY(store, screen::ListStore::open(home.lists(), content_hash));
    PELF_TRY(result, store.import_version({.source = request.source,
                                           .files = kept,
                                           .published = request.published,
                                           .learned_unix_s = request.learned_unix_s,
                                           .entries = counts.entries,
                                           .names = counts.names,
                                           .wallets = counts.wallets,
                                           .losses = reading.losses_count(),
                                           .allow_shrink = request.allow_shrink}));
    return ListImported{std::move(result.version), result.is_new, std::move(reading.reports),
                        std::move(reading.notices)};
}

Result<std::vector<screen::ListVersion>> list_versions(const Home& home) {
    PELF_TRY(store, screen::ListStore::open(home.lists(), content_hash));
    const auto versions = store.versions();
    return std::vector<screen::ListVersion>(versions.begin(), versions.end());
}

Result<Lists> load_lists(const Home& home, Date as_of) {
    PELF_TRY(store, screen::ListStore::open(home.lists(), content_hash));
    std::vector<screen::ListVersion> versions = store.in_force(as_of);
    std::vector<screen::SourceList> lists;
    std::uint64_t losses = 0;
    for (const screen::ListVersion& version : versions) {
        PELF_TRY(reading, read_stored(store, version));
        losses += reading.losses_count();
        lists.push_back({version.source, version.version, version.published,
                         std::move(reading.parties), std::move(reading.tags)});
    }
    return Lists{screen::Watchlist::build(std::move(lists)), std::move(versions), losses};
}

ScreenAnswer screen_wallet(const Lists& lists, const std::string& address,
                           const std::optional<std::string>& ledger) {
    ScreenAnswer answer;
    answer.query = address;
    answer.query_kind = "wallet";
    answer.ledger = ledger.value_or("");
    answer.checksum = checksum_of(address, ledger);
    answer.hits = lists.watchlist.wallet(
        address, ledger ? std::optional<std::string_view>(*ledger) : std::nullopt);
    for (const model::Tag& tag : lists.watchlist.all_tags()) {
        if (tag.account.canonical != model::canonical_address(address)) continue;
        if (ledger && tag.account.ledger != *ledger) continue;
        answer.tags.push_back(&tag);
    }
    return answer;
}

ScreenAnswer screen_name(const Lists& lists, const screen::NameQuery& query) {
    ScreenAnswer answer;
    answer.query = std::string(query.text);
    answer.query_kind = "name";
    answer.hits = lists.watchlist.name(query);
    return answer;
}

std::string to_json(const ListImported& imported) {
    boost::json::object object = to_json_object(imported.version);
    object["new"] = imported.is_new;
    object["files"] = to_json_array(imported.reports);
    object["notices"] = boost::json::array(imported.notices.begin(), imported.notices.end());
    return pretty(object);
}

std::string to_json(const std::vector<screen::ListVersion>& versions) {
    boost::json::array array;
    for (const auto& version : versions) array.push_back(to_json_object(version));
    return pretty(boost::json::object{{"lists", std::move(array)}});
}

std::string to_json(const Lists& lists, const std::vector<ScreenAnswer>& answers,
                    std::uint8_t threshold) {
    boost::json::array sources;
    for (const auto& version : lists.versions) {
        sources.push_back({{"source", version.source},
                           {"version", version.version},
                           {"published", to_string(version.published)}});
    }
    boost::json::object document;
    // One question: its answer is the document. Several: they stand in order under "answers".
    if (answers.size() == 1) {
        document = answer_object(answers.front());
    } else {
        boost::json::array array;
        for (const ScreenAnswer& answer : answers) array.push_back(answer_object(answer));
        document["answers"] = std::move(array);
    }
    document["lists"] = std::move(sources);
    document["threshold"] = threshold;
    document["scorer"] = match::kScorerVersion;
    document["losses"] = lists.losses;
    return pretty(document);
}

std::string to_json(const model::Party& party) {
    boost::json::object object{{"id", party.id.key},
                               {"source", party.id.source},
                               {"name", party.display_name()},
                               {"type", model::to_string(party.type)}};
    boost::json::array names;
    for (const model::Name& name : party.names) {
        names.push_back({{"name", name.whole},
                         {"kind", model::to_string(name.kind)},
                         {"strength", model::to_string(name.strength)}});
    }
    object["names"] = std::move(names);
    object["programmes"] = boost::json::array(party.programmes.begin(), party.programmes.end());
    boost::json::array births;
    for (const model::PartialDate& birth : party.births) births.emplace_back(to_string(birth));
    object["born"] = std::move(births);
    boost::json::array countries;
    for (const model::Country& country : party.countries) {
        countries.push_back({{"role", model::to_string(country.role)}, {"name", country.name}});
    }
    object["countries"] = std::move(countries);
    boost::json::array identifiers;
    for (const model::Identifier& identifier : party.identifiers) {
        identifiers.push_back({{"kind", identifier.kind},
                               {"value", identifier.value},
                               {"country", identifier.country}});
    }
    object["identifiers"] = std::move(identifiers);
    boost::json::array wallets;
    for (const model::Wallet& wallet : party.wallets) {
        wallets.push_back({{"asset", wallet.asset},
                           {"ledger", wallet.ledger},
                           {"address", wallet.address},
                           {"checksum", model::to_string(wallet.checksum)}});
    }
    object["wallets"] = std::move(wallets);
    boost::json::array relations;
    for (const model::Relation& relation : party.relations) {
        relations.push_back(
            {{"kind", relation.kind}, {"name", relation.other_name}, {"id", relation.other_key}});
    }
    object["relations"] = std::move(relations);
    object["remarks"] = party.remarks;
    return pretty(object);
}

}  // namespace pelf::engine
