// SPDX-License-Identifier: Apache-2.0
#include "engine/lists.hpp"
#include "engine/sha256_hex.hpp"

#include <algorithm>
#include <atomic>
#include <functional>
#include <numeric>
#include <thread>
#include <utility>

#include "base/file.hpp"
#include "base/text.hpp"
#include "codec/hex.hpp"
#include "codec/sha256.hpp"
#include "engine/json.hpp"
#include "engine/kept_lists.hpp"
#include "ingest/lists/read_list.hpp"

namespace pelf::engine {
namespace {

constexpr Date kDateMax{9999, 12, 31};

/// Reads all versions, several at a time; one answer each, in their order.
std::vector<Result<ingest::ListReading>> read_all(
    const screen::ListStore& store, const std::vector<screen::ListVersion>& versions) {
    std::vector<std::optional<Result<ingest::ListReading>>> readings(versions.size());
    // The longest first: who starts with a short one must not wait for a long one at the end.
    std::vector<std::size_t> order(versions.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto size_bytes = [&](std::size_t index) {
        std::uint64_t size = 0;
        for (const auto& file : versions[index].files) size += file.size_bytes;
        return size;
    };
    std::ranges::stable_sort(order, std::greater<>{}, size_bytes);
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t at = next++; at < order.size(); at = next++) {
            readings[order[at]] = read_version(store, versions[order[at]]);
        }
    };
    const std::size_t cores_count = std::max(1U, std::thread::hardware_concurrency());
    std::vector<std::jthread> helpers;
    for (std::size_t i = 1; i < std::min(cores_count, order.size()); ++i) {
        helpers.emplace_back(work);
    }
    work();
    helpers.clear();  // Waits for them.
    std::vector<Result<ingest::ListReading>> all;
    for (auto& reading : readings) {
        if (reading) all.push_back(std::move(*reading));
    }
    return all;
}

}  // namespace

Result<ListImported> import_list(const Home& home, const ListImport& request) {
    std::vector<ListContent> contents;
    for (const auto& path : request.files) {
        PELF_TRY(bytes, read_file(path, screen::kListFileBytesMax));
        contents.push_back({path.filename().string(), std::move(bytes)});
    }
    return import_contents(home, request, contents);
}

Result<ListImported> import_contents(const Home& home, const ListImport& request,
                                     const std::vector<ListContent>& contents) {
    std::vector<ingest::ListFile> inputs;
    std::vector<screen::InputFile> kept;
    for (const ListContent& content : contents) {
        inputs.push_back({content.name, as_text(content.bytes)});
        kept.push_back({content.name, content.bytes});
    }
    PELF_TRY(reading, ingest::read_list(request.source, inputs));
    if (!request.allow_shrink) PELF_TRY_DONE(check_complete(request.source, reading));
    const ingest::ListCounts counts = reading.counts();
    PELF_TRY(store, open_lists(home));
    PELF_TRY(result, store.import_version({.source = request.source,
                                           .files = kept,
                                           .published = request.published.value_or(
                                               reading.stated_publication.value_or(request.today)),
                                           .learned_unix_s = request.learned_unix_s,
                                           .entries = counts.entries,
                                           .names = counts.names,
                                           .wallets = counts.wallets,
                                           .losses = reading.losses_count(),
                                           .allow_shrink = request.allow_shrink}));
    return ListImported{std::move(result.version), result.is_new, std::move(reading.reports),
                        std::move(reading.notices)};
}

Status check_complete(const std::string& source, const ingest::ListReading& reading) {
    const auto refused = [](Fault fault, std::string message, std::string file, std::uint64_t at) {
        return Unexpected(Error{fault, std::move(message), std::move(file), at});
    };
    if (reading.is_truncated) {
        Error last{Fault::truncated, {}, {}, 0};
        for (const ingest::Report& report : reading.reports) {
            if (!report.first_losses().empty()) last = report.first_losses().back();
        }
        return refused(
            Fault::truncated,
            text("the list ", source, " breaks off (", last.message, "); get its files again"),
            last.source, last.offset_bytes);
    }
    std::uint64_t rejected = 0;
    for (const ingest::Report& report : reading.reports) rejected += report.rejected_count();
    // Entries that were refused are there, and counted.
    if (reading.stated_records && reading.parties.size() + rejected < *reading.stated_records) {
        return refused(
            Fault::truncated,
            text("the list ", source, " is not whole: it states ", *reading.stated_records,
                 " entries, found ", reading.parties.size(), "; get its files again"),
            {}, 0);
    }
    return Done{};
}

Result<Lists> load_lists(const Home& home, Date as_of,
                         std::optional<std::int64_t> known_by_unix_s) {
    PELF_TRY(store, open_lists(home));
    std::vector<screen::ListVersion> versions = store.in_force(as_of, known_by_unix_s);
    const auto key = kept_key(home, versions);
    if (key) {
        if (auto kept = load_kept(home, *key, versions)) return std::move(*kept);
    }
    std::vector<screen::SourceList> lists;
    std::uint64_t losses = 0;
    auto readings = read_all(store, versions);
    for (std::size_t i = 0; i < versions.size(); ++i) {
        PELF_TRY(reading, std::move(readings[i]));
        losses += reading.losses_count();
        lists.push_back({versions[i].source, versions[i].version, versions[i].published,
                         std::move(reading.parties), std::move(reading.tags)});
    }
    Lists read{screen::Watchlist::build(std::move(lists)), std::move(versions), losses};
    // Only the newest are asked for again and again. If they cannot be kept, the next one reads
    // them again, and nothing else is lost.
    if (key && kept_key(home, store.in_force(kDateMax)) == key) {
        [[maybe_unused]] const Status kept = keep(home, *key, read);
    }
    return read;
}

Result<ingest::ListReading> read_version(const screen::ListStore& store,
                                         const screen::ListVersion& version) {
    PELF_TRY(files, store.read_files(version));
    std::vector<ingest::ListFile> inputs;
    for (const screen::StoredFile& file : files) inputs.push_back({file.name, as_text(file.bytes)});
    return ingest::read_list(version.source, inputs);
}

Result<screen::ListStore> open_lists(const Home& home) {
    return screen::ListStore::open(home.lists(), sha256_hex);
}

std::string to_json(const ListImported& imported) {
    boost::json::object object = to_json_object(imported.version);
    object["new"] = imported.is_new;
    object["files"] = to_json_array(imported.reports);
    object["notices"] = boost::json::array(imported.notices.begin(), imported.notices.end());
    return pretty(object);
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
